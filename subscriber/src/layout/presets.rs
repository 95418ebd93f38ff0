//! The JSON layouts, with their keys and the order of the keys.

use crate::layout::json::Object;
use crate::layout::thread::write_thread_id;
use crate::layout::{Clock, SOURCES};
use crate::record::Record;
use crate::spans::Span;
use kea_messages::{Severity, Value, record as fields};

/// A layout that writes each record as a line of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Json {
    pub(crate) preset: Preset,
    pub(crate) thread: bool,
    pub(crate) spans: bool,
    /// Whether the sources of errors are shown.
    pub(crate) sources: bool,
}

/// The schema that determines the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Preset {
    /// The keys of [`kea_messages::record`], with the arguments in an object.
    Nested,
    /// The keys of `Nested`, with each argument at the top level.
    Flat,
    /// The keys of the Elastic Common Schema.
    Ecs,
    /// The keys of OpenTelemetry's log data model.
    OpenTelemetry,
}

/// The version of the Elastic Common Schema that [`Preset::Ecs`] implements.
const ECS_VERSION: &str = "8.11.0";

impl Json {
    pub(crate) fn write(self, record: &Record<'_>, clock: &mut Clock, line: &mut String) {
        let mut object = Object::new(line);
        match self.preset {
            Preset::Nested | Preset::Flat => self.write_own(record, clock, &mut object),
            Preset::Ecs => self.write_ecs(record, clock, &mut object),
            Preset::OpenTelemetry => self.write_open_telemetry(record, &mut object),
        }
        object.end();
    }

    fn write_own(self, record: &Record<'_>, clock: &mut Clock, object: &mut Object<'_>) {
        write_time("time", record, clock, object);
        object.string(fields::SEVERITY, record.severity.name());
        write_debug_level(record.severity, object);
        if let Some(id) = record.id() {
            object.string(fields::MESSAGE_ID, id);
        }
        object.string("logger", record.logger);
        object.number("pid", record.process);
        if self.thread {
            object.with("thread", write_thread_id);
        }
        write_text(fields::MESSAGE, record, object);
        if self.preset == Preset::Flat {
            self.write_arguments_beside(&OWN_KEYS, record, object);
        } else {
            object.with("arguments", |line| write_arguments(record, line));
        }
        if self.sources {
            write_sources(record, object);
        }
        if self.spans {
            write_spans("spans", record, object);
        }
        if let Some((file, line)) = record.place {
            object.string("file", file);
            object.number("line", line);
        }
    }

    fn write_ecs(self, record: &Record<'_>, clock: &mut Clock, object: &mut Object<'_>) {
        write_time("@timestamp", record, clock, object);
        object.string("log.level", record.severity.name());
        write_text("message", record, object);
        object.string("ecs.version", ECS_VERSION);
        object.string("log.logger", record.logger);
        if let Some(id) = record.id() {
            object.string("event.code", id);
        }
        if self.sources {
            write_error("error.message", record, object);
        }
        object.number("process.pid", record.process);
        if self.thread {
            object.with("process.thread.id", write_thread_id);
        }
        if let Some((file, line)) = record.place {
            object.string("log.origin.file.name", file);
            object.number("log.origin.file.line", line);
        }
        // For all other data, the schema recommends an object with the name of the product.
        object.with("kea", |line| {
            let mut own = Object::new(line);
            write_debug_level(record.severity, &mut own);
            own.with("arguments", |line| write_arguments(record, line));
            if self.sources {
                write_sources(record, &mut own);
            }
            if self.spans {
                write_spans("spans", record, &mut own);
            }
            own.end();
        });
    }

    fn write_open_telemetry(self, record: &Record<'_>, object: &mut Object<'_>) {
        object.string("Timestamp", &record.time.as_nanosecond().to_string());
        object.string("SeverityText", &record.severity.name().to_ascii_uppercase());
        object.number("SeverityNumber", severity_number(record.severity));
        if let Some(id) = record.id() {
            object.string("EventName", id);
        }
        write_text("Body", record, object);
        object.with("Attributes", |line| {
            let mut attributes = Object::new(line);
            self.write_arguments_beside(&OWN_ATTRIBUTES, record, &mut attributes);
            if self.sources {
                write_error(EXCEPTION, record, &mut attributes);
                write_sources(record, &mut attributes);
            }
            write_debug_level(record.severity, &mut attributes);
            if self.thread {
                attributes.with("thread.id", write_thread_id);
            }
            if let Some((file, line)) = record.place {
                attributes.string("code.file.path", file);
                attributes.number("code.line.number", line);
            }
            if self.spans {
                write_spans("kea.spans", record, &mut attributes);
            }
            attributes.end();
        });
        object.with("InstrumentationScope", |line| {
            let mut scope = Object::new(line);
            scope.string("Name", record.logger);
            scope.end();
        });
        object.with("Resource", |line| {
            let mut resource = Object::new(line);
            resource.number("process.pid", record.process);
            resource.end();
        });
    }

    /// Writes the arguments at the top level. An argument with the name of another key gets a
    /// prefix.
    fn write_arguments_beside(self, own: &[&str], record: &Record<'_>, object: &mut Object<'_>) {
        let is_of_error = |name: &str| name == EXCEPTION || name.ends_with(SOURCES);
        record.visit_distinct_arguments(&mut |name, value| {
            let is_own = own.contains(&name)
                || fields::FIELDS.contains(&name)
                || self.sources && is_of_error(name);
            // A field of an event can already have a name with this prefix.
            if is_own || name.starts_with(PREFIX) {
                object.value(&format!("{PREFIX}{name}"), value);
            } else {
                object.value(name, value);
            }
        });
    }
}

/// The prefix of an argument whose name is also the name of another key.
const PREFIX: &str = "arguments.";

/// The keys of [`Preset::Flat`] that [`kea_messages::record`] does not define. `timestamp` is not
/// one of them, but log readers would use it as the time of the line.
const OWN_KEYS: [&str; 8] = [
    "time",
    "logger",
    "pid",
    "thread",
    "spans",
    "file",
    "line",
    "timestamp",
];

/// OpenTelemetry's attribute for an error.
const EXCEPTION: &str = "exception.message";

/// The attributes of [`Preset::OpenTelemetry`] that are not arguments.
const OWN_ATTRIBUTES: [&str; 4] = [
    "thread.id",
    "code.file.path",
    "code.line.number",
    "kea.spans",
];

fn write_time(key: &str, record: &Record<'_>, clock: &mut Clock, object: &mut Object<'_>) {
    object.with(key, |line| {
        line.push('"');
        clock.write_rfc3339(record.time, line);
        line.push('"');
    });
}

fn write_debug_level(severity: Severity, object: &mut Object<'_>) {
    if let Severity::Debug(level) = severity {
        object.number(fields::DEBUG_LEVEL, level.get());
    }
}

fn write_text(key: &str, record: &Record<'_>, object: &mut Object<'_>) {
    record.visit_text(&mut |text| object.value(key, text));
}

fn write_arguments(record: &Record<'_>, line: &mut String) {
    let mut arguments = Object::new(line);
    record.visit_distinct_arguments(&mut |name, value| arguments.value(name, value));
    arguments.end();
}

/// Writes the sources of each error as a list, such as `error.sources`.
fn write_sources(record: &Record<'_>, object: &mut Object<'_>) {
    record.visit_sources(&mut |name, texts| {
        object.strings(&format!("{name}{SOURCES}"), texts);
    });
}

/// Writes the first argument that is an error, with the key that a schema has for errors.
fn write_error(key: &str, record: &Record<'_>, object: &mut Object<'_>) {
    let mut is_first = true;
    record.visit_arguments(&mut |_, value| {
        if matches!(value, Value::Error(_)) && std::mem::take(&mut is_first) {
            object.value(key, value);
        }
    });
}

/// Writes the spans as a list, starting with the outermost, if there are any.
fn write_spans(key: &str, record: &Record<'_>, object: &mut Object<'_>) {
    let mut is_first = true;
    let mut write = |span: &Span, line: &mut String| {
        line.push(if is_first { '[' } else { ',' });
        is_first = false;
        let mut written = Object::new(line);
        written.string("name", span.name);
        written.with("fields", |line| {
            let mut fields = Object::new(line);
            for (name, value) in span.fields() {
                fields.value(name, value);
            }
            fields.end();
        });
        written.end();
    };
    let mut list = String::new();
    record.visit_spans(&mut |span| write(span, &mut list));
    if !is_first {
        list.push(']');
        object.with(key, |line| *line += &list);
    }
}

/// Returns OpenTelemetry's number of a severity.
const fn severity_number(severity: Severity) -> u8 {
    match severity {
        Severity::Fatal => 21,
        Severity::Error => 17,
        Severity::Warn => 13,
        Severity::Info => 9,
        Severity::Debug(_) => 5,
    }
}
