//! Determines for `emit!` and `enabled!` whether a message is enabled, and logs it.

use crate::backend::Backend as _;
use crate::backend::chosen::Chosen;
use crate::determined::{most_severe, only};
use crate::emission::Emission;
use crate::gate::{Gate, Said};
use crate::kind::Kind;
use crate::message::Message;
use crate::metrics;
use crate::occurrence::Occurrence;
use crate::records;
use crate::site::Site;
use core::marker::PhantomData;

/// Checks whether a message of the kind `K` is enabled, and logs it.
pub struct Probe<K: ?Sized, S> {
    site: &'static Site,
    is_plain: bool,
    // This is not `PhantomData<(K, S)>`, so that the probe is always `Send` and `Sync`, because it
    // can be held across an `.await` in the arguments.
    kind: PhantomData<fn(&K, S)>,
}

impl<K: ?Sized, S: Said> Probe<K, S> {
    /// Creates a probe for the statement at this site. `is_plain` says that creating its message has
    /// no other effect.
    #[inline]
    #[must_use]
    pub const fn new(site: &'static Site, is_plain: bool) -> Self {
        Self {
            site,
            is_plain,
            kind: PhantomData,
        }
    }

    /// Returns whether a message of this kind is enabled, or has to be created to be counted.
    ///
    /// For a plain message, this is true if its severity is enabled. `emit_value` then asks
    /// the backends. Otherwise, they are asked here, before the arguments are evaluated.
    ///
    /// It is inlined, because a disabled message should only cost a load, a compare and a branch.
    #[inline]
    #[must_use]
    pub fn is_enabled(&self) -> bool
    where
        K: Kind,
    {
        can_be_wanted::<K, S>() && (self.is_plain || self.is_wanted())
            || metrics::is_visited(self.site, K::outlines, const { only::<K, S>() })
    }

    /// Returns whether a message is wanted, if its severity is enabled.
    #[inline]
    fn is_wanted(&self) -> bool
    where
        K: Kind,
    {
        const { &Emission::of::<K, S>(false) }.is_wanted(self.site)
    }

    /// Logs a message that is enabled.
    #[inline]
    pub(crate) fn emit<M>(&self, message: &M)
    where
        M: Message + ?Sized,
        K: Kind,
    {
        let site = self.site;
        let emission = const { &Emission::of::<K, S>(false) };
        if cfg!(feature = "records") {
            message.visit(&mut |occurrence| {
                let severity = emission.severity_of(occurrence);
                let is_recorded = records::record::<K>(site, severity, occurrence, message);
                emission.emit(site, severity, occurrence, is_recorded);
            });
        } else {
            message.visit(&mut visitor(site, emission));
        }
    }

    /// Logs a message that a call returned, and that is enabled.
    #[inline]
    pub(crate) fn emit_value<M>(&self, message: M)
    where
        M: Message,
        K: Kind,
    {
        let emission = if self.is_plain {
            const { &Emission::of::<K, S>(true) }
        } else {
            const { &Emission::of::<K, S>(false) }
        };
        let Some(message) = message.hand_over(self.site, emission) else {
            return;
        };
        // The name in the call was that of an ID, but the user's own function.
        if !self.is_plain
            || self.is_wanted()
            || metrics::is_visited(self.site, K::outlines, const { only::<K, S>() })
        {
            self.emit(&message);
        }
    }
}

/// Returns the closure that logs the message. Only its own function makes its type independent of
/// the message.
#[inline]
fn visitor(site: &'static Site, emission: &'static Emission) -> impl FnMut(&Occurrence<'_>) {
    move |occurrence| emission.emit(site, emission.severity_of(occurrence), occurrence, false)
}

/// Returns whether the severity of a message of the kind `K` is enabled.
#[inline]
fn can_be_wanted<K: Kind + ?Sized, S: Said>() -> bool {
    let severity = const { most_severe::<K, S>() };
    Chosen::can_be_wanted(severity) || records::can_be_recorded(severity)
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
        can_be_wanted::<K, S>() && const { &Emission::of::<K, S>(false) }.is_wanted(site)
    }
}

/// Returns its argument. This function only exists for its `must_use`.
#[inline]
#[must_use = "`enabled!` logs nothing: it returns whether a message would be logged"]
pub const fn is_enabled(is_enabled: bool) -> bool {
    is_enabled
}
