//! Kea's logging for [`tracing_subscriber`]: the layout of its lines, and the
//! `loggers` of its configuration, with severities, debug levels, rotated files,
//! and syslog.
//!
//! ```
//! use kea_messages::{emit, kea_messages};
//! use kea_messages_subscriber::{Config, Loggers};
//! use tracing_subscriber::prelude::*;
//!
//! kea_messages! {
//!     logger = "kea-dhcp4.alloc-engine";
//!     /// A lease was reclaimed and can be assigned again.
//!     debug(40) ALLOC_ENGINE_LEASE_RECLAIMED(lease) = "successfully reclaimed lease %1";
//! }
//!
//! # fn main() -> Result<(), kea_messages_subscriber::ConfigError> {
//! let config = Config::from_json(r#"{ "loggers": [
//!     { "name": "kea-dhcp4", "output-options": [{ "output": "stdout" }] },
//!     { "name": "kea-dhcp4.alloc-engine", "severity": "DEBUG", "debuglevel": 40 }
//! ] }"#)?;
//! let loggers = Loggers::new("kea-dhcp4", &config)?;
//! tracing_subscriber::registry().with(loggers.layer()).init();
//!
//! emit!(ALLOC_ENGINE_LEASE_RECLAIMED("192.0.2.17"));
//! # Ok(())
//! # }
//! ```
//!
//! ```text
//! 2018-12-20 10:15:02.123 DEBUG [kea-dhcp4.alloc-engine/4711] ALLOC_ENGINE_LEASE_RECLAIMED successfully reclaimed lease 192.0.2.17
//! ```
//!
//! - [`Config`] is the list `loggers` of Kea's JSON, and [`Filter`] is the part of it that
//!   `KEA_LOG` can set.
//! - [`Loggers`] has the loggers of a program, which can be reconfigured while
//!   it runs. Its [layer](Loggers::layer) writes the lines, and its
//!   [levels](Loggers::levels) are a filter for other layers.
//! - With the feature `fmt`, `Terminal` is a format of `tracing_subscriber::fmt` that prints
//!   IDs: `tracing_subscriber::fmt().event_format(Terminal).init()`.
//! - [`messages`] has the messages that this crate logs itself.
//!
//! An event is one line, whatever its arguments contain: control characters are escaped, as
//! by [`OneLine`](kea_messages::OneLine). This only applies to the outputs of this crate. The
//! default formats of `env_logger` and `tracing_subscriber::fmt` write values without
//! escapes, so a value with a line feed can look like another log line.
//!
//! A line is formatted before its output is locked, so an argument can log while it is printed.
//! The same applies to a field of a span. However, a `tracing_subscriber::fmt` layer in the
//! same subscriber hangs if such a value is recorded with [`tracing::Span::record`], because it
//! prints the value while the span is locked.

#![forbid(unsafe_code)]

mod config;
mod directives;
mod environment;
mod fields;
mod filter;
mod json;
mod layer;
mod layout;
mod limits;
mod loggers;
pub mod messages;
mod names;
mod nearest;
mod output;
mod problem;
mod record;
mod spans;
mod syslog;
#[cfg(feature = "fmt")]
mod terminal;
mod thread_end;
mod threshold;
mod unknown;

pub use self::config::{Config, ConfigError, ConfigWarning};
pub use self::directives::Filter;
pub use self::filter::Levels;
pub use self::loggers::{FlushGuard, Loggers};
pub use self::output::OutputStatus;
#[cfg(feature = "fmt")]
pub use self::terminal::Terminal;

/// The example of the README, as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
