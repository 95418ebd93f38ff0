//! A definition as a constant of the runtime.

use crate::attributes::Deprecation;
use crate::documentation::segments;
use kea_messages_catalog::{Argument, Message};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// An expression of the type `&'static Outline`.
pub(crate) fn outline(
    kea: &TokenStream,
    message: &Message,
    arguments: &[Argument],
    gate: &TokenStream,
) -> TokenStream {
    let id = &message.id;
    let arguments = arguments.iter().map(|argument| {
        let name = &argument.name;
        let rust_type = argument.rust_type.iter();
        let secret = argument.secret.then(|| quote!(.secret()));
        quote!(#kea::Argument::new(#name) #(.with_type(#rust_type))* #secret)
    });
    let (segments, tail) = segments(&message.text);
    let segments = segments.iter().map(|(literal, argument)| {
        let argument = Literal::usize_unsuffixed(*argument);
        quote!((#literal, #argument))
    });
    quote! {
        &#kea::__private::Outline::new::<#gate>(#id, &[#(#arguments),*], &[#(#segments),*], #tail)
    }
}

/// An expression of the type `&'static Definition`, made of the expression of
/// an outline.
pub(crate) fn definition(
    kea: &TokenStream,
    message: &Message,
    deprecation: Option<&Deprecation>,
    outline: &TokenStream,
) -> TokenStream {
    let text = &message.text;
    let description = Some(&message.description).filter(|text| !text.is_empty());
    let description = description.into_iter();
    let action = message.action.iter();
    let since = message.since.iter();
    let deprecation = deprecation.into_iter().map(|deprecation| {
        let since = option(deprecation.since.as_deref());
        let note = option(deprecation.note.as_deref());
        quote!(.with_deprecation(#since, #note))
    });
    quote! {
        &#kea::Definition::new(#outline, #text)
            #(.with_description(#description))*
            #(.with_action(#action))*
            #(.with_since(#since))*
            #(#deprecation)*
    }
}

fn option(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => quote!(::core::option::Option::Some(#text)),
        None => quote!(::core::option::Option::None),
    }
}
