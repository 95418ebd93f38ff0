//! A catalogue of messages as a book, and its entries one by one.
//!
//! - [`Book`] has the messages in their order, by module. It is made of catalogue
//!   files, or of the [`Catalogue`](kea_messages_core::Catalogue) that a program was
//!   compiled with.
//! - [`Book::write`] prints it in a [`Format`].
//! - [`explain`] says what one message is, as `rustc --explain` does for an error.
//!
//! A service that explains its own messages:
//!
//! ```
//! use kea_messages_manual::{Book, explain};
//! # use kea_messages::kea_messages;
//! # kea_messages! {
//! #     pub static CATALOGUE;
//! #     /// The server is up.
//! #     pub info DHCP4_STARTED() = "server started";
//! # }
//!
//! // myservice --explain dhcp4-started
//! let book = Book::from(&CATALOGUE);
//! let explanation = explain(&book, "dhcp4-started")?;
//! print!("{explanation}");
//! # Ok::<(), kea_messages_manual::UnknownId>(())
//! ```

#![forbid(unsafe_code)]

mod book;
mod explain;
mod html;
mod json;
mod man;
mod markdown;
mod prose;
mod text;

pub use self::book::{Book, Module};
pub use self::explain::{Explanation, UnknownId, explain};
pub use kea_messages_catalog::formats::json::SCHEMA;

use std::fmt;

/// What a book is printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One page that needs nothing else: search, filters, a link to each message.
    Html,
    /// Markdown, as GitHub shows it.
    Markdown,
    /// Text, in the form of the Kea Messages Manual.
    Text,
    /// A man page, in roff.
    Man,
    /// JSON, of which [`SCHEMA`] is the schema, and which can be read as a catalogue.
    Json,
}

impl Book {
    /// The book in a format.
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
}

/// What a book says of itself where its catalogue says nothing.
const INTRODUCTION: &str = "Each entry of this manual is a message that can stand in a log, under \
    its ID, which the log has too. A `%1` in its text stands for the first argument, which is \
    another one each time, `%2` for the second, and so on.";

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
