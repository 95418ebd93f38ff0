//! A link to an ID that no message has.

use super::current;
use crate::documentation::mentions;
use crate::{Catalogue, Code, Finding, Part};
use std::collections::HashSet;

pub(super) fn check(catalogue: &Catalogue, add: &mut dyn FnMut(Finding)) {
    let messages = catalogue.messages().map(|message| message.id.as_str());
    let broken = catalogue.broken.iter().map(|broken| broken.id.as_str());
    let ids: HashSet<&str> = messages.chain(broken).collect();
    for entry in current(catalogue) {
        let message = &entry.message;
        let action = message.action.as_deref().unwrap_or("");
        for link in mentions(&message.description).chain(mentions(action)) {
            let link = link.trim_matches('`');
            // An ID has a word for its module and another one.
            if link.contains('_') && !ids.contains(link) {
                let title = format!("there is no message `{link}`");
                add(entry.finding(Code::UnknownLink, title, Part::Description));
            }
        }
    }
}
