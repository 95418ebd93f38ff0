//! Decodes a log on several threads, and prints its records in their order.
//!
//! Records are read, and results are written, on the calling thread: only the work in between
//! is done on other threads. The number of batches in progress is bounded, and so is memory.

use super::print::{Printer, Stop};
use super::records::{Record, Records};
use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// The number of bytes of a log in a batch.
const BATCH: usize = 1 << 18;

/// Concatenated records.
#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    /// The end and the kind of each record.
    ends: Vec<(usize, Kind)>,
}

#[derive(Clone, Copy)]
enum Kind {
    Whole,
    CutOff,
    TooLong,
}

impl Batch {
    fn push(&mut self, record: &[u8], kind: Kind) {
        self.bytes.extend_from_slice(record);
        self.ends.push((self.bytes.len(), kind));
    }

    fn print(&self, printer: &mut Printer<'_, Vec<u8>>) -> Result<(), Stop> {
        let mut start = 0;
        for (end, kind) in &self.ends {
            let record = &self.bytes[start..*end];
            match kind {
                Kind::Whole => printer.print_record(record, false)?,
                Kind::CutOff => printer.print_record(record, true)?,
                Kind::TooLong => printer.print_undecoded(record)?,
            }
            start = *end;
        }
        Ok(())
    }
}

/// A batch, and the receiver of its output.
struct Job {
    batch: Batch,
    printed: Sender<Result<Vec<u8>, Stop>>,
}

/// Prints the records of a log by these printers, and returns the error that it ends with, if
/// there is one.
pub(super) fn print<'a, W: Write>(
    mut records: Records<'_>,
    workers: Vec<Printer<'a, Vec<u8>>>,
    printer: &mut Printer<'a, W>,
) -> Result<io::Result<()>, Stop> {
    let (jobs, taken) = channel::<Job>();
    let taken = Mutex::new(taken);
    thread::scope(|scope| {
        let most = 2 * workers.len();
        let spawn = |worker| scope.spawn(|| work(worker, &taken));
        let workers: Vec<_> = workers.into_iter().map(spawn).collect();
        let ended = print_batches(&mut records, &jobs, most, printer);
        // Without it the workers would wait for more.
        drop(jobs);
        for worker in workers {
            match worker.join() {
                Ok(worker) => printer.add_counts(worker),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        ended
    })
}

/// Prints one batch after the other, until there are none left.
fn work<'a>(
    mut printer: Printer<'a, Vec<u8>>,
    jobs: &Mutex<Receiver<Job>>,
) -> Printer<'a, Vec<u8>> {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { batch, printed }) = job else {
            return printer;
        };
        let result = batch.print(&mut printer);
        let out = std::mem::take(&mut printer.out);
        // If nothing waits for it, the output was closed.
        _ = printed.send(result.map(|()| out));
    }
}

/// Distributes batches of records, and writes the results, with at most `most` batches in
/// progress.
fn print_batches<W: Write>(
    records: &mut Records<'_>,
    jobs: &Sender<Job>,
    most: usize,
    printer: &mut Printer<'_, W>,
) -> Result<io::Result<()>, Stop> {
    let mut waiting = VecDeque::new();
    let mut ended = None;
    while ended.is_none() {
        let mut batch = Batch::default();
        ended = fill(&mut batch, records);
        let (sender, result) = channel();
        waiting.push_back(result);
        let job = Job {
            batch,
            printed: sender,
        };
        if jobs.send(job).is_err() {
            break;
        }
        if waiting.len() > most {
            write_first(&mut waiting, printer)?;
        }
    }
    while !waiting.is_empty() {
        write_first(&mut waiting, printer)?;
    }
    Ok(ended.unwrap_or(Ok(())))
}

/// Reads records until there are enough. Returns how the log ends, if it does.
fn fill(batch: &mut Batch, records: &mut Records<'_>) -> Option<io::Result<()>> {
    while batch.bytes.len() < BATCH {
        match records.next() {
            Some(Ok(Record::Whole(record))) => batch.push(record, Kind::Whole),
            Some(Ok(Record::CutOff(record))) => batch.push(record, Kind::CutOff),
            Some(Ok(Record::TooLong(part))) => batch.push(part, Kind::TooLong),
            // Only a log that is followed has more than it has now.
            Some(Ok(Record::NothingYet)) | None => return Some(Ok(())),
            Some(Err(error)) => return Some(Err(error)),
        }
    }
    None
}

/// Writes the output of the oldest batch.
fn write_first<W: Write>(
    waiting: &mut VecDeque<Receiver<Result<Vec<u8>, Stop>>>,
    printer: &mut Printer<'_, W>,
) -> Result<(), Stop> {
    // A worker that has panicked sends nothing, and is reported when it is joined.
    if let Some(Ok(printed)) = waiting.pop_front().map(|it| it.recv()) {
        printer.out.write_all(&printed?)?;
    }
    Ok(())
}
