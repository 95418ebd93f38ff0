//! The settings of a recording as a text.

mod values;

use self::values::{duration, level, memory, rotation, when_full};
use super::records::Records;
use core::error::Error;
use core::fmt;
use core::str::FromStr;
use std::env;

impl Records {
    /// The name of the environment variable that [`from_env`](Self::from_env) reads:
    /// `KEA_RECORDS`.
    pub const ENV_VAR: &'static str = "KEA_RECORDS";

    /// Reads the settings from the environment variable [`ENV_VAR`](Self::ENV_VAR), in the
    /// [form of a text](Self#impl-FromStr-for-Records). Returns `None` if it is not set or empty.
    ///
    /// ```
    /// use kea_messages::records::Records;
    ///
    /// fn main() -> Result<(), Box<dyn std::error::Error>> {
    ///     // KEA_RECORDS=server.kmr,level=info cargo run
    ///     let _recording = match Records::from_env()? {
    ///         Some(records) => Some(records.start()?),
    ///         None => None,
    ///     };
    ///     // ...
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error that names the variable, if the text is not valid.
    pub fn from_env() -> Result<Option<Self>, ParseRecordsError> {
        let Some(value) = env::var_os(Self::ENV_VAR).filter(|value| !value.is_empty()) else {
            return Ok(None);
        };
        let parsed = match value.to_str() {
            Some(text) => text.parse(),
            None => Err(ParseRecordsError::new("the text is not UTF-8")),
        };
        let named = |error| ParseRecordsError::new(format!("{}: {error}", Self::ENV_VAR));
        parsed.map(Some).map_err(named)
    }
}

/// Reads the settings from a text: the path of the file, and then settings, each after a comma.
///
/// | setting | example | method |
/// |---|---|---|
/// | `level` | `level=info`, `level=debug(50)`, `level=off` | [`level`](Records::level) |
/// | `logger:NAME` | `logger:server.leases=warn` | [`logger`](Records::logger) |
/// | `ring` | `ring=1MiB` | [`ring_size`](Records::ring_size) |
/// | `when-full` | `when-full=wait`, `drop` or `grow:16MiB` | [`when_full`](Records::when_full) |
/// | `interval` | `interval=50ms` | [`interval`](Records::interval) |
/// | `window` | `window=10ms` | [`window`](Records::window) |
/// | `clock` | `clock=off` | [`without_clock`](Records::without_clock) |
/// | `rotate` | `rotate=100MiB*5` | [`rotate`](Records::rotate) |
/// | `compress` | `compress=lz4` or `zstd` | `lz4`, `zstd` |
///
/// `debug` without a level is `debug(99)`, so that it includes all messages. A size is a number of bytes,
/// or of `KiB`, `MiB` or `GiB`. A duration is a number of `us`, `ms` or `s`. There can be spaces around
/// each part. A path that contains a comma can only be passed to [`Records::to`].
///
/// ```
/// use kea_messages::records::Records;
///
/// let records: Records = "server.kmr, level=info, logger:server.leases=debug(50)".parse()?;
/// # _ = records;
/// let error = "server.kmr, level=inof".parse::<Records>().expect_err("there is no such level");
/// assert_eq!(
///     error.to_string(),
///     "`level=inof`: the level is `off`, `fatal`, `error`, `warn`, `info`, `debug` or `debug(N)`",
/// );
/// # Ok::<(), kea_messages::records::ParseRecordsError>(())
/// ```
impl FromStr for Records {
    type Err = ParseRecordsError;

    fn from_str(text: &str) -> Result<Self, ParseRecordsError> {
        let mut parts = text.split(',').map(str::trim);
        let path = parts.next().unwrap_or_default();
        if path.is_empty() {
            return Err(ParseRecordsError::new(
                "the text begins with the path of the file: `server.kmr,level=info`",
            ));
        }
        if let Some(setting) = as_setting(path) {
            return Err(ParseRecordsError::new(format!(
                "the path of the file is missing: `server.kmr,{setting}`; a file with the name \
                 `{path}` is `./{path}`"
            )));
        }
        let mut seen = Vec::new();
        let mut records = Self::to(path);
        for part in parts.filter(|part| !part.is_empty()) {
            let in_part = |message: &str| ParseRecordsError::new(format!("`{part}`: {message}"));
            let Some((name, value)) = part.split_once('=') else {
                return Err(in_part(
                    "a setting is a name, `=` and a value: `level=info`; a path cannot contain a comma",
                ));
            };
            let (name, value) = (without_spaces(name), value.trim_start());
            if seen.contains(&name) {
                return Err(in_part(&format!("`{name}` is set twice")));
            }
            records = records.set(&name, value).map_err(|error| in_part(&error))?;
            seen.push(name);
        }
        Ok(records)
    }
}

/// The names of the settings, besides the loggers.
const NAMES: [&str; 8] = [
    "level",
    "ring",
    "when-full",
    "interval",
    "window",
    "clock",
    "rotate",
    "compress",
];

/// How the name of the setting of a logger begins.
const LOGGER: &str = "logger:";

/// Returns the setting that was probably meant by a text in the place of the path. `info`, as in `RUST_LOG`,
/// is much more likely a level than the name of a file.
fn as_setting(path: &str) -> Option<String> {
    if path.contains(['/', '\\']) {
        return None;
    }
    let is_level = |text: &str| level(text.trim_start()).is_ok();
    match path.split_once('=') {
        None => is_level(path).then(|| format!("level={path}")),
        Some((name, _)) if NAMES.contains(&name.trim_end()) || name.starts_with(LOGGER) => {
            Some(path.to_owned())
        }
        Some((_, value)) => is_level(value).then(|| format!("{LOGGER}{path}")),
    }
}

/// Removes the spaces around the name of a setting, and those around the name of its logger.
fn without_spaces(name: &str) -> String {
    let name = name.trim_end();
    match name.strip_prefix(LOGGER) {
        Some(logger) => format!("{LOGGER}{}", logger.trim_start()),
        None => name.to_owned(),
    }
}

impl Records {
    fn set(self, name: &str, value: &str) -> Result<Self, String> {
        if let Some(logger) = name.strip_prefix(LOGGER) {
            return match logger {
                "" => Err("the logger has no name: `logger:server.leases=warn`".to_owned()),
                logger => Ok(self.logger(logger, level(value)?)),
            };
        }
        Ok(match name {
            "level" => self.level(level(value)?),
            "ring" => self.ring_size(memory(value)?),
            "when-full" => self.when_full(when_full(value)?),
            "interval" => self.interval(duration(value)?),
            "window" => self.window(duration(value)?),
            "clock" => match value {
                "off" => self.without_clock(),
                "on" => self,
                _ => return Err("the clock is `on` or `off`".to_owned()),
            },
            "rotate" => {
                let (bytes, files) = rotation(value)?;
                self.rotate(bytes, files)
            }
            "compress" => return self.compress(value),
            _ => {
                return Err(format!(
                    "there is no such setting: it is `{}` or `{LOGGER}NAME`",
                    NAMES.join("`, `")
                ));
            }
        })
    }

    fn compress(self, value: &str) -> Result<Self, String> {
        match value {
            "off" => Ok(self),
            #[cfg(feature = "lz4")]
            "lz4" => Ok(self.lz4()),
            #[cfg(feature = "zstd")]
            "zstd" => Ok(self.zstd()),
            #[cfg(not(feature = "lz4"))]
            "lz4" => Err(without_compression("records-lz4")),
            #[cfg(not(feature = "zstd"))]
            "zstd" => Err(without_compression("records-zstd")),
            _ => Err("the compression is `off`, `lz4` or `zstd`".to_owned()),
        }
    }
}

#[cfg(not(all(feature = "lz4", feature = "zstd")))]
fn without_compression(feature: &str) -> String {
    format!(
        "this program cannot compress records with it: it needs the feature `{feature}` of \
         `kea-messages`"
    )
}

/// The error of reading [`Records`] from a text. Its `Display` has the part of the text, what is wrong,
/// and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseRecordsError {
    message: String,
}

impl ParseRecordsError {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

impl fmt::Display for ParseRecordsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for ParseRecordsError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::state::WhenFull;
    use core::time::Duration;
    use kea_messages_base::severity::{DebugLevel, Severity};

    #[test]
    fn a_text_is_the_same_as_the_methods() {
        for (text, expected) in [
            ("server.kmr", Records::to("server.kmr")),
            (" /var/log/a b.kmr , ", Records::to("/var/log/a b.kmr")),
            ("a=b.kmr", Records::to("a=b.kmr")),
            ("a, level = warn", Records::to("a").level(Severity::Warn)),
            ("a,level=off", Records::to("a").level(None)),
            (
                "a,level=debug",
                Records::to("a").level(Severity::Debug(DebugLevel::MAX)),
            ),
            (
                "a,logger:server::leases=debug(40),logger:kea-dhcp4=off",
                Records::to("a")
                    .logger("server::leases", DebugLevel::new(40).map(Severity::Debug))
                    .logger("kea-dhcp4", None),
            ),
            ("a,ring=65536", Records::to("a").ring_size(1 << 16)),
            ("a,ring=2 MiB", Records::to("a").ring_size(1 << 21)),
            (
                "a,when-full=drop",
                Records::to("a").when_full(WhenFull::Drop),
            ),
            (
                "a,when-full=grow:1KiB",
                Records::to("a").when_full(WhenFull::Grow(1 << 10)),
            ),
            (
                "a,interval=500us,window=1s",
                Records::to("a")
                    .interval(Duration::from_micros(500))
                    .window(Duration::from_secs(1)),
            ),
            ("a,clock=off", Records::to("a").without_clock()),
            ("a,clock=on,compress=off", Records::to("a")),
            ("a,rotate=16GiB*3", Records::to("a").rotate(1 << 34, 3)),
            ("./info", Records::to("./info")),
            ("./level=info", Records::to("./level=info")),
            (
                "a, logger: x = off, when-full = grow : 2 KiB, rotate = 1 KiB * 2",
                Records::to("a")
                    .logger("x", None)
                    .when_full(WhenFull::Grow(1 << 11))
                    .rotate(1 << 10, 2),
            ),
        ] {
            let found: Records = text.parse().expect(text);
            assert_eq!(format!("{found:?}"), format!("{expected:?}"), "{text}");
        }
    }

    #[test]
    fn a_mistake_is_explained() {
        let levels = "the level is `off`, `fatal`, `error`, `warn`, `info`, `debug` or `debug(N)`";
        let size = "a size is a number of bytes, or of `KiB`, `MiB` or `GiB`: `1MiB`";
        let duration = "a duration is a number of `us`, `ms` or `s`: `10ms`";
        for (text, expected) in [
            (
                "",
                "the text begins with the path of the file: `server.kmr,level=info`".to_owned(),
            ),
            (
                "level=info",
                "the path of the file is missing: `server.kmr,level=info`; a file with the name \
                 `level=info` is `./level=info`"
                    .to_owned(),
            ),
            (
                "debug",
                "the path of the file is missing: `server.kmr,level=debug`; a file with the name \
                 `debug` is `./debug`"
                    .to_owned(),
            ),
            (
                "my_server=info,b=warn",
                "the path of the file is missing: `server.kmr,logger:my_server=info`; a file with \
                 the name `my_server=info` is `./my_server=info`"
                    .to_owned(),
            ),
            (
                "a,logger:x=info,logger: x = warn",
                "`logger: x = warn`: `logger:x` is set twice".to_owned(),
            ),
            (
                "a,levl=info",
                "`levl=info`: there is no such setting: it is `level`, `ring`, `when-full`, `interval`, \
                 `window`, `clock`, `rotate`, `compress` or `logger:NAME`"
                    .to_owned(),
            ),
            (
                "a,b.kmr",
                "`b.kmr`: a setting is a name, `=` and a value: `level=info`; a path cannot contain a \
                 comma"
                    .to_owned(),
            ),
            ("a,level=trace", format!("`level=trace`: {levels}")),
            ("a,level=debug(100)", format!("`level=debug(100)`: {levels}")),
            (
                "a,level=info,level=warn",
                "`level=warn`: `level` is set twice".to_owned(),
            ),
            (
                "a,logger:=info",
                "`logger:=info`: the logger has no name: `logger:server.leases=warn`".to_owned(),
            ),
            ("a,ring=1MB", format!("`ring=1MB`: {size}")),
            ("a,ring=-1", format!("`ring=-1`: {size}")),
            (
                "a,ring=99999999999999999999GiB",
                format!("`ring=99999999999999999999GiB`: {size}"),
            ),
            ("a,window=10", format!("`window=10`: {duration}")),
            (
                "a,when-full=block",
                "`when-full=block`: it is `wait`, `drop` or `grow:16MiB`".to_owned(),
            ),
            (
                "a,rotate=1MiB",
                "`rotate=1MiB`: expected a size and the number of files that are kept: `100MiB*5`"
                    .to_owned(),
            ),
            (
                "a,clock=none",
                "`clock=none`: the clock is `on` or `off`".to_owned(),
            ),
            (
                "a,compress=gzip",
                "`compress=gzip`: the compression is `off`, `lz4` or `zstd`".to_owned(),
            ),
        ] {
            let error = text.parse::<Records>().expect_err(text);
            assert_eq!(error.to_string(), expected, "{text}");
        }
    }
}
