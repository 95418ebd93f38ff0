//! Parses the severities of loggers from one line, such as the value of an environment variable.

use crate::nearest::nearest;
use crate::problem::ConfigError;
use crate::threshold::Threshold;
use kea_messages::record::FIRST_TRACE_LEVEL;
use kea_messages::{DebugLevel, Severity};
use std::fmt;
use std::str::FromStr;

/// The severities of loggers in one line: `warn,kea-dhcp4.alloc-engine=debug(40)`.
///
/// It has the syntax of `EnvFilter` and `env_logger`, with the addition of debug levels.
/// Directives are separated by commas:
///
/// | directive | what is logged |
/// |---|---|
/// | `warn` | `WARN` and above, for all loggers without their own severity |
/// | `kea-dhcp4.alloc-engine=debug(40)` | everything up to debug level 40, for this logger and those below it |
/// | `my_server::lease=off` | nothing from this module |
/// | `my_server::lease` | everything from this module |
///
/// A severity is `off`, `fatal`, `error`, `warn`, `info`, `debug(LEVEL)`, or one of two words
/// with the same meaning as in `EnvFilter`: `debug` is `debug(39)`, just below the level at
/// which Kea begins to trace, and `trace` is `debug(99)`.
///
/// The `Display` of a filter has the same syntax. Spans, fields and regular expressions,
/// which other filters support, are errors.
///
/// ```
/// use kea_messages_subscriber::Filter;
///
/// let filter: Filter = "WARN, kea-dhcp4.leases = debug(40), noisy=off".parse()?;
/// assert_eq!(filter.to_string(), "warn,kea-dhcp4.leases=debug(40),noisy=off");
///
/// let error = "warn,kea-dhcp4=inof".parse::<Filter>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`inof` at character 16 is not a severity: did you mean `info`?",
/// );
/// # Ok::<(), kea_messages_subscriber::ConfigError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter(Vec<Directive>);

/// The severity of one logger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Directive {
    /// The name of the logger, which is empty for the root.
    pub(crate) name: String,
    pub(crate) threshold: Threshold,
}

impl Filter {
    pub(crate) fn directives(&self) -> &[Directive] {
        &self.0
    }

    /// Adds the directives of another filter for the loggers that this filter does not name.
    pub(crate) fn complete(&mut self, other: Self) {
        for directive in other.0 {
            if !self.0.iter().any(|own| own.name == directive.name) {
                self.0.push(directive);
            }
        }
    }
}

impl FromStr for Filter {
    type Err = ConfigError;

    fn from_str(text: &str) -> Result<Self, ConfigError> {
        let mut directives: Vec<(usize, Directive)> = Vec::new();
        let mut offset = 0;
        for part in text.split(',') {
            let word = Word {
                filter: text,
                offset,
                text: part,
            };
            offset += part.len() + 1;
            let word = word.trimmed();
            if word.text.is_empty() {
                continue;
            }
            let directive = read_directive(word).map_err(|error| ConfigError::new("", error))?;
            let at = word.character();
            let same = |(_, other): &&(usize, Directive)| other.name == directive.name;
            if let Some((first, _)) = directives.iter().find(same) {
                let what = match directive.name.as_str() {
                    "" => "severity without a logger".to_owned(),
                    name => format!("logger `{name}`"),
                };
                let problem =
                    format!("duplicate {what} at character {at}, first at character {first}");
                return Err(ConfigError::new("", problem));
            }
            directives.push((at, directive));
        }
        Ok(Self(directives.into_iter().map(|(_, it)| it).collect()))
    }
}

/// A part of a filter, with its position.
#[derive(Clone, Copy)]
struct Word<'a> {
    filter: &'a str,
    offset: usize,
    text: &'a str,
}

impl Word<'_> {
    fn trimmed(self) -> Self {
        let word = self.text.trim_start();
        Self {
            offset: self.offset + self.text.len() - word.len(),
            text: word.trim_end(),
            ..self
        }
    }

    /// Returns the position of the word in the filter, in characters and starting with 1.
    fn character(self) -> usize {
        self.filter[..self.offset].chars().count() + 1
    }

    /// Splits the word at its first equals sign.
    fn halves(self) -> Option<(Self, Self)> {
        let (name, severity) = self.text.split_once('=')?;
        let severity = Self {
            offset: self.offset + name.len() + 1,
            text: severity,
            ..self
        };
        Some((Self { text: name, ..self }.trimmed(), severity.trimmed()))
    }
}

impl fmt::Display for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` at character {}", self.text, self.character())
    }
}

const SEVERITIES: [&str; 7] = ["off", "fatal", "error", "warn", "info", "debug", "trace"];

/// The threshold that lets everything pass.
const EVERYTHING: Threshold = Threshold::From(Severity::Debug(debug_level(99)));

const fn debug_level(level: u8) -> DebugLevel {
    match DebugLevel::new(level) {
        Some(level) => level,
        None => FIRST_TRACE_LEVEL,
    }
}

fn read_directive(word: Word<'_>) -> Result<Directive, String> {
    let Some((name, severity)) = word.halves() else {
        let lone = match read_severity(word) {
            Ok(threshold) => Directive {
                name: String::new(),
                threshold,
            },
            Err(problem) if word.text.contains('(') => return Err(problem),
            Err(problem) if meant(word.text).is_some() => {
                let name = word.text;
                return Err(format!(
                    "{problem} To log all messages of a logger of this name, write `{name}=trace`"
                ));
            }
            Err(_) => Directive {
                name: read_name(word)?,
                threshold: EVERYTHING,
            },
        };
        return Ok(lone);
    };
    let name = read_name(name)?;
    if severity.text.is_empty() {
        let at = severity.character();
        return Err(format!(
            "expected a severity for `{name}` at character {at}"
        ));
    }
    let threshold = read_severity(severity)?;
    Ok(Directive { name, threshold })
}

fn read_name(word: Word<'_>) -> Result<String, String> {
    if word.text.is_empty() {
        let at = word.character();
        return Err(format!("expected the name of a logger at character {at}"));
    }
    for (offset, character) in word.text.char_indices() {
        let here = Word {
            offset: word.offset + offset,
            ..word
        };
        let at = here.character();
        if "[]{}".contains(character) {
            return Err(format!(
                "unexpected `{character}` at character {at}: a filter of spans and their fields \
                 is not supported"
            ));
        }
        let is_half = character == ':' && !is_of_two_colons(word.text, offset);
        if character == '*' {
            return Err(format!(
                "unexpected `*` at character {at}: the name of a logger also applies to the \
                 loggers below it"
            ));
        }
        if is_half
            || character.is_whitespace()
            || character.is_control()
            || "()/\"'`;".contains(character)
        {
            return Err(format!(
                "unexpected {character:?} at character {at} in the name of a logger"
            ));
        }
    }
    Ok(word.text.to_owned())
}

/// Whether the colon at this position is one of the two in `::`.
fn is_of_two_colons(name: &str, at: usize) -> bool {
    name[at..].starts_with("::") || name[..at].ends_with(':')
}

fn read_severity(word: Word<'_>) -> Result<Threshold, String> {
    let lower = word.text.to_ascii_lowercase();
    if let Some(level) = lower
        .strip_prefix("debug(")
        .and_then(|it| it.strip_suffix(')'))
    {
        let level = level.trim();
        let number = level.parse().ok().and_then(DebugLevel::new);
        return number.map_or_else(
            || {
                Err(format!(
                    "{word}: `{level}` is not a debug level: expected a number from 0 to 99"
                ))
            },
            |level| Ok(Threshold::From(Severity::Debug(level))),
        );
    }
    Ok(Threshold::From(match lower.as_str() {
        "off" | "none" => return Ok(Threshold::Nothing),
        "fatal" => Severity::Fatal,
        "error" => Severity::Error,
        "warn" => Severity::Warn,
        "info" => Severity::Info,
        "debug" => Severity::Debug(debug_level(FIRST_TRACE_LEVEL.get() - 1)),
        "trace" => return Ok(EVERYTHING),
        _ => {
            let problem = format!("{word} is not a severity");
            return Err(match meant(word.text) {
                Some("debug")
                    if word
                        .text
                        .contains(|it: char| it == '(' || it.is_ascii_digit()) =>
                {
                    format!("{problem}: did you mean `debug(40)`?")
                }
                Some(name) => format!("{problem}: did you mean `{name}`?"),
                None => {
                    format!("{problem}: expected off, fatal, error, warn, info or debug(LEVEL)")
                }
            });
        }
    }))
}

/// Returns the severity that the word is probably a misspelling of.
fn meant(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    let word = word.split('(').next().unwrap_or_default();
    let is_form = |name: &&str| word.starts_with(*name) || word.len() > 2 && name.starts_with(word);
    let form = SEVERITIES.into_iter().find(is_form);
    form.or_else(|| nearest(word, SEVERITIES))
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Directive { name, threshold }) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            if !name.is_empty() {
                write!(f, "{name}=")?;
            }
            match threshold {
                Threshold::Nothing => f.write_str("off"),
                Threshold::From(Severity::Debug(level)) => write!(f, "debug({})", level.get()),
                Threshold::From(severity) => f.write_str(severity.name()),
            }?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
