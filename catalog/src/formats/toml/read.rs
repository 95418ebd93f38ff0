//! A catalogue, or local texts, from a TOML file.

use super::syntax::parse;
use super::values::{Value, Values};
use crate::catalogue::{Broken, Catalogue, Header};
use crate::formats::Purpose;
use crate::suggest::{Unknown, nearest};
use crate::{Allow, Label, Source};
use kea_messages_base::id::is_id;
use toml::de::DeValue;

/// The key of the header, which is not an ID.
const HEADER: &str = "catalogue";
const HEADER_KEYS: [&str; 5] = ["title", "version", "logger", "introduction", "allow"];

/// Reads a TOML file, of which findings and entries speak as number `index`.
pub(in crate::formats) fn read(
    source: &Source,
    index: usize,
    _: Purpose,
    catalogue: &mut Catalogue,
) {
    let items = parse(source, index, &mut catalogue.findings);
    let mut values = Values {
        source: index,
        id: None,
        findings: &mut catalogue.findings,
    };
    for (key, value) in items {
        let name = key.get_ref().as_ref();
        values.id = None;
        if name == HEADER {
            let allowed = values.header(value, &mut catalogue.header);
            catalogue.allowed.extend(allowed);
        } else if let Some(title) = misplaced(name, &value) {
            values.error(title, key.span());
        } else if let Some(entry) = values.message(source.text(), &key, value) {
            catalogue.entries.push(entry);
        } else {
            let label = Label::new(index, key.span());
            catalogue.broken.push(Broken::new(name, label));
        }
    }
}

impl Values<'_> {
    /// Reads the header, and returns what is suppressed in the file.
    fn header(&mut self, value: Value<'_>, header: &mut Header) -> Vec<Allow> {
        let mut allowed = Vec::new();
        let expected = "`catalogue` is a table: `[catalogue]`";
        for (key, value) in self.table(value, expected).unwrap_or_default() {
            let name = key.get_ref().as_ref();
            if name == "allow" {
                allowed = self.allowed(value);
            } else if Header::KEYS.contains(&name) {
                let set = self
                    .take(value)
                    .map_or(Ok(()), |value| header.set(name, value));
                if let Err(error) = set {
                    self.error(error, key.span());
                }
            } else {
                self.unknown_key("`[catalogue]`", &key, &HEADER_KEYS);
            }
        }
        allowed
    }
}

/// What is wrong with a top-level key that is not meant as a message.
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
            "`{name}` is neither a message nor the table `[catalogue]`"
        ))
    }
}
