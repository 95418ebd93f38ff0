//! The formats of arguments, `{ratio:.2}`.

use crate::tokens::Tokens;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::LitStr;

/// The format of an argument, and the span of its text.
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

    /// The trait of `std::fmt` that prints in this format, if it is not `Display`.
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

    /// The method of `TypeOf` that shows an argument of this format. None where it is shown
    /// as without one.
    ///
    /// Where `format_args!` asks for the same trait, the method asks for none, or what lacks
    /// it would be two errors.
    pub(crate) fn method(format: Option<&Self>) -> Option<&'static str> {
        match format.map(Self::of_trait) {
            Some(None) => Some("show_display"),
            Some(Some("Debug")) => Some("show_debug"),
            _ => None,
        }
    }

    /// What an argument without a type has to implement.
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

    /// An expression of the type `Value`: `value`, which the text shows in this format.
    /// It is created from a reference to the argument.
    pub(crate) fn shown(
        &self,
        value: &TokenStream,
        argument: &impl ToTokens,
        kea: &Tokens,
    ) -> TokenStream {
        // rustc reports what the type cannot do where the text is.
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
