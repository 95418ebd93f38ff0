//! The names of loggers, and their hierarchy.

/// A logger's name without the root.
pub(crate) fn relative<'a>(name: &'a str, root: &str) -> &'a str {
    below(name, root).unwrap_or(name)
}

/// The rest of a name after that of the logger `above`, empty if it is that logger;
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

/// The names that cover a name: itself, and those of the loggers above it.
pub(crate) fn covering(name: &str) -> impl Iterator<Item = &str> {
    let separators = name.char_indices().filter_map(|(at, character)| {
        let is_separator = character == '.' || name[at..].starts_with("::");
        is_separator.then(|| &name[..at])
    });
    separators.chain([name]).filter(|name| !name.is_empty())
}

/// The crate of a module, if the name can be that of one.
pub(crate) fn crate_of(name: &str) -> Option<&str> {
    let is_in_path = |character: char| character.is_alphanumeric() || "_:".contains(character);
    let is_path = !name.is_empty() && name.chars().all(is_in_path);
    is_path.then(|| name.split("::").next().unwrap_or(name))
}
