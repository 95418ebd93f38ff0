//! Local texts, which replace the texts of messages while the program runs.
//!
//! Each time a message is printed, the code checks for a local text, and almost always there is
//! none. So it first checks one bit of a table, at an index that is computed at compile time, which
//! takes a load and a branch. The texts are only searched if the bit is set. Readers never lock.

use crate::value::Value;
use arc_swap::ArcSwapOption;
use core::fmt::{self, Write};
use core::sync::atomic::{AtomicU64, Ordering};
use kea_messages_base::__private::Outline;
use kea_messages_base::text::{Piece, pieces};
use std::boxed::Box;
use std::collections::HashMap;
use std::string::String;
use std::sync::{Arc, Mutex, PoisonError};
use std::vec::Vec;

/// The number of bits in the table, which takes 8 KiB. With local texts for all messages of a
/// program as large as Kea, one in thirty other messages would share a bit with one of them.
const MARKS: usize = 1 << 16;

static TABLE: [AtomicU64; MARKS / 64] = [const { AtomicU64::new(0) }; MARKS / 64];

static TEXTS: ArcSwapOption<Texts> = ArcSwapOption::const_empty();

type Texts = HashMap<Box<str>, LocalText>;

/// The position of a message's bit in the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark(u16);

impl Mark {
    pub(crate) const fn of(outline: Outline) -> Self {
        Self::of_id(outline.id_bytes())
    }

    /// Computes the FNV-1a hash, which is short enough for a `const fn`, and folds it to 16 bits.
    const fn of_id(id: &[u8]) -> Self {
        let mut hash = 0x811c_9dc5_u32;
        let mut at = 0;
        while at < id.len() {
            hash = (hash ^ id[at] as u32).wrapping_mul(0x0100_0193);
            at += 1;
        }
        let [a, b, c, d] = hash.to_le_bytes();
        Self(u16::from_le_bytes([a ^ c, b ^ d]))
    }

    const fn word(self) -> usize {
        self.0 as usize / 64
    }

    const fn bit(self) -> u64 {
        1 << (self.0 % 64)
    }

    /// Returns whether the message can have a local text.
    #[inline]
    pub(crate) fn is_set(self) -> bool {
        TABLE[self.word()].load(Ordering::Relaxed) & self.bit() != 0
    }
}

/// Writes the local text of a message, or returns `None` if it has none.
#[cold]
#[inline(never)]
pub(crate) fn write(
    outline: Outline,
    values: &[Value<'_>],
    out: &mut dyn Write,
) -> Option<fmt::Result> {
    // The guard keeps this text alive until it is written, even if others are loaded in the
    // meantime.
    let texts = TEXTS.load();
    let text = texts.as_ref()?.get(outline.id())?;
    Some(text.write_to(values, out))
}

/// A text that replaces that of a message, split at its placeholders.
#[derive(Debug)]
pub struct LocalText(Vec<LocalPiece>);

#[derive(Debug)]
enum LocalPiece {
    Literal(Box<str>),
    /// The index of an argument.
    Argument(usize),
}

impl LocalText {
    /// Splits a text, which must not contain mistakes.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut cut = Vec::new();
        let mut literal = String::new();
        for piece in pieces(text).flatten() {
            match piece {
                Piece::Literal(text) => literal.push_str(text),
                Piece::Placeholder(number) => {
                    cut.push(LocalPiece::Literal(std::mem::take(&mut literal).into()));
                    cut.push(LocalPiece::Argument(number - 1));
                }
            }
        }
        cut.push(LocalPiece::Literal(literal.into()));
        Self(cut)
    }

    fn write_to(&self, values: &[Value<'_>], out: &mut dyn Write) -> fmt::Result {
        for piece in &self.0 {
            match piece {
                LocalPiece::Literal(text) => out.write_str(text)?,
                LocalPiece::Argument(index) => {
                    if let Some(value) = values.get(*index) {
                        value.write_to(out)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Replaces the texts of the messages with these IDs, and restores all others.
pub fn replace(texts: impl IntoIterator<Item = (String, LocalText)>) {
    static LOADING: Mutex<()> = Mutex::new(());
    let texts: Texts = texts
        .into_iter()
        .map(|(id, text)| (id.into(), text))
        .collect();
    let mut marks = [0; MARKS / 64];
    for id in texts.keys() {
        let mark = Mark::of_id(id.as_bytes());
        marks[mark.word()] |= mark.bit();
    }
    let loading = LOADING.lock().unwrap_or_else(PoisonError::into_inner);
    // First the bits of the old and the new texts are set, then the texts are replaced, and then
    // only the new bits are kept. In this order, a message with both an old and a new text always
    // has one.
    for (word, marks) in TABLE.iter().zip(marks) {
        word.fetch_or(marks, Ordering::Release);
    }
    TEXTS.store((!texts.is_empty()).then(|| Arc::new(texts)));
    for (word, marks) in TABLE.iter().zip(marks) {
        word.store(marks, Ordering::Release);
    }
    drop(loading);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_rows::row;
    use std::format;
    use std::string::ToString as _;

    fn outline(id: &str) -> Outline {
        Outline::new(row(id, "", &[])[0])
    }

    #[test]
    fn marks() {
        // The hashes are from the authors of FNV-1a, before they are folded.
        let cases = [
            ("", 0x811c_9dc5_u32),
            ("a", 0xe40c_292c),
            ("foobar", 0xbf9c_f968),
        ];
        for (id, hash) in cases {
            let Mark(found) = Mark::of_id(id.as_bytes());
            assert_eq!(u32::from(found), (hash >> 16) ^ (hash & 0xffff), "{id}");
        }
        assert_eq!(Mark::of(outline("A_B")).0, Mark::of_id(b"A_B").0);
        // The index of a word in the table, and the bit in that word.
        for (mark, word, bit) in [
            (0, 0, 1),
            (63, 0, 1 << 63),
            (64, 1, 1),
            (65535, 1023, 1 << 63),
        ] {
            assert_eq!((Mark(mark).word(), Mark(mark).bit()), (word, bit));
        }
    }

    #[test]
    fn texts() {
        let values = [Value::Str("a1"), Value::U64(67)];
        for (text, expected) in [
            ("", ""),
            ("oben", "oben"),
            ("Port %2: %1 ist da", "Port 67: a1 ist da"),
            ("100%% %1%1", "100% a1a1"),
            // The message has no third argument.
            ("<%3>", "<>"),
        ] {
            let mut written = String::new();
            let result = LocalText::new(text).write_to(&values, &mut written);
            result.expect("a string takes everything");
            assert_eq!(written, expected, "{text:?}");
        }
    }

    /// Returns the local text of a message, if it has one.
    fn local(id: &str) -> Option<String> {
        let outline = outline(id);
        if !Mark::of(outline).is_set() {
            return None;
        }
        let mut written = String::new();
        let result = write(outline, &[], &mut written)?;
        result.expect("a string takes everything");
        Some(written)
    }

    #[test]
    fn the_last_texts_hold() {
        let texts = |texts: &[(&str, &str)]| {
            let texts = texts.iter();
            replace(texts.map(|(id, text)| ((*id).into(), LocalText::new(text))));
        };
        let found = || ["LOCAL_A", "LOCAL_B", "LOCAL_C"].map(local);
        let text = |text: &str| Some(text.to_string());
        assert_eq!(found(), [None, None, None]);
        texts(&[("LOCAL_A", "a"), ("LOCAL_B", "b")]);
        assert_eq!(found(), [text("a"), text("b"), None]);
        texts(&[("LOCAL_B", "bb"), ("LOCAL_C", "c")]);
        assert_eq!(found(), [None, text("bb"), text("c")]);
        assert!(!Mark::of(outline("LOCAL_A")).is_set());
        // This ID shares its bit with an ID that has a text, but has no text itself.
        let twin = (0..).map(|number| format!("TWIN_{number}"));
        let is_twin =
            |id: &std::string::String| Mark::of_id(id.as_bytes()).0 == Mark::of_id(b"LOCAL_C").0;
        let twin = twin.into_iter().find(is_twin).expect("there are many");
        assert!(Mark::of(outline(&twin)).is_set());
        assert_eq!(local(&twin), None);
        texts(&[]);
        assert_eq!(found(), [None, None, None]);
        assert!(TEXTS.load().is_none());
        let words = TABLE.iter().map(|word| word.load(Ordering::Relaxed));
        assert!(words.into_iter().all(|word| word == 0));
    }
}
