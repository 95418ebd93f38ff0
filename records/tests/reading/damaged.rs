//! Files that are damaged in the middle.

use super::random::Random;
use super::sample::{ANY, Frame, Options, Sample};
use super::shown::{Found, read};
use kea_messages_records::format::frame::Kind;
use std::collections::BTreeSet;
use std::ops::Range;

const OPTIONS: Options = Options {
    sections: 3,
    blocks: 6,
    records: 6,
    ..ANY
};

/// Returns the frames that do not overlap the damage.
fn intact<'a>(sample: &'a Sample, damaged: &Range<usize>) -> Vec<&'a Frame> {
    let is_intact =
        |frame: &&Frame| frame.range.end <= damaged.start || frame.range.start >= damaged.end;
    sample.frames.iter().filter(is_intact).collect()
}

/// Checks what was read from a file in which these bytes are damaged.
fn assert_reads(sample: &Sample, found: &Found, damaged: &Range<usize>, what: &str) {
    let intact = intact(sample, damaged);
    let defined: BTreeSet<(usize, u64)> = intact
        .iter()
        .flat_map(|frame| frame.defines.iter().map(|&number| (frame.section, number)))
        .collect();
    let number = |entry: &str| -> Option<u64> {
        let (_, number) = entry.split_once("MessageDefinition { number: ")?;
        number.split_once(',')?.0.parse().ok()
    };
    let expected = intact.iter().flat_map(|frame| {
        let defined = &defined;
        let entries = frame.entries.iter();
        entries.filter(move |entry| {
            number(&entry.entry).is_none_or(|number| defined.contains(&(frame.section, number)))
        })
    });
    let expected: Vec<_> = expected.collect();
    assert_eq!(
        found.entries.len(),
        expected.len(),
        "{what}: {:?}",
        found.damage
    );
    // A damage of one frame or less takes nothing away from the other frames.
    let takes_context = sample.frames.len() - intact.len() > 1;
    for (found, expected) in found.entries.iter().zip(expected) {
        assert_eq!(found.entry, expected.entry, "{what}");
        if !takes_context {
            assert_eq!(found.context, expected.context, "{what}");
        }
    }
}

/// Damages samples at many places. `damage` returns the bytes of the damaged file, and the range of
/// the sample that is damaged.
fn at_many_places(damage: impl Fn(&[u8], &mut Random) -> (Vec<u8>, Range<usize>)) {
    let mut random = Random::new(11);
    for seed in 0..20 {
        let sample = Sample::new(seed, OPTIONS);
        for _ in 0..50 {
            let (bytes, range) = damage(&sample.bytes, &mut random);
            let found = read(&bytes);
            let what = format!("seed {seed}, {range:?}");
            assert_reads(&sample, &found, &range, &what);
            if intact(&sample, &range).len() < sample.frames.len() {
                assert!(!found.damage.is_empty(), "{what}");
            }
        }
    }
}

#[test]
fn one_byte_is_changed() {
    at_many_places(|bytes, random| {
        let mut bytes = bytes.to_vec();
        let at = random.below(bytes.len());
        bytes[at] ^= 1 + random.below(255) as u8;
        (bytes, at..at + 1)
    });
}

#[test]
fn a_range_is_zeroed() {
    at_many_places(|bytes, random| {
        let mut bytes = bytes.to_vec();
        let at = random.below(bytes.len());
        let end = (at + 1 + random.below(3_000)).min(bytes.len());
        // What is zero already is not damaged.
        let Some(at) = (at..end).find(|&at| bytes[at] != 0) else {
            return (bytes, 0..0);
        };
        bytes[at..end].fill(0);
        (bytes, at..end)
    });
}

#[test]
fn a_range_is_removed() {
    at_many_places(|bytes, random| {
        // The end of the file is in another test: if whole frames are removed, this is no damage.
        let at = random.below(bytes.len() - 1);
        let end = (at + 1 + random.below(2_000)).min(bytes.len() - 1);
        (removed(bytes, at..end), at..end)
    });
}

fn removed(bytes: &[u8], range: Range<usize>) -> Vec<u8> {
    [&bytes[..range.start], &bytes[range.end..]].concat()
}

#[test]
fn garbage_is_inserted() {
    at_many_places(|bytes, random| {
        let at = random.below(bytes.len());
        let mut garbage: Vec<u8> = (0..=random.below(2_000))
            .map(|_| random.next() as u8)
            .collect();
        if random.chance(2) {
            garbage.extend(b"\xf9KMR\xff");
        }
        let bytes = [&bytes[..at], &garbage, &bytes[at..]].concat();
        (bytes, at..at)
    });
}

#[test]
fn any_frame_is_lost() {
    for seed in 0..20 {
        let sample = Sample::new(seed, OPTIONS);
        for frame in &sample.frames {
            let found = read(&removed(&sample.bytes, frame.range.clone()));
            let what = format!("seed {seed}, {:?} {:?}", frame.kind, frame.range);
            let mut expected = sample.clone();
            expected.frames.retain(|it| it.range != frame.range);
            let expected = expected.entries();
            let entries: Vec<_> = found.entries.iter().map(|found| &found.entry).collect();
            assert_eq!(entries.len(), expected.len(), "{what}");
            for (found, expected) in entries.iter().zip(expected) {
                assert_eq!(**found, expected.entry, "{what}");
            }
            assert_eq!(found.sections, 3, "{what}");
            assert_eq!(found.damage, [], "{what}");
        }
    }
}

#[test]
fn the_header_is_read_from_its_copy() {
    let sample = Sample::new(1, OPTIONS);
    for frame in sample
        .frames
        .iter()
        .filter(|frame| frame.kind == Kind::Header)
    {
        let mut bytes = sample.bytes.clone();
        bytes[frame.range.end - 1] ^= 1;
        let mut headers = Vec::new();
        for item in kea_messages_records::Reader::new(&*bytes) {
            if let kea_messages_records::Item::Section(section) = item.expect("it can be read") {
                headers.push(section.header().cloned());
            }
        }
        let expected: Vec<_> = sample.headers.iter().cloned().map(Some).collect();
        assert_eq!(headers, expected);
    }
}
