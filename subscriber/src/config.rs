//! A configuration of loggers, and what it means.

mod output;

pub(crate) use self::output::{Destination, OutputConfig, Rotation};
use crate::directives::Filter;
use crate::limits::Rule;
pub use crate::problem::{ConfigError, ConfigWarning};
pub(crate) use crate::threshold::Threshold;
use kea_messages::limit::Limit;
use std::collections::BTreeMap;

/// The configuration of a program's loggers: the list `loggers` of Kea's JSON.
///
/// [`Config::from_json`] reads it. The default configuration has no loggers: what
/// is at least `INFO` goes to standard output.
///
/// The environment variable `KEA_LOG` can have severities, too, as a [`Filter`]:
/// `KEA_LOG=warn,kea-dhcp4.alloc-engine=debug(40)`. [`Config::with_env`] adds them to a
/// configuration, and [`Config::from_env`] does without one. [What decides](#what-decides)
/// where both say something is stated below.
///
/// ```
/// use kea_messages_subscriber::{Config, Loggers};
///
/// let json = r#"{ "loggers": [
///     { "name": "kea-dhcp4", "severity": "INFO", "output-options": [{ "output": "stderr" }] }
/// ] }"#;
/// let loggers = Loggers::new("kea-dhcp4", &Config::from_json(json)?.with_env()?)?;
/// # Ok::<(), kea_messages_subscriber::ConfigError>(())
/// ```
///
/// The keys, their values and their defaults are those of the chapter
/// [Logging][guide] of Kea's guide. A logger has these:
///
/// | key | value | default |
/// |---|---|---|
/// | `name` | the logger's name: `kea-dhcp4.alloc-engine` | required |
/// | `severity` | the least severity that passes: `FATAL`, `ERROR`, `WARN`, `INFO` or `DEBUG`; `NONE` lets nothing pass, `DEFAULT` is the default | that of the logger above, and `INFO` at the top |
/// | `debuglevel` | the highest debug level that passes, from 0 to 99; ignored unless `severity` is `DEBUG` | 0 |
/// | `output-options`, `output_options` | the outputs, a list that can be empty | those of the logger above, and standard output at the top |
/// | `limits` | how often messages may be logged, by their IDs: [`10/min`, `10/min per client`](#limits) or `none` | those of their definitions |
///
/// An output has these:
///
/// | key | value | default |
/// |---|---|---|
/// | `output` | `stdout`, `stderr`, `syslog` for the facility `local0`, `syslog:FACILITY`, or else the path of a file, which is appended to | required |
/// | `flush` | whether each line is written out at once | `true` |
/// | `maxsize` | the size in bytes after which a file is renamed to `FILE.1`, `FILE.1` to `FILE.2`, and so on; 0 for no limit | 10,240,000 |
/// | `maxver` | how many renamed files are kept | 1 |
/// | `layout` | what a line looks like: `kea`, one of those [in JSON](#json), or `rfc5424` for [syslog](#syslog) | `kea` |
/// | `pattern` | what a line looks like, [conversion by conversion](#patterns); an empty one is ignored | none |
/// | `thread` | whether the ID of the thread stands behind that of the process, as in Kea | `false` |
/// | `spans` | whether the [spans](#spans) that a line is in are shown | `true` in JSON and in `rfc5424`, otherwise `false` |
/// | `error-sources` | whether the [sources of errors](#sources-of-errors) are shown | `false` |
/// | `address` | where [syslog](#syslog) is: `unix:/PATH`, `udp://HOST:PORT` or `tcp://HOST:PORT`; without a port it is 514 | the socket of this machine |
/// | `enterprise` | whose names stand in the structured data of `rfc5424`: a [private enterprise number][pen] | 32473 |
///
/// Both can have `user-context` and `comment`, which are ignored.
///
/// The logger above `kea-dhcp4.alloc-engine` is `kea-dhcp4`, and the one above the
/// module `my_server::lease` is `my_server`; the top is the root that
/// [`Loggers::new`](crate::Loggers::new) is given.
///
/// # What decides
///
/// | of | what decides, the first that there is |
/// |---|---|
/// | the severity | the filter of the program for this logger (`KEA_LOG`, if the program reads it), its `severity` in the configuration, and then the same of the logger above it, up to the root, and `INFO` |
/// | the outputs | the `output-options` of this logger, those of the loggers above it, and standard output; a filter has none |
/// | a limit | the `limits` of the configuration, and the definition of the message, if it was given to [`Loggers::limit_by`](crate::Loggers::limit_by) |
///
/// So `KEA_LOG=warn` holds for all loggers but those with a `severity` of their own, which
/// have to be named, too. Of two filters that are added, the later one decides on the loggers
/// that it names. [`Loggers::reload_json`](crate::Loggers::reload_json) keeps the filter, and
/// [`Loggers::reload`](crate::Loggers::reload) takes that of the new configuration. The
/// environment is read by `with_env` and `from_env` alone, and `RUST_LOG` by nothing here.
///
/// ```
/// use kea_messages_subscriber::{Config, Loggers};
/// use tracing_subscriber::prelude::*;
///
/// let json = r#"{ "loggers": [
///     { "name": "my-server", "severity": "INFO" },
///     { "name": "my-server.lease", "severity": "DEBUG" }
/// ] }"#;
/// // As with KEA_LOG=warn and Config::with_env.
/// let config = Config::from_json(json)?.with_filter("warn".parse()?);
/// let loggers = Loggers::new("my-server", &config)?;
/// let subscriber = tracing_subscriber::registry().with(loggers.layer());
/// tracing::subscriber::with_default(subscriber, || {
///     assert!(!tracing::enabled!(target: "my-server.http", tracing::Level::INFO));
///     assert!(tracing::enabled!(target: "my-server.lease", tracing::Level::INFO));
/// });
/// # Ok::<(), kea_messages_subscriber::ConfigError>(())
/// ```
///
/// # Differences from Kea
///
/// - A logger without `output-options` has those of the logger above it. Kea logs to
///   the console.
/// - Each `maxsize` is taken as it is. Kea takes less than 204,800 for no limit.
/// - The path of a file is one for the program. Since version 3.0 Kea has all its files in one
///   folder, such as `/var/log/kea`, and `kea-dhcp4.log` is a file there.
/// - A mistake in a `pattern` is an error, and Kea writes the wrong conversion as it is.
/// - Kea reads a file that `<?include "FILE"?>` names. Here that is a
///   [warning](Self::warnings), as is what else of Kea is not supported.
///
/// # Patterns
///
/// A `pattern` is one of log4cplus, as in Kea. Kea's own layout would be
/// `%D{%Y-%m-%d %H:%M:%S.%q} %-5p [%c/%i] %m\n`.
///
/// | conversion | what it writes |
/// |---|---|
/// | `%D`, `%D{FORMAT}` | the local time in a format of [`strftime`][strftime], in English; `%q` are milliseconds, `%Q` with three more digits |
/// | `%d`, `%d{FORMAT}` | the same in UTC |
/// | `%p` | the severity |
/// | `%c`, `%c{2}` | the logger, or the last two components of its name |
/// | `%m` | the ID and the text of a message; of another event its text and its fields; then the [sources of errors](#sources-of-errors), if they are shown |
/// | `%i`, `%t`, `%T` | the process, the thread, and the name of the thread |
/// | `%x` | the [spans](#spans): `{conn peer=192.0.2.7}` |
/// | `%X{peer}`, `%X` | this field of the innermost span that has it, or all fields: `peer=192.0.2.7` |
/// | `%F`, `%b`, `%L`, `%l` | the source file, the same without its folders, the line, and `FILE:LINE` |
/// | `%h`, `%E{NAME}` | the name of the host, and a variable of the environment, as they are when the configuration is read |
/// | `%r` | milliseconds since the first pattern was read |
/// | `%n`, `%%` | a line feed, a percent sign |
/// | `%H`, `%M` | as `%h`, and nothing: the domain of the host and the name of the function are not known |
///
/// `%20c` writes at least 20 characters and `%-20c` those with blanks behind them, `%.30c`
/// the last 30 and `%.-30c` the first 30. A line ends in a line feed, also where the pattern
/// does not, and has another one only where the pattern says so. In [syslog](#syslog), where
/// a record is one line, that one is a blank.
///
/// ```
/// use kea_messages_subscriber::Config;
///
/// let json = r#"{ "loggers": [{ "name": "kea-dhcp4", "output-options": [
///     { "output": "stdout", "pattern": "%d{%j %H:%M:%S.%q} %c %m\n" }
/// ] }] }"#;
/// assert!(Config::from_json(json).is_ok());
///
/// let error = Config::from_json(&json.replace("%c %m", "%C %m")).unwrap_err();
/// assert_eq!(error.field(), "loggers[0].output-options[0].pattern");
/// ```
///
/// # Files
///
/// Whatever happens to the folder of a file, the program goes on and no line is torn:
///
/// - A file is known by what it is, not by its name. Two names of one file are one output,
///   and need the same options. A file that was moved or deleted, as by `logrotate`, is
///   opened again within a second or 64 KiB, and at once by
///   [`Loggers::flush`](crate::Loggers::flush) and
///   [`Loggers::reload`](crate::Loggers::reload). Lines that went into a deleted file in
///   the meantime are written again. Where the system is not a Unix, a file that was moved
///   is noticed if no other has its name.
/// - `FILE.1` is the newest of the renamed files, and the next one goes into the first gap:
///   those that were deleted or compressed are not missed. With `maxver` 0 the file is
///   emptied. A device or a pipe is never renamed. Loading a configuration waits for the
///   reader of a pipe.
/// - If a file cannot be renamed, because of a folder `FILE.1` or missing permissions, it
///   grows.
///   [`LOG_ROTATION_FAILED`](fn@crate::messages::LOG_ROTATION_FAILED) on standard error
///   says so once, and it is tried again each second.
/// - Processes can share a file. While one of them renames it, there is a file
///   `FILE.rotating` beside it.
/// - A line that cannot be written goes to standard error. As soon as the file can be
///   written to again, it says by
///   [`LOG_LINES_MISSING`](fn@crate::messages::LOG_LINES_MISSING) how many it has missed.
///   A line of which only a part had space is completed then, and goes to standard error
///   if the program ends before.
/// - A file whose last line has no end gets one before the first line.
///
/// # JSON
///
/// These layouts write an object on a line. Numbers and booleans of a declared type stay
/// what they are, and the value of a secret is `<redacted>`. What other lines escape is
/// escaped as JSON does it, so that a reader gets the value.
///
/// | `layout` | keys |
/// |---|---|
/// | `json` | `time` (RFC 3339, local), `severity`, `debug_level`, `message_id`, `logger`, `pid`, `thread`, `message` (the text), `arguments`, `spans`, `file`, `line` |
/// | `json-flat` | the same, with each argument beside them instead of in `arguments`; one with such a name, or `timestamp`, or that begins with `arguments.`, is `arguments.NAME` |
/// | `ecs` | those of the [Elastic Common Schema][ecs]: `@timestamp`, `log.level`, `message`, `event.code` (the ID), and so on, with `kea.arguments` and `kea.spans` |
/// | `opentelemetry` | those of OpenTelemetry's [log data model][otel]: `Timestamp`, `SeverityNumber`, `EventName` (the ID), `Body`, `Attributes` (the arguments), and so on |
///
/// A key that a line has no value for is left out. Where an event of `tracing` has several
/// fields of one name, the last is there.
///
/// # Limits
///
/// A message with the limit `10/min` is logged ten times in a minute, which begins with the
/// first of them. What is over is left out and counted, and when the minute is over or the
/// program ends, a message says how many they were, in the same outputs:
/// [`LOG_LIMIT_EXCEEDED`](fn@crate::messages::LOG_LIMIT_EXCEEDED). With `10/min per client`
/// each value of the argument `client` has a minute of its own, up to 10,000 values at a
/// time, which are told apart by their first 1,000 bytes. The units are `s`, `min`, `h` and
/// `day`, and there can be a number in front of them: `1/10s`.
///
/// ```
/// use kea_messages_subscriber::Config;
///
/// let config = Config::from_json(r#"{ "loggers": [{
///     "name": "kea-dhcp4",
///     "limits": { "ALLOC_FAIL": "10/min per client", "PACKET_DROPPED": "1/10s" }
/// }] }"#)?;
/// # Ok::<(), kea_messages_subscriber::ConfigError>(())
/// ```
///
/// It does not matter in which logger a limit stands, and two loggers cannot have different
/// ones for a message. [`Loggers::check_names`](crate::Loggers::check_names) reports an ID that
/// no message has, and an argument that its message has not.
///
/// A message can have a limit of its own, in its definition. The program puts those of a
/// catalogue in force by [`Loggers::limit_by`](crate::Loggers::limit_by). The configuration
/// stands above them, and `"none"` lifts a limit:
///
/// ```
/// use kea_messages::kea_messages;
/// use kea_messages_subscriber::{Config, Loggers};
///
/// kea_messages! {
///     pub static CATALOGUE;
///
///     /// Every address of every pool was tried.
///     #[limit = "10/min per client"]
///     pub warn ALLOC_FAIL(client) = "%1: no address left";
/// }
///
/// let config = Config::from_json(r#"{ "loggers": [{
///     "name": "kea-dhcp4", "limits": { "ALLOC_FAIL": "none" }
/// }] }"#)?;
/// let loggers = Loggers::new("kea-dhcp4", &config)?;
/// loggers.limit_by(&CATALOGUE); // and yet each ALLOC_FAIL is logged
/// # Ok::<(), kea_messages_subscriber::ConfigError>(())
/// ```
///
/// # Syslog
///
/// A record has the header of RFC 3164 as C's `syslog` writes it, and then Kea's line
/// without its time, or the line of another layout. A `FATAL` line is a critical record.
/// Over UDP and TCP the name of this machine stands behind the time, if it is known.
///
/// ```text
/// <134>Dec 20 10:15:02 kea-dhcp4[4711]: INFO  [kea-dhcp4.leases/4711] ID text
/// ```
///
/// The layout `rfc5424` writes RFC 5424, with the arguments as structured data:
///
/// ```text
/// <134>1 2018-12-20T10:15:02.123456+01:00 host kea-dhcp4 4711 ID [kea@32473 logger="kea-dhcp4.leases"][arguments@32473 lease="192.0.2.17"][span1@32473 span="conn" peer="192.0.2.7"] ID text
/// ```
///
/// - The element `kea` has `logger`, `debug_level` and `thread`, as far as there is one.
///   `arguments` has the arguments of the message, or the fields of another event. `span1`
///   is the outermost span, whose name is the first parameter, `span`.
/// - 32473 is the number that RFC 5612 has for examples. A company has its own.
/// - The RFC allows an ID 32 characters: of a longer one, these stand there. The whole ID
///   is the first word of the text, too.
/// - In a value, `"`, `\` and `]` are escaped by the RFC, so that a reader gets the value.
///   Control characters are escaped as in other lines. In the name of a parameter, what the
///   RFC does not allow is `_`, and it ends after 32 characters.
/// - A text that is not ASCII begins with a byte order mark, as the RFC demands of UTF-8.
/// - At the socket of this machine most daemons expect RFC 3164. rsyslog reads RFC 5424
///   there with `UseSpecialParser="off"`.
///
/// Each record is a datagram, and over TCP it stands behind its length, as in RFC 6587. At
/// a Unix socket for streams it ends in a line feed.
///
/// A daemon need not be there when the program starts, and can restart:
///
/// - The next line connects anew. Over TCP this is tried again after 1, 2, 4, up to 32
///   seconds, beside the program, and the host is looked up each time.
/// - A line that the daemon does not take goes to standard error, and
///   [`LOG_LINES_MISSING`](fn@crate::messages::LOG_LINES_MISSING) tells the daemon later.
/// - For a daemon that is slow, or whose connection is being made, a line waits 100 ms at
///   most. After one that did so in vain no other waits for a second. Loading a
///   configuration waits for a second at most.
/// - A record that is longer than the system's datagrams is cut behind a character, and says
///   so. One with a layout in JSON stays JSON, with its long strings cut, as far as that can
///   be. A daemon can have a limit of its own, such as 8 KiB, and then cuts JSON as it cuts
///   other text.
/// - What UDP loses is lost. If nobody listens on this machine, the line goes to standard
///   error; of another machine the system tells with a later line, and the last line does.
///   Over TCP nobody knows whether the last lines before the end of a connection were read:
///   [`LOG_CONNECTION_LOST`](fn@crate::messages::LOG_CONNECTION_LOST) says that there was
///   an end.
///
/// Where the system is not a Unix, an output for syslog needs an `address` with `udp://` or
/// `tcp://`.
///
/// # Spans
///
/// In Kea's layout the spans of `tracing` stand before the ID, the outermost first, each
/// with its fields:
///
/// ```text
/// 2018-12-20 10:15:02.123 INFO  [my-server/4711] {conn peer=192.0.2.7} {request id=3} ID text
/// ```
///
/// A value that is empty, or that has a blank, a brace, an equals sign or a quote in it,
/// stands in quotes, and a quote in it is doubled. In JSON the spans are a list of objects
/// with the keys `name` and `fields`. A span that was opened before the configuration asked
/// for spans, or that the loggers do not let pass, is not shown.
///
/// # Sources of errors
///
/// With `"error-sources": true` a line has the [sources][source] of each argument whose
/// declared type is an error, or of each field of another event that was recorded as one
/// (`error = &error as &dyn Error`). In Kea's layout they stand behind the text, the nearest
/// first:
///
/// ```text
/// 2018-12-20 10:15:02.123 ERROR [my-server/4711] CONFIG_UNREADABLE cannot read a.json: invalid \{error.sources="no such file" disk}
/// ```
///
/// `error` is the name of the argument, and each source stands in quotes as a value of a
/// span does. The backslash is a mark: in a text a backslash is doubled, so that no value
/// can look like sources, and `kea-messages decode --escapes escape` tells them from the
/// text.
///
/// | `layout` | where they are |
/// |---|---|
/// | `kea`, or a `pattern` | behind the text |
/// | `json`, `json-flat` | a list `error.sources` |
/// | `ecs` | a list `kea.error.sources`; `error.message` is the first error |
/// | `opentelemetry` | a list `error.sources` in `Attributes`, where `exception.message` is the first error |
/// | `rfc5424` | an element: `[sources@32473 error.1="no such file" error.2="disk"]` |
///
/// There are at most 32 of an error, because a chain can lead back to itself. Behind them
/// stands `(more than 32 sources)` if there are more.
///
/// [source]: std::error::Error::source
/// [ecs]: https://www.elastic.co/guide/en/ecs/current/index.html
/// [guide]: https://kea.readthedocs.io/en/latest/arm/logging.html
/// [pen]: https://www.iana.org/assignments/enterprise-numbers/
/// [strftime]: https://docs.rs/jiff/latest/jiff/fmt/strtime/index.html#conversion-specifications
/// [otel]: https://opentelemetry.io/docs/specs/otel/logs/data-model/
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    loggers: Vec<LoggerConfig>,
    /// What holds before the severities of the loggers.
    pub(crate) filter: Filter,
    warnings: Vec<ConfigWarning>,
}

impl Config {
    /// The configuration with these loggers.
    ///
    /// It finds the mistakes that no logger has by itself: a name that stands twice, an output
    /// with different options, and a message with different limits.
    pub(crate) fn new(
        loggers: Vec<LoggerConfig>,
        warnings: Vec<ConfigWarning>,
    ) -> Result<Self, ConfigError> {
        let mut seen: Vec<(&OutputConfig, String)> = Vec::new();
        let mut limits: BTreeMap<&str, (&LimitConfig, &str)> = BTreeMap::new();
        for (index, logger) in loggers.iter().enumerate() {
            let LoggerConfig { name, field, .. } = logger;
            let same = |other: &&LoggerConfig| other.name == *name;
            if let Some(first) = loggers[..index].iter().find(same) {
                let problem = format!("duplicate logger `{name}`, first in {}", first.field);
                return Err(ConfigError::new(format!("{field}.name"), problem));
            }
            for (index, output) in logger.outputs.iter().flatten().enumerate() {
                let field = format!("{field}.output-options[{index}]");
                let same = seen
                    .iter()
                    .find(|(other, _)| other.destination == output.destination);
                match same {
                    Some((other, first)) if *other != output => {
                        let destination = &output.destination;
                        let problem = format!("`{destination}` has different options in {first}");
                        return Err(ConfigError::new(field, problem));
                    }
                    Some(_) => {}
                    None => seen.push((output, field)),
                }
            }
            for (id, limit) in &logger.limits {
                let (other, first) = limits.entry(id.as_str()).or_insert((limit, field.as_str()));
                if *other != limit {
                    let problem = format!(
                        "`{}`, where {first}.limits has `{}`: a message has one limit, whatever \
                         its logger",
                        limit.0, other.0
                    );
                    return Err(ConfigError::new(format!("{field}.limits.{id}"), problem));
                }
            }
        }
        Ok(Self {
            loggers,
            filter: Filter::default(),
            warnings,
        })
    }

    /// The filter that was [added](Self::with_filter), from the environment or otherwise.
    ///
    /// ```
    /// use kea_messages_subscriber::Config;
    ///
    /// let config = Config::from_filter("warn,my_server::lease=debug(40)")?;
    /// assert_eq!(config.filter().to_string(), "warn,my_server::lease=debug(40)");
    /// # Ok::<(), kea_messages_subscriber::ConfigError>(())
    /// ```
    #[must_use]
    pub const fn filter(&self) -> &Filter {
        &self.filter
    }

    /// What of the configuration is not supported, each with its field. The rest holds.
    ///
    /// - `<?include "FILE"?>`: the file is not read.
    /// - A comma with nothing behind it, of which Kea warns, too.
    /// - A configuration of Kea without `loggers`: the default holds.
    /// - `syslog:NAME` with a name that is not a facility: the lines go to `user`.
    /// - `%M` and `%H` in a [pattern](#patterns), and a pattern without `%m`.
    ///
    /// The layer logs each of them as a message when it gets its subscriber, and so does
    /// [`reload`](crate::Loggers::reload):
    /// [`LOG_CONFIGURATION_UNSUPPORTED`](fn@crate::messages::LOG_CONFIGURATION_UNSUPPORTED).
    ///
    /// ```
    /// use kea_messages_subscriber::Config;
    ///
    /// let config = Config::from_json(r#"{
    ///     "Dhcp4": {
    ///         "subnet4": [ <?include "subnets.json"?> ],
    ///         "loggers": [{ "name": "kea-dhcp4", "severity": "WARN" }]
    ///     }
    /// }"#)?;
    /// let [warning] = config.warnings() else { unreachable!() };
    /// assert_eq!(
    ///     warning.to_string(),
    ///     "line 3 column 22: `<?include \"subnets.json\"?>` is not supported: the file is not read",
    /// );
    /// # Ok::<(), kea_messages_subscriber::ConfigError>(())
    /// ```
    #[must_use]
    pub fn warnings(&self) -> &[ConfigWarning] {
        &self.warnings
    }

    pub(crate) fn loggers(&self) -> &[LoggerConfig] {
        &self.loggers
    }
}

/// The configuration of one logger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LoggerConfig {
    /// By the IDs of messages.
    pub(crate) limits: BTreeMap<String, LimitConfig>,
    /// Where it stands: `Dhcp4.loggers[0]`.
    pub(crate) field: String,
    pub(crate) name: String,
    /// `None` if it is inherited.
    pub(crate) threshold: Option<Threshold>,
    /// `None` if they are inherited.
    pub(crate) outputs: Option<Vec<OutputConfig>>,
}

/// The limit of a message, as it is written, or `none`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LimitConfig(pub(crate) String);

impl LimitConfig {
    /// The word for no limit.
    pub(crate) const NONE: &str = "none";

    /// What it means for a message. `None` if it has no limit.
    pub(crate) fn rule(&self, id: &str) -> Option<Rule> {
        let limit = Limit::parse(&self.0).ok()?;
        Some(Rule::new(id, &self.0, limit))
    }
}
