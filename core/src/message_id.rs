//! Message IDs as types.

use crate::definition::Definition;
use crate::gate::Gate;
use crate::template::Template;

/// The ID of a message, as a type. Each message of `kea_messages!` has such a type, with the same
/// name as the function that creates the message.
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

/// The hidden supertrait of [`MessageId`], with the properties of an ID that the
/// runtime needs besides its definition. It cannot be named outside this crate.
#[diagnostic::on_unimplemented(
    message = "`MessageId` cannot be implemented by hand",
    label = "`{Self}` is not defined by `kea_messages!`",
    note = "define the message with `kea_messages!`, which creates a type with the name of the ID"
)]
pub trait SealedId {
    /// The ID in its table. For a message with parentheses, it is the ID itself. A struct
    /// has a separate one, so that rustc does not evaluate anything for the struct unless a
    /// program uses it.
    type Row: InTable;
}

/// The properties of an ID in a table.
pub trait InTable {
    /// The gate of the severity.
    type Gate: Gate;

    /// The definition. Its name differs from the one in `MessageId`, because rustc suggests
    /// every trait with that name if the trait is not in scope.
    const STATED: Definition;

    /// The text, ready to be printed.
    const TEMPLATE: Template;

    /// The logger that the catalogue names.
    const LOGGER: Option<&'static str>;
}

/// Returns the template of the message with the ID `I`.
#[must_use]
pub(crate) const fn template_of<I: MessageId>() -> Template {
    <I::Row as InTable>::TEMPLATE
}
