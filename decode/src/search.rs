//! Searches for all ways to read a text, if there is more than one.

use crate::pattern::Pattern;
use crate::value::Value;
use kea_messages_catalog::ValueType;
use memchr::memmem;
use std::cell::Cell;
use std::ops::Range;

/// The maximum number of readings to return for a text.
const MAX_READINGS: usize = 4;

/// The maximum number of steps of a search: a constant, and a number for each byte of the text, so
/// that the time is proportional to the length of the line. Only a line that was crafted to take
/// long needs more.
const STEPS: usize = 20_000;
const STEPS_PER_BYTE: usize = 8;

/// The maximum number of bytes that are checked against the types of values: a constant, and a
/// number for each byte of the text.
const TRIED: usize = 1 << 18;
const TRIED_PER_BYTE: usize = 64;

/// The maximum number of entries in the table of a search.
const MAX_ENTRIES: usize = 1 << 22;

/// The ways in which a text can be read.
#[derive(Debug, Default)]
pub(crate) struct Readings<'t> {
    /// The values of the arguments for each way, or only for the first few ways if there are many.
    pub(crate) found: Vec<Vec<Value<'t>>>,
    /// Whether the search ended before it had tried all ways.
    pub(crate) gave_up: bool,
}

/// Searches for the readings of `text`, the part between the head of the pattern
/// and its last literal.
pub(crate) fn search<'t>(pattern: &Pattern, text: &'t str) -> Readings<'t> {
    search_within(STEPS + STEPS_PER_BYTE * text.len(), pattern, text)
}

fn search_within<'t>(max_steps: usize, pattern: &Pattern, text: &'t str) -> Readings<'t> {
    let mut progress = Progress {
        steps_left: max_steps,
        ..Progress::default()
    };
    if pattern.gaps.len().saturating_mul(text.len()) > MAX_ENTRIES {
        progress.readings.gave_up = true;
    } else {
        let trial = Trial::new(text);
        let search = Search {
            pattern,
            ends: ends(pattern, &trial),
            trial,
        };
        search.from(0, 0, &mut progress);
        progress.readings.gave_up |= search.trial.gave_up.get();
    }
    progress.readings
}

/// Returns, for each placeholder, the places where its value can end so that the rest of the text
/// can be the rest of the message. The places are in ascending order.
fn ends(pattern: &Pattern, trial: &Trial<'_>) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = Vec::with_capacity(pattern.gaps.len());
    // The places where the value of the next placeholder can begin.
    let mut starts: Option<Vec<usize>> = None;
    for (index, gap) in pattern.gaps.iter().enumerate().rev() {
        let ends: Vec<usize> = match starts {
            None => vec![trial.text.len()],
            Some(starts) => starts.iter().map(|at| at - gap.length()).collect(),
        };
        let value_type = pattern.value_type(gap.argument());
        let before = index.checked_sub(1).map(|index| &pattern.gaps[index]);
        let literal = before.map(|gap| pattern.literal(gap));
        let mut possible = literal.map_or_else(|| vec![0], |literal| behind(literal, trial.text));
        possible.retain(|at| trial.values(value_type, *at, &ends).next().is_some());
        starts = Some(possible);
        all.push(ends);
    }
    all.reverse();
    all
}

/// Returns the place after each occurrence of a literal.
fn behind(literal: &str, text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    if literal.is_empty() {
        found.extend((0..=text.len()).filter(|at| text.is_char_boundary(*at)));
        return found;
    }
    let finder = memmem::Finder::new(literal);
    // Occurrences can overlap.
    let mut from = 0;
    while let Some(at) = finder.find(&text.as_bytes()[from..]) {
        found.push(from + at + literal.len());
        from += at + 1;
    }
    found
}

/// A text whose parts are tried as values of types. The number of bytes is limited, because a
/// regular expression is tried on each possible part and reads all of it.
struct Trial<'t> {
    text: &'t str,
    bytes_left: Cell<usize>,
    gave_up: Cell<bool>,
}

impl<'t> Trial<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            bytes_left: Cell::new(TRIED + TRIED_PER_BYTE * text.len()),
            gave_up: Cell::new(false),
        }
    }

    /// Returns the values of a type that begin at `at` and end at one of these places.
    fn values<'e>(
        &'e self,
        value_type: &'e ValueType,
        at: usize,
        ends: &'e [usize],
    ) -> impl Iterator<Item = Range<usize>> + 'e {
        let first = ends.partition_point(|end| *end < at);
        let can_begin = match self.text.as_bytes().get(at) {
            Some(byte) => value_type.can_begin(*byte),
            None => true,
        };
        // No value begins with this byte, but an empty value is possible.
        let is_only_empty = !can_begin;
        let longest = value_type.longest();
        let values = ends[first..].iter().map(move |end| at..*end);
        values
            .take_while(move |value| {
                !self.gave_up.get()
                    && value.len() <= longest
                    && (value.is_empty() || !is_only_empty)
            })
            .filter(move |value| self.accepts(value_type, value.clone()))
    }

    fn accepts(&self, value_type: &ValueType, value: Range<usize>) -> bool {
        if *value_type == ValueType::Text {
            return true;
        }
        let Some(bytes_left) = self.bytes_left.get().checked_sub(value.len() + 1) else {
            self.gave_up.set(true);
            return false;
        };
        self.bytes_left.set(bytes_left);
        value_type.accepts(&self.text[value])
    }
}

/// A search from the left. It only places values after which the rest of the message can still be
/// reached.
struct Search<'p, 't> {
    pattern: &'p Pattern,
    ends: Vec<Vec<usize>>,
    trial: Trial<'t>,
}

#[derive(Default)]
struct Progress<'t> {
    /// The places of the values that have been found so far.
    places: Vec<Range<usize>>,
    steps_left: usize,
    readings: Readings<'t>,
}

impl Progress<'_> {
    fn is_over(&self) -> bool {
        self.readings.gave_up || self.readings.found.len() >= MAX_READINGS
    }
}

impl<'t> Search<'_, 't> {
    /// Tries all values of the placeholder `index` that begin at `at`.
    fn from(&self, index: usize, at: usize, progress: &mut Progress<'t>) {
        let text = self.trial.text;
        let Some(gap) = self.pattern.gaps.get(index) else {
            // There are no values if two placeholders of an argument have different values.
            let values = self.pattern.values(text, &progress.places);
            progress.readings.found.extend(values);
            return;
        };
        // If an earlier placeholder has the same argument, the value is known.
        let earlier = self.pattern.gaps[..index]
            .iter()
            .position(|other| other.argument() == gap.argument());
        if let Some(earlier) = earlier {
            let place = &progress.places[earlier];
            let value = at..at + place.len();
            let is_there = text.get(value.clone()) == Some(&text[place.clone()]);
            if is_there && self.ends[index].binary_search(&value.end).is_ok() {
                progress.places.push(value.clone());
                self.from(index + 1, value.end + gap.length(), progress);
                progress.places.pop();
            }
            return;
        }
        let value_type = self.pattern.value_type(gap.argument());
        for value in self.trial.values(value_type, at, &self.ends[index]) {
            if progress.is_over() {
                return;
            }
            if progress.steps_left == 0 {
                progress.readings.gave_up = true;
                return;
            }
            progress.steps_left -= 1;
            let behind = value.end + gap.length();
            progress.places.push(value);
            self.from(index + 1, behind, progress);
            progress.places.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_ENTRIES, MAX_READINGS, Readings, Trial, ends, search, search_within};
    use crate::pattern::Pattern;
    use crate::value::Value;
    use kea_messages_catalog::{Argument, Expression, Message, ValueType};

    fn show(readings: &Readings<'_>) -> Vec<String> {
        let show = |values: &Vec<Value<'_>>| {
            let values: Vec<&str> = values.iter().map(Value::as_str).collect();
            values.join("|")
        };
        let found = readings.found.iter().map(show);
        let gave_up = readings.gave_up.then(|| "gave up".to_owned());
        found.chain(gave_up).collect()
    }

    #[test]
    fn the_ends_of_values() {
        // The text, its types, the text after the head, where each value can end.
        let cases: [(&str, &[&str], &str, &[&[usize]]); 10] = [
            ("%1", &[""], "ab", &[&[2]]),
            ("%1: %2", &["", ""], "a: b: c", &[&[1, 4], &[7]]),
            ("%1aa%2", &["", ""], "aaaa", &[&[0, 1, 2], &[4]]),
            ("%1%2", &["", ""], "éa", &[&[0, 2, 3], &[3]]),
            ("%1%2", &["", "u8"], "a12", &[&[1, 2], &[3]]),
            ("%1%2", &["", "char"], "aé", &[&[1], &[3]]),
            ("%1%2", &["", "bool"], "truefalse", &[&[4], &[9]]),
            // No comma follows the second colon.
            ("%1:%2,%3", &["", "", ""], "a:b,c:d", &[&[1], &[3], &[7]]),
            ("%1:%2,%3", &["", "u8", ""], "a:b:1,c", &[&[3], &[5], &[7]]),
            ("%1: %2", &["", ""], "a", &[&[], &[1]]),
        ];
        for (message, types, text, expected) in cases {
            let pattern = Pattern::of(message, types);
            assert_eq!(
                ends(&pattern, &Trial::new(text)),
                expected,
                "{message:?} {text:?}"
            );
        }
    }

    #[test]
    fn readings() {
        let i128_min = i128::MIN.to_string();
        // The text, its types, the text after the head, the readings.
        let cases: [(&str, &[&str], &str, &[&str]); 12] = [
            ("%1", &[""], "ab", &["ab"]),
            ("%1: %2", &["", ""], "a: b: c", &["a|b: c", "a: b|c"]),
            ("%1%2", &["", ""], "é", &["|é", "é|"]),
            ("%1%2", &["", ""], "abc", &["|abc", "a|bc", "ab|c", "abc|"]),
            // There are more readings than are returned.
            (
                "%1%2",
                &["", ""],
                "abcd",
                &["|abcd", "a|bcd", "ab|cd", "abc|d"],
            ),
            ("%1%2", &["u8", ""], "12a", &["1|2a", "12|a"]),
            (
                "%1%2",
                &["i128", "char"],
                &format!("{i128_min}a"),
                &[&format!("{i128_min}|a")],
            ),
            ("%1%2", &["u8", "u8"], "012", &["0|12"]),
            ("%1%2", &["bool", "char"], "truex", &["true|x"]),
            ("%1 of %1", &[""], "a of a of a of a", &["a of a"]),
            ("%1 of %1", &[""], "a of b of a", &[]),
            // Both placeholders of the first argument have the same value.
            ("%1%2%1", &["", ""], "aba", &["|aba", "a|b"]),
        ];
        for (message, types, text, expected) in cases {
            let readings = search(&Pattern::of(message, types), text);
            let found = show(&readings);
            assert!(found.len() <= MAX_READINGS);
            assert_eq!(found, expected, "{message:?} {text:?}");
        }
    }

    /// The number of bytes on which an expression is tried is limited by the length of the text.
    #[test]
    fn trials_give_up() {
        let expression = Expression::new("[a:]*b").expect("it is one");
        for (value_type, part, gives_up) in [
            (ValueType::Matching(expression), "a:", true),
            // A type whose values have a limited length is not tried on longer parts.
            (ValueType::Hex, "00:", false),
        ] {
            let mut message = Message::new("THE_ID", "%1:%2:%3");
            let mut arguments = [1, 2, 3].map(Argument::unnamed);
            for argument in &mut arguments {
                argument.values = Some(value_type.clone());
            }
            message.arguments = Some(arguments.into());
            let pattern = Pattern::new(&message);
            let text = part.repeat(200_000);
            let readings = search(&pattern, &text);
            assert!(readings.found.is_empty());
            assert_eq!(readings.gave_up, gives_up, "{part}");
        }
    }

    #[test]
    fn a_search_gives_up() {
        // The number of steps that are allowed, and the readings. The search takes 4 steps.
        let cases: [(usize, &[&str]); 4] = [
            (0, &["gave up"]),
            (3, &["a|b: c", "gave up"]),
            (4, &["a|b: c", "a: b|c"]),
            (usize::MAX, &["a|b: c", "a: b|c"]),
        ];
        let pattern = Pattern::of("%1: %2", &["", ""]);
        for (max_steps, expected) in cases {
            let readings = search_within(max_steps, &pattern, "a: b: c");
            assert_eq!(show(&readings), expected, "{max_steps}");
        }
        let long = ": ".repeat(MAX_ENTRIES / 4 + 1);
        assert_eq!(show(&search(&pattern, &long)), ["gave up"]);
        // The two placeholders of an argument never have the same value, and the search needs more
        // than 1,000 steps to find that out.
        let pattern = Pattern::of("%1 %2 %3 %1", &["", "", ""]);
        let text = format!("{}b", "a ".repeat(100));
        let readings = search_within(1_000, &pattern, &text);
        assert_eq!(show(&readings), ["gave up"]);
        let readings = search_within(1_000_000, &pattern, &text);
        assert_eq!(show(&readings), [] as [&str; 0]);
    }
}
