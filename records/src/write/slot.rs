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

impl Slot {
    /// Takes the words from their bytes, of which the least significant comes first.
    #[inline]
    pub(super) fn of_bytes(bytes: &[u8; size_of::<Self>()]) -> Self {
        let mut words = bytes.chunks_exact(size_of::<u64>());
        Self(core::array::from_fn(|_| {
            let word = words.next().and_then(<[u8]>::first_chunk);
            word.map_or(0, |bytes| u64::from_le_bytes(*bytes))
        }))
    }
}

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
            message: low_half(word),
            slots: low_half(word >> 32) as usize & 0x00ff_ffff,
            has_span: word & SPAN != 0,
        }
    }
}

/// Returns the lower half of a word.
pub(super) const fn low_half(word: u64) -> u32 {
    let [a, b, c, d, ..] = word.to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// Returns less than eight bytes as a word. Copying a number of bytes that is not known would be a
/// call.
#[inline]
pub(super) fn last_word(mut bytes: &[u8]) -> u64 {
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
