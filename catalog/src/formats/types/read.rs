//! Reads side files.

use super::apply::Types;
use super::section::{Ids, Item, Key, Section, is_wildcard};

use crate::formats::argument::check_name;
use crate::formats::toml::{Value, Values, parse, table_of_catalogue};
use crate::{Expression, Label, Source, Unknown, ValueType};
use glob::Pattern;
use kea_messages_base::id::is_id;
use std::path::Path;
use toml::de::{DeTable, DeValue};

const KEYS: [&str; 4] = ["name", "type", "words", "pattern"];

/// The types that are suggested if an unknown type is not similar to any other, because users most
/// likely need them.
const EXAMPLES: [&str; 8] = [
    "u32", "i64", "bool", "IpAddr", "prefix", "mac", "duration", "text",
];

impl Types {
    /// Reads side files with these names, relative to the folder `root`.
    ///
    /// This cannot fail: problems are in [`findings`](Self::findings).
    #[must_use]
    pub fn read_files(root: &Path, names: &[impl AsRef<str>]) -> Self {
        let mut findings = Vec::new();
        let mut sources = Vec::new();
        for name in names {
            let source = Source::open(root, name.as_ref(), sources.len(), &mut findings);
            sources.extend(source);
        }
        let mut types = Self::of_sources(sources);
        types.findings.splice(..0, findings);
        types
    }

    /// Reads side files whose content is passed.
    ///
    /// ```
    /// use kea_messages_catalog::{Source, Types};
    ///
    /// let types = Types::of_sources(vec![Source::new("types.toml", "[A_B]\n1 = 'u23'")]);
    /// assert_eq!(types.findings[0].title, "unknown type `u23`: did you mean `u32`?");
    /// ```
    #[must_use]
    pub fn of_sources(sources: Vec<Source>) -> Self {
        let mut types = Self::default();
        for (index, source) in sources.iter().enumerate() {
            let items = parse(source, index, &mut types.findings).items;
            let mut values = Values {
                source: index,
                id: None,
                findings: &mut types.findings,
            };
            if let Some(place) = table_of_catalogue(&items) {
                let title = "this is a catalogue, not a file with the types of arguments";
                values.error(title, place);
                continue;
            }
            for (key, value) in items {
                let ids = match ids(key.get_ref()) {
                    Ok(ids) => ids,
                    Err(title) => {
                        values.error(title, key.span());
                        continue;
                    }
                };
                let label = Label::new(index, key.span());
                let items = values.section(key.get_ref(), value);
                types.sections.push(Section { ids, label, items });
            }
        }
        types.sources = sources;
        types
    }
}

/// Parses the key of a table into the IDs that it applies to.
fn ids(key: &str) -> Result<Ids, String> {
    if is_id(key) {
        return Ok(Ids::One(key.to_owned()));
    }
    let is_part = |letter: char| {
        letter.is_ascii_uppercase()
            || letter.is_ascii_digit()
            || letter == '_'
            || is_wildcard(letter)
    };
    let pattern = key.contains(is_wildcard) && key.chars().all(is_part);
    // Two stars have the same meaning as one, and the crate does not accept three.
    let mut plain = key.to_owned();
    while plain.contains("**") {
        plain = plain.replace("**", "*");
    }
    match Pattern::new(&plain) {
        Ok(found) if pattern => Ok(Ids::Matching(found)),
        _ => Err(format!(
            "`{key}` is neither the ID of a message, `[ALLOC_FAIL]`, nor a pattern of IDs, \
             `[\"ALLOC_*\"]`"
        )),
    }
}

impl Values<'_> {
    /// Reads the table of an ID, or of a pattern of IDs.
    fn section(&mut self, ids: &str, value: Value<'_>) -> Vec<Item> {
        let expected = format!("`{ids}` is a table of arguments: `[{ids}]`");
        let mut items: Vec<Item> = Vec::new();
        let mut table: Vec<_> = self
            .table(value, &expected)
            .unwrap_or_default()
            .into_iter()
            .collect();
        // They are sorted by key.
        table.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in table {
            let argument = match argument(key.get_ref()) {
                Ok(argument) => argument,
                Err(title) => {
                    self.error(title, key.span());
                    continue;
                }
            };
            let mut item = Item {
                argument,
                label: Label::new(self.source, key.span()),
                name: None,
                values: None,
            };
            if let DeValue::Table(_) = value.get_ref() {
                self.item(value, &mut item);
            } else {
                item.values = self.types(value);
            }
            items.push(item);
        }
        items
    }

    /// Reads `{ name = "client", type = "mac", words = ["none"], pattern = "0x[0-9a-f]+" }`.
    fn item(&mut self, value: Value<'_>, item: &mut Item) {
        let range = value.span();
        let table: DeTable<'_> = self.table(value, "").unwrap_or_default();
        let (mut types, mut words, mut pattern) = (None, None, None);
        let is_empty = table.is_empty();
        let mut has_values = false;
        let before = self.findings.len();
        for (key, value) in table {
            let place = value.span();
            has_values |= key.get_ref() != "name";
            match key.get_ref().as_ref() {
                "name" => {
                    let Some(name) = self.string(value) else {
                        continue;
                    };
                    match check_name(&name) {
                        Ok(()) => item.name = Some((name, Label::new(self.source, place))),
                        Err(reason) => self.error(reason, place),
                    }
                }
                "type" => types = self.types(value),
                "words" => words = self.words(value),
                "pattern" => {
                    let Some(text) = self.string(value) else {
                        continue;
                    };
                    match Expression::new(&text) {
                        Ok(expression) => pattern = Some(ValueType::Matching(expression)),
                        Err(error) => {
                            let title = format!("invalid regular expression: {error}");
                            self.error(title, place);
                        }
                    }
                }
                _ => self.unknown_key("an argument", &key, &KEYS),
            }
        }
        if is_empty {
            let title = "expected a name, a type or a pattern for this argument: `{ name = \
                \"client\", type = \"mac\" }`";
            self.error(title, range);
        }
        // If a part of the type has a mistake, the type would be a different one, so it is omitted.
        if has_values && self.findings.len() == before {
            let types = match types {
                Some(ValueType::AnyOf(types)) => types,
                other => other.into_iter().collect(),
            };
            item.values = one(types.into_iter().chain(words).chain(pattern).collect());
        }
    }

    /// Reads a type, or a list of types.
    fn types(&mut self, value: Value<'_>) -> Option<ValueType> {
        let range = value.span();
        match value.get_ref() {
            DeValue::String(_) => self.named_type(value),
            DeValue::Array(_) => {
                let DeValue::Array(array) = value.into_inner() else {
                    return None;
                };
                let count = array.len();
                let types: Vec<_> = array
                    .into_iter()
                    .filter_map(|value| self.named_type(value))
                    .collect();
                if count == 0 {
                    self.error("expected at least one type", range);
                }
                (types.len() == count).then(|| one(types)).flatten()
            }
            _ => {
                let title = "expected a type, `\"u32\"`, a list of types, or a table: `{ type = \
                             \"u32\" }`";
                self.error(title, range);
                None
            }
        }
    }

    fn named_type(&mut self, value: Value<'_>) -> Option<ValueType> {
        let range = value.span();
        let name = self.string(value)?;
        let found = ValueType::named(&name);
        if found.is_none() {
            self.error(unknown_type(&name), range);
        }
        found
    }

    /// Reads a list of words.
    fn words(&mut self, value: Value<'_>) -> Option<ValueType> {
        let range = value.span();
        let DeValue::Array(array) = value.into_inner() else {
            self.error("`words` is a list: `words = [\"yes\", \"no\"]`", range);
            return None;
        };
        let mut words: Vec<String> = Vec::new();
        for value in array {
            let range = value.span();
            let word = self.string(value)?;
            if words.contains(&word) {
                self.error(format!("`{word}` is in this list twice"), range);
            }
            words.push(word);
        }
        if words.is_empty() {
            self.error("expected at least one word", range);
            return None;
        }
        Some(ValueType::Words(words))
    }
}

/// Returns a type that accepts the values of all these types.
fn one(mut types: Vec<ValueType>) -> Option<ValueType> {
    if types.contains(&ValueType::Text) {
        return Some(ValueType::Text);
    }
    if types.len() > 1 {
        return Some(ValueType::AnyOf(types));
    }
    types.pop()
}

fn unknown_type(name: &str) -> String {
    let names: Vec<&str> = ValueType::names().collect();
    let title = format!("unknown type `{name}`");
    // These are words of other languages.
    let meant = match name.trim_start_matches('&') {
        "String" | "str" | "string" | "any" => Some("text"),
        "int" | "integer" | "number" => Some("i64"),
        "uint" | "unsigned" => Some("u64"),
        "float" | "double" => Some("f64"),
        "ip" | "address" => Some("IpAddr"),
        "ipv4" => Some("Ipv4Addr"),
        "ipv6" => Some("Ipv6Addr"),
        "port" => Some("u16"),
        "boolean" => Some("bool"),
        _ => names.iter().copied().find(|other| is_swapped(name, other)),
    };
    if let Some(meant) = meant {
        return format!("{title}: did you mean `{meant}`?");
    }
    if crate::nearest(name, &names).is_some() {
        return Unknown::new(title, name, &names).to_string();
    }
    let unknown = Unknown::new(title, name, &EXAMPLES).to_string();
    if check_name(name).is_ok() {
        return format!("{unknown}. The name of an argument is written `{{ name = \"{name}\" }}`");
    }
    unknown
}

/// Returns whether two names have the same letters in a different order: `u23` and `u32`.
fn is_swapped(name: &str, other: &str) -> bool {
    let sorted = |name: &str| {
        let mut letters = name.as_bytes().to_vec();
        letters.sort_unstable();
        letters
    };
    sorted(name) == sorted(other)
}

/// Parses a key into the argument that it names.
fn argument(key: &str) -> Result<Key, String> {
    if key.bytes().all(|byte| byte.is_ascii_digit()) && !key.is_empty() {
        return match key.parse() {
            Ok(0) => Err("arguments are counted from 1".to_owned()),
            Ok(number) if !key.starts_with('0') => Ok(Key::Number(number)),
            _ => Err(format!("`{key}` is not the number of an argument")),
        };
    }
    check_name(key).map(|()| Key::Name(key.to_owned()))
}
