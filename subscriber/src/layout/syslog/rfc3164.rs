//! RFC 3164, as written by C's `syslog`.

use super::{names, priority};
use crate::layout::Clock;
use crate::record::Record;
use crate::syslog::Facility;
use std::fmt::Write;

/// The header `<134>Dec 20 10:15:02 kea-dhcp4[4711]: `, which is followed by a line of another
/// layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rfc3164 {
    pub(crate) facility: Facility,
    /// Whether the host name is written after the time. The daemon on the same machine does not
    /// expect it.
    pub(crate) host: bool,
}

impl Rfc3164 {
    pub(crate) fn write(self, record: &Record<'_>, clock: &mut Clock, line: &mut String) {
        // Writing to a string does not fail.
        _ = write!(line, "<{}>", priority(self.facility, record.severity));
        clock.write_rfc3164(record.time, line);
        line.push(' ');
        if let Some(host) = names::short_host().filter(|_| self.host) {
            *line += host;
            line.push(' ');
        }
        _ = write!(line, "{}[{}]: ", names::program(), record.process);
    }
}
