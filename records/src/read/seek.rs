//! Finds the first block with records of a time.

use super::frames::Step;
use super::reader::Reader;
use super::time_range::nanoseconds;
use crate::format::block::{BlockHead, HEAD as BLOCK_HEAD};
use crate::format::definition::{Definition, MessageDefinition, definitions};
use crate::format::frame::{FrameHead, HEAD, Kind, VERSION};
use crate::format::header::Header;
use crate::format::index::{End, Index};
use std::collections::HashSet;
use std::io::{self, Read, Seek};
use std::time::SystemTime;

/// The size of the frame at the end of a section.
const END: u64 = (HEAD + End::SIZE) as u64;

/// A section that has an index.
struct Indexed {
    start: u64,
    number: u32,
    index: Index,
}

/// A block of a section that has an index.
struct Place {
    section: u64,
    number: u32,
    /// The offsets of the definitions before the block.
    definitions: Vec<u64>,
    /// The offset of the block.
    block: u64,
}

impl Indexed {
    /// Returns the place of the first block that has a record of this time or a later one.
    fn find(&self, time: u64) -> Option<Place> {
        let mut definitions = Vec::new();
        for frame in &self.index.frames {
            let offset = self.start.checked_add(frame.offset)?;
            match frame.block {
                None => definitions.push(offset),
                Some(block) if block.latest >= time => {
                    return Some(Place {
                        section: self.start,
                        number: self.number,
                        definitions,
                        block: offset,
                    });
                }
                Some(_) => {}
            }
        }
        None
    }
}

/// The definitions of messages in a file.
#[derive(Default)]
struct Found {
    messages: Vec<MessageDefinition<'static>>,
    /// The sections and numbers of these messages.
    numbers: HashSet<(u32, u64)>,
}

impl Found {
    fn add(&mut self, section: u32, payload: &[u8]) {
        for definition in definitions(payload).flatten() {
            if let Definition::Message(message) = definition {
                if self.numbers.insert((section, message.number)) {
                    self.messages.push(message.into_owned());
                }
            }
        }
    }
}

impl<R: Read + Seek> Reader<R> {
    /// Moves to the first block that has a record of this time or later, and continues from there.
    /// If there is no such block, moves to the end of the file.
    ///
    /// ```
    /// use kea_messages_records::{Item, Reader};
    /// use std::time::{Duration, UNIX_EPOCH};
    ///
    /// let mut reader = Reader::open("tests/server.kmr")?;
    /// reader.seek_to(UNIX_EPOCH + Duration::from_secs(1_767_225_602))?;
    /// let blocks = reader.filter(|item| matches!(item, Ok(Item::Block(_))));
    /// assert_eq!(blocks.count(), 1);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// Earlier blocks are not read. If the file has no index, because the program was killed or is
    /// still running, the heads of all earlier frames are read.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read.
    pub fn seek_to(&mut self, time: SystemTime) -> io::Result<()> {
        let time = nanoseconds(time);
        let length = self.frames.source.length()?;
        // The sections at the end of the file that have an index, from the last one on.
        let mut start = length;
        let mut place = None;
        while let Some(section) = self.indexed_section(start)? {
            start = section.start;
            place = section.find(time).or(place);
        }
        self.forget();
        if self.walk(start, time)? {
            return Ok(());
        }
        if let Some(place) = place {
            return self.go_to(&place);
        }
        if start < length {
            self.forget();
        }
        self.frames.moved();
        self.frames.source.seek(length)
    }

    /// Returns the definitions of all messages in the file, without reading the records.
    /// Afterwards, the reader is at the beginning of the file.
    ///
    /// A message has several definitions if several statements log it.
    ///
    /// ```
    /// use kea_messages_records::Reader;
    ///
    /// let messages = Reader::open("tests/server.kmr")?.messages()?;
    /// let ids: Vec<_> = messages.iter().map(|message| &*message.id).collect();
    /// assert_eq!(ids, ["CLIENT_CONNECTED", "LEASES_UNREADABLE"]);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read.
    pub fn messages(&mut self) -> io::Result<Vec<MessageDefinition<'static>>> {
        let mut found = Found::default();
        let mut at = 0;
        let mut before = 0;
        let mut bytes = [0; HEAD];
        while self.frames.source.read_at(at, &mut bytes)? {
            let Some(head) = FrameHead::parse(&bytes) else {
                break;
            };
            if head.kind == Kind::Definitions && head.version == VERSION && !head.is_repeated() {
                if self.read_frame(at, Kind::Definitions)?.is_none() {
                    break;
                }
                found.add(head.section, self.frames.payload());
            }
            before = at;
            at += HEAD as u64 + u64::from(head.size);
        }
        // What is left is less than the head of a frame, or damaged.
        self.stop_at(before)?;
        let is_growing = std::mem::replace(&mut self.frames.is_growing, true);
        while let Some(step) = self.frames.next()? {
            match step {
                Step::Frame(head) if head.kind == Kind::Definitions => {
                    found.add(head.section, self.frames.payload());
                }
                _ => {}
            }
        }
        self.frames.is_growing = is_growing;
        self.forget();
        self.frames.source.seek(0)?;
        Ok(found.messages)
    }

    /// Returns the section that ends here, if it has an index.
    fn indexed_section(&mut self, end: u64) -> io::Result<Option<Indexed>> {
        let Some(at) = end.checked_sub(END) else {
            return Ok(None);
        };
        let Some(head) = self.read_frame(at, Kind::End)? else {
            return Ok(None);
        };
        let Some(sizes) = End::decode(self.frames.payload()) else {
            return Ok(None);
        };
        let Some(start) = at.checked_sub(sizes.end) else {
            return Ok(None);
        };
        let number = head.section;
        let header = self.read_frame(start, Kind::Header)?;
        if header.is_none_or(|header| header.section != number) {
            return Ok(None);
        }
        let index = self.read_frame(start + sizes.index, Kind::Index)?;
        let index = index.filter(|index| index.section == number);
        let Some(index) = index.and_then(|_| Index::decode(self.frames.payload())) else {
            return Ok(None);
        };
        Ok(Some(Indexed {
            start,
            number,
            index,
        }))
    }

    /// Reads the frame at this place. Returns `None` if there is no whole frame of this kind.
    fn read_frame(&mut self, offset: u64, kind: Kind) -> io::Result<Option<FrameHead>> {
        self.frames.moved();
        self.frames.source.seek(offset)?;
        let head = self.frames.frame_here()?;
        Ok(head.filter(|head| head.kind == kind))
    }

    /// Begins to read at a block of a section with an index.
    fn go_to(&mut self, place: &Place) -> io::Result<()> {
        self.forget();
        if self.read_definitions(place)? && self.is_block(place.block, place.number)? {
            self.frames.moved();
            return self.frames.source.seek(place.block);
        }
        // The section is damaged, and read from its beginning.
        self.forget();
        self.frames.source.seek(place.section)
    }

    /// Reads the header of a section and the definitions before a block. Returns whether they are whole.
    fn read_definitions(&mut self, place: &Place) -> io::Result<bool> {
        if self.read_header(place.section)? != Some(place.number) {
            return Ok(false);
        }
        // In a forged file, frames can overlap, and each byte could be read many times.
        let mut end = place.section;
        for &offset in &place.definitions {
            let head = self.read_frame(offset, Kind::Definitions)?;
            let head = head.filter(|head| head.section == place.number && offset >= end);
            let Some(head) = head.filter(|_| self.add_definitions()) else {
                return Ok(false);
            };
            end = offset + HEAD as u64 + u64::from(head.size);
        }
        Ok(true)
    }

    /// Begins the section with the header at this place, and returns its number.
    fn read_header(&mut self, offset: u64) -> io::Result<Option<u32>> {
        let Some(head) = self.read_frame(offset, Kind::Header)? else {
            return Ok(None);
        };
        let header = Header::decode(self.frames.payload());
        let header = header.filter(|_| Header::section(self.frames.payload()) == head.section);
        Ok(header.map(|header| {
            self.begin_section(head.section, Some(header));
            head.section
        }))
    }

    /// Returns whether there is the head of a block at this place.
    fn is_block(&mut self, offset: u64, section: u32) -> io::Result<bool> {
        let mut bytes = [0; HEAD];
        let is_there = self.frames.source.read_at(offset, &mut bytes)?;
        let head = FrameHead::parse(&bytes).filter(|_| is_there);
        Ok(head.is_some_and(|head| head.kind == Kind::Block && head.section == section))
    }

    /// Goes from the head of a frame to the next, from the beginning of the file up to `end`.
    /// Returns whether it has found the block with this time, or damage: the file is then to be read
    /// from the current place.
    fn walk(&mut self, end: u64, time: u64) -> io::Result<bool> {
        let mut at = 0;
        // If a block is shorter than its head says, the next head is not where it is expected, and
        // can be anywhere in the block.
        let mut before = 0;
        while at < end {
            let Some(size) = self.step(at, time)? else {
                return self.stop_at(at);
            };
            match size {
                Some(size) if at + size <= end => {
                    before = at;
                    at += size;
                }
                _ => return self.stop_at(before),
            }
        }
        Ok(false)
    }

    /// Reads from here on.
    fn stop_at(&mut self, offset: u64) -> io::Result<bool> {
        self.frames.moved();
        self.frames.source.seek(offset)?;
        Ok(true)
    }

    /// Takes account of the frame at this place, and returns its size, or `Some(None)` if it cannot
    /// be read. Returns `None` if it is a block with this time.
    #[expect(clippy::option_option, reason = "only used above")]
    fn step(&mut self, at: u64, time: u64) -> io::Result<Option<Option<u64>>> {
        let mut bytes = [0; HEAD + BLOCK_HEAD];
        self.frames.source.read_at(at, &mut bytes)?;
        let Some(head) = bytes.first_chunk().and_then(FrameHead::parse) else {
            return Ok(Some(None));
        };
        let is_readable = match head.kind {
            _ if head.version != VERSION => true,
            Kind::Header if !head.is_repeated() || !self.is_in(head.section) => {
                self.read_header(at)? == Some(head.section)
            }
            Kind::Definitions if !head.is_repeated() => {
                self.enter(head.section);
                self.read_frame(at, Kind::Definitions)?.is_some() && self.add_definitions()
            }
            Kind::Block => {
                self.enter(head.section);
                let block = BlockHead::parse(&bytes[HEAD..]).map(|(block, _)| block);
                if block.is_some_and(|block| block.latest >= time) {
                    return Ok(None);
                }
                true
            }
            _ => true,
        };
        Ok(Some(
            is_readable.then(|| HEAD as u64 + u64::from(head.size)),
        ))
    }
}
