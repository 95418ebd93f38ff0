//! Parses Rust tokens into definitions.
//!
//! The macros use this module to parse their input, with the spans of the compiler. The program
//! uses it to parse files, with places in the file. So both report a mistake with the same text.
//! Parsing does not stop at the first mistake: the mistakes of each definition are reported.
//!
//! This module is for the macros of this project, and can change in any version.

mod argument_type;
mod attributes;
mod call;
mod conflict;
mod definition;
mod derive;
mod doc;
mod errors;
mod file_call;
mod head;
mod head_tokens;
mod item;
mod meaning;
mod message_attribute;
mod options;
mod severity;
mod skip;
mod spans;
mod text_literal;
mod thiserror;
mod tokens;
mod variant;
mod wrong_argument;
mod wrong_option;

pub use self::argument_type::{undeclared_lifetime, unusable};
pub use self::attributes::{Attributes, conditions};
pub use self::call::{Call, CatalogueItem};
pub use self::definition::{Declared, Definition};
pub use self::derive::MessageType;
pub use self::errors::Errors;
pub use self::file_call::FileCall;
pub use self::meaning::{Field, Meaning, OwnMessage, Role};
pub use self::severity::severity;
pub use self::spans::Spans;
#[cfg(feature = "packages")]
pub(super) use self::tokens::written;
pub use self::tokens::{declared_type, first_span, rust_type};
pub use self::variant::Variant;
pub use crate::type_name::id_of_type_name;

#[cfg(test)]
mod tests;
