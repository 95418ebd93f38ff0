//! The configuration of an output.

use crate::layout::{Kea, Layout};
use crate::syslog::{Address, Facility};
use std::fmt;
use std::path::PathBuf;

/// The configuration of one output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OutputConfig {
    pub(crate) destination: Destination,
    /// Whether each line is written immediately instead of being buffered.
    pub(crate) flush: bool,
    pub(crate) rotation: Rotation,
    pub(crate) layout: Layout,
}

impl OutputConfig {
    /// The output that is used if no logger has one.
    pub(crate) const CONSOLE: Self = Self {
        destination: Destination::Stdout,
        flush: true,
        rotation: Rotation {
            max_size: 0,
            max_versions: 0,
        },
        layout: Layout::Kea(Kea::DEFAULT),
    };

    /// Whether the options of two configurations for the same destination are compatible. Those of
    /// the default console are compatible with everything, because no configuration contains them.
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

/// Formats the destination as in a configuration.
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

/// The options for rotating a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rotation {
    /// The maximum size in bytes, or 0 for no limit.
    pub(crate) max_size: u64,
    /// The number of renamed files that are kept.
    pub(crate) max_versions: usize,
}
