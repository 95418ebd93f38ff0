//! The size of a file, and how fast it is read.

use kea_messages::emit;
use kea_messages::records::Records;
use kea_messages_benches::contestants::recording::{ALLOC_FAIL, read};
use kea_messages_records::Reader;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::hint::black_box;
use std::io;
use std::path::Path;
use std::time::Instant;

/// A file is read this many times.
const ROUNDS: usize = 5;

/// Records messages with different values, and prints how large the files are and how long it takes to
/// read them.
pub(crate) fn measure(folder: &Path, count: u32) -> io::Result<()> {
    println!("{count} records with different values");
    println!(
        "  {:<20} {:>12} {:>12} {:>16} {:>16}",
        "", "bytes each", "their own", "beside the values", "read, million/s"
    );
    let settings: [(&str, fn(Records) -> Records); 3] = [
        ("not compressed", |records| records),
        ("LZ4", Records::lz4),
        ("zstd", Records::zstd),
    ];
    let own = own_bytes(count);
    let each = |bytes: u64| {
        #[expect(clippy::cast_precision_loss, reason = "it is a figure to look at")]
        let bytes = bytes as f64;
        bytes / f64::from(count)
    };
    for (name, set) in settings {
        let path = folder.join("size.kmr");
        let recording = set(Records::to(&path)).start()?;
        clients(count, |client, attempts| {
            emit!(ALLOC_FAIL(client, attempts));
        });
        recording.stop()?;
        let size = path.metadata()?.len();
        let mut best = f64::INFINITY;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let found = read(Reader::new(File::open(&path)?))?;
            assert_eq!(found, u64::from(count));
            best = best.min(start.elapsed().as_secs_f64());
        }
        println!(
            "  {name:<20} {:>12.2} {:>12.2} {:>16.2} {:>16.2}",
            each(size),
            each(own),
            each(size) - each(own),
            f64::from(count) / best / 1e6,
        );
        fs::remove_file(path)?;
    }
    println!();
    Ok(())
}

/// Calls `each` with the arguments of this many messages.
fn clients(count: u32, mut each: impl FnMut(&str, u32)) {
    let mut client = String::new();
    // A generator of Lehmer, so that the addresses do not repeat.
    let mut random = 1_u64;
    for _ in 0..count {
        random = random * 48_271 % 0x7fff_ffff;
        let [_, _, _, _, b, c, d, e] = random.to_be_bytes();
        client.clear();
        _ = write!(client, "hwaddr=08:00:{b:02x}:{c:02x}:{d:02x}:{e:02x}");
        each(black_box(&client), black_box(u32::from(e % 5)));
    }
}

/// The bytes of the values themselves, the string without its length.
fn own_bytes(count: u32) -> u64 {
    let mut bytes = 0;
    clients(count, |client, _| bytes += client.len() as u64 + 1);
    bytes
}
