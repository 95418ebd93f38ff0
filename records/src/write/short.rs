//! Records that fit into one slot. Most records do.

#![expect(
    clippy::inline_always,
    reason = "only where the kinds of the values are known does it take a few instructions"
)]

use super::sink::{Sink, Values};
use super::slot::{Head, KINDS_PER_WORD, Slot, WORDS, last_word};
use crate::format::value::ValueKind;
use core::error::Error;
use core::fmt;

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
    fn error(&mut self, _: &(dyn Error + '_)) {
        self.fits = false;
    }

    #[inline(always)]
    fn formatted(&mut self, _: fmt::Arguments<'_>) {
        self.fits = false;
    }
}
