//! The configuration of an output.

use crate::layout::{Kea, Layout};
use crate::syslog::{Address, Facility};
use std::fmt;
use std::path::PathBuf;

/// The configuration of one output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OutputConfig {
    pub(crate) destination: Destination,
    /// Whether each line is written out before the program goes on.
    pub(crate) flush: bool,
    pub(crate) rotation: Rotation,
    pub(crate) layout: Layout,
}

impl OutputConfig {
    /// Where lines go if no logger names an output.
    pub(crate) const CONSOLE: Self = Self {
        destination: Destination::Stdout,
        flush: true,
        rotation: Rotation {
            max_size: 0,
            max_versions: 0,
        },
        layout: Layout::Kea(Kea::DEFAULT),
    };

    /// Whether both can be of one output. The console is never named, and has the options
    /// of `stdout` if that is.
    pub(crate) fn agrees_with(&self, other: &Self) -> bool {
        let options = |config: &Self| (config.flush, config.rotation, config.layout.clone());
        *self == Self::CONSOLE || options(self) == options(other)
    }
}

/// Where lines go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    Stdout,
    Stderr,
    File(PathBuf),
    Syslog(Facility, Address),
}

/// As a configuration names it.
impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdout => f.write_str("stdout"),
            Self::Stderr => f.write_str("stderr"),
            Self::File(path) => path.display().fmt(f),
            Self::Syslog(facility, Address::Local) => write!(f, "syslog:{facility}"),
            Self::Syslog(facility, address) => write!(f, "syslog:{facility} at {address}"),
        }
    }
}

/// When a file is rotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rotation {
    /// In bytes; 0 means any size.
    pub(crate) max_size: u64,
    /// How many old files are kept.
    pub(crate) max_versions: usize,
}
