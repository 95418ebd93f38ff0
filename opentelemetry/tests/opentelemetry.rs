//! Tests messages as log records of OpenTelemetry.
#![forbid(unsafe_code)]

use kea_messages::{emit, kea_messages};
use kea_messages_opentelemetry::SeverityProcessor;
use opentelemetry::logs::AnyValue;
use opentelemetry_appender_tracing::layer::OpenTelemetryTracingBridge;
use opentelemetry_sdk::logs::{InMemoryLogExporter, SdkLoggerProvider};
use tracing_subscriber::prelude::*;

kea_messages! {
    fatal OTEL_FATAL() = "fatal";
    error OTEL_ERROR(cause: impl std::error::Error) = "error %1";
    warn OTEL_WARN(
        client: &str, attempts: u32, ratio: f64, done: bool, #[secret] password: &str, payload: &[u8]
    ) = "%1 %2 %3 %4 %5 %6";
    info OTEL_INFO() = "info";
    debug(0) OTEL_DEBUG_LOWEST() = "debug";
    debug(99) OTEL_DEBUG_HIGHEST() = "debug";
}

#[test]
fn a_record_has_the_name_the_severity_and_the_arguments_of_its_message() {
    let exporter = InMemoryLogExporter::default();
    let provider = SdkLoggerProvider::builder()
        .with_log_processor(SeverityProcessor::new())
        .with_simple_exporter(exporter.clone())
        .build();
    let layer = OpenTelemetryTracingBridge::new(&provider);
    tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
        emit!(OTEL_FATAL());
        emit!(OTEL_ERROR(std::io::Error::other("full")));
        emit!(OTEL_WARN("a\n1", 3, 0.5, true, "hunter2", &[10, 255]));
        emit!(OTEL_INFO());
        emit!(OTEL_DEBUG_LOWEST());
        emit!(OTEL_DEBUG_HIGHEST());
        // These are not messages.
        tracing::error!(name: "OTEL_FATAL", severity = "fatal", "not a message");
        tracing::trace!(name: "OTHER", message_id = "OTEL_FATAL", severity = "fatal");
        tracing::trace!(name: "OTHER", message_id = "OTHER", severity = "loud");
    });
    let logs = exporter.get_emitted_logs().expect("nothing was shut down");
    let found: Vec<_> = logs
        .iter()
        .map(|log| {
            let number = log.record.severity_number();
            let number = number.expect("every record has one") as i32;
            (log.record.event_name(), number, log.record.severity_text())
        })
        .collect();
    // These are the severity numbers of OpenTelemetry's data model.
    let expected = [
        ("OTEL_FATAL", 21, "FATAL"),
        ("OTEL_ERROR", 17, "ERROR"),
        ("OTEL_WARN", 13, "WARN"),
        ("OTEL_INFO", 9, "INFO"),
        ("OTEL_DEBUG_LOWEST", 5, "DEBUG"),
        ("OTEL_DEBUG_HIGHEST", 5, "DEBUG"),
        ("OTEL_FATAL", 17, "ERROR"),
        ("OTHER", 1, "TRACE"),
        ("OTHER", 1, "TRACE"),
    ]
    .map(|(name, number, text)| (Some(name), number, Some(text)));
    assert_eq!(found, expected);

    let warning = &logs[2].record;
    assert_eq!(
        warning.body(),
        Some(&AnyValue::from("a\n1 3 0.5 true <redacted> [0a ff]")),
        "structured sinks get what the argument is",
    );
    let attributes: Vec<_> = warning
        .attributes_iter()
        .map(|(key, value)| (key.as_str(), value.clone()))
        .collect();
    assert_eq!(
        attributes,
        [
            ("message_id", AnyValue::from("OTEL_WARN")),
            ("severity", AnyValue::from("warn")),
            ("client", AnyValue::from("a\n1")),
            ("attempts", AnyValue::from(3)),
            ("ratio", AnyValue::from(0.5)),
            ("done", AnyValue::from(true)),
            ("password", AnyValue::from("<redacted>")),
            ("payload", AnyValue::Bytes(Box::new(vec![10, 255]))),
        ],
    );
    // The appender renames an argument that is an error to OpenTelemetry's `exception.message`.
    let error = logs[1].record.attributes_iter().last();
    assert_eq!(
        error.map(|(key, value)| (key.as_str(), value)),
        Some(("exception.message", &AnyValue::from("full")))
    );
    let level = logs[5].record.attributes_iter().last();
    assert_eq!(level.map(|(_, value)| value), Some(&AnyValue::from(99)));
    assert!(!format!("{logs:?}").contains("hunter2"));
}
