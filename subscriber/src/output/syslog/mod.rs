//! Sends records to a syslog daemon, which can stop and restart.
//!
//! A statement that logs waits for the daemon only briefly: a record that the daemon does
//! not accept in that time is rejected.

mod connecting;
mod datagram;
mod errors;
mod patience;
mod socket;
mod stream;
mod udp;

use self::connecting::Connecting;
use self::patience::Patience;
use self::socket::Socket;
use crate::output::fallback::Fallback;
use crate::output::lines::Refusal;
use crate::syslog::Address;
use std::io;
use std::time::{Duration, Instant};

/// The connection to a daemon.
#[derive(Debug)]
pub(crate) struct Syslog {
    address: Address,
    socket: Option<Socket>,
    connecting: Connecting,
    patience: Duration,
    /// The time until which statements do not wait, because a statement has waited in vain.
    impatient_until: Option<Instant>,
}

/// How long a statement waits until the daemon accepts a line.
const PATIENCE: Duration = Duration::from_millis(100);
/// How long other statements do not wait after a statement has waited in vain.
const IMPATIENCE: Duration = Duration::from_secs(1);
/// How long the program waits for the daemon when the configuration is loaded.
const PATIENCE_AT_START: Duration = Duration::from_secs(1);

impl Syslog {
    /// Connects to a daemon. It is not an error if this fails, because the daemon can be started
    /// later.
    pub(crate) fn open(address: &Address) -> Self {
        let mut syslog = Self {
            address: address.clone(),
            socket: None,
            connecting: Connecting::new(),
            patience: PATIENCE,
            impatient_until: None,
        };
        let mut patience = Patience::new(PATIENCE_AT_START);
        let socket = syslog.connecting.socket(&syslog.address, &mut patience);
        syslog.socket = socket.ok();
        syslog
    }

    /// Resolves the host again, because its address can have changed.
    pub(crate) fn look_up(&mut self) {
        if matches!(self.socket, Some(Socket::Udp(_))) {
            self.connecting.start_beside(&self.address);
        }
    }

    /// Returns the partially sent line, or an empty slice.
    pub(crate) fn torn_line(&self) -> &[u8] {
        let socket = self.socket.as_ref();
        socket.and_then(Socket::torn_line).unwrap_or_default()
    }

    /// Sends lines, each of which is a record.
    pub(crate) fn put(&mut self, lines: &[u8], fallback: &mut Fallback) -> Result<(), Refusal> {
        let mut taken = 0;
        for line in lines.split_inclusive(|byte| *byte == b'\n') {
            if let Err(error) = self.send(line, fallback) {
                return Err(Refusal { error, taken });
            }
            taken += line.len();
        }
        Ok(())
    }

    /// Checks whether the daemon has closed the connection, before lines or reports are sent.
    pub(crate) fn look(&mut self, fallback: &mut Fallback) {
        if let Some(Err(error)) = self.socket.as_mut().map(Socket::look) {
            self.lose(&error, fallback);
        }
    }

    /// Sends the rest of a partially sent line, and checks whether the last line was refused.
    pub(crate) fn flush(&mut self, fallback: &mut Fallback) {
        self.look(fallback);
        let Some(socket) = &mut self.socket else {
            return;
        };
        match socket.send(b"", &mut Patience::new(PATIENCE), fallback) {
            Err(error) if !errors::is_full(&error) => self.lose(&error, fallback),
            _ => {}
        }
    }

    fn send(&mut self, line: &[u8], fallback: &mut Fallback) -> io::Result<()> {
        let now = Instant::now();
        let is_impatient = self.impatient_until.is_some_and(|until| now < until);
        let mut patience = Patience::new(if is_impatient {
            Duration::ZERO
        } else {
            self.patience
        });
        let result = self.send_soon(line, &mut patience, fallback);
        if result.is_err() && !is_impatient && patience.is_exhausted() {
            self.impatient_until = Some(Instant::now() + IMPATIENCE);
        }
        result
    }

    fn send_soon(
        &mut self,
        line: &[u8],
        patience: &mut Patience,
        fallback: &mut Fallback,
    ) -> io::Result<()> {
        let mut is_again = false;
        loop {
            let socket = self.connect(patience, fallback)?;
            let error = match socket.send(line, patience, fallback) {
                Ok(()) => return Ok(()),
                Err(error) if errors::is_full(&error) => return Err(error),
                Err(error) => error,
            };
            let is_udp = matches!(socket, Socket::Udp(_));
            self.lose(&error, fallback);
            if is_udp || is_again {
                return Err(error);
            }
            // The daemon has stopped, but another one can already be running.
            is_again = true;
        }
    }

    /// Returns the socket, which is connected first if necessary.
    fn connect(
        &mut self,
        patience: &mut Patience,
        fallback: &mut Fallback,
    ) -> io::Result<&mut Socket> {
        if let Some(socket) = &mut self.socket {
            if let Some(new) = self.connecting.beside() {
                _ = socket.send(b"", patience, fallback);
                *socket = new;
            }
        }
        if self.socket.is_none() {
            self.socket = Some(self.connecting.socket(&self.address, patience)?);
        }
        self.socket
            .as_mut()
            .ok_or_else(|| io::ErrorKind::NotConnected.into())
    }

    /// Handles a socket that no longer works.
    fn lose(&mut self, error: &io::Error, fallback: &mut Fallback) {
        match self.socket.take() {
            Some(Socket::Udp(socket)) => {
                // The socket works again as soon as the daemon is back, unless the address of the
                // host has changed.
                self.socket = Some(Socket::Udp(socket));
                self.connecting.start_beside(&self.address);
            }
            Some(socket) => {
                if let Some(line) = socket.torn_line() {
                    fallback.take(line, error);
                }
                if socket.is_stream() {
                    fallback.say_connection_lost(error);
                }
            }
            None => {}
        }
    }
}

#[cfg(all(test, unix))]
mod tests;
