//! Checks a catalogue for likely mistakes.
//!
//! Each check is in a file with the name of its code. To add a check, write its file, give it a
//! [`Code`], and list it in `CHECKS`, or in `CHECKS_OF_READING` if `kea_messages!` should also
//! report it ([`Code::is_of_reading`]).

mod ambiguous_text;
mod copied_description;
#[cfg(feature = "packages")]
mod coverage;
#[cfg(feature = "packages")]
mod cpp;
mod dead_alert;
#[cfg(feature = "packages")]
pub(crate) mod dead_rename;
mod entry;
mod inferred_severity;
mod literal_placeholder;
#[cfg(feature = "local-texts")]
mod local_texts;
mod no_action;
mod no_description;
mod other_severity;
#[cfg(feature = "convert")]
mod rules;
mod same_text;
mod several_lines;
mod severity_in_text;
mod sibling_severity;
mod siblings;
mod unknown_code;
mod unknown_link;
#[cfg(feature = "packages")]
mod uses;
mod wrapped_text;

#[cfg(feature = "packages")]
pub use self::coverage::{Coverage, run_with_coverage};
#[cfg(feature = "packages")]
pub use self::cpp::{CppChecked, run_with_cpp};
#[cfg(feature = "local-texts")]
pub use self::local_texts::run_with_local_texts;
#[cfg(feature = "convert")]
pub use self::rules::run_with_rules;
#[cfg(feature = "packages")]
pub use self::uses::run_with_sources;

#[cfg(doc)]
use crate::Code;
use crate::{Catalogue, Entry, Finding, Source};

/// A check of a whole catalogue.
type Check = fn(&Catalogue) -> Vec<Finding>;

const CHECKS: [Check; 12] = [
    severity_in_text::check,
    several_lines::check,
    ambiguous_text::check,
    inferred_severity::check,
    no_description::check,
    no_action::check,
    unknown_link::check,
    same_text::check,
    unknown_code::check,
    dead_alert::check,
    sibling_severity::check,
    copied_description::check,
];

/// A check of one message, which was read from one of these files.
type CheckOfReading = fn(&Entry, &[Source]) -> Option<Finding>;

const CHECKS_OF_READING: [CheckOfReading; 3] = [
    wrapped_text::check,
    other_severity::check,
    literal_placeholder::check,
];

/// Checks a message without mistakes while its file is read.
pub(crate) fn of_reading(entry: &Entry, sources: &[Source]) -> impl Iterator<Item = Finding> {
    CHECKS_OF_READING
        .iter()
        .filter_map(move |check| check(entry, sources))
}

/// Checks a catalogue. Problems that were found while it was read are not returned here,
/// but are in [`Catalogue::findings`]. Findings that the catalogue suppresses are returned;
/// use [`Catalogue::is_allowed`] to filter them.
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
    CHECKS.iter().flat_map(|check| check(catalogue)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns `line:column code: title` for each finding of a check in a TOML file.
    pub(super) fn found(check: Check, toml: &str) -> Vec<String> {
        let catalogue = Catalogue::of_sources(vec![Source::new("m.toml", toml)]);
        assert_eq!(catalogue.findings, [], "{toml}");
        check(&catalogue)
            .iter()
            .map(|finding| {
                let label = &finding.labels[0];
                let (line, column) = catalogue.sources[0].position(label.range.start);
                format!("{line}:{column} {}: {}", finding.code, finding.title)
            })
            .collect()
    }

    /// Asserts that each TOML file has this finding, or no finding.
    pub(super) fn assert_found(
        check: Check,
        finding: &str,
        files: impl IntoIterator<Item = (String, bool)>,
    ) {
        for (toml, is_found) in files {
            let expected = is_found.then(|| finding.to_owned());
            assert_eq!(found(check, &toml), Vec::from_iter(expected), "{toml}");
        }
    }

    #[test]
    fn all_checks_are_run() {
        let toml = "[A_A]\ntext = 'error: %1%2'\nseverity = 'warn'\n\
                    allow = { purple = 'x' }\ndescription = '[NO_SUCH]'\n\
                    [A_B]\ntext = 'error: %1%2'\n\
                    [A_C]\ntext = 'gone'\nremoved = '2.0'\nalert = 'any'\n\
                    [A_V4]\ntext = 'four'\nseverity = 'info'\ndescription = 'IPv4.'\n\
                    [A_V6]\ntext = 'six'\nseverity = 'debug(1)'\ndescription = 'IPv4.'";
        let found = found(run, toml);
        let codes: Vec<&str> = found
            .iter()
            .map(|found| found.split([' ', ':']).nth(2).unwrap())
            .collect();
        assert_eq!(
            codes,
            [
                "severity_in_text",
                "severity_in_text",
                "ambiguous_text",
                "ambiguous_text",
                "no_description",
                "no_action",
                "unknown_link",
                "same_text",
                "unknown_code",
                "dead_alert",
                "sibling_severity",
                "copied_description",
            ]
        );
    }

    /// Removed messages do not have to satisfy the checks.
    #[test]
    fn removed_messages_are_not_checked() {
        let removed = "severity = 'error'\nremoved = '2.0'\ndescription = '[NO_SUCH]'";
        let toml = format!(
            "[A_A]\ntext = 'error: %1%2'\n{removed}\n[A_B]\ntext = 'error: %1%2'\n{removed}"
        );
        for check in CHECKS {
            assert_eq!(found(check, &toml), [""; 0]);
        }
    }
}
