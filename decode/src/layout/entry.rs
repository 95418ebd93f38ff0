//! Parses entries of syslog, and of the journal in its short format, to find out who wrote an entry
//! and where its text begins.

use super::colors::Colors;
use super::element::{self, Element};
use super::{Certainty, Found, recognise};
use kea_messages_core::record::MESSAGE_ID;
use memchr::{memchr, memmem};
use std::borrow::Cow;

/// The maximum number of elements before the text.
const MAX_ELEMENTS: usize = 6;

/// The kind of beginning that the text of an entry has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Beginning {
    /// The text begins like any line.
    Any,
    /// The text begins with an ID, or with a head without a time that is followed by an ID.
    Id,
    /// The text begins with a severity and a logger in brackets, like the messages that Kea writes
    /// to syslog.
    Severity,
    /// The text begins with a head that has a time.
    Time,
}

impl Beginning {
    pub(crate) fn of(text: &str) -> Self {
        match Self::of_head(text) {
            // Only IDs with an underscore are searched for.
            Self::Any if memchr(b'_', text.as_bytes()).is_some() => Self::of_id(text),
            head => head,
        }
    }

    /// Returns the beginning according to the place of the ID. A line with its ID in a field is
    /// complete, or part of a value, so it does not begin a record.
    fn of_id(text: &str) -> Self {
        let parts = match recognise(text) {
            Found::Head(head) if !head.is_structured => head.parts,
            Found::Parts(parts) if parts.layout == "message" => parts,
            _ => return Self::Any,
        };
        // The ID can be the first word of a text that is followed by fields.
        let has_fields = || memmem::find(text.as_bytes(), MESSAGE_ID.as_bytes()).is_some();
        if parts.id.is_some() && parts.certainty == Certainty::Certain && !has_fields() {
            Self::Id
        } else {
            Self::Any
        }
    }

    /// Returns the beginning according to the head. An ID without such a head is ignored.
    pub(crate) fn of_head(text: &str) -> Self {
        if super::has_time(text) {
            return Self::Time;
        }
        let plain = if text.starts_with('\x1b') {
            Cow::Owned(Colors::strip(text).plain)
        } else {
            Cow::Borrowed(text)
        };
        let behind = element::severity(&plain).map(|(_, behind)| behind.trim_start_matches(' '));
        if behind.is_some_and(|behind| behind.starts_with('[')) {
            Self::Severity
        } else {
            Self::Any
        }
    }
}

/// Finds the host, the program and the process of an entry, as they are written in it, and the
/// start of its text.
pub(crate) fn entry(line: &str) -> Option<(&str, usize)> {
    let mut rest = line;
    let mut has_priority = false;
    let mut is_timed = false;
    let mut host = None;
    for _ in 0..MAX_ELEMENTS {
        match element::first(rest) {
            Some((Element::Syslog(_), behind)) => {
                return Some((writer(rest)?, text_at(line, behind)));
            }
            Some((Element::Priority, behind)) => {
                has_priority = true;
                rest = behind;
            }
            // This is the length of a record.
            Some((Element::Punctuation, behind)) if behind.starts_with(" <") => rest = behind,
            Some((Element::Time(_), behind)) if !is_timed => {
                is_timed = true;
                rest = behind;
            }
            Some((Element::Bracket(inside), behind)) if !is_timed => {
                // The kernel writes the seconds since the start of the system in brackets. A
                // program writes a date there.
                let (seconds, more) = super::time::split(inside.trim_start())?;
                if !more.is_empty() || seconds.contains(':') {
                    return None;
                }
                is_timed = true;
                rest = behind;
            }
            Some((Element::Tag { .. }, behind)) => {
                let start = host.unwrap_or_else(|| line.len() - rest.len());
                let is_entry = host.is_some() || has_priority;
                let end = line.len() - behind.len();
                return is_entry.then(|| (&line[start..end], text_at(line, behind)));
            }
            None if is_timed && host.is_none() => {
                host = Some(line.len() - rest.len());
                rest = element::word(rest)?.1;
            }
            _ => return None,
        }
        rest = rest.trim_start_matches(' ');
    }
    None
}

/// Returns `HOST PROGRAM PID` of an entry in the format of RFC 5424.
fn writer(entry: &str) -> Option<&str> {
    let mut blanks = entry.match_indices(' ').map(|(at, _)| at);
    let start = blanks.nth(1)? + 1;
    Some(&entry[start..blanks.nth(2)?])
}

/// Returns the start of the text after a head, without a space between them. After a byte order
/// mark, a space is part of the text.
fn text_at(line: &str, behind: &str) -> usize {
    let at = line.len() - behind.len();
    at + usize::from(behind.starts_with(' ') && !line[..at].ends_with('\u{feff}'))
}

#[cfg(test)]
mod tests {
    use super::{Beginning, entry};

    #[test]
    fn entries() {
        for (head, writer) in [
            ("Dec 20 10:15:02 host kea-dhcp4[7]: ", "host kea-dhcp4[7]:"),
            (
                "Dec 20 10:15:02.123456 host kea-dhcp4[7]: ",
                "host kea-dhcp4[7]:",
            ),
            ("2018-12-20T10:15:02+0100 host kea[7]: ", "host kea[7]:"),
            ("2018-12-20T10:15:02.123456+01:00 host kea: ", "host kea:"),
            (
                "Thu 2018-12-20 10:15:02 UTC host kea.service[7]: ",
                "host kea.service[7]:",
            ),
            ("[   12.345678] host kea[7]: ", "host kea[7]:"),
            ("1545300902.123456 host kea[7]: ", "host kea[7]:"),
            ("<30>Dec 20 10:15:02 host kea[7]: ", "host kea[7]:"),
            ("<30>kea[7]: ", "kea[7]:"),
            ("<30>1 2018-12-20T10:15:02Z host kea 7 - - ", "host kea 7"),
            (
                "214 <30>1 2018-12-20T10:15:02Z host kea 7 ID [a@1 b=\"]\"] \u{feff}",
                "host kea 7",
            ),
        ] {
            for text in ["", "  x", "2018-12-20 10:15:02.123 INFO [kea/7] A_B x"] {
                let line = format!("{head}{text}");
                let found = entry(&line).map(|(writer, at)| (writer, &line[at..]));
                assert_eq!(found, Some((writer, text)), "{line:?}");
            }
        }
        for line in [
            "",
            "A_B x",
            "kea[7]: x",
            "2018-12-20 10:15:02.123 INFO  [kea/7] A_B x",
            "2018-12-20T10:15:02.1Z  INFO kea: A_B x",
            "2018-12-20T10:15:02.1Z kea: A_B x",
            "2018-12-20T10:15:02.1Z stdout F A_B x",
            "[2018-12-20T10:15:02Z WARN  kea] A_B x",
            "[2018-12-20T10:15:02Z WARN  kea] lease A_B: x",
            "[2018-12-20T10:15:02Z] lease A_B: x",
            "Dec 20 10:15:02 host one two[7]: x",
            "Dec 20 10:15:02 host",
            "<30>x",
        ] {
            assert_eq!(entry(line), None, "{line:?}");
        }
    }

    #[test]
    fn beginnings() {
        for (text, expected) in [
            (
                "2018-12-20 10:15:02.123 INFO  [kea/7] A_B x",
                Beginning::Time,
            ),
            ("INFO  [kea-dhcp4.packets.140] A_B x", Beginning::Severity),
            ("\x1b[32mINFO\x1b[0m  [kea/7] A_B x", Beginning::Severity),
            ("INFO A_B x", Beginning::Id),
            ("A_B x", Beginning::Id),
            ("[A_B] x", Beginning::Id),
            ("\x1b[32mA_B\x1b[0m x", Beginning::Id),
            ("kea: A_B x", Beginning::Id),
            (r#"{"message":"A_B x"}"#, Beginning::Any),
            (r#"level=info message="A_B x""#, Beginning::Any),
            ("A_B x message_id=A_C", Beginning::Any),
            ("one two A_B x", Beginning::Any),
            ("A_Bx", Beginning::Any),
            ("ERROR x", Beginning::Any),
            ("error: x", Beginning::Any),
            ("  x", Beginning::Any),
            ("", Beginning::Any),
        ] {
            assert_eq!(Beginning::of(text), expected, "{text:?}");
        }
    }
}
