//! A link to an ID that no message has.

use super::entry::current;
use crate::documentation::mentions;
use crate::suggest::nearest;
use crate::{Catalogue, Code, Finding, Part};
use std::collections::HashSet;

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
                let link = link.trim_matches('`');
                // An ID has a word for its module and another one.
                if !link.contains('_') || known.contains(link) {
                    continue;
                }
                let meant = nearest(link, &ids);
                let meant = meant.map_or_else(String::new, |id| format!(": did you mean `{id}`?"));
                let title = format!("there is no message `{link}`{meant}");
                findings.push(entry.finding(Code::UnknownLink, title, part));
            }
        }
    }
    findings
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
                "3:16 unknown_link: there is no message `A_OEN`: did you mean `A_ONE`?",
                "4:11 unknown_link: there is no message `ANOTHER_PURPLE`",
            ]
        );
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
