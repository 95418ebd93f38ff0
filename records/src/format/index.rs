//! The index and the end of a section.

use super::bytes::Bytes;
use super::frame::{Kind, put_frame};
use super::varint;

/// Where the blocks and the definitions of a section are.
///
/// ```
/// use kea_messages_records::format::index::Index;
///
/// let mut index = Index::default();
/// index.add_definitions(40);
/// index.add_block(100, 17, 1_000, 2_000);
/// assert_eq!(Index::decode(&index.encode()), Some(index));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// The frames, in the order of the file.
    pub frames: Vec<IndexedFrame>,
}

/// A frame that an [`Index`] lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexedFrame {
    /// The offset of the frame from the beginning of the section.
    pub offset: u64,
    /// The properties of a block, or `None` for definitions.
    pub block: Option<IndexedBlock>,
}

/// A block that an [`Index`] lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexedBlock {
    /// The number of its entries.
    pub entries: u64,
    /// Its earliest time, in nanoseconds since the Unix epoch.
    pub earliest: u64,
    /// Its latest time, in nanoseconds since the Unix epoch.
    pub latest: u64,
}

impl Index {
    /// Adds a frame with definitions that does not repeat an earlier one. Add frames in the order
    /// of their offsets from the beginning of the section.
    pub fn add_definitions(&mut self, offset: u64) {
        self.frames.push(IndexedFrame {
            offset,
            block: None,
        });
    }

    /// Adds a block with the number of its entries and with its earliest and latest time.
    pub fn add_block(&mut self, offset: u64, entries: u64, earliest: u64, latest: u64) {
        self.frames.push(IndexedFrame {
            offset,
            block: Some(IndexedBlock {
                entries,
                earliest,
                latest,
            }),
        });
    }

    /// Returns the payload of the frame.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        varint::put_u64(&mut out, self.frames.len() as u64);
        let mut before = 0;
        for frame in &self.frames {
            varint::put_u64(&mut out, frame.offset.wrapping_sub(before));
            before = frame.offset;
            varint::put_u64(&mut out, frame.block.map_or(0, |block| block.entries));
            if let Some(block) = frame.block {
                out.extend_from_slice(&block.earliest.to_le_bytes());
                out.extend_from_slice(&block.latest.to_le_bytes());
            }
        }
        out
    }

    /// Reads a payload. Returns `None` if it is not an index.
    #[must_use]
    pub fn decode(payload: &[u8]) -> Option<Self> {
        let mut bytes = Bytes::new(payload);
        let count = bytes.length()?;
        let mut index = Self::default();
        let mut offset = 0_u64;
        for _ in 0..count {
            offset = offset.checked_add(bytes.u64()?)?;
            match bytes.u64()? {
                0 => index.add_definitions(offset),
                entries => {
                    index.add_block(offset, entries, bytes.fixed_u64()?, bytes.fixed_u64()?);
                }
            }
        }
        Some(index)
    }

    /// Appends the frames of the index and of the end. `size` is the size of the section so far.
    ///
    /// If the index is too large for a frame, only the end is written, with two equal sizes.
    pub fn put_frames(&self, out: &mut Vec<u8>, section: u32, size: u64) {
        let before = out.len();
        let payload = self.encode();
        if payload.len() <= super::frame::MAX_PAYLOAD {
            put_frame(out, Kind::Index, 0, 0, section, &[&payload]);
        }
        let end = End {
            index: size,
            end: size + (out.len() - before) as u64,
        };
        end.put_frame(out, section);
    }
}

/// The end of a section, from which a reader finds the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The size of the section up to the beginning of the index.
    pub index: u64,
    /// The size of the section up to the beginning of the end. It is equal to `index` if there is
    /// no index.
    pub end: u64,
}

impl End {
    /// The size of the payload in bytes.
    pub const SIZE: usize = 16;

    /// Reads a payload. Returns `None` if it is not an end.
    ///
    /// ```
    /// use kea_messages_records::format::frame::HEAD;
    /// use kea_messages_records::format::index::End;
    ///
    /// let end = End { index: 1_000, end: 1_200 };
    /// let mut file = Vec::new();
    /// end.put_frame(&mut file, 7);
    /// assert_eq!(End::decode(&file[HEAD..]), Some(end));
    /// ```
    #[must_use]
    pub fn decode(payload: &[u8]) -> Option<Self> {
        let mut bytes = Bytes::new(payload);
        let end = Self {
            index: bytes.fixed_u64()?,
            end: bytes.fixed_u64()?,
        };
        (end.index <= end.end).then_some(end)
    }

    /// Appends the frame.
    pub fn put_frame(self, out: &mut Vec<u8>, section: u32) {
        let payload = [self.index.to_le_bytes(), self.end.to_le_bytes()];
        put_frame(out, Kind::End, 0, 0, section, &[payload.as_flattened()]);
    }
}
