//! Kea's message files, `.mes`: `% ID text` defines a message, and the lines below are its
//! description.

mod infer;
mod read;
#[cfg(feature = "convert")]
mod write;

pub use self::infer::{Stated, stated};
pub(super) use self::read::read;
#[cfg(feature = "convert")]
pub(super) use self::write::{write, write_local_texts};

use kea_messages_base::text::{Piece, pieces};

/// Converts a text of Kea to the grammar of this project. In Kea, a `%` that does not begin a
/// placeholder, and any `$`, are literal.
///
/// ```
/// use kea_messages_catalog::formats::mes::from_mes;
///
/// assert_eq!(from_mes("%1: 100% of $1, %d"), "%1: 100%% of $$1, %%d");
/// ```
#[must_use]
pub fn from_mes(text: &str) -> String {
    let mut converted = String::with_capacity(text.len());
    let mut pieces = pieces(text);
    loop {
        let start = pieces.position();
        let Some(piece) = pieces.next() else {
            return converted;
        };
        let written = &text[start..pieces.position()];
        let escape = match piece {
            // This mistake should be reported.
            Err(mistake) if mistake.is_over_limit() => "",
            Err(_) if written.starts_with('%') => "%",
            // This is `$1`, which has to become `$$1`.
            Err(_) => "$",
            // This is `$$1`, which has to become `$$$1`.
            Ok(Piece::Literal("$")) if written == "$$" => "$",
            Ok(_) => "",
        };
        converted += escape;
        converted += written;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kea_messages_base::text::Mistake;
    use proptest::prelude::*;

    /// Returns what a text prints, with `<1>` for the first argument.
    fn print(text: &str) -> Result<String, Mistake<'_>> {
        pieces(text)
            .map(|piece| {
                Ok(match piece? {
                    Piece::Literal(literal) => literal.to_string(),
                    Piece::Placeholder(number) => format!("<{number}>"),
                })
            })
            .collect()
    }

    proptest! {
        /// Everything in a `.mes` text that is not a placeholder is printed.
        #[test]
        fn a_mes_text_prints_what_it_says(
            words in prop::collection::vec(
                prop_oneof![
                    Just(("%1", "<1>")),
                    Just(("%12", "<12>")),
                    Just(("%%", "%")),
                    Just(("% ", "% ")),
                    Just(("%0 ", "%0 ")),
                    Just(("%d", "%d")),
                    Just(("5% ", "5% ")),
                    Just(("$1", "$1")),
                    Just(("$", "$")),
                    Just(("x", "x")),
                ],
                0..12,
            )
        ) {
            let spaced = |pick: fn(&(&'static str, &'static str)) -> &'static str| {
                let words: Vec<_> = words.iter().map(pick).collect();
                words.join(" x")
            };
            let (text, printed) = (spaced(|word| word.0), spaced(|word| word.1));
            let converted = from_mes(&text);
            prop_assert_eq!(print(&converted), Ok(printed));
        }

        /// All dollar signs are printed.
        #[test]
        fn dollars_of_a_mes_text_are_printed(text in "[$1-3a]{0,12}") {
            let converted = from_mes(&text);
            prop_assert_eq!(print(&converted), Ok(text));
        }
    }
}
