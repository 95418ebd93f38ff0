//! The formats of catalogues. Each format has a module with its reader and its writer.
//!
//! Files are read and written by their [`Format`]. Rust source, which consists of several files, is
//! read by `rust::Packages` and `Catalogue::read_paths`.

#[cfg(feature = "files")]
mod argument;
#[cfg(feature = "json")]
mod converted;
#[cfg(feature = "packages")]
pub mod cpp;
#[cfg(feature = "files")]
mod format;
#[cfg(feature = "convert")]
mod journal;
#[cfg(feature = "json")]
pub mod json;
#[cfg(feature = "files")]
mod lock;
#[cfg(feature = "files")]
pub mod mes;
#[cfg(feature = "convert")]
pub mod parsers;
#[cfg(feature = "convert")]
mod po;
#[cfg(feature = "convert")]
pub mod prometheus;
#[cfg(feature = "files")]
mod purpose;
#[cfg(feature = "rust")]
pub mod rust;
#[cfg(feature = "files")]
mod serde_error;
#[cfg(feature = "files")]
mod toml;
#[cfg(feature = "convert")]
mod translation;
#[cfg(all(feature = "files", feature = "types"))]
mod types;

#[cfg(feature = "json")]
pub use self::converted::Converted;
#[cfg(feature = "files")]
pub use self::format::Format;
#[cfg(feature = "files")]
pub(crate) use self::format::read;
#[cfg(feature = "files")]
pub use self::lock::UnreadableLock;
#[cfg(feature = "files")]
pub(crate) use self::purpose::Purpose;
#[cfg(feature = "convert")]
pub use self::translation::is_translation;
#[cfg(all(feature = "files", feature = "types"))]
pub use self::types::Types;
