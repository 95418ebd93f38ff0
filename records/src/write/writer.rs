//! The thread that writes the file.

use super::file::RecordFile;
use super::merge::{Stream, merge};
use super::nanos::{nanos, unix_time};
use super::section::Section;
use super::source::Source;
use super::state::{self, State};
use core::sync::atomic::Ordering;
use core::time::Duration;
use quanta::Clock;
use std::io;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

/// How long the writer waits for a record before it only wakes up for one.
const AWAKE: Duration = Duration::from_secs(1);

/// How long the writer sleeps at most. A record wakes it, unless it is written at the very moment in
/// which the writer falls asleep.
const SLEEP: Duration = Duration::from_millis(500);

/// Everything that the writer needs.
pub(super) struct Writer {
    state: Arc<State>,
    file: RecordFile,
    section: Section,
    clock: &'static Clock,
    /// The value of the clock at which the recording began.
    start: u64,
    interval: Duration,
    /// The window of the order, in nanoseconds.
    window: u64,
    streams: Vec<Stream>,
    /// The number of threads so far.
    threads: u64,
    new: Vec<Source>,
    /// The spans that have been closed, and when the writer noticed it.
    #[cfg(feature = "tracing")]
    closed_spans: Vec<(u64, u64)>,
}

/// The settings of a writer.
pub(super) struct Settings {
    pub(super) interval: Duration,
    pub(super) window: Duration,
}

/// The result of a search for records in all rings.
#[derive(Default)]
struct Turn {
    /// Whether there was a record, or the file cannot be written.
    has_written: bool,
    /// Whether a ring had more records than could be taken, so that its thread may be waiting.
    has_more: bool,
}

impl Writer {
    pub(super) fn new(
        state: Arc<State>,
        file: RecordFile,
        section: Section,
        settings: &Settings,
    ) -> Self {
        let clock = state::clock();
        Self {
            start: clock.raw(),
            state,
            file,
            section,
            clock,
            interval: settings.interval,
            window: nanos(settings.window),
            streams: Vec::new(),
            threads: 0,
            new: Vec::new(),
            #[cfg(feature = "tracing")]
            closed_spans: Vec::new(),
        }
    }

    /// Writes the header.
    ///
    /// # Errors
    ///
    /// Returns the error of the file.
    pub(super) fn begin(&mut self) -> io::Result<()> {
        self.file.finish(&mut self.section)
    }

    /// Writes records until the recording is stopped, and then the rest.
    pub(super) fn run(mut self) -> io::Result<()> {
        let _ended = state::EndOnDrop(Arc::clone(&self.state));
        self.state.set_writer(thread::current());
        let mut last_record = Instant::now();
        loop {
            let is_last = self.state.is_stopped();
            let flushes = self.state.requested_flushes();
            let is_flush = is_last || flushes > self.state.flushed();
            let Turn {
                has_written,
                has_more,
            } = self.turn(is_flush);
            if is_last {
                let result = self.finish();
                if result.is_ok() {
                    self.state.set_flushed(flushes);
                }
                return result;
            }
            if is_flush {
                self.tell_flushed(flushes);
            }
            if has_written {
                last_record = Instant::now();
            }
            if !has_more {
                self.wait(last_record.elapsed() > AWAKE);
            }
        }
    }

    fn wait(&self, is_idle: bool) {
        if is_idle && self.streams.iter().all(Stream::is_empty) {
            self.state.set_asleep(true);
            // A record may have come in between. It did not wake the writer.
            if self.streams.iter().all(Stream::is_empty) {
                thread::park_timeout(SLEEP);
            }
            self.state.set_asleep(false);
        } else {
            thread::park_timeout(self.interval);
        }
    }

    /// Takes records from the threads and writes them. With `all`, these are all that the threads
    /// have recorded so far; otherwise those of the window stay, because an older one may come.
    fn turn(&mut self, all: bool) -> Turn {
        if self.file.is_failing() && !self.write() {
            return Turn {
                has_written: true,
                has_more: false,
            };
        }
        let now = self.clock.raw();
        self.add_streams();
        // The time up to which all records have been taken from all threads.
        let mut complete = u64::MAX;
        for stream in &mut self.streams {
            if !stream.take(all) {
                complete = complete.min(stream.last_time().unwrap_or(0));
            }
        }
        let has_all = complete == u64::MAX;
        // Threads whose rings are full do not wait until the window is over.
        let has_window = has_all && !all;
        let has_written = self.merge(now, complete, has_window);
        let has_more = self.write() && !has_all;
        self.remove_ended();
        #[cfg(feature = "tracing")]
        if has_all {
            let now = self.clock.delta_as_nanos(self.start, now);
            self.forget_spans(now.saturating_sub(self.window));
        }
        Turn {
            has_written,
            has_more,
        }
    }

    fn remove_ended(&mut self) {
        let section = &mut self.section;
        self.streams.retain(|stream| {
            let has_ended = stream.has_ended();
            if has_ended {
                section.remove_thread(stream.number);
            }
            !has_ended
        });
    }

    fn add_streams(&mut self) {
        self.state.take_sources(&mut self.new);
        for source in self.new.drain(..) {
            self.threads += 1;
            self.section.add_thread(self.threads, source.name.clone());
            self.streams.push(Stream::new(self.threads, source));
        }
    }

    /// Passes the records to the section in their order: those up to the time `complete`, and without
    /// those of the window if there is one.
    fn merge(&mut self, now: u64, complete: u64, has_window: bool) -> bool {
        let (clock, start, section) = (self.clock, self.start, &mut self.section);
        let monotonic = |time: u64| clock.delta_as_nanos(start, time);
        let (now, unix) = (monotonic(now), unix_time());
        section.begin_turn(now, unix);
        let has_time = self.state.has_clock;
        let until = now.saturating_sub(self.window);
        // The clock counts from an unknown time, so the limit is compared in nanoseconds.
        let is_due = |time: u64| {
            !has_time || (time <= complete && (!has_window || monotonic(time) <= until))
        };
        let mut count = 0;
        merge(&mut self.streams, is_due, |stream, raw| {
            let time = if has_time { monotonic(raw.time) } else { now };
            section.record(stream, time, raw);
            count += 1;
        });
        for stream in &self.streams {
            let lost = stream.take_lost();
            if lost > 0 {
                section.lost(stream.number, now, lost);
            }
        }
        self.state
            .counts
            .recorded
            .fetch_add(count, Ordering::Relaxed);
        section.end_block();
        count > 0
    }

    /// Forgets the spans that were closed before this time: the records that are in them have been
    /// written.
    #[cfg(feature = "tracing")]
    fn forget_spans(&mut self, until: u64) {
        let closed = super::spans::take_closed();
        // A record of such a span is not younger than this.
        let now = self.clock.delta_as_nanos(self.start, self.clock.raw());
        let old = self.closed_spans.partition_point(|(time, _)| *time < until);
        let old: Vec<u64> = self
            .closed_spans
            .drain(..old)
            .map(|(_, number)| number)
            .collect();
        self.closed_spans
            .extend(closed.into_iter().map(|number| (now, number)));
        if !old.is_empty() {
            super::spans::forget(&old);
            self.section.forget_spans(&old);
        }
    }

    /// Writes the frames of the section to the file. Returns whether all were written.
    fn write(&mut self) -> bool {
        let is_written = self.file.write(&mut self.section);
        self.state.set_failing(!is_written);
        self.state
            .counts
            .bytes
            .store(self.file.bytes(), Ordering::Relaxed);
        is_written
    }

    fn tell_flushed(&self, flushes: u64) {
        if self.file.is_failing() {
            self.state.wake_flushing();
        } else {
            self.state.set_flushed(flushes);
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        #[cfg(feature = "tracing")]
        for _ in 0..2 {
            self.forget_spans(u64::MAX);
        }
        self.section.finish();
        self.file.finish(&mut self.section)
    }
}
