//! Reads the filter of a configuration from text or from an environment variable.

use crate::config::{Config, ConfigError};
use crate::directives::Filter;
use std::env::{self, VarError};

/// Creates configurations from filters.
impl Config {
    /// The name of the environment variable that [`from_env`](Self::from_env) reads:
    /// `KEA_LOG`.
    pub const ENV_VAR: &'static str = "KEA_LOG";

    /// Reads the severities of loggers, in the syntax of a [`Filter`]. Everything
    /// that is logged goes to standard output.
    ///
    /// ```
    /// use kea_messages_subscriber::{Config, Loggers};
    ///
    /// let config = Config::from_filter("warn,my_server::lease=debug(40)")?;
    /// let loggers = Loggers::new("my-server", &config)?;
    /// # Ok::<(), kea_messages_subscriber::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the first mistake, with its position in characters.
    pub fn from_filter(filter: &str) -> Result<Self, ConfigError> {
        Ok(Self::default().with_filter(filter.parse()?))
    }

    /// Reads the [filter](Filter) in the environment variable `KEA_LOG`. If it is not set, or
    /// empty, this is the default configuration. See [Precedence](Config#precedence) for its
    /// combination with a configuration file.
    ///
    /// ```
    /// use kea_messages_subscriber::{Config, Loggers};
    ///
    /// // KEA_LOG='warn,my_server::lease=debug(40)'
    /// let loggers = Loggers::new("my-server", &Config::from_env()?)?;
    /// # Ok::<(), kea_messages_subscriber::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the first mistake. Its [field](ConfigError::field) is the name of the
    /// variable.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::default().with_env()
    }

    /// Adds the [filter](Filter) in the environment variable `KEA_LOG`, as by
    /// [`with_filter`](Self::with_filter).
    ///
    /// ```
    /// use kea_messages_subscriber::{Config, Loggers};
    ///
    /// let json = r#"{ "loggers": [{ "name": "my-server", "severity": "INFO" }] }"#;
    /// let loggers = Loggers::new("my-server", &Config::from_json(json)?.with_env()?)?;
    /// # Ok::<(), kea_messages_subscriber::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`from_env`](Self::from_env).
    pub fn with_env(self) -> Result<Self, ConfigError> {
        self.with_env_var(Self::ENV_VAR)
    }

    /// Adds the [filter](Filter) in an environment variable with another name.
    ///
    /// ```
    /// use kea_messages_subscriber::Config;
    ///
    /// let config = Config::default().with_env_var("MY_SERVER_LOG")?;
    /// # Ok::<(), kea_messages_subscriber::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`from_env`](Self::from_env).
    pub fn with_env_var(self, name: &str) -> Result<Self, ConfigError> {
        let filter = match env::var(name) {
            Ok(filter) => filter,
            Err(VarError::NotPresent) => return Ok(self),
            Err(VarError::NotUnicode(_)) => return Err(ConfigError::new(name, "not UTF-8")),
        };
        let filter = filter.parse::<Filter>();
        let filter = filter.map_err(|error| ConfigError::new(name, error.to_string()))?;
        Ok(self.with_filter(filter))
    }

    /// Adds the severities of a filter.
    ///
    /// The filter overrides the severities of the loggers that it names. Every other logger
    /// keeps its own severity, even below a logger that the filter names, and all loggers
    /// keep their outputs. A filter that was added before still applies to the loggers that
    /// this one does not name. [`Loggers::reload_json`](crate::Loggers::reload_json) keeps
    /// the filter.
    ///
    /// ```
    /// use kea_messages_subscriber::Config;
    ///
    /// let json = r#"{ "loggers": [{ "name": "a", "severity": "INFO" }, { "name": "b" }] }"#;
    /// let config = Config::from_json(json)?.with_filter("a=debug(40),a.c=off".parse()?);
    /// assert_eq!(config.filter().to_string(), "a=debug(40),a.c=off");
    /// # Ok::<(), kea_messages_subscriber::ConfigError>(())
    /// ```
    #[must_use]
    pub fn with_filter(mut self, filter: Filter) -> Self {
        let previous = std::mem::replace(&mut self.filter, filter);
        self.filter.complete(previous);
        self
    }
}
