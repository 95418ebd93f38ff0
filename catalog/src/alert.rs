//! The grammar of an alert, which fires when a message is logged too often or too rarely.
//!
//! ```text
//! alert      = condition [ "for" number unit ]
//! condition  = "any" | comparison number "/" unit
//! comparison = ">" | ">=" | "<" | "<="
//! unit       = "s" | "m" | "min" | "h" | "hour" | "d" | "day"
//! ```

/// An alert, such as `> 5/min for 10m`. The numbers are stored as they are written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Alert<'t> {
    /// `>`, `>=`, `<` or `<=`.
    pub(crate) comparison: &'t str,
    /// The number of messages in a unit of time.
    pub(crate) limit: &'t str,
    pub(crate) unit: Unit,
    /// How long the condition has to hold.
    pub(crate) lasting: Option<(&'t str, Unit)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
}

const COMPARISONS: [&str; 4] = [">=", "<=", ">", "<"];

/// Prometheus measures durations in nanoseconds, and 64 bits can store 106,751 days.
const MAX_DIGITS_OF_DURATION: usize = 5;

impl<'t> Alert<'t> {
    /// Parses an alert.
    ///
    /// # Errors
    ///
    /// Returns what is wrong, and what to write instead.
    pub(crate) fn parse(text: &'t str) -> Result<Self, String> {
        let mut rest = Rest(text.trim());
        Self::read(&mut rest).map_err(|expected| {
            let found = rest.0.split(' ').next().filter(|word| !word.is_empty());
            let found = found.map_or("the end".to_owned(), |word| format!("`{word}`"));
            format!(
                "expected {expected} in the alert, found {found}: write `> 5/min for 10m`, or `any`"
            )
        })
    }

    /// Returns the mistake in an alert that can be parsed but always or never fires.
    pub(crate) fn mistake(&self) -> Option<String> {
        let is_zero = self.limit.bytes().all(|digit| matches!(digit, b'0' | b'.'));
        let when = match self.comparison {
            "<" => "never",
            ">=" => "always",
            _ => return None,
        };
        is_zero.then(|| {
            format!(
                "`{} {}` is {when} true: write `any` to alert on every message, or `<= 0` to \
                 alert on none",
                self.comparison, self.limit
            )
        })
    }

    /// Parses an alert. The error is what was expected.
    fn read(rest: &mut Rest<'t>) -> Result<Self, &'static str> {
        let (comparison, limit, unit) = if rest.word("any") {
            (">", "0", Unit::Minute)
        } else {
            let comparison = COMPARISONS.into_iter().find(|sign| rest.sign(sign));
            let comparison = comparison.ok_or("`>`, `>=`, `<`, `<=` or `any`")?;
            let limit = rest.number().ok_or("a number")?;
            if !rest.sign("/") {
                return Err("`/min` or another unit");
            }
            (comparison, limit, rest.unit().ok_or(UNITS)?)
        };
        let mut lasting = None;
        if rest.word("for") {
            let number = rest.short_number().ok_or("a number of at most 5 digits")?;
            lasting = Some((number, rest.unit().ok_or(UNITS)?));
        }
        if !rest.0.is_empty() {
            return Err("`for` or the end");
        }
        Ok(Self {
            comparison,
            limit,
            unit,
            lasting,
        })
    }
}

const UNITS: &str = "`s`, `min`, `h` or `day`";

/// The rest of the text, which does not begin with a space.
struct Rest<'t>(&'t str);

impl<'t> Rest<'t> {
    /// Takes this many bytes, and skips the space after them.
    fn take(&mut self, count: usize) -> &'t str {
        let (taken, rest) = self.0.split_at(count);
        self.0 = rest.trim_start();
        taken
    }

    /// Takes this sign, if it is next.
    fn sign(&mut self, sign: &str) -> bool {
        let is_next = self.0.starts_with(sign);
        if is_next {
            self.take(sign.len());
        }
        is_next
    }

    /// Takes this word, if it is next.
    fn word(&mut self, word: &str) -> bool {
        self.letters() == word.len() && self.sign(word)
    }

    fn letters(&self) -> usize {
        let mut letters = self.0.bytes();
        let end = letters.position(|letter| !letter.is_ascii_alphanumeric());
        end.unwrap_or(self.0.len())
    }

    /// Takes a number, such as `5` or `0.5`.
    fn number(&mut self) -> Option<&'t str> {
        let whole = digits(self.0)?;
        let fraction = match self.0[whole..].strip_prefix('.') {
            Some(fraction) => 1 + digits(fraction)?,
            None => 0,
        };
        Some(self.take(whole + fraction))
    }

    /// Takes a number without a fraction.
    fn short_number(&mut self) -> Option<&'t str> {
        let length = digits(self.0).filter(|&length| length <= MAX_DIGITS_OF_DURATION)?;
        let is_whole = !self.0[length..].starts_with('.');
        is_whole.then(|| self.take(length))
    }

    fn unit(&mut self) -> Option<Unit> {
        let length = self.letters();
        let unit = match &self.0[..length] {
            "s" => Unit::Second,
            "m" | "min" => Unit::Minute,
            "h" | "hour" => Unit::Hour,
            "d" | "day" => Unit::Day,
            _ => return None,
        };
        self.take(length);
        Some(unit)
    }
}

/// Returns the number of digits that a text begins with, or `None` if it does not begin with one.
fn digits(text: &str) -> Option<usize> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    Some(count).filter(|&count| count > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;

    #[test]
    fn alerts_that_tell_nothing() {
        for (text, expected) in [
            ("< 0/min", Some("`< 0` is never true")),
            ("< 0.0/min", Some("`< 0.0` is never true")),
            (">= 0/min", Some("`>= 0` is always true")),
            ("<= 0/min", None),
            ("> 0/min", None),
            ("< 0.5/min", None),
            (">= 10/min", None),
        ] {
            let mistake = Alert::parse(text).unwrap().mistake();
            let mistake = mistake
                .as_deref()
                .map(|mistake| mistake.split_once(':').unwrap().0);
            assert_eq!(mistake, expected, "{text}");
        }
    }

    #[test]
    fn alerts() {
        let alert = |comparison, limit, unit, lasting| Alert {
            comparison,
            limit,
            unit,
            lasting,
        };
        let ten_minutes = Some(("10", Unit::Minute));
        for (text, expected) in [
            (
                "> 5/min for 10m",
                alert(">", "5", Unit::Minute, ten_minutes),
            ),
            (
                ">5/m for 10 min",
                alert(">", "5", Unit::Minute, ten_minutes),
            ),
            (" <= 0.5 / h ", alert("<=", "0.5", Unit::Hour, None)),
            (
                "<1/day for 2d",
                alert("<", "1", Unit::Day, Some(("2", Unit::Day))),
            ),
            (">= 100/s", alert(">=", "100", Unit::Second, None)),
            ("any", alert(">", "0", Unit::Minute, None)),
            ("any for 10m", alert(">", "0", Unit::Minute, ten_minutes)),
        ] {
            assert_eq!(Alert::parse(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn mistakes() {
        for (text, expected, found) in [
            ("", "`>`, `>=`, `<`, `<=` or `any`", "the end"),
            ("5/min", "`>`, `>=`, `<`, `<=` or `any`", "`5/min`"),
            ("== 5/min", "`>`, `>=`, `<`, `<=` or `any`", "`==`"),
            ("anything", "`>`, `>=`, `<`, `<=` or `any`", "`anything`"),
            ("> five/min", "a number", "`five/min`"),
            ("> -5/min", "a number", "`-5/min`"),
            ("> 5./min", "a number", "`5./min`"),
            ("> .5/min", "a number", "`.5/min`"),
            ("> 5", "`/min` or another unit", "the end"),
            ("> 5 per minute", "`/min` or another unit", "`per`"),
            ("> 5/week", UNITS, "`week`"),
            ("> 5/minute for 10m", UNITS, "`minute`"),
            ("> 5/min for", "a number of at most 5 digits", "the end"),
            ("> 5/min for ten", "a number of at most 5 digits", "`ten`"),
            ("> 5/min for 1.5h", "a number of at most 5 digits", "`1.5h`"),
            (
                "> 5/min for 123456s",
                "a number of at most 5 digits",
                "`123456s`",
            ),
            ("> 5/min for 10", UNITS, "the end"),
            ("> 5/min for 1h30m", UNITS, "`h30m`"),
            ("> 5/min, for 10m", "`for` or the end", "`,`"),
            ("> 5/min in 10m", "`for` or the end", "`in`"),
            ("> 5/größe", UNITS, "`größe`"),
        ] {
            let expected = format!(
                "expected {expected} in the alert, found {found}: write `> 5/min for 10m`, or `any`"
            );
            assert_eq!(Alert::parse(text), Err(expected), "{text}");
        }
    }

    proptest! {
        /// Each alert of the grammar is parsed, wherever it has spaces.
        #[test]
        fn alerts_of_the_grammar(
            comparison in select(&COMPARISONS[..]),
            limit in "[0-9]{1,6}(\\.[0-9]{1,4})?",
            unit in select(vec![("s", Unit::Second), ("min", Unit::Minute), ("h", Unit::Hour), ("day", Unit::Day)]),
            lasting in proptest::option::of(("[0-9]{1,5}", select(vec![("s", Unit::Second), ("m", Unit::Minute), ("h", Unit::Hour), ("d", Unit::Day)]))),
            spaces in proptest::collection::vec("[ ]{0,2}", 6),
        ) {
            let [a, b, c, d, e, f] = &spaces[..] else { unreachable!() };
            let mut text = format!("{a}{comparison}{b}{limit}{c}/{d}{}", unit.0);
            if let Some((number, unit)) = &lasting {
                text += &format!(" for {e}{number}{f}{}", unit.0);
            }
            let lasting = lasting.as_ref().map(|(number, unit)| (number.as_str(), unit.1));
            let expected = Alert { comparison, limit: &limit, unit: unit.1, lasting };
            prop_assert_eq!(Alert::parse(&text), Ok(expected));
        }

        /// Any text is an alert or a mistake.
        #[test]
        fn any_text(text in "([ ><=/.0-9a-zß]|any|for|min){0,12}") {
            if let Ok(alert) = Alert::parse(&text) {
                prop_assert!(COMPARISONS.contains(&alert.comparison));
                prop_assert!(alert.limit.parse::<f64>().is_ok());
                prop_assert!(alert.lasting.is_none_or(|(number, _)| number.parse::<u32>().is_ok()));
            }
        }
    }
}
