//! Generates the function of a message, and the replacement for a message with a mistake.

use super::links::Links;
use crate::define::definition::Definition;
use crate::define::signature::Signature;
use crate::tokens::Tokens;
use kea_messages_catalog::{Deprecation, documentation};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

/// The common properties of messages in the same module.
pub(super) struct Surroundings<'a> {
    pub(super) kea: &'a Tokens,
    pub(super) logger: Option<&'a str>,
    pub(super) links: &'a Links<'a>,
    /// The module that is generated for them, if there is one.
    pub(super) module: Option<&'a Ident>,
}

/// Generates the function that takes the arguments.
///
/// Its tokens have the span of the ID, so that rustc treats the function as the user's own, and
/// warns at the ID if the function is never called. The tokens of the body have the span of the
/// macro.
pub(super) fn function(definition: &Definition, surroundings: &Surroundings<'_>) -> TokenStream {
    let kea = surroundings.kea;
    let id = &definition.id;
    let span = id.span();
    let visibility = &definition.visibility;
    let cfg = &definition.attributes.cfg;
    let attributes = &definition.attributes.on_function;
    let documentation = documentation_of(definition);
    let links = surroundings.links;
    let links = links.documentation(definition, surroundings.module);
    let deprecated = deprecated_in_file(definition);
    let signature = Signature::of(definition, kea);
    let allow = allowed_lints(definition, !signature.generics.lifetimes.is_empty());
    let body = body(&signature, kea, span);
    let Signature {
        generics,
        names,
        types,
        values,
        ..
    } = &signature;
    let lifetimes = &generics.lifetimes;
    let parameters = generics.declared();
    let bounds = generics.bounds();
    quote_spanned! {span=>
        #(#cfg)* #documentation #(#attributes)* #links #deprecated #allow
        #visibility fn #id<#(#lifetimes,)* #(#parameters),*>(
            #(#names: #types),*
        ) -> #kea::Event<#id, #values> #bounds #body
    }
}

/// Generates the body. Its braces have the same span as the function.
fn body(signature: &Signature, kea: &Tokens, span: Span) -> Group {
    let Signature {
        dropped,
        kept,
        is_all_printed,
        shown_in_formats,
        ..
    } = signature;
    let inner = Span::mixed_site().located_at(span);
    let inner = if let Some(shown) = shown_in_formats {
        quote_spanned! {inner=>
            #(#kea::__private::discard(#dropped);)*
            #kea::__private::event(#kea::__private::InFormats::new(
                (#(#kept,)*),
                |values, template, visitor| {
                    visitor(&#kea::__private::occurrence(template, &[#(#shown),*]));
                },
            ))
        }
    } else if *is_all_printed {
        quote_spanned!(inner=> #kea::__private::event(#kea::__private::AllPrinted((#(#kept,)*))))
    } else {
        quote_spanned! {inner=>
            #(#kea::__private::discard(#dropped);)*
            #kea::__private::event((#(#kept,)*))
        }
    };
    let mut body = Group::new(Delimiter::Brace, inner);
    body.set_span(span);
    body
}

/// Returns the text before the user's own documentation. If there is no such documentation, the
/// text must not count as documentation, because it would silence the lint `missing_docs`.
pub(super) fn documentation_of(definition: &Definition) -> Tokens {
    #[cfg(feature = "files")]
    if definition.is_from_file {
        let page = documentation::page(&definition.message, &definition.arguments);
        return Tokens::attribute(quote!(doc = #page));
    }
    let heading = documentation::heading(&definition.message, &definition.arguments);
    if definition.attributes.is_documented {
        Tokens::attribute(quote!(doc = #heading))
    } else {
        Tokens::attribute(quote!(cfg_attr(doc, doc = #heading)))
    }
}

/// Returns the attribute `#[deprecated]` for a definition in a file, which cannot have attributes.
pub(super) fn deprecated_in_file(definition: &Definition) -> Option<Tokens> {
    if !definition.is_from_file {
        return None;
    }
    let Deprecation { since, note, .. } = definition.message.deprecation.as_ref()?;
    let since = since.iter();
    let note = note.iter();
    Some(Tokens::attribute(
        quote!(deprecated(#(since = #since,)* #(note = #note,)*)),
    ))
}

/// Returns the lints that should not be reported for a function or a struct that is a message.
pub(super) fn allowed_lints(definition: &Definition, has_lifetimes: bool) -> Tokens {
    let mut lints = Vec::new();
    let arguments = &definition.arguments;
    if definition.message.is_called_by_name {
        lints.extend(allowed_lints_of_a_struct(definition));
    }
    if arguments.len() > 7 {
        lints.push(quote!(clippy::too_many_arguments));
        lints.push(quote!(clippy::type_complexity));
    }
    if arguments.len() > 3 {
        lints.push(quote!(clippy::fn_params_excessive_bools));
        lints.push(quote!(clippy::many_single_char_names));
    }
    if definition.message.arguments.is_none() {
        // The names `arg1` and `arg10` are similar.
        lints.push(quote!(clippy::similar_names));
    }
    if has_lifetimes {
        lints.push(quote!(clippy::elidable_lifetime_names));
        lints.push(quote!(clippy::needless_lifetimes));
    }
    if definition.is_from_file {
        // A program logs only some of the messages in its product's catalogue.
        lints.push(quote!(dead_code));
        lints.push(quote!(unreachable_pub));
        if definition.message.deprecation.is_some() {
            lints.push(quote!(clippy::deprecated_semver));
        }
    }
    Tokens::attribute(quote! {
        allow(
            non_snake_case,
            clippy::items_after_statements,
            clippy::missing_inline_in_public_items
            #(, #lints)*
        )
    })
}

/// Returns the lints that should not be reported for a struct that is a message.
fn allowed_lints_of_a_struct(definition: &Definition) -> Vec<TokenStream> {
    let mut lints = vec![
        quote!(non_camel_case_types),
        quote!(clippy::upper_case_acronyms),
        quote!(clippy::exhaustive_structs),
        quote!(clippy::arbitrary_source_item_ordering),
    ];
    let arguments = definition.arguments.len();
    if arguments == 0 {
        lints.push(quote!(clippy::empty_structs_with_brackets));
    }
    if arguments > 2 {
        lints.push(quote!(clippy::struct_field_names));
    }
    if arguments > 3 {
        lints.push(quote!(clippy::struct_excessive_bools));
    }
    // The visibility is `pub(crate)` or similar.
    if definition
        .visibility
        .to_token_stream()
        .into_iter()
        .nth(1)
        .is_some()
    {
        lints.push(quote!(clippy::field_scoped_visibility_modifiers));
    }
    lints
}

/// Generates the replacement for the function of a definition with a mistake: a constant of an
/// error type, which contains the mistake. It can be called with anything, so a statement that logs
/// the message does not cause another error. A struct does not need a replacement, because rustc
/// does not report a missing name if a macro has failed.
pub(super) fn stub(definition: &Definition) -> TokenStream {
    let Definition {
        attributes,
        visibility,
        id,
        ..
    } = definition;
    let cfg = &attributes.cfg;
    if definition.has_keyword_for_id() || definition.message.is_called_by_name {
        return definition.errors.to_token_stream();
    }
    let mut rest = definition.errors.iter();
    let first = rest.next();
    quote! {
        #(#rest)*
        #(#cfg)*
        #[allow(dead_code, missing_docs, non_upper_case_globals)]
        #visibility const #id: [(); #first] = [];
    }
}
