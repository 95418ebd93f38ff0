//! Where messages go.

use crate::probe::Site;
use crate::{Occurrence, Severity};

#[cfg(feature = "log")]
mod log;

/// Whether anybody wants messages of this severity from this module.
#[inline]
pub(crate) fn is_enabled(severity: Severity, module_path: &str) -> bool {
    #[cfg(feature = "log")]
    return log::is_enabled(severity, module_path);
    #[cfg(not(feature = "log"))]
    {
        let _ = (severity, module_path);
        false
    }
}

/// Logs a message.
pub(crate) fn log(site: &Site, severity: Severity, occurrence: &Occurrence<'_>) {
    #[cfg(feature = "log")]
    log::log(site, severity, occurrence);
    #[cfg(not(feature = "log"))]
    let _ = (site, severity, occurrence);
}
