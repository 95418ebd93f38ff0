//! Kea's JSON, as it is read.

use crate::config::{
    Config, ConfigError, Destination, LoggerConfig, OutputConfig, Rotation, Threshold,
};
use crate::layout::{EXAMPLE_ENTERPRISE, Json, Kea, Layout, Preset, Rfc5424};
use crate::syslog::{Address, Facility};
use json_comments::StripComments;
use kea_messages::{DebugLevel, Severity};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny};
use serde_json::Value;
use std::num::NonZero;

/// From JSON.
impl Config {
    /// Reads a configuration: a JSON object with the key `loggers`, or one whose
    /// only key holds such an object, as in `{ "Dhcp4": { "loggers": [..] } }`.
    ///
    /// Comments are allowed, as in Kea: `//`, `#` and `/* */`. Keys beside `loggers`
    /// are ignored; one that a logger or an output does not know is an error.
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
    /// # Ok::<(), kea_messages_subscriber::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the first mistake, with its field: text that is not valid JSON, a
    /// missing or unknown key, a value that its key cannot have, a logger that is
    /// configured twice, or an output that two loggers give different options.
    pub fn from_json(json: &str) -> Result<Self, ConfigError> {
        let (path, loggers) = find_loggers(json)?;
        let config = read_loggers(loggers).and_then(Self::new);
        config.map_err(|error| error.below(&path))
    }
}

/// The value of `loggers`, and the path of the object that it stands in.
fn find_loggers(json: &str) -> Result<(String, Value), ConfigError> {
    let missing = || ConfigError::new("loggers", "missing field");
    let top = serde_json::from_reader(StripComments::new(json.as_bytes()))
        .map_err(|error| ConfigError::new("", format!("not valid JSON: {error}")))?;
    let Value::Object(mut top) = top else {
        return Err(missing());
    };
    if let Some(loggers) = top.remove("loggers") {
        return Ok((String::new(), loggers));
    }
    let mut entries = top.into_iter();
    match (entries.next(), entries.next()) {
        (Some((key, Value::Object(mut inner))), None) => {
            let path = key + ".";
            let loggers = inner.remove("loggers");
            let loggers = loggers.ok_or_else(|| missing().below(&path))?;
            Ok((path, loggers))
        }
        _ => Err(missing()),
    }
}

fn read_loggers(loggers: Value) -> Result<Vec<LoggerConfig>, ConfigError> {
    let loggers: Result<Vec<JsonLogger>, _> = serde_path_to_error::deserialize(loggers);
    match loggers {
        Ok(loggers) => Ok(loggers.into_iter().map(JsonLogger::into_config).collect()),
        Err(error) => {
            // Of the list itself the path is a dot.
            let path = error.path().to_string();
            let field = format!("loggers{}", path.trim_start_matches('.'));
            Err(ConfigError::new(field, error.into_inner().to_string()))
        }
    }
}

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
    output_options: Option<Vec<OutputConfig>>,
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
    #[serde(default = "default_flush")]
    flush: bool,
    #[serde(default = "default_max_size")]
    maxsize: u64,
    #[serde(default = "default_max_versions")]
    maxver: usize,
    #[serde(default, deserialize_with = "layout")]
    layout: JsonLayout,
    #[serde(default)]
    thread: bool,
    spans: Option<bool>,
    #[serde(default, deserialize_with = "address")]
    address: Option<Address>,
    enterprise: Option<NonZero<u32>>,
    #[serde(rename = "user-context")]
    _user_context: Option<IgnoredAny>,
    #[serde(rename = "comment")]
    _comment: Option<IgnoredAny>,
}

/// What the lines look like, by the name of the layout.
#[derive(Clone, Copy, Default)]
enum JsonLayout {
    #[default]
    Kea,
    Json(Preset),
    Rfc5424,
}

// Kea's defaults.

const fn default_flush() -> bool {
    true
}

const fn default_max_size() -> u64 {
    10_240_000
}

const fn default_max_versions() -> usize {
    1
}

/// A severity by the names that Kea has for it.
#[derive(Clone, Copy, Default)]
enum JsonSeverity {
    #[default]
    Inherited,
    Nothing,
    /// With the level that `debuglevel` has.
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
            outputs: self.output_options,
        }
    }
}

impl<'de> Deserialize<'de> for OutputConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let output = JsonOutput::deserialize(deserializer)?;
        output.into_config().map_err(D::Error::custom)
    }
}

impl JsonOutput {
    fn into_config(self) -> Result<OutputConfig, String> {
        let is_rfc5424 = matches!(self.layout, JsonLayout::Rfc5424);
        if self.enterprise.is_some() && !is_rfc5424 {
            return Err("`enterprise` is for the layout rfc5424".to_owned());
        }
        let layout = match self.layout {
            JsonLayout::Kea => Layout::Kea(Kea {
                time: !matches!(self.output, Destination::Syslog(..)),
                thread: self.thread,
                spans: self.spans.unwrap_or(false),
            }),
            JsonLayout::Json(preset) => Layout::Json(Json {
                preset,
                thread: self.thread,
                spans: self.spans.unwrap_or(true),
            }),
            JsonLayout::Rfc5424 => Layout::Rfc5424(Rfc5424 {
                facility: Facility::LOCAL0,
                enterprise: self.enterprise.map_or(EXAMPLE_ENTERPRISE, NonZero::get),
                thread: self.thread,
                spans: self.spans.unwrap_or(true),
            }),
        };
        let (destination, layout) = match (self.output, self.address) {
            (Destination::Syslog(facility, default), address) => {
                let address = address.unwrap_or(default).checked()?;
                let layout = layout.in_syslog(facility, address.is_remote());
                (Destination::Syslog(facility, address), layout)
            }
            (_, Some(_)) => return Err("`address` is for the output syslog".to_owned()),
            _ if is_rfc5424 => {
                return Err("the layout rfc5424 is for the output syslog".to_owned());
            }
            (other, None) => (other, layout),
        };
        Ok(OutputConfig {
            destination,
            flush: self.flush,
            rotation: Rotation {
                max_size: self.maxsize,
                max_versions: self.maxver,
            },
            layout,
        })
    }
}

fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    if name.is_empty() {
        return Err(D::Error::custom(
            "expected the name of a logger, found \"\"",
        ));
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
                "`{name}` is not a severity: expected FATAL, ERROR, WARN, INFO, DEBUG, NONE or \
                 DEFAULT"
            )));
        }
    })
}

fn layout<'de, D: Deserializer<'de>>(deserializer: D) -> Result<JsonLayout, D::Error> {
    let name = String::deserialize(deserializer)?;
    Ok(match name.as_str() {
        "kea" => JsonLayout::Kea,
        "json" => JsonLayout::Json(Preset::Nested),
        "json-flat" => JsonLayout::Json(Preset::Flat),
        "ecs" => JsonLayout::Json(Preset::Ecs),
        "opentelemetry" => JsonLayout::Json(Preset::OpenTelemetry),
        "rfc5424" => JsonLayout::Rfc5424,
        _ => {
            return Err(D::Error::custom(format_args!(
                "`{name}` is not a layout: expected kea, json, json-flat, ecs, opentelemetry or \
                 rfc5424"
            )));
        }
    })
}

fn debug_level<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DebugLevel, D::Error> {
    let level = i64::deserialize(deserializer)?;
    let valid = u8::try_from(level).ok().and_then(DebugLevel::new);
    valid.ok_or_else(|| {
        D::Error::custom(format_args!(
            "{level} is not a debug level: expected a number from 0 to 99"
        ))
    })
}

fn destination<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Destination, D::Error> {
    let output = String::deserialize(deserializer)?;
    Ok(match output.as_str() {
        "" => {
            return Err(D::Error::custom(
                "expected stdout, stderr, syslog, syslog:FACILITY or a file, found \"\"",
            ));
        }
        "stdout" => Destination::Stdout,
        "stderr" => Destination::Stderr,
        "syslog" => Destination::Syslog(Facility::LOCAL0, Address::Local),
        _ => match output.strip_prefix("syslog:") {
            Some(facility) => {
                let facility = facility.parse().map_err(D::Error::custom)?;
                Destination::Syslog(facility, Address::Local)
            }
            None => Destination::File(output.into()),
        },
    })
}

fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Address>, D::Error> {
    let address = String::deserialize(deserializer)?;
    address.parse().map(Some).map_err(D::Error::custom)
}
