//! The kinds of values in a file.

/// The kind of a value: its type, and how it is encoded.
///
/// ```
/// use kea_messages_records::format::value::ValueKind;
///
/// assert_eq!(ValueKind::Str.byte(), 9);
/// assert_eq!(ValueKind::of_byte(9), Some(ValueKind::Str));
/// assert_eq!(ValueKind::of_byte(99), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u8)]
pub enum ValueKind {
    /// A secret, whose value is not recorded.
    Secret = 0,
    /// A boolean.
    Bool = 1,
    /// A character.
    Char = 2,
    /// A signed integer of up to 64 bits.
    I64 = 3,
    /// An unsigned integer of up to 64 bits.
    U64 = 4,
    /// A signed integer of 128 bits.
    I128 = 5,
    /// An unsigned integer of 128 bits.
    U128 = 6,
    /// A floating-point number of 32 bits.
    F32 = 7,
    /// A floating-point number of 64 bits.
    F64 = 8,
    /// A string.
    Str = 9,
    /// The `Display` of any other value.
    Display = 10,
    /// The `Debug` of any other value.
    Debug = 11,
    /// An error and its sources.
    Error = 12,
    /// An IPv4 address.
    Ipv4 = 13,
    /// An IPv6 address.
    Ipv6 = 14,
    /// Bytes.
    Bytes = 15,
}

/// The bit of a kind that is set if the text of the message states a format for the value. The
/// value is then preceded by a string in this format.
pub const FORMATTED: u8 = 32;

impl ValueKind {
    /// All kinds, in the order of their bytes.
    pub const ALL: [Self; 16] = [
        Self::Secret,
        Self::Bool,
        Self::Char,
        Self::I64,
        Self::U64,
        Self::I128,
        Self::U128,
        Self::F32,
        Self::F64,
        Self::Str,
        Self::Display,
        Self::Debug,
        Self::Error,
        Self::Ipv4,
        Self::Ipv6,
        Self::Bytes,
    ];

    /// Returns the byte for the kind, without [`FORMATTED`].
    #[must_use]
    pub const fn byte(self) -> u8 {
        self as u8
    }

    /// Returns the kind with this byte.
    #[must_use]
    pub const fn of_byte(byte: u8) -> Option<Self> {
        if (byte as usize) < Self::ALL.len() {
            Some(Self::ALL[byte as usize])
        } else {
            None
        }
    }
}
