//! Finds a byte that is usually near the beginning of a text.

use memchr::memchr;

/// The number of bytes in a word.
const WORD: usize = 8;

/// The number of words that are searched one by one. `memchr` is faster in a longer text, but takes
/// longer to begin.
const MOST_WORDS: usize = 6;

/// The lowest bit of each byte of a word, and the highest.
const LOW: u64 = u64::from_ne_bytes([0x01; WORD]);
const HIGH: u64 = u64::from_ne_bytes([0x80; WORD]);

/// Returns the first place of a byte. The result is that of [`memchr`].
#[inline]
pub(crate) fn find_near(byte: u8, text: &[u8]) -> Option<usize> {
    let pattern = LOW * u64::from(byte);
    let mut rest = text;
    for _ in 0..MOST_WORDS {
        let Some((word, behind)) = rest.split_first_chunk::<WORD>() else {
            break;
        };
        // The bytes that are equal become zero. The highest bit of the lowest of these is set.
        let differences = u64::from_le_bytes(*word) ^ pattern;
        let zeros = differences.wrapping_sub(LOW) & !differences & HIGH;
        if zeros != 0 {
            return Some(text.len() - rest.len() + zeros.trailing_zeros() as usize / WORD);
        }
        rest = behind;
    }
    let place = if rest.len() < WORD {
        rest.iter().position(|other| *other == byte)
    } else {
        memchr(byte, rest)
    };
    Some(text.len() - rest.len() + place?)
}

#[cfg(test)]
mod tests {
    use super::find_near;
    use memchr::memchr;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_first_place(
            text in prop::collection::vec(
                prop::sample::select(vec![0, 1, 2, b'a', b'b', 0x7f, 0x80, 0x81, 0xfe, 0xff]), 0..80
            ),
            byte in prop::sample::select(vec![0, 1, 2, b'a', b'b', 0x7f, 0x80, 0x81, 0xfe, 0xff, b'c']),
            start in 0..80_usize,
        ) {
            prop_assert_eq!(find_near(byte, &text), memchr(byte, &text));
            // The byte is not at the beginning.
            let mut rest = text;
            rest.iter_mut().take(start).filter(|other| **other == byte).for_each(|it| *it ^= 1);
            prop_assert_eq!(find_near(byte, &rest), memchr(byte, &rest));
        }
    }
}
