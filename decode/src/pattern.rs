//! A message's text as a pattern that a line is held against.

use crate::search::search;
use kea_messages_catalog::Message;
use kea_messages_core::text::{Piece, pieces};
use memchr::memmem;
use std::borrow::Cow;

/// What is printed for a secret.
const REDACTED: &str = "<redacted>";

/// A message's text, cut at its placeholders.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) names: Vec<Box<str>>,
    pub(crate) kinds: Vec<Kind>,
    /// What stands before the first placeholder.
    head: Box<str>,
    pub(crate) gaps: Vec<Gap>,
    /// Whether each argument stands in the text once, in the order of their numbers.
    is_in_order: bool,
}

/// A placeholder, and the literal behind it.
#[derive(Debug)]
pub(crate) struct Gap {
    pub(crate) argument: usize,
    pub(crate) literal: Box<str>,
    pub(crate) finder: memmem::Finder<'static>,
    finder_rev: memmem::FinderRev<'static>,
}

/// What is known of an argument by its declared type. Other types are text: a name
/// such as `Duration` can be anybody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Unsigned,
    Signed,
    Bool,
    Char,
    Secret,
}

/// The value of an argument, as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// Of an argument that is declared as an integer or a boolean: as it is printed,
    /// which is also how JSON has it.
    Bare(Cow<'a, str>),
}

impl Value<'_> {
    /// The value as it is printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Text(value) | Self::Bare(value) => value,
        }
    }

    /// The same value, kept for itself.
    #[must_use]
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Text(value) => Value::Text(value.into_owned().into()),
            Self::Bare(value) => Value::Bare(value.into_owned().into()),
        }
    }
}

impl Kind {
    fn of(rust_type: Option<&str>, is_secret: bool) -> Self {
        match rust_type {
            _ if is_secret => Self::Secret,
            Some("u8" | "u16" | "u32" | "u64" | "u128" | "usize") => Self::Unsigned,
            Some("i8" | "i16" | "i32" | "i64" | "i128" | "isize") => Self::Signed,
            Some("bool") => Self::Bool,
            Some("char") => Self::Char,
            _ => Self::Text,
        }
    }

    /// Whether a value of this kind can be printed so.
    pub(crate) fn accepts(self, text: &str) -> bool {
        let is_number = |digits: &str| {
            digits.len() <= 39
                && !digits.is_empty()
                && digits.bytes().all(|byte| byte.is_ascii_digit())
                && (digits == "0" || !digits.starts_with('0'))
        };
        match self {
            Self::Text => true,
            Self::Unsigned => is_number(text),
            Self::Signed => match text.strip_prefix('-') {
                Some(digits) => is_number(digits) && digits != "0",
                None => is_number(text),
            },
            Self::Bool => matches!(text, "true" | "false"),
            Self::Char => text.chars().nth(1).is_none() && !text.is_empty(),
            Self::Secret => text == REDACTED,
        }
    }

    /// The most bytes that a value has.
    pub(crate) const fn longest(self) -> usize {
        match self {
            Self::Text => usize::MAX,
            Self::Unsigned => 39,
            Self::Signed => 40,
            Self::Bool => 5,
            Self::Char => 4,
            Self::Secret => REDACTED.len(),
        }
    }
}

/// The ways in which a text can be read.
#[derive(Debug, Default)]
pub(crate) struct Readings<'t> {
    /// The values of the arguments, of each way that is told.
    pub(crate) found: Vec<Vec<Value<'t>>>,
    /// Whether the search ended before it had looked at all.
    pub(crate) gave_up: bool,
}

impl Pattern {
    pub(crate) fn new(message: &Message) -> Self {
        let mut head = String::new();
        let mut gaps: Vec<(usize, String)> = Vec::new();
        for piece in pieces(&message.text).flatten() {
            match piece {
                Piece::Placeholder(number) => gaps.push((number - 1, String::new())),
                Piece::Literal(literal) => match gaps.last_mut() {
                    Some((_, behind)) => behind.push_str(literal),
                    None => head.push_str(literal),
                },
            }
        }
        let arguments = message.named_arguments();
        let kinds: Vec<Kind> = arguments
            .iter()
            .map(|argument| Kind::of(argument.rust_type.as_deref(), argument.secret))
            .collect();
        let is_in_order = gaps.len() == kinds.len()
            && gaps
                .iter()
                .enumerate()
                .all(|(index, (argument, _))| index == *argument);
        Self {
            is_in_order,
            names: arguments
                .into_iter()
                .map(|argument| argument.name.into())
                .collect(),
            kinds,
            head: head.into(),
            gaps: gaps
                .into_iter()
                .map(|(argument, literal)| Gap {
                    argument,
                    finder: memmem::Finder::new(&literal).into_owned(),
                    finder_rev: memmem::FinderRev::new(&literal).into_owned(),
                    literal: literal.into(),
                })
                .collect(),
        }
    }

    /// Whether two messages have the same text and the same arguments.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let gaps = |pattern: &Self| -> Vec<(usize, Box<str>)> {
            let gaps = pattern.gaps.iter();
            gaps.map(|gap| (gap.argument, gap.literal.clone()))
                .collect()
        };
        self.names == other.names
            && self.kinds == other.kinds
            && self.head == other.head
            && gaps(self) == gaps(other)
    }

    /// What a value of the argument with this index is, that is printed so; `None` if
    /// it can be none.
    pub(crate) fn value<'t>(&self, index: usize, text: Cow<'t, str>) -> Option<Value<'t>> {
        let kind = self.kinds.get(index).copied().unwrap_or(Kind::Text);
        kind.accepts(&text).then_some(match kind {
            Kind::Unsigned | Kind::Signed | Kind::Bool => Value::Bare(text),
            Kind::Text | Kind::Char | Kind::Secret => Value::Text(text),
        })
    }

    /// Whether the text is this one with these values in it.
    pub(crate) fn fits(&self, text: &str, values: &[Value<'_>]) -> bool {
        let mut rest = text.strip_prefix(&*self.head);
        for gap in &self.gaps {
            let value = values.get(gap.argument).map_or("", Value::as_str);
            rest = rest
                .and_then(|rest| rest.strip_prefix(value))
                .and_then(|rest| rest.strip_prefix(&*gap.literal));
        }
        rest == Some("")
    }

    /// The one way in which the text can be read, where it takes no search to see that
    /// there is no other.
    pub(crate) fn read_plain<'t>(&self, text: &'t str) -> Option<Vec<Value<'t>>> {
        let cut = self.cut(text)?;
        if self.is_only(&cut) {
            self.reading(cut.rest, &cut.leftmost)
        } else {
            None
        }
    }

    /// All the ways in which the text can be read, or the first few of them: none if
    /// it is another text.
    pub(crate) fn read<'t>(&self, text: &'t str) -> Readings<'t> {
        if self.gaps.is_empty() {
            // Of a text without arguments there is one reading.
            return Readings::of((*text == *self.head).then(Vec::new));
        }
        match self.cut(text) {
            None => Readings::default(),
            Some(cut) if self.is_only(&cut) => Readings::of(self.reading(cut.rest, &cut.leftmost)),
            Some(cut) => search(self, cut.rest, cut.end),
        }
    }

    /// What stands between the first literal and the last one, cut so that each value
    /// ends as early as it can; `None` where no cut fits.
    fn cut<'t>(&self, text: &'t str) -> Option<Cut<'t>> {
        let rest = text.strip_prefix(&*self.head)?;
        let end = rest.strip_suffix(&*self.gaps.last()?.literal)?.len();
        let leftmost = self.leftmost(rest, end)?;
        Some(Cut {
            rest,
            end,
            leftmost,
        })
    }

    /// Where each value ends, if each ends as early as it can; `None` where no cut
    /// fits.
    fn leftmost(&self, rest: &str, end: usize) -> Option<Cuts> {
        let mut cuts = Cuts(Vec::with_capacity(self.gaps.len()));
        let mut at = 0;
        for (index, gap) in self.gaps.iter().enumerate() {
            if index + 1 == self.gaps.len() {
                cuts.push(at, end);
                return (at <= end).then_some(cuts);
            }
            let found = gap.finder.find(rest.get(at..end)?.as_bytes())?;
            cuts.push(at, at + found);
            at += found + gap.literal.len();
        }
        None
    }

    /// Whether no value can end later than in this cut.
    fn is_only(&self, cut: &Cut<'_>) -> bool {
        let mut end = cut.end;
        for index in (0..self.gaps.len() - 1).rev() {
            let gap = &self.gaps[index];
            if gap.literal.is_empty() {
                return false;
            }
            let Some(found) = gap.finder_rev.rfind(&cut.rest.as_bytes()[..end]) else {
                return false;
            };
            if found != cut.leftmost.end(index) {
                return false;
            }
            end = found;
        }
        true
    }

    /// The values between these cuts, if they can be those of the arguments.
    pub(crate) fn reading<'t>(&self, rest: &'t str, cuts: &Cuts) -> Option<Vec<Value<'t>>> {
        if self.is_in_order {
            let gaps = 0..self.gaps.len();
            return gaps
                .map(|index| {
                    self.value(
                        index,
                        Cow::Borrowed(&rest[cuts.start(index)..cuts.end(index)]),
                    )
                })
                .collect();
        }
        let mut values: Vec<Option<&'t str>> = vec![None; self.names.len()];
        for (index, gap) in self.gaps.iter().enumerate() {
            let value = &rest[cuts.start(index)..cuts.end(index)];
            match values.get_mut(gap.argument)? {
                Some(other) if *other != value => return None,
                other => *other = Some(value),
            }
        }
        let values = values.into_iter().enumerate();
        values
            // A gap in the numbers is an argument that the text does not show.
            .map(|(index, value)| self.value(index, Cow::Borrowed(value.unwrap_or(""))))
            .collect()
    }
}

impl<'t> Readings<'t> {
    fn of(reading: Option<Vec<Value<'t>>>) -> Self {
        Self {
            found: reading.into_iter().collect(),
            gave_up: false,
        }
    }
}

/// A text, cut.
struct Cut<'t> {
    /// What stands behind the first literal.
    rest: &'t str,
    /// Where in it the last value ends.
    end: usize,
    leftmost: Cuts,
}

/// Where values begin and end.
#[derive(Debug, Default)]
pub(crate) struct Cuts(Vec<(usize, usize)>);

impl Cuts {
    pub(crate) fn push(&mut self, start: usize, end: usize) {
        self.0.push((start, end));
    }

    pub(crate) fn pop(&mut self) {
        self.0.pop();
    }

    fn start(&self, index: usize) -> usize {
        self.0[index].0
    }

    fn end(&self, index: usize) -> usize {
        self.0[index].1
    }
}

/// Whether a text can be cut in more than one way by values that nobody means to do
/// harm with: two placeholders side by side, of which nothing is known.
#[must_use]
pub fn is_ambiguous(message: &Message) -> bool {
    let pattern = Pattern::new(message);
    let kind = |gap: &Gap| pattern.kinds.get(gap.argument).copied();
    pattern.gaps.windows(2).any(|pair| {
        let is_text = |gap: &Gap| kind(gap).is_none_or(|kind| kind == Kind::Text);
        pair[0].literal.is_empty() && is_text(&pair[0]) | is_text(&pair[1])
    })
}
