//! Tests programs that end while lines are buffered. The test runs itself as these programs,
//! because the test harness has its own `main`.
#![forbid(unsafe_code)]

use kea_messages::{emit, kea_messages};
use kea_messages_subscriber::{Config, Loggers};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio, exit};
use std::sync::mpsc;
use std::thread;
use tracing_subscriber::prelude::*;

kea_messages! {
    logger = "kea.end";
    info END_LINE(number: usize) = "%1";
}

/// The number of lines, which do not fill the buffer.
const LINES: usize = 50;

fn loggers(file: &Path) -> Loggers {
    let file = file.display().to_string();
    let json = format!(
        r#"{{ "loggers": [{{ "name": "kea", "output-options": [{{ "output": {file:?},
            "flush": false }}] }}] }}"#
    );
    let config = Config::from_json(&json).expect("it is well formed");
    let loggers = Loggers::new("kea", &config).expect("the file can be opened");
    tracing_subscriber::registry().with(loggers.layer()).init();
    loggers
}

fn log() {
    (0..LINES).for_each(|number| emit!(END_LINE(number)));
}

fn in_a_thread(log: impl FnOnce() + Send + 'static) {
    thread::spawn(log).join().expect("it does not panic");
}

/// The name of each end, whether the exit status is success, and the function that ends.
const ENDS: [(&str, bool, fn(&Path)); 7] = [
    ("main returns", true, |file| {
        loggers(file);
        log();
    }),
    ("main panics", false, |file| {
        loggers(file);
        log();
        panic!("an end, too");
    }),
    ("main exits", true, |file| {
        loggers(file);
        log();
        exit(0);
    }),
    ("another thread exits", true, |file| {
        loggers(file);
        in_a_thread(|| {
            log();
            exit(0)
        });
    }),
    ("another thread logs and ends", true, |file| {
        let file = file.to_owned();
        in_a_thread(move || _ = loggers(&file));
        in_a_thread(log);
    }),
    ("another thread logs and does not end", true, |file| {
        loggers(file);
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            log();
            sender.send(()).expect("main waits for it");
            thread::park();
        });
        receiver.recv().expect("the thread sends it");
    }),
    ("a file that was deleted just before", true, |file| {
        loggers(file).flush();
        std::fs::remove_file(file).expect("it is there");
        log();
    }),
];

fn main() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let mut arguments = std::env::args_os().skip(1);
    if let (Some(end), Some(file)) = (arguments.next(), arguments.next()) {
        let end = ENDS.iter().find(|(name, ..)| end == *name);
        let (.., end) = end.expect("this program has started it");
        return end(Path::new(&file));
    }
    for (name, is_success, _) in ENDS {
        let file = folder.join("end.log");
        _ = std::fs::remove_file(&file);
        let program = std::env::current_exe().expect("it runs");
        let status = Command::new(program)
            .arg(name)
            .arg(&file)
            .stderr(Stdio::null())
            .status();
        let status = status.expect("it can be started");
        assert_eq!(status.success(), is_success, "{name}");
        let text = std::fs::read_to_string(&file).expect("it is there");
        let lines = text.lines().map(|line| line.rsplit_once(' '));
        let numbers: Vec<_> = lines.map(|line| line.expect("a whole line").1).collect();
        let expected: Vec<_> = (0..LINES).map(|number| number.to_string()).collect();
        assert_eq!(numbers, expected, "{name}");
        println!("test {name} ... ok");
    }
}
