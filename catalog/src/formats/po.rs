//! Templates for gettext's translators, and what they made of them.
//!
//! A message's context is its ID, and its text is in the grammar of catalogues. The
//! flag `kde-format` lets `msgfmt --check` compare the placeholders: gettext's name
//! for texts with `%1`.

use super::Converted;
use crate::Catalogue;
use kea_messages_base::id::is_id;
use polib::catalog::Catalog;
use polib::message::{Message as Translation, MessageFlags};
use polib::metadata::CatalogMetadata;
use polib::po_file;
use std::io::BufWriter;
use std::path::Path;

/// Writes a template for translators.
///
/// # Errors
///
/// What the PO writer cannot write.
pub fn write(catalogue: &Catalogue) -> Result<Converted, String> {
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
    po_file::write(&catalog, &mut BufWriter::new(&mut bytes)).map_err(|error| error.to_string())?;
    let text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
    Ok(Converted::whole(text))
}

/// The texts of a translation, by their IDs. Those that are not translated, or
/// fuzzy, are left out.
///
/// # Errors
///
/// What is wrong in the file.
pub fn read(path: &Path) -> Result<Vec<(String, String)>, String> {
    let unusable = |reason: String| format!("{}: {reason}", path.display());
    let catalog = po_file::parse(path).map_err(|error| unusable(error.to_string()))?;
    let mut texts = Vec::new();
    for translation in catalog.messages() {
        let Some(id) = translation.msgctxt().filter(|context| is_id(context)) else {
            let text = translation.msgid();
            let reason = format!("the text {text:?} has no ID: it is to be its msgctxt");
            return Err(unusable(reason));
        };
        let is_usable = translation.is_translated() && !translation.is_fuzzy();
        if let Some(text) = translation.msgstr().ok().filter(|_| is_usable) {
            texts.push((id.to_owned(), text.to_owned()));
        }
    }
    Ok(texts)
}
