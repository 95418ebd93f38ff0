//! What the types of a statement determine about its messages.

#[cfg(feature = "records")]
use crate::described::describe_kind;
use crate::emission::{Emission, Outlines};
use crate::gate::{Gate as _, Said};
use crate::kind::{Anything, Kind};
#[cfg(feature = "log")]
use crate::log_level::level as log_level;
use kea_messages_base::severity::Severity;

impl Emission {
    /// Returns what is known about messages of the kind `K` for which the severity `S` is stated.
    pub(crate) const fn of<K: Kind + ?Sized, S: Said>(asks: bool) -> Self {
        Self {
            catalogue: K::LOGGER,
            #[cfg(feature = "tracing")]
            said: S::SEVERITY,
            only: only::<K, S>(),
            severity: most_severe::<K, S>(),
            outlines: outlines::<K>(),
            template: K::TEMPLATE,
            #[cfg(feature = "records")]
            rank: most_severe::<K, S>().rank(),
            #[cfg(feature = "records")]
            logger: match K::LOGGER {
                Some(logger) => logger,
                None => "",
            },
            #[cfg(feature = "records")]
            describe: describe_kind::<K>,
            #[cfg(feature = "log")]
            log_level: log_level(most_severe::<K, S>()),
            #[cfg(feature = "tracing")]
            tracing_level: crate::callsite::level(most_severe::<K, S>()),
            asks,
        }
    }
}

/// Returns the function that passes on the outlines of a kind. Without a feature that calls it, a
/// program does not contain one for each message.
const fn outlines<K: Kind + ?Sized>() -> Outlines {
    if cfg!(any(feature = "metrics", feature = "tracing")) {
        K::outlines
    } else {
        Anything::outlines
    }
}

/// Returns the common severity of all messages of the kind `K` with the stated severity `S`, if
/// they have one.
pub(crate) const fn only<K: Kind + ?Sized, S: Said>() -> Option<Severity> {
    match S::SEVERITY {
        Some(severity) => Some(severity),
        None => K::Gate::SEVERITY,
    }
}

/// Returns the highest severity of a message of the kind `K` with the stated severity `S`.
pub(crate) const fn most_severe<K: Kind + ?Sized, S: Said>() -> Severity {
    match S::SEVERITY {
        Some(severity) => severity,
        None => K::Gate::MOST_SEVERE,
    }
}
