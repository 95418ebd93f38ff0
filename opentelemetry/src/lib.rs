//! Restores the severities of [`kea_messages`] in OpenTelemetry's log records.
//!
//! With the feature `tracing`, which this crate enables, a message is an event of
//! [`tracing`](https://docs.rs/tracing), and
//! [`opentelemetry-appender-tracing`](https://docs.rs/opentelemetry-appender-tracing)
//! converts it to a log record: the event's name is the message's ID, the body is the
//! text, and each argument is an attribute with its type: a number, a boolean, bytes or a string. An argument that is an error
//! becomes the attribute `exception.message`, whatever its name is. Only the severity
//! is lost, because `tracing` has neither `fatal` nor Kea's debug levels.
//! [`SeverityProcessor`] restores it.
//!
//! ```
//! use kea_messages::{emit, kea_messages};
//! use kea_messages_opentelemetry::SeverityProcessor;
//! use opentelemetry::logs::Severity;
//! use opentelemetry_appender_tracing::layer::OpenTelemetryTracingBridge;
//! use opentelemetry_sdk::logs::{InMemoryLogExporter, SdkLoggerProvider};
//! use tracing_subscriber::prelude::*;
//!
//! kea_messages! {
//!     /// The lease database is damaged, and the server stops.
//!     fatal LEASE_DATABASE_DAMAGED(file) = "lease database %1 is damaged";
//! }
//!
//! // A program has the exporter of its collector here.
//! let exporter = InMemoryLogExporter::default();
//! let provider = SdkLoggerProvider::builder()
//!     .with_log_processor(SeverityProcessor::new())
//!     .with_simple_exporter(exporter.clone())
//!     .build();
//! let layer = OpenTelemetryTracingBridge::new(&provider);
//! tracing_subscriber::registry().with(layer).init();
//!
//! emit!(LEASE_DATABASE_DAMAGED("leases.csv"));
//!
//! let logs = exporter.get_emitted_logs()?;
//! assert_eq!(logs[0].record.event_name(), Some("LEASE_DATABASE_DAMAGED"));
//! assert_eq!(logs[0].record.severity_number(), Some(Severity::Fatal));
//! assert_eq!(logs[0].record.severity_text(), Some("FATAL"));
//! # Ok::<(), opentelemetry_sdk::error::OTelSdkError>(())
//! ```

#![forbid(unsafe_code)]

mod processor;

pub use self::processor::SeverityProcessor;

/// The example of the README, as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
