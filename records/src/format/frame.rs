//! Frames, which have a checksum.

/// The bytes that each frame, and so each file, begins with.
///
/// The first one does not occur in UTF-8.
pub const MAGIC: [u8; 4] = [0xf9, b'K', b'M', b'R'];

/// The version of the format that this crate reads and writes.
pub const VERSION: u8 = 1;

/// The size of the head of a frame in bytes.
pub const HEAD: usize = 24;

/// The maximum size of a payload in bytes.
pub const MAX_PAYLOAD: usize = 1 << 26;

/// The flag of a frame that repeats an earlier one.
pub const REPEATED: u8 = 1;

/// What a frame contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A [`Header`](super::header::Header).
    Header,
    /// [Definitions](super::definition).
    Definitions,
    /// A [block](super::block) of records.
    Block,
    /// An [`Index`](super::index::Index).
    Index,
    /// An [`End`](super::index::End).
    End,
    /// A kind that this version does not know, which readers skip.
    Unknown(u8),
}

impl Kind {
    /// Returns the byte for the kind.
    ///
    /// ```
    /// use kea_messages_records::format::frame::Kind;
    ///
    /// assert_eq!(Kind::Block.byte(), b'B');
    /// assert_eq!(Kind::of_byte(b'B'), Kind::Block);
    /// ```
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Header => b'H',
            Self::Definitions => b'D',
            Self::Block => b'B',
            Self::Index => b'I',
            Self::End => b'E',
            Self::Unknown(byte) => byte,
        }
    }

    /// Returns the kind with this byte.
    #[must_use]
    pub const fn of_byte(byte: u8) -> Self {
        match byte {
            b'H' => Self::Header,
            b'D' => Self::Definitions,
            b'B' => Self::Block,
            b'I' => Self::Index,
            b'E' => Self::End,
            byte => Self::Unknown(byte),
        }
    }
}

/// How the body of a block is compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Compression {
    /// It is not compressed.
    #[default]
    None,
    /// It is compressed with zstd.
    Zstd,
    /// It is compressed with LZ4, as a block without a frame of LZ4.
    Lz4,
}

impl Compression {
    /// Returns the byte for the compression.
    ///
    /// ```
    /// use kea_messages_records::format::frame::Compression;
    ///
    /// assert_eq!(Compression::Zstd.byte(), 1);
    /// assert_eq!(Compression::of_byte(1), Some(Compression::Zstd));
    /// assert_eq!(Compression::of_byte(9), None);
    /// ```
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Zstd => 1,
            Self::Lz4 => 2,
        }
    }

    /// Returns the compression with this byte.
    #[must_use]
    pub const fn of_byte(byte: u8) -> Option<Self> {
        match byte {
            0 => Some(Self::None),
            1 => Some(Self::Zstd),
            2 => Some(Self::Lz4),
            _ => None,
        }
    }
}

/// The head of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameHead {
    /// The version of the format. If it is not [`VERSION`], nothing is known about the payload.
    pub version: u8,
    /// What the frame contains.
    pub kind: Kind,
    /// The byte for the [`Compression`].
    pub compression: u8,
    /// The flags, such as [`REPEATED`].
    pub flags: u8,
    /// The number of the section, which its header determines.
    pub section: u32,
    /// The size of the payload in bytes.
    pub size: u32,
    /// The checksum of the payload.
    pub checksum: u32,
}

impl FrameHead {
    /// Parses the head of a frame. Returns `None` if the bytes do not begin with [`MAGIC`], if
    /// their checksum is wrong, or if the payload would be too large.
    ///
    /// ```
    /// use kea_messages_records::format::frame::{FrameHead, Kind, put_frame};
    ///
    /// let mut file = Vec::new();
    /// put_frame(&mut file, Kind::End, 0, 0, 7, &[b"payload"]);
    ///
    /// let (head, payload) = file.split_first_chunk().unwrap();
    /// let head = FrameHead::parse(head).unwrap();
    /// assert_eq!((head.kind, head.section, head.size), (Kind::End, 7, 7));
    /// assert!(head.is_of(payload));
    /// assert!(!head.is_of(b"PAYLOAD"));
    /// ```
    #[must_use]
    pub fn parse(head: &[u8; HEAD]) -> Option<Self> {
        let field =
            |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        if head[..4] != MAGIC || crc32fast::hash(&head[4..20]) != field(20) {
            return None;
        }
        let head = Self {
            version: head[4],
            kind: Kind::of_byte(head[5]),
            compression: head[6],
            flags: head[7],
            section: field(8),
            size: field(12),
            checksum: field(16),
        };
        (head.size as usize <= MAX_PAYLOAD).then_some(head)
    }

    /// Returns whether the checksum is that of this payload.
    #[must_use]
    pub fn is_of(&self, payload: &[u8]) -> bool {
        crc32fast::hash(payload) == self.checksum
    }

    /// Returns whether the frame repeats an earlier one.
    #[must_use]
    pub const fn is_repeated(&self) -> bool {
        self.flags & REPEATED != 0
    }

    /// Returns the head as it is written in a file.
    fn bytes(&self) -> [u8; HEAD] {
        let mut head = [0; HEAD];
        head[..4].copy_from_slice(&MAGIC);
        head[4] = self.version;
        head[5] = self.kind.byte();
        head[6] = self.compression;
        head[7] = self.flags;
        head[8..12].copy_from_slice(&self.section.to_le_bytes());
        head[12..16].copy_from_slice(&self.size.to_le_bytes());
        head[16..20].copy_from_slice(&self.checksum.to_le_bytes());
        let checksum = crc32fast::hash(&head[4..20]);
        head[20..].copy_from_slice(&checksum.to_le_bytes());
        head
    }
}

/// Appends a frame. Its payload is the concatenation of the slices in `payload`.
///
/// `compression` is the byte for the [`Compression`] of the body of a block. In other frames it
/// is 0.
///
/// # Panics
///
/// Panics if the payload is larger than [`MAX_PAYLOAD`].
pub fn put_frame(
    out: &mut Vec<u8>,
    kind: Kind,
    compression: u8,
    flags: u8,
    section: u32,
    payload: &[&[u8]],
) {
    let size: usize = payload.iter().map(|part| part.len()).sum();
    let limit = "the payload of a frame has at most 64 MiB";
    assert!(size <= MAX_PAYLOAD, "{limit}");
    let mut hasher = crc32fast::Hasher::new();
    for part in payload {
        hasher.update(part);
    }
    let head = FrameHead {
        version: VERSION,
        kind,
        compression,
        flags,
        section,
        size: u32::try_from(size).expect(limit),
        checksum: hasher.finalize(),
    };
    out.reserve(HEAD + size);
    out.extend_from_slice(&head.bytes());
    for part in payload {
        out.extend_from_slice(part);
    }
}
