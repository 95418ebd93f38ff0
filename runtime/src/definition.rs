//! A message's definition, as data.

use crate::gate::Gate;
use core::fmt;
use kea_messages_catalog::severity::Severity;

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
/// assert_eq!(definition.arguments()[1].name(), "attempts");
/// assert_eq!(definition.description(), "The engine gave up looking for a free address.");
/// assert_eq!(definition.action(), Some("Enlarge the pool."));
/// ```
#[derive(Clone, Copy)]
pub struct Definition {
    outline: &'static Outline,
    text: &'static str,
    description: &'static str,
    action: Option<&'static str>,
    since: Option<&'static str>,
    deprecation: Option<Deprecation>,
}

impl Definition {
    /// What identifies the message, in the source, in the log and in the manual.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.outline.id
    }

    /// How severe the message is; `None` where each `emit!` says so.
    #[must_use]
    pub const fn severity(&self) -> Option<Severity> {
        self.outline.severity
    }

    /// The text, with its placeholders.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// The arguments, in the order of their placeholders' numbers.
    #[must_use]
    pub const fn arguments(&self) -> &'static [Argument] {
        self.outline.arguments
    }

    /// What the message tells, in Markdown; empty where there is none.
    #[must_use]
    pub const fn description(&self) -> &'static str {
        self.description
    }

    /// What the operator should do about it: the section `# Action` of the
    /// definition's doc comment.
    #[must_use]
    pub const fn action(&self) -> Option<&'static str> {
        self.action
    }

    /// The version that logged the message first: the section `# Since` of the
    /// definition's doc comment.
    #[must_use]
    pub const fn since(&self) -> Option<&'static str> {
        self.since
    }

    /// Whether the message is going away: its attribute `#[deprecated]`.
    #[must_use]
    pub const fn deprecation(&self) -> Option<Deprecation> {
        self.deprecation
    }

    pub(crate) const fn outline(&self) -> &'static Outline {
        self.outline
    }
}

impl fmt::Debug for Definition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Definition")
            .field("id", &self.id())
            .field("severity", &self.severity())
            .field("text", &self.text)
            .field("arguments", &self.arguments())
            .field("description", &self.description)
            .field("action", &self.action)
            .field("since", &self.since)
            .field("deprecation", &self.deprecation)
            .finish()
    }
}

/// What the expansion of the macros builds a definition with.
#[doc(hidden)]
impl Definition {
    #[must_use]
    pub const fn new(outline: &'static Outline, text: &'static str) -> Self {
        Self {
            outline,
            text,
            description: "",
            action: None,
            since: None,
            deprecation: None,
        }
    }

    #[must_use]
    pub const fn with_description(mut self, description: &'static str) -> Self {
        self.description = description;
        self
    }

    #[must_use]
    pub const fn with_action(mut self, action: &'static str) -> Self {
        self.action = Some(action);
        self
    }

    #[must_use]
    pub const fn with_since(mut self, since: &'static str) -> Self {
        self.since = Some(since);
        self
    }

    #[must_use]
    pub const fn with_deprecation(
        mut self,
        since: Option<&'static str>,
        note: Option<&'static str>,
    ) -> Self {
        self.deprecation = Some(Deprecation { since, note });
        self
    }
}

/// An argument of a message, as its definition declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    name: &'static str,
    rust_type: Option<&'static str>,
    secret: bool,
}

impl Argument {
    /// The name under which the argument travels in a log record; `arg1`,
    /// `arg2`, ... where the definition names none.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The type that the definition declares, as it is written there.
    #[must_use]
    pub const fn rust_type(&self) -> Option<&'static str> {
        self.rust_type
    }

    /// Whether the argument is a secret, which is printed as `<redacted>`.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        self.secret
    }
}

/// What the expansion of the macros builds an argument with.
#[doc(hidden)]
impl Argument {
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            rust_type: None,
            secret: false,
        }
    }

    #[must_use]
    pub const fn with_type(mut self, rust_type: &'static str) -> Self {
        self.rust_type = Some(rust_type);
        self
    }

    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }
}

/// That a message is going away, as its attribute `#[deprecated]` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deprecation {
    since: Option<&'static str>,
    note: Option<&'static str>,
}

impl Deprecation {
    /// The version that deprecated the message.
    #[must_use]
    pub const fn since(&self) -> Option<&'static str> {
        self.since
    }

    /// What replaces the message, or why it goes.
    #[must_use]
    pub const fn note(&self) -> Option<&'static str> {
        self.note
    }
}

/// The part of a definition that printing and logging need.
///
/// It stands apart from the rest so that a program carries the descriptions of
/// its messages only if it asks for them.
#[doc(hidden)]
#[derive(Debug)]
pub struct Outline {
    pub(crate) id: &'static str,
    pub(crate) severity: Option<Severity>,
    pub(crate) arguments: &'static [Argument],
    /// The text cut at its placeholders: a literal and the index of the
    /// argument that follows it.
    pub(crate) segments: &'static [(&'static str, usize)],
    /// The literal after the last placeholder.
    pub(crate) tail: &'static str,
}

impl Outline {
    #[must_use]
    pub const fn new<G: Gate>(
        id: &'static str,
        arguments: &'static [Argument],
        segments: &'static [(&'static str, usize)],
        tail: &'static str,
    ) -> Self {
        Self {
            id,
            severity: if G::EXACT { Some(G::MOST_SEVERE) } else { None },
            arguments,
            segments,
            tail,
        }
    }
}
