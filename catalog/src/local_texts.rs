//! Compares files of local texts, which replace the texts of a program while it runs, with the
//! messages of the program.
//!
//! A program compares a file with its messages when it loads the file, and `kea-messages check
//! --local` does so in advance. Both use the rules in this module.

use crate::{Argument, Catalogue, Entry, Fault, Finding, Label, Message, Part, nearest};
use kea_messages_base::named::{NamedPiece, named_pieces};
use kea_messages_base::severity::Severity;
use kea_messages_base::text::{Piece, pieces};
use std::collections::{BTreeSet, HashMap};

/// The maximum number of unknown IDs for which a similar one is searched. In a file for
/// another program, all IDs are unknown.
const MAX_COMPARED: usize = 20;

/// The result of comparing a file of local texts with the messages of a program.
///
/// ```
/// use kea_messages_catalog::{Catalogue, LocalProblem, LocalTexts, Message, Source};
///
/// let started = Message::new("STARTED", "server started");
/// let file = Source::new("de.mes", "% STARTED gestartet\n% STRATED gestartet\n");
/// let get = |id: &str| (id == "STARTED").then(|| started.clone());
/// let checked = LocalTexts::of(Catalogue::of_local_texts(file), get, &["STARTED"]);
/// assert_eq!(checked.texts["STARTED"].text, "gestartet");
/// let similar = Some("STARTED");
/// assert_eq!(checked.findings[0].problem, LocalProblem::UnknownId { similar });
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LocalTexts<'a> {
    /// The texts that replace those of the program, by message ID.
    pub texts: HashMap<String, LocalText>,
    /// The problems of the file, in the order of their places.
    pub findings: Vec<LocalFinding<'a>>,
}

/// A text that replaces the text of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LocalText {
    /// The text, with numbers for its placeholders.
    pub text: String,
    /// The place of the text, in the sources of the file.
    pub label: Label,
}

/// A problem in a file of local texts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LocalFinding<'a> {
    /// The place of the problem, in the sources of the file.
    pub label: Label,
    /// The ID of the message that the problem is about, if any.
    pub id: Option<String>,
    /// The problem.
    pub problem: LocalProblem<'a>,
}

/// The kind of a [`LocalFinding`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LocalProblem<'a> {
    /// A part of the file cannot be read.
    Malformed(Finding),
    /// The program has no message with this ID.
    UnknownId {
        /// The similar ID that was probably meant.
        similar: Option<&'a str>,
    },
    /// The file has two texts for one message. The second one is used.
    Duplicate {
        /// The place of the ID of the first text.
        earlier: Label,
    },
    /// The text does not fit the message, so the message keeps the text of the program.
    Rejected {
        /// What is wrong, and what to write instead.
        reason: String,
    },
    /// A key of the message has a different value in the program. The text is used.
    StaleKey {
        /// The key.
        key: &'static str,
        /// The value in the program, if it has one.
        compiled: Option<String>,
    },
}

impl<'a> LocalTexts<'a> {
    /// Compares a file, which was read with [`Catalogue::of_local_texts`], with the messages that
    /// `get` returns for their IDs. `ids` contains all IDs, and is used to suggest similar ones.
    #[must_use]
    pub fn of(file: Catalogue, get: impl Fn(&str) -> Option<Message>, ids: &[&'a str]) -> Self {
        let mut checker = Checker {
            ids,
            seen: HashMap::new(),
            unknown: 0,
            checked: Self::default(),
        };
        for finding in file.findings {
            let label = finding.labels.first().cloned();
            checker.checked.findings.push(LocalFinding {
                label: label.unwrap_or(Label::new(0, 0..0)),
                id: finding.id.clone(),
                problem: LocalProblem::Malformed(finding),
            });
        }
        for entry in file.entries {
            let known = get(&entry.message.id);
            checker.entry(entry, known.as_ref());
        }
        let mut texts = checker.checked;
        texts
            .findings
            .sort_by_key(|finding| finding.label.range.start);
        texts
    }
}

struct Checker<'a, 'i> {
    ids: &'i [&'a str],
    /// The place of the last ID of each message that was read so far.
    seen: HashMap<String, Label>,
    unknown: usize,
    checked: LocalTexts<'a>,
}

impl<'a> Checker<'a, '_> {
    fn entry(&mut self, mut entry: Entry, known: Option<&Message>) {
        let label = place(&entry, Part::Id);
        let id = entry.message.id.clone();
        let Some(known) = known else {
            let similar = self.similar(&id);
            return self.add(&label, &id, LocalProblem::UnknownId { similar });
        };
        if let Some(earlier) = self.seen.insert(id.clone(), label.clone()) {
            self.checked.texts.remove(&id);
            self.add(&label, &id, LocalProblem::Duplicate { earlier });
        }
        for (key, compiled) in stale_keys(&entry, known) {
            self.add(&label, &id, LocalProblem::StaleKey { key, compiled });
        }
        let format = other_format(&entry.message, known);
        if let Some((label, reason)) = rejection(&mut entry, known) {
            return self.add(&label, &id, LocalProblem::Rejected { reason });
        }
        let label = place(&entry, Part::Text);
        if let Some(compiled) = format {
            let (key, compiled) = ("format", Some(compiled));
            self.add(&label, &id, LocalProblem::StaleKey { key, compiled });
        }
        let text = entry.message.text;
        self.checked.texts.insert(id, LocalText { text, label });
    }

    fn similar(&mut self, id: &str) -> Option<&'a str> {
        self.unknown += 1;
        if self.unknown > MAX_COMPARED {
            return None;
        }
        nearest(id, self.ids)
    }

    fn add(&mut self, label: &Label, id: &str, problem: LocalProblem<'a>) {
        self.checked.findings.push(LocalFinding {
            label: label.clone(),
            id: Some(id.to_owned()),
            problem,
        });
    }
}

/// Returns the place of a part of a message in a file.
fn place(entry: &Entry, part: Part) -> Label {
    entry.label(part).unwrap_or(Label::new(0, 0..0))
}

/// Returns the keys of an entry that differ from the program, except for its text, with their
/// values in the program.
fn stale_keys(entry: &Entry, known: &Message) -> Vec<(&'static str, Option<String>)> {
    let stated = &entry.message;
    let mut stale = Vec::new();
    // An inferred severity is not stated in the file.
    let severity = stated.severity.filter(|_| entry.inferred.is_none());
    if severity.is_some() && severity != known.severity {
        let compiled = known.severity.as_ref().map(Severity::to_string);
        stale.push(("severity", compiled));
    }
    if stated.since.is_some() && stated.since != known.since {
        stale.push(("since", known.since.clone()));
    }
    if stated.deprecation.is_some() && known.deprecation.is_none() {
        stale.push(("deprecated", None));
    }
    stale
}

/// Returns the first placeholder whose format differs from that in the program's text. Formats in
/// local texts have no effect.
fn other_format(local: &Message, known: &Message) -> Option<String> {
    let (names, formats) = (known.named_arguments(), known.formats());
    let mut pieces = named_pieces(local.named_text.as_deref()?).flatten();
    pieces.find_map(|piece| {
        let NamedPiece::Placeholder { name, format } = piece else {
            return None;
        };
        let index = names.iter().position(|argument| argument.name == name)?;
        let compiled = formats.get(index).copied().flatten().unwrap_or("");
        let is_other = !format.is_empty() && format != compiled;
        let colon = if compiled.is_empty() { "" } else { ":" };
        is_other.then(|| format!("`{{{name}{colon}{compiled}}}`"))
    })
}

/// Returns the reason why a text cannot replace that of the program, if it cannot, and the place of
/// the mistake. If the text has named placeholders, they are replaced by the numbers in the
/// program.
fn rejection(entry: &mut Entry, known: &Message) -> Option<(Label, String)> {
    let known_arguments = known.named_arguments();
    let names: Vec<&str> = known_arguments.iter().map(|it| &*it.name).collect();
    let whole = place(entry, Part::Text);
    if let Some(arguments) = &entry.message.arguments {
        let stated: Vec<&str> = arguments.iter().map(|argument| &*argument.name).collect();
        if stated != names {
            let reason = format!(
                "expected the arguments ({}), found ({})",
                names.join(", "),
                stated.join(", ")
            );
            return Some((whole, reason));
        }
    }
    if let Some(named) = entry.message.named_text.take() {
        let arguments = known_arguments.iter().map(|argument| Argument {
            field: argument.field,
            ..Argument::named(&argument.name)
        });
        entry.message.arguments = Some(arguments.collect());
        entry.message.set_text(named);
        let faults = entry.message.faults();
        return faults.first().map(|fault| rejected(entry, fault));
    }
    // The numbers are compared below, and the arguments were compared above.
    let mut alone = entry.message.clone();
    alone.arguments = None;
    let faults = alone.faults();
    if let Some(fault) = faults.iter().find(|fault| !fault.is_gap()) {
        return Some(rejected(entry, fault));
    }
    let reason = other_placeholders(&entry.message.text, &known.text, &names)?;
    Some((whole, reason))
}

fn rejected(entry: &Entry, fault: &Fault) -> (Label, String) {
    let label = match fault.part {
        Part::Text => entry.label_of_fault(fault),
        // The argument may not be declared in the file, so it has no place there.
        _ => None,
    };
    let label = label.unwrap_or_else(|| place(entry, Part::Text));
    (label, fault.of_text().to_owned())
}

/// Returns an error with the placeholders that are missing in a text and those that are unexpected.
fn other_placeholders(text: &str, known: &str, names: &[&str]) -> Option<String> {
    let (found, expected) = (placeholders(text), placeholders(known));
    let show = |number: &usize| match names.get(number - 1) {
        Some(name) => format!("`%{number}` ({name})"),
        None => format!("`%{number}`"),
    };
    let list = |numbers: Vec<String>| numbers.join(", ");
    let missing: Vec<String> = expected.difference(&found).map(show).collect();
    let unexpected: Vec<String> = found.difference(&expected).map(show).collect();
    match (missing.is_empty(), unexpected.is_empty()) {
        (true, true) => None,
        (false, true) => Some(format!("missing {}", list(missing))),
        (true, false) => Some(format!("unexpected {}", list(unexpected))),
        (false, false) => Some(format!(
            "missing {}; unexpected {}",
            list(missing),
            list(unexpected)
        )),
    }
}

/// Returns the numbers of the placeholders in a text.
fn placeholders(text: &str) -> BTreeSet<usize> {
    let pieces = pieces(text).filter_map(|piece| match piece {
        Ok(Piece::Placeholder(number)) => Some(number),
        _ => None,
    });
    pieces.collect()
}
