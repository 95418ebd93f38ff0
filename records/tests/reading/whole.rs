//! Whole files.

use super::random::Random;
use super::sample::{ANY, Options, PLAIN, Sample};
use super::shown::{Found, read, read_all};
use kea_messages_records::format::frame::Kind;
use kea_messages_records::{Item, Reader};
use proptest::prelude::*;
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

fn assert_reads(sample: &Sample, found: &Found) {
    assert_eq!(found.damage, []);
    let expected = sample.entries();
    for (found, expected) in found.entries.iter().zip(&expected) {
        assert_eq!(found, *expected);
    }
    assert_eq!(found.entries.len(), expected.len());
    assert_eq!(found.sections, sample.headers.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_was_written_is_read(seed: u64, sections in 1..4_usize, blocks in 1..12_usize, ends: bool) {
        let options = Options { sections, blocks, ends, ..ANY };
        let sample = Sample::new(seed, options);
        assert_reads(&sample, &read(&sample.bytes));
    }
}

/// Reads any number of bytes at once.
struct Dribble<'a>(&'a [u8], Random);

impl Read for Dribble<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.1.chance(3) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let most = (1 + self.1.below(700)).min(out.len());
        self.0.read(&mut out[..most])
    }
}

#[test]
fn a_file_can_come_in_parts() {
    for seed in 0..20 {
        let sample = Sample::new(seed, ANY);
        let mut reader = Reader::new(Dribble(&sample.bytes, Random::new(seed)));
        assert_reads(&sample, &read_all(&mut reader));
        assert_eq!(reader.offset(), sample.bytes.len() as u64);
    }
}

#[test]
fn headers_and_sections() {
    let sample = Sample::new(7, PLAIN);
    let mut headers = Vec::new();
    let mut blocks = Vec::new();
    for item in Reader::new(&*sample.bytes) {
        match item.expect("it can be read") {
            Item::Section(section) => headers.push(section.header().cloned().expect("it is whole")),
            Item::Block(block) => {
                assert_eq!(block.section().header(), headers.last());
                blocks.push(block.range());
            }
            item => panic!("{item:?}"),
        }
    }
    assert_eq!(headers, sample.headers);
    let frames = sample
        .frames
        .iter()
        .filter(|frame| frame.kind == Kind::Block);
    let expected: Vec<_> = frames
        .map(|frame| frame.range.start as u64..frame.range.end as u64)
        .collect();
    assert_eq!(blocks, expected);
}

#[test]
fn concatenated_files() {
    let samples = [1, 2, 1].map(|seed| Sample::new(seed, ANY));
    let bytes: Vec<u8> = samples
        .iter()
        .flat_map(|sample| sample.bytes.clone())
        .collect();
    let found = read(&bytes);
    let expected: Vec<_> = samples.iter().flat_map(Sample::entries).cloned().collect();
    assert_eq!(found.entries, expected);
    assert_eq!(found.damage, []);
}

/// A file that has a part of its bytes.
struct Growing<'a> {
    bytes: &'a [u8],
    read: usize,
    length: Rc<Cell<usize>>,
}

impl Read for Growing<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = (&self.bytes[self.read..self.length.get()]).read(out)?;
        self.read += count;
        Ok(count)
    }
}

/// Returns a reader of a file that has no bytes, and its length.
fn growing(bytes: &[u8]) -> (Reader<Growing<'_>>, Rc<Cell<usize>>) {
    let length = Rc::default();
    let mut reader = Reader::new(Growing {
        bytes,
        read: 0,
        length: Rc::clone(&length),
    });
    reader.set_growing(true);
    (reader, length)
}

#[test]
fn a_file_that_grows() {
    let sample = Sample::new(3, ANY);
    let (mut reader, length) = growing(&sample.bytes);
    let mut found = Found::default();
    let mut random = Random::new(5);
    while length.get() < sample.bytes.len() {
        length.set((length.get() + random.below(900)).min(sample.bytes.len()));
        let more = read_all(&mut reader);
        found.entries.extend(more.entries);
        found.damage.extend(more.damage);
        found.sections += more.sections;
        let whole = sample
            .frames
            .iter()
            .filter(|frame| frame.range.end <= length.get());
        let expected: usize = whole.map(|frame| frame.entries.len()).sum();
        assert_eq!(
            found.entries.len(),
            expected,
            "everything whole is read at once"
        );
    }
    assert_reads(&sample, &found);
    reader.set_growing(false);
    assert!(reader.next().is_none());
}

/// A block is not shown without its definitions if they may still be written.
#[test]
fn definitions_that_are_not_written_yet() {
    let sample = Sample::new(3, PLAIN);
    let at = |kind: Kind, index: usize| {
        let mut frames = sample.frames.iter().filter(|frame| frame.kind == kind);
        frames.nth(index).expect("there are several").range.clone()
    };
    let mut bytes = sample.bytes.clone();
    bytes[at(Kind::Definitions, 0).end - 1] ^= 1;
    let (mut reader, length) = growing(&bytes);
    for frame in [at(Kind::Block, 0), at(Kind::Header, 1)] {
        length.set(frame.end);
        assert_eq!(read_all(&mut reader).entries, []);
    }
    let repeated = at(Kind::Definitions, 1);
    assert!(repeated.start >= at(Kind::Header, 1).end);
    length.set(repeated.end);
    let block = sample.frames.iter().find(|frame| frame.kind == Kind::Block);
    let found = read_all(&mut reader);
    assert_eq!(found.entries, block.expect("there is one").entries);
}
