//! Files that were cut off.

use super::sample::{ANY, Options, PLAIN, Sample};
use super::shown::read;
use kea_messages_records::Problem;

#[test]
fn a_file_that_was_cut_off_anywhere() {
    for (seed, options) in [(1, PLAIN), (2, ANY)] {
        let options = Options {
            sections: 2,
            blocks: 4,
            records: 4,
            ..options
        };
        let sample = Sample::new(seed, options);
        assert!(sample.bytes.len() > 2_000, "{}", sample.bytes.len());
        for length in 0..sample.bytes.len() {
            let found = read(&sample.bytes[..length]);
            let whole = sample
                .frames
                .iter()
                .filter(|frame| frame.range.end <= length);
            let expected: Vec<_> = whole.clone().flat_map(|frame| &frame.entries).collect();
            let entries: Vec<_> = found.entries.iter().collect();
            assert_eq!(entries, expected, "{length}");

            // The index and the end are one frame of the sample.
            let end = whole.map(|frame| frame.range.end).max().unwrap_or(0);
            match &*found.damage {
                [] => assert!(
                    length == end || is_between_frames(&sample, length),
                    "{length}"
                ),
                [damage] => {
                    assert_eq!(damage.problem, Problem::CutOff);
                    assert_eq!(damage.range.end, length as u64);
                    assert!(damage.range.start >= end as u64 && length > end);
                }
                damage => panic!("{length}: {damage:?}"),
            }
        }
    }
}

/// Returns whether a file that was cut off here ends after an index.
fn is_between_frames(sample: &Sample, length: usize) -> bool {
    let end =
        kea_messages_records::format::frame::HEAD + kea_messages_records::format::index::End::SIZE;
    sample
        .frames
        .iter()
        .any(|frame| frame.range.end == length + end)
}

#[test]
fn a_file_that_was_cut_off_before_another() {
    let sample = Sample::new(1, PLAIN);
    let other = Sample::new(2, PLAIN);
    for length in (0..sample.bytes.len()).step_by(97) {
        let bytes = [&sample.bytes[..length], &other.bytes].concat();
        let found = read(&bytes);
        let whole = sample
            .frames
            .iter()
            .filter(|frame| frame.range.end <= length);
        let expected: Vec<_> = whole
            .flat_map(|frame| &frame.entries)
            .chain(other.entries())
            .collect();
        let entries: Vec<_> = found.entries.iter().collect();
        assert_eq!(entries, expected, "{length}");
        assert!(found.damage.len() <= 1, "{length}: {:?}", found.damage);
    }
}
