//! The model of a message catalogue, as plain code.
//!
//! Everything that can be said of a message without knowing where it was
//! written stands here: the grammar of its text ([`template`]), its severity
//! ([`severity`]), its ID ([`id`]) and the checks that hold all of it together
//! ([`Message::faults`]). The macros, and whatever else reads catalogues, bring
//! the places: a [`Fault`] says which [`Part`] of a message is wrong, and who
//! read the message knows where that part stands.
//!
//! With the feature `files` it reads catalogue files, TOML and Kea's `.mes`
//! ([`file`](mod@file)). Without the feature `model` the crate is `no_std` and
//! needs no allocator. That part is what programs use at run time.

#![no_std]
#![forbid(unsafe_code)]

#[cfg(feature = "model")]
extern crate alloc;
#[cfg(feature = "files")]
extern crate std;

#[cfg(feature = "model")]
pub mod documentation;
#[cfg(feature = "files")]
pub mod file;
pub mod id;
pub mod line;
#[cfg(feature = "model")]
pub mod markdown;
#[cfg(feature = "model")]
mod message;
#[cfg(feature = "model")]
mod nearest;
pub mod packed;
pub mod severity;
pub mod template;

#[cfg(feature = "model")]
pub use self::message::{Argument, Deprecation, Fault, MAX_LENGTH, MAX_NAME_LENGTH, Message, Part};
#[cfg(feature = "model")]
pub use self::nearest::nearest;
