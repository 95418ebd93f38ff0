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
use std::string::String;
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

/// The name of the field `severity`, once for each severity, one behind the other.
///
/// Metadata has no place for a severity, but which of these names its field
/// `severity` has tells it: by its address, which no name of another crate can
/// have. A `static` array would not do, because a literal elsewhere could share
/// its bytes.
static SEVERITY_NAMES: LazyLock<String> =
    LazyLock::new(|| record::SEVERITY.repeat(Severity::COUNT));

/// The name of the field `severity` in messages of this severity.
fn severity_name(severity: Severity) -> &'static str {
    let index = usize::from(severity.rank());
    &SEVERITY_NAMES[index * record::SEVERITY.len()..][..record::SEVERITY.len()]
}

/// The severity of the message that an event of `tracing` is, from its metadata
/// alone; `None` if the event is not a message.
///
/// [`Metadata::level`] has five levels: `fatal` is `ERROR` there, and a hundred
/// debug levels are `DEBUG` and `TRACE`. A filter or a formatter that needs the
/// severity itself asks here. The answer costs a few nanoseconds and takes no
/// lock, so that it can be asked for each event.
///
/// ```
/// # use kea_messages_core as kea_messages;
/// use kea_messages::severity_of;
/// use tracing::Metadata;
///
/// /// The word for an event's severity, which for a message can be `fatal`.
/// fn word(metadata: &Metadata<'_>) -> &'static str {
///     match severity_of(metadata) {
///         Some(severity) => severity.name(),
///         None => metadata.level().as_str(),
///     }
/// }
/// ```
#[must_use]
pub fn severity_of(metadata: &Metadata<'_>) -> Option<Severity> {
    let name = metadata.fields().field(record::SEVERITY)?.name();
    let offset = name
        .as_ptr()
        .addr()
        .wrapping_sub(SEVERITY_NAMES.as_ptr().addr());
    let rank = u8::try_from(offset / record::SEVERITY.len()).ok()?;
    Severity::from_rank(rank)
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
        let severity_field = severity_name(severity);
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
                Some(site.file),
                Some(site.line),
                Some(site.module_path),
                fields,
                tracing_core::Kind::EVENT,
            )
        });
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

#[cfg(test)]
mod tests {
    use super::*;

    struct Nowhere;

    impl Callsite for Nowhere {
        fn set_interest(&self, _: Interest) {}

        fn metadata(&self) -> &Metadata<'_> {
            unreachable!("nobody asks")
        }
    }

    /// The severity of an event with these fields.
    fn severity_with(names: &[&'static str]) -> Option<Severity> {
        let names = Box::leak(Box::from(names));
        severity_of(&Metadata::new(
            "NAME",
            "target",
            Level::INFO,
            None,
            None,
            None,
            FieldSet::new(names, Identifier(&Nowhere)),
            tracing_core::Kind::EVENT,
        ))
    }

    #[test]
    fn the_field_tells_the_severity_wherever_it_stands() {
        let debug = (0..=99)
            .filter_map(crate::DebugLevel::new)
            .map(Severity::Debug);
        for severity in [
            Severity::Fatal,
            Severity::Error,
            Severity::Warn,
            Severity::Info,
        ]
        .into_iter()
        .chain(debug)
        {
            let name = severity_name(severity);
            assert_eq!(name, "severity");
            assert_eq!(severity_with(&[name]), Some(severity));
            assert_eq!(
                severity_with(&["message", "debug_level", name]),
                Some(severity)
            );
            assert_eq!(severity_with(&[name, "message"]), Some(severity));
        }
    }

    #[test]
    fn a_field_of_another_crate_tells_nothing() {
        let other: &str = Box::leak(Box::from(record::SEVERITY));
        for name in [record::SEVERITY, "severity", other, "message_id"] {
            assert_eq!(severity_with(&["message", name]), None);
        }
        assert_eq!(severity_with(&[]), None);
    }
}
