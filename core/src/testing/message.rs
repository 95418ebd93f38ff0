//! A captured message.

use crate::message::Message;
use crate::occurrence::Occurrence;
use crate::value::Value;
use core::fmt;
use kea_messages_base::line::OneLine;
use kea_messages_base::severity::Severity;
use std::string::{String, ToString as _};
use std::vec::Vec;

/// The ID and the arguments of a captured message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) id: &'static str,
    arguments: Vec<(&'static str, String)>,
}

impl Call {
    pub(super) fn of(occurrence: &Occurrence<'_>) -> Self {
        let arguments = occurrence.arguments();
        let show = |value: Value<'_>| value.to_string();
        Self {
            id: occurrence.id(),
            arguments: arguments
                .map(|(argument, value)| (argument.name(), show(value)))
                .collect(),
        }
    }

    pub(super) fn of_message(message: &dyn Message) -> Self {
        let mut call = None;
        message.visit(&mut |occurrence| call = Some(Self::of(occurrence)));
        call.expect("a message shows itself")
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)?;
        for (name, value) in &self.arguments {
            let is_plain = !value.is_empty() && !value.contains([' ', '"']);
            if is_plain {
                write!(f, " {name}={}", OneLine(value))?;
            } else {
                write!(f, " {name}={value:?}")?;
            }
        }
        Ok(())
    }
}

/// A captured message. Its `Display` shows its severity, its ID and its
/// arguments.
///
/// ```
/// use kea_messages::{Severity, emit, kea_messages, testing};
///
/// kea_messages! {
///     logger = "shop.login";
///     /// A client logged in.
///     info LOGIN(client: &str, #[secret] password: &str) = "%1 logged in: %2";
/// }
///
/// let emitted = testing::capture(|| emit!(LOGIN("a1", "t0ps3cret")));
/// let login = &emitted.messages()[0];
/// assert_eq!(login.to_string(), "info LOGIN client=a1 password=<redacted>");
/// assert_eq!(login.id(), "LOGIN");
/// assert_eq!(login.severity(), Severity::Info);
/// assert_eq!(login.logger(), "shop.login");
/// assert_eq!(login.argument("client"), Some("a1"));
/// assert_eq!(login.argument("server"), None);
/// assert_eq!(login.arguments().last(), Some(("password", "<redacted>")));
/// assert_eq!(login.text(), "a1 logged in: <redacted>");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapturedMessage {
    pub(super) logger: String,
    pub(super) severity: Severity,
    pub(super) call: Call,
    pub(super) text: String,
}

impl CapturedMessage {
    /// Returns the ID.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.call.id
    }

    /// Returns the severity that the message was emitted with.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.severity
    }

    /// Returns the logger that the message went to. If neither the statement nor the catalogue
    /// names one, it is the module.
    #[must_use]
    pub fn logger(&self) -> &str {
        &self.logger
    }

    /// Returns the argument of this name, as the text shows it: a secret is
    /// `<redacted>`.
    #[must_use]
    pub fn argument(&self, name: &str) -> Option<&str> {
        let mut arguments = self.arguments();
        let (_, value) = arguments.find(|(argument, _)| *argument == name)?;
        Some(value)
    }

    /// Returns the names of the arguments, and their values as the text shows them.
    pub fn arguments(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let arguments = self.call.arguments.iter();
        arguments.map(|(name, value)| (*name, value.as_str()))
    }

    /// Returns the text with the arguments in it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for CapturedMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.severity, self.call)
    }
}
