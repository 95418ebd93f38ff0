//! Compares the log statements in C++ files with the messages that they log.

use crate::formats::cpp::{CppStatement, CppUses, Ids, Logged};
use crate::message::placeholders;
use crate::{Catalogue, Code, Entry, Finding, Label, Part, nearest};
use std::collections::{HashMap, HashSet};

/// The result of [`run_with_cpp`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CppChecked {
    /// The findings.
    pub findings: Vec<Finding>,
    /// The number of log statements.
    pub statements: usize,
    /// The number of log statements whose arguments were counted and compared with a message.
    pub checked: usize,
}

/// Compares a catalogue with the log statements in C++ files.
///
/// The number of arguments must be the highest number of a placeholder in the text. The files with
/// findings are added to the sources of the catalogue.
///
/// ```no_run
/// use kea_messages_catalog::formats::cpp::CppUses;
/// use kea_messages_catalog::{Catalogue, checks};
/// use std::path::Path;
///
/// let mut catalogue = Catalogue::read(Path::new(""), &["src/dhcp4_messages.mes"]);
/// let uses = CppUses::read(Path::new("src")).map_err(|finding| finding.title)?;
/// for finding in checks::run_with_cpp(&mut catalogue, &uses).findings {
///     println!("{}", finding.title);
/// }
/// # Ok::<(), String>(())
/// ```
pub fn run_with_cpp(catalogue: &mut Catalogue, uses: &CppUses) -> CppChecked {
    let mut checked = CppChecked {
        statements: uses.statements.len(),
        ..CppChecked::default()
    };
    let mut found: Vec<(usize, Finding)> = Vec::new();
    {
        let messages = Messages::of(catalogue, uses);
        for statement in &uses.statements {
            let (findings, is_checked) = messages.check(statement);
            checked.checked += usize::from(is_checked);
            found.extend(
                findings
                    .into_iter()
                    .map(|finding| (statement.file, finding)),
            );
        }
    }
    let mut sources: HashMap<usize, usize> = HashMap::new();
    for (file, mut finding) in found {
        let source = *sources.entry(file).or_insert_with(|| {
            catalogue.sources.push(uses.files[file].clone());
            catalogue.sources.len() - 1
        });
        // The first label is in the C++ file, and the others are in the catalogue.
        finding.labels[0].source = source;
        checked.findings.push(finding);
    }
    checked
}

/// The messages of a catalogue, by ID.
struct Messages<'a> {
    entries: HashMap<&'a str, &'a Entry>,
    /// The IDs whose definition has a mistake.
    mistaken: HashSet<&'a str>,
    uses: &'a CppUses,
}

/// What a statement can log.
enum Meant<'a> {
    /// Each of these messages.
    Each(Vec<&'a Entry>),
    /// One of these messages.
    OneOf(Vec<&'a Entry>),
    /// An ID that no message has.
    Unknown(&'a str),
    /// The definition of this ID has a mistake, or there are two.
    Mistaken(&'a str),
    /// It cannot be seen.
    Unseen,
}

impl<'a> Messages<'a> {
    fn of(catalogue: &'a Catalogue, uses: &'a CppUses) -> Self {
        let entries = catalogue.entries.iter();
        let broken = catalogue.broken.iter().map(|broken| &*broken.id);
        let errors = catalogue.findings.iter().filter(|it| it.is_error());
        let mistaken = errors.filter_map(|finding| finding.id.as_deref());
        Self {
            entries: entries.map(|entry| (&*entry.message.id, entry)).collect(),
            mistaken: broken.chain(mistaken).collect(),
            uses,
        }
    }

    /// Checks a statement. Also returns whether its arguments were compared with a message.
    fn check(&self, statement: &CppStatement) -> (Vec<Finding>, bool) {
        let mut findings: Vec<Finding> = Vec::new();
        let mut is_checked = true;
        let has_variants = statement.variants.len() > 1;
        let mut add = |finding| {
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        };
        for logged in &statement.variants {
            let label = || Label::new(0, statement.call.clone());
            match self.meant(&logged.ids) {
                Meant::Unseen => {
                    is_checked = false;
                    add(unchecked(label(), "its ID cannot be seen"));
                }
                Meant::Mistaken(id) => {
                    is_checked = false;
                    let why = format!("the definition of `{id}` has a mistake");
                    add(unchecked(label(), &why).of(id));
                }
                Meant::Unknown(id) => {
                    is_checked = false;
                    add(self.unknown(id, label()));
                }
                Meant::Each(entries) => {
                    if logged.arguments.is_none() {
                        is_checked = false;
                        add(unchecked(label(), UNCOUNTED).of(&entries[0].message.id));
                    }
                    for entry in entries {
                        wrong_arguments(logged, entry, label(), has_variants).map(&mut add);
                        wrong_severity(logged, entry, label()).map(&mut add);
                    }
                }
                Meant::OneOf(entries) => {
                    let fits = |entry: &&Entry| Some(needed(entry)) == logged.arguments;
                    if logged.arguments.is_none() {
                        is_checked = false;
                        add(unchecked(label(), UNCOUNTED));
                    } else if entries.iter().all(fits) {
                    } else if entries.iter().any(fits) {
                        // It may never log the messages that take other numbers.
                        is_checked = false;
                        let why =
                            "its ID has several values, which take different numbers of arguments";
                        add(unchecked(label(), why));
                    } else if let Some(entry) = entries.first() {
                        wrong_arguments(logged, entry, label(), has_variants).map(&mut add);
                    }
                }
            }
        }
        (findings, is_checked)
    }

    fn meant(&self, ids: &'a Ids) -> Meant<'a> {
        let mut is_each = matches!(ids, Ids::Each(_));
        let mut entries = Vec::new();
        for id in ids.known() {
            if self.mistaken.contains(id.as_str()) {
                return Meant::Mistaken(id);
            }
            if let Some(entry) = self.entries.get(id.as_str()) {
                entries.push(*entry);
                continue;
            }
            let translated = self.uses.translated.get(id).into_iter().flatten();
            let before = entries.len();
            entries.extend(translated.filter_map(|id| self.entries.get(id.as_str()).copied()));
            if entries.len() == before {
                return Meant::Unknown(id);
            }
            is_each &= entries.len() == before + 1;
        }
        match entries.as_slice() {
            [] => Meant::Unseen,
            _ if is_each => Meant::Each(entries),
            _ => Meant::OneOf(entries),
        }
    }

    fn unknown(&self, id: &str, label: Label) -> Finding {
        let ids: Vec<&str> = self.entries.keys().copied().collect();
        let meant = nearest(id, &ids).map(|meant| format!(": did you mean `{meant}`?"));
        let meant = meant.unwrap_or_default();
        let title = format!("there is no message `{id}` in the catalogue{meant}");
        Finding::new(Code::UnknownId, title).of(id).at(label)
    }
}

/// Returns the number of arguments that Kea expects for a message: the highest number of a
/// placeholder.
fn needed(entry: &Entry) -> usize {
    placeholders(&entry.message.text).max().unwrap_or(0)
}

const UNCOUNTED: &str = "the number of its arguments cannot be seen";

fn unchecked(label: Label, why: &str) -> Finding {
    let title = format!("this log statement is not checked: {why}");
    Finding::new(Code::UncheckedStatement, title).at(label)
}

fn wrong_arguments(
    logged: &Logged,
    entry: &Entry,
    label: Label,
    has_variants: bool,
) -> Option<Finding> {
    let (needed, passed) = (needed(entry), logged.arguments?);
    if needed == passed {
        return None;
    }
    let id = &entry.message.id;
    let title = format!(
        "`{id}` takes {}, but {}{}",
        counted(needed),
        match passed {
            0 => "none is passed".to_owned(),
            1 => "1 is passed".to_owned(),
            _ => format!("{passed} are passed"),
        },
        if has_variants {
            " under some conditions"
        } else {
            ""
        }
    );
    let help = if passed < needed {
        let missing = passed + 1;
        let all = if missing == needed {
            format!("`%{needed}`")
        } else {
            format!("`%{missing}` to `%{needed}`")
        };
        format!(
            "add `.arg(..)` for {all}: Kea logs this line with \
             `@@Excess logger placeholder '%{missing}' still exists@@`"
        )
    } else {
        let first = needed + 1;
        let (remove, add) = if first == passed {
            ("the last `.arg(..)`".to_owned(), format!("`%{first}`"))
        } else {
            (
                format!("the last {} `.arg(..)`", passed - needed),
                format!("`%{first}` to `%{passed}`"),
            )
        };
        format!(
            "remove {remove}, or add {add} to the text: Kea logs this line with \
             `@@Missing logger placeholder '%{first}' for value '..'@@`"
        )
    };
    let finding = Finding::new(Code::WrongArguments, title).of(id);
    let finding = finding.and(label, format!("passes {}", counted(passed)));
    Some(
        at_definition(
            finding,
            entry,
            Part::Text,
            format!("takes {}", counted(needed)),
        )
        .help(help),
    )
}

fn wrong_severity(logged: &Logged, entry: &Entry, label: Label) -> Option<Finding> {
    let stated = entry
        .message
        .severity
        .filter(|_| entry.inferred.is_none())?;
    let severity = logged
        .severity
        .filter(|severity| *severity != stated.name())?;
    let id = &entry.message.id;
    let title = format!("`{id}` is defined as `{stated}`, but logged as `{severity}`");
    let finding = Finding::new(Code::WrongSeverity, title).of(id);
    let finding = finding.and(label, format!("logged as `{severity}`"));
    Some(at_definition(
        finding,
        entry,
        Part::Id,
        format!("defined as `{stated}`"),
    ))
}

/// Adds the place of the definition, if it is in a file.
fn at_definition(finding: Finding, entry: &Entry, part: Part, text: String) -> Finding {
    match entry.label(part) {
        Some(label) => finding.and(label, text),
        None => finding,
    }
}

fn counted(arguments: usize) -> String {
    match arguments {
        0 => "no arguments".to_owned(),
        1 => "1 argument".to_owned(),
        _ => format!("{arguments} arguments"),
    }
}

#[cfg(test)]
mod tests;
