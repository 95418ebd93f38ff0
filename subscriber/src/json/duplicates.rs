//! Finds duplicate keys in JSON objects. Without this check, the parser would use the last one.

use super::file::KEY;
use crate::config::ConfigError;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;

/// Checks that the list of loggers has no duplicate keys. The rest of the configuration is not
/// checked.
pub(super) fn check_keys(json: &str) -> Result<(), ConfigError> {
    let mut duplicate = None;
    let keys = Keys {
        path: String::new(),
        is_of_loggers: false,
        duplicate: &mut duplicate,
    };
    // Invalid JSON is reported later, when the values are read.
    _ = keys.deserialize(&mut serde_json::Deserializer::from_str(json));
    duplicate.map_or(Ok(()), |path| {
        Err(ConfigError::new(path, "duplicate field"))
    })
}

/// Visits the keys of a value.
struct Keys<'a> {
    /// The path of the value in the configuration.
    path: String,
    is_of_loggers: bool,
    /// The path of the first duplicate key.
    duplicate: &'a mut Option<String>,
}

impl Keys<'_> {
    fn key(&mut self, key: &str, is_new: bool) -> Keys<'_> {
        let dot = if self.path.is_empty() { "" } else { "." };
        let path = format!("{}{dot}{key}", self.path);
        let is_of_loggers = self.is_of_loggers || key == KEY;
        if is_of_loggers && !is_new && self.duplicate.is_none() {
            *self.duplicate = Some(path.clone());
        }
        Keys {
            path,
            is_of_loggers: is_of_loggers && key != "user-context",
            duplicate: self.duplicate,
        }
    }

    fn element(&mut self, index: usize) -> Keys<'_> {
        Keys {
            path: format!("{}[{index}]", self.path),
            is_of_loggers: self.is_of_loggers,
            duplicate: self.duplicate,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Keys<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Keys<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            let is_new = !seen.contains(&key);
            map.next_value_seed(self.key(&key, is_new))?;
            seen.insert(key);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut sequence: A) -> Result<(), A::Error> {
        let mut index = 0;
        while sequence.next_element_seed(self.element(index))?.is_some() {
            index += 1;
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}
