//! Prints the messages of a catalogue as a manual, or explains them one by one.
//!
//! - [`Book`] has the messages, by module and in order. It is created from catalogue
//!   files, or from the [`Catalogue`](kea_messages_core::Catalogue) that is compiled
//!   into a program.
//! - [`Book::write`] prints it in a [`Format`].
//! - [`explain`] explains a message, as `rustc --explain` does for an error.
//!
//! A service prints its own manual, and explains its own messages:
//!
//! ```
//! use kea_messages_manual::{Book, Format, explain};
//! # use kea_messages::kea_messages;
//! # kea_messages! {
//! #     pub static CATALOGUE;
//! #     /// The server is up.
//! #     pub info DHCP4_STARTED() = "server started";
//! # }
//!
//! // myservice --manual
//! let book = Book::from(&CATALOGUE).with_title("The messages of my service");
//! print!("{}", book.write(Format::Text));
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
mod format;
mod html;
mod json;
mod man;
mod markdown;
mod prose;
mod text;
mod type_words;

pub use self::book::{Book, Module};
pub use self::explain::{Explanation, UnknownId, explain};
pub use self::format::Format;
pub use kea_messages_catalog::formats::json::SCHEMA;
