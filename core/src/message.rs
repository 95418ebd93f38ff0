//! What a message is: the traits, and a message's values at hand.

use crate::definition::{Row, arguments};
use crate::gate::{Accepts, Gate, unsaid};
use crate::kind::{Anything, Kind};
#[cfg(feature = "tracing")]
use crate::packed::Outline;
use crate::template::Template;
use crate::{Argument, Catalogue, Definition, Severity, Value};
use core::fmt::{self, Write};
use core::marker::PhantomData;

/// A message with its arguments: what an ID returns when it is called, and
/// every type that derives `KeaMessages`.
///
/// Its `Display` is the text with the arguments in it. The trait is implemented
/// by the macros alone. It can be made into an object, so that different
/// messages can be kept together:
///
/// ```
/// use kea_messages::{Message, emit, kea_messages};
///
/// kea_messages! {
///     /// The server is up.
///     pub info STARTED() = "server started";
///     /// A client came.
///     pub info CLIENT(name) = "client %1";
/// }
///
/// let messages: [&dyn Message; 2] = [&STARTED(), &CLIENT("a1")];
/// for message in messages {
///     emit!(message);
/// }
/// assert_eq!(messages[1].definition().id(), "CLIENT");
/// assert_eq!(messages[1].to_string(), "client a1");
/// ```
pub trait Message: fmt::Display {
    /// The definition of this very message.
    fn definition(&self) -> Definition;

    /// Shows the message to `visitor`, once, with the values of its arguments.
    ///
    /// A visitor, because the values are made for the occasion and borrow from
    /// the message.
    fn visit(&self, visitor: &mut dyn FnMut(&Occurrence<'_>));

    /// Writes the text with the arguments in it, in one pass: a value that
    /// contains `%2` is written as it is. Nothing is allocated.
    ///
    /// The same as `write!(out, "{message}")`, and quicker.
    ///
    /// ```
    /// use kea_messages::{Message, kea_messages};
    ///
    /// kea_messages! {
    ///     /// A client came.
    ///     pub info CLIENT(name: &str, port: u16) = "client %1, port %2";
    /// }
    ///
    /// let mut line = String::new();
    /// CLIENT("a1", 67).write_to(&mut line)?;
    /// assert_eq!(line, "client a1, port 67");
    /// # Ok::<(), std::fmt::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What `out` or the `Display` of an argument returns. What was written up
    /// to then stays written.
    #[inline]
    fn write_to<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result
    where
        Self: Sized,
    {
        let mut result = Ok(());
        self.visit(&mut |occurrence| result = occurrence.write_to(out));
        result
    }
}

impl<M: Message + ?Sized> Message for &M {
    fn definition(&self) -> Definition {
        (**self).definition()
    }

    fn visit(&self, visitor: &mut dyn FnMut(&Occurrence<'_>)) {
        (**self).visit(visitor);
    }
}

/// What `emit!` takes without being told a severity: every
/// [`Message`] whose definition states one, and `dyn Message`.
///
/// For functions that are generic over messages; nobody implements it.
///
/// ```
/// use kea_messages::{Emit, emit};
///
/// fn report(message: &impl Emit) {
///     emit!(message);
/// }
/// ```
pub trait Emit: HasKind<Kind: Kind<Gate: Accepts<unsaid>>> {}

impl<M> Emit for M where M: HasKind<Kind: Kind<Gate: Accepts<unsaid>>> + ?Sized {}

/// A message whose type tells of its severity and logger, so that `emit!` knows
/// whether it can be enabled before its arguments are evaluated.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this is not a message",
    label = "not a message",
    note = "`emit!` takes an ID with its arguments, `emit!(ID(argument, ...))`, or a value of a type that derives `KeaMessages`"
)]
pub trait HasKind: Message {
    type Kind: Kind + ?Sized;
}

#[diagnostic::do_not_recommend]
impl<M: HasKind + ?Sized> HasKind for &M {
    type Kind = M::Kind;
}

#[diagnostic::do_not_recommend]
impl HasKind for dyn Message + '_ {
    type Kind = Anything;
}

#[diagnostic::do_not_recommend]
impl HasKind for dyn Message + Send + '_ {
    type Kind = Anything;
}

#[diagnostic::do_not_recommend]
impl HasKind for dyn Message + Send + Sync + '_ {
    type Kind = Anything;
}

/// A message's ID as a type: each message of `kea_messages!` has one, of the
/// same name as the function that makes the message. Nobody else implements it.
///
/// ```
/// use kea_messages::{MessageId, kea_messages};
///
/// kea_messages! {
///     /// The server is up.
///     pub info STARTED() = "server started";
/// }
/// assert_eq!(STARTED::DEFINITION.text(), "server started");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a message ID",
    label = "not a message ID",
    note = "an ID stands for itself, without arguments: `enabled!(ID)`; a type that derives `KeaMessages` will do as well"
)]
pub trait MessageId {
    #[doc(hidden)]
    type Gate: Gate;

    #[doc(hidden)]
    const TEMPLATE: Template;

    #[doc(hidden)]
    const LOGGER: Option<&'static str>;

    /// The definition of the message.
    const DEFINITION: Definition;
}

/// The definitions of one call of `kea_messages!`, packed, in the order of
/// their IDs.
///
/// One constant for all of them, because each constant costs time to compile.
#[doc(hidden)]
pub trait Table {
    const ROWS: &'static [Row];

    /// The logger that the messages go to.
    const LOGGER: Option<&'static str> = None;
}

/// The ID in the row `ROW` of the table `T`, of a message that passes the gate
/// `G`. The type that bears an ID's name is an alias of this one.
#[doc(hidden)]
pub struct Id<T, const ROW: usize, G>(PhantomData<(T, G)>);

#[diagnostic::do_not_recommend]
impl<T: Table, const ROW: usize, G: Gate> MessageId for Id<T, ROW, G> {
    type Gate = G;

    const TEMPLATE: Template = Template::of_row::<T, ROW>();

    const LOGGER: Option<&'static str> = T::LOGGER;

    const DEFINITION: Definition = Definition::new(T::ROWS[ROW]);
}

/// A type that derives `KeaMessages`: it has a
/// catalogue of the messages that its values can be.
///
/// ```
/// use kea_messages::{Catalogued, KeaMessages};
///
/// #[derive(KeaMessages)]
/// #[kea(prefix = "STORE_")]
/// enum StoreError {
///     /// The disk has no room left.
///     #[message(error, "no room for %1 bytes")]
///     Full { bytes: u64 },
///     /// The store cannot be written to.
///     #[message(error, "read-only")]
///     ReadOnly,
/// }
///
/// let ids: Vec<_> = StoreError::CATALOGUE.iter().map(|message| message.id()).collect();
/// assert_eq!(ids, ["STORE_FULL", "STORE_READ_ONLY"]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not derive `KeaMessages`",
    label = "not a type of messages"
)]
pub trait Catalogued: HasKind {
    /// The definitions of all the messages that a value can be.
    const CATALOGUE: &'static Catalogue;
}

#[diagnostic::do_not_recommend]
impl<M: Catalogued + ?Sized> Catalogued for &M {
    const CATALOGUE: &'static Catalogue = M::CATALOGUE;
}

/// A message as it is shown to a sink: its ID and severity, and the values of
/// its arguments. Its `Display` is the text with the arguments in it.
///
/// ```
/// use kea_messages::{Message, kea_messages};
///
/// kea_messages! {
///     /// A client came.
///     pub info CLIENT(name, port: u16) = "client %1, port %2";
/// }
///
/// let mut seen = Vec::new();
/// CLIENT("a1", 67).visit(&mut |occurrence| {
///     for (argument, value) in occurrence.arguments() {
///         seen.push(format!("{}={value}", argument.name()));
///     }
/// });
/// assert_eq!(seen, ["name=a1", "port=67"]);
/// ```
#[derive(Debug)]
pub struct Occurrence<'a> {
    template: Template,
    values: &'a [Value<'a>],
}

impl<'a> Occurrence<'a> {
    /// What the expansion of the macros shows to a visitor.
    #[doc(hidden)]
    #[inline]
    #[must_use]
    pub const fn new(template: Template, values: &'a [Value<'a>]) -> Self {
        Self { template, values }
    }

    /// The ID of the message.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.template.outline.id()
    }

    /// The severity that the definition states; `None` where it leaves that
    /// open.
    #[must_use]
    pub const fn severity(&self) -> Option<Severity> {
        self.template.outline.severity()
    }

    /// The arguments and their values, in the order of their placeholders'
    /// numbers.
    pub fn arguments(&self) -> impl Iterator<Item = (Argument, Value<'a>)> + use<'a> {
        arguments(self.template.outline).zip(self.values.iter().copied())
    }

    /// Writes the text with the arguments in it, in one pass: a value that
    /// contains `%2` is written as it is. Nothing is allocated.
    ///
    /// # Errors
    ///
    /// What `out` or the `Display` of an argument returns. What was written up
    /// to then stays written.
    #[inline]
    pub fn write_to<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        self.template.write_to(self.values, out)
    }

    /// The outline of the definition.
    #[cfg(feature = "tracing")]
    pub(crate) const fn outline(&self) -> Outline {
        self.template.outline
    }

    /// The values of the arguments.
    #[cfg(feature = "tracing")]
    pub(crate) const fn values(&self) -> &'a [Value<'a>] {
        self.values
    }

    /// How many arguments there are.
    #[cfg(feature = "log")]
    pub(crate) const fn arity(&self) -> usize {
        self.values.len()
    }
}

impl fmt::Display for Occurrence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.template.fmt(self.values, f)
    }
}

/// The `Display` of every message.
///
/// # Errors
///
/// What the formatter, or the `Display` of an argument, returns.
#[inline]
pub fn display(message: &impl Message, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut result = Ok(());
    message.visit(&mut |occurrence| result = occurrence.template.fmt(occurrence.values, f));
    result
}
