//! Changes of a message that affect readers of its logs.

use crate::promise::Promise;
use crate::{Argument, Code, Part};
use kea_messages_base::severity::Severity;
use std::fmt;

/// A change in the promise of a message. Its `Display` is a clause about the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change<'p> {
    /// The number of arguments.
    Arity { before: usize, now: usize },
    /// The type of the argument with this index.
    Type {
        index: usize,
        before: &'p Argument,
        now: &'p Argument,
    },
    /// The order of the arguments, starting at this index.
    Order {
        index: usize,
        before: &'p [Argument],
        now: &'p [Argument],
        /// Whether an argument was replaced by one of another type.
        is_broken: bool,
    },
    /// The name of the argument with this index.
    Name {
        index: usize,
        before: &'p Argument,
        now: &'p Argument,
    },
    /// Whether the argument with this index has a placeholder.
    Place { index: usize, now: &'p Argument },
    /// Whether calls name the arguments.
    Call { is_by_name: bool },
    /// The severity.
    Severity {
        before: Option<Severity>,
        now: Option<Severity>,
    },
    /// A promised text changed.
    Text {
        /// Whether the catalogue still promises the text.
        is_promised: bool,
    },
    /// The text is the same, but no longer promised.
    TextPromise,
}

/// Compares the old and the new promise of a message. If the number of arguments
/// differs, they cannot be compared.
pub(crate) fn changes<'p>(before: &'p Promise, now: &'p Promise) -> Vec<Change<'p>> {
    let arity = |promise: &Promise| promise.arguments.len();
    if arity(before) != arity(now) {
        let (before, now) = (arity(before), arity(now));
        return vec![Change::Arity { before, now }];
    }
    let mut changes = Vec::new();
    changes.extend(other_order(&before.arguments, &now.arguments));
    // Older lock files do not record fields. If the text, and so its placeholders, are the same,
    // the argument was already a field.
    let has_other_text = before.text != now.text;
    let compared = if changes.is_empty() { arity(now) } else { 0 };
    let arguments = before.arguments.iter().zip(&now.arguments).take(compared);
    for (index, (before, now)) in arguments.enumerate() {
        if (&before.rust_type, before.secret) != (&now.rust_type, now.secret) {
            changes.push(Change::Type { index, before, now });
        } else if before.name != now.name {
            changes.push(Change::Name { index, before, now });
        } else if before.field != now.field && (before.field || has_other_text) {
            changes.push(Change::Place { index, now });
        }
    }
    if before.is_called_by_name != now.is_called_by_name {
        let is_by_name = now.is_called_by_name;
        changes.push(Change::Call { is_by_name });
    }
    if before.severity != now.severity {
        let (before, now) = (before.severity, now.severity);
        changes.push(Change::Severity { before, now });
    }
    if before.is_text_promised {
        let is_reordered = matches!(changes.first(), Some(Change::Order { .. }));
        let is_promised = now.is_text_promised;
        if now.prints_another(before, is_reordered) {
            changes.push(Change::Text { is_promised });
        } else if !is_promised {
            changes.push(Change::TextPromise);
        }
    }
    changes
}

/// Returns a change of the order, if these are the same arguments in a different order.
fn other_order<'p>(before: &'p [Argument], now: &'p [Argument]) -> Option<Change<'p>> {
    let is_type = |one: &Argument, other: &Argument| {
        one.rust_type == other.rust_type && one.secret == other.secret
    };
    let was_there = |now: &Argument| {
        let mut before = before.iter();
        before.any(|before| before.name == now.name && is_type(before, now))
    };
    let mut pairs = before.iter().zip(now);
    let index = pairs.position(|(before, now)| before.name != now.name)?;
    let mut pairs = before.iter().zip(now);
    now.iter().all(was_there).then(|| Change::Order {
        index,
        before,
        now,
        is_broken: pairs.any(|(before, now)| !is_type(before, now)),
    })
}

fn names(arguments: &[Argument]) -> String {
    let names = arguments
        .iter()
        .map(|argument| format!("`{}`", argument.name));
    names.collect::<Vec<_>>().join(", ")
}

impl Change<'_> {
    /// Returns the code of a finding about the change.
    pub(crate) const fn code(self) -> Code {
        match self {
            Self::Arity { .. }
            | Self::Type { .. }
            | Self::Text { .. }
            | Self::Order {
                is_broken: true, ..
            } => Code::BrokenPromise,
            Self::Name { .. }
            | Self::Order { .. }
            | Self::Place { .. }
            | Self::Call { .. }
            | Self::Severity { .. }
            | Self::TextPromise => Code::ChangedPromise,
        }
    }

    /// Returns the part of the message that changed.
    pub(crate) const fn part(self) -> Part {
        match self {
            Self::Type { index, .. }
            | Self::Order { index, .. }
            | Self::Name { index, .. }
            | Self::Place { index, .. } => Part::Argument(index),
            Self::Text { .. } => Part::Text,
            Self::Arity { .. } | Self::Call { .. } | Self::Severity { .. } | Self::TextPromise => {
                Part::Id
            }
        }
    }

    /// Returns the help for fixing the change if the message cannot get a new ID.
    pub(crate) const fn help(self) -> Option<&'static str> {
        match self {
            Self::Text { is_promised: true } => Some(
                "to withdraw the promise, remove `promise = \"text\"`, and run `kea-messages lock \
                 --force`",
            ),
            Self::Text { is_promised: false } => Some(
                "the lock file still has the promise: run `kea-messages lock --force` to withdraw \
                 it there too",
            ),
            _ => None,
        }
    }

    /// Returns the title of a finding about this change of the message with this ID.
    pub(crate) fn title(self, id: &str) -> String {
        let is = self.predicate();
        let title = match self {
            Self::Arity { .. } | Self::Order { .. } | Self::Call { .. } => format!("`{id}` {is}"),
            Self::Type { now, .. } | Self::Name { now, .. } | Self::Place { now, .. } => {
                format!("argument `{}` of `{id}` {is}", now.name)
            }
            Self::Severity { .. } => format!("the severity of `{id}` {is}"),
            Self::Text { .. } | Self::TextPromise => format!("the text of `{id}` {is}"),
        };
        match self.code() {
            Code::BrokenPromise => title + ": give the new message another ID",
            _ => title,
        }
    }

    fn predicate(self) -> String {
        match self {
            Self::Arity { before, now } => {
                let s = if now == 1 { "" } else { "s" };
                format!("has {now} argument{s}, but had {before}")
            }
            Self::Order { before, now, .. } => {
                format!(
                    "has the arguments {}, but had {}",
                    names(now),
                    names(before)
                )
            }
            Self::Type { before, now, .. } => {
                format!("is {}, but was {}", type_of(now), type_of(before))
            }
            Self::Name { before, .. } => format!("was called `{}`", before.name),
            Self::Place { now, .. } if now.field => "is a field, but had a placeholder".to_owned(),
            Self::Place { .. } => "has a placeholder, but was a field".to_owned(),
            Self::Call { is_by_name: true } => {
                "is called with braces, but was called with parentheses".to_owned()
            }
            Self::Call { .. } => {
                "is called with parentheses, but was called with braces".to_owned()
            }
            Self::Severity { before, now } => {
                format!("is {}, but was {}", severity(now), severity(before))
            }
            Self::Text { .. } => "was promised, but has changed".to_owned(),
            Self::TextPromise => "is no longer promised".to_owned(),
        }
    }
}

impl fmt::Display for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is = self.predicate();
        match self {
            Self::Arity { .. } | Self::Order { .. } | Self::Call { .. } => write!(f, "it {is}"),
            Self::Type { now, .. } | Self::Name { now, .. } | Self::Place { now, .. } => {
                write!(f, "argument `{}` {is}", now.name)
            }
            Self::Severity { .. } => write!(f, "its severity {is}"),
            Self::Text { .. } | Self::TextPromise => write!(f, "its text {is}"),
        }
    }
}

fn type_of(argument: &Argument) -> String {
    let secret = if argument.secret { "secret " } else { "" };
    match &argument.rust_type {
        Some(rust_type) => format!("`{secret}{rust_type}`"),
        None if argument.secret => "`secret`".to_owned(),
        None => "of no type".to_owned(),
    }
}

fn severity(severity: Option<Severity>) -> String {
    match severity {
        Some(severity) => format!("`{severity}`"),
        None => "not stated".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Message;

    #[test]
    fn what_changed() {
        let client = || Argument::named("client");
        let attempts = |rust_type| Argument::named("attempts").with_type(rust_type);
        let old = [client(), attempts("u32")];
        // The severity and the arguments now, and the titles of the changes.
        let cases: [(&str, &[Argument], &[&str]); 10] = [
            (
                "warn",
                &[attempts("u32"), client()],
                &[
                    "B: `A` has the arguments `attempts`, `client`, but had `client`, `attempts`: \
                     give the new message another ID",
                ],
            ),
            ("warn", &old, &[]),
            (
                "error",
                &old,
                &["C: the severity of `A` is `error`, but was `warn`"],
            ),
            (
                "",
                &old,
                &["C: the severity of `A` is not stated, but was `warn`"],
            ),
            (
                "error",
                &[client()],
                &["B: `A` has 1 argument, but had 2: give the new message another ID"],
            ),
            (
                "warn",
                &[],
                &["B: `A` has 0 arguments, but had 2: give the new message another ID"],
            ),
            (
                "warn",
                &[Argument::named("peer"), attempts("u64")],
                &[
                    "C: argument `peer` of `A` was called `client`",
                    "B: argument `attempts` of `A` is `u64`, but was `u32`: give the new message \
                     another ID",
                ],
            ),
            (
                "warn",
                &[client().into_secret(), Argument::named("attempts")],
                &[
                    "B: argument `client` of `A` is `secret`, but was of no type: give the new \
                     message another ID",
                    "B: argument `attempts` of `A` is of no type, but was `u32`: give the new \
                     message another ID",
                ],
            ),
            (
                "warn",
                &[client(), attempts("u32").into_secret()],
                &[
                    "B: argument `attempts` of `A` is `secret u32`, but was `u32`: give the new \
                     message another ID",
                ],
            ),
            (
                "error",
                &[client(), attempts("u64")],
                &[
                    "B: argument `attempts` of `A` is `u64`, but was `u32`: give the new message \
                     another ID",
                    "C: the severity of `A` is `error`, but was `warn`",
                ],
            ),
        ];
        let promise = |severity: &str, arguments: &[Argument]| {
            let mut message = Message::new("A", "%1 %2");
            message.severity = severity.parse().ok();
            message.arguments = Some(arguments.to_vec());
            Promise::of(&message)
        };
        let before = promise("warn", &old);
        for (severity, arguments, expected) in cases {
            let now = promise(severity, arguments);
            let titles: Vec<String> = changes(&before, &now)
                .into_iter()
                .map(|change| {
                    let is_broken = change.code() == Code::BrokenPromise;
                    let code = if is_broken { "B" } else { "C" };
                    format!("{code}: {}", change.title("A"))
                })
                .collect();
            assert_eq!(titles, expected, "{severity} {arguments:?}");
        }
    }

    #[test]
    fn fields_and_calls() {
        let of = |is_field: bool, is_called_by_name: bool| {
            let pool = Argument::named("pool");
            let mut message = Message::new("A", if is_field { "up" } else { "%1" });
            message.arguments = Some(vec![if is_field { pool.into_field() } else { pool }]);
            message.is_called_by_name = is_called_by_name;
            Promise::of(&message)
        };
        let titles = |before: &Promise, now: &Promise| {
            let changes = changes(before, now).into_iter();
            let titles = changes.map(|change| (change.code(), change.part(), change.title("A")));
            titles.collect::<Vec<_>>()
        };
        for (before, now, part, title) in [
            (
                of(false, false),
                of(true, false),
                Part::Argument(0),
                "argument `pool` of `A` is a field, but had a placeholder",
            ),
            (
                of(true, false),
                of(false, false),
                Part::Argument(0),
                "argument `pool` of `A` has a placeholder, but was a field",
            ),
            (
                of(false, false),
                of(false, true),
                Part::Id,
                "`A` is called with braces, but was called with parentheses",
            ),
            (
                of(false, true),
                of(false, false),
                Part::Id,
                "`A` is called with parentheses, but was called with braces",
            ),
        ] {
            let expected = [(Code::ChangedPromise, part, title.to_owned())];
            assert_eq!(titles(&before, &now), expected);
            assert_eq!(titles(&now, &now), []);
        }
        // This lock file was written before fields were recorded.
        let mut old = of(true, false);
        old.arguments[0].field = false;
        assert_eq!(titles(&old, &of(true, false)), []);
    }

    #[test]
    fn other_orders() {
        let names = |names: &[&str]| {
            let arguments = names.iter().copied().map(Argument::named);
            arguments.collect::<Vec<_>>()
        };
        for (before, now, expected) in [
            (["a", "b", "c"], ["a", "b", "c"], None),
            (
                ["a", "b", "c"],
                ["a", "c", "b"],
                Some((1, Code::ChangedPromise)),
            ),
            (["a", "b", "c"], ["a", "c", "d"], None),
        ] {
            let (before, now) = (names(&before), names(&now));
            let change = other_order(&before, &now);
            let found = change.map(|change| match change.part() {
                Part::Argument(index) => (index, change.code()),
                _ => panic!("an argument has another place"),
            });
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn clauses_and_parts() {
        let (before, now) = (Argument::named("peer"), Argument::named("client"));
        let (before, now) = (&before, &now);
        let cases = [
            (
                Change::Arity { before: 0, now: 2 },
                Part::Id,
                "it has 2 arguments, but had 0",
            ),
            (
                Change::Name {
                    index: 1,
                    before,
                    now,
                },
                Part::Argument(1),
                "argument `client` was called `peer`",
            ),
            (
                Change::Severity {
                    before: None,
                    now: Some(Severity::Warn),
                },
                Part::Id,
                "its severity is `warn`, but was not stated",
            ),
            (
                Change::Text { is_promised: true },
                Part::Text,
                "its text was promised, but has changed",
            ),
            (
                Change::TextPromise,
                Part::Id,
                "its text is no longer promised",
            ),
        ];
        for (change, part, clause) in cases {
            assert_eq!(
                (change.part(), change.to_string()),
                (part, clause.to_owned())
            );
        }
    }
}
