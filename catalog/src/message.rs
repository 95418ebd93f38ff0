//! One message of a catalogue, as its definition states it.

use kea_messages_base::id::module;
use kea_messages_base::severity::Severity;
use kea_messages_base::text::{Piece, pieces};

/// A message as its definition states it, wherever that was written.
///
/// Nothing here has been checked: [`faults`](Message::faults) does that.
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
    /// What identifies the message: `[A-Z][A-Z0-9_]*`.
    pub id: String,
    /// How severe it is; `None` where each statement that logs it says so.
    pub severity: Option<Severity>,
    /// The text, with numbers for its placeholders.
    pub text: String,
    /// The text with the names of its arguments for placeholders, as the definition has it;
    /// `None` if the definition has numbers too. [`set_text`](Self::set_text) sets both.
    pub named_text: Option<String>,
    /// Whether a call names the arguments: `ID { client, attempts: 3 }`.
    pub is_called_by_name: bool,
    /// The arguments in the order of their placeholders' numbers, and behind them those that
    /// have no placeholder; `None` where
    /// the definition leaves them out, and the placeholders alone say how many
    /// there are.
    pub arguments: Option<Vec<Argument>>,
    /// What the message tells, in Markdown; empty where there is none.
    pub description: String,
    /// What the operator should do about it.
    pub action: Option<String>,
    /// When the message alerts somebody: `> 5/min for 10m`, or `any`.
    /// [`faults`](Self::faults) has the mistakes in it.
    pub alert: Option<String>,
    /// How often the message may be logged: `10/min`, or `10/min per client`.
    /// [`faults`](Self::faults) has the mistakes in it.
    pub limit: Option<String>,
    /// What a lock file holds the message to: `arguments`, as where nothing is stated, or `text`,
    /// which is the arguments and the text. [`faults`](Self::faults) has what is neither.
    pub promise: Option<String>,
    /// The version that logged the message first.
    pub since: Option<String>,
    /// That the message is going away, if it is.
    pub deprecation: Option<Deprecation>,
    /// The version that removed the message. It is kept so that old logs can be read,
    /// and nothing can log it.
    pub removed: Option<String>,
    /// The ID that the message has since, if it was only renamed. Then it is
    /// [removed](Self::removed) as well.
    pub renamed: Option<String>,
    /// The condition under which there is the message, as `#[cfg(...)]` around its
    /// definition says it: `feature = "tls"`. None where there always is.
    pub cfg: Option<String>,
}

/// That a message is going away, and what is said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deprecation {
    /// The version that deprecated the message.
    pub since: Option<String>,
    /// What replaces the message, or why it goes.
    pub note: Option<String>,
}

/// An argument of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Argument {
    /// Its name, under which it travels in a log record.
    pub name: String,
    /// Its Rust type, where one is declared.
    pub rust_type: Option<String>,
    /// Whether its value must never be written anywhere.
    pub secret: bool,
    /// Whether it has no placeholder, and is only a field of the log record.
    pub field: bool,
    /// Which texts are its values, where a side file says so.
    #[cfg(feature = "types")]
    pub values: Option<crate::ValueType>,
}

impl Argument {
    /// An argument that has a name and nothing else. Its type and whether it is a secret
    /// can be set.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// The same argument with a declared type.
    #[must_use]
    pub fn with_type(self, rust_type: impl Into<String>) -> Self {
        Self {
            rust_type: Some(rust_type.into()),
            ..self
        }
    }

    /// The same argument as a secret.
    #[must_use]
    pub fn into_secret(self) -> Self {
        Self {
            secret: true,
            ..self
        }
    }

    /// The same argument without a placeholder.
    #[must_use]
    pub fn into_field(self) -> Self {
        Self {
            field: true,
            ..self
        }
    }

    /// The argument with this number, counted from 1, where the definition names none:
    /// `arg1`.
    #[must_use]
    pub fn unnamed(number: usize) -> Self {
        Self::named(&format!("arg{number}"))
    }
}

impl Message {
    /// A message with this ID and text, of which nothing else is said.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            text: text.into(),
            ..Self::default()
        }
    }

    /// How many arguments the message takes: as many as are declared, or the
    /// highest number of a placeholder.
    #[must_use]
    pub fn arity(&self) -> usize {
        match &self.arguments {
            Some(arguments) => arguments.len(),
            None => self.placeholders().max().unwrap_or(0),
        }
    }

    /// The arguments, with the names `arg1`, `arg2`, ... where the definition
    /// leaves them out.
    #[must_use]
    pub fn named_arguments(&self) -> Vec<Argument> {
        match &self.arguments {
            Some(arguments) => arguments.clone(),
            None => (1..=self.arity()).map(Argument::unnamed).collect(),
        }
    }

    /// The module that a manual lists the message in: the first word of its ID.
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

    /// The numbers of the placeholders in the text, in its order.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = usize> {
        placeholders(&self.text)
    }
}

/// Puts arguments in the order in which a message has them: first those that have
/// placeholders, then its fields.
///
/// As a sort would, of which each has an instance for its type that every user of the macros
/// compiles.
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

/// The numbers of the placeholders in a text, in its order.
pub(crate) fn placeholders(text: &str) -> impl Iterator<Item = usize> {
    pieces(text).filter_map(|piece| match piece {
        Ok(Piece::Placeholder(number)) => Some(number),
        _ => None,
    })
}
