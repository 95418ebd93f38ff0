//! Stores the messages of a decoder by their IDs.

use crate::names::Names;
use crate::pattern::Pattern;
use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashSet};
use std::hash::BuildHasher as _;

/// The messages by ID, each with its text in each version of the catalogue.
///
/// The table of a `HashMap` would contain the keys. This one only has numbers, so it fits into a
/// cache that is too small for the messages.
#[derive(Debug, Default)]
pub(crate) struct Patterns {
    table: HashTable<u32>,
    messages: Vec<Versions>,
    /// The names of the arguments, with each list stored once.
    names: FxHashSet<Names>,
}

#[derive(Debug)]
struct Versions {
    id: Box<str>,
    patterns: Vec<Pattern>,
}

impl Patterns {
    pub(crate) fn get(&self, id: &str) -> Option<&[Pattern]> {
        self.numbered(id).map(|(_, patterns)| patterns)
    }

    /// Does the same as [`get`](Self::get), and returns the number of the message. The number of
    /// the first message is 0.
    pub(crate) fn numbered(&self, id: &str) -> Option<(u32, &[Pattern])> {
        let is_it = |index: &u32| &*self.messages[*index as usize].id == id;
        let number = *self.table.find(hash(id), is_it)?;
        Some((number, &self.messages[number as usize].patterns))
    }

    pub(crate) fn contains(&self, id: &str) -> bool {
        self.get(id).is_some()
    }

    /// Adds a text of a message, unless the message already has it.
    pub(crate) fn add(&mut self, id: &str, mut pattern: Pattern) {
        match self.names.get(&pattern.names) {
            Some(names) => pattern.names = Names::clone(names),
            None => _ = self.names.insert(Names::clone(&pattern.names)),
        }
        let messages = &mut self.messages;
        let is_it = |index: &u32| &*messages[*index as usize].id == id;
        if let Some(index) = self.table.find(hash(id), is_it) {
            let patterns = &mut messages[*index as usize].patterns;
            if !patterns.contains(&pattern) {
                patterns.push(pattern);
            }
            return;
        }
        let index = u32::try_from(messages.len()).expect("there are fewer messages than 2^32");
        messages.push(Versions {
            id: id.into(),
            patterns: vec![pattern],
        });
        let hash_of = |index: &u32| hash(&messages[*index as usize].id);
        self.table.insert_unique(hash(id), index, hash_of);
    }
}

fn hash(id: &str) -> u64 {
    FxBuildHasher.hash_one(id)
}

#[cfg(test)]
mod tests {
    use super::Patterns;
    use crate::names::Names;
    use crate::pattern::Pattern;

    #[test]
    fn versions_of_messages() {
        let mut patterns = Patterns::default();
        // These are more IDs than a new table has room for.
        let ids: Vec<String> = (0..1_000).map(|number| format!("A_{number}")).collect();
        for text in ["on %1", "on %1", "at %1"] {
            for id in &ids {
                patterns.add(id, Pattern::of(text, &[""]));
            }
        }
        for id in &ids {
            let found = patterns.get(id).expect("it was added");
            let heads: Vec<&str> = found.iter().map(Pattern::head).collect();
            assert_eq!(heads, ["on ", "at "], "{id}");
            assert!(Names::ptr_eq(&found[0].names, &found[1].names));
        }
        assert!(patterns.get("A_1000").is_none());
        assert!(!patterns.contains(""));
    }
}
