//! Tests the statistics of outputs.

use crate::{alone, folder};
use kea_messages::{emit, kea_messages};
use kea_messages_subscriber::{Config, Loggers, OutputStatus};
use std::fs;
use tracing_subscriber::prelude::*;

kea_messages! {
    logger = "status.server";
    info STATUS_LINE(text: &str) = "%1";
}

#[test]
fn an_output_counts_what_it_has_done() {
    let _alone = alone();
    let folder = folder("status");
    let (rotated, waiting) = (folder.join("rotated"), folder.join("waiting"));
    let json = format!(
        r#"{{ "loggers": [
            {{ "name": "status", "output-options": [
                {{ "output": "{}", "maxsize": 150, "maxver": 9 }},
                {{ "output": "{}", "maxsize": 0, "flush": false }} ] }},
            {{ "name": "status.other", "output-options": [
                {{ "output": "{}", "maxsize": 150, "maxver": 9 }} ] }}
        ] }}"#,
        rotated.display(),
        waiting.display(),
        rotated.display(),
    );
    let config = Config::from_json(&json).expect("it is right");
    let loggers = Loggers::new("status", &config).expect("the files can be opened");
    let of = |name: &str| -> OutputStatus {
        let all = loggers.status();
        let mut found = all.iter().filter(|status| status.output.ends_with(name));
        let status = found.next().expect("it is open").clone();
        assert_eq!(found.next(), None, "{all:?}");
        status
    };
    let subscriber = tracing_subscriber::registry().with(loggers.layer());
    tracing::subscriber::with_default(subscriber, || {
        (0..10).for_each(|_| emit!(STATUS_LINE("some text")));
        let bytes: u64 = fs::read_dir(&folder)
            .expect("the folder is there")
            .map(|entry| {
                entry
                    .expect("it can be read")
                    .metadata()
                    .expect("a file")
                    .len()
            })
            .sum();
        let (first, second) = (of("rotated"), of("waiting"));
        assert_eq!((first.lines, first.bytes, first.waiting), (10, bytes, 0));
        let old = fs::read_dir(&folder).expect("it is there").count() as u64 - 2;
        assert!(old > 2);
        assert_eq!(first.rotations, old);
        assert_eq!((first.missing, first.lost, &first.problem), (0, 0, &None));
        assert_eq!((second.lines, second.waiting), (10, second.bytes));
        loggers.flush();
        assert_eq!(of("waiting").waiting, 0);
        // Another configuration does not reset the counts.
        loggers.reload(&config).expect("the files are open");
        emit!(STATUS_LINE("more"));
        assert!(of("rotated").lines > 10);
    });
    let line = of("waiting").to_string();
    assert!(line.contains("waiting: 1"), "{line}");
    assert!(line.contains(" line(s), "), "{line}");
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_missing_is_counted() {
    let _alone = alone();
    let json = r#"{ "loggers": [{ "name": "status", "output-options": [
        { "output": "/dev/full" } ] }] }"#;
    let config = Config::from_json(json).expect("it is right");
    let loggers = Loggers::new("status", &config).expect("the device can be opened");
    let subscriber = tracing_subscriber::registry().with(loggers.layer());
    tracing::subscriber::with_default(subscriber, || {
        (0..3).for_each(|_| emit!(STATUS_LINE("some text")));
    });
    let all = loggers.status();
    let status = all.iter().find(|status| status.output == "/dev/full");
    let status = status.expect("it is open");
    assert_eq!((status.lines, status.missing, status.lost), (3, 3, 0));
    let line = status.to_string();
    assert!(
        line.contains("; 3 missing, of which 0 lost: No space left on device"),
        "{line}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_that_hangs_does_not_stop_the_status() {
    use std::io::Read;
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    /// The length of a text that is too long for the buffer of a pipe.
    const LENGTH: usize = 100_000;

    let _alone = alone();
    let (pipe, file) = (
        folder("stuck").join("pipe"),
        folder("stuck_beside").join("log"),
    );
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("there is such a program").success());
    // Opening the pipe for reading and writing does not wait for another process.
    let mut both = fs::OpenOptions::new();
    let mut reader = both
        .read(true)
        .write(true)
        .open(&pipe)
        .expect("it is a pipe");
    let json = format!(
        r#"{{ "loggers": [{{ "name": "status", "output-options": [
            {{ "output": {file:?} }}, {{ "output": {pipe:?} }}] }}] }}"#
    );
    let config = Config::from_json(&json).expect("it is right");
    let loggers = Loggers::new("status", &config).expect("both can be opened");
    let stuck = loggers.clone();
    let writing = thread::spawn(move || {
        let subscriber = tracing_subscriber::registry().with(stuck.layer());
        tracing::subscriber::with_default(subscriber, || {
            let text = "x".repeat(LENGTH);
            (0..3).for_each(|_| emit!(STATUS_LINE(&text)));
        });
    });
    let (sender, receiver) = mpsc::channel();
    let asked = loggers.clone();
    thread::spawn(move || {
        let of_pipe = || {
            asked
                .status()
                .into_iter()
                .find(|it| it.output.ends_with("/pipe"))
        };
        loop {
            let status = of_pipe().expect("it is open");
            // The line has been passed to the output, and cannot be written.
            if status.bytes > LENGTH as u64 {
                break sender.send(status);
            }
            thread::yield_now();
        }
    });
    let status = receiver
        .recv_timeout(Duration::from_secs(60))
        .expect("it does not wait");
    assert_eq!((status.lines, status.missing, status.waiting), (1, 0, 0));
    thread::spawn(move || while reader.read(&mut [0; 4096]).is_ok_and(|count| count > 0) {});
    writing.join().expect("it goes on");
    let all = loggers.status();
    let lines = all.iter().filter(|status| status.output != "stdout");
    assert_eq!(
        lines.map(|it| it.lines).collect::<Vec<_>>(),
        [3, 3],
        "{all:?}"
    );
}
