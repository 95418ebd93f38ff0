//! Tests severities and debug levels, and how loggers inherit them.
//!
//! The rules are those of Kea's logger, as its guide describes them.

use crate::lines;
use kea_messages::{emit, kea_messages};

kea_messages! {
    fatal LEVEL_FATAL() = "text";
    error LEVEL_ERROR() = "text";
    warn LEVEL_WARN() = "text";
    info LEVEL_INFO() = "text";
    debug(0) LEVEL_DEBUG_0() = "text";
    debug(25) LEVEL_DEBUG_25() = "text";
    debug(39) LEVEL_DEBUG_39() = "text";
    debug(40) LEVEL_DEBUG_40() = "text";
    debug(41) LEVEL_DEBUG_41() = "text";
    debug(99) LEVEL_DEBUG_99() = "text";
}

macro_rules! emit_all {
    ($($logger:literal)?) => {{
        emit!($(logger: $logger,)? LEVEL_FATAL());
        emit!($(logger: $logger,)? LEVEL_ERROR());
        emit!($(logger: $logger,)? LEVEL_WARN());
        emit!($(logger: $logger,)? LEVEL_INFO());
        emit!($(logger: $logger,)? LEVEL_DEBUG_0());
        emit!($(logger: $logger,)? LEVEL_DEBUG_25());
        emit!($(logger: $logger,)? LEVEL_DEBUG_39());
        emit!($(logger: $logger,)? LEVEL_DEBUG_40());
        emit!($(logger: $logger,)? LEVEL_DEBUG_41());
        emit!($(logger: $logger,)? LEVEL_DEBUG_99());
    }};
}

/// Returns the severities and debug levels of the lines, such as `FEWI 0 25`.
fn letters(lines: &[String]) -> String {
    let ids = lines.iter().filter_map(|line| line.split_once("LEVEL_"));
    ids.map(
        |(_, id)| match id.trim_end_matches(" text").strip_prefix("DEBUG_") {
            Some(level) => format!(" {level}"),
            None => id[..1].to_owned(),
        },
    )
    .collect()
}

const ALL: &str = "FEWI 0 25 39 40 41 99";

#[test]
fn a_logger_lets_through_what_is_at_least_as_severe() {
    for (settings, expected) in [
        (r#""severity": "NONE""#, ""),
        (r#""severity": "FATAL""#, "F"),
        (r#""severity": "ERROR""#, "FE"),
        (r#""severity": "WARN""#, "FEW"),
        (r#""severity": "INFO""#, "FEWI"),
        (r#""severity": "DEBUG""#, "FEWI 0"),
        (r#""severity": "DEBUG", "debuglevel": 0"#, "FEWI 0"),
        (r#""severity": "DEBUG", "debuglevel": 25"#, "FEWI 0 25"),
        (r#""severity": "DEBUG", "debuglevel": 39"#, "FEWI 0 25 39"),
        (
            r#""severity": "DEBUG", "debuglevel": 40"#,
            "FEWI 0 25 39 40",
        ),
        (r#""severity": "debug", "debuglevel": 99"#, ALL),
        // The debug level is ignored unless the severity is `DEBUG`.
        (r#""severity": "INFO", "debuglevel": 99"#, "FEWI"),
        (r#""severity": "NONE", "debuglevel": 99"#, ""),
        // The default of the root applies.
        (r#""debuglevel": 99"#, "FEWI"),
        (r#""severity": "DEFAULT""#, "FEWI"),
    ] {
        let json = format!(
            r#"{{ "loggers": [{{ "name": "kea", {settings},
                "output-options": [{{ "output": "FILE" }}] }}] }}"#
        );
        let lines = lines("levels", "kea", &json, || emit_all!("kea"));
        assert_eq!(letters(&lines), expected, "{settings}");
    }
}

/// Returns what `$logger` logs for a configuration of loggers: the name, severity and debug level
/// of each.
macro_rules! inherited {
    ($test:literal, $logger:literal, $configured:expr) => {{
        let configured: &[(&str, &str, u8)] = $configured;
        let loggers: Vec<_> = configured
            .iter()
            .map(|(name, severity, level)| {
                format!(
                    r#"{{ "name": "{name}", "severity": "{severity}", "debuglevel": {level} }}"#
                )
            })
            .collect();
        // The root logger has the output.
        let json = format!(r#"{{ "loggers": [{}] }}"#, loggers.join(","));
        let json = json.replacen(
            r#""debuglevel": 0 "#,
            r#""output-options": [{ "output": "FILE" }] "#,
            1,
        );
        letters(&lines($test, "kea", &json, || emit_all!($logger)))
    }};
}

#[test]
fn the_most_specific_name_wins_and_what_it_leaves_open_is_inherited() {
    let to_file = ("kea", "DEFAULT", 0);
    // The default of the root is inherited.
    assert_eq!(inherited!("inherit", "kea.a", &[to_file]), "FEWI");
    // The severity of the parent is inherited with its debug level.
    assert_eq!(
        inherited!("inherit", "kea.a.b", &[to_file, ("kea.a", "DEBUG", 40)]),
        "FEWI 0 25 39 40",
    );
    // The severity is inherited from the grandparent if the parent has none. A debug level without
    // a severity has no effect.
    assert_eq!(
        inherited!(
            "inherit",
            "kea.a.b",
            &[to_file, ("kea.a", "DEBUG", 25), ("kea.a.b", "DEFAULT", 99)]
        ),
        "FEWI 0 25",
    );
    // A logger can override its parent in both directions. The order does not matter.
    assert_eq!(
        inherited!(
            "inherit",
            "kea.a.b",
            &[to_file, ("kea.a.b", "ERROR", 1), ("kea.a", "DEBUG", 99)]
        ),
        "FE",
    );
    assert_eq!(
        inherited!(
            "inherit",
            "kea.a.b",
            &[to_file, ("kea.a", "NONE", 1), ("kea.a.b", "DEBUG", 99)]
        ),
        ALL,
    );
    // Only whole components of a name are compared.
    assert_eq!(
        inherited!("inherit", "kea.alloc", &[to_file, ("kea.all", "DEBUG", 99)]),
        "FEWI",
    );
    // A sibling has no effect.
    assert_eq!(
        inherited!("inherit", "kea.a", &[to_file, ("kea.b", "DEBUG", 99)]),
        "FEWI",
    );
    // The root can be omitted, both in the configuration and in the target.
    assert_eq!(
        inherited!("inherit", "kea.a", &[to_file, ("a", "DEBUG", 99)]),
        ALL,
    );
    assert_eq!(
        inherited!("inherit", "a", &[to_file, ("kea.a", "DEBUG", 99)]),
        ALL,
    );
    // Modules are loggers too.
    assert_eq!(
        inherited!(
            "inherit",
            "my_server::lease::v4",
            &[to_file, ("my_server::lease", "WARN", 1)]
        ),
        "FEW",
    );
    assert_eq!(
        inherited!(
            "inherit",
            "my_server::leases",
            &[to_file, ("my_server::lease", "WARN", 1)]
        ),
        "FEWI",
    );
}

#[test]
fn without_a_logger_the_module_is_one() {
    let json = r#"{ "loggers": [
        { "name": "kea", "output-options": [{ "output": "FILE" }] },
        { "name": "subscriber::levels", "severity": "DEBUG", "debuglevel": 25 }
    ] }"#;
    let lines = lines("module", "kea", json, || emit_all!());
    assert_eq!(letters(&lines), "FEWI 0 25");
    assert!(lines[0].contains(" [subscriber::levels/"), "{}", lines[0]);
}

#[test]
fn other_events_pass_by_their_levels() {
    for (level, expected) in [(0, 4), (39, 4), (40, 5)] {
        let json = format!(
            r#"{{ "loggers": [{{ "name": "kea", "severity": "DEBUG", "debuglevel": {level},
                "output-options": [{{ "output": "FILE" }}] }}] }}"#
        );
        let lines = lines("events", "kea", &json, || {
            tracing::error!("LEVEL_ERROR");
            tracing::warn!("LEVEL_WARN");
            tracing::info!("LEVEL_INFO");
            tracing::debug!("LEVEL_DEBUG");
            tracing::trace!("LEVEL_TRACE");
        });
        assert_eq!(lines.len(), expected, "at {level}");
    }
}
