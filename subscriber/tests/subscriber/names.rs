//! Tests filters on top of a configuration, and names that no message uses.

use crate::{alone, folder};
use kea_messages::{Catalogue, emit, kea_messages};
use kea_messages_subscriber::{Config, Loggers};
use tracing_subscriber::prelude::*;

kea_messages! {
    static NAMED;
    logger = "kea-dhcp4.alloc-engine";
    info NAME_ALLOC() = "text";
    #[allow(dead_code)]
    info NAME_CLIENT(client, pool) = "%1 in %2";
}

kea_messages! {
    static MODULE;
    info NAME_MODULE() = "text";
    debug(40) NAME_DEBUG() = "text";
}

static CATALOGUE: Catalogue = match Catalogue::combine(&[&NAMED, &MODULE]) {
    Ok(all) => all,
    Err(_) => panic!("an ID is in both"),
};

#[test]
fn a_name_that_no_message_goes_to_is_reported_with_the_nearest() {
    for (filter, expected) in [
        ("warn", &[][..]),
        (
            "kea-dhcp4=warn,kea-dhcp4.alloc-engine=info,alloc-engine=info",
            &[],
        ),
        (
            "subscriber=info,subscriber::names=info,subscriber::elsewhere=info",
            &[],
        ),
        ("kea-messages=warn,kea-messages.subscriber=off", &[]),
        (
            "kea-dhcp4.aloc-engine=info",
            &[("kea-dhcp4.aloc-engine", Some("kea-dhcp4.alloc-engine"))],
        ),
        ("aloc-engine=info", &[("aloc-engine", Some("alloc-engine"))]),
        ("kea-dhcp6=info", &[("kea-dhcp6", Some("kea-dhcp4"))]),
        (
            "kea_dhcp4.alloc_engine=info",
            &[("kea_dhcp4.alloc_engine", Some("kea-dhcp4.alloc-engine"))],
        ),
        // The first name is below a known logger, and the second is not a complete name.
        (
            "alloc-engine.deeper=info,alloc-eng=info",
            &[
                ("alloc-engine.deeper", None),
                ("alloc-eng", Some("alloc-engine")),
            ],
        ),
        ("subscribr=info", &[("subscribr", Some("subscriber"))]),
        ("info,hyper::proto=off", &[("hyper::proto", None)]),
    ] {
        let config = Config::from_filter(filter).expect(filter);
        let unknown = config.unknown_loggers("kea-dhcp4", &[&CATALOGUE]);
        let found: Vec<String> = unknown.iter().map(ToString::to_string).collect();
        let expected: Vec<String> = expected
            .iter()
            .map(|(name, meant)| {
                let meant = meant.map_or_else(String::new, |it| format!(": did you mean `{it}`?"));
                format!("no message uses the logger `{name}`{meant}")
            })
            .collect();
        assert_eq!(found, expected, "{filter}");
    }
    let json = r#"{ "Dhcp4": { "loggers": [{ "name": "kea-dhcp4" }, { "name": "kea-dhpc4" }] } }"#;
    let config = Config::from_json(json).expect("it is right");
    let unknown = config.unknown_loggers("kea-dhcp4", &[&NAMED, &MODULE]);
    assert_eq!(unknown.len(), 1);
    assert_eq!(unknown[0].field(), "Dhcp4.loggers[1].name");
}

#[test]
fn a_limit_of_what_no_message_has_is_reported_with_the_nearest() {
    for (id, limit, expected) in [
        ("NAME_ALLOC", "10/min", None),
        ("NAME_ALLOC", "none", None),
        ("NAME_CLIENT", "10/min per client", None),
        ("LOG_LINES_MISSING", "10/min per output", None),
        (
            "NAME_ALOC",
            "10/min per client",
            Some("no message has the ID `NAME_ALOC`: did you mean `NAME_ALLOC`?"),
        ),
        (
            "NAME_ALOC",
            "none",
            Some("no message has the ID `NAME_ALOC`: did you mean `NAME_ALLOC`?"),
        ),
        ("HYPER", "1/s", Some("no message has the ID `HYPER`")),
        (
            "NAME_CLIENT",
            "10/min per clients",
            Some("the message has no argument `clients`: did you mean `client`?"),
        ),
        (
            "NAME_CLIENT",
            "10/min per Client",
            Some("the message has no argument `Client`: did you mean `client`?"),
        ),
        (
            "NAME_CLIENT",
            "10/min per subnet",
            Some("the message has no argument `subnet`: it has `client`, `pool`"),
        ),
        (
            "NAME_ALLOC",
            "10/min per client",
            Some("the message has no argument `client`"),
        ),
    ] {
        let json = format!(
            r#"{{ "D": {{ "loggers": [{{ "name": "a" }},
                {{ "name": "b", "limits": {{ "{id}": "{limit}" }} }}] }} }}"#
        );
        let config = Config::from_json(&json).expect(&json);
        let unknown = config.unknown_limits(&[&MODULE, &NAMED]);
        let found: Vec<String> = unknown.iter().map(ToString::to_string).collect();
        let expected = expected.map(|problem| format!("D.loggers[1].limits.{id}: {problem}"));
        assert_eq!(found, Vec::from_iter(expected), "{json}");
    }
}

#[test]
fn names_are_checked_again_with_each_configuration() {
    let _alone = alone();
    let file = folder("names").join("log");
    let json = |name: &str| {
        let id = if name == "hyper" {
            "NAME_ALLC"
        } else {
            "NAME_ALLOC"
        };
        format!(
            r#"{{ "loggers": [{{ "name": "kea-dhcp4", "output-options": [{{ "output": {file:?} }}] }},
                {{ "name": "{name}", "limits": {{ "{id}": "1/s" }} }}] }}"#
        )
    };
    let config = |name| Config::from_json(&json(name)).expect("it is right");
    let loggers = Loggers::new("kea-dhcp4", &config("alloc-engin")).expect("it can be opened");
    let subscriber = tracing_subscriber::registry().with(loggers.layer());
    tracing::subscriber::with_default(subscriber, || {
        loggers.reload(&config("hyper")).expect("it can be opened");
        assert_eq!(loggers.check_names(&[&CATALOGUE]).len(), 2);
        loggers
            .reload(&config("alloc-engine"))
            .expect("it can be opened");
        loggers
            .reload_json(&json("alloc"))
            .expect("it can be opened");
    });
    let text = std::fs::read_to_string(file).expect("it is there");
    let lines = text.lines().filter_map(|line| line.split_once("] "));
    let lines: Vec<&str> = lines.map(|(_, line)| line).collect();
    let loaded = "LOG_CONFIGURATION_LOADED configuration of 2 logger(s) loaded";
    let unknown = "LOG_LOGGER_UNKNOWN in the configuration of the loggers: loggers[1].name: no \
                   message uses the logger";
    assert_eq!(
        lines,
        [
            loaded,
            &format!("{unknown} `hyper`"),
            "LOG_LIMIT_UNKNOWN in the configuration of the loggers: loggers[1].limits.NAME_ALLC: \
             no message has the ID `NAME_ALLC`: did you mean `NAME_ALLOC`?",
            loaded,
            loaded,
            &format!("{unknown} `alloc`"),
        ]
    );
}

/// Returns the IDs that are logged with this filter and two loggers of a configuration.
fn passing(filter: &str) -> Vec<String> {
    let _alone = alone();
    let file = folder("filters").join("log");
    let output = file.display().to_string();
    let json = format!(
        r#"{{ "loggers": [
            {{ "name": "kea-dhcp4", "severity": "WARN", "output-options": [{{ "output": {output:?} }}] }},
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
        // The filter is kept when the file is reloaded.
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
