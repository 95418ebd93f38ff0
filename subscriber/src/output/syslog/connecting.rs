//! Connects in a separate thread, because the standard library has no timeout for resolving host
//! names or for Unix sockets.

#[cfg(unix)]
use super::errors;
use super::patience::Patience;
use super::socket::{self, Socket};
use crate::syslog::Address;
use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// The current attempt to connect, and the results of the previous attempts.
#[derive(Debug)]
pub(super) struct Connecting {
    attempt: Option<Receiver<io::Result<Socket>>>,
    /// The process that has started the attempt. A forked child does not have its thread.
    process: u32,
    /// The number of failed attempts since the last connection.
    failures: u32,
    /// The number of attempts, which determines the address to use if a host has several.
    turn: usize,
    not_before: Option<Instant>,
    problem: Option<(io::ErrorKind, String)>,
}

/// The minimum time between two attempts that succeed.
const PAUSE: Duration = Duration::from_millis(20);
/// The pause after the first failure. Each of the next five failures doubles it.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(1);

impl Connecting {
    pub(super) const fn new() -> Self {
        Self {
            attempt: None,
            process: 0,
            failures: 0,
            turn: 0,
            not_before: None,
            problem: None,
        }
    }

    /// Returns a new socket, if it is connected in time.
    ///
    /// Only the first attempt is waited for. Later ones run in the background, because a host that
    /// does not answer must not delay every line.
    pub(super) fn socket(
        &mut self,
        address: &Address,
        patience: &mut Patience,
    ) -> io::Result<Socket> {
        #[cfg(unix)]
        match socket::unix_datagram(address) {
            Some(Err(error)) if errors::is_of_another_type(&error) => {}
            Some(result) => return result,
            None => {}
        }
        if !self.is_trying() {
            while self.is_too_early() {
                if self.failures > 0 || !patience.wait() {
                    return Err(self.problem());
                }
            }
            self.start(address)?;
        }
        let Some(attempt) = &self.attempt else {
            return Err(self.problem());
        };
        let received = if self.failures > 0 {
            attempt.recv_timeout(Duration::ZERO)
        } else {
            patience.spend(|left| attempt.recv_timeout(left))
        };
        match received {
            Ok(result) => self.end(result),
            Err(RecvTimeoutError::Timeout) => {
                // The next call does not wait for this attempt.
                self.failures = self.failures.max(1);
                let problem = format!("not connected to {address} yet");
                Err(io::Error::new(io::ErrorKind::TimedOut, problem))
            }
            Err(RecvTimeoutError::Disconnected) => self.end(Err(io::ErrorKind::Other.into())),
        }
    }

    /// Starts to connect another socket while the current one is still used.
    pub(super) fn start_beside(&mut self, address: &Address) {
        if !self.is_trying() && !self.is_too_early() && self.start(address).is_ok() {
            self.not_before = Instant::now().checked_add(PAUSE_AFTER_FAILURE);
        }
    }

    /// Returns the other socket as soon as it is connected.
    pub(super) fn beside(&mut self) -> Option<Socket> {
        let attempt = self.attempt.as_ref()?;
        match attempt.try_recv() {
            Err(mpsc::TryRecvError::Empty) => None,
            result => {
                self.attempt = None;
                result.ok()?.ok()
            }
        }
    }

    fn is_trying(&self) -> bool {
        self.attempt.is_some() && self.process == std::process::id()
    }

    fn is_too_early(&self) -> bool {
        self.not_before.is_some_and(|time| Instant::now() < time)
    }

    fn start(&mut self, address: &Address) -> io::Result<()> {
        let (sender, receiver) = mpsc::sync_channel(1);
        let (address, turn) = (address.clone(), self.turn);
        let thread = thread::Builder::new().name("syslog".to_owned());
        self.turn = turn.wrapping_add(1);
        let started = thread.spawn(move || _ = sender.send(socket::open(&address, turn)));
        if let Err(error) = started {
            return self.end(Err(error)).map(drop);
        }
        self.attempt = Some(receiver);
        self.process = std::process::id();
        Ok(())
    }

    fn end(&mut self, result: io::Result<Socket>) -> io::Result<Socket> {
        self.attempt = None;
        let pause = match &result {
            Ok(_) => {
                self.failures = 0;
                PAUSE
            }
            Err(error) => {
                self.problem = Some((error.kind(), error.to_string()));
                self.failures = self.failures.saturating_add(1);
                pause_after(self.failures)
            }
        };
        self.not_before = Instant::now().checked_add(pause);
        result
    }

    /// Returns the error with the reason why there is no connection.
    fn problem(&self) -> io::Error {
        let (kind, text) = match &self.problem {
            Some((kind, text)) => (*kind, text.as_str()),
            None => (io::ErrorKind::NotConnected, "not connected"),
        };
        io::Error::new(kind, text)
    }
}

/// Returns the pause after this number of consecutive failures.
fn pause_after(failures: u32) -> Duration {
    PAUSE_AFTER_FAILURE * (1 << failures.saturating_sub(1).min(5))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::UdpSocket;

    #[test]
    fn a_child_does_not_wait_for_a_thread_of_its_parent() {
        let daemon = UdpSocket::bind("127.0.0.1:0").expect("there are ports");
        let address = format!("udp://{}", daemon.local_addr().expect("it has one"));
        let address: Address = address.parse().expect("an address");
        // This is the state after a fork: the sender is never used.
        let (_sender, receiver) = mpsc::sync_channel(1);
        let mut connecting = Connecting::new();
        connecting.attempt = Some(receiver);
        connecting.process = std::process::id().wrapping_add(1);
        let socket = connecting.socket(&address, &mut Patience::new(Duration::from_secs(10)));
        assert!(socket.is_ok(), "{socket:?}");
    }

    #[test]
    fn pauses_grow_up_to_half_a_minute() {
        for (failures, seconds) in [
            (0, 1),
            (1, 1),
            (2, 2),
            (3, 4),
            (6, 32),
            (7, 32),
            (u32::MAX, 32),
        ] {
            assert_eq!(pause_after(failures), Duration::from_secs(seconds));
        }
        let mut connecting = Connecting::new();
        let failed = connecting.end(Err(io::ErrorKind::ConnectionRefused.into()));
        assert!(failed.is_err() && connecting.is_too_early());
        assert_eq!(
            connecting.problem().kind(),
            io::ErrorKind::ConnectionRefused
        );
    }
}
