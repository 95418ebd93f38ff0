//! Whether the text of a message is ambiguous, whatever its arguments are.

use crate::kind::Kind;
use crate::pattern::Pattern;
use kea_messages_catalog::Message;

/// Returns whether the arguments of a message cannot be told apart in its text, even if
/// their values are harmless: two placeholders are side by side, and the type of one of
/// them says nothing about its value.
///
/// Any text is ambiguous for some values: of `%1: %2`, the line `a: b: c` can be read in
/// two ways. This function returns false there.
///
/// ```
/// use kea_messages_catalog::Message;
/// use kea_messages_decode::is_ambiguous;
///
/// let message = |text: &str| Message { text: text.into(), ..Message::default() };
/// assert!(is_ambiguous(&message("%1%2 failed")));
/// assert!(!is_ambiguous(&message("%1 %2 failed")));
/// ```
#[must_use]
pub fn is_ambiguous(message: &Message) -> bool {
    let pattern = Pattern::new(message);
    pattern.gaps.windows(2).any(|pair| {
        let mut kinds = pair.iter().map(|gap| pattern.kind(gap.argument));
        pair[0].literal.is_empty() && kinds.any(|kind| kind == Kind::Text)
    })
}

#[cfg(test)]
mod tests {
    use super::is_ambiguous;
    use kea_messages_catalog::{Argument, Message};

    #[test]
    fn texts() {
        // The text, the types of its arguments, whether it is ambiguous.
        let cases: [(&str, &[&str], bool); 9] = [
            ("up", &[], false),
            ("%1", &["String"], false),
            ("%1 %2", &["String", "String"], false),
            ("%1%2", &["String", "String"], true),
            ("%1%2", &["String", "u32"], true),
            ("%1%2", &["bool", "String"], true),
            ("%1%2", &["bool", "char"], false),
            ("%1: %2%3", &["String", "String", "String"], true),
            ("%1: %2%3", &["String", "bool", "bool"], false),
        ];
        for (text, types, expected) in cases {
            let arguments = types.iter().enumerate().map(|(index, rust_type)| Argument {
                rust_type: Some((*rust_type).into()),
                ..Argument::unnamed(index + 1)
            });
            let message = Message {
                text: text.into(),
                arguments: Some(arguments.collect()),
                ..Message::default()
            };
            assert_eq!(is_ambiguous(&message), expected, "{text} {types:?}");
        }
    }
}
