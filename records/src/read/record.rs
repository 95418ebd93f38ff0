//! Records, and what is known about them.

use super::block::Block;
use super::message::Message;
use super::section::Section;
use super::time_range::system_time;
use super::value::Value;
use crate::format::definition::{
    ArgumentDefinition, MessageDefinition, SpanDefinition, ThreadDefinition,
};
use kea_messages_base::severity::Severity;
use std::fmt;
use std::time::{Duration, SystemTime};

/// When and where an entry was recorded.
#[derive(Clone, Copy)]
pub(super) struct Stamp<'r> {
    pub(super) block: &'r Block,
    /// In nanoseconds since the Unix epoch.
    pub(super) time: u64,
    pub(super) monotonic: u64,
    pub(super) thread: u64,
    /// The number of the span, or 0.
    pub(super) span: u64,
}

/// A record. Its `Display` is the text of the message, with the values in it.
///
/// ```
/// use kea_messages_records::{Entry, Item, Reader};
///
/// let mut items = Reader::open("tests/server.kmr")?;
/// let Some(Ok(Item::Block(block))) = items.nth(1) else { panic!() };
/// let mut entries = block.entries();
/// let Some(Entry::Record(record)) = entries.next() else { panic!() };
/// assert_eq!(record.id(), "CLIENT_CONNECTED");
/// assert_eq!(record.severity().name(), "info");
/// assert_eq!(record.to_string(), "client a1, port 67");
/// assert_eq!(record.unix_time(), 1_767_225_600_250_000_000);
/// assert_eq!(record.monotonic().as_millis(), 250);
/// assert_eq!(record.definition().file, "src/clients.rs");
/// let names: Vec<_> = record.arguments().map(|argument| argument.name()).collect();
/// assert_eq!(names, ["name", "port"]);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Record<'r> {
    pub(super) stamp: Stamp<'r>,
    pub(super) message: &'r Message,
    pub(super) values: &'r [Value<'r>],
    pub(super) texts: &'r [Option<&'r str>],
}

impl<'r> Record<'r> {
    /// Returns the ID of the message.
    #[must_use]
    pub fn id(&self) -> &'r str {
        &self.message.definition.id
    }

    /// Returns the severity with which the message was logged.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.message.definition.severity
    }

    /// Returns the definition of the message.
    #[must_use]
    pub const fn definition(&self) -> &'r MessageDefinition<'static> {
        &self.message.definition
    }

    /// Returns the time at which the message was logged.
    #[must_use]
    pub fn time(&self) -> SystemTime {
        system_time(self.stamp.time)
    }

    /// Returns the time at which the message was logged, in nanoseconds since the Unix epoch.
    #[must_use]
    pub const fn unix_time(&self) -> u64 {
        self.stamp.time
    }

    /// Returns the time on the monotonic clock since the recording began.
    ///
    /// The difference between the times of two records of a recording is the time that passed
    /// between them, even if the real-time clock was set.
    #[must_use]
    pub const fn monotonic(&self) -> Duration {
        Duration::from_nanos(self.stamp.monotonic)
    }

    /// Returns the thread that logged the message.
    #[must_use]
    pub fn thread(&self) -> Thread<'r> {
        Thread::of(&self.stamp)
    }

    /// Returns the innermost span of `tracing` in which the message was logged.
    #[must_use]
    pub fn span(&self) -> Option<Span<'r>> {
        Span::numbered(self.stamp.block, self.stamp.span)
    }

    /// Returns the section that the record is in.
    #[must_use]
    pub fn section(&self) -> &'r Section {
        &self.stamp.block.section
    }

    /// Returns the arguments with their values, in the order of their numbers.
    #[must_use]
    pub fn arguments(&self) -> impl ExactSizeIterator<Item = Argument<'r>> + use<'r> {
        let (values, texts) = (self.values, self.texts);
        let definitions = self.message.definition.arguments.iter();
        definitions
            .zip(values)
            .enumerate()
            .map(move |(index, (definition, &value))| Argument {
                definition,
                value,
                text: texts.get(index).copied().flatten(),
            })
    }

    /// Returns the values of the arguments, in the order of their numbers.
    #[must_use]
    pub const fn values(&self) -> &'r [Value<'r>] {
        self.values
    }
}

impl fmt::Display for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.print(self.values, self.texts, f)
    }
}

/// Shows the ID and the text.
impl fmt::Debug for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Record({} {self})", self.id())
    }
}

/// An argument of a record. Its `Display` prints what the text of the message has for it.
///
/// ```
/// use kea_messages_records::{Entry, Item, Reader, Value};
///
/// let mut items = Reader::open("tests/server.kmr")?;
/// let Some(Ok(Item::Block(block))) = items.nth(1) else { panic!() };
/// let mut entries = block.entries();
/// let Some(Entry::Record(record)) = entries.next() else { panic!() };
/// let port = record.arguments().last().unwrap();
/// assert_eq!(port.name(), "port");
/// assert_eq!(port.definition.rust_type, "u16");
/// assert_eq!(port.value, Value::U64(67));
/// assert_eq!(port.to_string(), "67");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Argument<'r> {
    /// The definition of the argument.
    pub definition: &'r ArgumentDefinition<'static>,
    /// Its value.
    pub value: Value<'r>,
    /// The value in the format that the text of the message states, or `None` if it states none.
    pub text: Option<&'r str>,
}

impl<'r> Argument<'r> {
    /// Returns the name of the argument.
    #[must_use]
    pub fn name(&self) -> &'r str {
        &self.definition.name
    }
}

impl fmt::Display for Argument<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text {
            Some(text) => f.pad(text),
            None => self.value.fmt(f),
        }
    }
}

/// An entry that states that records were lost, because they were logged faster than they could be
/// written.
///
/// ```
/// use kea_messages_records::{Entry, Item, Reader};
///
/// let mut items = Reader::open("tests/server.kmr")?;
/// let Some(Ok(Item::Block(block))) = items.nth(2) else { panic!() };
/// let mut entries = block.entries();
/// entries.next();
/// let Some(Entry::Lost(lost)) = entries.next() else { panic!() };
/// assert_eq!(lost.count(), 12);
/// assert_eq!(lost.thread().name(), "worker");
/// assert_eq!(lost.unix_time(), 1_767_225_611_000_000_000);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Lost<'r> {
    pub(super) stamp: Stamp<'r>,
    pub(super) count: u64,
}

impl<'r> Lost<'r> {
    /// Returns how many records were lost.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Returns the time at which the loss was noticed, in nanoseconds since the Unix epoch.
    #[must_use]
    pub const fn unix_time(&self) -> u64 {
        self.stamp.time
    }

    /// Returns the time at which the loss was noticed.
    #[must_use]
    pub fn time(&self) -> SystemTime {
        system_time(self.stamp.time)
    }

    /// Returns the thread whose records were lost.
    #[must_use]
    pub fn thread(&self) -> Thread<'r> {
        Thread::of(&self.stamp)
    }

    /// Returns the section that the entry is in.
    #[must_use]
    pub fn section(&self) -> &'r Section {
        &self.stamp.block.section
    }
}

/// Shows the number of lost records.
impl fmt::Debug for Lost<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lost({})", self.count)
    }
}

/// A thread of the program.
///
/// ```
/// use kea_messages_records::{Entry, Item, Reader};
///
/// let mut items = Reader::open("tests/server.kmr")?;
/// let Some(Ok(Item::Block(block))) = items.nth(1) else { panic!() };
/// let mut entries = block.entries();
/// let Some(Entry::Record(record)) = entries.next() else { panic!() };
/// let thread = record.thread();
/// assert_eq!((thread.name(), thread.id(), thread.number()), ("worker", Some(4712), 1));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thread<'r> {
    number: u64,
    definition: Option<&'r ThreadDefinition<'static>>,
}

impl<'r> Thread<'r> {
    fn of(stamp: &Stamp<'r>) -> Self {
        Self {
            number: stamp.thread,
            definition: stamp
                .block
                .definitions
                .threads
                .get(stamp.thread)
                .map(|it| &**it),
        }
    }

    /// Returns the number of the thread in the section.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// Returns the name of the thread, or an empty string if it has none, or if its definition is
    /// missing.
    #[must_use]
    pub fn name(&self) -> &'r str {
        self.definition.map_or("", |definition| &definition.name)
    }

    /// Returns the ID of the thread in its process, or `None` if its definition is missing.
    #[must_use]
    pub fn id(&self) -> Option<u64> {
        self.definition.map(|definition| definition.id)
    }
}

/// A span of `tracing`.
///
/// ```
/// use kea_messages_records::{Entry, Item, Reader};
///
/// let mut items = Reader::open("tests/server.kmr")?;
/// let Some(Ok(Item::Block(block))) = items.nth(1) else { panic!() };
/// let mut entries = block.entries();
/// let Some(Entry::Record(record)) = entries.next() else { panic!() };
/// let span = record.span().unwrap();
/// let definition = span.definition().unwrap();
/// assert_eq!(definition.name, "request");
/// assert_eq!(definition.fields, [("peer".into(), "192.0.2.7".into())]);
/// assert_eq!(span.parent().unwrap().number(), 1);
/// assert!(span.parent().unwrap().parent().is_none());
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Span<'r> {
    block: &'r Block,
    number: u64,
    definition: Option<&'r SpanDefinition<'static>>,
}

impl<'r> Span<'r> {
    fn numbered(block: &'r Block, number: u64) -> Option<Self> {
        let definition = block.definitions.spans.get(number).map(|it| &**it);
        (number > 0).then_some(Self {
            block,
            number,
            definition,
        })
    }

    /// Returns the number of the span in the section.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// Returns the definition of the span, or `None` if it is missing.
    #[must_use]
    pub const fn definition(&self) -> Option<&'r SpanDefinition<'static>> {
        self.definition
    }

    /// Returns the span that this span is in.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let parent = self.definition?.parent;
        // The number of a parent is lower, so that a damaged file has no circle of spans.
        (parent < self.number).then(|| Self::numbered(self.block, parent))?
    }
}

/// Shows the number and the definition of the span.
impl fmt::Debug for Span<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Span")
            .field("number", &self.number)
            .field("definition", &self.definition)
            .finish()
    }
}
