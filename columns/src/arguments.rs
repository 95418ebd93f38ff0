//! The columns for arguments.

use crate::nested::{Maps, append_map, map_type, maps};
use crate::own::entries;
use crate::typed::{Column, column, type_of};
use arrow_array::ArrayRef;
use arrow_schema::{ArrowError, DataType, Field};
use kea_messages_catalog::Message;
use kea_messages_decode::Reading;
use std::sync::Arc;

/// The name of the column for values that cannot be in a typed column.
const OTHER_VALUES: &str = "other_values";

/// The columns for the arguments in a table.
pub(crate) enum Arguments {
    /// A single column with the arguments of any messages.
    Mapped(Box<Maps>),
    /// A column for each argument of a single message.
    Typed(Vec<Typed>, Box<Maps>),
}

/// The column of one argument.
pub(crate) struct Typed {
    argument: Box<str>,
    field: Field,
    values: Box<dyn Column>,
}

impl Arguments {
    pub(crate) fn mapped() -> Self {
        Self::Mapped(Box::new(maps()))
    }

    /// Creates a column for each argument of a message, in any of its versions. `own` are the names
    /// of the other columns.
    pub(crate) fn typed(versions: &[&Message], own: &[&str]) -> Self {
        let mut types: Vec<(String, DataType)> = Vec::new();
        for message in versions {
            let arguments = message.named_arguments().into_iter();
            for (argument, format) in arguments.zip(message.formats()) {
                // With a format, a number can be printed in a way that is not exact.
                let data_type = match format {
                    None => type_of(&argument),
                    Some(_) => DataType::Utf8,
                };
                match types.iter_mut().find(|(name, _)| *name == argument.name) {
                    Some((_, other)) if *other != data_type => *other = DataType::Utf8,
                    Some(_) => {}
                    None => types.push((argument.name, data_type)),
                }
            }
        }
        let mut taken: Vec<String> = own.iter().map(|name| (*name).to_owned()).collect();
        taken.push(OTHER_VALUES.to_owned());
        let columns = types.into_iter().map(|(argument, data_type)| {
            let name = free_name(&argument, &taken);
            taken.push(name.clone());
            Typed {
                values: column(&data_type),
                field: Field::new(name, data_type, true),
                argument: argument.into(),
            }
        });
        Self::Typed(columns.collect(), Box::new(maps()))
    }

    pub(crate) fn fields(&self) -> Vec<Field> {
        match self {
            Self::Mapped(_) => vec![Field::new("arguments", map_type(), true)],
            Self::Typed(columns, _) => {
                let fields = columns.iter().map(|column| column.field.clone());
                let others = Field::new(OTHER_VALUES, map_type(), true);
                fields.chain([others]).collect()
            }
        }
    }

    /// Appends the arguments of a line, or null if the line is not decoded.
    pub(crate) fn append(&mut self, reading: Option<&Reading<'_>>) -> Result<(), ArrowError> {
        match self {
            Self::Mapped(arguments) => append_map(arguments, reading.map(entries)),
            Self::Typed(columns, others) => {
                let mut unfit: Vec<(&str, &str)> = Vec::new();
                for column in columns {
                    match reading.and_then(|reading| reading.argument(&column.argument)) {
                        None => column.values.append_null(),
                        Some(value) if column.values.append(value.as_str()) => {}
                        Some(value) => unfit.push((column.field.name(), value.as_str())),
                    }
                }
                let is_any = !unfit.is_empty();
                append_map(others, is_any.then(|| unfit.into_iter()))
            }
        }
    }

    pub(crate) fn finish(&mut self) -> Vec<ArrayRef> {
        match self {
            Self::Mapped(arguments) => vec![Arc::new(arguments.finish())],
            Self::Typed(columns, others) => {
                let arrays = columns.iter_mut().map(|column| column.values.finish());
                arrays
                    .chain([Arc::new(others.finish()) as ArrayRef])
                    .collect()
            }
        }
    }
}

/// Returns a name for the column of an argument that no other column has. Case is ignored, because
/// some readers do so.
fn free_name(argument: &str, taken: &[String]) -> String {
    let is_taken = |name: &str| {
        let name = name.to_lowercase();
        taken.iter().any(|other| other.to_lowercase() == name)
    };
    let mut name = argument.to_owned();
    while is_taken(&name) {
        name.insert_str(0, "argument_");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use kea_messages_catalog::{Argument, Message};

    #[test]
    fn columns_of_arguments() {
        let message = |text: &str, arguments: &[(&str, &str)]| {
            let mut message = Message::new("A_B", "");
            message.arguments = Some(
                arguments
                    .iter()
                    .map(|(name, rust_type)| Argument::named(name).with_type(*rust_type))
                    .collect(),
            );
            message.set_text(text);
            message
        };
        let first = message(
            "%1 %2 %3 %4",
            &[
                ("count", "u8"),
                ("time", "u8"),
                ("Count", "u8"),
                ("TIME", "u8"),
            ],
        );
        let second = message(
            "{count} {rate} {sum:.2}",
            &[("count", "u16"), ("rate", "f32"), ("sum", "f32")],
        );
        let third = Message::new("A_B", "%1");
        let found = |versions: &[&Message]| -> Vec<String> {
            let fields = Arguments::typed(versions, &["time"]).fields();
            let fields = fields.iter();
            fields
                .map(|field| format!("{}: {}", field.name(), field.data_type()))
                .take_while(|field| !field.starts_with("other_values"))
                .collect()
        };
        assert_eq!(
            found(&[&first]),
            [
                "count: UInt8",
                "argument_time: UInt8",
                "argument_Count: UInt8",
                "argument_argument_TIME: UInt8",
            ],
        );
        assert_eq!(
            found(&[&second]),
            ["count: UInt16", "rate: Float32", "sum: Utf8"]
        );
        assert_eq!(
            found(&[&second, &first, &third])[..2],
            ["count: Utf8", "rate: Float32"],
        );
        assert_eq!(found(&[&third]), ["arg1: Utf8"]);
        assert_eq!(found(&[]), [""; 0]);
    }
}
