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
