//! Checks for adjacent placeholders, whose values a reader cannot tell apart.

use super::entry::current;
use crate::{Catalogue, Code, Finding, Kind, Message, Part};
use kea_messages_base::text::{Piece, pieces};

pub(super) fn check(catalogue: &Catalogue) -> Vec<Finding> {
    current(catalogue)
        .filter(|entry| is_ambiguous(&entry.message))
        .map(|entry| {
            let title = format!(
                "the text of `{}` has adjacent placeholders: their values cannot be told apart",
                entry.message.id
            );
            entry.finding(Code::AmbiguousText, title, Part::Text)
        })
        .collect()
}

/// Whether two placeholders are adjacent, and one of them can be any text.
fn is_ambiguous(message: &Message) -> bool {
    let arguments = message.named_arguments();
    let is_text = |number: usize| {
        let argument = arguments.get(number - 1);
        argument.is_none_or(|argument| argument.kind() == Kind::Text)
    };
    let pieces: Vec<Piece<'_>> = pieces(&message.text).flatten().collect();
    pieces.windows(2).any(|pair| match pair {
        // If the same argument occurs twice, the length shows where the first value ends.
        [Piece::Placeholder(one), Piece::Placeholder(other)] => {
            one != other && (is_text(*one) || is_text(*other))
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_found, found};
    use super::*;

    #[test]
    fn texts() {
        let finding = "2:9 ambiguous_text: the text of `A` has adjacent placeholders: their values cannot be told apart";
        let cases = [
            ("%1 %2", "['a', 'b']", false),
            ("%1%2", "['a', 'b']", true),
            ("%1%1", "['a']", false),
            ("%1%1%2", "['a', 'b']", true),
            ("x%1%2", "['a: u32', 'b: u32']", false),
            ("x%1%2", "['a: u32', 'b: &str']", true),
            ("x%1%2", "['a: &str', 'b: bool']", true),
            ("%1%%%2", "['a', 'b']", false),
        ];
        let file = |(text, arguments, is_found)| {
            let toml = format!("[A]\ntext = '{text}'\narguments = {arguments}");
            (toml, is_found)
        };
        assert_found(check, finding, cases.map(file));
        // The values of arguments that are not declared are text.
        assert_eq!(found(check, "[A]\ntext = '%1%2'").len(), 1);
    }
}
