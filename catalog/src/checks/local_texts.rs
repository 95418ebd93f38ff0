//! Checks files of local texts before a program loads them.

#[cfg(feature = "convert")]
use crate::catalogue::Original;
use crate::local_texts::{LocalFinding, LocalProblem, LocalTexts};
use crate::{Allow, Catalogue, Code, Entry, Finding, Label, Part, Source};
use kea_messages_base::text::{Piece, pieces};
use std::collections::HashMap;

/// Compares a file of local texts with a catalogue, by the rules of a program that loads the file,
/// and also reports texts that are the same as in the catalogue, and translations of a text that has
/// changed since.
///
/// The file is added to the sources of the catalogue, and the codes that the file suppresses are
/// also suppressed in the catalogue. Returns the number of texts in the file and the findings.
///
/// ```
/// use kea_messages_catalog::{Catalogue, Message, Source, checks};
///
/// let mut catalogue = Catalogue::from_iter([Message::new("LOGIN", "%1 came with %2")]);
/// let german = Source::new("de.mes", "% LOGIN %1 kam\n");
/// let (texts, findings) = checks::run_with_local_texts(&mut catalogue, german);
/// assert_eq!(texts, 1);
/// assert_eq!(findings[0].title, "the local text of `LOGIN` is rejected: missing `%2` (arg2)");
/// ```
pub fn run_with_local_texts(catalogue: &mut Catalogue, file: Source) -> (usize, Vec<Finding>) {
    let source = catalogue.sources.len();
    let mut file = Catalogue::of_local_texts(file);
    let count = file.entries.len();
    catalogue.sources.append(&mut file.sources);
    let of_file = std::mem::take(&mut file.allowed);
    let of_texts = allowed_of_texts(&mut file);
    #[cfg(feature = "convert")]
    let originals = std::mem::take(&mut file.originals);

    let mut known: HashMap<&str, &Entry> = HashMap::with_capacity(catalogue.entries.len());
    let mut ids = Vec::new();
    for entry in &catalogue.entries {
        known.insert(&entry.message.id, entry);
        if entry.message.removed.is_none() {
            ids.push(entry.message.id.as_str());
        }
    }
    let get = |id: &str| {
        let message = &known.get(id)?.message;
        // A program does not have removed messages.
        message.removed.is_none().then(|| message.clone())
    };
    let checked = LocalTexts::of(file, get, &ids);
    let mut findings: Vec<Finding> = Vec::new();
    for found in checked.findings {
        let entry = found.id.as_deref().and_then(|id| known.get(id).copied());
        let is_broken = |id: &String| catalogue.is_broken(id);
        // The mistakes of the message itself have already been reported.
        if entry.is_some() || !found.id.as_ref().is_some_and(is_broken) {
            findings.push(finding(found, entry, source));
        }
    }
    for (id, local) in checked.texts {
        let is_same = |entry: &&Entry| entry.message.text == local.text;
        if known.get(id.as_str()).is_some_and(is_same) && has_words(&local.text) {
            let title = format!("the local text of `{id}` is the same as in the catalogue");
            let finding = Finding::new(Code::UntranslatedText, title);
            findings.push(finding.of(id).at(moved(local.label, source)));
        }
    }
    #[cfg(feature = "convert")]
    for original in originals {
        let entry = known.get(original.id.as_str());
        if let Some(entry) = entry.filter(|entry| entry.message.removed.is_none()) {
            findings.extend(outdated(original, entry, source));
        }
    }
    findings.retain(|finding| {
        let mut of_texts = of_texts.iter();
        !of_texts.any(|(id, allow)| Some(id) == finding.id.as_ref() && allow.suppresses(finding))
    });
    let of_file = of_file.into_iter();
    let of_file = of_file.map(|it| Allow::new(it.code, it.reason, moved(it.label, source)));
    catalogue.allowed.extend(of_file);
    (count, findings)
}

/// Removes the codes that are suppressed for single texts of a file, and returns them with the IDs.
fn allowed_of_texts(file: &mut Catalogue) -> Vec<(String, Allow)> {
    let mut allowed = Vec::new();
    for entry in &mut file.entries {
        let of_text = std::mem::take(&mut entry.allowed).into_iter();
        allowed.extend(of_text.map(|allow| (entry.message.id.clone(), allow)));
    }
    allowed
}

/// Moves a label to the sources of the catalogue, in which the file has the index `source`.
fn moved(label: Label, source: usize) -> Label {
    Label { source, ..label }
}

/// Converts a problem of a file to a finding about a message of the catalogue, if it has one.
fn finding(found: LocalFinding<'_>, entry: Option<&Entry>, source: usize) -> Finding {
    let label = moved(found.label, source);
    let id = found.id.unwrap_or_default();
    let (code, title) = match found.problem {
        LocalProblem::Malformed(mut finding) => {
            finding.labels = finding
                .labels
                .into_iter()
                .map(|it| moved(it, source))
                .collect();
            return Finding {
                code: Code::RejectedLocalText,
                ..finding
            };
        }
        LocalProblem::UnknownId { similar } => {
            let removed = entry.and_then(|entry| entry.message.removed.as_ref());
            let title = match (removed, similar) {
                (Some(version), _) => {
                    format!("`{id}` was removed in {version}: its local text is never used")
                }
                (None, Some(meant)) => {
                    format!("there is no message `{id}`: did you mean `{meant}`?")
                }
                (None, None) => {
                    format!("there is no message `{id}`: its local text is never used")
                }
            };
            (Code::UnknownLocalText, title)
        }
        LocalProblem::Duplicate { earlier } => {
            let title = format!("`{id}` has two local texts: the second one is used");
            let finding = Finding::new(Code::DuplicateLocalText, title).of(id);
            return finding
                .at(label)
                .and(moved(earlier, source), "the first one");
        }
        LocalProblem::Rejected { reason } => {
            let title = format!("the local text of `{id}` is rejected: {reason}");
            let finding = Finding::new(Code::RejectedLocalText, title)
                .of(id)
                .at(label);
            return match entry.and_then(|entry| entry.label(Part::Text)) {
                Some(text) => finding.and(text, "the text of the catalogue"),
                None => finding,
            };
        }
        LocalProblem::StaleKey { key, compiled } => {
            let title = match compiled {
                Some(compiled) => {
                    format!("`{key}` of `{id}` differs from the catalogue, which has {compiled}")
                }
                None => format!("`{key}` of `{id}` differs from the catalogue, which has none"),
            };
            (Code::StaleLocalText, title)
        }
    };
    Finding::new(code, title).of(id).at(label)
}

/// Returns the finding for a translation of another text than that of the catalogue.
#[cfg(feature = "convert")]
fn outdated(original: Original, entry: &Entry, source: usize) -> Option<Finding> {
    if original.text == entry.message.text {
        return None;
    }
    let id = original.id;
    let title = format!("the text of `{id}` has changed since it was translated");
    let finding = Finding::new(Code::StaleLocalText, title).of(id);
    let finding = finding.at(moved(original.label, source));
    let finding = match entry.label(Part::Text) {
        Some(text) => finding.and(text, "the text of the catalogue"),
        None => finding,
    };
    Some(finding.help(
        "to update the file, convert the catalogue with `--to po`, and use `msgmerge` of gettext",
    ))
}

/// Returns whether a text contains a letter, and so something to translate.
fn has_words(text: &str) -> bool {
    pieces(text).flatten().any(|piece| match piece {
        Piece::Literal(literal) => literal.contains(char::is_alphabetic),
        Piece::Placeholder(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CATALOGUE: &str = "
[CLIENT]
text = '{name}: port {port:#x}'
severity = 'info'
since = '1.2'
arguments = ['name', 'port: u16']

[BARE]
text = '%1: %2'

[GONE]
text = 'gone'
removed = '2.0'

[BROKEN]
text = 'on %d'
";

    /// Returns `line:column code: title` for each finding in a file.
    fn found(name: &str, text: &str) -> Vec<String> {
        let mut catalogue = Catalogue::of_sources(vec![Source::new("m.toml", CATALOGUE)]);
        let (_, findings) = run_with_local_texts(&mut catalogue, Source::new(name, text));
        let mut findings: Vec<_> = findings
            .iter()
            .filter(|finding| !catalogue.is_allowed(finding))
            .map(|finding| {
                let label = &finding.labels[0];
                let source = &catalogue.sources[label.source];
                assert_eq!(source.name(), name);
                let (line, column) = source.position(label.range.start);
                format!("{line}:{column} {}: {}", finding.code, finding.title)
            })
            .collect();
        findings.sort();
        findings
    }

    #[test]
    fn what_is_found() {
        let cases: [(&str, &str, &[&str]); 13] = [
            ("de.mes", "% CLIENT Port %2: %1\n% BARE %1: %2", &[]),
            (
                "de.mes",
                "% CLIENT %1: port %2",
                &[
                    "1:10 untranslated_text: the local text of `CLIENT` is the same as in the catalogue",
                ],
            ),
            (
                "de.mes",
                "% CLIENT %1\n% CLEINT %1\n% GONE weg\n% NO_SUCH_THING x",
                &[
                    "1:10 rejected_local_text: the local text of `CLIENT` is rejected: missing `%2` (port)",
                    "2:3 unknown_local_text: there is no message `CLEINT`: did you mean `CLIENT`?",
                    "3:3 unknown_local_text: `GONE` was removed in 2.0: its local text is never used",
                    "4:3 unknown_local_text: there is no message `NO_SUCH_THING`: its local text is never used",
                ],
            ),
            // The mistake in the catalogue is reported there.
            ("de.mes", "% BROKEN an", &[]),
            (
                "de.mes",
                "% BARE %3: %1",
                &[
                    "1:8 rejected_local_text: the local text of `BARE` is rejected: missing `%2` (arg2); unexpected `%3`",
                ],
            ),
            (
                "de.mes",
                "% BARE a %1 %2\n% BARE b %1 %2",
                &["2:3 duplicate_local_text: `BARE` has two local texts: the second one is used"],
            ),
            (
                "de.mes",
                "% BARE\n",
                &["1:3 rejected_local_text: missing text of `BARE`: `% BARE text`"],
            ),
            (
                "de.toml",
                "[CLIENT]\ntext = 'Port {port}: {nam}'",
                &[
                    "2:22 rejected_local_text: the local text of `CLIENT` is rejected: the text names `nam`, which is not an argument: did you mean `name`?",
                ],
            ),
            (
                "de.toml",
                "[CLIENT]\ntext = 'Port {port:x}: {name}'",
                &[
                    "2:9 stale_local_text: `format` of `CLIENT` differs from the catalogue, which has `{port:#x}`",
                ],
            ),
            (
                "de.toml",
                "[CLIENT]\nseverity = 'warn'\nsince = '1.1'\ntext = 'Port {port:#x}: {name}'",
                &[
                    "1:2 stale_local_text: `severity` of `CLIENT` differs from the catalogue, which has info",
                    "1:2 stale_local_text: `since` of `CLIENT` differs from the catalogue, which has 1.2",
                ],
            ),
            (
                "de.toml",
                "[CLIENT]\nallow = { untranslated_text = 'x' }\ntext = '{name}: port {port}'",
                &[],
            ),
            (
                "de.mes",
                "# allow(untranslated_text): x\n\n% CLIENT %1: port %2",
                &[],
            ),
            (
                "de.toml",
                "[CLIENT]\ntxt = 'x'",
                &[
                    "2:1 rejected_local_text: unknown key `txt` of message `CLIENT`: did you mean `text`?",
                ],
            ),
        ];
        for (name, text, expected) in cases {
            assert_eq!(found(name, text), expected, "{text}");
        }
    }

    #[test]
    #[cfg(feature = "convert")]
    fn translations() {
        let po = "msgctxt \"CLIENT\"\nmsgid \"%1: port %2\"\nmsgstr \"Port %1\"\n";
        assert_eq!(
            found("de.po", po),
            [
                "3:9 rejected_local_text: the local text of `CLIENT` is rejected: missing `%2` (port)"
            ]
        );
        let po = |id: &str, original: &str, text: &str| {
            format!("msgctxt \"{id}\"\nmsgid {original}\nmsgstr \"{text}\"\n")
        };
        let changed = |id| {
            format!("2:8 stale_local_text: the text of `{id}` has changed since it was translated")
        };
        for (id, original, text, is_changed) in [
            ("CLIENT", "\"%1: port %2\"", "%1: Port %2", false),
            ("CLIENT", "\"%1: \"\n\"port %2\"", "%1: Port %2", false),
            ("CLIENT", "\"%1, port %2\"", "%1: Port %2", true),
            ("CLIENT", "\"%1, \"\n\"port %2\"", "%1: Port %2", true),
            // A template has numbers, and no format.
            ("CLIENT", "\"{name}: port {port:#x}\"", "%1: Port %2", true),
            ("CLIENT", "\"\"", "%1: Port %2", false),
            // It is not translated.
            ("CLIENT", "\"%1, port %2\"", "", false),
            ("BARE", "\"%1; %2\"", "%1; %2", true),
        ] {
            let found = found("de.po", &po(id, original, text));
            assert_eq!(
                found,
                Vec::from_iter(is_changed.then(|| changed(id))),
                "{original}"
            );
        }
        let removed = found("de.po", &po("GONE", "\"left\"", "weg"));
        assert_eq!(removed.len(), 1, "{removed:?}");
    }
}
