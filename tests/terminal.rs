//! Tests the lines for terminals, of `env_logger` and of `tracing_subscriber::fmt`: what they show,
//! and that `decode` can read them.
#![forbid(unsafe_code)]

use kea_messages::{emit, kea_messages, terminal};
use kea_messages_decode::{Decoder, Escapes, Outcome};
use kea_messages_subscriber::Terminal;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

kea_messages! {
    static CATALOGUE;
    logger = "kea.terminal";
    /// A client was refused.
    warn TERMINAL_REFUSED(client: &str, attempts: u32) = "%1: refused after %2 attempt(s)";
}

/// Collects the written lines.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn take(&self) -> String {
        let bytes = std::mem::take(&mut *self.0.lock().expect("nobody has panicked"));
        String::from_utf8(bytes).expect("it is UTF-8")
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("nobody has panicked").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

const CLIENT: &str = "a\n2018-12-20 10:15:02.123 INFO  [kea] TERMINAL_REFUSED \x1b[2Jb";
const TEXT: &str = r"a\n2018-12-20 10:15:02.123 INFO  [kea] TERMINAL_REFUSED \u{1b}[2Jb: refused after 3 attempt(s)";

fn check(line: &str, spans: &str) {
    assert_eq!(line.lines().count(), 1, "{line}");
    let line = line.trim_end();
    let decoder = Decoder::from(&CATALOGUE).with_escapes(Escapes::OneLine);
    let found = decoder.decode(line);
    let Outcome::Decoded(reading) = &found.outcome else {
        panic!("{line}: {:?}", found.outcome);
    };
    assert_eq!(reading.to_string(), format!("client={CLIENT} attempts=3"));
    assert_eq!(found.severity.as_deref(), Some("WARN"), "{line}");
    assert_eq!(found.logger.as_deref(), Some("kea.terminal"), "{line}");
    assert!(found.time.is_some(), "{line}");
    let shown: String = found
        .spans
        .iter()
        .map(|span| format!("{} {:?}", span.name, span.fields))
        .collect();
    assert_eq!(shown, spans, "{line}");
}

/// This is a single test, because a logger of `log` only receives messages while there is no
/// subscriber.
#[test]
fn lines_show_the_id_and_are_read_back() {
    messages();
    spans_and_events();
    the_default_format();
}

/// Without `Terminal`, the ID is a field after the text, as the guide says.
fn the_default_format() {
    let out = Shared::default();
    let writer = out.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::with_default(subscriber, || emit!(TERMINAL_REFUSED("a", 3)));
    let line = out.take();
    let end = r#": a: refused after 3 attempt(s) message_id="TERMINAL_REFUSED" severity="warn" client="a" attempts=3"#;
    assert!(line.trim_end().ends_with(end), "{line}");
}

fn messages() {
    let out = Shared::default();
    env_logger::Builder::new()
        .filter_level(log::LevelFilter::Info)
        .target(env_logger::Target::Pipe(Box::new(out.clone())))
        .format(terminal::format)
        .init();
    emit!(TERMINAL_REFUSED(CLIENT, 3));
    let line = out.take();
    let end = format!(" WARN  [kea.terminal] TERMINAL_REFUSED {TEXT}\n");
    assert!(line.ends_with(&end), "{line}");
    check(&line, "");

    for is_colored in [false, true] {
        let writer = out.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(is_colored)
            .with_writer(move || writer.clone())
            .event_format(Terminal)
            .finish();
        tracing::subscriber::with_default(subscriber, || emit!(TERMINAL_REFUSED(CLIENT, 3)));
        let line = out.take();
        let end = if is_colored {
            format!(" \x1b[33mWARN \x1b[0m [kea.terminal] \x1b[1mTERMINAL_REFUSED\x1b[0m {TEXT}\n")
        } else {
            end.clone()
        };
        assert!(line.ends_with(&end), "{line}");
        check(&line, "");
    }
}

fn spans_and_events() {
    let out = Shared::default();
    let writer = out.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .event_format(Terminal)
        .finish();
    tracing::subscriber::with_default(subscriber, || {
        let _conn = tracing::info_span!("conn", peer = 7, name = %"a\nb").entered();
        let _request = tracing::info_span!("request").entered();
        tracing::info!(target: "kea", nr = 3, who = "a\nb", "served\n");
        emit!(TERMINAL_REFUSED("a", 3));
    });
    let out = out.take();
    let mut lines = out.lines();
    let mut ends = |end: &str| {
        let line = lines.next().expect("it is there");
        assert!(line.ends_with(end), "{line}");
    };
    ends(r#" INFO  [kea] {conn peer=7 name=a\nb} {request} served\n nr=3 who="a\\nb""#);
    ends(
        " WARN  [kea.terminal] {conn peer=7 name=a\\nb} {request} TERMINAL_REFUSED \
         a: refused after 3 attempt(s)",
    );
    assert_eq!(lines.next(), None);
}
