//! Regular expressions for the parts of a line, in the common syntax of PCRE, Oniguruma and Rust's
//! `regex`, except for lookahead, which Rust does not support.

use super::cut::{Cut, Form, borders};
use kea_messages_base::record::REDACTED;
use std::fmt::Write as _;

/// An expression for a character of a value.
pub(super) const ANY: &str = r"[^\\\x00-\x1f\x7f]";

pub(super) const TIME: &str = r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]+";
pub(super) const SEVERITY: &str = "[A-Z]+";
/// The logger is between the bracket and the last slash. The first closing bracket that is followed
/// by a space ends the logger and the process, and the last slash before it separates them. A
/// logger that contains brackets is not recognized.
pub(super) const LOGGER: &str = r"[^\]\x00-\x1f]*";
pub(super) const PROCESS: &str = r"[^\]/\x00-\x1f]*";
/// The text that `decode` treats as an ID, if it is followed by a space or the end.
pub(super) const ID: &str = "[A-Z][A-Z0-9]*_[A-Z0-9_]*";

/// Returns an expression that matches this text.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '.' | '+' | '*' | '?' | '(' | ')' | '|' | '[' | ']' | '{' | '}' | '^' | '$' => {
                out.push('\\');
                out.push(letter);
            }
            // These have a meaning in other languages, around the expression.
            '%' | '\'' | '"' | '@' | '#' | '/' | '&' | '<' | '>' => {
                // Writing to a `String` does not fail.
                _ = write!(out, "\\x{:02x}", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out
}

/// Returns an expression for the values of a form. Integers have at most this many digits.
pub(super) fn typed(form: Form, digits: usize) -> String {
    match form {
        Form::Text => format!("{ANY}*"),
        Form::Unsigned(max) => format!("(?:0|{})", up_to(max, digits)),
        Form::Signed(max) => {
            let (positive, negative) = (up_to(max, digits), up_to(max + 1, digits));
            format!("(?:0|{positive}|-(?:{negative}))")
        }
        Form::Bool => "(?:true|false)".to_owned(),
        Form::Char => ANY.to_owned(),
        Form::Secret => literal(REDACTED),
    }
}

/// Returns an expression for the integers from 1 to `max`, with at most this many digits.
fn up_to(max: u128, digits: usize) -> String {
    let largest = max.to_string();
    let count = largest.len();
    if count > digits {
        return format!("[1-9][0-9]{{0,{}}}", digits - 1);
    }
    // These are the integers that have the same digits as the largest up to a smaller digit; the
    // integers with fewer digits; and the largest.
    let mut ranges = Vec::new();
    for (at, digit) in largest.bytes().enumerate() {
        let least = if at == 0 { b'1' } else { b'0' };
        if digit > least {
            let (same, more) = (&largest[..at], count - at - 1);
            let (least, most) = (char::from(least), char::from(digit - 1));
            let smaller = if least == most {
                most.to_string()
            } else {
                format!("[{least}-{most}]")
            };
            let more = match more {
                0 => String::new(),
                more => format!("[0-9]{{{more}}}"),
            };
            ranges.push(format!("{same}{smaller}{more}"));
        }
    }
    if count > 1 {
        ranges.push(format!("[1-9][0-9]{{0,{}}}", count - 2));
    }
    ranges.push(largest);
    ranges.join("|")
}

/// Returns an expression for a value that does not contain the literals that must not occur in it.
/// It uses lookahead.
pub(super) fn apart(cut: &Cut, value: usize, digits: usize) -> String {
    let (before, behind) = (cut.apart_before(value), cut.apart_behind(value));
    let form = cut.values[value].form;
    let literals: Vec<String> = before.into_iter().chain(behind).map(literal).collect();
    if form != Form::Text || literals.is_empty() {
        // A typed value cannot contain such a literal.
        return typed(form, digits);
    }
    // The end of the literal before the value would complete a second occurrence of it.
    let overlaps = before.into_iter().flat_map(|before| {
        borders(before).map(|border| format!("(?!{})", literal(&before[border..])))
    });
    let overlaps: String = overlaps.collect();
    format!("{overlaps}(?:(?!{}){ANY})*", literals.join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex::Regex;

    #[test]
    fn integers() {
        let cases: [(Form, usize, &[&str], &[&str]); 6] = [
            (
                Form::Unsigned(255),
                38,
                &["0", "1", "9", "10", "99", "100", "199", "249", "250", "255"],
                &["", "00", "01", "256", "260", "300", "1000", "-1"],
            ),
            (
                Form::Signed(127),
                38,
                &["0", "127", "-127", "-128", "99", "-9"],
                &["128", "-129", "-0", "+1", "200"],
            ),
            (
                Form::Unsigned(u64::MAX.into()),
                38,
                &["18446744073709551615", "9999999999999999999"],
                &["18446744073709551616", "20000000000000000000"],
            ),
            (
                Form::Unsigned(u64::MAX.into()),
                18,
                &["999999999999999999"],
                &["1000000000000000000"],
            ),
            (
                Form::Signed(i128::MAX as u128),
                38,
                &["-99999999999999999999999999999999999999"],
                &["100000000000000000000000000000000000000"],
            ),
            (Form::Unsigned(1), 38, &["0", "1"], &["2", "10", "11"]),
        ];
        for (form, digits, values, others) in cases {
            let expression = format!(r"\A{}\z", typed(form, digits));
            let expression = Regex::new(&expression).expect("it is one");
            for value in values {
                assert!(expression.is_match(value), "{form:?} {value}");
            }
            for other in others {
                assert!(!expression.is_match(other), "{form:?} {other}");
            }
        }
    }
}
