//! How often a message may be logged.
//!
//! ```text
//! limit = count "/" [ number ] unit [ "per" argument ]
//! unit  = "s" | "m" | "min" | "h" | "hour" | "d" | "day"
//! ```

use core::fmt;
use core::time::Duration;

/// A limit on how often a message may be logged, such as `10/min` or `10/min per client`.
///
/// ```
/// use kea_messages_base::limit::Limit;
/// use std::time::Duration;
///
/// let limit = Limit::parse("10/5min per client")?;
/// assert_eq!(limit.count, 10);
/// assert_eq!(limit.window, Duration::from_secs(300));
/// assert_eq!(limit.argument, Some("client"));
///
/// let error = Limit::parse("10 a minute").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "expected `/min` or another unit in the limit: write `10/min` or `10/min per client`"
/// );
/// # Ok::<(), kea_messages_base::limit::LimitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit<'t> {
    /// The number of messages that are logged in a window.
    pub count: u64,
    /// The length of a window.
    pub window: Duration,
    /// The argument whose values are counted separately, each in its own window.
    pub argument: Option<&'t str>,
}

impl<'t> Limit<'t> {
    /// Parses a limit.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a limit. Its `Display` says what to write.
    pub fn parse(text: &'t str) -> Result<Self, LimitError> {
        let (count, rest) = number(text.trim()).ok_or(LimitError("a number"))?;
        let rest = rest.trim_start().strip_prefix('/');
        let rest = rest
            .ok_or(LimitError("`/min` or another unit"))?
            .trim_start();
        let (times, rest) = number(rest).unwrap_or((1, rest));
        let end = rest.find(|letter: char| !letter.is_ascii_alphabetic());
        let (unit, rest) = rest.split_at(end.unwrap_or(rest.len()));
        let seconds: u64 = match unit {
            "s" => 1,
            "m" | "min" => 60,
            "h" | "hour" => 60 * 60,
            "d" | "day" => 24 * 60 * 60,
            _ => return Err(LimitError("`s`, `min`, `h` or `day`")),
        };
        // Nobody needs a longer window than a hundred years.
        let seconds = seconds
            .checked_mul(times)
            .filter(|&seconds| (1..=100 * 366 * 24 * 60 * 60).contains(&seconds));
        let seconds = seconds.ok_or(LimitError("a time from 1 s to 100 years"))?;
        let argument = match rest.trim() {
            "" => None,
            rest => Some(argument(rest).ok_or(LimitError("`per` and the name of an argument"))?),
        };
        Ok(Self {
            count,
            window: Duration::from_secs(seconds),
            argument,
        })
    }
}

/// Splits a text into the number that it begins with, and the rest.
fn number(text: &str) -> Option<(u64, &str)> {
    let end = text.find(|letter: char| !letter.is_ascii_digit());
    let (digits, rest) = text.split_at(end.unwrap_or(text.len()));
    Some((digits.parse().ok()?, rest))
}

/// Returns the name of the argument in `per client`.
fn argument(rest: &str) -> Option<&str> {
    let (word, name) = rest.split_once(' ')?;
    let name = name.trim();
    let is_name = name
        .chars()
        .all(|letter| letter.is_alphanumeric() || letter == '_');
    (word == "per" && is_name).then_some(name)
}

/// The error for an invalid limit. Its `Display` says what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitError(&'static str);

impl fmt::Display for LimitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(expected) = self;
        write!(
            f,
            "expected {expected} in the limit: write `10/min` or `10/min per client`"
        )
    }
}

impl core::error::Error for LimitError {}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;
    use proptest::prelude::*;
    use std::format;

    #[test]
    fn limits() {
        for (text, count, seconds, argument) in [
            ("10/min", 10, 60, None),
            (" 10 / min ", 10, 60, None),
            ("0/s", 0, 1, None),
            ("1/10s", 1, 10, None),
            ("1/m", 1, 60, None),
            ("1/2h", 1, 7_200, None),
            ("1/hour", 1, 3_600, None),
            ("1/d", 1, 86_400, None),
            ("1/7day per client", 1, 604_800, Some("client")),
            ("1/36600day", 1, 36_600 * 86_400, None),
            ("10/min  per  größe_2", 10, 60, Some("größe_2")),
            ("18446744073709551615/s", u64::MAX, 1, None),
        ] {
            let expected = Limit {
                count,
                window: Duration::from_secs(seconds),
                argument,
            };
            assert_eq!(Limit::parse(text), Ok(expected), "{text:?}");
        }
    }

    #[test]
    fn what_is_not_a_limit_says_what_is_missing() {
        for (text, expected) in [
            ("", "a number"),
            ("ten/min", "a number"),
            ("-1/min", "a number"),
            ("18446744073709551616/s", "a number"),
            ("10", "`/min` or another unit"),
            ("10 per min", "`/min` or another unit"),
            ("0.5/min", "`/min` or another unit"),
            ("10/", "`s`, `min`, `h` or `day`"),
            ("10/week", "`s`, `min`, `h` or `day`"),
            ("10/99999999999999999999min", "`s`, `min`, `h` or `day`"),
            ("10/0s", "a time from 1 s to 100 years"),
            ("10/36601day", "a time from 1 s to 100 years"),
            ("10/9999999999999999999d", "a time from 1 s to 100 years"),
            ("10/min by client", "`per` and the name of an argument"),
            ("10/min per", "`per` and the name of an argument"),
            ("10/min per %1", "`per` and the name of an argument"),
            ("10/min, per client", "`per` and the name of an argument"),
        ] {
            assert_eq!(Limit::parse(text), Err(LimitError(expected)), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "[0-9 a-z/%.é-]{0,12}") {
            _ = Limit::parse(&text);
        }

        #[test]
        fn what_is_written_is_read(count: u64, times in 1_u64..1_000, name in "[a-z_]{1,5}") {
            let text = format!("{count}/{times}min per {name}");
            let limit = Limit::parse(&text).expect("it is one");
            prop_assert_eq!(limit.count, count);
            prop_assert_eq!(limit.window, Duration::from_secs(times * 60));
            prop_assert_eq!(limit.argument, Some(&*name));
        }
    }
}
