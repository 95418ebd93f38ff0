//! Writes whole lines to a writer that may accept only a part of a line.

use std::io::{self, Write};

/// Writes whole lines. A partially written line is completed before anything else, so
/// that lines are never joined or repeated.
#[derive(Debug)]
pub(crate) struct Lines<W> {
    to: W,
    torn: Option<Torn>,
}

/// A partially written line.
#[derive(Debug)]
struct Torn {
    line: Vec<u8>,
    written: usize,
}

/// Lines that were not accepted.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) error: io::Error,
    /// The offset of the first of these lines. A partially written line counts as accepted.
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

    /// Writes a line feed before the next line, to end a line that another process has left
    /// incomplete.
    pub(crate) fn end_line(&mut self) {
        self.torn = Some(Torn {
            line: b"\n".to_vec(),
            written: 0,
        });
    }

    pub(crate) const fn is_torn(&self) -> bool {
        self.torn.is_some()
    }

    /// Returns the partially written line, or an empty slice.
    pub(crate) fn torn_line(&self) -> &[u8] {
        match &self.torn {
            // This is the end of a line of another process.
            Some(torn) if torn.line == b"\n" => b"",
            Some(torn) => &torn.line,
            None => b"",
        }
    }

    /// Abandons the partially written line.
    pub(crate) fn abandon(&mut self) {
        self.torn = None;
    }

    /// Writes lines, each of which ends with a line feed, with one call if possible.
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

    /// Keeps the partially written line, and returns the offset of the next line.
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

/// Like `Write::write_all`, but also reports how many bytes were written.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A writer that accepts a planned number of bytes in each call, or fails.
    #[derive(Default)]
    struct Planned {
        /// The results of the calls in reverse order. Afterwards, everything is accepted.
        plan: Vec<Result<usize, io::ErrorKind>>,
        written: Vec<u8>,
    }

    impl Write for Planned {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let count = self.plan.pop().unwrap_or(Ok(usize::MAX))?.min(bytes.len());
            self.written.extend_from_slice(&bytes[..count]);
            Ok(count)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    const FULL: Result<usize, io::ErrorKind> = Err(io::ErrorKind::StorageFull);
    const INTERRUPTED: Result<usize, io::ErrorKind> = Err(io::ErrorKind::Interrupted);

    #[test]
    fn no_line_is_glued_or_repeated_however_writing_fails() {
        type Case<'a> = (
            &'a str,
            &'a [Result<usize, io::ErrorKind>],
            &'a str,
            &'a str,
        );
        let cases: &[Case] = &[
            ("all at once", &[], "one\ntwo\nend\n", ""),
            ("in parts", &[Ok(1), Ok(2), Ok(3)], "one\ntwo\nend\n", ""),
            ("interrupted", &[Ok(5), INTERRUPTED], "one\ntwo\nend\n", ""),
            ("nothing", &[FULL], "end\n", "one\ntwo\n"),
            ("a line", &[Ok(4), FULL], "one\nend\n", "two\n"),
            ("a part of the first", &[Ok(1), FULL], "one\nend\n", "two\n"),
            ("without its end", &[Ok(3), FULL], "one\nend\n", "two\n"),
            ("a part of the last", &[Ok(6), FULL], "one\ntwo\nend\n", ""),
            (
                "the rest later",
                &[Ok(2), FULL, Ok(1), FULL],
                "one\n",
                "two\nend\n",
            ),
            ("not taken", &[Ok(2), Ok(0)], "one\nend\n", "two\n"),
        ];
        for (why, plan, written, refused) in cases {
            let mut lines = Lines::new(Planned {
                plan: plan.iter().rev().copied().collect(),
                ..Planned::default()
            });
            let mut not_taken = Vec::new();
            for text in ["one\ntwo\n", "end\n"] {
                if let Err(refusal) = lines.put(text.as_bytes()) {
                    not_taken.extend_from_slice(&text.as_bytes()[refusal.taken..]);
                }
            }
            lines.put(b"").expect("there is space again");
            assert!(!lines.is_torn(), "{why}");
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            assert_eq!(text(&lines.get_ref().written), *written, "{why}");
            assert_eq!(text(&not_taken), *refused, "{why}");
        }
    }

    #[test]
    fn a_torn_line_is_known_as_a_whole() {
        let mut lines = Lines::new(Planned {
            plan: vec![FULL, Ok(6)],
            ..Planned::default()
        });
        let refusal = lines.put(b"one\ntwo\nend\n").expect_err("it is full");
        assert_eq!(refusal.taken, "one\ntwo\n".len());
        assert_eq!(lines.torn_line(), b"two\n");
        lines.abandon();
        // The end of another process's line is not a line of this process.
        lines.end_line();
        assert_eq!(lines.torn_line(), b"");
        lines.put(b"end\n").expect("there is space again");
        assert_eq!(lines.get_ref().written, b"one\ntw\nend\n");
    }

    #[test]
    fn a_writer_that_counts_wrongly_does_no_harm() {
        struct Boasting;
        impl Write for Boasting {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                Ok(bytes.len() + 1)
            }

            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        Lines::new(Boasting).put(b"one\n").expect("it says so");
    }
}
