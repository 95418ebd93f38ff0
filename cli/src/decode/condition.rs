//! Conditions on the fields of a line: `severity>=warn`, `logger=kea-dhcp4*`, `attempts>3`.

use crate::arguments::Status;
use crate::failure::Failure;
use crate::id_pattern::{
    Pattern, has_wildcards, id_pattern, pattern, warn_of_unknown, word_pattern,
};
use crate::known::Known;
use clap::ValueEnum;
use clap::builder::PossibleValue;
use kea_messages_catalog::nearest;
use kea_messages_core::severity::Severity;
use kea_messages_decode::{Line, Outcome, Value as Argument, severity_rank};
use std::cmp::Ordering;

/// A condition on a field.
#[derive(Debug)]
pub(super) struct Condition {
    field: Field,
    operator: Operator,
    value: Value,
}

/// The field of a line. A name that is not in [`FIELDS`] refers to an argument.
#[derive(Debug, PartialEq)]
enum Field {
    Time,
    Severity,
    Logger,
    Pid,
    Id,
    Status,
    Text,
    Argument(String),
}

/// The fields with their names in JSON, except arguments.
const FIELDS: [(&str, Field); 7] = [
    ("time", Field::Time),
    ("severity", Field::Severity),
    ("logger", Field::Logger),
    ("pid", Field::Pid),
    ("id", Field::Id),
    ("status", Field::Status),
    ("text", Field::Text),
];

#[derive(Debug)]
enum Value {
    Severity(u8),
    /// A text is compared by whether it matches the pattern.
    Pattern(Pattern),
    /// A field whose value is not a number does not match.
    Number(f64),
    Text(String),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
}

impl Operator {
    /// The operators with their signs. Signs with two characters come first, because others begin
    /// with the same character.
    const ALL: [(&'static str, Self); 7] = [
        (">=", Self::MoreOrEqual),
        ("<=", Self::LessOrEqual),
        ("==", Self::Equal),
        ("!=", Self::NotEqual),
        ("=", Self::Equal),
        (">", Self::More),
        ("<", Self::Less),
    ];

    /// Whether the value of a condition with this operator is a pattern.
    const fn is_of_patterns(self) -> bool {
        matches!(self, Self::Equal | Self::NotEqual)
    }

    const fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::More => order.is_gt(),
            Self::MoreOrEqual => order.is_ge(),
        }
    }
}

impl Field {
    fn named(name: &str) -> Self {
        let field = FIELDS.into_iter().find(|(known, _)| *known == name);
        field.map_or_else(
            || Self::Argument(name.strip_prefix("arguments.").unwrap_or(name).to_owned()),
            |(_, field)| field,
        )
    }
}

/// Returns the intended operator if a condition has an operator of another language, or one with
/// exchanged characters. A value that begins with such characters needs a space in front of it.
fn misspelt_operator(text: &str) -> Option<&'static str> {
    let misspelt = [
        ("==", "="),
        ("=>", ">="),
        ("=<", "<="),
        ("=~", "="),
        ("<>", "!="),
    ];
    let mut found = misspelt.into_iter();
    found.find_map(|(sign, meant)| text.starts_with(sign).then_some(meant))
}

impl Condition {
    /// Parses a condition. An argument in it has to be an argument of a known message.
    pub(super) fn parse(text: &str, known: &Known) -> Result<Self, Failure> {
        // The first sign counts, because the value can contain others.
        let signs = Operator::ALL.into_iter();
        let found = signs.filter_map(|(sign, operator)| {
            let at = text.find(sign)?;
            Some((at, &text[at + sign.len()..], operator))
        });
        // If two begin at the same place, `min_by_key` takes the first of them, which is the longer
        // one.
        let Some((at, value, operator)) = found.min_by_key(|(at, ..)| *at) else {
            return Err(not_a_condition(text));
        };
        if let Some(meant) = misspelt_operator(&text[at..]) {
            let reason = format!("unknown operator in `{text}`: did you mean `{meant}`?");
            return Err(Failure::Unusable(reason));
        }
        let (name, value) = (text[..at].trim(), value.trim());
        if name.is_empty() {
            return Err(not_a_condition(text));
        }
        let field = Field::named(name);
        if let Field::Argument(argument) = &field
            && !has_argument(known, argument)
        {
            return Err(Failure::Unusable(unknown_field(name, known)));
        }
        if field == Field::Id && operator.is_of_patterns() {
            warn_of_unknown(value, known);
        }
        let parsed = Value::parse(&field, operator, value)?;
        if matches!(parsed, Value::Number(number) if number.is_nan()) {
            let reason = format!(
                "`{text}` is never true: to compare with this value, use `{name}={value}` or \
                 `{name}!={value}`"
            );
            return Err(Failure::Unusable(reason));
        }
        Ok(Self {
            value: parsed,
            field,
            operator,
        })
    }

    /// Whether a line matches. A line without the field does not match.
    pub(super) fn is_true(&self, line: &Line<'_>, known: &Known) -> bool {
        if let Value::Severity(wanted) = self.value {
            let stated = line.severity.as_deref().and_then(severity_rank);
            // If the line has no severity, that of the catalogue is used.
            let found = stated.or_else(|| {
                let message = known.get(line.id.as_deref()?)?;
                severity_rank(message.severity.map(Severity::name)?)
            });
            return found.is_some_and(|found| self.operator.holds(found.cmp(&wanted)));
        }
        let found = match &self.field {
            Field::Time => line.time.as_deref(),
            Field::Severity => line.severity.as_deref(),
            Field::Logger => line.logger.as_deref(),
            Field::Pid => line.pid.as_deref(),
            Field::Id => line.id.as_deref(),
            Field::Status => Some(line.outcome.status()),
            Field::Text => Some(&*line.text),
            // If there are several readings, it is not certain what was logged.
            Field::Argument(name) => match &line.outcome {
                Outcome::Decoded(reading) => reading.argument(name).map(Argument::as_str),
                _ => None,
            },
        };
        found.is_some_and(|found| self.holds(found))
    }

    fn holds(&self, found: &str) -> bool {
        match &self.value {
            Value::Severity(_) => false,
            Value::Pattern(pattern) => pattern.matches(found) == (self.operator == Operator::Equal),
            Value::Number(wanted) => {
                let found = found.parse::<f64>().ok();
                let order = found.and_then(|found| found.partial_cmp(wanted));
                order.is_some_and(|order| self.operator.holds(order))
            }
            Value::Text(wanted) => self.operator.holds(found.cmp(wanted)),
        }
    }
}

impl Value {
    fn parse(field: &Field, operator: Operator, value: &str) -> Result<Self, Failure> {
        if *field == Field::Severity {
            let rank = severity_rank(value);
            return rank.map(Self::Severity).ok_or_else(|| {
                let names = Severity::NAMES;
                let expected = nearest(value, &names).map_or_else(
                    || format!("expected one of {}", names.join(", ")),
                    |meant| format!("did you mean `{meant}`?"),
                );
                Failure::unusable(format!("`{value}` is not a severity: {expected}"))
            });
        }
        if operator.is_of_patterns() {
            let pattern = match field {
                Field::Id => id_pattern(value),
                Field::Status => status_pattern(value),
                _ => pattern(value),
            };
            return Ok(Self::Pattern(pattern?));
        }
        Ok(match (field, value.parse()) {
            (Field::Id, _) => Self::Text(value.to_ascii_uppercase().replace('-', "_")),
            (Field::Pid | Field::Argument(_), Ok(number)) => Self::Number(number),
            _ => Self::Text(value.to_owned()),
        })
    }
}

/// Parses a pattern of statuses, which has to match at least one of them.
fn status_pattern(written: &str) -> Result<Pattern, Failure> {
    // `--fail-on` has other names for some statuses.
    let status = Status::from_str(written, true).ok();
    let status = status.as_ref().and_then(ValueEnum::to_possible_value);
    let pattern = word_pattern(status.as_ref().map_or(written, PossibleValue::get_name))?;

    let statuses = Status::value_variants().iter();
    let statuses: Vec<_> = statuses.filter_map(ValueEnum::to_possible_value).collect();
    let names = statuses.iter().map(PossibleValue::get_name);
    let names: Vec<&str> = std::iter::once("decoded").chain(names).collect();
    if names.iter().any(|name| pattern.matches(name)) {
        return Ok(pattern);
    }
    let expected = format!("expected one of {}", names.join(", "));
    let reason = if has_wildcards(written) {
        format!("no status matches `{written}`: {expected}")
    } else if let Some(meant) = nearest(written, &names) {
        format!("unknown status `{written}`: did you mean `{meant}`?")
    } else {
        format!("unknown status `{written}`: {expected}")
    };
    Err(Failure::Unusable(reason))
}

fn not_a_condition(text: &str) -> Failure {
    Failure::unusable(format!(
        "`{text}` is not a condition: expected one like `severity>=warn`"
    ))
}

/// Returns the field that other programs give this name.
fn other_name(name: &str) -> Option<&'static str> {
    Some(match name {
        "level" => "severity",
        "message" | "msg" => "text",
        "message_id" => "id",
        "target" => "logger",
        "timestamp" => "time",
        _ => return None,
    })
}

/// Returns the error for a name that is neither a field nor an argument.
fn unknown_field(name: &str, known: &Known) -> String {
    let arguments = known
        .messages()
        .flat_map(|message| message.arguments.iter().flatten());
    let arguments = arguments.map(|argument| argument.name.as_str());
    let fields = FIELDS.map(|(field, _)| field);
    let names: Vec<&str> = fields.into_iter().chain(arguments).collect();
    let title = format!("unknown field `{name}` in a condition");
    if let Some(meant) = other_name(name).or_else(|| nearest(name, &names)) {
        return format!("{title}: did you mean `{meant}`?");
    }
    let fields = fields.map(|field| format!("`{field}`")).join(", ");
    format!("{title}: expected {fields} or the name of an argument")
}

fn has_argument(known: &Known, name: &str) -> bool {
    let mut messages = known.messages();
    messages.any(|message| message.named_arguments().iter().any(|it| it.name == name))
}
