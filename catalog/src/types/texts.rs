//! Recognizes texts that are numbers, hardware addresses, durations and UUIDs.

/// Whether this is a number from 0 to `max`, as Rust prints it: without leading zeros.
pub(super) fn is_unsigned(text: &str, max: u128) -> bool {
    let is_canonical = text == "0" || !text.starts_with(['0', '+']);
    // Most numbers are small, and parsing them as `u64` is faster.
    let number = match text.len() {
        ..20 => text.parse::<u64>().map(u128::from),
        _ => text.parse(),
    };
    is_canonical && number.is_ok_and(|number| number <= max)
}

/// Whether this is a number from `-max - 1` to `max`, as Rust prints it.
pub(super) fn is_signed(text: &str, max: u128) -> bool {
    match text.strip_prefix('-') {
        Some(digits) => digits != "0" && is_unsigned(digits, max + 1),
        None => is_unsigned(text, max),
    }
}

/// Whether these are digits without leading zeros.
fn is_whole(text: &str) -> bool {
    is_digits(text) && (text == "0" || !text.starts_with('0'))
}

/// Whether this consists of digits, and is not empty.
fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether this is a decimal number without a sign or an exponent.
fn is_decimal(text: &str) -> bool {
    match text.split_once('.') {
        Some((whole, fraction)) => is_whole(whole) && is_digits(fraction),
        None => is_whole(text),
    }
}

/// Whether this is a floating-point number, as Rust or C++ prints it.
pub(super) fn is_float(text: &str) -> bool {
    let number = text.strip_prefix('-').unwrap_or(text);
    let (number, exponent) = match number.split_once('e') {
        Some((number, exponent)) => (number, Some(exponent)),
        None => (number, None),
    };
    let is_exponent =
        |exponent: &str| is_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
    is_decimal(number) && exponent.is_none_or(is_exponent)
        || matches!(text, "NaN" | "nan" | "-nan" | "inf" | "-inf")
}

/// Whether this is a MAC address: 6, 8 or 20 pairs of hexadecimal digits.
pub(super) fn is_mac(text: &str) -> bool {
    [':', '-']
        .into_iter()
        .any(|separator| matches!(pairs(text, separator), Some(6 | 8 | 20)))
}

/// Whether these are pairs of hexadecimal digits, separated by colons.
pub(super) fn is_hex(text: &str) -> bool {
    pairs(text, ':').is_some_and(|count| count <= MAX_PAIRS)
}

/// Whether these are bytes as a message prints them: `[0a 1b ff]`.
pub(super) fn is_bytes(text: &str) -> bool {
    let inside = text.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    // Each pair has a space behind it, except the last one.
    inside.is_some_and(|pairs| {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let mut pairs_and_spaces = pairs.as_bytes().chunks(3);
        (pairs.is_empty() || pairs.len() % 3 == 2)
            && pairs_and_spaces.all(|chunk| match *chunk {
                [high, low] => is_digit(high) && is_digit(low),
                [high, low, space] => is_digit(high) && is_digit(low) && space == b' ',
                _ => false,
            })
    })
}

/// The maximum number of pairs in [`is_hex`]: the length in bytes of the longest identifier of a
/// DHCP client.
const MAX_PAIRS: usize = 255;

/// The length of the longest text that [`is_hex`] accepts.
pub(super) const MAX_HEX: usize = 3 * MAX_PAIRS - 1;

/// Returns the number of pairs of hexadecimal digits, all in the same case.
fn pairs(text: &str, separator: char) -> Option<usize> {
    let mut count = 0;
    for pair in text.split(separator) {
        if pair.len() != 2 || !is_hexadecimal(pair) {
            return None;
        }
        count += 1;
    }
    is_of_one_case(text).then_some(count)
}

fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_of_one_case(text: &str) -> bool {
    let has = |is: fn(&u8) -> bool| text.bytes().any(|byte| is(&byte));
    !(has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase))
}

/// Whether this is a UUID with hyphens.
pub(super) fn is_uuid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let mut parts = text.split('-');
    let is_part = |length| {
        parts
            .next()
            .is_some_and(|part| part.len() == length && is_hexadecimal(part))
    };
    lengths.into_iter().all(is_part) && text.len() == 36 && is_of_one_case(text)
}

/// The units of durations.
const UNITS: [&str; 12] = [
    "d", "h", "min", "m", "sec", "s", "ms", "us", "\u{b5}s", "\u{3bc}s", "ns", "w",
];

/// Returns the rank of a unit. A longer unit has a higher rank.
fn rank(unit: &str) -> u8 {
    match unit {
        "w" => 7,
        "d" => 6,
        "h" => 5,
        "min" | "m" => 4,
        "sec" | "s" => 3,
        "ms" => 2,
        "ns" => 0,
        _ => 1,
    }
}

/// Whether this is a duration: `1.5s`, `0.123 ms`, `1h 30m`, `00:00:01.5`.
pub(super) fn is_duration(text: &str) -> bool {
    is_quantity(text, " ") || is_compound(text) || is_clock(text)
}

/// Whether this is a number with a unit. They can be separated by `between`.
fn is_quantity(text: &str, between: &str) -> bool {
    quantity(text, between).is_some()
}

/// Returns the rank of the unit, if this is a number with a unit.
fn quantity(text: &str, between: &str) -> Option<u8> {
    let number = text.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let unit = &text[number.len()..];
    let unit = unit.strip_prefix(between).unwrap_or(unit);
    (UNITS.contains(&unit) && is_decimal(number)).then(|| rank(unit))
}

/// Whether this consists of several numbers with units, each of which is shorter than the one
/// before it: `1h30m`, `1h 30m`.
fn is_compound(text: &str) -> bool {
    let mut rest = text;
    let mut last = u8::MAX;
    let mut count = 0;
    while !rest.is_empty() {
        let digits = rest
            .find(|letter: char| !letter.is_ascii_digit() && letter != '.')
            .unwrap_or(rest.len());
        let unit = rest[digits..]
            .find(|letter: char| letter.is_ascii_digit() || letter == ' ')
            .map_or(rest.len(), |length| digits + length);
        match quantity(&rest[..unit], "") {
            Some(rank) if rank < last => last = rank,
            _ => return false,
        }
        count += 1;
        rest = &rest[unit..];
        if let Some(behind) = rest.strip_prefix(' ') {
            if behind.is_empty() {
                return false;
            }
            rest = behind;
        }
    }
    count > 1
}

/// Whether this is a time in the form of a clock: `00:00:01.123456`.
fn is_clock(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let mut parts = text.splitn(3, ':');
    let (Some(hours), Some(minutes), Some(seconds)) = (parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let is_sixtieth = |text: &str| text.len() == 2 && is_digits(text) && text < "60";
    let (seconds, fraction) = match seconds.split_once('.') {
        Some((seconds, fraction)) => (seconds, Some(fraction)),
        None => (seconds, None),
    };
    hours.len() >= 2
        && is_digits(hours)
        && is_sixtieth(minutes)
        && is_sixtieth(seconds)
        && fraction.is_none_or(|fraction| fraction.len() <= 9 && is_digits(fraction))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn takes(what: impl Fn(&str) -> bool, values: &[&str], others: &[&str]) {
        for value in values {
            assert!(what(value), "{value}");
        }
        for other in others {
            assert!(!what(other), "{other}");
        }
    }

    #[test]
    fn integers() {
        let u128_max = u128::MAX.to_string();
        takes(
            |text| is_unsigned(text, u128::MAX),
            &["0", "7", "10", &u128_max],
            &[
                "",
                "-1",
                "00",
                "07",
                "+7",
                "7 ",
                "a",
                "\u{663}",
                &format!("1{u128_max}"),
            ],
        );
        takes(
            |text| is_unsigned(text, 255),
            &["0", "255"],
            &["256", "1000"],
        );
        let i128_min = i128::MIN.to_string();
        let max = i128::MAX.unsigned_abs();
        takes(
            |text| is_signed(text, max),
            &["0", "7", "-7", "-10", &i128::MAX.to_string(), &i128_min],
            &[
                "",
                "-",
                "-0",
                "-07",
                "--7",
                "+7",
                "-+7",
                "7-",
                &i128_min[1..],
            ],
        );
        takes(
            |text| is_signed(text, 127),
            &["127", "-128"],
            &["128", "-129"],
        );
    }

    #[test]
    fn floats() {
        takes(
            is_float,
            &[
                "0", "-0", "1.5", "3.000", "1e+06", "1.5e-05", "1e7", "NaN", "-nan", "inf", "-inf",
            ],
            &[
                "", ".5", "5.", "00.5", "+1", "1e", "1e+", "e5", "1.5.5", "Infinity", "1,5", "-",
            ],
        );
        for value in [
            0.1,
            -1.0,
            f64::MAX,
            f64::MIN_POSITIVE,
            5e-324,
            1e21,
            f64::NAN,
            f64::INFINITY,
        ] {
            assert!(
                is_float(&value.to_string()) && is_float(&format!("{value:e}")),
                "{value}"
            );
        }
    }

    #[test]
    fn hexadecimal_digits() {
        takes(
            is_mac,
            &[
                "00:0c:01:02:03:04",
                "00-0C-01-02-03-04",
                "00:0c:01:ff:fe:02:03:04",
            ],
            &[
                "",
                "00:0c:01:02:03",
                "00:0C:01:02:03:0a",
                "00:0c-01:02:03:04",
                "000c:0102:0304",
            ],
        );
        takes(
            is_hex,
            &["00", "00:01:00:01:1b", "AB:CD", &vec!["ab"; 255].join(":")],
            &[
                "",
                "0",
                "00:",
                ":00",
                "00:0",
                "AB:cd",
                "0g",
                &vec!["ab"; 256].join(":"),
            ],
        );
        assert_eq!(vec!["ab"; 255].join(":").len(), MAX_HEX);
        takes(
            is_bytes,
            &["[]", "[00]", "[0a 1b ff]"],
            &[
                "",
                "[",
                "]",
                "[ ]",
                "[0]",
                "[00 ]",
                "[ 00]",
                "[00  01]",
                "[0a1b]",
                "[0A]",
                "[0g]",
                "[00",
                "00]",
                "[00:01]",
                "[10, 27]",
                "[00] ",
                "[[00]]",
                "[\u{e9}]",
                "[00 \u{e9}]",
            ],
        );
        takes(
            is_uuid,
            &[
                "67e55044-10b1-426f-9247-bb680e5fe0c8",
                "67E55044-10B1-426F-9247-BB680E5FE0C8",
            ],
            &[
                "",
                "67e55044-10b1-426f-9247-bb680e5fe0c",
                "67e55044-10b1-426f-9247-bb680e5fe0c8-",
                "67e5504410b1426f9247bb680e5fe0c8",
                "67e55044-10B1-426f-9247-bb680e5fe0c8",
                "67e55044-10b1-426f-9247-bb680e5fe0cg",
            ],
        );
    }

    #[test]
    fn durations() {
        takes(
            is_duration,
            &[
                "0ns",
                "1.5s",
                "2.000001s",
                "100ms",
                "3\u{b5}s",
                "3\u{3bc}s",
                "3us",
                "0.123 ms",
                "5 min",
                "2d",
                "1h30m",
                "1h 30m",
                "1d 2h 3m 4.5s",
                "2w1d",
                "00:00:01",
                "00:00:01.123456",
                "-01:02:03",
                "123:59:59.000000001",
            ],
            &[
                "",
                "5",
                "s",
                "1.s",
                ".5s",
                "01s",
                "5  s",
                "5 x",
                "30m1h",
                "1h1h",
                "1h ",
                "1h  30m",
                "0:00:01",
                "00:60:01",
                "00:00:1",
                "00:00:01.",
                "00:00:01.1234567890",
                "00:00",
                "-5s",
                "1h 30",
                "1 h 30 m",
            ],
        );
        for duration in [
            Duration::ZERO,
            Duration::MAX,
            Duration::new(3, 10),
            Duration::from_nanos(1_500),
        ] {
            assert!(is_duration(&format!("{duration:?}")), "{duration:?}");
        }
    }
}
