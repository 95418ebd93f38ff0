//! Side files, which give names and types to the arguments of catalogues that have none.
//!
//! `section` has the model of a file, `read` reads it, and `apply` adds its names and types to the
//! arguments of a catalogue. `runtime/guide/value_types.md` describes the form of a side file.

mod apply;
mod read;
mod section;
#[cfg(test)]
mod tests;

pub use self::apply::Types;
