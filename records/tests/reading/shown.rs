//! Entries as text, once from what was written, and once from what was read.

use kea_messages_records::format::definition::{
    MessageDefinition, SpanDefinition, ThreadDefinition,
};
use kea_messages_records::{Damage, Entry, Item, Reader, Span, Value};
use std::io::Read;

/// An entry as text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shown {
    /// What does not depend on the definitions of threads and spans. It is different for each entry.
    pub(crate) entry: String,
    /// The thread and the spans.
    pub(crate) context: String,
}

pub(crate) fn show_lost(unix: u64, thread: &ThreadDefinition<'_>, count: u64) -> Shown {
    Shown {
        entry: format!("{unix} {} lost {count}", thread.number),
        context: format!("{:?} {:?}", thread.name, thread.id),
    }
}

pub(crate) fn show_record(
    message: &MessageDefinition<'_>,
    values: &[(String, String)],
    unix: u64,
    monotonic: u64,
    thread: &ThreadDefinition<'_>,
    span: Option<u64>,
    spans: &[SpanDefinition<'_>],
) -> Shown {
    let mut text = message.text.replace("%%", "\0").replace("$$1", "$1");
    for number in (1..=values.len()).rev() {
        text = text.replace(&format!("%{number}"), &format!("\u{1}{number}\u{2}"));
    }
    text = text.replace('\0', "%");
    for (index, (_, value)) in values.iter().enumerate() {
        text = text.replace(&format!("\u{1}{}\u{2}", index + 1), value);
    }
    let mut context = format!("{:?} {:?}", thread.name, thread.id);
    let mut next = span.unwrap_or_default();
    while next > 0 {
        let span = &spans[next as usize - 1];
        context += &format!(" in {span:?}");
        next = span.parent;
    }
    Shown {
        entry: format!(
            "{unix} {monotonic} {} {span:?} {message:?} {values:?} {text:?}",
            thread.number
        ),
        context,
    }
}

/// Shows an entry that was read.
pub(crate) fn show(entry: &Entry<'_>) -> Result<Shown, Damage> {
    let (thread, mut span, entry) = match entry {
        Entry::Lost(lost) => {
            let thread = lost.thread();
            let entry = format!(
                "{} {} lost {}",
                lost.unix_time(),
                thread.number(),
                lost.count()
            );
            (thread, None, entry)
        }
        Entry::Record(record) => {
            let thread = record.thread();
            let values = record.arguments();
            let values: Vec<_> = values
                .map(|argument| {
                    assert_eq!(argument.name(), argument.definition.name);
                    let debug = match argument.value {
                        Value::Error(error) => {
                            let sources: Vec<_> = error.sources().collect();
                            format!("Error({:?}, {sources:?})", error.text())
                        }
                        value => format!("{value:?}"),
                    };
                    (debug, argument.to_string())
                })
                .collect();
            let entry = format!(
                "{} {} {} {:?} {:?} {values:?} {:?}",
                record.unix_time(),
                record.monotonic().as_nanos(),
                thread.number(),
                record.span().map(|span| span.number()),
                record.definition(),
                record.to_string(),
            );
            (thread, record.span(), entry)
        }
        Entry::Damage(damage) => return Err(damage.clone()),
        entry => unreachable!("{entry:?}"),
    };
    let mut context = format!("{:?} {:?}", thread.name(), thread.id().unwrap_or_default());
    while let Some(inner) = span {
        if let Some(definition) = inner.definition() {
            context += &format!(" in {definition:?}");
        }
        span = Span::parent(&inner);
    }
    Ok(Shown { entry, context })
}

/// Everything that is read from a file.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) entries: Vec<Shown>,
    pub(crate) damage: Vec<Damage>,
    pub(crate) sections: usize,
}

/// Reads a whole file.
pub(crate) fn read_all<R: Read>(reader: &mut Reader<R>) -> Found {
    let mut found = Found::default();
    for item in reader {
        match item.expect("it can be read") {
            Item::Block(block) => {
                let mut entries = block.entries();
                while let Some(entry) = entries.next() {
                    match show(&entry) {
                        Ok(shown) => found.entries.push(shown),
                        Err(damage) => found.damage.push(damage),
                    }
                }
            }
            Item::Damage(damage) => found.damage.push(damage),
            Item::Section(_) => found.sections += 1,
            item => unreachable!("{item:?}"),
        }
    }
    found
}

/// Reads all of these bytes.
pub(crate) fn read(bytes: &[u8]) -> Found {
    read_all(&mut Reader::new(bytes))
}
