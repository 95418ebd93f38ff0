//! Why nobody but the macros can implement [`Message`](crate::message::Message).

/// The hidden supertrait of [`Message`](crate::message::Message). The macros implement
/// it for each type of messages, so that `Message` can get further methods without
/// breaking anybody.
#[diagnostic::on_unimplemented(
    message = "`Message` cannot be implemented by hand",
    label = "`{Self}` does not derive `KeaMessages`",
    note = "derive `KeaMessages` for `{Self}`, or define the message with `kea_messages!`"
)]
pub trait SealedMessage {}

#[diagnostic::do_not_recommend]
impl<M: SealedMessage + ?Sized> SealedMessage for &M {}
