//! Reading from a time on.

use super::sample::{ANY, Options, Sample};
use super::shown::read_all;
use kea_messages_records::Reader;
use std::cell::Cell;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

fn time(nanoseconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_nanos(nanoseconds)
}

fn unix(entry: &str) -> u64 {
    entry
        .split(' ')
        .next()
        .and_then(|time| time.parse().ok())
        .expect("it begins with a time")
}

/// Counts the bytes that are read.
struct Counted<'a>(Cursor<&'a [u8]>, Rc<Cell<usize>>);

impl Read for Counted<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.0.read(out)?;
        self.1.set(self.1.get() + count);
        Ok(count)
    }
}

impl Seek for Counted<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

/// Files with and without an index, and such with sections of both kinds.
fn files() -> Vec<Sample> {
    let mut files = Vec::new();
    for seed in 0..2 {
        let mixed = [true, false, true].map(|ends| Options { ends, ..ANY });
        for options in mixed {
            files.push(Sample::new(seed, options));
        }
        let mut sample = Sample::default();
        for (number, options) in mixed.into_iter().enumerate() {
            let mut other = Sample::new(seed * 10 + number as u64, options);
            for frame in &mut other.frames {
                frame.range.start += sample.bytes.len();
                frame.range.end += sample.bytes.len();
            }
            sample.bytes.extend(other.bytes);
            sample.frames.extend(other.frames);
            sample.headers.extend(other.headers);
        }
        files.push(sample);
    }
    files
}

#[test]
fn records_of_a_time() {
    for sample in files() {
        let all = sample.entries();
        let mut times: Vec<u64> = all.iter().map(|shown| unix(&shown.entry)).collect();
        times.sort_unstable();
        let ends = [0, times[0] - 1, times[times.len() - 1] + 1, u64::MAX];
        let picked = times.iter().copied().step_by(times.len() / 8);
        for since in picked.chain(ends) {
            for until in [since.saturating_add(2_000_000), u64::MAX, 0] {
                let file = Cursor::new(&*sample.bytes);
                let mut reader = Reader::new(file).since(time(since)).until(time(until));
                let expected: Vec<_> = all
                    .iter()
                    .copied()
                    .filter(|shown| (since..until).contains(&unix(&shown.entry)))
                    .collect();
                // Without a seek, and then with it.
                for sought in [false, true] {
                    reader
                        .seek_to(time(if sought { since } else { 0 }))
                        .expect("it can be read");
                    let found = read_all(&mut reader);
                    let entries: Vec<_> = found.entries.iter().collect();
                    assert_eq!(entries, expected, "{since} {until} {sought}");
                    assert_eq!(found.damage, []);
                }
            }
        }
    }
}

#[test]
fn a_seek_does_not_read_bodies() {
    for ends in [true, false] {
        let options = Options {
            sections: 2,
            blocks: 50,
            records: 400,
            ends,
            ..ANY
        };
        let sample = Sample::new(1, options);
        let count = Rc::default();
        let file = Counted(Cursor::new(&*sample.bytes), Rc::clone(&count));
        let mut reader = Reader::new(file);
        let last = sample
            .entries()
            .last()
            .map(|shown| unix(&shown.entry))
            .expect("there are some");
        reader.seek_to(time(last)).expect("it can be read");
        let sought = count.get();
        let found = read_all(&mut reader);
        assert_eq!(found.entries.last(), sample.entries().last().copied());
        let total = sample.bytes.len();
        assert!(
            total > 500_000 && sought < total / 20,
            "{sought} of {total}"
        );
        assert!(found.entries.len() <= options.records);
    }
}

#[test]
fn a_seek_in_a_damaged_file_finds_all() {
    let mut random = super::random::Random::new(1);
    for sample in files().into_iter().take(6) {
        let all = sample.entries();
        for _ in 0..40 {
            let mut bytes = sample.bytes.clone();
            let at = random.below(bytes.len());
            match random.below(3) {
                0 => bytes[at] ^= 0x20,
                1 => drop(bytes.drain(at..(at + 300).min(sample.bytes.len()))),
                _ => drop(bytes.splice(at..at, [7; 100])),
            }
            let since = unix(&all[random.below(all.len())].entry);
            let mut reader = Reader::new(Cursor::new(&*bytes)).since(time(since));
            let straight = read_all(&mut reader).entries;
            reader.seek_to(time(since)).expect("it can be read");
            let sought = read_all(&mut reader).entries;
            // An index says nothing about damage in the blocks that it lists, so that more may be
            // found by reading from the beginning, but only in blocks behind the damage.
            for shown in &sought {
                assert!(straight.contains(shown), "{shown:?}");
            }
            assert_eq!(sought.len(), straight.len(), "{at}");
        }
    }
}

#[test]
fn the_messages_of_a_file() {
    for sample in files() {
        let expected: std::collections::BTreeSet<(usize, u64)> = sample
            .frames
            .iter()
            .flat_map(|frame| frame.defines.iter().map(|&number| (frame.section, number)))
            .collect();
        let mut bytes = sample.bytes.clone();
        for damage in [None, Some(3), Some(bytes.len() / 2), Some(bytes.len() - 1)] {
            if let Some(at) = damage {
                bytes[at] ^= 1;
            }
            let mut reader = Reader::new(Cursor::new(&*bytes));
            let messages = reader.messages().expect("it can be read");
            let is_one_file = sample.headers.len() == 3;
            if is_one_file {
                assert_eq!(messages.len(), expected.len(), "{damage:?}");
            }
            let straight = read_all(&mut Reader::new(&*bytes));
            assert_eq!(read_all(&mut reader).entries, straight.entries);
            for shown in straight.entries {
                let id = shown
                    .entry
                    .split_once(" id: \"")
                    .and_then(|(_, id)| id.split_once('"'));
                if let Some((id, _)) = id {
                    assert!(messages.iter().any(|message| message.id == id), "{id}");
                }
            }
        }
    }
}
