//! Checks for links to IDs of messages that do not exist.

use super::entry::current;
use crate::documentation::mentions;
use crate::suggest::nearest;
use crate::{Catalogue, Code, Entry, Finding, Part};
use std::collections::HashSet;
use std::ops::Range;

pub(super) fn check(catalogue: &Catalogue) -> Vec<Finding> {
    let messages = catalogue.messages().map(|message| message.id.as_str());
    let broken = catalogue.broken.iter().map(|broken| broken.id.as_str());
    let ids: Vec<&str> = messages.chain(broken).collect();
    let known: HashSet<&str> = ids.iter().copied().collect();
    let mut findings = Vec::new();
    for entry in current(catalogue) {
        let message = &entry.message;
        let action = message.action.as_deref().unwrap_or("");
        for (part, text) in [
            (Part::Description, message.description.as_str()),
            (Part::Action, action),
        ] {
            for link in mentions(text) {
                let written = format!("[{link}]");
                let link = link.trim_matches('`');
                // An ID consists of at least two words, because the first is its module.
                if !link.contains('_') || known.contains(link) {
                    continue;
                }
                let meant = nearest(link, &ids);
                let meant = meant.map_or_else(String::new, |id| format!(": did you mean `{id}`?"));
                let title = format!("there is no message `{link}`{meant}");
                let mut finding = entry.finding(Code::UnknownLink, title, part);
                if let Some(range) = place(entry, catalogue, &written) {
                    finding.labels[0].range = range;
                }
                findings.push(finding);
            }
        }
    }
    findings
}

/// Returns the place of a link. It is after the beginning of the description or of the action, and
/// before the next message in the file.
fn place(entry: &Entry, catalogue: &Catalogue, link: &str) -> Option<Range<usize>> {
    let places = entry.places.as_ref()?;
    let parts = [&places.description, &places.action];
    let start = parts.into_iter().flatten().map(|part| part.start).min()?;
    let others = catalogue
        .entries
        .iter()
        .filter_map(|entry| entry.places.as_ref());
    let next = others
        .filter(|other| other.source == places.source && other.id != places.id)
        .map(|other| other.id.start)
        .filter(|id| *id > start)
        .min();
    let text = catalogue.sources[places.source].text();
    let part = text.get(start..next.unwrap_or(text.len()))?;
    let start = start + part.find(link)?;
    Some(start..start + link.len())
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::{Broken, Label, Source};

    #[test]
    fn links() {
        let toml = "[A_ONE]\ntext = 'a'\n\
                    description = 'See [A_ONE], [`A_OEN`], [NOTE] and [X_Y](x).'\n\
                    action = 'See [ANOTHER_PURPLE].'";
        assert_eq!(
            found(check, toml),
            [
                "3:29 unknown_link: there is no message `A_OEN`: did you mean `A_ONE`?",
                "4:15 unknown_link: there is no message `ANOTHER_PURPLE`",
            ]
        );
    }

    /// Only the link is underlined.
    #[test]
    fn places() {
        let text = "[A_ONE]\ntext = 'a'\ndescription = \"\"\"\nSee\n[X_Y].\"\"\"\n\
                    [A_TWO]\ntext = 'b'\naction = '[`X_Y`]'";
        let catalogue = Catalogue::of_sources(vec![Source::new("m.toml", text)]);
        let found = check(&catalogue);
        let links: Vec<(usize, &str)> = found
            .iter()
            .map(|finding| finding.labels[0].range.clone())
            .map(|range| (catalogue.sources[0].position(range.start).0, &text[range]))
            .collect();
        assert_eq!(links, [(5, "[X_Y]"), (8, "[`X_Y`]")]);
    }

    /// Messages of other files do not affect the place of a link.
    #[test]
    fn places_in_several_files() {
        let first = "[A_ONE]\ntext = 'a'\ndescription = 'See [A_TWO] and no other.'";
        let second = "# Of the other file.\n[A_TWO]\ntext = 'b'\ndescription = 'See [X_Y].'";
        for sources in [[first, second], [second, first]] {
            let sources = sources.map(|text| Source::new("m.toml", text));
            let catalogue = Catalogue::of_sources(sources.into());
            let found = check(&catalogue);
            let label = &found[0].labels[0];
            let text = catalogue.sources[label.source].text();
            assert_eq!(&text[label.range.clone()], "[X_Y]");
        }
    }

    #[test]
    fn a_message_with_a_mistake_can_be_linked_to() {
        let file = "[A_ONE]\ntext = 'a'\ndescription = 'See [A_TWO].'";
        let mut catalogue = Catalogue::of_sources(vec![Source::new("m.toml", file)]);
        assert_eq!(check(&catalogue).len(), 1);
        catalogue
            .broken
            .push(Broken::new("A_TWO", Label::new(0, 0..0)));
        assert_eq!(check(&catalogue), []);
    }
}
