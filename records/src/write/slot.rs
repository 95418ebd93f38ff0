//! The form in which a record travels from its thread to the writer.
//!
//! A record is a sequence of words of 64 bits:
//!
//! 1. the head: the number of the message, the number of slots, and the flags;
//! 2. the time, as the clock counts it;
//! 3. with [`SPAN`]: the span;
//! 4. the kinds of the values, eight in a word;
//! 5. the values: a word for each, two for an integer of 128 bits. A string is a word with its
//!    length, and then its bytes.
//!
//! The words fill slots of the size of a cache line, so that the ring has to move only one such
//! slot for most records.

use crate::format::value::{FORMATTED, ValueKind};
use core::fmt::{self, Write as _};

/// The number of words in a slot.
pub(super) const WORDS: usize = 8;

/// The number of kinds in a word.
pub(super) const KINDS_PER_WORD: usize = 8;

/// The flag of a record with a span.
pub(super) const SPAN: u64 = 1 << 63;

/// The largest number of slots of a record, which are 32 MiB. A block can hold twice as much.
pub(super) const MAX_SLOTS: usize = 1 << 19;

/// The part of a ring that is written at once.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
pub(super) struct Slot(pub(super) [u64; WORDS]);

/// The head of a record.
#[derive(Clone, Copy)]
pub(super) struct Head {
    /// The number of the message.
    pub(super) message: u32,
    /// The number of slots that the record takes, with that of the head.
    pub(super) slots: usize,
    /// Whether it has a span.
    pub(super) has_span: bool,
}

impl Head {
    #[inline]
    pub(super) const fn to_word(self) -> u64 {
        let span = if self.has_span { SPAN } else { 0 };
        self.message as u64 | (self.slots as u64) << 32 | span
    }

    pub(super) const fn of_word(word: u64) -> Self {
        Self {
            message: word as u32,
            slots: (word >> 32) as usize & 0x00ff_ffff,
            has_span: word & SPAN != 0,
        }
    }
}

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
    fn error(&mut self, error: &(dyn core::error::Error + '_));

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

/// Puts the values of a record into one slot. Nothing is formatted for it.
///
/// The slot is behind a reference, so that the compiler keeps the other fields in registers.
struct Short<'a> {
    words: &'a mut [u64; WORDS],
    /// The number of words so far.
    len: usize,
    kinds: u64,
    /// The number of bits in `kinds` so far.
    shift: u32,
    fits: bool,
}

/// The index of the word with the kinds in a record of one slot.
const KINDS: usize = 2;

impl Slot {
    /// Takes the values of a record. Returns whether they fit into the slot.
    #[inline(always)]
    pub(super) fn fill<V: Values + ?Sized>(&mut self, values: &V) -> bool {
        let mut short = Short {
            words: &mut self.0,
            len: KINDS + 1,
            kinds: 0,
            shift: 0,
            fits: values.count() <= KINDS_PER_WORD,
        };
        values.put(&mut short);
        let Short { kinds, fits, .. } = short;
        self.0[KINDS] = kinds;
        fits
    }

    /// Sets what the record is about, besides its values.
    #[inline(always)]
    pub(super) const fn set_head(&mut self, message: u32, time: u64) {
        let head = Head {
            message,
            slots: 1,
            has_span: false,
        };
        self.0[0] = head.to_word();
        self.0[1] = time;
    }
}

impl Short<'_> {
    #[inline(always)]
    fn kind(&mut self, kind: ValueKind) {
        // With too many values, the shift would be too large.
        self.kinds |= u64::from(kind.byte()).wrapping_shl(self.shift);
        self.shift += 8;
    }

    #[inline(always)]
    fn push(&mut self, word: u64) {
        match self.words.get_mut(self.len) {
            Some(free) => *free = word,
            None => self.fits = false,
        }
        self.len += 1;
    }
}

impl Sink for Short<'_> {
    #[inline(always)]
    fn nothing(&mut self, kind: ValueKind) {
        self.kind(kind);
    }

    #[inline(always)]
    fn word(&mut self, kind: ValueKind, word: u64) {
        self.kind(kind);
        self.push(word);
    }

    #[inline(always)]
    fn two_words(&mut self, kind: ValueKind, [low, high]: [u64; 2]) {
        self.kind(kind);
        self.push(low);
        self.push(high);
    }

    #[inline(always)]
    fn bytes(&mut self, kind: ValueKind, bytes: &[u8]) {
        self.kind(kind);
        self.push(bytes.len() as u64);
        if bytes.len() > (WORDS - self.len.min(WORDS)) * size_of::<u64>() {
            self.fits = false;
            return;
        }
        // There is space for the words, so that the remainder is the index itself. It spares a check.
        let mut rest = bytes;
        while let Some((word, after)) = rest.split_first_chunk() {
            self.words[self.len % WORDS] = u64::from_le_bytes(*word);
            self.len += 1;
            rest = after;
        }
        if !rest.is_empty() {
            self.words[self.len % WORDS] = last_word(rest);
            self.len += 1;
        }
    }

    #[inline(always)]
    fn text(&mut self, _: ValueKind, _: fmt::Arguments<'_>) {
        self.fits = false;
    }

    #[inline(always)]
    fn error(&mut self, _: &(dyn core::error::Error + '_)) {
        self.fits = false;
    }

    #[inline(always)]
    fn formatted(&mut self, _: fmt::Arguments<'_>) {
        self.fits = false;
    }
}

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

    fn error(&mut self, error: &(dyn core::error::Error + '_)) {
        self.kind(ValueKind::Error);
        let mut errors: Vec<&dyn core::error::Error> = vec![error];
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

/// Returns less than eight bytes as a word. Copying a number of bytes that is not known would be a
/// call.
#[inline(always)]
fn last_word(mut bytes: &[u8]) -> u64 {
    let (mut word, mut shift) = (0, 0);
    if let Some((part, rest)) = bytes.split_first_chunk() {
        word = u64::from(u32::from_le_bytes(*part));
        (shift, bytes) = (32, rest);
    }
    if let Some((part, rest)) = bytes.split_first_chunk() {
        word |= u64::from(u16::from_le_bytes(*part)) << shift;
        (shift, bytes) = (shift + 16, rest);
    }
    if let [last] = bytes {
        word |= u64::from(*last) << shift;
    }
    word
}
