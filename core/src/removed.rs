//! Messages of catalogue files that were removed.

/// The trait that a removed message does not implement. Its function requires it, so that
/// a statement that logs the message is an error that says that it was removed.
///
/// The lifetime keeps rustc from reporting the function itself.
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

// Of a trait without an implementation rustc says that, and suggests to add one.
#[diagnostic::do_not_recommend]
impl StillLogged<'_> for () {
    type Message = ();
}
