//! The file that is written.

use super::section::Section;
use fs4::fs_std::FileExt as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// When a file is rotated.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rotation {
    /// The size in bytes at which a new file begins.
    pub(super) size: u64,
    /// The number of renamed files that are kept.
    pub(super) files: usize,
}

/// The file of a recording.
pub(super) struct RecordFile {
    path: PathBuf,
    file: File,
    rotation: Option<Rotation>,
    /// The size of the file.
    size: u64,
    /// The number of bytes of this recording.
    bytes: u64,
    is_failing: bool,
    /// The size at which the next rotation is attempted: that of `rotation`, or more if the last
    /// attempt has failed.
    rotated_at: u64,
}

impl RecordFile {
    /// Opens the file, and creates it if it does not exist. Records are appended to an existing one.
    ///
    /// # Errors
    ///
    /// Returns the error of opening it. If another process records to the file, the error says so.
    pub(super) fn open(path: PathBuf, rotation: Option<Rotation>) -> io::Result<Self> {
        let file = open(&path)?;
        let size = file.metadata()?.len();
        Ok(Self {
            path,
            file,
            rotated_at: rotation.map_or(u64::MAX, |rotation| rotation.size),
            rotation,
            size,
            bytes: 0,
            is_failing: false,
        })
    }

    pub(super) const fn is_failing(&self) -> bool {
        self.is_failing
    }

    pub(super) const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Writes the frames of the section, and rotates the file if it has become too large. Returns
    /// whether all were written. The frames that were not written stay in the section.
    pub(super) fn write(&mut self, section: &mut Section) -> bool {
        let result = self.try_write(section);
        // A header alone can be larger than a very small limit.
        if result.is_ok() && self.size >= self.rotated_at && section.has_blocks() {
            self.rotate(section);
        }
        let path = self.path.display();
        match &result {
            Err(error) if !self.is_failing => report(&format!(
                "cannot write {path}: {error}; \
                 records are lost when the rings are full, until it can be written"
            )),
            Ok(()) if self.is_failing => report(&format!("{path} can be written again")),
            _ => {}
        }
        self.is_failing = result.is_err();
        result.is_ok()
    }

    /// Writes the last frames of the section.
    ///
    /// # Errors
    ///
    /// Returns the error of the file. Records are lost then.
    pub(super) fn finish(&mut self, section: &mut Section) -> io::Result<()> {
        self.try_write(section)
    }

    fn try_write(&mut self, section: &mut Section) -> io::Result<()> {
        let mut written = 0;
        let result = loop {
            let rest = &section.frames[written..];
            if rest.is_empty() {
                break Ok(());
            }
            match self.file.write(rest) {
                Ok(0) => break Err(ErrorKind::WriteZero.into()),
                Ok(count) => written += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => break Err(error),
            }
        };
        // A frame that was only written in part is continued later, so that the file stays whole.
        section.remove_written(written);
        self.size += written as u64;
        self.bytes += written as u64;
        result
    }

    /// Ends the section, renames the file, and begins a new one. If that fails, the file is
    /// continued.
    fn rotate(&mut self, section: &mut Section) {
        let Some(rotation) = self.rotation else {
            return;
        };
        // The section ends first: its index belongs to the file that is renamed.
        section.finish();
        let result = self
            .try_write(section)
            .and_then(|()| rename(&self.path, rotation.files))
            .and_then(|()| open(&self.path));
        match result {
            Ok(file) => {
                (self.file, self.size) = (file, 0);
                self.rotated_at = rotation.size;
            }
            Err(error) => {
                // This is only reported once.
                if self.rotated_at == rotation.size {
                    let path = self.path.display();
                    report(&format!(
                        "cannot rotate {path}: {error}; the file is continued"
                    ));
                }
                // The next attempt is made when the file has grown by as much again.
                self.rotated_at = self.size.saturating_mul(2);
            }
        }
        section.start();
    }
}

/// Opens a file for one process at a time: two would mix their frames.
fn open(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().append(true).create(true).open(path)?;
    match file.try_lock_exclusive() {
        Ok(true) => Ok(file),
        Ok(false) => Err(io::Error::new(
            ErrorKind::WouldBlock,
            "another recording writes this file",
        )),
        // Not all file systems have locks.
        Err(error) if error.kind() == ErrorKind::Unsupported => Ok(file),
        Err(error) => Err(error),
    }
}

/// Renames `FILE` to `FILE.1`, and the renamed files to the next number. Only this number of renamed
/// files is kept. It is not an error if there is no `FILE`, because another program has removed it.
fn rename(path: &Path, files: usize) -> io::Result<()> {
    let renamed = |number: usize| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{number}"));
        PathBuf::from(name)
    };
    if files == 0 {
        return unless_missing(fs::remove_file(path));
    }
    if !path.try_exists()? {
        return Ok(());
    }
    let gap = (1..files)
        .find(|&number| !renamed(number).exists())
        .unwrap_or(files);
    for number in (1..gap).rev() {
        fs::rename(renamed(number), renamed(number + 1))?;
    }
    unless_missing(fs::rename(path, renamed(1)))
}

fn unless_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Writes a line to standard error, where the records cannot tell what happened to them.
pub(super) fn report(problem: &str) {
    _ = writeln!(io::stderr(), "kea-messages-records: {problem}");
}
