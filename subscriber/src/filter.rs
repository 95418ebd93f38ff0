//! A filter by the severities and debug levels of the loggers.

use crate::config::Threshold;
use crate::loggers::Loggers;
use crate::record::severity_of_level;
use kea_messages::{Severity, severity_of};
use tracing::level_filters::LevelFilter;
use tracing::subscriber::Interest;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, Filter};

/// Creates filters for other layers.
impl Loggers {
    /// Returns the severities and debug levels as a filter for another layer, or as a layer that
    /// filters for all other layers.
    ///
    /// ```
    /// use kea_messages_subscriber::{Config, Loggers};
    /// use tracing_subscriber::prelude::*;
    ///
    /// # fn main() -> Result<(), kea_messages_subscriber::ConfigError> {
    /// let config = Config::from_json(r#"{ "loggers": [{ "name": "my-server" }] }"#)?;
    /// let loggers = Loggers::new("my-server", &config)?;
    /// // One layer writes Kea's lines, and the other the same events in the format of `fmt`.
    /// let other = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    /// tracing_subscriber::registry()
    ///     .with(loggers.layer())
    ///     .with(other.with_filter(loggers.levels()))
    ///     .init();
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn levels(&self) -> Levels {
        Levels(self.clone())
    }
}

/// A filter with the severities of the loggers. [`Loggers::levels`] returns it.
///
/// As a [`Filter`], it filters for one layer, and as a [`Layer`], for all layers of
/// the subscriber. Messages are filtered by their severity and debug level. Other
/// events and spans are filtered by their level, where `DEBUG` counts as `debug(0)`
/// and `TRACE` as `debug(40)`, the level at which Kea begins to trace.
///
/// `tracing` caches the result for a callsite, and updates it when the loggers
/// are reconfigured.
#[derive(Clone, Debug)]
pub struct Levels(Loggers);

impl Levels {
    fn is_enabled(&self, metadata: &Metadata<'_>) -> bool {
        let severity =
            severity_of(metadata).unwrap_or_else(|| severity_of_level(*metadata.level()));
        self.0.is_enabled(metadata.target(), severity)
    }

    /// Returns whether a callsite is enabled. The result does not depend on the event, and is valid
    /// until the configuration is replaced.
    fn interest(&self, metadata: &Metadata<'_>) -> Interest {
        if self.is_enabled(metadata) {
            Interest::always()
        } else {
            Interest::never()
        }
    }

    fn max_level(&self) -> LevelFilter {
        match self.0.loosest() {
            Threshold::Nothing => LevelFilter::OFF,
            Threshold::From(Severity::Fatal | Severity::Error) => LevelFilter::ERROR,
            Threshold::From(Severity::Warn) => LevelFilter::WARN,
            Threshold::From(Severity::Info) => LevelFilter::INFO,
            Threshold::From(least @ Severity::Debug(_)) => {
                if severity_of_level(Level::TRACE).is_at_least(least) {
                    LevelFilter::TRACE
                } else {
                    LevelFilter::DEBUG
                }
            }
        }
    }
}

impl<S> Filter<S> for Levels {
    fn enabled(&self, metadata: &Metadata<'_>, _: &Context<'_, S>) -> bool {
        self.is_enabled(metadata)
    }

    fn callsite_enabled(&self, metadata: &'static Metadata<'static>) -> Interest {
        self.interest(metadata)
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.max_level())
    }
}

impl<S: Subscriber> Layer<S> for Levels {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        self.interest(metadata)
    }

    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        self.is_enabled(metadata)
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.max_level())
    }
}
