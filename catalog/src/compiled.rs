//! Converts the compiled definitions of a program to a catalogue.

use crate::{Argument, Catalogue, Deprecation, Entry, Message};
use kea_messages_core as core;

/// Converts a compiled definition, with the same result as reading it from the source.
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
            limit: definition.limit().map(str::to_owned),
            alert: definition.alert().map(str::to_owned),
            promise: definition.promise().map(str::to_owned),
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
            #[cfg(feature = "types")]
            values: None,
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

/// Converts the definitions of a program. The messages have no places, because a program does not
/// know its source.
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

#[cfg(test)]
mod tests {
    use super::*;
    use kea_messages::kea_messages;

    kea_messages! {
        static CATALOGUE;
        /// All that a definition can have.
        ///
        /// # Since
        ///
        /// 1.2
        ///
        /// # Action
        ///
        /// Look.
        #[deprecated(since = "2.0.0", note = "use B")]
        #[limit = "10/min per client"]
        #[alert = "> 5/min for 10m"]
        #[promise = "text"]
        #[allow(dead_code)]
        debug(40) ALL_OF_IT { client, #[secret] key: u32, #[field] pool: &str }
            = "{client:>8}: {key}";
        #[allow(dead_code)]
        warn LITTLE() = "100%% done";
    }

    #[test]
    fn definitions() {
        let catalogue = Catalogue::from(&CATALOGUE);
        let mut messages = catalogue.messages();
        let mut all = Message::new("ALL_OF_IT", "%1: %2");
        all.severity = "debug(40)".parse().ok();
        let pool = Argument {
            field: true,
            ..Argument::named("pool").with_type("&str")
        };
        all.arguments = Some(vec![
            Argument::named("client"),
            Argument::named("key").with_type("u32").into_secret(),
            pool,
        ]);
        all.named_text = Some("{client:>8}: {key}".into());
        all.is_called_by_name = true;
        all.description = "All that a definition can have.".into();
        all.action = Some("Look.".into());
        all.since = Some("1.2".into());
        all.deprecation = Some(Deprecation {
            since: Some("2.0.0".into()),
            note: Some("use B".into()),
        });
        all.limit = Some("10/min per client".into());
        all.alert = Some("> 5/min for 10m".into());
        all.promise = Some("text".into());
        assert_eq!(messages.next(), Some(&all));
        let mut little = Message::new("LITTLE", "100%% done");
        little.severity = "warn".parse().ok();
        little.arguments = Some(Vec::new());
        assert_eq!(messages.next(), Some(&little));
        assert_eq!(messages.next(), None);
    }
}
