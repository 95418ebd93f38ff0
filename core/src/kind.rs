//! What a message's type tells of it.

use crate::gate::{Gate, unknown};
use crate::message::MessageId;
use crate::packed::Outline;

/// What is known of a message before it is there, by its type: an ID, or a type
/// that derives `KeaMessages`.
pub trait Kind {
    /// Of its severity.
    type Gate: Gate;

    /// The logger that its catalogue names.
    const LOGGER: Option<&'static str>;

    /// Shows the outline of each message that it can be. None where nothing is
    /// known.
    fn outlines(visitor: &mut dyn FnMut(Outline));
}

impl<I: MessageId> Kind for I {
    type Gate = I::Gate;

    const LOGGER: Option<&'static str> = I::LOGGER;

    fn outlines(visitor: &mut dyn FnMut(Outline)) {
        visitor(I::TEMPLATE.outline);
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
