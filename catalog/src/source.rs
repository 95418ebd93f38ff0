//! The text of a catalogue file, with line and column numbers.

use std::ops::Range;
use std::path::Path;

pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

/// A catalogue file: its name as the user wrote it, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    name: Box<str>,
    text: Box<str>,
    /// The byte offsets of all lines except the first.
    line_starts: Vec<usize>,
    /// The index of the pattern that names the file, if there is one.
    pattern: Option<usize>,
    /// The extension, if it is not that of the name.
    extension: Option<&'static str>,
}

impl Source {
    /// Creates a file with this name and text. A byte order mark is removed.
    #[must_use]
    pub fn new(name: &str, text: &str) -> Self {
        let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        Self {
            name: name.into(),
            text: text.into(),
            line_starts: text.match_indices('\n').map(|(at, _)| at + 1).collect(),
            pattern: None,
            extension: None,
        }
    }

    /// Sets the extension that determines the format, for a name that has none, such as that of
    /// standard input.
    ///
    /// ```
    /// use kea_messages_catalog::{Catalogue, Source};
    ///
    /// let stdin = Source::new("<stdin>", "[STARTED]\ntext = 'server started'");
    /// let catalogue = Catalogue::of_sources(vec![stdin.with_extension("toml")]);
    /// assert_eq!(catalogue.entries[0].message.id, "STARTED");
    /// ```
    #[must_use]
    pub fn with_extension(self, extension: &'static str) -> Self {
        Self {
            extension: Some(extension),
            ..self
        }
    }

    /// Returns the extension that determines the format: the one that was set, or that of the name.
    #[must_use]
    pub fn extension(&self) -> Option<&str> {
        let of_name = || Path::new(&*self.name).extension()?.to_str();
        self.extension.or_else(of_name)
    }

    /// Returns the name of the file, as the user wrote it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the index of the pattern that names the file, among those passed
    /// to [`Catalogue::read`](crate::Catalogue::read).
    #[must_use]
    pub const fn pattern(&self) -> Option<usize> {
        self.pattern
    }

    #[cfg(feature = "files")]
    pub(crate) fn of_pattern(self, index: usize) -> Self {
        Self {
            pattern: Some(index),
            ..self
        }
    }

    /// Changes the name of the file.
    #[cfg(feature = "packages")]
    pub(crate) fn rename(&mut self, name: &str) {
        self.name = name.into();
    }

    /// Returns the text of the file.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the line and the column of a byte of the text, both counted from
    /// 1. Columns are counted in characters.
    #[must_use]
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let offset = floor_char_boundary(&self.text, offset);
        let line = self.line(offset);
        let column = self.text[self.line_start(line)..offset].chars().count() + 1;
        (line + 1, column)
    }

    /// Returns the byte range of the lines that `range` overlaps.
    #[must_use]
    pub fn lines(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.line_start(self.line(range.start));
        let end = match self.line_starts.get(self.line(range.end.max(range.start))) {
            Some(next) => next - 1,
            None => self.text.len(),
        };
        start..end
    }

    /// Returns the index of the line that contains a byte.
    fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= offset)
    }

    fn line_start(&self, line: usize) -> usize {
        match line {
            0 => 0,
            _ => self.line_starts[line - 1],
        }
    }
}

/// Returns the nearest character boundary at or before this offset.
pub(crate) fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns are counted in characters, and lines do not include line feeds.
    #[test]
    fn positions_and_lines() {
        let source = Source::new("m.toml", "añb\n\ncd");
        // A byte offset, its position, and the lines of that byte and the next one.
        let cases = [
            (0, (1, 1), "añb"),
            (1, (1, 2), "añb"),
            (2, (1, 2), "añb"),
            (3, (1, 3), "añb"),
            (4, (1, 4), "añb\n"),
            (5, (2, 1), "\ncd"),
            (6, (3, 1), "cd"),
            (8, (3, 3), "cd"),
            (9, (3, 3), "cd"),
        ];
        for (byte, position, lines) in cases {
            assert_eq!(source.position(byte), position, "{byte}");
            assert_eq!(
                &source.text()[source.lines(&(byte..byte + 1))],
                lines,
                "{byte}"
            );
        }
    }
}
