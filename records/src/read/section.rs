//! Sections, and the definitions in them.

use super::message::Message;
use super::table::Table;
use crate::format::definition::{Definition, SpanDefinition, ThreadDefinition, definitions};
use crate::format::header::Header;
use std::sync::Arc;

/// A part of a file that one recording of a program wrote.
///
/// ```
/// use kea_messages_records::{Item, Reader};
///
/// let mut items = Reader::open("tests/server.kmr")?;
/// let Some(Ok(Item::Section(section))) = items.next() else { panic!() };
/// let header = section.header().unwrap();
/// assert_eq!((&*header.program, header.process), ("my-server", 4711));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub(super) number: u32,
    pub(super) header: Option<Header>,
}

impl Section {
    /// Returns the number of the section. Other sections have other numbers.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// Returns the header, or `None` if both of its copies are damaged.
    #[must_use]
    pub const fn header(&self) -> Option<&Header> {
        self.header.as_ref()
    }
}

/// The definitions of a section that have been read.
#[derive(Clone, Debug, Default)]
pub(super) struct Definitions {
    pub(super) messages: Table<Message>,
    pub(super) threads: Table<ThreadDefinition<'static>>,
    pub(super) spans: Table<SpanDefinition<'static>>,
}

impl Definitions {
    /// Adds those of the definitions in a payload that are new. Calls `define` with the number of
    /// each message. Returns whether all of them could be read.
    pub(super) fn add(self: &mut Arc<Self>, payload: &[u8], mut define: impl FnMut(u64)) -> bool {
        let mut is_readable = true;
        for definition in definitions(payload) {
            match definition {
                Some(Definition::Message(it)) => {
                    let number = it.number;
                    define(number);
                    if self.messages.get(number).is_none() {
                        let message = Message::new(it.into_owned());
                        Arc::make_mut(self).messages.add(number, message);
                    }
                }
                Some(Definition::Thread(it)) if self.threads.get(it.number).is_none() => {
                    Arc::make_mut(self).threads.add(it.number, it.into_owned());
                }
                Some(Definition::Span(it)) if self.spans.get(it.number).is_none() => {
                    Arc::make_mut(self).spans.add(it.number, it.into_owned());
                }
                Some(_) => {}
                None => is_readable = false,
            }
        }
        is_readable
    }
}
