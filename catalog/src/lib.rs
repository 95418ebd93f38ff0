//! The model of a message catalogue, its file formats, and its checks.
//!
//! - [`Message`] is a message as its definition states it, in any format.
//!   [`Message::faults`] returns its mistakes.
//! - [`Catalogue`] has the messages of some files, each with its places.
//!   [`Catalogue::read`] reads it, and `Format::write` writes it.
//! - [`formats`] has a module for each format.
//! - [`checks`] finds likely mistakes. [`Lock`] checks whether the messages keep their
//!   promises, and [`ReleaseNotes`] and [`Since`] show what changed.
//! - [`built_in`] returns the messages that the crates of kea-messages log themselves.
//! - [`Finding`] is a problem that readers, checks or the lock report. It has a [`Code`], and a
//!   catalogue can suppress findings by their code: [`Catalogue::is_allowed`].
//!
//! # Features
//!
//! - `catalogue`: [`Catalogue`], with the places and the findings of its messages.
//! - `files` (default): reads TOML and Kea's `.mes`, checks catalogues, and renders
//!   findings.
//! - `json`: reads and writes JSON.
//! - `convert`: writes all formats, and reads translations for gettext.
//! - `local-texts`: compares files of local texts with the messages that they replace.
//! - `packages`: reads the messages that are defined in the Rust source of packages
//!   and folders. It needs Rust 1.88.
//! - `types`: the types of arguments, which define the texts that are their values. With `files`,
//!   also side files with types, for catalogues without types.
//! - `compiled`: converts the compiled definitions of a program to a catalogue.
//! - `rust`: parses definitions from tokens, for the macros.
//!
//! Without features, the crate only has the model of a message, and depends only on
//! `kea-messages-base`.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]
// The documentation links to items that only some features have.
#![cfg_attr(not(feature = "files"), allow(rustdoc::broken_intra_doc_links))]

mod alert;
#[cfg(feature = "catalogue")]
mod allow;
#[cfg(feature = "files")]
mod built_in;
#[doc(hidden)]
pub mod bytes_type;
#[cfg(feature = "catalogue")]
mod catalogue;
#[cfg(feature = "files")]
mod change;
#[cfg(feature = "files")]
pub mod checks;
#[cfg(feature = "catalogue")]
mod code;
#[cfg(feature = "compiled")]
mod compiled;
#[doc(hidden)]
pub mod documentation;
mod faults;
#[cfg(feature = "files")]
mod files;
#[cfg(feature = "catalogue")]
mod finding;
pub mod formats;
mod kind;
mod limit;
#[cfg(feature = "local-texts")]
mod local_texts;
#[cfg(feature = "files")]
mod lock;
#[cfg(feature = "packages")]
mod locks;
mod logged_text;
#[cfg(feature = "json")]
mod manual_url;
#[cfg(feature = "catalogue")]
pub mod markdown;
#[cfg(feature = "packages")]
mod merge;
mod message;
mod named_format;
#[cfg(feature = "packages")]
mod named_lock;
mod named_text;
mod pack;
#[cfg(feature = "files")]
mod promise;
#[cfg(feature = "files")]
mod read;
#[cfg(feature = "files")]
mod release_notes;
#[cfg(feature = "files")]
mod render;
#[doc(hidden)]
pub mod severity;
#[cfg(feature = "files")]
mod since;
#[cfg(feature = "catalogue")]
mod source;
mod stated_promise;
mod suggest;
#[cfg(feature = "catalogue")]
mod suppress;
#[doc(hidden)]
pub mod type_name;
#[cfg(feature = "types")]
mod types;

#[cfg(feature = "catalogue")]
pub use self::allow::Allow;
#[cfg(feature = "files")]
pub use self::built_in::built_in;
#[cfg(feature = "catalogue")]
pub use self::catalogue::{Broken, Catalogue, Entry, Header, Inferred, Places};
#[cfg(feature = "catalogue")]
pub use self::code::{Code, Level, UnknownCode};
pub use self::faults::{Fault, MAX_LENGTH, MAX_NAME_LENGTH, Part};
#[cfg(feature = "files")]
pub use self::files::similar_file;
#[cfg(feature = "catalogue")]
pub use self::finding::{Finding, Label, MissingFile};
#[cfg(all(feature = "files", feature = "types"))]
pub use self::formats::Types;
#[cfg(feature = "files")]
pub use self::formats::UnreadableLock;
pub use self::kind::Kind;
#[cfg(feature = "local-texts")]
pub use self::local_texts::{LocalFinding, LocalProblem, LocalText, LocalTexts};
#[cfg(feature = "files")]
pub use self::lock::Lock;
#[cfg(feature = "json")]
pub use self::manual_url::{InvalidManualUrl, ManualUrl, page_of_message};
// Used by the macros.
#[doc(hidden)]
pub use self::message::in_order;
pub use self::message::{Argument, Deprecation, Message};
// Used by the macros, whose output the runtime of the same version reads.
#[doc(hidden)]
pub use self::pack::{Packed, row_order};
#[cfg(feature = "files")]
pub use self::release_notes::ReleaseNotes;
#[cfg(feature = "files")]
pub use self::since::Since;
#[cfg(feature = "catalogue")]
pub use self::source::Source;
pub use self::suggest::{Unknown, nearest};
#[cfg(feature = "types")]
pub use self::types::{Expression, InvalidExpression, ValueType};
