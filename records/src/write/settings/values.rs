//! The values of settings. Their errors say what is expected.

use crate::write::state::WhenFull;
use core::time::Duration;
use kea_messages_base::severity::{DebugLevel, Severity};

pub(super) fn level(value: &str) -> Result<Option<Severity>, String> {
    match value {
        "off" => Ok(None),
        "debug" => Ok(Some(Severity::Debug(DebugLevel::MAX))),
        _ => value.parse().map(Some).map_err(|_| {
            "the level is `off`, `fatal`, `error`, `warn`, `info`, `debug` or `debug(N)`".to_owned()
        }),
    }
}

pub(super) fn when_full(value: &str) -> Result<WhenFull, String> {
    match value.split_once(':') {
        None if value == "wait" => Ok(WhenFull::Wait),
        None if value == "drop" => Ok(WhenFull::Drop),
        Some((name, limit)) if name.trim_end() == "grow" => {
            Ok(WhenFull::Grow(memory(limit.trim_start())?))
        }
        _ => Err("it is `wait`, `drop` or `grow:16MiB`".to_owned()),
    }
}

pub(super) fn rotation(value: &str) -> Result<(u64, usize), String> {
    let error = || "expected a size and the number of files that are kept: `100MiB*5`".to_owned();
    let (bytes, files) = value.split_once('*').ok_or_else(error)?;
    let bytes = size(bytes.trim_end())?;
    let files = files.trim_start().parse().map_err(|_| error())?;
    Ok((bytes, files))
}

/// Parses a size of memory. A size of more bytes than there can be is the largest one.
pub(super) fn memory(value: &str) -> Result<usize, String> {
    size(value).map(|bytes| usize::try_from(bytes).unwrap_or(usize::MAX))
}

fn size(value: &str) -> Result<u64, String> {
    let units = [
        ("", 1),
        ("KiB", 1 << 10),
        ("MiB", 1 << 20),
        ("GiB", 1 << 30),
    ];
    number(value)
        .and_then(|(number, unit)| {
            let (_, factor) = units.into_iter().find(|(name, _)| *name == unit)?;
            number.checked_mul(factor)
        })
        .ok_or_else(|| {
            "a size is a number of bytes, or of `KiB`, `MiB` or `GiB`: `1MiB`".to_owned()
        })
}

pub(super) fn duration(value: &str) -> Result<Duration, String> {
    number(value)
        .and_then(|(number, unit)| match unit {
            "us" => Some(Duration::from_micros(number)),
            "ms" => Some(Duration::from_millis(number)),
            "s" => Some(Duration::from_secs(number)),
            _ => None,
        })
        .ok_or_else(|| "a duration is a number of `us`, `ms` or `s`: `10ms`".to_owned())
}

/// Splits a value into its number and its unit.
fn number(value: &str) -> Option<(u64, &str)> {
    let end = value.find(|next: char| !next.is_ascii_digit());
    let (number, unit) = value.split_at(end.unwrap_or(value.len()));
    Some((number.parse().ok()?, unit.trim_start()))
}
