//! The model of a side file: its sections, and what each says of arguments.

use crate::{Label, ValueType};
use glob::Pattern;

/// A table of a side file: the declarations for the arguments of the messages with
/// these IDs.
#[derive(Clone, Debug)]
pub(super) struct Section {
    pub(super) ids: Ids,
    /// Where the ID or the pattern stands.
    pub(super) label: Label,
    pub(super) items: Vec<Item>,
}

/// The IDs that a section is about.
#[derive(Clone, Debug)]
pub(super) enum Ids {
    One(String),
    /// Those that match a pattern.
    Matching(Pattern),
}

/// The declaration of an argument.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) argument: Key,
    /// Where the number or the name of the argument stands.
    pub(super) label: Label,
    /// The name that it gets, and where that is.
    pub(super) name: Option<(String, Label)>,
    pub(super) values: Option<ValueType>,
}

/// The key of an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// Its number, from 1.
    Number(usize),
    /// Its name.
    Name(String),
}

impl Ids {
    pub(super) fn has(&self, id: &str) -> bool {
        match self {
            Self::One(one) => one == id,
            Self::Matching(pattern) => pattern.matches(id),
        }
    }

    /// How precise it is: a section that is more precise than another one decides. An ID is
    /// more precise than any pattern, and a pattern the more letters of IDs it has.
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

/// Whether this character of a pattern is a wildcard.
pub(super) const fn is_wildcard(letter: char) -> bool {
    matches!(letter, '*' | '?')
}
