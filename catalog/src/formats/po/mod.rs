//! Templates for gettext's translators, and what they made of them.
//!
//! A message's context is its ID, and its text is in the grammar of catalogues. The
//! flag `kde-format` lets `msgfmt --check` compare the placeholders: gettext's name
//! for texts with `%1`.
//!
//! A translation is read as a catalogue that has texts alone. It can be written as a file
//! of local texts.

mod read;
mod write;

pub(super) use self::read::read;
pub(super) use self::write::write;

use super::Format;
use crate::{Catalogue, Source};

/// Whether a catalogue was read from translations alone, and so has nothing but texts.
///
/// ```
/// use kea_messages_catalog::formats::po::is_translation;
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
    let is_po = |source: &Source| Format::of_file(source.name()) == Some(Format::Po);
    sources.len() > 0 && sources.all(is_po)
}
