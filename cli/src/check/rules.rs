//! What is looked for.

use super::finding::{CODES, Finding};
use crate::input::has_ending;
use kea_messages_catalog::documentation::mentions;
use kea_messages_catalog::file::{Allowed, Catalogue, Entry, Label, Lock, Report};
use kea_messages_catalog::severity::Severity;
use kea_messages_decode::is_ambiguous;
use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

/// What reading the files has found.
pub(super) fn of_reports(catalogue: &Catalogue) -> Vec<Finding> {
    let reports = catalogue.reports.iter();
    reports
        .map(|report| {
            let code = report.lint.map_or("mistake", |lint| lint.name());
            // A message begins with its ID, and goes on to the next one.
            let id = report.labels.first().and_then(|label| {
                let entries = catalogue.entries.iter().filter(|entry| {
                    let places = &entry.places;
                    places.source == label.source && places.id.start <= label.range.start
                });
                let entry = entries.max_by_key(|entry| entry.places.id.start)?;
                Some(entry.message.id.as_str())
            });
            Finding::new(code, id, report.clone())
        })
        .collect()
}

/// What is found in each message, and between two.
pub(super) fn of_messages(catalogue: &Catalogue, findings: &mut Vec<Finding>) {
    let ids: HashMap<&str, &Entry> = catalogue
        .entries
        .iter()
        .map(|entry| (entry.message.id.as_str(), entry))
        .collect();
    let mut texts: HashMap<&str, &Entry> = HashMap::new();
    for entry in &catalogue.entries {
        let message = &entry.message;
        if message.removed.is_some() {
            continue;
        }
        let id = message.id.as_str();
        let places = &entry.places;
        let mut add = |code: &str, title: String, range: &Range<usize>| {
            let report = Report::error(title, Some(label(entry, range)));
            findings.push(Finding::new(code, Some(id), report));
        };
        if let Some(word) = severity_word(&message.text) {
            let title =
                format!("the text of `{id}` begins with `{word}`: the line says it already");
            add("severity_in_text", title, &places.text);
        }
        if is_ambiguous(message) {
            let title = format!(
                "the text of `{id}` has placeholders side by side: nobody can tell the values apart"
            );
            add("ambiguous_text", title, &places.text);
        }
        if let (Some(inferred), Some(range)) = (&entry.inferred, &places.description) {
            let title = format!(
                "the severity of `{id}` is taken to be `{}`",
                inferred.severity
            );
            add("inferred_severity", title, range);
        }
        if message.description.is_empty() {
            add(
                "no_description",
                format!("`{id}` has no description"),
                &places.id,
            );
        }
        let is_grave = message
            .severity
            .is_some_and(|severity| severity.is_at_least(Severity::Warn));
        let is_of_kea = has_ending(Path::new(catalogue.sources[places.source].name()), "mes");
        if is_grave && message.action.is_none() && !is_of_kea {
            let title = format!("`{id}` does not say what to do about it");
            add("no_action", title, &places.id);
        }
        let action = message.action.as_deref().unwrap_or("");
        for link in mentions(&message.description).chain(mentions(action)) {
            let link = link.trim_matches('`');
            let is_broken = catalogue.broken.iter().any(|(broken, _)| broken == link);
            // An ID has a word for its module and another one.
            if link.contains('_') && !ids.contains_key(link) && !is_broken {
                let range = places.description.as_ref().unwrap_or(&places.id);
                add(
                    "unknown_link",
                    format!("there is no message `{link}`"),
                    range,
                );
            }
        }
        let other = texts.insert(message.text.as_str(), entry);
        if let Some(other) = other.filter(|other| !are_twins(id, &other.message.id)) {
            let title = format!("`{id}` has the text of `{}`", other.message.id);
            let mut report = Report::error(title, Some(label(entry, &places.text)));
            report.labels.push(Label {
                text: "the other one".to_owned(),
                ..label(other, &other.places.text)
            });
            findings.push(Finding::new("same_text", Some(id), report));
        }
    }
}

/// Codes that are allowed and are none.
pub(super) fn of_allowed(catalogue: &Catalogue, findings: &mut Vec<Finding>) {
    let is_unknown = |code: &str| CODES.iter().all(|known| known.name != code);
    let of_files = catalogue.allowed.iter().map(|(_, allowed)| (None, allowed));
    let own = catalogue.entries.iter().flat_map(|entry| {
        let allowed = entry.allowed.iter();
        allowed.map(move |allowed| (Some(entry), allowed))
    });
    for (entry, Allowed { code, .. }) in of_files.chain(own) {
        if is_unknown(code) {
            let place = entry.map(|entry| label(entry, &entry.places.id));
            let report = Report::error(format!("there is no code `{code}` to allow"), place);
            let id = entry.map(|entry| entry.message.id.as_str());
            findings.push(Finding::new("unknown_code", id, report));
        }
    }
}

/// What is not as it was promised.
pub(super) fn of_lock(lock: &Lock, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
    let messages = || catalogue.entries.iter().map(|entry| &entry.message);
    for broken in lock.compare(messages()) {
        if catalogue.broken.iter().any(|(id, _)| *id == broken.id) {
            continue;
        }
        let mut entries = catalogue.entries.iter();
        let entry = entries.find(|entry| entry.message.id == broken.id);
        let place = entry.map(|entry| label(entry, &entry.places.id));
        let code = if broken.is_error {
            "broken_promise"
        } else {
            "changed_promise"
        };
        let report = Report::error(broken.reason, place);
        findings.push(Finding::new(code, Some(&broken.id), report));
    }
    if findings
        .iter()
        .all(|finding| !finding.code.name.ends_with("promise"))
        && lock.is_outdated(messages())
    {
        let report = Report::error(
            "the lock file does not have all messages as they are".to_owned(),
            None,
        );
        findings.push(Finding::new("outdated_lock", None, report));
    }
}

fn label(entry: &Entry, range: &Range<usize>) -> Label {
    Label {
        source: entry.places.source,
        range: range.clone(),
        text: String::new(),
    }
}

/// Whether two IDs are those of the same thing in two places, as `..._V4_FAIL` and
/// `..._V6_FAIL`: all words are the same but for one, which says where, and so is not the
/// last one, or differs in its digits alone. Modules are parts of a program, each of which
/// has its own.
fn are_twins(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) =
        (one.split('_').collect(), other.split('_').collect());
    if one[0] != other[0] {
        return true;
    }
    if one.len() != other.len() {
        return false;
    }
    let mut differences = one.iter().zip(&other).enumerate();
    let different = differences.by_ref().find(|(_, (a, b))| a != b);
    let Some((index, (a, b))) = different else {
        return true;
    };
    let letters = |word: &str| {
        word.trim_end_matches(|digit: char| digit.is_ascii_digit())
            .to_owned()
    };
    let is_only = differences.all(|(_, (a, b))| a == b);
    is_only && (index + 1 < one.len() || letters(a) == letters(b))
}

/// The severity that a text begins with, if it does: `error: ...`, `WARNING - ...`.
fn severity_word(text: &str) -> Option<&str> {
    const WORDS: [&str; 7] = [
        "fatal", "error", "warning", "warn", "info", "debug", "critical",
    ];
    let end = text.find(|letter: char| !letter.is_ascii_alphabetic())?;
    let (word, rest) = text.split_at(end);
    let is_word = WORDS.iter().any(|known| word.eq_ignore_ascii_case(known));
    let is_prefix = rest.starts_with(':') || rest.starts_with(" -") || rest.starts_with("] ");
    (is_word && is_prefix).then_some(word)
}
