//! Whole lines, to something that may take a part of one.

use std::io::{self, Write};

/// Writes whole lines. A line of which only the beginning could be written is completed
/// before anything else, so that no line is glued to another and none is repeated.
#[derive(Debug)]
pub(crate) struct Lines<W> {
    to: W,
    torn: Option<Torn>,
}

/// A line of which the beginning is written.
#[derive(Debug)]
struct Torn {
    line: Vec<u8>,
    written: usize,
}

/// Lines that were not taken.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) error: io::Error,
    /// Where they begin. A line that was taken in part is not one of them.
    pub(crate) taken: usize,
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self { error, taken: 0 }
    }
}

impl<W: Write> Lines<W> {
    pub(crate) const fn new(to: W) -> Self {
        Self { to, torn: None }
    }

    pub(crate) const fn get_ref(&self) -> &W {
        &self.to
    }

    /// Ends what is there, which is not a whole line, before the next line.
    pub(crate) fn end_line(&mut self) {
        self.torn = Some(Torn {
            line: b"\n".to_vec(),
            written: 0,
        });
    }

    pub(crate) const fn is_torn(&self) -> bool {
        self.torn.is_some()
    }

    /// The line of which only the beginning is written.
    pub(crate) fn torn_line(&self) -> &[u8] {
        match &self.torn {
            // The end of somebody else's line.
            Some(torn) if torn.line == b"\n" => b"",
            Some(torn) => &torn.line,
            None => b"",
        }
    }

    /// Gives that line up.
    pub(crate) fn abandon(&mut self) {
        self.torn = None;
    }

    /// Writes lines, each of which ends in a line feed, by one call if that succeeds.
    pub(crate) fn put(&mut self, lines: &[u8]) -> Result<(), Refusal> {
        if let Some(torn) = &mut self.torn {
            write_on(&mut self.to, &torn.line, &mut torn.written)?;
            self.torn = None;
        }
        let mut written = 0;
        let result = write_on(&mut self.to, lines, &mut written);
        result.map_err(|error| Refusal {
            error,
            taken: self.keep_torn(lines, written),
        })
    }

    /// Keeps the line that was cut, and returns where the next one begins.
    fn keep_torn(&mut self, lines: &[u8], written: usize) -> usize {
        let done = lines.get(..written).unwrap_or(lines);
        let start = done.iter().rposition(|byte| *byte == b'\n');
        let start = start.map_or(0, |at| at + 1);
        if start == written {
            return written;
        }
        let begun = lines.get(start..).unwrap_or_default();
        let length = begun.iter().position(|byte| *byte == b'\n');
        let length = length.map_or(begun.len(), |at| at + 1);
        self.torn = Some(Torn {
            line: begun.iter().take(length).copied().collect(),
            written: written - start,
        });
        start + length
    }
}

/// `Write::write_all` that says how far it came.
fn write_on(to: &mut impl Write, bytes: &[u8], written: &mut usize) -> io::Result<()> {
    while let Some(left @ [_, ..]) = bytes.get(*written..) {
        match to.write(left) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => *written = written.saturating_add(count).min(bytes.len()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
