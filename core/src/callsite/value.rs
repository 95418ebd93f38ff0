//! Converts the values of arguments to types of `tracing`.

use super::snapshot::BoxedError;
use crate::value::Value;
use core::fmt::{Debug, Display};
use core::net::IpAddr;
use core::slice;
use kea_messages_base::record::REDACTED;
use tracing_core::field;

/// A value that was converted to a type that `tracing` supports.
pub(super) enum Converted<'a> {
    None,
    F64(f64),
    Char(field::DisplayValue<char>),
    Ip(field::DisplayValue<IpAddr>),
    Display(field::DisplayValue<&'a dyn Display>),
    Debug(field::DebugValue<&'a dyn Debug>),
}

/// Returns a value in its own type, or in the type that it has to be converted to. For an error,
/// this is the next one of `errors`, or `None` if there are no more.
///
/// The converted value stays in place, because moving it was measured to take as long as the rest
/// of an event.
#[expect(
    clippy::inline_always,
    reason = "where the kind of the value is known, only the branch for it remains"
)]
#[inline(always)]
pub(super) fn typed<'v>(
    value: &'v Value<'v>,
    converted: &'v mut Converted<'v>,
    errors: &mut slice::Iter<'v, BoxedError>,
) -> Option<&'v dyn field::Value> {
    let value = match value {
        Value::InFormat(formatted) => &formatted.value,
        plain => plain,
    };
    *converted = match value {
        Value::Bool(value) => return Some(value),
        Value::I64(value) => return Some(value),
        Value::U64(value) => return Some(value),
        Value::I128(value) => return Some(value),
        Value::U128(value) => return Some(value),
        Value::F64(value) => return Some(value),
        Value::Str(value) => return Some(value),
        Value::Bytes(value) => return Some(value),
        Value::Secret => return Some(&REDACTED),
        Value::F32(value) => Converted::F64(f64::from(*value)),
        Value::Char(value) => Converted::Char(field::display(*value)),
        Value::Ip(value) => Converted::Ip(field::display(*value)),
        Value::Display(value) => Converted::Display(field::display(*value)),
        Value::Debug(value) => Converted::Debug(field::debug(*value)),
        Value::Error(_) => return errors.next().map(|error| error as &dyn field::Value),
        // A formatted value never contains another one.
        Value::InFormat(_) => Converted::None,
    };
    Some(match converted {
        Converted::None => &field::Empty,
        Converted::F64(value) => value,
        Converted::Char(value) => value,
        Converted::Ip(value) => value,
        Converted::Display(value) => value,
        Converted::Debug(value) => value,
    })
}
