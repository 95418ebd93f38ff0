//! The backend for `log` alone.
//!
//! The form of a record is stable, because operators filter on it. The target is the logger, or
//! else the caller's module, and the record's message is the text. The key-values are the ID, the
//! severity, the debug level, and each argument under its name.

use crate::backend::Backend;
use crate::emission::{Emission, IS_LEVEL_KNOWN, Only, Outlines};
use crate::log_level::level;
use crate::occurrence::Occurrence;
use crate::site::Site;
use crate::value::Value;
use kea_messages_base::record::{self, REDACTED};
use kea_messages_base::severity::Severity;
use log::kv;
use log::{Metadata, Record};

pub(crate) enum Log {}

impl Backend for Log {
    #[inline]
    fn can_be_wanted(severity: Severity) -> bool {
        let level = level(severity);
        level <= log::STATIC_MAX_LEVEL && level <= log::max_level()
    }

    #[inline]
    fn is_wanted(site: &'static Site, emission: &'static Emission) -> bool {
        is_wanted(emission.severity, emission.target(&site.location))
    }

    fn emit(
        site: &'static Site,
        emission: &'static Emission,
        severity: Severity,
        occurrence: &Occurrence<'_>,
        asked: Option<Outlines>,
    ) -> bool {
        let target = emission.target(&site.location);
        let is_wanted = asked.is_some() || is_wanted(severity, target);
        if is_wanted {
            log(site, target, severity, occurrence);
        }
        is_wanted
    }

    #[inline]
    fn emit_only<'v, const N: usize, F>(site: &'static Site, only: &Only<F>) -> bool
    where
        F: Fn() -> [Value<'v>; N],
    {
        let emission = only.emission;
        if !IS_LEVEL_KNOWN && emission.log_level > log::max_level() {
            return false;
        }
        let values = (only.show)();
        emit_only(site, emission, &only.with(&values))
    }
}

/// Logs the only message of a statement if it is wanted, and returns whether it is.
#[inline(never)]
fn emit_only(
    site: &'static Site,
    emission: &'static Emission,
    occurrence: &Occurrence<'_>,
) -> bool {
    let asked = (!emission.asks()).then_some(emission.outlines);
    Log::emit(site, emission, emission.severity, occurrence, asked)
}

/// Returns whether the logger wants messages of this severity with this target.
#[inline]
fn is_wanted(severity: Severity, target: &str) -> bool {
    Log::can_be_wanted(severity) && {
        let metadata = Metadata::builder()
            .level(level(severity))
            .target(target)
            .build();
        log::logger().enabled(&metadata)
    }
}

fn log(site: &Site, target: &str, severity: Severity, occurrence: &Occurrence<'_>) {
    log::logger().log(
        &Record::builder()
            .level(level(severity))
            .target(target)
            .module_path_static(Some(site.location.module_path))
            .file_static(Some(site.location.file))
            .line(Some(site.location.line))
            .key_values(&KeyValues {
                severity,
                occurrence,
            })
            .args(format_args!("{occurrence}"))
            .build(),
    );
}

/// The key-values of a record.
struct KeyValues<'a> {
    severity: Severity,
    occurrence: &'a Occurrence<'a>,
}

impl kv::Source for KeyValues<'_> {
    fn visit<'kvs>(&'kvs self, visitor: &mut dyn kv::VisitSource<'kvs>) -> Result<(), kv::Error> {
        let mut pair = |key: &'static str, value| visitor.visit_pair(kv::Key::from_str(key), value);
        pair(record::MESSAGE_ID, self.occurrence.id().into())?;
        pair(record::SEVERITY, self.severity.name().into())?;
        if let Some(level) = self.severity.debug_level() {
            pair(record::DEBUG_LEVEL, level.get().into())?;
        }
        let values = self.occurrence.values();
        for ((argument, _), value) in self.occurrence.arguments().zip(values) {
            pair(argument.name(), key_value(value))?;
        }
        Ok(())
    }

    fn count(&self) -> usize {
        let own = 2 + usize::from(self.severity.debug_level().is_some());
        own + self.occurrence.values().len()
    }
}

fn key_value<'a>(value: &'a Value<'a>) -> kv::Value<'a> {
    match value {
        Value::Bool(value) => (*value).into(),
        Value::Char(value) => (*value).into(),
        Value::I64(value) => (*value).into(),
        Value::U64(value) => (*value).into(),
        Value::I128(value) => (*value).into(),
        Value::U128(value) => (*value).into(),
        Value::F32(value) => (*value).into(),
        Value::F64(value) => (*value).into(),
        Value::Str(value) => (*value).into(),
        Value::Ip(value) => kv::Value::from_display(value),
        // `log` has no bytes, so this is their text.
        Value::Bytes(_) => kv::Value::from_display(value),
        Value::Display(value) => kv::Value::from_dyn_display(*value),
        Value::Debug(value) => kv::Value::from_dyn_debug(*value),
        // `log` only takes errors that are `'static`, and this one can borrow.
        Value::Error(value) => kv::Value::from_dyn_display(value),
        Value::Secret => REDACTED.into(),
        Value::InFormat(formatted) => key_value(&formatted.value),
    }
}
