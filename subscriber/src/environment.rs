//! The filter of a configuration, from the environment or as text.

use crate::config::{Config, ConfigError};
use crate::directives::Filter;
use std::env::{self, VarError};

/// From a filter, or from the environment.
impl Config {
    /// The name of the environment variable that [`from_env`](Self::from_env) reads:
    /// `KEA_LOG`.
    pub const ENV_VAR: &'static str = "KEA_LOG";

    /// Reads the severities of loggers, as a [`Filter`] has them. What passes goes to
    /// standard output.
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
    /// Returns the first mistake, and at which character it stands.
    pub fn from_filter(filter: &str) -> Result<Self, ConfigError> {
        Ok(Self::default().with_filter(filter.parse()?))
    }

    /// Reads the [filter](Filter) in the environment variable `KEA_LOG`. Where it is not set,
    /// or empty, this is the default configuration. [What decides](Config#what-decides) beside
    /// a configuration file is told there.
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

    /// The same configuration with the [filter](Filter) in the environment variable
    /// `KEA_LOG`, as [`with_filter`](Self::with_filter) adds it.
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

    /// The same configuration with the [filter](Filter) in an environment variable of
    /// another name.
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

    /// The same configuration with the severities of a filter.
    ///
    /// The filter holds for the loggers that it names, whatever severity they have otherwise.
    /// Each other logger keeps its own, also below one that the filter names, and all keep
    /// their outputs. A filter that was added before keeps the loggers that this one does
    /// not name. [`Loggers::reload_json`](crate::Loggers::reload_json) keeps the filter.
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
