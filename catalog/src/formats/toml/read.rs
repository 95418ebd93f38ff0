//! Catalogues in TOML: a table for each message, its key the ID.
//!
//! The syntax is read by the crate `toml`, and values by serde. A mistake in one
//! value does not end the reading.

use crate::catalogue::{Allowed, Broken, Catalogue, Entry, Header, Places};
use crate::finding::{Finding, Label};
use crate::source::Source;
use crate::{Argument, Deprecation, Message};
use crate::{severity, suggest::Unknown};
use kea_messages_base::id::is_id;
use kea_messages_base::severity::Severity;
use serde_core::Deserialize;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// Reads a TOML file, of which findings and entries speak as number `index`.
pub(crate) fn read(source: &Source, index: usize, catalogue: &mut Catalogue) {
    let mut reader = Reader {
        index,
        findings: &mut catalogue.findings,
    };
    let (table, errors) = DeTable::parse_recoverable(source.text());
    let table = table.into_inner();
    // The end of a header of a table that is there already. That its keys are
    // there too is no news.
    let mut repeated_table = None;
    for error in errors {
        let start = error.span().map_or(0, |range| range.start);
        let text = source.text();
        if let Some(end) = repeated_table {
            let is_in_table = text
                .get(end..start)
                .is_some_and(|keys| !keys.contains("\n["));
            if is_in_table && error.message() == DUPLICATE {
                continue;
            }
        }
        let line = text[..start].rsplit('\n').next().unwrap_or("");
        repeated_table = line.trim_start().starts_with('[').then_some(start);
        reader.syntax_error(&error, text);
    }
    let mut items: Vec<_> = table.into_iter().collect();
    // They come in the order of their keys.
    items.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in items {
        let name = key.get_ref().as_ref();
        if name == "catalogue" {
            let allowed = reader.header(value, &mut catalogue.header);
            let allowed = allowed.into_iter().map(|allowed| (index, allowed));
            catalogue.allowed.extend(allowed);
        } else if let Some(entry) = reader.message(source.text(), &key, value) {
            catalogue.entries.push(entry);
        } else {
            let label = Label::new(index, key.span());
            catalogue.broken.push(Broken::new(name, label));
        }
    }
}

struct Reader<'r> {
    index: usize,
    findings: &'r mut Vec<Finding>,
}

type Value<'i> = Spanned<DeValue<'i>>;

/// What `toml` says of a key that is there already.
const DUPLICATE: &str = "duplicate key";

const MESSAGE_KEYS: [&str; 9] = [
    "severity",
    "text",
    "arguments",
    "description",
    "action",
    "since",
    "deprecated",
    "removed",
    "allow",
];
const HEADER_KEYS: [&str; 5] = ["title", "version", "logger", "introduction", "allow"];
const ARGUMENT_KEYS: [&str; 3] = ["name", "type", "secret"];
const DEPRECATION_KEYS: [&str; 2] = ["since", "note"];

impl Reader<'_> {
    fn error(&mut self, title: impl Into<String>, range: Range<usize>) {
        let label = Label::new(self.index, range);
        self.findings.push(Finding::mistake(title, label));
    }

    fn syntax_error(&mut self, error: &toml::de::Error, text: &str) {
        let range = error.span().unwrap_or(0..0);
        let label = Label::new(self.index, range.clone());
        let mut finding = Finding::mistake(error.message(), label);
        if error.message() == DUPLICATE {
            let key = text.get(range.clone()).unwrap_or("");
            finding.title = format!("`{key}` is defined twice");
            // Nobody reads further, and to look for each place takes time.
            let is_readable = self.findings.len() < 1_000;
            if is_readable {
                if let Some(first) = earlier(key, &text[..range.start]) {
                    finding = finding.and(Label::new(self.index, first), "defined here first");
                }
            }
        }
        self.findings.push(finding);
    }

    /// Reads a value as a `T`.
    fn take<'i, T: Deserialize<'i>>(&mut self, value: Value<'i>) -> Option<T> {
        let range = value.span();
        let read = T::deserialize(ValueDeserializer::from(value));
        read.map_err(|error| self.error(error.message().trim(), range))
            .ok()
    }

    /// The items of a table; anything else is an error, which says what `what`
    /// is.
    fn table<'i>(&mut self, value: Value<'i>, what: &str) -> Option<DeTable<'i>> {
        let range = value.span();
        if let DeValue::Table(table) = value.into_inner() {
            return Some(table);
        }
        self.error(what, range);
        None
    }

    fn unknown_key(&mut self, owner: &str, key: &Spanned<impl AsRef<str>>, known: &[&str]) {
        let name = key.get_ref().as_ref();
        let title = format!("{owner} has no key `{name}`");
        self.error(Unknown::new(title, name, known).to_string(), key.span());
    }

    /// Reads the header, and returns what is allowed in the file.
    fn header(&mut self, value: Value<'_>, header: &mut Header) -> Vec<Allowed> {
        let mut allowed = Vec::new();
        let Some(table) = self.table(value, "`catalogue` is a table: `[catalogue]`") else {
            return allowed;
        };
        for (key, value) in table {
            let field = match key.get_ref().as_ref() {
                "title" => &mut header.title,
                "version" => &mut header.version,
                "logger" => &mut header.logger,
                "introduction" => &mut header.introduction,
                "allow" => {
                    allowed = self.allowed(value);
                    continue;
                }
                _ => {
                    self.unknown_key("`[catalogue]`", &key, &HEADER_KEYS);
                    continue;
                }
            };
            if field.is_some() {
                let name = key.get_ref();
                let title = format!("another file of this catalogue has a `{name}` already");
                self.error(title, key.span());
            } else {
                *field = self.take(value);
            }
        }
        allowed
    }

    fn message(
        &mut self,
        text: &str,
        key: &Spanned<impl AsRef<str>>,
        value: Value<'_>,
    ) -> Option<Entry> {
        let id = key.get_ref().as_ref();
        if !matches!(value.get_ref(), DeValue::Table(_)) && !is_id(id) {
            self.unknown_top_level_key(id, key.span());
            return None;
        }
        let example = format!("`{id}` is a message, and so a table: `[{id}]`");
        let table = self.table(value, &example)?;
        let before = self.findings.len();
        let mut message = Message {
            ..Message::new(id, "")
        };
        let mut places = Places {
            source: self.index,
            id: key.span(),
            ..Places::default()
        };
        let mut has_text = false;
        let mut allowed = Vec::new();
        for (key, value) in table {
            let range = value.span();
            match key.get_ref().as_ref() {
                "severity" => message.severity = self.severity(value),
                "text" => {
                    has_text = true;
                    message.text = self.take(value).unwrap_or_default();
                    (places.text, places.is_text_verbatim) = inside(text, range, &message.text);
                }
                "arguments" => {
                    let (arguments, ranges) = self.arguments(value)?;
                    message.arguments = Some(arguments);
                    places.arguments = ranges;
                }
                "description" => {
                    let description: String = self.take(value).unwrap_or_default();
                    description.trim().clone_into(&mut message.description);
                    places.description = Some(first_line(text, range));
                }
                "action" => message.action = self.section(value),
                "since" => message.since = self.section(value),
                "allow" => allowed = self.allowed(value),
                "removed" => message.removed = self.section(value),
                "deprecated" => message.deprecation = self.deprecation(value),
                _ => self.unknown_key(&format!("message `{id}`"), &key, &MESSAGE_KEYS),
            }
        }
        // A key that is misspelt can be the one that is missing.
        if !has_text && self.findings.len() == before {
            let title = format!("message `{id}` has no text: `text = \"...\"`");
            self.error(title, key.span());
        }
        // Where the reading met a mistake, its consequences are no more news.
        (self.findings.len() == before).then_some(Entry {
            places: Some(places),
            allowed,
            ..Entry::new(message)
        })
    }

    fn unknown_top_level_key(&mut self, name: &str, range: Range<usize>) {
        let title = if HEADER_KEYS.contains(&name) {
            format!("`{name}` stands in the table `[catalogue]`")
        } else {
            format!("`{name}` is neither a message nor the table `[catalogue]`")
        };
        self.error(title, range);
    }

    /// `{ code = "reason" }`
    fn allowed(&mut self, value: Value<'_>) -> Vec<Allowed> {
        let what =
            "`allow` is a table of reasons: `allow = { no_action = \"nothing can be done\" }`";
        let Some(table) = self.table(value, what) else {
            return Vec::new();
        };
        let mut allowed = Vec::new();
        for (code, reason) in table {
            let range = reason.span();
            let reason: String = self.take(reason).unwrap_or_default();
            if reason.trim().is_empty() {
                let title = format!("say why `{}` is allowed", code.get_ref());
                self.error(title, range);
            }
            allowed.push(Allowed {
                code: code.get_ref().to_string(),
                reason,
            });
        }
        allowed
    }

    fn section(&mut self, value: Value<'_>) -> Option<String> {
        let section: String = self.take(value)?;
        Some(section.trim().to_owned())
    }

    fn severity(&mut self, value: Value<'_>) -> Option<Severity> {
        let range = value.span();
        let written: String = self.take(value)?;
        severity::parse(&written)
            .map_err(|error| self.error(error, range))
            .ok()
    }

    /// The arguments, and where they stand.
    fn arguments(&mut self, value: Value<'_>) -> Option<(Vec<Argument>, Vec<Range<usize>>)> {
        let range = value.span();
        let DeValue::Array(array) = value.into_inner() else {
            let title = "`arguments` is a list: `arguments = [\"client\", \"attempts: u32\"]`";
            self.error(title, range);
            return None;
        };
        let mut arguments = Vec::new();
        let mut ranges = Vec::new();
        for value in array {
            ranges.push(value.span());
            arguments.extend(self.argument(value));
        }
        (arguments.len() == ranges.len()).then_some((arguments, ranges))
    }

    fn argument(&mut self, value: Value<'_>) -> Option<Argument> {
        let range = value.span();
        let argument = if let DeValue::String(written) = value.get_ref() {
            argument_of(written)
        } else {
            let what = "an argument is a string or a table: `\"attempts: u32\"`, \
                        `{ name = \"password\", secret = true }`";
            let table = self.table(value, what)?;
            self.argument_table(table, range.clone())?
        };
        if let Some(reason) = wrong_name(&argument.name) {
            self.error(reason, range);
            return None;
        }
        Some(argument)
    }

    fn argument_table(&mut self, table: DeTable<'_>, range: Range<usize>) -> Option<Argument> {
        let mut name = None;
        let mut argument = Argument::default();
        let before = self.findings.len();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "name" => name = self.take(value),
                "type" => argument.rust_type = self.take(value),
                "secret" => argument.secret = self.take(value).unwrap_or_default(),
                _ => self.unknown_key("an argument", &key, &ARGUMENT_KEYS),
            }
        }
        if self.findings.len() > before {
            return None;
        }
        if name.is_none() {
            self.error("this argument has no name: `name = \"...\"`", range);
        }
        argument.name = name?;
        Some(argument)
    }

    /// `true`, a note, or a table.
    fn deprecation(&mut self, value: Value<'_>) -> Option<Deprecation> {
        let mut deprecation = Deprecation::default();
        match value.get_ref() {
            DeValue::Boolean(is_deprecated) => return is_deprecated.then_some(deprecation),
            DeValue::String(note) => deprecation.note = Some(note.to_string()),
            _ => {
                let what = "`deprecated` is `true`, a note, or a table: \
                            `{ since = \"2.0\", note = \"...\" }`";
                for (key, value) in self.table(value, what)? {
                    match key.get_ref().as_ref() {
                        "since" => deprecation.since = self.take(value),
                        "note" => deprecation.note = self.take(value),
                        _ => self.unknown_key("`deprecated`", &key, &DEPRECATION_KEYS),
                    }
                }
            }
        }
        Some(deprecation)
    }
}

/// Where a key stands that stands again behind this text, as that of a table or
/// of a value.
fn earlier(key: &str, text: &str) -> Option<Range<usize>> {
    let mut end = text.len();
    for line in text.rsplit('\n').take(10_000) {
        let start = end - line.len();
        end = start.saturating_sub(1);
        let bare = line.trim_start_matches([' ', '\t', '[']);
        if bare
            .strip_prefix(key)
            .is_some_and(|rest| rest.trim_start().starts_with(['=', ']']))
        {
            let at = start + line.len() - bare.len();
            return Some(at..at + key.len());
        }
    }
    None
}

/// `name` or `name: type`.
fn argument_of(written: &str) -> Argument {
    let (name, rust_type) = match written.split_once(':') {
        Some((name, rust_type)) => (name, Some(rust_type.trim().to_owned())),
        None => (written, None),
    };
    Argument {
        name: name.trim().to_owned(),
        rust_type,
        secret: false,
    }
}

/// Why an argument cannot have this name, if it cannot.
fn wrong_name(name: &str) -> Option<String> {
    let mut letters = name.chars();
    let is_start = |letter: char| letter.is_alphabetic() || letter == '_';
    let is_name = letters.next().is_some_and(is_start)
        && letters.all(|letter| letter.is_alphanumeric() || letter == '_')
        && name != "_";
    if !is_name {
        return Some(format!(
            "`{name}` is not a name for an argument: a name is letters, digits and underscores"
        ));
    }
    KEYWORDS
        .contains(&name)
        .then(|| format!("`{name}` is a word of Rust's own: give the argument another name"))
}

/// The words that no Rust name can be, those that are reserved included.
const KEYWORDS: [&str; 52] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "Self", "self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Where in the file a string's content stands, without its quotes, and whether
/// it stands there as it is.
fn inside(text: &str, range: Range<usize>, content: &str) -> (Range<usize>, bool) {
    let written = &text[range.clone()];
    match written.find(content) {
        Some(at) if !content.is_empty() => {
            let start = range.start + at;
            (start..start + content.len(), true)
        }
        _ => (range, false),
    }
}

/// The first line of a string's content that has anything in it.
fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    let written = &text[range.clone()];
    let quotes = written.len() - written.trim_start_matches(['"', '\'']).len();
    let content = &written[quotes..];
    let blank = content.len() - content.trim_start().len();
    let line = content[blank..].lines().next().unwrap_or("");
    let line = line.trim_end_matches(['"', '\'']);
    if line.is_empty() {
        return range;
    }
    let start = range.start + quotes + blank;
    start..start + line.len()
}
