//! Reads a catalogue, or local texts, from a TOML file.

use super::message::{MESSAGE_KEYS, OfFile};
use super::syntax::{Parsed, parse};
use super::values::{Key, Value, Values};
use crate::catalogue::{Broken, Catalogue, Header};
use crate::formats::Purpose;
use crate::stated_promise::unknown;
use crate::suggest::{Unknown, nearest};
use crate::{Label, Source};
use kea_messages_base::id::is_id;
use std::ops::Range;
use toml::de::DeValue;

/// The key of the header. It is not an ID.
const HEADER: &str = "catalogue";
const HEADER_KEYS: [&str; 7] = [
    "title",
    "version",
    "logger",
    "introduction",
    "named",
    "promise",
    "allow",
];

/// Reads a TOML file, to which findings and entries refer by `index`.
pub(in crate::formats) fn read(
    source: &Source,
    index: usize,
    _: Purpose,
    catalogue: &mut Catalogue,
) {
    let Parsed { items, broken } = parse(source, index, &mut catalogue.findings);
    let mut has_stray_key = false;
    let is_broken = |name: &str| broken.iter().any(|broken| broken.id == name);
    let mut values = Values {
        source: index,
        id: None,
        findings: &mut catalogue.findings,
    };
    let mut of_file = OfFile::default();
    for (key, value) in items {
        let name = key.get_ref().as_ref();
        let before = values.findings.len();
        values.id = None;
        if name == HEADER {
            of_file = values.header(value, &mut catalogue.header);
            catalogue.allowed.append(&mut of_file.allowed);
        } else if is_stray(name, &value) {
            // Only the first of these keys is reported, because they all lack the same table
            // header.
            if !std::mem::replace(&mut has_stray_key, true) {
                let title = format!("`{name}` belongs in the table of a message: `[ALLOC_FAIL]`");
                values.error(title, key.span());
            }
        } else if let Some(title) = misplaced(name, &value) {
            values.error(title, key.span());
        } else if let Some(inner) = tables_in(&value) {
            for key in inner {
                let id = if is_id(name) {
                    format!("{name}_{}", key.get_ref())
                } else {
                    key.get_ref().to_string()
                };
                values.error(
                    format!("expected the ID as a single word: `[{id}]`"),
                    key.span(),
                );
                let label = Label::new(index, key.span());
                catalogue.broken.push(Broken::new(id, label));
            }
        } else if let Some(entry) = values.message(source.text(), &key, value, &of_file) {
            if is_broken(name) {
                continue;
            }
            catalogue.entries.push(entry);
        } else {
            if is_broken(name) {
                // This is a consequence of a syntax error.
                values.findings.truncate(before);
                continue;
            }
            let label = Label::new(index, key.span());
            catalogue.broken.push(Broken::new(name, label));
        }
    }
    catalogue.broken.extend(broken);
}

/// Returns whether this is a key of a message outside the table of a message.
fn is_stray(name: &str, value: &Value<'_>) -> bool {
    let is_table = matches!(value.get_ref(), DeValue::Table(_));
    !is_table && MESSAGE_KEYS.contains(&name) && !HEADER_KEYS.contains(&name)
}

/// Returns the keys of a table that contains only tables: `[ALLOC.FAIL]`.
fn tables_in<'v, 't>(value: &'v Value<'t>) -> Option<Vec<&'v Key<'t>>> {
    let DeValue::Table(table) = value.get_ref() else {
        return None;
    };
    let is_message = |key: &Key<'_>| is_id(key.get_ref());
    let is_table = |value: &Value<'_>| matches!(value.get_ref(), DeValue::Table(_));
    let mut items = table.iter();
    let is_whole = items.all(|(key, value)| is_message(key) && is_table(value));
    (is_whole && !table.is_empty()).then(|| table.keys().collect())
}

/// Returns the place of a table that only a catalogue has, if there is one: the header, or a message
/// with a description. Other TOML files of a program are sometimes confused with its catalogue.
pub(in crate::formats) fn table_of_catalogue(
    items: &[(Key<'_>, Value<'_>)],
) -> Option<Range<usize>> {
    let is_of_catalogue = |key: &Key<'_>, value: &Value<'_>| match value.get_ref() {
        DeValue::Table(table) => {
            let has = |name: &str| table.keys().any(|key| key.get_ref() == name);
            key.get_ref() == HEADER || has("text") && has("description")
        }
        _ => false,
    };
    let (key, _) = items
        .iter()
        .find(|(key, value)| is_of_catalogue(key, value))?;
    Some(key.span())
}

impl Values<'_> {
    /// Reads the header.
    fn header(&mut self, value: Value<'_>, header: &mut Header) -> OfFile {
        let mut of_file = OfFile::default();
        let expected = "`catalogue` is a table: `[catalogue]`";
        for (key, value) in self.table(value, expected).unwrap_or_default() {
            let name = key.get_ref().as_ref();
            if name == "allow" {
                of_file.allowed = self.allowed(value);
            } else if name == "named" {
                of_file.is_named = self.flag(&value);
            } else if name == "promise" {
                of_file.promise = self.stated_promise(value);
            } else if Header::KEYS.contains(&name) {
                let set = self
                    .string(value)
                    .map_or(Ok(()), |value| header.set(name, value));
                if let Err(error) = set {
                    self.error(error, key.span());
                }
            } else {
                self.unknown_key("`[catalogue]`", &key, &HEADER_KEYS);
            }
        }
        of_file
    }

    /// Reads a promise outside the table of a message.
    pub(in crate::formats) fn stated_promise(&mut self, value: Value<'_>) -> Option<String> {
        let range = value.span();
        let promise = self.string(value)?;
        match unknown(&promise) {
            Some(reason) => {
                self.error(reason, range);
                None
            }
            None => Some(promise),
        }
    }
}

/// Returns what is wrong with a top-level key that is not meant as a message.
fn misplaced(name: &str, value: &Value<'_>) -> Option<String> {
    let is_table = matches!(value.get_ref(), DeValue::Table(_));
    if is_id(name) {
        None
    } else if HEADER_KEYS.contains(&name) && !is_table {
        Some(format!("`{name}` belongs in the table `[catalogue]`"))
    } else if nearest(name, &[HEADER]).is_some() {
        let title = format!("unknown table `{name}`");
        Some(Unknown::new(title, name, &[HEADER]).to_string())
    } else if is_table {
        None
    } else {
        Some(format!(
            "`{name}` is neither a message, `[ALLOC_FAIL]`, nor the table `[catalogue]`"
        ))
    }
}
