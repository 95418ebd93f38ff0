//! A description that names another severity than the definition.

use crate::catalogue::Entry;
use crate::formats::mes::stated;
use crate::{Code, Finding, Part, Source};

pub(super) fn check(entry: &Entry, sources: &[Source]) -> Option<Finding> {
    let message = &entry.message;
    let severity = message.severity.filter(|_| entry.inferred.is_none())?;
    let stated = stated(&message.description)?;
    let is_other_level = stated
        .level
        .is_some_and(|level| severity.debug_level() != Some(level));
    if stated.name == severity.name() && !is_other_level {
        return None;
    }
    let words = &message.description[stated.words];
    let title = format!(
        "the description of `{}` says \"{}\", but its severity is {severity}",
        message.id,
        words.replace('\n', " ")
    );
    let mut label = entry.label(Part::Description)?;
    let text = sources[label.source].text();
    if let Some(at) = text[label.range.clone()].find(words) {
        label.range.start += at;
        label.range.end = label.range.start + words.len();
    }
    Some(
        Finding::new(Code::OtherSeverity, title)
            .of(&message.id)
            .at(label),
    )
}
