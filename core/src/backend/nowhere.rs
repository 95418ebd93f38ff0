//! The backend that discards messages, for a program without `log` and `tracing`.

use crate::backend::Backend;
use crate::kind::{Kind, Outlines};
use crate::occurrence::Occurrence;
use crate::site::Site;
use kea_messages_base::severity::Severity;

pub(crate) enum Nowhere {}

impl Backend for Nowhere {
    #[inline]
    fn is_enabled<K: Kind + ?Sized>(_: &'static Site, _: Severity, _: Option<Severity>) -> bool {
        false
    }

    fn emit(
        _: &'static Site,
        _: &'static str,
        _: Severity,
        _: &Occurrence<'_>,
        _: Option<Outlines>,
    ) -> bool {
        false
    }
}
