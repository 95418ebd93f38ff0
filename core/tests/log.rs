//! Tests the backend `log`, and what `emit!` checks before it evaluates anything.
#![forbid(unsafe_code)]

use kea_messages::{KeaMessages, emit, enabled, kea_messages};
use kea_messages_core::{Message, testing};
use log::kv::{self, Key, VisitSource, VisitValue};
use log::{Level, LevelFilter};
use std::cell::RefCell;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

kea_messages! {
    fatal LOG_FATAL() = "fatal";
    error LOG_ERROR() = "error";
    warn LOG_WARN(number: u32) = "warn %1";
    info LOG_INFO() = "info";
    debug(39) LOG_DEBUG() = "debug";
    debug(40) LOG_TRACE() = "trace";
    warn LOG_TYPES(
        plain, yes: bool, letter: char, signed: i64, unsigned: u64, small: i128, big: u128,
        single: f32, double: f64, text: &str, shown: impl std::fmt::Debug, #[secret] token: &str,
        bytes: &[u8]
    ) = "%1 %2 %3 %4 %5 %6 %7 %8 %9 %10 %11 %12 %13";
}

mod named {
    kea_messages::kea_messages! {
        logger = "catalogue";
        pub(super) info LOG_NAMED() = "named";
    }
}

#[derive(KeaMessages)]
#[kea(prefix = "SEVERAL_", logger = "several")]
enum Several {
    #[message(error, "loud %1")]
    Loud(u32),
    #[message(debug(50), "quiet %1")]
    Quiet(u32),
}

/// A record, as a logger sees it.
#[derive(Debug, PartialEq)]
struct Record {
    level: Level,
    target: String,
    text: String,
    place: (Option<&'static str>, Option<&'static str>, Option<u32>),
    fields: Vec<String>,
    field_count: usize,
}

thread_local! {
    static RECORDS: RefCell<Vec<Record>> = const { RefCell::new(Vec::new()) };
    /// The target whose messages the logger of this thread does not want.
    static UNWANTED: RefCell<&'static str> = const { RefCell::new("") };
}

struct Logger;

impl log::Log for Logger {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        // The logger does not check the level; `log::max_level` does.
        metadata.target() != UNWANTED.with_borrow(|target| *target)
    }

    fn log(&self, record: &log::Record<'_>) {
        let mut fields = Fields(Vec::new());
        record
            .key_values()
            .visit(&mut fields)
            .expect("it takes all");
        let record = Record {
            level: record.level(),
            target: record.target().to_owned(),
            text: record.args().to_string(),
            place: (
                record.module_path_static(),
                record.file_static(),
                record.line(),
            ),
            fields: fields.0,
            field_count: record.key_values().count(),
        };
        RECORDS.with_borrow_mut(|records| records.push(record));
    }

    fn flush(&self) {}
}

/// The fields of a record, each in the type that a logger receives.
struct Fields(Vec<String>);

impl<'kvs> VisitSource<'kvs> for Fields {
    fn visit_pair(&mut self, key: Key<'kvs>, value: kv::Value<'kvs>) -> Result<(), kv::Error> {
        let mut kind = Kind("printed");
        value.visit(&mut kind)?;
        self.0.push(format!("{key}: {} {value}", kind.0));
        Ok(())
    }
}

struct Kind(&'static str);

impl VisitValue<'_> for Kind {
    fn visit_any(&mut self, _: kv::Value<'_>) -> Result<(), kv::Error> {
        Ok(())
    }

    fn visit_bool(&mut self, _: bool) -> Result<(), kv::Error> {
        self.0 = "bool";
        Ok(())
    }

    fn visit_char(&mut self, _: char) -> Result<(), kv::Error> {
        self.0 = "char";
        Ok(())
    }

    fn visit_i64(&mut self, _: i64) -> Result<(), kv::Error> {
        self.0 = "i64";
        Ok(())
    }

    fn visit_u64(&mut self, _: u64) -> Result<(), kv::Error> {
        self.0 = "u64";
        Ok(())
    }

    fn visit_i128(&mut self, _: i128) -> Result<(), kv::Error> {
        self.0 = "i128";
        Ok(())
    }

    fn visit_u128(&mut self, _: u128) -> Result<(), kv::Error> {
        self.0 = "u128";
        Ok(())
    }

    fn visit_f64(&mut self, _: f64) -> Result<(), kv::Error> {
        self.0 = "f64";
        Ok(())
    }

    fn visit_str(&mut self, _: &str) -> Result<(), kv::Error> {
        self.0 = "str";
        Ok(())
    }
}

/// Sets the maximum level, which applies to the whole program, so tests have to take turns.
fn at(level: LevelFilter) -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    static SET: Once = Once::new();
    SET.call_once(|| log::set_logger(&Logger).expect("nobody else sets a logger"));
    let turn = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    log::set_max_level(level);
    turn
}

/// Returns the records that `action` logs with this maximum level.
fn capture(level: LevelFilter, action: impl FnOnce()) -> Vec<Record> {
    let _turn = at(level);
    action();
    RECORDS.take()
}

fn texts(records: &[Record]) -> Vec<&str> {
    records.iter().map(|record| record.text.as_str()).collect()
}

#[test]
fn levels() {
    let records = capture(LevelFilter::Trace, || {
        emit!(LOG_FATAL());
        emit!(LOG_ERROR());
        emit!(LOG_WARN(1));
        emit!(LOG_INFO());
        emit!(LOG_DEBUG());
        emit!(LOG_TRACE());
    });
    let seen: Vec<_> = records
        .iter()
        .map(|record| (record.level, record.fields.join(", ")))
        .collect();
    let fields = |fields: &str| format!("message_id: str {fields}");
    let expected = [
        (Level::Error, fields("LOG_FATAL, severity: str fatal")),
        (Level::Error, fields("LOG_ERROR, severity: str error")),
        (
            Level::Warn,
            fields("LOG_WARN, severity: str warn, number: u64 1"),
        ),
        (Level::Info, fields("LOG_INFO, severity: str info")),
        (
            Level::Debug,
            fields("LOG_DEBUG, severity: str debug, debug_level: u64 39"),
        ),
        (
            Level::Trace,
            fields("LOG_TRACE, severity: str debug, debug_level: u64 40"),
        ),
    ];
    assert_eq!(seen, expected);
    for record in records {
        assert_eq!(record.field_count, record.fields.len());
    }
}

#[test]
fn fields_keep_their_types() {
    let records = capture(LevelFilter::Trace, || {
        emit!(LOG_TYPES(
            1,
            true,
            'c',
            -2,
            3,
            -4,
            5,
            0.5,
            0.25,
            "t",
            [6],
            "hunter2",
            b"\x0a\xff"
        ));
    });
    assert_eq!(
        records[0].fields[2..],
        [
            "plain: printed 1",
            "yes: bool true",
            "letter: char c",
            "signed: i64 -2",
            "unsigned: u64 3",
            "small: i128 -4",
            "big: u128 5",
            "single: f64 0.5",
            "double: f64 0.25",
            "text: str t",
            "shown: printed [6]",
            "token: str <redacted>",
            "bytes: printed [0a ff]",
        ]
    );
    assert_eq!(records[0].field_count, 15);
}

#[test]
fn the_place_is_that_of_the_statement() {
    let mut line = 0;
    let records = capture(LevelFilter::Trace, || {
        line = line!() + 1;
        emit!(LOG_INFO());
    });
    let place = (Some(module_path!()), Some(file!()), Some(line));
    assert_eq!(records[0].place, place);
}

#[test]
fn the_nearest_logger_is_the_target() {
    let records = capture(LevelFilter::Trace, || {
        emit!(LOG_INFO());
        emit!(logger: "said", LOG_INFO());
        emit!(named::LOG_NAMED());
        emit!(logger: "said", named::LOG_NAMED());
        emit!(Several::Loud(1));
        // The type `dyn Message` does not determine the logger.
        emit!(&Several::Loud(1) as &dyn Message);
    });
    let targets: Vec<_> = records.iter().map(|record| &*record.target).collect();
    assert_eq!(
        targets,
        ["log", "said", "catalogue", "said", "several", "log"]
    );
}

#[test]
fn arguments_are_evaluated_if_the_message_is_enabled() {
    // The level, and the number of warnings that are evaluated and logged.
    for (level, expected) in [
        (LevelFilter::Off, 0),
        (LevelFilter::Error, 0),
        (LevelFilter::Warn, 1),
        (LevelFilter::Trace, 1),
    ] {
        let mut evaluations = 0;
        let records = capture(level, || {
            assert_eq!(enabled!(LOG_WARN), expected == 1);
            emit!(LOG_WARN({
                evaluations += 1;
                1
            }));
        });
        assert_eq!(
            (evaluations, records.len()),
            (expected, expected),
            "{level}"
        );
    }
}

#[test]
fn the_logger_is_asked_too() {
    let records = capture(LevelFilter::Trace, || {
        UNWANTED.set("unwanted");
        assert!(!enabled!(logger: "unwanted", LOG_INFO));
        assert!(enabled!(logger: "wanted", LOG_INFO));
        emit!(logger: "unwanted", LOG_WARN(unwanted()));
        emit!(logger: "unwanted", unwanted_message());
        // The logger is asked about these after they have been created.
        let number = 1;
        emit!(logger: "unwanted", LOG_WARN(number));
        emit!(logger: "unwanted", LOG_INFO());
        emit!(logger: "wanted", LOG_WARN(number));
        emit!(logger: "wanted", LOG_INFO());
        UNWANTED.set("");
    });
    assert_eq!(texts(&records), ["warn 1", "info"]);
}

fn unwanted() -> u32 {
    unreachable!("the message is not wanted")
}

fn unwanted_message() -> impl kea_messages::Emit {
    LOG_WARN(unwanted())
}

/// The most severe message of a type decides whether arguments are evaluated, and each message
/// decides whether it is logged.
#[test]
fn a_type_of_several_severities() {
    let cases: [(LevelFilter, bool, &[&str]); 4] = [
        (LevelFilter::Off, false, &[]),
        (LevelFilter::Error, true, &["loud 1", "loud 3"]),
        (LevelFilter::Debug, true, &["loud 1", "loud 3"]),
        (
            LevelFilter::Trace,
            true,
            &["loud 1", "quiet 2", "loud 3", "quiet 4"],
        ),
    ];
    for (level, is_enabled, expected) in cases {
        let records = capture(level, || {
            assert_eq!(enabled!(Several), is_enabled);
            for message in [Several::Loud(1), Several::Quiet(2)] {
                emit!(message);
            }
            for message in [Several::Loud(3), Several::Quiet(4)] {
                emit!(&message as &dyn Message);
            }
        });
        assert_eq!(texts(&records), expected, "{level}");
    }
}

/// While a test captures messages, all are enabled, but the logger receives the same messages as
/// always.
#[test]
fn a_logger_gets_no_more_while_messages_are_captured() {
    let mut captured = 0;
    let records = capture(LevelFilter::Info, || {
        let emitted = testing::capture(|| {
            emit!(LOG_INFO());
            emit!(LOG_DEBUG());
            emit!(Several::Loud(1));
            emit!(Several::Quiet(2));
        });
        captured = emitted.messages().len();
    });
    assert_eq!(captured, 4);
    assert_eq!(texts(&records), ["info", "loud 1"]);
}
