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
#[derive(Clone, Copy, Debug)]
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

/// A record that fits into one slot. Nothing is formatted for it.
pub(super) struct Short {
    words: [u64; WORDS],
    /// The number of words so far.
    len: usize,
    kinds: u64,
    /// The number of bits in `kinds` so far.
    shift: u32,
    fits: bool,
}

/// The index of the word with the kinds in a short record.
const KINDS: usize = 2;

impl Short {
    #[inline]
    pub(super) fn of<V: Values + ?Sized>(message: u32, time: u64, values: &V) -> Option<Slot> {
        let head = Head {
            message,
            slots: 1,
            has_span: false,
        };
        let mut short = Self {
            words: [head.to_word(), time, 0, 0, 0, 0, 0, 0],
            len: KINDS + 1,
            kinds: 0,
            shift: 0,
            fits: true,
        };
        if values.count() > KINDS_PER_WORD {
            return None;
        }
        values.put(&mut short);
        short.words[KINDS] = short.kinds;
        short.fits.then_some(Slot(short.words))
    }

    #[inline]
    fn kind(&mut self, kind: ValueKind) {
        self.kinds |= u64::from(kind.byte()) << self.shift;
        self.shift += 8;
    }

    #[inline]
    fn push(&mut self, word: u64) {
        match self.words.get_mut(self.len) {
            Some(free) => *free = word,
            None => self.fits = false,
        }
        self.len += 1;
    }
}

impl Sink for Short {
    #[inline]
    fn nothing(&mut self, kind: ValueKind) {
        self.kind(kind);
    }

    #[inline]
    fn word(&mut self, kind: ValueKind, word: u64) {
        self.kind(kind);
        self.push(word);
    }

    #[inline]
    fn two_words(&mut self, kind: ValueKind, [low, high]: [u64; 2]) {
        self.kind(kind);
        self.push(low);
        self.push(high);
    }

    #[inline]
    fn bytes(&mut self, kind: ValueKind, bytes: &[u8]) {
        self.kind(kind);
        self.push(bytes.len() as u64);
        if bytes.len() > size_of::<u64>() * (WORDS - KINDS - 2) {
            self.fits = false;
            return;
        }
        for_each_word(bytes, |word| self.push(word));
    }

    #[inline]
    fn text(&mut self, _: ValueKind, _: fmt::Arguments<'_>) {
        self.fits = false;
    }

    #[inline]
    fn error(&mut self, _: &(dyn core::error::Error + '_)) {
        self.fits = false;
    }

    #[inline]
    fn formatted(&mut self, _: fmt::Arguments<'_>) {
        self.fits = false;
    }
}

/// A record of any length.
#[derive(Default)]
pub(super) struct Long {
    kinds: Vec<u8>,
    values: Vec<u64>,
    text: String,
    /// Whether the text of the message formats the next value.
    is_formatted: bool,
}

impl Long {
    /// Takes the values of a record.
    pub(super) fn fill<V: Values + ?Sized>(&mut self, values: &V) {
        self.kinds.clear();
        self.values.clear();
        values.put(self);
        // A value of a megabyte must not stay in the memory of its thread.
        self.text.shrink_to(1 << 16);
    }

    /// Writes the record into slots, or returns `None` if it is too long for any ring.
    pub(super) fn slots(
        &mut self,
        message: u32,
        time: u64,
        span: Option<u64>,
        slots: &mut Vec<Slot>,
    ) -> Option<()> {
        let kinds = self.kinds.chunks(KINDS_PER_WORD);
        let words = 2 + usize::from(span.is_some()) + kinds.len() + self.values.len();
        let count = words.div_ceil(WORDS);
        if count > MAX_SLOTS {
            return None;
        }
        let head = Head {
            message,
            slots: count,
            has_span: span.is_some(),
        };
        let head = [head.to_word(), time];
        let words = (head.into_iter().chain(span))
            .chain(kinds.map(word_of))
            .chain(self.values.iter().copied());
        slots.clear();
        slots.resize(count, Slot([0; WORDS]));
        for (index, word) in words.enumerate() {
            slots[index / WORDS].0[index % WORDS] = word;
        }
        self.values.shrink_to(1 << 13);
        Some(())
    }

    fn kind(&mut self, kind: ValueKind) {
        let formatted = if self.is_formatted { FORMATTED } else { 0 };
        self.kinds.push(kind.byte() + formatted);
        self.is_formatted = false;
    }

    fn string(&mut self, bytes: &[u8]) {
        self.values.push(bytes.len() as u64);
        for_each_word(bytes, |word| self.values.push(word));
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
        self.values.push(word);
    }

    fn two_words(&mut self, kind: ValueKind, words: [u64; 2]) {
        self.kind(kind);
        self.values.extend(words);
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
        let count = self.values.len();
        self.values.push(0);
        let mut next = Some(error);
        while let Some(error) = next {
            self.format(format_args!("{error}"));
            self.values[count] += 1;
            next = error.source().filter(|_| self.values[count] < MAX_ERRORS);
        }
    }

    fn formatted(&mut self, text: fmt::Arguments<'_>) {
        self.format(text);
        self.is_formatted = true;
    }
}

/// The largest number of errors in a chain, which can be a cycle: an error and 32 sources.
const MAX_ERRORS: u64 = 33;

/// Passes on the bytes in words of eight. The last word is filled up with zeros.
#[inline]
fn for_each_word(bytes: &[u8], mut each: impl FnMut(u64)) {
    let mut chunks = bytes.chunks_exact(size_of::<u64>());
    for chunk in &mut chunks {
        each(word_of(chunk));
    }
    if !chunks.remainder().is_empty() {
        each(word_of(chunks.remainder()));
    }
}

/// Returns up to eight bytes as a word.
#[inline]
fn word_of(bytes: &[u8]) -> u64 {
    let mut word = [0; size_of::<u64>()];
    word[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(word)
}
