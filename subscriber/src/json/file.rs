//! Finds the loggers in a configuration.

use crate::config::{ConfigError, ConfigWarning};
use crate::nearest::nearest;
use serde_json::{Map, Value};

/// A list of loggers.
pub(super) struct List {
    /// The path of the object that contains the list, followed by a dot, such as `Dhcp4.`. It is
    /// empty for the outermost object.
    pub(super) path: String,
    pub(super) loggers: Value,
}

pub(super) const KEY: &str = "loggers";

/// Finds all lists of loggers: the one of the outermost object or, if there is none, those of the
/// objects in it.
pub(super) fn find_lists(
    json: &str,
    warnings: &mut Vec<ConfigWarning>,
) -> Result<Vec<List>, ConfigError> {
    let lists = find_values(json, warnings)?;
    for list in &lists {
        // A statement `<?include?>` was replaced by `null`, because the file is not read.
        if let (Value::Null, Some(warning)) = (&list.loggers, warnings.first()) {
            let problem = format!("expected a list, found null: {warning}");
            return Err(ConfigError::new(format!("{}{KEY}", list.path), problem));
        }
    }
    Ok(lists)
}

fn find_values(json: &str, warnings: &mut Vec<ConfigWarning>) -> Result<Vec<List>, ConfigError> {
    let top: Value = serde_json::from_str(json)
        .map_err(|error| ConfigError::new("", format!("not valid JSON: {error}")))?;
    let Value::Object(mut top) = top else {
        return Err(missing());
    };
    if let Some(loggers) = top.remove(KEY) {
        let path = String::new();
        return Ok(vec![List { path, loggers }]);
    }
    check_spelling(&top, "")?;
    let mut lists: Vec<List> = Vec::new();
    let mut first = None;
    for (key, value) in top {
        let Value::Object(mut object) = value else {
            continue;
        };
        let path = key + ".";
        match object.remove(KEY) {
            Some(loggers) => lists.push(List { path, loggers }),
            None => _ = first.get_or_insert((path, object)),
        }
    }
    match first {
        _ if !lists.is_empty() => {}
        // Many of Kea's own examples have no loggers.
        Some((path, object)) => {
            check_spelling(&object, &path)?;
            let problem = "missing field: `INFO` and above go to standard output";
            warnings.push(ConfigWarning::new(path + KEY, problem));
        }
        None => return Err(missing()),
    }
    Ok(lists)
}

fn missing() -> ConfigError {
    ConfigError::new(KEY, "missing field")
}

/// Returns an error if an object without `loggers` has a key with a similar name.
fn check_spelling(object: &Map<String, Value>, path: &str) -> Result<(), ConfigError> {
    match object.keys().find(|key| nearest(key, [KEY]).is_some()) {
        Some(key) => {
            let problem = format!("unknown field `{key}`: did you mean `{KEY}`?");
            Err(ConfigError::new(format!("{path}{key}"), problem))
        }
        None => Ok(()),
    }
}
