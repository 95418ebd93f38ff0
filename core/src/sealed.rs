//! The hidden supertrait of `Message`, which only the macros can implement.

use crate::definition::Definition;
use crate::emission::Emission;
use crate::message_id::{InTable, MessageId, template_of};
use crate::occurrence::{Occurrence, occurrence};
use crate::site::Site;
use crate::template::Template;
use crate::value::Value;

/// The hidden supertrait of [`Message`](crate::message::Message), which provides everything about a
/// message. It allows `Message` to get more methods without breaking users. The macros only
/// generate one implementation with one function, because each of them costs compile time.
#[diagnostic::on_unimplemented(
    message = "`Message` cannot be implemented by hand",
    label = "`{Self}` does not derive `KeaMessages`",
    note = "derive `KeaMessages` for `{Self}`, or define the message with `kea_messages!`"
)]
pub trait SealedMessage {
    /// Answers a question about the message.
    #[doc(hidden)]
    fn answer(&self, asked: Asked<'_>);

    /// Logs the message, if it is one whose ID was called. Otherwise, it is returned, and has to be
    /// logged as the answer to a question.
    #[doc(hidden)]
    #[inline]
    fn hand_over(self, site: &'static Site, emission: &'static Emission) -> Option<Self>
    where
        Self: Sized,
    {
        _ = (site, emission);
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl<M: SealedMessage + ?Sized> SealedMessage for &M {
    #[inline]
    fn answer(&self, asked: Asked<'_>) {
        (**self).answer(asked);
    }
}

/// A question about a message.
pub struct Asked<'a>(Question<'a>);

enum Question<'a> {
    Definition(&'a mut Option<Definition>),
    Occurrence(&'a mut dyn FnMut(&Occurrence<'_>)),
}

impl<'a> Asked<'a> {
    /// Creates the question for the definition.
    #[inline]
    pub(crate) const fn definition(answer: &'a mut Option<Definition>) -> Self {
        Self(Question::Definition(answer))
    }

    /// Creates the question for the message and its values.
    #[inline]
    pub(crate) fn visit(visitor: &'a mut dyn FnMut(&Occurrence<'_>)) -> Self {
        Self(Question::Occurrence(visitor))
    }

    /// Answers for the message with the ID `I` and these values.
    ///
    /// This is generic, so that rustc only evaluates the definition if a program uses it.
    /// Evaluating it took most of the time for checking a message.
    #[inline]
    pub fn of_id<I: MessageId>(self, values: &[Value<'_>]) {
        match self.0 {
            Question::Definition(answer) => *answer = Some(<I::Row as InTable>::STATED),
            Question::Occurrence(visitor) => {
                visitor(&occurrence(const { &template_of::<I>() }, values));
            }
        }
    }

    /// Answers the question for a message of a type that derives `KeaMessages`.
    #[inline]
    pub fn of(self, definition: Definition, template: Template, values: &[Value<'_>]) {
        match self.0 {
            Question::Definition(answer) => *answer = Some(definition),
            Question::Occurrence(visitor) => visitor(&occurrence(&template, values)),
        }
    }

    /// Answers the question for a message that stores its arguments in another form.
    #[inline]
    pub(crate) fn by(
        self,
        definition: impl FnOnce() -> Definition,
        visit: impl FnOnce(&mut dyn FnMut(&Occurrence<'_>)),
    ) {
        match self.0 {
            Question::Definition(answer) => *answer = Some(definition()),
            Question::Occurrence(visitor) => visit(visitor),
        }
    }
}
