//! The source of a line: an event of `tracing`, or a message of this crate itself.

use crate::fields::Fields;
use crate::messages::LOGGER;
use crate::spans::{Outside, Scope, Span};
use jiff::Timestamp;
use kea_messages::record::{FIELDS, FIRST_TRACE_LEVEL};
use kea_messages::{DebugLevel, Occurrence, Severity, Sources, Value, record, severity_of};
use std::fmt::Write as _;
use tracing::field::FieldSet;
use tracing::{Event, Level};

/// A record with all data that layouts can write.
pub(crate) struct Record<'a> {
    pub(crate) time: Timestamp,
    pub(crate) severity: Severity,
    pub(crate) logger: &'a str,
    pub(crate) process: u32,
    /// The source file and the line of the statement.
    pub(crate) place: Option<(&'a str, u32)>,
    content: Content<'a>,
    scope: &'a dyn Scope,
}

enum Content<'a> {
    /// A message that was logged with `emit!`.
    Message(&'a Event<'a>),
    /// An event that is not a message.
    Event(&'a Event<'a>),
    /// A message of this crate, which bypasses `tracing`.
    Own(&'a Occurrence<'a>),
}

impl<'a> Record<'a> {
    pub(crate) fn of_event(event: &'a Event<'a>, scope: &'a dyn Scope) -> Self {
        let metadata = event.metadata();
        let of_message = severity_of(metadata);
        Self {
            time: Timestamp::now(),
            severity: of_message.unwrap_or_else(|| severity_of_level(*metadata.level())),
            logger: metadata.target(),
            process: std::process::id(),
            place: metadata.file().zip(metadata.line()),
            content: if of_message.is_some() {
                Content::Message(event)
            } else {
                Content::Event(event)
            },
            scope,
        }
    }

    /// Creates the record of a message that this crate logs without the loggers.
    pub(crate) fn of_own(message: &'a Occurrence<'a>) -> Self {
        Self {
            time: Timestamp::now(),
            severity: message.severity().unwrap_or(Severity::Error),
            logger: LOGGER,
            process: std::process::id(),
            place: None,
            content: Content::Own(message),
            scope: &Outside,
        }
    }

    /// Returns the same record with another logger.
    pub(crate) fn by(self, logger: &'a str) -> Self {
        Self { logger, ..self }
    }

    /// Returns the ID, if this is a message.
    pub(crate) fn id(&self) -> Option<&'a str> {
        match self.content {
            Content::Message(event) => Some(event.metadata().name()),
            Content::Event(_) => None,
            Content::Own(message) => Some(message.id()),
        }
    }

    /// Passes the text to a function, if there is one.
    pub(crate) fn visit_text(&self, see: &mut dyn FnMut(Value<'_>)) {
        match self.content {
            // If there are several texts, the last one is used, as for arguments.
            Content::Event(event) if !are_distinct(event.metadata().fields()) => {
                let mut left = 0_usize;
                visit_texts(event, &mut |_| left += 1);
                visit_texts(event, &mut |text| {
                    left = left.saturating_sub(1);
                    if left == 0 {
                        see(text);
                    }
                });
            }
            Content::Message(event) | Content::Event(event) => visit_texts(event, see),
            Content::Own(message) => see(Value::Display(message)),
        }
    }

    /// Passes each argument of a message, or each field of another event, to a function with its
    /// name.
    pub(crate) fn visit_arguments(&self, see: &mut dyn FnMut(&str, Value<'_>)) {
        match self.content {
            Content::Message(event) => event.record(&mut Fields(&mut |name, value| {
                if !FIELDS.contains(&name) {
                    see(name, value);
                }
            })),
            Content::Event(event) => event.record(&mut Fields(&mut |name, value| {
                if name != record::MESSAGE {
                    see(name, value);
                }
            })),
            Content::Own(message) => {
                for (argument, value) in message.arguments() {
                    see(argument.name(), value);
                }
            }
        }
    }

    /// Like `visit_arguments`, but with each name only once. If an event of `tracing` has several
    /// fields with the same name, the last one is used, as most readers of JSON objects do.
    pub(crate) fn visit_distinct_arguments(&self, see: &mut dyn FnMut(&str, Value<'_>)) {
        let is_distinct = match self.content {
            Content::Event(event) => are_distinct(event.metadata().fields()),
            Content::Message(_) | Content::Own(_) => true,
        };
        if is_distinct {
            return self.visit_arguments(see);
        }
        let mut names = Vec::new();
        self.visit_arguments(&mut |name, _| names.push(name.to_owned()));
        let mut at = 0;
        self.visit_arguments(&mut |name, value| {
            at += 1;
            let later = names.get(at..).unwrap_or_default();
            if !later.iter().any(|other| other == name) {
                see(name, value);
            }
        });
    }

    /// Returns the value of an argument as text, which is empty if there is no such argument.
    pub(crate) fn argument(&self, name: &str) -> String {
        let mut found = String::new();
        self.visit_arguments(&mut |argument, value| {
            if argument == name {
                found = value.to_string();
            }
        });
        found
    }

    /// Passes the sources of each argument or field that is an error to a function, as texts,
    /// starting with the direct source.
    pub(crate) fn visit_sources(&self, see: &mut dyn FnMut(&str, &[String])) {
        self.visit_distinct_arguments(&mut |name, value| {
            let mut sources = value.sources();
            let mut texts: Vec<String> = Vec::new();
            for source in sources.by_ref() {
                let mut text = String::new();
                // If a source cannot be formatted completely, the beginning is used.
                _ = write!(text, "{source}");
                texts.push(text);
            }
            if sources.has_more() {
                texts.push(format!("(more than {} sources)", Sources::MAX));
            }
            if !texts.is_empty() {
                see(name, &texts);
            }
        });
    }

    /// Passes each span to a function, starting with the outermost.
    pub(crate) fn visit_spans(&self, see: &mut dyn FnMut(&Span)) {
        self.scope.visit(see);
    }
}

fn visit_texts(event: &Event<'_>, see: &mut dyn FnMut(Value<'_>)) {
    event.record(&mut Fields(&mut |name, value| {
        if name == record::MESSAGE {
            see(value);
        }
    }));
}

fn are_distinct(fields: &FieldSet) -> bool {
    let names = || fields.iter().map(|field| field.name());
    !(1..)
        .zip(names())
        .any(|(next, name)| names().skip(next).any(|other| other == name))
}

/// Returns the severity of an event that is not a message.
pub(crate) fn severity_of_level(level: Level) -> Severity {
    match level {
        Level::ERROR => Severity::Error,
        Level::WARN => Severity::Warn,
        Level::INFO => Severity::Info,
        Level::DEBUG => Severity::Debug(DebugLevel::default()),
        Level::TRACE => Severity::Debug(FIRST_TRACE_LEVEL),
    }
}
