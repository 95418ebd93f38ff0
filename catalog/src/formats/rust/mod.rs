//! Rust source as a catalogue: what `kea_messages!` and `#[derive(KeaMessages)]` define.
//!
//! [`Packages`] reads what packages define. With the feature `packages`,
//! [`Catalogue::read_paths`](crate::Catalogue::read_paths) takes Rust files and folders of
//! them as well. Rust is read alone: nothing is converted to it.
//!
//! The reader goes by tokens, as a macro does: it finds definitions in modules, in function
//! bodies and in the arguments of other macros, and needs nothing that is compiled. A
//! definition with a mistake gets the words that rustc prints for it.
//!
//! - A message under `#[cfg(..)]` is read, and [`Message::cfg`](crate::Message::cfg) is the
//!   condition. `cfg_if!` and `cfg_select!` are conditions too. Of several messages with
//!   one ID and different conditions, the first is kept, or the first without a condition.
//! - A message in a test is left out unless tests are asked for: under `#[cfg(test)]`, in a
//!   function with `#[test]` or an attribute whose path ends in `test`, or in a target that
//!   is a test, an example, a benchmark or a build script.
//! - The macros can have other names: `use kea_messages::kea_messages as define`, in the
//!   package that says so, and in all packages that are read if it is a `pub use`.
//! - An ID that is defined twice is an error, wherever the two are: a manual and a lock file
//!   have one message for it. rustc sees only two in one module.
//!
//! # What it does not see
//!
//! - What a macro makes. The body of a `macro_rules!` is passed over, and so are the
//!   arguments of `quote!`, `parse_quote!` and `stringify!`; those of any other macro are
//!   read as they stand. Text that a macro makes, as in `#[doc = include_str!("..")]` or
//!   `#[doc = concat!(..)]`, is not part of a description.
//! - Which conditions hold. A `#[cfg_attr(condition, ..)]` on a type that derives
//!   `KeaMessages`, or inside of it, is taken as if its condition held; of several
//!   `#[cfg_attr(condition, message(..))]` on a variant, the first is. A field with a
//!   `#[cfg]` is an argument if the text has a placeholder for it. On a definition in
//!   `kea_messages!` a `#[cfg_attr(..)]` is passed over, as it is in the compiled catalogue.
//! - Files whose path is not a string: `include!(concat!(env!("OUT_DIR"), "/x.rs"))`. A file
//!   of a module that is not there is rustc's to report.
//! - Both conditions of a file that two modules name: its messages have what the two have
//!   in common.
//! - Dependencies: the members of the workspace are read, and nothing else.

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
pub use self::uses::{Statement, Uses};
