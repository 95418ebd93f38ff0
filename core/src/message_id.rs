//! Message IDs as types.

use crate::definition::Definition;
use crate::gate::Gate;
use crate::template::Template;

/// The ID of a message, as a type: each message of `kea_messages!` has one,
/// with the same name as the function that creates the message.
///
/// Only `kea_messages!` implements it.
///
/// ```
/// use kea_messages::{MessageId, kea_messages};
///
/// kea_messages! {
///     /// The server is up.
///     pub info STARTED() = "server started";
///     /// The server is down.
///     pub info STOPPED() = "server stopped";
/// }
///
/// fn text<I: MessageId>() -> &'static str {
///     I::DEFINITION.text()
/// }
///
/// assert_eq!(STARTED::DEFINITION.text(), "server started");
/// assert_eq!(text::<STOPPED>(), "server stopped");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a message ID",
    label = "not a message ID",
    note = "write the ID without arguments, `enabled!(ID)`, or a type that derives `KeaMessages`"
)]
pub trait MessageId: SealedId {
    /// The definition of the message.
    const DEFINITION: Definition = <Self::Row as InTable>::STATED;
}

#[diagnostic::do_not_recommend]
impl<I: SealedId + ?Sized> MessageId for I {}

/// The hidden supertrait of [`MessageId`]: what the runtime needs to know of an ID
/// beside its definition. Nothing outside of this crate can name it.
#[diagnostic::on_unimplemented(
    message = "`MessageId` cannot be implemented by hand",
    label = "`{Self}` is not defined by `kea_messages!`",
    note = "define the message with `kea_messages!`, which creates a type with the name of the ID"
)]
pub trait SealedId {
    /// The ID in its table. Of a message with parentheses it is the ID itself. A struct has
    /// another one, so that it has nothing itself that rustc would evaluate before a program
    /// asks for it.
    type Row: InTable;
}

/// What a table has of an ID.
pub trait InTable {
    /// What is known of the severity.
    type Gate: Gate;

    /// The definition. Under another name than `MessageId` has for it, because of a trait that
    /// is not in scope rustc suggests each that has the name.
    const STATED: Definition;

    /// The text, ready to be printed.
    const TEMPLATE: Template;

    /// The logger that the catalogue names.
    const LOGGER: Option<&'static str>;
}

/// The template of the message with the ID `I`.
#[must_use]
pub(crate) const fn template_of<I: MessageId>() -> Template {
    <I::Row as InTable>::TEMPLATE
}
