//! A buffer of the bytes that have not been read yet.

use std::io::{self, ErrorKind, Read, Seek, SeekFrom};

/// The number of bytes that are read at once.
const STEP: usize = 64 * 1024;

/// A file, and the part of it that is in memory.
pub(super) struct Source<R> {
    read: R,
    /// The buffer. Only the bytes from `start` to `end` have been read.
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// The offset in the file of the byte at `start`.
    offset: u64,
}

impl<R> Source<R> {
    pub(super) fn new(read: R) -> Self {
        Self {
            read,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            offset: 0,
        }
    }

    /// Returns the offset in the file of the first byte of the window.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// Returns the bytes that are in memory.
    pub(super) fn window(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Removes this number of bytes from the window.
    pub(super) fn consume(&mut self, count: usize) {
        self.start += count;
        self.offset += count as u64;
        debug_assert!(self.start <= self.end);
    }
}

impl<R: Read> Source<R> {
    /// Reads until the window has this number of bytes. Returns whether it has: at the end of
    /// the file, it can have less.
    ///
    /// The buffer only grows as bytes are read, and at most to twice their number.
    pub(super) fn fill(&mut self, count: usize) -> io::Result<bool> {
        self.fill_up_to(count, usize::MAX)
    }

    /// Does the same as [`fill`](Self::fill), but reads no more bytes than that.
    pub(super) fn fill_exactly(&mut self, count: usize) -> io::Result<bool> {
        self.fill_up_to(count, count)
    }

    fn fill_up_to(&mut self, count: usize, most: usize) -> io::Result<bool> {
        while self.end - self.start < count {
            self.make_room();
            let end = self.buffer.len().min(self.start.saturating_add(most));
            match self.read.read(&mut self.buffer[self.end..end]) {
                Ok(0) => return Ok(false),
                Ok(read) => self.end += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }

    fn make_room(&mut self) {
        if self.end < self.buffer.len() {
            return;
        }
        // Moving bytes to the front is only worth it if it makes much room.
        if self.start > self.buffer.len() / 2 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        } else {
            let larger = (self.buffer.len() * 2).max(STEP);
            self.buffer.resize(larger, 0);
        }
    }
}

impl<R: Read + Seek> Source<R> {
    /// Returns the length of the file.
    pub(super) fn length(&mut self) -> io::Result<u64> {
        self.read.seek(SeekFrom::End(0))
    }

    /// Reads the bytes at this offset, and only these. Returns whether the file has all of them.
    ///
    /// The window is empty afterwards.
    pub(super) fn read_at(&mut self, offset: u64, bytes: &mut [u8]) -> io::Result<bool> {
        self.start = 0;
        self.end = 0;
        self.read.seek(SeekFrom::Start(offset))?;
        let mut filled = 0;
        while filled < bytes.len() {
            match self.read.read(&mut bytes[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.offset = offset + filled as u64;
        Ok(filled == bytes.len())
    }

    /// Moves the beginning of the window to this offset.
    pub(super) fn seek(&mut self, offset: u64) -> io::Result<()> {
        self.read.seek(SeekFrom::Start(offset))?;
        self.start = 0;
        self.end = 0;
        self.offset = offset;
        Ok(())
    }
}
