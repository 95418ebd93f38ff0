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
}

impl<'a> Value<'a> {
    /// Creates a value of this type from its text. Returns `None` if the type has no such value.
    pub(crate) fn of(value_type: &ValueType, text: Cow<'a, str>) -> Option<Self> {
        match value_type {
            ValueType::Text => Some(Self::Text(text)),
            _ if !value_type.accepts(&text) => None,
            _ if value_type.is_bare(&text) => Some(Self::Bare(text)),
            _ => Some(Self::Text(text)),
        }
    }
}

impl Value<'_> {
    /// Returns the value as it was printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Text(value) | Self::Bare(value) => value,
        }
    }

    /// Returns the same value without borrowing from the line.
    #[must_use]
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Text(value) => Value::Text(value.into_owned().into()),
            Self::Bare(value) => Value::Bare(value.into_owned().into()),
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
    fn an_owned_value_is_the_same() {
        for value in [Value::Text("a".into()), Value::Bare("1".into())] {
            assert_eq!(value.clone().into_owned(), value);
        }
    }

    #[test]
    fn values_are_printed_without_quotes() {
        assert_eq!(Value::Text("a".into()).as_str(), "a");
        assert_eq!(Value::Bare("1".into()).as_str(), "1");
    }
}
