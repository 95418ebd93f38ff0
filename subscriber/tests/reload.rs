//! Tests replacing the configuration. This is a separate test program, because the subscriber is
//! global, as in a service.
#![forbid(unsafe_code)]

use kea_messages::{emit, enabled, kea_messages};
use kea_messages_subscriber::{Config, Loggers};
use std::fs;
use std::path::PathBuf;
use tracing_subscriber::prelude::*;

kea_messages! {
    logger = "kea.reload";
    info RELOAD_INFO() = "info";
    debug(30) RELOAD_DEBUG() = "debug";
}

fn config(json: &str) -> Config {
    Config::from_json(json).expect("it is well formed")
}

#[test]
fn another_configuration_is_asked_at_once() {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("reload.log");
    _ = fs::remove_file(&file);
    let json = |severity| {
        format!(
            r#"{{ "loggers": [{{ "name": "kea", "severity": "{severity}", "debuglevel": 30,
                "output-options": [{{ "output": {file:?} }}] }}] }}"#
        )
    };
    let loggers = Loggers::new("kea", &config(&json("INFO"))).expect("the file can be opened");
    tracing_subscriber::registry().with(loggers.layer()).init();
    {
        let mut is_enabled = Vec::new();
        for severity in ["INFO", "DEBUG", "NONE", "INFO"] {
            loggers
                .reload(&config(&json(severity)))
                .expect("the file can be opened");
            is_enabled.push(enabled!(RELOAD_DEBUG));
            emit!(RELOAD_DEBUG());
        }
        assert_eq!(is_enabled, [false, true, false, false]);

        let refused = loggers.reload_json(r#"{ "loggers": [{ "name": "a", "debuglevel": 100 }] }"#);
        assert_eq!(
            refused.expect_err("there is no such level").field(),
            "loggers[0].debuglevel"
        );
        let nowhere = r#"{ "loggers": [{ "name": "kea", "severity": "NONE", "output-options":
            [{ "output": "/no such folder/log" }] }] }"#;
        loggers
            .reload_json(nowhere)
            .expect_err("there is no such folder");
        // The previous configuration is still in effect.
        emit!(RELOAD_INFO());
    }
    let text = fs::read_to_string(file).expect("it can be read");
    let ids: Vec<_> = text
        .lines()
        .filter_map(|line| line.split_once("] "))
        .filter_map(|(_, line)| line.split(' ').next())
        .collect();
    assert_eq!(
        ids,
        [
            "LOG_CONFIGURATION_LOADED",
            "LOG_CONFIGURATION_LOADED",
            "RELOAD_DEBUG",
            "LOG_CONFIGURATION_LOADED",
            "LOG_CONFIGURATION_REFUSED",
            "LOG_CONFIGURATION_REFUSED",
            "RELOAD_INFO",
        ],
        "{text}",
    );
}
