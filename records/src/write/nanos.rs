//! Times in nanoseconds.

use core::time::Duration;
use std::time::{SystemTime, UNIX_EPOCH};

/// Returns the time since the Unix epoch in nanoseconds.
pub(super) fn unix_time() -> u64 {
    nanos(
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default(),
    )
}

/// Returns a duration in nanoseconds. The time since the epoch fits until the year 2554.
pub(super) fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}
