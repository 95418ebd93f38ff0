//! Parses a pattern.

use super::date;
use super::{Conversion, Pattern, Piece, START, Width};
use kea_messages::Escaper;
use std::fmt::Write;
use std::iter::Peekable;
use std::str::{CharIndices, FromStr};
use std::sync::LazyLock;

/// The letters of all conversions, for an error.
const LETTERS: &str = "bcdDEFhHilLmMnprtTxX%";

/// The format of `%D` and `%d` without a format.
const DEFAULT_DATE: &str = "%Y-%m-%d %H:%M:%S";

/// The maximum width of a column. A larger width is certainly a mistake, and would need too much
/// memory.
const MAX_WIDTH: usize = 1_000;

/// Parses a pattern. An error names the invalid conversion, and the conversions that are possible.
impl FromStr for Pattern {
    type Err = String;

    fn from_str(pattern: &str) -> Result<Self, String> {
        LazyLock::force(&START);
        let mut parser = Parser {
            pattern,
            rest: pattern.char_indices().peekable(),
            pieces: Vec::new(),
            notes: Vec::new(),
        };
        while let Some((start, character)) = parser.rest.next() {
            if character == '%' {
                parser.read_conversion(start)?;
            } else {
                parser.push_literal(character.encode_utf8(&mut [0; 4]));
            }
        }
        let Parser {
            mut pieces,
            mut notes,
            ..
        } = parser;
        // The line feed at the end is removed, because each line gets one anyway.
        if let Some(Piece::Literal(last)) = pieces.last_mut() {
            if last.ends_with('\n') {
                last.pop();
            }
        }
        let is_message =
            |piece: &Piece| matches!(piece, Piece::Conversion(Conversion::Message { .. }, _));
        if !pieces.iter().any(is_message) {
            notes.push("without `%m`, lines have neither an ID nor a text".to_owned());
        }
        Ok(Self { pieces, notes })
    }
}

struct Parser<'a> {
    pattern: &'a str,
    rest: Peekable<CharIndices<'a>>,
    pieces: Vec<Piece>,
    notes: Vec<String>,
}

impl<'a> Parser<'a> {
    fn push_literal(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Literal(last)) => *last += text,
            _ => self.pieces.push(Piece::Literal(text.to_owned())),
        }
    }

    /// Adds text that is the same in each line, without its line feeds.
    fn push_constant(&mut self, text: &str, width: Width) {
        let mut written = String::new();
        // Writing to a string does not fail.
        _ = Escaper(&mut written).write_str(text);
        width.fit(&mut written, 0);
        self.push_literal(&written);
    }

    /// Parses the conversion whose percent sign is at `start`.
    fn read_conversion(&mut self, start: usize) -> Result<(), String> {
        let width = self.read_width(start)?;
        let Some((_, letter)) = self.rest.next() else {
            let place = self.place(start);
            return Err(format!(
                "{place} is incomplete: write `%%` for a percent sign"
            ));
        };
        let conversion = match letter {
            '%' if width == Width::ANY => {
                self.push_literal("%");
                return Ok(());
            }
            'n' => {
                self.push_literal("\n");
                return Ok(());
            }
            'E' => {
                let Some(name) = self.read_option(start)?.filter(|name| !name.is_empty()) else {
                    let place = self.place(start);
                    return Err(format!("{place} names no variable: expected `%E{{NAME}}`"));
                };
                let value = std::env::var_os(name).unwrap_or_default();
                self.push_constant(&value.to_string_lossy(), width);
                return Ok(());
            }
            'h' | 'H' => {
                if letter == 'H' {
                    let note = "`%H` is treated as `%h`: the domain of the host is not known";
                    self.notes.push(note.to_owned());
                }
                let host = hostname::get().unwrap_or_default();
                self.push_constant(&host.to_string_lossy(), width);
                return Ok(());
            }
            'M' => {
                let note = "`%M` is empty: the name of the function is not known";
                self.notes.push(note.to_owned());
                self.push_constant("", width);
                return Ok(());
            }
            'D' | 'd' => self.read_date(start, letter == 'd')?,
            'c' => self.read_logger(start)?,
            'X' => match self.read_option(start)? {
                None | Some("") => Conversion::SpanFields,
                Some(name) => Conversion::SpanField(name.to_owned()),
            },
            'b' => Conversion::FileName,
            'F' => Conversion::File,
            'i' => Conversion::Process,
            'l' => Conversion::Place,
            'L' => Conversion::Line,
            'm' => Conversion::Message { sources: false },
            'p' => Conversion::Severity,
            'r' => Conversion::Elapsed,
            't' => Conversion::Thread,
            'T' => Conversion::ThreadName,
            'x' => Conversion::Spans,
            _ => return Err(self.unknown(start, letter)),
        };
        self.pieces.push(Piece::Conversion(conversion, width));
        Ok(())
    }

    fn read_width(&mut self, start: usize) -> Result<Width, String> {
        let mut width = Width::ANY;
        width.is_left = self.take('-');
        if let Some(min) = self.read_number(start)? {
            width.min = min;
        }
        if self.take('.') {
            width.keeps_start = self.take('-');
            let Some(max) = self.read_number(start)? else {
                let place = self.place(start);
                return Err(format!("{place}: expected a number after the point"));
            };
            width.max = max;
        }
        Ok(width)
    }

    fn take(&mut self, wanted: char) -> bool {
        self.rest.next_if(|(_, found)| *found == wanted).is_some()
    }

    fn read_number(&mut self, start: usize) -> Result<Option<usize>, String> {
        let mut number = None;
        while let Some((_, digit)) = self.rest.next_if(|(_, next)| next.is_ascii_digit()) {
            let digit = digit.to_digit(10).map_or(0, |digit| digit as usize);
            let read = number.unwrap_or(0) * 10 + digit;
            if read > MAX_WIDTH {
                let place = self.place(start);
                return Err(format!("{place}: expected a width of at most {MAX_WIDTH}"));
            }
            number = Some(read);
        }
        Ok(number)
    }

    /// Parses the option in braces, if there is one.
    fn read_option(&mut self, start: usize) -> Result<Option<&'a str>, String> {
        let Some((opening, _)) = self.rest.next_if(|(_, next)| *next == '{') else {
            return Ok(None);
        };
        for (end, character) in self.rest.by_ref() {
            if character == '}' {
                return Ok(Some(&self.pattern[opening + 1..end]));
            }
        }
        // The error shows the conversion only up to the brace, because everything after it was read
        // while searching for the closing brace.
        let conversion = &self.pattern[start..=opening];
        let at = self.character(start);
        Err(format!("`{conversion}` at character {at} has no `}}`"))
    }

    fn read_date(&mut self, start: usize, is_utc: bool) -> Result<Conversion, String> {
        let format = self.read_option(start)?.unwrap_or_default();
        let format = if format.is_empty() {
            DEFAULT_DATE
        } else {
            format
        };
        let parts = date::parse(format).map_err(|(at, specifier)| {
            // `at` is counted from the opening brace.
            let opening = self.pattern[start..].find('{').unwrap_or_default();
            let at = self.character(start + opening + 1) + at;
            let expected = date::expected();
            format!(
                "unknown date specifier `{specifier}` at character {at}: expected one of {expected}"
            )
        })?;
        Ok(Conversion::Date { parts, is_utc })
    }

    fn read_logger(&mut self, start: usize) -> Result<Conversion, String> {
        let components = match self.read_option(start)? {
            None | Some("") => Some(0),
            Some(number) => number.parse().ok(),
        };
        let Some(components) = components else {
            let place = self.place(start);
            return Err(format!(
                "{place}: expected a number of components in the braces, as in `%c{{2}}`"
            ));
        };
        Ok(Conversion::Logger { components })
    }

    fn unknown(&mut self, start: usize, letter: char) -> String {
        let place = self.place(start);
        if date::is_specifier(letter) {
            return format!(
                "{place} is not a conversion: write a date specifier in braces, as in \
                 `%D{{%{letter}}}`"
            );
        }
        let expected: Vec<String> = LETTERS.chars().map(|letter| format!("%{letter}")).collect();
        let expected = expected.join(" ");
        format!("{place} is not a conversion: expected one of {expected}")
    }

    /// Describes the conversion that was parsed last, and its position.
    fn place(&mut self, start: usize) -> String {
        let end = self.rest.peek().map_or(self.pattern.len(), |(at, _)| *at);
        let conversion = &self.pattern[start..end];
        let at = self.character(start);
        format!("`{conversion}` at character {at}")
    }

    /// Returns the position of the character at an offset, starting with 1.
    fn character(&self, offset: usize) -> usize {
        self.pattern[..offset].chars().count() + 1
    }
}
