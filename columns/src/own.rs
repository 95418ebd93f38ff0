//! The columns that every table has, for the parts of a line that are not arguments.

use crate::nested::Maps;
use crate::nested::{Lists, always, append_map, list_of, map_type, maps, structs, texts};
use crate::time::{self, Time};
use arrow_array::ArrayRef;
use arrow_array::builder::{Int64Builder, ListBuilder, StringBuilder, TimestampMicrosecondBuilder};
use arrow_schema::{ArrowError, DataType, Field, Fields, TimeUnit};
use kea_messages_decode::{Line, Outcome, Reading};
use std::sync::Arc;

/// The place of a line.
///
/// ```
/// use kea_messages_columns::Place;
///
/// let place = Place { file: Some("server.log"), line: Some(7) };
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place<'p> {
    /// The log that contains it.
    pub file: Option<&'p str>,
    /// Its line number in that log, counted from 1.
    pub line: Option<u64>,
}

/// Returns the columns before the arguments, and those after them.
pub(crate) fn fields() -> (Vec<Field>, Vec<Field>) {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    let time = |name: &str, zone: Option<&str>| {
        let zone = zone.map(Arc::from);
        Field::new(name, DataType::Timestamp(TimeUnit::Microsecond, zone), true)
    };
    let list = |name: &str, item| Field::new(name, list_of(item), true);
    let strings = || always("", DataType::Utf8);
    let named = |first: &str, second: Field| {
        let first = strings().with_name(first);
        DataType::Struct(Fields::from(vec![first, second]))
    };
    let sources = named("argument", always("sources", list_of(DataType::Utf8)));
    let value = named("name", strings().with_name("value"));
    let span = named("name", always("fields", list_of(value)));
    let before = vec![
        time("time", Some(UTC)),
        time("local_time", None),
        text("time_text"),
        text("severity"),
        text("logger"),
        text("process"),
        text("thread"),
        text("id"),
        always("status", DataType::Utf8),
    ];
    let after = vec![
        list("readings", map_type()),
        list("error_sources", sources),
        list("spans", span),
        always("text", DataType::Utf8),
        text("continued"),
        text("layout"),
        text("file"),
        Field::new("line", DataType::Int64, true),
    ];
    (before, after)
}

const UTC: &str = "UTC";

/// Builds the values of these columns.
#[derive(Debug)]
pub(crate) struct Own {
    time: TimestampMicrosecondBuilder,
    local_time: TimestampMicrosecondBuilder,
    /// The columns from `time_text` to `status`.
    texts_before: [StringBuilder; 7],
    readings: Readings,
    error_sources: Errors,
    spans: Spans,
    /// The columns from `text` to `file`.
    texts_after: [StringBuilder; 4],
    line: Int64Builder,
}

impl Own {
    pub(crate) fn new() -> Self {
        let time = || TimestampMicrosecondBuilder::with_capacity(0);
        Self {
            time: time().with_timezone(UTC),
            local_time: time(),
            texts_before: std::array::from_fn(|_| texts()),
            readings: Readings::new(),
            error_sources: Errors::new(),
            spans: Spans::new(),
            texts_after: std::array::from_fn(|_| texts()),
            line: Int64Builder::with_capacity(0),
        }
    }

    pub(crate) fn append(&mut self, line: &Line<'_>, place: Place<'_>) -> Result<(), ArrowError> {
        let (utc, local) = match line.time.as_deref().and_then(time::parse) {
            None => (None, None),
            Some(Time::Utc(time)) => (Some(time), None),
            Some(Time::Local(time)) => (None, Some(time)),
        };
        self.time.append_option(utc);
        self.local_time.append_option(local);
        let (process, thread) = process_and_thread(line.pid.as_deref());
        let before = [
            line.time.as_deref(),
            line.severity.as_deref(),
            line.logger.as_deref(),
            process,
            thread,
            line.id.as_deref(),
            Some(line.outcome.status()),
        ];
        append_texts(&mut self.texts_before, before);
        self.readings.append(&line.outcome)?;
        self.error_sources.append(line)?;
        self.spans.append(line)?;
        let some = |text| Some(text).filter(|text: &&str| !text.is_empty());
        let after = [
            Some(&*line.text),
            some(&line.continued),
            some(&line.layout),
            place.file,
        ];
        append_texts(&mut self.texts_after, after);
        let number = place.line.and_then(|number| i64::try_from(number).ok());
        self.line.append_option(number);
        Ok(())
    }

    /// Finishes the columns before the arguments, and those after them.
    pub(crate) fn finish(&mut self) -> Result<(Vec<ArrayRef>, Vec<ArrayRef>), ArrowError> {
        let text = |column: &mut StringBuilder| Arc::new(column.finish()) as ArrayRef;
        let mut before: Vec<ArrayRef> = vec![
            Arc::new(self.time.finish()),
            Arc::new(self.local_time.finish()),
        ];
        before.extend(self.texts_before.iter_mut().map(text));
        let mut after = vec![
            Arc::new(self.readings.0.finish()) as ArrayRef,
            self.error_sources.finish()?,
            self.spans.finish()?,
        ];
        after.extend(self.texts_after.iter_mut().map(text));
        after.push(Arc::new(self.line.finish()));
        Ok((before, after))
    }
}

fn append_texts<const N: usize>(columns: &mut [StringBuilder; N], texts: [Option<&str>; N]) {
    for (column, text) in columns.iter_mut().zip(texts) {
        column.append_option(text);
    }
}

/// Splits a process ID from the thread ID that Kea writes after it: `4711.140`.
fn process_and_thread(pid: Option<&str>) -> (Option<&str>, Option<&str>) {
    match pid.and_then(|pid| pid.split_once('.')) {
        Some((process, thread)) => (Some(process), Some(thread)),
        None => (pid, None),
    }
}

#[derive(Debug)]
struct Readings(ListBuilder<Maps>);

impl Readings {
    fn new() -> Self {
        let list = ListBuilder::with_capacity(maps(), 0);
        Self(list.with_field(always("item", map_type())))
    }

    fn append(&mut self, outcome: &Outcome<'_>) -> Result<(), ArrowError> {
        let (Outcome::Ambiguous(readings) | Outcome::NotUtf8(readings) | Outcome::CutOff(readings)) =
            outcome
        else {
            self.0.append(false);
            return Ok(());
        };
        for reading in readings {
            append_map(self.0.values(), Some(entries(reading)))?;
        }
        self.0.append(true);
        Ok(())
    }
}

/// Returns the names and values of the arguments in a reading.
pub(crate) fn entries<'r>(reading: &'r Reading<'_>) -> impl Iterator<Item = (&'r str, &'r str)> {
    let arguments = reading.arguments();
    arguments.map(|(name, value)| (name, value.as_str()))
}

#[derive(Debug)]
struct Errors {
    lists: Lists,
    arguments: StringBuilder,
    sources: Lists,
    texts: StringBuilder,
}

impl Errors {
    fn new() -> Self {
        Self {
            lists: Lists::new(),
            arguments: texts(),
            sources: Lists::new(),
            texts: texts(),
        }
    }

    fn append(&mut self, line: &Line<'_>) -> Result<(), ArrowError> {
        if line.error_sources.is_empty() {
            self.lists.append_null();
            return Ok(());
        }
        for sources in &line.error_sources {
            self.arguments.append_value(&sources.argument);
            self.texts.extend(sources.sources.iter().map(Some));
            self.sources.append(length(&self.texts))?;
        }
        self.lists.append(length(&self.arguments))
    }

    fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        let sources = self.sources.finish(Arc::new(self.texts.finish()))?;
        let parts: Vec<(_, ArrayRef)> = vec![
            ("argument", Arc::new(self.arguments.finish())),
            ("sources", Arc::new(sources)),
        ];
        Ok(Arc::new(self.lists.finish(structs(parts)?)?))
    }
}

#[derive(Debug)]
struct Spans {
    lists: Lists,
    names: StringBuilder,
    fields: Lists,
    field_names: StringBuilder,
    values: StringBuilder,
}

impl Spans {
    fn new() -> Self {
        Self {
            lists: Lists::new(),
            names: texts(),
            fields: Lists::new(),
            field_names: texts(),
            values: texts(),
        }
    }

    fn append(&mut self, line: &Line<'_>) -> Result<(), ArrowError> {
        if line.spans.is_empty() {
            self.lists.append_null();
            return Ok(());
        }
        for span in &line.spans {
            self.names.append_value(&span.name);
            for (name, value) in &span.fields {
                self.field_names.append_value(name);
                self.values.append_value(value.as_str());
            }
            self.fields.append(length(&self.values))?;
        }
        self.lists.append(length(&self.names))
    }

    fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        let parts: Vec<(_, ArrayRef)> = vec![
            ("name", Arc::new(self.field_names.finish())),
            ("value", Arc::new(self.values.finish())),
        ];
        let fields = self.fields.finish(structs(parts)?)?;
        let parts: Vec<(_, ArrayRef)> = vec![
            ("name", Arc::new(self.names.finish())),
            ("fields", Arc::new(fields)),
        ];
        Ok(Arc::new(self.lists.finish(structs(parts)?)?))
    }
}

fn length(column: &StringBuilder) -> usize {
    arrow_array::builder::ArrayBuilder::len(column)
}
