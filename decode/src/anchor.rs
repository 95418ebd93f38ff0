//! Finds IDs in lines of unknown layout. An ID of the catalogue is found anywhere in the line, but
//! such a reading is never certain, because a value can contain an ID.

use crate::layout::{id_in, sequence};
use memchr::memchr_iter;

/// The maximum number of IDs to try in a line.
const MAX_ANCHORS: usize = 8;

/// The maximum length of a sequence for a colour.
const MAX_COLOR: usize = 24;

/// Finds the IDs in a line that are at the beginning of a word and not in quotes. Returns each with
/// the text after it.
pub(crate) fn anchors(
    line: &str,
    is_known: impl Fn(&str) -> bool,
) -> impl Iterator<Item = (&str, &str)> {
    let mut end = 0;
    let mut quotes = Quotes::new(line);
    // Only IDs with an underscore are found.
    let found = memchr_iter(b'_', line.as_bytes()).filter_map(move |place| {
        if place < end {
            return None;
        }
        let is_part =
            |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
        let bytes = line.as_bytes();
        let length = bytes[end..place]
            .iter()
            .rev()
            .take_while(|byte| is_part(byte))
            .count();
        let start = place - length;
        end = place
            + bytes[place..]
                .iter()
                .take_while(|byte| is_part(byte))
                .count();
        let before = line[..start].chars().next_back();
        let opening = before.filter(|letter| matches!(letter, '[' | '(' | '<'));
        let begins = match before {
            None | Some(' ' | '\t' | ':' | '|') => true,
            // This may be the end of a sequence for a colour.
            Some('m') => {
                let near = start.saturating_sub(MAX_COLOR);
                let escape = bytes[near..start].iter().rposition(|byte| *byte == b'\x1b');
                escape.is_some_and(|at| sequence(&line[near + at..]) == Some(start - near - at))
            }
            _ => opening.is_some(),
        };
        if !begins || !is_known(&line[start..end]) || quotes.is_inside(start) {
            return None;
        }
        let start = start - usize::from(opening.is_some());
        id_in(&line[start..])
    });
    found.take(MAX_ANCHORS)
}

/// Determines whether a place in a line is in quotes.
struct Quotes<'l> {
    line: &'l str,
    at: usize,
    is_inside: bool,
}

impl<'l> Quotes<'l> {
    const fn new(line: &'l str) -> Self {
        Self {
            line,
            at: 0,
            is_inside: false,
        }
    }

    /// Whether this place is in quotes. Places have to be passed in ascending order.
    fn is_inside(&mut self, place: usize) -> bool {
        let bytes = self.line.as_bytes();
        while self.at < place {
            match bytes[self.at] {
                b'\\' => self.at += 1,
                b'"' => self.is_inside = !self.is_inside,
                _ => {}
            }
            self.at += 1;
        }
        self.is_inside
    }
}

#[cfg(test)]
mod tests {
    use super::anchors;

    #[test]
    fn lines() {
        let long = "A_B ".repeat(9);
        for (line, expected) in [
            ("A_B on", "A_B=on"),
            ("on A_B: x A_C y", "A_B=x A_C y; A_C=y"),
            ("on [A_B] x", "A_B=x"),
            ("on (A_B): x", "A_B=x"),
            ("on:A_B, x", "A_B=x"),
            ("on\x1b[1mA_B x", "A_B=x"),
            ("on A_D A_B x", "A_B=x"),
            (r#"on "A_B x" A_C y"#, "A_C=y"),
            (r#"on "\"" A_C y"#, "A_C=y"),
            ("on xA_B x", ""),
            ("on mA_B x", ""),
            ("on A_Bx x", ""),
            ("on A_B=x", ""),
            ("on A_B] x", ""),
            ("on 1A_B é_A_B", ""),
            ("on A__B _ A_", ""),
            ("", ""),
        ] {
            let found = anchors(line, |id| matches!(id, "A_B" | "A_C"));
            let found: Vec<String> = found.map(|(id, text)| format!("{id}={text}")).collect();
            assert_eq!(found.join("; "), expected, "{line:?}");
        }
        assert_eq!(anchors(&long, |_| true).count(), 8);
    }
}
