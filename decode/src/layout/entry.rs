//! The entries of syslog, and of the journal in its short format: who wrote an entry, and
//! where its text begins.

use super::colors::Colors;
use super::element::{self, Element};
use super::{Certainty, Found, recognise};
use kea_messages_core::record::MESSAGE_ID;
use memchr::{memchr, memmem};
use std::borrow::Cow;

/// The most elements in front of the text.
const MAX_ELEMENTS: usize = 6;

/// How the text of an entry begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Beginning {
    /// Like any line.
    Any,
    /// With an ID, or with a head without a time that is followed by an ID.
    Id,
    /// With a severity and a logger in brackets, as Kea's messages to the syslog do.
    Severity,
    /// With a head that has a time.
    Time,
}

impl Beginning {
    pub(crate) fn of(text: &str) -> Self {
        match Self::of_head(text) {
            // The IDs that are searched for have an underscore.
            Self::Any if memchr(b'_', text.as_bytes()).is_some() => Self::of_id(text),
            head => head,
        }
    }

    /// The beginning, by the place of the ID. A line with its ID in a field is complete, or part of
    /// a value, so it does not begin a record.
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

    /// The beginning, if an ID without a head counts as any text.
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

/// The host, the program and the process of an entry, as they are in it, and where its text
/// begins.
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
            // The length of a record.
            Some((Element::Punctuation, behind)) if behind.starts_with(" <") => rest = behind,
            Some((Element::Time(_), behind)) if !is_timed => {
                is_timed = true;
                rest = behind;
            }
            Some((Element::Bracket(inside), behind)) if !is_timed => {
                // The seconds since the start of the system. A program has a date there.
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

/// `HOST PROGRAM PID` of RFC 5424.
fn writer(entry: &str) -> Option<&str> {
    let mut blanks = entry.match_indices(' ').map(|(at, _)| at);
    let start = blanks.nth(1)? + 1;
    Some(&entry[start..blanks.nth(2)?])
}

/// Where a text begins, of which a blank in front is no part. A byte order mark can follow that.
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
