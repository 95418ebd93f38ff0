//! Filters over a configuration.

use crate::{alone, folder};
use kea_messages::{emit, kea_messages};
use kea_messages_subscriber::{Config, Loggers};
use tracing_subscriber::prelude::*;

kea_messages! {
    logger = "kea-dhcp4.alloc-engine";
    info NAME_ALLOC() = "text";
}

kea_messages! {
    info NAME_MODULE() = "text";
    debug(40) NAME_DEBUG() = "text";
}

/// The IDs that pass with this filter over two loggers of JSON.
fn passing(filter: &str) -> Vec<String> {
    let _alone = alone();
    let file = folder("filters").join("log");
    let json = format!(
        r#"{{ "loggers": [
            {{ "name": "kea-dhcp4", "severity": "WARN", "output-options": [{{ "output": {file:?} }}] }},
            {{ "name": "alloc-engine", "severity": "INFO" }}] }}"#
    );
    let config = Config::from_json(&json).expect("it is right");
    let config = config.with_filter(filter.parse().expect(filter));
    let loggers = Loggers::new("kea-dhcp4", &config).expect("it can be opened");
    let subscriber = tracing_subscriber::registry().with(loggers.layer());
    let emit = || {
        emit!(NAME_ALLOC());
        emit!(NAME_MODULE());
        emit!(NAME_DEBUG());
    };
    tracing::subscriber::with_default(subscriber, || {
        emit();
        // The filter outlives what was read from the file.
        loggers.reload_json(&json).expect("it can be opened");
        emit();
    });
    let text = std::fs::read_to_string(file).expect("it is there");
    let ids = text.lines().filter_map(|line| line.split_once("] NAME_"));
    let ids: Vec<_> = ids
        .map(|(_, line)| line.trim_end_matches(" text").to_owned())
        .collect();
    let (before, after) = ids.split_at(ids.len() / 2);
    assert_eq!(before, after, "{filter}");
    before.to_vec()
}

#[test]
fn a_filter_holds_for_the_loggers_that_it_names() {
    for (filter, expected) in [
        ("", &["ALLOC"][..]),
        ("alloc-engine=warn", &[]),
        ("kea-dhcp4.alloc-engine=off", &[]),
        ("info", &["ALLOC", "MODULE"]),
        ("kea-dhcp4=info", &["ALLOC", "MODULE"]),
        ("off", &["ALLOC"]),
        ("subscriber::names=debug(39)", &["ALLOC", "MODULE"]),
        ("subscriber::names=debug(40)", &["ALLOC", "MODULE", "DEBUG"]),
        ("subscriber=debug", &["ALLOC", "MODULE"]),
        ("subscriber", &["ALLOC", "MODULE", "DEBUG"]),
        ("trace", &["ALLOC", "MODULE", "DEBUG"]),
        ("debug(99),alloc-engine=error,subscriber=info", &["MODULE"]),
    ] {
        assert_eq!(passing(filter), expected, "{filter}");
    }
}

#[test]
fn an_empty_filter_changes_nothing() {
    assert_eq!(Config::from_filter(" , "), Ok(Config::default()));
}
