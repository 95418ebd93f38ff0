//! The definitions that a program was compiled with, as a catalogue.

use crate::{Argument, Catalogue, Deprecation, Entry, Message};
use kea_messages_core as core;

/// A definition of a program, in the form in which it was read from its source.
///
/// ```
/// use kea_messages::{MessageId, kea_messages};
/// use kea_messages_catalog::Message;
///
/// kea_messages! {
///     /// The server is up.
///     pub info STARTED() = "server started";
/// }
///
/// let message = Message::from(STARTED::DEFINITION);
/// assert_eq!(message.id, "STARTED");
/// assert_eq!(message.description, "The server is up.");
/// ```
impl From<core::Definition> for Message {
    fn from(definition: core::Definition) -> Self {
        let arguments = definition.arguments().map(Argument::from);
        Self {
            severity: definition.severity(),
            arguments: Some(arguments.collect()),
            named_text: definition.named_text().map(str::to_owned),
            is_called_by_name: definition.is_called_by_name(),
            description: definition.description().to_owned(),
            action: definition.action().map(str::to_owned),
            since: definition.since().map(str::to_owned),
            deprecation: definition.deprecation().map(Deprecation::from),
            ..Self::new(definition.id(), definition.text())
        }
    }
}

impl From<core::Argument> for Argument {
    fn from(argument: core::Argument) -> Self {
        Self {
            name: argument.name().to_owned(),
            rust_type: argument.rust_type().map(str::to_owned),
            secret: argument.is_secret(),
            field: argument.is_field(),
        }
    }
}

impl From<core::Deprecation> for Deprecation {
    fn from(deprecation: core::Deprecation) -> Self {
        Self {
            since: deprecation.since().map(str::to_owned),
            note: deprecation.note().map(str::to_owned),
        }
    }
}

/// The definitions of a program, without places: it does not know its source.
///
/// ```
/// use kea_messages::kea_messages;
/// use kea_messages_catalog::Catalogue;
///
/// kea_messages! {
///     pub static CATALOGUE;
///     /// The server is up.
///     pub info STARTED() = "server started";
/// }
///
/// let catalogue = Catalogue::from(&CATALOGUE);
/// assert_eq!(catalogue.entries[0].message.text, "server started");
/// ```
impl From<&core::Catalogue> for Catalogue {
    fn from(catalogue: &core::Catalogue) -> Self {
        let messages = catalogue.iter().map(Message::from);
        Self {
            entries: messages.map(Entry::new).collect(),
            ..Self::default()
        }
    }
}
