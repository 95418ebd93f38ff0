//! Parses the format of a date in a pattern: the specifiers of `strftime`, and fractions of a
//! second.

use crate::layout::Clock;
use jiff::Timestamp;
use std::fmt::Write;

/// A part of a date.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DatePart {
    /// A format of `strftime` whose output is constant within a second.
    Seconds(String),
    /// `%q`: `123`
    Millis,
    /// `%Q`: `123.456`
    FractionalMillis,
}

/// The specifiers that [`parse`] accepts.
const SPECIFIERS: &str = "aAbBcCdDeFgGhHIjklmMpPqQrRsSTuUVwWxXyYzZ%";

/// Whether this letter is a specifier.
pub(super) fn is_specifier(letter: char) -> bool {
    letter != '%' && SPECIFIERS.contains(letter)
}

/// Parses the format of a date.
///
/// An error is the unknown specifier, and its position in characters.
pub(super) fn parse(format: &str) -> Result<Vec<DatePart>, (usize, String)> {
    let mut parts = Vec::new();
    let mut seconds = String::new();
    let mut characters = format.chars().enumerate();
    while let Some((start, character)) = characters.next() {
        if character != '%' {
            seconds.push(character);
            continue;
        }
        let mut specifier = "%".to_owned();
        let letter = loop {
            let Some((_, next)) = characters.next() else {
                return Err((start, specifier));
            };
            specifier.push(next);
            if !"-_0^#".contains(next) {
                break next;
            }
        };
        let is_plain = specifier.len() == 1 + letter.len_utf8();
        let fraction = match letter {
            'q' if is_plain => DatePart::Millis,
            'Q' if is_plain => DatePart::FractionalMillis,
            _ if !SPECIFIERS.contains(letter) || "qQ%".contains(letter) && !is_plain => {
                return Err((start, specifier));
            }
            _ => {
                // The formats of C's default locale.
                seconds += match letter {
                    'c' => "%a %b %e %H:%M:%S %Y",
                    'r' => "%I:%M:%S %p",
                    'x' => "%m/%d/%y",
                    'X' => "%H:%M:%S",
                    _ => &specifier,
                };
                continue;
            }
        };
        if !seconds.is_empty() {
            parts.push(DatePart::Seconds(std::mem::take(&mut seconds)));
        }
        parts.push(fraction);
    }
    if !seconds.is_empty() {
        parts.push(DatePart::Seconds(seconds));
    }
    Ok(parts)
}

/// Lists the known specifiers for an error.
pub(super) fn expected() -> String {
    let known: Vec<String> = SPECIFIERS
        .chars()
        .map(|letter| format!("%{letter}"))
        .collect();
    known.join(" ")
}

impl DatePart {
    pub(super) fn write(
        &self,
        time: Timestamp,
        is_utc: bool,
        clock: &mut Clock,
        line: &mut String,
    ) {
        let micros = time.as_microsecond().rem_euclid(1_000_000);
        // Writing to a string does not fail.
        _ = match self {
            Self::Seconds(format) => {
                clock.write_date(time, format, is_utc, line);
                Ok(())
            }
            Self::Millis => write!(line, "{:03}", micros / 1_000),
            Self::FractionalMillis => {
                write!(line, "{:03}.{:03}", micros / 1_000, micros % 1_000)
            }
        };
    }
}
