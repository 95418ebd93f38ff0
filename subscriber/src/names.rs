//! The names of loggers, and which is below which.

/// A logger's name without the root.
pub(crate) fn relative<'a>(name: &'a str, root: &str) -> &'a str {
    below(name, root).unwrap_or(name)
}

/// The rest of a name behind that of the logger `above`, empty if it is that logger;
/// `None` if it is neither that logger nor below it.
pub(crate) fn below<'a>(name: &'a str, above: &str) -> Option<&'a str> {
    if above.is_empty() {
        return Some(name);
    }
    let rest = name.strip_prefix(above)?;
    if rest.is_empty() {
        return Some(rest);
    }
    rest.strip_prefix('.').or_else(|| rest.strip_prefix("::"))
}
