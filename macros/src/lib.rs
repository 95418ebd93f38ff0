//! The macros of [`kea-messages`](https://docs.rs/kea-messages). Use them through
//! that crate, which documents them.
//!
//! The crate `kea-messages-catalog` reads the tokens into definitions and checks them, as
//! it does for the program `kea-messages`; here they are written as Rust. `define` does
//! that for `kea_messages!`, `derive` for `#[derive(KeaMessages)]`. Reading finds every
//! mistake; expansion cannot fail.

#![forbid(unsafe_code)]

mod constant;
mod define;
mod derive;
mod documented;
mod format;
mod gate;
mod misuse;
mod native;
mod part;
mod reference;
mod targets;
mod tokens;

use proc_macro::TokenStream;

/// What `kea_messages!` expands to: the path of the runtime crate in parentheses, and the
/// definitions. The item under it is replaced.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn define(input: TokenStream, _: TokenStream) -> TokenStream {
    define::expand(input.into()).into()
}

/// Makes messages of an enum's variants, or of a struct.
///
/// ```
/// use kea_messages::{KeaMessages, emit};
///
/// #[derive(Debug, KeaMessages)]
/// #[kea(prefix = "ALLOC_ENGINE_")]
/// enum AllocError<'a> {
///     /// The allocation engine gave up looking for a free address.
///     #[message(warn, "%1: failed to allocate an IPv4 address after %2 attempt(s)")]
///     V4AllocFail { client: &'a str, attempts: u32 },
///
///     /// The allocation engine failed.
///     #[message(error, id = "ALLOC_ENGINE_V4_ALLOC_ERROR", "%1: error during allocation: %2")]
///     V4AllocError(&'a str, std::io::Error),
/// }
///
/// impl std::error::Error for AllocError<'_> {}
///
/// let error = AllocError::V4AllocFail { client: "a1", attempts: 3 };
/// emit!(error);
/// assert_eq!(error.to_string(), "a1: failed to allocate an IPv4 address after 3 attempt(s)");
/// ```
///
/// The type gets [`Display`](std::fmt::Display), which is the text with the
/// fields in it, `Message`, `Emit` and `Catalogued`. It works beside
/// `thiserror::Error`, which takes that `Display` where it is given no
/// `#[error]`.
///
/// The doc comment of a variant is the message's description; its sections
/// `# Action` and `# Since` are what they are in `kea_messages!`. The fields are
/// the arguments, `%1` the first of them. A text can name them too, `{client}`, and `{0}`
/// for the first field of a tuple.
///
/// A field whose type is an error, such as `#[source]` and `#[from]` mark for thiserror, is an
/// argument like any other, of which sinks see the sources too. Where the text is not to
/// repeat it, `#[field]` lets it travel beside the text.
///
/// Two types of one module cannot have the same ID, as two definitions of `kea_messages!` cannot.
///
/// # Attributes of the type
///
/// - `#[kea(prefix = "ALLOC_ENGINE_")]`: the IDs begin so. Without it they are the
///   variants' names alone, or the struct's. rustc warns of one without `_` at its end, by
///   the lint `deprecated`.
/// - `#[kea(logger = "...")]`: the logger that the messages go to, their target
///   in a log record, in place of the module.
/// - `#[kea(crate = "path")]`: where the runtime crate is, if it is not
///   `::kea_messages`. For facades.
///
/// # Attributes of a variant, or of a struct
///
/// - `#[message(severity, "text")]`: what is logged. The severity is `fatal`,
///   `error`, `warn`, `info` or `debug(N)`.
/// - `#[message(severity, id = "...", "text")]`: an ID in full, without the
///   prefix, in place of the one that the name gives.
/// - `#[message(severity, "text", alert = "> 5/min for 10m")]`: when somebody is alerted, as
///   `#[alert]` in `kea_messages!` says it.
/// - `#[message(severity, "text", limit = "10/min per client")]`: how often it may be logged,
///   as `#[limit]` in `kea_messages!` says it. The first field of a tuple is `arg1` there.
/// - `#[message(severity, "text", promise = "text")]`: a lock file holds the message to its
///   text, as `#[promise]` in `kea_messages!` says it.
/// - `#[message(transparent)]`: the variant's only field is a message, or a `Box` of one,
///   and stands for it.
///
/// # Attributes of a field
///
/// - `#[message(skip)]`: no argument.
/// - `#[message(debug)]`: printed by its `Debug`.
/// - `#[secret]`: an argument that is printed as `<redacted>`.
/// - `#[field]`: an argument that has no placeholder. It travels as a field of the log
///   record.
#[proc_macro_derive(
    KeaMessages,
    attributes(kea, message, secret, field, error, limit, alert, promise, debug)
)]
pub fn derive_kea_messages(input: TokenStream) -> TokenStream {
    derive::expand(input.into()).into()
}

/// Adds the page of each message to the documentation of its variant.
///
/// A derive cannot change the type that it stands on. Without this attribute, rustdoc shows
/// the messages of a type under its `impl Catalogued`. With it, a variant begins with the
/// ID, the severity, the text and the arguments of its message, and rustdoc's search finds
/// the variant by the ID. It is the same for a struct.
///
/// ```
/// use kea_messages::{KeaMessages, emit};
///
/// /// What can go wrong in a store.
/// #[kea_messages::documented]
/// #[derive(Debug, KeaMessages)]
/// #[kea(prefix = "STORE_")]
/// pub enum StoreError {
///     /// The disk has no room left.
///     ///
///     /// # Action
///     /// Buy another one.
///     #[message(error, "no room for {0} bytes")]
///     Full(u64), // `STORE_FULL` **error** `no room for {arg1} bytes`, ...
/// }
///
/// emit!(StoreError::Full(512));
/// ```
///
/// It stands above the derive and has no options. Nothing but the documentation changes,
/// and that only for rustdoc: a variant without a doc comment is still one for the lint
/// `missing_docs`. What `#[cfg_attr(...)]` says of a message is not seen.
#[proc_macro_attribute]
pub fn documented(options: TokenStream, item: TokenStream) -> TokenStream {
    documented::expand(options.into(), item.into()).into()
}

/// What a statement says of the severity, held against the definition.
#[doc(hidden)]
#[proc_macro]
pub fn said(input: TokenStream) -> TokenStream {
    gate::said(input.into()).into()
}

/// The call of a function that bears the name of a severity, unless a severity is meant.
#[doc(hidden)]
#[proc_macro]
pub fn severity_call(input: TokenStream) -> TokenStream {
    misuse::severity_call(input.into()).into()
}

/// The type that an `enabled!` is given, unless it can be none.
#[doc(hidden)]
#[proc_macro]
pub fn id(given: TokenStream) -> TokenStream {
    misuse::id(given.into()).into()
}

/// A reference to an expression, whose every token stands where the expression does.
#[doc(hidden)]
#[proc_macro]
pub fn reference(message: TokenStream) -> TokenStream {
    reference::reference(message.into()).into()
}

/// A reference to what has this name, behind the path of the runtime crate. An ID without its
/// arguments is an error.
#[doc(hidden)]
#[proc_macro]
pub fn name(tokens: TokenStream) -> TokenStream {
    reference::name(tokens.into()).into()
}

/// A path with fields in braces, which stand where the path does.
#[doc(hidden)]
#[proc_macro]
pub fn literal(tokens: TokenStream) -> TokenStream {
    reference::literal(tokens.into()).into()
}

/// The error for an `emit!` or `enabled!` that no message is in.
#[doc(hidden)]
#[proc_macro]
pub fn misuse(input: TokenStream) -> TokenStream {
    misuse::expand(input.into()).into()
}
