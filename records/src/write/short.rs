//! Records that fit into one slot. Most records do.

#![expect(
    clippy::inline_always,
    reason = "only where the kinds of the values are known does it take a few instructions"
)]

use super::queue::QueueSlot;
use super::sink::{Sink, Values};
use super::slot::{Head, KINDS_PER_WORD, WORDS, last_word};
use crate::format::value::ValueKind;
use core::error::Error;
use core::fmt;

/// Puts the values of a record into one slot. Nothing is formatted for it.
struct Short<'a> {
    slot: &'a QueueSlot,
    /// The number of words so far.
    len: usize,
    kinds: u64,
    /// The number of bits in `kinds` so far.
    shift: u32,
    fits: bool,
}

/// The index of the word with the kinds in a record of one slot.
const KINDS: usize = 2;

impl QueueSlot {
    /// Takes the values of a record. Returns whether they fit into the slot.
    #[inline(always)]
    pub(super) fn fill<V: Values + ?Sized>(&self, values: &V) -> bool {
        let mut short = Short {
            slot: self,
            len: KINDS + 1,
            kinds: 0,
            shift: 0,
            fits: values.count() <= KINDS_PER_WORD,
        };
        values.put(&mut short);
        let Short { kinds, fits, .. } = short;
        self.set(KINDS, kinds);
        fits
    }

    /// Sets what the record is about, besides its values.
    #[inline(always)]
    pub(super) fn set_head(&self, message: u32, time: u64) {
        let head = Head {
            message,
            slots: 1,
            has_span: false,
        };
        self.set(0, head.to_word());
        self.set(1, time);
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
    fn set(&mut self, word: u64) {
        self.slot.set(self.len, word);
        self.len += 1;
    }

    #[inline(always)]
    fn push(&mut self, word: u64) {
        self.fits &= self.len < WORDS;
        self.set(word);
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
        let mut rest = bytes;
        // With a number of rounds that is known, the compiler unrolls the loop.
        for _ in KINDS + 2..WORDS {
            let Some((word, after)) = rest.split_first_chunk() else {
                break;
            };
            self.set(u64::from_le_bytes(*word));
            rest = after;
        }
        if !rest.is_empty() {
            self.set(last_word(rest));
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
