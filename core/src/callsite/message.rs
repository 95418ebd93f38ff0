//! The `tracing` callsite of one message.

use super::severity::{level, name_of_field};
use super::snapshot::{BoxedError, snapshot};
use super::value::{Converted, typed};
use crate::location::Location;
use crate::occurrence::Occurrence;
use core::sync::atomic::{AtomicU8, Ordering};
use kea_messages_base::__private::Outline;
use kea_messages_base::record;
use kea_messages_base::severity::Severity;
use kea_messages_base::text::MAX_ARGUMENTS;
use std::boxed::Box;
use std::sync::OnceLock;
use std::vec::Vec;
use tracing_core::callsite::{self, Callsite, Identifier};
use tracing_core::field::{self, FieldSet};
use tracing_core::subscriber::Interest;
use tracing_core::{Event, Metadata, dispatcher};

/// The metadata of a message at an `emit!`, and the subscriber's interest in it.
pub(crate) struct MessageCallsite {
    pub(super) outline: Outline,
    id: &'static str,
    pub(super) severity: Severity,
    /// It refers to this callsite, so it is set after the callsite has been created.
    metadata: OnceLock<Metadata<'static>>,
    interest: AtomicU8,
}

const NEVER: u8 = 0;
const SOMETIMES: u8 = 1;
const ALWAYS: u8 = 2;

impl MessageCallsite {
    /// Creates a callsite, which is never dropped, and registers it.
    pub(super) fn register(
        location: &'static Location,
        target: &'static str,
        severity: Severity,
        outline: Outline,
    ) -> &'static Self {
        let callsite: &'static Self = Box::leak(Box::new(Self {
            outline,
            id: outline.id(),
            severity,
            metadata: OnceLock::new(),
            interest: AtomicU8::new(SOMETIMES),
        }));
        let severity_field = name_of_field(severity);
        let mut names = Vec::from([record::MESSAGE, record::MESSAGE_ID, severity_field]);
        if severity.debug_level().is_some() {
            names.push(record::DEBUG_LEVEL);
        }
        names.extend(outline.arguments().map(|argument| argument.name));
        let fields = FieldSet::new(Box::leak(names.into_boxed_slice()), Identifier(callsite));
        callsite.metadata.get_or_init(|| {
            Metadata::new(
                callsite.id,
                target,
                level(severity),
                Some(location.file),
                Some(location.line),
                Some(location.module_path),
                fields,
                tracing_core::Kind::EVENT,
            )
        });
        callsite::register(callsite);
        callsite
    }

    /// Returns whether the subscriber wants the message.
    pub(crate) fn is_enabled(&'static self) -> bool {
        match self.interest.load(Ordering::Relaxed) {
            NEVER => false,
            ALWAYS => true,
            _ => dispatcher::get_default(|subscriber| subscriber.enabled(self.metadata())),
        }
    }

    /// Passes the message to the subscriber.
    pub(crate) fn dispatch(&'static self, severity: Severity, occurrence: &Occurrence<'_>) {
        if !self.dispatch_with(&[], severity, occurrence) {
            self.dispatch_errors(severity, occurrence);
        }
    }

    /// Passes a message with an error among its arguments to the subscriber.
    #[cold]
    #[inline(never)]
    fn dispatch_errors(&'static self, severity: Severity, occurrence: &Occurrence<'_>) {
        let values = occurrence.arguments().map(|(_, value)| value);
        let errors: Vec<BoxedError> = values.filter_map(snapshot).collect();
        self.dispatch_with(&errors, severity, occurrence);
    }

    /// Passes the message to the subscriber, unless one of its arguments is an error that is not in
    /// `errors`. Returns whether it was passed.
    fn dispatch_with(
        &'static self,
        errors: &[BoxedError],
        severity: Severity,
        occurrence: &Occurrence<'_>,
    ) -> bool {
        // Most messages have few arguments.
        match occurrence.values().len() {
            0..=2 => self.dispatch_at_most::<2, { 2 + OWN_FIELDS }>(errors, severity, occurrence),
            3..=6 => self.dispatch_at_most::<6, { 6 + OWN_FIELDS }>(errors, severity, occurrence),
            _ => self.dispatch_at_most::<MAX_ARGUMENTS, { MAX_ARGUMENTS + OWN_FIELDS }>(
                errors, severity, occurrence,
            ),
        }
    }

    /// Passes a message with at most `A` arguments and `F` fields to the subscriber.
    fn dispatch_at_most<const A: usize, const F: usize>(
        &'static self,
        errors: &[BoxedError],
        severity: Severity,
        occurrence: &Occurrence<'_>,
    ) -> bool {
        let metadata = self.metadata();
        let text = field::display(occurrence);
        let name = severity.name();
        let debug_level = severity.debug_level().map(|level| u64::from(level.get()));
        let mut converted = [const { Converted::None }; A];
        // The values are in the order of the fields' names.
        let mut values: [Option<&dyn field::Value>; F] = [None; F];
        values[0] = Some(&text);
        values[1] = Some(&self.id);
        values[2] = Some(&name);
        let mut count = 3;
        let mut errors = errors.iter();
        if let Some(level) = &debug_level {
            values[count] = Some(level);
            count += 1;
        }
        for (value, converted) in occurrence.values().iter().zip(&mut converted) {
            let Some(value) = typed(value, converted, &mut errors) else {
                return false;
            };
            values[count] = Some(value);
            count += 1;
        }
        let fields = metadata.fields();
        Event::dispatch(metadata, &fields.value_set_all(&values[..count]));
        true
    }
}

/// The number of fields of an event besides the arguments: the text, the ID, the
/// severity and the debug level.
const OWN_FIELDS: usize = 4;

impl Callsite for MessageCallsite {
    fn set_interest(&self, interest: Interest) {
        let interest = if interest.is_never() {
            NEVER
        } else if interest.is_always() {
            ALWAYS
        } else {
            SOMETIMES
        };
        self.interest.store(interest, Ordering::Relaxed);
    }

    fn metadata(&self) -> &Metadata<'_> {
        match self.metadata.get() {
            Some(metadata) => metadata,
            None => unreachable!("it is set before anybody knows of the callsite"),
        }
    }
}
