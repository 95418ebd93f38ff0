//! The book in HTML: as one page, and as a page for each message.
//!
//! It is complete without JavaScript, which adds the search and the filters.

mod article;
mod page;
mod pages;
mod render;

pub(crate) use self::page::write;
pub(crate) use self::pages::{is_page_of_message, write_pages};
