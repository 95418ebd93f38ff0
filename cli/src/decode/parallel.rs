//! Decodes a log on several threads, and prints its records in order.
//!
//! The calling thread reads records and writes results, and only the work in between is done on
//! other threads. The number of batches in progress is limited, so that memory is limited too.

use super::print::{Printer, Stop};
use super::records::{Record, Records};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::io::{self, Write};
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, ScopedJoinHandle};

/// The number of bytes of a log in a batch.
const BATCH: usize = 1 << 18;

/// Several records in one buffer.
#[derive(Default)]
struct Batch {
    /// The records that are known to be valid UTF-8.
    text: String,
    /// The other records.
    bytes: Vec<u8>,
    /// The length and the kind of each record.
    lengths: Vec<(usize, Kind)>,
}

#[derive(Clone, Copy)]
enum Kind {
    /// A whole record that is known to be valid UTF-8.
    Text,
    Whole,
    CutOff,
    TooLong,
}

impl Batch {
    fn push_text(&mut self, record: &str) {
        self.text.push_str(record);
        self.lengths.push((record.len(), Kind::Text));
    }

    fn push(&mut self, record: &[u8], kind: Kind) {
        self.bytes.extend_from_slice(record);
        self.lengths.push((record.len(), kind));
    }

    fn is_full(&self) -> bool {
        self.text.len() + self.bytes.len() >= BATCH
    }

    fn print(&self, printer: &mut Printer<'_, Vec<u8>>) -> Result<(), Stop> {
        let (mut text, mut bytes) = (&*self.text, &*self.bytes);
        for (length, kind) in &self.lengths {
            if let Kind::Text = kind {
                let (record, rest) = text.split_at(*length);
                text = rest;
                printer.print_text(record, false)?;
                continue;
            }
            let (record, rest) = bytes.split_at(*length);
            bytes = rest;
            match kind {
                Kind::Text | Kind::Whole => printer.print_record(record, false)?,
                Kind::CutOff => printer.print_record(record, true)?,
                Kind::TooLong => printer.print_undecoded(record)?,
            }
        }
        Ok(())
    }
}

/// Prints the records of a log with these workers. Returns the error that the log ends with, if
/// there is one.
pub(super) fn print<'a, W: Write>(
    mut records: Records<'_>,
    workers: Vec<Printer<'a, Vec<u8>>>,
    printer: &mut Printer<'a, W>,
) -> Result<io::Result<()>, Stop> {
    let mut ended = None;
    let next = || {
        if ended.is_some() {
            return None;
        }
        let mut batch = Batch::default();
        ended = fill(&mut batch, &mut records);
        Some(batch)
    };
    let work = |worker: &mut Printer<'a, Vec<u8>>, batch: Batch| {
        batch.print(worker)?;
        Ok(std::mem::take(&mut worker.out))
    };
    let write = |printed: Result<Vec<u8>, Stop>| Ok(printer.out.write_all(&printed?)?);
    let (workers, written) = in_order(workers, next, work, write);
    for worker in workers {
        printer.add_counts(worker);
    }
    written?;
    Ok(ended.unwrap_or(Ok(())))
}

/// A job, and the sender of its result.
struct Job<J, R> {
    job: J,
    done: Sender<R>,
}

/// Takes jobs from `next`, does each of them on the thread of a worker, and passes the results to
/// `write` in the order of the jobs. There are at most two jobs in progress for each worker.
/// Returns the workers, and the error of `write`, if there was one.
///
/// # Panics
///
/// Panics if `work` does.
fn in_order<W: Send, J: Send, R: Send>(
    workers: Vec<W>,
    mut next: impl FnMut() -> Option<J>,
    work: impl Fn(&mut W, J) -> R + Sync,
    mut write: impl FnMut(R) -> Result<(), Stop>,
) -> (Vec<W>, Result<(), Stop>) {
    let most = 2 * workers.len();
    let (jobs, taken) = channel::<Job<J, R>>();
    // Only the workers own the receiver, so it is closed if all of them panic, and no job waits in
    // it.
    let taken = Arc::new(Mutex::new(taken));
    thread::scope(|scope| {
        let work = &work;
        let spawn = |worker| {
            let taken = Arc::clone(&taken);
            scope.spawn(move || do_jobs(worker, &taken, work))
        };
        let threads: Vec<_> = workers.into_iter().map(spawn).collect();
        drop(taken);
        let written = distribute(&mut next, &jobs, most, &mut write);
        // Otherwise the workers would wait for more jobs.
        drop(jobs);
        let join =
            |thread: ScopedJoinHandle<'_, W>| thread.join().unwrap_or_else(|it| resume_unwind(it));
        (threads.into_iter().map(join).collect(), written)
    })
}

/// Does one job after another, until there are none left.
fn do_jobs<W, J, R>(
    mut worker: W,
    jobs: &Mutex<Receiver<Job<J, R>>>,
    work: impl Fn(&mut W, J) -> R,
) -> W {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { job, done }) = job else {
            return worker;
        };
        // If no one waits for the result, the output was closed.
        _ = done.send(work(&mut worker, job));
    }
}

/// Sends jobs, and writes their results.
fn distribute<J, R>(
    next: &mut impl FnMut() -> Option<J>,
    jobs: &Sender<Job<J, R>>,
    most: usize,
    write: &mut impl FnMut(R) -> Result<(), Stop>,
) -> Result<(), Stop> {
    // A worker that has panicked sends no result, and is reported when it is joined.
    let mut write_result = |result: Receiver<R>| result.recv().map_or(Ok(()), &mut *write);
    let mut waiting = VecDeque::new();
    while let Some(job) = next() {
        let (done, result) = channel();
        // This fails if all workers have panicked.
        if jobs.send(Job { job, done }).is_err() {
            break;
        }
        waiting.push_back(result);
        if waiting.len() > most
            && let Some(first) = waiting.pop_front()
        {
            write_result(first)?;
        }
    }
    waiting.into_iter().try_for_each(write_result)
}

/// Reads records into a batch until it is full. Returns the end of the log, or its error, if the
/// log ends.
fn fill(batch: &mut Batch, records: &mut Records<'_>) -> Option<io::Result<()>> {
    while !batch.is_full() {
        let Ok(()) = records.take_lines(|_, text| {
            batch.push_text(text);
            Ok::<_, Infallible>(())
        });
        match records.next() {
            Some(Ok(Record::Whole(record))) => batch.push(record, Kind::Whole),
            Some(Ok(Record::CutOff(record))) => batch.push(record, Kind::CutOff),
            Some(Ok(Record::TooLong(part))) => batch.push(part, Kind::TooLong),
            // Only a log that is followed can grow.
            Some(Ok(Record::NothingYet)) | None => return Some(Ok(())),
            Some(Err(error)) => return Some(Err(error)),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::in_order;
    use std::panic::catch_unwind;
    use std::sync::mpsc::channel;
    use std::thread;
    use std::time::Duration;

    #[test]
    fn results_are_in_order() {
        let mut jobs = 0..100_u64;
        let mut results = Vec::new();
        let (workers, written) = in_order(
            vec![0, 0, 0],
            || jobs.next(),
            |count, job| {
                *count += 1;
                thread::sleep(Duration::from_micros(job % 7 * 100));
                job
            },
            |job| {
                results.push(job);
                Ok(())
            },
        );
        assert!(written.is_ok());
        assert!(results.into_iter().eq(0..100));
        assert_eq!(workers.iter().sum::<i32>(), 100);
    }

    /// If all workers panic, nothing waits for their results, although there may be more jobs
    /// forever.
    #[test]
    fn workers_that_panic() {
        // The number of the first job on which workers panic, and the number of jobs.
        for (first, most) in [(0, 1), (0, 100), (50, u64::MAX), (0, u64::MAX)] {
            let (sender, ended) = channel();
            thread::spawn(move || {
                let mut jobs = 0..most;
                let result = catch_unwind(move || {
                    in_order(
                        vec![(), ()],
                        || jobs.next(),
                        |(), job| assert!(job < first, "as expected"),
                        |()| Ok(()),
                    )
                });
                sender.send(result.is_err())
            });
            let has_panicked = ended.recv_timeout(Duration::from_secs(20));
            assert_eq!(has_panicked, Ok(true), "{first} {most}");
        }
    }
}
