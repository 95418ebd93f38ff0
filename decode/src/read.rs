//! Reads the values of a message's arguments out of a text.
//!
//! Most texts can be read in one way only, and that is seen without a search: it is the
//! way in which each value ends as early as it can, if none can end later.

use crate::pattern::Pattern;
use crate::search::{Readings, search};
use crate::value::Value;
use std::ops::Range;

impl Pattern {
    /// The values of the arguments, if the text can be read in one way and no search is
    /// needed to see that.
    pub(crate) fn read_directly<'t>(&self, text: &'t str) -> Option<Vec<Value<'t>>> {
        let cut = Cut::leftmost(self, text)?;
        if cut.is_only(self) {
            self.values(cut.rest, &cut.places)
        } else {
            None
        }
    }

    /// All the ways in which the text can be read, or the first few of them; none if it
    /// is not the text of this message.
    pub(crate) fn read<'t>(&self, text: &'t str) -> Readings<'t> {
        let one = |values: Option<Vec<Value<'t>>>| Readings {
            found: values.into_iter().collect(),
            gave_up: false,
        };
        if self.gaps.is_empty() {
            return one((*text == *self.head).then(Vec::new));
        }
        match Cut::leftmost(self, text) {
            None => Readings::default(),
            Some(cut) if cut.is_only(self) => one(self.values(cut.rest, &cut.places)),
            Some(cut) => search(self, cut.rest, cut.end),
        }
    }
}

/// A text, cut into values.
struct Cut<'t> {
    /// The text behind the head of the pattern.
    rest: &'t str,
    /// Where in it the last value ends.
    end: usize,
    /// The places of the values.
    places: Vec<Range<usize>>,
}

impl<'t> Cut<'t> {
    /// Cuts the text so that each value ends as early as it can. `None` if no cut fits,
    /// or if there is no placeholder.
    fn leftmost(pattern: &Pattern, text: &'t str) -> Option<Self> {
        let rest = text.strip_prefix(&*pattern.head)?;
        let (last, gaps) = pattern.gaps.split_last()?;
        let end = rest.strip_suffix(&*last.literal)?.len();
        let mut places = Vec::with_capacity(pattern.gaps.len());
        let mut at = 0;
        for gap in gaps {
            let found = gap.finder.find(rest.get(at..end)?.as_bytes())?;
            places.push(at..at + found);
            at += found + gap.literal.len();
        }
        places.push(at..end);
        (at <= end).then_some(Self { rest, end, places })
    }

    /// Whether no value can end later than in this cut, which is the leftmost one: no
    /// literal occurs again before the end of the next value.
    fn is_only(&self, pattern: &Pattern) -> bool {
        let text = self.rest.as_bytes();
        let gaps = pattern.gaps.iter().zip(self.places.windows(2));
        let mut gaps = gaps.map(|(gap, places)| (gap, &text[places[0].end..places[1].end]));
        gaps.all(|(gap, text)| !gap.literal.is_empty() && gap.finder.find(&text[1..]).is_none())
    }
}
