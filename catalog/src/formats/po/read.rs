//! Reads translations.
//!
//! This does not use `polib`, which panics if a line lacks a quote, and does not return the places
//! of texts.

use crate::catalogue::{Broken, Catalogue, Entry, Original, Places};
use crate::formats::Purpose;
use crate::message::placeholders;
use crate::suggest::Unknown;
use crate::{Finding, Label, Message, Source};
use kea_messages_base::id::is_id;
use kea_messages_base::named::{NamedPiece, named_pieces};
use std::ops::Range;

/// The keywords, in the order in which they occur in a translation.
const KEYWORDS: [&str; 4] = ["msgctxt", "msgid", "msgid_plural", "msgstr"];

/// Reads a translation, to which findings and entries refer by `index`. Texts that are not
/// translated, or are fuzzy, are ignored.
pub(in crate::formats) fn read(
    source: &Source,
    index: usize,
    _: Purpose,
    catalogue: &mut Catalogue,
) {
    let mut reader = Reader {
        source: index,
        translation: Translation::default(),
        catalogue,
    };
    let is_po = (source.text().lines()).any(|line| {
        KEYWORDS
            .iter()
            .any(|word| line.trim_start().starts_with(word))
    });
    let mut start = 0;
    for line in source.text().split('\n') {
        let blank = line.len() - line.trim_start().len();
        let (trimmed, at) = (line.trim(), start + blank);
        if !is_po && !trimmed.is_empty() && !trimmed.starts_with('#') {
            // In a file of another kind, each line would be a mistake.
            let title = "expected a translation, which begins with `msgctxt \"ID\"`";
            return reader.error(title, at..at + trimmed.len());
        }
        reader.line(trimmed, at);
        start += line.len() + 1;
    }
    reader.finish();
}

/// A field of a translation, which can be on several lines.
#[derive(Default)]
struct Field {
    text: String,
    /// The range of the strings, without the quotes around them.
    range: Range<usize>,
    /// Whether the text is written without escapes, in one string.
    is_verbatim: bool,
}

/// The translation that is being read.
#[derive(Default)]
struct Translation {
    is_fuzzy: bool,
    context: Option<Field>,
    id: Option<Field>,
    /// Whether the text has plural forms. Messages do not have them, so the text is ignored.
    has_plural: bool,
    text: Option<Field>,
    /// The last keyword, which strings belong to.
    keyword: Option<&'static str>,
    is_broken: bool,
}

struct Reader<'r> {
    source: usize,
    translation: Translation,
    catalogue: &'r mut Catalogue,
}

impl Reader<'_> {
    fn line(&mut self, line: &str, start: usize) {
        if line.is_empty() || line.starts_with('#') {
            // A comment belongs to the next translation.
            if self.translation.text.is_some() {
                self.finish();
            }
            let flags = line.strip_prefix("#,").unwrap_or("").split(',');
            self.translation.is_fuzzy |= flags.map(str::trim).any(|flag| flag == "fuzzy");
        } else if line.starts_with('"') {
            self.string(line, start);
        } else {
            let end = line.find([' ', '\t', '[', '"']).unwrap_or(line.len());
            let (word, rest) = line.split_at(end);
            // A number in brackets is that of a plural form.
            let (form, rest) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                Some((form, rest)) => (Some(form), rest),
                None => (None, rest),
            };
            let Some(&keyword) = KEYWORDS.iter().find(|keyword| **keyword == word) else {
                let title = Unknown::new(format!("unknown keyword `{word}`"), word, &KEYWORDS);
                return self.error(&title.to_string(), start..start + end);
            };
            // A keyword that is out of order begins another translation.
            if form.is_none() && self.translation.keyword >= Some(keyword) {
                self.finish();
            }
            self.translation.keyword = Some(keyword);
            self.translation.has_plural |= keyword == "msgid_plural" || form.is_some();
            let string = rest.trim_start();
            self.string(string, start + line.len() - string.len());
        }
    }

    /// Reads a string, which belongs to the last keyword.
    fn string(&mut self, written: &str, start: usize) {
        let Some(content) = written
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
        else {
            let title = "expected a string in quotes, on one line: `\"...\"`";
            return self.error(title, start..start + written.len());
        };
        let start = start + 1;
        let text = match unescape(content) {
            Ok(text) => text,
            Err((title, range)) => {
                return self.error(&title, start + range.start..start + range.end);
            }
        };
        let translation = &mut self.translation;
        let field = match translation.keyword {
            Some("msgctxt") => &mut translation.context,
            Some("msgid") => &mut translation.id,
            Some("msgstr") => &mut translation.text,
            Some(_) => return,
            None => {
                let title = "a string without a keyword: `msgid \"...\"`";
                return self.error(title, start..start + content.len());
            }
        };
        let range = start..start + content.len();
        match field {
            Some(field) => {
                field.is_verbatim = field.text.is_empty() && text == content;
                let is_first = field.text.is_empty();
                field.range = if is_first {
                    range
                } else {
                    field.range.start..range.end
                };
                field.text += &text;
            }
            None => {
                *field = Some(Field {
                    is_verbatim: text == content,
                    text,
                    range,
                });
            }
        }
    }

    /// Adds the current translation, which has ended.
    fn finish(&mut self) {
        let translation = std::mem::take(&mut self.translation);
        if translation.is_broken {
            let context = translation.context.map(|context| {
                let label = Label::new(self.source, context.range);
                Broken::new(context.text, label)
            });
            return self.catalogue.broken.extend(context);
        }
        let original = translation.id.unwrap_or_default();
        let is_header = original.text.is_empty() && translation.context.is_none();
        let text = translation.text.unwrap_or_default();
        if is_header || text.text.is_empty() || translation.is_fuzzy || translation.has_plural {
            return;
        }
        let Some(context) = translation.context.filter(|context| is_id(&context.text)) else {
            let title = "missing ID of this text: add `msgctxt \"ID\"` with the ID of the message";
            let label = Label::new(self.source, original.range);
            return self.catalogue.findings.push(Finding::mistake(title, label));
        };
        if let Some(title) = named_instead(&original.text, &text.text) {
            let mut finding = Finding::mistake(title, Label::new(self.source, text.range));
            finding.id = Some(context.text.clone());
            self.catalogue.findings.push(finding);
            let label = Label::new(self.source, context.range);
            return self.catalogue.broken.push(Broken::new(context.text, label));
        }
        // Without it, there is nothing to compare.
        if !original.text.is_empty() {
            self.catalogue.originals.push(Original {
                id: context.text.clone(),
                text: original.text,
                label: Label::new(self.source, original.range),
            });
        }
        let mut entry = Entry::new(Message::new(context.text, text.text));
        entry.places = Some(Places {
            source: self.source,
            id: context.range,
            text: text.range,
            is_text_verbatim: text.is_verbatim,
            ..Places::default()
        });
        self.catalogue.entries.push(entry);
    }

    fn error(&mut self, title: &str, range: Range<usize>) {
        let mut finding = Finding::mistake(title, Label::new(self.source, range));
        let context = self.translation.context.as_ref();
        finding.id = context.map(|context| context.text.clone());
        self.catalogue.findings.push(finding);
        self.translation.is_broken = true;
    }
}

/// Returns the error for a name in a translation, such as `{client}`, instead of a number of the
/// original text. A template always has numbers.
fn named_instead(original: &str, translation: &str) -> Option<String> {
    let missing = placeholders(original).find(|number| {
        let mut placed = placeholders(translation);
        placed.all(|other| other != *number)
    })?;
    let name = named_pieces(translation).find_map(|piece| match piece {
        Ok(NamedPiece::Placeholder { name, .. }) => Some(format!("{{{name}}}")),
        _ => None,
    })?;
    let is_literal = original.contains(&name);
    (!is_literal).then(|| {
        format!("`{name}` is not a placeholder in a translation: write `%{missing}`, as in the text above")
    })
}

/// Resolves the C escapes in a string.
///
/// # Errors
///
/// Returns what is wrong, and the range in the string.
fn unescape(written: &str) -> Result<String, (String, Range<usize>)> {
    let mut text = String::with_capacity(written.len());
    let mut letters = written.char_indices();
    while let Some((at, letter)) = letters.next() {
        if letter == '"' {
            let title = "a quote in a string is escaped: `\\\"`".to_owned();
            return Err((title, at..at + 1));
        }
        if letter != '\\' {
            text.push(letter);
            continue;
        }
        text.push(match letters.next() {
            Some((_, 'n')) => '\n',
            Some((_, 't')) => '\t',
            Some((_, 'r')) => '\r',
            Some((_, sign @ ('\\' | '"'))) => sign,
            Some((end, letter)) => {
                let title = format!("unknown escape `\\{letter}`: a backslash is `\\\\`");
                return Err((title, at..end + letter.len_utf8()));
            }
            None => {
                let title = "expected a string in quotes, on one line: `\"...\"`".to_owned();
                return Err((title, at..at + 1));
            }
        });
    }
    Ok(text)
}
