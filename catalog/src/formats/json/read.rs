//! Reads a catalogue from JSON.

use super::{Book, Message, Others, Reasons, Text};
use crate::catalogue::{Broken, Catalogue, Entry, Header, Places};
use crate::formats::serde_error::in_words;
use crate::formats::{Purpose, argument};
use crate::source::floor_char_boundary;
use crate::suggest::Unknown;
use crate::{
    Allow, Argument, Deprecation, Finding, Label, Message as Definition, Source, severity,
};
use kea_messages_base::severity::Severity;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::ops::Range;

const BOOK_KEYS: [&str; 6] = [
    "title",
    "version",
    "logger",
    "introduction",
    "allow",
    "modules",
];
const MODULE_KEYS: [&str; 2] = ["name", "messages"];
const MESSAGE_KEYS: [&str; 20] = [
    "id",
    "severity",
    "debug_level",
    "text",
    "named_text",
    "named",
    "arguments",
    "description",
    "action",
    "alert",
    "limit",
    "promise",
    "since",
    "deprecated",
    "removed",
    "renamed",
    "cfg",
    "allow",
    "places",
    "url",
];
const ARGUMENT_KEYS: [&str; 4] = ["name", "type", "secret", "field"];
const DEPRECATION_KEYS: [&str; 2] = ["since", "note"];

/// Reads a JSON file, to which findings and entries refer by `index`.
pub(in crate::formats) fn read(
    source: &Source,
    index: usize,
    _: Purpose,
    catalogue: &mut Catalogue,
) {
    let mut reader = Reader {
        text: source.text(),
        source: index,
        id: None,
        findings: &mut catalogue.findings,
    };
    if source.text().trim().is_empty() {
        let title = "empty file: expected a catalogue in JSON, as `kea-messages manual --format \
                     json` prints it";
        return reader.error(title, 0..0);
    }
    let book: Book<'_, &RawValue> = match serde_json::from_str(source.text()) {
        Ok(book) => book,
        Err(error) => return reader.invalid(&error, source.text()),
    };
    reader.unknown_keys("a catalogue", &book.others, &BOOK_KEYS);
    let header = [book.title, book.version, book.logger, book.introduction];
    reader.header(header, &mut catalogue.header);
    catalogue.allowed.extend(reader.allowed(book.allow));
    for module in book.modules {
        reader.id = None;
        reader.unknown_keys("a module", &module.others, &MODULE_KEYS);
        for message in module.messages {
            let written = message.get();
            let id = serde_json::from_str::<Identified<'_>>(written).ok();
            let id = id.map(|identified| identified.id.0);
            let start = range(source.text(), written).map_or(0, |range| range.start);
            let place = id.as_deref().and_then(|id| range(source.text(), id));
            // The place of an ID with escapes is not known.
            let place = place.unwrap_or(start..start + 1);
            reader.id = id.map(Cow::into_owned);
            if let Some(entry) = reader.message(written, &place) {
                catalogue.entries.push(entry);
            } else if let Some(id) = reader.id.take() {
                let label = Label::new(index, place);
                catalogue.broken.push(Broken::new(id, label));
            }
        }
    }
}

/// The part of a message that has to be readable to identify it, even if the rest has mistakes.
#[derive(Deserialize)]
struct Identified<'t> {
    #[serde(borrow)]
    id: Text<'t>,
}

struct Reader<'t, 'f> {
    text: &'t str,
    /// The index of the file.
    source: usize,
    /// The ID of the message that is being read.
    id: Option<String>,
    findings: &'f mut Vec<Finding>,
}

impl<'t> Reader<'t, '_> {
    fn error(&mut self, title: impl Into<String>, range: Range<usize>) {
        let mut finding = Finding::mistake(title, Label::new(self.source, range));
        finding.id.clone_from(&self.id);
        self.findings.push(finding);
    }

    /// Reports that a part of the file is not JSON, or has an unexpected form.
    fn invalid(&mut self, error: &serde_json::Error, part: &'t str) {
        let (line, column) = (error.line(), error.column());
        let written = error.to_string();
        let place = format!(" at line {line} column {column}");
        let title = written.strip_suffix(&place).unwrap_or(&written);
        // Lines and columns are counted from 1, and columns in bytes.
        let above: usize = part
            .split_inclusive('\n')
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum();
        let at = floor_char_boundary(part, above + column.saturating_sub(1));
        let start = range(self.text, part).map_or(0, |range| range.start) + at;
        self.error(in_words(title, "an object"), start..start);
    }

    fn unknown_keys(&mut self, owner: &str, others: &Others<'_>, known: &[&str]) {
        for Text(name) in others.keys() {
            let title = format!("unknown key `{name}` of {owner}");
            let range = range(self.text, name).unwrap_or_default();
            self.error(Unknown::new(title, name, known).to_string(), range);
        }
    }

    /// Reads the header, whose values are in the order of the keys.
    fn header(&mut self, values: [Option<Text<'_>>; 4], header: &mut Header) {
        for (key, value) in Header::KEYS.into_iter().zip(values) {
            let Some(value) = value else {
                continue;
            };
            let place = range(self.text, &value.0).unwrap_or_default();
            if let Err(error) = header.set(key, value.into_owned()) {
                self.error(error, place);
            }
        }
    }

    fn allowed(&mut self, reasons: Reasons<'_>) -> Vec<Allow> {
        let mut allowed = Vec::new();
        for (Text(code), Text(reason)) in reasons {
            let range = range(self.text, &code).unwrap_or_default();
            if reason.trim().is_empty() {
                self.error(format!("say why `{code}` is allowed"), range.clone());
            }
            let label = Label::new(self.source, range);
            allowed.push(Allow::new(code, reason, label));
        }
        allowed
    }

    /// Reads a message, whose ID is at this place. Returns `None` if it has a mistake.
    fn message(&mut self, written: &'t str, place: &Range<usize>) -> Option<Entry> {
        let before = self.findings.len();
        let message: Message<'_> = serde_json::from_str(written)
            .map_err(|error| self.invalid(&error, written))
            .ok()?;
        let place_of = |text: &Text<'_>| range(self.text, &text.0);
        let written = message.named_text.as_ref().unwrap_or(&message.text);
        let mut places = Places {
            source: self.source,
            id: place.clone(),
            text: place_of(written).unwrap_or(place.clone()),
            is_text_verbatim: place_of(written).is_some(),
            description: message.description.as_ref().and_then(place_of),
            action: message.action.as_ref().and_then(place_of),
            alert: message.alert.as_ref().and_then(place_of),
            limit: message.limit.as_ref().and_then(place_of),
            renamed: message.renamed.as_ref().and_then(place_of),
            promise: message.promise.as_ref().and_then(place_of),
            ..Places::default()
        };
        let owner = format!("message `{}`", message.id.0);
        self.unknown_keys(&owner, &message.others, &MESSAGE_KEYS);
        let mut definition = Definition::new(message.id.into_owned(), "");
        definition.severity = self.severity(message.severity, message.debug_level, place);
        definition.is_called_by_name = message.named;
        (definition.arguments, places.arguments) = self.arguments(message.arguments, place);
        match message.named_text {
            // If there are both texts, the named one is that of the definition.
            Some(named) => definition.set_text(named.into_owned()),
            None => definition.text = message.text.into_owned(),
        }
        definition.description = message
            .description
            .map_or_else(String::new, Text::into_owned);
        let action = message.action.map(Text::into_owned);
        definition.action = action.filter(|text| !text.trim().is_empty());
        definition.alert = message.alert.map(Text::into_owned);
        definition.limit = message.limit.map(Text::into_owned);
        definition.promise = message.promise.map(Text::into_owned);
        definition.since = message.since.map(Text::into_owned);
        definition.deprecation = message.deprecated.map(|deprecated| {
            self.unknown_keys("`deprecated`", &deprecated.others, &DEPRECATION_KEYS);
            Deprecation {
                since: deprecated.since.map(Text::into_owned),
                note: deprecated.note.map(Text::into_owned),
            }
        });
        definition.removed = message.removed.map(Text::into_owned);
        definition.renamed = message.renamed.map(Text::into_owned);
        definition.cfg = message.cfg.map(Text::into_owned);
        let allowed = self.allowed(message.allow);
        // If there was a mistake, the message is incomplete, and its consequences are not reported.
        (self.findings.len() == before).then(|| Entry {
            places: Some(places),
            allowed,
            ..Entry::new(definition)
        })
    }

    fn severity(
        &mut self,
        name: Option<Text<'_>>,
        level: Option<u8>,
        place: &Range<usize>,
    ) -> Option<Severity> {
        let (written, range) = match (name, level) {
            (None, None) => return None,
            (None, Some(_)) => {
                self.error(
                    "`debug_level` needs a severity: `\"severity\": \"debug\"`",
                    place.clone(),
                );
                return None;
            }
            (Some(name), level) => {
                let range = range(self.text, &name.0);
                let level = level.map_or_else(String::new, |level| format!("({level})"));
                (format!("{}{level}", name.0), range)
            }
        };
        severity::parse(&written)
            .map_err(|error| self.error(error, range.unwrap_or(place.clone())))
            .ok()
    }

    /// Returns the arguments, and the place of each. If their names are those of arguments that are
    /// not declared, they are treated as not declared.
    fn arguments(
        &mut self,
        written: Vec<super::Argument<'_>>,
        place: &Range<usize>,
    ) -> (Option<Vec<Argument>>, Vec<Range<usize>>) {
        let mut arguments = Vec::new();
        let mut ranges = Vec::new();
        for argument in written {
            self.unknown_keys("an argument", &argument.others, &ARGUMENT_KEYS);
            let range = range(self.text, &argument.name.0).unwrap_or(place.clone());
            let argument = Argument {
                name: argument.name.into_owned(),
                rust_type: argument.rust_type.map(Text::into_owned),
                secret: argument.secret,
                field: argument.field,
                #[cfg(feature = "types")]
                values: None,
            };
            if let Err(reason) = argument::check(&argument) {
                self.error(reason, range.clone());
            }
            ranges.push(range);
            arguments.push(argument);
        }
        let unnamed = (1..=arguments.len()).map(Argument::unnamed);
        if unnamed.eq(arguments.iter().cloned()) {
            return (None, Vec::new());
        }
        (Some(arguments), ranges)
    }
}

impl Text<'_> {
    fn into_owned(self) -> String {
        self.0.into_owned()
    }
}

/// Returns the range of a part of a text. Returns `None` if the string is not a part of the text,
/// because it has escapes in the file.
fn range(text: &str, part: &str) -> Option<Range<usize>> {
    let start = part.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    let range = start..start + part.len();
    text.get(range.clone()).map(|_| range)
}
