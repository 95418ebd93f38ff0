//! Reads logs back into messages.

mod filter;
mod lines;
mod stats;

use crate::Failure;
use crate::arguments::{Backslash, Decode};
use crate::input::read_files;
use crate::output::complain;
use filter::Filter;
use kea_messages_catalog::Message;
use kea_messages_decode::{Decoder, Escapes, Line, Outcome};
use kea_messages_manual::{Book, explain};
use lines::{Lines, Next};
use stats::Stats;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;
use std::str::from_utf8;

/// How many bytes the lines of one record can have that go on from the first.
const MAX_RECORD: usize = 1 << 20;

pub(crate) fn run(arguments: &Decode) -> Result<(), Failure> {
    let mut decoder = Decoder::default();
    let mut messages: Vec<Message> = Vec::new();
    let mut has_problems = false;
    for file in &arguments.catalogue {
        // Each is a version by itself: an ID can stand in several.
        let read = read_files(std::slice::from_ref(file))?;
        has_problems |= read.files.has_errors();
        let entries = read.files.entries.into_iter();
        messages.extend(entries.map(|entry| entry.message));
    }
    decoder.add(&messages);
    let escapes = match arguments.escapes {
        Backslash::Unknown => Escapes::Unknown,
        Backslash::Escape => Escapes::OneLine,
        Backslash::Itself => Escapes::None,
    };
    decoder = decoder.with_escapes(escapes);
    if let Some(layout) = &arguments.layout {
        decoder = decoder.with_layout(layout.parse().map_err(Failure::unusable)?);
    }
    // Of the versions, the first is the one whose severities and descriptions are told.
    let book = Book::new(kea_messages_catalog::file::Header::default(), messages);
    let mut run = Run {
        filter: Filter::new(arguments, &book)?,
        form: match (arguments.stats, arguments.explain) {
            (true, _) => Form::Stats,
            (_, true) => Form::Explained,
            _ => Form::Json,
        },
        book: &book,
        decoder: &decoder,
        stats: Stats::default(),
        out: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
    };
    match run.logs(arguments) {
        Err(Ended::Pipe) => return Ok(()),
        Err(Ended::Failed(failure)) => return Err(failure),
        Ok(()) => {}
    }
    if has_problems {
        return Err(Failure::Problems);
    }
    Ok(())
}

/// What is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Explained,
    Stats,
}

/// Why the work ends before the logs do.
enum Ended {
    /// Nobody reads what is printed.
    Pipe,
    Failed(Failure),
}

impl From<io::Error> for Ended {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::Pipe,
            _ => Self::Failed(Failure::unusable(format!("cannot write: {error}"))),
        }
    }
}

struct Run<'a, W: Write> {
    decoder: &'a Decoder,
    book: &'a Book,
    filter: Filter<'a>,
    form: Form,
    stats: Stats<'a>,
    out: W,
}

impl<W: Write> Run<'_, W> {
    fn logs(&mut self, arguments: &Decode) -> Result<(), Ended> {
        let standard_input = ["-".into()];
        let logs = match arguments.logs.as_slice() {
            [] => &standard_input,
            logs => logs,
        };
        if arguments.follow && (logs.len() > 1 || logs[0] == Path::new("-")) {
            let text = "one file can be followed, and standard input goes on by itself";
            return Err(Ended::Failed(Failure::unusable(text)));
        }
        let mut has_failed = false;
        for log in logs {
            match Lines::open(log, arguments.follow) {
                Ok(lines) => has_failed |= !self.log(log, lines)?,
                Err(error) => {
                    complain("error", &format!("cannot read {}: {error}", log.display()));
                    has_failed = true;
                }
            }
        }
        if self.form == Form::Stats {
            self.stats.write(self.book, &mut self.out)?;
        }
        self.out.flush()?;
        if has_failed {
            return Err(Ended::Failed(Failure::Unreadable));
        }
        Ok(())
    }

    /// Reads a log, and says whether it could be read to its end.
    fn log(&mut self, path: &Path, mut lines: Lines) -> Result<bool, Ended> {
        let mut record: Vec<u8> = Vec::new();
        let mut line: Vec<u8> = Vec::new();
        let mut has_record = false;
        // How long the first line of the record is.
        let mut first = 0;
        let is_read = loop {
            match lines.next(&mut line) {
                Ok(Next::Line) => {}
                Ok(Next::Nothing) => {
                    // Of a log that grows nobody knows whether its last line goes on.
                    if has_record {
                        self.record(&record)?;
                        has_record = false;
                    }
                    self.out.flush()?;
                    lines.wait();
                    continue;
                }
                Ok(Next::TooLong) => {
                    if has_record {
                        self.record(&record)?;
                        has_record = false;
                    }
                    self.too_long(&line)?;
                    continue;
                }
                Ok(Next::End) => break true,
                Err(error) => {
                    complain("error", &format!("cannot read {}: {error}", path.display()));
                    break false;
                }
            }
            if has_record
                && record.len() + line.len() < MAX_RECORD
                && self.continues(&line, &record[..first])
            {
                record.push(b'\n');
                record.extend_from_slice(&line);
                continue;
            }
            if has_record {
                self.record(&record)?;
            }
            std::mem::swap(&mut record, &mut line);
            first = record.len();
            has_record = true;
        };
        if has_record {
            self.record(&record)?;
        }
        Ok(is_read)
    }

    fn continues(&self, line: &[u8], previous: &[u8]) -> bool {
        let (Ok(line), Ok(previous)) = (from_utf8(line), from_utf8(previous)) else {
            return false;
        };
        self.decoder.continues(line, previous)
    }

    /// Prints what a line is, and those that go on from it.
    fn record(&mut self, record: &[u8]) -> Result<(), Ended> {
        let Ok(text) = from_utf8(record) else {
            // It is no line of ours, and shown as well as can be.
            let text = String::from_utf8_lossy(record);
            let line = Line::without_id(text.as_ref());
            return self.print(&line, &text, "");
        };
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let line = self.decoder.decode_lines(text);
        self.print(&line, first, rest)
    }

    fn print(&mut self, line: &Line<'_>, first: &str, rest: &str) -> Result<(), Ended> {
        if !self.filter.passes(line) {
            return Ok(());
        }
        match self.form {
            Form::Stats => self.stats.count(line, self.book),
            Form::Json => {
                serde_json::to_writer(&mut self.out, line).map_err(io::Error::from)?;
                self.out.write_all(b"\n")?;
            }
            Form::Explained => {
                writeln!(self.out, "{first}")?;
                if !rest.is_empty() {
                    writeln!(self.out, "{rest}")?;
                }
                self.explain(line)?;
            }
        }
        Ok(())
    }

    fn explain(&mut self, line: &Line<'_>) -> Result<(), Ended> {
        let explanation = line
            .id
            .as_deref()
            .and_then(|id| explain(self.book, id).ok());
        if let Some(explanation) = explanation {
            let text = explanation.to_string();
            // The ID and the text stand in the line.
            let (_, description) = text.split_once("\n\n").unwrap_or(("", ""));
            for line in description.lines() {
                let indent = if line.is_empty() { "" } else { "    " };
                writeln!(self.out, "{indent}{line}")?;
            }
        }
        let outcome = match &line.outcome {
            Outcome::Ambiguous(_) => "    (the values can be told apart in more than one way)",
            Outcome::OtherText => "    (this is not the text of the catalogue)",
            Outcome::UnknownId => "    (the catalogue has no such ID)",
            _ => return Ok(()),
        };
        writeln!(self.out, "{outcome}")?;
        Ok(())
    }

    /// A part of a line that is too long to be one.
    fn too_long(&mut self, part: &[u8]) -> Result<(), Ended> {
        let line = Line::without_id(String::from_utf8_lossy(part));
        self.print(&line, &line.text, "")
    }
}
