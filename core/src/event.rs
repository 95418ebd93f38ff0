//! The type of the message that an ID returns when it is called.

use crate::emission::Emission;
use crate::kind::AnyMessage;
use crate::message::{Message, debug};
use crate::message_id::{MessageId, template_of};
use crate::occurrence::Occurrence;
use crate::sealed::{Asked, SealedMessage};
use crate::show::{FormatArgument, Values};
use crate::site::Site;
use crate::template::Template;
use core::fmt;
use core::marker::PhantomData;

/// The message that the ID `I` returns when it is called with its arguments.
///
/// `emit!` logs it. Its `Display` is the text with the arguments in it.
///
/// ```
/// use kea_messages::{Message, kea_messages};
///
/// kea_messages! {
///     /// The engine gave up looking for a free address.
///     pub warn ALLOC_FAIL(client, attempts: u32) = "%1: no address after %2 attempt(s)";
/// }
///
/// let message = ALLOC_FAIL("a1", 3);
/// assert_eq!(message.definition().id(), "ALLOC_FAIL");
/// assert_eq!(message.to_string(), "a1: no address after 3 attempt(s)");
/// ```
#[must_use = "only `emit!` logs a message: calling its ID has no effect"]
pub struct Event<I, V> {
    values: V,
    /// This function is created where the types of the arguments are known, so that no other place
    /// has to state their bounds and report an unsatisfied one.
    visit: Visit<V>,
    /// This function is created there for the same reason.
    format_argument: Option<FormatArgument<V>>,
    /// This function is created there for the same reason.
    hand_over: HandOver<V>,
    id: PhantomData<fn() -> I>,
}

/// A function that passes a message with these arguments to a visitor.
type Visit<V> = fn(&V, &Template, &mut dyn FnMut(&Occurrence<'_>));

/// A function that logs a message with these arguments.
type HandOver<V> = fn(V, &'static Site, &'static Emission);

/// Creates the message that an ID returns when it is called.
#[inline]
pub fn event<I, V: Values>(values: V) -> Event<I, V> {
    Event {
        values,
        visit: V::show,
        format_argument: V::FORMAT_ARGUMENT,
        hand_over: V::log,
        id: PhantomData,
    }
}

impl<I: MessageId, V: Values> Event<I, V> {
    /// Writes the text with the arguments in it. This is faster than
    /// [`Message::write_to`], because the types of the arguments are known here.
    ///
    /// ```
    /// use kea_messages::kea_messages;
    ///
    /// kea_messages! {
    ///     /// A client connected.
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
    /// Returns the error of `out`, or of the `Display` of an argument. The
    /// output that was written before the error is kept.
    #[inline]
    pub fn write_to<W: fmt::Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        self.values.write_to(const { template_of::<I>() }, out)
    }
}

#[diagnostic::do_not_recommend]
impl<I: MessageId, V> SealedMessage for Event<I, V> {
    #[inline]
    fn answer(&self, asked: Asked<'_>) {
        asked.by(
            || I::DEFINITION,
            |visitor| (self.visit)(&self.values, const { &template_of::<I>() }, visitor),
        );
    }

    #[inline]
    fn hand_over(self, site: &'static Site, emission: &'static Emission) -> Option<Self> {
        (self.hand_over)(self.values, site, emission);
        None
    }
}

impl<I: MessageId, V> Message for Event<I, V> {}

#[diagnostic::do_not_recommend]
impl<I: MessageId, V> AnyMessage for Event<I, V> {
    type Kind = I;
}

impl<I: MessageId, V> fmt::Display for Event<I, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let template = const { &template_of::<I>() };
        match self.format_argument {
            // Without collecting the values, this takes as long as a `write!` with the same text.
            Some(format_argument) if template.is_plain(f) => {
                template.write_with(f, |f, index| format_argument(&self.values, index, f))
            }
            _ => fmt_visited(self.visit, &self.values, template, f),
        }
    }
}

/// Formats a message with values that are collected, like [`display`](crate::message::display),
/// which would depend on the ID. This does not, so that it exists once for all messages with the
/// same types of arguments.
#[inline(never)]
fn fmt_visited<V>(
    visit: Visit<V>,
    values: &V,
    template: &Template,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let mut result = Ok(());
    visit(values, template, &mut |occurrence| {
        result = fmt::Display::fmt(occurrence, f);
    });
    result
}

impl<I: MessageId, V> fmt::Debug for Event<I, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(self, f)
    }
}
