//! Tests that a secret is never written, whatever the form of its definition and the destination of
//! the message.
#![forbid(unsafe_code)]

use kea_messages::testing::capture;
use kea_messages::{KeaMessages, Message, emit, kea_messages, local_texts};
use kea_messages_subscriber::{Config, Loggers};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};
use tracing::field::{Field, Visit};
use tracing_subscriber::prelude::*;

/// The secret, whose parts must not be written either.
const SECRET: &str = "hunter2 hunter2";

kea_messages! {
    static MESSAGES;
    info SECRET_UNTYPED(user, #[secret] password) = "untyped %1 %2";
    info SECRET_TYPED(user: &str, #[secret] password: &str) = "typed %1 %2";
    info SECRET_OWNED(user: &str, #[secret] password: String) = "owned %1 %2";
    info SECRET_DEBUG(user: &str, #[secret] password: impl std::fmt::Debug) = "debug %1 %2";
    info SECRET_TWICE(#[secret] password: &str) = "%1 %1";
}

kea_messages!(file = "secret/messages.toml");

#[derive(KeaMessages)]
enum Login {
    #[message(error, id = "SECRET_VARIANT", "variant %1 %2")]
    Named {
        user: &'static str,
        #[secret]
        password: String,
    },
    #[message(error, id = "SECRET_TUPLE", "tuple %1")]
    Tuple(#[secret] &'static str),
}

#[derive(KeaMessages)]
#[message(warn, id = "SECRET_STRUCT", "struct %1")]
struct Session {
    #[secret]
    token: String,
}

#[derive(KeaMessages)]
enum Outer {
    #[message(transparent)]
    Inner(Session),
}

fn session() -> Session {
    Session {
        token: SECRET.to_owned(),
    }
}

fn named() -> Login {
    Login::Named {
        user: "ann",
        password: SECRET.to_owned(),
    }
}

fn emit_all() {
    emit!(SECRET_UNTYPED("ann", SECRET));
    emit!(SECRET_TYPED("ann", SECRET));
    emit!(SECRET_OWNED("ann", SECRET.to_owned()));
    emit!(SECRET_DEBUG("ann", SECRET));
    emit!(SECRET_TWICE(SECRET));
    emit!(SECRET_FILE("ann", SECRET));
    emit!(named());
    emit!(Login::Tuple(SECRET));
    emit!(session());
    emit!(Outer::Inner(session()));
    emit!(&named() as &dyn Message);
}

/// The number of logged messages.
const COUNT: usize = 11;

/// Prints each form of a message in all possible ways.
fn print_all(out: &mut String) {
    fn print(out: &mut String, message: &dyn Message) {
        _ = writeln!(out, "{message} {message:#} {message:>40}");
        message.visit(&mut |occurrence| {
            _ = writeln!(out, "{occurrence} {occurrence:?} {occurrence:#?}");
            for (argument, value) in occurrence.arguments() {
                _ = writeln!(out, "{argument:?} {value} {value:?} {value:40}");
            }
        });
    }
    print(out, &SECRET_UNTYPED("ann", SECRET));
    print(out, &SECRET_TYPED("ann", SECRET));
    print(out, &SECRET_OWNED("ann", SECRET.to_owned()));
    print(out, &SECRET_DEBUG("ann", SECRET));
    print(out, &SECRET_TWICE(SECRET));
    print(out, &SECRET_FILE("ann", SECRET));
    print(out, &named());
    print(out, &Login::Tuple(SECRET));
    print(out, &session());
    print(out, &Outer::Inner(session()));
    _ = writeln!(out, "{:?}", SECRET_TYPED("ann", SECRET));
    _ = SECRET_TYPED("ann", SECRET).write_to(out);
}

/// A sink that collects everything that it receives.
#[derive(Clone, Default)]
struct Sink(Arc<Mutex<String>>);

impl Sink {
    fn text(&self) -> MutexGuard<'_, String> {
        self.0.lock().expect("no sink has failed")
    }
}

impl log::Log for Sink {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        struct Pairs<'a>(&'a mut String);
        impl<'kvs> log::kv::VisitSource<'kvs> for Pairs<'_> {
            fn visit_pair(
                &mut self,
                key: log::kv::Key<'kvs>,
                value: log::kv::Value<'kvs>,
            ) -> Result<(), log::kv::Error> {
                _ = write!(self.0, " {key}={value}={value:?}");
                Ok(())
            }
        }
        let mut text = self.text();
        _ = write!(text, "{}", record.args());
        record
            .key_values()
            .visit(&mut Pairs(&mut text))
            .expect("it cannot fail");
        text.push('\n');
    }

    fn flush(&self) {}
}

impl<S: tracing::Subscriber> tracing_subscriber::Layer<S> for Sink {
    fn on_event(&self, event: &tracing::Event<'_>, _: tracing_subscriber::layer::Context<'_, S>) {
        struct Fields<'a>(&'a mut String);
        impl Visit for Fields<'_> {
            fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
                _ = write!(self.0, " {field}={value:?}");
            }
        }
        let mut text = self.text();
        event.record(&mut Fields(&mut text));
        text.push('\n');
    }
}

impl std::io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.text().push_str(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// This is a single test, because the destination of messages is global.
#[test]
fn a_secret_is_written_nowhere() {
    let mut outputs = Vec::new();
    let mut printed = String::new();
    print_all(&mut printed);
    local_texts::load_str(&MESSAGES, "l.mes", "% SECRET_TYPED %2 %2 %1\n");
    print_all(&mut printed);
    outputs.push(("text", printed));
    local_texts::clear();

    let captured = capture(emit_all);
    assert_eq!(captured.messages().len(), COUNT);
    outputs.push(("capture", format!("{captured:?}")));

    // Without a subscriber, messages go to `log`.
    let records = Sink::default();
    log::set_boxed_logger(Box::new(records.clone())).expect("it is the first one");
    log::set_max_level(log::LevelFilter::Trace);
    emit_all();
    assert_eq!(records.text().lines().count(), COUNT);
    outputs.push(("log", records.text().clone()));

    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("secret.log");
    _ = std::fs::remove_file(&file);
    let config = format!(
        r#"{{ "loggers": [{{ "name": "secret", "output-options": [{{ "output": {file:?} }}] }}] }}"#
    );
    let config = Config::from_json(&config).expect("it is right");
    let loggers = Loggers::new("secret", &config).expect("the file can be opened");
    let (fields, lines) = (Sink::default(), Sink::default());
    let writer = lines.clone();
    let subscriber = tracing_subscriber::registry()
        .with(fields.clone())
        .with(tracing_subscriber::fmt::layer().with_writer(move || writer.clone()))
        .with(loggers.layer());
    tracing::subscriber::with_default(subscriber, emit_all);
    assert_eq!(fields.text().lines().count(), COUNT);
    outputs.push(("fields", fields.text().clone()));
    assert_eq!(lines.text().lines().count(), COUNT);
    outputs.push(("tracing's lines", lines.text().clone()));
    outputs.push((
        "Kea's lines",
        std::fs::read_to_string(&file).expect("it is there"),
    ));

    for (sink, written) in outputs {
        assert!(!written.contains("hunter"), "{sink}: {written}");
        assert!(written.contains("<redacted>"), "{sink}: {written}");
        assert!(written.contains("ann"), "{sink}: {written}");
    }
}
