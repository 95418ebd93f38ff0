//! The definitions of messages, as data.

use core::fmt;
use kea_messages_base::__private::{Details, Outline, PackedArgument};
use kea_messages_base::severity::Severity;

/// The complete definition of a message, as data.
///
/// An ID ([`MessageId::DEFINITION`](crate::MessageId)), a message
/// ([`Message::definition`](crate::Message)) and a [`Catalogue`](crate::Catalogue) provide it. It
/// has the size of two string slices.
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
    pub(crate) const fn new([outline, details]: Row) -> Self {
        Self {
            outline: Outline::new(outline),
            details: Details::new(details),
        }
    }

    /// Returns the ID, which identifies the message in the source, in the log and in
    /// the manual.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.outline.id()
    }

    /// Returns the severity, or `None` if the definition leaves it to each `emit!`.
    ///
    /// Only a definition in a catalogue file can leave it open.
    #[must_use]
    pub const fn severity(&self) -> Option<Severity> {
        self.outline.severity()
    }

    /// Returns the text, with numbered placeholders.
    #[must_use]
    pub fn text(&self) -> &'static str {
        self.details.text()
    }

    /// Returns the text with named placeholders, or `None` if the definition numbers them.
    ///
    /// ```
    /// use kea_messages::{MessageId, kea_messages};
    ///
    /// kea_messages! {
    ///     /// A client connected.
    ///     pub info CLIENT(name, port: u16) = "client {name}, port {port}";
    /// }
    ///
    /// assert_eq!(CLIENT::DEFINITION.named_text(), Some("client {name}, port {port}"));
    /// assert_eq!(CLIENT::DEFINITION.text(), "client %1, port %2");
    /// ```
    #[must_use]
    pub fn named_text(&self) -> Option<&'static str> {
        stated(self.details.named_text())
    }

    /// Returns whether calls name the arguments: `ID { client, attempts: 3 }`.
    #[must_use]
    pub fn is_called_by_name(&self) -> bool {
        self.details.is_called_by_name()
    }

    /// Returns the arguments: first those with a placeholder, in the order of their
    /// numbers, and then those without one.
    pub fn arguments(&self) -> impl Iterator<Item = Argument> + use<> {
        arguments(self.outline)
    }

    /// Returns the description, in Markdown. It is empty if there is none.
    #[must_use]
    pub fn description(&self) -> &'static str {
        self.details.description()
    }

    /// Returns the operator action, which is the section `# Action` of the definition's doc
    /// comment.
    #[must_use]
    pub fn action(&self) -> Option<&'static str> {
        stated(self.details.action())
    }

    /// Returns the version that introduced the message, which is the section `# Since` of the
    /// definition's doc comment.
    ///
    /// ```
    /// use kea_messages::{MessageId, kea_messages};
    ///
    /// kea_messages! {
    ///     /// The server is up.
    ///     ///
    ///     /// # Since
    ///     /// 1.2.0
    ///     pub info STARTED() = "server started";
    /// }
    ///
    /// assert_eq!(STARTED::DEFINITION.since(), Some("1.2.0"));
    /// ```
    #[must_use]
    pub fn since(&self) -> Option<&'static str> {
        stated(self.details.since())
    }

    /// Returns the content of the attribute `#[deprecated]`, or `None` if the message
    /// is not deprecated.
    #[must_use]
    pub fn deprecation(&self) -> Option<Deprecation> {
        let (since, note) = self.details.deprecation()?;
        Some(Deprecation { since, note })
    }

    /// Returns how often the message may be logged, which is the value of the attribute `#[limit]`.
    ///
    /// The crate `kea-messages-subscriber` enforces it.
    ///
    /// ```
    /// use kea_messages::{MessageId, kea_messages};
    ///
    /// kea_messages! {
    ///     /// Every address of every pool was tried.
    ///     #[limit = "10/min per client"]
    ///     pub warn ALLOC_FAIL(client) = "%1: no address left";
    /// }
    ///
    /// assert_eq!(ALLOC_FAIL::DEFINITION.limit(), Some("10/min per client"));
    /// ```
    #[must_use]
    pub fn limit(&self) -> Option<&'static str> {
        stated(self.details.limit())
    }

    /// Returns when an alert fires, which is the value of the attribute `#[alert]`.
    ///
    /// `kea-messages convert --to prometheus-rules` converts alerts to rules for Prometheus.
    /// A program can print its own rules with `kea_messages_catalog::formats::prometheus`.
    ///
    /// ```
    /// use kea_messages::{MessageId, kea_messages};
    ///
    /// kea_messages! {
    ///     /// Every address of every pool was tried.
    ///     #[alert = "> 5/min for 10m"]
    ///     pub warn ALLOC_FAIL(client) = "%1: no address left";
    /// }
    ///
    /// assert_eq!(ALLOC_FAIL::DEFINITION.alert(), Some("> 5/min for 10m"));
    /// ```
    #[must_use]
    pub fn alert(&self) -> Option<&'static str> {
        stated(self.details.alert())
    }

    /// Returns which part of the message a lock file keeps, which is the value of the attribute
    /// `#[promise]`: `text` or `arguments`.
    ///
    /// ```
    /// use kea_messages::{MessageId, kea_messages};
    ///
    /// kea_messages! {
    ///     /// Every address of every pool was tried.
    ///     #[promise = "text"]
    ///     pub warn ALLOC_FAIL(client) = "%1: no address left";
    /// }
    ///
    /// assert_eq!(ALLOC_FAIL::DEFINITION.promise(), Some("text"));
    /// ```
    #[must_use]
    pub fn promise(&self) -> Option<&'static str> {
        stated(self.details.promise())
    }

    pub(crate) const fn id_bytes(&self) -> &'static [u8] {
        self.outline.id_bytes()
    }
}

/// Creates the definition that a derived `Message::definition` returns.
#[must_use]
pub const fn definition(row: Row) -> Definition {
    Definition::new(row)
}

// All fields are shown, under the names of their methods.
#[allow(clippy::missing_fields_in_debug)]
impl fmt::Debug for Definition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Definition")
            .field("id", &self.id())
            .field("severity", &self.severity())
            .field("text", &self.text())
            .field("named_text", &self.named_text())
            .field("is_called_by_name", &self.is_called_by_name())
            .field("arguments", &ArgumentList(self.outline))
            .field("description", &self.description())
            .field("action", &self.action())
            .field("since", &self.since())
            .field("deprecation", &self.deprecation())
            .field("limit", &self.limit())
            .field("alert", &self.alert())
            .field("promise", &self.promise())
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

/// Returns the arguments of a message.
pub(crate) fn arguments(outline: Outline) -> impl Iterator<Item = Argument> + use<> {
    outline.arguments().map(Argument)
}

/// An argument of a message, as its definition declares it.
///
/// ```
/// use kea_messages::{MessageId, kea_messages};
///
/// kea_messages! {
///     /// A client logged in.
///     pub info LOGIN(client, port: u16, #[secret] password: &str) = "%1, port %2: %3";
/// }
///
/// let arguments: Vec<_> = LOGIN::DEFINITION.arguments().collect();
/// let [client, port, password] = arguments[..] else { unreachable!() };
/// assert_eq!(client.name(), "client");
/// assert_eq!(client.rust_type(), None);
/// assert_eq!(port.rust_type(), Some("u16"));
/// assert!(password.is_secret() && !port.is_secret());
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Argument(PackedArgument<'static>);

impl Argument {
    /// Returns the name of the argument in a log record: `arg1`, `arg2`, ... if
    /// the definition has no names.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.0.name
    }

    /// Returns the type that the definition declares, as it is written there.
    #[must_use]
    pub const fn rust_type(&self) -> Option<&'static str> {
        stated(self.0.rust_type)
    }

    /// Returns whether the argument is a secret, which is printed as `<redacted>`.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        self.0.secret
    }

    /// Returns whether the argument has no placeholder, and is only a field of the log
    /// record.
    #[must_use]
    pub const fn is_field(&self) -> bool {
        self.0.field
    }
}

impl fmt::Debug for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Argument")
            .field("name", &self.name())
            .field("rust_type", &self.rust_type())
            .field("secret", &self.is_secret())
            .field("field", &self.is_field())
            .finish()
    }
}

/// The attribute `#[deprecated]` of a message.
///
/// ```
/// use kea_messages::{MessageId, kea_messages};
///
/// kea_messages! {
///     /// The server is up.
///     #[deprecated(since = "2.0.0", note = "use SERVER_READY")]
///     pub info SERVER_UP() = "server up";
/// }
///
/// # #[allow(deprecated)]
/// let deprecation = SERVER_UP::DEFINITION.deprecation().expect("it is deprecated");
/// assert_eq!(deprecation.since(), Some("2.0.0"));
/// assert_eq!(deprecation.note(), Some("use SERVER_READY"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deprecation {
    since: &'static str,
    note: &'static str,
}

impl Deprecation {
    /// Returns the version that deprecated the message.
    #[must_use]
    pub const fn since(&self) -> Option<&'static str> {
        stated(self.since)
    }

    /// Returns the note, which says what replaces the message or why it will be
    /// removed.
    #[must_use]
    pub const fn note(&self) -> Option<&'static str> {
        stated(self.note)
    }
}

/// Returns the content of a packed field, or `None` if it is empty because the definition does not
/// state it.
const fn stated(field: &'static str) -> Option<&'static str> {
    if field.is_empty() { None } else { Some(field) }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;
    use kea_messages_base::__private::{Detailed, Outlined, pack_details, pack_outline};
    use std::format;
    use std::string::String;
    use std::vec::Vec;

    fn defined(message: Detailed<'_>, arguments: &[PackedArgument<'_>]) -> Definition {
        let outlined = Outlined {
            severity: Some(Severity::Warn),
            id: "ALLOC_FAIL",
            text: message.text,
        };
        let mut outline = String::new();
        pack_outline(&mut outline, outlined, arguments.iter().copied())
            .expect("a string takes everything");
        let mut details = String::new();
        pack_details(&mut details, message).expect("a string takes everything");
        definition([outline.leak(), details.leak()])
    }

    #[test]
    fn all_that_is_stated() {
        let message = Detailed {
            text: "%1: no address after %2",
            description: "No address was free.",
            action: "Enlarge the pool.",
            since: "1.2",
            named_text: "{client}: no address after {key}",
            is_called_by_name: true,
            deprecation: Some(("2.0", "use ALLOC_NONE")),
            limit: "10/min",
            alert: "any",
            promise: "text",
        };
        let arguments = [
            PackedArgument {
                name: "client",
                rust_type: "",
                secret: false,
                field: false,
            },
            PackedArgument {
                name: "key",
                rust_type: "&str",
                secret: true,
                field: true,
            },
        ];
        let full = defined(message, &arguments);
        assert_eq!(full.id(), "ALLOC_FAIL");
        assert_eq!(full.id_bytes(), b"ALLOC_FAIL");
        assert_eq!(full.severity(), Some(Severity::Warn));
        assert_eq!(full.text(), message.text);
        assert_eq!(full.named_text(), Some(message.named_text));
        assert!(full.is_called_by_name());
        assert_eq!(full.description(), message.description);
        assert_eq!(full.action(), Some(message.action));
        assert_eq!(full.since(), Some(message.since));
        let deprecation = full.deprecation().expect("it is deprecated");
        assert_eq!(deprecation.since(), Some("2.0"));
        assert_eq!(deprecation.note(), Some("use ALLOC_NONE"));
        assert_eq!(full.limit(), Some("10/min"));
        assert_eq!(full.alert(), Some("any"));
        assert_eq!(full.promise(), Some("text"));
        let arguments: Vec<_> = full
            .arguments()
            .map(|argument| (argument.name(), argument.rust_type(), argument.is_secret()))
            .collect();
        let expected = [("client", None, false), ("key", Some("&str"), true)];
        assert_eq!(arguments, expected);
        assert_eq!(
            format!("{full:?}"),
            "Definition { id: \"ALLOC_FAIL\", severity: Some(Warn), \
             text: \"%1: no address after %2\", \
             named_text: Some(\"{client}: no address after {key}\"), \
             is_called_by_name: true, \
             arguments: [\
             Argument { name: \"client\", rust_type: None, secret: false, field: false }, \
             Argument { name: \"key\", rust_type: Some(\"&str\"), secret: true, field: true }], \
             description: \"No address was free.\", action: Some(\"Enlarge the pool.\"), \
             since: Some(\"1.2\"), deprecation: Some(Deprecation { since: \"2.0\", \
             note: \"use ALLOC_NONE\" }), limit: Some(\"10/min\"), alert: Some(\"any\"), \
             promise: Some(\"text\") }"
        );
    }

    #[test]
    fn what_is_not_stated_is_none() {
        let plain = defined(Detailed::default(), &[]);
        assert_eq!(plain.description(), "");
        assert_eq!(plain.action(), None);
        assert_eq!(plain.since(), None);
        assert_eq!(plain.deprecation(), None);
        assert_eq!(plain.limit(), None);
        assert_eq!(plain.alert(), None);
        assert_eq!(plain.promise(), None);
        assert_eq!(plain.arguments().count(), 0);
        let deprecated = Detailed {
            deprecation: Some(("", "")),
            ..Detailed::default()
        };
        let deprecation = defined(deprecated, &[]).deprecation();
        let deprecation = deprecation.expect("it is deprecated");
        assert_eq!((deprecation.since(), deprecation.note()), (None, None));
    }
}
