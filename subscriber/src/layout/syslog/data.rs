//! Writes the structured data of RFC 5424.

use kea_messages::{Escaper, Value};
use std::fmt::{self, Write};

/// Writes the elements of a record.
pub(super) struct Data<'a> {
    line: &'a mut String,
    enterprise: u32,
}

/// The maximum length of a parameter's name.
const NAME_LENGTH: usize = 32;

impl<'a> Data<'a> {
    pub(super) const fn new(line: &'a mut String, enterprise: u32) -> Self {
        Self { line, enterprise }
    }

    /// Writes an element, whose parameters `write` writes. An element without parameters is
    /// omitted. Each name can only be used once per record.
    pub(super) fn element(&mut self, name: fmt::Arguments<'_>, write: impl FnOnce(&mut Self)) {
        let before = self.line.len();
        // Writing to a string does not fail.
        _ = write!(self.line, "[{name}@{}", self.enterprise);
        let start = self.line.len();
        write(self);
        if self.line.len() == start {
            self.line.truncate(before);
        } else {
            self.line.push(']');
        }
    }

    /// Writes a parameter of the current element.
    pub(super) fn parameter(&mut self, name: &str, value: Value<'_>) {
        self.line.push(' ');
        write_name(name, self.line);
        *self.line += "=\"";
        _ = write!(Inside(self.line), "{value}");
        self.line.push('"');
    }
}

/// Writes a name, in which `_` replaces each character that the RFC does not allow.
fn write_name(name: &str, line: &mut String) {
    let is_plain = |c: char| c.is_ascii_graphic() && !"=]\"".contains(c);
    let letters = name.chars().take(NAME_LENGTH);
    line.extend(letters.map(|c| if is_plain(c) { c } else { '_' }));
    if name.is_empty() {
        line.push('_');
    }
}

/// Escapes text inside a parameter's value. Unsafe characters are escaped as in other layouts, but
/// the backslash only as the RFC requires, so that a reader returns the original value.
struct Inside<'a>(&'a mut String);

impl Write for Inside<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for (index, part) in text.split('\\').enumerate() {
            if index > 0 {
                self.0.push_str(r"\\");
            }
            Escaper(Quoted(self.0)).write_str(part)?;
        }
        Ok(())
    }
}

/// Writes the three escapes that the RFC requires.
struct Quoted<'a>(&'a mut String);

impl Write for Quoted<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for part in text.split_inclusive(['"', '\\', ']']) {
            match part.strip_suffix(['"', '\\', ']']) {
                Some(before) => {
                    *self.0 += before;
                    self.0.push('\\');
                    self.0.extend(part.chars().next_back());
                }
                None => *self.0 += part,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Parses an element by the grammar of the RFC.
    fn read(data: &str) -> Option<(&str, Vec<(&str, String)>)> {
        let mut rest = data.strip_prefix('[')?;
        let (element, after) = rest.split_at(rest.find([' ', ']'])?);
        rest = after;
        let mut parameters = Vec::new();
        while let Some(parameter) = rest.strip_prefix(' ') {
            let (name, value) = parameter.split_once("=\"")?;
            let is_name = |c: char| ('!'..='~').contains(&c) && !"= ]\"".contains(c);
            if !(1..=32).contains(&name.len()) || !name.chars().all(is_name) {
                return None;
            }
            let mut read = String::new();
            let mut letters = value.char_indices();
            let end = loop {
                match letters.next()? {
                    (at, '"') => break at,
                    (_, ']') => return None,
                    (_, '\\') => match letters.next()?.1 {
                        c @ ('"' | '\\' | ']') => read.push(c),
                        _ => return None,
                    },
                    (_, c) => read.push(c),
                }
            };
            parameters.push((name, read));
            rest = value.get(end + 1..)?;
        }
        (rest == "]").then_some((element, parameters))
    }

    fn written(name: &str, value: Value<'_>) -> String {
        let mut line = String::new();
        let mut data = Data::new(&mut line, 32473);
        data.element(format_args!("arguments"), |data| {
            data.parameter(name, value);
        });
        line
    }

    #[test]
    fn a_value_is_escaped_by_the_rfc() {
        for (value, expected) in [
            ("", ""),
            ("192.0.2.7", "192.0.2.7"),
            (r#"say "a""#, r#"say \"a\""#),
            (r"C:\d", r"C:\\d"),
            ("a]b[c", r"a\]b[c"),
            ("\\\"]", r#"\\\"\]"#),
            ("a\nb", r"a\\nb"),
            ("\u{1b}[31m", r"\\u{1b}[31m"),
            ("größe", "größe"),
        ] {
            let expected = format!(r#"[arguments@32473 name="{expected}"]"#);
            assert_eq!(written("name", Value::Str(value)), expected);
        }
        let number = written("n", Value::I64(-3));
        assert_eq!(number, r#"[arguments@32473 n="-3"]"#);
        let secret = written("key", Value::Secret);
        assert_eq!(secret, r#"[arguments@32473 key="<redacted>"]"#);
    }

    #[test]
    fn an_element_without_parameters_is_left_out() {
        let mut line = "a".to_owned();
        Data::new(&mut line, 1).element(format_args!("none"), |_| ());
        assert_eq!(line, "a");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(name in any::<String>(), value in any::<String>()) {
            let line = written(&name, Value::Display(&value));
            let (element, parameters) = read(&line).expect(&line);
            prop_assert_eq!(element, "arguments@32473");
            prop_assert_eq!(parameters.len(), 1);
            // Unsafe characters are escaped, and a backslash is not one of them.
            let expected: String = value
                .split('\\')
                .map(|part| kea_messages::OneLine(part).to_string())
                .collect::<Vec<_>>()
                .join("\\");
            prop_assert_eq!(&parameters[0].1, &expected);
            prop_assert!(!line.chars().any(char::is_control));
        }

        #[test]
        fn the_rfcs_own_characters_are_read(value in r#"["\\\]\[= a\n]{0,12}"#) {
            let line = written("name", Value::Str(&value));
            let (_, parameters) = read(&line).expect(&line);
            prop_assert_eq!(&parameters[0].1, &value.replace('\n', r"\n"));
        }
    }
}
