//! Tests messages from catalogue files.

use crate::capture::{Field, capture, capture_at};
use kea_messages::{DebugLevel, MessageId, Severity, emit, enabled, kea_messages};
use log::{Level, LevelFilter};
use std::fmt;

/// A type of this crate that is used in a file.
pub(crate) struct Width(u32);

impl fmt::Display for Width {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} wide", self.0)
    }
}

kea_messages! {
    pub(crate) static FILES;
    pub(crate) files = ["behaviour/sample.toml", "behaviour/*.mes"]
}

mod by_module {
    use super::Width;

    kea_messages::kea_messages! {
        pub(super) files = ["behaviour/sample.toml", "behaviour/sample.mes"], by_module;
    }

    // The module is called `mod_`, because `mod` is a keyword.
    pub(super) use mod_::MOD_OPEN;
}

#[test]
fn a_file_defines_what_a_call_does() {
    let definition = FILE_STATED::DEFINITION;
    assert_eq!(definition.severity(), Some(Severity::Warn));
    assert_eq!(definition.text(), "%2 of %1 for %3");
    assert_eq!(definition.description(), "What is *there*.");
    assert_eq!(definition.action(), Some("Look."));
    assert_eq!(definition.since(), Some("1.1"));
    assert_eq!(definition.limit(), Some("10/5min per part"));
    let arguments: Vec<_> = definition
        .arguments()
        .map(|argument| (argument.name(), argument.rust_type(), argument.is_secret()))
        .collect();
    let expected = [
        ("total", Some("u32"), false),
        ("part", None, false),
        ("password", Some("&str"), true),
    ];
    assert_eq!(arguments, expected);
    assert_eq!(
        FILE_STATED(4, 3, "hush").to_string(),
        "3 of 4 for <redacted>"
    );
    assert_eq!(FILE_OWN_TYPE(&Width(3), [1]).to_string(), "3 wide of [1]");
    let names = FILE_OWN_TYPE::DEFINITION.arguments();
    let names: Vec<_> = names.map(|argument| argument.name()).collect();
    assert_eq!(names, ["width", "type"]);
    assert_eq!(
        FILE_BYTES(b"a\n", [7, 255]).to_string(),
        "[61 0a] from [07 ff]"
    );
    #[expect(deprecated, reason = "the file says so")]
    let old = FILE_OLD();
    assert_eq!(old.to_string(), "old");
    let ids: Vec<_> = FILES.iter().map(|definition| definition.id()).collect();
    let expected = [
        "FILE_BYTES",
        "FILE_OLD",
        "FILE_OPEN",
        "FILE_OWN_TYPE",
        "FILE_STATED",
        "MES_INFERRED",
        "MES_TRACE",
        "MOD_OPEN",
    ];
    assert_eq!(ids, expected);
}

#[test]
fn a_mes_text_is_printed_as_kea_prints_it() {
    assert_eq!(MOD_OPEN(3).to_string(), "100% of 3");
    assert_eq!(MES_TRACE(3).to_string(), "looked at <3>");
    assert_eq!(
        MES_TRACE::DEFINITION.arguments().next().unwrap().name(),
        "arg1"
    );
}

#[test]
fn an_inferred_severity_is_a_default() {
    let level = Severity::Debug(DebugLevel::new(40).unwrap());
    assert_eq!(MES_INFERRED::DEFINITION.severity(), Some(Severity::Info));
    assert_eq!(MES_TRACE::DEFINITION.severity(), Some(level));
    let records = capture(|| {
        emit!(MES_INFERRED(1));
        emit!(fatal, MES_INFERRED(1));
        emit!(MES_TRACE(1));
        emit!(debug(10), MES_TRACE(1));
    });
    let levels: Vec<Level> = records.iter().map(|record| record.level).collect();
    assert_eq!(
        levels,
        [Level::Info, Level::Error, Level::Trace, Level::Debug]
    );
    let severity = ("severity".to_owned(), Field::Str("fatal".into()));
    assert!(records[1].fields.contains(&severity));
}

fn evaluated() -> u32 {
    unreachable!("the message is disabled")
}

#[test]
fn an_open_severity_is_said_where_it_is_logged() {
    assert_eq!(FILE_OPEN::DEFINITION.severity(), None);
    let records = capture(|| {
        emit!(warn, FILE_OPEN(1));
        emit!(debug(50), FILE_OPEN(2));
    });
    let levels: Vec<Level> = records.iter().map(|record| record.level).collect();
    assert_eq!(levels, [Level::Warn, Level::Trace]);
    let records = capture_at(LevelFilter::Warn, || {
        assert!(enabled!(error, FILE_OPEN));
        assert!(!enabled!(info, FILE_OPEN));
        emit!(info, FILE_OPEN(evaluated()));
    });
    assert_eq!(records.len(), 0);
}

#[test]
fn modules_by_the_first_word() {
    assert_eq!(
        by_module::file::FILE_OWN_TYPE(&Width(1), ()).to_string(),
        "1 wide of ()"
    );
    assert_eq!(by_module::mes::MES_TRACE(1).to_string(), "looked at <1>");
    assert_eq!(by_module::MOD_OPEN(3).to_string(), "100% of 3");
}
