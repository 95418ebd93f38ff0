//! Writes a pattern database for syslog-ng.
//!
//! The parsers of syslog-ng stop at the first occurrence of a character or text, and do not
//! backtrack. `@PCRE@` is a parser with lookahead: each value checks that the whole rest of the
//! message follows it.

use super::cut::{Cut, Form, cuts};
use super::names::names;
use super::note::{comment, note};
use super::regex;
use crate::formats::Converted;
use crate::{Catalogue, Message};
use std::fmt::Write as _;

/// The maximum number of digits of an integer, so that it fits a Rust integer.
const MAX_DIGITS: usize = 38;

/// The names of the rules for lines without values, with and without an ID. No ID has such a name.
const OTHER: &str = "other";
const NO_ID: &str = "no_id";

/// An expression for a character of a value in UTF-8, because syslog-ng matches bytes.
const CHARACTER: &str = r"(?:[\x20-\x5b\x5d-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})";

/// Writes a pattern database of syslog-ng for the lines of a catalogue's messages.
///
/// It reads `$MESSAGE`, and sets `kea.time`, `kea.severity`, `kea.logger`, `kea.pid`,
/// `kea.id`, and either the values of the arguments by their names, `kea.arguments.client`,
/// or `kea.text`. A line with values matches the rule of its ID, and all other lines in
/// Kea's layout match the rule `other`. Values are strings.
///
/// The database is less exact than `decode`: a line only has values if the literals between them
/// show that its text can be split in only one way. A line with a backslash, or with an integer of
/// more than 38 digits, has no values. A carriage return at the end of a line is ignored, and bytes
/// that are not UTF-8 are not changed.
///
/// ```
/// use kea_messages_catalog::formats::parsers::syslog_ng;
/// use kea_messages_catalog::{Catalogue, Message};
///
/// let message = Message::new("ALLOC_FAIL", "%1: no address left");
/// let database = syslog_ng::write(&Catalogue::from_iter([message])).text;
/// assert!(database.contains("ALLOC_FAIL @PCRE:kea.arguments.arg1:"));
/// ```
#[must_use]
pub fn write(catalogue: &Catalogue) -> Converted {
    let cuts = cuts(catalogue);
    let own = [
        "It reads $MESSAGE, which is the whole line if the source has the flag `no-parse`. \
         syslog-ng treats a carriage return as part of the line ending. Bytes that are not UTF-8 are left as they are.",
    ];
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!--\n");
    // Two hyphens would end the comment.
    out += &comment(&note(catalogue, &cuts, &own), "  ").replace("--", "- -");
    out += "-->\n<patterndb version=\"4\" pub_date=\"2026-01-02\">\n  \
            <ruleset name=\"kea\" id=\"kea\">\n    <rules>\n";
    let id = regex::ID;
    rule(
        &mut out,
        OTHER,
        &format!(r"@PCRE:kea.id:{id}(?= |\z)@@PCRE:: ?@@PCRE:kea.text:(?s:.*)@"),
    );
    rule(
        &mut out,
        NO_ID,
        &format!(r"@PCRE:kea.text:(?!{id}(?: |\z))(?s:.*)@"),
    );
    for (message, cut) in &cuts {
        if let Some(cut) = cut.as_ref().ok().filter(|cut| !cut.values.is_empty()) {
            let id = &message.id;
            rule(&mut out, id, &format!("{id} {}", text(message, cut)));
        }
    }
    out += "    </rules>\n  </ruleset>\n</patterndb>\n";
    Converted::whole(out)
}

/// Adds a rule for lines whose head is followed by `behind`.
fn rule(out: &mut String, id: &str, behind: &str) {
    let (time, severity) = (regex::TIME, regex::SEVERITY);
    let (logger, process) = (regex::LOGGER, regex::PROCESS);
    let head = format!(
        r"@PCRE:kea.time:{time}@ @PCRE:kea.severity:{severity}@@PCRE:: +@[@PCRE:kea.logger:{logger}(?=/{process}\] )@/@PCRE:kea.pid:{process}@] "
    );
    let pattern = escape(&format!("{head}{behind}"));
    // The pattern contains the ID as a literal, so that IDs are not tried one by one.
    let values = match id {
        OTHER | NO_ID => String::new(),
        _ => format!("        <values><value name=\"kea.id\">{id}</value></values>\n"),
    };
    // Writing to a `String` does not fail.
    _ = writeln!(
        out,
        "      <rule provider=\"kea-messages\" id=\"{id}\" class=\"kea\">\n        \
         <patterns><pattern>{pattern}</pattern></patterns>\n{values}      </rule>"
    );
}

/// Returns the pattern for the text of a message.
fn text(message: &Message, cut: &Cut) -> String {
    let names = names(message, cut, &[]);
    let value = |index: usize| match cut.values[index].form {
        Form::Char => CHARACTER.to_owned(),
        _ => regex::apart(cut, index, MAX_DIGITS),
    };
    let literal = |index: usize| cut.values[index].literal.as_str();
    let count = cut.values.len();
    let mut pattern = verbatim(&cut.head);
    for (index, name) in names.iter().enumerate() {
        let mut rest = regex::literal(literal(index));
        for later in index + 1..count {
            rest += &value(later);
            rest += &regex::literal(literal(later));
        }
        let value = value(index);
        pattern += &format!(r"@PCRE:kea.arguments.{name}:{value}(?={rest}\z)@");
        pattern += &verbatim(literal(index));
    }
    pattern
}

/// Escapes a literal in a pattern.
fn verbatim(text: &str) -> String {
    text.replace('@', "@@")
}

/// Escapes a text for XML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let message = Message::new("A_B", "<%1@&: %2");
        let cut = Cut::of(&message).expect("it can be cut");
        assert_eq!(
            text(&message, &cut),
            r"<@PCRE:kea.arguments.arg1:(?:(?!\x40\x26: )[^\\\x00-\x1f\x7f])*(?=\x40\x26: (?:(?!\x40\x26: )[^\\\x00-\x1f\x7f])*\z)@@@&: @PCRE:kea.arguments.arg2:(?:(?!\x40\x26: )[^\\\x00-\x1f\x7f])*(?=\z)@"
        );
        let mut catalogue = Catalogue::from_iter([message]);
        catalogue.header.title = Some("a --> b".to_owned());
        let found = write(&catalogue).text;
        assert!(found.contains("] A_B &lt;@PCRE:"), "{found}");
        assert_eq!(found.matches("-->").count(), 1, "{found}");
    }
}
