//! Replaces [`spans`](super::spans) without the feature `tracing`: no record is in a span.

#[inline]
pub(super) const fn current() -> u64 {
    0
}
