//! Regular expressions for the parts of a line, in what PCRE, Oniguruma and Rust's `regex`
//! have in common, and with the lookahead that Rust's has not.

use super::cut::{Cut, Form, borders};
use kea_messages_base::record::REDACTED;
use std::fmt::Write as _;

/// A character of a value.
pub(super) const ANY: &str = r"[^\\\x00-\x1f\x7f]";

pub(super) const TIME: &str = r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]+";
pub(super) const SEVERITY: &str = "[A-Z]+";
/// Behind the bracket and up to the slash: the first bracket with a blank behind it ends the
/// logger and the process, of which the last slash is between them. A logger with brackets is
/// none for us.
pub(super) const LOGGER: &str = r"[^\]\x00-\x1f]*";
pub(super) const PROCESS: &str = r"[^\]/\x00-\x1f]*";
/// What `decode` takes for an ID, if a blank or the end is behind it.
pub(super) const ID: &str = "[A-Z][A-Z0-9]*_[A-Z0-9_]*";

/// What a text looks like.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '.' | '+' | '*' | '?' | '(' | ')' | '|' | '[' | ']' | '{' | '}' | '^' | '$' => {
                out.push('\\');
                out.push(letter);
            }
            // What other languages have for themselves, around the expression.
            '%' | '\'' | '"' | '@' | '#' | '/' | '&' | '<' | '>' => {
                // Writing to a `String` does not fail.
                _ = write!(out, "\\x{:02x}", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out
}

/// An expression for the values of a form but text, in integers of so many digits.
pub(super) fn typed(form: Form, digits: usize) -> String {
    let more = digits - 1;
    match form {
        Form::Text => format!("{ANY}*"),
        Form::Unsigned => format!("(?:0|[1-9][0-9]{{0,{more}}})"),
        Form::Signed => format!("(?:0|-?[1-9][0-9]{{0,{more}}})"),
        Form::Bool => "(?:true|false)".to_owned(),
        Form::Char => ANY.to_owned(),
        Form::Secret => literal(REDACTED),
    }
}

/// An expression for a value in which no literal stands that has to be apart from it. It looks
/// ahead for them.
pub(super) fn apart(cut: &Cut, value: usize, digits: usize) -> String {
    let (before, behind) = (cut.apart_before(value), cut.apart_behind(value));
    let form = cut.values[value].form;
    let literals: Vec<String> = before.into_iter().chain(behind).map(literal).collect();
    if form != Form::Text || literals.is_empty() {
        // A typed value cannot have such a literal in it.
        return typed(form, digits);
    }
    // The literal before it, once more, from its middle.
    let overlaps = before.into_iter().flat_map(|before| {
        borders(before).map(|border| format!("(?!{})", literal(&before[border..])))
    });
    let overlaps: String = overlaps.collect();
    format!("{overlaps}(?:(?!{}){ANY})*", literals.join("|"))
}
