//! The levels of loggers, as a filter.

use crate::config::Threshold;
use crate::loggers::Loggers;
use kea_messages::{DebugLevel, Severity, severity_of};
use tracing::level_filters::LevelFilter;
use tracing::subscriber::Interest;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, Filter};

/// The levels as a filter.
impl Loggers {
    /// The levels by themselves, as a filter for other layers, or as a layer for
    /// all the others.
    #[must_use]
    pub fn levels(&self) -> Levels {
        Levels(self.clone())
    }
}

/// Lets through what the loggers let through.
///
/// It is a filter for one layer (`layer.with_filter(loggers.levels())`), and as a
/// layer it filters for all of them. A message passes by its severity and debug
/// level; another event or a span by its level, of which `DEBUG` is `debug(0)`
/// and `TRACE` is `debug(40)`.
#[derive(Clone, Debug)]
pub struct Levels(Loggers);

impl Levels {
    fn is_enabled(&self, metadata: &Metadata<'_>) -> bool {
        let severity =
            severity_of(metadata).unwrap_or_else(|| severity_of_level(*metadata.level()));
        self.0.is_enabled(metadata.target(), severity)
    }

    /// What is said of a callsite holds until the configuration is replaced,
    /// which asks again.
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

/// The severity of an event that is no message.
pub(crate) fn severity_of_level(level: Level) -> Severity {
    let debug = |level| Severity::Debug(DebugLevel::new(level).unwrap_or(DebugLevel::MAX));
    match level {
        Level::ERROR => Severity::Error,
        Level::WARN => Severity::Warn,
        Level::INFO => Severity::Info,
        Level::DEBUG => debug(0),
        Level::TRACE => debug(40),
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
