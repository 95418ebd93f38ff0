//! Parses the times of lines.

use jiff::civil::DateTime;
use jiff::tz::Offset;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The time when a line was logged, in microseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    /// The time in UTC, for a line with a time zone.
    Utc(i64),
    /// The local time, for a line without a time zone.
    Local(i64),
}

/// Parses the time of a line. Returns `None` if its format is unknown, or if it has no complete
/// date.
pub(crate) fn parse(text: &str) -> Option<Time> {
    if let Some(since) = since_1970(text) {
        return Some(Time::Utc(since));
    }
    let weekday = WEEKDAYS
        .iter()
        .find_map(|day| text.strip_prefix(day)?.strip_prefix([' ', ',']));
    let mut rest = Rest(weekday.map_or(text, |rest| rest.trim_start_matches(' ')));
    let (year, month, day) = rest.date()?;
    rest.any(&[' ', 'T', ':'])?;
    let hour = rest.number(2)?;
    rest.any(&[':'])?;
    let minute = rest.number(2)?;
    rest.any(&[':'])?;
    let second = rest.number(2)?;
    let nanoseconds = rest.fraction()?;
    let year = match year {
        Some(year) => year,
        // C's `asctime` writes the year at the end.
        None => rest.any(&[' ']).and_then(|()| rest.number(4))?,
    };
    let part = |number: u32| i8::try_from(number).ok();
    let time = DateTime::new(
        i16::try_from(year).ok()?,
        part(month)?,
        part(day)?,
        part(hour)?,
        part(minute)?,
        part(second)?,
        i32::try_from(nanoseconds).ok()?,
    );
    let time = time.ok()?;
    let microseconds = |offset: Offset| {
        let timestamp = offset.to_timestamp(time).ok()?;
        Some(timestamp.as_microsecond())
    };
    match rest.zone()? {
        Zone::Known(offset) => microseconds(offset).map(Time::Utc),
        Zone::Unknown => microseconds(Offset::UTC).map(Time::Local),
    }
}

/// Parses a number of seconds since 1970, with or without a fraction, or of milliseconds,
/// microseconds or nanoseconds. For times from 2001 to 2286, the number of digits determines the
/// unit.
fn since_1970(text: &str) -> Option<i64> {
    let (whole, fraction) = match text.split_once('.') {
        None => (text, None),
        Some((whole, fraction)) => (whole, Some(fraction)),
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    if !is_number(whole) || !fraction.is_none_or(is_number) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    match (whole.len(), fraction) {
        (10, None) => Some(number * 1_000_000),
        (10, Some(fraction)) => {
            let nanoseconds = Rest(&format!(".{fraction}")).fraction()?;
            Some(number * 1_000_000 + i64::from(nanoseconds / 1_000))
        }
        (13, None) => Some(number * 1_000),
        (16, None) => Some(number),
        (19, None) => Some(number / 1_000),
        _ => None,
    }
}

/// The time zone.
enum Zone {
    Known(Offset),
    /// No time zone, or an abbreviation that several time zones have.
    Unknown,
}

/// The part of the text that is not yet parsed.
struct Rest<'t>(&'t str);

impl Rest<'_> {
    /// Consumes one of these characters.
    fn any(&mut self, letters: &[char]) -> Option<()> {
        self.0 = self.0.strip_prefix(letters)?;
        Some(())
    }

    /// Consumes a number with this number of digits.
    fn number(&mut self, digits: usize) -> Option<u32> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        self.0 = rest;
        number.parse().ok()
    }

    fn month(&mut self) -> Option<u32> {
        let (number, rest) = (1..)
            .zip(MONTHS)
            .find_map(|(number, name)| Some((number, self.0.strip_prefix(name)?)))?;
        self.0 = rest;
        Some(number)
    }

    /// Consumes a date: year, month and day. The year can be missing after the name of a month.
    fn date(&mut self) -> Option<(Option<u32>, u32, u32)> {
        if let Some(year) = self.number(4) {
            let separator = self.0.chars().next().filter(|it| matches!(it, '-' | '/'))?;
            self.any(&[separator])?;
            let month = self.number(2)?;
            self.any(&[separator])?;
            return Some((Some(year), month, self.number(2)?));
        }
        if let Some(month) = self.month() {
            self.any(&[' '])?;
            // A day with one digit can be padded with a space.
            self.0 = self.0.strip_prefix(' ').unwrap_or(self.0);
            let day = self.number(2).or_else(|| self.number(1))?;
            let year = self.0.strip_prefix(' ').and_then(|rest| {
                let mut rest = Rest(rest);
                let year = rest.number(4)?;
                rest.0.starts_with(' ').then_some((year, rest.0))
            });
            if let Some((year, rest)) = year {
                self.0 = rest;
                return Some((Some(year), month, day));
            }
            return Some((None, month, day));
        }
        let day = self.number(2)?;
        let separator = self.0.chars().next()?;
        self.any(&['-', '/', ' '])?;
        let month = self.month()?;
        self.any(&[separator])?;
        Some((Some(self.number(4)?), month, day))
    }

    /// Consumes a fraction of a second, and returns it in nanoseconds. More digits are ignored.
    fn fraction(&mut self) -> Option<u32> {
        let Some(behind) = self.0.strip_prefix(['.', ',']) else {
            return Some(0);
        };
        let rest = behind.trim_start_matches(|it: char| it.is_ascii_digit());
        let digits = &behind[..behind.len() - rest.len()];
        self.0 = rest;
        let nanoseconds = digits.bytes().chain([b'0'; 9]).take(9);
        let number = nanoseconds.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
        (!digits.is_empty()).then_some(number)
    }

    /// Consumes the rest of the text as a time zone.
    fn zone(&mut self) -> Option<Zone> {
        if matches!(self.0, "Z" | " UTC" | " GMT" | "UTC" | "GMT") {
            return Some(Zone::Known(Offset::UTC));
        }
        let zone = self.0.strip_prefix(' ').unwrap_or(self.0);
        if zone.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Some(Zone::Unknown);
        }
        let sign = if zone.starts_with('-') { -1 } else { 1 };
        self.0 = zone.strip_prefix(['+', '-'])?;
        let hours = self.number(2)?;
        // The formats are `+01:00`, `+0100` and `+01`.
        self.0 = self.0.strip_prefix(':').unwrap_or(self.0);
        let minutes = if self.0.is_empty() {
            0
        } else {
            self.number(2)?
        };
        if !self.0.is_empty() || minutes > 59 {
            return None;
        }
        let seconds = i32::try_from(hours * 3_600 + minutes * 60).ok()?;
        Offset::from_seconds(sign * seconds).ok().map(Zone::Known)
    }
}

#[cfg(test)]
mod tests {
    use super::{Time, parse};

    #[test]
    fn times() {
        use Time::{Local, Utc};

        // The time 2018-12-20 10:15:02 UTC in microseconds since 1970.
        const AT: i64 = 1_545_300_902_000_000;
        const HOUR: i64 = 3_600_000_000;
        for (text, expected) in [
            ("2018-12-20 10:15:02", Some(Local(AT))),
            ("2018-12-20 10:15:02.123", Some(Local(AT + 123_000))),
            ("2018-12-20 10:15:02,123", Some(Local(AT + 123_000))),
            ("2018-12-20 10:15:02.1234567", Some(Local(AT + 123_456))),
            ("2018/12/20 10:15:02", Some(Local(AT))),
            ("2018-12-20T10:15:02Z", Some(Utc(AT))),
            ("2018-12-20T10:15:02.123456789Z", Some(Utc(AT + 123_456))),
            ("2018-12-20T10:15:02+01:00", Some(Utc(AT - HOUR))),
            (
                "2018-12-20T10:15:02.5-0130",
                Some(Utc(AT + 500_000 + HOUR * 3 / 2)),
            ),
            ("2018-12-20 10:15:02 +0100", Some(Utc(AT - HOUR))),
            ("2018-12-20 10:15:02+01", Some(Utc(AT - HOUR))),
            ("2018-12-20 10:15:02 UTC", Some(Utc(AT))),
            ("Thu 2018-12-20 10:15:02 GMT", Some(Utc(AT))),
            ("Thu 2018-12-20 10:15:02 CET", Some(Local(AT))),
            ("20/Dec/2018:10:15:02 +0000", Some(Utc(AT))),
            ("20-Dec-2018 10:15:02.123", Some(Local(AT + 123_000))),
            ("20 Dec 2018 10:15:02", Some(Local(AT))),
            ("Thu, 20 Dec 2018 10:15:02 GMT", Some(Utc(AT))),
            ("Dec 20 2018 10:15:02", Some(Local(AT))),
            ("Thu Dec 20 10:15:02 2018", Some(Local(AT))),
            ("Thu Dec  2 10:15:02 2018", Some(Local(AT - 18 * 24 * HOUR))),
            ("1545300902", Some(Utc(AT))),
            ("1545300902.123", Some(Utc(AT + 123_000))),
            ("1545300902123", Some(Utc(AT + 123_000))),
            ("1545300902123456", Some(Utc(AT + 123_456))),
            ("1545300902123456789", Some(Utc(AT + 123_456))),
            ("0001-01-01T00:00:00Z", Some(Utc(-62_135_596_800_000_000))),
            ("1969-12-31T23:59:59.9Z", Some(Utc(-100_000))),
            // The date is incomplete, or there is no time.
            ("Dec 20 10:15:02", None),
            ("Dec  2 10:15:02.123", None),
            ("10:15:02.123", None),
            ("2018-12-20", None),
            ("2018-12-20 10:15", None),
            ("", None),
            ("T", None),
            // The day and the month could be in either order.
            ("01.02.2018 10:15:02", None),
            ("01/02/2018 10:15:02", None),
            // The first is the time since the system has started, and the others have an unknown
            // unit.
            ("123.456789", None),
            ("20181220101502", None),
            ("1545300902.", None),
            ("1545300902.12x", None),
            ("1545300902123.4", None),
            // There is no such time.
            ("2018-13-20 10:15:02", None),
            ("2018-02-30 10:15:02", None),
            ("2018-12-20 24:15:02", None),
            ("2018-12-20 10:15:60", None),
            ("2018-12-20 10:15:02+26:00", None),
            ("2018-12-20 10:15:02+01:60", None),
            ("2018-12/20 10:15:02", None),
            // The text after the time is invalid.
            ("2018-12-20 10:15:02 2019", None),
            ("2018-12-20 10:15:02 x", None),
            ("2018-12-20 10:15:02.", None),
            ("2018-12-20 10:15:02+1", None),
            ("2018-12-20 10:15:02+01:0", None),
            ("2018-12-20 10:15:0é", None),
            ("é", None),
        ] {
            assert_eq!(parse(text), expected, "{text:?}");
        }
    }
}
