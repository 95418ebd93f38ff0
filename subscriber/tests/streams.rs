//! Tests a thread that logs while it has locked a standard stream. The test runs itself as a
//! process, because a thread that hangs would prevent the test program from ending.
#![cfg(unix)]
#![forbid(unsafe_code)]

use kea_messages::{emit, kea_messages};
use kea_messages_subscriber::{Config, Loggers};
use std::io;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tracing_subscriber::prelude::*;

kea_messages! {
    logger = "kea.streams";
    info STREAMS_LINE(thread: &str) = "%1";
}

const NAME: &str = "a_thread_that_has_a_stream_locked_can_log";
const OUTPUT: &str = "KEA_MESSAGES_STREAMS_OUTPUT";

#[test]
fn a_thread_that_has_a_stream_locked_can_log() {
    if let Ok(output) = std::env::var(OUTPUT) {
        return log_in(&output);
    }
    // Lines that cannot be written to the last one go to standard error.
    let mut outputs = vec!["stdout", "stderr"];
    if cfg!(target_os = "linux") {
        outputs.push("/dev/full");
    }
    for output in outputs {
        let mut child = Command::new(std::env::current_exe().expect("it runs"))
            .args(["--exact", NAME, "--nocapture"])
            .env(OUTPUT, output)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it can be started");
        let start = Instant::now();
        while child.try_wait().expect("it is ours").is_none() {
            if start.elapsed() > Duration::from_secs(20) {
                child.kill().expect("it is ours");
                panic!("{output}: it hangs");
            }
            thread::sleep(Duration::from_millis(10));
        }
        let written = child.wait_with_output().expect("it has ended");
        assert!(written.status.success(), "{output}");
        let text = if output == "stdout" {
            written.stdout
        } else {
            written.stderr
        };
        let text = String::from_utf8(text).expect("it is text");
        for thread in ["main", "other"] {
            let line = format!("STREAMS_LINE {thread}\n");
            assert_eq!(text.matches(&line).count(), 1, "{output}: {text}");
        }
    }
}

fn log_in(output: &str) {
    let json = format!(
        r#"{{ "loggers": [{{ "name": "kea", "output-options": [{{ "output": {output:?} }}] }}] }}"#
    );
    let config = Config::from_json(&json).expect("it is well formed");
    let loggers = Loggers::new("kea", &config).expect("it can be opened");
    tracing_subscriber::registry().with(loggers.layer()).init();
    let (stdout, stderr) = (io::stdout().lock(), io::stderr().lock());
    let other = thread::spawn(|| emit!(STREAMS_LINE("other")));
    // By now, the other thread has locked the output if it waits for the stream.
    thread::sleep(Duration::from_millis(200));
    emit!(STREAMS_LINE("main"));
    drop((stdout, stderr));
    other.join().expect("no panic");
}
