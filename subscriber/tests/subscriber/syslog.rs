//! Tests the records that a syslog daemon receives.

use crate::alone;
use kea_messages::{emit, kea_messages};
use kea_messages_subscriber::{Config, Loggers};
use std::io::Read;
use std::net::{TcpListener, UdpSocket};
use std::os::unix::net::UnixDatagram;
use std::time::Duration;
use tracing_subscriber::prelude::*;

kea_messages! {
    logger = "kea.syslog";
    fatal SYSLOG_FATAL() = "the end";
    error SYSLOG_ERROR() = "bad";
    warn SYSLOG_VALUES(client: &str, attempts: u32, #[secret] key) = "%1: failed after %2, %3";
    info SYSLOG_INFO() = "good";
    error SYSLOG_FAILED(
        error: impl std::error::Error,
        a_name_of_more_than_twenty_eight_letters: &std::io::Error
    ) = "%1, %2";
    debug(40) SYSLOG_DEBUG(place: &str) = "in %1";
    info SYSLOG_WITH_AN_ID_THAT_RFC_5424_HAS_NO_PLACE_FOR() = "long";
}

/// Runs `emit` with an output with these options.
fn log(options: &str, emit: impl FnOnce()) {
    let _alone = alone();
    let json = format!(
        r#"{{ "loggers": [{{ "name": "kea", "severity": "DEBUG", "debuglevel": 99,
        "output-options": [{{ {options} }}] }}] }}"#
    );
    let config = Config::from_json(&json).expect("the configuration is right");
    let loggers = Loggers::new("kea", &config).expect("a daemon need not be there");
    let subscriber = tracing_subscriber::registry().with(loggers.layer());
    tracing::subscriber::with_default(subscriber, emit);
}

/// Returns the records that a daemon receives over UDP, for an output with these options.
fn over_udp(options: &str, emit: impl FnOnce()) -> Vec<String> {
    let daemon = UdpSocket::bind("127.0.0.1:0").expect("there are ports");
    let address = daemon.local_addr().expect("it has one");
    log(&format!(r#""address": "udp://{address}", {options}"#), emit);
    daemon.set_nonblocking(true).expect("it can be");
    let mut record = [0; 10_000];
    let received = std::iter::from_fn(|| {
        let length = daemon.recv(&mut record).ok()?;
        Some(String::from_utf8(record[..length].to_vec()).expect("it is text"))
    });
    received.collect()
}

/// Splits a record into the part up to `start`, the time before `end`, and the rest.
fn without<'a>(record: &'a str, start: &str, end: &str) -> (&'a str, &'a str, &'a str) {
    let at = record.find(start).expect(record) + start.len();
    let (before, rest) = record.split_at(at);
    let at = rest.find(end).expect(record);
    let (time, after) = rest.split_at(at);
    (before, time, after)
}

fn program() -> String {
    let path = std::env::current_exe().expect("it runs");
    let name = path.file_name().and_then(|name| name.to_str());
    name.expect("it is text").to_owned()
}

fn all() {
    emit!(SYSLOG_FATAL());
    emit!(SYSLOG_ERROR());
    emit!(SYSLOG_VALUES("10.0.0.1\n", 3, "s3cret"));
    emit!(SYSLOG_INFO());
    emit!(SYSLOG_DEBUG("a"));
}

#[test]
fn rfc3164_is_what_c_writes() {
    for (output, facility) in [
        ("syslog", 16),
        ("syslog:daemon", 3),
        ("syslog:LOCAL7", 23),
        ("syslog:kern", 0),
        ("syslog:no-facility", 1),
    ] {
        // The path of a Unix socket has to be short.
        let folder = tempfile::tempdir().expect("there are temporary folders");
        let socket = folder.path().join("log");
        let daemon = UnixDatagram::bind(&socket).expect("the path is free");
        let address = format!("unix:{}", socket.display());
        let options = format!(r#""output": "{output}", "address": {address:?}"#);
        log(&options, all);
        daemon.set_nonblocking(true).expect("it can be");
        let process = std::process::id();
        if output == "syslog:no-facility" {
            let mut record = [0; 1_000];
            let length = daemon.recv(&mut record).expect("there is a record");
            let record = String::from_utf8_lossy(&record[..length]);
            assert!(record.contains("`no-facility` is not"), "{record}");
        }
        for (severity, line) in [
            (2, "FATAL [kea.syslog/PID] SYSLOG_FATAL the end"),
            (3, "ERROR [kea.syslog/PID] SYSLOG_ERROR bad"),
            (
                4,
                r"WARN  [kea.syslog/PID] SYSLOG_VALUES 10.0.0.1\n: failed after 3, <redacted>",
            ),
            (6, "INFO  [kea.syslog/PID] SYSLOG_INFO good"),
            (7, "DEBUG [kea.syslog/PID] SYSLOG_DEBUG in a"),
        ] {
            let mut record = [0; 1_000];
            let length = daemon.recv(&mut record).expect("there is a record");
            let record = std::str::from_utf8(&record[..length]).expect("it is text");
            let (before, time, after) = without(record, ">", &format!(" {}", program()));
            assert_eq!(before, format!("<{}>", facility * 8 + severity));
            let now = jiff::ZonedDateTime::now().strftime("%b %e %H:").to_string();
            assert_eq!(time.len(), "Dec 20 10:15:02".len(), "{time:?}");
            // The test may run while the hour changes.
            assert!(
                time.starts_with(&now) || !time[7..].contains(":59:"),
                "{time:?}"
            );
            let line = line.replace("PID", &process.to_string());
            assert_eq!(after, format!(" {}[{process}]: {line}", program()));
        }
    }
}

#[test]
fn another_machine_is_told_the_name_of_this_one() {
    let records = over_udp(r#""output": "syslog", "layout": "json""#, || {
        emit!(SYSLOG_INFO());
    });
    let words: Vec<_> = records[0].split_whitespace().collect();
    let host = words[3];
    let known = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let known = known.trim().split('.').next().unwrap_or_default();
    if known.is_empty() {
        assert!(host.starts_with(&program()), "{records:?}");
    } else {
        assert_eq!(host, known);
    }
    // Any layout can follow the header.
    let (_, json) = records[0].split_once("]: ").expect("a header");
    let json: serde_json::Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(json["message_id"], "SYSLOG_INFO");
}

#[test]
fn a_pattern_of_several_lines_is_one_record() {
    let records = over_udp(
        r#""output": "syslog", "pattern": "%p%n%m\n<0>%c\n\n""#,
        || {
            emit!(SYSLOG_INFO());
            emit!(SYSLOG_ERROR());
        },
    );
    let texts: Vec<_> = records
        .iter()
        .map(|record| record.split_once("]: ").expect(record).1)
        .collect();
    assert_eq!(
        texts,
        [
            "INFO SYSLOG_INFO good <0>kea.syslog",
            "ERROR SYSLOG_ERROR bad <0>kea.syslog",
        ]
    );
}

/// Checks the headers of RFC 5424, and returns the records from the ID onwards.
fn rfc5424(options: &str, emit: impl FnOnce()) -> Vec<String> {
    let options = format!(r#""output": "syslog:user", "layout": "rfc5424"{options}"#);
    let records = over_udp(&options, emit);
    let records = records.iter().map(|record| {
        let words: Vec<_> = record.splitn(6, ' ').collect();
        assert!(
            words[0].starts_with('<') && words[0].ends_with(">1"),
            "{record}"
        );
        assert!(words[1].parse::<jiff::Timestamp>().is_ok(), "{record}");
        assert!(!words[2].is_empty(), "{record}");
        assert_eq!(words[3], &program()[..program().len().min(48)], "{record}");
        assert_eq!(words[4], std::process::id().to_string());
        words[5].to_owned()
    });
    records.collect()
}

#[test]
fn rfc5424_has_the_arguments_as_structured_data() {
    let records = rfc5424("", || {
        emit!(SYSLOG_VALUES("10.0.0.1", 3, "s3cret"));
        emit!(SYSLOG_VALUES("\"]\\\n<0>1", 3, "s3cret"));
        emit!(SYSLOG_DEBUG("größe"));
        emit!(SYSLOG_INFO());
        emit!(SYSLOG_WITH_AN_ID_THAT_RFC_5424_HAS_NO_PLACE_FOR());
        tracing::warn!(target: "kea.other", port = 80, "user.name" = "x]", "listening");
        tracing::info!(target: "kea.other", a = true, "größe (m) =\"" = 1);
    });
    assert_eq!(
        records,
        [
            r#"SYSLOG_VALUES [kea@32473 logger="kea.syslog"][arguments@32473 client="10.0.0.1" attempts="3" key="<redacted>"] SYSLOG_VALUES 10.0.0.1: failed after 3, <redacted>"#,
            r#"SYSLOG_VALUES [kea@32473 logger="kea.syslog"][arguments@32473 client="\"\]\\\\n<0>1" attempts="3" key="<redacted>"] SYSLOG_VALUES "]\\\n<0>1: failed after 3, <redacted>"#,
            "SYSLOG_DEBUG [kea@32473 logger=\"kea.syslog\" debug_level=\"40\"][arguments@32473 place=\"größe\"] \u{feff}SYSLOG_DEBUG in größe",
            r#"SYSLOG_INFO [kea@32473 logger="kea.syslog"] SYSLOG_INFO good"#,
            r#"SYSLOG_WITH_AN_ID_THAT_RFC_5424_ [kea@32473 logger="kea.syslog"] SYSLOG_WITH_AN_ID_THAT_RFC_5424_HAS_NO_PLACE_FOR long"#,
            r#"- [kea@32473 logger="kea.other"][arguments@32473 port="80" user.name="x\]"] listening"#,
            r#"- [kea@32473 logger="kea.other"][arguments@32473 a="true" gr__e_(m)___="1"]"#,
        ]
    );
}

/// An error with the text `outer` and a source.
#[derive(Debug)]
struct Outer(std::io::Error);

impl std::fmt::Display for Outer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("outer")
    }
}

impl std::error::Error for Outer {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

fn outer(inner: &str) -> Outer {
    Outer(std::io::Error::other(inner))
}

#[test]
fn rfc5424_has_the_sources_of_errors_as_an_element() {
    let emit = || {
        let second = std::io::Error::other(Outer(std::io::Error::other(outer("x"))));
        emit!(SYSLOG_FAILED(outer("a ] \"b\""), &second));
        emit!(SYSLOG_FAILED(std::fmt::Error, &std::io::Error::other("x")));
    };
    let [first, second] = &rfc5424(r#", "error-sources": true"#, emit)[..] else {
        panic!("two records")
    };
    let elements = |record: &str, element: &str| {
        let (_, inside) = record.split_once(&format!("[{element}@32473 "))?;
        Some(inside.split_once("] SYSLOG")?.0.to_owned())
    };
    assert_eq!(
        elements(first, "sources").as_deref(),
        Some(
            r#"error.1="a \] \"b\"" a_name_of_more_than_twenty_e.1="outer" a_name_of_more_than_twenty_e.2="x""#
        )
    );
    assert_eq!(elements(second, "sources"), None);
    for record in rfc5424("", emit) {
        assert_eq!(elements(&record, "sources"), None);
    }
}

#[test]
fn rfc5424_has_spans_as_elements() {
    let emit = || {
        let _outer = tracing::info_span!(target: "kea", "conn", peer = "192.0.2.7").entered();
        let _inner = tracing::info_span!(target: "kea", "a ] \"b\"", span = 3).entered();
        emit!(SYSLOG_INFO());
    };
    assert_eq!(
        rfc5424(r#", "enterprise": 2495"#, emit),
        [
            r#"SYSLOG_INFO [kea@2495 logger="kea.syslog"][span1@2495 span="conn" peer="192.0.2.7"][span2@2495 span="a \] \"b\"" span="3"] SYSLOG_INFO good"#
        ]
    );
    assert_eq!(
        rfc5424(r#", "spans": false"#, emit),
        [r#"SYSLOG_INFO [kea@32473 logger="kea.syslog"] SYSLOG_INFO good"#]
    );
    let threaded = rfc5424(r#", "thread": true, "spans": false"#, emit);
    let (before, thread, after) = without(&threaded[0], "thread=\"", "\"");
    assert_eq!(
        before,
        r#"SYSLOG_INFO [kea@32473 logger="kea.syslog" thread=""#
    );
    assert!(thread.parse::<u64>().is_ok(), "{threaded:?}");
    assert_eq!(after, r#""] SYSLOG_INFO good"#);
}

#[test]
fn tcp_has_the_length_before_each_record() {
    let daemon = TcpListener::bind("127.0.0.1:0").expect("there are ports");
    let port = daemon.local_addr().expect("it has one").port();
    // At least one of the addresses of this name is that of the daemon.
    let options = format!(r#""output": "syslog", "address": "tcp://localhost:{port}""#);
    log(&options, || {
        emit!(SYSLOG_INFO());
        emit!(SYSLOG_DEBUG("größe"));
    });
    let (mut stream, _) = daemon.accept().expect("there is a connection");
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .expect("it can be");
    let mut text = String::new();
    stream
        .read_to_string(&mut text)
        .expect("it is closed by its end");
    for end in ["SYSLOG_INFO good", "SYSLOG_DEBUG in größe"] {
        let (length, rest) = text.split_once(' ').expect("a length");
        let (record, rest) = rest.split_at(length.parse().expect("a number"));
        assert!(record.starts_with('<') && record.ends_with(end), "{record}");
        text = rest.to_owned();
    }
    assert_eq!(text, "");
}

#[test]
fn a_reload_keeps_the_connection() {
    let _alone = alone();
    let daemon = TcpListener::bind("127.0.0.1:0").expect("there are ports");
    let address = daemon.local_addr().expect("it has one");
    let json = |layout: &str| {
        format!(
            r#"{{ "loggers": [{{ "name": "kea", "output-options": [{{ "output": "syslog",
            "address": "tcp://{address}", "layout": "{layout}" }}] }}] }}"#
        )
    };
    let config = Config::from_json(&json("kea")).expect("the configuration is right");
    let loggers = Loggers::new("kea", &config).expect("the daemon is there");
    let subscriber = tracing_subscriber::registry().with(loggers.layer());
    tracing::subscriber::with_default(subscriber, || {
        emit!(SYSLOG_INFO());
        loggers
            .reload_json(&json("rfc5424"))
            .expect("the configuration is right");
        emit!(SYSLOG_INFO());
    });
    drop(loggers);
    let (mut stream, _) = daemon.accept().expect("there is a connection");
    let mut text = String::new();
    stream.read_to_string(&mut text).expect("it is closed");
    assert!(text.contains("INFO  [kea.syslog/"), "{text}");
    assert!(
        text.ends_with(r#"[kea@32473 logger="kea.syslog"] SYSLOG_INFO good"#),
        "{text}"
    );
}
