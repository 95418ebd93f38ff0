//! What looks like a mistake, and need not be one.

use super::infer::stated;
use super::report::{Label, Report};
use super::source::Source;
use super::{Entry, Places};
use crate::Message;
use crate::template::{Piece, pieces};
use std::format;
use std::vec::Vec;

/// A check whose warnings can be turned off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lint {
    /// The description begins like the rest of the text.
    WrappedText,
    /// The description names another severity than the definition.
    OtherSeverity,
    /// The placeholders of a `.mes` text have a gap in their numbers.
    PlaceholderGap,
}

impl Lint {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::WrappedText, Self::OtherSeverity, Self::PlaceholderGap];

    /// The name by which it is turned off.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WrappedText => "wrapped_text",
            Self::OtherSeverity => "other_severity",
            Self::PlaceholderGap => "placeholder_gap",
        }
    }
}

/// Looks at a message that has no mistake.
pub(super) fn check(entry: &Entry, source: &Source, reports: &mut Vec<Report>) {
    let Entry {
        message, places, ..
    } = entry;
    let Some(place) = places.description.clone() else {
        return;
    };
    if looks_wrapped(message, places) {
        let id = &message.id;
        let title = format!("the text of `{id}` looks wrapped: this reads like the rest of it");
        let text = Label::new(places.source, places.text.clone());
        let label = Label::new(places.source, place.clone());
        let report = Report::warning(Lint::WrappedText, title, label);
        reports.push(report.and(text, "a text stands on one line"));
    }
    if let (Some(severity), None) = (message.severity, &entry.inferred) {
        let Some(stated) = stated(&message.description) else {
            return;
        };
        let is_other_level = stated
            .level
            .is_some_and(|level| severity.debug_level() != Some(level));
        if stated.name != severity.name() || is_other_level {
            let words = &message.description[stated.words];
            let title = format!(
                "the description of `{}` says \"{}\", but its severity is {severity}",
                message.id,
                words.replace('\n', " ")
            );
            let mut range = place;
            if let Some(at) = source.text()[range.clone()].find(words) {
                range.start += at;
                range.end = range.start + words.len();
            }
            let label = Label::new(places.source, range);
            reports.push(Report::warning(Lint::OtherSeverity, title, label));
        }
    }
}

/// Whether the description begins with what the text lacks: with a placeholder,
/// or, where the text has none at all and nothing stands between them, in lower
/// case.
fn looks_wrapped(message: &Message, places: &Places) -> bool {
    let description = message.description.as_str();
    let is_lower = description.starts_with(char::is_lowercase);
    let may_go_on = is_lower && places.is_description_under_text;
    if !(may_go_on || description.starts_with('%')) {
        return false;
    }
    let in_text: Vec<usize> = placeholders(&message.text).collect();
    let is_lacking = |number| !in_text.contains(&number);
    let paragraph = description.split("\n\n").next().unwrap_or("");
    let mut in_description = placeholders(paragraph);
    (is_lower && in_text.is_empty()) || in_description.any(is_lacking)
}

fn placeholders(text: &str) -> impl Iterator<Item = usize> {
    pieces(text).filter_map(|piece| match piece {
        Ok(Piece::Placeholder(number)) => Some(number),
        _ => None,
    })
}
