//! What is known about the messages of the statements that log.

use super::state;
use core::sync::atomic::{AtomicU32, Ordering};
use kea_messages_base::severity::Severity;
use std::sync::{Mutex, OnceLock, PoisonError, RwLock};

/// The definition of a message and the statement that logs it.
#[derive(Debug)]
pub struct Described {
    /// The ID.
    pub id: &'static str,
    /// The text with numbered placeholders.
    pub text: &'static str,
    /// The logger.
    pub logger: &'static str,
    /// The module of the statement.
    pub module: &'static str,
    /// The file of the statement.
    pub file: &'static str,
    /// The line of the statement.
    pub line: u32,
    /// The description, in Markdown.
    pub description: &'static str,
    /// The action, or an empty string.
    pub action: &'static str,
    /// The arguments.
    pub arguments: Vec<DescribedArgument>,
}

/// An argument of a [`Described`] message.
#[derive(Debug)]
pub struct DescribedArgument {
    /// The name.
    pub name: &'static str,
    /// The declared type, or an empty string.
    pub rust_type: &'static str,
    /// Whether it does not occur in the text.
    pub is_field: bool,
}

/// What a statement recognises a message by. The strings are usually the same constants each time.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The packed definition.
    pub definition: &'static str,
    /// The severity with which it is logged.
    pub severity: Severity,
    /// The rank of the severity.
    pub rank: u8,
    /// The logger that the catalogue of the message names, or an empty string.
    pub logger: &'static str,
}

/// A message of a statement.
#[derive(Debug)]
pub(super) struct Registered {
    pub(super) key: Key,
    number: u32,
    /// The generation of the last recording that wanted it.
    wanted_in: AtomicU32,
    /// The generation of the last recording that did not want it.
    unwanted_in: AtomicU32,
    pub(super) described: Described,
}

/// All messages that have been logged. The number of a message is its index.
static MESSAGES: RwLock<Vec<&'static Registered>> = RwLock::new(Vec::new());

/// Returns the messages with numbers from `first` on.
pub(super) fn messages_from(first: usize) -> Vec<&'static Registered> {
    let messages = MESSAGES.read().unwrap_or_else(PoisonError::into_inner);
    messages.get(first..).unwrap_or_default().to_vec()
}

impl Registered {
    /// Adds the message to the list, with the next number.
    fn register(key: Key, described: Described) -> &'static Self {
        let mut messages = MESSAGES.write().unwrap_or_else(PoisonError::into_inner);
        // There are never that many statements: each is a part of the program.
        let number = u32::try_from(messages.len()).unwrap_or(u32::MAX);
        // Messages are needed until the program ends, as the statements are.
        let registered: &'static Self = Box::leak(Box::new(Self {
            key,
            number,
            wanted_in: AtomicU32::new(0),
            unwanted_in: AtomicU32::new(0),
            described,
        }));
        messages.push(registered);
        registered
    }

    #[inline]
    fn is(&self, key: &Key) -> bool {
        is_same(self.key.definition, key.definition)
            && self.key.rank == key.rank
            && is_same(self.key.logger, key.logger)
    }

    /// Returns whether the recording with this generation wants the message.
    fn is_wanted(&self, generation: u32) -> bool {
        if self.wanted_in.load(Ordering::Relaxed) == generation {
            return true;
        }
        if self.unwanted_in.load(Ordering::Relaxed) == generation {
            return false;
        }
        let is_wanted = state::is_wanted(self.key.severity, || self.described.logger);
        let answer = if is_wanted {
            &self.wanted_in
        } else {
            &self.unwanted_in
        };
        answer.store(generation, Ordering::Relaxed);
        is_wanted
    }
}

/// Returns whether two strings are equal. They are usually the same one, but a statement that is
/// inlined in several places can have several copies of its constants.
#[inline]
fn is_same(one: &str, other: &str) -> bool {
    core::ptr::eq(one.as_ptr(), other.as_ptr()) || is_equal(one, other)
}

#[cold]
fn is_equal(one: &str, other: &str) -> bool {
    one == other
}

/// The messages of a statement. Each statement that logs has a static one.
#[derive(Debug, Default)]
pub struct Statement {
    /// The first message, which is usually the only one.
    first: OnceLock<&'static Registered>,
    /// Other messages, if the statement logs a value that can be one of several.
    others: Mutex<Vec<&'static Registered>>,
}

impl Statement {
    /// Creates the state of a statement.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            first: OnceLock::new(),
            others: Mutex::new(Vec::new()),
        }
    }

    /// Returns the number of a message of this statement if it is known that the recording with this
    /// generation wants it.
    #[inline]
    pub(super) fn wanted(&'static self, key: &impl Fn() -> Key, generation: u32) -> Option<u32> {
        let first = *self.first.get()?;
        let is_wanted = first.is(&key()) && first.wanted_in.load(Ordering::Relaxed) == generation;
        is_wanted.then_some(first.number)
    }

    /// Returns the number of a message of this statement if the recording with this generation wants it.
    /// A message that is not yet known is described by `describe`.
    #[cold]
    pub(super) fn ask(
        &'static self,
        key: Key,
        generation: u32,
        describe: impl FnOnce() -> Described,
    ) -> Option<u32> {
        let message = self.message(key, describe);
        message.is_wanted(generation).then_some(message.number)
    }

    /// Returns what is known about a message of this statement. A message that is not yet known is
    /// described by `describe`.
    fn message(
        &'static self,
        key: Key,
        describe: impl FnOnce() -> Described,
    ) -> &'static Registered {
        if let Some(first) = self.first.get().filter(|first| first.is(&key)) {
            return first;
        }
        let is_this = |message: &&&'static Registered| message.is(&key);
        // The lock is also held while the first message is set, so that none is registered twice.
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = self.first.get().into_iter().chain(&*others).find(is_this) {
            return known;
        }
        let registered = Registered::register(key, describe());
        if self.first.set(registered).is_err() {
            others.push(registered);
        }
        registered
    }
}
