//! Many records from several threads, in a file that is then cut off and damaged at many places.

#![forbid(unsafe_code)]

#[expect(dead_code, reason = "other tests need more of it")]
#[path = "reading/random.rs"]
mod random;

use kea_messages::records::Records;
use kea_messages::{emit, kea_messages};
use kea_messages_records::{Entry, Item, Reader, Value};
use random::Random;
use std::fs;
use std::io::Read;
use std::ops::Range;
use std::thread;

kea_messages! {
    /// A number of a thread.
    info NUMBERED(thread: u64, number: u64) = "%1: %2";
}

const THREADS: usize = 4;

/// The number of records of all threads. Without optimization, the test would take minutes.
const RECORDS: u64 = if cfg!(debug_assertions) {
    500_000
} else {
    10_000_000
};

/// The number of records of each thread.
const EACH: u64 = RECORDS / THREADS as u64;

/// The number of places at which the file is cut off, and at which it is damaged.
const PLACES: u64 = if cfg!(debug_assertions) { 100 } else { 1_000 };

/// A block of the file.
struct Written {
    /// Its bytes in the file.
    range: Range<usize>,
    /// The thread and the number of each of its records.
    records: Vec<(u64, u64)>,
}

/// What was read from a file.
#[derive(Default)]
struct Found {
    blocks: Vec<Written>,
    damage: usize,
}

impl Found {
    fn records(&self) -> Vec<(u64, u64)> {
        flat(&self.blocks)
    }
}

fn flat<'a>(blocks: impl IntoIterator<Item = &'a Written>) -> Vec<(u64, u64)> {
    let records = blocks.into_iter().flat_map(|block| &block.records);
    records.copied().collect()
}

fn read(file: impl Read) -> Found {
    let mut found = Found::default();
    for item in Reader::new(file) {
        match item.expect("memory can be read") {
            Item::Block(block) => {
                let mut records = Vec::new();
                let mut entries = block.entries();
                while let Some(entry) = entries.next() {
                    let Entry::Record(record) = entry else {
                        panic!("{entry:?}")
                    };
                    let [Value::U64(thread), Value::U64(number)] = record.values() else {
                        panic!("{record:?}")
                    };
                    records.push((*thread, *number));
                }
                let [start, end] = [block.range().start, block.range().end]
                    .map(|offset| usize::try_from(offset).expect("it is in memory"));
                found.blocks.push(Written {
                    range: start..end,
                    records,
                });
            }
            Item::Damage(_) => found.damage += 1,
            _ => {}
        }
    }
    found
}

/// Returns the file with all records.
fn write() -> Vec<u8> {
    let folder = tempfile::tempdir().expect("there are temporary folders");
    let path = folder.path().join("many.kmr");
    let recording = Records::to(&path).start().expect("the file can be written");
    thread::scope(|scope| {
        for thread in 0..THREADS as u64 {
            scope.spawn(move || {
                (0..EACH).for_each(|number| emit!(NUMBERED(thread, number)));
            });
        }
    });
    recording.stop().expect("the file can be written");
    fs::read(path).expect("the file can be read")
}

/// Returns a number in this range.
fn within(range: &Range<usize>, random: &mut Random) -> usize {
    range.start + random.below(range.len())
}

/// Damages the bytes at a place in `range`: changes one of them, or replaces several. Returns the bytes
/// that differ.
fn damage(bytes: &mut [u8], range: Range<usize>, random: &mut Random) -> Range<usize> {
    let at = within(&range, random);
    let len = if random.chance(2) {
        1
    } else {
        within(&(1..5_000), random).min(range.end - at)
    };
    for byte in &mut bytes[at..at + len] {
        *byte ^= 1 + random.next().to_le_bytes()[0] % 255;
    }
    at..at + len
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

#[test]
fn every_record_is_read_once() {
    let file = write();
    let whole = read(&*file);
    assert_eq!(whole.damage, 0);
    let mut next = [0; THREADS];
    for (thread, number) in whole.records() {
        let next = &mut next[usize::try_from(thread).expect("it is a number of a thread")];
        assert_eq!(number, *next, "thread {thread}");
        *next += 1;
    }
    assert_eq!(next, [EACH; THREADS]);
    let blocks = &whole.blocks;
    assert!(blocks.len() > 20, "{}", blocks.len());

    let mut random = Random::new(1);
    cut_off(&file, blocks, &mut random);
    damaged_at_one_place(&file, blocks, &mut random);
    damaged_at_all_places(&file, blocks, &mut random);
}

/// Returns a file that begins as `file` does, with its header and its definitions, and that goes on
/// with this part of it. To read the whole file for each place would take too long.
fn part(file: &[u8], blocks: &[Written], rest: Range<usize>) -> Vec<u8> {
    [&file[..blocks[1].range.start], &file[rest]].concat()
}

fn cut_off(file: &[u8], blocks: &[Written], random: &mut Random) {
    for _ in 0..PLACES {
        let index = within(&(2..blocks.len()), random);
        let before = blocks[index - 1].range.start;
        let end = within(&blocks[index].range, random);
        let found = read(&*part(file, blocks, before..end));
        let expected = flat([&blocks[0], &blocks[index - 1]]);
        assert!(found.records() == expected, "cut off at byte {end}");
        let is_between = end == blocks[index].range.start;
        assert_eq!(found.damage, usize::from(!is_between));
    }
    let end = within(&(0..file.len()), random);
    let found = read(&file[..end]);
    let expected = blocks.iter().filter(|block| block.range.end <= end);
    assert!(found.records() == flat(expected), "cut off at byte {end}");
}

fn damaged_at_one_place(file: &[u8], blocks: &[Written], random: &mut Random) {
    for _ in 0..PLACES {
        let index = within(&(2..blocks.len() - 1), random);
        let rest = blocks[index - 1].range.start..blocks[index + 1].range.end;
        let mut bytes = part(file, blocks, rest.clone());
        // Where the rest is in the new file.
        let start = bytes.len() - rest.len();
        let damaged = damage(&mut bytes, start..start + rest.len(), random);
        let damaged = damaged.start - start + rest.start..damaged.end - start + rest.start;
        let found = read(&*bytes);
        let intact = blocks[index - 1..=index + 1]
            .iter()
            .filter(|block| !overlap(&block.range, &damaged));
        let expected = flat([&blocks[0]].into_iter().chain(intact));
        assert!(found.records() == expected, "damaged bytes: {damaged:?}");
        assert!(found.damage > 0, "damaged bytes: {damaged:?}");
    }
}

fn damaged_at_all_places(file: &[u8], blocks: &[Written], random: &mut Random) {
    let mut bytes = file.to_vec();
    // Some blocks have to remain.
    let places = PLACES.min(blocks.len() as u64 / 2);
    let all = blocks[1].range.start..file.len();
    let damaged: Vec<_> = (0..places)
        .map(|_| damage(&mut bytes, all.clone(), random))
        .collect();
    let intact: Vec<_> = blocks
        .iter()
        .filter(|block| !damaged.iter().any(|damaged| overlap(&block.range, damaged)))
        .collect();
    assert!(intact.len() > 1 && intact.len() < blocks.len());
    assert!(read(&*bytes).records() == flat(intact));
}
