//! Checks a file of Prometheus rules against a catalogue.

use super::dead_alert::gone;
use crate::built_in::is_built_in;
use crate::{Catalogue, Code, Finding, Label, Lock, Source, nearest};
use kea_messages_base::id::is_id;
use kea_messages_base::record::{COUNTER, COUNTER_ID};
use std::ops::Range;

/// Checks a file of Prometheus rules against a catalogue. An expression about a message that was
/// removed or does not exist never changes its value.
///
/// The IDs are those that an expression compares the label of the counter with:
/// `kea_messages_total{id="ALLOC_FAIL"}`. An ID that is no longer in the catalogue may
/// still be in the lock file. Each ID is reported once. The file is added to the sources of
/// the catalogue.
///
/// ```
/// use kea_messages_catalog::{Catalogue, Message, Source, checks};
///
/// let mut catalogue = Catalogue::from_iter([Message::new("STARTED", "server started")]);
/// let rules = Source::new("rules.yml", "expr: increase(kea_messages_total{id='STRATED'}[5m]) > 0");
/// let findings = checks::run_with_rules(&mut catalogue, None, rules);
/// assert_eq!(
///     findings[0].title,
///     "there is no message `STRATED`, so this rule never fires: did you mean `STARTED`?",
/// );
/// ```
pub fn run_with_rules(
    catalogue: &mut Catalogue,
    lock: Option<&Lock>,
    rules: Source,
) -> Vec<Finding> {
    let source = catalogue.sources.len();
    let mut findings: Vec<Finding> = Vec::new();
    for place in ids(rules.text()) {
        let id = &rules.text()[place.clone()];
        // The same ID can be in several expressions.
        if findings
            .iter()
            .any(|finding| finding.id.as_deref() == Some(id))
        {
            continue;
        }
        if let Some(title) = dead(id, catalogue, lock) {
            let finding = Finding::new(Code::DeadAlert, title).of(id);
            findings.push(finding.at(Label::new(source, place)));
        }
    }
    catalogue.sources.push(rules);
    findings
}

/// Returns the title of the finding for an ID that is never logged.
fn dead(id: &str, catalogue: &Catalogue, lock: Option<&Lock>) -> Option<String> {
    let (removed, renamed) = match catalogue.get(id).map(|entry| &entry.message) {
        Some(message) => (message.removed.as_ref(), message.renamed.as_deref()),
        None => match lock.and_then(|lock| lock.promises.get(id)) {
            Some(promise) => (promise.removed.as_ref(), promise.renamed.as_deref()),
            None => (None, None),
        },
    };
    if let Some(version) = removed {
        let gone = gone(id, version, renamed);
        return Some(format!("{gone}, so this rule never fires"));
    }
    if catalogue.has(id) || is_built_in(id) {
        return None;
    }
    let ids: Vec<&str> = catalogue
        .messages()
        .map(|message| message.id.as_str())
        .collect();
    let meant = nearest(id, &ids).map(|meant| format!(": did you mean `{meant}`?"));
    let meant = meant.unwrap_or_default();
    Some(format!(
        "there is no message `{id}`, so this rule never fires{meant}"
    ))
}

/// Returns the places of the IDs that the label of the counter is compared with, as in `id="A"` or
/// `id=~"A|B"`. The quotes can be of any kind, and can be escaped in YAML. Other patterns are
/// ignored.
fn ids(rules: &str) -> Vec<Range<usize>> {
    let mut ids = Vec::new();
    for (at, _) in rules.match_indices(COUNTER) {
        let start = at + COUNTER.len();
        let Some(selector) = rules[start..].strip_prefix('{') else {
            continue;
        };
        let selector = &selector[..selector.find('}').unwrap_or(selector.len())];
        let start = start + 1;
        for (at, _) in selector.match_indices(COUNTER_ID) {
            let is_name =
                selector[..at].trim_end().ends_with(',') || selector[..at].trim().is_empty();
            let behind = selector[at + COUNTER_ID.len()..].trim_start();
            let Some(value) = behind.strip_prefix('=').filter(|_| is_name) else {
                continue;
            };
            let value = value.strip_prefix('~').unwrap_or(value);
            let value = value.trim_start_matches([' ', '\\', '"', '\'', '`']);
            let value = &value[..value.find(['\\', '"', '\'', '`']).unwrap_or(0)];
            let mut start = start + offset(selector, value);
            for id in value.split('|') {
                if is_id(id) {
                    ids.push(start..start + id.len());
                }
                start += id.len() + 1;
            }
        }
    }
    ids
}

/// Returns the byte offset of a part of a text.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr().addr() - text.as_ptr().addr()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Message;

    #[test]
    fn ids_of_rules() {
        for (rules, expected) in [
            (
                "kea_messages_total{id=\"A_B\"} or kea_messages_total{id='C'}",
                &["A_B", "C"] as &[_],
            ),
            (
                "kea_messages_total{severity=\"warn\", id = `A`}[5m]",
                &["A"],
            ),
            (r#""kea_messages_total{id=\"A\"}""#, &["A"]),
            ("kea_messages_total{id=~\"A|B_C|D.*\"}", &["A", "B_C"]),
            (
                "kea_messages_total{id!=\"A\"} kea_messages_total{id!~\"A\"}",
                &[],
            ),
            (
                "kea_messages_total{pid=\"A\"} kea_messages_total other{id=\"A\"}",
                &[],
            ),
            ("kea_messages_total{id=\"A\nkea_messages_total{id=", &[]),
            ("kea_messages_total{id", &[]),
            ("kea_messages_total", &[]),
        ] {
            let found: Vec<&str> = ids(rules).into_iter().map(|place| &rules[place]).collect();
            assert_eq!(found, expected, "{rules}");
        }
    }

    #[test]
    fn dead_rules() {
        let removed = |id: &str| {
            let mut message = Message::new(id, "gone");
            message.removed = Some("2.0".into());
            message
        };
        let (gone, forgotten) = (removed("GONE"), removed("FORGOTTEN"));
        let lock = Lock::of([&gone, &forgotten]);
        let mut catalogue = Catalogue::from_iter([gone, Message::new("STARTED", "up")]);
        let rules = "kea_messages_total{id=~\"GONE|GONE|FORGOTTEN|STARTED|NO_SUCH_THING\"}";
        let mut titles = |lock| {
            let findings = run_with_rules(&mut catalogue, lock, Source::new("rules.yml", rules));
            let last = &findings[2].labels[0];
            assert_eq!(
                catalogue.sources[last.source].text()[last.range.clone()],
                *"NO_SUCH_THING"
            );
            findings
                .into_iter()
                .map(|finding| finding.title)
                .collect::<Vec<_>>()
        };
        let never = "so this rule never fires";
        let removed = |id| format!("`{id}` was removed in 2.0, {never}");
        let unknown = |id| format!("there is no message `{id}`, {never}");
        assert_eq!(
            titles(Some(&lock)),
            [
                removed("GONE"),
                removed("FORGOTTEN"),
                unknown("NO_SUCH_THING")
            ]
        );
        assert_eq!(
            titles(None),
            [
                removed("GONE"),
                unknown("FORGOTTEN"),
                unknown("NO_SUCH_THING")
            ]
        );
    }
}
