//! Writes the values of a record into a block.

use super::slot::{KINDS_PER_WORD, WORDS, low_half};
use crate::format::block::BlockWriter;
use crate::format::value::{FORMATTED, ValueKind};
use std::net::{Ipv4Addr, Ipv6Addr};

/// Writes `count` values of these kinds. A word has eight kinds.
#[inline]
pub(super) fn put_values(block: &mut BlockWriter, kinds: &[u64], count: usize, values: &[u64]) {
    let mut words = Words(values);
    for index in 0..count {
        let word = kinds
            .get(index / KINDS_PER_WORD)
            .copied()
            .unwrap_or_default();
        let kind = word.to_le_bytes()[index % KINDS_PER_WORD];
        put(block, kind, &mut words);
    }
}

#[inline]
fn put(block: &mut BlockWriter, kind: u8, words: &mut Words<'_>) {
    if kind == ValueKind::Str.byte() {
        words.string(block);
    } else if kind == ValueKind::U64.byte() {
        block.put_u64(words.next());
    } else {
        put_unusual(block, kind, words);
    }
}

fn put_unusual(block: &mut BlockWriter, kind: u8, words: &mut Words<'_>) {
    if kind & FORMATTED != 0 {
        words.string(block);
    }
    // The writer and the threads are the same version, so the kind is known.
    match ValueKind::of_byte(kind & !FORMATTED) {
        None | Some(ValueKind::Secret) => {}
        Some(ValueKind::Bool) => block.put_bool(words.next() != 0),
        Some(ValueKind::Char | ValueKind::U64) => block.put_u64(words.next()),
        Some(ValueKind::I64) => block.put_i64(i64::from_le_bytes(words.next().to_le_bytes())),
        Some(ValueKind::U128) => block.put_u128(words.next_two()),
        Some(ValueKind::I128) => {
            block.put_i128(i128::from_le_bytes(words.next_two().to_le_bytes()));
        }
        Some(ValueKind::F32) => block.put_f32(f32::from_bits(low_half(words.next()))),
        Some(ValueKind::F64) => block.put_f64(f64::from_bits(words.next())),
        Some(ValueKind::Ipv4) => block.put_ipv4(Ipv4Addr::from_bits(low_half(words.next()))),
        Some(ValueKind::Ipv6) => block.put_ipv6(Ipv6Addr::from_bits(words.next_two())),
        Some(ValueKind::Str | ValueKind::Display | ValueKind::Debug | ValueKind::Bytes) => {
            words.string(block);
        }
        Some(ValueKind::Error) => {
            let count = words.next();
            block.put_u64(count);
            for _ in 0..count {
                words.string(block);
            }
        }
    }
}

/// The words of the values that are not written yet.
struct Words<'a>(&'a [u64]);

impl Words<'_> {
    #[inline]
    fn next(&mut self) -> u64 {
        match self.0.split_first() {
            Some((word, rest)) => {
                self.0 = rest;
                *word
            }
            None => 0,
        }
    }

    fn next_two(&mut self) -> u128 {
        let low = u128::from(self.next());
        low | u128::from(self.next()) << 64
    }

    /// Writes a string, which is a word with its length, and then its bytes.
    #[inline]
    fn string(&mut self, block: &mut BlockWriter) {
        let len = low_half(self.next()) as usize;
        let (words, rest) = self.0.split_at(len.div_ceil(8).min(self.0.len()));
        self.0 = rest;
        block.put_u64(len as u64);
        let mut left = len;
        // Adding many bytes at once takes less time than adding many words.
        for words in words.chunks(WORDS) {
            let mut bytes = [[0; size_of::<u64>()]; WORDS];
            for (bytes, word) in bytes.iter_mut().zip(words) {
                *bytes = word.to_le_bytes();
            }
            let bytes = bytes.as_flattened();
            block.put_encoded(&bytes[..left.min(bytes.len())]);
            left = left.saturating_sub(bytes.len());
        }
    }
}
