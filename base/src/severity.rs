//! The severity of a message.

use core::fmt;

/// The severity of a message, as its definition states it.
///
/// The five severities and the debug levels are those of Kea.
///
/// ```
/// use kea_messages_base::severity::{DebugLevel, Severity};
///
/// let severity = Severity::Debug(DebugLevel::new(40).unwrap());
/// assert_eq!(severity.name(), "debug");
/// assert_eq!(severity.to_string(), "debug(40)");
/// assert!(Severity::Error.is_at_least(Severity::Warn));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// The program cannot continue.
    Fatal,
    /// An operation failed.
    Error,
    /// Something is wrong, but the program can handle it.
    Warn,
    /// Information for operators about a program that runs normally.
    Info,
    /// Information for developers; the level says how detailed it is.
    Debug(DebugLevel),
}

impl Severity {
    /// The names of the severities, from the most severe to the least severe.
    pub const NAMES: [&'static str; 5] = ["fatal", "error", "warn", "info", "debug"];

    /// Returns the word for this severity in definitions, in `emit!` and in the field
    /// `severity` of a log record: `fatal`, `error`, `warn`, `info` or `debug`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fatal => "fatal",
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug(_) => "debug",
        }
    }

    /// Returns the debug level, or `None` if this is not the severity `debug`.
    ///
    /// ```
    /// use kea_messages_base::severity::{DebugLevel, Severity};
    ///
    /// assert_eq!(Severity::Debug(DebugLevel::MAX).debug_level(), Some(DebugLevel::MAX));
    /// assert_eq!(Severity::Info.debug_level(), None);
    /// ```
    #[must_use]
    pub const fn debug_level(self) -> Option<DebugLevel> {
        match self {
            Self::Debug(level) => Some(level),
            _ => None,
        }
    }

    /// Returns whether this severity is as severe as `other`, or more severe.
    ///
    /// A debug message with a low level is more severe than one with a high level:
    /// a filter that enables level 40 also enables level 10.
    ///
    /// ```
    /// use kea_messages_base::severity::{DebugLevel, Severity};
    ///
    /// let debug = |level| Severity::Debug(DebugLevel::new(level).unwrap());
    /// assert!(Severity::Warn.is_at_least(Severity::Warn));
    /// assert!(!Severity::Info.is_at_least(Severity::Warn));
    /// assert!(debug(10).is_at_least(debug(40)));
    /// ```
    #[must_use]
    pub const fn is_at_least(self, other: Self) -> bool {
        self.rank() <= other.rank()
    }

    /// The number of severities, where each debug level counts as one.
    pub const COUNT: usize = 5 + DebugLevel::MAX.0 as usize;

    /// Returns the severity as a number below [`COUNT`](Self::COUNT): 0 is the most
    /// severe.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::Fatal => 0,
            Self::Error => 1,
            Self::Warn => 2,
            Self::Info => 3,
            Self::Debug(level) => 4 + level.get(),
        }
    }

    /// Returns the severity with this [`rank`](Self::rank).
    #[must_use]
    pub const fn from_rank(rank: u8) -> Option<Self> {
        match rank {
            0 => Some(Self::Fatal),
            1 => Some(Self::Error),
            2 => Some(Self::Warn),
            3 => Some(Self::Info),
            _ => match DebugLevel::new(rank - 4) {
                Some(level) => Some(Self::Debug(level)),
                None => None,
            },
        }
    }
}

/// Writes the severity as in a definition: `warn`, `debug(40)`.
impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Debug(level) => write!(f, "debug({level})"),
            _ => f.write_str(self.name()),
        }
    }
}

/// The error of parsing a [`Severity`]. Its `Display` says what is wrong and what to
/// write instead.
///
/// ```
/// use kea_messages_base::severity::{ParseSeverityError, Severity};
///
/// assert_eq!("debug".parse::<Severity>(), Err(ParseSeverityError::NoLevel));
/// assert_eq!(
///     ParseSeverityError::NoLevel.to_string(),
///     "`debug` needs a level from 0 to 99: `debug(40)`",
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseSeverityError {
    /// The word is not the name of a severity.
    Unknown,
    /// `debug` has no level.
    NoLevel,
    /// The debug level is not a number from 0 to 99.
    InvalidLevel,
    /// A level was written for a severity that has none.
    UnexpectedLevel(Severity),
}

impl fmt::Display for ParseSeverityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => {
                f.write_str("not a severity: expected fatal, error, warn, info or debug(N)")
            }
            Self::NoLevel => f.write_str("`debug` needs a level from 0 to 99: `debug(40)`"),
            Self::InvalidLevel => f.write_str("a debug level is a number from 0 to 99"),
            Self::UnexpectedLevel(severity) => {
                write!(f, "only `debug` has a level: write `{severity}`")
            }
        }
    }
}

impl core::error::Error for ParseSeverityError {}

/// Parses a severity as written in a definition: `warn`, `debug(40)`. Its parts can be surrounded
/// by spaces.
///
/// ```
/// use kea_messages_base::severity::Severity;
///
/// assert_eq!("warn".parse(), Ok(Severity::Warn));
/// assert!("warning".parse::<Severity>().is_err());
/// ```
impl core::str::FromStr for Severity {
    type Err = ParseSeverityError;

    fn from_str(written: &str) -> Result<Self, ParseSeverityError> {
        let (name, level) = match written.trim_end().split_once('(') {
            Some((name, level)) => (name.trim(), Some(level)),
            None => (written.trim(), None),
        };
        let severity = match name {
            "fatal" => Self::Fatal,
            "error" => Self::Error,
            "warn" => Self::Warn,
            "info" => Self::Info,
            "debug" => {
                let level = level.ok_or(ParseSeverityError::NoLevel)?;
                let level = level
                    .strip_suffix(')')
                    .and_then(|level| level.trim().parse().ok());
                return level
                    .and_then(DebugLevel::new)
                    .map(Self::Debug)
                    .ok_or(ParseSeverityError::InvalidLevel);
            }
            _ => return Err(ParseSeverityError::Unknown),
        };
        match level {
            None => Ok(severity),
            Some(_) => Err(ParseSeverityError::UnexpectedLevel(severity)),
        }
    }
}

/// The level of a debug message, from 0 to 99. A higher level means more detail.
///
/// ```
/// use kea_messages_base::severity::DebugLevel;
///
/// assert_eq!(DebugLevel::new(99).unwrap().get(), 99);
/// assert!(DebugLevel::new(100).is_none());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DebugLevel(u8);

impl DebugLevel {
    /// The highest level, with the most detail.
    pub const MAX: Self = Self(99);

    /// Returns the debug level `level`, or `None` if that is over 99.
    #[must_use]
    pub const fn new(level: u8) -> Option<Self> {
        if level <= Self::MAX.0 {
            Some(Self(level))
        } else {
            None
        }
    }

    /// Returns the level as a number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl fmt::Display for DebugLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;
    use std::string::ToString as _;

    #[test]
    fn written_severities() {
        use ParseSeverityError::{InvalidLevel, NoLevel, UnexpectedLevel, Unknown};
        let debug = |level| Ok(Severity::Debug(DebugLevel(level)));
        let cases = [
            ("fatal", Ok(Severity::Fatal)),
            (" error ", Ok(Severity::Error)),
            ("warn", Ok(Severity::Warn)),
            ("info", Ok(Severity::Info)),
            ("debug(0)", debug(0)),
            ("debug ( 99 ) ", debug(99)),
            ("", Err(Unknown)),
            ("Info", Err(Unknown)),
            ("warning", Err(Unknown)),
            ("trace(1)", Err(Unknown)),
            ("debug", Err(NoLevel)),
            ("debug(100)", Err(InvalidLevel)),
            ("debug(-1)", Err(InvalidLevel)),
            ("debug(x)", Err(InvalidLevel)),
            ("debug()", Err(InvalidLevel)),
            ("debug(1", Err(InvalidLevel)),
            ("warn(1)", Err(UnexpectedLevel(Severity::Warn))),
        ];
        for (written, expected) in cases {
            assert_eq!(written.parse::<Severity>(), expected, "{written:?}");
        }
    }

    #[test]
    fn errors_say_what_to_write() {
        let cases = [
            (
                "purple",
                "not a severity: expected fatal, error, warn, info or debug(N)",
            ),
            ("debug", "`debug` needs a level from 0 to 99: `debug(40)`"),
            ("debug(100)", "a debug level is a number from 0 to 99"),
            ("warn(1)", "only `debug` has a level: write `warn`"),
        ];
        for (written, expected) in cases {
            let error = written.parse::<Severity>().expect_err(written);
            assert_eq!(error.to_string(), expected);
        }
    }

    #[test]
    fn severities_are_ordered_and_written() {
        let mut before: Option<Severity> = None;
        let mut seen = 0;
        for rank in 0..=127 {
            let Some(severity) = Severity::from_rank(rank) else {
                assert!(rank > 103, "{rank}");
                continue;
            };
            seen += 1;
            assert_eq!(severity.rank(), rank);
            assert_eq!(severity.to_string().parse(), Ok(severity));
            assert!(severity.to_string().starts_with(severity.name()));
            assert!(severity.is_at_least(severity));
            if let Some(before) = before {
                assert!(before.is_at_least(severity), "{before} {severity}");
                assert!(!severity.is_at_least(before), "{severity} {before}");
            }
            let level = severity.debug_level();
            assert_eq!(level.is_some(), severity.name() == "debug");
            assert_eq!(level.map_or(rank, |level| level.get() + 4), rank);
            before = Some(severity);
        }
        assert_eq!(seen, 104);
        assert_eq!(seen, Severity::COUNT);
        assert_eq!(DebugLevel::MAX.to_string(), "99");
        assert_eq!(DebugLevel::new(100), None);
    }
}
