//! A message's definition, as data.

use crate::packed::{Details, Outline, PackedArgument};
use crate::severity::Severity;
use core::fmt;

/// What a program knows of a message: everything that its definition states.
///
/// One comes from an ID ([`MessageId::DEFINITION`](crate::MessageId)), from a
/// value ([`Message::definition`](crate::Message)) or from a
/// [`Catalogue`](crate::Catalogue).
///
/// ```
/// use kea_messages::{MessageId, Severity, kea_messages};
///
/// kea_messages! {
///     /// The engine gave up looking for a free address.
///     ///
///     /// # Action
///     /// Enlarge the pool.
///     pub warn ALLOC_FAIL(client, attempts: u32) = "%1: no address after %2 attempt(s)";
/// }
///
/// let definition = ALLOC_FAIL::DEFINITION;
/// assert_eq!(definition.id(), "ALLOC_FAIL");
/// assert_eq!(definition.severity(), Some(Severity::Warn));
/// assert_eq!(definition.text(), "%1: no address after %2 attempt(s)");
/// assert_eq!(definition.description(), "The engine gave up looking for a free address.");
/// assert_eq!(definition.action(), Some("Enlarge the pool."));
///
/// let names: Vec<_> = definition.arguments().map(|argument| argument.name()).collect();
/// assert_eq!(names, ["client", "attempts"]);
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    outline: Outline,
    details: Details,
}

impl Definition {
    /// What identifies the message, in the source, in the log and in the manual.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.outline.id()
    }

    /// How severe the message is; `None` where each `emit!` says so.
    #[must_use]
    pub const fn severity(&self) -> Option<Severity> {
        self.outline.severity()
    }

    /// The text, with its placeholders.
    #[must_use]
    pub fn text(&self) -> &'static str {
        self.details.text()
    }

    /// The arguments, in the order of their placeholders' numbers.
    pub fn arguments(&self) -> impl Iterator<Item = Argument> + use<> {
        arguments(self.outline)
    }

    /// What the message tells, in Markdown; empty where there is none.
    #[must_use]
    pub fn description(&self) -> &'static str {
        self.details.description()
    }

    /// What the operator should do about it: the section `# Action` of the
    /// definition's doc comment.
    #[must_use]
    pub fn action(&self) -> Option<&'static str> {
        stated(self.details.action())
    }

    /// The version that logged the message first: the section `# Since` of the
    /// definition's doc comment.
    #[must_use]
    pub fn since(&self) -> Option<&'static str> {
        stated(self.details.since())
    }

    /// Whether the message is going away: its attribute `#[deprecated]`.
    #[must_use]
    pub fn deprecation(&self) -> Option<Deprecation> {
        let (since, note) = self.details.deprecation()?;
        Some(Deprecation { since, note })
    }

    pub(crate) const fn id_bytes(&self) -> &'static [u8] {
        self.outline.id_bytes()
    }

    /// What the expansion of the macros makes a definition with.
    #[doc(hidden)]
    #[must_use]
    pub const fn new([outline, details]: Row) -> Self {
        Self {
            outline: Outline::new(outline),
            details: Details::new(details),
        }
    }
}

// Everything in the fields is shown, by the names that it has for users.
#[allow(clippy::missing_fields_in_debug)]
impl fmt::Debug for Definition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Definition")
            .field("id", &self.id())
            .field("severity", &self.severity())
            .field("text", &self.text())
            .field("arguments", &ArgumentList(self.outline))
            .field("description", &self.description())
            .field("action", &self.action())
            .field("since", &self.since())
            .field("deprecation", &self.deprecation())
            .finish()
    }
}

/// A packed definition: its outline and its details.
pub(crate) type Row = [&'static str; 2];

struct ArgumentList(Outline);

impl fmt::Debug for ArgumentList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(arguments(self.0)).finish()
    }
}

/// The arguments of a message.
pub(crate) fn arguments(outline: Outline) -> impl Iterator<Item = Argument> + use<> {
    outline.arguments().map(Argument)
}

/// An argument of a message, as its definition declares it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Argument(PackedArgument<'static>);

impl Argument {
    /// The name under which the argument travels in a log record; `arg1`,
    /// `arg2`, ... where the definition names none.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.0.name
    }

    /// The type that the definition declares, as it is written there.
    #[must_use]
    pub const fn rust_type(&self) -> Option<&'static str> {
        stated(self.0.rust_type)
    }

    /// Whether the argument is a secret, which is printed as `<redacted>`.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        self.0.secret
    }
}

impl fmt::Debug for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Argument")
            .field("name", &self.name())
            .field("rust_type", &self.rust_type())
            .field("secret", &self.is_secret())
            .finish()
    }
}

/// That a message is going away, as its attribute `#[deprecated]` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deprecation {
    since: &'static str,
    note: &'static str,
}

impl Deprecation {
    /// The version that deprecated the message.
    #[must_use]
    pub const fn since(&self) -> Option<&'static str> {
        stated(self.since)
    }

    /// What replaces the message, or why it goes.
    #[must_use]
    pub const fn note(&self) -> Option<&'static str> {
        stated(self.note)
    }
}

/// An empty field is one that the definition does not state.
const fn stated(field: &'static str) -> Option<&'static str> {
    if field.is_empty() { None } else { Some(field) }
}
