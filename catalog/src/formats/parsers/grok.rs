//! Writes patterns for Grok, which Logstash, Elasticsearch and others use, with expressions in the
//! syntax of Oniguruma.
//!
//! There is a separate pattern for each message instead of one for all: if a name occurs
//! twice in an expression, some programs return the first value, others an array.

use super::cut::{Cut, cuts};
use super::names::names;
use super::note::{comment, note};
use super::regex;
use crate::formats::Converted;
use crate::{Catalogue, Message};
use std::fmt::Write as _;

/// The names of fields that every line has.
const TAKEN: [&str; 6] = ["time", "severity", "logger", "pid", "id", "text"];

/// The maximum number of digits of an integer, so that it fits a Rust integer.
const MAX_DIGITS: usize = 38;

/// Writes Grok patterns for the lines of a catalogue's messages.
///
/// `%{MESSAGE_LINE}` has the fields `time`, `severity`, `logger`, `pid`, `id` and `text` of each
/// line. For a message with arguments, there is a pattern with its ID, `%{MESSAGE_ALLOC_FAIL}`,
/// which has a field for each argument instead of the text. So put `%{MESSAGE_LINE}` last in a list
/// of patterns. Values are strings.
///
/// The patterns are less exact than `decode`: a line only has values if the literals between them
/// show that its text can be split in only one way. A line with a backslash, or with an integer of
/// more than 38 digits, has no values.
///
/// ```
/// use kea_messages_catalog::formats::parsers::grok;
/// use kea_messages_catalog::{Catalogue, Message};
///
/// let message = Message::new("ALLOC_FAIL", "%1: no address left");
/// let patterns = grok::write(&Catalogue::from_iter([message])).text;
/// assert!(patterns.contains("\nMESSAGE_ALLOC_FAIL \\A%{MESSAGE_HEAD} (?<id>ALLOC_FAIL) (?<arg1>"));
/// ```
#[must_use]
pub fn write(catalogue: &Catalogue) -> Converted {
    let cuts = cuts(catalogue);
    let own = [
        "Try the patterns of the messages and then MESSAGE_LINE, or first MESSAGE_LINE and then \
         the pattern named by its field `id`.",
    ];
    let mut out = comment(&note(catalogue, &cuts, &own), "# ");
    let (time, severity) = (regex::TIME, regex::SEVERITY);
    let (logger, process, id) = (regex::LOGGER, regex::PROCESS, regex::ID);
    // Writing to a `String` does not fail.
    _ = writeln!(
        out,
        "\nMESSAGE_HEAD (?<time>{time}) (?<severity>{severity}) +\\[(?<logger>{logger})/(?<pid>{process})\\]"
    );
    _ = writeln!(
        out,
        "MESSAGE_LINE \\A%{{MESSAGE_HEAD}} (?:(?<id>{id})(?: |(?=\\n)|\\z))?(?<text>(?:.|\\n)*)\\z"
    );
    for (message, cut) in &cuts {
        if let Some(cut) = cut.as_ref().ok().filter(|cut| !cut.values.is_empty()) {
            let text = text(message, cut);
            let id = &message.id;
            _ = writeln!(
                out,
                "MESSAGE_{id} \\A%{{MESSAGE_HEAD}} (?<id>{id}) {text}\\z"
            );
        }
    }
    Converted::whole(out)
}

/// Returns an expression for the text of a message.
fn text(message: &Message, cut: &Cut) -> String {
    let mut text = regex::literal(&cut.head);
    let names = names(message, cut, &TAKEN).into_iter().enumerate();
    for (index, name) in names {
        let value = regex::apart(cut, index, MAX_DIGITS);
        let literal = regex::literal(&cut.values[index].literal);
        text += &format!("(?<{name}>{value}){literal}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Argument;

    #[test]
    fn patterns() {
        let mut message = Message::new("A_B", "100%%: %2 to %1.");
        let argument = Argument::named("text").with_type("u8");
        message.arguments = Some(vec![argument, Argument::named("x")]);
        let uncut = Message::new("A_C", "%1%2");
        let catalogue = Catalogue::from_iter([message, uncut, Message::new("A_D", "up")]);
        let found = write(&catalogue).text;
        let (note, patterns) = found.split_once("\n\n").expect("there is a note");
        assert!(note.lines().all(|line| line.starts_with("# ")), "{note}");
        let uncut = "# A_C has no values here: two of its values are adjacent.";
        assert!(note.ends_with(uncut), "{note}");
        let expected = r"MESSAGE_A_B \A%{MESSAGE_HEAD} (?<id>A_B) 100\x25: (?<x>[^\\\x00-\x1f\x7f]*) to (?<text_>(?:0|1[0-9]{2}|2[0-4][0-9]{1}|25[0-4]|[1-9][0-9]{0,1}|255))\.\z";
        let lines: Vec<&str> = patterns.lines().skip(2).collect();
        assert_eq!(lines, [expected]);
    }
}
