//! Reads values in TOML as the expected types.

use crate::formats::serde_error::in_words;
use crate::suggest::Unknown;
use crate::{Finding, Label};
use serde_core::Deserialize;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue, ValueDeserializer};

pub(in crate::formats) type Key<'t> = Spanned<DeString<'t>>;
pub(in crate::formats) type Value<'t> = Spanned<DeValue<'t>>;

/// Reads values, and reports those with an unexpected type.
pub(in crate::formats) struct Values<'r> {
    /// The index of the file.
    pub(in crate::formats) source: usize,
    /// The ID of the message that is being read.
    pub(in crate::formats) id: Option<String>,
    pub(in crate::formats) findings: &'r mut Vec<Finding>,
}

impl Values<'_> {
    pub(in crate::formats) fn error(&mut self, title: impl Into<String>, range: Range<usize>) {
        let mut finding = Finding::mistake(title, Label::new(self.source, range));
        finding.id.clone_from(&self.id);
        self.findings.push(finding);
    }

    /// Reads a value as a `T`.
    pub(in crate::formats) fn take<'t, T: Deserialize<'t>>(
        &mut self,
        value: Value<'t>,
    ) -> Option<T> {
        let range = value.span();
        let read = T::deserialize(ValueDeserializer::from(value));
        read.map_err(|error| self.error(in_words(error.message().trim(), "a table"), range))
            .ok()
    }

    /// Reads `true` or `false`. Anything else is reported, and read as `false`.
    pub(super) fn flag(&mut self, value: &Value<'_>) -> bool {
        if let DeValue::Boolean(flag) = value.get_ref() {
            return *flag;
        }
        self.error("expected `true` or `false`, without quotes", value.span());
        false
    }

    /// Reads a string.
    pub(in crate::formats) fn string(&mut self, value: Value<'_>) -> Option<String> {
        let found = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().to_owned(),
            DeValue::Float(number) => number.as_str().to_owned(),
            DeValue::Boolean(boolean) => boolean.to_string(),
            DeValue::Datetime(time) => time.to_string(),
            DeValue::Array(_) => {
                self.error("expected a string, found a list", value.span());
                return None;
            }
            DeValue::Table(_) => {
                self.error("expected a string, found a table", value.span());
                return None;
            }
            DeValue::String(_) => return self.take(value),
        };
        let title = format!("expected a string, found `{found}`: write `\"{found}\"`");
        self.error(title, value.span());
        None
    }

    /// Reads the version in the value of `key`.
    pub(super) fn version(&mut self, key: &str, value: Value<'_>) -> Option<String> {
        let range = value.span();
        let is_blank = |text: &str| text.trim().is_empty();
        let is_wrong = match value.get_ref() {
            DeValue::Boolean(_) => true,
            DeValue::String(text) => is_blank(text),
            _ => false,
        };
        if is_wrong {
            self.error(format!("expected a version: `{key} = \"2.0\"`"), range);
            return None;
        }
        self.trimmed(value)
    }

    /// Reads a string, and removes surrounding white space.
    pub(super) fn trimmed(&mut self, value: Value<'_>) -> Option<String> {
        Some(self.string(value)?.trim().to_owned())
    }

    /// Returns the items of a table. If the value is not a table, reports `expected`.
    pub(in crate::formats) fn table<'t>(
        &mut self,
        value: Value<'t>,
        expected: &str,
    ) -> Option<DeTable<'t>> {
        let range = value.span();
        if let DeValue::Table(table) = value.into_inner() {
            return Some(table);
        }
        self.error(expected, range);
        None
    }

    /// Reports a key that `owner` does not have.
    pub(in crate::formats) fn unknown_key(&mut self, owner: &str, key: &Key<'_>, known: &[&str]) {
        let name = key.get_ref();
        let title = format!("unknown key `{name}` of {owner}");
        if let Some(meant) = meant(name).filter(|meant| known.contains(meant)) {
            return self.error(format!("{title}: did you mean `{meant}`?"), key.span());
        }
        self.error(Unknown::new(title, name, known).to_string(), key.span());
    }
}

/// Returns the key that is meant by a word of another format.
fn meant(name: &str) -> Option<&'static str> {
    Some(match name {
        "level" | "log_level" | "debug_level" | "priority" => "severity",
        "message" | "msg" | "format" => "text",
        "args" | "params" | "parameters" | "fields" => "arguments",
        "desc" | "doc" | "help" | "explanation" => "description",
        "lock" | "locked" | "promises" => "promise",
        _ => return None,
    })
}
