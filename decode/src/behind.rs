//! Reads lines of formatters that write the fields of a message after its text:
//! `text message_id="A_B" severity="warn" client="a1"`.
//!
//! Each value is in the line twice, so a reading is only accepted if both are the same. A value
//! that contains fields leads to other readings, but in those, the values differ.

mod fields;

use self::fields::{Cut, Cuts, Fields, skip_colors};
use crate::layout::Head;
use crate::line::Reading;
use crate::pattern::Pattern;
use crate::search::Readings;
use crate::value::Value;
use kea_messages_core::record::MESSAGE_ID;
use memchr::memmem;
use std::borrow::Cow;

/// The maximum number of fields with the name of the ID. Only a crafted line has more.
const MAX_IDS: usize = 16;

/// The contents of a line with fields after its text.
pub(crate) struct Behind<'l, 'p> {
    pub(crate) id: &'l str,
    /// The head before the text, and the text.
    pub(crate) head: &'l str,
    pub(crate) text: &'l str,
    pub(crate) severity: Option<&'l str>,
    pub(crate) readings: Vec<Reading<'p>>,
    /// Whether no other reading can be the right one.
    pub(crate) is_certain: bool,
    /// Whether the catalogue has the ID.
    pub(crate) is_known: bool,
    pub(crate) layout: &'static str,
}

/// Reads the fields after a text. Returns `None` if no field contains an ID.
pub(crate) fn read<'l, 'p>(
    line: &'l str,
    head: &Head<'l>,
    patterns: impl Fn(&str) -> Option<&'p [Pattern]>,
) -> Option<Behind<'l, 'p>> {
    let places: Vec<usize> = memmem::find_iter(line.as_bytes(), MESSAGE_ID)
        .take(MAX_IDS + 1)
        .collect();
    let mut best: Option<Behind<'l, 'p>> = None;
    let mut is_alone = true;
    for (index, place) in places.iter().enumerate() {
        let Some(fields) = Fields::at(line, *place) else {
            continue;
        };
        let known = patterns(fields.id);
        let is_last = index + 1 == places.len();
        let mut found = Behind {
            id: fields.id,
            head: "",
            text: line[..fields.text_end].trim_start(),
            severity: fields.severity,
            readings: Vec::new(),
            is_certain: places.len() <= MAX_IDS,
            is_known: known.is_some(),
            layout: if fields.is_quoted {
                "tracing"
            } else if fields.form.between == ", " {
                "slog"
            } else {
                "env_logger"
            },
        };
        for pattern in known.unwrap_or_default() {
            found.add(line, head, &fields, pattern, (places.len() == 1, is_last));
        }
        let rank = |behind: &Behind<'_, '_>| (!behind.readings.is_empty(), behind.is_known);
        match &mut best {
            Some(best) if !best.readings.is_empty() && !found.readings.is_empty() => {
                // The line can be either of two messages.
                is_alone = false;
            }
            Some(best) if rank(best) >= rank(&found) => {}
            best => *best = Some(found),
        }
    }
    let mut best = best?;
    best.is_certain &= is_alone;
    Some(best)
}

impl<'l, 'p> Behind<'l, 'p> {
    /// Adds the readings of the line as this message. `is_only` is whether no other field contains
    /// an ID, and `is_last` is whether none after this one does.
    fn add(
        &mut self,
        line: &'l str,
        head: &Head<'l>,
        fields: &Fields<'l>,
        pattern: &'p Pattern,
        (is_only, is_last): (bool, bool),
    ) {
        let mut cuts = Cuts::default();
        cuts.cut(fields, fields.rest, &pattern.names, &mut Vec::new(), false);
        self.is_certain &= !cuts.gave_up;
        let before = &line[..fields.text_end];
        for cut in &cuts.found {
            for (start, values, is_exact) in texts(before, head, pattern, cut) {
                let is_start = is_start(line, head, start);
                // A value without quotes can contain anything, including other fields.
                let is_whole = !cut.has_more || is_last && !cut.is_open;
                self.is_certain &= is_exact && is_start && is_whole && (is_only || !cut.is_open);
                (self.head, self.text) = before.split_at(start);
                let reading = Reading::new(&pattern.names[..values.len()], values);
                if !self.readings.contains(&reading) {
                    self.readings.push(reading);
                }
            }
        }
        if !cuts.found.is_empty() || pattern.names.is_empty() {
            return;
        }
        // The line has other names for the arguments. For example, Kea's catalogues have no names.
        self.is_certain = false;
        for start in head.starts.iter().filter(|start| **start <= before.len()) {
            let text = before[*start..].trim_start_matches(' ');
            let Readings { found, gave_up } = pattern.read(text);
            if gave_up {
                break;
            }
            if self.readings.is_empty() && !found.is_empty() {
                (self.head, self.text) = before.split_at(before.len() - text.len());
            }
            self.readings.extend(found.into_iter().map(|values| {
                let values: Vec<_> = values.into_iter().map(Value::into_owned).collect();
                Reading::new(&pattern.names[..values.len()], values)
            }));
        }
    }
}

/// Finds the places where the text of the message with these values can begin. Returns each place
/// with its values, and whether the text cannot be read in another way there.
fn texts<'p>(
    before: &str,
    head: &Head<'_>,
    pattern: &'p Pattern,
    cut: &Cut,
) -> Vec<(usize, Vec<Value<'p>>, bool)> {
    let typed = |values: &[String]| -> Option<Vec<Value<'p>>> {
        let values = values.iter().enumerate();
        values
            .map(|(index, value)| Value::of(pattern.value_type(index), Cow::Owned(value.clone())))
            .collect()
    };
    if !pattern.has_formats() {
        let Some(values) = typed(&cut.values) else {
            return Vec::new();
        };
        let text = pattern.format(&values);
        let is_end = |text: &str| before.ends_with(text).then(|| before.len() - text.len());
        let start = is_end(&text).or_else(|| is_end(&sanitized(&text)));
        return start
            .map(|start| (start, values, true))
            .into_iter()
            .collect();
    }
    // A formatted value is only in the text.
    let mut found = Vec::new();
    for start in head.starts.iter().filter(|start| **start <= before.len()) {
        let text = before[*start..].trim_start_matches(' ');
        let readings = pattern.read(text);
        let is_all = !readings.gave_up && readings.found.len() == 1;
        for read in readings.found {
            let mut values = cut.values.clone();
            let is_same = read.iter().enumerate().all(|(index, value)| {
                if pattern.is_formatted(index) {
                    value.as_str().clone_into(&mut values[index]);
                }
                values[index] == value.as_str()
            });
            if let Some(values) = typed(&values).filter(|_| is_same) {
                found.push((before.len() - text.len(), values, is_all));
            }
        }
    }
    found
}

/// Whether only spaces and colours are between an element of the head and this place.
fn is_start(line: &str, head: &Head<'_>, place: usize) -> bool {
    head.starts.iter().any(|start| {
        let between = line.get(*start..place);
        between.is_some_and(|between| skip_colors(between, &[' ', '\t']).is_empty())
    })
}

/// Escapes the characters that control a terminal, as tracing-subscriber does.
fn sanitized(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\x1b' | '\x07' | '\x08' | '\x0c' | '\x7f' => {
                out += &format!("\\x{:02x}", u32::from(letter));
            }
            '\u{80}'..='\u{9f}' => out += &format!("\\u{{{:x}}}", u32::from(letter)),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::layout::walk;
    use crate::pattern::Pattern;
    use kea_messages_catalog::{Argument, Message};

    /// Returns `severity ID "text": reading | reading`, with a question mark in front if it is not
    /// certain.
    fn shown(message: &Message, line: &str) -> String {
        let patterns = [Pattern::new(message)];
        let known = |id: &str| (id == "A_B").then_some(&patterns[..]);
        let Some(behind) = read(line, &walk(line), known) else {
            return String::new();
        };
        let readings: Vec<String> = behind.readings.iter().map(ToString::to_string).collect();
        let mark = if behind.is_certain { "" } else { "? " };
        let severity = behind.severity.unwrap_or("-");
        format!(
            "{mark}{severity} {} {:?}: {}",
            behind.id,
            behind.text,
            readings.join(" | ")
        )
    }

    #[test]
    fn lines() {
        let mut message = Message::new("A_B", "%1 on %2");
        let nr = Argument::named("nr").with_type("u32");
        message.arguments = Some(vec![Argument::named("what"), nr]);
        for (line, expected) in [
            (
                r#"INFO kea: x on 3 message_id="A_B" severity="warn" what="x" nr=3"#,
                r#"warn A_B "x on 3": what=x nr=3"#,
            ),
            (
                r#"INFO kea: x on 3 message_id="A_B" severity="debug" debug_level=40 what=x nr=3"#,
                r#"debug A_B "x on 3": what=x nr=3"#,
            ),
            (
                "x, message_id: y on 3, message_id: \"A_B\", what: \"x, message_id: y\", nr: 3",
                r#"- A_B "x, message_id: y on 3": what=x, message_id: y nr=3"#,
            ),
            (
                "x y nr=4 on 3 message_id=A_B severity=warn what=x y nr=4 nr=3",
                r#"warn A_B "x y nr=4 on 3": what=x y nr=4 nr=3"#,
            ),
            (
                "\x1b[32mINFO\x1b[0m x on 3 \x1b[3mmessage_id\x1b[0m\x1b[2m=\x1b[0m\"A_B\" \x1b[3mwhat\x1b[0m\x1b[2m=\x1b[0mx \x1b[3mnr\x1b[0m\x1b[2m=\x1b[0m3",
                r#"- A_B "x on 3": what=x nr=3"#,
            ),
            (
                r#"a\x1b on 3 message_id="A_B" what="a\u{1b}" nr=3"#,
                "- A_B \"a\\\\x1b on 3\": what=a\u{1b} nr=3",
            ),
            // The fields of spans follow.
            (
                r#"x on 3 message_id="A_B" what="x" nr=3 span=y"#,
                r#"- A_B "x on 3": what=x nr=3"#,
            ),
            (
                r#"x y on 3 message_id="A_B" what=x y nr=3 span=y"#,
                r#"? - A_B "x y on 3": what=x y nr=3"#,
            ),
            // The text does not begin where the head ends.
            (
                r#"it is x on 3 message_id="A_B" what="x" nr=3"#,
                r#"? - A_B "x on 3": what=x nr=3"#,
            ),
            // The values or their names differ, or the ID is another one.
            (
                r#"x on 3 message_id="A_B" what="y" nr=3"#,
                r#"- A_B "x on 3": "#,
            ),
            (
                r#"x on 3 message_id="A_B" arg1="x" arg2=3"#,
                r#"? - A_B "x on 3": what=x nr=3"#,
            ),
            (
                r#"x on 3 message_id="A_C" what="x" nr=3"#,
                r#"- A_C "x on 3": "#,
            ),
            (r#"x on 3 message_id="a b" what="x" nr=3"#, ""),
            ("x on 3 with message_id", ""),
            ("x on 3 my_message_id=A_B", ""),
        ] {
            assert_eq!(shown(&message, line), expected, "{line:?}");
        }
    }

    /// A formatted value is only in the text.
    #[test]
    fn formats() {
        let mut message = Message::new("A_B", "");
        message.arguments = Some(vec![Argument::named("id").with_type("u8")]);
        message.set_text("in {id:#04x}");
        for (line, expected) in [
            (
                r#"kea: in 0x0a message_id="A_B" id=10"#,
                r#"- A_B "in 0x0a": id=0x0a"#,
            ),
            (
                r#"kea: at 0x0a message_id="A_B" id=10"#,
                r#"- A_B "kea: at 0x0a": "#,
            ),
        ] {
            assert_eq!(shown(&message, line), expected, "{line:?}");
        }
    }

    /// A line that was crafted to take long is given up soon, and is not certain.
    #[test]
    fn a_hostile_line_ends() {
        let mut message = Message::new("A_B", "%1%2%3");
        message.arguments = Some(["a", "b", "c"].map(Argument::named).into());
        let line = format!("x message_id=A_B a={}", " b= c=".repeat(10_000));
        assert!(shown(&message, &line).starts_with("? "), "it is certain");
        let line = "x message_id=A_B a= ".repeat(10_000);
        assert!(shown(&message, &line).starts_with("? "), "it is certain");
    }
}
