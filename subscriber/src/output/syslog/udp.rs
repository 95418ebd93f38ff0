//! Sends UDP datagrams, whose delivery is not confirmed.

use super::datagram;
use super::patience::Patience;
use crate::output::fallback::Fallback;
use std::io::{self, ErrorKind};
use std::net::UdpSocket;

/// A connected socket, so that the system reports if no process is listening. It does so
/// immediately for this machine, and with a later datagram for another one.
#[derive(Debug)]
pub(super) struct Udp {
    socket: UdpSocket,
    /// The last line, which may still be refused.
    last: Vec<u8>,
}

impl Udp {
    pub(super) const fn new(socket: UdpSocket) -> Self {
        Self {
            socket,
            last: Vec::new(),
        }
    }

    /// Sends a line. If the line is empty, only checks whether the last one was refused.
    pub(super) fn send(
        &mut self,
        line: &[u8],
        patience: &mut Patience,
        fallback: &mut Fallback,
    ) -> io::Result<()> {
        if line.is_empty() {
            return self
                .take_error()
                .inspect_err(|error| self.refuse_last(error, fallback));
        }
        let mut send = || datagram::send(line, |record| self.socket.send(record), patience);
        let result = match send() {
            // The error is about the last line, and this line was not sent.
            Err(error) if error.kind() == ErrorKind::ConnectionRefused => {
                let result = send();
                self.refuse_last(&error, fallback);
                result
            }
            result => result,
        };
        result.and_then(|()| self.take_error())?;
        self.last.clear();
        self.last.extend_from_slice(line);
        Ok(())
    }

    fn take_error(&self) -> io::Result<()> {
        self.socket.take_error()?.map_or(Ok(()), Err)
    }

    fn refuse_last(&mut self, error: &io::Error, fallback: &mut Fallback) {
        fallback.take(&self.last, error);
        self.last.clear();
    }
}
