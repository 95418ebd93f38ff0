//! What is wrong with a part of a file.

use std::fmt;
use std::ops::Range;

/// A part of a file that cannot be read. The parts before and after it are not affected.
///
/// ```
/// use kea_messages_records::{Damage, Problem};
///
/// let damage = Damage { range: 4096..5000, problem: Problem::CutOff };
/// assert_eq!(damage.to_string(), "bytes 4096 to 4999: the file was cut off here");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The offsets of the bytes in the file.
    pub range: Range<u64>,
    /// What is wrong.
    pub problem: Problem,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Range { start, end } = self.range;
        write!(
            f,
            "bytes {start} to {}: {}",
            end.saturating_sub(1),
            self.problem
        )
    }
}

impl std::error::Error for Damage {}

/// The reason why a part of a file cannot be read. Its `Display` does not include the place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The file ends within a frame.
    CutOff,
    /// The bytes are not the beginning of a frame.
    NotAFrame,
    /// The checksum of a frame is wrong.
    Checksum,
    /// The frames have this other version of the format.
    Version(u8),
    /// A frame has correct checksums, but its content cannot be read.
    Malformed(&'static str),
    /// A block is compressed in a way that is unknown, or that needs this feature of the crate.
    Compression(&'static str),
    /// The definition of the message with this number is missing, so that a record of it cannot be
    /// read.
    NoDefinition(u64),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CutOff => f.write_str("the file was cut off here"),
            Self::NotAFrame => f.write_str("this is not part of a record file"),
            Self::Checksum => f.write_str("the checksum is wrong"),
            Self::Version(version) => write!(
                f,
                "this has version {version} of the format: expected version {}",
                crate::format::frame::VERSION
            ),
            Self::Malformed(what) => write!(f, "{what} cannot be read"),
            Self::Compression("") => f.write_str("the compression of the block is unknown"),
            Self::Compression(feature) => {
                write!(
                    f,
                    "the block is compressed: enable the feature `{feature}` to read it"
                )
            }
            Self::NoDefinition(number) => {
                write!(
                    f,
                    "a record of message {number}, whose definition is missing"
                )
            }
        }
    }
}
