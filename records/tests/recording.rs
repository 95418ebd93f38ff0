//! Messages that are logged, and what is read from the file.

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

#[test]
fn values_are_read_as_they_were() {
    let place = Place::new();
    let recording = place.start();
    let source = std::io::Error::other("no disk");
    let error = std::io::Error::other(source);
    let values = VALUES(
        true,
        'é',
        -7,
        u64::MAX,
        i128::MIN,
        u128::MAX,
        0.1,
        f64::MIN_POSITIVE,
        "a1 \u{1f600}",
        "any",
    );
    let expected = [
        values.to_string(),
        SECRET("t0ps3cret", "a1").to_string(),
        FAILED(&error).to_string(),
        NOTHING().to_string(),
        FIELD("a1", 67).to_string(),
        FORMATTED(67).to_string(),
        StoreError::Full { bytes: 1024 }.to_string(),
        StoreError::ReadOnly.to_string(),
    ];
    emit!(values);
    emit!(SECRET("t0ps3cret", "a1"));
    emit!(FAILED(&error));
    emit!(NOTHING());
    emit!(FIELD("a1", 67));
    emit!(FORMATTED(67));
    for message in [StoreError::Full { bytes: 1024 }, StoreError::ReadOnly] {
        emit!(message);
    }
    assert!(recording.flush());
    let status = recording.status();
    assert_eq!((status.recorded, status.lost), (8, 0));
    recording.stop().expect("it can be written");

    let file = fs::read(place.file()).expect("it is there");
    assert!(!file.windows(9).any(|bytes| bytes == b"t0ps3cret"));
    let (mut texts, mut severities, mut all) = (vec![], vec![], vec![]);
    read(&place.file(), |entry| {
        let Entry::Record(record) = entry else {
            panic!("{entry:?}")
        };
        texts.push(record.to_string());
        severities.push((record.id().to_owned(), record.severity()));
        let of = |(value, name): (&Value<'_>, &str)| format!("{name}={value:?}");
        let names = record
            .definition()
            .arguments
            .iter()
            .map(|argument| &*argument.name);
        all.push(
            record
                .values()
                .iter()
                .zip(names)
                .map(of)
                .collect::<Vec<_>>()
                .join(" "),
        );
        assert_eq!(record.definition().file, file!());
        assert_eq!(record.definition().module, module_path!());
    });
    assert_eq!(texts, expected);
    let expected = [
        ("VALUES", Severity::Info),
        ("SECRET", Severity::Warn),
        ("FAILED", Severity::Error),
        ("NOTHING", Severity::Fatal),
        ("FIELD", Severity::Info),
        ("FORMATTED", Severity::Info),
        ("STORE_FULL", Severity::Error),
        ("STORE_READ_ONLY", Severity::Warn),
    ];
    assert_eq!(
        severities,
        expected.map(|(id, severity)| (id.to_owned(), severity))
    );
    assert_eq!(all[1], "token=Secret user=Str(\"a1\")");
    assert!(all[2].contains("no disk"), "{}", all[2]);
    assert_eq!(all[4], "name=Str(\"a1\") port=U64(67)");
    assert_eq!(all[5], "number=U64(67)");
    assert_eq!(
        all[0],
        format!(
            "flag=Bool(true) letter=Char('é') small=I64(-7) large=U64({}) wide=I128({}) \
             wider=U128({}) short=F32(0.1) long=F64({:?}) text=Str(\"a1 \u{1f600}\") \
             any=Display(\"any\")",
            u64::MAX,
            i128::MIN,
            u128::MAX,
            f64::MIN_POSITIVE,
        )
    );
}

/// Strings of each length around those that fit into one slot, and values of all numbers of words.
#[test]
fn values_of_each_length() {
    let place = Place::new();
    let recording = place.start();
    let lengths = || (0..200).chain([1_000, 100_000, 300_000, 2_000_000]);
    let text = |length: usize| -> String {
        (0..length)
            .map(|index| char::from(b"abcdefghijk"[index % 11]))
            .collect()
    };
    for length in lengths() {
        let text = text(length);
        emit!(TEXT(&text));
        emit!(FIELD(&text, 1));
        emit!(ANY(&text));
    }
    recording.stop().expect("it can be written");
    let mut lines = place.lines().into_iter();
    for length in lengths() {
        let text = text(length);
        assert_eq!(lines.next(), Some(format!("TEXT {text}")));
        assert_eq!(lines.next(), Some(format!("FIELD client {text}")));
        assert_eq!(lines.next(), Some(format!("ANY {text}")));
    }
    assert_eq!(lines.next(), None);
}

/// Records from several threads with small rings. Returns how many were lost.
fn hammer(place: &Place, records: Records, threads: u32, count: u64) -> u64 {
    let recording = records
        .ring_size(1 << 14)
        .start()
        .expect("the file can be written");
    thread::scope(|scope| {
        for number in 0..threads {
            let work = move || (0..count).for_each(|index| emit!(NUMBERED(number, index)));
            let thread = thread::Builder::new().name(format!("worker {number}"));
            thread.spawn_scoped(scope, work).expect("there are threads");
        }
    });
    let status = recording.status();
    recording.stop().expect("it can be written");
    // The numbers of each thread, and what was lost of it.
    let mut found: BTreeMap<String, (Vec<u64>, u64)> = BTreeMap::new();
    let (mut before, mut back) = (0, 0);
    read(&place.file(), |entry| match entry {
        Entry::Record(record) => {
            let [Value::U64(thread), Value::U64(number)] = record.values() else {
                panic!("{record:?}")
            };
            let name = record.thread().name().to_owned();
            assert_eq!(name, format!("worker {thread}"));
            found.entry(name).or_default().0.push(*number);
            back += u64::from(record.unix_time() < before);
            before = record.unix_time();
        }
        Entry::Lost(lost) => {
            found.entry(lost.thread().name().to_owned()).or_default().1 += lost.count();
        }
        entry => panic!("{entry:?}"),
    });
    assert_eq!(found.len(), threads as usize);
    // A thread can be interrupted between looking at the clock and recording.
    assert!(back < count / 20, "{back} records are behind younger ones");
    let mut all_lost = 0;
    for (numbers, lost) in found.values() {
        assert!(
            numbers.windows(2).all(|pair| pair[0] < pair[1]),
            "in the order of the thread"
        );
        assert_eq!(
            numbers.len() as u64 + lost,
            count,
            "each record once, or counted"
        );
        all_lost += lost;
    }
    assert_eq!(status.lost, all_lost);
    all_lost
}

#[test]
fn each_record_once_and_in_order() {
    for when_full in [
        WhenFull::Wait,
        WhenFull::Grow(1 << 16),
        WhenFull::Grow(usize::MAX),
    ] {
        let place = Place::new();
        let lost = hammer(&place, place.records().when_full(when_full), 4, 50_000);
        assert_eq!(lost, 0, "{when_full:?}");
    }
}

#[test]
fn what_is_dropped_is_counted() {
    let place = Place::new();
    let records = place.records().when_full(WhenFull::Drop);
    let lost = hammer(&place, records.interval(Duration::from_secs(10)), 4, 50_000);
    assert!(lost > 0, "the writer is not as fast as that");
}

#[test]
fn records_without_a_clock_keep_the_order_of_their_thread() {
    let place = Place::new();
    let lost = hammer(&place, place.records().without_clock(), 2, 10_000);
    assert_eq!(lost, 0);
}

#[test]
fn compressed_records() {
    let sizes = [|records| records, Records::lz4, Records::zstd].map(|compress| {
        let place = Place::new();
        assert_eq!(hammer(&place, compress(place.records()), 2, 20_000), 0);
        place.file().metadata().expect("it is there").len()
    });
    assert!(sizes[0] > sizes[1] && sizes[1] > sizes[2], "{sizes:?}");
}

#[test]
fn levels_and_loggers() {
    let place = Place::new();
    let records = place
        .records()
        .level(Severity::Warn)
        .logger("server", Severity::Info);
    let recording = records.start().expect("the file can be written");
    assert!(enabled!(SECRET) && enabled!(other::LEASE));
    assert!(!enabled!(TEXT) && !enabled!(NUMBERED));
    emit!(TEXT("not wanted"));
    emit!(NOTHING());
    emit!(other::LEASE("192.0.2.1"));
    emit!(logger: "server.x", TEXT("wanted"));
    emit!(logger: "servers", TEXT("not wanted"));
    let messages: [&dyn Message; 2] = [&NOTHING(), &TEXT("not wanted")];
    for message in messages {
        emit!(message);
    }
    recording.stop().expect("it can be written");
    let expected = [
        "NOTHING nothing at all",
        "LEASE lease 192.0.2.1",
        "TEXT wanted",
    ];
    assert_eq!(place.lines(), [&expected[..], &expected[..1]].concat());
    assert!(!enabled!(NOTHING), "it has ended");
    emit!(NOTHING());

    let records = place.records().level(debug(40)).logger("server", None);
    let recording = records.start().expect("the file can be written");
    emit!(other::LEASE("192.0.2.1"));
    emit!(NUMBERED(1, 2));
    recording.stop().expect("it can be written");
    assert_eq!(
        place.lines().last().map(String::as_str),
        Some("NUMBERED 1: 2")
    );
}

/// An `emit!` in the `Display` of an argument, and one at the end of a thread.
#[test]
fn messages_inside_of_messages() {
    struct Chatty;

    impl std::fmt::Display for Chatty {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            emit!(TEXT("inner"));
            f.write_str("outer")
        }
    }

    struct AtEnd;

    impl Drop for AtEnd {
        fn drop(&mut self) {
            emit!(TEXT("the end"));
            emit!(ANY("the very end"));
        }
    }

    thread_local!(static AT_END: AtEnd = const { AtEnd });

    let place = Place::new();
    let recording = place.start();
    emit!(ANY(Chatty));
    thread::spawn(|| {
        // It is dropped after the ring of the thread, or before it.
        AT_END.with(|_| emit!(TEXT("a thread")));
    })
    .join()
    .expect("it does not panic");
    recording.stop().expect("it can be written");
    let expected = [
        "TEXT inner",
        "ANY outer",
        "TEXT a thread",
        "TEXT the end",
        "ANY the very end",
    ];
    assert_eq!(place.lines(), expected);
}

#[test]
fn a_file_is_continued() {
    let place = Place::new();
    for text in ["one", "two"] {
        let recording = place.start();
        emit!(TEXT(text));
        recording.stop().expect("it can be written");
    }
    assert_eq!(place.lines(), ["TEXT one", "TEXT two"]);
}

#[test]
fn one_recording_at_a_time() {
    let place = Place::new();
    let recording = place.start();
    let second = place.records().start().expect_err("there is one");
    assert_eq!(
        second.to_string(),
        "this process already records its messages: stop that recording first"
    );
    drop(recording);
    drop(place.start());
}

#[test]
fn a_file_that_cannot_be_opened() {
    let place = Place::new();
    let missing = place.folder.path().join("missing").join("test.kmr");
    Records::to(missing)
        .start()
        .expect_err("the folder is missing");
    Records::to(place.folder.path())
        .start()
        .expect_err("a folder");
    drop(place.start());
}

#[test]
fn rotation() {
    let place = Place::new();
    let records = place
        .records()
        .rotate(50_000, 3)
        .interval(Duration::from_millis(1));
    let recording = records.start().expect("the file can be written");
    for number in 0..40_000 {
        emit!(NUMBERED(1, number));
        if number % 500 == 0 {
            recording.flush();
        }
    }
    recording.stop().expect("it can be written");
    let name = |number: u32| {
        let mut name = place.file().into_os_string();
        if number > 0 {
            name.push(format!(".{number}"));
        }
        std::path::PathBuf::from(name)
    };
    assert!(!name(4).exists());
    let mut numbers = Vec::new();
    for file in (0..=3).rev().map(name) {
        assert!(file.metadata().expect("it is there").len() < 150_000);
        read(&file, |entry| match entry {
            Entry::Record(record) => numbers.push(record.to_string()),
            entry => panic!("{entry:?}"),
        });
    }
    // The oldest files have been removed.
    let first = 40_000 - numbers.len();
    let expected: Vec<_> = (first..40_000)
        .map(|number| format!("1: {number}"))
        .collect();
    assert_eq!(numbers, expected);
    assert!(numbers.len() > 5_000);
}

/// Values of a generic function can have several kinds at one statement.
#[test]
fn one_statement_with_several_kinds() {
    fn log(message: &(impl kea_messages::Emit + ?Sized)) {
        emit!(message);
    }

    let place = Place::new();
    let recording = place.start();
    for number in 0..3 {
        log(&TEXT("a1"));
        log(&ANY(number));
        log(&NOTHING());
        let message: &dyn Message = &FIELD("a1", 67);
        log(message);
    }
    recording.stop().expect("it can be written");
    let expected: Vec<_> = (0..3)
        .flat_map(|number| {
            [
                "TEXT a1".to_owned(),
                format!("ANY {number}"),
                "NOTHING nothing at all".to_owned(),
                "FIELD client a1".to_owned(),
            ]
        })
        .collect();
    assert_eq!(place.lines(), expected);
}

#[test]
fn addresses() {
    let place = Place::new();
    let recording = place.start();
    let (four, six) = (
        Ipv4Addr::new(192, 0, 2, 1),
        "2001:db8::1".parse().expect("an address"),
    );
    emit!(ADDRESSES(four.into(), four, &six));
    emit!(ADDRESSES(six.into(), four, &six));
    recording.stop().expect("it can be written");
    let (mut texts, mut values) = (vec![], vec![]);
    read(&place.file(), |entry| {
        let Entry::Record(record) = entry else {
            panic!("{entry:?}")
        };
        texts.push(record.to_string());
        values.push(format!("{:?}", record.values()));
    });
    assert_eq!(
        texts,
        [
            "192.0.2.1 192.0.2.1 2001:db8::1",
            "2001:db8::1 192.0.2.1 2001:db8::1"
        ]
    );
    assert_eq!(
        values,
        [
            "[Ipv4(192.0.2.1), Ipv4(192.0.2.1), Ipv6(2001:db8::1)]",
            "[Ipv6(2001:db8::1), Ipv4(192.0.2.1), Ipv6(2001:db8::1)]",
        ]
    );
}

#[test]
fn spans() {
    use kea_messages::records::Spans;
    use tracing_subscriber::prelude::*;

    let place = Place::new();
    let recording = place.start();
    let subscriber = tracing_subscriber::registry().with(Spans::new());
    tracing::subscriber::with_default(subscriber, || {
        emit!(TEXT("outside"));
        let request = tracing::info_span!(
            "request",
            number = 7,
            client = "a1",
            late = tracing::field::Empty
        );
        request.in_scope(|| {
            emit!(TEXT("in a request"));
            tracing::info_span!("query", table = ?Some("leases")).in_scope(|| {
                emit!(TEXT("in a query"));
                thread::scope(|scope| {
                    scope.spawn(|| emit!(TEXT("in another thread")));
                });
            });
            request.record("late", true);
            emit!(ANY("in a request with a new field"));
        });
        emit!(TEXT("outside again"));
        for number in 0..1_000 {
            tracing::info_span!("short", number).in_scope(|| emit!(NUMBERED(1, number)));
        }
    });
    recording.stop().expect("it can be written");

    let mut found = Vec::new();
    read(&place.file(), |entry| {
        let Entry::Record(record) = entry else {
            panic!("{entry:?}")
        };
        let mut line = record.to_string();
        let mut next = record.span();
        while let Some(span) = next {
            let definition = span.definition().expect("it is defined");
            line.push_str(&format!(" < {}", definition.name));
            for (name, value) in &definition.fields {
                line.push_str(&format!(" {name}={value}"));
            }
            next = span.parent();
        }
        found.push(line);
    });
    let short = found.split_off(6);
    assert_eq!(
        found,
        [
            "outside",
            "in a request < request number=7 client=a1",
            "in a query < query table=Some(\"leases\") < request number=7 client=a1",
            "in another thread",
            "in a request with a new field < request number=7 client=a1 late=true",
            "outside again",
        ]
    );
    for (number, line) in short.iter().enumerate() {
        assert_eq!(*line, format!("1: {number} < short number={number}"));
    }
    assert_eq!(short.len(), 1_000);
}

#[test]
fn a_writer_that_sleeps_is_woken() {
    let place = Place::new();
    let recording = place.start();
    emit!(TEXT("one"));
    thread::sleep(Duration::from_millis(1_500));
    emit!(TEXT("two"));
    // Without a flush: the record itself wakes the writer.
    let is_there = (0..100).any(|_| {
        thread::sleep(Duration::from_millis(10));
        recording.status().recorded == 2
    });
    assert!(is_there);
}

/// The rings and the memory of the writer are full, and the records of each thread are younger than
/// those of the one before.
#[test]
fn a_flush_writes_all_records() {
    const THREADS: u32 = 8;

    let place = Place::new();
    let records = place.records().ring_size(16 * 64);
    let records = records.interval(Duration::from_secs(3_600));
    let records = records.window(Duration::from_secs(3_600));
    let recording = records.start().expect("the file can be written");
    let barrier = std::sync::Barrier::new(THREADS as usize + 1);
    thread::scope(|scope| {
        let (mut first, mut then) = (vec![], vec![]);
        for thread in 0..THREADS {
            let (send_first, receive_first) = std::sync::mpsc::channel();
            let (send_then, receive_then) = std::sync::mpsc::channel();
            first.push(send_first);
            then.push(send_then);
            let barrier = &barrier;
            scope.spawn(move || {
                for (numbers, receiver) in [(0..16, receive_first), (16..18, receive_then)] {
                    let done: std::sync::mpsc::Sender<()> = receiver.recv().expect("it is sent");
                    numbers.for_each(|number| emit!(NUMBERED(thread, number)));
                    done.send(()).expect("it is received");
                }
                barrier.wait();
            });
        }
        for start in first.into_iter().chain(then) {
            let (done, receiver) = std::sync::mpsc::channel();
            start.send(done).expect("the thread waits for it");
            receiver.recv().expect("the thread sends it");
            // The writer takes the records.
            thread::sleep(Duration::from_millis(5));
        }
        let (is_flushed, lines) = (recording.flush(), place.lines().len());
        barrier.wait();
        assert!(is_flushed);
        assert_eq!(lines, THREADS as usize * 18);
    });
    recording.stop().expect("it can be written");
    assert_eq!(place.lines().len(), THREADS as usize * 18);
}

#[test]
fn a_rotation_without_records() {
    let place = Place::new();
    let records = place.records().interval(Duration::from_millis(1));
    let recording = records.rotate(0, 9).start().expect("it can be written");
    thread::sleep(Duration::from_millis(50));
    emit!(NOTHING());
    assert!(recording.flush());
    thread::sleep(Duration::from_millis(50));
    recording.stop().expect("it can be written");
    let names = fs::read_dir(place.folder.path()).expect("it is there");
    assert_eq!(names.count(), 2);
}

/// Another program has moved the file, or has put something in the way.
#[test]
fn a_rotation_that_fails() {
    let place = Place::new();
    let recording = place.records().rotate(1_000, 1).start();
    let recording = recording.expect("it can be written");
    let size = |name: &str| {
        let file = place.folder.path().join(name);
        file.metadata().map_or(0, |metadata| metadata.len())
    };
    let log = |bytes: usize| {
        emit!(TEXT(&"x".repeat(bytes)));
        assert!(recording.flush());
    };
    let obstacle = place.folder.path().join("test.kmr.1");
    fs::create_dir(&obstacle).expect("it can be created");
    fs::write(obstacle.join("x"), "").expect("it can be written");
    log(2_000);
    assert!(size("test.kmr") > 2_000, "it is continued");
    fs::remove_dir_all(&obstacle).expect("it can be removed");
    log(1_000);
    assert!(size("test.kmr") > 3_000, "it is only tried again later");
    log(3_000);
    assert!(size("test.kmr") < 1_000 && size("test.kmr.1") > 6_000);
    log(1_000);
    assert!(
        size("test.kmr") < 1_000 && size("test.kmr.1") < 3_000,
        "the limit is the first one"
    );
    fs::remove_file(place.file()).expect("it can be removed");
    log(1_000);
    log(0);
    assert!(size("test.kmr") > 0, "there is a new file");
    recording.stop().expect("it can be written");
    assert_eq!(place.lines(), ["TEXT "]);
}

/// Both copies of a definition are damaged. The definitions are repeated further behind.
#[test]
fn definitions_are_repeated() {
    const RECORDS: usize = 400;

    let place = Place::new();
    let recording = place.start();
    let text = "x".repeat(100_000);
    for _ in 0..RECORDS {
        emit!(TEXT(&text));
    }
    recording.stop().expect("it can be written");
    let mut bytes = fs::read(place.file()).expect("it is there");
    bytes[..200_000].fill(0);
    let mut texts = 0;
    for item in Reader::new(&*bytes) {
        if let Item::Block(block) = item.expect("it can be read") {
            let mut entries = block.entries();
            while let Some(entry) = entries.next() {
                let Entry::Record(record) = entry else {
                    panic!("{entry:?}")
                };
                assert_eq!(
                    record.thread().name(),
                    thread::current().name().unwrap_or_default()
                );
                texts += 1;
            }
        }
    }
    assert!((RECORDS - 10..RECORDS).contains(&texts), "{texts}");
}

/// A thread is in a span that gets a field in another thread.
#[test]
fn a_span_of_several_threads() {
    use kea_messages::records::Spans;
    use tracing_subscriber::prelude::*;

    let place = Place::new();
    let recording = place.start();
    let subscriber = tracing_subscriber::registry().with(Spans::new());
    tracing::subscriber::with_default(subscriber, || {
        let subscriber = tracing::dispatcher::get_default(Clone::clone);
        let span = tracing::info_span!("shared", field = tracing::field::Empty);
        let in_scope = span.clone();
        in_scope.in_scope(|| {
            thread::scope(|scope| {
                scope.spawn(|| {
                    tracing::dispatcher::with_default(&subscriber, || {
                        for number in 0..1_000 {
                            span.record("field", number);
                        }
                        span.in_scope(|| emit!(TEXT("another thread")));
                    });
                });
            });
            emit!(TEXT("inside"));
        });
        emit!(TEXT("outside"));
        span.in_scope(|| emit!(TEXT("inside again")));
    });
    recording.stop().expect("it can be written");
    let mut found = Vec::new();
    read(&place.file(), |entry| {
        let Entry::Record(record) = entry else {
            panic!("{entry:?}")
        };
        let fields = record.span().map(|span| match span.definition() {
            Some(definition) => format!("{:?}", definition.fields),
            None => "undefined".to_owned(),
        });
        found.push((record.to_string(), fields.unwrap_or_default()));
    });
    let last = r#"[("field", "999")]"#;
    let expected = [
        ("another thread", last),
        ("inside", "[]"),
        ("outside", ""),
        ("inside again", last),
    ];
    assert_eq!(
        found,
        expected.map(|(text, fields)| (text.to_owned(), fields.to_owned()))
    );
}

/// A value that panics takes nothing with it but its own record.
#[test]
fn a_value_that_panics() {
    struct Panics;

    impl std::fmt::Display for Panics {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("begun")?;
            panic!("not a text")
        }
    }

    let place = Place::new();
    let recording = place.start();
    for _ in 0..3 {
        emit!(ANY("before"));
        std::panic::catch_unwind(|| emit!(ANY(Panics))).expect_err("it panics");
        emit!(TEXT("behind"));
    }
    recording.stop().expect("it can be written");
    assert_eq!(place.lines(), ["ANY before", "TEXT behind"].repeat(3));
}

/// Recordings begin and end while threads log and flush. No flush waits for a writer that has ended.
#[test]
fn recordings_that_end_while_threads_flush() {
    use std::sync::atomic::{AtomicBool, Ordering};

    let place = Place::new();
    let has_ended = AtomicBool::new(false);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..3)
            .map(|thread| {
                let has_ended = &has_ended;
                scope.spawn(move || {
                    let mut longest = Duration::ZERO;
                    for number in 0.. {
                        emit!(NUMBERED(thread, number));
                        emit!(ANY(number));
                        let begun = std::time::Instant::now();
                        kea_messages::records::flush();
                        longest = longest.max(begun.elapsed());
                        if has_ended.load(Ordering::Relaxed) {
                            break;
                        }
                    }
                    longest
                })
            })
            .collect();
        for round in 0..200 {
            let records = place.records();
            let records = if round % 2 == 0 {
                records
            } else {
                records.without_clock()
            };
            let recording = records.start().expect("the file can be written");
            for number in 0..10 {
                emit!(NUMBERED(3, round * 10 + number));
            }
            recording.stop().expect("it can be written");
        }
        has_ended.store(true, Ordering::Relaxed);
        for thread in threads {
            let longest = thread.join().expect("it does not panic");
            assert!(longest < Duration::from_secs(4), "{longest:?}");
        }
    });
    let mut next = 0;
    read(&place.file(), |entry| {
        let Entry::Record(record) = entry else {
            panic!("{entry:?}")
        };
        let age = record.section().header().map(|header| header.started);
        let since = record.unix_time().abs_diff(age.expect("there is a header"));
        assert!(since < 60_000_000_000, "{since}");
        if let [Value::U64(3), Value::U64(number)] = record.values() {
            assert_eq!(*number, next);
            next += 1;
        }
    });
    assert_eq!(next, 2_000);
}
