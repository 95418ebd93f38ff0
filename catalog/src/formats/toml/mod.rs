//! Catalogues in TOML: a table for each message, its key the ID.

mod read;
#[cfg(feature = "convert")]
mod write;

pub(crate) use self::read::read;
#[cfg(feature = "convert")]
pub use self::write::{local_texts, write};
