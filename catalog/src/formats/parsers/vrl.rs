//! Writes a program in the Vector Remap Language.
//!
//! The expressions are those of Rust, which have no lookahead. So an expression finds some split,
//! and then the program checks whether a value contains a literal next to it that must not occur in
//! it.

use super::cut::{Cut, Form, borders, cuts};
use super::note::{comment, note};
use super::regex;
use crate::formats::Converted;
use crate::{Catalogue, Message};
use std::fmt::Write as _;

/// An integer in Vector has 64 bits.
const MAX_DIGITS: usize = 18;

/// Writes a program in the Vector Remap Language that reads the lines of a catalogue's
/// messages.
///
/// It reads the field `.message`, and sets `.time`, `.severity`, `.logger`, `.pid`, `.id`,
/// `.text`, and in `.arguments` the values of the arguments by their names: integers and
/// booleans if the catalogue declares these types, otherwise strings. An event whose
/// `.message` is not in Kea's layout is left unchanged.
///
/// The program is less exact than `decode`: a line only has values if the literals between them
/// show that its text can be split in only one way. A line with a backslash, or with an integer of
/// more than 18 digits, has no values.
///
/// ```
/// use kea_messages_catalog::formats::parsers::vrl;
/// use kea_messages_catalog::{Catalogue, Message};
///
/// let message = Message::new("ALLOC_FAIL", "%1: no address left");
/// let program = vrl::write(&Catalogue::from_iter([message])).text;
/// assert!(program.contains(r#".arguments = {"arg1": found.v1}"#));
/// ```
#[must_use]
pub fn write(catalogue: &Catalogue) -> Converted {
    let cuts = cuts(catalogue);
    let own = ["An event whose `.message` is not such a line is left unchanged."];
    let mut out = comment(&note(catalogue, &cuts, &own), "# ");
    let (time, severity) = (regex::TIME, regex::SEVERITY);
    let (logger, process, id) = (regex::LOGGER, regex::PROCESS, regex::ID);
    // Writing to a `String` does not fail.
    _ = writeln!(
        out,
        r#"
line, not_a_string = string(.message)
head, other_layout = parse_regex(line, r'\A(?P<time>{time}) (?P<severity>{severity}) +\[(?P<logger>{logger})/(?P<pid>{process})\] (?:(?P<id>{id})(?: |\z))?(?P<text>(?s:.*))\z')
if not_a_string == null && other_layout == null {{
  .time = head.time
  .severity = head.severity
  .logger = head.logger
  .pid = head.pid
  .text = head.text
  text = to_string(head.text)
  id = to_string(head.id)
  if id != "" {{ .id = id }}"#
    );
    let with_values = cuts.iter().filter_map(|(message, cut)| {
        let cut = cut.as_ref().ok().filter(|cut| !cut.values.is_empty())?;
        Some((*message, cut))
    });
    // The messages of a module are in one block, so that few IDs are compared.
    let mut module = "";
    for (message, cut) in with_values {
        if message.module() != module {
            if !module.is_empty() {
                out += "  }\n";
            }
            module = message.module();
            _ = writeln!(out, "  if starts_with(id, \"{module}_\") {{");
        }
        add(&mut out, message, cut);
    }
    if !module.is_empty() {
        out += "  }\n";
    }
    out += "}\n.\n";
    Converted::whole(out)
}

/// Adds the code that reads the text of a message.
fn add(out: &mut String, message: &Message, cut: &Cut) {
    let mut expression = regex::literal(&cut.head);
    let mut apart = String::new();
    let mut values = Vec::with_capacity(cut.values.len());
    let arguments = message.named_arguments();
    for (index, value) in cut.values.iter().enumerate() {
        let number = index + 1;
        let form = regex::typed(value.form, MAX_DIGITS);
        let literal = regex::literal(&value.literal);
        expression += &format!("(?P<v{number}>{form}){literal}");
        if value.form == Form::Text {
            let others = beside(cut, index);
            if !others.is_empty() {
                let others = others.join("|");
                apart += &format!(" && !match(string!(found.v{number}), r'{others}')");
            }
        }
        let name = arguments
            .get(value.argument)
            .map_or("", |it| it.name.as_str());
        let found = match value.form {
            Form::Unsigned(_) | Form::Signed(_) => format!("to_int!(found.v{number})"),
            Form::Bool => format!("(found.v{number} == \"true\")"),
            _ => format!("found.v{number}"),
        };
        values.push(format!("\"{name}\": {found}"));
    }
    let (id, values) = (&message.id, values.join(", "));
    // Writing to a `String` does not fail.
    _ = writeln!(
        out,
        "    if id == \"{id}\" {{\n      found, other_text = parse_regex(text, r'\\A{expression}\\z')\n      \
         if other_text == null{apart} {{ .arguments = {{{values}}} }}\n    }}"
    );
}

/// Returns expressions for the texts that must not occur in a value: the literals next to it, and
/// parts of them that would complete another occurrence of a literal.
fn beside(cut: &Cut, value: usize) -> Vec<String> {
    let mut others = Vec::new();
    if let Some(before) = cut.apart_before(value) {
        others.push(regex::literal(before));
        let ends = borders(before).map(|border| &before[border..]);
        others.extend(ends.map(|end| format!(r"\A{}", regex::literal(end))));
    }
    if let Some(behind) = cut.apart_behind(value) {
        others.push(regex::literal(behind));
        let begins = borders(behind).map(|border| &behind[..behind.len() - border]);
        others.extend(begins.map(|begin| format!(r"{}\z", regex::literal(begin))));
    }
    others
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_beside_a_value() {
        let mut message = Message::new("A_B", "%1 to %2: %3");
        message.arguments = None;
        let cut = Cut::of(&message).expect("it can be cut");
        let found: Vec<_> = (0..3).map(|value| beside(&cut, value)).collect();
        let expected: [&[&str]; 3] = [&[" to ", r" to\z"], &[" to ", r"\Ato ", ": "], &[": "]];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_module_is_opened_and_closed() {
        let messages = ["A_B", "A_C", "B_C"].map(|id| Message::new(id, "%1"));
        let program = write(&Catalogue::from_iter(messages)).text;
        assert_eq!(program.matches("if starts_with(").count(), 2);
        assert_eq!(program.matches('{').count(), program.matches('}').count());
        let none = write(&Catalogue::from_iter([Message::new("A_B", "up")])).text;
        assert!(!none.contains("starts_with"), "{none}");
    }
}
