//! What a message's type tells of it.

use crate::gate::{Gate, Known, unknown};
use crate::message::Message;
use crate::message_id::{InTable, MessageId};
use kea_messages_base::__private::Outline;

/// Shows the outlines of the messages that a type tells of.
pub type Outlines = fn(&mut dyn FnMut(Outline));

/// What is known of a message before it is there, by its type: an ID, or a type
/// that derives `KeaMessages`.
pub trait Kind {
    /// What is known of its severity.
    type Gate: Gate;

    /// What is known of the severities of the messages that it can be, where its gate is
    /// [`several`](crate::wrapped::several).
    const SEVERITIES: &'static [Known] = &[];

    /// The logger that its catalogue names.
    const LOGGER: Option<&'static str>;

    /// Shows the outline of each message that it can be. None where nothing is
    /// known.
    fn outlines(visitor: &mut dyn FnMut(Outline));
}

impl<I: MessageId + ?Sized> Kind for I {
    type Gate = <I::Row as InTable>::Gate;

    const LOGGER: Option<&'static str> = <I::Row as InTable>::LOGGER;

    fn outlines(visitor: &mut dyn FnMut(Outline)) {
        visitor(<I::Row as InTable>::TEMPLATE.outline);
    }
}

/// Nothing is known but that it is a message.
pub enum Anything {}

#[diagnostic::do_not_recommend]
impl Kind for Anything {
    type Gate = unknown;

    const LOGGER: Option<&'static str> = None;

    fn outlines(_: &mut dyn FnMut(Outline)) {}
}

/// A message whose type tells of its severity and logger, so that `emit!` knows
/// whether it can be enabled before its arguments are evaluated.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a message",
    label = "not a message",
    note = "derive `KeaMessages` for it, or define it with `kea_messages!`"
)]
pub trait AnyMessage: Message {
    /// What is known of it.
    type Kind: Kind + ?Sized;
}

#[diagnostic::do_not_recommend]
impl<M: AnyMessage + ?Sized> AnyMessage for &M {
    type Kind = M::Kind;
}

#[diagnostic::do_not_recommend]
impl AnyMessage for dyn Message + '_ {
    type Kind = Anything;
}

#[diagnostic::do_not_recommend]
impl AnyMessage for dyn Message + Send + '_ {
    type Kind = Anything;
}

#[diagnostic::do_not_recommend]
impl AnyMessage for dyn Message + Send + Sync + '_ {
    type Kind = Anything;
}
