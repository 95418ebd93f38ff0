//! Writes texts and numbers as JSON. Nearly all of them are written unchanged, which is checked
//! eight bytes at a time; `serde_json`, which checks byte by byte, writes the rest.

use crate::line::Reading;
use crate::value::Value;
use std::io;

/// How many bytes are looked at together: as many as a register has.
const TOGETHER: usize = size_of::<u64>();

/// The digits that any `u64` or `i64` can have.
const DIGITS: usize = 18;

/// Writes the name of a field, which has nothing to escape.
pub(super) fn name(json: &mut Vec<u8>, name: &str) {
    json.push(b'"');
    json.extend_from_slice(name.as_bytes());
    json.extend_from_slice(b"\":");
}

pub(super) fn text(json: &mut Vec<u8>, text: &str) -> io::Result<()> {
    if !is_plain(text.as_bytes()) {
        return Ok(serde_json::to_writer(json, text)?);
    }
    json.push(b'"');
    json.extend_from_slice(text.as_bytes());
    json.push(b'"');
    Ok(())
}

pub(super) fn reading(json: &mut Vec<u8>, reading: &Reading<'_>) -> io::Result<()> {
    json.push(b'{');
    for (index, (argument, value)) in reading.arguments().enumerate() {
        if index > 0 {
            json.push(b',');
        }
        text(json, argument)?;
        json.push(b':');
        match value {
            Value::Text(value) => text(json, value)?,
            Value::Bare(number) if is_canonical(number) => {
                json.extend_from_slice(number.as_bytes());
            }
            value @ Value::Bare(_) => serde_json::to_writer(&mut *json, value)?,
        }
    }
    json.push(b'}');
    Ok(())
}

/// Whether a text has nothing that JSON escapes.
fn is_plain(text: &[u8]) -> bool {
    let Some(last) = text.last_chunk::<TOGETHER>() else {
        let is_plain = |byte: &u8| !matches!(byte, 0..b' ' | b'"' | b'\\');
        return text.iter().all(is_plain);
    };
    // The last bytes can be looked at twice.
    let chunks = text.chunks_exact(TOGETHER);
    let mut chunks = chunks.filter_map(|chunk| chunk.first_chunk());
    are_plain(u64::from_le_bytes(*last))
        && chunks.all(|chunk| are_plain(u64::from_le_bytes(*chunk)))
}

/// Whether none of these bytes is one that JSON escapes.
const fn are_plain(bytes: u64) -> bool {
    let escaped = less(bytes, b' ') | less(bytes ^ each(b'"'), 1) | less(bytes ^ each(b'\\'), 1);
    escaped & each(0x80) == 0
}

/// A word in which a byte has its highest bit if it is less than a limit, which is at most 0x80.
/// Those above such a byte can have it by chance, and no others.
const fn less(bytes: u64, limit: u8) -> u64 {
    bytes.wrapping_sub(each(limit)) & !bytes
}

/// A word of such bytes.
const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; TOGETHER])
}

/// Whether an integer is written as JSON writes it.
fn is_canonical(number: &str) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number).as_bytes();
    match digits {
        [b'0'] => number.len() == 1,
        [b'1'..=b'9', rest @ ..] => rest.len() < DIGITS && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{TOGETHER, is_canonical, is_plain, text};

    #[test]
    fn texts() {
        for special in [
            "", "\"", "\\", "\n", "\0", "\u{1f}", "\u{7f}", "é", "\u{2028}",
        ] {
            // Each place of a chunk and of what is after the last one.
            for before in 0..2 * TOGETHER {
                for behind in [0, 1, TOGETHER] {
                    let value = "x".repeat(before) + special + &"y".repeat(behind);
                    let mut json = Vec::new();
                    text(&mut json, &value).expect("it can be written");
                    let expected = serde_json::to_vec(&value).expect("it can be written");
                    assert_eq!(json, expected, "{value:?}");
                }
            }
        }
        assert!(is_plain("abé\u{7f}".as_bytes()));
        assert!(!is_plain(b"a\"b"));
    }

    #[test]
    fn numbers() {
        for number in [
            "0",
            "7",
            "10",
            "-7",
            "999999999999999999",
            "-999999999999999999",
        ] {
            assert!(is_canonical(number), "{number}");
        }
        for number in [
            "",
            "-",
            "-0",
            "007",
            "+7",
            "1.5",
            "1e3",
            "1000000000000000000",
            "true",
        ] {
            assert!(!is_canonical(number), "{number}");
        }
    }
}
