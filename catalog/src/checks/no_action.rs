//! Checks for messages that are warnings or worse and have no operator action.

use super::entry::current;
use crate::formats::Format;
use crate::{Catalogue, Code, Finding, Part};
use kea_messages_base::severity::Severity;

pub(super) fn check(catalogue: &Catalogue) -> Vec<Finding> {
    current(catalogue)
        .filter(|entry| {
            let severity = entry.message.severity;
            let is_grave = severity.is_some_and(|severity| severity.is_at_least(Severity::Warn));
            // A `.mes` file cannot contain actions.
            let can_have_action = entry.format(&catalogue.sources) != Some(Format::Mes);
            let action = entry.message.action.as_deref();
            is_grave && can_have_action && action.is_none_or(str::is_empty)
        })
        .map(|entry| {
            let places = entry.places.as_ref();
            let is_stated = places.is_some_and(|places| places.action.is_some());
            let what = if is_stated { "an empty" } else { "no" };
            let title = format!("`{}` has {what} action", entry.message.id);
            entry.finding(Code::NoAction, title, Part::Action)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_found, found};
    use super::*;
    use crate::Source;

    #[test]
    fn actions() {
        let cases = [
            ("severity = 'warn'", true),
            ("severity = 'fatal'", true),
            ("severity = 'info'", false),
            ("", false),
            ("severity = 'error'\naction = 'Look.'", false),
        ];
        let file = |(keys, is_found)| (format!("[A]\ntext = 'a'\n{keys}"), is_found);
        assert_found(check, "1:2 no_action: `A` has no action", cases.map(file));
        // An empty one is none, and the finding is at its place.
        for (keys, expected) in [
            ("severity = 'warn'\naction = ''", Some("4:10")),
            ("severity = 'warn'\naction = ' \t'", Some("4:10")),
            ("severity = 'info'\naction = ''", None),
        ] {
            let toml = format!("[A]\ntext = 'a'\n{keys}");
            let expected = expected.map(|at| format!("{at} no_action: `A` has an empty action"));
            assert_eq!(found(check, &toml), Vec::from_iter(expected), "{toml}");
        }
        let file = "% A a\nThis error message is issued.";
        let catalogue = Catalogue::of_sources(vec![Source::new("m.mes", file)]);
        assert_eq!(check(&catalogue), []);
    }
}
