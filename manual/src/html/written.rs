//! Recognizes the files of an earlier run in a folder of pages. The files themselves are marked, so
//! that a published folder does not need a list of its files.

/// The marks of generated files. The first is in the page of a message, and the second in the style
/// sheet, which the page with all messages includes.
const MARKS: [&str; 2] = [
    "<meta name=\"generator\" content=\"kea-messages\">",
    "--bar: 0px; /* how high the bar at the top is; the script measures it */",
];

/// Whether this file was generated for a book.
pub(crate) fn is_page(file: &str) -> bool {
    MARKS.iter().any(|mark| file.contains(mark))
}

/// Returns the names of the message pages that the page with all messages links to. A line of a
/// description cannot be mistaken for such a link, because its tags are escaped.
pub(crate) fn pages_in_index(index: &str) -> impl Iterator<Item = &str> {
    let links = index
        .lines()
        .filter_map(|line| line.strip_prefix("<h3><a href=\""));
    let names = links.filter_map(|link| Some(link.split_once('"')?.0));
    names.filter(|name| name.strip_suffix(".html").is_some_and(is_id))
}

/// Whether this can be an ID, and so does not refer to another folder.
fn is_id(name: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    !name.is_empty() && name.bytes().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::super::pages::write_pages;
    use super::*;
    use crate::book::Book;
    use kea_messages_catalog::{Catalogue, Message, Since};

    #[test]
    fn what_is_written_is_recognized() {
        let old = Catalogue::from_iter([Message::new("A_GONE", "gone")]);
        let mut renamed = Message::new("B_OLD", "old");
        renamed.renamed = Some("C_NEW".to_owned());
        let mut new = Message::new("C_NEW", "new");
        new.description = "# [B_OLD]\n\n    <h3><a href=\"X_X.html\">\n\n\
                           <h3><a href=\"Y_Y.html\">Y_Y</a></h3>\n"
            .to_owned();
        let new = Catalogue::from_iter([renamed, new, Message::new("INDEX", "index")]);
        let book = Book::from(&new).with_since(Since::between(&old, &new));
        let mut index = String::new();
        for (name, page) in write_pages(&book) {
            assert!(is_page(&page), "{name}: {page}");
            index = page;
        }
        let listed = pages_in_index(&index).collect::<Vec<_>>();
        assert_eq!(listed, ["B_OLD.html", "C_NEW.html", "A_GONE.html"]);
        assert!(!is_page("<!DOCTYPE html>\n<title>mine</title>\n"));
    }

    #[test]
    fn no_other_folder() {
        let index = "<h3><a href=\"../A.html\">\n<h3><a href=\".html\">\n<h3><a href=\"A_B.html\">";
        assert_eq!(pages_in_index(index).collect::<Vec<_>>(), ["A_B.html"]);
    }
}
