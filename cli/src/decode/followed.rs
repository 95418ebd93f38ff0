//! Follows a log as it grows, including rotations.

use super::line_reader::{LineReader, Next, Part};
use crate::output::complain;
use std::fs::{File, Metadata};
use std::io::{self, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// The interval at which a log is checked.
const LOOK: Duration = Duration::from_millis(200);

/// The time for which a renamed file is still read, because the program continues to write to it
/// until it is told to open a new one.
const OLD_FILE: Duration = Duration::from_secs(60);

/// The length of the beginning of a file that is compared, to detect that its content was replaced.
const BEGINNING: u64 = 1 << 10;

/// A log that is followed as it grows.
pub(super) struct Followed {
    path: PathBuf,
    file: Incarnation,
    /// The previous files of this name, starting with the oldest.
    old: Vec<Old>,
    /// The last line of a file that is no longer read, if it had no line feed.
    cut_off: Option<(Part, Vec<u8>)>,
    /// The last error about the log, so that it is reported only once.
    complaint: String,
}

/// A file that had the name of the log, and the time until which it is read.
struct Old {
    reader: LineReader,
    until: Instant,
}

/// A file that has the name of the log.
struct Incarnation {
    reader: LineReader,
    identity: (u64, u64),
    beginning: Vec<u8>,
}

impl Followed {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self {
            path: path.to_owned(),
            file: Incarnation::open(path)?,
            old: Vec::new(),
            cut_off: None,
            complaint: String::new(),
        })
    }

    /// Reads the next line into `line`, without its line feed.
    pub(super) fn next(&mut self, line: &mut Vec<u8>) -> io::Result<Next> {
        if let Some((part, rest)) = self.cut_off.take() {
            *line = rest;
            return Ok(Next::cut_off(part));
        }
        // Lines from before the rotation come first, because they can be the rest of a record.
        for old in &mut self.old {
            if let Ok(Some(part)) = old.reader.next(line) {
                old.until = Instant::now() + OLD_FILE;
                return Ok(part.into());
            }
        }
        if let Some(part) = self.file.reader.next(line)? {
            return Ok(part.into());
        }
        let now = Instant::now();
        while let Some(index) = self.old.iter().position(|old| old.until <= now) {
            if let Some(part) = self.old.remove(index).reader.take_rest(line) {
                return Ok(Next::cut_off(part));
            }
        }
        Ok(Next::Nothing)
    }

    /// Waits for more lines, and detects whether the file was replaced or truncated.
    pub(super) fn wait(&mut self) {
        thread::sleep(LOOK);
        match self.look() {
            Ok(()) => self.complaint.clear(),
            // After a rotation, the new file can be missing for a moment.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                let complaint = format!("cannot follow `{}`: {error}", self.path.display());
                if complaint != self.complaint {
                    complain("warning", &complaint);
                }
                self.complaint = complaint;
            }
        }
    }

    fn look(&mut self) -> io::Result<()> {
        let metadata = self.path.metadata()?;
        if identity(&metadata) != self.file.identity {
            let old = self.reopen()?;
            self.old.push(Old {
                reader: old.reader,
                until: Instant::now() + OLD_FILE,
            });
        } else if metadata.len() < self.file.reader.length() || !self.file.begins_as(&self.path)? {
            let old = self.reopen()?;
            // The lines that were not read are lost.
            self.cut_off = cut_off(old.reader);
        }
        Ok(())
    }

    /// Opens the file that has the name now, and returns the previous one. Both are written by the
    /// same program, so their lines end in the same way.
    fn reopen(&mut self) -> io::Result<Incarnation> {
        let mut new = Incarnation::open(&self.path)?;
        new.reader.continue_after(&self.file.reader);
        Ok(std::mem::replace(&mut self.file, new))
    }
}

impl Incarnation {
    fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        Ok(Self {
            identity: identity(&file.metadata()?),
            beginning: beginning(path)?,
            reader: LineReader::new(Box::new(BufReader::with_capacity(1 << 18, file)))?,
        })
    }

    /// Whether the file still begins in the same way. If not, it was truncated, and may have grown
    /// again.
    fn begins_as(&mut self, path: &Path) -> io::Result<bool> {
        let beginning = beginning(path)?;
        let begins = beginning.starts_with(&self.beginning);
        if begins {
            self.beginning = beginning;
        }
        Ok(begins)
    }
}

/// Returns the last line of a file that is no longer read, if it has no line feed.
fn cut_off(mut reader: LineReader) -> Option<(Part, Vec<u8>)> {
    let mut rest = Vec::new();
    reader.take_rest(&mut rest).map(|part| (part, rest))
}

fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut beginning = Vec::new();
    File::open(path)?
        .take(BEGINNING)
        .read_to_end(&mut beginning)?;
    Ok(beginning)
}

/// Returns a number that identifies a file among others with the same path.
#[cfg(unix)]
pub(super) fn identity(metadata: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (metadata.dev(), metadata.ino())
}

/// Returns the same number for all files. Here, only their content distinguishes them.
#[cfg(not(unix))]
pub(super) fn identity(_: &Metadata) -> (u64, u64) {
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::Followed;
    use crate::decode::line_reader::Next;
    use std::fs::{self, OpenOptions};
    use std::io::Write as _;
    use std::time::Instant;

    /// Returns the lines that can be read now.
    fn read(log: &mut Followed) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = Vec::new();
        log.wait();
        loop {
            let next = log.next(&mut line).expect("it can be read");
            let text = String::from_utf8_lossy(&line).into_owned();
            lines.push(match next {
                Next::Line => text,
                Next::CutOff => format!("cut off: {text}"),
                Next::Nothing => return lines,
                Next::TooLong | Next::End => panic!("{text}"),
            });
        }
    }

    #[test]
    fn what_happens_to_a_log() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("log");
        let append = |name: &str, text: &str| {
            let mut file = OpenOptions::new();
            let file = file
                .append(true)
                .create(true)
                .open(folder.path().join(name));
            file.and_then(|mut file| file.write_all(text.as_bytes()))
                .expect("it can be written");
        };
        append("log", "a\nb");
        let mut log = Followed::open(&path).expect("it is there");
        assert_eq!(read(&mut log), ["a"]);
        append("log", "c\n");
        assert_eq!(read(&mut log), ["bc"]);

        // The file is renamed, and the program still writes to it.
        fs::rename(&path, folder.path().join("log.1")).expect("it is there");
        append("log.1", "d\n");
        assert_eq!(read(&mut log), ["d"]);
        append("log", "e\n");
        append("log.1", "f\ng");
        assert_eq!(read(&mut log), ["f", "e"]);
        append("log.1", "h\n");
        append("log", "i\n");
        assert_eq!(read(&mut log), ["gh", "i"]);

        // The file is truncated in the middle of a line, and grows to more than its old length.
        append("log", "j");
        assert_eq!(read(&mut log), [""; 0]);
        fs::write(&path, "klmnop\nqrs\n").expect("it can be written");
        assert_eq!(read(&mut log), ["cut off: j", "klmnop", "qrs"]);
        fs::write(&path, "t\n").expect("it can be written");
        assert_eq!(read(&mut log), ["t"]);

        // The file is renamed twice in the middle of a line, and the program still writes to both.
        append("log", "v");
        assert_eq!(read(&mut log), [""; 0]);
        fs::rename(&path, folder.path().join("log.2")).expect("it is there");
        append("log", "w");
        assert_eq!(read(&mut log), [""; 0]);
        fs::rename(&path, folder.path().join("log.3")).expect("it is there");
        append("log", "x\n");
        append("log.3", "\n");
        assert_eq!(read(&mut log), ["w", "x"]);
        append("log.2", "1\n2");
        append("log.3", "3\n");
        assert_eq!(read(&mut log), ["v1", "3"]);

        // Each of log.1, log.2 and log.3 is read until a different time.
        log.old[1].until = Instant::now();
        append("log.3", "4");
        assert_eq!(read(&mut log), ["cut off: 2"]);
        append("log.3", "5\n");
        assert_eq!(read(&mut log), ["45"]);
        for old in &mut log.old {
            old.until = Instant::now();
        }
        assert_eq!(read(&mut log), [""; 0]);
        assert!(log.old.is_empty());

        // The file is removed, and appears again.
        fs::remove_file(&path).expect("it is there");
        assert_eq!(read(&mut log), [""; 0]);
        append("log", "u\n");
        assert_eq!(read(&mut log), ["u"]);
    }

    /// The ends of lines are learned as the log grows, and kept through a rotation.
    #[test]
    fn a_log_of_windows() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("log");
        fs::write(&path, "").expect("it can be written");
        let mut log = Followed::open(&path).expect("it is there");
        assert_eq!(read(&mut log), [""; 0]);
        fs::write(&path, "\u{feff}a\r\nb\r\nc\r\n").expect("it can be written");
        assert_eq!(read(&mut log), ["a", "b", "c"]);
        fs::rename(&path, folder.path().join("log.1")).expect("it is there");
        fs::write(&path, "d\r\n").expect("it can be written");
        assert_eq!(read(&mut log), ["d"]);
        fs::write(&path, "e\r\n").expect("it can be written");
        assert_eq!(read(&mut log), ["e"]);
    }
}
