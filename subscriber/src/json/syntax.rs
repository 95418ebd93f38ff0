//! Converts the extensions of Kea's JSON: comments, trailing commas, numbers like
//! `.5`, and statements that include a file.

use crate::config::{ConfigError, ConfigWarning};
use json_comments::StripComments;
use serde::de::IgnoredAny;
use std::io::Read;

/// Text in which Kea's extensions were replaced, so that it is JSON. The positions of all other
/// characters are unchanged.
pub(super) struct Text {
    pub(super) json: String,
    pub(super) warnings: Vec<ConfigWarning>,
}

/// Replaces everything that is not JSON with spaces.
pub(super) fn read_text(json: &str) -> Result<Text, ConfigError> {
    let invalid = |problem: &str| ConfigError::new("", format!("not valid JSON: {problem}"));
    let mut text = String::new();
    let mut stripped = StripComments::new(json.as_bytes());
    // Reading from a slice does not fail, so an error means that a comment or a string has no end.
    stripped
        .read_to_string(&mut text)
        .map_err(|_| invalid("EOF while parsing a string or a comment"))?;
    let mut scan = Scan {
        source: json,
        written: text.clone().into_bytes(),
        text: &text,
        warnings: Vec::new(),
        last: None,
        before_last: None,
    };
    scan.run();
    let Scan {
        written, warnings, ..
    } = scan;
    Ok(Text {
        json: String::from_utf8(written).map_err(|_| invalid("it is not UTF-8"))?,
        warnings,
    })
}

struct Scan<'a> {
    /// The original text with comments, to find the line of a warning.
    source: &'a str,
    text: &'a str,
    written: Vec<u8>,
    warnings: Vec<ConfigWarning>,
    /// The position and the value of the last byte that is not white space.
    last: Option<(usize, u8)>,
    /// The byte before `last` that is not white space.
    before_last: Option<u8>,
}

impl Scan<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'"' => {
                    self.step(at, byte);
                    at = end_of_string(bytes, at);
                    continue;
                }
                b'<' => {
                    if let Some(length) = length_of_statement(&self.text[at..]) {
                        self.leave_out(at, at + length);
                        at += length;
                        continue;
                    }
                }
                b'0'..=b'9' | b'+' | b'-' | b'.' => {
                    let length = length_of_number(&self.text[at..]);
                    self.mend_number(at, at + length);
                    self.step(at, byte);
                    at += length;
                    continue;
                }
                b']' | b'}' => self.drop_comma(),
                _ => {}
            }
            // `drop_comma` may have replaced this byte by a space.
            if !self.written[at].is_ascii_whitespace() {
                self.step(at, byte);
            }
            at += 1;
        }
    }

    fn step(&mut self, at: usize, byte: u8) {
        self.before_last = self.last.map(|(_, last)| last);
        self.last = Some((at, byte));
    }

    /// Replaces a trailing comma with a space.
    fn drop_comma(&mut self) {
        if let (Some((at, b',')), Some(before)) = (self.last, self.before_last) {
            // As in Kea, `[,]` is an error.
            if !b"[{,:".contains(&before) {
                self.written[at] = b' ';
                self.warn(at, "unexpected trailing comma");
            }
        }
    }

    /// Rewrites a number that is valid for Kea but not in JSON, such as `.5` or `007`.
    fn mend_number(&mut self, start: usize, end: usize) {
        let text = &self.text[start..end];
        let Some(number) = json_number(text).filter(|number| number != text) else {
            return;
        };
        let is_blank = |at: &usize| self.written[*at].is_ascii_whitespace();
        let before = start.checked_sub(1).filter(is_blank);
        let (start, number) = match before {
            _ if number.len() <= text.len() => (start, &*number),
            Some(before) => (before, &*number),
            // There is no space for a longer number. Any number with a fraction is equivalent here,
            // because no key of a logger has one.
            None => (start, "-0"),
        };
        let (blanks, digits) = self.written[start..end].split_at_mut(end - start - number.len());
        blanks.fill(b' ');
        digits.copy_from_slice(number.as_bytes());
    }

    /// Removes a statement, and the comma that separates it from another value.
    fn leave_out(&mut self, start: usize, end: usize) {
        let statement = &self.source[start..end];
        self.warn(
            start,
            format!("`{statement}` is not supported: the file is not read"),
        );
        self.written[start..end].fill(b' ');
        let behind = &self.text[end..];
        let next = behind.trim_start();
        let next_at = end + behind.len() - next.len();
        let next = next.bytes().next();
        match self.last {
            // The statement is the value of a key.
            Some((_, b':')) => {
                self.written[start..start + 4].copy_from_slice(b"null");
                self.step(start, b'l');
            }
            // Of the two commas around the statement, the second one is kept.
            Some((at, b',')) if next == Some(b',') => {
                self.written[at] = b' ';
                self.last = self.before_last.map(|before| (at, before));
            }
            Some((_, b'[' | b'{' | b',')) | None => {
                if next == Some(b',') {
                    self.written[next_at] = b' ';
                }
            }
            // The included file is responsible for the commas around its content.
            Some(_) => {
                if !matches!(next, Some(b',' | b']' | b'}') | None) {
                    self.written[start] = b',';
                }
            }
        }
    }

    fn warn(&mut self, at: usize, problem: impl Into<String>) {
        let before = &self.source[..at];
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .map_or(0, |line| line.chars().count())
            + 1;
        let field = format!("line {line} column {column}");
        self.warnings.push(ConfigWarning::new(field, problem));
    }
}

/// Returns the length of the statement `<?include?>` at the beginning of the text, if there is one.
fn length_of_statement(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("<?")?.trim_ascii_start();
    let rest = rest.strip_prefix("include")?.trim_ascii_start();
    let (file, rest) = rest.strip_prefix('"')?.split_once('"')?;
    let rest = rest.trim_ascii_start().strip_prefix("?>")?;
    let is_name = !file.is_empty() && !file.contains('\n');
    is_name.then_some(text.len() - rest.len())
}

/// Returns the length of the number at the beginning of the text.
fn length_of_number(text: &str) -> usize {
    let is_part = |letter: char| letter.is_ascii_digit() || "+-.eE".contains(letter);
    text.find(|letter| !is_part(letter)).unwrap_or(text.len())
}

/// Converts one of Kea's numbers to JSON. Kea allows a number without digits before or after the
/// decimal point, and with leading zeros or a plus sign.
fn json_number(text: &str) -> Option<String> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sign = if text.starts_with('-') { "-" } else { "" };
    let (mantissa, exponent) = digits.split_at(digits.find(['e', 'E']).unwrap_or(digits.len()));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let significant = whole.trim_start_matches('0');
    let whole = if significant.is_empty() {
        "0"
    } else {
        significant
    };
    let point = if fraction.is_empty() { "" } else { "." };
    let number = format!("{sign}{whole}{point}{fraction}{exponent}");
    let is_valid = serde_json::from_str::<IgnoredAny>(&number).is_ok();
    is_valid.then_some(number)
}

/// Returns the position after the string whose opening quote is at `start`.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}
