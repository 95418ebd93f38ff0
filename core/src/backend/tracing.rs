//! The `tracing` crate as the place where messages go.
//!
//! An event bears the ID as its name, and a name belongs to a callsite, which
//! lives as long as the program. So each `emit!` has a callsite for every message
//! that it can log, made when it is reached first. What a subscriber thinks of a
//! callsite is kept there, as for an event of `tracing`'s own.

use crate::kind::Kind;
use crate::packed::Outline;
use crate::record::{self, FIRST_TRACE_LEVEL, REDACTED};
use crate::site::Site;
use crate::text::MAX_ARGUMENTS;
use crate::{Occurrence, Severity, Value};
use core::fmt::{self, Debug, Display};
use core::sync::atomic::{AtomicU8, Ordering};
use std::boxed::Box;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock, PoisonError, RwLock};
use std::vec::Vec;
use tracing::level_filters::STATIC_MAX_LEVEL;
use tracing_core::callsite::{self, Callsite, Identifier};
use tracing_core::field::{self, FieldSet};
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
        Severity::Debug(level) if level.get() < FIRST_TRACE_LEVEL.get() => Level::DEBUG,
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
            callsite.severity == severity && callsite.outline.is(outline)
        };
        let known = self.known.get().map_or(&[] as &[_], |known| known);
        // A type that tells of one message can be no other.
        if let [callsite] = known {
            return callsite;
        }
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
    id: &'static str,
    severity: Severity,
    /// It is set when this is made, and has to know it.
    metadata: OnceLock<Metadata<'static>>,
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
            id: outline.id(),
            severity,
            metadata: OnceLock::new(),
            interest: AtomicU8::new(SOMETIMES),
        }));
        let mut names = Vec::from([record::MESSAGE, record::MESSAGE_ID, record::SEVERITY]);
        if severity.debug_level().is_some() {
            names.push(record::DEBUG_LEVEL);
        }
        names.extend(outline.arguments().map(|argument| argument.name));
        let fields = FieldSet::new(Box::leak(names.into_boxed_slice()), Identifier(callsite));
        let metadata = callsite.metadata.get_or_init(|| {
            Metadata::new(
                callsite.id,
                target,
                level(severity),
                Some(site.file),
                Some(site.line),
                Some(site.module_path),
                fields,
                tracing_core::Kind::EVENT,
            )
        });
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
        // Most messages have few arguments.
        match occurrence.values().len() {
            0..=2 => self.dispatch_at_most::<2, { 2 + OWN_FIELDS }>(severity, occurrence),
            3..=6 => self.dispatch_at_most::<6, { 6 + OWN_FIELDS }>(severity, occurrence),
            _ => self.dispatch_at_most::<MAX_ARGUMENTS, { MAX_ARGUMENTS + OWN_FIELDS }>(
                severity, occurrence,
            ),
        }
    }

    /// There are at most `A` arguments, and `F` fields.
    fn dispatch_at_most<const A: usize, const F: usize>(
        &'static self,
        severity: Severity,
        occurrence: &Occurrence<'_>,
    ) {
        let metadata = self.metadata();
        let text = field::display(occurrence);
        let name = severity.name();
        let debug_level = severity.debug_level().map(|level| u64::from(level.get()));
        let mut converted = [const { Converted::None }; A];
        // In the order of the fields' names.
        let mut values: [Option<&dyn field::Value>; F] = [None; F];
        values[0] = Some(&text);
        values[1] = Some(&self.id);
        values[2] = Some(&name);
        let mut count = 3;
        if let Some(level) = &debug_level {
            values[count] = Some(level);
            count += 1;
        }
        for (value, converted) in occurrence.values().iter().zip(&mut converted) {
            values[count] = Some(typed(value, converted));
            count += 1;
        }
        let fields = metadata.fields();
        Event::dispatch(metadata, &fields.value_set_all(&values[..count]));
    }
}

/// How many fields an event can have beside the arguments: the text, the ID, the
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

/// A value in a type that `tracing` knows, if its own type is another.
enum Converted<'a> {
    None,
    F64(f64),
    Char(field::DisplayValue<char>),
    Display(field::DisplayValue<&'a dyn Display>),
    Debug(field::DebugValue<&'a dyn Debug>),
}

/// A value by its own type, or by the one that it is converted to.
///
/// It is not moved: that was measured to take as long as the rest of an event.
fn typed<'v>(value: &'v Value<'v>, converted: &'v mut Converted<'v>) -> &'v dyn field::Value {
    *converted = match value {
        Value::Bool(value) => return value,
        Value::I64(value) => return value,
        Value::U64(value) => return value,
        Value::I128(value) => return value,
        Value::U128(value) => return value,
        Value::F64(value) => return value,
        Value::Str(value) => return value,
        Value::Secret => return &REDACTED,
        Value::F32(value) => Converted::F64(f64::from(*value)),
        Value::Char(value) => Converted::Char(field::display(*value)),
        Value::Display(value) => Converted::Display(field::display(*value)),
        Value::Debug(value) => Converted::Debug(field::debug(*value)),
    };
    match converted {
        Converted::None => &field::Empty,
        Converted::F64(value) => value,
        Converted::Char(value) => value,
        Converted::Display(value) => value,
        Converted::Debug(value) => value,
    }
}

impl fmt::Debug for Callsites {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Callsites").finish_non_exhaustive()
    }
}
