//! Prints a book as a folder of pages: one for each message, with a short and stable address.

use super::article::article;
use super::page::{Chapter, STYLE, chapters, write_page};
use super::render::{Links, MESSAGE, RENAMED, Templates};
use crate::book::Book;
use kea_messages_catalog::{Message, page_of_message};
use serde::Serialize;

/// Returns the name and the content of each file. The content is only generated when it is
/// requested, because all files together are many times larger than the book.
pub(crate) fn write_pages(book: &Book) -> impl Iterator<Item = (String, String)> {
    let templates = Templates::new();
    let pages = pages(book).into_iter();
    pages.map(move |page| (page.name(), page.write(book, &templates)))
}

/// Returns the names of the files in the order of [`write_pages`].
pub(crate) fn page_names(book: &Book) -> impl Iterator<Item = String> {
    pages(book).into_iter().map(|page| page.name())
}

/// A file in the folder.
enum Page<'a> {
    Style,
    Message {
        message: &'a Message,
        chapter: Chapter<'a>,
        /// The IDs of the previous and the next message.
        before: Option<&'a str>,
        behind: Option<&'a str>,
    },
    Renamed {
        old: &'a Message,
        new: &'a Message,
    },
    /// The page with all messages.
    Index,
}

/// Returns the files of the folder. The page with all messages is the last one.
fn pages<'a>(book: &'a Book) -> Vec<Page<'a>> {
    let of_chapter = |chapter: Chapter<'a>| {
        let messages = chapter.messages().iter();
        messages.map(move |message| (message, chapter))
    };
    let messages = chapters(book).flat_map(of_chapter);
    // Some messages do not have their own file.
    let messages = messages.filter(|(message, _)| !page_of_message(&message.id).contains('#'));
    let renamed = |message: &Message| {
        let old = book.get(&message.id)?;
        let new = book.renamed(old)?;
        Some(Page::Renamed { old, new })
    };
    let (old, messages): (Vec<_>, Vec<_>) =
        messages.partition(|(message, _)| renamed(message).is_some());
    let id_at = |index: Option<usize>| Some(messages.get(index?)?.0.id.as_str());
    let own = messages.iter().enumerate();
    let own = own.map(|(index, &(message, chapter))| Page::Message {
        message,
        chapter,
        before: id_at(index.checked_sub(1)),
        behind: id_at(Some(index + 1)),
    });
    let old = old.into_iter().filter_map(|(message, _)| renamed(message));
    let style = [Page::Style].into_iter();
    style.chain(own).chain(old).chain([Page::Index]).collect()
}

impl Page<'_> {
    fn name(&self) -> String {
        match self {
            Self::Style => "style.css".to_owned(),
            Self::Message { message, .. } => page_of_message(&message.id),
            Self::Renamed { old, .. } => page_of_message(&old.id),
            Self::Index => "index.html".to_owned(),
        }
    }

    fn write(&self, book: &Book, templates: &Templates<'_>) -> String {
        let links = Links::Pages;
        match *self {
            Self::Style => STYLE.to_owned(),
            Self::Message {
                message,
                chapter,
                before,
                behind,
            } => {
                let page = MessagePage {
                    title: &book.title,
                    version: book.version.as_deref(),
                    id: &message.id,
                    url: book.url.as_ref().map(|url| url.of_message(&message.id)),
                    article_html: article(message, book, links, templates),
                    chapter: Link {
                        id: chapter.id(),
                        name: chapter.name(),
                        title: chapter.title(book),
                        count: chapter.messages().len(),
                    },
                    count: book.messages().len(),
                    before,
                    behind,
                };
                templates.render(MESSAGE, &page)
            }
            Self::Renamed { old, new } => {
                templates.render(RENAMED, &RenamedPage::new(old, new, book))
            }
            Self::Index => write_page(book, links, templates),
        }
    }
}

#[derive(Serialize)]
struct MessagePage<'a> {
    title: &'a str,
    version: Option<&'a str>,
    id: &'a str,
    /// The address of the published page.
    url: Option<String>,
    article_html: String,
    chapter: Link<'a>,
    /// The number of messages in the book.
    count: usize,
    before: Option<&'a str>,
    behind: Option<&'a str>,
}

/// The heading on the page with all messages under which a message is listed.
#[derive(Serialize)]
struct Link<'a> {
    id: String,
    name: &'a str,
    title: String,
    count: usize,
}

/// The page of a renamed message, which redirects to the new one.
#[derive(Serialize)]
struct RenamedPage<'a> {
    title: &'a str,
    id: &'a str,
    version: Option<&'a str>,
    new_id: &'a str,
    /// The page of the new message, and its published address.
    page: String,
    url: String,
}

impl<'a> RenamedPage<'a> {
    fn new(old: &'a Message, new: &'a Message, book: &'a Book) -> Self {
        let page = page_of_message(&new.id);
        let url = book.url.as_ref().map(|url| url.of_message(&new.id));
        Self {
            title: &book.title,
            id: &old.id,
            version: old.removed.as_deref(),
            new_id: &new.id,
            url: url.unwrap_or_else(|| page.clone()),
            page,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kea_messages_catalog::{Catalogue, Since};

    #[test]
    fn a_page_for_each_message() {
        let old = Catalogue::from_iter([Message::new("A_GONE", "gone")]);
        let mut stopped = Message::new("B_STOPPED", "<b>stopped</b>");
        stopped.description = "After [A_STARTED].".to_owned();
        let new = Catalogue::from_iter([Message::new("A_STARTED", "started"), stopped]);
        let book = Book::from(&new).with_since(Since::between(&old, &new));
        let pages: Vec<_> = write_pages(&book).collect();
        let names = pages.iter().map(|(name, _)| name.as_str());
        assert!(names.clone().eq(page_names(&book)));
        assert_eq!(
            names.collect::<Vec<_>>(),
            [
                "style.css",
                "A_STARTED.html",
                "B_STOPPED.html",
                "A_GONE.html",
                "index.html"
            ]
        );
        let (_, page) = &pages[2];
        for part in [
            "<title>B_STOPPED: Messages Manual</title>",
            "<p class=\"text\">&lt;b&gt;stopped&lt;&#x2f;b&gt;</p>",
            "After <a href=\"A_STARTED.html\">A_STARTED</a>.",
            "<a rel=\"prev\" href=\"A_STARTED.html\">",
            "<a rel=\"next\" href=\"A_GONE.html\">",
            "<a href=\"index.html#module-B\" aria-current=\"true\">B</a> <span class=\"number\">1<",
            "<a href=\"index.html\">all messages</a> <span class=\"number\">2<",
            "<form role=\"search\" action=\"index.html\">",
        ] {
            assert!(page.contains(part), "{part} is not in {page}");
        }
        assert!(!page.contains("<script"), "{page}");
        let (_, index) = &pages[4];
        assert!(index.contains("<h3><a href=\"B_STOPPED.html\">"), "{index}");
    }

    fn renamed(id: &str, new: &str) -> Message {
        let mut message = Message::new(id, "<x>");
        message.removed = Some("<2>".to_owned());
        message.renamed = Some(new.to_owned());
        message
    }

    /// The page of a renamed message redirects to its newest name, and no other page links to it.
    #[test]
    fn renamed_messages() {
        let messages = [
            renamed("A_OLD", "B_OLD"),
            renamed("B_OLD", "C_NEW"),
            Message::new("C_NEW", "new"),
            renamed("D_LOST", "X_NONE"),
            renamed("E_CIRCLE", "F_CIRCLE"),
            renamed("F_CIRCLE", "E_CIRCLE"),
        ];
        let book = Book::from(&Catalogue::from_iter(messages));
        let pages: Vec<_> = write_pages(&book).collect();
        let page = |book: &[(String, String)], id: &str| {
            let mut pages = book.iter();
            let found = pages.find(|(name, _)| *name == format!("{id}.html"));
            found.expect("it has a page").1.clone()
        };
        for id in ["A_OLD", "B_OLD"] {
            let page = page(&pages, id);
            for part in [
                "<meta http-equiv=\"refresh\" content=\"0; url=C_NEW.html\">",
                "<link rel=\"canonical\" href=\"C_NEW.html\">",
                &format!(
                    "<p>{id} was renamed in &lt;2&gt;: see <a href=\"C_NEW.html\">C_NEW</a>.</p>"
                ),
            ] {
                assert!(page.contains(part), "{part} is not in {page}");
            }
        }
        // The index lists the renamed messages with their texts.
        let (_, index) = pages.last().expect("there are pages");
        assert!(
            index.contains("<p>&lt;2&gt;; renamed to <a href=\"B_OLD.html\">B_OLD</a></p>"),
            "{index}"
        );
        let new = page(&pages, "C_NEW");
        assert!(!new.contains("rel=\"prev\""), "{new}");
        assert!(
            new.contains("<a rel=\"next\" href=\"D_LOST.html\">"),
            "{new}"
        );
        for id in ["D_LOST", "E_CIRCLE", "F_CIRCLE"] {
            let page = page(&pages, id);
            assert!(
                page.contains("&lt;x&gt;") && !page.contains("refresh"),
                "{page}"
            );
        }
        let url = "https://example.com/m/".parse().expect("it is an address");
        let page = page(
            &write_pages(&book.with_url(url)).collect::<Vec<_>>(),
            "A_OLD",
        );
        let canonical = "<link rel=\"canonical\" href=\"https:&#x2f;&#x2f;example.com&#x2f;m&#x2f;C_NEW.html\">";
        assert!(page.contains(canonical), "{page}");
    }

    /// On a file system that ignores case, `INDEX.html` would overwrite the page with all messages.
    #[test]
    fn a_message_called_index() {
        let messages = ["A_A", "CON", "INDEX", "Z_Z"].map(|id| {
            let mut message = Message::new(id, "x");
            message.description = "See [INDEX].".to_owned();
            message
        });
        let messages = messages.into_iter().chain([renamed("Y_OLD", "INDEX")]);
        let book = Book::from(&messages.collect::<Catalogue>());
        let pages: Vec<_> = write_pages(&book).collect();
        let names = pages.iter().map(|(name, _)| name.as_str());
        assert_eq!(
            names.collect::<Vec<_>>(),
            [
                "style.css",
                "A_A.html",
                "Z_Z.html",
                "Y_OLD.html",
                "index.html"
            ]
        );
        assert!(
            pages[4]
                .1
                .contains("<h3><a href=\"index.html#INDEX\">INDEX</a></h3>")
        );
        let (_, page) = &pages[1];
        assert!(
            page.contains("See <a href=\"index.html#INDEX\">INDEX</a>."),
            "{page}"
        );
        assert!(
            page.contains("<a rel=\"next\" href=\"Z_Z.html\">"),
            "{page}"
        );
        assert!(pages[3].1.contains("content=\"0; url=index.html#INDEX\""));
    }

    /// The size of a message's page does not depend on the size of the book.
    #[test]
    fn pages_are_as_large_in_a_large_book() {
        let size = |modules: usize| {
            let messages =
                (100..100 + modules).map(|module| Message::new(format!("M{module}_A"), "x"));
            let book = Book::from(&messages.collect::<Catalogue>());
            let page = write_pages(&book).find(|(name, _)| name == "M100_A.html");
            page.expect("it is there").1.len()
        };
        // The only difference is a digit in the number of messages.
        assert_eq!(size(100), size(10) + 1);
    }
}
