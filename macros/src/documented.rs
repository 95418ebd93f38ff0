//! Expands `#[documented]`, which adds the pages of messages to the documentation of their
//! variants.
//!
//! The tokens of the item are not changed, but each variant gets an attribute that only rustdoc
//! uses. A variant with a mistake does not get the attribute, and the derive reports the mistake.

use crate::targets::targets;
use crate::tokens::any_word;
use kea_messages_catalog::documentation::{block, block_of_wrapper, has_block};
use kea_messages_catalog::formats::rust::syntax::{Meaning, MessageType, Variant, rust_type};
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

/// Derives that do not create messages. Others could, because a user can rename the derive.
const OTHER_DERIVES: [&str; 12] = [
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "Eq",
    "Error",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Serialize",
];

pub(crate) fn expand(options: TokenStream, item: TokenStream) -> TokenStream {
    if !has_derive(item.clone()) {
        let reason = "expected `#[derive(KeaMessages)]` below `#[documented]`: write \
                      `#[documented]` above the derive of an enum or a struct";
        let error = syn::Error::new(Span::call_site(), reason).into_compile_error();
        // Without the derive, its attributes would be unknown to rustc.
        let item = without_attributes_of_derive(item);
        return quote!(#error #item);
    }
    let mistake = if !options.is_empty() {
        syn::Error::new_spanned(options, "`#[documented]` takes no options")
    } else if has_block(&item.to_string()) {
        syn::Error::new(Span::call_site(), "duplicate attribute `documented`")
    } else {
        return documented(item);
    };
    let error = mistake.into_compile_error();
    quote!(#error #item)
}

/// Returns whether one of the item's attributes is a derive that could create messages.
fn has_derive(item: TokenStream) -> bool {
    attributes_with("derive", item).any(|derive| {
        any_word(derive, &|word| {
            let word = word.to_string();
            word.starts_with(char::is_uppercase) && !OTHER_DERIVES.contains(&word.as_str())
        })
    })
}

/// Returns the content of the item's attributes with this name.
fn attributes_with(name: &'static str, item: TokenStream) -> impl Iterator<Item = TokenStream> {
    item.into_iter().filter_map(move |token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
            let tokens = group.stream();
            any_word(tokens.clone(), &|word| word == name).then_some(tokens)
        }
        _ => None,
    })
}

/// Adds an attribute to the item for each of its messages.
fn documented(item: TokenStream) -> TokenStream {
    let Ok(read) = MessageType::parse(item.clone()) else {
        return item;
    };
    // A prefix in a `cfg_attr` cannot be read.
    let mut conditional = attributes_with("cfg_attr", item.clone());
    let is_conditional = conditional.any(|it| any_word(it, &|word| word == "prefix"));
    if !read.is_prefix_known || is_conditional {
        return item;
    }
    let target = |id: &str| {
        let mut variants = read.variants.iter();
        let found = variants.find(
            |variant| matches!(&variant.meaning, Meaning::Message(own) if own.message.id == id),
        )?;
        Some(format!("Self::{}", found.name.as_ref()?))
    };
    let mut attributes = Vec::with_capacity(read.variants.len());
    for variant in &read.variants {
        let attribute = attribute(variant, &read.name, &target);
        let Some(name) = &variant.name else {
            return quote!(#attribute #item);
        };
        attributes.push((name, attribute));
    }
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    if let Some(TokenTree::Group(variants)) = tokens.last_mut() {
        let mut extended = Group::new(
            variants.delimiter(),
            with_attributes(variants.stream(), attributes),
        );
        extended.set_span(variants.span());
        *variants = extended;
    }
    tokens.into_iter().collect()
}

/// Returns `#[cfg_attr(doc, doc = "...", doc(alias = "ID"))]`. Outside of rustdoc, it must not
/// count as documentation, or cost any time.
fn attribute(
    variant: &Variant,
    of_type: &Ident,
    target: &dyn Fn(&str) -> Option<String>,
) -> TokenStream {
    let name = variant.name.as_ref().unwrap_or(of_type);
    // The text has the span of a name that the user wrote, or rustdoc would not warn about broken
    // links.
    let span = name.span();
    let literal = |text: &str| {
        let mut literal = Literal::string(text);
        literal.set_span(span);
        literal
    };
    match &variant.meaning {
        Meaning::Message(own) => {
            let id = &own.message.id;
            let block = literal(&block(&own.message, &targets(&own.message, target)));
            // rustdoc does not accept an alias that is the name itself.
            let alias = (name != id).then(|| literal(id)).into_iter();
            quote_spanned!(span=> #[cfg_attr(doc, doc = #block #(, doc(alias = #alias))*)])
        }
        Meaning::Transparent(field) => {
            let rust_type = rust_type(&variant.fields[*field].rust_type);
            let block = literal(&block_of_wrapper(&rust_type));
            quote_spanned!(span=> #[cfg_attr(doc, doc = #block)])
        }
    }
}

/// Adds the attributes to the variants that have one. Both are in the same order.
fn with_attributes(variants: TokenStream, attributes: Vec<(&Ident, TokenStream)>) -> TokenStream {
    let mut attributes = attributes.into_iter().peekable();
    let mut tokens: Vec<TokenTree> = Vec::new();
    // The position at which the current variant begins.
    let mut start = 0;
    for token in variants {
        let is_attribute = |token: &TokenTree| match token {
            TokenTree::Punct(sign) => sign.as_char() == '#',
            token => matches!(token, TokenTree::Group(_)),
        };
        if let (TokenTree::Ident(word), Some((name, attribute))) = (&token, attributes.peek_mut()) {
            if word == *name && tokens[start..].iter().all(is_attribute) {
                tokens.splice(start..start, std::mem::take(attribute));
                attributes.next();
            }
        }
        let is_end = matches!(&token, TokenTree::Punct(sign) if sign.as_char() == ',');
        tokens.push(token);
        if is_end {
            start = tokens.len();
        }
    }
    tokens.into_iter().collect()
}

/// Removes the attributes that only the derive knows.
fn without_attributes_of_derive(tokens: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let TokenTree::Group(group) = token else {
            kept.push(token);
            continue;
        };
        let is_attribute =
            matches!(kept.last(), Some(TokenTree::Punct(sign)) if sign.as_char() == '#');
        if is_attribute {
            let name = group.stream().into_iter().next();
            let name = name.map_or_else(String::new, |name| name.to_string());
            if ["kea", "message", "secret", "field"].contains(&name.as_str()) {
                kept.pop();
                continue;
            }
        }
        let mut inner = Group::new(
            group.delimiter(),
            without_attributes_of_derive(group.stream()),
        );
        inner.set_span(group.span());
        kept.push(inner.into());
    }
    kept.into_iter().collect()
}
