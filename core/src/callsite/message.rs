//! The `tracing` callsite of one message.

use super::severity::{level, name_of_field};
use super::snapshot::{BoxedError, snapshot};
use super::value::{Converted, typed};
use crate::emission::{Emission, Only, Outlines};
use crate::location::Location;
use crate::occurrence::Occurrence;
use crate::value::Value;
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

/// The callsite of a message at an `emit!`.
pub(crate) struct MessageCallsite {
    pub(super) outline: Outline,
    /// The function that passes on the outlines of its type.
    pub(super) outlines: Outlines,
    pub(super) severity: Severity,
    // These are fields of each event.
    id: &'static str,
    severity_name: &'static str,
    debug_level: Option<u64>,
    metadata: &'static Metadata<'static>,
    registered: &'static Registered,
}

/// The metadata of a message, and the subscriber's interest in it.
struct Registered {
    interest: AtomicU8,
    /// It refers to this value, so it is set after the value has been created.
    metadata: OnceLock<Metadata<'static>>,
}

const NEVER: u8 = 0;
const SOMETIMES: u8 = 1;
const ALWAYS: u8 = 2;

impl MessageCallsite {
    /// Creates a callsite, which is never dropped, and registers it.
    pub(super) fn register(
        location: &'static Location,
        emission: &'static Emission,
        severity: Severity,
        outline: Outline,
    ) -> &'static Self {
        let registered: &'static Registered = Box::leak(Box::new(Registered {
            interest: AtomicU8::new(SOMETIMES),
            metadata: OnceLock::new(),
        }));
        let severity_field = name_of_field(severity);
        let mut names = Vec::from([record::MESSAGE, record::MESSAGE_ID, severity_field]);
        if severity.debug_level().is_some() {
            names.push(record::DEBUG_LEVEL);
        }
        names.extend(outline.arguments().map(|argument| argument.name));
        let fields = FieldSet::new(Box::leak(names.into_boxed_slice()), Identifier(registered));
        let id = outline.id();
        let metadata = registered.metadata.get_or_init(|| {
            Metadata::new(
                id,
                emission.target(location),
                level(severity),
                Some(location.file),
                Some(location.line),
                Some(location.module_path),
                fields,
                tracing_core::Kind::EVENT,
            )
        });
        callsite::register(registered);
        Box::leak(Box::new(Self {
            outline,
            outlines: emission.outlines,
            severity,
            id,
            severity_name: severity.name(),
            debug_level: severity.debug_level().map(|level| u64::from(level.get())),
            metadata,
            registered,
        }))
    }

    /// Returns whether the subscriber wants the message.
    pub(crate) fn is_enabled(&'static self) -> bool {
        match self.registered.interest.load(Ordering::Relaxed) {
            NEVER => false,
            ALWAYS => true,
            _ => dispatcher::get_default(|subscriber| subscriber.enabled(self.metadata)),
        }
    }

    /// Returns whether the subscriber wants the message without having to be asked again.
    #[inline]
    pub(crate) fn is_always_enabled(&'static self) -> bool {
        self.registered.interest.load(Ordering::Relaxed) == ALWAYS
    }

    /// Passes the message to the subscriber.
    pub(crate) fn dispatch(&'static self, occurrence: &Occurrence<'_>) {
        self.dispatch_values(occurrence.values(), || occurrence.again());
    }

    /// Passes the only message of a statement to the subscriber.
    #[expect(
        clippy::inline_always,
        reason = "the kinds of the values are known where this is inlined"
    )]
    #[inline(always)]
    pub(crate) fn dispatch_only<'v, const N: usize, F>(&'static self, only: &Only<F>)
    where
        F: Fn() -> [Value<'v>; N],
    {
        let values = (only.show)();
        self.dispatch_values(&values, || only.with(&values));
    }

    /// Passes a message with these values to the subscriber. Where this is inlined and the kinds of
    /// the values are known, they are converted without a branch.
    #[inline(always)]
    fn dispatch_values<'v>(
        &'static self,
        values: &'v [Value<'v>],
        occurrence: impl FnOnce() -> Occurrence<'v>,
    ) {
        /// Converts each value, and passes on the message. The compiler does not unroll a loop with
        /// a body of this size.
        macro_rules! dispatch {
            ($($value:ident $converted:ident)*) => {{
                $(
                    let mut $converted = Converted::None;
                    let Some($value) = typed($value, &mut $converted, &mut [].iter()) else {
                        return self.dispatch_many(&occurrence());
                    };
                )*
                let fields = [None, None, None, None, $(Some($value)),*];
                self.dispatch_fields(occurrence(), fields, fields.len());
            }};
        }
        match values {
            [] => dispatch!(),
            [a] => dispatch!(a converted_a),
            [a, b] => dispatch!(a converted_a b converted_b),
            [a, b, c] => dispatch!(a converted_a b converted_b c converted_c),
            [a, b, c, d] => {
                dispatch!(a converted_a b converted_b c converted_c d converted_d);
            }
            _ => self.dispatch_many(&occurrence()),
        }
    }

    /// Passes a message with these fields to the subscriber. The first [`OWN_FIELDS`] are those of
    /// each message, and are set here. `count` is their number.
    #[expect(clippy::inline_always, reason = "see `dispatch_only`")]
    #[inline(always)]
    fn dispatch_fields<const F: usize>(
        &'static self,
        occurrence: Occurrence<'_>,
        fields: [Option<&dyn field::Value>; F],
        count: usize,
    ) {
        let text = field::display(occurrence);
        // The values are in the order of the fields' names. Most messages have no debug level, and
        // do not use the first place.
        let mut fields: [Option<&dyn field::Value>; F] = fields;
        fields[1] = Some(&text);
        fields[2] = Some(&self.id);
        fields[3] = Some(&self.severity_name);
        let mut start = 1;
        if let Some(level) = &self.debug_level {
            fields[..OWN_FIELDS].rotate_left(1);
            fields[3] = Some(level);
            start = 0;
        }
        let values = self.metadata.fields().value_set_all(&fields[start..count]);
        Event::dispatch(self.metadata, &values);
    }

    /// Passes a message with many arguments, or with an error among its arguments, to the
    /// subscriber.
    #[cold]
    #[inline(never)]
    fn dispatch_many(&'static self, occurrence: &Occurrence<'_>) {
        let values = occurrence.values();
        let plain = values.iter().map(|value| value.plain());
        let errors: Vec<BoxedError> = plain.filter_map(snapshot).collect();
        let mut errors = errors.iter();
        let mut converted = [const { Converted::None }; MAX_ARGUMENTS];
        let mut fields = [None; MAX_ARGUMENTS + OWN_FIELDS];
        for ((value, converted), field) in values
            .iter()
            .zip(&mut converted)
            .zip(&mut fields[OWN_FIELDS..])
        {
            *field = typed(value, converted, &mut errors);
        }
        self.dispatch_fields(occurrence.again(), fields, OWN_FIELDS + values.len());
    }
}

/// The number of fields of an event besides the arguments: the text, the ID, the
/// severity and the debug level.
const OWN_FIELDS: usize = 4;

impl Callsite for Registered {
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
