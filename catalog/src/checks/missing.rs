//! A message without a description, or a grave one without an action.

use super::current;
use crate::formats::Format;
use crate::{Catalogue, Code, Finding, Part};
use kea_messages_base::severity::Severity;

pub(super) fn check(catalogue: &Catalogue, add: &mut dyn FnMut(Finding)) {
    for entry in current(catalogue) {
        let message = &entry.message;
        let id = &message.id;
        if message.description.is_empty() {
            let title = format!("`{id}` has no description");
            add(entry.finding(Code::NoDescription, title, Part::Id));
        }
        let is_grave = message
            .severity
            .is_some_and(|severity| severity.is_at_least(Severity::Warn));
        // Such a file has no place for it.
        let is_of_kea = entry.format(&catalogue.sources) == Some(Format::Mes);
        if is_grave && message.action.is_none() && !is_of_kea {
            let title = format!("`{id}` has no action");
            add(entry.finding(Code::NoAction, title, Part::Id));
        }
    }
}
