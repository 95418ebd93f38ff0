//! What `emit!` and `enabled!` ask: whether a message is enabled, and where it
//! goes.

use crate::gate::{Accepts, Gate, Said};
use crate::message::{Gated, HasSeverity};
use crate::{Severity, backend};
use core::marker::PhantomData;

/// Where a message is logged: the caller's place.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "log"), expect(dead_code, reason = "a backend reads it"))]
pub(crate) struct Site {
    pub(crate) module_path: &'static str,
    pub(crate) file: &'static str,
    pub(crate) line: u32,
}

/// Asks whether a message that passes the gate `G` is enabled, and logs it.
pub struct Probe<G, S> {
    site: Site,
    // Not `PhantomData<(G, S)>`: the probe is `Send` and `Sync` whatever they
    // are, for it can be held across an `.await` in the arguments.
    gate: PhantomData<fn(G, S)>,
}

impl<G, S: Said> Probe<G, S> {
    #[inline]
    #[must_use]
    pub const fn new(module_path: &'static str, file: &'static str, line: u32) -> Self {
        Self {
            site: Site {
                module_path,
                file,
                line,
            },
            gate: PhantomData,
        }
    }

    /// Inlined, because a message that is disabled is to cost a load, a compare
    /// and a branch.
    #[inline]
    #[must_use]
    pub fn is_enabled(&self) -> bool
    where
        G: Gate,
    {
        backend::is_enabled(most_severe::<G, S>(), self.site.module_path)
    }

    /// The only place that asks for a message, so that something else is one
    /// error.
    #[inline]
    pub fn emit<M>(&self, message: &M)
    where
        M: HasSeverity<Gate = G> + ?Sized,
        G: Gate + Accepts<S>,
    {
        // A copy, so that the caller need not keep the place in memory.
        let site = self.site;
        message.visit(&mut |occurrence| {
            let severity = S::SEVERITY
                .or(occurrence.severity())
                .unwrap_or(G::MOST_SEVERE);
            // Of several severities it was the highest that was asked for.
            let is_asked_for = S::SEVERITY.or(G::SEVERITY).is_some();
            if is_asked_for || backend::is_enabled(severity, site.module_path) {
                backend::log(&site, severity, occurrence);
            }
        });
    }
}

/// What `enabled!` expands to.
#[inline]
#[must_use]
pub fn is_enabled<M, S>(module_path: &str) -> bool
where
    M: Gated<Gate: Accepts<S>> + ?Sized,
    S: Said,
{
    backend::is_enabled(most_severe::<M::Gate, S>(), module_path)
}

/// The highest severity that a message can have of which `G` is known, and `S`
/// is said.
const fn most_severe<G: Gate, S: Said>() -> Severity {
    match S::SEVERITY {
        Some(severity) => severity,
        None => G::MOST_SEVERE,
    }
}
