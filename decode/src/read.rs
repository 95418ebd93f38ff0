//! Extracts the values of a message's arguments from a text.
//!
//! Most texts can be read in only one way, which is found without a search: each value
//! ends as early as possible, and none of them could end later.

use crate::decoder::Decoder;
use crate::layout::Parts;
use crate::line::{Outcome, Reading};
use crate::pattern::Pattern;
use crate::search::{Readings, search};
use crate::value::Value;
use memchr::memchr;
use std::borrow::Cow;
use std::ops::Range;

impl Pattern {
    /// Reads a text without escapes, if it can be read in only one way and no search is needed to
    /// find that out.
    pub(crate) fn read_plain<'t>(&'t self, text: &'t str) -> Option<Reading<'t>> {
        if memchr(b'\\', text.as_bytes()).is_some() {
            return None;
        }
        let values = self.cut(text)?.to_vec();
        Some(Reading::new(&self.names[..values.len()], values))
    }

    /// Returns all readings of the text, or the first few of them. There are none if it is not the
    /// text of this message.
    pub(crate) fn read<'t>(&self, text: &'t str) -> Readings<'t> {
        let one = |values: Option<Vec<Value<'t>>>| Readings {
            found: values.into_iter().collect(),
            gave_up: false,
        };
        if self.gaps.is_empty() {
            return one((text == self.head()).then(Vec::new));
        }
        match Cut::leftmost(self, text) {
            None => Readings::default(),
            Some(cut) if cut.is_only(self) => one(self.values(cut.rest, &cut.places)),
            Some(cut) => search(self, &cut.rest[..cut.end]),
        }
    }

    /// Whether the text has the literals of this message in the right order.
    pub(crate) fn fits_somehow(&self, text: &str) -> bool {
        Cut::leftmost(self, text).is_some()
    }
}

impl Decoder {
    /// Reads the text of a line with each of these patterns.
    pub(crate) fn read<'a>(
        &'a self,
        patterns: &'a [Pattern],
        parts: &mut Parts<'a>,
    ) -> Outcome<'a> {
        parts.take_own(|name| {
            let mut names = patterns.iter().flat_map(|pattern| pattern.names.iter());
            names.any(|other| **other == *name)
        });
        // Nearly all lines that need more than `decode_plain` are read here.
        if let ([pattern], Cow::Borrowed(text)) = (patterns, &parts.text) {
            if !parts.can_be_text {
                if let Some(reading) = pattern.read_plain(text) {
                    return Outcome::Decoded(reading);
                }
            }
        }
        let escapes = parts.escaping.in_log(self.escapes);
        let mut readings: Vec<Reading<'a>> = Vec::new();
        let mut gave_up = false;
        for pattern in patterns {
            let mut add = |values: Vec<Value<'a>>| {
                let reading = Reading::new(&pattern.names[..values.len()], values);
                if !readings.contains(&reading) {
                    readings.push(reading);
                }
            };
            for text in escapes.texts(&parts.text) {
                let has_no_text = parts.has_no_text && text.is_empty();
                // Named arguments show which reading of the text is the right one.
                if let Some(values) = values_by_name(pattern, parts) {
                    if text.is_empty() || pattern.fits(&text, &values) {
                        add(values);
                        continue;
                    }
                    gave_up |= parts.can_be_text;
                }
                if has_no_text {
                    continue;
                }
                match text {
                    Cow::Borrowed(text) => {
                        let found = pattern.read(text);
                        found.found.into_iter().for_each(&mut add);
                        gave_up |= found.gave_up;
                    }
                    Cow::Owned(text) => {
                        let found = pattern.read(&text);
                        for values in found.found {
                            add(values.into_iter().map(Value::into_owned).collect());
                        }
                        gave_up |= found.gave_up;
                    }
                }
            }
        }
        if readings.is_empty() && !gave_up {
            let is_other_type = || {
                let mut typed = patterns.iter().filter(|pattern| pattern.is_typed());
                typed.any(|pattern| {
                    let mut texts = escapes.texts(&parts.text);
                    texts.any(|text| pattern.fits_as_text(&text))
                })
            };
            return match read_stripped(patterns, &parts.text) {
                Outcome::OtherText if is_other_type() => Outcome::OtherType,
                outcome => outcome,
            };
        }
        Outcome::of(readings, gave_up)
    }
}

/// Reads a text whose last space was stripped by journald: the last value is empty, and the space
/// of the literal before it is missing.
fn read_stripped<'a>(patterns: &'a [Pattern], text: &str) -> Outcome<'a> {
    let mut readings: Vec<Reading<'a>> = Vec::new();
    let text = format!("{text} ");
    for pattern in patterns {
        let Some(last) = pattern.gaps.last().filter(|gap| gap.length() == 0) else {
            continue;
        };
        if !pattern.literal_before_last().ends_with(' ') {
            continue;
        }
        for values in pattern.read(&text).found {
            let is_empty = values
                .get(last.argument())
                .is_some_and(|it| it.as_str().is_empty());
            let values: Vec<_> = values.into_iter().map(Value::into_owned).collect();
            let reading = Reading::new(&pattern.names[..values.len()], values);
            if is_empty && !readings.contains(&reading) {
                readings.push(reading);
            }
        }
    }
    Outcome::of(readings, false)
}

/// Returns the values of the arguments of a message, if it has arguments and the line has each of
/// them by name. Arguments that are not in the text can be missing.
fn values_by_name<'a>(pattern: &Pattern, parts: &Parts<'a>) -> Option<Vec<Value<'a>>> {
    let value = |(index, name): (usize, &str)| {
        Value::of_field(pattern.value_type(index), parts.argument(name)?)
    };
    let mut names = pattern.names.iter().map(|name| &**name).enumerate();
    let placed = names.by_ref().take(pattern.placed).map(value);
    let mut values = placed.collect::<Option<Vec<_>>>()?;
    if let Some(fields) = names.map(value).collect::<Option<Vec<_>>>() {
        values.extend(fields);
    }
    (!values.is_empty()).then_some(values)
}

/// A text that is cut into values.
struct Cut<'t> {
    /// The text after the head of the pattern.
    rest: &'t str,
    /// The end of the last value in `rest`.
    end: usize,
    /// The places of the values in `rest`.
    places: Vec<Range<usize>>,
}

impl<'t> Cut<'t> {
    /// Cuts the text so that each value ends as early as it can. Returns `None` if the text cannot
    /// be cut, or if there is no placeholder.
    fn leftmost(pattern: &Pattern, text: &'t str) -> Option<Self> {
        let rest = text.strip_prefix(pattern.head())?;
        let (last, gaps) = pattern.gaps.split_last()?;
        let end = rest.strip_suffix(pattern.literal(last))?.len();
        let mut places = Vec::with_capacity(pattern.gaps.len());
        let mut at = 0;
        for gap in gaps {
            let found = pattern.find(gap, rest.get(at..end)?.as_bytes())?;
            places.push(at..at + found);
            at += found + gap.length();
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
        gaps.all(|(gap, text)| gap.length() > 0 && pattern.find(gap, &text[1..]).is_none())
    }
}

#[cfg(test)]
mod tests {
    use crate::pattern::Pattern;
    use crate::value::Value;
    use crate::values::Values;

    fn show(values: &[Value<'_>]) -> String {
        let values: Vec<&str> = values.iter().map(Value::as_str).collect();
        values.join("|")
    }

    #[test]
    fn texts() {
        // The text of a message, its types, a text, the reading that is found without a search, and
        // all readings.
        let cases: [(&str, &[&str], &str, Option<&str>, &[&str]); 34] = [
            // Without a placeholder, there is no value.
            ("up", &[], "up", Some(""), &[""]),
            ("up", &[], "up.", None, &[]),
            (
                "%1",
                &[""],
                "anything: %1",
                Some("anything: %1"),
                &["anything: %1"],
            ),
            ("%1", &[""], "", Some(""), &[""]),
            ("on %1.", &[""], "on a.", Some("a"), &["a"]),
            ("on %1.", &[""], "on a..", Some("a."), &["a."]),
            ("on %1.", &[""], "in a.", None, &[]),
            ("on %1.", &[""], "on a", None, &[]),
            // The literals must not overlap.
            ("aa%1aa", &[""], "aaa", None, &[]),
            ("aa%1aa", &[""], "aaaa", Some(""), &[""]),
            ("%1aa%2aa", &["", ""], "aaa", None, &[]),
            ("%1aa%2aa", &["", ""], "aaaa", Some("|"), &["|"]),
            ("%1: %2", &["", ""], "a: b", Some("a|b"), &["a|b"]),
            ("%1: %2", &["", ""], "a; b", None, &[]),
            ("%1: %2", &["", ""], "a: b: c", None, &["a|b: c", "a: b|c"]),
            ("%1: %2", &["", ""], "a: : b", None, &["a|: b", "a: |b"]),
            ("%1aa%2", &["", ""], "baaac", None, &["b|ac", "ba|c"]),
            ("%1: %2", &["", "u8"], "a: b: 3", None, &["a: b|3"]),
            ("%1: %2", &["", "u8"], "a: b", None, &[]),
            (
                "%1 %2",
                &["&[u8]", ""],
                "[0a ff] [0b] c",
                None,
                &["[0a ff]|[0b] c"],
            ),
            ("%1%2", &["&[u8]", "Vec<u8>"], "[][0b]", None, &["[]|[0b]"]),
            (
                "of %1",
                &["[u8; 2]"],
                "of [0a ff]",
                Some("[0a ff]"),
                &["[0a ff]"],
            ),
            ("of %1", &["[u8; 2]"], "of [10, 255]", None, &[]),
            (
                "%1: %2: %3",
                &["", "", ""],
                "a: b: c",
                Some("a|b|c"),
                &["a|b|c"],
            ),
            (
                "%1: %2: %3",
                &["", "", ""],
                "a: b: c: d",
                None,
                &["a|b|c: d", "a|b: c|d", "a: b|c|d"],
            ),
            // The first value is certain, and the others are not.
            (
                "%1; %2: %3",
                &["", "", ""],
                "a; b: c: d",
                None,
                &["a|b|c: d", "a|b: c|d"],
            ),
            ("%1%2", &["", "char"], "ab", None, &["a|b"]),
            ("%2 by %1", &["", ""], "b by a", Some("a|b"), &["a|b"]),
            ("%1 of %1", &[""], "a of a", Some("a"), &["a"]),
            ("%1 of %1", &[""], "a of b", None, &[]),
            ("100%% of %1 $$1", &[""], "100% of x $1", Some("x"), &["x"]),
            ("%1ß%2", &["", ""], "éßü", Some("é|ü"), &["é|ü"]),
            ("aa%1aa%2aa", &["", ""], "aaaaaa", Some("|"), &["|"]),
            ("aa%1aa%2aa", &["", ""], "aaaaaaa", None, &["|a", "a|"]),
        ];
        for (message, types, text, direct, all) in cases {
            let pattern = Pattern::of(message, types);
            let found = pattern.cut(text).map(Values::to_vec);
            let found = found.as_deref().map(show);
            assert_eq!(found.as_deref(), direct, "{message:?} {text:?}");
            let readings = pattern.read(text);
            let found: Vec<_> = readings.found.iter().map(|values| show(values)).collect();
            assert_eq!(found, all, "{message:?} {text:?}");
            assert!(!readings.gave_up);
        }
    }

    #[test]
    fn a_long_text_needs_no_search() {
        let pattern = Pattern::of("%1: %2", &["", ""]);
        let long = "a".repeat(2_000_001);
        let text = format!("{long}: b");
        let values = [Value::Text(long.into()), Value::Text("b".into())];
        let cut = pattern.cut(&text).map(Values::to_vec);
        assert_eq!(cut.as_deref(), Some(&values[..]));
        assert_eq!(pattern.read(&text).found, [values]);
    }
}
