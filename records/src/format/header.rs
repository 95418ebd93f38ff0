//! The header of a section.

use super::bytes::Bytes;
use super::frame::{Kind, REPEATED, put_frame};
use super::varint;

/// What is known about the program that wrote a section.
///
/// ```
/// use kea_messages_records::format::header::Header;
///
/// let header = Header {
///     program: "kea-dhcp4".to_owned(),
///     process: 4711,
///     started: 1_767_225_600_000_000_000,
///     clock: "monotonic".to_owned(),
///     window: 10_000_000,
///     catalogues: vec![("dhcp4".to_owned(), 0x1234)],
/// };
/// let payload = header.encode();
/// assert_eq!(Header::decode(&payload), Some(header));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The name of the program.
    pub program: String,
    /// Its process ID.
    pub process: u64,
    /// The time at which the section began, in nanoseconds since the Unix epoch.
    pub started: u64,
    /// The clock: `monotonic`, or `none` if records have no time of their own.
    pub clock: String,
    /// The size of the window in nanoseconds. Records of different threads are in the order of
    /// their times, unless a thread was interrupted for longer than the window while it was
    /// recording.
    pub window: u64,
    /// The names of the catalogues, and their fingerprints.
    pub catalogues: Vec<(String, u64)>,
}

impl Header {
    /// Returns the payload of the frame.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        varint::put_str(&mut out, &self.program);
        varint::put_u64(&mut out, self.process);
        out.extend_from_slice(&self.started.to_le_bytes());
        varint::put_str(&mut out, &self.clock);
        varint::put_u64(&mut out, self.window);
        varint::put_u64(&mut out, self.catalogues.len() as u64);
        for (name, fingerprint) in &self.catalogues {
            varint::put_str(&mut out, name);
            out.extend_from_slice(&fingerprint.to_le_bytes());
        }
        out
    }

    /// Reads a payload. Returns `None` if it is not a header.
    #[must_use]
    pub fn decode(payload: &[u8]) -> Option<Self> {
        let mut bytes = Bytes::new(payload);
        Some(Self {
            program: bytes.str()?.to_owned(),
            process: bytes.u64()?,
            started: bytes.fixed_u64()?,
            clock: bytes.str()?.to_owned(),
            window: bytes.u64()?,
            catalogues: {
                let count = bytes.length()?;
                let catalogues =
                    (0..count).map(|_| Some((bytes.str()?.to_owned(), bytes.fixed_u64()?)));
                catalogues.collect::<Option<_>>()?
            },
        })
    }

    /// Returns the number of the section that the header with this payload begins. It is in the
    /// head of each frame of the section.
    ///
    /// ```
    /// use kea_messages_records::format::header::Header;
    ///
    /// let first = Header { started: 1, ..Header::default() }.encode();
    /// let second = Header { started: 2, ..Header::default() }.encode();
    /// assert_ne!(Header::section(&first), Header::section(&second));
    /// ```
    #[must_use]
    pub fn section(payload: &[u8]) -> u32 {
        crc32fast::hash(payload)
    }

    /// Appends the frame of the header, and returns the number of the section.
    ///
    /// It is written at the beginning of the section and, as `repeated`, again after its first
    /// block.
    pub fn put_frame(&self, out: &mut Vec<u8>, repeated: bool) -> u32 {
        let payload = self.encode();
        let section = Self::section(&payload);
        let flags = if repeated { REPEATED } else { 0 };
        put_frame(out, Kind::Header, 0, flags, section, &[&payload]);
        section
    }
}
