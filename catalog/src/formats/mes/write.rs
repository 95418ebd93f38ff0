//! Writes catalogues and local texts as message files of Kea.

use crate::formats::Converted;
use crate::formats::Purpose;
use crate::formats::converted::Losses;
use crate::{Allow, Catalogue, Entry, Header, Message, Source, markdown};
use kea_messages_base::text::{Piece, pieces};
use std::fmt::Write as _;
use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};

/// The width to which descriptions are wrapped. The lines of Kea's own files, and of comments in
/// Rust, are shorter.
const WIDTH: usize = 100;

/// Writes a catalogue. A `.mes` file only has IDs, texts and descriptions. Each message is read
/// back, to find out what else was lost.
pub(in crate::formats) fn write(catalogue: &Catalogue) -> Converted {
    let mut out = String::new();
    let mut losses = Losses::default();
    let has_header = catalogue.header != Header::default();
    losses.count("the header of the catalogue", has_header);
    let suppressed = catalogue.suppressed();
    let allowed: Vec<&Allow> = suppressed.everywhere.iter().collect();
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
        let allowed: Vec<&Allow> = suppressed.of(entry).collect();
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
            "a paragraph that begins with `%`, `$` or `#`: a dash is added before it",
            words(read) != words(message),
        );
        losses.count(
            "a severity that the description does not state",
            read.severity != message.severity,
        );
        losses.count(
            "formats of arguments",
            message.formats().iter().any(Option::is_some),
        );
        losses.count(
            "names or types of arguments",
            read.named_arguments() != message.named_arguments(),
        );
        losses.count("an action", message.action.is_some());
        losses.count("an alert", message.alert.is_some());
        losses.count("a limit", message.limit.is_some());
        losses.count("a promise", message.promise.is_some());
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

/// Writes the texts of a catalogue as a file of local texts, in which a backslash is literal.
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

/// Reads a message back, and returns it if it is the only one and has the same ID and text.
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

/// Returns a message in the form of the file.
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

/// Wraps a description, so that no line begins like a comment, a directive or a message. Such a
/// line is joined to the previous one, or gets a dash if it begins a paragraph.
fn description(text: &str) -> String {
    let mut lines = String::with_capacity(text.len());
    let mut is_in_paragraph = false;
    for line in text.trim().lines() {
        lines += match (is_special(line), is_in_paragraph) {
            (true, true) => " ",
            (true, false) => "\n- ",
            (false, _) => "\n",
        };
        lines += line;
        is_in_paragraph = !line.trim().is_empty();
    }
    let options = Options::new(WIDTH)
        .break_words(false)
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::fill(lines.trim_start_matches('\n'), options)
}

/// Splits a line into words for wrapping. A word that begins like a comment, a directive or a
/// message is joined to the previous word, so that it cannot begin a line.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut start = 0;
    let ends = line
        .match_indices(' ')
        .map(|(at, _)| at + 1)
        .filter(|&at| !line[at..].starts_with(' ') && !is_special(&line[at..]))
        .chain([line.len()]);
    Box::new(ends.map(move |end| {
        let word = Word::from(&line[start..end]);
        start = end;
        word
    }))
}

/// Returns whether a line is a comment, a directive or a message.
fn is_special(line: &str) -> bool {
    line.trim_start().starts_with(['%', '$', '#'])
}

/// Returns the text as Kea prints it, in which a `%` that does not begin a placeholder is literal.
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

/// Escapes the characters that cannot be written literally on a line, as in C.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Argument, Deprecation, Label};

    #[test]
    fn descriptions() {
        let line = ["word"; 20].join(" ");
        let hyphens = ["a-b"; 25].join(" ");
        let cases = [
            (String::new(), String::new()),
            ("It is up.".into(), "It is up.".into()),
            // Lines that are not too long are not changed.
            (
                "It is\nup.\n\nAll of it.".into(),
                "It is\nup.\n\nAll of it.".into(),
            ),
            (format!("{line} {line}"), format!("{line}\n{line}")),
            ("x".repeat(110), "x".repeat(110)),
            (format!("{hyphens} c-d"), format!("{hyphens}\nc-d")),
            // No line begins like a comment, a directive or a message.
            ("a\n% b\n  #c".into(), "a % b   #c".into()),
            (
                format!("{line}  %1 x"),
                format!("{}\nword  %1 x", ["word"; 19].join(" ")),
            ),
            ("%1 is up.\n\n$x".into(), "- %1 is up.\n\n- $x".into()),
        ];
        for (text, expected) in cases {
            assert_eq!(description(&text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_lost() {
        type Change = fn(&mut Message);
        let cases: [(Change, &str); 14] = [
            (|_| (), ""),
            (
                |message| message.description = "%1 is up.".into(),
                "a paragraph that begins with `%`, `$` or `#`: a dash is added before it",
            ),
            (
                |message| message.severity = "warn".parse().ok(),
                "a severity that the description does not state",
            ),
            (
                |message| message.arguments = Some(vec![Argument::named("client")]),
                "names or types of arguments",
            ),
            (
                |message| message.arguments = Some(vec![Argument::unnamed(1)]),
                "",
            ),
            (|message| message.action = Some("Look.".into()), "an action"),
            (|message| message.alert = Some("any".into()), "an alert"),
            (|message| message.limit = Some("1/s".into()), "a limit"),
            (|message| message.promise = Some("text".into()), "a promise"),
            (|message| message.since = Some("1.0".into()), "a version"),
            (
                |message| message.deprecation = Some(Deprecation::default()),
                "a deprecation",
            ),
            (|message| message.removed = Some("2.0".into()), "a removal"),
            (
                |message| message.cfg = Some("unix".into()),
                "a condition (`cfg`)",
            ),
            (
                |message| {
                    message.description = "This warning message is issued.".into();
                    message.severity = "warn".parse().ok();
                },
                "",
            ),
        ];
        for (change, expected) in cases {
            let mut message = Message::new("A", "%1 is up");
            change(&mut message);
            let converted = write(&Catalogue::from_iter([message]));
            let expected = Some(expected).filter(|expected| !expected.is_empty());
            let expected = expected.map(|expected| format!("`.mes` has no place for {expected}"));
            assert_eq!(converted.losses, Vec::from_iter(expected));
            assert!(
                converted.text.starts_with("% A %1 is up\n"),
                "{converted:?}"
            );
        }
        let mut catalogue = Catalogue::default();
        catalogue.header.title = Some("A title".into());
        let losses = ["`.mes` has no place for the header of the catalogue"];
        assert_eq!(write(&catalogue).losses, losses);
    }

    #[test]
    fn texts() {
        let cases = [
            ("100%% of %1", Some("100% of %1"), Some("100% of %1")),
            ("%%1", None, None),
            ("$$1", Some("$1"), Some("$1")),
            ("a\tb\r\nc", Some("a\\tb\\r\\nc"), None),
            ("C:\\new", Some("C:\\\\new"), Some("C:\\new")),
            ("C:\\d", Some("C:\\d"), Some("C:\\d")),
            ("\\", Some("\\"), Some("\\")),
            ("\\\\", Some("\\\\\\"), Some("\\\\")),
            (" padded ", None, None),
        ];
        for (text, in_catalogue, in_local_texts) in cases {
            let catalogue = Catalogue::from_iter([Message::new("A", text)]);
            for (converted, expected) in [
                (write(&catalogue), in_catalogue),
                (write_local_texts(&catalogue), in_local_texts),
            ] {
                let line = expected.map(|text| format!("% A {text}\n"));
                assert_eq!(converted.text, line.unwrap_or_default(), "{text:?}");
                let loss = "`A` is omitted: `.mes` cannot hold its text";
                let losses = expected.is_none().then_some(loss);
                assert_eq!(converted.losses, Vec::from_iter(losses), "{text:?}");
            }
        }
    }

    #[test]
    fn what_is_suppressed() {
        let allow =
            |code: &str, reason: &str, source| Allow::new(code, reason, Label::new(source, 0..0));
        let mut catalogue = Catalogue::from_iter([Message::new("A", "a"), Message::new("B", "b")]);
        catalogue.allowed = vec![allow("x", "why\nnot", 0)];
        catalogue.entries[1].allowed = vec![allow("y", "so", 0)];
        let converted = write(&catalogue);
        let text = "# allow(x): why not\n\n% A a\n\n% B b\n# allow(y): so\n";
        assert_eq!(
            (converted.text.as_str(), converted.losses.as_slice()),
            (text, &[][..])
        );
        // This code cannot be written in a comment.
        catalogue.entries[1].allowed = vec![allow("y)", "so", 0)];
        assert_eq!(
            write(&catalogue).losses,
            ["`.mes` has no place for an `allow`"]
        );
    }

    /// If there are several files, the codes that each suppresses are only suppressed for its
    /// messages.
    #[test]
    fn several_files() {
        let sources = vec![
            Source::new("a.mes", "# allow(x): why\n% A a\n"),
            Source::new("b.mes", "% B b\n"),
        ];
        let converted = write(&Catalogue::of_sources(sources));
        assert_eq!(converted.text, "% A a\n# allow(x): why\n\n% B b\n");
    }
}
