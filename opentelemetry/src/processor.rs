//! The log processor.

use kea_messages::record as record_fields;
use kea_messages::{DebugLevel, Severity};
use opentelemetry::InstrumentationScope;
use opentelemetry::logs::{self, AnyValue, LogRecord};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::logs::{LogProcessor, SdkLogRecord};
use std::time::Duration;

/// A log processor that sets the severity of a message in its log record.
///
/// `opentelemetry-appender-tracing` knows only the level of an event, which is
/// `ERROR` for `fatal` and `TRACE` for the debug levels from 40. This sets the
/// severity number and text that OpenTelemetry's [log data model] has for each
/// severity:
///
/// | message | number | text |
/// |---|---|---|
/// | `fatal` | 21 | `FATAL` |
/// | `error` | 17 | `ERROR` |
/// | `warn` | 13 | `WARN` |
/// | `info` | 9 | `INFO` |
/// | `debug(0)` to `debug(99)` | 5 | `DEBUG` |
///
/// The debug level stays in the attribute `debug_level`. Records that are not
/// messages pass unchanged.
///
/// A processor sees a record after those that were added before it, so add this one
/// before the exporter:
///
/// ```
/// use kea_messages_opentelemetry::SeverityProcessor;
/// use opentelemetry_sdk::logs::{InMemoryLogExporter, SdkLoggerProvider};
///
/// let provider = SdkLoggerProvider::builder()
///     .with_log_processor(SeverityProcessor::new())
///     .with_simple_exporter(InMemoryLogExporter::default())
///     .build();
/// # drop(provider);
/// ```
///
/// [log data model]: https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber
#[derive(Clone, Copy, Debug, Default)]
pub struct SeverityProcessor(());

impl SeverityProcessor {
    /// Creates the processor. It has no options.
    ///
    /// ```
    /// use kea_messages_opentelemetry::SeverityProcessor;
    ///
    /// static PROCESSOR: SeverityProcessor = SeverityProcessor::new();
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self(())
    }
}

/// OpenTelemetry's severities, by the value of a record's attribute `severity`.
const SEVERITIES: [(&str, logs::Severity); 5] = [
    (Severity::Fatal.name(), logs::Severity::Fatal),
    (Severity::Error.name(), logs::Severity::Error),
    (Severity::Warn.name(), logs::Severity::Warn),
    (Severity::Info.name(), logs::Severity::Info),
    (
        Severity::Debug(DebugLevel::MAX).name(),
        logs::Severity::Debug,
    ),
];

/// Returns the severity of a record, or `None` if the record is not a message.
///
/// The metadata of the event is not available here. A record is a message if an attribute has the
/// same value as its name.
fn severity_of(record: &SdkLogRecord) -> Option<logs::Severity> {
    let attribute = |name| {
        let mut attributes = record.attributes_iter();
        let (_, value) = attributes.find(|(key, _)| key.as_str() == name)?;
        match value {
            AnyValue::String(text) => Some(text.as_str()),
            _ => None,
        }
    };
    let name = record.event_name()?;
    if attribute(record_fields::MESSAGE_ID)? != name {
        return None;
    }
    let severity = attribute(record_fields::SEVERITY)?;
    let mut severities = SEVERITIES.into_iter();
    severities.find_map(|(name, found)| (name == severity).then_some(found))
}

impl LogProcessor for SeverityProcessor {
    fn emit(&self, record: &mut SdkLogRecord, _: &InstrumentationScope) {
        if let Some(severity) = severity_of(record) {
            record.set_severity_number(severity);
            record.set_severity_text(severity.name());
        }
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    // There is nothing to release, and the default logs a warning.
    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}
