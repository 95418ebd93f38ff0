//! Parses the fields after a text, and finds the values that they can have.

use crate::layout::sequence;
use kea_messages_core::id::is_id;
use kea_messages_core::record::{DEBUG_LEVEL, MESSAGE_ID, SEVERITY};
use memchr::memmem;

/// The maximum number of ways to cut the fields after an ID, and of steps to find them. Only a
/// crafted line needs more.
const MAX_CUTS: usize = 64;
const MAX_STEPS: usize = 4_096;

/// The fields after a text.
pub(super) struct Fields<'l> {
    /// The end of the text before the fields.
    pub(super) text_end: usize,
    pub(super) id: &'l str,
    pub(super) severity: Option<&'l str>,
    /// The rest of the line, after the fields that every message has.
    pub(super) rest: &'l str,
    /// Whether texts are in quotes, with the escapes of Rust.
    pub(super) is_quoted: bool,
    pub(super) form: Form,
}

/// The separator between fields, and between a name and a value.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) between: &'static str,
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
    /// Returns what follows the name of a field and its separator, if a text begins with that
    /// field. There can be colours between its parts.
    fn value_of<'l>(self, text: &'l str, name: &str) -> Option<&'l str> {
        let text = skip_colors(text, &[]).strip_prefix(self.between)?;
        self.behind_name(skip_colors(text, &[]).strip_prefix(name)?)
    }

    fn behind_name(self, text: &str) -> Option<&str> {
        let rest = skip_colors(text, &[]);
        let colors = &text[..text.len() - rest.len()];
        let value = rest.strip_prefix(self.before_value)?;
        // A colour that is still on is reset before the value. Any other reset belongs to the
        // value.
        let is_on = !colors.is_empty() && !colors.ends_with(RESET);
        Some(value.strip_prefix(RESET).filter(|_| is_on).unwrap_or(value))
    }
}

/// The sequence that resets a colour.
const RESET: &str = "\x1b[0m";

impl<'l> Fields<'l> {
    /// Parses the fields that begin with the ID. The name of the field with the ID is at `place`.
    pub(super) fn at(line: &'l str, place: usize) -> Option<Self> {
        // Skip the colours before the name.
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

/// Parses a word of letters, digits and underscores, in quotes if `is_quoted`. Returns it and the
/// rest of the text.
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

/// The values of the fields, in one of the ways to cut them.
pub(super) struct Cut {
    pub(super) values: Vec<String>,
    /// Whether a text has no quotes, so that its end is not certain.
    pub(super) is_open: bool,
    /// Whether other fields follow.
    pub(super) has_more: bool,
}

#[derive(Default)]
pub(super) struct Cuts {
    pub(super) found: Vec<Cut>,
    steps: usize,
    pub(super) gave_up: bool,
}

impl Cuts {
    /// Cuts fields with these names, in this order.
    pub(super) fn cut(
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
            // In the `compact` format of tracing-subscriber, the fields of spans follow here.
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

/// Returns the places where a value without quotes can end: before the field with this name or, for
/// the last value, at the end of the line or before any field.
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

/// Parses a string in quotes at the beginning of a text, as Rust's `Debug` writes it. Returns its
/// value and the rest of the text.
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

/// Skips colours and these letters at the beginning of a text.
pub(super) fn skip_colors<'t>(mut text: &'t str, letters: &[char]) -> &'t str {
    loop {
        let rest = text.trim_start_matches(letters);
        let rest = sequence(rest).map_or(rest, |length| &rest[length..]);
        if rest.len() == text.len() {
            return text;
        }
        text = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

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
}
