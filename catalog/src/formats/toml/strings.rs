//! Converts keys and strings to TOML.

use toml_writer::{
    ToTomlKey as _, ToTomlValue as _, TomlKeyBuilder, TomlString, TomlStringBuilder,
};

/// Returns a key, in quotes if it needs them.
pub(in crate::formats) fn key(name: &str) -> String {
    TomlKeyBuilder::new(name).as_default().to_toml_key()
}

/// Returns a string on one line.
pub(in crate::formats) fn one_line(text: &str) -> String {
    let text = TomlStringBuilder::new(text);
    let pretty: Option<TomlString<'_>> = text.as_basic_pretty().or_else(|| text.as_literal());
    pretty.unwrap_or_else(|| text.as_basic()).to_toml_value()
}

/// Returns a string on as many lines as its text has.
pub(super) fn lines(text: &str) -> String {
    if !text.contains('\n') {
        return one_line(text);
    }
    let text = TomlStringBuilder::new(text);
    let pretty: Option<TomlString<'_>> = text.as_ml_basic_pretty();
    pretty.unwrap_or_else(|| text.as_ml_basic()).to_toml_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings() {
        let cases = [
            ("up", r#""up""#, r#""up""#),
            (r"a\b", r"'a\b'", r"'a\b'"),
            (r#"it's "up""#, r#""it's \"up\"""#, r#""it's \"up\"""#),
            ("a\nb", r#""a\nb""#, "\"\"\"\na\nb\"\"\""),
            ("a\n\\", r#""a\n\\""#, "\"\"\"\na\n\\\\\"\"\""),
        ];
        for (text, on_one_line, on_lines) in cases {
            assert_eq!(
                (one_line(text), lines(text)),
                (on_one_line.into(), on_lines.into())
            );
        }
        assert_eq!((key("A_1"), key("a b")), ("A_1".into(), r#""a b""#.into()));
    }
}
