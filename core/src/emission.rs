//! What a statement knows about its messages, and the function that logs a message.

use crate::backend::Backend as _;
use crate::backend::chosen::Chosen;
use crate::gate::{Gate as _, Said};
use crate::kind::{Anything, Kind, Outlines};
use crate::metrics;
use crate::occurrence::{Occurrence, occurrence};
use crate::records;
use crate::site::Site;
use crate::template::Template;
use crate::value::Value;
#[cfg(feature = "records")]
use kea_messages_base::__private::Outline;
use kea_messages_base::severity::Severity;

/// What the types of a statement determine about its messages.
///
/// It is a constant, so that a statement only passes on its address, and that the functions that log
/// do not depend on the types.
#[cfg_attr(
    not(any(feature = "log", feature = "tracing")),
    allow(dead_code, reason = "only backends use all of it")
)]
pub struct Emission {
    /// The logger that the catalogue names.
    catalogue: Option<&'static str>,
    /// The severity that the statement states.
    #[cfg(feature = "tracing")]
    pub(crate) said: Option<Severity>,
    /// The severity of the messages that it can be, if they have the same one.
    only: Option<Severity>,
    /// The highest severity that a message can have.
    pub(crate) severity: Severity,
    /// The function that passes on the outlines of the messages that it can be.
    pub(crate) outlines: Outlines,
    /// The text, if it can be only one message, whose ID is called. Otherwise, it is empty.
    template: Template,
    /// The rank of that severity, for which the severity would have to be compared.
    #[cfg(feature = "records")]
    pub(crate) rank: u8,
    /// The logger that the catalogue names, or an empty string.
    #[cfg(feature = "records")]
    pub(crate) logger: &'static str,
    /// The function that describes this message for a recording.
    #[cfg(feature = "records")]
    pub(crate) describe: records::Describe,
    #[cfg(feature = "log")]
    pub(crate) log_level: ::log::Level,
    #[cfg(feature = "tracing")]
    pub(crate) tracing_level: tracing_core::Level,
    /// Whether the backends are asked when the message has been created, and not before.
    asks: bool,
}

#[cfg_attr(
    not(any(feature = "log", feature = "tracing")),
    allow(dead_code, reason = "only backends use all of it")
)]
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
            describe: records::describe_kind::<K>,
            #[cfg(feature = "log")]
            log_level: crate::backend::log::level(most_severe::<K, S>()),
            #[cfg(feature = "tracing")]
            tracing_level: crate::callsite::level(most_severe::<K, S>()),
            asks,
        }
    }

    /// Returns the target of the messages of a statement.
    #[cfg(any(
        feature = "log",
        feature = "records",
        feature = "testing",
        feature = "tracing"
    ))]
    #[inline]
    pub(crate) const fn target(&self, site: &'static Site) -> &'static str {
        site.target(self.catalogue)
    }

    /// Returns whether a message is wanted that can be, because its severity is enabled.
    #[cold]
    #[inline(never)]
    pub(crate) fn is_wanted(&'static self, site: &'static Site) -> bool {
        Chosen::is_wanted(site, self) || records::is_wanted(site, self)
    }

    /// Logs a message whose ID was called.
    ///
    /// It is inlined where the types of the values are known. The function that contains it exists
    /// once for all messages with the same types.
    #[expect(
        clippy::inline_always,
        reason = "where the kinds of the values are known, only one branch for each of them remains"
    )]
    #[inline(always)]
    pub(crate) fn log<'v, const N: usize>(
        &'static self,
        site: &'static Site,
        show: impl Fn() -> [Value<'v>; N],
    ) {
        let template = &self.template;
        let only = Only {
            site,
            emission: self,
            template,
            show,
        };
        let is_recorded = records::record_only(&only);
        let is_wanted = Chosen::emit_only(&only) || is_recorded;
        metrics::count(
            site,
            self.outlines,
            self.severity,
            template.outline,
            is_wanted,
        );
    }

    /// Logs a message whose ID was called, and which is passed to a closure.
    pub(crate) fn log_shown(
        &'static self,
        site: &'static Site,
        show: impl FnOnce(&Template, &mut dyn FnMut(&Occurrence<'_>)),
    ) {
        if self.asks && !self.is_wanted(site) {
            metrics::count(
                site,
                self.outlines,
                self.severity,
                self.template.outline,
                false,
            );
            return;
        }
        show(&self.template, &mut |occurrence| {
            let is_recorded = records::record_described(site, self, occurrence);
            self.emit(site, self.severity, occurrence, is_recorded);
        });
    }

    /// Returns whether the backends have to be asked about the only message.
    #[inline]
    pub(crate) fn asks(&self) -> bool {
        // If messages are captured, they are created without asking the backends.
        #[cfg(feature = "testing")]
        if crate::backend::captured::takes_all() {
            return true;
        }
        // If messages are recorded, this one may only have been created for that.
        self.asks || records::can_any_be_recorded(self)
    }

    /// Returns the severity of a message.
    #[inline]
    pub(crate) fn severity_of(&self, occurrence: &Occurrence<'_>) -> Severity {
        let severity = self.only.or_else(|| occurrence.severity());
        severity.unwrap_or(self.severity)
    }

    /// Logs a message that can be one of several.
    #[inline]
    pub(crate) fn emit(
        &'static self,
        site: &'static Site,
        severity: Severity,
        occurrence: &Occurrence<'_>,
        is_recorded: bool,
    ) {
        // If the messages have several severities, only the highest of them was checked.
        let asked = metrics::asked(self.only.map(|_| self.outlines));
        let asked = asked.filter(|_| !records::can_be_recorded(severity));
        let is_wanted = Chosen::emit(site, self, severity, occurrence, asked) || is_recorded;
        metrics::count(
            site,
            self.outlines,
            severity,
            occurrence.outline(),
            is_wanted,
        );
    }
}

/// A message whose ID was called, and which is the only one that its statement logs.
#[cfg_attr(
    not(any(feature = "log", feature = "tracing")),
    allow(dead_code, reason = "only backends use all of it")
)]
pub(crate) struct Only<F> {
    pub(crate) site: &'static Site,
    pub(crate) emission: &'static Emission,
    template: &'static Template,
    /// The function that converts the arguments. The compiler knows the kinds of the values only
    /// until the next call of another function, so each backend converts the arguments anew.
    pub(crate) show: F,
}

#[cfg_attr(
    not(any(feature = "log", feature = "tracing")),
    allow(dead_code, reason = "only backends use all of it")
)]
impl<F> Only<F> {
    /// Returns the message with these values.
    #[inline]
    pub(crate) const fn with<'v>(&self, values: &'v [Value<'v>]) -> Occurrence<'v> {
        occurrence(self.template, values)
    }

    /// Returns the outline of its definition.
    #[cfg(feature = "records")]
    pub(crate) const fn outline(&self) -> Outline {
        self.template.outline
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
