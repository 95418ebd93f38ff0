//! The trait of all messages.

use crate::definition::Definition;
use crate::occurrence::Occurrence;
use crate::sealed::{Asked, SealedMessage};
use core::fmt::{self, Write};

/// A message with its arguments. The messages that IDs return and all types that derive
/// `KeaMessages` implement it.
///
/// Its `Display` is the text with the arguments in it. Only the macros implement
/// it. Different messages can be stored together as trait objects:
///
/// ```
/// use kea_messages::{Message, emit, kea_messages};
///
/// kea_messages! {
///     /// The server is up.
///     pub info STARTED() = "server started";
///     /// A client connected.
///     pub info CLIENT(name) = "client %1";
/// }
///
/// let messages: [&dyn Message; 2] = [&STARTED(), &CLIENT("a1")];
/// for message in messages {
///     emit!(message);
/// }
/// assert_eq!(messages[1].definition().id(), "CLIENT");
/// assert_eq!(messages[1].to_string(), "client a1");
/// ```
pub trait Message: fmt::Display + SealedMessage {
    /// Returns the definition of the message.
    ///
    /// If the type is an enum with several messages, this is the definition of
    /// the current variant.
    ///
    /// ```
    /// use kea_messages::{KeaMessages, Message};
    ///
    /// #[derive(KeaMessages)]
    /// #[kea(prefix = "STORE_")]
    /// enum StoreError {
    ///     /// The disk is full.
    ///     #[message(error, "no room for %1 bytes")]
    ///     Full { bytes: u64 },
    ///     /// The store cannot be written to.
    ///     #[message(error, "read-only")]
    ///     ReadOnly,
    /// }
    ///
    /// assert_eq!(StoreError::Full { bytes: 1024 }.definition().id(), "STORE_FULL");
    /// assert_eq!(StoreError::ReadOnly.definition().id(), "STORE_READ_ONLY");
    /// ```
    fn definition(&self) -> Definition {
        let mut definition = None;
        self.answer(Asked::definition(&mut definition));
        definition.expect("a message answers what it is asked")
    }

    /// Calls `visitor` once, with the message and the values of its arguments.
    ///
    /// It takes a visitor because the values are temporary and borrow from the message.
    ///
    /// ```
    /// use kea_messages::{Message, kea_messages};
    ///
    /// kea_messages! {
    ///     /// A client connected.
    ///     pub info CLIENT(name, port: u16) = "client %1, port %2";
    /// }
    ///
    /// let mut names = Vec::new();
    /// CLIENT("a1", 67).visit(&mut |occurrence| {
    ///     names.extend(occurrence.arguments().map(|(argument, _)| argument.name()));
    /// });
    /// assert_eq!(names, ["name", "port"]);
    /// ```
    #[inline]
    fn visit(&self, visitor: &mut dyn FnMut(&Occurrence<'_>)) {
        self.answer(Asked::visit(visitor));
    }

    /// Writes the text with the arguments in it, in one pass: a value that
    /// contains `%2` is written literally. This does not allocate.
    ///
    /// It writes the same as `write!(out, "{message}")`, but is faster.
    ///
    /// ```
    /// use kea_messages::{Message, kea_messages};
    ///
    /// kea_messages! {
    ///     /// A client connected.
    ///     pub info CLIENT(name: &str, port: u16) = "client %1, port %2";
    /// }
    ///
    /// let mut line = String::new();
    /// CLIENT("a1", 67).write_to(&mut line)?;
    /// assert_eq!(line, "client a1, port 67");
    /// # Ok::<(), std::fmt::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the error of `out`, or of the `Display` of an argument. The
    /// output that was written before the error is kept.
    #[inline]
    fn write_to<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result
    where
        Self: Sized,
    {
        let mut result = Ok(());
        self.visit(&mut |occurrence| result = occurrence.write_to(out));
        result
    }
}

impl<M: Message + ?Sized> Message for &M {}

/// Formats a message for `Debug`, as the ID and the text. The arguments do not have to implement
/// `Debug`, and secrets are not shown.
///
/// # Errors
///
/// Returns the error of the formatter, or of the `Display` of an argument.
pub fn debug<M: SealedMessage>(message: &M, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut result = Ok(());
    message.answer(Asked::visit(&mut |occurrence| {
        result = f
            .debug_tuple(occurrence.id())
            .field(&format_args!("{occurrence}"))
            .finish();
    }));
    result
}

/// Formats a message for `Display`.
///
/// # Errors
///
/// Returns the error of the formatter, or of the `Display` of an argument.
#[inline]
pub fn display<M: SealedMessage>(message: &M, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut result = Ok(());
    message.answer(Asked::visit(&mut |occurrence| {
        result = occurrence.fmt_inlined(f);
    }));
    result
}
