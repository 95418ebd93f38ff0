//! Logs problems of a configuration: unknown names, and parts that are ignored.

use crate::config::ConfigWarning;
use crate::layout::Draft;
use crate::loggers::Loggers;
use crate::messages::{LOG_CONFIGURATION_UNSUPPORTED, LOG_LIMIT_UNKNOWN, LOG_LOGGER_UNKNOWN};
use crate::record::Record;
use kea_messages::{Catalogue, Message, emit};
use std::sync::PoisonError;

/// Checks names.
impl Loggers {
    /// Checks the names in the configuration against these catalogues, and returns the unknown
    /// ones, each with the name that was probably meant. It also logs [`LOG_LOGGER_UNKNOWN`] for
    /// each logger that no message uses, and [`LOG_LIMIT_UNKNOWN`] for each limit with an unknown
    /// message or argument. Configurations that are [loaded](Self::reload) later are checked too.
    ///
    /// See [`Config::unknown_loggers`](crate::Config::unknown_loggers) and
    /// [`Config::unknown_limits`](crate::Config::unknown_limits) for the names that are
    /// known. The messages go to the subscriber, so call this after setting one.
    ///
    /// ```
    /// use kea_messages::kea_messages;
    /// use kea_messages_subscriber::{Config, Loggers};
    /// use tracing_subscriber::prelude::*;
    ///
    /// kea_messages! {
    ///     pub static CATALOGUE;
    ///     logger = "kea-dhcp4.alloc-engine";
    ///     /// No address.
    ///     pub info ALLOC_FAIL() = "no address";
    /// }
    ///
    /// # fn main() -> Result<(), kea_messages_subscriber::ConfigError> {
    /// let loggers = Loggers::new("kea-dhcp4", &Config::from_env()?)?;
    /// tracing_subscriber::registry().with(loggers.layer()).init();
    /// loggers.check_names(&[&CATALOGUE]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [`LOG_LIMIT_UNKNOWN`]: fn@crate::messages::LOG_LIMIT_UNKNOWN
    /// [`LOG_LOGGER_UNKNOWN`]: fn@crate::messages::LOG_LOGGER_UNKNOWN
    pub fn check_names(&self, catalogues: &[&'static Catalogue]) -> Vec<ConfigWarning> {
        let known = &self.0.catalogues;
        *known.lock().unwrap_or_else(PoisonError::into_inner) = catalogues.to_vec();
        self.log_unknown()
    }

    pub(super) fn log_unknown(&self) -> Vec<ConfigWarning> {
        let known = &self.0.catalogues;
        let known = known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if known.is_empty() {
            return Vec::new();
        }
        let state = self.0.state.load_full();
        let mut unknown = state.config.unknown_loggers(&self.0.root, &known);
        for problem in &unknown {
            emit!(LOG_LOGGER_UNKNOWN(problem));
        }
        let limits = state.config.unknown_limits(&known);
        for problem in &limits {
            emit!(LOG_LIMIT_UNKNOWN(problem));
        }
        unknown.extend(limits);
        unknown
    }

    /// Logs the warnings of the first configuration, once.
    ///
    /// They are written directly, because the subscriber is not set yet, and does not receive
    /// events.
    pub(crate) fn log_warnings(&self) {
        let warnings = &self.0.warnings;
        let warnings =
            std::mem::take(&mut *warnings.lock().unwrap_or_else(PoisonError::into_inner));
        for warning in warnings {
            LOG_CONFIGURATION_UNSUPPORTED(&warning).visit(&mut |message| {
                let record = Record::of_own(message);
                if self.is_enabled(record.logger, record.severity) {
                    self.write(&record, &mut Draft::new());
                }
            });
        }
    }
}
