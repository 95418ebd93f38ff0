//! A severity that was read out of a description.

use super::current;
use crate::{Catalogue, Code, Finding, Part};

pub(super) fn check(catalogue: &Catalogue, add: &mut dyn FnMut(Finding)) {
    for entry in current(catalogue) {
        if let Some(inferred) = &entry.inferred {
            let title = format!(
                "the severity of `{}` is taken to be `{}`",
                entry.message.id, inferred.severity
            );
            add(entry.finding(Code::InferredSeverity, title, Part::Description));
        }
    }
}
