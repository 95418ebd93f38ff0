//! Kea's way of logging, for [`tracing_subscriber`]: its line, the `loggers` of
//! its configuration with their names, severities and debug levels, its files.
//!
//! ```text
//! 2018-12-20 10:15:02.123 INFO  [kea-dhcp4.alloc-engine/4711] ID text
//! ```
//!
//! - [`Config`] is the list `loggers` of Kea's JSON.
//! - [`Loggers`] are those of a program. They can be configured anew while it
//!   runs. Their [layer](Loggers::layer) writes the lines, and their
//!   [levels](Loggers::levels) are a filter for other layers.
//!
//! A line is one line, whatever an argument contains: control characters in it
//! are escaped ([`OneLine`](kea_messages::OneLine)).

#![forbid(unsafe_code)]

mod config;
mod filter;
mod json;
mod layer;
mod loggers;
pub mod messages;
mod output;
#[cfg(unix)]
mod syslog;

pub use self::config::{Config, ConfigError};
pub use self::filter::Levels;
pub use self::loggers::Loggers;
