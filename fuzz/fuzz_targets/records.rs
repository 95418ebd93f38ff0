//! Reads any bytes as a record file: `cargo +nightly fuzz run records`. Each input is also put into
//! frames with correct checksums, which random bytes hardly ever have.
#![no_main]

use kea_messages_records::format::frame::{Kind, put_frame};
use kea_messages_records::{Entry, Item, Reader};
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;
use std::time::{Duration, UNIX_EPOCH};

fuzz_target!(|input: (&[u8], Vec<(u8, u8, &[u8])>)| {
    let (bytes, frames) = input;
    read(bytes);
    let mut file = Vec::new();
    for (kind, compression, payload) in frames {
        let kind = Kind::of_byte(b"HDBIE"[usize::from(kind) % 5]);
        put_frame(
            &mut file,
            kind,
            compression % 4,
            kind.byte() % 2,
            0,
            &[payload],
        );
    }
    file.extend(bytes);
    read(&file);
});

/// Reads a file from its beginning, and once more from a time on.
fn read(file: &[u8]) {
    read_all(Reader::new(Cursor::new(file)));
    let since = UNIX_EPOCH + Duration::from_secs(1);
    let mut reader = Reader::new(Cursor::new(file)).since(since);
    reader.seek_to(since).expect("a slice can be read");
    read_all(reader);
}

/// Prints all records.
fn read_all(reader: Reader<Cursor<&[u8]>>) {
    let mut end = 0;
    for item in reader {
        match item.expect("a slice can be read") {
            Item::Block(block) => {
                let mut entries = block.entries();
                while let Some(entry) = entries.next() {
                    if let Entry::Record(record) = entry {
                        _ = record.to_string();
                        record.arguments().for_each(|it| _ = it.to_string());
                        _ = std::iter::successors(record.span(), |span| span.parent()).count();
                    }
                }
            }
            Item::Damage(damage) => {
                // The same bytes are not damaged twice.
                assert!(end <= damage.range.start && damage.range.start < damage.range.end);
                end = damage.range.end;
            }
            _ => {}
        }
    }
}
