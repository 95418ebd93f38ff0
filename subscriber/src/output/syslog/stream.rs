//! A stream connection for records.

use super::errors::is_full;
use super::patience::Patience;
use std::io::{self, ErrorKind, Read, Write};

/// A connection that does not block. A partially sent record is completed before anything else.
#[derive(Debug)]
pub(super) struct Stream<S> {
    connection: S,
    framing: Framing,
    /// The data that is being sent, and the length that was sent.
    frame: Vec<u8>,
    sent: usize,
    /// The line in the frame, until it is sent completely.
    torn: Option<Vec<u8>>,
}

/// How the end of a record is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// The length of the record is sent before it, as in RFC 6587.
    OctetCounting,
    /// A line feed is sent after the record. No record contains one.
    #[cfg(unix)]
    LineFeed,
}

impl<S: Read + Write> Stream<S> {
    pub(super) const fn new(connection: S, framing: Framing) -> Self {
        Self {
            connection,
            framing,
            frame: Vec::new(),
            sent: 0,
            torn: None,
        }
    }

    pub(super) fn torn_line(&self) -> Option<&[u8]> {
        self.torn.as_deref()
    }

    /// Sends a line. If the line is empty, sends the rest of the previous one. A partially sent
    /// line counts as sent.
    pub(super) fn send(&mut self, line: &[u8], patience: &mut Patience) -> io::Result<()> {
        if self.torn.is_some() {
            self.write_on(patience)?;
            self.torn = None;
        }
        let record = line.strip_suffix(b"\n").unwrap_or(line);
        if record.is_empty() {
            return Ok(());
        }
        self.frame.clear();
        self.sent = 0;
        match self.framing {
            Framing::OctetCounting => {
                write!(self.frame, "{} ", record.len())?;
                self.frame.extend_from_slice(record);
            }
            #[cfg(unix)]
            Framing::LineFeed => {
                self.frame.extend_from_slice(record);
                self.frame.push(b'\n');
            }
        }
        match self.write_on(patience) {
            Err(error) if self.sent > 0 && is_full(&error) => {
                self.torn = Some(line.to_vec());
                Ok(())
            }
            result => result,
        }
    }

    /// Checks whether the daemon has closed the connection. The first data that is written to a
    /// closed connection would be lost without an error.
    pub(super) fn look(&mut self) -> io::Result<()> {
        loop {
            match self.connection.read(&mut [0; 64]) {
                Ok(0) => {
                    let problem = "the daemon has closed the connection";
                    return Err(io::Error::new(ErrorKind::ConnectionReset, problem));
                }
                // Daemons do not send data. If one does, it is ignored.
                Ok(_) => return Ok(()),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn write_on(&mut self, patience: &mut Patience) -> io::Result<()> {
        while let Some(left @ [_, ..]) = self.frame.get(self.sent..) {
            match self.connection.write(left) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => self.sent = self.sent.saturating_add(count),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if is_full(&error) && patience.wait() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
