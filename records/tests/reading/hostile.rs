//! Files that were made to harm the reader.

use super::random::Random;
use super::sample::{ANY, PLAIN, Sample};
use super::shown::read;
use kea_messages_records::format::block::BlockWriter;
use kea_messages_records::format::frame::{Compression, HEAD, Kind, MAGIC, MAX_PAYLOAD, put_frame};
use kea_messages_records::format::header::Header;
use kea_messages_records::format::index::Index;
use kea_messages_records::format::varint;
use kea_messages_records::{Item, Problem, Reader};
use proptest::prelude::*;
use std::time::Instant;

proptest! {
    #[test]
    fn any_bytes(bytes: Vec<u8>) {
        read(&bytes);
        read(&[&MAGIC[..], &bytes].concat());
    }

    /// The frames are correct, and their payloads are any bytes.
    #[test]
    fn any_payloads(
        frames in prop::collection::vec(
            (prop::sample::select(b"HDBIEX".to_vec()), 0..4_u8, 0..2_u8, 0..3_u32, prop::collection::vec(0..20_u8, 0..200)),
            0..12,
        )
    ) {
        let mut file = Vec::new();
        for (kind, compression, flags, section, payload) in frames {
            put_frame(&mut file, Kind::of_byte(kind), compression, flags, section, &[&payload]);
        }
        read(&file);
        let mut reader = Reader::new(std::io::Cursor::new(&file));
        reader.seek_to(std::time::SystemTime::now()).expect("it can be read");
        prop_assert!(reader.all(|item| item.is_ok()));
    }
}

/// Frames whose payloads are those of a sample with changed bytes, with correct checksums.
#[test]
fn changed_payloads() {
    let mut random = Random::new(1);
    for seed in 0..200 {
        let sample = Sample::new(seed, PLAIN);
        let mut file = Vec::new();
        for frame in &sample.frames {
            let bytes = &sample.bytes[frame.range.clone()];
            if frame.kind == Kind::End {
                continue;
            }
            let mut payload = bytes[HEAD..].to_vec();
            if random.chance(3) {
                for _ in 0..=random.below(3) {
                    let at = random.below(payload.len());
                    payload[at] = random.pick(&[0, 1, 0x7f, 0x80, 0xff]);
                }
            }
            let section = u32::from_le_bytes([bytes[8], bytes[9], bytes[10], bytes[11]]);
            put_frame(
                &mut file,
                frame.kind,
                bytes[6],
                bytes[7],
                section,
                &[&payload],
            );
        }
        read(&file);
    }
}

#[test]
fn a_version_that_is_unknown() {
    let sample = Sample::new(1, ANY);
    let mut bytes = sample.bytes.clone();
    for frame in sample
        .frames
        .iter()
        .filter(|frame| frame.section == 1 && frame.kind != Kind::End)
    {
        let head = &mut bytes[frame.range.clone()][..HEAD];
        head[4] = 2;
        let checksum = crc32fast::hash(&head[4..20]);
        head[20..].copy_from_slice(&checksum.to_le_bytes());
    }
    let found = read(&bytes);
    let others = sample.frames.iter().filter(|frame| frame.section != 1);
    let expected: Vec<_> = others.flat_map(|frame| &frame.entries).collect();
    assert_eq!(found.entries.iter().collect::<Vec<_>>(), expected);
    let [damage] = &*found.damage else {
        panic!("{:?}", found.damage);
    };
    assert_eq!(damage.problem, Problem::Version(2));
}

#[test]
fn a_large_size_takes_no_memory_and_no_time() {
    // A head that promises the largest payload, every few bytes.
    let mut head = Vec::new();
    head.extend(MAGIC);
    head.extend([1, b'B', 0, 0]);
    head.extend([0; 4]);
    head.extend((MAX_PAYLOAD as u32).to_le_bytes());
    head.extend([0; 4]);
    let checksum = crc32fast::hash(&head[4..20]);
    head.extend(checksum.to_le_bytes());
    assert_eq!(head.len(), HEAD);

    let start = Instant::now();
    let found = read(&head.repeat(100));
    assert_eq!(found.damage.len(), 1);
    let found = read(&head.repeat(9 * MAX_PAYLOAD / 8 / HEAD));
    assert_eq!(found.damage.len(), 1);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn a_block_that_does_not_decompress_to_its_size() {
    for compression in ANY.compressions {
        let mut block = BlockWriter::new();
        block.begin(0, 0);
        for _ in 0..100 {
            block.put_lost(1, 0, 1);
        }
        let mut file = Vec::new();
        block.finish_into(&mut file, *compression, 0);
        for size in [0, 1, 300, 400, MAX_PAYLOAD as u32, u32::MAX] {
            let mut payload = file[HEAD..].to_vec();
            payload[36..40].copy_from_slice(&size.to_le_bytes());
            let mut changed = Vec::new();
            put_frame(&mut changed, Kind::Block, file[6], 0, 0, &[&payload]);
            let found = read(&changed);
            assert_eq!(found.entries, []);
            assert!(
                matches!(&*found.damage, [damage] if matches!(damage.problem, Problem::Malformed(_))),
                "{size}: {:?}",
                found.damage
            );
        }
    }
}

#[test]
fn compressions() {
    for (byte, expected) in [
        (3, Problem::Compression("")),
        (255, Problem::Compression("")),
    ] {
        let mut file = Vec::new();
        put_frame(&mut file, Kind::Block, byte, 0, 0, &[&[0; 100]]);
        let found = read(&file);
        assert_eq!(found.damage.len(), 1);
        assert_eq!(found.damage[0].problem, expected);
    }
    let _ = Compression::None;
}

/// An index that lists the same large definitions again and again.
#[test]
fn an_index_with_repetitions() {
    const SIZE: usize = 16 << 20;

    let mut file = Vec::new();
    let section = Header::default().put_frame(&mut file, false);
    let mut index = Index::default();
    for _ in 0..20_000 {
        index.add_definitions(file.len() as u64);
    }
    // A definition of an unknown kind, as large as that.
    let mut definition = vec![100];
    varint::put_u64(&mut definition, SIZE as u64);
    definition.resize(definition.len() + SIZE, 0);
    put_frame(&mut file, Kind::Definitions, 0, 0, section, &[&definition]);
    let mut block = BlockWriter::new();
    block.begin(1_000, 0);
    block.put_lost(1, 0, 1);
    index.add_block(file.len() as u64, 1, 1_000, 1_000);
    block.finish_into(&mut file, Compression::None, section);
    let size = file.len() as u64;
    index.put_frames(&mut file, section, size);

    let start = Instant::now();
    let mut reader = Reader::new(std::io::Cursor::new(&file));
    let time = std::time::UNIX_EPOCH + std::time::Duration::from_micros(1);
    reader.seek_to(time).expect("it can be read");
    let blocks = reader.filter(|item| matches!(item, Ok(Item::Block(_))));
    assert_eq!(blocks.count(), 1);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

/// A block cannot have more messages than entries.
#[test]
fn a_block_with_too_many_messages() {
    for (entries, is_damaged) in [(0_u32, true), (1, true), (2, false), (4, true)] {
        let mut payload = vec![0; 32];
        let body = [2, 1, 0, 2, 0, 2, 1, 0, 4, 1, 0];
        payload.extend(entries.to_le_bytes());
        payload.extend(11_u32.to_le_bytes());
        payload.extend(body);
        let mut file = Vec::new();
        put_frame(&mut file, Kind::Block, 0, 0, 0, &[&payload]);
        let found = read(&file);
        let problems = found.damage.iter().map(|damage| &damage.problem);
        let list = Problem::Malformed("the list of messages in a block");
        let count = problems.filter(|problem| **problem == list).count();
        assert_eq!(count > 0, is_damaged, "{entries}: {:?}", found.damage);
    }
}
