//! Reads the lines of a log, which can be compressed, and can be followed as it grows.

use super::followed::Followed;
use super::line_reader::{LineReader, Next};
use crate::failure::Failure;
use crate::input::unreadable;
use crate::recorded::stdin;
use flate2::read::MultiGzDecoder;
use indicatif::{ProgressBar, ProgressStyle};
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal as _, Read};
use std::path::Path;

/// The size from which a log gets a progress bar.
const LONG_LOG: u64 = 1 << 26;

/// The lines of a log.
pub(super) enum Lines {
    /// A log that is read to its end.
    Whole(LineReader),
    /// A log that is followed, because it can still grow.
    Followed(Box<Followed>),
}

impl Lines {
    /// Opens a log. A compressed log is never followed, because it does not grow.
    pub(super) fn open(path: &Path, is_followed: bool) -> io::Result<Self> {
        let file: Box<dyn Read> = if path == Path::new("-") {
            Box::new(stdin())
        } else {
            with_progress(File::open(path)?)?
        };
        let mut reader = BufReader::with_capacity(1 << 18, file);
        let reader: Box<dyn BufRead> = match reader.fill_buf()? {
            [0x1f, 0x8b, ..] => buffered(MultiGzDecoder::new(reader)),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => buffered(zstd::Decoder::with_buffer(reader)?),
            _ if is_followed => return Ok(Self::Followed(Box::new(Followed::open(path)?))),
            _ => Box::new(reader),
        };
        Ok(Self::Whole(LineReader::new(reader)?))
    }

    /// Reads the next line into `line`, without its line feed.
    pub(super) fn next(&mut self, line: &mut Vec<u8>) -> io::Result<Next> {
        match self {
            Self::Followed(log) => log.next(line),
            Self::Whole(reader) => Ok(match reader.next(line)? {
                Some(part) => part.into(),
                None => reader.take_rest(line).map_or(Next::End, Next::cut_off),
            }),
        }
    }

    /// Does the same as [`LineReader::is_before`]. A log that is followed has no such lines.
    pub(super) fn is_before(&mut self, is_it: impl Fn(&[u8]) -> bool) -> bool {
        match self {
            Self::Whole(reader) => reader.is_before(is_it),
            Self::Followed(_) => false,
        }
    }

    /// Does the same as [`LineReader::take_before`].
    pub(super) fn take_before<E>(
        &mut self,
        is_it: impl Fn(&[u8]) -> bool,
        take: impl FnMut(u64, &str) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Self::Whole(reader) => reader.take_before(is_it, take),
            Self::Followed(_) => Ok(()),
        }
    }

    /// Returns the number of the line that was read last, starting with 1. Returns `None` for a log
    /// that is followed, because it can consist of several files.
    pub(super) const fn number(&self) -> Option<u64> {
        match self {
            Self::Whole(reader) => Some(reader.number()),
            Self::Followed(_) => None,
        }
    }

    /// Waits for more of a log that is followed.
    pub(super) fn wait(&mut self) {
        if let Self::Followed(log) = self {
            log.wait();
        }
    }
}

/// Calls `take` with each line of a log, or with each part of a line that is too long.
pub(crate) fn each_line(
    log: &Path,
    mut take: impl FnMut(&[u8]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut lines = Lines::open(log, false).map_err(|error| unreadable(log, &error))?;
    let mut line = Vec::new();
    loop {
        match lines.next(&mut line) {
            Ok(Next::Line | Next::CutOff | Next::TooLong) => take(&line)?,
            Ok(Next::Nothing | Next::End) => return Ok(()),
            Err(error) => return Err(unreadable(log, &error)),
        }
    }
}

fn buffered(reader: impl Read + 'static) -> Box<dyn BufRead> {
    Box::new(BufReader::with_capacity(1 << 18, reader))
}

/// Returns the file, with a progress bar if it is long, standard error is a terminal and standard
/// output is not.
fn with_progress(file: File) -> io::Result<Box<dyn Read>> {
    let metadata = file.metadata()?;
    let is_shown = metadata.is_file()
        && metadata.len() >= LONG_LOG
        && io::stderr().is_terminal()
        && !io::stdout().is_terminal();
    if !is_shown {
        return Ok(Box::new(file));
    }
    let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {eta}");
    let bar = ProgressBar::new(metadata.len());
    if let Ok(style) = style {
        bar.set_style(style);
    }
    Ok(Box::new(bar.wrap_read(file)))
}
