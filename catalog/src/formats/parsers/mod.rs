//! Parsers for other programs, which read the lines of a catalogue's messages as Kea lays
//! them out: a format for lnav, a pattern database for syslog-ng, a rulebase for liblognorm,
//! patterns for Grok, a program for Vector. They can be written and not read back.
//!
//! Each gives the time, the severity, the logger, the process, the ID and the values of the
//! arguments. A value is the one that `kea-messages decode` gives, or there is none: a text
//! is only cut where that can be done in one way, as `cut` says. All of them know Kea's own
//! layout alone, and a line by itself, so that they read fewer lines than `decode`; what each
//! of them says of itself is in `note`.

mod cut;
pub mod grok;
pub mod lnav;
pub mod lognorm;
mod names;
mod note;
mod regex;
pub mod syslog_ng;
pub mod vrl;
