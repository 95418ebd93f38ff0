//! What is logged about a configuration: what is left out.

use crate::layout::Draft;
use crate::loggers::Loggers;
use crate::messages::LOG_CONFIGURATION_UNSUPPORTED;
use crate::record::Record;
use kea_messages::Message;
use std::sync::PoisonError;

impl Loggers {
    /// Logs what of the first configuration is not supported, once.
    ///
    /// The subscriber is about to be set, and does not get events yet.
    pub(crate) fn log_warnings(&self) {
        let warnings = &self.0.warnings;
        let warnings =
            std::mem::take(&mut *warnings.lock().unwrap_or_else(PoisonError::into_inner));
        for warning in warnings {
            LOG_CONFIGURATION_UNSUPPORTED(&warning).visit(&mut |message| {
                let record = Record::of_own(message);
                if self.is_enabled(record.logger, record.severity) {
                    self.write(&record, &mut Draft::new());
                }
            });
        }
    }
}
