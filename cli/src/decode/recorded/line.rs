//! A record as a decoded line.

use super::clock::Clock;
use super::kea_line::{logger, pid, severity};
use kea_messages_decode::{ErrorSources, Line, Outcome, Reading, Span, Value as LineValue};
use kea_messages_records::{self as records, Argument, Record, Value};

/// The layout of a line that was a record.
const LAYOUT: &str = "records";

/// Converts a record to a decoded line. `names` are those of its arguments.
pub(super) fn line<'r>(record: &Record<'r>, names: &'r [Box<str>], clock: &mut Clock) -> Line<'r> {
    let mut line = Line::without_id(record.to_string());
    line.time = Some(clock.utc(record.unix_time()).into());
    line.severity = Some(severity(record.severity()).into());
    line.logger = Some(logger(record).into());
    line.pid = Some(pid(record).into());
    line.id = Some(record.id().into());
    line.layout = LAYOUT.into();
    let spans = std::iter::successors(record.span(), records::Span::parent);
    for span in spans.filter_map(|span| span.definition()) {
        let fields = span.fields.iter();
        let fields = fields.map(|(name, value)| {
            let value = LineValue::Text((&**value).into());
            ((&**name).into(), value)
        });
        let span = Span::new((&*span.name).into(), fields.collect());
        line.spans.insert(0, span);
    }
    for argument in record.arguments() {
        if let Value::Error(error) = argument.value {
            let sources: Vec<_> = error.sources().map(Into::into).collect();
            if !sources.is_empty() {
                let sources = ErrorSources::of_argument(argument.name().into(), sources);
                line.error_sources.push(sources);
            }
        }
    }
    let values = record.arguments().map(|argument| value(&argument));
    line.outcome = Outcome::Decoded(Reading::new(names, values.collect()));
    line
}

/// Converts a value. It has the format in which it was recorded, and not that of the text.
fn value<'r>(argument: &Argument<'r>) -> LineValue<'r> {
    let value = argument.value;
    match value {
        Value::Bool(_) | Value::I64(_) | Value::U64(_) | Value::I128(_) | Value::U128(_) => {
            LineValue::Bare(value.to_string().into())
        }
        Value::F32(number) if number.is_finite() => LineValue::Bare(value.to_string().into()),
        Value::F64(number) if number.is_finite() => LineValue::Bare(value.to_string().into()),
        Value::Bytes(_) => LineValue::Bytes(value.to_string().into()),
        value => match value.as_str() {
            Some(text) => LineValue::Text(text.into()),
            None => LineValue::Text(value.to_string().into()),
        },
    }
}
