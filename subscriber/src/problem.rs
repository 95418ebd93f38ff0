//! Errors and warnings about a configuration.

use std::fmt;

/// The error for an invalid configuration, with the field that is wrong.
///
/// Its `Display` begins with the field:
///
/// ```
/// use kea_messages_subscriber::Config;
///
/// let json = r#"{ "Dhcp4": { "loggers": [{ "name": "kea-dhcp4", "debuglevel": 100 }] } }"#;
/// let error = Config::from_json(json).unwrap_err();
/// assert_eq!(error.field(), "Dhcp4.loggers[0].debuglevel");
/// assert_eq!(
///     error.to_string(),
///     "Dhcp4.loggers[0].debuglevel: 100 is not a debug level: expected a number from 0 to 99",
/// );
/// ```
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

    /// Prepends the path of the object that contains the configuration.
    pub(crate) fn below(self, path: &str) -> Self {
        Self {
            field: format!("{path}{}", self.field),
            ..self
        }
    }

    /// Returns the path of the field that is wrong, such as
    /// `loggers[0].severity`. It is empty if the text is not valid JSON.
    ///
    /// ```
    /// use kea_messages_subscriber::Config;
    ///
    /// assert_eq!(Config::from_json("{").unwrap_err().field(), "");
    /// assert_eq!(Config::from_json("{}").unwrap_err().field(), "loggers");
    /// ```
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

/// A part of a configuration that is not supported.
/// [`Config::warnings`](crate::Config::warnings) returns them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigWarning(ConfigError);

impl ConfigWarning {
    pub(crate) fn new(field: impl Into<String>, problem: impl Into<String>) -> Self {
        Self(ConfigError::new(field, problem))
    }

    /// Returns the path of the unsupported field, such as `loggers[0].output-options[0].pattern`,
    /// or the line and column of the part if it has no field.
    ///
    /// ```
    /// use kea_messages_subscriber::Config;
    ///
    /// let config = Config::from_json(r#"{ "Dhcp4": { "valid-lifetime": 3600 } }"#)?;
    /// assert_eq!(config.warnings()[0].field(), "Dhcp4.loggers");
    /// # Ok::<(), kea_messages_subscriber::ConfigError>(())
    /// ```
    #[must_use]
    pub fn field(&self) -> &str {
        self.0.field()
    }
}

impl fmt::Display for ConfigWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
