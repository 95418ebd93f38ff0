//! How a record gets its values.

use crate::format::value::ValueKind;
use core::error::Error;
use core::fmt;

/// Something that takes the values of a record, one after the other.
pub trait Sink {
    /// Takes a value of this kind that has no content.
    fn nothing(&mut self, kind: ValueKind);

    /// Takes a value of this kind that is one word.
    fn word(&mut self, kind: ValueKind, word: u64);

    /// Takes a value of this kind that is two words, the lower first.
    fn two_words(&mut self, kind: ValueKind, words: [u64; 2]);

    /// Takes a string of this kind.
    fn bytes(&mut self, kind: ValueKind, bytes: &[u8]);

    /// Takes a value that has to be formatted.
    fn text(&mut self, kind: ValueKind, text: fmt::Arguments<'_>);

    /// Takes an error and its sources.
    fn error(&mut self, error: &(dyn Error + '_));

    /// Announces that the following value is formatted by the text in this way.
    fn formatted(&mut self, text: fmt::Arguments<'_>);
}

/// The values of a record.
pub trait Values {
    /// Passes each value to `sink`.
    fn put<S: Sink>(&self, sink: &mut S);

    /// The number of the values.
    fn count(&self) -> usize;
}

impl<V: Values + ?Sized> Values for &V {
    #[inline]
    fn put<S: Sink>(&self, sink: &mut S) {
        (**self).put(sink);
    }

    #[inline]
    fn count(&self) -> usize {
        (**self).count()
    }
}
