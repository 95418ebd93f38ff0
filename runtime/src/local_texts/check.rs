//! Compares the texts of a file with the messages of the program.

use super::problem::{Place, Problem, Similar};
use crate::{Catalogue, Definition};
use core::fmt::Display;
use kea_messages_catalog::{Argument, Catalogue as File, Entry, Message, Part, Source, nearest};
use kea_messages_core::text::{Piece, pieces};
use std::collections::{BTreeSet, HashMap};
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

/// The number of unknown IDs for which a similar one is looked for. In a file of
/// another program all IDs are unknown.
const MAX_COMPARED: usize = 20;

/// The texts by the IDs of their messages, and the problems.
pub(super) fn check(catalogue: &Catalogue, file: File) -> (HashMap<String, String>, Vec<Problem>) {
    let mut checker = Checker {
        catalogue,
        source: &file.sources[0],
        lines: HashMap::new(),
        texts: HashMap::new(),
        unknown: 0,
        problems: Vec::new(),
    };
    for finding in file.findings {
        let label = finding.labels.first();
        checker.problems.push(Problem::Malformed {
            place: checker.place(label.map_or(0, |label| label.range.start)),
            reason: finding.title,
        });
    }
    for entry in file.entries {
        checker.entry(entry);
    }
    let Checker {
        texts,
        mut problems,
        ..
    } = checker;
    problems.sort_by_key(|problem| {
        let place = problem.place();
        (place.line, place.column)
    });
    (texts, problems)
}

struct Checker<'a> {
    catalogue: &'a Catalogue,
    source: &'a Source,
    /// The line of the last text of each ID.
    lines: HashMap<String, usize>,
    texts: HashMap<String, String>,
    unknown: usize,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn entry(&mut self, mut entry: Entry) {
        let place = self.place(start(&entry, Part::Id));
        let id = entry.message.id.clone();
        let Some(definition) = self.catalogue.get(&id) else {
            let similar = self.similar(&id);
            return self
                .problems
                .push(Problem::UnknownId { place, id, similar });
        };
        if let Some(earlier) = self.lines.insert(id.clone(), place.line) {
            self.texts.remove(&id);
            self.problems.push(Problem::Duplicate {
                place: place.clone(),
                id: id.clone(),
                earlier,
            });
        }
        self.stale_keys(&entry, definition, &place);
        match rejection(&mut entry.message, definition) {
            Some(reason) => self.problems.push(Problem::Rejected {
                place: self.place(start(&entry, Part::Text)),
                id,
                reason,
            }),
            None => _ = self.texts.insert(id, entry.message.text),
        }
    }

    fn similar(&mut self, id: &str) -> Similar {
        self.unknown += 1;
        if self.unknown > MAX_COMPARED {
            return Similar(None);
        }
        let ids: Vec<&str> = self.catalogue.iter().map(|known| known.id()).collect();
        Similar(nearest(id, &ids))
    }

    /// Compares the keys of the entry, except its text, with the program.
    fn stale_keys(&mut self, entry: &Entry, definition: Definition, place: &Place) {
        let message = &entry.message;
        let mut check = |key, is_stale, compiled: Option<&dyn Display>| {
            if is_stale {
                self.problems.push(Problem::StaleKey {
                    place: place.clone(),
                    key,
                    id: message.id.clone(),
                    compiled: compiled.map_or_else(|| "none".to_string(), ToString::to_string),
                });
            }
        };
        // What was read out of a description is not a statement.
        let stated = message.severity.filter(|_| entry.inferred.is_none());
        let severity = definition.severity();
        check(
            "severity",
            stated.is_some() && stated != severity,
            severity.as_ref().map(|severity| severity as &dyn Display),
        );
        let stated = message.since.as_deref();
        let since = definition.since();
        check(
            "since",
            stated.is_some() && stated != since,
            since.as_ref().map(|since| since as &dyn Display),
        );
        let is_deprecated = definition.deprecation().is_some();
        check(
            "deprecated",
            message.deprecation.is_some() && !is_deprecated,
            None,
        );
    }

    fn place(&self, offset: usize) -> Place {
        let (line, column) = self.source.position(offset);
        Place {
            file: self.source.name().to_string(),
            line,
            column,
        }
    }
}

/// Where a part of a message of a file begins.
fn start(entry: &Entry, part: Part) -> usize {
    entry.label(part).map_or(0, |label| label.range.start)
}

/// Why a text cannot replace that of the program, if it cannot. A text with names gets the
/// numbers that the program has for them.
fn rejection(message: &mut Message, definition: Definition) -> Option<String> {
    let names: Vec<&str> = definition
        .arguments()
        .map(|argument| argument.name())
        .collect();
    if let Some(arguments) = &message.arguments {
        let stated: Vec<&str> = arguments.iter().map(|argument| &*argument.name).collect();
        if stated != names {
            return Some(format!(
                "expected the arguments ({}), found ({})",
                names.join(", "),
                stated.join(", ")
            ));
        }
    }
    if let Some(named) = message.named_text.take() {
        let arguments = definition.arguments().map(|argument| {
            let mut placed = Argument::named(argument.name());
            placed.field = argument.is_field();
            placed
        });
        message.arguments = Some(arguments.collect());
        message.set_text(named);
        let faults = message.faults();
        return faults.first().map(|fault| fault.of_text().to_string());
    }
    // The numbers are compared below, and the arguments above.
    let mut alone = message.clone();
    alone.arguments = None;
    let faults = alone.faults();
    if let Some(fault) = faults.iter().find(|fault| !fault.is_gap()) {
        return Some(fault.of_text().to_string());
    }
    let found = placeholders(&message.text);
    let expected = placeholders(definition.text());
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

/// The numbers of the placeholders in a text.
fn placeholders(text: &str) -> BTreeSet<usize> {
    let pieces = pieces(text).filter_map(|piece| match piece {
        Ok(Piece::Placeholder(number)) => Some(number),
        _ => None,
    });
    pieces.collect()
}
