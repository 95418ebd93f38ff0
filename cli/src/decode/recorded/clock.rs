//! The times of records as text.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::fmt::Write;

const SECOND: u64 = 1_000_000_000;

/// Writes times. Most of the text is the same for all times in a second.
pub(super) struct Clock {
    zone: TimeZone,
    /// The last second, as a time in UTC and as a local time.
    second: Option<(u64, String, String)>,
}

impl Clock {
    pub(super) fn new(zone: TimeZone) -> Self {
        Self { zone, second: None }
    }

    /// Returns a time in UTC: `2018-12-20T10:15:02.123456789Z`.
    pub(super) fn utc(&mut self, nanoseconds: u64) -> String {
        let (utc, _) = self.second(nanoseconds / SECOND);
        format!("{utc}.{:09}Z", nanoseconds % SECOND)
    }

    /// Writes a local time as Kea does: `2018-12-20 10:15:02.123`.
    pub(super) fn write_local(&mut self, nanoseconds: u64, line: &mut String) {
        let (_, local) = self.second(nanoseconds / SECOND);
        // Writing to a string does not fail.
        _ = write!(line, "{local}.{:03}", nanoseconds % SECOND / 1_000_000);
    }

    fn second(&mut self, second: u64) -> (&str, &str) {
        let last = self.second.as_ref();
        if last.is_none_or(|(last, ..)| *last != second) {
            // All seconds that 64 bits of nanoseconds can hold are before the year 2555.
            let time = i64::try_from(second).ok();
            let time = time.and_then(|second| Timestamp::from_second(second).ok());
            let time = time.unwrap_or_default();
            let utc = time.strftime("%Y-%m-%dT%H:%M:%S").to_string();
            let local = self.zone.to_datetime(time);
            let local = local.strftime("%Y-%m-%d %H:%M:%S").to_string();
            self.second = Some((second, utc, local));
        }
        match &self.second {
            Some((_, utc, local)) => (utc, local),
            None => ("", ""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        let mut clock = Clock::new(TimeZone::fixed(jiff::tz::offset(1)));
        let cases = [
            (
                0,
                "1970-01-01T00:00:00.000000000Z",
                "1970-01-01 01:00:00.000",
            ),
            (
                1_545_300_902_123_456_789,
                "2018-12-20T10:15:02.123456789Z",
                "2018-12-20 11:15:02.123",
            ),
            (
                1_545_300_902_999_999_999,
                "2018-12-20T10:15:02.999999999Z",
                "2018-12-20 11:15:02.999",
            ),
            (
                u64::MAX,
                "2554-07-21T23:34:33.709551615Z",
                "2554-07-22 00:34:33.709",
            ),
        ];
        for (nanoseconds, utc, local) in cases {
            assert_eq!(clock.utc(nanoseconds), utc);
            let mut line = String::new();
            clock.write_local(nanoseconds, &mut line);
            assert_eq!(line, local);
        }
    }
}
