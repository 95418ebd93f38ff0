//! Recognises the times that a line or its head can begin with.

/// The names of the months, as C and syslog write them.
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The names of time zones that can follow a time. Other words may be severities.
const ZONES: [&str; 12] = [
    "UTC", "GMT", "CET", "CEST", "EET", "BST", "EST", "EDT", "CST", "PST", "PDT", "MST",
];

/// The forms of dates that a time of day can follow. `d` is a digit, `D` is a digit or a space, and
/// `MMM` is the name of a month.
const DATES: [&str; 9] = [
    "dddd-dd-dd",
    "dddd/dd/dd",
    "MMM Dd dddd",
    "MMM Dd",
    "MMM d",
    "dd-MMM-dddd",
    "dd/MMM/dddd",
    "dd MMM dddd",
    "dd.dd.dddd",
];

/// Splits a text after the time at its beginning: a date with a time of day, a time of day, or the
/// seconds since an epoch with a fraction. The time has to end at the end of a word.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let first = text.as_bytes().first()?;
    if !first.is_ascii_digit() && !first.is_ascii_uppercase() {
        return None;
    }
    let weekday = WEEKDAYS
        .iter()
        .find_map(|day| text.strip_prefix(day)?.strip_prefix([' ', ',']));
    let start = weekday.map_or(text, |rest| rest.trim_start_matches(' '));
    let dated = DATES.iter().find_map(|form| {
        let rest = start.get(date(start, form)?..)?;
        let rest = rest.strip_prefix([' ', 'T', ':'])?;
        time_of_day(rest)
    });
    let behind = match dated {
        Some(behind) => with_zone(behind),
        None if weekday.is_some() => return None,
        None => time_of_day(start).or_else(|| seconds(start))?,
    };
    // If other characters follow a colon, it is part of an address.
    let word = behind.strip_prefix([':', ',']).unwrap_or(behind);
    let is_end = word.is_empty() || word.starts_with([' ', '\t', ']', ')', '|']);
    is_end.then(|| (&text[..text.len() - behind.len()], behind))
}

/// Returns the length of the date of this form at the beginning of a text.
fn date(text: &str, form: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    for letter in form.bytes() {
        let byte = *bytes.get(at)?;
        let fits = match letter {
            b'd' => byte.is_ascii_digit(),
            b'D' => byte.is_ascii_digit() || byte == b' ',
            // The names of months have three letters, like their form.
            b'M' => byte.is_ascii_alphabetic(),
            _ => byte == letter,
        };
        if !fits {
            return None;
        }
        at += 1;
    }
    if let Some(month) = form.find('M') {
        let name = &bytes[month..month + 3];
        if !MONTHS.iter().any(|other| other.as_bytes() == name) {
            return None;
        }
    }
    Some(at)
}

/// Skips the time of day at the beginning of a text: `10:15:02`, with a fraction of any length.
fn time_of_day(text: &str) -> Option<&str> {
    let length = date(text, "dd:dd:dd")?;
    let rest = &text[length..];
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        let digits = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        if digits.len() < fraction.len() {
            return Some(digits);
        }
    }
    Some(rest)
}

/// Skips a time zone at the beginning of a text, or the year that C writes at the end.
fn with_zone(text: &str) -> &str {
    if let Some(rest) = text.strip_prefix('Z') {
        return rest;
    }
    let near = text.strip_prefix(' ').unwrap_or(text);
    for form in ["dd:dd", "dddd"] {
        let offset = near.strip_prefix(['+', '-']);
        if let Some(length) = offset.and_then(|offset| date(offset, form)) {
            return &near[length + 1..];
        }
    }
    let is_end = |rest: &&str| rest.is_empty() || rest.starts_with([' ', ']']);
    let name = ZONES.iter().find_map(|zone| near.strip_prefix(zone));
    let year = || near.get(date(near, "dddd")?..);
    match name.filter(is_end) {
        Some(rest) => rest,
        // A number without a space in front of it belongs to the fraction.
        None if near.len() < text.len() => year().filter(is_end).unwrap_or(text),
        None => text,
    }
}

/// Skips the seconds since an epoch: those of the kernel have any number of digits before six
/// decimals, and those of Unix have ten digits.
fn seconds(text: &str) -> Option<&str> {
    let whole = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let fraction = whole.strip_prefix('.')?;
    let rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    let (digits, decimals) = (text.len() - whole.len(), fraction.len() - rest.len());
    let is_time = digits == 10 && decimals >= 3 || digits > 0 && decimals == 6;
    is_time.then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn times() {
        // A text, and the time at its beginning.
        for (text, expected) in [
            (
                "2018-12-20 10:15:02.123 INFO",
                Some("2018-12-20 10:15:02.123"),
            ),
            (
                "2018-12-20 10:15:02,123 INFO",
                Some("2018-12-20 10:15:02,123"),
            ),
            ("2018-12-20 10:15:02", Some("2018-12-20 10:15:02")),
            ("2018/12/20 10:15:02 x", Some("2018/12/20 10:15:02")),
            (
                "2018-12-20T10:15:02.123456789Z x",
                Some("2018-12-20T10:15:02.123456789Z"),
            ),
            (
                "2018-12-20T10:15:02+01:00 x",
                Some("2018-12-20T10:15:02+01:00"),
            ),
            (
                "2018-12-20T10:15:02.1-0100 x",
                Some("2018-12-20T10:15:02.1-0100"),
            ),
            (
                "2018-12-20 10:15:02 +0100 x",
                Some("2018-12-20 10:15:02 +0100"),
            ),
            ("2018-12-20 10:15:02 UTC x", Some("2018-12-20 10:15:02 UTC")),
            (
                "Thu 2018-12-20 10:15:02 CET x",
                Some("Thu 2018-12-20 10:15:02 CET"),
            ),
            ("2018-12-20 10:15:02 INFO x", Some("2018-12-20 10:15:02")),
            (
                "2018-12-20 10:15:02 2019 x",
                Some("2018-12-20 10:15:02 2019"),
            ),
            ("Dec 20 10:15:02 host", Some("Dec 20 10:15:02")),
            ("Dec  2 10:15:02.123 host", Some("Dec  2 10:15:02.123")),
            ("Dec 2 10:15:02 host", Some("Dec 2 10:15:02")),
            ("Dec 20 2018 10:15:02 host", Some("Dec 20 2018 10:15:02")),
            (
                "Thu Dec 20 10:15:02 2018] x",
                Some("Thu Dec 20 10:15:02 2018"),
            ),
            (
                "20-Dec-2018 10:15:02.123 x",
                Some("20-Dec-2018 10:15:02.123"),
            ),
            (
                "20/Dec/2018:10:15:02 +0000] x",
                Some("20/Dec/2018:10:15:02 +0000"),
            ),
            ("20 Dec 2018 10:15:02 x", Some("20 Dec 2018 10:15:02")),
            ("20.12.2018 10:15:02 x", Some("20.12.2018 10:15:02")),
            ("10:15:02.123 INFO", Some("10:15:02.123")),
            ("10:15:02 INFO", Some("10:15:02")),
            ("123.456789] host", Some("123.456789")),
            ("1545300902.123 host", Some("1545300902.123")),
            (
                "2018-12-20 10:15:02.123|INFO",
                Some("2018-12-20 10:15:02.123"),
            ),
            ("2018-12-20 10:15:02: x", Some("2018-12-20 10:15:02")),
            // These addresses, numbers and words only look like times.
            ("10:15:02:03:04:05 x", None),
            ("10:15:02x", None),
            ("10:15:02.x", None),
            ("10.15.2.3 x", None),
            ("3.14 x", None),
            ("1545300902 x", None),
            ("2018-12-20 x", None),
            ("2018-12-20 10:15 x", None),
            ("Dez 20 10:15:02 host", None),
            ("Thu 10:15:02 host", None),
            ("Thu", None),
            ("May", None),
            ("dddd-dd-dd dd:dd:dd", None),
            ("2018-12-20 10:15:0é", None),
            ("é", None),
            ("", None),
        ] {
            let time = split(text).map(|(time, _)| time);
            assert_eq!(time, expected, "{text:?}");
            if let Some((time, rest)) = split(text) {
                assert_eq!(format!("{time}{rest}"), text);
            }
        }
    }
}
