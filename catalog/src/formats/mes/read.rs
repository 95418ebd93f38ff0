//! Reads Kea's message files.
//!
//! The format is that of Kea's message compiler: `% ID text` defines a message, and the lines below
//! are its description. Four bugs of Kea's reader are not reproduced: it ignores a last line
//! without a newline, a byte order mark hides the first message, a carriage return becomes part of
//! the text, and an ID is not checked after a prefix.

use super::{from_mes, stated};
use crate::catalogue::{Broken, Catalogue, Entry, Inferred, Places};
use crate::finding::{Finding, Label};
use crate::formats::Purpose;
use crate::markdown::escape;
use crate::source::Source;
use crate::suggest::Unknown;
use crate::{Allow, Message};
use kea_messages_base::id::is_id;
use std::ops::Range;

/// Reads a `.mes` file, to which findings and entries refer by `index`.
pub(in crate::formats) fn read(
    source: &Source,
    index: usize,
    purpose: Purpose,
    catalogue: &mut Catalogue,
) {
    let mut reader = Reader {
        source: index,
        purpose,
        prefix: String::new(),
        namespace: None,
        current: None,
        catalogue,
        text: None,
    };
    let mut start = 0;
    for line in source.text().split('\n') {
        reader.line(trim(line, start));
        start += line.len() + 1;
    }
    reader.finish();
    // Kea ignores text above the first message, so this is only an error if there is no message.
    if let Some(Text::Alone(range)) = reader.text.take() {
        let line = &source.text()[range.clone()];
        let title = if line.starts_with('[') && line.ends_with(']') {
            "this is a TOML catalogue, and a `.mes` file has messages like `% ALLOC_FAIL %1: failed`"
        } else {
            "expected a message, `% ALLOC_FAIL %1: failed`"
        };
        reader.error(title, range);
    }
}

/// The text outside messages.
enum Text {
    /// There was a line of text, and no message after it so far.
    Alone(Range<usize>),
    /// There was a message.
    Message,
}

/// A part of a file, and its start.
#[derive(Clone, Copy)]
struct Slice<'a> {
    text: &'a str,
    start: usize,
}

impl Slice<'_> {
    const fn range(self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Returns the part after the first `length` bytes.
    fn behind(self, length: usize) -> Self {
        trim(&self.text[length..], self.start + length)
    }

    /// Returns the first word, and the rest.
    fn split(self) -> (Self, Self) {
        let length = self.text.find(is_blank).unwrap_or(self.text.len());
        let word = Self {
            text: &self.text[..length],
            ..self
        };
        (word, self.behind(length))
    }
}

const fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\r' | '\x0b' | '\x0c')
}

fn trim(text: &str, start: usize) -> Slice<'_> {
    let trimmed = text.trim_start_matches(is_blank);
    Slice {
        start: start + text.len() - trimmed.len(),
        text: trimmed.trim_end_matches(is_blank),
    }
}

/// A message whose description is being read.
struct Current {
    message: Message,
    places: Places,
    /// The paragraphs of the description, as they are written in the file.
    paragraphs: Vec<String>,
    is_in_paragraph: bool,
    /// Whether the previous line is the one that defines the message.
    is_first_line: bool,
    allowed: Vec<Allow>,
}

struct Reader<'r> {
    source: usize,
    purpose: Purpose,
    prefix: String,
    namespace: Option<Range<usize>>,
    current: Option<Current>,
    catalogue: &'r mut Catalogue,
    /// The text that was found, apart from comments and directives.
    text: Option<Text>,
}

impl Reader<'_> {
    fn line(&mut self, line: Slice<'_>) {
        match line.text.bytes().next() {
            Some(b'%') => {
                self.finish();
                self.text = Some(Text::Message);
                self.message(line);
            }
            Some(b'$') => self.directive(line),
            Some(b'#') => self.comment(line),
            first => self.description(line, first.is_none()),
        }
    }

    /// Reads a comment. It is ignored, unless it is in a message or above the first one and
    /// suppresses a finding: `# allow(code): reason`.
    fn comment(&mut self, line: Slice<'_>) {
        let comment = line.text[1..].trim_start();
        let Some((code, reason)) = comment
            .strip_prefix("allow(")
            .and_then(|rest| rest.split_once(')'))
        else {
            return;
        };
        let (code, reason) = (code.trim(), reason.trim_start_matches(':').trim());
        if reason.is_empty() {
            let title = format!("say why `{code}` is allowed: `# allow({code}): reason`");
            return self.error(&title, line.range());
        }
        let allow = Allow::new(code, reason, Label::new(self.source, line.range()));
        match &mut self.current {
            Some(current) => current.allowed.push(allow),
            None => self.catalogue.allowed.push(allow),
        }
    }

    fn description(&mut self, line: Slice<'_>, is_blank: bool) {
        let Some(current) = &mut self.current else {
            if !is_blank && self.text.is_none() {
                self.text = Some(Text::Alone(line.range()));
            }
            return;
        };
        let was_first_line = std::mem::take(&mut current.is_first_line);
        if is_blank {
            current.is_in_paragraph = false;
        } else if current.is_in_paragraph {
            if let Some(paragraph) = current.paragraphs.last_mut() {
                paragraph.push('\n');
                *paragraph += line.text;
            }
        } else {
            if current.paragraphs.is_empty() {
                current.places.description = Some(line.range());
                current.places.is_description_under_text = was_first_line;
            }
            current.paragraphs.push(line.text.to_owned());
            current.is_in_paragraph = true;
        }
    }

    fn message(&mut self, line: Slice<'_>) {
        let (word, text) = line.behind(1).split();
        if word.text.is_empty() {
            return self.error("missing message ID after this `%`", line.range());
        }
        if line.text[1..].starts_with(|digit: char| digit.is_ascii_digit()) {
            let title = format!("a line cannot begin with a placeholder, `%{}`", word.text);
            let finding = Finding::mistake(title, Label::new(self.source, line.range()));
            let help = "a `%` begins a message: write the text on the same line as its ID";
            return self.catalogue.findings.push(finding.help(help));
        }
        let id = format!("{}{}", self.prefix, word.text).to_ascii_uppercase();
        if text.text.is_empty() {
            let title = format!("missing text of `{id}`: `% {id} text`");
            let label = Label::new(self.source, word.range());
            let finding = Finding::mistake(title, label.clone()).of(&id);
            self.catalogue.findings.push(finding);
            self.catalogue.broken.push(Broken::new(id, label));
            return;
        }
        let converted = match self.purpose {
            Purpose::Catalogue => from_mes(&unescape(text.text)),
            // Kea reads such a file while it runs, and treats a backslash as literal.
            Purpose::LocalTexts => from_mes(text.text),
        };
        self.current = Some(Current {
            places: Places {
                source: self.source,
                id: word.range(),
                text: text.range(),
                is_text_verbatim: converted == text.text,
                ..Places::default()
            },
            message: Message::new(id, converted),
            paragraphs: Vec::new(),
            is_in_paragraph: false,
            is_first_line: true,
            allowed: Vec::new(),
        });
    }

    /// Adds the current message, whose description has ended.
    fn finish(&mut self) {
        let Some(current) = self.current.take() else {
            return;
        };
        let description = current.paragraphs.join("\n\n");
        let inferred = stated(&description).and_then(|stated| {
            Some(Inferred {
                severity: stated.severity()?,
                words: description[stated.words].to_owned(),
            })
        });
        let mut message = current.message;
        message.severity = inferred.as_ref().map(|inferred| inferred.severity);
        message.description = escape(&description);
        self.catalogue.entries.push(Entry {
            places: Some(current.places),
            inferred,
            allowed: current.allowed,
            ..Entry::new(message)
        });
    }

    fn directive(&mut self, line: Slice<'_>) {
        let (word, argument) = line.split();
        let (argument, extra) = argument.split();
        let name = word.text.to_ascii_uppercase();
        if !extra.text.is_empty() && ["$PREFIX", "$NAMESPACE"].contains(&name.as_str()) {
            let title = format!("unexpected text after the argument of `{name}`");
            return self.error(&title, extra.range());
        }
        match name.as_str() {
            "$PREFIX" => {
                let prefix = argument.text.to_ascii_uppercase();
                if prefix.is_empty() || is_id(&prefix) {
                    self.prefix = prefix;
                } else {
                    let title = format!(
                        "`{}` is not a prefix: expected letters, digits and underscores, with a \
                         letter first",
                        argument.text
                    );
                    self.error(&title, argument.range());
                }
            }
            "$NAMESPACE" => self.namespace(word, argument),
            _ => {
                let names = ["$PREFIX", "$NAMESPACE"];
                let title = format!("unknown directive `{}`", word.text);
                let title = Unknown::new(title, &name, &names);
                self.error(&title.to_string(), word.range());
            }
        }
    }

    /// Checks a namespace, which only has a meaning in C++. A file that Kea's compiler rejects is
    /// not a `.mes` file.
    fn namespace(&mut self, word: Slice<'_>, argument: Slice<'_>) {
        if argument.text.is_empty() {
            return self.error(
                "missing argument of `$NAMESPACE`: `$NAMESPACE isc::dhcp`",
                word.range(),
            );
        }
        let is_name = |name: &str| {
            name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        };
        // `::` alone is the global namespace.
        let names = argument.text.strip_prefix("::").unwrap_or(argument.text);
        if !names.is_empty() && !names.split("::").all(is_name) {
            let title = format!("`{}` is not a C++ namespace", argument.text);
            return self.error(&title, argument.range());
        }
        let range = word.start..argument.range().end;
        if let Some(first) = &self.namespace {
            let label = Label::new(self.source, range);
            let finding = Finding::mistake("duplicate `$NAMESPACE`", label);
            let first = Label::new(self.source, first.clone());
            self.catalogue
                .findings
                .push(finding.and(first, "the first one"));
        } else {
            self.namespace = Some(range);
        }
    }

    fn error(&mut self, title: &str, range: Range<usize>) {
        let mut finding = Finding::mistake(title, Label::new(self.source, range));
        finding.id = self
            .current
            .as_ref()
            .map(|current| current.message.id.clone());
        self.catalogue.findings.push(finding);
    }
}

/// Resolves C escapes in a text, as Kea does when it compiles the file. A backslash before any
/// other character is literal.
fn unescape(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            plain.push(letter);
            continue;
        }
        let mut ahead = letters.clone();
        let escaped = match ahead.next() {
            Some('n') => '\n',
            Some('t') => '\t',
            Some('r') => '\r',
            Some(sign @ ('\\' | '"' | '\'' | '?')) => sign,
            _ => {
                plain.push('\\');
                continue;
            }
        };
        plain.push(escaped);
        letters = ahead;
    }
    plain
}
