//! A section of a file: the definitions and blocks of a recording.

use super::merge::Raw;
use super::nanos::unix_time;
use super::statement::{self, Registered};
use super::values::put_values;
use crate::format::block::{BlockWriter, HEAD as BLOCK_HEAD, Shape};
#[cfg(feature = "tracing")]
use crate::format::definition::SpanDefinition;
use crate::format::definition::{ArgumentDefinition, MessageDefinition, ThreadDefinition};
use crate::format::frame::{Compression, HEAD, Kind, REPEATED, put_frame};
use crate::format::header::Header;
use crate::format::index::Index;
use crate::format::value::{FORMATTED, ValueKind};
use rustc_hash::FxHashMap as HashMap;
#[cfg(feature = "tracing")]
use rustc_hash::FxHashSet as HashSet;
use std::borrow::Cow;

/// The size of a block at which the next one begins. A reader has to decode a whole block to find
/// one record.
const BLOCK: usize = 1 << 16;

/// The size of the definitions at which the block that needs them ends.
const DEFINITIONS: usize = 1 << 20;

/// The definitions are repeated after this number of bytes of blocks, before compression. A reader
/// keeps at most twice this number of bytes in memory while it waits for a definition.
const REPEAT: usize = 1 << 24;

/// The number of frames in an index at which the next section begins, so that a program that
/// records for months does not need more and more memory.
const INDEXED: usize = 1 << 16;

/// The section that is being written. Its frames are collected until the file takes them.
pub(super) struct Section {
    header: Header,
    /// The number of the section, which all of its frames have.
    number: u32,
    compression: Compression,
    /// The messages of the process, by their numbers.
    messages: Vec<Known>,
    /// The other shapes of messages whose values have had several kinds.
    others: HashMap<(u32, Vec<u64>), Shape>,
    /// The number of definitions of messages in this section.
    defined: usize,
    /// The threads, by their numbers.
    threads: HashMap<u64, Thread>,
    /// The thread of the last entry, which has been defined.
    last_thread: u64,
    /// The spans that have been defined in this section.
    #[cfg(feature = "tracing")]
    spans: HashSet<u64>,
    /// The definitions that the next block needs.
    definitions: Vec<u8>,
    /// The definitions of all messages of the section.
    all_messages: Vec<u8>,
    /// The number of bytes of blocks, before compression, since all definitions were repeated.
    unrepeated: usize,
    block: BlockWriter,
    is_in_block: bool,
    /// The times of the current turn on the monotonic clock and on the real-time clock.
    now: (u64, u64),
    index: Index,
    is_header_repeated: bool,
    /// The number of bytes of the recording before this section.
    begun: u64,
    /// The number of bytes of the recording that are in a file.
    written: u64,
    /// The frames that are not yet in the file.
    pub(super) frames: Vec<u8>,
}

/// A message of the process, and its state in the section.
struct Known {
    message: &'static Registered,
    /// The kinds and the shape of its first record in the section.
    first: Option<(Box<[u64]>, Shape)>,
}

/// A thread of the process.
struct Thread {
    name: String,
    /// The section that has its definition.
    defined_in: u32,
}

impl Thread {
    fn define(&self, number: u64, definitions: &mut Vec<u8>) {
        ThreadDefinition {
            number,
            name: Cow::Borrowed(&self.name),
            id: number,
        }
        .put(definitions);
    }
}

/// The properties of the header of each section of a recording.
pub(super) struct SectionHeader {
    /// The name of the clock.
    pub(super) clock: &'static str,
    /// The window of the order in nanoseconds.
    pub(super) window: u64,
    /// The names and the fingerprints of the catalogues.
    pub(super) catalogues: Vec<(String, u64)>,
}

impl Section {
    /// Begins the first section of a recording.
    pub(super) fn new(header: SectionHeader, compression: Compression) -> Self {
        let mut section = Self {
            header: Header {
                program: program(),
                process: std::process::id().into(),
                started: 0,
                clock: header.clock.to_owned(),
                window: header.window,
                catalogues: header.catalogues,
            },
            number: 0,
            compression,
            messages: Vec::new(),
            others: HashMap::default(),
            defined: 0,
            threads: HashMap::default(),
            last_thread: 0,
            #[cfg(feature = "tracing")]
            spans: HashSet::default(),
            definitions: Vec::new(),
            all_messages: Vec::new(),
            unrepeated: 0,
            block: BlockWriter::new(),
            is_in_block: false,
            now: (0, 0),
            index: Index::default(),
            is_header_repeated: false,
            begun: 0,
            written: 0,
            frames: Vec::new(),
        };
        section.start();
        section
    }

    /// Begins the next section.
    pub(super) fn start(&mut self) {
        // The number of a section depends on this time, and differs from that of the one before.
        self.header.started = unix_time().max(self.header.started + 1);
        for known in &mut self.messages {
            known.first = None;
        }
        self.others.clear();
        #[cfg(feature = "tracing")]
        self.spans.clear();
        self.defined = 0;
        self.last_thread = 0;
        self.all_messages.clear();
        self.unrepeated = 0;
        self.index = Index::default();
        self.begun = self.written + self.frames.len() as u64;
        self.is_header_repeated = false;
        self.number = self.header.put_frame(&mut self.frames, false);
    }

    /// Sets the time at which the records that follow are taken: on the monotonic clock of the
    /// recording, and on the real-time clock.
    pub(super) const fn begin_turn(&mut self, monotonic: u64, unix: u64) {
        self.now = (monotonic, unix);
    }

    /// Adds a thread, which is defined when it has a record.
    pub(super) fn add_thread(&mut self, number: u64, name: String) {
        let thread = Thread {
            name,
            defined_in: 0,
        };
        self.threads.insert(number, thread);
    }

    /// Forgets a thread that has ended.
    pub(super) fn remove_thread(&mut self, number: u64) {
        self.threads.remove(&number);
    }

    /// Adds a record of a thread with this time on the monotonic clock.
    pub(super) fn record(&mut self, thread: u64, time: u64, raw: Raw<'_>) {
        self.begin_entry(thread, time);
        #[cfg(feature = "tracing")]
        if let Some(span) = raw.span {
            self.define_span(span);
        }
        let number = raw.message as usize;
        if number >= self.messages.len() {
            let new = statement::messages_from(self.messages.len()).into_iter();
            let new = new.map(|message| Known {
                message,
                first: None,
            });
            self.messages.extend(new);
        }
        let Some(known) = self.messages.get_mut(number) else {
            return;
        };
        let count = known.message.described.arguments.len();
        let Some((kinds, values)) = raw.values(count) else {
            return;
        };
        let shape = match &known.first {
            Some((first, shape)) if is_same(first, kinds) => shape,
            _ => {
                let shape = Shape::new(self.defined + 1, bytes_of(kinds, count));
                let define = || {
                    let before = self.definitions.len();
                    define(
                        &mut self.definitions,
                        self.defined + 1,
                        known.message,
                        kinds,
                    );
                    self.all_messages
                        .extend_from_slice(&self.definitions[before..]);
                    self.defined += 1;
                    shape
                };
                if known.first.is_none() {
                    &known.first.insert((kinds.into(), define())).1
                } else {
                    let key = (raw.message, kinds.to_vec());
                    self.others.entry(key).or_insert_with(define)
                }
            }
        };
        self.block.start_record(shape, thread, time, raw.span);
        put_values(&mut self.block, kinds, count, values);
        if self.block.len() >= BLOCK || self.definitions.len() >= DEFINITIONS {
            self.end_block();
        }
    }

    /// Adds an entry about lost records.
    pub(super) fn lost(&mut self, thread: u64, time: u64, count: u64) {
        self.begin_entry(thread, time);
        self.block.put_lost(thread, time, count);
    }

    fn begin_entry(&mut self, thread: u64, time: u64) {
        if !self.is_in_block {
            self.is_in_block = true;
            let (monotonic, unix) = self.now;
            let base = unix.wrapping_sub(monotonic.wrapping_sub(time));
            self.block.begin(base, time);
        }
        if thread == self.last_thread {
            return;
        }
        self.last_thread = thread;
        if let Some(known) = self.threads.get_mut(&thread) {
            if known.defined_in != self.number {
                known.defined_in = self.number;
                known.define(thread, &mut self.definitions);
            }
        }
    }

    /// Defines a span and its parents, unless they are already defined.
    #[cfg(feature = "tracing")]
    fn define_span(&mut self, mut number: u64) {
        while number > 0 && self.spans.insert(number) {
            let Some(span) = super::spans::details(number) else {
                return;
            };
            SpanDefinition {
                number,
                parent: span.parent,
                name: Cow::Borrowed(span.metadata.name()),
                target: Cow::Borrowed(span.metadata.target()),
                fields: (span.fields.iter())
                    .map(|(name, value)| (Cow::Borrowed(*name), Cow::Borrowed(&**value)))
                    .collect(),
            }
            .put(&mut self.definitions);
            number = span.parent;
        }
    }

    /// Forgets spans that no record will be in.
    #[cfg(feature = "tracing")]
    pub(super) fn forget_spans(&mut self, numbers: &[u64]) {
        for number in numbers {
            self.spans.remove(number);
        }
    }

    /// Ends the block and adds its frames, with the definitions before and after it.
    pub(super) fn end_block(&mut self) {
        if !self.is_in_block {
            return;
        }
        self.is_in_block = false;
        let definitions = std::mem::take(&mut self.definitions);
        if !definitions.is_empty() {
            self.index.add_definitions(self.offset());
            self.put_definitions(&definitions, 0);
        }
        let offset = self.offset();
        let head = self
            .block
            .finish_into(&mut self.frames, self.compression, self.number);
        if let Some(head) = head {
            self.unrepeated += HEAD + BLOCK_HEAD + head.size as usize;
            let entries = head.entries.into();
            self.index
                .add_block(offset, entries, head.earliest, head.latest);
        }
        if !self.is_header_repeated {
            self.is_header_repeated = true;
            self.header.put_frame(&mut self.frames, true);
        }
        if !definitions.is_empty() {
            self.put_definitions(&definitions, REPEATED);
        }
        if self.unrepeated >= REPEAT {
            self.repeat_definitions();
        }
        if self.index.frames.len() >= INDEXED {
            self.finish();
            self.start();
        }
    }

    /// Repeats the definitions of all messages and of the threads that still exist.
    fn repeat_definitions(&mut self) {
        let mut definitions = self.all_messages.clone();
        let threads = self.threads.iter();
        for (number, thread) in threads.filter(|(_, thread)| thread.defined_in == self.number) {
            thread.define(*number, &mut definitions);
        }
        self.put_definitions(&definitions, REPEATED);
        self.unrepeated = 0;
    }

    fn put_definitions(&mut self, definitions: &[u8], flags: u8) {
        let kind = Kind::Definitions;
        put_frame(
            &mut self.frames,
            kind,
            0,
            flags,
            self.number,
            &[definitions],
        );
    }

    /// Returns whether the section has a block.
    pub(super) fn has_blocks(&self) -> bool {
        self.index.frames.iter().any(|frame| frame.block.is_some())
    }

    /// The place where the next frame begins, from the beginning of the section.
    fn offset(&self) -> u64 {
        self.written + self.frames.len() as u64 - self.begun
    }

    /// Adds the index and the end of the section.
    pub(super) fn finish(&mut self) {
        self.end_block();
        let offset = self.offset();
        self.index.put_frames(&mut self.frames, self.number, offset);
    }

    /// Removes frames that are in the file now, up to this number of bytes.
    pub(super) fn remove_written(&mut self, bytes: usize) {
        self.frames.drain(..bytes);
        self.frames.shrink_to(1 << 20);
        self.written += bytes as u64;
    }
}

/// Adds the definition of a message with values of these kinds.
fn define(definitions: &mut Vec<u8>, number: usize, message: &Registered, kinds: &[u64]) {
    let described = &message.described;
    let arguments = described.arguments.iter().zip(each_kind(kinds));
    MessageDefinition {
        number: number as u64,
        id: Cow::Borrowed(described.id),
        severity: message.key.severity,
        text: Cow::Borrowed(described.text),
        logger: Cow::Borrowed(described.logger),
        module: Cow::Borrowed(described.module),
        file: Cow::Borrowed(described.file),
        line: described.line.into(),
        description: Cow::Borrowed(described.description),
        action: Cow::Borrowed(described.action),
        arguments: arguments
            .map(|(argument, kind)| ArgumentDefinition {
                kind: ValueKind::of_byte(kind & !FORMATTED).unwrap_or(ValueKind::Display),
                formatted: kind & FORMATTED != 0,
                is_field: argument.is_field,
                name: Cow::Borrowed(argument.name),
                rust_type: Cow::Borrowed(argument.rust_type),
            })
            .collect(),
    }
    .put(definitions);
}

/// Returns whether the kinds are the same. Most messages have one word, for which a call would take
/// longer than the comparison.
#[inline]
fn is_same(one: &[u64], other: &[u64]) -> bool {
    match (one, other) {
        ([one], [other]) => one == other,
        _ => one == other,
    }
}

/// Returns the kinds of the values, of which a word has eight.
fn each_kind(kinds: &[u64]) -> impl Iterator<Item = u8> {
    kinds.iter().flat_map(|word| word.to_le_bytes())
}

fn bytes_of(kinds: &[u64], count: usize) -> Vec<u8> {
    each_kind(kinds).take(count).collect()
}

/// Returns the name of this program.
fn program() -> String {
    let path = std::env::current_exe().ok();
    let name = path.as_deref().and_then(std::path::Path::file_stem);
    name.map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

#[cfg(all(test, feature = "read"))]
mod tests {
    use super::*;
    use crate::{Entry, Item, Reader};

    /// A section that becomes too long is followed by another one, and definitions are repeated.
    #[test]
    fn long_sections() {
        let header = SectionHeader {
            clock: "monotonic",
            window: 0,
            catalogues: Vec::new(),
        };
        let mut section = Section::new(header, Compression::None);
        section.add_thread(1, "x".repeat(1_000));
        let blocks = INDEXED as u64 * 2;
        for number in 0..blocks {
            section.begin_turn(number, 1_000_000 + number);
            section.lost(1, number, 1);
            section.end_block();
        }
        section.finish();
        let (mut sections, mut lost, mut before) = (0, 0, 0);
        for item in Reader::new(&*section.frames) {
            match item.expect("it can be read") {
                Item::Section(_) => sections += 1,
                Item::Block(block) => {
                    let mut entries = block.entries();
                    while let Some(entry) = entries.next() {
                        let Entry::Lost(entry) = entry else {
                            panic!("{entry:?}")
                        };
                        assert_eq!(entry.thread().name().len(), 1_000);
                        assert!(entry.unix_time() > before);
                        before = entry.unix_time();
                        lost += entry.count();
                    }
                }
                item => panic!("{item:?}"),
            }
        }
        assert_eq!((sections, lost), (3, blocks));
    }

    #[test]
    fn definitions_are_repeated() {
        let header = SectionHeader {
            clock: "monotonic",
            window: 0,
            catalogues: Vec::new(),
        };
        let mut section = Section::new(header, Compression::None);
        section.add_thread(1, "worker of this test".to_owned());
        let count = |section: &Section| {
            let name = b"worker of this test";
            section
                .frames
                .windows(name.len())
                .filter(|bytes| bytes == name)
                .count()
        };
        section.lost(1, 1, 1);
        section.end_block();
        assert_eq!(count(&section), 2);
        section.remove_written(section.frames.len());
        section.unrepeated += REPEAT;
        for _ in 0..2 {
            section.lost(1, 2, 1);
            section.end_block();
        }
        assert_eq!(count(&section), 1);
    }
}
