//! What a parser says of itself.

use super::cut::{Cut, Uncut};
use crate::{Catalogue, Message};

/// What is true of each parser, a paragraph each.
const EACH: [&str; 4] = [
    "Reads lines of Kea's layout: time, severity, logger, process, ID, text, and the values of \
     the arguments. Written by `kea-messages convert`.",
    "A value is what `kea-messages decode` gives, or there is none. There is none in a line \
     whose text can be cut in more than one way, because what stands between two values \
     stands in one of them too; in a line with a backslash, which can begin an escape, or with \
     a control character; and in a line whose text is not that of the catalogue.",
    "It is less exact than `decode`: it knows no layout but Kea's, and no line of JSON; it does \
     not say whether a line without values is ambiguous or of another version; an integer of \
     very many digits is none for it; it knows integers, `bool` and `char`, and finds no \
     values of a message with another type; and it does not look for an ID behind the spans of a \
     line, `{conn peer=192.0.2.7} ID`.",
    "Each line is read by itself, unless the program joins lines before: where the last value \
     of a message has several lines, the line with the ID has the first of them.",
];

/// The note of a parser, in paragraphs: what is true of each, what is true of this one, and of
/// which messages it gives no values.
pub(super) fn note(
    catalogue: &Catalogue,
    cuts: &[(&Message, Result<Cut, Uncut>)],
    own: &[&str],
) -> Vec<String> {
    let title = catalogue.header.title_or_default().replace('\n', " ");
    let uncut = cuts.iter().filter_map(|(message, cut)| {
        let reason = cut.as_ref().err()?.reason();
        (message.arity() > 0).then(|| format!("{} has no values here: {reason}.", message.id))
    });
    let mut not_found: Vec<&str> = catalogue
        .messages()
        .map(|message| message.id.as_str())
        .filter(|id| !id.contains('_'))
        .collect();
    not_found.dedup();
    let not_found = (!not_found.is_empty()).then(|| {
        let ids = not_found.join(", ");
        format!(
            "Not looked for, because any text can begin with a word without an underscore: {ids}."
        )
    });
    let said = EACH.iter().chain(own).map(|it| (*it).to_owned());
    let mut note = vec![title];
    note.extend(said.chain(not_found).chain(uncut));
    note
}

/// The note as the comment at the beginning of a file, in lines that begin so.
pub(super) fn comment(note: &[String], begin: &str) -> String {
    let width = 92;
    let mut comment = String::new();
    for paragraph in note {
        let options = textwrap::Options::new(width).break_words(false);
        for line in textwrap::wrap(paragraph, options) {
            comment += &format!("{begin}{line}\n");
        }
    }
    comment
}
