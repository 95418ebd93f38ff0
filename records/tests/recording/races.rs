//! Small rings that overflow, threads that end, and recordings that begin while threads log.

use super::*;
use std::fmt;

/// The text of a record, with a length that depends on its number. Some of the texts do not fit into
/// half of a small ring, and some not into any.
fn text(number: u64) -> String {
    let length = match number % 97 {
        11 => 700,
        23 => 3_000,
        _ => number % 40,
    };
    let length = usize::try_from(length).expect("it is small");
    format!("{number} {}", "x".repeat(length))
}

/// A value that logs another message while it is formatted.
struct Chatty(u64);

impl fmt::Display for Chatty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        emit!(TEXT(&text(self.0)));
        write!(f, "{}", self.0 + 1)
    }
}

/// The numbers of the records of each thread, and the number of lost records.
fn numbers(file: &Path) -> (BTreeMap<u64, Vec<u64>>, u64) {
    let (mut numbers, mut all_lost) = (BTreeMap::<u64, Vec<u64>>::new(), 0);
    read(file, |entry| match entry {
        Entry::Record(record) => {
            let number = match record.values() {
                [Value::Str(found)] => {
                    let number = found.split(' ').next().and_then(|it| it.parse().ok());
                    let number = number.expect("the text begins with its number");
                    assert_eq!(*found, text(number));
                    number
                }
                [Value::Display(number)] => number.parse().expect("it is a number"),
                [Value::U64(_), Value::U64(number)] => *number,
                values => panic!("{values:?}"),
            };
            numbers
                .entry(record.thread().number())
                .or_default()
                .push(number);
        }
        Entry::Lost(lost) => all_lost += lost.count(),
        entry => panic!("{entry:?}"),
    });
    (numbers, all_lost)
}

#[test]
fn rings_of_each_size_keep_the_order() {
    const THREADS: u64 = 3;
    const COUNT: u64 = 6_000;
    for ring in [0, 2_048, usize::MAX] {
        for when_full in [
            WhenFull::Wait,
            WhenFull::Drop,
            WhenFull::Grow(0),
            WhenFull::Grow(5_000),
            WhenFull::Grow(usize::MAX),
        ] {
            let case = format!("{ring} {when_full:?}");
            let place = Place::new();
            let records = place.records().ring_size(ring).when_full(when_full);
            let recording = records.start().expect("the file can be written");
            thread::scope(|scope| {
                for thread in 0..THREADS {
                    scope.spawn(move || {
                        for number in (0..COUNT).step_by(3) {
                            emit!(ANY(Chatty(number)));
                            emit!(NUMBERED(u32::try_from(thread).expect("few"), number + 2));
                        }
                    });
                }
            });
            let status = recording.status();
            recording.stop().expect("it can be written");
            let (numbers, lost) = numbers(&place.file());
            assert_eq!(status.lost, lost, "{case}");
            assert_eq!(numbers.len() as u64, THREADS, "{case}");
            for numbers in numbers.values() {
                assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "{case}");
            }
            let found: usize = numbers.values().map(Vec::len).sum();
            assert_eq!(found as u64 + lost, THREADS * COUNT, "{case}");
            assert!(lost == 0 || when_full == WhenFull::Drop, "{case}");
        }
    }
}

/// Threads begin and end all the time, and also log at their ends, without a flush in between.
#[test]
fn threads_that_begin_and_end() {
    const THREADS: u64 = 300;
    thread_local! {
        static FIRST: std::cell::Cell<Option<AtEnd>> = const { std::cell::Cell::new(None) };
    }
    struct AtEnd(u64);
    impl Drop for AtEnd {
        fn drop(&mut self) {
            emit!(NUMBERED(1, self.0));
        }
    }
    let place = Place::new();
    let recording = place.records().ring_size(0).start();
    let recording = recording.expect("the file can be written");
    for begin in (0..THREADS).step_by(10) {
        let threads = (begin..begin + 10).map(|thread| {
            thread::spawn(move || {
                // Half of them are dropped before the ring of the thread, and half after it.
                if thread % 2 == 0 {
                    FIRST.set(Some(AtEnd(100)));
                }
                (0..thread % 60).for_each(|number| emit!(NUMBERED(0, number)));
                FIRST.set(Some(AtEnd(101)));
            })
        });
        for thread in threads.collect::<Vec<_>>() {
            thread.join().expect("it does not panic");
        }
    }
    assert_eq!(recording.status().lost, 0);
    recording.stop().expect("it can be written");
    let (mut expected, mut ends) = (0, 0);
    read(&place.file(), |entry| match entry {
        Entry::Record(record) => match record.values() {
            [Value::U64(0), Value::U64(_)] => expected += 1,
            [Value::U64(1), Value::U64(_)] => ends += 1,
            values => panic!("{values:?}"),
        },
        entry => panic!("{entry:?}"),
    });
    assert_eq!(
        expected,
        (0..THREADS).map(|thread| thread % 60).sum::<u64>()
    );
    assert_eq!(ends, THREADS + THREADS / 2);
}

/// A recording ends and the next one begins while threads with small rings log.
#[test]
fn recordings_that_begin_while_threads_log() {
    use std::sync::atomic::{AtomicBool, Ordering};

    for when_full in [WhenFull::Wait, WhenFull::Drop, WhenFull::Grow(4_096)] {
        let place = Place::new();
        let has_ended = AtomicBool::new(false);
        let mut files = Vec::new();
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    for number in (0..).step_by(2) {
                        emit!(ANY(Chatty(number)));
                        if has_ended.load(Ordering::Relaxed) {
                            break;
                        }
                    }
                });
            }
            for round in 0..60 {
                let file = place.folder.path().join(format!("{round}.kmr"));
                let records = Records::to(&file).ring_size(0).when_full(when_full);
                let recording = records.start().expect("the file can be written");
                thread::sleep(Duration::from_millis(3));
                recording.stop().expect("it can be written");
                files.push(file);
            }
            has_ended.store(true, Ordering::Relaxed);
        });
        let mut last = 0;
        for file in files {
            let (numbers, _) = numbers(&file);
            assert!(numbers.len() <= 3, "{}", numbers.len());
            for numbers in numbers.values() {
                assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]));
                last = last.max(numbers.last().copied().unwrap_or_default());
            }
        }
        assert!(last > 0);
    }
}

/// A record that does not fit into the ring is kept elsewhere. The ring is not used until the writer
/// has taken it, although there is space.
#[test]
fn a_long_record_does_not_cost_the_records_after_it() {
    const COUNT: u64 = 50;
    let place = Place::new();
    let records = place.records().when_full(WhenFull::Drop);
    let records = records.ring_size(1 << 14).interval(Duration::from_secs(10));
    let recording = records.start().expect("the file can be written");
    thread::scope(|scope| {
        scope.spawn(|| {
            emit!(TEXT(&"x".repeat(20_000)));
            for number in 0..COUNT {
                emit!(NUMBERED(0, number));
            }
        });
    });
    assert_eq!(recording.status().lost, 0);
    recording.stop().expect("it can be written");
    assert_eq!(place.lines().len() as u64, 1 + COUNT);
}

/// While a message is formatted, the recording ends, and another one begins that does not want it.
#[test]
fn a_record_of_a_recording_that_has_ended() {
    struct Restarts<'a>(&'a Mutex<Option<Recording>>, &'a Path);

    impl fmt::Display for Restarts<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let mut recording = self.0.lock().expect("it is not poisoned");
            drop(recording.take());
            let records = Records::to(self.1).level(Severity::Warn);
            *recording = Some(records.start().expect("the file can be written"));
            emit!(SECRET("x", "inner"));
            f.write_str("outer")
        }
    }

    let place = Place::new();
    let second = place.folder.path().join("second.kmr");
    let recording = Mutex::new(Some(place.start()));
    thread::scope(|scope| {
        scope.spawn(|| {
            emit!(ANY(Restarts(&recording, &second)));
            emit!(SECRET("x", "after"));
        });
    });
    let recording = recording.into_inner().expect("it is not poisoned");
    drop(recording.expect("it was set"));
    let (mut users, mut threads) = (Vec::new(), Vec::new());
    read(&second, |entry| {
        let Entry::Record(record) = entry else {
            panic!("{entry:?}")
        };
        users.push(record.to_string());
        threads.push(record.thread().number());
    });
    assert_eq!(users.len(), 2, "{users:?}");
    assert_eq!(threads[0], threads[1], "the thread has one ring");
}
