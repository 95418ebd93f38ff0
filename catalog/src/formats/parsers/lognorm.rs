//! Writes a rulebase for liblognorm, which rsyslog's `mmnormalize` uses.
//!
//! liblognorm has no regular expressions. A value ends at the first occurrence of a text
//! (`string-to`) or of one of several characters (`char-sep`), and the rule fails if the rest does
//! not match.
//!
//! - The first value ends at the first occurrence of the literal after it. `string-to` matches
//!   at least one character, so there is another rule, which is tried first, for an empty
//!   value.
//! - A later value must not contain a certain character of the literal before it. The character is
//!   in the part of the literal after its longest prefix that is also a suffix, so the literal can
//!   neither occur in the value nor overlap with its start. The value must also not contain the
//!   first character of the literal after it, so that this literal does not occur too early. Both
//!   conditions are stricter than necessary, so a message has a rule for each of several characters
//!   of the literal: a space suits values that are words, and a colon suits values that are
//!   sentences.
//! - The parser `number` accepts any number of digits, without a reliable maximum. So all
//!   values have to be text.
//! - A line with a backslash or a control character matches a rule that is tried before
//!   all others.

use super::cut::{Cut, Form, Uncut, borders, cuts};
use super::names::names;
use super::note::{comment, note};
use crate::formats::Converted;
use crate::{Catalogue, Message};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The names of fields that every line has.
const TAKEN: [&str; 9] = [
    "date",
    "time",
    "fraction",
    "severity",
    "logger",
    "pid",
    "id",
    "text",
    "event.tags",
];

/// The maximum number of characters for which a message has rules.
const MAX_RULES: usize = 3;

/// The priorities of the rules that are tried first and last. The default is 30,000.
const FIRST: u16 = 1_000;
const LAST: u16 = 60_000;

/// Writes a rulebase of liblognorm for the lines of a catalogue's messages.
///
/// A line has the fields `date`, `time`, `fraction` (of the second), `severity`, `logger` and
/// `pid`, `id` if a message has that ID, and either the values of the arguments by their
/// names, or `text`. Its tag is the ID. Values are strings.
///
/// The rulebase is less exact than `decode`, and than the formats with regular expressions: a value
/// that follows another one must not contain a certain character of the literal between them.
/// Messages with an argument that has a type or is a secret have no values, and neither do lines
/// with a backslash. The name of a logger must not contain a slash. Bytes that are not UTF-8 are
/// not changed.
///
/// ```
/// use kea_messages_catalog::formats::parsers::lognorm;
/// use kea_messages_catalog::{Catalogue, Message};
///
/// let message = Message::new("ALLOC_FAIL", "%1: no address left");
/// let rules = lognorm::write(&Catalogue::from_iter([message])).text;
/// assert!(rules.contains(r#"{"extradata":": no address left","name":"arg1","type":"string-to"}"#));
/// ```
#[must_use]
pub fn write(catalogue: &Catalogue) -> Converted {
    let mut cuts = cuts(catalogue);
    for (_, cut) in &mut cuts {
        if let Some(reason) = cut.as_ref().ok().and_then(unsaid) {
            *cut = Err(Uncut::Unsaid(reason));
        }
    }
    let own = [
        "liblognorm has no regular expressions, so fewer lines have values: a value that is \
         followed by another one must not contain a certain character of the text between them. \
         Messages with a typed argument have no values. Bytes that are not UTF-8 are left as they \
         are. The name of a logger must not contain a slash.",
    ];
    let mut out = String::from("version=2\n");
    out += &comment(&note(catalogue, &cuts, &own), "# ");
    for blanks in [" ", "  "] {
        rule(&mut out, "type=@kea_head:", &head(blanks));
    }
    // This parser needs at least one byte before these, which is fine because a head begins with
    // others.
    let mut unsafe_bytes: String = ('\u{1}'..' ').collect();
    unsafe_bytes += "\\\u{7f}";
    let guard = json!({"type": "char-to", "extradata": unsafe_bytes, "priority": 1});
    rule(&mut out, "rule=:", &[guard, json!({"type": "rest"})]);
    let text = json!({"type": "rest", "name": "text", "priority": LAST});
    rule(
        &mut out,
        &format!("rule=:{HEAD}"),
        std::slice::from_ref(&text),
    );
    for (message, cut) in &cuts {
        let id = &message.id;
        // The ID is in the text of the rule, and not in a literal of the list, because liblognorm
        // then builds a tree of the IDs. A list can only have 255 alternatives.
        let name = format!("rule={id}:{HEAD}{id}");
        // Writing to a `String` does not fail.
        _ = writeln!(out, "annotate={id}:+id=\"{id}\"");
        rule(&mut out, &name, &[]);
        rule(&mut out, &format!("{name} "), std::slice::from_ref(&text));
        for fields in cut.iter().flat_map(|cut| texts(message, cut)) {
            rule(&mut out, &format!("{name} "), &fields);
        }
    }
    Converted::whole(out)
}

/// The parser for a head. Its name makes its fields part of the line.
const HEAD: &str = "%.:@kea_head%";

/// Adds a rule that begins with this text, and continues with these fields.
fn rule(out: &mut String, begin: &str, fields: &[Value]) {
    // Writing to a `String` does not fail.
    if fields.is_empty() {
        _ = writeln!(out, "{begin}");
        return;
    }
    let fields = Value::from(fields.to_vec()).to_string();
    // A percent sign could end the list.
    let fields = fields.replace('%', "\\u0025");
    _ = writeln!(out, "{begin}%{fields}%");
}

fn literal(text: &str) -> Value {
    json!({"type": "literal", "text": text})
}

/// Returns the head of a line, with these spaces after the severity.
fn head(blanks: &str) -> [Value; 12] {
    let letters: String = ('A'..='Z').collect();
    let severity = json!({
        "type": "string",
        "name": "severity",
        "quoting.mode": "none",
        "matching.permitted": [{"chars": letters}],
    });
    let up_to = |name: &str| json!({"type": "char-sep", "name": name, "extradata": "/]"});
    [
        json!({"type": "date-iso", "name": "date"}),
        literal(" "),
        json!({"type": "time-24hr", "name": "time"}),
        literal("."),
        json!({"type": "number", "name": "fraction"}),
        literal(" "),
        severity,
        literal(&format!("{blanks}[")),
        up_to("logger"),
        literal("/"),
        up_to("pid"),
        literal("] "),
    ]
}

/// Returns the reason why the values of a text cannot be found, if they cannot.
fn unsaid(cut: &Cut) -> Option<&'static str> {
    if cut.values.iter().any(|value| value.form != Form::Text) {
        return Some("liblognorm has no parser for one of its types");
    }
    let lacks = |index| {
        cut.apart_before(index)
            .is_some_and(|it| characters(it).is_empty())
    };
    (0..cut.values.len())
        .any(lacks)
        .then_some("a literal between its values has no ASCII character")
}

/// Returns the characters of a literal, one of which must not occur in the value after it.
fn characters(before: &str) -> Vec<char> {
    let border = borders(before).last().unwrap_or(0);
    let mut signs: Vec<char> = Vec::new();
    let mut letters = before[border..].chars().filter(char::is_ascii);
    for letter in letters.clone() {
        if !letter.is_ascii_alphanumeric() && !signs.contains(&letter) {
            signs.push(letter);
        }
    }
    signs.truncate(MAX_RULES);
    if signs.is_empty() {
        // A literal without punctuation has letters.
        signs.extend(letters.next());
    }
    signs
}

/// Returns the fields of the rules for a text, in the order in which the rules are tried.
fn texts(message: &Message, cut: &Cut) -> Vec<Vec<Value>> {
    let mut rules: Vec<Vec<Value>> = Vec::new();
    if cut.values.is_empty() {
        return rules;
    }
    let names = names(message, cut, &TAKEN);
    for round in 0..MAX_RULES {
        let fields = fields(cut, &names, round);
        if rules.contains(&fields) {
            break;
        }
        for (at, field) in fields.iter().enumerate() {
            let guard = match field["type"].as_str() {
                Some("string-to") => vec![json!({"type": "literal", "text": field["extradata"]})],
                _ => continue,
            };
            rules.push(first(&fields[..at], guard));
        }
        rules.push(fields);
    }
    rules
}

/// Returns a rule without values for a text in which these fields are followed by `guard`. It is
/// tried first.
fn first(before: &[Value], guard: Vec<Value>) -> Vec<Value> {
    let mut fields = before.to_vec();
    fields.extend(guard);
    for field in &mut fields {
        if let Some(field) = field.as_object_mut() {
            field.remove("name");
            field.insert("priority".to_owned(), FIRST.into());
        }
    }
    fields.push(json!({"type": "rest"}));
    fields
}

/// Returns the fields of a text. `round` selects the character of a literal that ends a value.
fn fields(cut: &Cut, names: &[String], round: usize) -> Vec<Value> {
    let mut fields = Vec::new();
    if !cut.head.is_empty() {
        fields.push(literal(&cut.head));
    }
    for (index, value) in cut.values.iter().enumerate() {
        let (name, behind) = (&names[index], &value.literal);
        let characters = cut.apart_before(index).map(characters);
        let field = match characters {
            Some(characters) => {
                let character = characters.get(round.min(characters.len() - 1));
                let ends: String = character
                    .copied()
                    .into_iter()
                    .chain(behind.chars().next())
                    .collect();
                json!({"type": "char-sep", "name": name, "extradata": ends})
            }
            None if behind.is_empty() => json!({"type": "rest", "name": name}),
            None => json!({"type": "string-to", "name": name, "extradata": behind}),
        };
        fields.push(field);
        if !behind.is_empty() {
            fields.push(literal(behind));
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_a_value_must_not_have() {
        let cases = [
            (": ", ": "),
            (" to ", " "),
            (" - to ", "- "),
            ("ab", "a"),
            ("aba", "b"),
            ("-x-", "-"),
            ("ß", ""),
            (" ,;:", " ,;"),
        ];
        for (literal, expected) in cases {
            let found: String = characters(literal).into_iter().collect();
            assert_eq!(found, expected, "{literal:?}");
        }
    }

    #[test]
    fn a_rule_for_each_character() {
        let message = Message::new("A_B", "%1: %2");
        let cut = Cut::of(&message).expect("it can be cut");
        let ends: Vec<Value> = texts(&message, &cut)
            .iter()
            .filter_map(|fields| fields.get(2))
            .map(|field| field["extradata"].clone())
            .collect();
        assert_eq!(ends, [":", " "]);
    }
}
