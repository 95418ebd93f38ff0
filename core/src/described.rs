//! Describes messages for a recording.

use crate::definition::Definition;
use crate::kind::Kind;
use crate::location::Location;
use kea_messages_records::__private::{Described, DescribedArgument};

/// Describes the message of the kind `K`, which is the ID of a message.
pub(crate) fn describe_kind<K: Kind + ?Sized>(location: &'static Location) -> Described {
    match K::DEFINITION {
        Some(definition) => describe::<K>(location, definition()),
        None => unreachable!("only an ID has a template"),
    }
}

/// Describes a message of the kind `K` with this definition.
#[cold]
pub(crate) fn describe<K: Kind + ?Sized>(
    location: &'static Location,
    definition: Definition,
) -> Described {
    let arguments = definition.arguments().map(|argument| DescribedArgument {
        name: argument.name(),
        rust_type: argument.rust_type().unwrap_or(""),
        is_field: argument.is_field(),
    });
    Described {
        id: definition.id(),
        text: definition.text(),
        logger: location.target(K::LOGGER),
        module: location.module_path,
        file: location.file,
        line: location.line,
        description: definition.description(),
        action: definition.action().unwrap_or(""),
        arguments: arguments.collect(),
    }
}
