//! The model of a message catalogue, the formats that it is written in, and its checks.
//!
//! - [`Message`] is one message as its definition states it, wherever that was written;
//!   [`Message::faults`] says what is wrong with it.
//! - [`Catalogue`] has the messages of some files, each with its places. It is read by
//!   [`Catalogue::read`] and written by `Format::write`.
//! - [`formats`] has a module for each format.
//! - [`checks`] find likely mistakes. [`Lock`] tells whether the messages are what was
//!   promised of them, and [`ReleaseNotes`] what changed.
//! - [`Finding`] is what readers, checks and the lock report, each with a [`Code`]. A
//!   catalogue can suppress it: [`Catalogue::is_allowed`].
//!
//! # Features
//!
//! - `files` (default): reads TOML and Kea's `.mes`, checks, and draws findings.
//! - `json`: reads and writes JSON.
//! - `convert`: writes all formats, and reads translations for gettext.
//!
//! Without features the crate has the model alone, and no dependency but
//! `kea-messages-core`.

#![forbid(unsafe_code)]

mod allow;
mod catalogue;
#[cfg(feature = "files")]
mod change;
#[cfg(feature = "files")]
pub mod checks;
mod code;
mod compiled;
pub mod documentation;
mod faults;
#[cfg(feature = "files")]
mod files;
mod finding;
#[cfg(feature = "files")]
pub mod formats;
mod kind;
#[cfg(feature = "files")]
mod lock;
pub mod markdown;
mod message;
mod pack;
#[cfg(feature = "files")]
mod read;
#[cfg(feature = "files")]
mod release_notes;
#[cfg(feature = "files")]
mod render;
pub mod severity;
mod source;
mod suggest;
mod type_name;

pub use self::allow::Allow;
pub use self::catalogue::{Broken, Catalogue, Entry, Header, Inferred, Places};
pub use self::code::{Code, Level, UnknownCode};
pub use self::faults::{Fault, MAX_LENGTH, MAX_NAME_LENGTH, Part};
pub use self::finding::{Finding, Label};
pub use self::kind::Kind;
#[cfg(feature = "files")]
pub use self::lock::Lock;
pub use self::message::{Argument, Deprecation, Message};
pub use self::pack::{Packed, row_order};
#[cfg(feature = "files")]
pub use self::release_notes::ReleaseNotes;
pub use self::source::Source;
pub use self::suggest::{Unknown, nearest};
pub use self::type_name::id_of_type_name;
