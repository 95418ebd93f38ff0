//! A definition packed into two strings, which are cheap to compile.
//!
//! A macro passes a definition to the runtime as constants. rustc type-checks
//! and borrow-checks the initial value of each, and for nested structures this
//! takes longer than for the rest of a message; `docs/DESIGN.md` has the
//! figures.
//!
//! - The *outline* is the part that printing and logging need: the severity,
//!   the ID, the arguments, and the text split at its placeholders.
//! - The *details* are the rest. They are separate, so that a program that
//!   never asks for a description does not contain it.
//!
//! Both are sequences of fields, and a field is its length and its text. A
//! length is three ASCII characters of seven bits each, the lowest first. The
//! fields of an outline are preceded by one character for the severity.
//!
//! The packed strings are written by the macros of the same version. Any other string is read as if
//! it ended before the first part that is not a field.

use crate::severity::Severity;

/// How many bytes the length before a field takes.
pub(crate) const LENGTH: usize = 3;

/// The mark before the named text if calls name the arguments.
pub(crate) const BY_NAME: char = '\0';

/// The mark of an argument that is a secret.
pub(crate) const SECRET: char = 's';

/// The mark of an argument that has no placeholder in the text.
pub(crate) const FIELD: char = 'f';

/// The characters that identify the fields that most messages do not have: the version and the note
/// of a deprecation, the limit, the alert and the promise.
pub(crate) const DEPRECATED_SINCE: char = 's';
pub(crate) const DEPRECATION_NOTE: char = 'n';
pub(crate) const LIMIT: char = 'l';
pub(crate) const ALERT: char = 'a';
pub(crate) const PROMISE: char = 'p';

/// The character for the severity if the definition leaves it open.
pub(crate) const OPEN: u8 = 127;

/// Removes the first packed field and returns it.
fn field(packed: &mut &'static str) -> Option<&'static str> {
    let length = length(*packed.as_bytes().first_chunk()?);
    let field = packed.get(LENGTH..LENGTH + length)?;
    *packed = &packed[LENGTH + length..];
    Some(field)
}

/// Does the same as [`field`] in a `const fn`, and returns the first field and the rest.
const fn split(packed: &'static [u8]) -> (&'static [u8], &'static [u8]) {
    if let Some((before, rest)) = packed.split_first_chunk() {
        let length = length(*before);
        if length <= rest.len() {
            return rest.split_at(length);
        }
    }
    (&[], &[])
}

const fn length([a, b, c]: [u8; LENGTH]) -> usize {
    a as usize | (b as usize) << 7 | (c as usize) << 14
}

/// The part of a definition that printing and logging need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outline(&'static str);

impl Outline {
    /// Takes an outline that [`pack_outline`](crate::pack::pack_outline) wrote.
    #[must_use]
    pub const fn new(packed: &'static str) -> Self {
        Self(packed)
    }

    /// The packed string.
    #[must_use]
    pub const fn packed(self) -> &'static str {
        self.0
    }

    /// Does the same as `==`, but faster if both are the same constant, which is the usual case.
    #[inline]
    #[must_use]
    pub fn is(self, other: Self) -> bool {
        core::ptr::eq(self.0, other.0) || self == other
    }

    /// The severity; `None` if the definition leaves it open.
    #[must_use]
    pub const fn severity(self) -> Option<Severity> {
        match self.0.as_bytes().first() {
            Some(&rank) => Severity::from_rank(rank),
            None => None,
        }
    }

    /// The message's ID.
    #[must_use]
    pub fn id(self) -> &'static str {
        field(&mut self.fields()).unwrap_or("")
    }

    /// The message's ID, for use in a `const fn`.
    #[must_use]
    pub const fn id_bytes(self) -> &'static [u8] {
        match self.0.as_bytes().split_first() {
            Some((_, fields)) => split(fields).0,
            None => &[],
        }
    }

    /// The arguments, in the order of their placeholders' numbers.
    #[must_use]
    pub fn arguments(self) -> Arguments {
        let mut packed = self.fields();
        field(&mut packed);
        Arguments(field(&mut packed).unwrap_or(""))
    }

    /// The first `N` segments of the text, which is split at its placeholders. If the text has
    /// fewer segments ([`count_segments`](Self::count_segments)), empty ones are added.
    ///
    /// This is a `const fn`, so that a text is split at compile time.
    #[must_use]
    pub const fn segments<const N: usize>(self) -> [Segment; N] {
        let mut segments = [Segment::EMPTY; N];
        let mut rest = self.packed_segments();
        let mut count = 0;
        while let Some((&number, packed)) = rest.split_first() {
            if count == N {
                break;
            }
            let (literal, behind) = split(packed);
            segments[count] = Segment {
                argument: (number as usize).wrapping_sub(1),
                literal: match core::str::from_utf8(literal) {
                    Ok(literal) => literal,
                    // This cannot happen, because a field is a part of a string.
                    Err(_) => "",
                },
            };
            rest = behind;
            count += 1;
        }
        segments
    }

    /// The number of segments in the text.
    #[must_use]
    pub const fn count_segments(self) -> usize {
        let mut rest = self.packed_segments();
        let mut count = 0;
        while let Some((_, packed)) = rest.split_first() {
            rest = split(packed).1;
            count += 1;
        }
        count
    }

    const fn packed_segments(self) -> &'static [u8] {
        match self.0.as_bytes().split_first() {
            Some((_, fields)) => split(split(fields).1).1,
            None => &[],
        }
    }

    fn fields(self) -> &'static str {
        self.0.get(1..).unwrap_or("")
    }
}

/// A piece of a text: an argument, and the literal that follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The index of the argument. The first segment has no argument, and its index is out of range.
    pub argument: usize,
    /// The literal that follows the argument, which can be empty.
    pub literal: &'static str,
}

impl Segment {
    const EMPTY: Self = Self {
        argument: usize::MAX,
        literal: "",
    };
}

/// An argument of an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackedArgument<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its Rust type; empty if none is declared.
    pub rust_type: &'a str,
    /// Whether it is a secret.
    pub secret: bool,
    /// Whether it has no placeholder in the text.
    pub field: bool,
}

/// The iterator that [`Outline::arguments`] returns.
#[derive(Clone, Debug)]
pub struct Arguments(&'static str);

impl Iterator for Arguments {
    type Item = PackedArgument<'static>;

    fn next(&mut self) -> Option<Self::Item> {
        let (name, rust_type) = (field(&mut self.0)?, field(&mut self.0)?);
        let marks = field(&mut self.0)?;
        Some(PackedArgument {
            name,
            rust_type,
            secret: marks.contains(SECRET),
            field: marks.contains(FIELD),
        })
    }
}

/// The parts of a definition that are not in the [`Outline`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Details(&'static str);

impl Details {
    /// Takes details that [`pack_details`](crate::pack::pack_details) wrote.
    #[must_use]
    pub const fn new(packed: &'static str) -> Self {
        Self(packed)
    }

    /// The text, with its placeholders.
    #[must_use]
    pub fn text(self) -> &'static str {
        self.field(0)
    }

    /// The description; empty if there is none.
    #[must_use]
    pub fn description(self) -> &'static str {
        self.field(1)
    }

    /// The operator action; empty if there is none.
    #[must_use]
    pub fn action(self) -> &'static str {
        self.field(2)
    }

    /// The version that introduced the message; empty if there is none.
    #[must_use]
    pub fn since(self) -> &'static str {
        self.field(3)
    }

    /// The text with names for its placeholders; empty if the definition numbers them.
    #[must_use]
    pub fn named_text(self) -> &'static str {
        let style = self.field(4);
        style.strip_prefix(BY_NAME).unwrap_or(style)
    }

    /// Whether calls name the arguments, as in a struct expression.
    #[must_use]
    pub fn is_called_by_name(self) -> bool {
        self.field(4).starts_with(BY_NAME)
    }

    /// The version that deprecated the message, and a note about it, each empty if not stated;
    /// `None` if the message is not deprecated.
    #[must_use]
    pub fn deprecation(self) -> Option<(&'static str, &'static str)> {
        let since = self.rare_field(DEPRECATED_SINCE)?;
        Some((since, self.rare_field(DEPRECATION_NOTE)?))
    }

    /// How often the message may be logged; empty if not stated.
    #[must_use]
    pub fn limit(self) -> &'static str {
        self.rare_field(LIMIT).unwrap_or("")
    }

    /// When an alert fires; empty if not stated.
    #[must_use]
    pub fn alert(self) -> &'static str {
        self.rare_field(ALERT).unwrap_or("")
    }

    /// The part of the message that a lock file keeps; empty if the definition does not state one.
    #[must_use]
    pub fn promise(self) -> &'static str {
        self.rare_field(PROMISE).unwrap_or("")
    }

    /// Returns a field that most messages do not have. These fields are after the others, and are
    /// left out if they are not stated, so that they take no space.
    fn rare_field(self, mark: char) -> Option<&'static str> {
        let mut packed = self.0;
        (0..5).for_each(|_| _ = field(&mut packed));
        core::iter::from_fn(|| field(&mut packed)).find_map(|field| field.strip_prefix(mark))
    }

    fn field(self, index: usize) -> &'static str {
        let mut packed = self.0;
        (0..index).for_each(|_| _ = field(&mut packed));
        field(&mut packed).unwrap_or("")
    }
}
