//! A range of times.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The times that a reader returns, in nanoseconds since the Unix epoch.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimeRange {
    pub(super) since: u64,
    /// The first time that is not in the range, or `None` if there is none.
    pub(super) until: Option<u64>,
}

impl TimeRange {
    pub(super) const ALL: Self = Self {
        since: 0,
        until: None,
    };

    pub(super) fn contains(&self, time: u64) -> bool {
        self.overlaps(time, time)
    }

    /// Returns whether the range has a time from the earliest to the latest one.
    pub(super) fn overlaps(&self, earliest: u64, latest: u64) -> bool {
        latest >= self.since && self.until.is_none_or(|until| earliest < until)
    }
}

/// Returns a time in nanoseconds since the Unix epoch, or the nearest time that can be recorded.
pub(super) fn nanoseconds(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}

/// Returns the time that is this number of nanoseconds after the Unix epoch.
pub(super) fn system_time(nanoseconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_nanos(nanoseconds)
}
