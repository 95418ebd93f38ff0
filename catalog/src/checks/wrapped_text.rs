//! Checks for descriptions that seem to continue the text.

use crate::catalogue::{Entry, Places};
use crate::message::placeholders;
use crate::{Code, Finding, Label, Message, Part, Source};

/// Checks a message. In two places, Kea's files have a text that continues on the next line, so
/// that its placeholders are in the description.
pub(super) fn check(entry: &Entry, _: &[Source]) -> Option<Finding> {
    let message = &entry.message;
    let places = entry.places.as_ref()?;
    let place = places.description.clone()?;
    if !looks_wrapped(message, places) {
        return None;
    }
    let id = &message.id;
    let title = format!("the text of `{id}` seems to continue on a second line");
    let finding = Finding::new(Code::WrappedText, title)
        .of(id)
        .at(Label::new(places.source, place));
    Some(finding.and(entry.label(Part::Text)?, "a text is written on one line"))
}

/// Returns whether the description seems to begin with the rest of the text. It has to begin with a
/// placeholder, or with a lower-case letter directly under the text. It also has to contain a
/// placeholder that the text lacks, unless it begins in lower case and the text has none at all.
fn looks_wrapped(message: &Message, places: &Places) -> bool {
    let description = message.description.as_str();
    let is_lower = description.starts_with(char::is_lowercase);
    let may_go_on = is_lower && places.is_description_under_text;
    if !(may_go_on || description.starts_with('%')) {
        return false;
    }
    let in_text: Vec<usize> = message.placeholders().collect();
    let is_lacking = |number| !in_text.contains(&number);
    let paragraph = description.split("\n\n").next().unwrap_or("");
    let mut in_description = placeholders(paragraph);
    (is_lower && in_text.is_empty()) || in_description.any(is_lacking)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Catalogue;

    #[test]
    fn texts() {
        // The text, the rest of the file, and whether the rest seems to continue the text.
        let cases = [
            ("the text", "\nis wrapped", true),
            ("the text", "\n\nis whole", false),
            ("the text", "\nIs whole", false),
            ("the text of %1", "\nis wrapped at %2", true),
            ("the text of %1", "\nis whole", false),
            ("the text of %1", "\nis whole at %1", false),
            ("the text of %1", "\nis whole\n\nand has no %2", false),
            ("the text of %1", "\nAt %2", false),
            ("the text of %1", "", false),
        ];
        for (text, rest, is_wrapped) in cases {
            let source = Source::new("m.mes", &format!("% A {text}{rest}"));
            let catalogue = Catalogue::of_sources(vec![source]);
            let codes: Vec<Code> = catalogue.findings.iter().map(|found| found.code).collect();
            let expected = is_wrapped.then_some(Code::WrappedText);
            assert_eq!(codes, Vec::from_iter(expected), "{text}{rest}");
        }
        let toml = "[A]\ntext = 'of %1'\ndescription = '%2 and'";
        let catalogue = Catalogue::of_sources(vec![Source::new("m.toml", toml)]);
        let finding = &catalogue.findings[0];
        assert_eq!(finding.id.as_deref(), Some("A"));
        let places: Vec<_> = finding
            .labels
            .iter()
            .map(|label| label.range.start)
            .collect();
        assert_eq!(places, [toml.find("%2").unwrap(), toml.find("of").unwrap()]);
    }
}
