//! Kea's message files.

use crate::formats::Converted;
use crate::{Catalogue, Header, Message, Source, markdown};
use kea_messages_base::text::{Piece, pieces};
use std::fmt::Write as _;

/// How wide a paragraph is.
const WIDTH: usize = 80;

/// A `.mes` file has an ID, a text and a description. That the rest is lost is said
/// once for each kind of thing.
#[must_use]
pub fn write(catalogue: &Catalogue) -> Converted {
    let mut converted = Converted::default();
    let mut lost = Lost::default();
    lost.count(
        "the header of the catalogue",
        catalogue.header != Header::default(),
    );
    for message in catalogue.messages() {
        let before = converted.text.len();
        if before > 0 {
            converted.text.push('\n');
        }
        entry(&mut converted.text, message);
        // What Kea reads is what counts.
        let source = Source::new("converted.mes", &converted.text[before..]);
        let read = Catalogue::of_sources(vec![source]).entries;
        let [read] = read.as_slice() else {
            lost.whole.push(message.id.clone());
            converted.text.truncate(before);
            continue;
        };
        let read = &read.message;
        if read.id != message.id || read.text != message.text {
            lost.whole.push(message.id.clone());
            converted.text.truncate(before);
            continue;
        }
        let paragraphs = |message: &Message| -> Vec<String> {
            let plain = markdown::unescape(&message.description);
            plain.split_whitespace().map(str::to_owned).collect()
        };
        lost.count(
            "a description whose lines are no text in `.mes`",
            paragraphs(read) != paragraphs(message),
        );
        lost.count(
            "a severity that the description does not state",
            read.severity != message.severity,
        );
        lost.count("names or types of arguments", message.arguments.is_some());
        lost.count("an action", message.action.is_some());
        lost.count("a version", message.since.is_some());
        lost.count("a deprecation", message.deprecation.is_some());
        lost.count("a removal", message.removed.is_some());
    }
    converted.losses = lost.told();
    let mut entries = catalogue.entries.iter();
    if entries.any(|entry| !entry.allowed.is_empty()) || !catalogue.allowed.is_empty() {
        let text = "what is allowed is left out: a line `# allow(code): why` says it";
        converted.losses.push(text.to_owned());
    }
    converted
}

/// A file of texts that replace those of a program. In it a backslash is one.
#[must_use]
pub fn local_texts(texts: &[(String, String)]) -> Converted {
    let mut converted = Converted::default();
    for (id, text) in texts {
        let line = format!("% {id} {}", plain(text));
        let file = Catalogue::of_local_texts(Source::new("converted.mes", &line));
        let is_same = |message: &Message| message.id == *id && message.text == *text;
        if matches!(file.entries.as_slice(), [entry] if is_same(&entry.message)) {
            _ = writeln!(converted.text, "{line}");
        } else {
            let loss = format!("the text of {id} cannot be written in `.mes`: left out");
            converted.losses.push(loss);
        }
    }
    converted
}

#[derive(Debug, Default)]
struct Lost {
    /// The messages that cannot be written.
    whole: Vec<String>,
    counts: Vec<(&'static str, usize)>,
}

impl Lost {
    fn count(&mut self, what: &'static str, is_lost: bool) {
        if !is_lost {
            return;
        }
        match self.counts.iter_mut().find(|(other, _)| *other == what) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((what, 1)),
        }
    }

    fn told(self) -> Vec<String> {
        let whole = self.whole.into_iter();
        let whole =
            whole.map(|id| format!("the text of {id} cannot be written in `.mes`: left out"));
        let counts = self.counts.into_iter();
        let counts = counts.map(|(what, count)| match count {
            1 => format!("`.mes` has no place for {what}"),
            count => format!("`.mes` has no place for {what}, {count} times"),
        });
        whole.chain(counts).collect()
    }
}

fn entry(out: &mut String, message: &Message) {
    _ = writeln!(out, "% {} {}", message.id, escape(&plain(&message.text)));
    let description = markdown::unescape(&message.description);
    let mut is_first = true;
    for paragraph in description.split("\n\n") {
        if !is_first {
            out.push('\n');
        }
        is_first = false;
        let mut width = 0;
        for word in paragraph.split_whitespace() {
            // A line that begins so is no line of a description.
            let is_special = word.starts_with(['%', '$', '#']);
            if width > 0 && width + word.len() >= WIDTH && !is_special {
                out.push('\n');
                width = 0;
            }
            if width > 0 {
                out.push(' ');
            }
            out.push_str(word);
            width += word.len() + 1;
        }
        if width > 0 {
            out.push('\n');
        }
    }
}

/// The text as Kea prints it, where a `%` that begins no placeholder is itself.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for piece in pieces(text).flatten() {
        match piece {
            Piece::Literal(literal) => plain.push_str(literal),
            Piece::Placeholder(number) => _ = write!(plain, "%{number}"),
        }
    }
    plain
}

/// C's escapes, for what has no other place on a line.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '\r' => escaped.push_str("\\r"),
            '\\' if matches!(
                letters.peek(),
                Some('n' | 't' | 'r' | '\\' | '"' | '\'' | '?')
            ) =>
            {
                escaped.push_str("\\\\");
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}
