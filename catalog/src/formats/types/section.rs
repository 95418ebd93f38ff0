//! The model of a side file: its sections, and their declarations of arguments.

use crate::{Label, ValueType};
use glob::Pattern;

/// A table of a side file: the declarations for the arguments of the messages with
/// these IDs.
#[derive(Clone, Debug)]
pub(super) struct Section {
    pub(super) ids: Ids,
    /// The place of the ID or the pattern.
    pub(super) label: Label,
    pub(super) items: Vec<Item>,
}

/// The IDs that a section applies to.
#[derive(Clone, Debug)]
pub(super) enum Ids {
    One(String),
    /// The IDs that match a pattern.
    Matching(Pattern),
}

/// The declaration of an argument.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) argument: Key,
    /// The place of the number or the name of the argument.
    pub(super) label: Label,
    /// The name that the argument gets, and its place.
    pub(super) name: Option<(String, Label)>,
    pub(super) values: Option<ValueType>,
}

/// The key of an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// The number of the argument, counted from 1.
    Number(usize),
    /// The name of the argument.
    Name(String),
}

impl Ids {
    pub(super) fn has(&self, id: &str) -> bool {
        match self {
            Self::One(one) => one == id,
            Self::Matching(pattern) => pattern.matches(id),
        }
    }

    /// Returns the precision of these IDs. A section that is more precise than another one takes
    /// precedence. An ID is more precise than any pattern, and a pattern is more precise the more
    /// letters it has.
    pub(super) fn precision(&self) -> usize {
        match self {
            Self::One(_) => usize::MAX,
            Self::Matching(pattern) => {
                let letters = pattern.as_str().chars();
                letters.filter(|letter| !is_wildcard(*letter)).count()
            }
        }
    }
}

/// Returns whether this character of a pattern is a wildcard.
pub(super) const fn is_wildcard(letter: char) -> bool {
    matches!(letter, '*' | '?')
}
