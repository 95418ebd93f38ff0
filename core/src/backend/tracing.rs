//! The `tracing` crate as the place where messages go.
//!
//! An event bears the ID as its name, and a name belongs to a callsite, which
//! lives as long as the program. So each `emit!` has a callsite for every message
//! that it can log, made when it is reached first. What a subscriber thinks of a
//! callsite is kept there, as for an event of `tracing`'s own.

use super::FIRST_TRACE_LEVEL;
use crate::kind::Kind;
use crate::site::Site;
use crate::value::REDACTED;
use crate::{Occurrence, Severity, Value};
use core::fmt::{self, Debug, Display};
use core::sync::atomic::{AtomicU8, Ordering};
use kea_messages_catalog::packed::Outline;
use kea_messages_catalog::template::MAX_ARGUMENTS;
use std::boxed::Box;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock, PoisonError, RwLock};
use std::vec::Vec;
use tracing::level_filters::STATIC_MAX_LEVEL;
use tracing_core::callsite::{self, Callsite, Identifier};
use tracing_core::field::{self, Field, FieldSet};
use tracing_core::subscriber::Interest;
use tracing_core::{Event, Level, LevelFilter, Metadata, dispatcher};

/// Whether a subscriber has been set. From then on `log` gets nothing.
#[inline]
pub(super) fn is_set() -> bool {
    dispatcher::has_been_set()
}

const fn level(severity: Severity) -> Level {
    match severity {
        Severity::Fatal | Severity::Error => Level::ERROR,
        Severity::Warn => Level::WARN,
        Severity::Info => Level::INFO,
        Severity::Debug(level) if level.get() < FIRST_TRACE_LEVEL => Level::DEBUG,
        Severity::Debug(_) => Level::TRACE,
    }
}

/// The quick answer, which is nearly always right where it is no, is inlined.
#[inline]
pub(super) fn is_enabled<K: Kind + ?Sized>(
    site: &'static Site,
    severity: Severity,
    said: Option<Severity>,
) -> bool {
    let level = level(severity);
    level <= STATIC_MAX_LEVEL
        && level <= LevelFilter::current()
        && site.callsites.is_any_enabled(
            site,
            &Known {
                outlines: K::outlines,
                said,
                severity,
                target: site.target::<K>(),
            },
        )
}

/// Logs a message if the subscriber wants this very one: of several that the
/// `emit!` can log it may want another.
pub(super) fn log(
    site: &'static Site,
    target: &'static str,
    severity: Severity,
    occurrence: &Occurrence<'_>,
) {
    let callsite = site
        .callsites
        .of(site, target, severity, occurrence.outline());
    if callsite.is_enabled() {
        callsite.dispatch(severity, occurrence);
    }
}

/// What an `emit!` knows of its message before that is there.
struct Known {
    outlines: fn(&mut dyn FnMut(Outline)),
    said: Option<Severity>,
    severity: Severity,
    target: &'static str,
}

/// The callsites of an `emit!`.
pub(crate) struct Callsites {
    /// Those of the messages that the type tells of.
    known: OnceLock<Box<[&'static MessageCallsite]>>,
    /// Those of others: a `dyn Message` can be any.
    others: RwLock<Vec<&'static MessageCallsite>>,
}

impl Callsites {
    pub(crate) const fn new() -> Self {
        Self {
            known: OnceLock::new(),
            others: RwLock::new(Vec::new()),
        }
    }

    #[inline(never)]
    fn is_any_enabled(&'static self, site: &'static Site, known: &Known) -> bool {
        let callsites = match self.known.get() {
            Some(callsites) => callsites,
            None => self.register(site, known),
        };
        // Of what is not known nothing can be said before it is there.
        callsites.is_empty() || callsites.iter().any(|callsite| callsite.is_enabled())
    }

    /// Not inside of `get_or_init`: registering asks the subscriber, which may
    /// log by this very `emit!`. Who comes second has registered in vain.
    #[cold]
    fn register(
        &'static self,
        site: &'static Site,
        known: &Known,
    ) -> &'static [&'static MessageCallsite] {
        let mut callsites = Vec::new();
        (known.outlines)(&mut |outline| {
            let severity = known.said.or(outline.severity()).unwrap_or(known.severity);
            callsites.push(MessageCallsite::register(
                site,
                known.target,
                severity,
                outline,
            ));
        });
        self.known.get_or_init(|| callsites.into_boxed_slice())
    }

    /// The callsite of a message that is there.
    fn of(
        &self,
        site: &'static Site,
        target: &'static str,
        severity: Severity,
        outline: Outline,
    ) -> &'static MessageCallsite {
        let is_its_own = |callsite: &&&MessageCallsite| {
            callsite.outline == outline && callsite.severity == severity
        };
        let known = self.known.get().map_or(&[] as &[_], |known| known);
        if let Some(callsite) = known.iter().find(is_its_own) {
            return callsite;
        }
        // A lock that a panic has poisoned guards nothing that could be broken.
        let others = self.others.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(callsite) = others.iter().find(is_its_own) {
            return callsite;
        }
        drop(others);
        // Registering asks the subscriber, which may log by this very `emit!`.
        let callsite = MessageCallsite::register(site, target, severity, outline);
        let mut others = self.others.write().unwrap_or_else(PoisonError::into_inner);
        others.push(callsite);
        callsite
    }
}

/// The severities of the messages that have been reached.
static SEVERITIES: LazyLock<RwLock<HashMap<Identifier, Severity>>> = LazyLock::new(RwLock::default);

/// The severity of the message that an event of `tracing` is, from its metadata
/// alone; `None` where the event is no message.
///
/// A filter needs it, which has to know the debug level before it sees the
/// event. It is made to be asked once for each callsite (`Filter::callsite_enabled`
/// of tracing-subscriber): it takes a lock.
#[must_use]
pub fn severity_of(metadata: &Metadata<'_>) -> Option<Severity> {
    let severities = SEVERITIES.read().unwrap_or_else(PoisonError::into_inner);
    severities.get(&metadata.callsite()).copied()
}

/// What `tracing` knows of a message at an `emit!`.
struct MessageCallsite {
    outline: Outline,
    severity: Severity,
    /// They are set when it is made, and have to know it.
    metadata: OnceLock<Metadata<'static>>,
    fields: OnceLock<Box<[Field]>>,
    interest: AtomicU8,
}

const NEVER: u8 = 0;
const SOMETIMES: u8 = 1;
const ALWAYS: u8 = 2;

impl MessageCallsite {
    /// Makes a callsite, which is kept for ever.
    fn register(
        site: &'static Site,
        target: &'static str,
        severity: Severity,
        outline: Outline,
    ) -> &'static Self {
        let callsite: &'static Self = Box::leak(Box::new(Self {
            outline,
            severity,
            metadata: OnceLock::new(),
            fields: OnceLock::new(),
            interest: AtomicU8::new(SOMETIMES),
        }));
        let mut names = Vec::from(["message", "message_id", "severity"]);
        if severity.debug_level().is_some() {
            names.push("debug_level");
        }
        names.extend(outline.arguments().map(|argument| argument.name));
        let fields = FieldSet::new(Box::leak(names.into_boxed_slice()), Identifier(callsite));
        let metadata = callsite.metadata.get_or_init(|| {
            Metadata::new(
                outline.id(),
                target,
                level(severity),
                Some(site.file),
                Some(site.line),
                Some(site.module_path),
                fields,
                tracing_core::Kind::EVENT,
            )
        });
        callsite
            .fields
            .get_or_init(|| metadata.fields().iter().collect());
        let mut severities = SEVERITIES.write().unwrap_or_else(PoisonError::into_inner);
        severities.insert(metadata.callsite(), severity);
        drop(severities);
        callsite::register(callsite);
        callsite
    }

    fn is_enabled(&'static self) -> bool {
        match self.interest.load(Ordering::Relaxed) {
            NEVER => false,
            ALWAYS => true,
            _ => dispatcher::get_default(|subscriber| subscriber.enabled(self.metadata())),
        }
    }

    fn dispatch(&'static self, severity: Severity, occurrence: &Occurrence<'_>) {
        let values = occurrence.values();
        // The values of the fields of most messages are few.
        match values.len() {
            0..=2 => self.dispatch_at_most::<6>(severity, occurrence),
            3..=6 => self.dispatch_at_most::<10>(severity, occurrence),
            _ => self.dispatch_at_most::<{ MAX_ARGUMENTS + 4 }>(severity, occurrence),
        }
    }

    /// `N` is at least the number of fields.
    fn dispatch_at_most<const N: usize>(
        &'static self,
        severity: Severity,
        occurrence: &Occurrence<'_>,
    ) {
        let metadata = self.metadata();
        let fields = self.fields.get().map_or(&[] as &[Field], |fields| fields);
        let Some(first) = fields.first() else {
            return;
        };
        let text = format_args!("{occurrence}");
        let id = occurrence.id();
        let name = severity.name();
        let debug_level = severity.debug_level().map(|level| u64::from(level.get()));
        let arguments: [Typed<'_>; N] = core::array::from_fn(|index| {
            occurrence
                .values()
                .get(index)
                .map_or(Typed::None, |&value| Typed::of(value))
        });
        let own: [Option<&dyn field::Value>; 4] = [
            Some(&text),
            Some(&id),
            Some(&name),
            debug_level.as_ref().map(|level| level as &dyn field::Value),
        ];
        let own = own.into_iter().flatten();
        let mut all = own.chain(arguments.iter().filter_map(Typed::value));
        // Fields that are not there are the first one again, without a value.
        let values: [(&Field, Option<&dyn field::Value>); N] =
            core::array::from_fn(|index| (fields.get(index).unwrap_or(first), all.next()));
        Event::dispatch(metadata, &metadata.fields().value_set(&values));
    }
}

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

/// A value in a type that `tracing` knows.
enum Typed<'a> {
    None,
    Bool(bool),
    I64(i64),
    U64(u64),
    I128(i128),
    U128(u128),
    F64(f64),
    Str(&'a str),
    Char(field::DisplayValue<char>),
    Display(field::DisplayValue<&'a dyn Display>),
    Debug(field::DebugValue<&'a dyn Debug>),
}

impl<'a> Typed<'a> {
    fn of(value: Value<'a>) -> Self {
        match value {
            Value::Bool(value) => Self::Bool(value),
            Value::Char(value) => Self::Char(field::display(value)),
            Value::I64(value) => Self::I64(value),
            Value::U64(value) => Self::U64(value),
            Value::I128(value) => Self::I128(value),
            Value::U128(value) => Self::U128(value),
            Value::F32(value) => Self::F64(value.into()),
            Value::F64(value) => Self::F64(value),
            Value::Str(value) => Self::Str(value),
            Value::Display(value) => Self::Display(field::display(value)),
            Value::Debug(value) => Self::Debug(field::debug(value)),
            Value::Secret => Self::Str(REDACTED),
        }
    }

    fn value(&self) -> Option<&dyn field::Value> {
        Some(match self {
            Self::None => return None,
            Self::Bool(value) => value,
            Self::I64(value) => value,
            Self::U64(value) => value,
            Self::I128(value) => value,
            Self::U128(value) => value,
            Self::F64(value) => value,
            Self::Str(value) => value,
            Self::Char(value) => value,
            Self::Display(value) => value,
            Self::Debug(value) => value,
        })
    }
}

impl fmt::Debug for Callsites {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Callsites").finish_non_exhaustive()
    }
}
