//! Tests the format of lines.

use crate::{alone, lines};
use kea_messages::{KeaMessages, emit, kea_messages};
use std::sync::{Arc, OnceLock};
use tracing::callsite::{Callsite, Identifier};
use tracing::field::{FieldSet, Value};
use tracing::metadata::Kind;
use tracing::subscriber::Interest;
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::prelude::*;

kea_messages! {
    logger = "kea-dhcp4.alloc-engine";
    info LINE_PLAIN(client) = "client %1";
    fatal LINE_FATAL() = "the end";
    debug(50) LINE_DEBUG() = "detail";
    warn LINE_TWO() = "first\nsecond";
    error LINE_SECRET(#[secret] password: &str) = "cannot log in with %1";
}

#[derive(KeaMessages)]
enum Login {
    #[message(warn, id = "LOGIN_FAILED", "login of %1 with %2")]
    Failed {
        user: String,
        #[secret]
        password: &'static str,
    },
}

const JSON: &str = r#"{ "loggers": [{ "name": "kea-dhcp4", "severity": "DEBUG", "debuglevel": 99,
    "output-options": [{ "output": "FILE" }] }] }"#;

/// Checks the times of the lines, and returns the lines without them.
fn untimed(test: &str, emit: impl FnOnce()) -> Vec<String> {
    let before = jiff::ZonedDateTime::now();
    let lines = lines(test, "kea-dhcp4", JSON, emit);
    let after = jiff::ZonedDateTime::now();
    let format = "%Y-%m-%d %H:%M:%S%.3f";
    let (before, after) = (
        before.strftime(format).to_string(),
        after.strftime(format).to_string(),
    );
    let process = std::process::id().to_string();
    lines
        .iter()
        .map(|line| {
            let (time, rest) = line.split_at("2018-12-20 10:15:02.123".len());
            assert!(before.as_str() <= time && time <= after.as_str(), "{line}");
            rest.replace(&process, "4711")
        })
        .collect()
}

#[test]
fn a_line_is_that_of_kea() {
    let lines = untimed("layout", || {
        emit!(LINE_PLAIN("a1"));
        emit!(LINE_FATAL());
        emit!(LINE_DEBUG());
    });
    assert_eq!(
        lines,
        [
            " INFO  [kea-dhcp4.alloc-engine/4711] LINE_PLAIN client a1",
            " FATAL [kea-dhcp4.alloc-engine/4711] LINE_FATAL the end",
            " DEBUG [kea-dhcp4.alloc-engine/4711] LINE_DEBUG detail",
        ],
    );
}

#[test]
fn an_event_that_is_no_message_has_its_fields() {
    let lines = untimed("foreign", || {
        tracing::warn!(target: "hyper", port = 67, name = "a\nb", "no\x1b[31m message");
        tracing::info!(target: "hyper", message_id = "LINE_PLAIN", severity = "fatal");
        tracing::error!(target: "a\nb", text = %"x\ny");
    });
    assert_eq!(
        lines,
        [
            r#" WARN  [hyper/4711] no\u{1b}[31m message port=67 name="a\\nb""#,
            r#" INFO  [hyper/4711] message_id="LINE_PLAIN" severity="fatal""#,
            r" ERROR [a\nb/4711] text=x\ny",
        ],
    );
}

/// Dispatches an event as if it came from the callsite of a message, with its fields in reverse
/// order.
fn dispatch_reversed(metadata: &'static Metadata<'static>, text: &str) {
    struct Reversed;
    impl Callsite for Reversed {
        fn set_interest(&self, _: Interest) {}
        fn metadata(&self) -> &Metadata<'_> {
            unreachable!("it is not registered")
        }
    }
    let names: Vec<_> = metadata.fields().iter().map(|field| field.name()).collect();
    let reversed: Vec<_> = names.into_iter().rev().collect();
    let metadata = Box::leak(Box::new(Metadata::new(
        metadata.name(),
        metadata.target(),
        *metadata.level(),
        None,
        None,
        None,
        FieldSet::new(reversed.leak(), Identifier(&Reversed)),
        Kind::EVENT,
    )));
    let values: Vec<_> = metadata
        .fields()
        .iter()
        .map(|field| {
            Some(if field.name() == "message" {
                &text
            } else {
                &"other"
            } as &dyn Value)
        })
        .collect();
    Event::dispatch(metadata, &metadata.fields().value_set_all(&values));
}

#[test]
fn the_order_of_fields_does_not_matter() {
    /// A layer that stores the metadata of an event.
    struct Seen(Arc<OnceLock<&'static Metadata<'static>>>);
    impl<S: Subscriber> Layer<S> for Seen {
        fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
            self.0.set(event.metadata()).expect("there is one event");
        }
    }
    let metadata = Arc::default();
    {
        let _alone = alone();
        let subscriber = tracing_subscriber::registry().with(Seen(Arc::clone(&metadata)));
        tracing::subscriber::with_default(subscriber, || emit!(LINE_FATAL()));
    }
    let metadata = metadata.get().expect("there was an event");
    let lines = untimed("order", || dispatch_reversed(metadata, "the\nend"));
    assert_eq!(
        lines,
        [r" FATAL [kea-dhcp4.alloc-engine/4711] LINE_FATAL the\nend"],
    );
}

#[test]
fn no_argument_forges_a_line() {
    for (argument, expected) in [
        (
            "a\n2018-12-20 10:15:02.123 FATAL [kea/1] X",
            r"a\n2018-12-20 10:15:02.123 FATAL [kea/1] X",
        ),
        ("a\r\x1b[2K", r"a\r\u{1b}[2K"),
        ("\u{9b}31m", r"\u{9b}31m"),
        ("\u{2028}\u{202e}", r"\u{2028}\u{202e}"),
        ("\t\0\x07\x7f", r"\t\u{0}\u{7}\u{7f}"),
        (r"C:\new", r"C:\\new"),
        ("100 % %1 ü", "100 % %1 ü"),
        ("", ""),
    ] {
        let lines = untimed("forged", || emit!(LINE_PLAIN(argument)));
        let expected = format!(" INFO  [kea-dhcp4.alloc-engine/4711] LINE_PLAIN client {expected}");
        assert_eq!(lines, [expected]);
    }
    let lines = untimed("forged", || emit!(LINE_TWO()));
    assert_eq!(
        lines,
        [r" WARN  [kea-dhcp4.alloc-engine/4711] LINE_TWO first\nsecond"]
    );
}

#[test]
fn a_secret_is_never_written() {
    let lines = untimed("secret", || {
        emit!(LINE_SECRET("hunter2"));
        let (user, password) = ("root".to_owned(), "hunter2");
        emit!(logger: "kea-dhcp4.login", Login::Failed { user, password });
    });
    assert_eq!(
        lines,
        [
            " ERROR [kea-dhcp4.alloc-engine/4711] LINE_SECRET cannot log in with <redacted>",
            " WARN  [kea-dhcp4.login/4711] LOGIN_FAILED login of root with <redacted>",
        ],
    );
}

/// An argument that logs while it is printed.
struct Chatty;

impl std::fmt::Display for Chatty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        LINE_PLAIN("inner").to_string();
        f.write_str("outer")
    }
}

#[test]
fn an_argument_can_format_messages_while_it_is_printed() {
    let lines = untimed("chatty", || emit!(LINE_PLAIN(Chatty)));
    assert_eq!(
        lines,
        [" INFO  [kea-dhcp4.alloc-engine/4711] LINE_PLAIN client outer"]
    );
}
