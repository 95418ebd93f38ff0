//! Reads a file from its beginning to its end.

use super::block::{Block, RawBlock};
use super::damage::{Damage, Problem};
use super::decompress::decompress;
use super::frames::{Frames, Step};
use super::held::Held;
use super::section::{Definitions, Section};
use super::time_range::{TimeRange, nanoseconds};
use crate::format::block::BlockHead;
use crate::format::frame::{FrameHead, Kind};
use crate::format::header::Header;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

/// Reads a record file.
///
/// It is an iterator over the blocks of the file. A part that cannot be read is returned as
/// [`Item::Damage`], and the iterator continues with the parts after it.
///
/// ```
/// use kea_messages_records::{Entry, Item, Reader};
///
/// let mut lines = Vec::new();
/// for item in Reader::open("tests/server.kmr")? {
///     match item? {
///         Item::Block(block) => {
///             let mut entries = block.entries();
///             while let Some(entry) = entries.next() {
///                 match entry {
///                     Entry::Record(record) => lines.push(format!("{} {record}", record.id())),
///                     Entry::Lost(lost) => lines.push(format!("{} records were lost", lost.count())),
///                     Entry::Damage(damage) => eprintln!("{damage}"),
///                     _ => {}
///                 }
///             }
///         }
///         Item::Damage(damage) => eprintln!("{damage}"),
///         _ => {}
///     }
/// }
/// assert_eq!(
///     lines,
///     [
///         "CLIENT_CONNECTED client a1, port 67",
///         "LEASES_UNREADABLE cannot open the lease file: cannot read",
///         "CLIENT_CONNECTED client a1, port 68",
///         "12 records were lost",
///     ],
/// );
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Reader<R> {
    pub(super) frames: Frames<R>,
    pub(super) state: Option<State>,
    times: TimeRange,
    /// What has been read, and has not been returned.
    queue: VecDeque<Item>,
    /// Blocks that are not returned before the definitions that follow them have been read.
    held: Held,
    /// Whether definitions that the next block needs can be missing.
    pub(super) is_after_gap: bool,
}

/// What a [`Reader`] returns.
///
/// ```
/// use kea_messages_records::{Item, Reader};
///
/// let mut file = std::fs::read("tests/server.kmr")?;
/// file.truncate(file.len() - 10);
/// let items = Reader::new(&*file).map(|item| {
///     Ok(match item? {
///         Item::Section(_) => "section",
///         Item::Block(_) => "block",
///         Item::Damage(_) => "damage",
///         _ => "other",
///     })
/// });
/// let items: Vec<_> = items.collect::<Result<_, std::io::Error>>()?;
/// assert_eq!(items, ["section", "block", "block", "damage"]);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Item {
    /// A section begins.
    Section(Arc<Section>),
    /// A block of records.
    Block(Block),
    /// A part of the file cannot be read.
    Damage(Damage),
}

/// The current section.
pub(super) struct State {
    section: Arc<Section>,
    definitions: Arc<Definitions>,
    is_announced: bool,
}

impl Reader<File> {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be opened. If it is not a record file, no error is
    /// returned, and the reader returns its content as [`Item::Damage`].
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        File::open(path).map(Self::new)
    }
}

impl<R> Reader<R> {
    /// Reads the records from `read`. It does not have to be buffered.
    #[must_use]
    pub fn new(read: R) -> Self {
        Self {
            frames: Frames::new(read),
            state: None,
            times: TimeRange::ALL,
            queue: VecDeque::new(),
            held: Held::default(),
            is_after_gap: false,
        }
    }

    /// Only returns records of this time or later. Blocks without such records are not
    /// decompressed.
    ///
    /// In a file, [`seek_to`](Self::seek_to) finds the first such record without reading the
    /// records before it.
    ///
    /// ```
    /// use kea_messages_records::{Item, Reader};
    /// use std::time::{Duration, UNIX_EPOCH};
    ///
    /// let time = UNIX_EPOCH + Duration::from_secs(1_767_225_601);
    /// let before = Reader::open("tests/server.kmr")?.until(time);
    /// let after = Reader::open("tests/server.kmr")?.since(time);
    /// let count = |reader: Reader<_>| -> usize {
    ///     let blocks = reader.filter_map(|item| match item {
    ///         Ok(Item::Block(block)) => Some(block),
    ///         _ => None,
    ///     });
    ///     blocks.map(|block| count_of(&block)).sum()
    /// };
    /// fn count_of(block: &kea_messages_records::Block) -> usize {
    ///     let mut entries = block.entries();
    ///     let mut count = 0;
    ///     while entries.next().is_some() {
    ///         count += 1;
    ///     }
    ///     count
    /// }
    /// assert_eq!((count(before), count(after)), (1, 3));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn since(mut self, time: SystemTime) -> Self {
        self.times.since = nanoseconds(time);
        self
    }

    /// Only returns records from before this time. Blocks without such records are not
    /// decompressed.
    ///
    /// The file is still read to its end, because times in a file can go back.
    #[must_use]
    pub fn until(mut self, time: SystemTime) -> Self {
        self.times.until = Some(nanoseconds(time));
        self
    }

    /// Sets whether the file can still grow. The default is `false`.
    ///
    /// If the file can grow, an incomplete frame at its end is not damage. After `None`,
    /// [`next`](Self::next) can be called again when the file has grown. When the file is complete,
    /// set this to `false` and read on, so that damage at its end is returned.
    ///
    /// ```
    /// use kea_messages_records::{Item, Reader};
    ///
    /// let mut reader = Reader::new(&b"\xf9KMR"[..]);
    /// reader.set_growing(true);
    /// assert!(reader.next().is_none());
    ///
    /// reader.set_growing(false);
    /// let item = reader.next().unwrap()?;
    /// assert!(matches!(item, Item::Damage(damage) if damage.range == (0..4)));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// [`next`]: Iterator::next
    pub fn set_growing(&mut self, is_growing: bool) {
        self.frames.is_growing = is_growing;
    }

    /// Returns the offset in the file of the first byte that has not been read.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.frames.offset()
    }

    /// Takes account of the frame at the beginning of the window.
    fn take(&mut self, head: FrameHead) {
        let is_definition = matches!(head.kind, Kind::Definitions | Kind::Header);
        if !is_definition {
            self.held.follow();
            if self.held.is_ready() {
                self.flush();
            }
        }
        match head.kind {
            Kind::Header => self.take_header(head),
            Kind::Definitions => {
                self.enter(head.section);
                if !self.add_definitions() {
                    self.malformed("a definition");
                }
            }
            Kind::Block => {
                self.enter(head.section);
                self.take_block(head);
            }
            _ => {}
        }
    }

    /// Begins a section without a header, unless it is the current one.
    pub(super) fn enter(&mut self, number: u32) {
        if !self.is_in(number) {
            self.begin_section(number, None);
            // Definitions can be missing as well.
            self.is_after_gap = true;
        }
    }

    /// Returns whether this is the number of the current section.
    pub(super) fn is_in(&self, number: u32) -> bool {
        let state = self.state.as_ref();
        state.is_some_and(|state| state.section.number == number)
    }

    pub(super) fn begin_section(&mut self, number: u32, header: Option<Header>) {
        self.flush();
        self.held.clear();
        self.state = Some(State {
            section: Arc::new(Section { number, header }),
            definitions: Arc::default(),
            is_announced: false,
        });
    }

    fn take_header(&mut self, head: FrameHead) {
        let payload = self.frames.payload();
        let number = Header::section(payload);
        let Some(header) = Header::decode(payload).filter(|_| number == head.section) else {
            self.malformed("a header");
            return;
        };
        let state = self.state.as_mut().filter(|_| head.is_repeated());
        match state.filter(|state| state.section.number == number) {
            // The first copy of the header may have been damaged.
            Some(state) if state.section.header.is_none() => {
                let header = Some(header);
                state.section = Arc::new(Section { number, header });
            }
            Some(_) => {}
            None => {
                self.begin_section(number, Some(header));
                self.announce();
            }
        }
    }

    /// Adds the definitions of the frame. Returns whether all of them could be read.
    pub(super) fn add_definitions(&mut self) -> bool {
        let Some(state) = self.state.as_mut() else {
            return false;
        };
        let payload = self.frames.payload();
        state
            .definitions
            .add(payload, |message| self.held.define(message))
    }

    fn take_block(&mut self, head: FrameHead) {
        let Some((block, body)) = BlockHead::parse(self.frames.payload()) else {
            return self.malformed("the head of a block");
        };
        if !self.times.overlaps(block.earliest, block.latest) {
            return;
        }
        let range = self.frames.range();
        match decompress(head.compression, body, block.size) {
            Ok(body) => {
                let block = RawBlock {
                    head: block,
                    range,
                    body,
                };
                let is_after_gap = std::mem::take(&mut self.is_after_gap);
                let Some(state) = &self.state else {
                    return;
                };
                if let Some(block) = self.held.add(block, &state.definitions, is_after_gap) {
                    self.queue_block(block);
                }
            }
            Err(problem) => self.damaged(Damage { range, problem }),
        }
    }

    /// Queues the blocks that are held.
    fn flush(&mut self) {
        while let Some(block) = self.held.release() {
            self.queue_block(block);
        }
    }

    /// Queues a block.
    fn queue_block(&mut self, block: RawBlock) {
        self.announce();
        let Some(state) = &self.state else {
            return;
        };
        let section = Arc::clone(&state.section);
        let definitions = Arc::clone(&state.definitions);
        let block = block.open(section, definitions, self.times);
        self.queue.push_back(match block {
            Ok(block) => Item::Block(block),
            Err(damage) => Item::Damage(damage),
        });
    }

    /// Queues the section, unless this has been done.
    fn announce(&mut self) {
        if let Some(state) = self.state.as_mut().filter(|state| !state.is_announced) {
            state.is_announced = true;
            self.queue
                .push_back(Item::Section(Arc::clone(&state.section)));
        }
    }

    /// Queues the frame as damage.
    fn malformed(&mut self, what: &'static str) {
        self.is_after_gap = true;
        self.damaged(Damage {
            range: self.frames.range(),
            problem: Problem::Malformed(what),
        });
    }

    /// Queues damage, which can come before blocks that are held.
    fn damaged(&mut self, damage: Damage) {
        if self.held.is_ready() {
            self.flush();
        }
        self.queue.push_back(Item::Damage(damage));
    }

    /// Forgets what was read, because the place in the file has changed.
    pub(super) fn forget(&mut self) {
        self.frames.moved();
        self.state = None;
        self.queue.clear();
        self.held.clear();
        self.is_after_gap = true;
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = io::Result<Item>;

    /// Returns what follows, or `None` at the end of the file.
    ///
    /// # Errors
    ///
    /// An item is an error if the file could not be read. Reading can be tried again.
    fn next(&mut self) -> Option<io::Result<Item>> {
        while self.queue.is_empty() {
            match self.frames.next() {
                Ok(Some(Step::Frame(head))) => self.take(head),
                Ok(Some(Step::Damage(damage))) => {
                    self.is_after_gap = true;
                    self.damaged(damage);
                }
                Ok(None) if self.held.is_empty() => return None,
                Ok(None) if self.frames.is_growing && self.held.waits_for_more() => return None,
                Ok(None) => self.flush(),
                Err(error) => return Some(Err(error)),
            }
        }
        self.queue.pop_front().map(Ok)
    }
}
