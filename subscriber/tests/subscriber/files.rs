//! Tests files and their rotation.

use crate::{alone, folder, lines};
use kea_messages::{emit, kea_messages};
use kea_messages_subscriber::{Config, Loggers};
use std::fs;
use tracing_subscriber::prelude::*;

kea_messages! {
    logger = "kea.files";
    info FILE_LINE(number: u32, filler: &str) = "%1 %2";
}

/// Returns the number of each line of a file.
fn numbers(text: &str) -> Vec<u32> {
    let numbers = text.lines().map(|line| {
        let (_, rest) = line.split_once("FILE_LINE ").expect("a whole line");
        let (number, filler) = rest.split_once(' ').expect("a whole line");
        assert_eq!(filler, "x".repeat(100));
        number.parse().expect("a number")
    });
    numbers.collect()
}

#[test]
fn a_file_is_rotated_when_it_is_longer_than_maxsize() {
    let _alone = alone();
    for (max_size, max_versions, flush) in [
        (1_000, 3, true),
        (1_000, 1, false),
        (1_000, 0, true),
        (0, 3, true),
        (1, 2, true),
    ] {
        let folder = folder("rotated");
        let file = folder.join("log");
        let json = format!(
            r#"{{ "loggers": [{{ "name": "kea", "output-options": [{{ "output": {file:?},
                "maxsize": {max_size}, "maxver": {max_versions}, "flush": {flush} }}] }}] }}"#
        );
        let loggers = Loggers::new("kea", &Config::from_json(&json).expect("it is well formed"))
            .expect("the file can be opened");
        let subscriber = tracing_subscriber::registry().with(loggers.layer());
        tracing::subscriber::with_default(subscriber, || {
            for number in 0..100 {
                emit!(FILE_LINE(number, &"x".repeat(100)));
            }
        });
        loggers.flush();
        let mut names: Vec<_> = fs::read_dir(&folder)
            .expect("the folder is there")
            .map(|entry| entry.expect("it can be read").file_name().into_string())
            .map(|name| name.expect("it is text"))
            .collect();
        names.sort();
        let mut expected = vec!["log".to_owned()];
        if max_size > 0 {
            expected.extend((1..=max_versions).map(|version| format!("log.{version}")));
        }
        assert_eq!(names, expected);
        // From the oldest to the newest, the files contain the last lines without a gap.
        let mut seen = Vec::new();
        for name in names[1..].iter().rev().chain(&names[..1]) {
            let text = fs::read_to_string(folder.join(name)).expect("it can be read");
            let length = text.len();
            // The last line is the one that exceeds the maximum size.
            let is_full =
                length > max_size && text[..length - 1].rfind('\n').unwrap_or(0) <= max_size;
            assert!(
                max_size == 0 || name == "log" || is_full,
                "{name}: {length}"
            );
            seen.extend(numbers(&text));
        }
        let first = 100 - u32::try_from(seen.len()).expect("a hundred at most");
        assert_eq!(seen, (first..100).collect::<Vec<_>>());
        assert!(max_size > 0 || first == 0);
    }
}

#[test]
fn a_file_is_appended_to() {
    let _alone = alone();
    let json = |file: &std::path::Path| {
        format!(
            r#"{{ "loggers": [{{ "name": "kea", "output-options": [{{ "output": {file:?} }}] }}] }}"#
        )
    };
    let file = folder("appended").join("log");
    for _ in 0..3 {
        let config = Config::from_json(&json(&file)).expect("it is well formed");
        let loggers = Loggers::new("kea", &config).expect("the file can be opened");
        let subscriber = tracing_subscriber::registry().with(loggers.layer());
        tracing::subscriber::with_default(subscriber, || {
            emit!(FILE_LINE(1, &"x".repeat(100)));
        });
    }
    let text = fs::read_to_string(file).expect("it can be read");
    assert_eq!(numbers(&text), [1, 1, 1]);
}

#[test]
fn outputs_are_inherited_as_a_whole() {
    let folder = folder("outputs");
    let other = folder.join("other");
    let json = format!(
        r#"{{ "loggers": [
            {{ "name": "kea", "output-options": [{{ "output": "FILE" }}] }},
            {{ "name": "kea.a", "output-options": [{{ "output": {other:?} }}, {{ "output": "FILE" }}] }},
            {{ "name": "kea.a.b", "severity": "WARN" }},
            {{ "name": "kea.a.c", "output-options": [] }}
        ] }}"#
    );
    let emit_to = |logger| match logger {
        "kea" => emit!(logger: "kea", FILE_LINE(1, "root")),
        "kea.a" => emit!(logger: "kea.a", FILE_LINE(2, "both")),
        "kea.a.b" => emit!(logger: "kea.a.b", FILE_LINE(3, "not severe enough")),
        "kea.a.c" => emit!(logger: "kea.a.c", FILE_LINE(4, "nowhere")),
        _ => emit!(logger: "kea.a.d", FILE_LINE(5, "both")),
    };
    let lines = lines("outputs-main", "kea", &json, || {
        for logger in ["kea", "kea.a", "kea.a.b", "kea.a.c", "kea.a.d"] {
            emit_to(logger);
        }
    });
    let texts = |lines: &[String]| -> Vec<String> {
        let texts = lines
            .iter()
            .filter_map(|line| line.split_once("FILE_LINE "));
        texts.map(|(_, text)| text.to_owned()).collect()
    };
    assert_eq!(texts(&lines), ["1 root", "2 both", "5 both"]);
    let text = fs::read_to_string(other).expect("it can be read");
    let lines: Vec<_> = text.lines().map(str::to_owned).collect();
    assert_eq!(texts(&lines), ["2 both", "5 both"]);
}

#[test]
fn a_guard_writes_the_lines_out() {
    let _alone = alone();
    let file = folder("guard").join("log");
    let json = format!(
        r#"{{ "loggers": [{{ "name": "kea", "output-options": [{{ "output": {file:?},
            "flush": false }}] }}] }}"#
    );
    let config = Config::from_json(&json).expect("it is well formed");
    let loggers = Loggers::new("kea", &config).expect("the file can be opened");
    let subscriber = tracing_subscriber::registry().with(loggers.layer());
    let length = || fs::read_to_string(&file).expect("it can be read").len();
    tracing::subscriber::with_default(subscriber, || {
        let guard = loggers.flush_guard();
        emit!(FILE_LINE(1, &"x".repeat(100)));
        assert_eq!(length(), 0);
        drop(guard);
        assert!(length() > 100);
    });
}

#[cfg(unix)]
#[test]
fn a_file_with_several_names_is_rotated_once() {
    let _alone = alone();
    let folder = folder("names");
    let file = folder.join("log");
    let names = [
        file.clone(),
        folder.join(".").join(".").join("log"),
        folder.join("link"),
    ];
    std::os::unix::fs::symlink(&file, &names[2]).expect("links can be made");
    let json = |sizes: [u32; 3]| {
        let loggers = names.iter().zip(["kea", "kea.b", "kea.c"]).zip(sizes);
        let loggers: Vec<_> = loggers
            .map(|((file, name), size)| {
                let output = format!(r#"{{ "output": {file:?}, "maxsize": {size}, "maxver": 2 }}"#);
                format!(r#"{{ "name": "{name}", "output-options": [{output}] }}"#)
            })
            .collect();
        let json = format!(
            r#"{{ "loggers": [{{ "name": "kea-messages", "severity": "NONE" }}, {}] }}"#,
            loggers.join(", ")
        );
        Config::from_json(&json).expect("it is well formed")
    };
    let error = Loggers::new("kea", &json([1_000, 1_000, 2_000])).expect_err("two sizes");
    assert_eq!(
        error.to_string(),
        format!(
            "loggers[3].output-options[0].output: `{}` is the same file as `{}`, which has \
             different options",
            names[2].display(),
            names[0].display(),
        ),
    );
    let loggers = Loggers::new("kea", &json([1_000; 3])).expect("the file can be opened");
    let subscriber = tracing_subscriber::registry().with(loggers.layer());
    tracing::subscriber::with_default(subscriber, || {
        for number in 0..18 {
            let filler = "x".repeat(100);
            match number % 3 {
                0 => emit!(logger: "kea.a", FILE_LINE(number, &filler)),
                1 => emit!(logger: "kea.b", FILE_LINE(number, &filler)),
                _ => emit!(logger: "kea.c", FILE_LINE(number, &filler)),
            }
            loggers
                .reload(&json([1_000; 3]))
                .expect("nothing has changed");
        }
    });
    let seen = ["log.2", "log.1", "log"].map(|name| {
        let text = fs::read_to_string(folder.join(name)).expect("it can be read");
        numbers(&text)
    });
    assert_eq!(seen.concat(), (0..18).collect::<Vec<_>>());
}

#[cfg(unix)]
#[test]
fn a_reload_opens_a_file_that_was_moved_or_deleted() {
    let _alone = alone();
    let folder = folder("reopened");
    let (file, moved) = (folder.join("log"), folder.join("moved"));
    let json = format!(
        r#"{{ "loggers": [{{ "name": "kea-messages", "severity": "NONE" }},
            {{ "name": "kea", "output-options": [{{ "output": {file:?} }}] }}] }}"#
    );
    let config = Config::from_json(&json).expect("it is well formed");
    let loggers = Loggers::new("kea", &config).expect("the file can be opened");
    let subscriber = tracing_subscriber::registry().with(loggers.layer());
    let emit = |number| emit!(FILE_LINE(number, &"x".repeat(100)));
    tracing::subscriber::with_default(subscriber, || {
        emit(1);
        fs::rename(&file, &moved).expect("it is there");
        emit(2);
        loggers.reload(&config).expect("the file can be opened");
        emit(3);
        // The lines since the file was opened are written again.
        fs::remove_file(&file).expect("it is there");
        emit(4);
        loggers.reload(&config).expect("the file can be opened");
        emit(5);
    });
    let numbers = |file| numbers(&fs::read_to_string(file).expect("it can be read"));
    assert_eq!(numbers(moved), [1, 2]);
    let mut last = numbers(file);
    last.sort_unstable();
    assert_eq!(last, [3, 4, 5]);
}
