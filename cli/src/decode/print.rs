//! Prints what lines say.

use super::continued::Learned;
use super::fail_on::FailOn;
use super::filter::Filter;
use super::stats::Stats;
use crate::failure::Failure;
#[cfg(feature = "columns")]
use kea_messages_columns::Place;
use kea_messages_decode::{Continued, Decoder, Line, Outcome, escape_bytes};
use kea_messages_manual::{Book, explain};
use std::io::{self, ErrorKind, Write};
use std::str::from_utf8;

/// What is printed of a line.
pub(super) enum Format<'a> {
    /// What it says, as a JSON object.
    Json,
    /// The line itself, with the description of its message.
    Explained,
    /// Nothing: a table at the end counts the lines.
    Stats(Stats<'a>),
    /// Nothing: it is a row of a file.
    #[cfg(feature = "columns")]
    Columns(super::columns::Columns),
}

/// Why printing stops before the logs end.
pub(super) enum Stop {
    /// Nobody reads the output any more.
    ClosedPipe,
    Failed(Failure),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::Failed(Failure::unusable(format!("cannot write: {error}"))),
        }
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Decodes the records of logs, and prints what they say.
pub(super) struct Printer<'a, W> {
    pub(super) decoder: &'a Decoder,
    /// What the lines are that continue a line.
    pub(super) continued: Continued,
    /// The same, by the log itself.
    pub(super) learned: Option<Learned>,
    pub(super) book: &'a Book,
    pub(super) filter: Filter<'a>,
    pub(super) fail_on: FailOn,
    pub(super) format: Format<'a>,
    /// The log that is printed, if it has a name, and the number of the line there.
    pub(super) file: Option<String>,
    pub(super) line: Option<u64>,
    pub(super) out: W,
}

impl<W: Write> Printer<'_, W> {
    /// Prints a line with the lines that continue it, the last of which can be cut off.
    pub(super) fn print_record(&mut self, record: &[u8], is_cut_off: bool) -> Result<(), Stop> {
        let Ok(text) = from_utf8(record) else {
            let text = escape_bytes(record);
            return self.print(&self.decoder.decode_escaped_bytes(&text), &text);
        };
        let mut printed = Ok(());
        self.decoder.decode_each(text, self.continued, |line| {
            if printed.is_ok() {
                printed = self.print_line(line, text, is_cut_off);
            }
        });
        printed
    }

    /// Prints a line, of which more is known by the whole log.
    fn print_line(&mut self, line: Line<'_>, record: &str, is_cut_off: bool) -> Result<(), Stop> {
        if is_cut_off {
            return self.print(&line.cut_off(), record);
        }
        if !line.continued.is_empty()
            && let Outcome::Ambiguous(_) = line.outcome
            && let Some(learned) = &mut self.learned
        {
            let continued = learned.continued(&line, self.decoder);
            return self.print(&self.decoder.decode_lines_as(record, continued), record);
        }
        self.print(&line, record)
    }

    /// Prints what is not a line that can be decoded, as well as it can be shown.
    pub(super) fn print_undecoded(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        let text = String::from_utf8_lossy(bytes);
        self.print(&Line::without_id(&*text), &text)
    }

    /// Prints a line, if it passes the filter. `record` is what the log has: the line, and
    /// the lines that continue it.
    fn print(&mut self, line: &Line<'_>, record: &str) -> Result<(), Stop> {
        if !self.filter.passes(line) {
            return Ok(());
        }
        self.fail_on.count(&line.outcome);
        match &mut self.format {
            Format::Stats(stats) => stats.count(line, self.book),
            #[cfg(feature = "columns")]
            Format::Columns(columns) => {
                let (file, number) = (self.file.as_deref(), self.line);
                columns.append(line, Place { file, line: number })?;
            }
            Format::Json => {
                serde_json::to_writer(&mut self.out, line).map_err(io::Error::from)?;
                self.out.write_all(b"\n")?;
            }
            Format::Explained => {
                let first = record.split('\n').next().unwrap_or(record);
                writeln!(self.out, "{first}")?;
                if !line.continued.is_empty() {
                    writeln!(self.out, "{}", line.continued)?;
                }
                self.explain(line)?;
            }
        }
        Ok(())
    }

    /// Prints the description of a line's message, and what is special about the line.
    fn explain(&mut self, line: &Line<'_>) -> io::Result<()> {
        let id = line.id.as_deref();
        if let Some(explanation) = id.and_then(|id| explain(self.book, id).ok()) {
            let text = explanation.to_string();
            // The line itself has the ID and the text.
            let (_, description) = text.split_once("\n\n").unwrap_or(("", ""));
            for line in description.lines() {
                let indent = if line.is_empty() { "" } else { "    " };
                writeln!(self.out, "{indent}{line}")?;
            }
        }
        let note = match &line.outcome {
            Outcome::Ambiguous(_) => "ambiguous: the line can be read in more than one way",
            Outcome::OtherText => "this is not the text of the catalogue",
            Outcome::UnknownId => "the catalogue has no such ID",
            Outcome::NotUtf8(_) => "this is not UTF-8",
            Outcome::CutOff(_) => "cut off: the line does not end with a line feed",
            _ => return Ok(()),
        };
        writeln!(self.out, "    ({note})")
    }

    pub(super) fn flush(&mut self) -> Result<(), Stop> {
        Ok(self.out.flush()?)
    }

    /// Prints what comes after the last line, and returns whether there were lines that make
    /// the program fail.
    pub(super) fn finish(mut self) -> Result<bool, Stop> {
        match self.format {
            Format::Stats(ref stats) => stats.write(self.book, &mut self.out)?,
            #[cfg(feature = "columns")]
            Format::Columns(columns) => columns.finish()?,
            _ => {}
        }
        self.out.flush()?;
        Ok(self.fail_on.complain())
    }
}
