//! Formats times.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use std::fmt::Write;

/// Formats times, and caches what stays the same within a second.
#[derive(Debug)]
pub(crate) struct Clock {
    second: i64,
    /// The local time of the cached second: `2018-12-20 10:15:02`
    text: String,
    /// Its offset from UTC: `+01:00`
    offset: String,
    dates: Vec<Date>,
}

/// A cached part of a date in a pattern.
#[derive(Debug)]
struct Date {
    format: String,
    is_utc: bool,
    second: i64,
    text: String,
}

/// The maximum number of cached dates. A configuration has only a few, but a configuration that
/// replaces it can have others.
const MAX_DATES: usize = 16;

/// The names of the months in RFC 3164, which do not depend on the locale.
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

impl Clock {
    pub(crate) const fn new() -> Self {
        Self {
            second: i64::MIN,
            text: String::new(),
            offset: String::new(),
            dates: Vec::new(),
        }
    }

    /// Updates the cache to the second of `time`, and returns the microseconds within that second.
    fn set(&mut self, time: Timestamp) -> i64 {
        let micros = time.as_microsecond();
        // The rounding makes the microseconds positive before 1970 as well.
        let second = micros.div_euclid(1_000_000);
        if self.second != second {
            self.second = second;
            let local = ZonedDateTime::new(time, TimeZone::system());
            self.text.clear();
            self.offset.clear();
            // Writing to a string does not fail.
            _ = write!(self.text, "{}", local.strftime("%Y-%m-%d %H:%M:%S"));
            _ = write!(self.offset, "{}", local.strftime("%:z"));
        }
        micros.rem_euclid(1_000_000)
    }

    /// Writes the local time as Kea does: `2018-12-20 10:15:02.123`.
    pub(crate) fn write(&mut self, time: Timestamp, line: &mut String) {
        let micros = self.set(time);
        _ = write!(line, "{}.{:03}", self.text, micros / 1_000);
    }

    /// Writes the local time as in RFC 3339, with microseconds: `2018-12-20T10:15:02.123456+01:00`.
    pub(crate) fn write_rfc3339(&mut self, time: Timestamp, line: &mut String) {
        let micros = self.set(time);
        let (date, time) = self.text.split_once(' ').unwrap_or_default();
        _ = write!(line, "{date}T{time}.{micros:06}{}", self.offset);
    }

    /// Writes a time in a format of `strftime` whose output is constant within a second.
    pub(crate) fn write_date(
        &mut self,
        time: Timestamp,
        format: &str,
        is_utc: bool,
        line: &mut String,
    ) {
        let second = time.as_microsecond().div_euclid(1_000_000);
        let is_kept = |date: &Date| date.is_utc == is_utc && date.format == format;
        let index = self.dates.iter().position(is_kept).unwrap_or_else(|| {
            self.dates.truncate(MAX_DATES - 1);
            self.dates.push(Date {
                format: format.to_owned(),
                is_utc,
                second: i64::MIN,
                text: String::new(),
            });
            self.dates.len() - 1
        });
        let date = &mut self.dates[index];
        if date.second != second {
            date.second = second;
            date.text.clear();
            let zone = if is_utc {
                TimeZone::UTC
            } else {
                TimeZone::system()
            };
            let local = ZonedDateTime::new(time, zone);
            _ = write!(date.text, "{}", local.strftime(format));
        }
        *line += &date.text;
    }

    /// Writes the local time as in RFC 3164: `Dec 20 10:15:02`.
    pub(crate) fn write_rfc3164(&mut self, time: Timestamp, line: &mut String) {
        self.set(time);
        let (date, time) = self.text.split_once(' ').unwrap_or_default();
        let mut date = date.rsplit('-');
        let day = date.next().unwrap_or_default().trim_start_matches('0');
        let month = date.next().and_then(|month| month.parse::<usize>().ok());
        let month = month.and_then(|month| MONTHS.get(month.wrapping_sub(1)));
        let month = month.unwrap_or(&MONTHS[0]);
        _ = write!(line, "{month} {day:>2} {time}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_whatever_was_written_before() {
        let mut clock = Clock::new();
        for text in [
            "2018-12-20T10:15:02.000001Z",
            "2018-12-20T10:15:02.123456Z",
            "2018-07-20T23:59:59.999999Z",
            "2018-08-02T12:00:00Z",
            "1969-12-31T23:59:59.5Z",
        ] {
            let time: Timestamp = text.parse().expect("it is a time");
            let local = ZonedDateTime::new(time, TimeZone::system());
            let (mut kea, mut rfc3339, mut rfc3164) = Default::default();
            clock.write(time, &mut kea);
            clock.write_rfc3164(time, &mut rfc3164);
            clock.write_rfc3339(time, &mut rfc3339);
            assert_eq!(kea, local.strftime("%Y-%m-%d %H:%M:%S%.3f").to_string());
            assert_eq!(rfc3164, local.strftime("%b %e %H:%M:%S").to_string());
            assert_eq!(
                rfc3339,
                local.strftime("%Y-%m-%dT%H:%M:%S%.6f%:z").to_string()
            );
        }
    }

    #[test]
    fn each_date_is_that_of_its_time() {
        let mut clock = Clock::new();
        let formats: Vec<String> = (0..MAX_DATES + 2).map(|it| format!("{it} %S %H")).collect();
        for text in ["2018-12-20T10:15:02.9Z", "2018-12-20T10:15:03Z"] {
            let time: Timestamp = text.parse().expect("it is a time");
            for format in &formats {
                for zone in [TimeZone::UTC, TimeZone::system()] {
                    let mut line = String::new();
                    clock.write_date(time, format, zone == TimeZone::UTC, &mut line);
                    let expected = ZonedDateTime::new(time, zone).strftime(format).to_string();
                    assert_eq!(line, expected);
                }
            }
        }
        assert_eq!(clock.dates.len(), MAX_DATES);
    }
}
