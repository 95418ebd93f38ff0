//! What looks like a mistake in a catalogue, and need not be one.
//!
//! Each check is a file, listed here in `CHECKS` or, if it needs nothing but the message
//! itself and its place, in `of_reading`, whose findings `kea_messages!` reports too.

mod ambiguous_text;
mod inferred_severity;
mod missing;
mod other_severity;
mod same_text;
mod severity_in_text;
mod unknown_code;
mod unknown_link;
#[cfg(feature = "packages")]
mod uses;
mod wrapped_text;

#[cfg(feature = "packages")]
pub use self::uses::run_with_sources;

use crate::{Catalogue, Code, Entry, Finding, Source};

/// The codes of what is found while a catalogue is read.
///
/// `kea_messages!` reports these as warnings, and takes their names in `allow(...)`.
pub const WHILE_READING: [Code; 3] = [Code::WrappedText, Code::OtherSeverity, Code::PlaceholderGap];

/// Checks a message that has no mistake, while it is read.
pub(crate) fn of_reading(entry: &Entry, sources: &[Source], findings: &mut Vec<Finding>) {
    findings.extend(wrapped_text::check(entry));
    findings.extend(other_severity::check(entry, sources));
}

/// A check of a whole catalogue, which hands each finding to the second argument.
type Check = fn(&Catalogue, &mut dyn FnMut(Finding));

const CHECKS: [Check; 7] = [
    severity_in_text::check,
    ambiguous_text::check,
    inferred_severity::check,
    missing::check,
    unknown_link::check,
    same_text::check,
    unknown_code::check,
];

/// Checks a catalogue. What reading it has found is not among these findings: that is in
/// [`Catalogue::findings`].
///
/// ```
/// use kea_messages_catalog::{Catalogue, Code, Message, checks};
///
/// let catalogue = Catalogue::from_iter([Message::new("STARTED", "error: started")]);
/// let codes: Vec<_> = checks::run(&catalogue).iter().map(|finding| finding.code).collect();
/// assert_eq!(codes, [Code::SeverityInText, Code::NoDescription]);
/// ```
#[must_use]
pub fn run(catalogue: &Catalogue) -> Vec<Finding> {
    let mut findings = Vec::new();
    for check in CHECKS {
        check(catalogue, &mut |finding| findings.push(finding));
    }
    findings
}

/// The messages that can still be logged.
fn current(catalogue: &Catalogue) -> impl Iterator<Item = &Entry> {
    let entries = catalogue.entries.iter();
    entries.filter(|entry| entry.message.removed.is_none())
}

impl Entry {
    /// A finding about this message, at one of its parts.
    fn finding(&self, code: Code, title: String, part: crate::Part) -> Finding {
        let mut finding = Finding::new(code, title).of(&self.message.id);
        finding.labels.extend(self.label(part));
        finding
    }
}
