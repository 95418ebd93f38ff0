//! Messages that are recorded, and records that are read.

use crate::race::Contestant;
use kea_messages::records::{Recording, Records};
use kea_messages::{emit, kea_messages};
use kea_messages_records::{Entry, Item, Reader};
use std::fs;
use std::hint::black_box;
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

kea_messages! {
    /// No address.
    pub info ALLOC_FAIL(client: &str, attempts: u32)
        = "%1: failed to allocate an IPv4 address after %2 attempt(s)";
    /// A record before the first that is measured.
    info WARM_UP_RECORD() = "warm";
    /// The same without types.
    pub info ALLOC_FAIL_UNTYPED(client, attempts)
        = "%1: failed to allocate an IPv4 address after %2 attempt(s)";
}

/// The number of records of [`reading`].
pub const READ: u64 = 1_000;

/// The number of records that are more than the ring of a thread holds.
const WARM_UP: u64 = 5_000;

/// Returns the arguments of a message.
#[must_use]
pub fn arguments() -> (&'static str, u32) {
    (black_box("hwaddr=08:00:2b:02:3f:4e"), black_box(3))
}

/// Logs a message whose arguments have types.
#[inline]
pub fn typed() {
    let (client, attempts) = arguments();
    emit!(ALLOC_FAIL(client, attempts));
}

/// Logs a message whose arguments have no types.
#[inline]
pub fn untyped() {
    let (client, attempts) = arguments();
    emit!(ALLOC_FAIL_UNTYPED(client, attempts));
}

/// Returns messages that are put into the ring of the thread. The writer does not take them from
/// there as long as the thread exists, so that only the thread that logs is measured.
///
/// # Panics
///
/// Panics, when one of them is run, if there is no temporary folder.
#[must_use]
pub fn into_the_ring() -> [Contestant<'static>; 3] {
    let surround = |set: fn(Records) -> Records| {
        move |work: &mut dyn FnMut()| {
            let folder = tempfile::tempdir().expect("there are temporary folders");
            let recording = start(folder.path(), set);
            // The ring of the thread grows to its final size.
            for _ in 0..WARM_UP {
                emit!(WARM_UP_RECORD());
            }
            recording.flush();
            std::mem::forget(recording);
            work();
        }
    };
    [
        Contestant::inside("typed", surround(|records| records), typed),
        Contestant::inside("untyped", surround(|records| records), untyped),
        Contestant::inside(
            "typed, without a clock",
            surround(Records::without_clock),
            typed,
        ),
    ]
}

/// Starts a recording whose writer waits until it is asked.
fn start(folder: &Path, set: fn(Records) -> Records) -> Recording {
    let records = Records::to(folder.join("records.kmr")).interval(Duration::from_secs(3_600));
    let recording = set(records).start().expect("the file can be written");
    // From here on, the writer waits.
    recording.flush();
    recording
}

/// Returns the reading of [`READ`] records, whose values are all looked at.
///
/// # Panics
///
/// Panics if there is no temporary folder.
#[must_use]
pub fn reading() -> [Contestant<'static>; 1] {
    let folder = tempfile::tempdir().expect("there are temporary folders");
    let recording = start(folder.path(), |records| records);
    for _ in 0..READ {
        typed();
    }
    recording.stop().expect("the file can be written");
    let path = folder.path().join("records.kmr");
    let file = fs::read(path).expect("the file can be read");
    [Contestant::new("typed", move || {
        let found = read(Reader::new(black_box(&*file))).expect("memory can be read");
        assert_eq!(found, READ);
    })]
}

/// Reads all records and looks at each value. Returns the number of the records.
///
/// # Errors
///
/// Returns an error if the file cannot be read, or if a part of it is damaged.
pub fn read<R: Read>(reader: Reader<R>) -> io::Result<u64> {
    let mut count = 0;
    for item in reader {
        match item? {
            Item::Block(block) => {
                let mut entries = block.entries();
                while let Some(entry) = entries.next() {
                    if let Entry::Record(record) = entry {
                        black_box(record.unix_time());
                        for value in record.values() {
                            black_box(value);
                        }
                        count += 1;
                    }
                }
            }
            Item::Damage(damage) => return Err(io::Error::other(damage.to_string())),
            _ => {}
        }
    }
    Ok(count)
}
