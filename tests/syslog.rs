//! Tests the subscriber with a real syslog daemon. If there is none, these tests are ignored.
#![forbid(unsafe_code)]

use kea_messages::{emit, kea_messages};
use kea_messages_subscriber::{Config, Loggers};
use kea_messages_tests::{Need, tests};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tracing_subscriber::prelude::*;

kea_messages! {
    logger = "kea.syslog";
    warn SYSLOG_VALUES(client: &str, attempts: u32) = "%1: failed after %2";
}

tests! {
    Need::program(rsyslogd()) => [rsyslogd_reads_every_record, rsyslogd_can_restart],
}

/// Returns the path of the program, which is not in every user's `PATH`.
fn rsyslogd() -> &'static str {
    let path = "/usr/sbin/rsyslogd";
    if Path::new(path).exists() {
        path
    } else {
        "rsyslogd"
    }
}

/// Values, and how a reader sees them.
const VALUES: [(&str, &str); 6] = [
    ("10.0.0.1", "10.0.0.1"),
    ("", ""),
    ("\"]\\", "\"]\\"),
    ("[x y=\"z\"] <0>1", "[x y=\"z\"] <0>1"),
    ("größe", "größe"),
    ("a\n<0>b", r"a\n<0>b"),
];

/// A daemon that is stopped at the end of the test.
struct Daemon(Child);

impl Drop for Daemon {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

impl Daemon {
    /// Starts a daemon that listens at `log` and `old` and at the port in the file `port`, and
    /// writes to `out`.
    fn start(folder: &Path) -> Self {
        let configuration = r#"
            global(workDirectory="FOLDER")
            module(load="imuxsock" SysSock.Use="off")
            module(load="imtcp")
            module(load="mmpstrucdata")
            input(type="imuxsock" Socket="FOLDER/log" UseSpecialParser="off" ParseHostname="on")
            input(type="imuxsock" Socket="FOLDER/old")
            input(type="imtcp" address="127.0.0.1" port="0" listenPortFileName="FOLDER/port")
            template(name="record" type="string"
                string="%syslogfacility-text%.%syslogseverity-text% %programname% %procid% %msgid% %$!rfc5424-sd% | %msg%\n")
            action(type="mmpstrucdata")
            action(type="omfile" file="FOLDER/out" template="record")
        "#;
        let configuration = configuration.replace("FOLDER", &folder.display().to_string());
        let file = folder.join("rsyslog.conf");
        std::fs::write(&file, configuration).expect("the folder is there");
        let daemon = Command::new(rsyslogd())
            .arg("-n")
            .arg("-f")
            .arg(file)
            .arg("-i")
            .arg(folder.join("pid"))
            .stdin(Stdio::null())
            .spawn();
        let daemon = Self(daemon.expect("it can be started"));
        soon(|| {
            ["log", "old", "port"]
                .iter()
                .all(|name| folder.join(name).exists())
        });
        daemon
    }
}

fn soon(is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(30), "it takes long");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Runs `log` with the loggers of an output with these options.
fn with(options: &str, log: impl FnOnce()) {
    let json = format!(
        r#"{{ "loggers": [{{ "name": "kea", "output-options": [{{ "output": "syslog",
        {options} }}] }}] }}"#
    );
    let config = Config::from_json(&json).expect("the configuration is right");
    let loggers = Loggers::new("kea", &config).expect("a daemon need not be there");
    let subscriber = tracing_subscriber::registry().with(loggers.layer());
    tracing::subscriber::with_default(subscriber, log);
}

/// Waits until the daemon has written this number of lines, and returns them.
fn written(out: &Path, count: usize) -> Vec<String> {
    let lines = || -> Vec<String> {
        let text = std::fs::read_to_string(out).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    };
    soon(|| lines().len() >= count);
    lines()
}

fn log_values() {
    for (number, (value, _)) in (0..).zip(VALUES) {
        emit!(SYSLOG_VALUES(value, number));
    }
}

fn rsyslogd_reads_every_record() {
    // The path of a Unix socket has to be short.
    let folder = std::env::temp_dir().join(format!("kea-messages-syslog-{}", std::process::id()));
    let (local, old) = (folder.join("log"), folder.join("old"));
    let (local, old) = (local.display(), old.display());
    let process = std::process::id();
    for address in ["unix", "tcp", "old"] {
        _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("there are temporary folders");
        let _daemon = Daemon::start(&folder);
        let port = std::fs::read_to_string(folder.join("port")).expect("it is there");
        let options = match address {
            "unix" => format!(r#""address": "unix:{local}", "layout": "rfc5424""#),
            "tcp" => format!(r#""address": "tcp://127.0.0.1:{port}", "layout": "rfc5424""#),
            _ => format!(r#""address": "unix:{old}""#),
        };
        with(&options, log_values);
        let lines = written(&folder.join("out"), VALUES.len());
        for (number, ((value, read), line)) in VALUES.iter().zip(lines).enumerate() {
            // In a text, a backslash is doubled.
            let text = kea_messages::OneLine(value);
            let text = format!("SYSLOG_VALUES {text}: failed after {number}");
            if address == "old" {
                let expected = format!(" {process} -  |  WARN  [kea.syslog/{process}] {text}");
                assert!(line.ends_with(&expected), "{line}");
                continue;
            }
            let (header, rest) = line.split_once(" {").expect(&line);
            assert!(header.starts_with("local0.warning "), "{line}");
            assert!(
                header.ends_with(&format!(" {process} SYSLOG_VALUES")),
                "{line}"
            );
            let (data, message) = rest.split_once(" } | ").expect(&line);
            let data: serde_json::Value =
                serde_json::from_str(&format!("{{{data}}}")).expect("JSON");
            let expected = serde_json::json!({
                "kea@32473": { "logger": "kea.syslog" },
                "arguments@32473": { "client": read, "attempts": number.to_string() },
            });
            assert_eq!(data, expected, "{line}");
            let mark = if value.is_ascii() { "" } else { "\u{feff}" };
            assert_eq!(message, format!("{mark}{text}"));
        }
    }
    _ = std::fs::remove_dir_all(&folder);
}

fn rsyslogd_can_restart() {
    let folder = std::env::temp_dir().join(format!("kea-messages-restart-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there are temporary folders");
    let out = folder.join("out");
    let mut daemon = Daemon::start(&folder);
    let address = format!("unix:{}", folder.join("old").display());
    with(&format!(r#""address": "{address}""#), || {
        for number in 1..=3 {
            emit!(SYSLOG_VALUES("again", number));
            let lines = written(&out, number as usize);
            let text = format!("SYSLOG_VALUES again: failed after {number}");
            assert!(
                lines.last().is_some_and(|line| line.ends_with(&text)),
                "{lines:?}"
            );
            drop(daemon);
            // A killed daemon does not remove its sockets.
            for name in ["log", "old", "port", "pid"] {
                _ = std::fs::remove_file(folder.join(name));
            }
            daemon = Daemon::start(&folder);
        }
        drop(daemon);
    });
    _ = std::fs::remove_dir_all(&folder);
}
