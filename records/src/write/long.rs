//! Records of any length.

use super::sink::{Sink, Values};
use super::slot::{Head, KINDS_PER_WORD, MAX_SLOTS, Slot, WORDS, last_word};
use crate::format::value::{FORMATTED, ValueKind};
use core::error::Error;
use core::fmt::{self, Write as _};

/// A record of any length.
#[derive(Debug, Default)]
pub(super) struct Long {
    slots: Vec<Slot>,
    /// The number of words so far.
    len: usize,
    /// The index of the word with the first kinds.
    first_kinds: usize,
    /// The number of kinds so far.
    kinds: usize,
    text: String,
    /// Whether the text of the message formats the next value.
    is_formatted: bool,
}

impl Long {
    /// Takes the values of a record.
    pub(super) fn fill<V: Values + ?Sized>(&mut self, span: Option<u64>, values: &V) {
        self.slots.clear();
        self.len = 0;
        for word in [0, 0].into_iter().chain(span) {
            self.push(word);
        }
        self.first_kinds = self.len;
        self.kinds = 0;
        for _ in 0..values.count().div_ceil(KINDS_PER_WORD) {
            self.push(0);
        }
        values.put(self);
        let head = Head {
            message: 0,
            slots: self.slots.len().min(MAX_SLOTS),
            has_span: span.is_some(),
        };
        self.slots[0].0[0] = head.to_word();
    }

    /// Returns the slots of the record, or `None` if it is too long.
    pub(super) fn slots(&mut self, message: u32, time: u64) -> Option<&[Slot]> {
        if self.slots.len() > MAX_SLOTS {
            return None;
        }
        let first = &mut self.slots[0].0;
        first[0] |= u64::from(message);
        first[1] = time;
        Some(&self.slots)
    }

    /// Gives back the memory of a record that was much longer than most.
    pub(super) fn shrink(&mut self) {
        /// The number of bytes that each thread keeps.
        const KEPT: usize = 1 << 16;
        if self.slots.capacity() > KEPT / size_of::<Slot>() || self.text.capacity() > KEPT {
            *self = Self::default();
        }
    }

    #[inline]
    fn push(&mut self, word: u64) {
        let at = self.len % WORDS;
        if at == 0 {
            self.slots.push(Slot([0; WORDS]));
        }
        if let Some(Slot(last)) = self.slots.last_mut() {
            last[at] = word;
        }
        self.len += 1;
    }

    fn kind(&mut self, kind: ValueKind) {
        let formatted = if self.is_formatted { FORMATTED } else { 0 };
        self.is_formatted = false;
        let byte = u64::from(kind.byte() | formatted);
        let word = self.first_kinds + self.kinds / KINDS_PER_WORD;
        let Slot(slot) = &mut self.slots[word / WORDS];
        slot[word % WORDS] |= byte << (self.kinds % KINDS_PER_WORD * 8);
        self.kinds += 1;
    }

    fn string(&mut self, bytes: &[u8]) {
        self.push(bytes.len() as u64);
        let mut chunks = bytes.chunks_exact(size_of::<u64>());
        for chunk in &mut chunks {
            self.push(
                chunk
                    .first_chunk()
                    .map_or(0, |bytes| u64::from_le_bytes(*bytes)),
            );
        }
        if !chunks.remainder().is_empty() {
            self.push(last_word(chunks.remainder()));
        }
    }

    /// Takes the text as a string. A value whose `Display` fails is recorded up to that place.
    fn format(&mut self, text: fmt::Arguments<'_>) {
        let mut formatted = core::mem::take(&mut self.text);
        formatted.clear();
        _ = formatted.write_fmt(text);
        self.string(formatted.as_bytes());
        self.text = formatted;
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
