//! Keeps the lines of each process in syslog or the journal separate.

use super::joined::Joined;
use super::stream::{Kept, Stream};
use std::collections::VecDeque;

/// How many lines of other processes can be between two lines of a record. There are few,
/// because the lines of a record are written together.
const MAX_BETWEEN: u64 = 1_000;

/// Of how many processes something is kept.
const MAX_PROCESSES: usize = 32;

/// The buffered lines of each process.
#[derive(Debug, Default)]
pub(super) struct Processes {
    /// The one that wrote last is last.
    kept: VecDeque<Process>,
    /// How many lines there were.
    lines: u64,
}

#[derive(Debug)]
struct Process {
    name: Box<[u8]>,
    stream: Stream,
    /// The number of the line that it wrote last.
    last: u64,
}

impl Processes {
    /// Takes a line of this process, unless it is a complete record.
    pub(super) fn take(
        &mut self,
        name: &[u8],
        line: Kept,
        is_last: bool,
        ready: &mut VecDeque<Joined>,
    ) -> bool {
        self.lines += 1;
        let lines = self.lines;
        let is_old = |it: &Process| lines - it.last > MAX_BETWEEN;
        while self.kept.front().is_some_and(is_old) {
            let process = self.kept.pop_front();
            ready.extend(process.into_iter().flat_map(|mut it| it.stream.end()));
        }
        let known = self.kept.iter().position(|it| *it.name == *name);
        let known = known.and_then(|index| self.kept.remove(index));
        let mut process = known.unwrap_or_else(|| Process {
            name: name.into(),
            stream: Stream::default(),
            last: 0,
        });
        let is_taken = process.stream.take(line, is_last, ready);
        if !process.stream.is_empty() {
            process.last = lines;
            self.kept.push_back(process);
        }
        if self.kept.len() > MAX_PROCESSES {
            // More of what it wrote last may be to come.
            let process = self.kept.pop_front();
            let rest = process.into_iter().flat_map(|mut it| it.stream.end());
            ready.extend(rest.map(|joined| Joined {
                is_cut_off: true,
                ..joined
            }));
        }
        is_taken
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    pub(super) fn streams(&mut self) -> impl Iterator<Item = &mut Stream> {
        self.kept.iter_mut().map(|process| &mut process.stream)
    }
}
