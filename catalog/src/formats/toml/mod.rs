//! Catalogues in TOML: a table for each message, whose key is the ID.
//!
//! - `syntax` parses a file with the crate `toml`, and reports syntax errors. `not_toml`
//!   determines what was meant.
//! - `keys` finds duplicate keys, for which `toml` does not report the first place.
//! - `values` reads values with serde, `message` reads messages, and `read` reads a file.
//!   A mistake in one value does not stop the reader.
//! - `write` writes catalogues and local texts, with the `strings` of `toml_writer`.

mod brackets;
mod keys;
mod message;
mod not_toml;
mod read;
#[cfg(feature = "convert")]
pub(super) mod strings;
mod syntax;
mod values;
#[cfg(feature = "convert")]
mod write;

pub(super) use self::read::{read, table_of_catalogue};
pub(super) use self::syntax::parse;
pub(super) use self::values::{Value, Values};
#[cfg(feature = "convert")]
pub(super) use self::write::{text_key, write, write_local_texts};
