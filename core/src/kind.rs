//! The properties of a message that are known from its type.

#[cfg(feature = "records")]
use crate::definition::Definition;
use crate::gate::{Gate, Known, unknown};
use crate::message::Message;
use crate::message_id::{InTable, MessageId};
use crate::template::Template;
use kea_messages_base::__private::Outline;

/// The properties of a message that are known from its type before it is created. It is implemented
/// by IDs and by types that derive `KeaMessages`.
pub trait Kind {
    /// The gate, which determines the severity.
    type Gate: Gate;

    /// The severities of the messages that the type can be, if its gate is
    /// [`several`](crate::wrapped::several).
    const SEVERITIES: &'static [Known] = &[];

    /// The logger that its catalogue names.
    const LOGGER: Option<&'static str>;

    /// The text, if the type is the ID of a message. Otherwise, it is empty.
    const TEMPLATE: Template = Template::EMPTY;

    /// Returns the definition, if the type is always the same message.
    #[cfg(feature = "records")]
    const DEFINITION: Option<fn() -> Definition> = None;

    /// Passes the outline of each message that the type can be to `visitor`. It is not called if
    /// the messages are not known.
    fn outlines(visitor: &mut dyn FnMut(Outline));
}

impl<I: MessageId + ?Sized> Kind for I {
    type Gate = <I::Row as InTable>::Gate;

    const LOGGER: Option<&'static str> = <I::Row as InTable>::LOGGER;

    const TEMPLATE: Template = <I::Row as InTable>::TEMPLATE;

    #[cfg(feature = "records")]
    const DEFINITION: Option<fn() -> Definition> = Some(|| I::DEFINITION);

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

/// A message whose type determines its severity and logger, so that `emit!` can check whether it is
/// enabled before evaluating its arguments.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a message",
    label = "not a message",
    note = "derive `KeaMessages` for it, or define it with `kea_messages!`"
)]
pub trait AnyMessage: Message {
    /// The kind of the message.
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
