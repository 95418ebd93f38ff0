//! Records messages in a file.
//!
//! A statement registers its message ([`statement`]), and its thread puts the record into its ring
//! ([`slot`], [`ring`]). The writer ([`writer`]) takes the records of all threads in the
//! order of their times ([`merge`]), encodes them into blocks ([`section`], [`values`]), and writes
//! them ([`file`]).

mod file;
mod levels;
mod merge;
pub(crate) mod private;
mod records;
mod ring;
mod section;
mod slot;
mod state;
mod statement;
mod thread_end;
mod values;
mod writer;

pub use self::records::{Recording, RecordingStatus, Records, flush};
pub use self::state::WhenFull;
