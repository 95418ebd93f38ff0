//! Lines for syslog.

use kea_messages::Severity;
use std::fmt::Display;
use std::io::{self, Write};
use syslog::{Facility, LogFormat, Logger, LoggerBackend};

/// A connection to the syslog daemon of this machine.
pub(crate) struct Syslog(Logger<LoggerBackend, Format>);

impl Syslog {
    pub(crate) fn open(facility: &str) -> io::Result<Self> {
        let facility = facility
            .parse()
            .map_err(|()| io::Error::from(io::ErrorKind::InvalidInput))?;
        let program = std::env::current_exe().ok();
        let program = program.as_ref().and_then(|path| path.file_name());
        let format = Format {
            facility,
            program: program.map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        };
        // It tries the two places where the socket can be.
        let logger = syslog::unix(format).map_err(io::Error::other)?;
        Ok(Self(logger))
    }

    pub(crate) fn send(&mut self, severity: Severity, text: &str) -> io::Result<()> {
        match severity {
            Severity::Fatal => self.0.crit(text),
            Severity::Error => self.0.err(text),
            Severity::Warn => self.0.warning(text),
            Severity::Info => self.0.info(text),
            Severity::Debug(_) => self.0.debug(text),
        }
        .map_err(io::Error::other)
    }
}

impl std::fmt::Debug for Syslog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Syslog")
            .field(&self.0.formatter.facility)
            .finish()
    }
}

/// What C's `syslog` writes to the daemon: RFC 3164 without the name of the host.
///
/// The crate's own format panics where the offset of the local time is not known.
#[derive(Clone)]
struct Format {
    facility: Facility,
    program: String,
}

impl<T: Display> LogFormat<T> for Format {
    fn format<W: Write>(
        &self,
        out: &mut W,
        severity: syslog::Severity,
        text: T,
    ) -> Result<(), syslog::Error> {
        let priority = self.facility as u8 | severity as u8;
        let time = jiff::ZonedDateTime::now()
            .strftime("%b %e %H:%M:%S")
            .to_string();
        let Self { program, .. } = self;
        let process = std::process::id();
        write!(out, "<{priority}>{time} {program}[{process}]: {text}").map_err(syslog::Error::Write)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_what_the_daemon_expects() {
        let format = Format {
            facility: Facility::LOG_LOCAL0,
            program: "kea-dhcp4".to_owned(),
        };
        let mut record = Vec::new();
        format
            .format(&mut record, syslog::Severity::LOG_WARNING, "WARN  text")
            .expect("a vector takes everything");
        let record = String::from_utf8(record).expect("it is text");
        // 16 * 8 + 4
        assert!(record.starts_with("<132>"), "{record}");
        let end = format!(" kea-dhcp4[{}]: WARN  text", std::process::id());
        assert!(record.ends_with(&end), "{record}");
    }
}
