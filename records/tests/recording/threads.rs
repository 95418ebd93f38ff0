//! Records of several threads, and what the writer does with them.

use super::*;

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
fn a_ring_grows() {
    const COUNT: u64 = 3_000;
    let place = Place::new();
    // Nobody takes the records, so that all rings are there at once: with this length of texts, the
    // records do not fit into the first two.
    let records = place.records().interval(Duration::from_secs(3_600));
    let recording = records.start().expect("the file can be written");
    let text = |number: u64| {
        // The longest does not fit into the first ring by itself.
        let length = if number % 500 == 250 {
            6_000
        } else {
            number % 30
        };
        format!(
            "{number} {}",
            "x".repeat(usize::try_from(length).expect("it is small"))
        )
    };
    thread::scope(|scope| {
        scope.spawn(|| (0..COUNT).for_each(|number| emit!(TEXT(&text(number)))));
    });
    recording.stop().expect("it can be written");
    let mut number = 0;
    read(&place.file(), |entry| {
        let Entry::Record(record) = entry else {
            panic!("{entry:?}")
        };
        assert_eq!(record.values(), [Value::Str(&text(number))]);
        number += 1;
    });
    assert_eq!(number, COUNT);
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
