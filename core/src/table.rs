//! The definitions of one call of `kea_messages!`, and IDs as rows of that table.

use crate::definition::{Definition, Row};
use crate::gate::Gate;
use crate::message_id::{InTable, SealedId};
use crate::template::Template;
use core::convert::Infallible;
use core::marker::PhantomData;
use kea_messages_base::__private::{Outline, Segment};
use kea_messages_base::text::MAX_PLACEHOLDERS;

/// The definitions of one call of `kea_messages!`, packed, in the order of
/// their IDs.
///
/// There is one constant for all of them, because each constant costs time to compile.
pub trait Table {
    /// The definitions.
    const ROWS: &'static [Row];

    /// The logger of the messages, if the call names one.
    const LOGGER: Option<&'static str> = None;
}

/// The ID in the row `ROW` of the table `T`, for a message with the gate `G`.
/// The type with the name of an ID is an alias of this type.
///
/// This is an enum, so that it cannot be created as a struct: `ID { argument: 3 }` then causes one
/// error for a message whose calls do not name the arguments, instead of one for each argument.
pub enum Id<T, const ROW: usize, G> {
    /// This type has no values.
    Never(Infallible, PhantomData<(T, G)>),
}

#[diagnostic::do_not_recommend]
impl<T: Table, const ROW: usize, G: Gate> SealedId for Id<T, ROW, G> {
    type Row = Self;
}

#[diagnostic::do_not_recommend]
impl<T: Table, const ROW: usize, G: Gate> InTable for Id<T, ROW, G> {
    type Gate = G;

    const STATED: Definition = Definition::new(T::ROWS[ROW]);

    const TEMPLATE: Template = template::<T, ROW>();

    const LOGGER: Option<&'static str> = T::LOGGER;
}

/// Returns the template of the definition in a row of a table.
const fn template<T: Table, const ROW: usize>() -> Template {
    let outline = Outline::new(T::ROWS[ROW][0]);
    // The length of an array cannot depend on the row, so there are three lengths. The program only
    // contains the array that is used.
    let segments: &'static [Segment] = match outline.count_segments() {
        0..=4 => &Cut::<T, ROW, 4>::SEGMENTS,
        5..=16 => &Cut::<T, ROW, 16>::SEGMENTS,
        _ => &Cut::<T, ROW, { MAX_PLACEHOLDERS + 1 }>::SEGMENTS,
    };
    Template::new(outline, segments.split_at(outline.count_segments()).0)
}

/// The first `N` segments of the text in a row of a table.
struct Cut<T, const ROW: usize, const N: usize>(PhantomData<T>);

impl<T: Table, const ROW: usize, const N: usize> Cut<T, ROW, N> {
    const SEGMENTS: [Segment; N] = Outline::new(T::ROWS[ROW][0]).segments();
}
