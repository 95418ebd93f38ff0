//! Escapes any text so that it fits on one line.
//!
//! The value of an argument can come from an untrusted source. A line feed in it
//! would begin a forged log line, and an escape sequence would control the terminal
//! that shows it.

use core::fmt::{self, Display, Write};
use core::str::Chars;

/// Displays a value on one line. Control characters, and characters that end a line
/// or change the direction of text, are written as escapes.
///
/// A line feed is `\n`, a carriage return `\r`, a tab `\t`, and any other character
/// is written like `\u{1b}`. A backslash is `\\`, so that an escape cannot be mistaken
/// for text, and [`unescape`] is the inverse.
///
/// ```
/// use kea_messages_base::line::OneLine;
///
/// let value = "a1\n2026-01-01 00:00:00.000 FATAL \x1b[31mforged";
/// assert_eq!(
///     OneLine(value).to_string(),
///     r"a1\n2026-01-01 00:00:00.000 FATAL \u{1b}[31mforged",
/// );
/// ```
#[derive(Clone, Copy, Debug)]
pub struct OneLine<T>(pub T);

impl<T: Display> Display for OneLine<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaper(f), "{}", self.0)
    }
}

/// A writer that escapes its input as [`OneLine`] does, and writes it to `W`.
///
/// ```
/// use kea_messages_base::line::Escaper;
/// use std::fmt::Write as _;
///
/// let mut line = String::from("client ");
/// write!(Escaper(&mut line), "{}", "a1\n")?;
/// assert_eq!(line, r"client a1\n");
/// # Ok::<(), std::fmt::Error>(())
/// ```
#[derive(Debug)]
pub struct Escaper<W>(pub W);

impl<W: Write> Write for Escaper<W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some((at, letter)) = first_unsafe(rest) {
            self.0.write_str(&rest[..at])?;
            match letter {
                '\n' => self.0.write_str("\\n")?,
                '\r' => self.0.write_str("\\r")?,
                '\t' => self.0.write_str("\\t")?,
                '\\' => self.0.write_str("\\\\")?,
                _ => write!(self.0, "{}", letter.escape_unicode())?,
            }
            rest = &rest[at + letter.len_utf8()..];
        }
        self.0.write_str(rest)
    }
}

/// Returns the first character of a text that has to be escaped, and its position.
fn first_unsafe(text: &str) -> Option<(usize, char)> {
    // Most texts have none, and comparing bytes is faster than decoding characters. 0xc2 is the
    // first byte of the control characters of Latin-1; 0xd8 and 0xe2 are the first bytes of the
    // characters that separate lines or change the direction of text.
    let at = text
        .bytes()
        .position(|byte| byte < b' ' || matches!(byte, b'\\' | 0x7f | 0xc2 | 0xd8 | 0xe2))?;
    let mut letters = text[at..].char_indices();
    letters.find_map(|(offset, letter)| is_unsafe(letter).then_some((at + offset, letter)))
}

/// Returns whether [`OneLine`] escapes a character: a backslash, a control character, a line
/// or paragraph separator, or a bidirectional formatting character, which can make a line look
/// like a different one.
///
/// ```
/// use kea_messages_base::line::is_unsafe;
///
/// assert!(is_unsafe('\u{1b}') && is_unsafe('\u{202e}'));
/// assert!(!is_unsafe('a') && !is_unsafe('\u{e9}'));
/// ```
#[must_use]
pub fn is_unsafe(letter: char) -> bool {
    letter == '\\'
        || letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns the characters of the original text of a line that [`OneLine`] escaped.
///
/// If the line has an escape that [`OneLine`] does not write, the last item is
/// `None`.
///
/// ```
/// use kea_messages_base::line::unescape;
///
/// let text = |line: &str| unescape(line).collect::<Option<String>>();
/// assert_eq!(text(r"C:\\new\n").as_deref(), Some("C:\\new\n"));
/// assert_eq!(text(r"C:\temporary\x"), None);
/// ```
pub fn unescape(line: &str) -> impl Iterator<Item = Option<char>> {
    let mut rest = Some(line);
    core::iter::from_fn(move || {
        let mut letters = rest.take()?.chars();
        let letter = match letters.next()? {
            '\\' => escaped(&mut letters),
            letter => Some(letter),
        };
        if letter.is_some() {
            rest = Some(letters.as_str());
        }
        Some(letter)
    })
}

/// Reads the part of an escape after the backslash, and returns the character that it stands for.
fn escaped(letters: &mut Chars<'_>) -> Option<char> {
    match letters.next()? {
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        '\\' => Some('\\'),
        'u' => {
            let (digits, behind) = letters.as_str().strip_prefix('{')?.split_once('}')?;
            *letters = behind.chars();
            let is_ours = |digit: u8| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
            if !digits.bytes().all(is_ours) || (digits.len() > 1 && digits.starts_with('0')) {
                return None;
            }
            let letter = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
            let has_short_escape = matches!(letter, '\n' | '\r' | '\t' | '\\');
            (is_unsafe(letter) && !has_short_escape).then_some(letter)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::OneLine;
    use proptest::prelude::*;
    use std::string::{String, ToString as _};

    fn unescape(line: &str) -> Option<String> {
        super::unescape(line).collect()
    }

    #[test]
    fn what_could_forge_a_line_is_escaped() {
        for (text, expected) in [
            ("plain, ünïcode, 日本", "plain, ünïcode, 日本"),
            ("a\r\nb\tc", r"a\r\nb\tc"),
            ("\x1b[31m\x07\0\x7f", r"\u{1b}[31m\u{7}\u{0}\u{7f}"),
            ("\u{9b}31m\u{85}", r"\u{9b}31m\u{85}"),
            ("\u{2028}\u{2029}", r"\u{2028}\u{2029}"),
            ("\u{202e}txt.exe", r"\u{202e}txt.exe"),
            (r"C:\new", r"C:\\new"),
            ("", ""),
            ("®…é", "®…é"),
        ] {
            assert_eq!(OneLine(text).to_string(), expected);
        }
    }

    #[test]
    fn what_is_no_escape_of_ours_is_none() {
        for line in [
            r"\",
            r"\x1b",
            r"\u{",
            r"\u{110000}",
            r"\u{+1}",
            r"\u1b",
            r"\u{01b}",
            r"\u{00}",
            r"\u{1B}",
            r"\u{41}",
            r"\u{a}",
            r"\u{5c}",
            r"\N",
        ] {
            assert_eq!(unescape(line), None, "{line}");
        }
    }

    #[test]
    fn each_escape_is_read_back() {
        for (line, text) in [
            ("", ""),
            ("a1", "a1"),
            (r"\n\r\t\\", "\n\r\t\\"),
            (r"\\n", "\\n"),
            (r"\u{1b}[31m\u{202e}\u{0}", "\u{1b}[31m\u{202e}\0"),
        ] {
            assert_eq!(unescape(line).as_deref(), Some(text), "{line}");
        }
    }

    proptest! {
        #[test]
        fn an_escaped_text_can_be_read_back(
            text in prop_oneof![any::<String>(), "[a-z\\\\\n\r\t\u{1b}\u{202e}é]{0,20}"],
        ) {
            let line = OneLine(&text).to_string();
            prop_assert!(!line.contains(char::is_control));
            prop_assert_eq!(unescape(&line), Some(text));
        }
    }
}
