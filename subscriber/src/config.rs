//! The `loggers` of Kea's configuration.

use kea_messages::{DebugLevel, Severity};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny};
use serde_json::Value;
use std::fmt;
use std::path::PathBuf;

/// A configuration: the list `loggers` of Kea's JSON.
///
/// [`Config::from_json`] reads one. What is left out is taken from the logger
/// above, as the logger `kea-dhcp4` is above `kea-dhcp4.alloc-engine`, and at the
/// top it is `INFO` and `stdout`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    pub(crate) loggers: Vec<LoggerConfig>,
}

/// What is said of a logger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LoggerConfig {
    pub(crate) name: String,
    pub(crate) threshold: Option<Threshold>,
    pub(crate) outputs: Option<Vec<OutputConfig>>,
}

/// What a logger lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Threshold {
    /// Nothing.
    Nothing,
    /// What is at least so severe.
    From(Severity),
}

impl Threshold {
    pub(crate) const fn passes(self, severity: Severity) -> bool {
        match self {
            Self::Nothing => false,
            Self::From(least) => severity.is_at_least(least),
        }
    }
}

/// An output of a logger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OutputConfig {
    pub(crate) destination: Destination,
    /// Whether each line is written out before the program goes on.
    pub(crate) flush: bool,
    pub(crate) rotation: Rotation,
}

impl OutputConfig {
    /// Where lines go if no logger says so.
    pub(crate) const CONSOLE: Self = Self {
        destination: Destination::Stdout,
        flush: true,
        rotation: Rotation {
            max_size: 0,
            max_versions: 0,
        },
    };
}

/// Where lines go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    Stdout,
    Stderr,
    File(PathBuf),
    /// The facility, as Kea names it.
    Syslog(String),
}

/// How a file is rotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rotation {
    /// In bytes; 0 is no limit.
    pub(crate) max_size: u64,
    /// How many old files are kept.
    pub(crate) max_versions: usize,
}

/// What Kea takes where the configuration says nothing.
const DEFAULT_MAX_SIZE: u64 = 10_240_000;
const DEFAULT_MAX_VERSIONS: usize = 1;

impl Config {
    /// Reads a configuration: a JSON text with `loggers`, at its top or in the
    /// only object that stands there, as in `{ "Dhcp4": { "loggers": [..] } }`.
    /// Comments are allowed, as in Kea: `//`, `#` and `/* */`.
    ///
    /// ```
    /// use kea_messages_subscriber::Config;
    ///
    /// let config = Config::from_json(r#"{ "loggers": [
    ///     {
    ///         "name": "kea-dhcp4",
    ///         "severity": "INFO",
    ///         "output-options": [
    ///             { "output": "/var/log/kea-dhcp4.log", "maxsize": 1048576, "maxver": 8 }
    ///         ]
    ///     },
    ///     { "name": "kea-dhcp4.alloc-engine", "severity": "DEBUG", "debuglevel": 40 } // chatty
    /// ] }"#)?;
    ///
    /// let error = Config::from_json(r#"{ "loggers": [{ "name": "a", "debuglevel": 100 }] }"#);
    /// assert_eq!(
    ///     error.unwrap_err().to_string(),
    ///     "loggers[0].debuglevel: 100 is no debug level: that is a number from 0 to 99",
    /// );
    /// # Ok::<(), kea_messages_subscriber::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What is wrong, and in which field.
    pub fn from_json(json: &str) -> Result<Self, ConfigError> {
        let text = json_comments::StripComments::new(json.as_bytes());
        let mut value: Value = serde_json::from_reader(text)
            .map_err(|error| ConfigError::new("", format!("this is no JSON: {error}")))?;
        let mut path = String::new();
        if value.get("loggers").is_none() {
            if let Value::Object(object) = &mut value {
                if object.len() == 1 {
                    if let Some((key, inner)) = std::mem::take(object).into_iter().next() {
                        path = key + ".";
                        value = inner;
                    }
                }
            }
        }
        let loggers = value.get_mut("loggers").map(Value::take);
        let Some(loggers) = loggers else {
            return Err(ConfigError::new("loggers", "is missing"));
        };
        let loggers: Vec<JsonLogger> =
            serde_path_to_error::deserialize(loggers).map_err(|error| {
                let inner = error.path().to_string();
                let separator = if inner.starts_with('[') { "" } else { "." };
                let inner = if inner == "." { "" } else { inner.as_str() };
                let field = if inner.is_empty() {
                    format!("{path}loggers")
                } else {
                    format!("{path}loggers{separator}{inner}")
                };
                ConfigError::new(field, error.into_inner().to_string())
            })?;
        let config = Self {
            loggers: loggers.into_iter().map(JsonLogger::into_config).collect(),
        };
        config.check().map_err(|error| ConfigError {
            field: path + &error.field,
            ..error
        })?;
        Ok(config)
    }

    /// What no field is wrong about by itself.
    fn check(&self) -> Result<(), ConfigError> {
        let mut seen: Vec<(&OutputConfig, String)> = Vec::new();
        for (index, logger) in self.loggers.iter().enumerate() {
            let field = format!("loggers[{index}]");
            let same = |other: &LoggerConfig| other.name == logger.name;
            if let Some(first) = self.loggers[..index].iter().position(same) {
                let problem = format!("`{}` is configured in loggers[{first}] too", logger.name);
                return Err(ConfigError::new(field + ".name", problem));
            }
            for (index, output) in logger.outputs.iter().flatten().enumerate() {
                let field = format!("{field}.output-options[{index}]");
                let same = seen
                    .iter()
                    .find(|(other, _)| other.destination == output.destination);
                match same {
                    Some((other, first)) if *other != output => {
                        let problem = format!("the same output has other options in {first}");
                        return Err(ConfigError::new(field, problem));
                    }
                    Some(_) => {}
                    None => seen.push((output, field)),
                }
            }
        }
        Ok(())
    }
}

/// What is wrong in a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    field: String,
    problem: String,
}

impl ConfigError {
    pub(crate) fn new(field: impl Into<String>, problem: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            problem: problem.into(),
        }
    }

    /// The field that is wrong: `loggers[0].severity`; empty where the text is no
    /// JSON.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        f.write_str(&self.problem)
    }
}

impl std::error::Error for ConfigError {}

/// A logger as JSON has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct JsonLogger {
    #[serde(deserialize_with = "name")]
    name: String,
    #[serde(default, deserialize_with = "severity")]
    severity: JsonSeverity,
    #[serde(default, deserialize_with = "debug_level")]
    debuglevel: DebugLevel,
    #[serde(alias = "output_options")]
    output_options: Option<Vec<JsonOutput>>,
    #[serde(rename = "user-context")]
    _user_context: Option<IgnoredAny>,
    #[serde(rename = "comment")]
    _comment: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonOutput {
    #[serde(deserialize_with = "destination")]
    output: Destination,
    #[serde(default = "yes")]
    flush: bool,
    #[serde(default = "default_max_size")]
    maxsize: u64,
    #[serde(default = "default_max_versions")]
    maxver: usize,
    #[serde(rename = "user-context")]
    _user_context: Option<IgnoredAny>,
    #[serde(rename = "comment")]
    _comment: Option<IgnoredAny>,
}

const fn yes() -> bool {
    true
}

const fn default_max_size() -> u64 {
    DEFAULT_MAX_SIZE
}

const fn default_max_versions() -> usize {
    DEFAULT_MAX_VERSIONS
}

/// A severity by the names that Kea has for it.
#[derive(Clone, Copy, Default)]
enum JsonSeverity {
    #[default]
    Inherited,
    Nothing,
    /// With the level that stands beside it.
    Debug,
    From(Severity),
}

impl JsonLogger {
    fn into_config(self) -> LoggerConfig {
        LoggerConfig {
            name: self.name,
            threshold: match self.severity {
                JsonSeverity::Inherited => None,
                JsonSeverity::Nothing => Some(Threshold::Nothing),
                JsonSeverity::Debug => Some(Threshold::From(Severity::Debug(self.debuglevel))),
                JsonSeverity::From(severity) => Some(Threshold::From(severity)),
            },
            outputs: self
                .output_options
                .map(|outputs| outputs.into_iter().map(JsonOutput::into_config).collect()),
        }
    }
}

impl JsonOutput {
    fn into_config(self) -> OutputConfig {
        OutputConfig {
            destination: self.output,
            flush: self.flush,
            rotation: Rotation {
                max_size: self.maxsize,
                max_versions: self.maxver,
            },
        }
    }
}

fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    if name.is_empty() {
        return Err(D::Error::custom("a logger needs a name"));
    }
    Ok(name)
}

fn severity<'de, D: Deserializer<'de>>(deserializer: D) -> Result<JsonSeverity, D::Error> {
    let name = String::deserialize(deserializer)?;
    Ok(match name.to_ascii_uppercase().as_str() {
        "FATAL" => JsonSeverity::From(Severity::Fatal),
        "ERROR" => JsonSeverity::From(Severity::Error),
        "WARN" => JsonSeverity::From(Severity::Warn),
        "INFO" => JsonSeverity::From(Severity::Info),
        "DEBUG" => JsonSeverity::Debug,
        "NONE" => JsonSeverity::Nothing,
        "DEFAULT" => JsonSeverity::Inherited,
        _ => {
            return Err(D::Error::custom(format_args!(
                "`{name}` is no severity: FATAL, ERROR, WARN, INFO, DEBUG or NONE"
            )));
        }
    })
}

fn debug_level<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DebugLevel, D::Error> {
    let level = i64::deserialize(deserializer)?;
    let valid = u8::try_from(level).ok().and_then(DebugLevel::new);
    valid.ok_or_else(|| {
        D::Error::custom(format_args!(
            "{level} is no debug level: that is a number from 0 to 99"
        ))
    })
}

#[cfg(unix)]
fn is_facility(name: &str) -> bool {
    name.parse::<syslog::Facility>().is_ok()
}

#[cfg(not(unix))]
fn is_facility(_: &str) -> bool {
    false
}

fn destination<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Destination, D::Error> {
    let output = String::deserialize(deserializer)?;
    Ok(match output.as_str() {
        "" => {
            return Err(D::Error::custom(
                "stdout, stderr, syslog or a file is missing",
            ));
        }
        "stdout" => Destination::Stdout,
        "stderr" => Destination::Stderr,
        "syslog" => Destination::Syslog("local0".to_owned()),
        _ => match output.strip_prefix("syslog:") {
            Some(facility) if is_facility(facility) => Destination::Syslog(facility.to_owned()),
            Some(facility) => {
                return Err(D::Error::custom(format_args!(
                    "`{facility}` is no facility of syslog: local0 to local7, daemon, user, ..."
                )));
            }
            None => Destination::File(output.into()),
        },
    })
}
