//! Templates for gettext's translators, and what they made of them.
//!
//! A message's context is its ID, and its text is in the grammar of catalogues. The
//! flag `kde-format` lets `msgfmt --check` compare the placeholders: gettext's name
//! for texts with `%1`.
//!
//! A translation is read as a catalogue that has texts alone. It can be written as a file
//! of local texts.

use super::{Converted, Format, Purpose};
use crate::catalogue::{Entry, Places};
use crate::{Catalogue, Code, Finding, Message, Source};
use kea_messages_core::id::is_id;
use polib::catalog::Catalog;
use polib::message::{Message as Translation, MessageFlags};
use polib::metadata::CatalogMetadata;
use polib::po_file;
use std::collections::HashMap;
use std::io::BufWriter;
use std::ops::Range;

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

/// Writes a template for translators.
pub(super) fn write(catalogue: &Catalogue) -> Converted {
    let header = &catalogue.header;
    let mut metadata = CatalogMetadata::new();
    let version = header.version.as_deref().unwrap_or("");
    let project = format!("{} {version}", header.title_or_default());
    project.trim().clone_into(&mut metadata.project_id_version);
    "1.0".clone_into(&mut metadata.mime_version);
    "text/plain; charset=UTF-8".clone_into(&mut metadata.content_type);
    "8bit".clone_into(&mut metadata.content_transfer_encoding);
    let mut catalog = Catalog::new(metadata);
    for message in catalogue.messages() {
        let mut flags = MessageFlags::new();
        if message.arity() > 0 {
            flags.add_flag("kde-format");
        }
        let mut translation = Translation::build_singular();
        translation
            .with_msgctxt(message.id.clone())
            .with_msgid(message.text.clone())
            .with_flags(flags)
            .with_extracted_comments(message.description.clone());
        catalog.append_or_update(translation.done());
    }
    let mut bytes = Vec::new();
    match po_file::write(&catalog, &mut BufWriter::new(&mut bytes)) {
        Ok(()) => {}
        Err(_) => unreachable!("memory can be written to"),
    }
    Converted::whole(String::from_utf8_lossy(&bytes).into_owned())
}

/// Reads a translation, of which findings and entries speak as number `index`. Texts that
/// are not translated, or that are fuzzy, are left out.
pub(super) fn read(source: &Source, index: usize, _: Purpose, catalogue: &mut Catalogue) {
    let name = source.name();
    let translations = match po_file::parse_from_reader(source.text().as_bytes()) {
        Ok(translations) => translations,
        Err(error) => {
            let error = error.to_string();
            let reason = error.strip_prefix("PO parse error: ").unwrap_or(&error);
            let title = format!("`{name}` is not a PO file: {reason}");
            catalogue
                .findings
                .push(Finding::new(Code::Unreadable, title));
            return;
        }
    };
    let places = places_of_ids(source.text());
    for translation in translations.messages() {
        let Some(id) = translation.msgctxt().filter(|context| is_id(context)) else {
            let title = format!(
                "`{name}` has a text without an ID: {:?} needs one as its `msgctxt`",
                translation.msgid()
            );
            catalogue.findings.push(Finding::new(Code::Mistake, title));
            continue;
        };
        let is_usable = translation.is_translated() && !translation.is_fuzzy();
        let Some(text) = translation.msgstr().ok().filter(|_| is_usable) else {
            continue;
        };
        let mut entry = Entry::new(Message::new(id, text));
        let place = places.get(id).cloned().unwrap_or_default();
        entry.places = Some(Places {
            source: index,
            id: place.clone(),
            text: place,
            ..Places::default()
        });
        catalogue.entries.push(entry);
    }
}

/// Where each `msgctxt "ID"` has its ID: `polib` does not tell.
fn places_of_ids(text: &str) -> HashMap<&str, Range<usize>> {
    const BEGIN: &str = "msgctxt \"";
    text.match_indices(BEGIN)
        .filter_map(|(at, _)| {
            let start = at + BEGIN.len();
            let end = start + text[start..].find('"')?;
            Some((&text[start..end], start..end))
        })
        .collect()
}
