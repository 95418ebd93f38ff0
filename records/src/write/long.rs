//! Records of any length.

use super::sink::{Sink, Values};
use super::slot::{Head, KINDS_PER_WORD, MAX_SLOTS, Slot};
use crate::format::value::{FORMATTED, ValueKind};
use core::error::Error;
use core::fmt::{self, Write as _};

/// The number of bytes in a word.
const WORD: usize = size_of::<u64>();

/// A record of any length.
#[derive(Debug, Default)]
pub(super) struct Long {
    /// The words of the record, the least significant byte of each first. Texts are formatted directly
    /// into them.
    bytes: Vec<u8>,
    /// The index of the byte with the first kind.
    first_kind: usize,
    /// The number of kinds so far.
    kinds: usize,
    /// Whether the text of the message formats the next value.
    is_formatted: bool,
}

impl Long {
    /// Takes the values of a record.
    pub(super) fn fill<V: Values + ?Sized>(&mut self, span: Option<u64>, values: &V) {
        self.bytes.clear();
        // The head and the time are not known yet.
        self.bytes.extend_from_slice(&[0; 2 * WORD]);
        if let Some(span) = span {
            self.push(span);
        }
        self.first_kind = self.bytes.len();
        self.kinds = 0;
        for _ in 0..values.count().div_ceil(KINDS_PER_WORD) {
            self.push(0);
        }
        values.put(self);
        self.pad::<{ size_of::<Slot>() }>();
        let head = Head {
            message: 0,
            slots: self.len().min(MAX_SLOTS),
            has_span: span.is_some(),
        };
        self.set_word(0, head.to_word());
    }

    /// Completes the record. Returns whether it is short enough.
    pub(super) fn complete(&mut self, message: u32, time: u64) -> bool {
        self.bytes[..size_of::<u32>()].copy_from_slice(&message.to_le_bytes());
        self.set_word(WORD, time);
        self.len() <= MAX_SLOTS
    }

    /// The number of slots of the record.
    pub(super) fn len(&self) -> usize {
        self.bytes.len() / size_of::<Slot>()
    }

    /// Returns the slots of the record.
    pub(super) fn slots(&self) -> impl Iterator<Item = Slot> + '_ {
        let slots = self.bytes.chunks_exact(size_of::<Slot>());
        slots.filter_map(|bytes| bytes.first_chunk().map(Slot::of_bytes))
    }

    /// Gives back the memory of a record that was much longer than most.
    pub(super) fn shrink(&mut self) {
        /// The number of bytes that each thread keeps.
        const KEPT: usize = 1 << 16;
        if self.bytes.capacity() > KEPT {
            *self = Self::default();
        }
    }

    #[inline]
    fn push(&mut self, word: u64) {
        self.bytes.extend_from_slice(&word.to_le_bytes());
    }

    /// Sets the word at this byte.
    #[inline]
    fn set_word(&mut self, at: usize, word: u64) {
        self.bytes[at..at + WORD].copy_from_slice(&word.to_le_bytes());
    }

    /// Adds zeros up to a multiple of `N` bytes. To add `N` of them first takes less time than to add
    /// a number that the compiler does not know.
    #[inline]
    fn pad<const N: usize>(&mut self) {
        let len = self.bytes.len().next_multiple_of(N);
        self.bytes.extend_from_slice(&[0; N]);
        self.bytes.truncate(len);
    }

    fn kind(&mut self, kind: ValueKind) {
        let formatted = if self.is_formatted { FORMATTED } else { 0 };
        self.is_formatted = false;
        self.bytes[self.first_kind + self.kinds] = kind.byte() | formatted;
        self.kinds += 1;
    }

    fn string(&mut self, bytes: &[u8]) {
        self.push(bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
        self.pad::<WORD>();
    }

    /// Takes the text as a string. A value whose `Display` fails is recorded up to that place.
    fn format(&mut self, text: fmt::Arguments<'_>) {
        let length = self.bytes.len();
        self.push(0);
        let start = self.bytes.len();
        _ = self.write_fmt(text);
        self.set_word(length, (self.bytes.len() - start) as u64);
        self.pad::<WORD>();
    }
}

impl fmt::Write for Long {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.bytes.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

impl Sink for Long {
    fn nothing(&mut self, kind: ValueKind) {
        self.kind(kind);
    }

    fn word(&mut self, kind: ValueKind, word: u64) {
        self.kind(kind);
        self.push(word);
    }

    fn two_words(&mut self, kind: ValueKind, [low, high]: [u64; 2]) {
        self.kind(kind);
        self.push(low);
        self.push(high);
    }

    fn bytes(&mut self, kind: ValueKind, bytes: &[u8]) {
        self.kind(kind);
        self.string(bytes);
    }

    fn text(&mut self, kind: ValueKind, text: fmt::Arguments<'_>) {
        self.kind(kind);
        self.format(text);
    }

    fn error(&mut self, error: &(dyn Error + '_)) {
        self.kind(ValueKind::Error);
        let mut errors: Vec<&dyn Error> = vec![error];
        let mut next = error.source();
        while let Some(source) = next.filter(|_| errors.len() < MAX_ERRORS) {
            errors.push(source);
            next = source.source();
        }
        self.push(errors.len() as u64);
        for error in errors {
            self.format(format_args!("{error}"));
        }
    }

    fn formatted(&mut self, text: fmt::Arguments<'_>) {
        self.format(text);
        self.is_formatted = true;
    }
}

/// The largest number of errors in a chain, which can be a cycle: an error and 32 sources.
const MAX_ERRORS: usize = 33;
