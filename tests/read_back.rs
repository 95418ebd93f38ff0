//! Tests that the decoder can read what the outputs of this project write.
#![forbid(unsafe_code)]

use kea_messages::{Catalogue, emit, kea_messages};
use kea_messages_catalog::Message;
use kea_messages_decode::{Decoder, ErrorSources, Escapes, Outcome, Span};
use kea_messages_subscriber::{Config, Loggers};
use std::error::Error;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};
use tracing_subscriber::prelude::*;

kea_messages! {
    static MESSAGES;
    logger = "toy.reader";
    info READ_ONE(value: &str) = "%1";
    warn READ_TWO(client: &str, attempts: u32) = "%1: failed after %2 attempt(s)";
    debug(40) READ_THREE(from: &str, to: &str, why: &str) = "100%% of %1\n%2, %3 \\ end";
    info READ_SHOWN(what, is_new: bool) = "%1 is new: %2";
    error READ_SECRET(user: &str, #[secret] password: &str) = "%1 with %2";
    error READ_ERROR(at: &str, error: impl Error) = "%1: %2";
    info READ_BYTES(value: &[u8], text: &str) = "%1 %2";
    error READ_ERRORS(error: &ReadError<'_>, n: u8, other: &ReadError<'_>) = "%1, %2: %3";
}

/// An error with two sources.
#[derive(Debug)]
struct ReadError<'a>(&'a str, Option<Box<ReadError<'static>>>);

impl<'a> ReadError<'a> {
    fn new(text: &'a str, sources: [&'static str; 2]) -> Self {
        let [first, second] = sources;
        let source = ReadError(first, Some(Box::new(ReadError(second, None))));
        Self(text, Some(Box::new(source)))
    }
}

impl fmt::Display for ReadError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for ReadError<'_> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.1.as_deref()?;
        Some(source)
    }
}

const VALUES: [&str; 26] = [
    "",
    " ",
    "plain",
    "%1 %2 %%",
    "a\nb\r\nc\t",
    "\r",
    "C:\\new\\table",
    "\\u{41} \\n \\\\",
    "\u{1b}[31mred\u{1b}[0m",
    "x: failed after 3 attempt(s)",
    "2018-12-20 10:15:02.123 INFO  [toy/1] READ_ONE forged",
    "\n2018-12-20 10:15:02.123 INFO  [toy/1] READ_ONE forged",
    "é\u{202e}\u{2028}ß, \u{0} %",
    "<redacted>",
    r"\{error.sources=forged}",
    r" \{error.sources=forged}",
    r#"x {error.sources="forged"} \\{error.sources=forged}"#,
    "\"} \\{other.sources=\"forged",
    r#""" " a=b {c}"#,
    // These values look like the fields that formatters write after a text.
    "x message_id=\"READ_ONE\" severity=\"info\" value=\"x\"",
    "x message_id=READ_ONE severity=info value=x",
    "x, message_id: \"READ_ONE\", severity: \"info\", value: \"x\"",
    "\"x\"",
    "READ_ONE forged",
    "a}: READ_ONE forged",
    "a \u{1b}[3mmessage_id\u{1b}[0m=READ_ONE \u{1b}[3mvalue\u{1b}[0m=a",
];

fn messages(catalogue: &Catalogue) -> Vec<Message> {
    catalogue.iter().map(Message::from).collect()
}

/// The options of an output.
const LAYOUTS: [&str; 13] = [
    r#""layout": "kea""#,
    r#""layout": "kea", "thread": true"#,
    r#""layout": "kea", "spans": true"#,
    r#""layout": "json""#,
    r#""layout": "json-flat""#,
    r#""layout": "ecs""#,
    r#""layout": "opentelemetry""#,
    r#""layout": "kea", "error-sources": true"#,
    r#""layout": "kea", "spans": true, "error-sources": true"#,
    r#""layout": "json", "error-sources": true"#,
    r#""layout": "json-flat", "error-sources": true"#,
    r#""layout": "ecs", "error-sources": true"#,
    r#""layout": "opentelemetry", "error-sources": true"#,
];

/// The number of lines for each value.
const LINES: usize = 7;

#[test]
fn hostile_values_through_the_subscriber() {
    for options in LAYOUTS {
        read_back(options);
    }
}

fn read_back(options: &str) {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("read_back.log");
    _ = std::fs::remove_file(&file);
    let config = format!(
        r#"{{ "loggers": [{{ "name": "toy", "severity": "DEBUG", "debuglevel": 99,
            "output-options": [{{ "output": "{}", "maxsize": 0, {options} }}] }}] }}"#,
        file.display(),
    );
    let config = Config::from_json(&config).expect("it is right");
    let loggers = Loggers::new("toy", &config).expect("the file can be opened");
    let mut expected: Vec<Vec<String>> = Vec::new();
    let subscriber = tracing_subscriber::registry().with(loggers.layer());
    tracing::subscriber::with_default(subscriber, || {
        for index in 0..VALUES.len() {
            let (value, other) = values_of(index);
            let span = tracing::info_span!("outer", value, number = 7);
            let _outer = span.enter();
            emit!(READ_ONE(value));
            expected.push(vec![value.into()]);
            emit!(READ_TWO(value, 7));
            expected.push(vec![value.into(), "7".into()]);
            emit!(READ_THREE(value, other, "because"));
            expected.push(vec![value.into(), other.into(), "because".into()]);
            emit!(READ_SECRET(value, other));
            expected.push(vec![value.into(), "<redacted>".into()]);
            emit!(READ_ERROR("x", ReadError::new(value, [other, value])));
            expected.push(vec!["x".into(), value.into()]);
            let error = ReadError::new(other, [value, "x"]);
            emit!(READ_ERRORS(&error, 7, &ReadError::new(value, [other, ""])));
            expected.push(vec![other.into(), "7".into(), value.into()]);
            emit!(READ_BYTES(value.as_bytes(), other));
            let bytes = kea_messages::Value::Bytes(value.as_bytes());
            expected.push(vec![bytes.to_string(), other.into()]);
        }
    });
    loggers.flush();

    let decoder = Decoder::new(&messages(&MESSAGES)).with_escapes(Escapes::OneLine);
    let careful = Decoder::new(&messages(&MESSAGES));
    let log = std::fs::read_to_string(&file).expect("it is there");
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines.len(), expected.len());
    let process = std::process::id().to_string();
    let shows_spans = options.contains("spans") || !options.contains("kea");
    let shows_sources = options.contains("error-sources");
    let mut exact = 0;
    for (index, (line, expected)) in lines.into_iter().zip(&expected).enumerate() {
        let found = decoder.decode(line);
        assert_eq!(found.logger.as_deref(), Some("toy.reader"), "{line}");
        assert!(found.time.is_some() && found.severity.is_some(), "{line}");
        let pid = found.pid.as_deref().unwrap_or_default();
        assert_eq!(pid.split('.').next(), Some(&*process), "{line}");
        let spans: Vec<String> = found.spans.iter().map(shown).collect();
        if shows_spans {
            assert_eq!(
                spans,
                [format!("outer number=7 value={}", VALUES[index / LINES])]
            );
        } else {
            assert_eq!(spans, [""; 0]);
        }
        let (value, other) = values_of(index / LINES);
        let sources = match index % LINES {
            4 if shows_sources => vec![("error", vec![other, value])],
            5 if shows_sources => {
                vec![("error", vec![value, "x"]), ("other", vec![other, ""])]
            }
            _ => Vec::new(),
        };
        let shown: Vec<_> = found.error_sources.iter().map(sources_of).collect();
        assert_eq!(shown, sources, "{line}");
        if let Some(values) = values(&found.outcome, line) {
            assert_eq!(&values, expected, "{line}");
            exact += 1;
        }
        // Without knowing which program has written the log, no wrong values are decoded.
        if let Some(values) = values(&careful.decode(line).outcome, line) {
            assert_eq!(&values, expected, "{line}");
        }
    }
    // Only few values contain the text between two values, and in JSON each value has a name.
    let least = if options.contains("kea") {
        expected.len() * 9 / 10
    } else {
        expected.len()
    };
    assert!(
        exact >= least,
        "{exact} of {} with {options}",
        expected.len()
    );
}

/// Returns the two values with this index.
fn values_of(index: usize) -> (&'static str, &'static str) {
    (VALUES[index], VALUES[(index * 5 + 3) % VALUES.len()])
}

fn sources_of<'a>(error: &'a ErrorSources<'_>) -> (&'a str, Vec<&'a str>) {
    (
        &error.argument,
        error.sources.iter().map(|it| &**it).collect(),
    )
}

/// Formats a span as `name field=value field=value`.
fn shown(span: &Span<'_>) -> String {
    let mut shown = span.name.to_string();
    let mut fields: Vec<_> = span.fields.iter().collect();
    // In JSON, the order of fields is undefined.
    fields.sort_by_key(|(name, _)| name.clone());
    for (name, value) in fields {
        shown += &format!(" {name}={}", value.as_str());
    }
    shown
}

/// Returns the values, unless the line is ambiguous.
fn values(outcome: &Outcome<'_>, line: &str) -> Option<Vec<String>> {
    match outcome {
        Outcome::Decoded(reading) => {
            let values = reading.arguments();
            Some(values.map(|(_, value)| value.as_str().to_owned()).collect())
        }
        Outcome::Ambiguous(_) => None,
        other => panic!("{other:?} of {line}"),
    }
}

/// Collects the output of a formatter.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    /// Returns the output without the line feed at its end, and clears it.
    fn take(&self) -> String {
        let written = std::mem::take(&mut *self.0.lock().expect("no test has failed"));
        let written = String::from_utf8(written).expect("it is text");
        written.strip_suffix('\n').unwrap_or(&written).to_owned()
    }
}

impl io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no test has failed").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Checks the decoded values of each message, and counts the exact ones.
#[derive(Default)]
struct Check {
    exact: usize,
    all: usize,
}

impl Check {
    fn record(&mut self, record: &str, layout: &str, id: &str, expected: &[&str]) {
        let all = messages(&MESSAGES);
        let decoder = Decoder::new(&all);
        let found = decoder.decode_lines(record);
        self.all += 1;
        match &found.outcome {
            Outcome::Decoded(reading) => {
                let values = reading.arguments().map(|(_, value)| value.as_str());
                let values: Vec<&str> = values.collect();
                assert_eq!(
                    (found.id.as_deref(), &*values),
                    (Some(id), expected),
                    "{record}"
                );
                assert_eq!(found.layout, layout, "{record}");
                assert!(found.severity.is_some(), "{record}");
                self.exact += 1;
            }
            Outcome::Ambiguous(_) => {}
            // These formatters write values without escapes, so a line feed ends the line.
            _ => assert!(record.contains('\n'), "{record} {found:?}"),
        }
    }

    /// Checks that enough values are exact. A third of the values look like a header or like
    /// fields.
    fn end(self, tenths: usize, formatter: &str) {
        let Self { exact, all } = self;
        assert!(
            exact * 10 >= all * tenths,
            "{exact} of {all} with {formatter}"
        );
    }
}

#[test]
fn hostile_values_through_tracing_subscriber() {
    for has_colors in [false, true] {
        for has_spans in [false, true] {
            for name in ["full", "compact", "pretty", "json", "flat"] {
                let written = Written::default();
                let writer = written.clone();
                let fmt = tracing_subscriber::fmt()
                    .with_ansi(has_colors)
                    .with_max_level(tracing::Level::TRACE)
                    .with_writer(move || writer.clone());
                let mut check = Check::default();
                let mut log = || log_all(&written, name, has_spans, &mut check);
                match name {
                    "full" => tracing::subscriber::with_default(fmt.finish(), &mut log),
                    "compact" => {
                        tracing::subscriber::with_default(fmt.compact().finish(), &mut log);
                    }
                    "pretty" => tracing::subscriber::with_default(fmt.pretty().finish(), &mut log),
                    "json" => tracing::subscriber::with_default(fmt.json().finish(), &mut log),
                    _ => {
                        let fmt = fmt.json().flatten_event(true);
                        tracing::subscriber::with_default(fmt.finish(), &mut log);
                    }
                }
                // The compact format writes the fields of spans after those of the message.
                let tenths = if name == "compact" && has_spans { 4 } else { 6 };
                check.end(
                    tenths,
                    &format!("{name}, colours: {has_colors}, spans: {has_spans}"),
                );
            }
        }
    }
}

fn log_all(written: &Written, name: &str, has_spans: bool, check: &mut Check) {
    let layout = match name {
        "json" | "flat" => "json",
        _ => "tracing",
    };
    for (index, value) in VALUES.iter().enumerate() {
        let outer = tracing::info_span!("outer", value, number = 7, addr = %value);
        let _outer = has_spans.then(|| outer.enter());
        let inner = tracing::info_span!("inner");
        let _inner = has_spans.then(|| inner.enter());
        let other = VALUES[(index * 5 + 3) % VALUES.len()];
        emit!(READ_ONE(value));
        check.record(&written.take(), layout, "READ_ONE", &[value]);
        emit!(READ_TWO(value, 7));
        check.record(&written.take(), layout, "READ_TWO", &[value, "7"]);
        emit!(READ_SHOWN(value, true));
        check.record(&written.take(), layout, "READ_SHOWN", &[value, "true"]);
        emit!(READ_SECRET(value, other));
        check.record(
            &written.take(),
            layout,
            "READ_SECRET",
            &[value, "<redacted>"],
        );
    }
}

#[test]
fn hostile_values_through_env_logger() {
    for style in [
        env_logger::WriteStyle::Never,
        env_logger::WriteStyle::Always,
    ] {
        let written = Written::default();
        let logger = env_logger::Builder::new()
            .filter_level(log::LevelFilter::Trace)
            .write_style(style)
            .target(env_logger::Target::Pipe(Box::new(written.clone())))
            .build();
        let log = |text: &str, fields: &[(&str, &str)]| {
            log::Log::log(
                &logger,
                &log::Record::builder()
                    .level(log::Level::Warn)
                    .target("toy.reader")
                    .key_values(&fields)
                    .args(format_args!("{text}"))
                    .build(),
            );
            written.take()
        };
        let mut check = Check::default();
        // Without colours, env_logger removes control characters from values.
        let has_colors = matches!(style, env_logger::WriteStyle::Always);
        for value in VALUES
            .into_iter()
            .filter(|value| has_colors || !value.contains(char::is_control))
        {
            let id = |id| [("message_id", id), ("severity", "warn")];
            let one = [&id("READ_ONE")[..], &[("value", value)]].concat();
            check.record(&log(value, &one), "env_logger", "READ_ONE", &[value]);
            let two = [&id("READ_TWO")[..], &[("client", value), ("attempts", "7")]].concat();
            let text = format!("{value}: failed after 7 attempt(s)");
            check.record(&log(&text, &two), "env_logger", "READ_TWO", &[value, "7"]);
            let shown = [
                &id("READ_SHOWN")[..],
                &[("what", value), ("is_new", "true")],
            ]
            .concat();
            let text = format!("{value} is new: true");
            check.record(
                &log(&text, &shown),
                "env_logger",
                "READ_SHOWN",
                &[value, "true"],
            );
        }
        check.end(6, &format!("{style:?}"));
    }
}
