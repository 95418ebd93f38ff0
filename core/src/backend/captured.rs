//! The backend for the feature `testing`: it captures messages if a test asks for them, and passes
//! them on to the other backends.

use crate::backend::Backend;
use crate::kind::{Kind, Outlines};
use crate::occurrence::Occurrence;
use crate::site::Site;
use crate::testing::{coverage, tape};
use core::marker::PhantomData;
use kea_messages_base::severity::Severity;

/// The backends `B`, whose messages can be captured.
pub(crate) struct Captured<B>(PhantomData<B>);

impl<B: Backend> Backend for Captured<B> {
    #[inline]
    fn is_enabled<K: Kind + ?Sized>(
        site: &'static Site,
        severity: Severity,
        said: Option<Severity>,
    ) -> bool {
        tape::is_capturing() || coverage::is_on() || B::is_enabled::<K>(site, severity, said)
    }

    fn emit(
        site: &'static Site,
        target: &'static str,
        severity: Severity,
        occurrence: &Occurrence<'_>,
        asked: Option<Outlines>,
    ) -> bool {
        let is_capturing = tape::is_capturing();
        if is_capturing {
            tape::keep(target, severity, occurrence);
        }
        coverage::reach(occurrence.id(), severity, &site.location);
        // While messages are captured, all are enabled, so the backends have not been asked.
        let asked = asked.filter(|_| !is_capturing && !coverage::is_on());
        B::emit(site, target, severity, occurrence, asked) || is_capturing
    }
}
