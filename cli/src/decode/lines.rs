//! Reads the lines of a log, in constant memory.

use flate2::read::MultiGzDecoder;
use indicatif::{ProgressBar, ProgressStyle};
use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, IsTerminal as _, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The longest line that is returned as a whole. A longer one is returned in parts.
const MAX_LINE: usize = 1 << 20;

/// The size from which a log gets a progress bar.
const LONG_LOG: u64 = 1 << 26;

/// What begins a file of UTF-8 that was written where files have such a mark.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads the lines of a log, which can be compressed, and can be followed as it grows.
pub(super) struct Lines {
    reader: Box<dyn BufRead>,
    /// Whether part of a line that is too long was returned, and more of it follows.
    is_inside: bool,
    /// Whether a carriage return belongs to the line feed behind it.
    is_crlf: bool,
    followed: Option<Followed>,
}

/// A file that is followed as it grows.
struct Followed {
    path: PathBuf,
    /// Tells whether the path still leads to the same file.
    identity: u64,
    /// How many bytes of it have been read.
    length: u64,
    /// The last line so far, which has no line feed yet.
    partial: Vec<u8>,
    /// Whether the file was replaced or truncated. The rest of this one is read first.
    is_over: bool,
}

/// What [`Lines::next`] has read.
pub(super) enum Next {
    /// A line, whole.
    Line,
    /// A part of a line that is too long.
    TooLong,
    /// Nothing: this is the end of a file that can still grow.
    Nothing,
    /// Nothing: this is the end of the log.
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
        let mut reader: Box<dyn BufRead> = match start {
            [0x1f, 0x8b, ..] => buffered(MultiGzDecoder::new(reader)),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => buffered(zstd::Decoder::with_buffer(reader)?),
            _ => Box::new(reader),
        };
        // An error is returned by the first read.
        let start = reader.fill_buf().unwrap_or_default();
        let is_crlf = is_crlf(start);
        if start.starts_with(BYTE_ORDER_MARK) {
            reader.consume(BYTE_ORDER_MARK.len());
        }
        Ok(Self {
            reader,
            is_inside: false,
            is_crlf,
            followed,
        })
    }

    /// Reads the next line into `line`, without its line feed.
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
                if self.is_crlf && line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(self.end());
            }
            if line.len() >= MAX_LINE {
                self.is_inside = true;
                return Ok(Next::TooLong);
            }
        }
    }

    /// What a line is whose end has been read: it can be that of one that is too long.
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
        // After a rotation the new file can be missing for a moment.
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

    /// Waits for more of a followed file, and finds out whether it was replaced.
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

/// Whether lines end with a carriage return and a line feed: there are two lines at least, and
/// each of them does. That of a single line could belong to a value.
fn is_crlf(start: &[u8]) -> bool {
    let mut feeds = memchr::memchr_iter(b'\n', start).peekable();
    let first = feeds.next();
    first.is_some()
        && feeds.peek().is_some()
        && first
            .into_iter()
            .chain(feeds)
            .all(|feed| start[..feed].last() == Some(&b'\r'))
}

/// What tells a file from another one with the same path.
#[cfg(unix)]
fn identity(metadata: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt as _;
    metadata.ino()
}

/// What tells a file from another one with the same path. Here only its length does.
#[cfg(not(unix))]
fn identity(_: &Metadata) -> u64 {
    0
}

fn buffered(reader: impl Read + 'static) -> Box<dyn BufRead> {
    Box::new(BufReader::with_capacity(1 << 18, reader))
}

/// The file, with a progress bar if it is long, standard error is a terminal and standard
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

#[cfg(test)]
mod tests {
    use super::is_crlf;

    #[test]
    fn ends_of_lines() {
        let cases = [
            ("", false),
            ("a\r\n", false),
            ("a\r\nb\r\n", true),
            ("a\r\nb\r\nc", true),
            ("a\r\nb\nc\r\n", false),
            ("a\nb\r\n", false),
            ("\n\r\n", false),
        ];
        for (start, expected) in cases {
            assert_eq!(is_crlf(start.as_bytes()), expected, "{start:?}");
        }
    }
}
