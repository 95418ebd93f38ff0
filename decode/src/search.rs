//! Searches for all the ways in which a text can be read, where there is more than one.

use crate::kind::Values as _;
use crate::pattern::Pattern;
use crate::value::Value;
use kea_messages_catalog::Kind;
use std::ops::Range;

/// The most readings of a text that are returned.
const MAX_READINGS: usize = 4;

/// The most steps of a search, and the most bytes of its table, before it gives up. Only
/// a line that was made to take long needs more.
const MAX_STEPS: usize = 4_000_000;

/// The ways in which a text can be read.
#[derive(Debug, Default)]
pub(crate) struct Readings<'t> {
    /// For each way, the values of the arguments; only the first few if there are many.
    pub(crate) found: Vec<Vec<Value<'t>>>,
    /// Whether the search ended before it had tried all ways.
    pub(crate) gave_up: bool,
}

/// Searches for the readings of `rest`, the text behind the pattern's head. The value of
/// the last placeholder ends at `end`.
pub(crate) fn search<'t>(pattern: &Pattern, rest: &'t str, end: usize) -> Readings<'t> {
    if pattern.gaps.len().saturating_mul(end) > MAX_STEPS {
        return Readings {
            gave_up: true,
            ..Readings::default()
        };
    }
    let mut search = Search {
        pattern,
        rest,
        end,
        starts: starts(pattern, rest, end),
        places: Vec::new(),
        steps: 0,
        readings: Readings::default(),
    };
    search.from(0, 0);
    search.readings
}

/// For each placeholder, and each byte of the text: whether its value can begin there, so
/// that what follows is the rest of the message.
fn starts(pattern: &Pattern, rest: &str, end: usize) -> Vec<Vec<bool>> {
    let mut starts = vec![vec![false; end + 1]; pattern.gaps.len()];
    for (index, gap) in pattern.gaps.iter().enumerate().rev() {
        let kind = pattern.kind(gap.argument);
        let mut ends = vec![false; end + 1];
        if index + 1 == pattern.gaps.len() {
            ends[end] = true;
        } else {
            let length = gap.literal.len();
            for (at, is_end) in ends.iter_mut().enumerate() {
                let behind = at + length;
                *is_end = behind <= end
                    && starts[index + 1][behind]
                    && rest.as_bytes()[at..behind] == *gap.literal.as_bytes();
            }
        }
        let mut is_before_end = false;
        for at in (0..=end).rev() {
            is_before_end |= ends[at];
            if !rest.is_char_boundary(at) || !is_before_end {
                continue;
            }
            starts[index][at] = kind == Kind::Text || {
                let last = end.min(at.saturating_add(kind.longest()));
                (at..=last)
                    .any(|to| ends[to] && rest.get(at..to).is_some_and(|value| kind.accepts(value)))
            };
        }
    }
    starts
}

/// Searches from the left. It never places a value from which the rest of the message
/// cannot be reached.
struct Search<'p, 't> {
    pattern: &'p Pattern,
    rest: &'t str,
    end: usize,
    starts: Vec<Vec<bool>>,
    /// The places of the values so far.
    places: Vec<Range<usize>>,
    steps: usize,
    readings: Readings<'t>,
}

impl Search<'_, '_> {
    fn is_over(&self) -> bool {
        self.readings.gave_up || self.readings.found.len() >= MAX_READINGS
    }

    /// Tries all ends of the placeholder `index`, whose value begins at `at`.
    fn from(&mut self, index: usize, at: usize) {
        let pattern = self.pattern;
        let Some(gap) = pattern.gaps.get(index) else {
            // An argument that has two placeholders needs the same value in both.
            if let Some(values) = pattern.values(self.rest, &self.places) {
                if !self.readings.found.contains(&values) {
                    self.readings.found.push(values);
                }
            }
            return;
        };
        let is_last = index + 1 == pattern.gaps.len();
        let kind = pattern.kind(gap.argument);
        let latest = self.end.min(at.saturating_add(kind.longest()));
        let mut to = at;
        while to <= latest {
            if is_last {
                to = self.end;
            } else {
                let Some(next) = gap.finder.find(&self.rest.as_bytes()[to..self.end]) else {
                    return;
                };
                to += next;
            }
            self.steps += 1;
            self.readings.gave_up |= self.steps > MAX_STEPS;
            let behind = to + gap.literal.len();
            let is_way = is_last || self.starts[index + 1].get(behind) == Some(&true);
            let value = self.rest.get(at..to);
            if is_way && value.is_some_and(|value| kind.accepts(value)) {
                self.places.push(at..to);
                self.from(index + 1, behind);
                self.places.pop();
            }
            if self.is_over() {
                return;
            }
            to += 1;
        }
    }
}
