//! A log file, which is reopened after it was moved or deleted, and rotated when it is too long.

use crate::config::Rotation;
use crate::output::fallback::Fallback;
use crate::output::identity::{Identity, is_deleted, is_pipe};
use crate::output::lines::{Lines, Refusal};
use crate::output::rotation::{self, Outcome};
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// A log file. When a line exceeds its maximum size, it is renamed to `NAME.1`, after `NAME.1` was
/// renamed to `NAME.2`, and so on.
///
/// Other processes may change its folder. If a step fails, lines are still written to the open file
/// as long as it has a name.
#[derive(Debug)]
pub(crate) struct LogFile {
    /// The absolute path, because the program can change its working directory.
    path: PathBuf,
    rotation: Rotation,
    open: Option<Open>,
    /// The time of the last check of the path.
    checked: Instant,
    /// Whether the path has to be checked before the next line.
    is_suspect: bool,
    /// The time from which a rotation is tried again.
    rotate_from: Option<Instant>,
    is_failure_said: bool,
    rotations: u64,
}

/// The period during which lines can be written to a file that has lost its name. Until the path is
/// checked, these lines are kept, and they are written again if the file was deleted.
const CHECK_EVERY: Duration = Duration::from_secs(1);
const CHECK_EVERY_BYTES: usize = 64 * 1024;

const RETRY_FAILED: Duration = Duration::from_secs(1);
const RETRY_BUSY: Duration = Duration::from_millis(10);

impl LogFile {
    pub(crate) fn open(path: &Path, rotation: Rotation) -> io::Result<Self> {
        let path = std::path::absolute(path)?;
        Ok(Self {
            open: Some(Open::new(&path)?),
            path,
            rotation,
            checked: Instant::now(),
            is_suspect: false,
            rotate_from: None,
            is_failure_said: false,
            rotations: 0,
        })
    }

    /// Returns the identity of the open file, or `None` if no file could be opened.
    pub(crate) fn identity(&self) -> Option<&Identity> {
        self.open.as_ref().map(|open| &open.identity)
    }

    /// Returns the partially written line, or an empty slice.
    pub(crate) fn torn_line(&self) -> &[u8] {
        let open = self.open.as_ref();
        open.map_or(b"", |open| open.lines.torn_line())
    }

    /// Returns the number of times that this program has rotated the file.
    pub(crate) const fn rotations(&self) -> u64 {
        self.rotations
    }

    pub(crate) fn set_rotation(&mut self, rotation: Rotation) {
        self.rotation = rotation;
        self.rotate_from = None;
    }

    /// Whether writing this many more bytes causes a rotation.
    pub(crate) fn is_rotated_with(&self, bytes: usize) -> bool {
        self.rotate_from.is_none() && self.is_full_with(bytes)
    }

    fn is_full_with(&self, bytes: usize) -> bool {
        let max_size = self.rotation.max_size;
        let is_longer = |open: &Open| open.size.saturating_add(bytes as u64) > max_size;
        max_size > 0 && self.open.as_ref().is_some_and(is_longer)
    }

    /// Writes whole lines.
    pub(crate) fn put(&mut self, lines: &[u8], fallback: &mut Fallback) -> Result<(), Refusal> {
        let now = Instant::now();
        if self.is_check_due(lines.len(), now) {
            self.check(fallback);
        }
        let open = match &mut self.open {
            Some(open) => open,
            none => none.insert(Open::again(&self.path)?),
        };
        let result = open.put(lines, fallback);
        self.is_suspect = result.is_err();
        if self.is_full_with(0) && self.rotate_from.is_none_or(|time| time <= now) {
            self.rotate(now, fallback);
        }
        result
    }

    fn is_check_due(&self, bytes: usize, now: Instant) -> bool {
        let is_much = |open: &Open| open.recent.len().saturating_add(bytes) > CHECK_EVERY_BYTES;
        self.is_suspect
            || now.saturating_duration_since(self.checked) >= CHECK_EVERY
            || self.open.as_ref().is_some_and(is_much)
    }

    /// Checks whether the path still refers to the open file. If not, opens the file that it refers
    /// to.
    pub(crate) fn check(&mut self, fallback: &mut Fallback) {
        self.checked = Instant::now();
        let Some(open) = &mut self.open else { return };
        match self.path.metadata() {
            Ok(found) if Identity::new(&self.path, &found) == open.identity => {
                if open.is_regular {
                    open.size = found.len();
                }
                open.are_safe();
            }
            _ => self.reopen(fallback),
        }
    }

    fn reopen(&mut self, fallback: &mut Fallback) {
        let Some(mut old) = self.open.take() else {
            return;
        };
        let new = Open::again(&self.path);
        let is_deleted = old.file().metadata().is_ok_and(|found| is_deleted(&found));
        if !is_deleted {
            old.are_safe();
        }
        match new {
            Ok(new) => {
                let new = self.open.insert(new);
                if is_deleted {
                    let recent = std::mem::take(&mut old.recent);
                    if let Err(refusal) = new.put(&recent, fallback) {
                        let refused = recent.get(refusal.taken..).unwrap_or_default();
                        fallback.take(refused, &refusal.error);
                    }
                } else if let Err(refusal) = old.put(b"", fallback) {
                    fallback.take(old.lines.torn_line(), &refusal.error);
                }
            }
            Err(error) if is_deleted => fallback.take(&old.recent, &error),
            // The file was renamed, or its folder is not readable.
            Err(_) => self.open = Some(old),
        }
    }

    fn rotate(&mut self, now: Instant, fallback: &mut Fallback) {
        match self.try_rotate(fallback) {
            Ok(Outcome::Rotated) => {
                self.rotations = self.rotations.saturating_add(1);
                self.rotate_from = None;
                self.is_failure_said = false;
            }
            Ok(Outcome::NotOurs) => self.rotate_from = None,
            Ok(Outcome::Busy) => self.rotate_from = Some(now + RETRY_BUSY),
            Err(error) => {
                self.rotate_from = Some(now + RETRY_FAILED);
                if !self.is_failure_said {
                    self.is_failure_said = true;
                    fallback.say_not_rotated(&self.path, &error);
                }
            }
        }
    }

    fn try_rotate(&mut self, fallback: &mut Fallback) -> io::Result<Outcome> {
        // This also updates the size of the file, to which other processes may have written.
        self.check(fallback);
        let is_full = self.is_full_with(0);
        let Some(open) = &mut self.open else {
            return Ok(Outcome::NotOurs);
        };
        if !is_full || !open.is_regular || open.lines.is_torn() {
            return Ok(Outcome::NotOurs);
        }
        if self.rotation.max_versions == 0 {
            open.file().set_len(0)?;
            open.size = 0;
            return Ok(Outcome::Rotated);
        }
        let outcome = rotation::rotate(&open.path, &open.identity, self.rotation.max_versions)?;
        match outcome {
            Outcome::Busy => {}
            Outcome::NotOurs => self.check(fallback),
            Outcome::Rotated => match Open::again(&self.path) {
                Ok(new) => self.open = Some(new),
                Err(error) => {
                    // The file stays open, under whatever name it has.
                    _ = rotation::undo(&open.path);
                    return Err(error);
                }
            },
        }
        Ok(outcome)
    }
}

/// An open file.
#[derive(Debug)]
struct Open {
    lines: Lines<File>,
    /// The path without symbolic links, because renamed files are next to the file and not next to
    /// the link.
    path: PathBuf,
    identity: Identity,
    /// Whether this is a regular file. Devices and pipes are not rotated.
    is_regular: bool,
    size: u64,
    /// The lines since the last check of the path.
    recent: Vec<u8>,
    /// The length of the file when a line was written partially.
    torn_at: u64,
}

impl Open {
    fn new(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        let metadata = file.metadata()?;
        let is_regular = metadata.is_file();
        let size = if is_regular { metadata.len() } else { 0 };
        let mut open = Self {
            lines: Lines::new(file),
            path: path.canonicalize().unwrap_or_else(|_| path.to_owned()),
            identity: Identity::new(path, &metadata),
            is_regular,
            size,
            recent: Vec::new(),
            torn_at: size,
        };
        if size > 0 {
            open.end_cut_line();
        }
        Ok(open)
    }

    /// If the last line of the file has no line feed, ends it before the next line is written.
    fn end_cut_line(&mut self) {
        if let Some(length) = cut_at(&self.path, &self.identity) {
            self.lines.end_line();
            self.torn_at = length;
        }
    }

    /// Opens a file while the program is logging. A pipe is an error, because opening it could wait
    /// for its reader.
    fn again(path: &Path) -> io::Result<Self> {
        if is_pipe(path) {
            let problem = format!("{} is now a pipe", path.display());
            return Err(io::Error::new(ErrorKind::InvalidInput, problem));
        }
        Self::new(path)
    }

    const fn file(&self) -> &File {
        self.lines.get_ref()
    }

    /// Records that the lines so far are in a file that still has its name.
    fn are_safe(&mut self) {
        self.recent.clear();
        // This line is not yet written completely.
        self.recent.extend_from_slice(self.lines.torn_line());
    }

    fn put(&mut self, lines: &[u8], fallback: &mut Fallback) -> Result<(), Refusal> {
        if self.lines.is_torn() {
            self.look_at_torn(fallback);
        }
        let result = self.lines.put(lines);
        let taken = result
            .as_ref()
            .map_or_else(|refusal| refusal.taken, |()| lines.len());
        let taken = lines.get(..taken).unwrap_or(lines);
        if self.is_regular {
            self.size = self.size.saturating_add(taken.len() as u64);
            self.recent.extend_from_slice(taken);
        }
        if self.lines.is_torn() {
            self.torn_at = self.length().unwrap_or(self.torn_at);
        }
        result
    }

    /// Abandons the partially written line if another process has written to the file in the
    /// meantime.
    fn look_at_torn(&mut self, fallback: &mut Fallback) {
        if !self.is_regular || self.length().is_none_or(|length| length == self.torn_at) {
            return;
        }
        let error = io::Error::other("another process has written to the same line");
        fallback.take(self.lines.torn_line(), &error);
        self.lines.abandon();
        self.end_cut_line();
    }

    fn length(&self) -> Option<u64> {
        self.file().metadata().ok().map(|metadata| metadata.len())
    }
}

/// Returns the length of a file whose last line has no line feed. Returns `None` if the line is
/// complete, if another process is still writing it, or if the file cannot be read.
///
/// The length is checked several times. While another process writes, a reader can see a part of a
/// single write call, until that process is scheduled again.
fn cut_at(path: &Path, identity: &Identity) -> Option<u64> {
    const LOOKS: u32 = 20;
    const BETWEEN: Duration = Duration::from_millis(10);
    let look = || {
        let mut file = File::open(path)?;
        let metadata = file.metadata()?;
        let mut last = *b"\n";
        if Identity::new(path, &metadata) == *identity {
            file.seek(SeekFrom::Start(metadata.len().saturating_sub(1)))?;
            file.read_exact(&mut last)?;
        }
        io::Result::Ok((last != *b"\n").then_some(metadata.len()))
    };
    let length = look().ok()??;
    for _ in 0..LOOKS {
        thread::sleep(BETWEEN);
        if look().ok()?? != length {
            return None;
        }
    }
    Some(length)
}

#[cfg(test)]
mod tests;
