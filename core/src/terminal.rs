//! Human-readable log lines: time, severity, logger, ID and text, with colours on a
//! terminal.

use jiff::ZonedDateTime;
use kea_messages_base::line::{Escaper, OneLine};
use kea_messages_base::record::{MESSAGE_ID, SEVERITY};
use log::{Level, Record, kv};
use std::fmt::Write as _;
use std::io::{self, IsTerminal as _};
use std::string::String;
use std::sync::OnceLock;

/// Writes a record of the `log` crate as a line:
/// `2018-12-20 10:15:02.123 WARN  [kea-dhcp4.alloc] ALLOC_FAIL a1: failed after 3 attempt(s)`.
///
/// Use it as a format of [`env_logger`](https://docs.rs/env_logger), whose default format does
/// not show IDs. The time is local. For a record that is not a message, the line has no ID, and
/// the key-values follow the text. A record is always one line: see [`OneLine`].
///
/// The severity and the ID are coloured if standard error is a terminal and the environment
/// variable `NO_COLOR` is not set. A logger can remove the colours, as `env_logger` does
/// with `RUST_LOG_STYLE=never`.
///
/// # Errors
///
/// Returns the error of writing to `to`.
///
/// ```
/// use kea_messages_core::terminal;
///
/// let record = log::Record::builder()
///     .level(log::Level::Warn)
///     .target("my-server")
///     .args(format_args!("no space left"))
///     .build();
/// let mut line = Vec::new();
/// terminal::format(&mut line, &record)?;
/// let line = String::from_utf8(line).unwrap();
/// assert!(line.ends_with("[my-server] no space left\n"), "{line}");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// In a program:
///
/// ```ignore
/// env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("info"))
///     .format(kea_messages::terminal::format)
///     .init();
/// ```
pub fn format(to: &mut impl io::Write, record: &Record<'_>) -> io::Result<()> {
    let line = line(record, &ZonedDateTime::now(), are_colors_wanted());
    to.write_all(line.as_bytes())
}

fn are_colors_wanted() -> bool {
    static ARE_WANTED: OnceLock<bool> = OnceLock::new();
    *ARE_WANTED.get_or_init(|| {
        let is_refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        !is_refused && io::stderr().is_terminal()
    })
}

fn line(record: &Record<'_>, time: &ZonedDateTime, is_colored: bool) -> String {
    let fields = record.key_values();
    let field = |name| fields.get(kv::Key::from_str(name));
    let id = field(MESSAGE_ID);
    // Only a message states a severity, but other records can also have a field of that name.
    let severity = match record.level() {
        Level::Error if id.is_some() && is_fatal(field(SEVERITY).as_ref()) => "FATAL",
        Level::Trace if id.is_some() => "DEBUG",
        level => level.as_str(),
    };
    let paint = Paint(is_colored);
    let mut line = String::new();
    // Writing to a string never fails. If an argument fails, its text before that is shown.
    _ = write!(
        line,
        "{} {}{:<5}{} [{}] ",
        time.strftime("%Y-%m-%d %H:%M:%S%.3f"),
        paint.of(record.level()),
        severity,
        paint.end(),
        OneLine(record.target()),
    );
    if let Some(id) = id {
        _ = write!(line, "{}{}{} ", paint.bold(), OneLine(id), paint.end());
        _ = write!(Escaper(&mut line), "{}", record.args());
    } else {
        _ = write!(Escaper(&mut line), "{}", record.args());
        _ = fields.visit(&mut KeyValues(&mut line));
    }
    line.push('\n');
    line
}

fn is_fatal(severity: Option<&kv::Value<'_>>) -> bool {
    severity.and_then(kv::Value::to_borrowed_str) == Some("fatal")
}

/// Writes ` name=value` for each key-value.
struct KeyValues<'l>(&'l mut String);

impl<'kvs> kv::VisitSource<'kvs> for KeyValues<'_> {
    fn visit_pair(&mut self, key: kv::Key<'kvs>, value: kv::Value<'kvs>) -> Result<(), kv::Error> {
        _ = write!(self.0, " {}={}", OneLine(key), OneLine(value));
        Ok(())
    }
}

/// Changes the colour of a terminal. If it is `false`, it does nothing.
#[derive(Clone, Copy)]
struct Paint(bool);

impl Paint {
    const fn of(self, level: Level) -> &'static str {
        self.shown(match level {
            Level::Error => "\x1b[31m",
            Level::Warn => "\x1b[33m",
            Level::Info => "\x1b[32m",
            Level::Debug | Level::Trace => "\x1b[34m",
        })
    }

    const fn bold(self) -> &'static str {
        self.shown("\x1b[1m")
    }

    const fn end(self) -> &'static str {
        self.shown("\x1b[0m")
    }

    const fn shown(self, sequence: &'static str) -> &'static str {
        if self.0 { sequence } else { "" }
    }
}

#[cfg(test)]
mod tests {
    use super::line;
    use jiff::tz::TimeZone;
    use jiff::{Timestamp, ZonedDateTime};
    use log::{Level, Record};
    use std::string::String;

    #[test]
    fn lines() {
        let message = [
            ("message_id", "A_B"),
            ("severity", "fatal"),
            ("client", "a"),
        ];
        let other = [("client", "a\nb"), ("nr", "3")];
        let forged = [("severity", "fatal\nx")];
        let unknown = [("message_id", "A_B"), ("severity", "x\n\x1b[2J")];
        // The level, the fields, the text, whether there are colours, and the line.
        let cases: [(Level, &[(&str, &str)], &str, bool, &str); 9] = [
            (
                Level::Error,
                &message,
                "on a",
                false,
                "FATAL [kea] A_B on a",
            ),
            (
                Level::Error,
                &message,
                "on \x1b[2Ja",
                true,
                "\x1b[31mFATAL\x1b[0m [kea] \x1b[1mA_B\x1b[0m on \\u{1b}[2Ja",
            ),
            (Level::Warn, &[], "on\na", false, r"WARN  [kea] on\na"),
            (
                Level::Info,
                &other,
                "on a",
                false,
                r"INFO  [kea] on a client=a\nb nr=3",
            ),
            (
                Level::Info,
                &forged,
                "a",
                true,
                "\x1b[32mINFO \x1b[0m [kea] a severity=fatal\\nx",
            ),
            (Level::Error, &unknown, "a", false, "ERROR [kea] A_B a"),
            (Level::Trace, &unknown, "a", false, "DEBUG [kea] A_B a"),
            (Level::Debug, &[], "", true, "\x1b[34mDEBUG\x1b[0m [kea] "),
            (Level::Trace, &[], "x", false, "TRACE [kea] x"),
        ];
        let time = Timestamp::from_microsecond(1_545_300_902_123_456).expect("it is one");
        for (level, fields, text, is_colored, expected) in cases {
            let time = ZonedDateTime::new(time, TimeZone::UTC);
            let mut record = Record::builder();
            record.level(level).target("kea").key_values(&fields);
            let line = line(
                &record.args(format_args!("{text}")).build(),
                &time,
                is_colored,
            );
            let expected = String::from("2018-12-20 10:15:02.123 ") + expected + "\n";
            assert_eq!(line, expected);
        }
    }
}
