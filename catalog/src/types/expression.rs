//! Regular expressions that match whole values.

use regex::{Regex, RegexBuilder};
use std::fmt;

/// The maximum size of a compiled expression, in bytes.
const MAX_SIZE: usize = 1 << 20;

/// A regular expression that has to match a whole value.
///
/// It has the syntax of the crate `regex`, but without Unicode classes
/// (`\p{Greek}`).
///
/// ```
/// use kea_messages_catalog::Expression;
///
/// let number = Expression::new("0x[0-9a-f]+")?;
/// assert!(number.matches("0x2a"));
/// assert!(!number.matches("0x2a and more"));
/// # Ok::<(), kea_messages_catalog::InvalidExpression>(())
/// ```
#[derive(Clone, Debug)]
pub struct Expression {
    text: Box<str>,
    regex: Regex,
}

impl Expression {
    /// Compiles an expression.
    ///
    /// # Errors
    ///
    /// Returns an error if the expression is invalid.
    pub fn new(text: &str) -> Result<Self, InvalidExpression> {
        let compile = |text: &str| RegexBuilder::new(text).size_limit(MAX_SIZE).build();
        // The expression is first compiled alone, because the added parentheses could hide a stray
        // one.
        let regex = compile(text).and_then(|_| compile(&format!(r"\A(?:{text})\z")));
        regex
            .map(|regex| Self {
                text: text.into(),
                regex,
            })
            .map_err(|error| InvalidExpression::of(&error))
    }

    /// Returns the expression as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns whether the whole text matches, in time proportional to its length.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

/// Two expressions are equal if they are written in the same way.
impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Expression {}

/// The error for an invalid regular expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidExpression(String);

impl InvalidExpression {
    fn of(error: &regex::Error) -> Self {
        Self(match error {
            regex::Error::CompiledTooBig(_) => "it is too large".to_owned(),
            // The last line says what is wrong. The lines before it show the place.
            error => {
                let text = error.to_string();
                let last = text.lines().last().unwrap_or_default().trim();
                last.strip_prefix("error: ").unwrap_or(last).to_owned()
            }
        })
    }
}

impl fmt::Display for InvalidExpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidExpression {}

#[cfg(test)]
mod tests {
    use super::Expression;

    #[test]
    fn expressions_match_whole_values() {
        let cases: [(&str, &[&str], &[&str]); 6] = [
            ("a|b", &["a", "b"], &["", "ab", "ac", "xb"]),
            ("a*", &["", "aaa"], &["b", "a\n"]),
            ("^a$", &["a"], &["a\n", "ba"]),
            // A dot does not match a line feed.
            (".*", &["", "é x"], &["a\nb"]),
            ("(?s).*", &["", "a\nb"], &[]),
            (r"(?i)\w+\d", &["É7", "_0"], &["7 7", ""]),
        ];
        for (text, values, others) in cases {
            let expression = Expression::new(text).expect("it is one");
            for value in values {
                assert!(expression.matches(value), "{text} {value:?}");
            }
            for other in others {
                assert!(!expression.matches(other), "{text} {other:?}");
            }
        }
    }

    #[test]
    fn what_is_no_expression() {
        for (text, expected) in [
            ("a(", "unclosed group"),
            ("a)(b", "unopened group"),
            ("[a", "unclosed character class"),
            ("*", "repetition operator missing expression"),
            (r"(\w{1000}){1000}", "it is too large"),
        ] {
            let error = Expression::new(text).expect_err("it is none");
            assert_eq!(error.to_string(), expected, "{text}");
        }
    }
}
