//! The formats that a book is printed in.

use crate::book::Book;
use crate::{html, json, man, markdown, text};
use std::fmt;

/// The format of a printed book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// A single self-contained page, with search, filters and a link to each message.
    Html,
    /// Markdown, in GitHub's dialect.
    Markdown,
    /// Text, in the form of the Kea Messages Manual.
    Text,
    /// A man page, in roff.
    Man,
    /// JSON with the schema [`SCHEMA`](crate::SCHEMA), which can be read as a catalogue.
    Json,
}

impl Book {
    /// Returns the book in a format.
    ///
    /// ```
    /// use kea_messages_catalog::{Catalogue, Source};
    /// use kea_messages_manual::{Book, Format};
    ///
    /// let file = Source::new("a.mes", "% DHCP4_STARTED server started\nThe server is up.");
    /// let book = Book::from(&Catalogue::of_sources(vec![file]));
    /// let text = book.write(Format::Text);
    /// assert!(text.ends_with("DHCP4_STARTED server started\n\nThe server is up.\n"));
    /// ```
    #[must_use]
    pub fn write(&self, format: Format) -> String {
        match format {
            Format::Html => html::write(self),
            Format::Markdown => markdown::write(self),
            Format::Text => text::write(self),
            Format::Man => man::write(self),
            Format::Json => json::write(self),
        }
    }

    /// Returns the book as a folder of HTML pages: the name and the content of each file. Each
    /// message has its own page, `ALLOC_FAIL.html`, for links from elsewhere, and the page of a
    /// renamed message redirects to the new one. `index.html`, the last, is the page with all
    /// messages, like [`Format::Html`]. Each page is only written when the iterator returns it.
    ///
    /// ```
    /// use kea_messages_catalog::{Catalogue, Message};
    /// use kea_messages_manual::Book;
    ///
    /// let catalogue = Catalogue::from_iter([Message::new("STARTED", "server started")]);
    /// let book = Book::from(&catalogue);
    /// let names: Vec<_> = book.write_pages().map(|(name, _)| name).collect();
    /// assert_eq!(names, ["style.css", "STARTED.html", "index.html"]);
    /// ```
    pub fn write_pages(&self) -> impl Iterator<Item = (String, String)> {
        html::write_pages(self)
    }

    /// Returns the names of the files of [`write_pages`](Self::write_pages), in the same order.
    ///
    /// ```
    /// use kea_messages_catalog::{Catalogue, Message};
    /// use kea_messages_manual::Book;
    ///
    /// let catalogue = Catalogue::from_iter([Message::new("STARTED", "server started")]);
    /// let names: Vec<_> = Book::from(&catalogue).page_names().collect();
    /// assert_eq!(names, ["style.css", "STARTED.html", "index.html"]);
    /// ```
    pub fn page_names(&self) -> impl Iterator<Item = String> {
        html::page_names(self)
    }

    /// Returns whether this file was written by [`write_pages`](Self::write_pages) for any book, and
    /// so can be overwritten.
    ///
    /// ```
    /// use kea_messages_catalog::{Catalogue, Message};
    /// use kea_messages_manual::Book;
    ///
    /// let catalogue = Catalogue::from_iter([Message::new("STARTED", "server started")]);
    /// let book = Book::from(&catalogue);
    /// assert!(book.write_pages().all(|(_, page)| Book::is_page(&page)));
    /// assert!(!Book::is_page("<!DOCTYPE html>"));
    /// ```
    #[must_use]
    pub fn is_page(file: &str) -> bool {
        html::is_page(file)
    }

    /// Returns the names of the pages of messages that an `index.html` of
    /// [`write_pages`](Self::write_pages) links to. If the folder is written again, pages of
    /// messages that are no longer in the book can be removed.
    ///
    /// ```
    /// use kea_messages_catalog::{Catalogue, Message};
    /// use kea_messages_manual::Book;
    ///
    /// let catalogue = Catalogue::from_iter([Message::new("STARTED", "server started")]);
    /// let (_, index) = Book::from(&catalogue).write_pages().last().expect("it is the last");
    /// let pages: Vec<_> = Book::pages_in_index(&index).collect();
    /// assert_eq!(pages, ["STARTED.html"]);
    /// ```
    pub fn pages_in_index(index: &str) -> impl Iterator<Item = &str> {
        html::pages_in_index(index)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Text => "text",
            Self::Man => "man",
            Self::Json => "json",
        })
    }
}
