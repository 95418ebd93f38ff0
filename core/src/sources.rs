//! The sources of an error.

use core::error::Error;

/// An iterator over the [sources](Error::source) of an error, starting with the direct
/// one.
///
/// [`Value::sources`](crate::Value::sources) returns it. There are at most
/// [`MAX`](Self::MAX), because a chain of sources can be a cycle.
///
/// ```
/// use kea_messages::{Message, kea_messages};
/// use std::error::Error;
///
/// kea_messages! {
///     /// The configuration could not be read.
///     error CONFIG_UNREADABLE(file: &str, error: impl Error) = "cannot read %1: %2";
/// }
///
/// let error = std::io::Error::other(std::io::Error::other("\"a\" is not a number".parse::<u8>().unwrap_err()));
/// CONFIG_UNREADABLE("server.json", &error).visit(&mut |occurrence| {
///     for (argument, value) in occurrence.arguments() {
///         for source in value.sources() {
///             println!("{}, caused by: {source}", argument.name());
///         }
///     }
/// });
/// ```
#[derive(Clone, Debug)]
pub struct Sources<'a> {
    next: Option<&'a (dyn Error + 'static)>,
    left: usize,
}

impl<'a> Sources<'a> {
    /// The greatest number of sources.
    pub const MAX: usize = 32;

    /// Creates the iterator for this error. Without an error, it is empty.
    pub(crate) fn of(error: Option<&'a (dyn Error + 'a)>) -> Self {
        Self {
            next: error.and_then(Error::source),
            left: Self::MAX,
        }
    }

    /// Creates an iterator with one more source than [`MAX`](Self::MAX). A sink that then iterates
    /// over the copied sources can tell from it that there are more.
    #[cfg(feature = "tracing")]
    pub(crate) fn and_one_more(error: &'a (dyn Error + 'a)) -> Self {
        Self {
            left: Self::MAX + 1,
            ..Self::of(Some(error))
        }
    }

    /// Returns whether the error has more sources than have been returned. After the last item,
    /// `true` means that the chain is longer than [`MAX`](Self::MAX).
    #[must_use]
    pub const fn has_more(&self) -> bool {
        self.next.is_some()
    }
}

impl<'a> Iterator for Sources<'a> {
    type Item = &'a (dyn Error + 'static);

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let source = self.next?;
        self.next = source.source();
        Some(source)
    }
}
