//! The backend that discards messages, for a program without `log` and `tracing`.

use crate::backend::Backend;
use crate::emission::{Emission, Only, Outlines};
use crate::occurrence::Occurrence;
use crate::site::Site;
use crate::value::Value;
use kea_messages_base::severity::Severity;

pub(crate) enum Nowhere {}

impl Backend for Nowhere {
    #[inline]
    fn can_be_wanted(_: Severity) -> bool {
        false
    }

    #[inline]
    fn is_wanted(_: &'static Site, _: &'static Emission) -> bool {
        false
    }

    #[inline]
    fn emit(
        _: &'static Site,
        _: &'static Emission,
        _: Severity,
        _: &Occurrence<'_>,
        _: Option<Outlines>,
    ) -> bool {
        false
    }

    #[inline]
    fn emit_only<'v, const N: usize, F>(_: &'static Site, _: &Only<F>) -> bool
    where
        F: Fn() -> [Value<'v>; N],
    {
        false
    }
}
