//! Placeholders side by side, whose values a reader cannot tell apart.

use super::current;
use crate::{Catalogue, Code, Finding, Kind, Message, Part};
use kea_messages_base::text::{Piece, pieces};

pub(super) fn check(catalogue: &Catalogue, add: &mut dyn FnMut(Finding)) {
    for entry in current(catalogue) {
        if is_ambiguous(&entry.message) {
            let title = format!(
                "the text of `{}` has placeholders side by side: their values cannot be told apart",
                entry.message.id
            );
            add(entry.finding(Code::AmbiguousText, title, Part::Text));
        }
    }
}

/// Whether two placeholders stand side by side of which one can be any text.
fn is_ambiguous(message: &Message) -> bool {
    let arguments = message.named_arguments();
    let is_text = |number: usize| {
        let argument = arguments.get(number - 1);
        argument.is_none_or(|argument| argument.kind() == Kind::Text)
    };
    let pieces: Vec<Piece<'_>> = pieces(&message.text).flatten().collect();
    pieces.windows(2).any(|pair| match pair {
        [Piece::Placeholder(one), Piece::Placeholder(other)] => is_text(*one) || is_text(*other),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Argument;

    #[test]
    fn texts() {
        let cases = [
            ("%1 %2", None, false),
            ("%1%2", None, true),
            ("x%1%2", Some(["u32", "u32"]), false),
            ("x%1%2", Some(["u32", "&str"]), true),
            ("x%1%2", Some(["&str", "bool"]), true),
            ("%1%%%2", None, false),
        ];
        for (text, types, expected) in cases {
            let mut message = Message::new("A", text);
            message.arguments = types.map(|types| {
                let named = |rust_type: &str| {
                    let mut argument = Argument::named("a");
                    argument.rust_type = Some(rust_type.to_owned());
                    argument
                };
                types.map(named).to_vec()
            });
            assert_eq!(is_ambiguous(&message), expected, "{text} {types:?}");
        }
    }
}
