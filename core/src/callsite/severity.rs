//! The severities of messages as levels and fields of `tracing`.

use kea_messages_base::record::{self, FIRST_TRACE_LEVEL};
use kea_messages_base::severity::Severity;
use std::string::String;
use std::sync::LazyLock;
use tracing_core::{Level, Metadata};

/// Returns the level of an event with this severity.
pub(crate) const fn level(severity: Severity) -> Level {
    match severity {
        Severity::Fatal | Severity::Error => Level::ERROR,
        Severity::Warn => Level::WARN,
        Severity::Info => Level::INFO,
        Severity::Debug(level) if level.get() < FIRST_TRACE_LEVEL.get() => Level::DEBUG,
        Severity::Debug(_) => Level::TRACE,
    }
}

/// The name of the field `severity`, repeated once for each severity.
///
/// Metadata cannot store a severity. So each severity uses its own copy of the name for the field
/// `severity`, and the address of the name tells which severity it is. No name of another crate can
/// have such an address. A `static` array of literals would not ensure this, because an equal
/// literal elsewhere could share their memory.
static SEVERITY_NAMES: LazyLock<String> =
    LazyLock::new(|| record::SEVERITY.repeat(Severity::COUNT));

/// Returns the copy of the name `severity` that messages of this severity use.
pub(super) fn name_of_field(severity: Severity) -> &'static str {
    let index = usize::from(severity.rank());
    &SEVERITY_NAMES[index * record::SEVERITY.len()..][..record::SEVERITY.len()]
}

/// Returns the severity of the message that an event of `tracing` logs, from
/// its metadata alone, or `None` if the event is not a message.
///
/// [`Metadata::level`] has only five levels: `fatal` becomes `ERROR`, and the
/// hundred debug levels become `DEBUG` and `TRACE`. Call this function in a
/// filter or a formatter that needs the exact severity. It takes a few nanoseconds and no lock, so
/// it can be called for each event.
///
/// ```
/// # use kea_messages_core as kea_messages;
/// use kea_messages::severity_of;
/// use tracing::Metadata;
///
/// /// Returns the name of an event's severity, which can be `fatal` for a message.
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::boxed::Box;
    use tracing_core::callsite::{Callsite, Identifier};
    use tracing_core::field::FieldSet;
    use tracing_core::subscriber::Interest;

    struct Nowhere;

    impl Callsite for Nowhere {
        fn set_interest(&self, _: Interest) {}

        fn metadata(&self) -> &Metadata<'_> {
            unreachable!("nobody asks")
        }
    }

    /// Returns the severity of an event with these fields.
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
            .filter_map(kea_messages_base::severity::DebugLevel::new)
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
            let name = name_of_field(severity);
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
