//! Tests the limits of messages.

use crate::{alone, folder};
use kea_messages::{Catalogue, Catalogued as _, KeaMessages, emit, kea_messages};
use kea_messages_subscriber::{Config, Loggers};
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};
use tracing_subscriber::prelude::*;

kea_messages! {
    logger = "limits.server";
    info LIMITED(client: &str, #[secret] key: &str) = "client %1 with %2";
    info UNLIMITED() = "unlimited";
}

kea_messages! {
    static ONE;
    logger = "limits.server";
    #[limit = "1/h"]
    info OWN_LIMIT() = "own";
    #[limit = "1/h per pool"]
    info OWN_LIMIT_BY(client: &str, #[field] pool: &str) = "client %1";
    info NO_LIMIT() = "none";
}

#[derive(Debug, KeaMessages)]
#[kea(logger = "limits.server")]
enum Derived {
    #[message(info, "derived {0}", limit = "1/h per arg1")]
    DerivedLimit(u8),
}

static ALL: Catalogue = match Catalogue::combine(&[&ONE, Derived::CATALOGUE]) {
    Ok(all) => all,
    Err(_) => panic!("an ID is in both"),
};

/// Logs each message of [`ALL`] this many times.
fn log(times: usize) {
    for _ in 0..times {
        emit!(OWN_LIMIT());
        emit!(OWN_LIMIT_BY("a", "lab"));
        emit!(NO_LIMIT());
        emit!(Derived::DerivedLimit(7));
    }
}

/// Returns the number of lines of each of these messages since the last call, and empties the file.
fn lines(loggers: &Loggers, file: &Path) -> [usize; 4] {
    loggers.flush();
    let texts = texts(file);
    fs::write(file, "").expect("it is there");
    ["OWN_LIMIT ", "OWN_LIMIT_BY ", "NO_LIMIT ", "DERIVED_LIMIT "]
        .map(|id| texts.iter().filter(|text| text.starts_with(id)).count())
}

#[test]
fn messages_have_limits_of_their_own() {
    let _alone = alone();
    let file = folder("limits-own").join("log");
    let loggers = Loggers::new("limits", &config(&file, "")).expect("it can be opened");
    let guard = loggers.flush_guard();
    let subscriber = tracing_subscriber::registry().with(loggers.layer());
    tracing::subscriber::with_default(subscriber, || {
        log(2);
        assert_eq!(lines(&loggers, &file), [2, 2, 2, 2]);
        loggers.limit_by(&ALL);
        log(3);
        emit!(OWN_LIMIT_BY("b", "office"));
        emit!(Derived::DerivedLimit(8));
        assert_eq!(lines(&loggers, &file), [1, 2, 3, 2]);
        // If a catalogue is passed again, its windows continue.
        loggers.limit_by(&ONE);
        log(1);
        assert_eq!(lines(&loggers, &file), [0, 0, 1, 0]);
        drop(guard);
    });
    let mut said = texts(&file);
    said.sort();
    assert_eq!(
        said,
        [
            "LOG_LIMIT_EXCEEDED OWN_LIMIT was suppressed 3 time(s): its limit is 1/h",
            "LOG_LIMIT_EXCEEDED_BY DERIVED_LIMIT with arg1=7 was suppressed 3 time(s): its limit \
             is 1/h per arg1",
            "LOG_LIMIT_EXCEEDED_BY OWN_LIMIT_BY with pool=lab was suppressed 3 time(s): its limit \
             is 1/h per pool",
        ]
    );
}

#[test]
fn a_configuration_stands_above_the_limits_of_definitions() {
    let _alone = alone();
    let file = folder("limits-above").join("log");
    let new = |limits| config(&file, limits);
    let changed = new(r#""OWN_LIMIT": "2/h", "DERIVED_LIMIT": "none", "NO_LIMIT": "3/h""#);
    let loggers = Loggers::new("limits", &changed).expect("it can be opened");
    loggers.limit_by(&ALL);
    let subscriber = tracing_subscriber::registry().with(loggers.layer());
    tracing::subscriber::with_default(subscriber, || {
        log(5);
        assert_eq!(lines(&loggers, &file), [2, 1, 3, 5]);
        // The limits of the definitions apply again. A limit that was not overridden continues.
        loggers.reload(&new("")).expect("it is open");
        log(5);
        assert_eq!(lines(&loggers, &file), [1, 0, 5, 1]);
        loggers
            .reload(&new(r#""OWN_LIMIT": "none""#))
            .expect("it is open");
        log(5);
        assert_eq!(lines(&loggers, &file), [5, 0, 5, 0]);
    });
}

/// Returns a configuration with a file and these limits.
fn config(file: &Path, limits: &str) -> Config {
    let json = format!(
        r#"{{ "loggers": [{{ "name": "limits", "limits": {{ {limits} }},
            "output-options": [{{ "output": "{}", "flush": false }}] }}] }}"#,
        file.display(),
    );
    Config::from_json(&json).expect("it is right")
}

/// Returns the IDs and texts of the server's lines.
fn texts(file: &Path) -> Vec<String> {
    let log = fs::read_to_string(file).expect("it is open");
    let text = |line: &str| {
        let (head, text) = line.split_once("] ").expect("Kea's layout");
        head.contains("[limits.server/").then(|| text.to_owned())
    };
    log.lines().filter_map(text).collect()
}

#[test]
fn what_is_not_a_limit_is_a_mistake() {
    let json = r#"{ "loggers": [{ "name": "a", "limits": { "A_B": "10" } }] }"#;
    let error = Config::from_json(json).expect_err("it has no unit");
    assert_eq!(error.field(), "loggers[0].limits.A_B");
    assert_eq!(
        error.to_string(),
        "loggers[0].limits.A_B: expected `/min` or another unit in the limit: write `10/min` or \
         `10/min per client`",
    );
}

#[test]
fn what_was_left_out_is_said_at_the_end() {
    let _alone = alone();
    let file = folder("limits-end").join("log");
    let limits = r#""LIMITED": "1/h per client""#;
    let loggers = Loggers::new("limits", &config(&file, limits)).expect("it can be opened");
    let guard = loggers.flush_guard();
    let subscriber = tracing_subscriber::registry().with(loggers.layer());
    tracing::subscriber::with_default(subscriber, || {
        for client in ["a", "b", "a", "a"] {
            emit!(LIMITED(client, "k"));
            emit!(UNLIMITED());
        }
        drop(guard);
    });
    assert_eq!(
        texts(&file),
        [
            "LIMITED client a with <redacted>",
            "UNLIMITED unlimited",
            "LIMITED client b with <redacted>",
            "UNLIMITED unlimited",
            "UNLIMITED unlimited",
            "UNLIMITED unlimited",
            "LOG_LIMIT_EXCEEDED_BY LIMITED with client=a was suppressed 2 time(s): its limit is \
             1/h per client",
        ]
    );
}

#[test]
fn what_was_left_out_is_said_when_the_time_is_over() {
    let _alone = alone();
    let file = folder("limits-over").join("log");
    let limits = r#""LIMITED": "1/s""#;
    let loggers = Loggers::new("limits", &config(&file, limits)).expect("it can be opened");
    let subscriber = tracing_subscriber::registry().with(loggers.layer());
    tracing::subscriber::with_default(subscriber, || {
        (0..5).for_each(|_| emit!(LIMITED("a", "k")));
    });
    // The suppressed messages are reported although nothing else is logged.
    let expected = [
        "LIMITED client a with <redacted>",
        "LOG_LIMIT_EXCEEDED LIMITED was suppressed 4 time(s): its limit is 1/s",
    ];
    let deadline = Instant::now() + Duration::from_secs(30);
    while texts(&file) != expected {
        assert!(Instant::now() < deadline, "{:?}", texts(&file));
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_limit_can_be_replaced() {
    let _alone = alone();
    let file = folder("limits-replaced").join("log");
    let new = |limits| config(&file, limits);
    let loggers = Loggers::new("limits", &new(r#""LIMITED": "1/h""#)).expect("it can be opened");
    let subscriber = tracing_subscriber::registry().with(loggers.layer());
    tracing::subscriber::with_default(subscriber, || {
        (0..3).for_each(|_| emit!(LIMITED("a", "k")));
        // The windows continue, because the limit is the same.
        loggers
            .reload(&new(r#""LIMITED": "1/h""#))
            .expect("it is open");
        emit!(LIMITED("b", "k"));
        for limits in [r#""LIMITED": "none""#, "", r#""LIMITED": "1/day""#] {
            loggers.reload(&new(limits)).expect("it is open");
            (0..2).for_each(|_| emit!(LIMITED("c", "k")));
        }
    });
    loggers.flush();
    let c = "LIMITED client c with <redacted>";
    assert_eq!(
        texts(&file),
        [
            "LIMITED client a with <redacted>",
            "LOG_LIMIT_EXCEEDED LIMITED was suppressed 3 time(s): its limit is 1/h",
            c,
            c,
            c,
            c,
            c,
        ]
    );
}

#[test]
fn eight_threads_lose_nothing() {
    const LINES: usize = 1_000;
    let _alone = alone();
    let file = folder("limits-threads").join("log");
    let limits = r#""LIMITED": "3/s per client""#;
    let loggers = Loggers::new("limits", &config(&file, limits)).expect("it can be opened");
    let guard = loggers.flush_guard();
    let subscriber = tracing_subscriber::registry().with(loggers.layer());
    let dispatch = tracing::Dispatch::new(subscriber);
    thread::scope(|scope| {
        for _ in 0..8 {
            let dispatch = dispatch.clone();
            scope.spawn(move || {
                tracing::dispatcher::with_default(&dispatch, || {
                    for line in 0..LINES {
                        emit!(LIMITED(["a", "b", "c"][line % 3], "k"));
                        if line == LINES / 2 {
                            thread::sleep(Duration::from_millis(1_100));
                        }
                    }
                });
            });
        }
    });
    drop(guard);
    let (mut logged, mut left_out) = (0, 0);
    for text in texts(&file) {
        match text.split_once(" was suppressed ") {
            Some((_, rest)) => {
                let (count, _) = rest.split_once(' ').expect("a count");
                left_out += count.parse::<usize>().expect("a count");
            }
            None => logged += 1,
        }
    }
    assert_eq!(logged + left_out, 8 * LINES);
    assert!(logged >= 2 * 3 * 3, "{logged}");
}
