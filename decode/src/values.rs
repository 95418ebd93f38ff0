//! Cuts a text into values, if it can be cut in only one way, without a search and without memory.

use crate::pattern::{Gap, Pattern};
use crate::value::Value;

/// The maximum number of placeholders of a text that is cut here.
const MOST: usize = 8;

/// The variant of a [`Value`].
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Text,
    Bare,
    Bytes,
}

/// The values of the arguments of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Values<'t> {
    texts: [&'t str; MOST],
    count: u8,
    /// The bit of each value that is [bare](Value::Bare).
    bare: u8,
    /// The bit of each value that is [bytes](Value::Bytes).
    bytes: u8,
}

impl<'t> Values<'t> {
    /// Returns the texts of the values, with the variant of each.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'t str, Kind)> {
        let texts = self.texts[..usize::from(self.count)].iter().enumerate();
        let kind = |index| {
            let bit = 1_u8 << index;
            match (self.bare & bit, self.bytes & bit) {
                (0, 0) => Kind::Text,
                (0, _) => Kind::Bytes,
                _ => Kind::Bare,
            }
        };
        texts.map(move |(index, text)| (*text, kind(index)))
    }

    pub(crate) fn to_vec(self) -> Vec<Value<'t>> {
        let value = |(text, kind): (&'t str, Kind)| match kind {
            Kind::Text => Value::Text(text.into()),
            Kind::Bare => Value::Bare(text.into()),
            Kind::Bytes => Value::Bytes(text.into()),
        };
        self.iter().map(value).collect()
    }

    /// Returns the value of each argument, given those of the placeholders. Returns `None` if an
    /// argument has two placeholders with different values.
    fn by_argument(&self, pattern: &Pattern) -> Option<[&'t str; MOST]> {
        let mut found = [None; MOST];
        for (gap, text) in pattern.gaps.iter().zip(self.texts) {
            match found.get_mut(gap.argument())? {
                Some(other) if *other != text => return None,
                other => *other = Some(text),
            }
        }
        // An argument without a placeholder is not in the text, so its value is empty.
        Some(found.map(Option::unwrap_or_default))
    }
}

impl Pattern {
    /// Returns the values of the arguments, if the text can be read in only one way and no search
    /// is needed to know that: each value ends as early as possible, and none of them could end
    /// later.
    #[inline]
    pub(crate) fn cut<'t>(&self, text: &'t str) -> Option<Values<'t>> {
        let mut found = Values::default();
        self.cut_into(text, &mut found)?;
        Some(found)
    }

    /// Does the same as [`cut`](Self::cut), but does not move the values. Returns `None` if there
    /// are none.
    pub(crate) fn cut_into<'t>(&self, text: &'t str, found: &mut Values<'t>) -> Option<()> {
        let rest = text.strip_prefix(self.head())?;
        let Some((last, gaps)) = self.gaps.split_last() else {
            return rest.is_empty().then_some(());
        };
        let count = u8::try_from(self.placed).ok()?;
        if gaps.len() >= MOST || self.placed > MOST {
            return None;
        }
        let rest = rest.strip_suffix(self.literal(last))?;
        let mut at = 0;
        // The previous placeholder, and the start of the literal after it.
        let mut before: Option<(&Gap, usize)> = None;
        let is_only = |before: Option<(&Gap, usize)>, end: usize| match before {
            Some((gap, literal)) => self.find(gap, &rest.as_bytes()[literal + 1..end]).is_none(),
            None => true,
        };
        for (gap, text) in gaps.iter().zip(&mut found.texts) {
            let end = at + self.find(gap, &rest.as_bytes()[at..])?;
            if gap.length() == 0 || !is_only(before, end) {
                return None;
            }
            *text = &rest[at..end];
            before = Some((gap, end));
            at = end + gap.length();
        }
        if !is_only(before, rest.len()) {
            return None;
        }
        found.texts[gaps.len()] = &rest[at..];
        found.count = count;
        if !self.is_in_order {
            found.texts = found.by_argument(self)?;
        }
        if self.has_types() {
            for index in 0..self.placed {
                let value = self.value(index, found.texts[index])?;
                found.bare |= u8::from(matches!(value, Value::Bare(_))) << index;
                found.bytes |= u8::from(matches!(value, Value::Bytes(_))) << index;
            }
        }
        Some(())
    }
}
