//! Tests the loggers of a program.
#![forbid(unsafe_code)]

mod config;
mod errors;
mod files;
mod kea;
mod layouts;
mod levels;
mod limits;
mod lines;
mod names;
mod status;
#[cfg(unix)]
mod syslog;

use kea_messages_subscriber::{Config, Loggers};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tracing_subscriber::prelude::*;

/// Allows only one test at a time to have a subscriber. `tracing` caches the result of a filter for
/// all subscribers, and with two of them, a filter can apply the result for a thread's last event
/// to its next one (tracing-subscriber 0.3.23).
fn alone() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Creates an empty folder for a test.
fn folder(test: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder for temporary files is there");
    folder
}

/// Runs `emit` with the loggers of this JSON, and returns the lines of the file. In the JSON,
/// `FILE` stands for its path.
fn lines(test: &str, root: &str, json: &str, emit: impl FnOnce()) -> Vec<String> {
    let _alone = alone();
    let file = folder(test).join("log");
    let json = json.replace("FILE", &file.display().to_string());
    let config = Config::from_json(&json).expect("the configuration is right");
    let loggers = Loggers::new(root, &config).expect("the file can be opened");
    let subscriber = tracing_subscriber::registry().with(loggers.layer());
    tracing::subscriber::with_default(subscriber, emit);
    let written = std::fs::read_to_string(file).expect("the file is there");
    written.lines().map(str::to_owned).collect()
}
