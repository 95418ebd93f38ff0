//! Messages of catalogue files that were removed.

/// What no message is that was removed: its function asks for it, so that a statement that
/// logs the message is an error that says so.
///
/// The lifetime is what keeps rustc from reporting the function itself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` was removed and cannot be logged",
    label = "a removed message",
    note = "its definition has `removed = \"VERSION\"`, and is kept for readers of old logs"
)]
pub trait StillLogged<'a> {
    /// What the function returns: of a message that was removed rustc does not know it, and
    /// so reports nothing more.
    type Message;
}

// Of a trait without an implementation rustc says that, and suggests to add one.
#[diagnostic::do_not_recommend]
impl StillLogged<'_> for () {
    type Message = ();
}
