//! Writes integers whose length depends on their value, and strings.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "the bits of an integer are taken apart"
)]

/// The maximum length in bytes of an integer of 64 bits.
pub const MAX_U64: usize = 10;

/// The maximum length in bytes of an integer of 128 bits.
pub const MAX_U128: usize = 19;

/// Appends an unsigned integer as a varint.
///
/// ```
/// use kea_messages_records::format::varint;
///
/// let mut bytes = Vec::new();
/// varint::put_u64(&mut bytes, 300);
/// assert_eq!(bytes, [0xac, 0x02]);
/// ```
#[inline]
pub fn put_u64(out: &mut Vec<u8>, number: u64) {
    if number < 0x80 {
        out.push(low_bits(number));
    } else if number < 1 << (7 * WORD) {
        // All bytes are calculated at once, and those that are too many are removed again, which
        // takes less time than a loop.
        let length = (number.ilog2() as usize) / 7 + 1;
        let continued = CONTINUED >> (8 * (WORD - (length - 1)));
        out.extend_from_slice(&(spread(number) | continued).to_le_bytes());
        out.truncate(out.len() - (WORD - length));
    } else {
        put_u128(out, number.into());
    }
}

/// Appends three unsigned integers as varints. This is faster than three calls of [`put_u64`] if
/// the first two have one byte each, and the third one is not large.
#[inline]
pub(super) fn put_three(out: &mut Vec<u8>, first: u64, second: u64, third: u64) {
    const REST: usize = WORD - 2;
    if first < 0x80 && second < 0x80 && third < 1 << (7 * REST) {
        let length = ((third | 1).ilog2() as usize) / 7 + 1;
        let continued = CONTINUED & ((1 << (8 * (length - 1))) - 1);
        let word = first | (second << 8) | ((spread(third) | continued) << 16);
        out.extend_from_slice(&word.to_le_bytes());
        out.truncate(out.len() - (REST - length));
    } else {
        put_u64(out, first);
        put_u64(out, second);
        put_u64(out, third);
    }
}

/// The number of bytes in a word.
const WORD: usize = 8;

/// The highest bit of each byte of a word.
pub(super) const CONTINUED: u64 = 0x8080_8080_8080_8080;

/// Distributes the lowest 56 bits to the lowest seven bits of each byte.
const fn spread(number: u64) -> u64 {
    let number = (number & 0x0fff_ffff) | ((number & 0x00ff_ffff_f000_0000) << 4);
    let number = (number & 0x0000_3fff_0000_3fff) | ((number & 0x0fff_c000_0fff_c000) << 2);
    (number & 0x007f_007f_007f_007f) | ((number & 0x3f80_3f80_3f80_3f80) << 1)
}

/// Appends an unsigned integer of 128 bits as a varint.
///
/// ```
/// use kea_messages_records::format::varint;
///
/// let mut bytes = Vec::new();
/// varint::put_u128(&mut bytes, u128::MAX);
/// assert_eq!(bytes.len(), varint::MAX_U128);
/// ```
#[inline]
pub fn put_u128(out: &mut Vec<u8>, mut number: u128) {
    while let Err(_) | Ok(0x80..) = u64::try_from(number) {
        out.push(low_bits(number as u64) | 0x80);
        number >>= 7;
    }
    out.push(low_bits(number as u64));
}

/// Returns the lowest seven bits.
#[inline]
const fn low_bits(number: u64) -> u8 {
    (number & 0x7f) as u8
}

/// Converts a signed integer to an unsigned one. Integers near zero become small.
///
/// ```
/// use kea_messages_records::format::varint::{unzigzag, zigzag};
///
/// assert_eq!([0, -1, 1, -2].map(zigzag), [0, 1, 2, 3]);
/// assert_eq!(unzigzag(zigzag(i64::MIN)), i64::MIN);
/// ```
#[inline]
#[must_use]
pub const fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

/// Converts an unsigned integer back to a signed one: the inverse of [`zigzag`].
#[inline]
#[must_use]
pub const fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// Does the same as [`zigzag`] for integers of 128 bits.
///
/// ```
/// use kea_messages_records::format::varint::{unzigzag_128, zigzag_128};
///
/// assert_eq!(zigzag_128(-1), 1);
/// assert_eq!(unzigzag_128(zigzag_128(i128::MIN)), i128::MIN);
/// ```
#[inline]
#[must_use]
pub const fn zigzag_128(number: i128) -> u128 {
    ((number << 1) ^ (number >> 127)) as u128
}

/// Converts an unsigned integer back to a signed one: the inverse of [`zigzag_128`].
#[inline]
#[must_use]
pub const fn unzigzag_128(number: u128) -> i128 {
    (number >> 1) as i128 ^ -((number & 1) as i128)
}

/// Appends a string: its length in bytes, and its bytes.
///
/// ```
/// use kea_messages_records::format::varint;
///
/// let mut bytes = Vec::new();
/// varint::put_str(&mut bytes, "a1");
/// assert_eq!(bytes, b"\x02a1");
/// ```
#[inline]
pub fn put_str(out: &mut Vec<u8>, text: &str) {
    put_bytes(out, text.as_bytes());
}

/// Appends the number of bytes, and the bytes.
///
/// ```
/// use kea_messages_records::format::varint;
///
/// let mut bytes = Vec::new();
/// varint::put_bytes(&mut bytes, &[0xff]);
/// assert_eq!(bytes, [1, 0xff]);
/// ```
#[inline]
pub fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_u64(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::bytes::Bytes;
    use proptest::prelude::*;

    #[test]
    fn written_integers() {
        let cases: [(u64, &[u8]); 8] = [
            (0, &[0]),
            (1, &[1]),
            (127, &[0x7f]),
            (128, &[0x80, 1]),
            (300, &[0xac, 2]),
            (16_383, &[0xff, 0x7f]),
            (16_384, &[0x80, 0x80, 1]),
            (
                u64::MAX,
                &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
            ),
        ];
        for (number, bytes) in cases {
            let mut out = Vec::new();
            put_u64(&mut out, number);
            assert_eq!(out, bytes, "{number}");
            put_u128(&mut out, number.into());
            let mut both = Bytes::new(&out);
            assert_eq!(both.u64(), Some(number));
            assert_eq!(both.u128(), Some(number.into()));
            assert!(both.is_empty());
            for length in 0..bytes.len() {
                assert_eq!(
                    Bytes::new(&bytes[..length]).u64(),
                    None,
                    "{number} {length}"
                );
            }
        }
    }

    #[test]
    fn signed_integers() {
        let cases = [
            (0, 0),
            (-1, 1),
            (1, 2),
            (-64, 127),
            (64, 128),
            (i64::MAX, u64::MAX - 1),
            (i64::MIN, u64::MAX),
        ];
        for (signed, unsigned) in cases {
            assert_eq!(zigzag(signed), unsigned);
            assert_eq!(unzigzag(unsigned), signed);
            assert_eq!(unzigzag_128(zigzag_128(signed.into())), signed.into());
        }
        assert_eq!(zigzag_128(i128::MIN), u128::MAX);
        assert_eq!(unzigzag_128(u128::MAX - 1), i128::MAX);
    }

    proptest! {
        #[test]
        fn any_integer(number: u128, shift in 0..128_u32, behind: Vec<u8>) {
            let number = number >> shift;
            let short = (number >> 64) as u64 | number as u64;
            let mut out = Vec::new();
            put_u128(&mut out, short.into());
            let length = out.len();
            put_u64(&mut out, short);
            prop_assert_eq!(&out[..length], &out[length..]);
            put_u128(&mut out, number);
            out.extend(&behind);

            let mut bytes = Bytes::new(&out);
            prop_assert_eq!(bytes.u128(), Some(short.into()));
            prop_assert_eq!(bytes.u64(), Some(short));
            prop_assert_eq!(bytes.u128(), Some(number));
            prop_assert_eq!(bytes.rest(), &*behind);
        }

        #[test]
        fn three_integers(first in 0..300_u64, second in 0..300_u64, third: u64, shift in 0..64_u32) {
            let third = third >> shift;
            let (mut together, mut each) = (Vec::new(), Vec::new());
            put_three(&mut together, first, second, third);
            for number in [first, second, third] {
                put_u64(&mut each, number);
            }
            prop_assert_eq!(together, each);
        }
    }
}
