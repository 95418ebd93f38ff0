//! Finds the parts of a line by the names that formatters give them.

use super::parts::{Escaping, Own, Parts, Slot, id_in};
use kea_messages_core::id::is_id;
use kea_messages_core::record;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The names that formatters use for each part. Names with a dot are those of the Elastic Common
/// Schema, names with a capital letter those of OpenTelemetry, and names in capitals those of the
/// journal.
pub(super) const ID: [&str; 5] = [
    record::MESSAGE_ID,
    "id",
    "event.code",
    "EventName",
    "F_MESSAGE_ID",
];
pub(super) const TEXT: [&str; 6] = [
    record::MESSAGE,
    "msg",
    "text",
    "Body",
    JOURNAL_TEXT,
    DOCKER_TEXT,
];
pub(super) const TIME: [&str; 6] = [
    "timestamp",
    "time",
    "ts",
    "@timestamp",
    "Timestamp",
    JOURNAL_TIME,
];
const SEVERITY: [&str; 6] = [
    record::SEVERITY,
    "level",
    "lvl",
    "log.level",
    "SeverityText",
    "PRIORITY",
];
const LOGGER: [&str; 5] = [
    "logger",
    "target",
    "module",
    "log.logger",
    "SYSLOG_IDENTIFIER",
];
const PID: [&str; 3] = ["pid", "process.pid", "_PID"];

/// The name of the field in which Docker writes the line of a program.
pub(super) const DOCKER_TEXT: &str = "log";

/// The name of the field in which the journal writes the line of a program.
pub(super) const JOURNAL_TEXT: &str = "MESSAGE";

/// The name of the field with a time in microseconds that each entry of the journal has.
pub(crate) const JOURNAL_TIME: &str = "__REALTIME_TIMESTAMP";

/// The prefix of the fields that tracing-journald writes with names in capitals.
pub(super) const JOURNAL_PREFIX: &str = "F_";

/// The severities of syslog, by number.
const PRIORITIES: [&str; 8] = [
    "emerg", "alert", "crit", "err", "warning", "notice", "info", "debug",
];

/// The prefix of an argument whose name is also the name of another part.
const ARGUMENT_PREFIX: &str = "arguments.";

pub(super) type Fields<'l> = Vec<(Cow<'l, str>, Cow<'l, str>)>;

/// Finds the parts of a line in its fields. If the fields of the message are separate from those of
/// the line, only the fields that every message has are looked for among them.
pub(super) fn parts<'l>(message: Option<Fields<'l>>, line: Fields<'l>) -> Parts<'l> {
    let is_apart = message.is_some();
    let mut message = message.unwrap_or_default();
    let of_message = |names: &[&'static str]| {
        let own = names.iter().filter(|name| record::FIELDS.contains(name));
        let own = own.copied().collect::<Vec<_>>();
        found(&message, &own)
            .next()
            .or_else(|| found(&line, names).next())
    };
    let text = of_message(&TEXT);
    let has_no_text = text.is_none();
    let (text_name, mut text) = text.unwrap_or_default();
    let mut id = of_message(&ID).map(|(_, id)| id).filter(|id| is_id(id));
    let severity = of_message(&SEVERITY).map(|(name, severity)| match name {
        "PRIORITY" => prioritized(severity),
        _ => severity,
    });
    let mut parts = Parts {
        severity,
        has_no_text,
        ..Parts::default()
    };
    if text_name == DOCKER_TEXT {
        match text.strip_suffix('\n') {
            Some(whole) => text = whole.to_owned().into(),
            // Docker cuts a line that is too long for it.
            None => parts.doubt(line.iter().all(|(name, _)| DOCKER.contains(&&**name))),
        }
    }
    if id.is_none() && !is_apart && matches!(text_name, JOURNAL_TEXT | DOCKER_TEXT) {
        parts.is_wrapping = !text.is_empty();
    } else if id.is_none() {
        // If the line has no severity, another program has written its text.
        let is_other = !is_apart && parts.severity.is_none();
        // A sink that does not write fields writes the ID in front of the text.
        if let Some((word, rest)) = id_in(&text) {
            (id, text) = (Some(word.to_owned().into()), rest.to_owned().into());
            if is_other {
                parts.escaping = Escaping::Unknown;
            }
        } else {
            parts.is_wrapping = is_other && !text.is_empty();
        }
    }
    (parts.id, parts.text) = (id, text);
    // Some formatters write the fields of a message among their own.
    let is_tracing = !is_apart && ["timestamp", "level"].iter().all(|name| has(&line, name));
    let slots: [(Slot, &[&'static str]); 3] = if is_tracing {
        [
            (Slot::Time, &["timestamp"]),
            (Slot::Logger, &["target"]),
            (Slot::Pid, &[]),
        ]
    } else {
        [
            (Slot::Time, &TIME),
            (Slot::Logger, &LOGGER),
            (Slot::Pid, &PID),
        ]
    };
    let is_marked = |name: &str| has(&line, &format!("{ARGUMENT_PREFIX}{name}"));
    for (slot, names) in slots {
        for (name, value) in found(&line, names) {
            parts.own.push(Own {
                slot,
                name,
                value,
                is_certain: is_apart || is_marked(name),
            });
        }
    }
    parts.take_own(|_| false);
    parts.arguments = arguments(std::mem::take(&mut message), line, is_apart);
    parts
}

/// The names of the fields in lines of Docker.
const DOCKER: [&str; 4] = [DOCKER_TEXT, "stream", "time", "attrs"];

/// Returns the fields with these names, in the order of the names.
fn found<'f, 'l>(
    fields: &'f Fields<'l>,
    names: &[&'static str],
) -> impl Iterator<Item = (&'static str, Cow<'l, str>)> + use<'f, 'l> {
    let found = names.iter().filter_map(|name| {
        let (_, value) = fields.iter().find(|(field, _)| field == name)?;
        Some((*name, value.clone()))
    });
    found.collect::<Vec<_>>().into_iter()
}

fn has(fields: &Fields<'_>, name: &str) -> bool {
    fields.iter().any(|(field, _)| field == name)
}

/// Returns the name of a priority of syslog.
fn prioritized(number: Cow<'_, str>) -> Cow<'_, str> {
    let index = number.parse::<usize>().ok();
    match index.and_then(|index| PRIORITIES.get(index)) {
        Some(name) => (*name).into(),
        None => number,
    }
}

/// Returns the arguments of a message, from its own fields and from those of the line.
fn arguments<'l>(mut message: Fields<'l>, line: Fields<'l>, is_apart: bool) -> Fields<'l> {
    // These fields are the formatter's own, even if an argument has such a name.
    let own = [&ID[..], &TEXT, &TIME, &SEVERITY, &LOGGER, &PID].concat();
    message.retain(|(name, _)| !record::FIELDS.contains(&&**name));
    let beside = line.into_iter().filter_map(|(name, value)| {
        if let Some(name) = name.strip_prefix(ARGUMENT_PREFIX) {
            return Some((name.to_owned().into(), value));
        }
        if let Some(name) = name.strip_prefix(JOURNAL_PREFIX) {
            let name = name.to_ascii_lowercase();
            let is_own = record::FIELDS.contains(&&*name);
            return (!is_own).then(|| (name.into(), value));
        }
        (!own.contains(&&*name)).then_some((name, value))
    });
    let mut arguments = message;
    for (name, _) in &mut arguments {
        if let Some(own) = name.strip_prefix(ARGUMENT_PREFIX) {
            *name = own.to_owned().into();
        }
    }
    if !is_apart {
        arguments.extend(beside);
        return arguments;
    }
    // The arguments are in a separate object, so a field next to it with the name of an argument is
    // something else.
    let mut beside: Fields<'l> = beside.collect();
    let mut names: BTreeSet<&str> = arguments.iter().map(|(name, _)| &**name).collect();
    let is_new: Vec<bool> = beside.iter().map(|(name, _)| names.insert(name)).collect();
    let mut is_new = is_new.into_iter();
    beside.retain(|_| is_new.next().unwrap_or_default());
    arguments.append(&mut beside);
    arguments
}
