//! From Rust tokens to definitions.
//!
//! The macros read what they are given with this, with the spans that rustc gave them;
//! the program reads files with it, with the places of the file. So a mistake has the same
//! words here and there. Reading never ends at the first mistake: each definition keeps
//! its own.
//!
//! This module is for the macros of this project, and can change with any version.

mod attributes;
mod call;
mod definition;
mod derive;
mod doc;
mod errors;
mod file_call;
mod message_attribute;
mod options;
mod severity;
mod tokens;
mod type_name;
mod variant;

pub use self::attributes::{Attributes, conditions};
pub use self::call::{Call, CatalogueItem};
pub use self::definition::{Declared, Definition};
pub use self::derive::MessageType;
pub use self::errors::Errors;
pub use self::file_call::FileCall;
pub use self::severity::severity;
#[cfg(feature = "packages")]
pub(super) use self::tokens::written;
pub use self::tokens::{first_span, rust_type};
pub use self::type_name::id_of_type_name;
pub use self::variant::{Field, Meaning, OwnMessage, Role, Variant};

use crate::Part;
use proc_macro2::Span;

/// Where the parts of a message stand.
#[derive(Debug)]
pub struct Spans {
    /// The ID, or the name that it is made of.
    pub id: Span,
    /// The text.
    pub text: Span,
    /// The arguments, as far as they are declared.
    pub arguments: Vec<Span>,
    /// The beginning of the description, if there is one.
    pub description: Option<Span>,
}

impl Spans {
    /// Where a part stands, or the ID where the part is not there.
    #[must_use]
    pub fn of(&self, part: Part) -> Span {
        match part {
            Part::Id | Part::Description | Part::Action => self.id,
            Part::Text => self.text,
            Part::Argument(index) => self.arguments.get(index).copied().unwrap_or(self.id),
        }
    }
}

#[cfg(test)]
mod tests;
