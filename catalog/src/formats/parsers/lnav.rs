//! Writes a log format for lnav.
//!
//! lnav first tries the expression that the previous line has matched. So a line must not match two
//! of them: each expression is for the IDs with a certain prefix, and ends with alternatives for
//! these IDs and their texts. An expression for each message would also work, but lnav tries all of
//! them on each line. In one expression, a name can occur more than once if it refers to the same
//! group (`(?|...)`), which limits the messages that can share an expression.

use super::cut::{Cut, Uncut, cuts};
use super::names::names;
use super::note::note;
use super::regex;
use crate::formats::Converted;
use crate::{Catalogue, Message};
use serde_json::{Map, Value, json};

/// The names of columns that lnav and the format have for each line, and the keywords of SQL that
/// cannot be names, because lnav does not quote them.
const TAKEN: [&str; 86] = [
    "time",
    "severity",
    "logger",
    "pid",
    "id",
    "body",
    "log_line",
    "log_part",
    "log_time",
    "log_actual_time",
    "log_idle_msecs",
    "log_level",
    "log_mark",
    "log_comment",
    "log_tags",
    "log_filters",
    "log_opid",
    "log_format",
    "log_time_msecs",
    "log_path",
    "log_unique_path",
    "log_text",
    "log_body",
    "log_raw_text",
    "log_line_hash",
    "add",
    "all",
    "alter",
    "and",
    "as",
    "autoincrement",
    "between",
    "case",
    "cast",
    "check",
    "collate",
    "commit",
    "constraint",
    "create",
    "default",
    "deferrable",
    "delete",
    "distinct",
    "drop",
    "else",
    "escape",
    "except",
    "exists",
    "foreign",
    "from",
    "group",
    "having",
    "in",
    "index",
    "insert",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "limit",
    "not",
    "nothing",
    "notnull",
    "null",
    "on",
    "or",
    "order",
    "primary",
    "raise",
    "references",
    "returning",
    "rowid",
    "select",
    "set",
    "table",
    "then",
    "to",
    "transaction",
    "union",
    "unique",
    "update",
    "using",
    "values",
    "when",
    "where",
];

/// An integer in lnav has 64 bits.
const MAX_DIGITS: usize = 18;

/// The maximum length of the part of an expression that is for messages. The compiled expression is
/// about four times as large, and PCRE2 limits it to 64 KiB.
const MAX_LENGTH: usize = 8_000;

/// Writes the lnav format `kea_log` for the lines of a catalogue's messages.
///
/// Install it in `~/.lnav/formats/installed/`. Its table has the columns `time`, `severity`,
/// `logger`, `pid`, `id`, and a column for each name of an argument. That column has integers if
/// all arguments with that name do.
///
/// The format is less exact than `decode`: a line only has values if the literals between them show
/// that its text can be split in only one way. A line has no values if it contains a backslash or
/// an integer of more than 18 digits, or if its last value has several lines, which lnav joins.
/// lnav removes terminal escape sequences, such as colours, from a line before it reads it, so they
/// are missing in its values.
///
/// ```
/// use kea_messages_catalog::formats::parsers::lnav;
/// use kea_messages_catalog::{Catalogue, Message};
///
/// let message = Message::new("ALLOC_FAIL", "%1: no address left");
/// let format = lnav::write(&Catalogue::from_iter([message])).text;
/// assert!(format.contains("ALLOC_FAIL) (?<arg1>"));
/// ```
#[must_use]
pub fn write(catalogue: &Catalogue) -> Converted {
    let cuts = cuts(catalogue);
    let own = ["lnav removes terminal escape sequences from a line before it reads it."];
    let patterns = patterns(&cuts);
    let mut values = Map::new();
    for (name, kind) in [
        ("severity", json!({"kind": "string", "identifier": true})),
        ("logger", json!({"kind": "string", "identifier": true})),
        ("pid", json!({"kind": "string"})),
        ("id", json!({"kind": "string", "identifier": true})),
    ] {
        values.insert(name.to_owned(), kind);
    }
    for pattern in &patterns {
        for field in &pattern.fields {
            let is_integer = |it: &Value| it["kind"] == "integer";
            let known = values.get(&field.name).is_none_or(is_integer);
            let kind = if known && field.is_integer {
                "integer"
            } else {
                "string"
            };
            values.insert(field.name.clone(), json!({ "kind": kind }));
        }
    }
    let mut expressions = Map::new();
    for group in groups(&patterns) {
        let expression = json!({ "pattern": group.expression(&patterns) });
        expressions.insert(group.name(), expression);
    }
    let title = catalogue.header.title_or_default();
    let format = json!({
        "$schema": "https://lnav.org/schemas/format-v1.schema.json",
        "kea_log": {
            "title": title,
            // The first paragraph of the note is the title.
            "description": note(catalogue, &cuts, &own)[1..].join(" "),
            "regex": expressions,
            "timestamp-field": "time",
            "timestamp-format": ["%Y-%m-%d %H:%M:%S.%L", "%Y-%m-%d %H:%M:%S.%f"],
            "level-field": "severity",
            "level": {
                "fatal": "^FATAL$",
                "error": "^ERROR$",
                "warning": "^WARN$",
                "info": "^INFO$",
                "debug": "^DEBUG$",
            },
            "value": values,
            "sample": [{
                "line": "2026-01-02 03:04:05.678 INFO  [kea/4711.140] started",
                "level": "info",
            }],
        },
    });
    let text = serde_json::to_string_pretty(&format);
    Converted::whole(text.unwrap_or_default() + "\n")
}

/// The part of an expression for a message with values.
struct Pattern<'m> {
    id: &'m str,
    fields: Vec<Field>,
    /// The expression for the text after the ID and a space.
    text: String,
}

struct Field {
    name: String,
    is_integer: bool,
}

fn patterns<'m>(cuts: &[(&'m Message, Result<Cut, Uncut>)]) -> Vec<Pattern<'m>> {
    let with_values = cuts.iter().filter_map(|(message, cut)| {
        let cut = cut.as_ref().ok().filter(|cut| !cut.values.is_empty())?;
        let mut text = regex::literal(&cut.head);
        let mut fields = Vec::with_capacity(cut.values.len());
        // SQLite ignores the case of column names.
        let names = names(message, cut, &TAKEN).into_iter();
        for (index, name) in names.map(|name| name.to_ascii_lowercase()).enumerate() {
            let value = regex::apart(cut, index, MAX_DIGITS);
            let literal = regex::literal(&cut.values[index].literal);
            text += &format!("(?<{name}>{value}){literal}");
            let is_integer = cut.values[index].form.is_integer();
            fields.push(Field { name, is_integer });
        }
        let id = &message.id;
        Some(Pattern { id, fields, text })
    });
    with_values.collect()
}

/// Messages whose IDs have a common prefix, and which share an expression.
struct Group {
    /// The common prefix of the IDs, or the only ID if `is_whole`.
    prefix: String,
    is_whole: bool,
    /// The expression does not match IDs that begin with one of these.
    but: Vec<String>,
    /// The patterns of the messages.
    range: std::ops::Range<usize>,
}

/// Splits the messages into groups, so that each ID matches only one of them.
fn groups(patterns: &[Pattern<'_>]) -> Vec<Group> {
    let mut groups = Vec::new();
    split(patterns, 0..patterns.len(), "", &mut groups);
    groups
}

/// Adds the groups for the IDs that begin with `prefix`. The patterns are sorted by ID, and these
/// IDs are in this range.
fn split(
    patterns: &[Pattern<'_>],
    range: std::ops::Range<usize>,
    prefix: &str,
    groups: &mut Vec<Group>,
) {
    let mut but = Vec::new();
    let mut start = range.start;
    while start < range.end {
        let id = patterns[start].id;
        let mut end = start + 1;
        if id.len() == prefix.len() {
            // An ID is sorted before the IDs that begin with it.
            but.push(format!("{id}{WORD_END}"));
            groups.push(Group::of(id, true, start..end));
        } else {
            let first = &id[..=prefix.len()];
            while end < range.end && patterns[end].id.starts_with(first) {
                end += 1;
            }
            let longer = common(id, patterns[end - 1].id);
            but.push(longer.to_owned());
            if can_share(&patterns[start..end]) {
                groups.push(Group::of(longer, false, start..end));
            } else {
                split(patterns, start..end, longer, groups);
            }
        }
        start = end;
    }
    groups.push(Group {
        but,
        ..Group::of(prefix, false, 0..0)
    });
}

const WORD_END: &str = "(?![A-Z0-9_])";

/// Returns the common prefix of two IDs.
fn common<'i>(id: &'i str, other: &str) -> &'i str {
    let same = id.bytes().zip(other.bytes()).take_while(|(a, b)| a == b);
    &id[..same.count()]
}

/// Returns whether the messages can share an expression, because groups with the same number have
/// the same name.
fn can_share(patterns: &[Pattern<'_>]) -> bool {
    if let [_] = patterns {
        return true;
    }
    let mut names: Vec<&str> = Vec::new();
    let mut length = 0;
    for pattern in patterns {
        length += pattern.id.len() + pattern.text.len();
        for (index, field) in pattern.fields.iter().enumerate() {
            match names.get(index) {
                Some(name) if *name != field.name => return false,
                Some(_) => {}
                // The same name cannot be used for two numbers either.
                None if names.contains(&field.name.as_str()) => return false,
                None => names.push(&field.name),
            }
        }
    }
    length <= MAX_LENGTH
}

impl Group {
    fn of(prefix: &str, is_whole: bool, range: std::ops::Range<usize>) -> Self {
        Self {
            prefix: prefix.to_owned(),
            is_whole,
            but: Vec::new(),
            range,
        }
    }

    /// Returns a name that no other group has.
    fn name(&self) -> String {
        let (prefix, range) = (self.prefix.to_lowercase(), &self.range);
        match (range.is_empty(), self.is_whole) {
            (true, _) => format!("{prefix}-other"),
            (false, true) => format!("{prefix}-only"),
            (false, false) => prefix,
        }
    }

    fn expression(&self, patterns: &[Pattern<'_>]) -> String {
        let (time, severity) = (regex::TIME, regex::SEVERITY);
        let (logger, process, id) = (regex::LOGGER, regex::PROCESS, regex::ID);
        let mut expression = format!(
            r"^(?<time>{time}) (?<severity>{severity}) +\[(?<logger>{logger})/(?<pid>{process})\] "
        );
        if !self.prefix.is_empty() {
            let end = if self.is_whole { WORD_END } else { "" };
            expression += &format!("(?={}{end})", self.prefix);
        }
        if !self.but.is_empty() {
            expression += &format!("(?!{})", self.but.join("|"));
        }
        expression += "(?<body>(?|";
        for pattern in &patterns[self.range.clone()] {
            expression += &format!(r"(?<id>{}) {}\z|", pattern.id, pattern.text);
        }
        // lnav treats all lines of a record as the text.
        expression += &format!(r"(?:(?<id>{id})(?= |\n|\z))?(?s:.*)))");
        expression
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_id_is_of_one_group() {
        let text = "x".repeat(MAX_LENGTH / 2);
        let ids = ["A_B", "A_B_C", "A_B_D", "A_CA", "A_CB", "B_C", "B_D"];
        let messages = ids.map(|id| {
            let mut message = Message::new(id, format!("%1{text}"));
            if id.starts_with('B') {
                message.text = "%1".to_owned();
            }
            message
        });
        let catalogue = Catalogue::from_iter(messages);
        let cuts = cuts(&catalogue);
        let patterns = patterns(&cuts);
        let groups = groups(&patterns);
        let mut names: Vec<String> = groups.iter().map(Group::name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), groups.len());
        for id in [
            "A_B", "A_BX", "A_B_", "A_B_CX", "A_C", "A_CAX", "A_", "B_", "B_X", "B_DX", "C_D",
        ]
        .into_iter()
        .chain(ids)
        {
            let of = groups.iter().filter(|group| {
                let begins = |prefix: &str| match prefix.strip_suffix(WORD_END) {
                    Some(whole) => id == whole,
                    None => id.starts_with(prefix),
                };
                let fits = if group.is_whole {
                    id == group.prefix
                } else {
                    begins(&group.prefix)
                };
                fits && !group.but.iter().any(|but| begins(but))
            });
            let of: Vec<String> = of.map(Group::name).collect();
            assert_eq!(of.len(), 1, "{id}: {of:?}");
        }
    }
}
