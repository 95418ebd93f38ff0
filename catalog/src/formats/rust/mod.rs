//! Rust source as a catalogue: what `kea_messages!` and `#[derive(KeaMessages)]` define.
//!
//! [`Packages`] reads what packages define. With the feature `packages`,
//! [`Catalogue::read_paths`](crate::Catalogue::read_paths) takes Rust files and folders of
//! them as well. Rust is read alone: nothing is converted to it.

#[cfg(feature = "packages")]
mod file;
#[cfg(feature = "packages")]
mod modules;
#[cfg(feature = "packages")]
mod package;
#[cfg(feature = "packages")]
mod scan;
#[doc(hidden)]
pub mod syntax;
#[cfg(feature = "packages")]
mod uses;

#[cfg(feature = "packages")]
pub use self::package::Packages;
#[cfg(feature = "packages")]
pub(crate) use self::package::read_paths;
#[cfg(feature = "packages")]
pub use self::uses::Uses;
