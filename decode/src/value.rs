//! The value of an argument, as written in a line.

use kea_messages_catalog::ValueType;
use std::borrow::Cow;

/// The value of an argument, as written in the line.
///
/// The declared type of the argument determines the variant.
///
/// ```
/// use kea_messages_catalog::{Argument, Message};
/// use kea_messages_decode::{Decoder, Outcome, Value};
///
/// let attempts = Argument::named("attempts").with_type("u32");
/// let mut message = Message::new("ALLOC_FAIL", "%1 failed after %2 attempt(s)");
/// message.arguments = Some(vec![Argument::named("client"), attempts]);
/// let decoder = Decoder::new([&message]);
/// let line = decoder.decode("ALLOC_FAIL 7 failed after 3 attempt(s)");
/// let Outcome::Decoded(reading) = line.outcome else { panic!() };
/// assert_eq!(reading.argument("client"), Some(&Value::Text("7".into())));
/// assert_eq!(reading.argument("attempts"), Some(&Value::Bare("3".into())));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// A text: the value of an argument without a type, or with any type other than
    /// those below.
    Text(Cow<'a, str>),
    /// A number or a boolean: the value of an argument that is declared as one. It is written
    /// without quotes in JSON. A floating-point number that JSON cannot represent exactly is a
    /// text.
    Bare(Cow<'a, str>),
    /// Bytes: the value of an argument that is declared as `&[u8]`, `[u8; N]` or `Vec<u8>`. In the
    /// line, they are `[0a 1b ff]`, and in JSON, a string of the digits: `"0a1bff"`.
    Bytes(Cow<'a, str>),
}

impl<'a> Value<'a> {
    /// Creates a value of this type from its text. Returns `None` if the type has no such value.
    pub(crate) fn of(value_type: &ValueType, text: Cow<'a, str>) -> Option<Self> {
        match value_type {
            ValueType::Text => Some(Self::Text(text)),
            _ if !value_type.accepts(&text) => None,
            _ if value_type.is_bare(&text) => Some(Self::Bare(text)),
            _ if value_type.is_bytes(&text) => Some(Self::Bytes(text)),
            _ => Some(Self::Text(text)),
        }
    }

    /// Creates a value of this type from the field of a line, such as a field of a JSON object. There,
    /// bytes can also be a string of their digits.
    pub(crate) fn of_field(value_type: &ValueType, field: &Cow<'a, str>) -> Option<Self> {
        Self::of(value_type, field.clone()).or_else(|| {
            let found = Self::of(value_type, printed(field)?.into())?;
            matches!(found, Self::Bytes(_)).then_some(found)
        })
    }
}

/// Returns the bytes with these digits as a text shows them.
fn printed(digits: &str) -> Option<String> {
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if digits.len() % 2 != 0 || !digits.bytes().all(is_digit) {
        return None;
    }
    let mut text = String::with_capacity(digits.len() / 2 * 3 + 2);
    text.push('[');
    for (index, digit) in digits.char_indices() {
        if index > 0 && index % 2 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text.push(']');
    Some(text)
}

/// Returns the digits of bytes that are written as a text shows them.
pub(crate) fn digits_of(printed: &str) -> impl Iterator<Item = u8> {
    printed.bytes().filter(u8::is_ascii_hexdigit)
}

impl Value<'_> {
    /// Returns the value as it was printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Text(value) | Self::Bare(value) | Self::Bytes(value) => value,
        }
    }

    /// Returns the same value without borrowing from the line.
    #[must_use]
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Text(value) => Value::Text(value.into_owned().into()),
            Self::Bare(value) => Value::Bare(value.into_owned().into()),
            Self::Bytes(value) => Value::Bytes(value.into_owned().into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Value;
    use kea_messages_catalog::ValueType;

    #[test]
    fn values_of_types() {
        for (name, text, expected) in [
            ("text", "7", Some(Value::Text("7".into()))),
            ("u8", "7", Some(Value::Bare("7".into()))),
            ("u8", "256", None),
            ("bool", "true", Some(Value::Bare("true".into()))),
            ("f64", "0.5", Some(Value::Bare("0.5".into()))),
            ("f64", "NaN", Some(Value::Text("NaN".into()))),
            ("mac", "00:0c", None),
            ("bytes", "[0a ff]", Some(Value::Bytes("[0a ff]".into()))),
            ("bytes", "[]", Some(Value::Bytes("[]".into()))),
            ("bytes", "0aff", None),
            ("bytes", "[0a  ff]", None),
        ] {
            let value_type = ValueType::named(name).expect("it is a type");
            assert_eq!(
                Value::of(&value_type, text.into()),
                expected,
                "{name} {text}"
            );
        }
    }

    #[test]
    fn values_of_fields() {
        let bytes = |text: &'static str| Some(Value::Bytes(text.into()));
        let hex_or_bytes = ValueType::AnyOf(vec![ValueType::Hex, ValueType::Bytes]);
        for (value_type, field, expected) in [
            (&ValueType::Bytes, "0a1bff", bytes("[0a 1b ff]")),
            (&ValueType::Bytes, "[0a 1b ff]", bytes("[0a 1b ff]")),
            (&ValueType::Bytes, "0a", bytes("[0a]")),
            (&ValueType::Bytes, "", bytes("[]")),
            (&ValueType::Bytes, "0a1", None),
            (&ValueType::Bytes, "0A", None),
            (&ValueType::Bytes, "\u{e9}", None),
            (&ValueType::Text, "0a", Some(Value::Text("0a".into()))),
            (&hex_or_bytes, "0a", Some(Value::Text("0a".into()))),
            (&hex_or_bytes, "0a1b", bytes("[0a 1b]")),
            (&ValueType::Mac, "0a", None),
        ] {
            let found = Value::of_field(value_type, &field.into());
            assert_eq!(found, expected, "{value_type:?} {field}");
        }
    }

    #[test]
    fn an_owned_value_is_the_same() {
        for value in [
            Value::Text("a".into()),
            Value::Bare("1".into()),
            Value::Bytes("[0a]".into()),
        ] {
            assert_eq!(value.clone().into_owned(), value);
        }
    }

    #[test]
    fn values_are_printed_without_quotes() {
        assert_eq!(Value::Text("a".into()).as_str(), "a");
        assert_eq!(Value::Bare("1".into()).as_str(), "1");
        assert_eq!(Value::Bytes("[0a]".into()).as_str(), "[0a]");
    }
}
