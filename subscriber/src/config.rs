//! The configuration of loggers.

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
/// [`Config::from_json`] reads it. The default configuration has no loggers:
/// everything from `INFO` upwards goes to standard output.
///
/// The environment variable `KEA_LOG` can set severities too, as a [`Filter`]:
/// `KEA_LOG=warn,kea-dhcp4.alloc-engine=debug(40)`. [`Config::with_env`] adds them to a
/// configuration, and [`Config::from_env`] works without one. See
/// [Precedence](#precedence) for what happens if both set a severity.
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
/// [Logging][guide] of Kea's guide. A logger has these keys:
///
/// | key | value | default |
/// |---|---|---|
/// | `name` | the logger's name: `kea-dhcp4.alloc-engine` | required |
/// | `severity` | the lowest severity that is logged: `FATAL`, `ERROR`, `WARN`, `INFO` or `DEBUG`; `NONE` logs nothing, `DEFAULT` is the default | that of the parent logger; `INFO` for the root |
/// | `debuglevel` | the highest debug level that is logged, from 0 to 99; ignored unless `severity` is `DEBUG` | 0 |
/// | `output-options`, `output_options` | the outputs, a list that can be empty | those of the parent logger; standard output for the root |
/// | `limits` | how often messages may be logged, by their IDs: [`10/min`, `10/min per client`](#limits) or `none` | those of their definitions |
///
/// An output has these keys:
///
/// | key | value | default |
/// |---|---|---|
/// | `output` | `stdout`, `stderr`, `syslog` for the facility `local0`, `syslog:FACILITY`, or else the path of a file, which is appended to | required |
/// | `flush` | whether each line is written immediately | `true` |
/// | `maxsize` | the size in bytes after which a file is renamed to `FILE.1`, `FILE.1` to `FILE.2`, and so on; 0 for no limit | 10,240,000 |
/// | `maxver` | the number of renamed files that are kept | 1 |
/// | `layout` | the layout of a line: `kea`, one of the [JSON layouts](#json), or `rfc5424` for [syslog](#syslog) | `kea` |
/// | `pattern` | the layout of a line as a [pattern](#patterns); an empty one is ignored | none |
/// | `thread` | whether the thread ID follows the process ID, as in Kea | `false` |
/// | `spans` | whether the current [spans](#spans) are shown | `true` in JSON and in `rfc5424`, otherwise `false` |
/// | `error-sources` | whether the [sources of errors](#sources-of-errors) are shown | `false` |
/// | `address` | the address of [syslog](#syslog): `unix:/PATH`, `udp://HOST:PORT` or `tcp://HOST:PORT`; the default port is 514 | the socket of this machine |
/// | `enterprise` | the [private enterprise number][pen] for the names in the structured data of `rfc5424` | 32473 |
///
/// Both can have `user-context` and `comment`, which are ignored.
///
/// The parent of `kea-dhcp4.alloc-engine` is `kea-dhcp4`, and the parent of the
/// module `my_server::lease` is `my_server`. The root is the name that is passed
/// to [`Loggers::new`](crate::Loggers::new).
///
/// # Precedence
///
/// | setting | sources, in order of precedence |
/// |---|---|
/// | the severity | the filter of the program for this logger (`KEA_LOG`, if the program reads it), its `severity` in the configuration, then the same for each parent logger up to the root, and finally `INFO` |
/// | the outputs | the `output-options` of this logger, those of its parents, and finally standard output; a filter has no outputs |
/// | a limit | the `limits` of the configuration, then the definition of the message, if it was passed to [`Loggers::limit_by`](crate::Loggers::limit_by) |
///
/// So `KEA_LOG=warn` applies to all loggers except those that have a `severity` in the
/// configuration; the filter has to name these loggers. If two filters are added, the later
/// one takes precedence for the loggers that it names.
/// [`Loggers::reload_json`](crate::Loggers::reload_json) keeps the filter, and
/// [`Loggers::reload`](crate::Loggers::reload) takes that of the new configuration. Only
/// `with_env` and `from_env` read the environment, and this crate never reads `RUST_LOG`.
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
/// - A logger without `output-options` has those of its parent. In Kea, it logs to
///   the console.
/// - Every `maxsize` is respected. Kea treats a value below 204,800 as no limit.
/// - The path of a file is used as it is. Since version 3.0, Kea keeps all its files in one folder,
///   such as `/var/log/kea`, and `kea-dhcp4.log` is a file in it.
/// - A mistake in a `pattern` is an error. Kea writes an invalid conversion literally.
/// - A misspelt `output`, such as `stdot` or `sylog:daemon`, is an error. Kea writes to a file with
///   this name, which is `./stdot` here. A name with a dot or a slash is always a file.
/// - Kea reads a file that `<?include "FILE"?>` names. Here that is a
///   [warning](Self::warnings), like other features of Kea that are not
///   supported.
///
/// # Patterns
///
/// A `pattern` has the syntax of log4cplus, as in Kea. Kea's own layout is
/// `%D{%Y-%m-%d %H:%M:%S.%q} %-5p [%c/%i] %m\n`.
///
/// | conversion | output |
/// |---|---|
/// | `%D`, `%D{FORMAT}` | the local time in a format of [`strftime`][strftime], in English; `%q` is the milliseconds, `%Q` the same with three more digits |
/// | `%d`, `%d{FORMAT}` | the same in UTC |
/// | `%p` | the severity |
/// | `%c`, `%c{2}` | the logger, or the last two components of its name |
/// | `%m` | the ID and the text of a message, or the text and the fields of another event; then the [sources of errors](#sources-of-errors), if they are shown |
/// | `%i`, `%t`, `%T` | the process, the thread, and the name of the thread |
/// | `%x` | the [spans](#spans): `{conn peer=192.0.2.7}` |
/// | `%X{peer}`, `%X` | this field, from the innermost span that has it, or all fields: `peer=192.0.2.7` |
/// | `%F`, `%b`, `%L`, `%l` | the path of the source file, its file name, the line, and `FILE:LINE` |
/// | `%h`, `%E{NAME}` | the host name, and an environment variable, as of the time when the configuration is read |
/// | `%r` | milliseconds since the first pattern was read |
/// | `%n`, `%%` | a line feed, a percent sign |
/// | `%H`, `%M` | the same as `%h`, and nothing: the domain of the host and the name of the function are not known |
///
/// `%20c` pads to at least 20 characters on the left, and `%-20c` on the right; `%.30c`
/// writes at most the last 30 characters, and `%.-30c` the first 30. A line always ends with
/// a line feed, even if the pattern does not. Other line feeds only come from the pattern.
/// In [syslog](#syslog), where a record is one line, they are written as spaces.
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
/// Whatever happens to the folder of a file, the program continues, and lines are
/// written completely:
///
/// - A file is identified by its device and inode, not by its name. Two names of the same file are
///   one output, and need the same options. A file that was moved or deleted, for example
///   by `logrotate`, is reopened within a second or 64 KiB, and immediately by
///   [`Loggers::flush`](crate::Loggers::flush) and
///   [`Loggers::reload`](crate::Loggers::reload). Lines that were written to a deleted
///   file in the meantime are written again. On systems other than Unix, a moved file is
///   only noticed if no other file has its name.
/// - `FILE.1` is the newest of the renamed files. Files are only shifted up to the first
///   gap, so older files can be deleted or compressed. With `maxver` 0, the file is
///   truncated. A device or a pipe is never renamed. Loading a configuration waits for the
///   reader of a pipe.
/// - If a file cannot be renamed, because of a folder `FILE.1` or missing permissions, it continues
///   to grow. [`LOG_ROTATION_FAILED`](fn@crate::messages::LOG_ROTATION_FAILED) on standard error
///   reports this once, and renaming is tried again every second.
/// - Processes can share a file. While one of them renames it, a file
///   `FILE.rotating` exists next to it.
/// - A line that cannot be written goes to standard error. As soon as the file is
///   writable again, [`LOG_LINES_MISSING`](fn@crate::messages::LOG_LINES_MISSING) in it
///   says how many lines are missing. A line that was only written in part is completed
///   then, or goes to standard error if the program ends first.
/// - If the last line of a file has no line feed, one is added before the first new
///   line.
///
/// # JSON
///
/// These layouts write one object per line. Numbers and booleans of a declared type keep
/// their types, bytes (`&[u8]`) are a string of hexadecimal digits (`"0a1bff"`), and the value of
/// a secret is `<redacted>`. Control characters are escaped as in JSON, so that a JSON reader
/// returns the original value.
///
/// | `layout` | keys |
/// |---|---|
/// | `json` | `time` (RFC 3339, local), `severity`, `debug_level`, `message_id`, `logger`, `pid`, `thread`, `message` (the text), `arguments`, `spans`, `file`, `line` |
/// | `json-flat` | the same, with each argument at the top level instead of in `arguments`; an argument whose name is that of another key, is `timestamp`, or begins with `arguments.`, becomes `arguments.NAME` |
/// | `ecs` | those of the [Elastic Common Schema][ecs]: `@timestamp`, `log.level`, `message`, `event.code` (the ID), and so on, with `kea.arguments` and `kea.spans` |
/// | `opentelemetry` | those of OpenTelemetry's [log data model][otel]: `Timestamp`, `SeverityNumber`, `EventName` (the ID), `Body`, `Attributes` (the arguments), and so on |
///
/// Keys without a value are omitted. If an event of `tracing` has several fields with the
/// same name, the last one is used.
///
/// # Limits
///
/// A message with the limit `10/min` is logged at most ten times in a minute. The minute begins
/// when the first of these messages is logged. Further messages are suppressed and counted, and
/// when the minute is over or the program ends, a message in the same outputs reports how many were
/// suppressed: [`LOG_LIMIT_EXCEEDED`](fn@crate::messages::LOG_LIMIT_EXCEEDED). With `10/min per
/// client`, each value of the argument `client` has its own limit, for up to 10,000 values at a
/// time, which are distinguished by their first 1,000 bytes. The units are `s`, `min`, `h` and
/// `day`, optionally with a number: `1/10s`.
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
/// A limit applies to the message in all loggers, whichever logger it is configured for, so two
/// loggers cannot have different limits for the same message.
/// [`Loggers::check_names`](crate::Loggers::check_names) reports unknown IDs and unknown
/// arguments.
///
/// A message can also have a limit in its definition. The program enables the limits of a
/// catalogue with [`Loggers::limit_by`](crate::Loggers::limit_by). The configuration
/// overrides them, and `"none"` removes a limit:
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
/// loggers.limit_by(&CATALOGUE); // each ALLOC_FAIL is still logged
/// # Ok::<(), kea_messages_subscriber::ConfigError>(())
/// ```
///
/// # Syslog
///
/// A record has the header of RFC 3164, as written by C's `syslog`, followed by Kea's
/// line without its time, or by the line of another layout. A `FATAL` line is a critical
/// record. Over UDP and TCP, the name of this machine follows the time, if it is known.
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
/// - The element `kea` has `logger`, `debug_level` and `thread`, if they exist.
///   `arguments` has the arguments of the message, or the fields of another event. `span1`
///   is the outermost span, whose name is the first parameter, `span`.
/// - 32473 is the number that RFC 5612 reserves for examples. Use the number of your
///   organisation.
/// - The RFC allows 32 characters for an ID; a longer one is truncated there. The first
///   word of the text is always the full ID.
/// - In a value, `"`, `\` and `]` are escaped as the RFC requires, so that a reader returns
///   the original value. Control characters are escaped as in other lines. In the name of a
///   parameter, characters that the RFC does not allow are replaced by `_`, and the name is
///   truncated after 32 characters.
/// - A text that is not ASCII begins with a byte order mark, as the RFC requires for
///   UTF-8.
/// - Most daemons expect RFC 3164 on the local socket. rsyslog reads RFC 5424 there
///   with `UseSpecialParser="off"`.
///
/// Each record is a datagram. Over TCP, each record is preceded by its length, as in RFC
/// 6587. On a Unix stream socket, it ends with a line feed.
///
/// The daemon does not need to be running when the program starts, and can be
/// restarted:
///
/// - The next line opens a new connection. Over TCP, this is retried after 1, 2, 4, up to 32
///   seconds, in the background, and the host is looked up each time.
/// - A line that the daemon does not accept goes to standard error, and
///   [`LOG_LINES_MISSING`](fn@crate::messages::LOG_LINES_MISSING) informs the daemon
///   later.
/// - If a daemon is slow, or is still being connected to, a line waits for at most 100
///   ms. If that fails, no other line waits during the next second. Loading a
///   configuration waits for at most a second.
/// - A record that is longer than the system's limit for datagrams is truncated at a
///   character boundary, and marked. A record in a JSON layout stays valid JSON if possible,
///   with its long strings truncated. A daemon can have its own limit, such as 8 KiB, and
///   truncates JSON like any other text.
/// - A line that UDP loses is not sent again. If no process receives lines at an address of
///   this machine, the line goes to standard error. If the address is of another machine, the
///   system reports the failure when a later line is sent, and only that line goes to standard
///   error. Over TCP, it is unknown whether the last lines before the end of a connection were
///   read: [`LOG_CONNECTION_LOST`](fn@crate::messages::LOG_CONNECTION_LOST) reports the end of
///   a connection.
///
/// On systems other than Unix, an output for syslog needs an `address` with `udp://` or
/// `tcp://`.
///
/// # Spans
///
/// In Kea's layout, the spans of `tracing` are written before the ID, starting with the
/// outermost, each with its fields:
///
/// ```text
/// 2018-12-20 10:15:02.123 INFO  [my-server/4711] {conn peer=192.0.2.7} {request id=3} ID text
/// ```
///
/// A value that is empty, or that contains a space, a brace, an equals sign or a quote, is
/// written in quotes, and quotes in it are doubled. In JSON, the spans are a list of
/// objects with the keys `name` and `fields`. A span is not shown if it was opened before
/// the configuration enabled spans, or if the loggers disable it.
///
/// # Sources of errors
///
/// With `"error-sources": true`, a line has the [sources][source] of each argument whose declared
/// type is an error, or of each field of another event that was recorded as an error (`error =
/// &error as &dyn Error`). In Kea's layout, they follow the text, starting with the direct source:
///
/// ```text
/// 2018-12-20 10:15:02.123 ERROR [my-server/4711] CONFIG_UNREADABLE cannot read a.json: invalid \{error.sources="no such file" disk}
/// ```
///
/// `error` is the name of the argument, and each source is quoted like a value of a span.
/// The backslash marks the sources: a backslash in a text is doubled, so a value cannot
/// be mistaken for sources, and `kea-messages decode --escapes escape` can distinguish
/// them from the text.
///
/// | `layout` | place of the sources |
/// |---|---|
/// | `kea`, or a `pattern` | after the text |
/// | `json`, `json-flat` | a list `error.sources` |
/// | `ecs` | a list `kea.error.sources`; `error.message` is the first error |
/// | `opentelemetry` | a list `error.sources` in `Attributes`, where `exception.message` is the first error |
/// | `rfc5424` | an element: `[sources@32473 error.1="no such file" error.2="disk"]` |
///
/// At most 32 sources of an error are written, because a chain of sources can be a cycle.
/// They are followed by `(more than 32 sources)` if there are more.
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
    /// The filter, whose severities override those of the loggers that it names.
    pub(crate) filter: Filter,
    warnings: Vec<ConfigWarning>,
}

impl Config {
    /// Creates a configuration with these loggers.
    ///
    /// Returns an error for mistakes that concern several loggers: a duplicate name, an output with
    /// different options, and a message with different limits.
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
                        "`{}`, but {first}.limits has `{}`: a message has one limit for all \
                         loggers",
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

    /// Returns the filter that was [added](Self::with_filter), from the environment or
    /// otherwise.
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

    /// Returns the parts of the configuration that are not supported, each with its
    /// field. The other parts are in effect.
    ///
    /// - `<?include "FILE"?>`: the file is not read.
    /// - A trailing comma. Kea warns about it too.
    /// - A configuration of Kea without `loggers`: the default is used.
    /// - `syslog:NAME` with a name that is not a facility: the lines go to `user`, as in
    ///   Kea.
    /// - `%M` and `%H` in a [pattern](#patterns), and a pattern without `%m`.
    ///
    /// The layer logs each of them as a message when it is added to a subscriber, and so
    /// does [`reload`](crate::Loggers::reload):
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
    /// The limits, by message ID.
    pub(crate) limits: BTreeMap<String, LimitConfig>,
    /// The path of the logger in the configuration, such as `Dhcp4.loggers[0]`.
    pub(crate) field: String,
    pub(crate) name: String,
    /// The severities that are logged, or `None` if they are inherited.
    pub(crate) threshold: Option<Threshold>,
    /// The outputs, or `None` if they are inherited.
    pub(crate) outputs: Option<Vec<OutputConfig>>,
}

/// The limit of a message in the syntax of the configuration, or `none`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LimitConfig(pub(crate) String);

impl LimitConfig {
    /// The limit that removes the limit of a message.
    pub(crate) const NONE: &str = "none";

    /// Returns the rule for this limit, or `None` if the limit is `none`.
    pub(crate) fn rule(&self, id: &str) -> Option<Rule> {
        let limit = Limit::parse(&self.0).ok()?;
        Some(Rule::new(id, &self.0, limit))
    }
}
