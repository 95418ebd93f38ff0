//! The macros of [`kea-messages`](https://docs.rs/kea-messages). Use them through
//! that crate, which documents them.
//!
//! The crate `kea-messages-catalog` parses the tokens into definitions and checks them, as it does
//! for the program `kea-messages`. This crate generates the Rust code: the module `define` for
//! `kea_messages!`, and the module `derive` for `#[derive(KeaMessages)]`. Parsing finds every
//! mistake, and expansion cannot fail.

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
mod plain;
mod reference;
mod targets;
mod tokens;

use proc_macro::TokenStream;

/// Expands `kea_messages!`. It takes the path of the runtime crate in parentheses and the
/// definitions, and replaces the item below it.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn define(input: TokenStream, _: TokenStream) -> TokenStream {
    define::expand(input.into()).into()
}

/// Turns the variants of an enum, or a struct, into messages.
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
/// The derive implements [`Display`](core::fmt::Display), which is the text with
/// the fields in it, `Message`, `Emit` and `Catalogued`. It can be combined
/// with `thiserror::Error`, which uses this `Display` if there is no
/// `#[error]`.
///
/// The doc comment of a variant is the description of the message; its sections `#
/// Action` and `# Since` have the same meaning as in `kea_messages!`. The fields are the
/// arguments, and `%1` is the first of them. A text can also name them: `{client}`, or
/// `{0}` for the first field of a tuple.
///
/// A field whose type is an error, such as one that is marked `#[source]` or `#[from]` for
/// thiserror, is an argument like any other, and sinks also receive its sources. To log it
/// without repeating it in the text, mark it `#[field]`.
///
/// Two types in a module cannot have the same ID, like two definitions of `kea_messages!`.
///
/// # Attributes of the type
///
/// - `#[kea(prefix = "ALLOC_ENGINE_")]`: a prefix for the IDs. Without it, an ID is just
///   the name of the variant or the struct. The compiler warns about a prefix that does
///   not end with `_`, with the lint `deprecated`.
/// - `#[kea(logger = "...")]`: the logger that the messages go to, which is the
///   target of their log records instead of the module.
/// - `#[kea(crate = "path")]`: the path of the runtime crate, if it is not
///   `::kea_messages`. This is for crates that re-export it.
///
/// # Attributes of a variant, or of a struct
///
/// - `#[message(severity, "text")]`: the severity and the text. The severity is
///   `fatal`, `error`, `warn`, `info` or `debug(N)`.
/// - `#[message(severity, id = "...", "text")]`: a full ID, without the prefix,
///   instead of the one that is derived from the name.
/// - `#[message(severity, "text", alert = "> 5/min for 10m")]`: when an alert fires, as with
///   `#[alert]` in `kea_messages!`.
/// - `#[message(severity, "text", limit = "10/min per client")]`: how often the message may
///   be logged, as with `#[limit]` in `kea_messages!`. The first field of a tuple is called
///   `arg1` here.
/// - `#[message(severity, "text", promise = "text")]`: a lock file keeps the text of the message
///   stable, as with `#[promise]` in `kea_messages!`.
/// - `#[message(transparent)]`: the only field of the variant is a message, or a `Box` of
///   one, which is logged instead of the variant.
///
/// # Attributes of a field
///
/// - `#[message(skip)]`: the field is not an argument.
/// - `#[message(debug)]`: the field is printed with `Debug`.
/// - `#[secret]`: an argument that is printed as `<redacted>`.
/// - `#[field]`: an argument that has no placeholder. It is only a field of the log
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
/// A derive cannot change the type that it is applied to. Without this attribute, rustdoc
/// shows the messages of a type under its `impl Catalogued`. With it, the documentation of
/// a variant begins with the ID, the severity, the text and the arguments of its message,
/// and rustdoc's search finds the variant by the ID. The same applies to a struct.
///
/// ```
/// use kea_messages::{KeaMessages, emit};
///
/// /// What can go wrong in a store.
/// #[kea_messages::documented]
/// #[derive(Debug, KeaMessages)]
/// #[kea(prefix = "STORE_")]
/// pub enum StoreError {
///     /// The disk is full.
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
/// Write it above the derive. It takes no options. It changes only what rustdoc shows:
/// the lint `missing_docs` still reports a variant without a doc comment. Attributes
/// inside `#[cfg_attr(...)]` are ignored.
#[proc_macro_attribute]
pub fn documented(options: TokenStream, item: TokenStream) -> TokenStream {
    documented::expand(options.into(), item.into()).into()
}

/// Compares the severity that a statement states with the definition.
#[doc(hidden)]
#[proc_macro]
pub fn said(input: TokenStream) -> TokenStream {
    gate::said(input.into()).into()
}

/// Returns whether the arguments of a call need no evaluation.
#[doc(hidden)]
#[proc_macro]
pub fn is_plain_call(input: TokenStream) -> TokenStream {
    plain::is_plain_call(input.into()).into()
}

/// Passes on the call of a function with the name of a severity, or reports an error if it is meant
/// as a severity.
#[doc(hidden)]
#[proc_macro]
pub fn severity_call(input: TokenStream) -> TokenStream {
    misuse::severity_call(input.into()).into()
}

/// Passes on the type in an `enabled!`, or reports an error if it cannot be a type.
#[doc(hidden)]
#[proc_macro]
pub fn id(given: TokenStream) -> TokenStream {
    misuse::id(given.into()).into()
}

/// Creates a reference to an expression, in which every token has the span of the expression.
#[doc(hidden)]
#[proc_macro]
pub fn reference(message: TokenStream) -> TokenStream {
    reference::reference(message.into()).into()
}

/// Creates a reference to the item with this name, which follows the path of the runtime crate. An
/// ID without its arguments is an error.
#[doc(hidden)]
#[proc_macro]
pub fn name(tokens: TokenStream) -> TokenStream {
    reference::name(tokens.into()).into()
}

/// Passes on a path with fields in braces, and gives the braces the span of the path.
#[doc(hidden)]
#[proc_macro]
pub fn literal(tokens: TokenStream) -> TokenStream {
    reference::literal(tokens.into()).into()
}

/// Expands a statement whose logger is a reference to a name, or reports an error if it is the name
/// of a variable.
#[doc(hidden)]
#[proc_macro]
pub fn logger(input: TokenStream) -> TokenStream {
    misuse::logger(input.into()).into()
}

/// Reports the error for an `emit!` or `enabled!` without a message.
#[doc(hidden)]
#[proc_macro]
pub fn misuse(input: TokenStream) -> TokenStream {
    misuse::expand(input.into()).into()
}
