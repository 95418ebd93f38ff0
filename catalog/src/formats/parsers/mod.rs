//! Writes parsers for other programs, which read log lines of a catalogue's messages in Kea's
//! layout: a format for lnav, a pattern database for syslog-ng, a rulebase for liblognorm, patterns
//! for Grok, and a program for Vector. They cannot be read back.
//!
//! Each parser returns the time, the severity, the logger, the process, the ID and the values of
//! the arguments. The values are those that `kea-messages decode` returns, or are omitted: a text
//! is only split if there is only one way to do so, see `cut`. The parsers only support Kea's own
//! layout, and treat each line separately, so they read fewer lines than `decode`; see `note` for
//! these limits.

mod cut;
pub mod grok;
pub mod lnav;
pub mod lognorm;
mod names;
mod note;
mod regex;
pub mod syslog_ng;
pub mod vrl;
