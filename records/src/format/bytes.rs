//! Reads numbers and strings.

use super::varint::{CONTINUED, MAX_U64, MAX_U128, unzigzag, unzigzag_128};
use std::net::{Ipv4Addr, Ipv6Addr};

/// Reads numbers and strings from bytes. Each method returns `None` if the bytes are not of the
/// form that it reads, or if there are too few of them.
///
/// ```
/// use kea_messages_records::format::bytes::Bytes;
///
/// let mut bytes = Bytes::new(b"\xac\x02\x02a1\xff");
/// assert_eq!(bytes.u64(), Some(300));
/// assert_eq!(bytes.str(), Some("a1"));
/// assert_eq!(bytes.str(), None);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Bytes<'a> {
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    /// Creates a reader of these bytes.
    #[inline]
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Returns the bytes that have not been read.
    #[inline]
    #[must_use]
    pub const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Returns whether all bytes have been read.
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Reads this number of bytes.
    #[inline]
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// Reads a fixed number of bytes.
    #[inline]
    pub fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*taken)
    }

    /// Reads one byte.
    #[inline]
    pub fn u8(&mut self) -> Option<u8> {
        let (&byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(byte)
    }

    /// Reads an integer of 32 bits with a fixed width.
    #[inline]
    pub fn fixed_u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    /// Reads an integer of 64 bits with a fixed width.
    #[inline]
    pub fn fixed_u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    /// Reads a varint.
    #[inline]
    pub fn u64(&mut self) -> Option<u64> {
        let (&first, rest) = self.rest.split_first()?;
        if first < 0x80 {
            self.rest = rest;
            return Some(first.into());
        }
        // As when it is written, all bytes are calculated at once.
        if let Some((word, _)) = self.rest.split_first_chunk() {
            let word = u64::from_le_bytes(*word);
            let ends = !word & CONTINUED;
            if ends != 0 {
                // The bits up to the end of the first byte that is not continued.
                let bits = ends ^ (ends - 1);
                self.rest = &self.rest[(bits.count_ones() / 8) as usize..];
                return Some(gather(word & bits));
            }
        }
        self.long_u64()
    }

    /// Reads a varint of any length.
    fn long_u64(&mut self) -> Option<u64> {
        let mut number = 0;
        let mut shift = 0;
        for (at, &byte) in self.rest.iter().enumerate().take(MAX_U64) {
            let bits = u64::from(byte & 0x7f);
            number |= bits << shift;
            if byte < 0x80 {
                // The tenth byte has room for one bit.
                let fits = (bits << shift) >> shift == bits;
                self.rest = &self.rest[at + 1..];
                return fits.then_some(number);
            }
            shift += 7;
        }
        None
    }

    /// Reads a varint of 128 bits.
    pub fn u128(&mut self) -> Option<u128> {
        let mut number = 0;
        let mut shift = 0;
        for (at, &byte) in self.rest.iter().enumerate().take(MAX_U128) {
            let bits = u128::from(byte & 0x7f);
            number |= bits << shift;
            if byte < 0x80 {
                let fits = (bits << shift) >> shift == bits;
                self.rest = &self.rest[at + 1..];
                return fits.then_some(number);
            }
            shift += 7;
        }
        None
    }

    /// Reads a varint that is a length or a number of items. Returns `None` if it is greater than
    /// the number of bytes that follow.
    #[inline]
    pub fn length(&mut self) -> Option<usize> {
        let length = self.u64()?;
        usize::try_from(length)
            .ok()
            .filter(|&length| length <= self.rest.len())
    }

    /// Reads a signed integer.
    #[inline]
    pub fn i64(&mut self) -> Option<i64> {
        self.u64().map(unzigzag)
    }

    /// Reads a signed integer of 128 bits.
    pub fn i128(&mut self) -> Option<i128> {
        self.u128().map(unzigzag_128)
    }

    /// Reads a length, and that number of bytes.
    #[inline]
    pub fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.length()?;
        self.take(length)
    }

    /// Reads a string.
    #[inline]
    pub fn str(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    /// Reads an IPv4 address.
    pub fn ipv4(&mut self) -> Option<Ipv4Addr> {
        self.array::<4>().map(Ipv4Addr::from)
    }

    /// Reads an IPv6 address.
    pub fn ipv6(&mut self) -> Option<Ipv6Addr> {
        self.array::<16>().map(Ipv6Addr::from)
    }
}

/// Collects the lowest seven bits of each byte: what `spread` of `varint` distributes.
const fn gather(word: u64) -> u64 {
    let word = (word & 0x007f_007f_007f_007f) | ((word & 0x7f00_7f00_7f00_7f00) >> 1);
    let word = (word & 0x0000_3fff_0000_3fff) | ((word & 0x3fff_0000_3fff_0000) >> 2);
    (word & 0x0fff_ffff) | ((word & 0x0fff_ffff_0000_0000) >> 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_that_are_too_long() {
        let continued = [0xff; 30];
        assert_eq!(Bytes::new(&continued).u64(), None);
        assert_eq!(Bytes::new(&continued).u128(), None);

        let mut bytes = [0x80; MAX_U64];
        for (last, expected) in [(0, Some(0)), (1, Some(1 << 63)), (2, None), (0x7f, None)] {
            bytes[MAX_U64 - 1] = last;
            assert_eq!(Bytes::new(&bytes).u64(), expected, "{last}");
        }
        let mut bytes = [0x80; MAX_U128];
        for (last, expected) in [(3, Some(3 << 126)), (4, None), (0x7f, None)] {
            bytes[MAX_U128 - 1] = last;
            assert_eq!(Bytes::new(&bytes).u128(), expected, "{last}");
        }
    }

    #[test]
    fn strings() {
        let cases: [(&[u8], Option<&str>); 7] = [
            (b"\0", Some("")),
            (b"\x02a1", Some("a1")),
            (b"\x02a1b", Some("a1")),
            (b"\x02a", None),
            (b"", None),
            (b"\x01\xff", None),
            (b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01a", None),
        ];
        for (bytes, expected) in cases {
            assert_eq!(Bytes::new(bytes).str(), expected, "{bytes:?}");
        }
    }
}
