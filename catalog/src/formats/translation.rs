//! Recognizes catalogues that are translations.

use super::format::Format;
use crate::Catalogue;

/// Returns whether a catalogue was read only from translations, so that it only has texts.
///
/// ```
/// use kea_messages_catalog::formats::is_translation;
/// use kea_messages_catalog::{Catalogue, Source};
///
/// let german = "msgid \"\"\nmsgstr \"Language: de\\n\"\n\n\
///               msgctxt \"STARTED\"\nmsgid \"started\"\nmsgstr \"gestartet\"\n";
/// let german = Catalogue::of_sources(vec![Source::new("de.po", german)]);
/// assert!(is_translation(&german));
/// assert_eq!(german.entries[0].message.text, "gestartet");
/// ```
#[must_use]
pub fn is_translation(catalogue: &Catalogue) -> bool {
    let mut sources = catalogue.sources.iter();
    sources.len() > 0 && sources.all(|source| Format::of(source) == Some(Format::Po))
}
