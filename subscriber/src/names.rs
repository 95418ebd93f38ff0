//! The names of loggers, and their hierarchy.

/// Returns a logger's name without the root.
pub(crate) fn relative<'a>(name: &'a str, root: &str) -> &'a str {
    below(name, root).unwrap_or(name)
}

/// Returns the rest of a name after the name of the logger `above`, or `None` if the name is not
/// that logger or below it. The rest is empty for that logger itself.
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

/// Returns the name and the names of all loggers above it.
pub(crate) fn covering(name: &str) -> impl Iterator<Item = &str> {
    let separators = name.char_indices().filter_map(|(at, character)| {
        let is_separator = character == '.' || name[at..].starts_with("::");
        is_separator.then(|| &name[..at])
    });
    separators.chain([name]).filter(|name| !name.is_empty())
}

/// Returns the crate of a module, if the name can be the path of a module.
pub(crate) fn crate_of(name: &str) -> Option<&str> {
    let is_in_path = |character: char| character.is_alphanumeric() || "_:".contains(character);
    let is_path = !name.is_empty() && name.chars().all(is_in_path);
    is_path.then(|| name.split("::").next().unwrap_or(name))
}
