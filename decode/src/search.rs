//! All the ways in which a text can be cut, where there is more than one.

use crate::pattern::{Cuts, Kind, Pattern, Readings};

/// How many readings of a text are told.
const MAX_READINGS: usize = 4;

/// How many steps the search for readings takes, and how many bytes it needs, before
/// it gives up. Only a line that was made for it needs more.
const MAX_STEPS: usize = 4_000_000;

/// Looks for the readings of a text behind its first literal, whose last value ends at
/// `end`.
pub(crate) fn search<'t>(pattern: &Pattern, rest: &'t str, end: usize) -> Readings<'t> {
    if pattern.gaps.len().saturating_mul(end) > MAX_STEPS {
        return Readings {
            gave_up: true,
            ..Readings::default()
        };
    }
    let search = Search {
        pattern,
        rest,
        end,
        leads: leads(pattern, rest, end),
    };
    let mut found = Found::default();
    search.from(0, 0, &mut Cuts::default(), &mut found);
    found.readings
}

/// For each placeholder, from which bytes on the rest can be read.
fn leads(pattern: &Pattern, rest: &str, end: usize) -> Vec<Vec<bool>> {
    let mut leads = vec![vec![false; end + 1]; pattern.gaps.len()];
    for index in (0..pattern.gaps.len()).rev() {
        let gap = &pattern.gaps[index];
        let kind = pattern
            .kinds
            .get(gap.argument)
            .copied()
            .unwrap_or(Kind::Text);
        let mut ends = vec![false; end + 1];
        if index + 1 == pattern.gaps.len() {
            ends[end] = true;
        } else {
            let length = gap.literal.len();
            for (at, is_end) in ends.iter_mut().enumerate() {
                let behind = at + length;
                *is_end = behind <= end
                    && leads[index + 1][behind]
                    && rest.as_bytes()[at..behind] == *gap.literal.as_bytes();
            }
        }
        // Whether there is an end at or behind each byte.
        let mut is_before_end = false;
        for at in (0..=end).rev() {
            is_before_end |= ends[at];
            if !rest.is_char_boundary(at) || !is_before_end {
                continue;
            }
            leads[index][at] = kind == Kind::Text || {
                let last = end.min(at.saturating_add(kind.longest()));
                (at..=last)
                    .any(|to| ends[to] && rest.get(at..to).is_some_and(|value| kind.accepts(value)))
            };
        }
    }
    leads
}

/// Looks for all readings, from the left. What cannot lead to the end is known
/// beforehand.
struct Search<'p, 't> {
    pattern: &'p Pattern,
    rest: &'t str,
    end: usize,
    leads: Vec<Vec<bool>>,
}

#[derive(Default)]
struct Found<'t> {
    readings: Readings<'t>,
    steps: usize,
}

impl Found<'_> {
    fn is_over(&self) -> bool {
        self.readings.gave_up || self.readings.found.len() >= MAX_READINGS
    }
}

impl<'t> Search<'_, 't> {
    /// Tries all ends of the placeholder `index`, whose value begins at `at`.
    fn from(&self, index: usize, at: usize, cuts: &mut Cuts, found: &mut Found<'t>) {
        let pattern = self.pattern;
        let Some(gap) = pattern.gaps.get(index) else {
            // Where an argument stands in the text twice, its values can differ.
            if let Some(reading) = pattern.reading(self.rest, cuts) {
                if !found.readings.found.contains(&reading) {
                    found.readings.found.push(reading);
                }
            }
            return;
        };
        let is_last = index + 1 == pattern.gaps.len();
        let kind = pattern.kinds.get(gap.argument).copied();
        let kind = kind.unwrap_or(Kind::Text);
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
            found.steps += 1;
            found.readings.gave_up |= found.steps > MAX_STEPS;
            let behind = to + gap.literal.len();
            let leads = is_last || self.leads[index + 1].get(behind) == Some(&true);
            let value = self.rest.get(at..to);
            if leads && value.is_some_and(|value| kind.accepts(value)) {
                cuts.push(at, to);
                self.from(index + 1, behind, cuts, found);
                cuts.pop();
            }
            if found.is_over() {
                return;
            }
            to += 1;
        }
    }
}
