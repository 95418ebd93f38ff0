//! What a statement knows about its messages.

#[cfg(any(
    feature = "log",
    feature = "records",
    feature = "testing",
    feature = "tracing"
))]
use crate::location::Location;
use crate::occurrence::{Occurrence, occurrence};
use crate::template::Template;
use crate::value::Value;
use kea_messages_base::__private::Outline;
use kea_messages_base::severity::Severity;

/// A function that passes the outlines of the messages of a type to a closure.
pub type Outlines = fn(&mut dyn FnMut(Outline));

/// A function that describes the only message of a statement for a recording.
#[cfg(feature = "records")]
pub(crate) type Describe = fn(&'static Location) -> kea_messages_records::__private::Described;

/// What the types of a statement determine about its messages.
///
/// It is a constant, so that a statement only passes on its address, and that the functions that log
/// do not depend on the types.
#[cfg_attr(
    not(any(feature = "log", feature = "tracing")),
    allow(dead_code, reason = "only backends use all of it")
)]
pub struct Emission {
    /// The logger that the catalogue names.
    pub(crate) catalogue: Option<&'static str>,
    /// The severity that the statement states.
    #[cfg(feature = "tracing")]
    pub(crate) said: Option<Severity>,
    /// The severity of the messages that it can be, if they have the same one.
    pub(crate) only: Option<Severity>,
    /// The highest severity that a message can have.
    pub(crate) severity: Severity,
    /// The function that passes on the outlines of the messages that it can be.
    pub(crate) outlines: Outlines,
    /// The text, if it can be only one message, whose ID is called. Otherwise, it is empty.
    pub(crate) template: Template,
    /// The rank of that severity, for which the severity would have to be compared.
    #[cfg(feature = "records")]
    pub(crate) rank: u8,
    /// The logger that the catalogue names, or an empty string.
    #[cfg(feature = "records")]
    pub(crate) logger: &'static str,
    /// The function that describes this message for a recording.
    #[cfg(feature = "records")]
    pub(crate) describe: Describe,
    #[cfg(feature = "log")]
    pub(crate) log_level: ::log::Level,
    #[cfg(feature = "tracing")]
    pub(crate) tracing_level: tracing_core::Level,
    /// Whether the backends are asked when the message has been created, and not before.
    pub(crate) asks: bool,
}

#[cfg_attr(
    not(any(feature = "log", feature = "tracing")),
    allow(dead_code, reason = "only backends use all of it")
)]
impl Emission {
    /// Returns the target of the messages of a statement.
    #[cfg(any(
        feature = "log",
        feature = "records",
        feature = "testing",
        feature = "tracing"
    ))]
    #[inline]
    pub(crate) const fn target(&self, location: &'static Location) -> &'static str {
        location.target(self.catalogue)
    }

    /// Returns the severity of a message.
    #[inline]
    pub(crate) fn severity_of(&self, occurrence: &Occurrence<'_>) -> Severity {
        let severity = self.only.or_else(|| occurrence.severity());
        severity.unwrap_or(self.severity)
    }
}

/// Whether the level of a message that was created is enabled. With these features, a message may
/// have been created for another reason.
#[cfg(any(feature = "log", feature = "tracing"))]
pub(crate) const IS_LEVEL_KNOWN: bool = !cfg!(any(
    feature = "metrics",
    feature = "records",
    feature = "testing"
));

/// A message whose ID was called, and which is the only one that its statement logs.
#[cfg_attr(
    not(any(feature = "log", feature = "tracing")),
    allow(dead_code, reason = "only backends use all of it")
)]
pub(crate) struct Only<F> {
    pub(crate) emission: &'static Emission,
    pub(crate) template: &'static Template,
    /// The function that converts the arguments. The compiler knows the kinds of the values only
    /// until the next call of another function, so each backend converts the arguments anew.
    pub(crate) show: F,
}

#[cfg_attr(
    not(any(feature = "log", feature = "tracing")),
    allow(dead_code, reason = "only backends use all of it")
)]
impl<F> Only<F> {
    /// Returns the message with these values.
    #[inline]
    pub(crate) const fn with<'v>(&self, values: &'v [Value<'v>]) -> Occurrence<'v> {
        occurrence(self.template, values)
    }

    /// Returns the outline of its definition.
    #[cfg(feature = "records")]
    pub(crate) const fn outline(&self) -> Outline {
        self.template.outline
    }
}
