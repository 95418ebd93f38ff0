//! Lines of formatters that write the fields of a message after its text: `text
//! message_id="A_B" severity="warn" client="a1"`.
//!
//! So each value is in the line twice, and only a reading in which both are the same is
//! accepted. A value that contains fields creates other readings, in which they differ.

use crate::layout::{Head, sequence};
use crate::line::Reading;
use crate::pattern::Pattern;
use crate::search::Readings;
use crate::value::Value;
use kea_messages_core::id::is_id;
use kea_messages_core::record::{DEBUG_LEVEL, MESSAGE_ID, SEVERITY};
use memchr::memmem;
use std::borrow::Cow;

/// The most fields with the name of the ID, and the most ways to cut the fields after one
/// of them, and the most steps to find them. Only a line that was made so has more.
const MAX_IDS: usize = 16;
const MAX_CUTS: usize = 64;
const MAX_STEPS: usize = 4_096;

/// What a line with fields after its text says.
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

/// Reads the fields after a text. `None` if the line has none with an ID.
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
                // Two messages can be what was logged.
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
    /// Adds the readings of the line as this message. `(is_only, is_last)` says whether
    /// there is no other field with an ID, and whether there is none after this one.
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
                // What has no quotes can have anything in it, other fields too.
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
        // The names of the arguments are others here, as those of Kea's catalogues are.
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

/// Where the text of the message with these values can begin, with its values, and whether
/// it is known that there is no other.
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
    // What a format makes of a value is in the text alone.
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

/// Whether only spaces and colours are between an element of the head and this
/// place.
fn is_start(line: &str, head: &Head<'_>, place: usize) -> bool {
    head.starts.iter().any(|start| {
        let between = line.get(*start..place);
        between.is_some_and(|between| skip_colors(between, &[' ', '\t']).is_empty())
    })
}

/// The rest after colours and these letters.
fn skip_colors<'t>(mut text: &'t str, letters: &[char]) -> &'t str {
    loop {
        let rest = text.trim_start_matches(letters);
        let rest = sequence(rest).map_or(rest, |length| &rest[length..]);
        if rest.len() == text.len() {
            return text;
        }
        text = rest;
    }
}

/// A text without what drives a terminal, as tracing-subscriber writes it.
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

/// The fields after a text.
struct Fields<'l> {
    /// Where the text before them ends.
    text_end: usize,
    id: &'l str,
    severity: Option<&'l str>,
    /// The rest after the fields that every message has.
    rest: &'l str,
    /// Whether texts are in quotes, with the escapes of Rust.
    is_quoted: bool,
    form: Form,
}

/// The separator between fields, and between a name and a value.
#[derive(Clone, Copy)]
struct Form {
    between: &'static str,
    before_value: &'static str,
}

const FORMS: [Form; 2] = [
    Form {
        between: " ",
        before_value: "=",
    },
    Form {
        between: ", ",
        before_value: ": ",
    },
];

impl Form {
    /// What follows the name of a field, if a text begins with that field. There can be
    /// colours between its parts.
    fn value_of<'l>(self, text: &'l str, name: &str) -> Option<&'l str> {
        let text = skip_colors(text, &[]).strip_prefix(self.between)?;
        self.behind_name(skip_colors(text, &[]).strip_prefix(name)?)
    }

    fn behind_name(self, text: &str) -> Option<&str> {
        let rest = skip_colors(text, &[]);
        let colors = &text[..text.len() - rest.len()];
        let value = rest.strip_prefix(self.before_value)?;
        // A colour that is on there ends before the value. Others are the value's.
        let is_on = !colors.is_empty() && !colors.ends_with(RESET);
        Some(value.strip_prefix(RESET).filter(|_| is_on).unwrap_or(value))
    }
}

/// What ends a colour.
const RESET: &str = "\x1b[0m";

impl<'l> Fields<'l> {
    /// The fields that begin with the ID, whose name is at this place.
    fn at(line: &'l str, place: usize) -> Option<Self> {
        // The colours before the name.
        let mut before = &line[..place];
        while let Some(escape) = before.rfind('\x1b') {
            if sequence(&before[escape..]) != Some(before.len() - escape) {
                break;
            }
            before = &before[..escape];
        }
        let behind = &line[place + MESSAGE_ID.len()..];
        let (form, value) = FORMS.into_iter().find_map(|form| {
            let ends = before.is_empty() || before.ends_with(form.between);
            Some((form, form.behind_name(behind).filter(|_| ends)?))
        })?;
        let text_end = before.len().saturating_sub(form.between.len());
        let is_quoted = value.starts_with('"');
        let (id, rest) = word(value, is_quoted)?;
        if !is_id(id) {
            return None;
        }
        let mut fields = Self {
            text_end,
            id,
            severity: None,
            rest,
            is_quoted,
            form,
        };
        if let Some(value) = form.value_of(rest, SEVERITY) {
            let (severity, rest) = word(value, is_quoted)?;
            (fields.severity, fields.rest) = (Some(severity), rest);
        }
        if let Some(value) = form.value_of(fields.rest, DEBUG_LEVEL) {
            fields.rest = word(value, false)?.1;
        }
        Some(fields)
    }
}

/// A word of letters, digits and underscores, and what follows it.
fn word(text: &str, is_quoted: bool) -> Option<(&str, &str)> {
    let text = if is_quoted {
        text.strip_prefix('"')?
    } else {
        text
    };
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let (word, rest) = text.split_at(text.bytes().take_while(is_part).count());
    let rest = if is_quoted {
        rest.strip_prefix('"')?
    } else {
        rest
    };
    Some((word, rest))
}

/// Values that fields can have.
struct Cut {
    values: Vec<String>,
    /// Whether a text has no quotes, so that it ends where something else begins.
    is_open: bool,
    /// Whether other fields follow.
    has_more: bool,
}

#[derive(Default)]
struct Cuts {
    found: Vec<Cut>,
    steps: usize,
    gave_up: bool,
}

impl Cuts {
    /// Cuts fields with these names, in this order.
    fn cut(
        &mut self,
        fields: &Fields<'_>,
        rest: &str,
        names: &[Box<str>],
        values: &mut Vec<String>,
        is_open: bool,
    ) {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            self.gave_up = true;
            return;
        }
        let Some((name, names)) = names.split_first() else {
            let rest = skip_colors(rest, &[]);
            // tracing-subscriber's `compact` has those of the spans there.
            if rest.is_empty() || rest.starts_with(fields.form.between) {
                if self.found.len() == MAX_CUTS {
                    self.gave_up = true;
                    return;
                }
                self.found.push(Cut {
                    values: values.clone(),
                    is_open,
                    has_more: !rest.is_empty(),
                });
            }
            return;
        };
        let Some(value) = fields.form.value_of(rest, name) else {
            return;
        };
        if let Some((text, rest)) = fields.is_quoted.then(|| quoted(value)).flatten() {
            values.push(text);
            self.cut(fields, rest, names, values, is_open);
            values.pop();
        }
        for end in ends(fields.form, value, names.first().map(|name| &**name)) {
            if self.gave_up {
                return;
            }
            let bare = &value[..end];
            let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b".-+".contains(&byte);
            let is_open = is_open || !bare.bytes().all(is_word);
            values.push(bare.to_owned());
            self.cut(fields, &value[end..], names, values, is_open);
            values.pop();
        }
    }
}

/// Where a value without quotes can end: before the field with this name or, if it is the
/// last, at the end of the line or before any field.
fn ends(form: Form, value: &str, name: Option<&str>) -> Vec<usize> {
    let mut ends: Vec<usize> = memmem::find_iter(value.as_bytes(), form.between)
        .filter(|at| match name {
            Some(name) => form.value_of(&value[*at..], name).is_some(),
            None => is_field(form, &value[*at..]),
        })
        .take(MAX_CUTS)
        .collect();
    if name.is_none() {
        let colors = value.rfind('\x1b');
        let colors = colors.filter(|at| skip_colors(&value[*at..], &[]).is_empty());
        ends.push(colors.unwrap_or(value.len()));
        if colors.is_some() {
            ends.push(value.len());
        }
    }
    ends
}

/// Whether a text begins with a field of any name.
fn is_field(form: Form, text: &str) -> bool {
    let text = skip_colors(text.strip_prefix(form.between).unwrap_or(text), &[]);
    let name = text.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "_.#".contains(c));
    name.len() < text.len() && form.behind_name(name).is_some()
}

/// The string in quotes that a text begins with, if it is as Rust's `Debug` writes it, and
/// what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inside = text.strip_prefix('"')?;
    let mut value = String::new();
    let mut letters = inside.char_indices();
    loop {
        let (at, letter) = letters.next()?;
        match letter {
            '"' => {
                let length = '"'.len_utf8() + at + '"'.len_utf8();
                let (written, rest) = text.split_at(length);
                return (format!("{value:?}") == written).then_some((value, rest));
            }
            '\\' => match letters.next()?.1 {
                'n' => value.push('\n'),
                'r' => value.push('\r'),
                't' => value.push('\t'),
                '0' => value.push('\0'),
                'u' => {
                    let digits: String = letters
                        .by_ref()
                        .skip(1)
                        .map(|(_, letter)| letter)
                        .take_while(|letter| *letter != '}')
                        .take(8)
                        .collect();
                    value.push(char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?);
                }
                other => value.push(other),
            },
            other => value.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{quoted, read};
    use crate::layout::walk;
    use crate::pattern::Pattern;
    use kea_messages_catalog::{Argument, Message};

    /// `ID text; reading | reading`, with a question mark if it is not certain.
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
            // The text begins where no head ends.
            (
                r#"it is x on 3 message_id="A_B" what="x" nr=3"#,
                r#"? - A_B "x on 3": what=x nr=3"#,
            ),
            // The values are not the same, or not there.
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

    /// The text alone has what a format makes of a value.
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

    #[test]
    fn strings() {
        for value in [
            "",
            "a b",
            "\"\\'",
            "\n\r\t\0",
            "\u{1b}é\u{301}\u{202e}",
            "x=\"y\"",
        ] {
            let text = format!("{value:?} rest");
            assert_eq!(quoted(&text), Some((value.to_owned(), " rest")));
        }
        for text in [
            "",
            "a",
            "\"a",
            r#""\"#,
            r#""\u{}""#,
            r#""\u{110000}""#,
            r#""\q""#,
            "\"\t\"",
        ] {
            assert_eq!(quoted(text), None, "{text:?}");
        }
    }

    /// A line that was made to take long ends soon, and is not certain.
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
