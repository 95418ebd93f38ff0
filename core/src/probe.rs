//! Determines for `emit!` and `enabled!` whether a message is enabled, and logs it.

use crate::backend::Backend as _;
use crate::backend::chosen::Chosen;
use crate::gate::{Gate, Said};
use crate::kind::{Anything, Kind, Outlines};
use crate::message::Message;
use crate::metrics;
use crate::occurrence::Occurrence;
use crate::records;
use crate::site::Site;
use core::marker::PhantomData;
use kea_messages_base::severity::Severity;

/// Checks whether a message of the kind `K` is enabled, and logs it.
pub struct Probe<K: ?Sized, S> {
    site: &'static Site,
    // This is not `PhantomData<(K, S)>`, so that the probe is always `Send` and `Sync`, because it
    // can be held across an `.await` in the arguments.
    kind: PhantomData<fn(&K, S)>,
}

impl<K: ?Sized, S: Said> Probe<K, S> {
    /// Creates a probe for the statement at this site.
    #[inline]
    #[must_use]
    pub const fn new(site: &'static Site) -> Self {
        Self {
            site,
            kind: PhantomData,
        }
    }

    /// Returns whether a message of this kind is enabled, or has to be created to be counted.
    ///
    /// It is inlined, because a disabled message should only cost a load, a compare and a branch.
    #[inline]
    #[must_use]
    pub fn is_enabled(&self) -> bool
    where
        K: Kind,
    {
        Chosen::is_enabled::<K>(self.site, most_severe::<K, S>(), S::SEVERITY)
            || records::is_enabled::<K>(self.site, most_severe::<K, S>())
            || metrics::is_visited(self.site, K::outlines, severity::<K, S>())
    }

    /// Logs a message.
    #[inline]
    pub(crate) fn emit<M>(&self, message: &M)
    where
        M: Message + ?Sized,
        K: Kind,
    {
        let emission = Emission {
            site: self.site,
            logger: K::LOGGER,
            only: severity::<K, S>(),
            most_severe: K::Gate::MOST_SEVERE,
            outlines: const { outlines::<K>() },
        };
        if cfg!(feature = "records") {
            message.visit(&mut |occurrence| {
                let severity = emission.severity(occurrence);
                let is_recorded = records::record::<K>(self.site, severity, occurrence, message);
                emission.emit(severity, occurrence, is_recorded);
            });
        } else {
            message.visit(&mut visitor(&emission));
        }
    }
}

/// What is known about a message that is being logged.
///
/// It does not depend on the types, so that a program has one function that logs, and not one for
/// each message.
struct Emission {
    site: &'static Site,
    /// The logger that the catalogue names.
    logger: Option<&'static str>,
    /// The severity of the messages that it can be, if they have the same one.
    only: Option<Severity>,
    most_severe: Severity,
    outlines: Outlines,
}

/// Returns the closure that logs the message. Only its own function makes its type independent of
/// the message.
#[inline]
fn visitor(emission: &Emission) -> impl FnMut(&Occurrence<'_>) + use<'_> {
    |occurrence| emission.emit(emission.severity(occurrence), occurrence, false)
}

impl Emission {
    #[inline]
    fn severity(&self, occurrence: &Occurrence<'_>) -> Severity {
        let severity = self.only.or_else(|| occurrence.severity());
        severity.unwrap_or(self.most_severe)
    }

    #[inline]
    fn emit(&self, severity: Severity, occurrence: &Occurrence<'_>, is_recorded: bool) {
        let Self { site, outlines, .. } = *self;
        // If the messages have several severities, only the highest of them was checked.
        let asked = metrics::asked(self.only.map(|_| outlines));
        let asked = records::asked(asked, severity);
        let target = site.target(self.logger);
        let is_wanted = Chosen::emit(site, target, severity, occurrence, asked) || is_recorded;
        metrics::count(site, outlines, severity, occurrence, is_wanted);
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

/// The types that `enabled!` takes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the ID of a message",
    label = "not the ID of a message",
    note = "`enabled!` takes an ID without its arguments, `enabled!(ID)`, or a type that derives `KeaMessages`"
)]
pub trait Enabled<G> {
    /// Returns whether the most severe message of the type is enabled. The stated severity has been
    /// checked against the gate.
    fn is_enabled<S: Said>(site: &'static Site, said: PhantomData<fn(S, G)>) -> bool;
}

#[diagnostic::do_not_recommend]
impl<K: Kind<Gate = G> + ?Sized, G: Gate> Enabled<G> for K {
    #[inline]
    fn is_enabled<S: Said>(site: &'static Site, _: PhantomData<fn(S, G)>) -> bool {
        Chosen::is_enabled::<K>(site, most_severe::<K, S>(), S::SEVERITY)
            || records::is_enabled::<K>(site, most_severe::<K, S>())
    }
}

/// Returns its argument. This function only exists for its `must_use`.
#[inline]
#[must_use = "`enabled!` logs nothing: it returns whether a message would be logged"]
pub const fn is_enabled(is_enabled: bool) -> bool {
    is_enabled
}

/// Returns the common severity of all messages of the kind `K` with the stated severity `S`, if
/// they have one.
const fn severity<K: Kind + ?Sized, S: Said>() -> Option<Severity> {
    match S::SEVERITY {
        Some(severity) => Some(severity),
        None => K::Gate::SEVERITY,
    }
}

/// Returns the highest severity of a message of the kind `K` with the stated severity `S`.
const fn most_severe<K: Kind + ?Sized, S: Said>() -> Severity {
    match S::SEVERITY {
        Some(severity) => severity,
        None => K::Gate::MOST_SEVERE,
    }
}
