//! Catalogues in TOML: a table for each message, its key the ID.
//!
//! - `syntax` parses a file by the crate `toml`, and reports what is not TOML; `not_toml`
//!   tells what was meant.
//! - `keys` knows which keys define something again, which `toml` does not tell.
//! - `values` reads values by serde, `message` reads messages of them, and `read` a file.
//!   A mistake in one value does not end the reading.
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

pub(super) use self::read::read;
pub(super) use self::syntax::parse;
pub(super) use self::values::{Value, Values};
#[cfg(feature = "convert")]
pub(super) use self::write::{text_key, write, write_local_texts};
