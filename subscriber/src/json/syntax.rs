//! What Kea's JSON has and JSON has not: comments, commas without a value behind them, and
//! statements that include a file.

use crate::config::{ConfigError, ConfigWarning};
use json_comments::StripComments;
use std::io::Read;

/// A text that is JSON, with each character in the place where it was.
pub(super) struct Text {
    pub(super) json: String,
    pub(super) warnings: Vec<ConfigWarning>,
}

/// Replaces by blanks what is not JSON.
pub(super) fn read_text(json: &str) -> Result<Text, ConfigError> {
    let invalid = |problem: &str| ConfigError::new("", format!("not valid JSON: {problem}"));
    let mut text = String::new();
    let mut stripped = StripComments::new(json.as_bytes());
    // Where it fails, no text comes to an end but a comment or a string.
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
    /// With the comments, for the place of a warning.
    source: &'a str,
    text: &'a str,
    written: Vec<u8>,
    warnings: Vec<ConfigWarning>,
    /// The last byte that is not blank, and its place.
    last: Option<(usize, u8)>,
    /// The one before, if the last is a comma.
    before_last: Option<u8>,
}

const OPENING: &str = "<?include";

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
                b'<' if self.text[at..].starts_with(OPENING) => {
                    if let Some(end) = self.text[at..].find("?>") {
                        let end = at + end + 2;
                        self.leave_out(at, end);
                        at = end;
                        continue;
                    }
                }
                b']' | b'}' => self.drop_comma(),
                _ => {}
            }
            if !byte.is_ascii_whitespace() {
                self.step(at, byte);
            }
            at += 1;
        }
    }

    fn step(&mut self, at: usize, byte: u8) {
        self.before_last = self.last.map(|(_, last)| last);
        self.last = Some((at, byte));
    }

    /// Replaces a comma that nothing stands behind.
    fn drop_comma(&mut self) {
        if let (Some((at, b',')), Some(before)) = (self.last, self.before_last) {
            // `[,]` is a mistake, as in Kea.
            if !b"[{,:".contains(&before) {
                self.written[at] = b' ';
                self.warn(at, "a comma with nothing behind it");
            }
        }
    }

    /// Leaves out a statement, and a comma that was between it and another value.
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
            // The value of a key.
            Some((_, b':')) => {
                self.written[start..start + 4].copy_from_slice(b"null");
                self.step(start, b'l');
            }
            Some((_, b'[' | b'{' | b',')) | None => {
                if next == Some(b',') {
                    self.written[next_at] = b' ';
                }
            }
            // The file has the commas before and behind it.
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

/// The place behind a string that begins with a quote.
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
