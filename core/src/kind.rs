//! The properties of a message that its type determines.

use crate::gate::{Gate, Known, unknown};
use crate::message::Message;
use crate::message_id::{InTable, MessageId};
use kea_messages_base::__private::Outline;

/// Passes the outlines of the messages of a type to a closure.
pub type Outlines = fn(&mut dyn FnMut(Outline));

/// The properties of a message that are known from its type before it is
/// created. The type is an ID, or derives `KeaMessages`.
pub trait Kind {
    /// The gate of its severity.
    type Gate: Gate;

    /// The severities of the messages that it can be, if its gate is
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

/// A message about which nothing else is known.
pub enum Anything {}

#[diagnostic::do_not_recommend]
impl Kind for Anything {
    type Gate = unknown;

    const LOGGER: Option<&'static str> = None;

    fn outlines(_: &mut dyn FnMut(Outline)) {}
}

/// A message whose type determines its severity and logger, so that `emit!`
/// knows whether it can be enabled before its arguments are evaluated.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a message",
    label = "not a message",
    note = "derive `KeaMessages` for it, or define it with `kea_messages!`"
)]
pub trait AnyMessage: Message {
    /// Its kind.
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
