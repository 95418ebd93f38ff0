//! Parses the configuration from Kea's JSON.

mod destination;
mod duplicates;
mod file;
mod syntax;

use crate::config::{
    Config, ConfigError, ConfigWarning, Destination, LimitConfig, LoggerConfig, OutputConfig,
    Rotation, Threshold,
};
use crate::json::destination::destination;
use crate::json::duplicates::check_keys;
use crate::json::file::{List, find_lists};
use crate::json::syntax::read_text;
use crate::layout::{EXAMPLE_ENTERPRISE, Json, Kea, Layout, Pattern, Preset, Rfc5424};
use crate::nearest::nearest;
use crate::syslog::{Address, Facility};
use kea_messages::limit::Limit;
use kea_messages::{DebugLevel, Severity};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny};
use serde_json::Value;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::Arc;

/// Parses JSON.
impl Config {
    /// Reads a configuration: a JSON object with the key `loggers`, or a configuration of
    /// Kea, where this key is one level deeper: `{ "Dhcp4": { .., "loggers": [..] } }`.
    /// Before Kea 1.6, it was `"Logging": { "loggers": [..] }` next to `"Dhcp4"`. If several
    /// objects have loggers, all of them are used.
    ///
    /// Comments are allowed, as in Kea: `//`, `#` and `/* */`. Keys next to `loggers` are
    /// ignored; an unknown key of a logger or an output is an error. Features of Kea that
    /// this crate does not support are reported as [warnings](Self::warnings), and the rest
    /// of the configuration is used.
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
    /// Returns the first mistake, with its field: invalid JSON, a missing or
    /// unknown key, an invalid value, a duplicate key or logger, or an output for
    /// which two loggers have different options.
    pub fn from_json(json: &str) -> Result<Self, ConfigError> {
        let text = read_text(json)?;
        let mut warnings = text.warnings;
        check_keys(&text.json)?;
        let mut loggers = Vec::new();
        for list in find_lists(&text.json, &mut warnings)? {
            let path = list.path.clone();
            let read = read_loggers(list, &mut warnings);
            loggers.extend(read.map_err(|error| error.below(&path))?);
        }
        Self::new(loggers, warnings)
    }
}

fn read_loggers(
    list: List,
    warnings: &mut Vec<ConfigWarning>,
) -> Result<Vec<LoggerConfig>, ConfigError> {
    let loggers: Result<Vec<JsonLogger>, _> = serde_path_to_error::deserialize(list.loggers);
    let loggers = loggers.map_err(|error| {
        // For the list itself, the path is a dot.
        let path = error.path().to_string();
        let field = format!("loggers{}", path.trim_start_matches('.'));
        ConfigError::new(field, in_words(&error.into_inner().to_string()))
    })?;
    let mut read = Vec::new();
    for (index, logger) in loggers.into_iter().enumerate() {
        let field = format!("loggers[{index}]");
        read.push(logger.into_config(&list.path, &field, warnings)?);
    }
    Ok(read)
}

/// Returns an error of serde in the words of JSON, with the field that was probably meant.
fn in_words(said: &str) -> String {
    if let Some(rest) = said.strip_prefix("unknown field `") {
        if let Some((found, names)) = rest.split_once("`, expected ") {
            // The names are in backticks, and what is between them is not a name.
            let names: Vec<&str> = names.split('`').skip(1).step_by(2).collect();
            let what = format!("unknown field `{found}`");
            return match nearest(found, names.iter().copied()) {
                Some(meant) => format!("{what}: did you mean `{meant}`?"),
                None => format!("{what}: expected {}", listed(&names)),
            };
        }
    }
    if let Some(rest) = said.strip_prefix("invalid type: ") {
        if let Some((found, expected)) = rest.rsplit_once(", expected ") {
            let value = found.find(['`', '"']).map(|start| &found[start..]);
            let found = match found {
                "map" => "an object",
                "sequence" => "a list",
                kind => value.unwrap_or(kind).trim_matches('`'),
            };
            let expected = match expected {
                "a map" => "an object",
                "a sequence" => "a list",
                kind => kind,
            };
            return format!("expected {expected}, found {found}");
        }
    }
    said.to_owned()
}

#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    rename_all = "kebab-case",
    expecting = "an object"
)]
struct JsonLogger {
    #[serde(deserialize_with = "name")]
    name: String,
    #[serde(default, deserialize_with = "severity")]
    severity: JsonSeverity,
    #[serde(default, deserialize_with = "debug_level")]
    debuglevel: DebugLevel,
    #[serde(alias = "output_options")]
    output_options: Option<Vec<JsonOutput>>,
    #[serde(default)]
    limits: BTreeMap<String, LimitConfig>,
    #[serde(rename = "user-context")]
    _user_context: Option<IgnoredAny>,
    #[serde(rename = "comment")]
    _comment: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
struct JsonOutput {
    /// The destination, and a note if a part of its name is not supported.
    #[serde(deserialize_with = "destination")]
    output: (Destination, Option<String>),
    #[serde(default = "default_flush")]
    flush: bool,
    #[serde(default = "default_max_size", deserialize_with = "number_from_0")]
    maxsize: u64,
    #[serde(default = "default_max_versions", deserialize_with = "number_from_0")]
    maxver: usize,
    #[serde(default, deserialize_with = "layout")]
    layout: JsonLayout,
    #[serde(default, deserialize_with = "pattern")]
    pattern: Option<Pattern>,
    #[serde(default)]
    thread: bool,
    spans: Option<bool>,
    #[serde(default, rename = "error-sources")]
    error_sources: bool,
    #[serde(default, deserialize_with = "address")]
    address: Option<Address>,
    #[serde(default, deserialize_with = "enterprise")]
    enterprise: Option<NonZero<u32>>,
    #[serde(rename = "user-context")]
    _user_context: Option<IgnoredAny>,
    #[serde(rename = "comment")]
    _comment: Option<IgnoredAny>,
}

/// The layout of lines, by its name.
#[derive(Clone, Copy, Default)]
enum JsonLayout {
    #[default]
    Kea,
    Json(Preset),
    Rfc5424,
}

// The defaults are those of Kea.

const fn default_flush() -> bool {
    true
}

const fn default_max_size() -> u64 {
    10_240_000
}

const fn default_max_versions() -> usize {
    1
}

/// A severity, by its name in Kea's configuration.
#[derive(Clone, Copy, Default)]
enum JsonSeverity {
    #[default]
    Inherited,
    Nothing,
    /// `DEBUG`, for which the key `debuglevel` has the level.
    Debug,
    From(Severity),
}

impl JsonLogger {
    /// Converts the logger. Its path in the configuration is `path` followed by `field`.
    fn into_config(
        self,
        path: &str,
        field: &str,
        warnings: &mut Vec<ConfigWarning>,
    ) -> Result<LoggerConfig, ConfigError> {
        let read = |(index, output): (usize, JsonOutput)| {
            let field = format!("{field}.output-options[{index}]");
            let notes = output.pattern.iter().flat_map(Pattern::notes);
            let notes = notes.map(|note| ("pattern", note));
            let (_, note) = &output.output;
            let notes = note.iter().map(|note| ("output", note)).chain(notes);
            let warning = |(key, note)| ConfigWarning::new(format!("{path}{field}.{key}"), note);
            warnings.extend(notes.map(warning));
            let config = output.into_config();
            config.map_err(|(key, problem)| ConfigError::new(format!("{field}.{key}"), problem))
        };
        let outputs = self.output_options.map(Vec::into_iter);
        let outputs = outputs.map(|outputs| outputs.enumerate().map(read).collect());
        Ok(LoggerConfig {
            outputs: outputs.transpose()?,
            name: self.name,
            threshold: match self.severity {
                JsonSeverity::Inherited => None,
                JsonSeverity::Nothing => Some(Threshold::Nothing),
                JsonSeverity::Debug => Some(Threshold::From(Severity::Debug(self.debuglevel))),
                JsonSeverity::From(severity) => Some(Threshold::From(severity)),
            },
            limits: self.limits,
            field: format!("{path}{field}"),
        })
    }
}

impl<'de> Deserialize<'de> for LimitConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text != Self::NONE {
            Limit::parse(&text).map_err(D::Error::custom)?;
        }
        Ok(Self(text))
    }
}

impl JsonOutput {
    /// Returns the mistake if an option cannot be combined with the pattern of the output.
    fn contradiction(&self) -> Option<Mistake> {
        let pattern = self.pattern.as_ref()?;
        let shows_spans = self
            .spans
            .is_some_and(|spans| spans != pattern.shows_spans());
        let (key, problem) = match self.layout {
            JsonLayout::Json(_) => ("layout", "a JSON line cannot have a `pattern`"),
            JsonLayout::Rfc5424 => ("layout", "an RFC 5424 record cannot have a `pattern`"),
            JsonLayout::Kea if self.thread => (
                "thread",
                "cannot be combined with a `pattern`: write `%t` in the pattern instead",
            ),
            JsonLayout::Kea if shows_spans => (
                "spans",
                "cannot be combined with a `pattern`: write `%x` in the pattern instead",
            ),
            JsonLayout::Kea => return None,
        };
        Some((key, problem.to_owned()))
    }

    fn into_config(mut self) -> Result<OutputConfig, Mistake> {
        if let Some(mistake) = self.contradiction() {
            return Err(mistake);
        }
        let sources = self.error_sources;
        if let Some(pattern) = self.pattern.as_mut().filter(|_| sources) {
            if !pattern.show_sources() {
                let problem = "cannot be combined with a `pattern` without `%m`, because the \
                               sources follow `%m`";
                return Err(("error-sources", problem.to_owned()));
            }
        }
        let is_rfc5424 = matches!(self.layout, JsonLayout::Rfc5424);
        if self.enterprise.is_some() && !is_rfc5424 {
            let problem = "only the layout rfc5424 has an `enterprise`";
            return Err(("enterprise", problem.to_owned()));
        }
        let layout = match (self.layout, self.pattern) {
            (JsonLayout::Kea, Some(pattern)) => Layout::Pattern(Arc::new(pattern)),
            (JsonLayout::Kea, None) => Layout::Kea(Kea {
                time: !matches!(self.output.0, Destination::Syslog(..)),
                thread: self.thread,
                spans: self.spans.unwrap_or(false),
                sources,
            }),
            (JsonLayout::Json(preset), _) => Layout::Json(Json {
                preset,
                thread: self.thread,
                spans: self.spans.unwrap_or(true),
                sources,
            }),
            (JsonLayout::Rfc5424, _) => Layout::Rfc5424(Rfc5424 {
                facility: Facility::LOCAL0,
                enterprise: self.enterprise.map_or(EXAMPLE_ENTERPRISE, NonZero::get),
                thread: self.thread,
                spans: self.spans.unwrap_or(true),
                sources,
            }),
        };
        let (destination, layout) = match (self.output.0, self.address) {
            (Destination::Syslog(facility, default), address) => {
                let address = address.unwrap_or(default).checked();
                let address = address.map_err(|problem| ("address", problem))?;
                let layout = layout.in_syslog(facility, address.is_remote());
                (Destination::Syslog(facility, address), layout)
            }
            (_, Some(_)) => {
                let problem = "only the output syslog has an `address`";
                return Err(("address", problem.to_owned()));
            }
            _ if is_rfc5424 => {
                let problem = "the layout rfc5424 is for the output syslog";
                return Err(("layout", problem.to_owned()));
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

/// A mistake that concerns several options of an output: the key at which it is reported, and what
/// to write instead.
type Mistake = (&'static str, String);

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
        "DEFAULT" | "DFLT" => JsonSeverity::Inherited,
        _ => {
            let names = ["FATAL", "ERROR", "WARN", "INFO", "DEBUG", "NONE", "DEFAULT"];
            return Err(unknown(&name, "a severity", &names));
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
            let names = [
                "kea",
                "json",
                "json-flat",
                "ecs",
                "opentelemetry",
                "rfc5424",
            ];
            return Err(unknown(&name, "a layout", &names));
        }
    })
}

/// Returns the error for an unknown name. It suggests the most similar name or, if there is none,
/// lists all names.
fn unknown<E: serde::de::Error>(name: &str, what: &str, names: &[&str]) -> E {
    let expected = match nearest(name, names.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("expected {}", listed(names)),
    };
    E::custom(format_args!("`{name}` is not {what}: {expected}"))
}

fn listed(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, names)) if !names.is_empty() => format!("{} or {last}", names.join(", ")),
        _ => names.concat(),
    }
}

/// Parses a pattern. As in Kea, an empty pattern is ignored.
fn pattern<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Pattern>, D::Error> {
    let pattern = String::deserialize(deserializer)?;
    if pattern.is_empty() {
        return Ok(None);
    }
    pattern.parse().map(Some).map_err(D::Error::custom)
}

fn debug_level<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DebugLevel, D::Error> {
    let level = Value::deserialize(deserializer)?;
    let valid = number::<u8>(&level).and_then(DebugLevel::new);
    valid.ok_or_else(|| {
        D::Error::custom(format_args!(
            "{level} is not a debug level: expected a number from 0 to 99"
        ))
    })
}

/// Converts a JSON number, if it is an integer that is not negative and fits into the type.
fn number<T: TryFrom<u64>>(value: &Value) -> Option<T> {
    T::try_from(value.as_u64()?).ok()
}

fn number_from_0<'de, D: Deserializer<'de>, T: TryFrom<u64>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let expected = || format!("expected a whole number from 0, found {value}");
    number(&value).ok_or_else(|| D::Error::custom(expected()))
}

fn enterprise<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<NonZero<u32>>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let valid = number(&value).and_then(NonZero::new);
    let expected = || {
        format!(
            "expected a whole number from 1 to {}, found {value}",
            u32::MAX
        )
    };
    valid.map_or_else(
        || Err(D::Error::custom(expected())),
        |valid| Ok(Some(valid)),
    )
}

fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Address>, D::Error> {
    let address = String::deserialize(deserializer)?;
    address.parse().map(Some).map_err(D::Error::custom)
}
