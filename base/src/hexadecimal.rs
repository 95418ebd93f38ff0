//! Bytes as hexadecimal digits.
//!
//! ```
//! use kea_messages_base::hexadecimal::{HexBytes, HexDigits};
//!
//! assert_eq!(HexBytes(&[0x0a, 0x1b, 0xff]).to_string(), "[0a 1b ff]");
//! assert_eq!(HexDigits(&[0x0a, 0x1b, 0xff]).to_string(), "0a1bff");
//! ```

use core::fmt::{self, Display, Write};

/// Prints bytes as the text of a message shows them: `[0a 1b ff]`.
///
/// `tracing` prints a field of bytes in the same way. The options of the formatter are ignored.
///
/// ```
/// use kea_messages_base::hexadecimal::HexBytes;
///
/// assert_eq!(HexBytes(b"").to_string(), "[]");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct HexBytes<'a>(pub &'a [u8]);

impl Display for HexBytes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_to(f)
    }
}

impl HexBytes<'_> {
    /// Writes the bytes without a formatter.
    ///
    /// # Errors
    ///
    /// Returns the error of `out`.
    ///
    /// ```
    /// use kea_messages_base::hexadecimal::HexBytes;
    ///
    /// let mut text = String::new();
    /// HexBytes(&[1, 255]).write_to(&mut text)?;
    /// assert_eq!(text, "[01 ff]");
    /// # Ok::<(), std::fmt::Error>(())
    /// ```
    pub fn write_to<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        let Self([first, rest @ ..]) = self else {
            return out.write_str("[]");
        };
        let [high, low] = digits(*first);
        write_ascii(out, &[b'[', high, low])?;
        write_in_blocks(out, rest, |byte| {
            let [high, low] = digits(byte);
            [b' ', high, low]
        })?;
        out.write_char(']')
    }
}

/// Prints bytes as digits alone: `0a1bff`. A sink that writes JSON can use this for
/// `Value::Bytes`.
///
/// The options of the formatter are ignored.
///
/// ```
/// use kea_messages_base::hexadecimal::HexDigits;
///
/// assert_eq!(HexDigits(b"").to_string(), "");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct HexDigits<'a>(pub &'a [u8]);

impl Display for HexDigits<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_in_blocks(f, self.0, digits)
    }
}

/// Returns the two digits of a byte.
const fn digits(byte: u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    [DIGITS[(byte >> 4) as usize], DIGITS[(byte & 15) as usize]]
}

/// Writes `N` ASCII characters for each byte, in blocks, because each write takes longer than the
/// conversion of many bytes.
fn write_in_blocks<W: Write + ?Sized, const N: usize>(
    out: &mut W,
    bytes: &[u8],
    convert: impl Fn(u8) -> [u8; N],
) -> fmt::Result {
    let mut block = [[0; N]; 64];
    for bytes in bytes.chunks(block.len()) {
        for (converted, byte) in block.iter_mut().zip(bytes) {
            *converted = convert(*byte);
        }
        write_ascii(out, block[..bytes.len()].as_flattened())?;
    }
    Ok(())
}

fn write_ascii<W: Write + ?Sized>(out: &mut W, text: &[u8]) -> fmt::Result {
    match core::str::from_utf8(text) {
        Ok(text) => out.write_str(text),
        Err(_) => unreachable!("digits are ASCII"),
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::{HexBytes, HexDigits};
    use std::format;
    use std::string::{String, ToString as _};
    use std::vec::Vec;

    #[test]
    fn all_bytes_in_blocks_of_any_length() {
        let bytes: Vec<u8> = (0..=255).collect();
        for length in [0, 1, 2, 63, 64, 65, 66, 128, 129, 256] {
            let bytes = &bytes[..length];
            let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(
                HexBytes(bytes).to_string(),
                format!("[{}]", pairs.join(" "))
            );
            assert_eq!(HexDigits(bytes).to_string(), pairs.concat());
        }
    }
}
