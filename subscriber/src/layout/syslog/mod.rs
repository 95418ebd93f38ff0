//! The layouts of syslog, which begin with a header for the daemon.

mod cut;
mod data;
mod names;
mod rfc3164;
mod rfc5424;

pub(crate) use self::cut::cut;
pub(crate) use self::rfc3164::Rfc3164;
pub(crate) use self::rfc5424::{EXAMPLE_ENTERPRISE, Rfc5424};

use crate::syslog::Facility;
use kea_messages::Severity;

/// Returns the number at the beginning of a record, which encodes its facility and severity.
const fn priority(facility: Facility, severity: Severity) -> u8 {
    let severity = match severity {
        // As in log4cplus, this is `critical`. 0 is for a system that is unusable.
        Severity::Fatal => 2,
        Severity::Error => 3,
        Severity::Warn => 4,
        Severity::Info => 6,
        Severity::Debug(_) => 7,
    };
    facility.number() * 8 + severity
}
