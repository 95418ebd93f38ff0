//! Records messages in a file.
//!
//! A statement registers its message ([`statement`]), and its thread puts the record into its ring
//! ([`queue`], [`ring`]). The writer ([`writer`]) takes the records of all threads in the
//! order of their times ([`merge`]), encodes them into blocks ([`section`], [`values`]), and writes
//! them ([`file`]).

mod file;
mod levels;
mod lock;
mod long;
mod merge;
mod nanos;
#[cfg(not(feature = "tracing"))]
mod no_spans;
pub(crate) mod private;
mod queue;
mod records;
mod ring;
mod section;
mod settings;
mod short;
mod sink;
mod slot;
mod source;
#[cfg(feature = "tracing")]
mod spans;
mod state;
mod statement;
mod thread_end;
mod values;
mod writer;

#[cfg(not(feature = "tracing"))]
use self::no_spans as spans;
pub use self::records::{Recording, RecordingStatus, Records, flush};
pub use self::settings::ParseRecordsError;
#[cfg(feature = "tracing")]
pub use self::spans::Spans;
pub use self::state::WhenFull;
