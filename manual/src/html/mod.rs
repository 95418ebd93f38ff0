//! Prints a book as a single HTML page, or as a page for each message.
//!
//! The pages are complete without JavaScript, which is only needed for the search and the filters.

mod article;
mod page;
mod pages;
mod render;
mod written;

pub(crate) use self::page::write;
pub(crate) use self::pages::{page_names, write_pages};
pub(crate) use self::written::{is_page, pages_in_index};
