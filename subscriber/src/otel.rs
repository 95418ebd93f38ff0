//! Severities for OpenTelemetry.

use opentelemetry::InstrumentationScope;
use opentelemetry::logs::{AnyValue, LogRecord, Severity};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::logs::{LogProcessor, SdkLogRecord};

/// A log processor that gives a message's record the severity of the message.
///
/// `opentelemetry-appender-tracing` knows only the level of an event, and so takes
/// `fatal` for `error`, and half of the debug levels for `TRACE`. The severity
/// number is set as OpenTelemetry's data model has them: 21 for `fatal`, 17 for
/// `error`, 13 for `warn`, 9 for `info`, and 5 for `debug` at every level, which is
/// in the attribute `debug_level`. A record that is no message stays as it is.
///
/// It has to be added before the processor that exports:
///
/// ```
/// use kea_messages_subscriber::SeverityProcessor;
/// use opentelemetry_appender_tracing::layer::OpenTelemetryTracingBridge;
/// use opentelemetry_sdk::logs::{InMemoryLogExporter, SdkLoggerProvider};
/// use tracing_subscriber::prelude::*;
///
/// let exporter = InMemoryLogExporter::default();
/// let provider = SdkLoggerProvider::builder()
///     .with_log_processor(SeverityProcessor::new())
///     .with_simple_exporter(exporter)
///     .build();
/// let layer = OpenTelemetryTracingBridge::new(&provider);
/// tracing_subscriber::registry().with(layer).init();
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct SeverityProcessor(());

impl SeverityProcessor {
    /// The processor; it has no options.
    #[must_use]
    pub const fn new() -> Self {
        Self(())
    }
}

impl LogProcessor for SeverityProcessor {
    fn emit(&self, record: &mut SdkLogRecord, _: &InstrumentationScope) {
        let attribute = |name: &str| {
            record
                .attributes_iter()
                .find(|(key, _)| key.as_str() == name)
                .and_then(|(_, value)| match value {
                    AnyValue::String(text) => Some(text.as_str()),
                    _ => None,
                })
        };
        if attribute("message_id") != record.event_name() {
            return;
        }
        let (number, text) = match attribute("severity") {
            Some("fatal") => (Severity::Fatal, "FATAL"),
            Some("error") => (Severity::Error, "ERROR"),
            Some("warn") => (Severity::Warn, "WARN"),
            Some("info") => (Severity::Info, "INFO"),
            Some("debug") => (Severity::Debug, "DEBUG"),
            _ => return,
        };
        record.set_severity_number(number);
        record.set_severity_text(text);
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }
}
