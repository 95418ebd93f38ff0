//! Parses text into TOML values.

use super::brackets::{Unclosed, unclosed};
use super::keys::{Again, Keys};
use super::not_toml::{other_format, slip, title};
use super::values::{Key, Value};
use crate::catalogue::Broken;
use crate::{Code, Finding, Label, Source};
use kea_messages_base::id::is_id;
use std::ops::Range;
use toml::de::{DeTable, Error};

/// The content of a TOML file.
#[derive(Default)]
pub(in crate::formats) struct Parsed<'t> {
    /// The top-level items, in the order of the file.
    pub(in crate::formats) items: Vec<(Key<'t>, Value<'t>)>,
    /// The messages with a syntax error.
    pub(super) broken: Vec<Broken>,
}

/// Parses a TOML file, to which findings refer by `index`. A syntax error is reported as a finding
/// about the message whose table contains it. Its consequences are not reported.
pub(in crate::formats) fn parse<'t>(
    source: &'t Source,
    index: usize,
    findings: &mut Vec<Finding>,
) -> Parsed<'t> {
    let text = source.text();
    let (table, mut errors) = DeTable::parse_recoverable(text);
    // The errors about strings come last.
    errors.sort_by_key(|error| error.span().map(|span| span.start));
    let mut parsed = Parsed::default();
    let mut regions: Vec<Range<usize>> = Vec::new();
    if !errors.is_empty() {
        if let Some((finding, broken)) = other_format(source, index) {
            findings.push(finding);
            parsed.broken = broken;
            return parsed;
        }
        let keys = Keys::of(text);
        let unclosed = unclosed(text);
        for error in &errors {
            let range = error.span().unwrap_or_default();
            if regions.iter().any(|region| is_in(region, &range)) {
                continue;
            }
            let mut id = keys.top_level(range.start).filter(|key| is_id(key));
            let again = keys.again(&range);
            let mut strings = unclosed.iter().filter(|it| it.is_string);
            let is_in_string = strings.any(|it| is_in(&it.region, &range));
            let slip = if again.is_none() && !is_in_string {
                slip(text, range.start)
            } else {
                None
            };
            let mut finding = match (again, &slip) {
                (Some(Again::Consequence), _) => continue,
                (Some(Again::Key(first)), _) => {
                    let code = if id.is_some() && keys.is_top_level(&range) {
                        Code::DuplicateId
                    } else {
                        Code::Mistake
                    };
                    let key = text.get(range.clone()).unwrap_or_default();
                    let first = Label::new(index, first.clone());
                    Finding::new(code, format!("`{key}` is defined twice"))
                        .at(Label::new(index, range.clone()))
                        .and(first, "defined here first")
                }
                (None, Some(slip)) => {
                    regions.push(slip.region.clone());
                    if slip.id.is_some() {
                        id = slip.id.as_deref();
                    }
                    Finding::mistake(&slip.title, Label::new(index, slip.place.clone()))
                }
                (None, None) => {
                    let (place, title, region) = mistake(text, error, &unclosed);
                    regions.push(region);
                    id = keys.top_level(place.start).filter(|key| is_id(key));
                    Finding::mistake(title, Label::new(index, place))
                }
            };
            if again.is_none() {
                let label = finding.labels[0].clone();
                parsed.broken.extend(id.map(|id| Broken::new(id, label)));
            }
            finding.id = id.map(str::to_owned);
            findings.push(finding);
        }
    }
    let items = table.into_inner().into_iter();
    let is_left = |key: &Key<'_>| !regions.iter().any(|region| is_in(region, &key.span()));
    parsed.items = items.filter(|(key, _)| is_left(key)).collect();
    // They are sorted by key.
    parsed.items.sort_by_key(|(key, _)| key.span().start);
    if !errors.is_empty() {
        add_lost(text, index, &mut parsed);
    }
    parsed
}

/// Returns the place and the text of an error of `toml`, and the range of its consequences: the
/// rest of an unclosed list, or of the line.
fn mistake<'e>(
    text: &str,
    error: &'e Error,
    unclosed: &[Unclosed],
) -> (Range<usize>, &'e str, Range<usize>) {
    let range = error.span().unwrap_or_default();
    let is_around = |it: &&Unclosed| is_in(&it.region, &range);
    if let Some(open) = unclosed.iter().rfind(is_around) {
        return (open.place.clone(), open.title, open.region.clone());
    }
    let rest = text.get(range.start..).unwrap_or("");
    let line = rest.lines().next().unwrap_or("");
    let region = range.start..range.start + line.len();
    (range, title(error.message()), region)
}

/// Adds the messages that `toml` skipped after a mistake. Only their IDs are known.
fn add_lost(text: &str, index: usize, parsed: &mut Parsed<'_>) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let id = line.strip_prefix('[').and_then(|line| line.split_once(']'));
        if let Some((id, _)) = id.filter(|(id, _)| is_id(id)) {
            let mut items = parsed.items.iter();
            let is_known = items.any(|(key, _)| key.get_ref() == id)
                || parsed.broken.iter().any(|broken| broken.id == id);
            if !is_known {
                let label = Label::new(index, start + 1..start + 1 + id.len());
                parsed.broken.push(Broken::new(id, label));
            }
        }
        start += line.len();
    }
}

/// Returns whether a place is in a range, or at its end.
fn is_in(region: &Range<usize>, place: &Range<usize>) -> bool {
    region.start <= place.start && place.start <= region.end
}
