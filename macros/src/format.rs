//! The formats of arguments, such as `{ratio:.2}`.

use crate::tokens::Tokens;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::LitStr;

/// The format of an argument, and the span of the text that contains it.
pub(crate) struct Format {
    written: String,
    span: Span,
}

impl Format {
    pub(crate) fn new(written: &str, span: Span) -> Self {
        Self {
            written: written.to_owned(),
            span,
        }
    }

    /// Returns the trait of `std::fmt` for this format, if it is not `Display`.
    fn of_trait(&self) -> Option<&'static str> {
        Some(match self.written.chars().last()? {
            '?' => "Debug",
            'x' => "LowerHex",
            'X' => "UpperHex",
            'o' => "Octal",
            'b' => "Binary",
            'e' => "LowerExp",
            'E' => "UpperExp",
            'p' => "Pointer",
            _ => return None,
        })
    }

    pub(crate) fn is_debug(&self) -> bool {
        self.written.ends_with('?')
    }

    /// Returns the method of `TypeOf` that shows an argument with this format, or `None` if it is
    /// shown like an argument without a format.
    ///
    /// If `format_args!` requires the same trait, the method has no bound, because an argument that
    /// does not implement the trait would cause two errors.
    pub(crate) fn method(format: Option<&Self>) -> Option<&'static str> {
        match format.map(Self::of_trait) {
            Some(None) => Some("show_display"),
            Some(Some("Debug")) => Some("show_debug"),
            _ => None,
        }
    }

    /// Returns the bounds for an argument without a declared type.
    pub(crate) fn bounds(&self, span: Span) -> TokenStream {
        let Some(name) = self.of_trait() else {
            return quote_spanned!(span=> ::core::fmt::Display);
        };
        let name = Ident::new(name, span);
        if self.is_debug() {
            quote_spanned!(span=> ::core::fmt::#name)
        } else {
            quote_spanned!(span=> ::core::fmt::Display + ::core::fmt::#name)
        }
    }

    /// Returns an expression of the type `Value` for `value`, which the text shows in this format.
    /// The expression also takes a reference to the argument.
    pub(crate) fn shown(
        &self,
        value: &TokenStream,
        argument: &impl ToTokens,
        kea: &Tokens,
    ) -> TokenStream {
        // If the type does not support the format, rustc reports this at the text.
        let span = Span::mixed_site().located_at(self.span);
        let literal = LitStr::new(&format!("{{:{}}}", self.written), span);
        quote_spanned! {span=>
            #kea::Value::InFormat(&#kea::__private::InFormat::new(
                #value,
                ::core::format_args!(#literal, #argument),
            ))
        }
    }
}
