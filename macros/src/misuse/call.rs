//! The macro that was called, and what it takes.

use crate::part::Part;
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use std::fmt::Display;
use syn::Error;

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Call {
    Emit,
    Enabled,
}

impl Call {
    /// Returns the name of the macro.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Emit => "emit",
            Self::Enabled => "enabled",
        }
    }

    /// Returns the error that says what the macro takes.
    pub(super) fn expected(self) -> &'static str {
        match self {
            Self::Emit => "`emit!` takes a message: `emit!(ID(argument, ...))`",
            Self::Enabled => "`enabled!` takes only the ID of a message: `enabled!(ID)`",
        }
    }

    /// Returns the word for what the macro takes.
    pub(super) fn object(self) -> &'static str {
        match self {
            Self::Emit => "message",
            Self::Enabled => "ID",
        }
    }

    /// Returns a correct statement with these tokens before its message.
    pub(super) fn with(self, before: impl Display) -> String {
        match self {
            Self::Emit => format!("`emit!({before}, ID(argument, ...))`"),
            Self::Enabled => format!("`enabled!({before}, ID)`"),
        }
    }
}

/// Joins the values of the arguments with commas.
pub(super) fn arguments(parts: &[Part]) -> TokenStream {
    let arguments = parts.iter().map(Part::argument);
    quote!(#(#arguments),*)
}

/// Joins the parts with commas.
pub(super) fn list(parts: &[Part]) -> TokenStream {
    quote!(#(#parts),*)
}

pub(super) fn at(tokens: impl ToTokens, reason: impl Display) -> Error {
    Error::new_spanned(tokens, reason)
}

/// Returns the severity that these tokens mean in another form.
pub(super) fn meant_severity(tokens: &[TokenTree]) -> Option<String> {
    (!tokens.is_empty())
        .then(|| Part::new(tokens.to_vec()))?
        .meant_severity()
}
