//! The lines of a log, in constant memory.

use flate2::read::MultiGzDecoder;
use indicatif::{ProgressBar, ProgressStyle};
use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, IsTerminal as _, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A line that is longer is told in parts.
const MAX_LINE: usize = 1 << 20;

/// A log from which there is a bar on a terminal that shows how far we are.
const LONG_LOG: u64 = 1 << 26;

pub(super) struct Lines {
    reader: Box<dyn BufRead>,
    /// Whether the line before was too long, and has not ended.
    is_inside: bool,
    followed: Option<Followed>,
}

/// A file that is read as it grows.
struct Followed {
    path: PathBuf,
    /// Which file it is.
    identity: u64,
    /// What of it has been read.
    length: u64,
    /// The line at its end, which has no end itself yet.
    partial: Vec<u8>,
    /// Whether there is another file of its name, or it has been cut. What is left of
    /// this one is read first.
    is_over: bool,
}

/// What [`Lines::next`] has found.
pub(super) enum Next {
    Line,
    /// A part of a line that is too long.
    TooLong,
    /// The end of a file that can still grow.
    Nothing,
    End,
}

impl Lines {
    pub(super) fn open(path: &Path, is_followed: bool) -> io::Result<Self> {
        let mut followed = None;
        let file: Box<dyn Read> = if path == Path::new("-") {
            Box::new(io::stdin())
        } else {
            let file = File::open(path)?;
            if is_followed {
                followed = Some(Followed {
                    path: path.to_owned(),
                    identity: identity(&file.metadata()?),
                    length: 0,
                    partial: Vec::new(),
                    is_over: false,
                });
                Box::new(file)
            } else {
                with_progress(file)?
            }
        };
        let mut reader = BufReader::with_capacity(1 << 18, file);
        let start = reader.fill_buf()?;
        let reader: Box<dyn BufRead> = match start {
            [0x1f, 0x8b, ..] => buffered(MultiGzDecoder::new(reader)),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => buffered(zstd::Decoder::with_buffer(reader)?),
            _ => Box::new(reader),
        };
        Ok(Self {
            reader,
            is_inside: false,
            followed,
        })
    }

    /// Reads the next line, without its end.
    pub(super) fn next(&mut self, line: &mut Vec<u8>) -> io::Result<Next> {
        line.clear();
        if let Some(followed) = &mut self.followed {
            line.append(&mut followed.partial);
        }
        loop {
            let available = self.reader.fill_buf()?;
            if available.is_empty() {
                return Ok(self.at_end(line));
            }
            let room = MAX_LINE.saturating_sub(line.len());
            let end = memchr::memchr(b'\n', available);
            let length = end.unwrap_or(available.len()).min(room);
            line.extend_from_slice(&available[..length]);
            let is_whole = end == Some(length);
            let used = length + usize::from(is_whole);
            self.reader.consume(used);
            if let Some(followed) = &mut self.followed {
                followed.length += used as u64;
            }
            if is_whole {
                return Ok(self.end());
            }
            if line.len() >= MAX_LINE {
                self.is_inside = true;
                return Ok(Next::TooLong);
            }
        }
    }

    /// The end of a line, which can be that of one that is too long.
    fn end(&mut self) -> Next {
        if std::mem::take(&mut self.is_inside) {
            Next::TooLong
        } else {
            Next::Line
        }
    }

    fn at_end(&mut self, line: &mut Vec<u8>) -> Next {
        let Some(followed) = &mut self.followed else {
            let is_line = !line.is_empty() || self.is_inside;
            return if is_line { self.end() } else { Next::End };
        };
        if !followed.is_over {
            followed.partial.append(line);
            return Next::Nothing;
        }
        // Where the new file is not there yet, it will be.
        let Ok(again) = Self::open(&followed.path, true) else {
            followed.partial.append(line);
            return Next::Nothing;
        };
        *self = again;
        if line.is_empty() {
            return Next::Nothing;
        }
        self.end()
    }

    /// Waits for more of a followed file, and looks whether it is still the same.
    pub(super) fn wait(&mut self) {
        let Some(followed) = &mut self.followed else {
            return;
        };
        if !followed.is_over {
            std::thread::sleep(Duration::from_millis(200));
        }
        if let Ok(metadata) = followed.path.metadata() {
            followed.is_over =
                metadata.len() < followed.length || identity(&metadata) != followed.identity;
        }
    }
}

/// What tells a file from another of the same name.
#[cfg(unix)]
fn identity(metadata: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt as _;
    metadata.ino()
}

/// What tells a file from another of the same name: elsewhere only its length does.
#[cfg(not(unix))]
fn identity(_: &Metadata) -> u64 {
    0
}

fn buffered(reader: impl Read + 'static) -> Box<dyn BufRead> {
    Box::new(BufReader::with_capacity(1 << 18, reader))
}

/// The file, with a bar on standard error if that is a terminal and standard output is
/// not.
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
