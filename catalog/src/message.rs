//! The model of one message, as its definition states it.

use kea_messages_base::id::module;
use kea_messages_base::severity::Severity;
use kea_messages_base::text::{Piece, pieces};

/// A message as its definition states it, in any format.
///
/// The fields are not checked. [`faults`](Message::faults) checks them.
///
/// ```
/// use kea_messages_catalog::{Argument, Message};
///
/// let mut message = Message::new("ALLOC_FAIL", "%1: failed to allocate an IPv4 address");
/// message.arguments = Some(vec![Argument::named("client"), Argument::named("attempts")]);
/// let faults = message.faults();
/// assert_eq!(faults.len(), 1);
/// assert_eq!(
///     faults[0].to_string(),
///     "argument `attempts` has no placeholder: the text needs a `%2`",
/// );
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Message {
    /// The ID, of the form `[A-Z][A-Z0-9_]*`.
    pub id: String,
    /// The severity; `None` if each statement that logs the message states it.
    pub severity: Option<Severity>,
    /// The text, with numbered placeholders.
    pub text: String,
    /// The text with named placeholders, if the definition has them; `None` if the
    /// definition numbers them. [`set_text`](Self::set_text) sets both texts.
    pub named_text: Option<String>,
    /// Whether calls name the arguments: `ID { client, attempts: 3 }`.
    pub is_called_by_name: bool,
    /// The arguments: first those with a placeholder, in the order of their numbers, then
    /// those without one; `None` if the definition does not declare them, so that their
    /// number follows from the placeholders.
    pub arguments: Option<Vec<Argument>>,
    /// The description, in Markdown; empty if there is none.
    pub description: String,
    /// What the operator should do.
    pub action: Option<String>,
    /// When an alert fires: `> 5/min for 10m`, or `any`.
    /// [`faults`](Self::faults) checks it.
    pub alert: Option<String>,
    /// How often the message may be logged: `10/min`, or `10/min per client`.
    /// [`faults`](Self::faults) checks it.
    pub limit: Option<String>,
    /// The part of the message that a lock file keeps stable: `arguments`, the default, or `text`,
    /// which includes the arguments. [`faults`](Self::faults) checks it.
    pub promise: Option<String>,
    /// The version that introduced the message.
    pub since: Option<String>,
    /// The deprecation of the message, if it is deprecated.
    pub deprecation: Option<Deprecation>,
    /// The version that removed the message. A removed message is kept so that old
    /// logs can be read; it cannot be logged.
    pub removed: Option<String>,
    /// The new ID of the message, if it was only renamed. Such a message is also
    /// [removed](Self::removed).
    pub renamed: Option<String>,
    /// The condition of the `#[cfg(...)]` around the definition, such as `feature = "tls"`; `None`
    /// if the message is unconditional.
    pub cfg: Option<String>,
}

/// The deprecation of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deprecation {
    /// The version that deprecated the message.
    pub since: Option<String>,
    /// What replaces the message, or why it is deprecated.
    pub note: Option<String>,
}

/// An argument of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Argument {
    /// The name, which is also the name of the argument's field in a log record.
    pub name: String,
    /// The Rust type, if one is declared.
    pub rust_type: Option<String>,
    /// Whether the value must never be written anywhere.
    pub secret: bool,
    /// Whether the argument has no placeholder, and is only a field of the log record.
    pub field: bool,
    /// The type that a side file declares for the values, if any.
    #[cfg(feature = "types")]
    pub values: Option<crate::ValueType>,
}

impl Argument {
    /// Creates an argument with only a name. Other methods set its type and whether it
    /// is a secret.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// Sets the declared type.
    #[must_use]
    pub fn with_type(self, rust_type: impl Into<String>) -> Self {
        Self {
            rust_type: Some(rust_type.into()),
            ..self
        }
    }

    /// Marks the argument as a secret.
    #[must_use]
    pub fn into_secret(self) -> Self {
        Self {
            secret: true,
            ..self
        }
    }

    /// Marks the argument as a field, without a placeholder.
    #[must_use]
    pub fn into_field(self) -> Self {
        Self {
            field: true,
            ..self
        }
    }

    /// Creates the argument with this number, counted from 1, for a definition without
    /// names: `arg1`.
    #[must_use]
    pub fn unnamed(number: usize) -> Self {
        Self::named(&format!("arg{number}"))
    }
}

impl Message {
    /// Creates a message with only an ID and a text.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            text: text.into(),
            ..Self::default()
        }
    }

    /// Returns the number of arguments: the number of declared arguments, or else the highest
    /// number of a placeholder.
    #[must_use]
    pub fn arity(&self) -> usize {
        match &self.arguments {
            Some(arguments) => arguments.len(),
            None => self.placeholders().max().unwrap_or(0),
        }
    }

    /// Returns the arguments, with the names `arg1`, `arg2`, ... if the
    /// definition does not declare them.
    #[must_use]
    pub fn named_arguments(&self) -> Vec<Argument> {
        match &self.arguments {
            Some(arguments) => arguments.clone(),
            None => (1..=self.arity()).map(Argument::unnamed).collect(),
        }
    }

    /// Returns the module that a manual lists the message under: the first word of its
    /// ID.
    ///
    /// ```
    /// use kea_messages_catalog::Message;
    ///
    /// assert_eq!(Message::new("ALLOC_FAIL", "no address left").module(), "ALLOC");
    /// ```
    #[must_use]
    pub fn module(&self) -> &str {
        module(&self.id)
    }

    /// Returns the numbers of the placeholders in the text, in the order of the text.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = usize> {
        placeholders(&self.text)
    }
}

/// Sorts arguments into the order of a message: first those with placeholders,
/// then its fields.
///
/// This does not use a generic sort, because every user of the macros would compile an instance of
/// it.
#[doc(hidden)]
pub fn in_order<T>(arguments: Vec<T>, is_field: fn(&T) -> bool) -> Vec<T> {
    let mut in_order = Vec::with_capacity(arguments.len());
    let mut fields = Vec::new();
    for argument in arguments {
        if is_field(&argument) {
            fields.push(argument);
        } else {
            in_order.push(argument);
        }
    }
    in_order.append(&mut fields);
    in_order
}

/// Returns the numbers of the placeholders in a text, in the order of the text.
pub(crate) fn placeholders(text: &str) -> impl Iterator<Item = usize> {
    pieces(text).filter_map(|piece| match piece {
        Ok(Piece::Placeholder(number)) => Some(number),
        _ => None,
    })
}
