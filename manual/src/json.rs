//! Prints a book as JSON: the catalogue, the places that log the messages, and their addresses.

use crate::book::Book;
use kea_messages_catalog::Catalogue;
use kea_messages_catalog::formats::json;

pub(crate) fn write(book: &Book) -> String {
    let mut catalogue: Catalogue = book.messages().iter().cloned().collect();
    catalogue.header.title = Some(book.title.clone());
    catalogue.header.version.clone_from(&book.version);
    catalogue.header.logger.clone_from(&book.logger);
    catalogue.header.introduction.clone_from(&book.introduction);
    json::write_with(&catalogue, |id| book.places(id), book.url.as_ref()).text
}
