//! What outputs say of themselves.

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
        // The counts go on with another configuration.
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
