//! Blocks of records.

use super::bytes::Bytes;
use super::compress::Compressor;
use super::definition::{ArgumentDefinition, MessageDefinition};
use super::frame::{Compression, Kind, put_frame};
use super::varint;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The size of the head of a block in bytes.
pub const HEAD: usize = 40;

/// The head of a block. It has the earliest and the latest time in the block, so that a reader can
/// skip a block without decompressing it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BlockHead {
    /// A time in nanoseconds since the Unix epoch.
    pub base: u64,
    /// The earliest time of an entry, in nanoseconds since the Unix epoch.
    pub earliest: u64,
    /// The latest time of an entry, in nanoseconds since the Unix epoch.
    pub latest: u64,
    /// The time of the base on the monotonic clock, in nanoseconds since the recording began.
    pub monotonic: u64,
    /// The number of entries.
    pub entries: u32,
    /// The size of the body in bytes before compression.
    pub size: u32,
}

impl BlockHead {
    /// Parses the head at the beginning of the payload of a block. Returns the head, and the rest
    /// of the payload, or `None` if that is too short.
    #[must_use]
    pub fn parse(payload: &[u8]) -> Option<(Self, &[u8])> {
        let mut bytes = Bytes::new(payload);
        let head = Self {
            base: bytes.fixed_u64()?,
            earliest: bytes.fixed_u64()?,
            latest: bytes.fixed_u64()?,
            monotonic: bytes.fixed_u64()?,
            entries: bytes.fixed_u32()?,
            size: bytes.fixed_u32()?,
        };
        Some((head, bytes.rest()))
    }

    fn bytes(&self) -> [u8; HEAD] {
        let mut head = [0; HEAD];
        let times = [self.base, self.earliest, self.latest, self.monotonic];
        for (bytes, time) in head.chunks_exact_mut(8).zip(times) {
            bytes.copy_from_slice(&time.to_le_bytes());
        }
        head[32..36].copy_from_slice(&self.entries.to_le_bytes());
        head[36..].copy_from_slice(&self.size.to_le_bytes());
        head
    }
}

/// A message in the list at the beginning of a block: its number, and the kinds of its values.
///
/// With it, a reader finds the next record even if the definition of the message is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    number: usize,
    kinds: Box<[u8]>,
}

impl Shape {
    /// Creates the shape of a message with this number, from 1 on, whose values have these kinds,
    /// as returned by [`kind_byte`](super::definition::ArgumentDefinition::kind_byte).
    ///
    /// The numbers of messages should not have large gaps.
    #[must_use]
    pub fn new(number: usize, kinds: impl Into<Box<[u8]>>) -> Self {
        Self {
            number,
            kinds: kinds.into(),
        }
    }

    /// Returns the shape of a message.
    ///
    /// # Panics
    ///
    /// Panics if the number of the message is not that of a message in memory.
    #[must_use]
    pub fn of(definition: &MessageDefinition<'_>) -> Self {
        let kinds: Vec<u8> = definition
            .arguments
            .iter()
            .map(ArgumentDefinition::kind_byte)
            .collect();
        let number = usize::try_from(definition.number);
        Self::new(number.expect("there are not so many messages"), kinds)
    }
}

/// Writes blocks.
///
/// Use one writer for all blocks of a section, because it reuses its memory.
///
/// ```
/// use kea_messages_records::format::block::{BlockWriter, Shape};
/// use kea_messages_records::format::frame::Compression;
/// use kea_messages_records::format::value::ValueKind;
///
/// let client = Shape::new(1, [ValueKind::Str.byte(), ValueKind::U64.byte()]);
/// let mut block = BlockWriter::new();
/// block.begin(1_767_225_600_000_000_000, 0);
///
/// block.start_record(&client, 1, 250, None);
/// block.put_str("a1");
/// block.put_u64(67);
///
/// let mut file = Vec::new();
/// let section = 0x1234; // as returned by `Header::put_frame`
/// block.finish_into(&mut file, Compression::None, section);
/// assert!(block.is_empty());
/// ```
#[derive(Default)]
pub struct BlockWriter {
    base: u64,
    monotonic: u64,
    earliest: u64,
    latest: u64,
    /// The time of the last entry.
    last: u64,
    count: u32,
    /// The encoded shapes of the block.
    shapes: Vec<u8>,
    shape_count: u32,
    /// The encoded entries.
    entries: Vec<u8>,
    /// For each number of a message: the block in which it was last used, and its shape there.
    places: Vec<(u32, u32)>,
    /// The number of the block.
    block: u32,
    compressor: Compressor,
}

impl BlockWriter {
    /// Creates a writer.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a block with the times of its base: nanoseconds since the Unix epoch, and
    /// nanoseconds on the monotonic clock since the recording began.
    ///
    /// Entries that have not been written by [`finish_into`](Self::finish_into) are dropped.
    pub fn begin(&mut self, base_unix: u64, base_monotonic: u64) {
        self.base = base_unix;
        self.monotonic = base_monotonic;
        self.last = base_monotonic;
        self.earliest = u64::MAX;
        self.latest = 0;
        self.count = 0;
        self.entries.clear();
        self.shapes.clear();
        self.shape_count = 0;
        self.block = self.block.wrapping_add(1);
        if self.block == 0 {
            self.places.clear();
            self.block = 1;
        }
    }

    /// Starts a record. Then add its values, with the kinds of the shape and in its order.
    ///
    /// `time` is on the monotonic clock, in nanoseconds since the recording began.
    #[inline]
    pub fn start_record(&mut self, shape: &Shape, thread: u64, time: u64, span: Option<u64>) {
        let place = match self.places.get(shape.number) {
            Some(&(block, place)) if block == self.block => place,
            _ => self.add_shape(shape),
        };
        let place = u64::from(place) * 2;
        self.start(place + u64::from(span.is_some()), thread, time);
        if let Some(span) = span {
            varint::put_u64(&mut self.entries, span);
        }
    }

    /// Adds an entry that states how many records were lost.
    #[inline]
    pub fn put_lost(&mut self, thread: u64, time: u64, count: u64) {
        self.start(0, thread, time);
        varint::put_u64(&mut self.entries, count);
    }

    #[inline]
    fn start(&mut self, first: u64, thread: u64, time: u64) {
        #[expect(clippy::cast_possible_wrap, reason = "an earlier time is meant to")]
        let since = time.wrapping_sub(self.last) as i64;
        varint::put_three(&mut self.entries, first, thread, varint::zigzag(since));
        self.last = time;
        self.earliest = self.earliest.min(time);
        self.latest = self.latest.max(time);
        self.count += 1;
    }

    #[cold]
    fn add_shape(&mut self, shape: &Shape) -> u32 {
        varint::put_u64(&mut self.shapes, shape.number as u64);
        varint::put_bytes(&mut self.shapes, &shape.kinds);
        self.shape_count += 1;
        if self.places.len() <= shape.number {
            self.places.resize(shape.number + 1, (0, 0));
        }
        self.places[shape.number] = (self.block, self.shape_count);
        self.shape_count
    }

    /// Adds values that are already encoded.
    #[inline]
    pub fn put_encoded(&mut self, values: &[u8]) {
        self.entries.extend_from_slice(values);
    }

    /// Adds the next value as the text of the message formats it. The value itself must follow.
    #[inline]
    pub fn put_formatted(&mut self, text: &str) {
        self.put_str(text);
    }

    /// Adds a boolean.
    #[inline]
    pub fn put_bool(&mut self, value: bool) {
        self.entries.push(value.into());
    }

    /// Adds a character.
    #[inline]
    pub fn put_char(&mut self, value: char) {
        self.put_u64(u32::from(value).into());
    }

    /// Adds a signed integer.
    #[inline]
    pub fn put_i64(&mut self, value: i64) {
        self.put_u64(varint::zigzag(value));
    }

    /// Adds an unsigned integer.
    #[inline]
    pub fn put_u64(&mut self, value: u64) {
        varint::put_u64(&mut self.entries, value);
    }

    /// Adds a signed integer of 128 bits.
    #[inline]
    pub fn put_i128(&mut self, value: i128) {
        self.put_u128(varint::zigzag_128(value));
    }

    /// Adds an unsigned integer of 128 bits.
    #[inline]
    pub fn put_u128(&mut self, value: u128) {
        varint::put_u128(&mut self.entries, value);
    }

    /// Adds a floating-point number of 32 bits.
    #[inline]
    pub fn put_f32(&mut self, value: f32) {
        self.put_encoded(&value.to_le_bytes());
    }

    /// Adds a floating-point number of 64 bits.
    #[inline]
    pub fn put_f64(&mut self, value: f64) {
        self.put_encoded(&value.to_le_bytes());
    }

    /// Adds a string, or the `Display` or `Debug` of a value.
    #[inline]
    pub fn put_str(&mut self, value: &str) {
        varint::put_str(&mut self.entries, value);
    }

    /// Adds an error: its own text, and the texts of its sources.
    pub fn put_error(&mut self, text: &str, sources: &[&str]) {
        self.put_u64(1 + sources.len() as u64);
        for text in std::iter::once(&text).chain(sources) {
            self.put_str(text);
        }
    }

    /// Adds an IPv4 address.
    #[inline]
    pub fn put_ipv4(&mut self, value: Ipv4Addr) {
        self.put_encoded(&value.octets());
    }

    /// Adds an IPv6 address.
    #[inline]
    pub fn put_ipv6(&mut self, value: Ipv6Addr) {
        self.put_encoded(&value.octets());
    }

    /// Adds bytes.
    #[inline]
    pub fn put_bytes(&mut self, value: &[u8]) {
        varint::put_bytes(&mut self.entries, value);
    }

    /// Returns the size of the entries in bytes.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether there are no entries.
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Returns the number of entries.
    #[inline]
    #[must_use]
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Appends the frame of the block, and returns its head. If there are no entries, nothing is
    /// appended, and `None` is returned.
    ///
    /// The body is not compressed if that would not make it smaller, or if the feature for this
    /// compression is not enabled.
    ///
    /// # Panics
    ///
    /// Panics if the entries have more than [`MAX_PAYLOAD`](super::frame::MAX_PAYLOAD) bytes.
    pub fn finish_into(
        &mut self,
        out: &mut Vec<u8>,
        compression: Compression,
        section: u32,
    ) -> Option<BlockHead> {
        if self.is_empty() {
            return None;
        }
        let mut shape_count = Vec::with_capacity(varint::MAX_U64);
        varint::put_u64(&mut shape_count, self.shape_count.into());
        let size = shape_count.len() + self.shapes.len() + self.entries.len();
        let unix = |time: u64| self.base.wrapping_add(time.wrapping_sub(self.monotonic));
        let head = BlockHead {
            base: self.base,
            earliest: unix(self.earliest),
            latest: unix(self.latest),
            monotonic: self.monotonic,
            entries: self.count,
            size: u32::try_from(size).expect("a block has less than 4 GiB"),
        };
        let body = [&*shape_count, &self.shapes, &self.entries];
        if let Some(compressed) = self.compressor.compress(body, size, compression) {
            let parts = [&head.bytes(), compressed];
            put_frame(out, Kind::Block, compression.byte(), 0, section, &parts);
        } else {
            let [count, shapes, entries] = body;
            let parts = [&head.bytes(), count, shapes, entries];
            put_frame(out, Kind::Block, 0, 0, section, &parts);
        }
        self.begin(self.base, self.monotonic);
        Some(head)
    }
}
