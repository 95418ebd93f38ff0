//! A catalogue, or local texts, as a message file of Kea's.

use crate::formats::Converted;
use crate::formats::Purpose;
use crate::formats::converted::Losses;
use crate::{Allow, Catalogue, Entry, Header, Message, Source, markdown};
use kea_messages_core::text::{Piece, pieces};
use std::fmt::Write as _;
use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};

/// How many columns a line of a description has.
const WIDTH: usize = 80;

/// What lines of another kind than those of a description begin with.
const SPECIAL: [char; 3] = ['%', '$', '#'];

/// Writes a catalogue. Such a file has an ID, a text and a description. What Kea would read
/// of it tells what else is lost.
pub(in crate::formats) fn write(catalogue: &Catalogue) -> Converted {
    let mut out = String::new();
    let mut losses = Losses::default();
    let has_header = catalogue.header != Header::default();
    losses.count("the header of the catalogue", has_header);
    let allowed: Vec<&Allow> = catalogue.allowed_everywhere().collect();
    for allow in &allowed {
        comment(&mut out, allow);
    }
    count_lost(
        &mut losses,
        &allowed,
        &read_back(&out, Purpose::Catalogue).allowed,
    );
    for entry in &catalogue.entries {
        let message = &entry.message;
        let allowed: Vec<&Allow> = catalogue.allowed_for(entry).collect();
        let written = block(message, &allowed);
        let Some(read) = read_as(message, &written, Purpose::Catalogue) else {
            losses.leave_out(&message.id);
            continue;
        };
        if !out.is_empty() {
            out.push('\n');
        }
        out += &written;
        count_lost(&mut losses, &allowed, &read.allowed);
        let read = &read.message;
        let words = |message: &Message| -> Vec<String> {
            let plain = markdown::unescape(&message.description);
            plain.split_whitespace().map(str::to_owned).collect()
        };
        losses.count(
            "a paragraph of a description that begins with `%`, `$` or `#`",
            words(read) != words(message),
        );
        losses.count(
            "a severity that the description does not state",
            read.severity != message.severity,
        );
        losses.count(
            "names or types of arguments",
            read.named_arguments() != message.named_arguments(),
        );
        losses.count("an action", message.action.is_some());
        losses.count("a version", message.since.is_some());
        losses.count("a deprecation", message.deprecation.is_some());
        losses.count("a removal", message.removed.is_some());
        losses.count("a condition (`cfg`)", message.cfg.is_some());
    }
    Converted {
        text: out,
        losses: losses.into_clauses("`.mes`"),
    }
}

/// Writes the texts of a catalogue as a file of local texts. In it a backslash is one.
pub(in crate::formats) fn write_local_texts(catalogue: &Catalogue) -> Converted {
    let mut out = String::new();
    let mut losses = Losses::default();
    for message in catalogue.messages() {
        let line = format!("% {} {}\n", message.id, plain(&message.text));
        if read_as(message, &line, Purpose::LocalTexts).is_some() {
            out += &line;
        } else {
            losses.leave_out(&message.id);
        }
    }
    Converted {
        text: out,
        losses: losses.into_clauses("`.mes`"),
    }
}

fn read_back(written: &str, purpose: Purpose) -> Catalogue {
    let mut read = Catalogue::default();
    super::read(&Source::new("", written), 0, purpose, &mut read);
    read
}

/// The only message of what was written, if it is this one, with its text.
fn read_as(message: &Message, written: &str, purpose: Purpose) -> Option<Entry> {
    let mut entries = read_back(written, purpose).entries.into_iter();
    let is_same =
        |entry: &Entry| entry.message.id == message.id && entry.message.text == message.text;
    match (entries.next(), entries.next()) {
        (Some(entry), None) => Some(entry).filter(is_same),
        _ => None,
    }
}

fn count_lost(losses: &mut Losses, written: &[&Allow], read: &[Allow]) {
    let written = written
        .iter()
        .map(|allow| (&allow.code, one_line(&allow.reason)));
    let read = read.iter().map(|allow| (&allow.code, allow.reason.clone()));
    losses.count("an `allow`", !written.eq(read));
}

/// A message, as it stands in the file.
fn block(message: &Message, allowed: &[&Allow]) -> String {
    let mut out = format!("% {} {}\n", message.id, escape(&plain(&message.text)));
    for allow in allowed {
        comment(&mut out, allow);
    }
    let description = description(&markdown::unescape(&message.description));
    if !description.is_empty() {
        out += &description;
        out.push('\n');
    }
    out
}

fn comment(out: &mut String, allow: &Allow) {
    _ = writeln!(out, "# allow({}): {}", allow.code, one_line(&allow.reason));
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A description in lines that are not too long, none of which begins as a line of another
/// kind does.
fn description(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut is_in_paragraph = false;
    for line in text.trim().lines() {
        let can_begin = !line.trim_start().starts_with(SPECIAL);
        if !joined.is_empty() {
            joined.push(if can_begin || !is_in_paragraph {
                '\n'
            } else {
                ' '
            });
        }
        joined += line;
        is_in_paragraph = !line.trim().is_empty();
    }
    let options = Options::new(WIDTH)
        .break_words(false)
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::fill(&joined, options)
}

/// The words that a line can be wrapped between: one that begins as a line of another kind
/// does is a part of the word before it.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut start = 0;
    let behind_blanks = line.match_indices(' ').map(|(at, _)| at + 1);
    let ends = behind_blanks
        .filter(|&at| !line[at..].starts_with(' ') && !line[at..].starts_with(SPECIAL))
        .chain([line.len()]);
    Box::new(ends.map(move |end| {
        let word = Word::from(&line[start..end]);
        start = end;
        word
    }))
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
