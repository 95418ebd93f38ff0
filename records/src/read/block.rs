//! A block of records in memory.

use super::damage::{Damage, Problem};
use super::message::Message;
use super::section::{Definitions, Section};
use super::time_range::TimeRange;
use crate::format::block::BlockHead;
use crate::format::bytes::Bytes;
use crate::format::definition::ArgumentDefinition;
use std::ops::Range;
use std::sync::Arc;

/// A block of records. It does not borrow from its reader, so it can be sent to another thread.
///
/// ```
/// use kea_messages_records::{Item, Reader};
///
/// let mut items = Reader::open("tests/server.kmr")?;
/// let Some(Ok(Item::Block(block))) = items.nth(1) else { panic!() };
/// assert_eq!(block.head().entries, 2);
/// assert_eq!(block.section().header().unwrap().program, "my-server");
///
/// let text = std::thread::spawn(move || match block.entries().next() {
///     Some(kea_messages_records::Entry::Record(record)) => record.to_string(),
///     _ => String::new(),
/// });
/// assert_eq!(text.join().unwrap(), "client a1, port 67");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Block {
    pub(super) section: Arc<Section>,
    pub(super) definitions: Arc<Definitions>,
    pub(super) messages: Vec<Listed>,
    pub(super) head: BlockHead,
    /// The bytes of the frame in the file.
    pub(super) range: Range<u64>,
    body: Vec<u8>,
    /// Where the entries begin in the body.
    entries: usize,
    pub(super) times: TimeRange,
}

/// A message that occurs in a block.
#[derive(Debug)]
pub(super) enum Listed {
    Defined(Arc<Message>),
    /// The number of a message whose definition is missing, and the kinds of its values.
    Undefined(u64, Box<[u8]>),
}

/// A block whose messages have not been looked up.
pub(super) struct RawBlock {
    pub(super) head: BlockHead,
    pub(super) range: Range<u64>,
    pub(super) body: Vec<u8>,
}

impl RawBlock {
    /// Returns the numbers of those of its messages that are not defined.
    pub(super) fn undefined(&self, definitions: &Definitions) -> Vec<u64> {
        let mut bytes = Bytes::new(&self.body);
        let listed = list(&mut bytes, self.head.entries, definitions).unwrap_or_default();
        let undefined = listed.iter().filter_map(|message| match message {
            Listed::Defined(_) => None,
            Listed::Undefined(number, _) => Some(*number),
        });
        undefined.collect()
    }

    pub(super) fn open(
        self,
        section: Arc<Section>,
        definitions: Arc<Definitions>,
        times: TimeRange,
    ) -> Result<Block, Damage> {
        let mut bytes = Bytes::new(&self.body);
        let Some(messages) = list(&mut bytes, self.head.entries, &definitions) else {
            return Err(Damage {
                range: self.range,
                problem: Problem::Malformed("the list of messages in a block"),
            });
        };
        Ok(Block {
            entries: self.body.len() - bytes.rest().len(),
            section,
            definitions,
            messages,
            head: self.head,
            range: self.range,
            body: self.body,
            times,
        })
    }
}

/// Reads the list of messages in a block that has this number of entries.
fn list(bytes: &mut Bytes<'_>, entries: u32, definitions: &Definitions) -> Option<Vec<Listed>> {
    let count = bytes.u64()?;
    // Each of them occurs in an entry, which has at least three bytes. So a forged list does not take much
    // more memory than the block.
    let shortest = u64::from(entries).checked_mul(3)?;
    if count > entries.into() || shortest > bytes.rest().len() as u64 {
        return None;
    }
    let mut messages = Vec::new();
    for _ in 0..count {
        let number = bytes.u64()?;
        let kinds = bytes.bytes()?;
        let message = definitions.messages.get(number).filter(|message| {
            let arguments = &message.definition.arguments;
            arguments
                .iter()
                .map(ArgumentDefinition::kind_byte)
                .eq(kinds.iter().copied())
        });
        messages.push(match message {
            Some(message) => Listed::Defined(Arc::clone(message)),
            None => Listed::Undefined(number, kinds.into()),
        });
    }
    Some(messages)
}

impl Block {
    /// Returns the section that the block is in.
    #[must_use]
    pub fn section(&self) -> &Arc<Section> {
        &self.section
    }

    /// Returns the head of the block, which has its earliest and its latest time.
    #[must_use]
    pub const fn head(&self) -> &BlockHead {
        &self.head
    }

    /// Returns the place of the block in the file, in bytes.
    #[must_use]
    pub fn range(&self) -> Range<u64> {
        self.range.clone()
    }

    /// Returns the encoded entries.
    pub(super) fn entry_bytes(&self) -> &[u8] {
        &self.body[self.entries..]
    }
}
