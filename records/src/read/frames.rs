//! Finds the frames of a file, and what is between them.

use super::damage::{Damage, Problem};
use super::source::Source;
use crate::format::frame::{FrameHead, HEAD, MAGIC, MAX_PAYLOAD, VERSION};
use std::io::{self, Read};
use std::ops::Range;

/// What follows in a file.
pub(super) enum Step {
    /// A whole frame, whose payload is that of [`Frames::payload`].
    Frame(FrameHead),
    /// A part that is not a frame.
    Damage(Damage),
}

/// What is at the beginning of the window.
enum Found {
    /// A whole frame of this version.
    Frame(FrameHead),
    /// Something else: the next frame can begin after this number of bytes.
    Other(usize),
    /// The beginning of a frame.
    Incomplete,
}

/// The frames of a file.
pub(super) struct Frames<R> {
    pub(super) source: Source<R>,
    /// Whether more bytes can be appended to the file.
    pub(super) is_growing: bool,
    /// The frame at the beginning of the window, if its checksums are correct.
    current: Option<FrameHead>,
    /// Whether the frame has been returned.
    is_returned: bool,
    /// Where the damage began that has not ended yet, and what it is.
    gap: Option<(u64, Problem)>,
    /// The number of bytes whose checksum was calculated in vain.
    wasted: u64,
}

impl<R> Frames<R> {
    pub(super) fn new(read: R) -> Self {
        Self {
            source: Source::new(read),
            is_growing: false,
            current: None,
            is_returned: false,
            gap: None,
            wasted: 0,
        }
    }

    /// Returns the payload of the frame that [`next`](Self::next) returned.
    pub(super) fn payload(&self) -> &[u8] {
        let size = self.current.map_or(0, |head| head.size as usize);
        self.source
            .window()
            .get(HEAD..HEAD + size)
            .unwrap_or_default()
    }

    /// Returns the place of that frame in the file.
    pub(super) fn range(&self) -> Range<u64> {
        let start = self.source.offset();
        start
            ..start
                + self
                    .current
                    .map_or(0, |head| HEAD as u64 + u64::from(head.size))
    }

    /// Returns the offset of the first byte that is not part of what [`next`](Self::next) has
    /// returned.
    pub(super) fn offset(&self) -> u64 {
        if self.is_returned {
            self.range().end
        } else {
            self.source.offset()
        }
    }

    /// Forgets what was read, because the window has moved.
    pub(super) fn moved(&mut self) {
        self.current = None;
        self.is_returned = false;
        self.gap = None;
    }
}

impl<R: Read> Frames<R> {
    /// Returns what follows, or `None` at the end of the file.
    pub(super) fn next(&mut self) -> io::Result<Option<Step>> {
        if self.is_returned {
            self.is_returned = false;
            if let Some(head) = self.current.take() {
                self.source.consume(HEAD + head.size as usize);
            }
        }
        while self.current.is_none() {
            if !self.source.fill(HEAD)? {
                return Ok(self.at_end());
            }
            match self.check()? {
                Found::Frame(head) => self.current = Some(head),
                Found::Other(skipped) => self.skip(skipped),
                Found::Incomplete => return Ok(None),
            }
        }
        if let Some(damage) = self.end_gap() {
            return Ok(Some(Step::Damage(damage)));
        }
        self.is_returned = true;
        Ok(self.current.map(Step::Frame))
    }

    /// Returns the whole frame at the beginning of the window, as if [`next`](Self::next) had returned
    /// it.
    pub(super) fn frame_here(&mut self) -> io::Result<Option<FrameHead>> {
        self.source.fill_exactly(HEAD)?;
        let head = self
            .source
            .window()
            .first_chunk()
            .and_then(FrameHead::parse);
        let Some(head) = head.filter(|head| head.version == VERSION) else {
            return Ok(None);
        };
        let whole = HEAD + head.size as usize;
        if self.source.fill_exactly(whole)? && head.is_of(&self.source.window()[HEAD..whole]) {
            self.current = Some(head);
            self.is_returned = true;
            return Ok(Some(head));
        }
        Ok(None)
    }

    /// Returns what is at the beginning of the window. If it is not a frame, a gap begins there.
    fn check(&mut self) -> io::Result<Found> {
        let head = self
            .source
            .window()
            .first_chunk()
            .and_then(FrameHead::parse);
        let Some(head) = head else {
            self.begin_gap(Problem::NotAFrame);
            return Ok(Found::Other(1));
        };
        let size = head.size as usize;
        if !self.source.fill(HEAD + size)? {
            if self.is_growing {
                return Ok(Found::Incomplete);
            }
            self.begin_gap(Problem::CutOff);
            return Ok(Found::Other(MAGIC.len()));
        }
        if !self.is_worth_checking(size) || !head.is_of(&self.source.window()[HEAD..HEAD + size]) {
            self.wasted += size as u64;
            self.begin_gap(Problem::Checksum);
            return Ok(Found::Other(MAGIC.len()));
        }
        if head.version != VERSION {
            self.begin_gap(Problem::Version(head.version));
            return Ok(Found::Other(HEAD + size));
        }
        Ok(Found::Frame(head))
    }

    /// Returns whether the checksum of a payload of this size is to be calculated.
    ///
    /// The heads of frames can be forged so that there is one every few bytes, each with a large
    /// payload. Without a limit, reading such a file would take a time in proportion to the
    /// square of its size. Other files do not reach the limit, because each of their bytes is in
    /// one payload.
    fn is_worth_checking(&self, size: usize) -> bool {
        let limit = 2 * MAX_PAYLOAD as u64 + 4 * self.source.offset();
        self.wasted + size as u64 <= limit
    }

    /// Moves to the next place at which a frame can begin, after this number of bytes.
    fn skip(&mut self, skipped: usize) {
        let rest = &self.source.window()[skipped..];
        let next = rest.windows(MAGIC.len()).position(|bytes| bytes == MAGIC);
        // The end of the window can be the beginning of the four bytes.
        let next = next.unwrap_or_else(|| rest.len().saturating_sub(MAGIC.len() - 1));
        self.source.consume(skipped + next);
    }

    /// Returns what is at the end of the file, where less than the head of a frame is left.
    fn at_end(&mut self) -> Option<Step> {
        if self.is_growing {
            return None;
        }
        let rest = self.source.window();
        if !rest.is_empty() {
            let common = rest.len().min(MAGIC.len());
            let is_head = rest[..common] == MAGIC[..common];
            let rest = rest.len();
            self.begin_gap(if is_head {
                Problem::CutOff
            } else {
                Problem::NotAFrame
            });
            self.source.consume(rest);
        }
        self.end_gap().map(Step::Damage)
    }

    fn begin_gap(&mut self, problem: Problem) {
        if self.gap.is_none() {
            self.gap = Some((self.source.offset(), problem));
        }
    }

    fn end_gap(&mut self) -> Option<Damage> {
        let (start, problem) = self.gap.take()?;
        Some(Damage {
            range: start..self.source.offset(),
            problem,
        })
    }
}
