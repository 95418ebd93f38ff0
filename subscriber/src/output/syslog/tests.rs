//! Tests daemons that stop and restart, and daemons that do not read.

use super::*;
use crate::config::{Destination, OutputConfig};
use crate::layout::{Kea, Layout};
use crate::output::{Sink, Writer};
use crate::syslog::Facility;
use kea_messages::Severity;
use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// Collects the lines on standard error.
#[derive(Clone, Default)]
struct Stderr(Arc<Mutex<Vec<u8>>>);

impl Write for Stderr {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("nothing panics").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Stderr {
    /// Returns the part of each line after the last colon.
    fn lines(&self) -> Vec<String> {
        let text = self.0.lock().expect("nothing panics").clone();
        let text = String::from_utf8(text).expect("it is text");
        let line = |line: &str| line.rsplit(": ").next().unwrap_or_default().to_owned();
        text.lines().map(line).collect()
    }
}

/// A daemon with a socket of one kind.
struct Daemon {
    socket: Listening,
    /// The records that were received but not yet read.
    records: VecDeque<String>,
    text: String,
}

enum Listening {
    UnixDatagram(UnixDatagram),
    UnixStream(UnixListener, Vec<UnixStream>),
    Udp(UdpSocket),
    Tcp(TcpListener, Vec<TcpStream>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    UnixDatagram,
    UnixStream,
    Udp,
    Tcp,
}

const KINDS: [Kind; 4] = [Kind::UnixDatagram, Kind::UnixStream, Kind::Udp, Kind::Tcp];

/// How long a test waits for a daemon at most.
const SOON: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(1);

impl Daemon {
    fn start(address: &Address) -> Self {
        Self {
            socket: Listening::start(address),
            records: VecDeque::new(),
            text: String::new(),
        }
    }

    /// Returns the next records.
    fn read(&mut self, count: usize) -> Vec<String> {
        let start = Instant::now();
        let mut bytes = vec![0; 300_000];
        while self.records.len() < count {
            assert!(start.elapsed() < SOON, "{count} of {:?}", self.records);
            match &mut self.socket {
                Listening::UnixDatagram(socket) => {
                    socket.set_read_timeout(Some(SOON)).expect("it can be");
                    let length = socket.recv(&mut bytes).expect("there is a record");
                    self.records.push_back(text(&bytes[..length]));
                }
                Listening::Udp(socket) => {
                    socket.set_read_timeout(Some(SOON)).expect("it can be");
                    let length = socket.recv(&mut bytes).expect("there is a record");
                    self.records.push_back(text(&bytes[..length]));
                }
                Listening::UnixStream(listener, streams) => {
                    if let Ok((stream, _)) = listener.accept() {
                        stream.set_nonblocking(true).expect("it can be");
                        streams.push(stream);
                    }
                    self.text += &received(streams, &mut bytes);
                    while let Some((record, rest)) = self.text.split_once('\n') {
                        self.records.push_back(record.to_owned());
                        self.text = rest.to_owned();
                    }
                }
                Listening::Tcp(listener, streams) => {
                    if let Ok((stream, _)) = listener.accept() {
                        stream.set_nonblocking(true).expect("it can be");
                        streams.push(stream);
                    }
                    self.text += &received(streams, &mut bytes);
                    while let Some((length, rest)) = self.text.split_once(' ') {
                        let length: usize = length.parse().expect("the length of a record");
                        let Some((record, rest)) = rest.split_at_checked(length) else {
                            break;
                        };
                        self.records.push_back(record.to_owned());
                        self.text = rest.to_owned();
                    }
                }
            }
        }
        self.records.drain(..count).collect()
    }

    const fn is_stream(&self) -> bool {
        matches!(self.socket, Listening::UnixStream(..) | Listening::Tcp(..))
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("it is text")
}

impl Listening {
    fn start(address: &Address) -> Self {
        match address {
            Address::Unix(path) => {
                _ = std::fs::remove_file(path);
                if path.ends_with("datagram") {
                    Self::UnixDatagram(UnixDatagram::bind(path).expect("the path is free"))
                } else {
                    let listener = UnixListener::bind(path).expect("the path is free");
                    listener.set_nonblocking(true).expect("it can be");
                    Self::UnixStream(listener, Vec::new())
                }
            }
            Address::Udp(host) => {
                let socket = UdpSocket::bind((host.name.as_str(), host.port));
                Self::Udp(socket.expect("the port is free"))
            }
            Address::Tcp(host) => {
                let listener = TcpListener::bind((host.name.as_str(), host.port));
                let listener = listener.expect("the port is free");
                listener.set_nonblocking(true).expect("it can be");
                Self::Tcp(listener, Vec::new())
            }
            Address::Local => unreachable!("no test takes the place of the system's own"),
        }
    }
}

/// Returns the data that was received on the last connection.
fn received(streams: &mut [impl Read], bytes: &mut [u8]) -> String {
    let Some(stream) = streams.last_mut() else {
        return String::new();
    };
    let length = stream.read(bytes).unwrap_or(0);
    if length == 0 {
        // Other tests run at the same time.
        std::thread::sleep(PAUSE);
    }
    text(&bytes[..length])
}

/// Returns an address of this kind, where no daemon is listening.
fn address(kind: Kind, folder: &Path) -> Address {
    let text = match kind {
        Kind::UnixDatagram => format!("unix:{}", folder.join("datagram").display()),
        Kind::UnixStream => format!("unix:{}", folder.join("stream").display()),
        Kind::Udp => {
            let socket = UdpSocket::bind("127.0.0.1:0").expect("there are ports");
            format!("udp://{}", socket.local_addr().expect("it has one"))
        }
        Kind::Tcp => {
            let listener = TcpListener::bind("127.0.0.1:0").expect("there are ports");
            format!("tcp://{}", listener.local_addr().expect("it has one"))
        }
    };
    text.parse().expect("an address")
}

fn writer(address: &Address) -> (Stderr, Writer) {
    let stderr = Stderr::default();
    let destination = Destination::Syslog(Facility::LOCAL0, address.clone());
    let fallback = Fallback::with_stderr(destination.to_string(), Box::new(stderr.clone()));
    let config = OutputConfig {
        destination,
        layout: Layout::Kea(Kea {
            time: false,
            ..Kea::DEFAULT
        }),
        ..OutputConfig::CONSOLE
    };
    let sink = Sink::Syslog(Syslog::open(address));
    (stderr, Writer::new(sink, &config, fallback))
}

fn write(writer: &mut Writer, line: &str) {
    writer.write(&format!("{line}\n"), Severity::Info, std::process::id());
}

/// Removes the part of each line before the ID of a message, and the problem.
fn short(records: &[String]) -> Vec<String> {
    let short = records.iter().map(|record| {
        let record = record
            .rsplit_once("] ")
            .map_or(record.as_str(), |(_, text)| text);
        let end = record.find(" could not").or(record.find(" to "));
        record[..end.unwrap_or(record.len())].to_owned()
    });
    short.collect()
}

#[test]
fn a_daemon_that_restarts_gets_the_next_line() {
    for kind in KINDS {
        let folder = tempfile::tempdir().expect("there are temporary folders");
        let address = address(kind, folder.path());
        let mut daemon = Daemon::start(&address);
        let (stderr, mut writer) = writer(&address);
        if let Sink::Syslog(syslog) = &mut writer.sink {
            // The machine can be busy with other tests.
            syslog.patience = SOON;
        }
        for round in 0..3 {
            write(&mut writer, "first");
            write(&mut writer, "second");
            let expected: &[&str] = if round > 0 && daemon.is_stream() {
                &["LOG_CONNECTION_LOST the connection", "first", "second"]
            } else {
                &["first", "second"]
            };
            let records = daemon.read(expected.len());
            assert_eq!(short(&records), expected, "{kind:?} {round}");
            drop(daemon);
            daemon = Daemon::start(&address);
        }
        assert_eq!(stderr.lines(), [""; 0], "{kind:?}");
    }
}

#[test]
fn a_daemon_that_is_down_is_told_what_it_has_missed() {
    for kind in KINDS {
        let folder = tempfile::tempdir().expect("there are temporary folders");
        let address = address(kind, folder.path());
        let (stderr, mut writer) = writer(&address);
        write(&mut writer, "one");
        write(&mut writer, "two");
        assert_eq!(stderr.lines(), ["one", "two"], "{kind:?}");
        let mut daemon = Daemon::start(&address);
        // The next lines are refused until the next attempt to connect.
        let start = Instant::now();
        let mut missing = 2;
        loop {
            write(&mut writer, "three");
            if stderr.lines().len() == missing {
                break;
            }
            missing = stderr.lines().len();
            assert!(start.elapsed() < SOON, "{kind:?}");
            std::thread::sleep(Duration::from_millis(100));
        }
        let note = format!("LOG_LINES_MISSING {missing} line(s)");
        assert_eq!(short(&daemon.read(2)), [&note, "three"], "{kind:?}");
        assert!(
            kind == Kind::Tcp || kind == Kind::UnixStream || missing == 2,
            "{missing}"
        );
        drop(daemon);
        // The daemon does not come back.
        write(&mut writer, "four");
        write(&mut writer, "five");
        let lines = stderr.lines();
        assert_eq!(lines[missing..], ["four", "five"], "{kind:?}");
    }
}

#[test]
fn a_daemon_that_does_not_read_delays_nobody_for_long() {
    for kind in [Kind::UnixDatagram, Kind::UnixStream, Kind::Tcp] {
        let folder = tempfile::tempdir().expect("there are temporary folders");
        let address = address(kind, folder.path());
        let mut daemon = Daemon::start(&address);
        let (stderr, mut writer) = writer(&address);
        let line = |number: usize| format!("{number} {}", "x".repeat(10_000));
        let start = Instant::now();
        let count = 2_000;
        for number in 0..count {
            write(&mut writer, &line(number));
        }
        // If each statement waited, this would take minutes.
        assert!(start.elapsed() < Duration::from_secs(60), "{kind:?}");
        let refused = stderr.lines();
        assert!(!refused.is_empty() && refused.len() < count, "{kind:?}");
        // The daemon can still read the lines that were not refused, including the whole partially
        // sent line, and a message with the number of missing lines.
        let missing = refused.len();
        let reader = std::thread::spawn(move || {
            let (mut lines, mut told) = (Vec::new(), 0);
            while lines.len() + missing < count || told < missing {
                for record in daemon.read(1) {
                    match record.split_once("LOG_LINES_MISSING ") {
                        Some((_, note)) => {
                            let number = note.split(' ').next().expect("a number");
                            told += number.parse::<usize>().expect("a number");
                        }
                        None => lines.push(record),
                    }
                }
            }
            assert_eq!(told, missing, "{kind:?}");
            lines
        });
        while !reader.is_finished() {
            writer.flush();
            std::thread::sleep(PAUSE);
        }
        let mut all = reader.join().expect("it reads");
        all.extend(refused);
        all.sort();
        let mut expected: Vec<_> = (0..count).map(line).collect();
        expected.sort();
        assert!(all == expected, "{kind:?}");
    }
}

#[test]
fn a_line_that_was_torn_is_not_lost_with_the_connection() {
    for kind in [Kind::UnixStream, Kind::Tcp] {
        let folder = tempfile::tempdir().expect("there are temporary folders");
        let address = address(kind, folder.path());
        let daemon = Daemon::start(&address);
        let (stderr, mut writer) = writer(&address);
        let line = "x".repeat(10_000_000);
        write(&mut writer, &line);
        assert_eq!(stderr.lines(), [""; 0], "{kind:?}");
        drop(daemon);
        write(&mut writer, "next");
        assert!(stderr.lines() == [line.as_str(), "next"], "{kind:?}");

        // A partially sent line is not lost with the output either.
        let mut daemon = Daemon::start(&address);
        let (stderr, mut writer) = self::writer(&address);
        write(&mut writer, "first");
        daemon.read(1);
        write(&mut writer, &line);
        drop(writer);
        assert!(stderr.lines() == [line.as_str()], "{kind:?}");
    }
}

#[test]
fn a_line_that_is_too_long_for_a_datagram_is_cut() {
    for kind in [Kind::UnixDatagram, Kind::Udp] {
        let folder = tempfile::tempdir().expect("there are temporary folders");
        let address = address(kind, folder.path());
        let mut daemon = Daemon::start(&address);
        let (stderr, mut writer) = writer(&address);
        let head = "<134>Dec 20 10:15:02 kea[4711]: ";
        write(&mut writer, &format!("{head}{}", "x".repeat(1_000_000)));
        write(&mut writer, "next");
        let records = daemon.read(2);
        let mark = format!("xx... [cut from {} bytes]", 1_000_000 + head.len());
        assert!(
            records[0].starts_with(head) && records[0].ends_with(&mark),
            "{kind:?}"
        );
        assert!(records[0].len() > 1_000, "{kind:?}");
        assert_eq!(records[1], "next", "{kind:?}");
        assert_eq!(stderr.lines(), [""; 0], "{kind:?}");
    }
}

#[test]
fn a_host_that_is_not_there_delays_nobody_for_long() {
    for address in [
        "tcp://name.invalid:514",
        "udp://name.invalid:514",
        "tcp://192.0.2.1:514",
    ] {
        let start = Instant::now();
        let (stderr, mut writer) = writer(&address.parse().expect("an address"));
        for _ in 0..1_000 {
            write(&mut writer, "line");
        }
        assert_eq!(stderr.lines().len(), 1_000, "{address}");
        // If each statement waited, this would take minutes.
        assert!(start.elapsed() < Duration::from_secs(60), "{address}");
    }
}

#[test]
fn what_a_path_leads_to_is_whatever_it_is() {
    let folder = tempfile::tempdir().expect("there are temporary folders");
    let path = folder.path().join("datagram");
    let address = Address::Unix(path.clone());
    let (stderr, mut writer) = writer(&address);
    let mut expected = 0;
    let mut refused = |writer: &mut Writer| {
        write(writer, "line");
        expected += 1;
        assert_eq!(stderr.lines().len(), expected);
    };
    refused(&mut writer);
    std::fs::create_dir(&path).expect("nothing is there");
    refused(&mut writer);
    std::fs::remove_dir(&path).expect("it is there");
    std::fs::write(&path, "").expect("nothing is there");
    refused(&mut writer);
    std::fs::remove_file(&path).expect("it is there");
    let mut daemon = Daemon::start(&address);
    write(&mut writer, "line");
    assert_eq!(
        short(&daemon.read(2)),
        ["LOG_LINES_MISSING 3 line(s)", "line"]
    );
    // Another daemon replaces this one, without an error that would show it.
    let mut other = Daemon::start(&address);
    write(&mut writer, "old");
    drop(daemon);
    write(&mut writer, "new");
    assert_eq!(other.read(1), ["new"]);
}

#[test]
fn a_udp_daemon_that_is_gone_is_heard_of_at_the_latest_by_a_flush() {
    let (stderr, mut writer) = writer(&address(Kind::Udp, Path::new("")));
    write(&mut writer, "line");
    writer.flush();
    assert_eq!(stderr.lines()[0], "line");
}
