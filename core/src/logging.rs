//! Logs a message.

use crate::backend::Backend as _;
use crate::backend::chosen::Chosen;
use crate::emission::{Emission, Only};
use crate::metrics;
use crate::occurrence::Occurrence;
use crate::records;
use crate::site::Site;
use crate::template::Template;
use crate::value::Value;
use kea_messages_base::severity::Severity;

#[cfg_attr(
    not(any(feature = "log", feature = "tracing")),
    allow(dead_code, reason = "only backends use all of it")
)]
impl Emission {
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
            emission: self,
            template,
            show,
        };
        let is_recorded = records::record_only(site, &only);
        let is_wanted = Chosen::emit_only(site, &only) || is_recorded;
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
