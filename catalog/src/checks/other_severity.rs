//! Checks for descriptions that name a different severity from the definition.

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Catalogue;

    #[test]
    fn descriptions() {
        let cases = [
            ("warn", "This warning message is new.", None),
            ("warn", "It is new.", None),
            ("warn", "This error message is new.", Some("error message")),
            ("debug(40)", "This debug message is new.", None),
            ("debug(40)", "Logged at debug log level 40.", None),
            (
                "debug(40)",
                "Logged at debug log level 50.",
                Some("Logged at debug log level 50"),
            ),
            (
                "warn",
                "Logged at debug log level 40.",
                Some("Logged at debug log level 40"),
            ),
        ];
        for (severity, description, expected) in cases {
            let toml =
                format!("[A]\ntext = 'a'\nseverity = '{severity}'\ndescription = '{description}'");
            let catalogue = Catalogue::of_sources(vec![Source::new("m.toml", &toml)]);
            let words = catalogue.findings.first().map(|finding| {
                assert_eq!(finding.code, Code::OtherSeverity);
                assert_eq!(finding.id.as_deref(), Some("A"));
                let words = &toml[finding.labels[0].range.clone()];
                assert_eq!(
                    finding.title,
                    format!(
                        "the description of `A` says \"{words}\", but its severity is {severity}"
                    )
                );
                words
            });
            assert_eq!(words, expected, "{severity}: {description}");
        }
    }
}
