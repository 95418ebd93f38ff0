//! Reads the messages that `kea_messages!` and `#[derive(KeaMessages)]` define in Rust
//! source.
//!
//! [`Packages`] reads the messages of packages. With the feature `packages`,
//! [`Catalogue::read_paths`](crate::Catalogue::read_paths) also takes Rust files and
//! folders of them. Rust can only be read: catalogues are not converted to it.
//!
//! Like a macro, the reader works on tokens: it finds definitions in modules, in function bodies
//! and in the arguments of other macros, without compiling anything. The error for a mistake in a
//! definition is the same as that of the compiler.
//!
//! - A message under `#[cfg(..)]` is read, and [`Message::cfg`](crate::Message::cfg) is the
//!   condition. `cfg_if!` and `cfg_select!` are supported too. If several messages have the
//!   same ID and different conditions, the first is kept, or the first without a condition.
//! - A message in a test is skipped, unless tests are requested: under `#[cfg(test)]`, in a
//!   function with `#[test]` or an attribute whose path ends in `test`, or in a target that
//!   is a test, an example, a benchmark or a build script.
//! - The macros can be renamed: `use kea_messages::kea_messages as define` applies to
//!   its package, and a `pub use` to all packages that are read.
//! - A duplicate ID is always an error, because a manual and a lock file have
//!   one message for each ID. The compiler only notices duplicates within a module.
//!
//! # Limitations
//!
//! - Macros are not expanded. The body of a `macro_rules!` is skipped, and so are the
//!   arguments of `quote!`, `parse_quote!` and `stringify!`; the arguments of any other
//!   macro are read as they are written. Text that a macro generates, as in `#[doc =
//!   include_str!("..")]` or `#[doc = concat!(..)]`, is not part of a description.
//! - Conditions are not evaluated. A `#[cfg_attr(condition, ..)]` on or inside a type that
//!   derives `KeaMessages` is treated as if its condition were true; of several
//!   `#[cfg_attr(condition, message(..))]` on a variant, only the first is used. A field
//!   with a `#[cfg]` is an argument if the text has a placeholder for it. On a definition in
//!   `kea_messages!`, a `#[cfg_attr(..)]` is ignored, as in the compiled catalogue.
//! - Files whose path is not a string literal are not read:
//!   `include!(concat!(env!("OUT_DIR"), "/x.rs"))`. A missing file of a module is not
//!   reported, because the compiler does that.
//! - If two modules include the same file under different conditions, its messages only
//!   have the conditions that both share.
//! - Dependencies are not read, only the members of the workspace.

// As in the root.
#![cfg_attr(not(feature = "packages"), allow(rustdoc::broken_intra_doc_links))]

#[cfg(feature = "packages")]
mod choices;
#[cfg(feature = "packages")]
mod context;
mod depth;
#[cfg(feature = "packages")]
mod file;
#[cfg(feature = "packages")]
mod folder;
#[cfg(feature = "packages")]
mod modules;
#[cfg(feature = "packages")]
mod names;
#[cfg(feature = "packages")]
mod package;
#[cfg(feature = "packages")]
mod paths;
#[cfg(feature = "packages")]
mod scan;
#[cfg(feature = "packages")]
mod stack;
#[doc(hidden)]
pub mod syntax;
#[cfg(feature = "packages")]
mod uses;

#[cfg(feature = "files")]
pub(super) use self::depth::{MAX_TYPE_DEPTH, too_deep_with_types};
#[cfg(feature = "packages")]
pub use self::package::Packages;
#[cfg(feature = "packages")]
pub(crate) use self::paths::read_paths;
#[cfg(feature = "packages")]
pub(super) use self::paths::{files_in, has_ending};
#[cfg(feature = "packages")]
pub use self::uses::{Statement, Uses};
