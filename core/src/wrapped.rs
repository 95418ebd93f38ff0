//! The properties of the field of a transparent variant.
//!
//! If a field is not a message, there is one error, at the field, and everything else that the
//! derive generates for its type still exists. So all the generated code that needs the field's
//! message, except in one place, uses [`Wrapped`], which works for every type.

use crate::catalogue::{Catalogue, Catalogued, catalogue_of_rows};
use crate::emission::Outlines;
use crate::fits::{Fits, SeveralFit};
use crate::gate::{Gate, Known, Said, unknown};
use crate::kind::{AnyMessage, Kind};
use crate::sealed::Asked;
use core::marker::PhantomData;
use kea_messages_base::__private::Outline;
use kea_messages_base::severity::Severity;

/// The properties of a field of the type `T`.
///
/// Its inherent constants and functions take precedence over those of [`NotAMessage`],
/// which provides the same for all types.
pub struct Wrapped<T>(PhantomData<T>);

impl<T: Catalogued> Wrapped<T> {
    /// The definitions of the messages that the field can be.
    pub const CATALOGUE: &'static Catalogue = T::CATALOGUE;

    /// What is known about the severity of the field.
    pub const SEVERITY: Known = Known::of::<<<T as AnyMessage>::Kind as Kind>::Gate>();

    /// Passes on the outlines of these messages.
    pub const OUTLINES: Outlines = <<T as AnyMessage>::Kind as Kind>::outlines;

    /// Answers a question about the message in the field.
    pub fn answer(field: &T, asked: Asked<'_>) {
        field.answer(asked);
    }
}

/// Provides the same items as a message for a field that is not one.
pub trait NotAMessage {
    /// The type of the field.
    type Field;

    /// No definitions.
    const CATALOGUE: &'static Catalogue = &catalogue_of_rows(&[], "");

    /// Nothing is known about the severity.
    const SEVERITY: Known = Known::of::<unknown>();

    /// Passes on no outlines.
    const OUTLINES: Outlines = no_outlines;

    /// Does nothing, because such a program does not compile.
    fn answer(_: &Self::Field, _: Asked<'_>) {}
}

impl<T> NotAMessage for Wrapped<T> {
    type Field = T;
}

/// The kind of a type that wraps a message of the kind `K`. This kind is `K` itself, and is only
/// known if `K` is known.
pub trait Around<K: ?Sized> {
    /// `K`.
    type Kind: ?Sized;
}

impl<W: ?Sized, K: ?Sized> Around<K> for W {
    type Kind = K;
}

fn no_outlines(_: &mut dyn FnMut(Outline)) {}

/// The message is one of the messages of the kind `K`, some of which come from fields. `K` has
/// their severities as values, because a field that is not a message has no gate.
#[allow(non_camel_case_types)]
pub struct several<K: ?Sized>(PhantomData<K>);

impl<K: Kind + ?Sized> Gate for several<K> {
    const MOST_SEVERE: Severity = most_severe(K::SEVERITIES);
    const SEVERITY: Option<Severity> = match K::SEVERITIES {
        [only] => only.severity,
        _ => None,
    };
}

const fn most_severe(known: &[Known]) -> Severity {
    let [first, rest @ ..] = known else {
        return Severity::Fatal;
    };
    let mut highest = first.most_severe;
    let mut index = 0;
    while index < rest.len() {
        if rest[index].most_severe.is_at_least(highest) {
            highest = rest[index].most_severe;
        }
        index += 1;
    }
    highest
}

impl<S: Said, K: ?Sized> Fits<several<K>> for S where several<K>: SeveralFit<S> {}

/// Checks that no definition is in both the catalogue of an enum's own messages and the catalogue
/// of a type in one of its variants.
///
/// # Panics
///
/// Panics if there is such a definition, which is a compile error of the variant.
#[track_caller]
pub const fn check_apart(own: &Catalogue, wrapped: &Catalogue) {
    assert!(
        !own.shares(wrapped),
        "another variant of the enum has the ID of one of these messages"
    );
}
