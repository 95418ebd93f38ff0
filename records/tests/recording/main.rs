//! Messages that are logged, and what is read from the file.

mod files;
mod races;
mod spans;
mod threads;
mod values;

use kea_messages::records::{Recording, Records, WhenFull};
use kea_messages::{DebugLevel, KeaMessages, Message, Severity, emit, enabled, kea_messages};
use kea_messages_records::{Entry, Item, Reader, Value};
use std::collections::BTreeMap;
use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

kea_messages! {
    /// Values of each type.
    info VALUES(
        flag: bool, letter: char, small: i8, large: u64, wide: i128, wider: u128, short: f32,
        long: f64, text: &str, any
    ) = "%1 %2 %3 %4 %5 %6 %7 %8 %9 %10";
    /// A secret.
    warn SECRET(#[secret] token, user: &str) = "%1 of %2";
    /// An error.
    error FAILED(error: impl std::error::Error) = "failed: %1";
    /// Nothing.
    fatal NOTHING() = "nothing at all";
    /// A field.
    info FIELD(name: &str, #[field] port: u16) = "client %1";
    /// A number of a thread.
    debug(40) NUMBERED(thread: u32, number: u64) = "%1: %2";
    /// A text.
    info TEXT(text: &str) = "%1";
    /// Any value.
    info ANY(value) = "%1";
    /// Addresses.
    info ADDRESSES(any: IpAddr, four: Ipv4Addr, six: &Ipv6Addr) = "%1 %2 %3";
    /// Bytes.
    info BYTES(payload: &[u8], address: [u8; 6], option: Vec<u8>, shown: &[u8])
        = "{payload} {address} {option} {shown:?}";
    /// A format.
    info FORMATTED(number: u32) = "{number:>6}";
}

mod other {
    kea_messages::kea_messages! {
        logger = "server.leases";
        /// A lease.
        pub(crate) info LEASE(address: &str) = "lease %1";
    }
}

#[derive(KeaMessages)]
#[kea(prefix = "STORE_")]
enum StoreError {
    /// The disk is full.
    #[message(error, "no room for %1 bytes")]
    Full { bytes: u64 },
    /// The store cannot be written to.
    #[message(warn, "read-only")]
    ReadOnly,
}

/// A process has one recording at a time.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// A folder with a file for a recording.
struct Place {
    folder: TempDir,
    _lock: MutexGuard<'static, ()>,
}

impl Place {
    fn new() -> Self {
        let lock = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = tempfile::tempdir().expect("there are temporary folders");
        Self {
            folder,
            _lock: lock,
        }
    }

    fn file(&self) -> std::path::PathBuf {
        self.folder.path().join("test.kmr")
    }

    fn records(&self) -> Records {
        Records::to(self.file())
    }

    fn start(&self) -> Recording {
        self.records().start().expect("the file can be written")
    }

    /// Returns the IDs and texts of the records.
    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        read(&self.file(), |entry| match entry {
            Entry::Record(record) => lines.push(format!("{} {record}", record.id())),
            Entry::Lost(lost) => lines.push(format!("lost {}", lost.count())),
            entry => panic!("{entry:?}"),
        });
        lines
    }
}

/// Reads a file in which nothing is damaged.
fn read(file: &Path, mut each: impl FnMut(Entry<'_>)) {
    for item in Reader::open(file).expect("the file is there") {
        match item.expect("it can be read") {
            Item::Block(block) => {
                let mut entries = block.entries();
                while let Some(entry) = entries.next() {
                    each(entry);
                }
            }
            Item::Section(_) => {}
            item => panic!("{item:?}"),
        }
    }
}

fn debug(level: u8) -> Severity {
    Severity::Debug(DebugLevel::new(level).expect("a level"))
}
