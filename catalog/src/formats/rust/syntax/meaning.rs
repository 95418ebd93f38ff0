//! The meaning of a variant and of its fields.

use super::spans::Spans;
use super::tokens::{first_span, rust_type};
use crate::bytes_type::is_bytes;
use crate::{Argument, Message};
use kea_messages_base::severity::Severity;
use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Member, Type};

/// The meaning of a variant.
pub enum Meaning {
    /// A separate message.
    Message(Box<OwnMessage>),
    /// The message in the field with this index.
    Transparent(usize),
}

/// The message of a variant.
pub struct OwnMessage {
    /// The message.
    pub message: Message,
    /// The severity, which a variant always states.
    pub severity: Severity,
    /// The places of the message's parts.
    pub spans: Spans,
}

/// A field of a variant or a struct.
pub struct Field {
    /// The name or number of the field.
    pub member: Member,
    /// The type of the field.
    pub rust_type: Type,
    /// How it is used.
    pub role: Role,
    /// Whether it is an argument without a placeholder.
    pub is_field: bool,
    /// Whether it has a `#[cfg]`. A derive never sees one, because rustc has already
    /// resolved them.
    pub is_conditional: bool,
}

/// How a field is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An argument that is printed with `Display`.
    Display,
    /// An argument that is printed with `Debug`.
    Debug,
    /// An argument that is a secret.
    Secret,
    /// Not an argument.
    Skip,
}

impl Field {
    pub(super) fn is_skipped(&self) -> bool {
        self.role == Role::Skip
    }

    /// Returns the name of the field, or its number, counted from 0.
    pub(super) fn name(&self) -> String {
        match &self.member {
            Member::Named(name) => name.unraw().to_string(),
            Member::Unnamed(index) => index.index.to_string(),
        }
    }

    pub(super) fn argument(&self, number: usize) -> Argument {
        let mut argument = match &self.member {
            Member::Named(name) => Argument::named(&name.unraw().to_string()),
            Member::Unnamed(_) => Argument::unnamed(number),
        };
        let written = rust_type(&self.rust_type);
        // These types have another text with `Debug`, and the program that reads the text only
        // knows the type.
        let is_other = self.role == Role::Debug && (is_bytes(&written) || written == "char");
        argument.rust_type = Some(if is_other {
            "impl Debug".to_owned()
        } else {
            written
        });
        argument.secret = self.role == Role::Secret;
        argument.field = self.is_field;
        argument
    }

    pub(super) fn span(&self) -> Span {
        match &self.member {
            Member::Named(name) => name.span(),
            Member::Unnamed(_) => first_span(&self.rust_type),
        }
    }
}
