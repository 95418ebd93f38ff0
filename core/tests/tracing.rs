//! Tests how messages appear in the `tracing` crate.
#![forbid(unsafe_code)]

use kea_messages::{KeaMessages, emit, enabled, kea_messages};
use kea_messages_core::{Catalogued, DebugLevel, Emit, Message, Severity, severity_of};
use std::error::Error;
use std::fmt::{self, Debug};
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::layer::Context;
use tracing_subscriber::prelude::*;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{EnvFilter, Layer};

kea_messages! {
    fatal TRACE_FATAL() = "fatal";
    warn TRACE_TYPES(
        plain, number: u32, negative: i16, small: i128, big: u128, yes: bool, letter: char,
        float: f64, text: &str, shown: impl Debug, #[secret] password: &str,
        bytes: &[u8], array: [u8; 1]
    ) = "%1 %2 %3 %4 %5 %6 %7 %8 %9 %10 %11 %12 %13";
    info TRACE_FEW(client, attempts: u64) = "%1 after %2";
    info TRACE_INFO() = "info";
    error TRACE_ERRORS(first: impl Error, number: u8, second: Box<dyn Error + Send>, text: &str)
        = "{first:>6} {number} {second} {text}";
    debug(39) TRACE_DEBUG() = "debug";
    debug(40) TRACE_TRACE() = "trace";
    debug(1) TRACE_2 = "%1 %2";
    debug(1) TRACE_3 = "%1 %2 %3";
    debug(1) TRACE_6 = "%1 %2 %3 %4 %5 %6";
    debug(1) TRACE_7 = "%1 %2 %3 %4 %5 %6 %7";
    debug(1) TRACE_16 = "%1 %2 %3 %4 %5 %6 %7 %8 %9 %10 %11 %12 %13 %14 %15 %16";
}

#[derive(KeaMessages)]
enum Several {
    #[message(error, id = "SEVERAL_LOUD", "loud %1")]
    Loud { volume: u8 },
    #[message(debug(50), id = "SEVERAL_QUIET", "quiet")]
    Quiet,
}

/// An event, as a subscriber receives it.
#[derive(Debug)]
struct Seen {
    metadata: &'static Metadata<'static>,
    fields: Vec<(&'static str, Value)>,
    spans: Vec<&'static str>,
}

#[derive(Debug, PartialEq)]
enum Value {
    Bool(bool),
    I64(i64),
    U64(u64),
    I128(i128),
    U128(u128),
    F64(f64),
    Str(String),
    Bytes(Vec<u8>),
    Debug(String),
    /// The `Debug` output of an error, and the texts of the error and its sources.
    Error(String, Vec<String>),
}

#[derive(Default)]
struct Fields(Vec<(&'static str, Value)>);

impl Visit for Fields {
    fn record_bool(&mut self, field: &Field, value: bool) {
        self.0.push((field.name(), Value::Bool(value)));
    }
    fn record_i64(&mut self, field: &Field, value: i64) {
        self.0.push((field.name(), Value::I64(value)));
    }
    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.push((field.name(), Value::U64(value)));
    }
    fn record_i128(&mut self, field: &Field, value: i128) {
        self.0.push((field.name(), Value::I128(value)));
    }
    fn record_u128(&mut self, field: &Field, value: u128) {
        self.0.push((field.name(), Value::U128(value)));
    }
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.0.push((field.name(), Value::F64(value)));
    }
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.push((field.name(), Value::Str(value.to_owned())));
    }
    fn record_bytes(&mut self, field: &Field, value: &[u8]) {
        self.0.push((field.name(), Value::Bytes(value.to_owned())));
    }
    fn record_error(&mut self, field: &Field, value: &(dyn Error + 'static)) {
        let (mut chain, mut next) = (Vec::new(), Some(value));
        while let Some(error) = next {
            chain.push(error.to_string());
            next = error.source();
        }
        self.0
            .push((field.name(), Value::Error(format!("{value:?}"), chain)));
    }
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0
            .push((field.name(), Value::Debug(format!("{value:?}"))));
    }
}

#[derive(Clone, Default)]
struct Capture(Arc<Mutex<Vec<Seen>>>);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Capture {
    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let spans = context.event_scope(event).into_iter().flatten();
        self.0.lock().unwrap().push(Seen {
            metadata: event.metadata(),
            fields: fields.0,
            spans: spans.map(|span| span.name()).collect(),
        });
    }
}

/// Returns what `action` logs on this thread, if it passes the filter.
fn capture_with<F>(filter: F, action: impl FnOnce()) -> Vec<Seen>
where
    F: Layer<tracing_subscriber::Registry> + Send + Sync,
{
    let capture = Capture::default();
    let subscriber = tracing_subscriber::registry()
        .with(filter)
        .with(capture.clone());
    tracing::subscriber::with_default(subscriber, action);
    let mut seen = capture.0.lock().unwrap();
    std::mem::take(&mut *seen)
}

fn capture(action: impl FnOnce()) -> Vec<Seen> {
    capture_with(LevelFilter::TRACE, action)
}

fn names(seen: &[Seen]) -> Vec<&str> {
    seen.iter().map(|seen| seen.metadata.name()).collect()
}

#[test]
fn fields_keep_their_types() {
    let seen = capture(|| {
        emit!(TRACE_TYPES(
            1,
            2,
            -3,
            4,
            5,
            true,
            'x',
            0.5,
            "text",
            [1],
            "hush",
            &[10, 255],
            [7]
        ));
    });
    let text = |text: &str| Value::Str(text.to_owned());
    let shown = |text: &str| Value::Debug(text.to_owned());
    let expected = [
        (
            "message",
            shown("1 2 -3 4 5 true x 0.5 text [1] <redacted> [0a ff] [07]"),
        ),
        ("message_id", text("TRACE_TYPES")),
        ("severity", text("warn")),
        ("plain", shown("1")),
        ("number", Value::U64(2)),
        ("negative", Value::I64(-3)),
        ("small", Value::I128(4)),
        ("big", Value::U128(5)),
        ("yes", Value::Bool(true)),
        ("letter", shown("x")),
        ("float", Value::F64(0.5)),
        ("text", text("text")),
        ("shown", shown("[1]")),
        ("password", text("<redacted>")),
        ("bytes", Value::Bytes(vec![10, 255])),
        ("array", Value::Bytes(vec![7])),
    ];
    assert_eq!(seen[0].fields, expected);
}

/// An error that borrows a string, and has a chain of `depth` sources.
#[derive(Debug)]
struct Nested<'a> {
    _borrowed: &'a str,
    source: Option<Box<Nested<'static>>>,
    depth: usize,
}

impl Nested<'_> {
    fn new(borrowed: &str, depth: usize) -> Nested<'_> {
        let source = depth
            .checked_sub(1)
            .map(|depth| Nested::new("static", depth));
        Nested {
            _borrowed: borrowed,
            source: source.map(Box::new),
            depth,
        }
    }
}

impl fmt::Display for Nested<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("#{}", self.depth))
    }
}

impl Error for Nested<'_> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}

#[test]
fn an_error_is_one_with_its_sources() {
    let seen = capture(|| {
        let local = String::from("local");
        let nested = Nested::new(&local, 2);
        emit!(TRACE_ERRORS(&nested, 7, Box::new(fmt::Error), "text"));
        emit!(TRACE_ERRORS(
            Nested::new("", 0),
            7,
            Box::new(Nested::new("", 50)),
            "text"
        ));
    });
    let error = |name: &str, chain: &[&str]| {
        let debug = format!("{name}({:?})", chain[0]);
        Value::Error(debug, chain.iter().copied().map(str::to_owned).collect())
    };
    let fmt_error = fmt::Error.to_string();
    let expected = [
        (
            "message",
            Value::Debug(format!("    #2 7 {fmt_error} text")),
        ),
        ("message_id", Value::Str("TRACE_ERRORS".into())),
        ("severity", Value::Str("error".into())),
        ("first", error("Nested", &["#2", "#1", "#0"])),
        ("number", Value::U64(7)),
        ("second", error("Error", &[&fmt_error])),
        ("text", Value::Str("text".into())),
    ];
    assert_eq!(seen[0].fields, expected);
    assert_eq!(seen[1].fields[3].1, error("Nested", &["#0"]));
    // There is one more source than our sinks show, by which they detect that there are more.
    let Value::Error(_, chain) = &seen[1].fields[5].1 else {
        panic!("{seen:?}")
    };
    assert_eq!(chain.len(), 1 + kea_messages_core::Sources::MAX + 1);
    assert_eq!(chain[33], "#17");
}

#[test]
fn events_have_as_many_fields_as_there_are() {
    let seen = capture(|| {
        emit!(TRACE_2(1, 2));
        emit!(TRACE_3(1, 2, 3));
        emit!(TRACE_6(1, 2, 3, 4, 5, 6));
        emit!(TRACE_7(1, 2, 3, 4, 5, 6, 7));
        emit!(TRACE_16(
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
        ));
    });
    let own = ["message", "message_id", "severity", "debug_level"];
    for (seen, count) in seen.iter().zip([2, 3, 6, 7, 16]) {
        let arguments = (1..=count).map(|number| format!("arg{number}"));
        let expected: Vec<String> = own
            .map(str::to_owned)
            .into_iter()
            .chain(arguments)
            .collect();
        let names: Vec<&str> = seen.fields.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, expected);
    }
}

#[test]
fn names_levels_and_places() {
    let line = line!() + 2;
    let seen = capture(|| {
        emit!(TRACE_FATAL());
        emit!(TRACE_FEW("a", 1));
        emit!(TRACE_DEBUG());
        emit!(TRACE_TRACE());
    });
    let expected = [
        ("TRACE_FATAL", Level::ERROR),
        ("TRACE_FEW", Level::INFO),
        ("TRACE_DEBUG", Level::DEBUG),
        ("TRACE_TRACE", Level::TRACE),
    ];
    assert_eq!(seen.len(), expected.len());
    for ((seen, (name, level)), line) in seen.iter().zip(expected).zip(line..) {
        let metadata = seen.metadata;
        assert_eq!(metadata.name(), name);
        assert_eq!(*metadata.level(), level);
        assert_eq!(metadata.target(), module_path!());
        assert_eq!(metadata.module_path(), Some(module_path!()));
        assert_eq!(metadata.file(), Some(file!()));
        assert_eq!(metadata.line(), Some(line));
        assert!(metadata.is_event());
    }
    let level = ("debug_level", Value::U64(40));
    assert!(seen[3].fields.contains(&level), "{:?}", seen[3].fields);
}

#[test]
fn metadata_tells_the_severity_of_a_message_and_of_nothing_else() {
    let seen = capture(|| {
        emit!(TRACE_FATAL());
        emit!(TRACE_FEW("a", 1));
        emit!(Several::Quiet);
        emit!(&TRACE_DEBUG() as &dyn Message);
        tracing::error!(message_id = "TRACE_FATAL", severity = "fatal");
        tracing::error!(name: "TRACE_FATAL", message_id = "TRACE_FATAL", severity = "fatal");
    });
    let debug = |level| DebugLevel::new(level).map(Severity::Debug);
    let expected = [
        Some(Severity::Fatal),
        Some(Severity::Info),
        debug(50),
        debug(39),
        None,
        None,
    ];
    let severities: Vec<_> = seen.iter().map(|seen| severity_of(seen.metadata)).collect();
    assert_eq!(severities, expected);
}

#[test]
fn spans_in_scope_apply() {
    let seen = capture(|| {
        let _outer = tracing::info_span!("outer").entered();
        let _inner = tracing::info_span!("inner").entered();
        emit!(TRACE_DEBUG());
    });
    assert_eq!(seen[0].spans, ["inner", "outer"]);
}

#[test]
fn one_emit_of_several_messages() {
    let log = |filter: &str| {
        let seen = capture_with(EnvFilter::new(filter), || {
            for message in [Several::Loud { volume: 3 }, Several::Quiet] {
                emit!(message);
            }
            let any: [&dyn Message; 3] = [&Several::Quiet, &TRACE_FATAL(), &TRACE_DEBUG()];
            for message in any {
                emit!(message);
            }
        });
        seen.iter()
            .map(|seen| seen.metadata.name().to_owned())
            .collect::<Vec<_>>()
    };
    let all = [
        "SEVERAL_LOUD",
        "SEVERAL_QUIET",
        "SEVERAL_QUIET",
        "TRACE_FATAL",
        "TRACE_DEBUG",
    ];
    assert_eq!(log("trace"), all);
    assert_eq!(log("debug"), ["SEVERAL_LOUD", "TRACE_FATAL", "TRACE_DEBUG"]);
    assert_eq!(log("error"), ["SEVERAL_LOUD", "TRACE_FATAL"]);
    assert_eq!(log("off"), [""; 0]);
}

#[test]
fn filters_by_target_level_and_field() {
    let cases: [(&str, &[&str]); 7] = [
        ("info", &["TRACE_FATAL", "TRACE_FEW"]),
        (
            "tracing=debug",
            &["TRACE_FATAL", "TRACE_FEW", "TRACE_DEBUG"],
        ),
        ("other=trace", &[]),
        ("trace,tracing=warn", &["TRACE_FATAL"]),
        ("tracing::inner=trace", &["TRACE_TRACE"]),
        ("[{client}]=info", &["TRACE_FEW"]),
        ("off", &[]),
    ];
    for (filter, expected) in cases {
        let seen = capture_with(EnvFilter::new(filter), || {
            emit!(TRACE_FATAL());
            emit!(TRACE_FEW("a", 1));
            emit!(TRACE_DEBUG());
            inner::log();
        });
        // The same `emit!` is used with another filter.
        let names: Vec<_> = names(&seen)
            .into_iter()
            .filter(|name| expected.contains(name))
            .collect();
        assert_eq!(names, expected, "{filter}");
        let inner = usize::from(filter.ends_with("trace") && !filter.contains("other"));
        assert_eq!(seen.len(), expected.len().max(inner), "{filter}: {seen:?}");
    }
}

mod inner {
    use super::{TRACE_TRACE, emit};

    pub(super) fn log() {
        emit!(TRACE_TRACE());
    }
}

#[test]
fn what_is_disabled_is_not_evaluated() {
    for filter in ["warn", "tracing=warn", "other=trace", "off"] {
        let seen = capture_with(EnvFilter::new(filter), || {
            assert!(!enabled!(TRACE_FEW), "{filter}");
            emit!(TRACE_FEW(evaluated(), 1));
        });
        assert_eq!(names(&seen), [""; 0], "{filter}");
    }
    capture_with(EnvFilter::new("tracing=info"), || {
        assert!(enabled!(TRACE_FEW));
        assert!(enabled!(Several));
    });
}

fn evaluated() -> u32 {
    unreachable!("the message is disabled")
}

mod named {
    kea_messages::kea_messages! {
        logger = "kea-dhcp4.alloc-engine";
        pub(super) info TRACE_NAMED() = "named";
    }
}

/// Tests the filter strings of `EnvFilter` in the guide.
#[test]
fn filters_by_logger() {
    let cases = [
        ("kea-dhcp4.alloc-engine=info", true),
        ("kea-dhcp4.alloc-engine=warn", false),
        ("kea-dhcp4=info", true),
        ("kea-dhcp6=trace", false),
        ("warn,kea-dhcp4.alloc-engine=debug", true),
        ("warn", false),
    ];
    for (filter, expected) in cases {
        let seen = capture_with(EnvFilter::new(filter), || emit!(named::TRACE_NAMED()));
        assert_eq!(!seen.is_empty(), expected, "{filter}");
        for seen in seen {
            assert_eq!(seen.metadata.target(), "kea-dhcp4.alloc-engine");
            assert_eq!(seen.metadata.module_path(), Some(module_path!()));
        }
    }
    let seen = capture(|| emit!(logger: "said", named::TRACE_NAMED()));
    assert_eq!(seen[0].metadata.target(), "said");
}

/// A static in a generic function is shared by all types of the function.
#[test]
fn one_emit_of_several_types() {
    fn report(message: &impl Emit) {
        emit!(message);
    }
    let log = |filter: &str| {
        let seen = capture_with(EnvFilter::new(filter), || {
            for _ in 0..2 {
                report(&TRACE_DEBUG());
                report(&TRACE_FATAL());
                report(&Several::Quiet);
                report(&TRACE_FEW("a", 1));
                let any: &dyn Message = &Several::Loud { volume: 3 };
                report(&any);
            }
        });
        for (one, again) in seen.iter().zip(&seen[seen.len() / 2..]) {
            assert_eq!(one.metadata.callsite(), again.metadata.callsite());
        }
        names(&seen[..seen.len() / 2])
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(log("error"), ["TRACE_FATAL", "SEVERAL_LOUD"]);
    assert_eq!(
        log("debug"),
        ["TRACE_DEBUG", "TRACE_FATAL", "TRACE_FEW", "SEVERAL_LOUD"]
    );
    assert_eq!(log("off"), [""; 0]);
    assert_eq!(
        log("trace"),
        [
            "TRACE_DEBUG",
            "TRACE_FATAL",
            "SEVERAL_QUIET",
            "TRACE_FEW",
            "SEVERAL_LOUD"
        ]
    );
}

/// A message that wraps another type.
#[derive(KeaMessages)]
#[message(transparent)]
struct Wrapped<M>(M);

#[derive(KeaMessages)]
#[message(debug(7), id = "ONLY_QUIET", "quiet")]
struct Quiet;

#[test]
fn arguments_are_evaluated_by_what_each_type_tells() {
    fn report<M: Emit + Catalogued>(message: impl FnOnce() -> M) {
        emit!(Wrapped(message()));
    }
    let log = |filter: &str| {
        let mut evaluated = 0;
        let seen = capture_with(EnvFilter::new(filter), || {
            report(|| {
                evaluated += 1;
                Several::Loud { volume: 3 }
            });
            report(|| {
                evaluated += 1;
                Quiet
            });
        });
        (seen.len(), evaluated)
    };
    assert_eq!(log("debug"), (2, 2));
    assert_eq!(log("[{volume}]=debug"), (1, 1));
    assert_eq!(log("off"), (0, 0));
}

/// Messages are distinguished by their outlines, and each has one callsite at an `emit!`.
#[test]
fn messages_of_one_severity_at_one_emit() {
    let messages: [&dyn Message; 3] = [
        &TRACE_FEW("a", 1),
        &TRACE_INFO(),
        &Several::Loud { volume: 3 },
    ];
    let seen = capture(|| {
        for _ in 0..2 {
            for message in messages {
                emit!(message);
            }
        }
    });
    let expected = ["TRACE_FEW", "TRACE_INFO", "SEVERAL_LOUD"];
    assert_eq!(names(&seen), [expected, expected].concat());
    for (one, again) in seen.iter().zip(&seen[3..]) {
        assert_eq!(one.metadata.callsite(), again.metadata.callsite());
    }
}
