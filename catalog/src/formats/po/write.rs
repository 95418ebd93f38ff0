//! Writes templates for translators.

use crate::Catalogue;
use crate::formats::Converted;
use polib::catalog::Catalog;
use polib::message::{Message as Translation, MessageFlags};
use polib::metadata::CatalogMetadata;
use polib::po_file;
use std::io::BufWriter;

/// Writes a template for translators.
pub(in crate::formats) fn write(catalogue: &Catalogue) -> Converted {
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
        Err(_) => unreachable!("writing to memory does not fail"),
    }
    Converted::whole(String::from_utf8_lossy(&bytes).into_owned())
}
