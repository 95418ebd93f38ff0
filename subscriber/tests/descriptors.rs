//! Tests a process without free file descriptors. The test runs itself as that process.
#![cfg(target_os = "linux")]
#![forbid(unsafe_code)]

use kea_messages::{emit, kea_messages};
use kea_messages_subscriber::{Config, Loggers};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use tracing_subscriber::prelude::*;

kea_messages! {
    logger = "kea.descriptors";
    info DESCRIPTORS_LINE(number: usize) = "%1";
}

const NAME: &str = "a_rotation_without_a_file_descriptor_loses_no_line";
const FOLDER: &str = "KEA_MESSAGES_DESCRIPTORS_FOLDER";

#[test]
fn a_rotation_without_a_file_descriptor_loses_no_line() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return log_in(Path::new(&folder));
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("descriptors");
    _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("there are temporary folders");
    let output = Command::new("sh")
        .args(["-c", "ulimit -n 64 && exec \"$@\"", "sh"])
        .arg(std::env::current_exe().expect("it runs"))
        .args(["--exact", NAME, "--nocapture"])
        .env(FOLDER, &folder)
        .output()
        .expect("it can be started");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    let failures: Vec<_> = stderr.lines().collect();
    assert_eq!(failures.len(), 1, "{stderr}");
    assert!(failures[0].contains(" LOG_ROTATION_FAILED "), "{stderr}");

    let numbers = |name: &str| -> Vec<String> {
        let text = fs::read_to_string(folder.join(name)).expect("it can be read");
        let numbers = text.lines().map(|line| line.rsplit_once(' '));
        numbers
            .map(|line| line.expect("a whole line").1.to_owned())
            .collect()
    };
    let expected: Vec<_> = (0..20).map(|number| number.to_string()).collect();
    assert_eq!(numbers("log.1"), expected);
    assert_eq!(numbers("log"), [""; 0]);
}

/// Logs to a file that is rotated after each line, first without a free descriptor and then with
/// one.
fn log_in(folder: &Path) {
    let file = folder.join("log").display().to_string();
    let json = |size| {
        format!(
            r#"{{ "loggers": [{{ "name": "kea-messages", "severity": "NONE" }},
                {{ "name": "kea", "output-options": [{{ "output": {file:?},
                "maxsize": {size} }}] }}] }}"#
        )
    };
    let config = |size| Config::from_json(&json(size)).expect("it is well formed");
    let loggers = Loggers::new("kea", &config(1)).expect("the file can be opened");
    tracing_subscriber::registry().with(loggers.layer()).init();
    // The time zone is read from a file, so this comes before the descriptors are used up.
    loggers.reload(&config(0)).expect("the file is open");
    emit!(DESCRIPTORS_LINE(0));
    let mut taken = Vec::new();
    while let Ok(file) = File::open("/dev/null") {
        taken.push(file);
    }
    // An open file is not opened again.
    loggers.reload(&config(1)).expect("the file is open");
    (1..19).for_each(|number| emit!(DESCRIPTORS_LINE(number)));
    drop(taken);
    // Reloading the configuration retries the rotation immediately.
    loggers.reload(&config(1)).expect("the file is open");
    emit!(DESCRIPTORS_LINE(19));
}
