//! Message IDs as types.

use crate::definition::Definition;
use crate::gate::Gate;
use crate::template::Template;

/// A message's ID as a type: each message of `kea_messages!` has one, of the
/// same name as the function that makes the message.
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
    note = "an ID stands for itself, without arguments: `enabled!(ID)`; a type that derives `KeaMessages` will do as well"
)]
pub trait MessageId: SealedId {
    /// The definition of the message.
    const DEFINITION: Definition;
}

/// The hidden supertrait of [`MessageId`]: what the runtime needs to know of an ID
/// beside its definition. Nothing outside of this crate can name it.
#[diagnostic::on_unimplemented(
    message = "`MessageId` cannot be implemented by hand",
    label = "`{Self}` is not defined by `kea_messages!`",
    note = "define the message with `kea_messages!`, which makes a type of the same name as the ID"
)]
pub trait SealedId {
    /// What is known of the severity.
    type Gate: Gate;

    /// The text, ready to be printed.
    const TEMPLATE: Template;

    /// The logger that the catalogue names.
    const LOGGER: Option<&'static str>;
}
