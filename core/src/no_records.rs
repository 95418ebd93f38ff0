//! Replaces [`records`](crate::records) without the feature `records`: nothing is recorded, and this
//! generates no code.

#![expect(
    clippy::extra_unused_type_parameters,
    reason = "the same functions as with the feature"
)]

use crate::emission::{Emission, Only};
use crate::kind::Kind;
use crate::message::Message;
use crate::occurrence::Occurrence;
use crate::site::Site;
use kea_messages_base::severity::Severity;

#[inline]
pub(crate) const fn can_be_recorded(_: Severity) -> bool {
    false
}

#[inline]
pub(crate) const fn can_any_be_recorded(_: &Emission) -> bool {
    false
}

#[inline]
pub(crate) const fn is_wanted(_: &'static Site, _: &'static Emission) -> bool {
    false
}

#[inline]
pub(crate) const fn record_only<F>(_: &'static Site, _: &Only<F>) -> bool {
    false
}

#[inline]
pub(crate) const fn record_described(
    _: &'static Site,
    _: &'static Emission,
    _: &Occurrence<'_>,
) -> bool {
    false
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
