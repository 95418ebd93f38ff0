//! Many threads log while the configuration is replaced. This is a separate test program, because
//! the subscriber is global, as in a service.
#![forbid(unsafe_code)]

use kea_messages::{emit, kea_messages};
use kea_messages_subscriber::{Config, Loggers};
use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use tracing_subscriber::prelude::*;

kea_messages! {
    logger = "kea.stress";
    info STRESS_LINE(thread: usize, number: usize) = "%1 %2";
}

#[test]
fn no_line_is_lost_or_torn_while_the_configuration_is_replaced() {
    const THREADS: usize = 8;
    const LINES: usize = 2_000;
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("stress");
    _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder for temporary files is there");
    let files = [folder.join("one"), folder.join("two")];
    let json = |index: usize| {
        let file = &files[index % 2];
        let (size, flush) = ([0, 20_000, 50_000][index % 3], index % 5 == 0);
        let json = format!(
            r#"{{ "loggers": [{{ "name": "kea-messages", "severity": "NONE" }},
                {{ "name": "kea", "output-options": [{{ "output": {file:?},
                "maxsize": {size}, "maxver": 1000, "flush": {flush} }}] }}] }}"#
        );
        Config::from_json(&json).expect("it is well formed")
    };
    let loggers = Loggers::new("kea", &json(0)).expect("the file can be opened");
    tracing_subscriber::registry().with(loggers.layer()).init();
    let running = AtomicUsize::new(THREADS);
    let reloads = std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let running = &running;
            scope.spawn(move || {
                for number in 0..LINES {
                    emit!(STRESS_LINE(thread, number));
                }
                running.fetch_sub(1, Ordering::Relaxed);
            });
        }
        let mut reloads = 0;
        while running.load(Ordering::Relaxed) > 0 {
            reloads += 1;
            let reloaded = loggers.reload(&json(reloads));
            reloaded.expect("the file can be opened");
        }
        reloads
    });
    assert!(reloads > 0);
    loggers.flush();
    let mut seen: HashMap<(usize, usize), usize> = HashMap::new();
    for entry in fs::read_dir(&folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        let text = fs::read_to_string(&path).expect("it can be read");
        assert!(text.is_empty() || text.ends_with('\n'));
        for line in text.lines() {
            let numbers = line
                .split_once("STRESS_LINE ")
                .map_or("", |(_, numbers)| numbers);
            let Some((thread, number)) = numbers.split_once(' ') else {
                panic!("no whole line in {}: {line:?}", path.display());
            };
            let place = (
                thread.parse().expect("a number"),
                number.parse().expect("a number"),
            );
            *seen.entry(place).or_default() += 1;
        }
    }
    assert_eq!(seen.len(), THREADS * LINES);
    assert!(seen.values().all(|&times| times == 1));
}
