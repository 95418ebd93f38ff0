//! Keeps the names and fields of `tracing` spans for the lines.

use crate::fields::Fields;
use kea_messages::Value;
use tracing::span::{Attributes, Id};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::{LookupSpan, Scope as SpanScope};

/// The name and the fields of a span.
#[derive(Debug)]
pub(crate) struct Span {
    pub(crate) name: &'static str,
    fields: Vec<(&'static str, Kept)>,
}

/// An owned value of a span's field.
#[derive(Debug)]
enum Kept {
    Bool(bool),
    I64(i64),
    U64(u64),
    I128(i128),
    U128(u128),
    F64(f64),
    Str(String),
    Bytes(Vec<u8>),
    /// The output of its `Debug` or `Display`.
    Text(String),
}

impl Kept {
    fn new(value: Value<'_>) -> Self {
        match value {
            Value::Bool(value) => Self::Bool(value),
            Value::I64(value) => Self::I64(value),
            Value::U64(value) => Self::U64(value),
            Value::I128(value) => Self::I128(value),
            Value::U128(value) => Self::U128(value),
            Value::F64(value) => Self::F64(value),
            Value::Str(value) => Self::Str(value.to_owned()),
            Value::Bytes(value) => Self::Bytes(value.to_owned()),
            other => Self::Text(other.to_string()),
        }
    }

    fn value(&self) -> Value<'_> {
        match self {
            Self::Bool(value) => Value::Bool(*value),
            Self::I64(value) => Value::I64(*value),
            Self::U64(value) => Value::U64(*value),
            Self::I128(value) => Value::I128(*value),
            Self::U128(value) => Value::U128(*value),
            Self::F64(value) => Value::F64(*value),
            Self::Str(value) => Value::Str(value),
            Self::Bytes(value) => Value::Bytes(value),
            Self::Text(value) => Value::Display(value),
        }
    }
}

impl Span {
    fn set(&mut self, name: &'static str, value: Value<'_>) {
        let kept = Kept::new(value);
        match self.fields.iter_mut().find(|(field, _)| *field == name) {
            Some((_, value)) => *value = kept,
            None => self.fields.push((name, kept)),
        }
    }

    /// Returns the fields in the order in which they were first recorded.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&'static str, Value<'_>)> {
        self.fields.iter().map(|(name, kept)| (*name, kept.value()))
    }
}

/// The spans of a record.
pub(crate) trait Scope {
    /// Passes each span to a function, starting with the outermost.
    fn visit(&self, see: &mut dyn FnMut(&Span));
}

/// A scope without spans.
pub(crate) struct Outside;

impl Scope for Outside {
    fn visit(&self, _: &mut dyn FnMut(&Span)) {}
}

/// Stores the fields of a new span.
pub(crate) fn keep<S>(attributes: &Attributes<'_>, id: &Id, context: &Context<'_, S>)
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let mut span = Span {
        name: attributes.metadata().name(),
        fields: Vec::new(),
    };
    // This comes before the extensions are locked, because a value can log while it is printed.
    attributes.record(&mut Fields(&mut |name, value| span.set(name, value)));
    if let Some(found) = context.span(id) {
        // Another layer of this crate may have stored the same fields.
        _ = found.extensions_mut().replace(span);
    }
}

/// Stores fields that are added to a span later, if its first fields were stored.
pub(crate) fn keep_more<S>(id: &Id, values: &tracing::span::Record<'_>, context: &Context<'_, S>)
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let Some(found) = context.span(id) else {
        return;
    };
    if found.extensions().get::<Span>().is_none() {
        return;
    }
    let mut more = Vec::new();
    values.record(&mut Fields(&mut |name, value| {
        more.push((name, Kept::new(value)));
    }));
    if let Some(span) = found.extensions_mut().get_mut::<Span>() {
        for (name, kept) in more {
            span.set(name, kept.value());
        }
    }
}

/// The spans of an event.
pub(crate) struct Around<'a, S> {
    pub(crate) event: &'a Event<'a>,
    pub(crate) context: &'a Context<'a, S>,
}

impl<S> Scope for Around<'_, S>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn visit(&self, see: &mut dyn FnMut(&Span)) {
        let scope = self.context.event_scope(self.event);
        for span in scope.into_iter().flat_map(SpanScope::from_root) {
            if let Some(span) = span.extensions().get::<Span>() {
                see(span);
            }
        }
    }
}
