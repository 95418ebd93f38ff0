//! The book as a folder of pages: one for each message, with a short and stable
//! address.

use super::page::{Chapter, STYLE, chapters, write_page};
use super::render::{Links, MESSAGE, Templates};
use crate::book::Book;
use serde::Serialize;

#[derive(Serialize)]
struct MessagePage<'a> {
    title: &'a str,
    version: Option<&'a str>,
    id: &'a str,
    article_html: &'a str,
    chapter: Link<'a>,
    chapters: &'a [Link<'a>],
    before: Option<&'a str>,
    behind: Option<&'a str>,
}

/// A chapter, in the page that has all of them.
#[derive(Clone, Copy, Serialize)]
struct Link<'a> {
    id: &'a str,
    name: &'a str,
    title: &'a str,
    count: usize,
}

/// The name of each file, and what is in it.
pub(crate) fn write_pages(book: &Book) -> Vec<(String, String)> {
    let templates = Templates::new();
    let links = Links::Pages;
    let chapters = chapters(book, links, &templates);
    let all: Vec<_> = chapters
        .iter()
        .map(|chapter| Link {
            id: &chapter.id,
            name: chapter.name,
            title: &chapter.title,
            count: chapter.articles.len(),
        })
        .collect();
    let of_chapter = |(chapter, link)| {
        let chapter: &Chapter<'_> = chapter;
        chapter.articles.iter().map(move |article| (article, link))
    };
    let articles: Vec<_> = chapters.iter().zip(&all).flat_map(of_chapter).collect();
    let id_at = |index: Option<usize>| Some(articles.get(index?)?.0.id);
    let mut pages = vec![
        ("index.html".to_owned(), write_page(book, links, &templates)),
        ("style.css".to_owned(), STYLE.to_owned()),
    ];
    for (index, (article, chapter)) in articles.iter().enumerate() {
        let page = MessagePage {
            title: &book.title,
            version: book.version.as_deref(),
            id: article.id,
            article_html: &article.html,
            chapter: **chapter,
            chapters: &all,
            before: id_at(index.checked_sub(1)),
            behind: id_at(Some(index + 1)),
        };
        pages.push((links.to(article.id), templates.render(MESSAGE, &page)));
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;
    use kea_messages_catalog::{Catalogue, Message, Since};

    #[test]
    fn a_page_for_each_message() {
        let old = Catalogue::from_iter([Message::new("A_GONE", "gone")]);
        let mut stopped = Message::new("B_STOPPED", "<b>stopped</b>");
        stopped.description = "After [A_STARTED].".to_owned();
        let new = Catalogue::from_iter([Message::new("A_STARTED", "started"), stopped]);
        let book = Book::from(&new).with_since(Since::between(&old, &new));
        let pages = write_pages(&book);
        let names = pages.iter().map(|(name, _)| name.as_str());
        assert_eq!(
            names.collect::<Vec<_>>(),
            [
                "index.html",
                "style.css",
                "A_STARTED.html",
                "B_STOPPED.html",
                "A_GONE.html"
            ]
        );
        let (_, page) = &pages[3];
        for part in [
            "<title>B_STOPPED: Messages Manual</title>",
            "<p class=\"text\">&lt;b&gt;stopped&lt;&#x2f;b&gt;</p>",
            "After <a href=\"A_STARTED.html\">A_STARTED</a>.",
            "<a rel=\"prev\" href=\"A_STARTED.html\">",
            "<a rel=\"next\" href=\"A_GONE.html\">",
            "<a href=\"index.html#module-B\" aria-current=\"true\">B</a>",
            "<form role=\"search\" action=\"index.html\">",
        ] {
            assert!(page.contains(part), "{part} is not in {page}");
        }
        assert!(!page.contains("<script"), "{page}");
        let (_, index) = &pages[0];
        assert!(index.contains("<h3><a href=\"B_STOPPED.html\">"), "{index}");
    }
}
