//! How severe a message is.

use core::fmt;

/// How severe a message is, as its definition states it.
///
/// The five severities and the debug levels are Kea's.
///
/// ```
/// use kea_messages_catalog::severity::{DebugLevel, Severity};
///
/// let severity = Severity::Debug(DebugLevel::new(40).unwrap());
/// assert_eq!(severity.name(), "debug");
/// assert_eq!(severity.to_string(), "debug(40)");
/// assert!(Severity::Error.is_at_least(Severity::Warn));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// The program cannot go on.
    Fatal,
    /// Something that was asked for could not be done.
    Error,
    /// Something is wrong, and the program copes.
    Warn,
    /// What an operator wants to know of a program that runs as it should.
    Info,
    /// What a developer wants to know, in the detail that the level gives.
    Debug(DebugLevel),
}

impl Severity {
    /// The names of the severities, most severe first.
    pub const NAMES: [&'static str; 5] = ["fatal", "error", "warn", "info", "debug"];

    /// The word for this severity in definitions, in `emit!` and in the field
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

    /// The debug level, if this is the severity `debug`.
    #[must_use]
    pub const fn debug_level(self) -> Option<DebugLevel> {
        match self {
            Self::Debug(level) => Some(level),
            _ => None,
        }
    }

    /// Whether this severity is as severe as `other`, or more. A debug message
    /// of a low level counts as more severe than one of a high level: whoever
    /// asks to see level 40 sees level 10 too.
    #[must_use]
    pub const fn is_at_least(self, other: Self) -> bool {
        self.rank() <= other.rank()
    }

    /// The severity as a number below 128: 0 for the most severe.
    pub(crate) const fn rank(self) -> u8 {
        match self {
            Self::Fatal => 0,
            Self::Error => 1,
            Self::Warn => 2,
            Self::Info => 3,
            Self::Debug(level) => 4 + level.get(),
        }
    }

    /// The severity that [`rank`](Self::rank) made a number.
    pub(crate) const fn from_rank(rank: u8) -> Option<Self> {
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

/// As definitions write it: `warn`, `debug(40)`.
impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Debug(level) => write!(f, "debug({level})"),
            _ => f.write_str(self.name()),
        }
    }
}

/// A severity that is written wrong. Its `Display` says what to write instead.
#[cfg(feature = "model")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeverityError(alloc::string::String);

#[cfg(feature = "model")]
impl SeverityError {
    /// What to say of a word that is no severity.
    #[must_use]
    pub fn unknown(word: &str) -> Self {
        Self(match crate::nearest(word, &Severity::NAMES) {
            Some("debug") => alloc::format!("`{word}` is no severity: did you mean `debug(40)`?"),
            Some(name) => alloc::format!("`{word}` is no severity: did you mean `{name}`?"),
            None => alloc::format!(
                "`{word}` is no severity: write fatal, error, warn, info or debug(N)"
            ),
        })
    }

    /// What to say of `debug` without a level.
    pub const NO_LEVEL: &str = "`debug` needs a level from 0 to 99: `debug(40)`";

    /// What to say of a level that is none.
    pub const NOT_A_LEVEL: &str = "a debug level is a number from 0 to 99";
}

#[cfg(feature = "model")]
impl fmt::Display for SeverityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(feature = "model")]
impl core::error::Error for SeverityError {}

/// As definitions write it.
///
/// ```
/// use kea_messages_catalog::severity::Severity;
///
/// assert_eq!("warn".parse(), Ok(Severity::Warn));
/// let error = "warning".parse::<Severity>().unwrap_err();
/// assert_eq!(error.to_string(), "`warning` is no severity: did you mean `warn`?");
/// ```
#[cfg(feature = "model")]
impl core::str::FromStr for Severity {
    type Err = SeverityError;

    fn from_str(written: &str) -> Result<Self, SeverityError> {
        let error = |reason: &str| Err(SeverityError(reason.into()));
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
                let Some(level) = level else {
                    return error(SeverityError::NO_LEVEL);
                };
                let level = level
                    .strip_suffix(')')
                    .and_then(|level| level.trim().parse().ok());
                return match level.and_then(DebugLevel::new) {
                    Some(level) => Ok(Self::Debug(level)),
                    None => error(SeverityError::NOT_A_LEVEL),
                };
            }
            word => return Err(SeverityError::unknown(word)),
        };
        match level {
            None => Ok(severity),
            Some(_) => Err(SeverityError(alloc::format!(
                "only `debug` has a level: write `{severity}` alone"
            ))),
        }
    }
}

/// The level of a debug message, 0 to 99; the higher, the more detail.
///
/// ```
/// use kea_messages_catalog::severity::DebugLevel;
///
/// assert_eq!(DebugLevel::new(99).unwrap().get(), 99);
/// assert!(DebugLevel::new(100).is_none());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DebugLevel(u8);

impl DebugLevel {
    /// The highest level, the one with the most detail.
    pub const MAX: Self = Self(99);

    /// The debug level `level`, or `None` if that is over 99.
    #[must_use]
    pub const fn new(level: u8) -> Option<Self> {
        if level <= Self::MAX.0 {
            Some(Self(level))
        } else {
            None
        }
    }

    /// The level as a number.
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
