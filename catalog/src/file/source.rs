//! A catalogue file as text, with its places.

use super::report::{Label, Report};
use crate::nearest;
use core::ops::Range;
use std::borrow::ToOwned;
use std::format;
use std::path::Path;
use std::string::String;
use std::vec::Vec;

/// A file: its name, as the user wrote it, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
    /// Where the lines begin, but for the first.
    line_starts: Vec<usize>,
}

impl Source {
    /// A file of this name with this text. A byte order mark is no part of it.
    #[must_use]
    pub fn new(name: &str, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self {
            name: name.to_owned(),
            text: text.to_owned(),
            line_starts: text.match_indices('\n').map(|(at, _)| at + 1).collect(),
        }
    }

    /// Reads the file `name`, relative to `root`. Where that fails, there is an
    /// error in `reports`; of a file that is not UTF-8, the text that would be
    /// read is still there, so that the place can be shown.
    ///
    /// `index` is the number under which the labels of reports know the file.
    pub(super) fn open(
        root: &Path,
        name: &str,
        index: usize,
        reports: &mut Vec<Report>,
    ) -> Option<Self> {
        let path = root.join(name);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let title = format!("cannot read `{}`: {error}", path.display());
                let mut report = Report::error(title, None);
                if let Some(name) = similar_file(&path) {
                    report = report.help(format!("there is a file `{name}` in that folder"));
                }
                reports.push(report);
                return None;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => Some(Self::new(name, &text)),
            Err(error) => {
                let start = error.utf8_error().valid_up_to();
                let byte = error.as_bytes()[start];
                let source = Self::new(name, &String::from_utf8_lossy(error.as_bytes()));
                let label = Label::new(index, start..start + '\u{fffd}'.len_utf8());
                let title = format!("this is not UTF-8: byte {byte:#04x}");
                reports.push(
                    Report::error(title, Some(label))
                        .help("a catalogue file is UTF-8 text; convert it".to_owned()),
                );
                Some(source)
            }
        }
    }

    /// The file's name, as the user wrote it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file's text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line and the column of a byte of the text, both from 1. Columns are
    /// counted in characters.
    #[must_use]
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let offset = floor_char_boundary(&self.text, offset);
        let line = self.line(offset);
        let column = self.text[self.line_start(line)..offset].chars().count() + 1;
        (line + 1, column)
    }

    /// The bytes of the lines that `range` touches.
    pub(super) fn lines(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.line_start(self.line(range.start));
        let end = match self.line_starts.get(self.line(range.end)) {
            Some(next) => next - 1,
            None => self.text.len(),
        };
        start..end
    }

    /// The index of the line that a byte stands on.
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

/// The name of a file that is nearest to that of this one, which is not there.
fn similar_file(path: &Path) -> Option<String> {
    let files = std::fs::read_dir(path.parent()?).ok()?.flatten();
    let names: Vec<String> = files
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let name = nearest(&path.file_name()?.to_string_lossy(), &names)?;
    Some(name.to_owned())
}

/// The nearest offset, not behind this one, where a character begins.
fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
