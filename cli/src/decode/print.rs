//! Prints decoded lines.

use super::continued::LearnedHabits;
use super::fail_on::FailOn;
use super::filter::Filter;
use super::learn::LearnedTypes;
use super::stats::Stats;
use crate::failure::Failure;
use crate::known::Known;
#[cfg(feature = "columns")]
use kea_messages_columns::Place;
use kea_messages_core::line::is_unsafe;
use kea_messages_decode::{Continued, Decoder, Line, Outcome, escape_bytes};
use kea_messages_manual::Explanation;
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, ErrorKind, Write};
use std::str::from_utf8;
use std::sync::Arc;

/// The output for a line.
pub(super) enum Format<'a> {
    /// A JSON object with the decoded line.
    Json,
    /// The line itself, with the description of its message.
    Explained(Descriptions<'a>),
    /// No output for the line. A table at the end counts the lines.
    Stats(Stats<'a>),
    /// No output for the line. A JSON object at the end counts the lines.
    JsonStats(Stats<'a>),
    /// No output for the line. At the end, the types that were learned from the lines are written
    /// as a side file.
    Types(LearnedTypes<'a>),
    /// No output for the line, which becomes a row of a file.
    #[cfg(feature = "columns")]
    Columns(super::columns::Columns),
}

/// The descriptions of messages as they are printed below a line. Each is created when it is first
/// needed.
#[derive(Default)]
pub(super) struct Descriptions<'a>(HashMap<&'a str, String>);

impl<'a> Descriptions<'a> {
    /// Returns the description of the message with this ID, if there is one.
    fn of(&mut self, id: &str, known: &'a Known) -> Option<&str> {
        let id = &*known.get(id)?.id;
        let description = self.0.entry(id).or_insert_with(|| {
            let description = known
                .explain(id)
                .map(Explanation::description)
                .unwrap_or_default();
            let lines = description.lines();
            let indented = lines.map(|line| match line {
                "" => "\n".to_owned(),
                line => format!("    {line}\n"),
            });
            indented.collect()
        });
        Some(description)
    }
}

/// Returns the note that is printed below a line with this outcome.
const fn note(outcome: &Outcome<'_>) -> Option<&'static str> {
    Some(match outcome {
        Outcome::Ambiguous(_) => "ambiguous: the line can be read in more than one way",
        Outcome::OtherText => "this is not the text in the catalogue",
        Outcome::WrongArguments => "the statement has too many or too few arguments",
        Outcome::OtherType => "a value does not match its type",
        Outcome::UnknownId => "the ID is not in the catalogue",
        Outcome::NotUtf8(_) => "this is not valid UTF-8",
        Outcome::CutOff(_) => "cut off: the line does not end with a line feed",
        _ => return None,
    })
}

/// Returns a line in which characters that could control the terminal are escaped. Tabs and
/// backslashes are not.
fn for_terminal(line: &str) -> Cow<'_, str> {
    let is_escaped = |letter: char| is_unsafe(letter) && !matches!(letter, '\t' | '\\');
    if !line.contains(is_escaped) {
        return line.into();
    }
    let mut text = String::with_capacity(line.len());
    for letter in line.chars() {
        if is_escaped(letter) {
            text.extend(letter.escape_default());
        } else {
            text.push(letter);
        }
    }
    text.into()
}

/// The reason why printing stops before the end of the logs.
pub(super) enum Stop {
    /// The output was closed.
    ClosedPipe,
    /// The output could not be written.
    Unwritable(io::Error),
    Failed(Failure),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::Unwritable(error),
        }
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Decodes the records of logs, and prints them.
pub(super) struct Printer<'a, W> {
    pub(super) decoder: &'a Decoder,
    /// Specifies how to read the lines that continue a line.
    pub(super) continued: Continued,
    /// Learns from the log itself how to read the lines that continue a line.
    pub(super) learned: Option<Arc<LearnedHabits>>,
    pub(super) known: &'a Known,
    pub(super) filter: &'a Filter<'a>,
    pub(super) fail_on: FailOn,
    pub(super) format: Format<'a>,
    /// The current log, if it has a name, and the current line number.
    pub(super) file: Option<String>,
    pub(super) line: Option<u64>,
    pub(super) out: W,
    /// A line as JSON.
    pub(super) json: Vec<u8>,
    /// Whether a record of a record file is printed as a line of text, instead of JSON.
    pub(super) is_text: bool,
}

impl<'a, W: Write> Printer<'a, W> {
    /// Returns a printer for another thread, with the same output and empty counts. Returns `None`
    /// if all lines have to be processed together.
    pub(super) fn worker(&self) -> Option<Printer<'a, Vec<u8>>> {
        Some(Printer {
            decoder: self.decoder,
            continued: self.continued,
            learned: self.learned.clone(),
            known: self.known,
            filter: self.filter,
            fail_on: self.fail_on.fresh(),
            file: None,
            line: None,
            format: match &self.format {
                Format::Json => Format::Json,
                Format::Explained(_) => Format::Explained(Descriptions::default()),
                Format::Types(_) => return None,
                #[cfg(feature = "columns")]
                Format::Columns(_) => return None,
                Format::Stats(_) => Format::Stats(Stats::default()),
                Format::JsonStats(_) => Format::JsonStats(Stats::default()),
            },
            out: Vec::new(),
            json: Vec::new(),
            is_text: self.is_text,
        })
    }

    /// Adds the counts of a [`worker`](Self::worker).
    pub(super) fn add_counts(&mut self, worker: Printer<'a, Vec<u8>>) {
        self.fail_on.add(&worker.fail_on);
        match (&mut self.format, worker.format) {
            (Format::Stats(stats), Format::Stats(others))
            | (Format::JsonStats(stats), Format::JsonStats(others)) => stats.add(others),
            _ => {}
        }
    }

    /// Prints a record. The last of its lines can be cut off.
    pub(super) fn print_record(&mut self, record: &[u8], is_cut_off: bool) -> Result<(), Stop> {
        let Ok(text) = from_utf8(record) else {
            let text = escape_bytes(record);
            return self.print(&self.decoder.decode_escaped_bytes(&text), &text);
        };
        self.print_text(text, is_cut_off)
    }

    /// Prints a record that is valid UTF-8. The last of its lines can be cut off.
    pub(super) fn print_text(&mut self, text: &str, is_cut_off: bool) -> Result<(), Stop> {
        if !is_cut_off && self.print_plain(text)? {
            return Ok(());
        }
        let mut printed = Ok(());
        self.decoder.decode_each(text, self.continued, |line| {
            if printed.is_ok() {
                printed = self.print_line(line, text, is_cut_off);
            }
        });
        printed
    }

    /// Prints a record in the short way, which is possible for nearly all of them in the formats
    /// that are used most. Returns whether it was.
    fn print_plain(&mut self, record: &str) -> Result<bool, Stop> {
        let is_short = matches!(
            self.format,
            Format::Json | Format::Stats(_) | Format::JsonStats(_)
        );
        if !is_short || !self.filter.is_empty() {
            return Ok(false);
        }
        let Some(line) = self.decoder.decode_plain(record) else {
            return Ok(false);
        };
        // `fail_on` does not count lines that were decoded.
        if let Format::Stats(stats) | Format::JsonStats(stats) = &mut self.format {
            stats.count_plain(&line, self.known);
        } else {
            self.json.clear();
            line.append_json(&mut self.json)?;
            self.write_json(line.id())?;
        }
        Ok(true)
    }

    /// Writes the line in `json`, with a link to the message.
    fn write_json(&mut self, id: &str) -> Result<(), Stop> {
        if let Some(url) = self.known.catalogue.url_of(id) {
            // URLs contain no characters that JSON escapes.
            self.json.pop();
            write!(self.json, ",\"url\":\"{url}\"}}")?;
        }
        self.json.push(b'\n');
        Ok(self.out.write_all(&self.json)?)
    }

    /// Prints a line. If it is ambiguous, the habits that were learned from the log decide how to
    /// read the lines that continue it.
    fn print_line(&mut self, line: Line<'_>, record: &str, is_cut_off: bool) -> Result<(), Stop> {
        if is_cut_off {
            return self.print(&line.cut_off(), record);
        }
        if !line.continued.is_empty()
            && let Outcome::Ambiguous(_) = line.outcome
            && let Some(learned) = &self.learned
        {
            let continued = learned.continued(&line, self.decoder);
            return self.print(&self.decoder.decode_lines_as(record, continued), record);
        }
        self.print(&line, record)
    }

    /// Prints bytes that cannot be decoded, as far as they are text.
    pub(super) fn print_undecoded(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        let text = String::from_utf8_lossy(bytes);
        self.print(&Line::without_id(&*text), &text)
    }

    /// Prints a line if it passes the filter. `record` is the text in the log: the line, and the
    /// lines that continue it.
    fn print(&mut self, line: &Line<'_>, record: &str) -> Result<(), Stop> {
        if !self.filter.passes(line) {
            return Ok(());
        }
        self.fail_on.count(&line.outcome);
        match &mut self.format {
            Format::Stats(stats) | Format::JsonStats(stats) => stats.count(line, self.known),
            Format::Types(learned) => {
                // A side file is for the arguments of the catalogue.
                let id = line.id.as_deref();
                if id.is_some_and(|id| self.known.catalogue.get(id).is_some()) {
                    learned.add(line, record);
                }
            }
            #[cfg(feature = "columns")]
            Format::Columns(columns) => {
                let (file, number) = (self.file.as_deref(), self.line);
                columns.append(line, Place { file, line: number })?;
            }
            Format::Json => {
                self.json.clear();
                line.append_json(record, &mut self.json)?;
                self.write_json(line.id.as_deref().unwrap_or_default())?;
            }
            Format::Explained(descriptions) => {
                let first = record.split('\n').next().unwrap_or(record);
                let lines = line.continued.split_terminator('\n');
                for line in std::iter::once(first).chain(lines) {
                    writeln!(self.out, "{}", for_terminal(line))?;
                }
                let id = line.id.as_deref();
                if let Some(description) = id.and_then(|id| descriptions.of(id, self.known)) {
                    self.out.write_all(description.as_bytes())?;
                }
                if let Some(note) = note(&line.outcome) {
                    writeln!(self.out, "    ({note})")?;
                }
            }
        }
        Ok(())
    }

    /// Whether each record of a record file is printed as a line of text, whatever it contains.
    pub(super) fn is_text_of_all(&self) -> bool {
        self.is_text && matches!(self.format, Format::Json) && self.filter.is_empty()
    }

    /// Prints a record of a record file as a line of text.
    pub(super) fn print_as_text(&mut self, line: &str) -> Result<(), Stop> {
        Ok(writeln!(self.out, "{line}")?)
    }

    /// Prints a record of a record file if it passes the filter. `write` appends it to the empty
    /// `text` as a line of text.
    pub(super) fn print_recorded(
        &mut self,
        line: &Line<'_>,
        text: &mut String,
        write: impl FnOnce(&mut String),
    ) -> Result<(), Stop> {
        match self.format {
            Format::Json if self.is_text => {
                if self.filter.passes(line) {
                    write(text);
                    self.print_as_text(text)?;
                }
                return Ok(());
            }
            Format::Explained(_) => write(text),
            _ => {}
        }
        self.print(line, text)
    }

    pub(super) fn flush(&mut self) -> Result<(), Stop> {
        Ok(self.out.flush()?)
    }

    /// Prints the output after the last line. Returns whether lines were counted that make the
    /// program fail, and the writer.
    pub(super) fn finish(mut self) -> Result<(bool, W), Stop> {
        match self.format {
            Format::Stats(ref mut stats) => stats
                .report(&self.known.catalogue)
                .write_text(&mut self.out)?,
            Format::JsonStats(ref mut stats) => stats
                .report(&self.known.catalogue)
                .write_json(&mut self.out)?,
            Format::Types(ref learned) => {
                learned.write(|id| self.known.catalogue.get(id), &mut self.out)?;
            }
            #[cfg(feature = "columns")]
            Format::Columns(columns) => columns.finish()?,
            Format::Json | Format::Explained(_) => {}
        }
        self.out.flush()?;
        Ok((self.fail_on.complain(), self.out))
    }
}

#[cfg(test)]
mod tests {
    use super::Descriptions;
    use crate::known::Known;
    use crate::published::Published;
    use kea_messages_catalog::{Header, Message};
    use kea_messages_manual::Book;

    #[test]
    fn a_description_is_created_once() {
        let mut message = Message::new("A_B", "on %1");
        message.description = "It is on.\n\nOr not.".to_owned();
        let book = Book::new(Header::default(), [message, Message::new("A_C", "off")]);
        let known = Known::new(book, &Published { url: None });
        let mut descriptions = Descriptions::default();
        let first = descriptions.of("A_B", &known).map(str::as_ptr);
        assert_eq!(descriptions.of("A_C", &known), Some(""));
        assert_eq!(descriptions.of("A_D", &known), None);
        let again = descriptions.of("A_B", &known);
        assert_eq!(again, Some("    It is on.\n\n    Or not.\n"));
        assert_eq!(again.map(str::as_ptr), first);
    }
}
