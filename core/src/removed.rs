//! The error for logging a message that was removed from a catalogue file.

/// A trait that removed messages do not implement. The function of a removed message requires it,
/// so that rustc reports a statement that logs the message, and says that the message was removed.
///
/// Because of the lifetime, rustc does not report the function itself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` was removed and cannot be logged",
    label = "a removed message",
    note = "its definition has `removed = \"VERSION\"`, and is kept for readers of old logs"
)]
pub trait StillLogged<'a> {
    /// The return type of the function, which rustc does not know for a removed message, so
    /// that it reports no further errors.
    type Message;
}

// If a trait had no implementation, rustc would report that, and suggest adding one.
#[diagnostic::do_not_recommend]
impl StillLogged<'_> for () {
    type Message = ();
}
