//! Replaces [`records`](crate::records) without the feature `records`: nothing is recorded, and this
//! generates no code.

#![expect(
    clippy::extra_unused_type_parameters,
    reason = "the same functions as with the feature"
)]

use crate::kind::{Kind, Outlines};
use crate::message::Message;
use crate::occurrence::Occurrence;
use crate::site::Site;
use kea_messages_base::severity::Severity;

#[inline]
pub(crate) const fn is_enabled<K: Kind + ?Sized>(_: &'static Site, _: Severity) -> bool {
    false
}

#[inline]
pub(crate) const fn asked(asked: Option<Outlines>, _: Severity) -> Option<Outlines> {
    asked
}

#[inline]
pub(crate) const fn record<K: Kind + ?Sized>(
    _: &'static Site,
    _: Severity,
    _: &Occurrence<'_>,
    _: &(impl Message + ?Sized),
) -> bool {
    false
}
