//! Reads the entries of a block.

use super::block::{Block, Listed};
use super::damage::{Damage, Problem};
use super::message::Message;
use super::record::{Lost, Record, Stamp};
use super::value::Value;
use crate::format::bytes::Bytes;
use crate::format::value::{FORMATTED, ValueKind};
use std::sync::Arc;

/// The entries of a block. [`next`](Self::next) returns the next one.
///
/// This is not an `Iterator`, because an entry borrows its values from it. Reading a record
/// therefore allocates nothing.
///
/// ```
/// use kea_messages_records::{Entry, Item, Reader, Value};
///
/// let mut sum = 0;
/// for item in Reader::open("tests/server.kmr")? {
///     let Item::Block(block) = item? else { continue };
///     let mut entries = block.entries();
///     while let Some(entry) = entries.next() {
///         let Entry::Record(record) = entry else { continue };
///         if let [_, Value::U64(port)] = record.values() {
///             sum += port;
///         }
///     }
/// }
/// assert_eq!(sum, 67 + 68);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Entries<'a> {
    block: &'a Block,
    bytes: Bytes<'a>,
    /// The number of entries that follow.
    left: u32,
    /// The time of the last entry on the monotonic clock.
    time: u64,
    /// The values of the current record.
    values: Vec<Value<'a>>,
    /// The texts of those values that the text of the message formats. It is empty if there are
    /// none.
    texts: Vec<Option<&'a str>>,
}

/// What [`Entries::next`] returns.
#[derive(Debug)]
#[non_exhaustive]
pub enum Entry<'r> {
    /// A record.
    Record(Record<'r>),
    /// Records were lost.
    Lost(Lost<'r>),
    /// A record that cannot be read, because its definition is missing, or the rest of a block
    /// that cannot be read.
    Damage(Damage),
}

/// An entry that has been read into the fields of [`Entries`].
enum Read<'a> {
    Record(Stamp<'a>, &'a Arc<Message>),
    Lost(Stamp<'a>, u64),
    Undefined(Stamp<'a>, u64),
}

impl Block {
    /// Returns the entries of the block.
    #[must_use]
    pub fn entries(&self) -> Entries<'_> {
        Entries {
            block: self,
            bytes: Bytes::new(self.entry_bytes()),
            left: self.head.entries,
            time: self.head.monotonic,
            values: Vec::new(),
            texts: Vec::new(),
        }
    }
}

impl<'a> Entries<'a> {
    /// Returns the next entry, or `None` after the last one.
    #[expect(clippy::should_implement_trait, reason = "an entry borrows the values")]
    pub fn next(&mut self) -> Option<Entry<'_>> {
        loop {
            if self.left == 0 {
                if self.bytes.is_empty() {
                    return None;
                }
                return Some(self.unreadable());
            }
            self.left -= 1;
            let Some(read) = self.read() else {
                return Some(self.unreadable());
            };
            let (Read::Record(stamp, _) | Read::Lost(stamp, _) | Read::Undefined(stamp, _)) = read;
            if !self.block.times.contains(stamp.time) {
                continue;
            }
            return Some(match read {
                Read::Record(stamp, message) => Entry::Record(Record {
                    stamp,
                    message,
                    values: &self.values,
                    texts: &self.texts,
                }),
                Read::Lost(stamp, count) => Entry::Lost(Lost { stamp, count }),
                Read::Undefined(_, number) => Entry::Damage(Damage {
                    range: self.block.range(),
                    problem: Problem::NoDefinition(number),
                }),
            });
        }
    }

    /// Ends the iteration with damage.
    fn unreadable(&mut self) -> Entry<'static> {
        self.left = 0;
        self.bytes = Bytes::new(&[]);
        Entry::Damage(Damage {
            range: self.block.range(),
            problem: Problem::Malformed("the rest of a block"),
        })
    }

    /// Reads an entry, and its values into `self.values`.
    #[inline]
    fn read(&mut self) -> Option<Read<'a>> {
        let first = self.bytes.u64()?;
        let thread = self.bytes.u64()?;
        self.time = self.time.wrapping_add_signed(self.bytes.i64()?);
        let span = match first & 1 {
            0 => 0,
            _ => self.bytes.u64()?,
        };
        let head = &self.block.head;
        let stamp = Stamp {
            block: self.block,
            time: head
                .base
                .wrapping_add(self.time.wrapping_sub(head.monotonic)),
            monotonic: self.time,
            thread,
            span,
        };
        let place = usize::try_from(first >> 1).ok()?;
        let Some(place) = place.checked_sub(1) else {
            return Some(Read::Lost(stamp, self.bytes.u64()?));
        };
        self.values.clear();
        self.texts.clear();
        match self.block.messages.get(place)? {
            Listed::Defined(message) => {
                if message.has_formats {
                    self.formatted_values(message)?;
                } else {
                    for argument in &message.definition.arguments {
                        self.values
                            .push(Value::read(argument.kind, &mut self.bytes)?);
                    }
                }
                Some(Read::Record(stamp, message))
            }
            Listed::Undefined(number, kinds) => {
                for kind in kinds {
                    if kind & FORMATTED != 0 {
                        self.bytes.bytes()?;
                    }
                    Value::read(ValueKind::of_byte(kind & !FORMATTED)?, &mut self.bytes)?;
                }
                Some(Read::Undefined(stamp, *number))
            }
        }
    }

    /// Reads the values of a message that has formatted values.
    fn formatted_values(&mut self, message: &Message) -> Option<()> {
        for argument in &message.definition.arguments {
            let text = if argument.formatted {
                Some(self.bytes.str()?)
            } else {
                None
            };
            self.texts.push(text);
            self.values
                .push(Value::read(argument.kind, &mut self.bytes)?);
        }
        Some(())
    }
}
