//! Copies of errors that are `'static`, as `tracing` requires.
//!
//! An argument can be a reference to an error, and safe Rust cannot tell whether that error
//! is `'static`. So an error of an enabled event is copied as text, with its sources.

use crate::sources::Sources;
use crate::value::Value;
use core::error::Error;
use core::fmt::{self, Debug, Display, Write};
use std::boxed::Box;
use std::string::String;
use std::vec::Vec;

pub(super) type BoxedError = Box<dyn Error + 'static>;

/// A copy of an error.
struct Snapshot {
    /// The first word of its `Debug` output, which is the name of its type or variant.
    name: String,
    text: String,
    source: Option<Box<Self>>,
}

/// Copies a value, if it is an error.
pub(super) fn snapshot(value: Value<'_>) -> Option<BoxedError> {
    let Value::Error(error) = value else {
        return None;
    };
    let mut sources = Vec::new();
    for source in Sources::and_one_more(error) {
        sources.push(Snapshot::of(source));
    }
    let source = sources.into_iter().rev().fold(None, |source, copy| {
        Some(Box::new(Snapshot { source, ..copy }))
    });
    let own = Snapshot::of(error);
    Some(Box::new(Snapshot { source, ..own }))
}

impl Snapshot {
    /// Copies an error without its sources.
    fn of(error: &dyn Error) -> Self {
        let (mut name, mut text) = (FirstWord(String::new()), String::new());
        // `FirstWord` returns an error after the name, so that the rest is not formatted. If the
        // `Display` of the error fails, the text before that is kept.
        _ = write!(name, "{error:?}");
        _ = write!(text, "{error}");
        Self {
            name: name.0,
            text,
            source: None,
        }
    }
}

impl Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple(&self.name).field(&self.text).finish()
    }
}

impl Error for Snapshot {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}

/// A writer that keeps only the first word, and then returns an error.
struct FirstWord(String);

impl Write for FirstWord {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let is_end = |letter: char| !letter.is_alphanumeric() && letter != '_';
        let end = text.find(is_end);
        self.0.push_str(&text[..end.unwrap_or(text.len())]);
        end.map_or(Ok(()), |_| Err(fmt::Error))
    }
}
