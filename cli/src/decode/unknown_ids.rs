//! Counts the lines of IDs that are not in the catalogue.
//!
//! A log can contain any number of these IDs, and each of several threads reads some of them, in
//! any order. If they take too much memory, those whose hashes end in fewer than a certain number
//! of zeros are dropped. This number grows as needed. So the lines of an ID that is kept have all
//! been counted, in each thread, and the IDs that are kept only depend on those in the log.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The maximum memory for the IDs of a thread.
const MAX_BYTES: usize = 16 << 20;

/// The memory for an ID, apart from its text.
const BYTES_PER_ID: usize = 64;

/// The length from which a word is not counted as an ID, because it is something else.
const MAX_LENGTH: usize = 256;

/// The number of lines of each unknown ID.
#[derive(Debug)]
pub(super) struct UnknownIds {
    lines: HashMap<String, u64>,
    /// The memory that the IDs take, and the maximum.
    bytes: usize,
    max_bytes: usize,
    /// The minimum number of zeros at the end of the hash of an ID.
    zeros: u32,
    /// The number of lines of IDs that were dropped.
    dropped: u64,
}

impl Default for UnknownIds {
    fn default() -> Self {
        Self::within(MAX_BYTES)
    }
}

impl UnknownIds {
    fn within(max_bytes: usize) -> Self {
        Self {
            lines: HashMap::new(),
            bytes: 0,
            max_bytes,
            zeros: 0,
            dropped: 0,
        }
    }

    /// Counts lines with this ID.
    pub(super) fn add(&mut self, id: &str, lines: u64) {
        if let Some(count) = self.lines.get_mut(id) {
            *count += lines;
        } else if id.len() < MAX_LENGTH && zeros(id) >= self.zeros {
            self.bytes += id.len() + BYTES_PER_ID;
            self.lines.insert(id.to_owned(), lines);
            while self.bytes > self.max_bytes {
                self.require_zeros(self.zeros + 1);
            }
        } else {
            self.dropped += lines;
        }
    }

    /// Adds the counts of other lines.
    pub(super) fn add_all(&mut self, others: Self) {
        self.require_zeros(others.zeros);
        self.dropped += others.dropped;
        for (id, lines) in others.lines {
            self.add(&id, lines);
        }
    }

    /// Drops the IDs whose hashes end in fewer zeros than `wanted`.
    fn require_zeros(&mut self, wanted: u32) {
        if wanted <= self.zeros {
            return;
        }
        self.zeros = wanted;
        self.lines.retain(|id, lines| {
            let is_kept = zeros(id) >= wanted;
            if !is_kept {
                self.bytes -= id.len() + BYTES_PER_ID;
                self.dropped += *lines;
            }
            is_kept
        });
    }

    /// Returns the IDs that were kept, with their numbers of lines.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.lines.iter().map(|(id, lines)| (id.as_str(), *lines))
    }

    /// Returns the number of lines of IDs that were dropped.
    pub(super) const fn dropped(&self) -> u64 {
        self.dropped
    }
}

/// Returns the number of zeros at the end of the hash of an ID.
fn zeros(id: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish().trailing_zeros()
}

#[cfg(test)]
mod tests {
    use super::{BYTES_PER_ID, MAX_LENGTH, UnknownIds};

    /// Returns the IDs that were kept, sorted, and the number of the other lines.
    fn result(counts: &UnknownIds) -> (Vec<(&str, u64)>, u64) {
        let mut kept: Vec<_> = counts.iter().collect();
        kept.sort_unstable();
        (kept, counts.dropped())
    }

    #[test]
    fn too_many_for_the_memory() {
        // There are 2,000 IDs and memory for 1,000, and each ID has two lines.
        let ids: Vec<String> = (0..2_000).map(|id| format!("A_{id:04}")).collect();
        let new = || UnknownIds::within(1_000 * (ids[0].len() + BYTES_PER_ID));
        let mut one = new();
        for id in ids.iter().chain(&ids) {
            one.add(id, 1);
        }
        let (kept, dropped) = result(&one);
        assert!((300..=1_000).contains(&kept.len()), "{}", kept.len());
        assert!(kept.iter().all(|(_, lines)| *lines == 2));
        assert_eq!((2 * kept.len()) as u64 + dropped, 2 * ids.len() as u64);

        // Each thread reads some of the IDs, in another order. The first thread reads the fewest,
        // so it drops none.
        let mut threads = [new(), new(), new()];
        for (number, id) in ids.iter().rev().chain(&ids).enumerate() {
            threads[(number % 7).min(2)].add(id, 1);
        }
        assert!(threads[0].dropped() == 0 && threads[2].dropped() > 0);
        let mut all = new();
        for thread in threads {
            all.add_all(thread);
        }
        assert_eq!(result(&all), (kept, dropped));
    }

    #[test]
    fn too_long() {
        let mut counts = UnknownIds::default();
        counts.add(&"A".repeat(MAX_LENGTH), 2);
        counts.add(&"A".repeat(MAX_LENGTH - 1), 1);
        assert_eq!(result(&counts).1, 2);
        assert_eq!(counts.iter().count(), 1);
    }
}
