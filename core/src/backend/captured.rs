//! The backend for the feature `testing`: it captures messages if a test asks for them, and passes
//! them on to the other backends.

use crate::backend::Backend;
use crate::emission::{Emission, Only, Outlines};
use crate::occurrence::Occurrence;
use crate::site::Site;
use crate::testing::{coverage, tape};
use crate::value::Value;
use core::marker::PhantomData;
use kea_messages_base::severity::Severity;

/// The backends `B`, whose messages can be captured.
pub(crate) struct Captured<B>(PhantomData<B>);

impl<B: Backend> Backend for Captured<B> {
    #[inline]
    fn can_be_wanted(severity: Severity) -> bool {
        takes_all() || B::can_be_wanted(severity)
    }

    #[inline]
    fn is_wanted(site: &'static Site, emission: &'static Emission) -> bool {
        takes_all() || B::is_wanted(site, emission)
    }

    fn emit(
        site: &'static Site,
        emission: &'static Emission,
        severity: Severity,
        occurrence: &Occurrence<'_>,
        asked: Option<Outlines>,
    ) -> bool {
        let is_capturing = capture(site, emission, severity, occurrence);
        // While messages are captured, all are enabled, so the backends have not been asked.
        let asked = asked.filter(|_| !takes_all());
        B::emit(site, emission, severity, occurrence, asked) || is_capturing
    }

    #[inline]
    fn emit_only<'v, const N: usize, F>(site: &'static Site, only: &Only<F>) -> bool
    where
        F: Fn() -> [Value<'v>; N],
    {
        let emission = only.emission;
        let values = (only.show)();
        let is_capturing = capture(site, emission, emission.severity, &only.with(&values));
        B::emit_only(site, only) || is_capturing
    }
}

/// Returns whether all messages are created, even if no backend wants them.
pub(crate) fn takes_all() -> bool {
    tape::is_capturing() || coverage::is_on()
}

/// Keeps a message, if a test asks for it, and returns whether one does.
fn capture(
    site: &'static Site,
    emission: &'static Emission,
    severity: Severity,
    occurrence: &Occurrence<'_>,
) -> bool {
    let is_capturing = tape::is_capturing();
    if is_capturing {
        tape::keep(emission.target(&site.location), severity, occurrence);
    }
    coverage::reach(occurrence.id(), severity, &site.location);
    is_capturing
}
