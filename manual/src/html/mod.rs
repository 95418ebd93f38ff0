//! The book in HTML: as one page, and as a page for each message.
//!
//! It is complete without JavaScript, which adds the search and the filters.

mod article;
mod page;
mod pages;
mod render;
mod written;

pub(crate) use self::page::write;
pub(crate) use self::pages::{page_names, write_pages};
pub(crate) use self::written::{is_page, pages_in_index};
