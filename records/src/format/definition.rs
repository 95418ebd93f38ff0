//! Definitions of the messages, threads and spans that records refer to.

use super::bytes::Bytes;
use super::value::{FORMATTED, ValueKind};
use super::varint;
use kea_messages_base::severity::{DebugLevel, Severity};
use std::borrow::Cow;

/// The byte for the definition of a message.
const MESSAGE: u64 = 1;
/// The byte for the definition of a thread.
const THREAD: u64 = 2;
/// The byte for the definition of a span.
const SPAN: u64 = 3;

/// The flag of an argument that does not occur in the text.
const IS_FIELD: u8 = 1;

/// The definition of a message, with the place of one of the statements that log it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageDefinition<'a> {
    /// Its number in the section, from 1 on.
    pub number: u64,
    /// The ID.
    pub id: Cow<'a, str>,
    /// The severity with which the message was logged.
    pub severity: Severity,
    /// The text, with numbered placeholders.
    pub text: Cow<'a, str>,
    /// The logger.
    pub logger: Cow<'a, str>,
    /// The module of the statement.
    pub module: Cow<'a, str>,
    /// The source file of the statement.
    pub file: Cow<'a, str>,
    /// The line of the statement.
    pub line: u64,
    /// The description, in Markdown.
    pub description: Cow<'a, str>,
    /// What operators can do.
    pub action: Cow<'a, str>,
    /// The arguments, in the order of their numbers.
    pub arguments: Vec<ArgumentDefinition<'a>>,
}

/// The definition of an argument of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArgumentDefinition<'a> {
    /// The kind of its values.
    pub kind: ValueKind,
    /// Whether the text states a format for it. Each value is then recorded twice: as a string in
    /// this format, and as the value itself.
    pub formatted: bool,
    /// Whether it does not occur in the text.
    pub is_field: bool,
    /// Its name.
    pub name: Cow<'a, str>,
    /// Its declared Rust type, or an empty string.
    pub rust_type: Cow<'a, str>,
}

impl ArgumentDefinition<'_> {
    /// Returns the byte for the kind of the argument, with the bit [`FORMATTED`].
    #[must_use]
    pub const fn kind_byte(&self) -> u8 {
        self.kind.byte() | if self.formatted { FORMATTED } else { 0 }
    }
}

/// The definition of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadDefinition<'a> {
    /// Its number in the section, from 1 on.
    pub number: u64,
    /// Its name, which can be empty.
    pub name: Cow<'a, str>,
    /// Its ID in the operating system, or another number that identifies it in the process.
    pub id: u64,
}

/// The definition of a span of `tracing`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpanDefinition<'a> {
    /// Its number in the section, from 1 on.
    pub number: u64,
    /// The number of the span that it is in, which is lower than its own, or 0.
    pub parent: u64,
    /// Its name.
    pub name: Cow<'a, str>,
    /// Its target.
    pub target: Cow<'a, str>,
    /// The names and values of its fields.
    pub fields: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

/// A definition.
///
/// ```
/// use kea_messages_records::format::definition::{Definition, ThreadDefinition, definitions};
///
/// let thread = ThreadDefinition { number: 1, name: "worker".into(), id: 4712 };
/// let mut payload = Vec::new();
/// thread.put(&mut payload);
///
/// let read: Option<Vec<_>> = definitions(&payload).collect();
/// assert_eq!(read, Some(vec![Definition::Thread(thread)]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Definition<'a> {
    /// A message.
    Message(MessageDefinition<'a>),
    /// A thread.
    Thread(ThreadDefinition<'a>),
    /// A span.
    Span(SpanDefinition<'a>),
}

/// Returns the definitions in the payload of a frame. An item is `None` if a definition cannot be
/// read. Unknown kinds are skipped.
pub fn definitions(payload: &[u8]) -> impl Iterator<Item = Option<Definition<'_>>> {
    let mut bytes = Bytes::new(payload);
    std::iter::from_fn(move || {
        while !bytes.is_empty() {
            let Some((kind, content)) = bytes.u64().zip(bytes.bytes()) else {
                bytes = Bytes::new(&[]);
                return Some(None);
            };
            let mut content = Bytes::new(content);
            return Some(match kind {
                MESSAGE => MessageDefinition::read(&mut content).map(Definition::Message),
                THREAD => ThreadDefinition::read(&mut content).map(Definition::Thread),
                SPAN => SpanDefinition::read(&mut content).map(Definition::Span),
                _ => continue,
            });
        }
        None
    })
}

/// Appends a definition with this content.
fn put(out: &mut Vec<u8>, kind: u64, content: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = Vec::with_capacity(256);
    content(&mut bytes);
    varint::put_u64(out, kind);
    varint::put_bytes(out, &bytes);
}

/// Reads a string.
fn text<'a>(bytes: &mut Bytes<'a>) -> Option<Cow<'a, str>> {
    bytes.str().map(Cow::Borrowed)
}

/// Returns a string that borrows nothing.
fn owned(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

impl<'a> MessageDefinition<'a> {
    /// Appends the definition to the payload of a frame.
    pub fn put(&self, out: &mut Vec<u8>) {
        put(out, MESSAGE, |out| {
            varint::put_u64(out, self.number);
            varint::put_str(out, &self.id);
            out.extend(severity_bytes(self.severity));
            for text in [&self.text, &self.logger, &self.module, &self.file] {
                varint::put_str(out, text);
            }
            varint::put_u64(out, self.line);
            varint::put_str(out, &self.description);
            varint::put_str(out, &self.action);
            varint::put_u64(out, self.arguments.len() as u64);
            for argument in &self.arguments {
                out.push(argument.kind_byte());
                out.push(if argument.is_field { IS_FIELD } else { 0 });
                varint::put_str(out, &argument.name);
                varint::put_str(out, &argument.rust_type);
            }
        });
    }

    fn read(bytes: &mut Bytes<'a>) -> Option<Self> {
        Some(Self {
            number: number(bytes)?,
            id: text(bytes)?,
            severity: severity(bytes.array()?)?,
            text: text(bytes)?,
            logger: text(bytes)?,
            module: text(bytes)?,
            file: text(bytes)?,
            line: bytes.u64()?,
            description: text(bytes)?,
            action: text(bytes)?,
            arguments: {
                let count = bytes.length()?;
                let arguments = (0..count).map(|_| ArgumentDefinition::read(bytes));
                arguments.collect::<Option<_>>()?
            },
        })
    }

    /// Returns an owned copy of the definition.
    #[must_use]
    pub fn into_owned(self) -> MessageDefinition<'static> {
        MessageDefinition {
            number: self.number,
            id: owned(self.id),
            severity: self.severity,
            text: owned(self.text),
            logger: owned(self.logger),
            module: owned(self.module),
            file: owned(self.file),
            line: self.line,
            description: owned(self.description),
            action: owned(self.action),
            arguments: self
                .arguments
                .into_iter()
                .map(ArgumentDefinition::into_owned)
                .collect(),
        }
    }
}

impl<'a> ArgumentDefinition<'a> {
    fn read(bytes: &mut Bytes<'a>) -> Option<Self> {
        let [kind, flags] = bytes.array()?;
        Some(Self {
            kind: ValueKind::of_byte(kind & !FORMATTED)?,
            formatted: kind & FORMATTED != 0,
            is_field: flags & IS_FIELD != 0,
            name: text(bytes)?,
            rust_type: text(bytes)?,
        })
    }

    fn into_owned(self) -> ArgumentDefinition<'static> {
        ArgumentDefinition {
            kind: self.kind,
            formatted: self.formatted,
            is_field: self.is_field,
            name: owned(self.name),
            rust_type: owned(self.rust_type),
        }
    }
}

impl<'a> ThreadDefinition<'a> {
    /// Appends the definition to the payload of a frame.
    pub fn put(&self, out: &mut Vec<u8>) {
        put(out, THREAD, |out| {
            varint::put_u64(out, self.number);
            varint::put_str(out, &self.name);
            varint::put_u64(out, self.id);
        });
    }

    fn read(bytes: &mut Bytes<'a>) -> Option<Self> {
        Some(Self {
            number: number(bytes)?,
            name: text(bytes)?,
            id: bytes.u64()?,
        })
    }

    /// Returns an owned copy of the definition.
    #[must_use]
    pub fn into_owned(self) -> ThreadDefinition<'static> {
        ThreadDefinition {
            number: self.number,
            name: owned(self.name),
            id: self.id,
        }
    }
}

impl<'a> SpanDefinition<'a> {
    /// Appends the definition to the payload of a frame.
    pub fn put(&self, out: &mut Vec<u8>) {
        put(out, SPAN, |out| {
            varint::put_u64(out, self.number);
            varint::put_u64(out, self.parent);
            varint::put_str(out, &self.name);
            varint::put_str(out, &self.target);
            varint::put_u64(out, self.fields.len() as u64);
            for (name, value) in &self.fields {
                varint::put_str(out, name);
                varint::put_str(out, value);
            }
        });
    }

    fn read(bytes: &mut Bytes<'a>) -> Option<Self> {
        Some(Self {
            number: number(bytes)?,
            parent: bytes.u64()?,
            name: text(bytes)?,
            target: text(bytes)?,
            fields: {
                let count = bytes.length()?;
                let fields = (0..count).map(|_| Some((text(bytes)?, text(bytes)?)));
                fields.collect::<Option<_>>()?
            },
        })
    }

    /// Returns an owned copy of the definition.
    #[must_use]
    pub fn into_owned(self) -> SpanDefinition<'static> {
        let fields = self.fields.into_iter();
        SpanDefinition {
            number: self.number,
            parent: self.parent,
            name: owned(self.name),
            target: owned(self.target),
            fields: fields
                .map(|(name, value)| (owned(name), owned(value)))
                .collect(),
        }
    }
}

/// Reads a number from 1 on.
fn number(bytes: &mut Bytes<'_>) -> Option<u64> {
    bytes.u64().filter(|&number| number > 0)
}

/// Returns the bytes for a severity and its debug level.
fn severity_bytes(severity: Severity) -> [u8; 2] {
    match severity {
        Severity::Debug(level) => [4, level.get()],
        severity => [severity.rank(), 0],
    }
}

/// Returns the severity with these bytes.
fn severity([severity, level]: [u8; 2]) -> Option<Severity> {
    match severity {
        4 => DebugLevel::new(level).map(Severity::Debug),
        rank @ 0..=3 => Severity::from_rank(rank),
        _ => None,
    }
}
