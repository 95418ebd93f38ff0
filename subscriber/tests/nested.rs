//! Tests arguments that log while they are printed.
//!
//! This is a separate test program, because only a global subscriber receives an event within an
//! event.
#![cfg(unix)]
#![forbid(unsafe_code)]

use kea_messages::{emit, kea_messages};
use kea_messages_subscriber::{Config, Loggers};
use std::fmt;
use std::os::unix::net::UnixDatagram;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use tracing_subscriber::prelude::*;

kea_messages! {
    logger = "nested.server";
    info NESTED_OUTER(value) = "outer %1 end";
    info NESTED_INNER(number: u32) = "inner %1 end";
}

/// An argument that logs a message each time it is printed.
#[derive(Debug)]
struct Talkative(u32);

impl fmt::Display for Talkative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("before ")?;
        emit!(NESTED_INNER(self.0));
        f.write_str("after")
    }
}

/// The number of threads, each of which logs `MESSAGES` messages.
const THREADS: u32 = 4;
const MESSAGES: u32 = 10;

/// The name of each output, and its options.
const LAYOUTS: [(&str, &str); 6] = [
    ("kea", r#""layout": "kea""#),
    ("pattern", r#""pattern": "%p %c %x %m\n""#),
    ("json", r#""layout": "json""#),
    ("json-flat", r#""layout": "json-flat""#),
    ("ecs", r#""layout": "ecs""#),
    ("opentelemetry", r#""layout": "opentelemetry""#),
];

#[test]
fn an_argument_that_logs_neither_hangs_nor_tears_a_line() {
    // The files are not deleted at the end, because the lines of a deleted file are written again.
    let files = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("nested");
    _ = std::fs::remove_dir_all(&files);
    std::fs::create_dir_all(&files).expect("the folder for temporary files is there");
    let mut outputs = Vec::new();
    for (name, options) in LAYOUTS {
        let file = files.join(name);
        outputs.push(format!(
            r#"{{ "output": {file:?}, "spans": true, {options} }}"#
        ));
    }
    // The path of a Unix socket has to be short.
    let folder = tempfile::tempdir().expect("there are temporary folders");
    let mut daemons = Vec::new();
    for layout in ["kea", "rfc5424"] {
        let socket = folder.path().join(format!("{layout}.socket"));
        let daemon = UnixDatagram::bind(&socket).expect("the path is free");
        let address = format!("unix:{}", socket.display());
        outputs.push(format!(
            r#"{{ "output": "syslog", "address": {address:?}, "layout": "{layout}" }}"#
        ));
        daemons.push(daemon);
    }
    let json = format!(
        r#"{{ "loggers": [{{ "name": "nested", "output-options": [{}],
            "limits": {{ "NESTED_OUTER": "1000/min per value" }} }}] }}"#,
        outputs.join(", ")
    );
    let config = Config::from_json(&json).expect(&json);
    let loggers = Loggers::new("nested", &config).expect("they can be opened");
    tracing_subscriber::registry().with(loggers.layer()).init();
    let received = daemons
        .into_iter()
        .map(|daemon| thread::spawn(move || records(&daemon)));
    let received: Vec<_> = received.collect();
    let (sender, ends) = mpsc::channel();
    for _ in 0..THREADS {
        let sender = sender.clone();
        thread::spawn(move || {
            for number in 0..MESSAGES {
                let span =
                    tracing::info_span!(target: "nested", "span", later = tracing::field::Empty);
                let _entered = span.enter();
                span.record("later", tracing::field::display(Talkative(number)));
                emit!(NESTED_OUTER(Talkative(number)));
            }
            _ = sender.send(());
        });
    }
    for _ in 0..THREADS {
        let ended = ends.recv_timeout(Duration::from_secs(60));
        ended.expect("no thread hangs");
    }
    for (name, _) in LAYOUTS {
        let text = std::fs::read_to_string(files.join(name)).expect("it is open");
        assert!(text.ends_with('\n'), "{name}");
        check(name, text.lines());
    }
    for received in received {
        let records = received.join().expect("it reads");
        check("syslog", records.iter().map(String::as_str));
    }
}

/// Receives records until there are no more.
fn records(daemon: &UnixDatagram) -> Vec<String> {
    let timeout = Some(Duration::from_secs(5));
    daemon.set_read_timeout(timeout).expect("it can have one");
    let mut records = Vec::new();
    let mut record = [0; 4_096];
    while let Ok(length) = daemon.recv(&mut record) {
        records.push(String::from_utf8_lossy(&record[..length]).into_owned());
    }
    records
}

/// Checks that each line is a single complete message.
fn check<'a>(name: &str, lines: impl Iterator<Item = &'a str>) {
    let mut outer = 0;
    for line in lines {
        let is_json = !["kea", "pattern", "syslog"].contains(&name);
        let is_whole = !is_json || serde_json::from_str::<serde_json::Value>(line).is_ok();
        assert!(is_whole, "{name}: {line}");
        let [outers, inners] =
            ["outer before after end", "inner "].map(|text| line.matches(text).count());
        assert_eq!(outers + inners, 1, "{name}: {line}");
        outer += outers;
    }
    assert_eq!(outer, (THREADS * MESSAGES) as usize, "{name}");
}
