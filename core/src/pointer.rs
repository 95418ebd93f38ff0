//! Implements the message traits for pointers that own a message.
//!
//! Without the feature `alloc`, it only implements them for `&mut`, so that a program without an
//! allocator can be linked.

use crate::catalogue::{Catalogue, Catalogued};
use crate::emit::{Emit, Emittable};
use crate::kind::AnyMessage;
use crate::message::Message;
use crate::sealed::{Asked, SealedMessage};

macro_rules! pointers {
    ($($(#[$attribute:meta])* $pointer:ty;)*) => {$(
        $(#[$attribute])*
        #[diagnostic::do_not_recommend]
        impl<M: SealedMessage + ?Sized> SealedMessage for $pointer {
            #[inline]
            fn answer(&self, asked: Asked<'_>) {
                (**self).answer(asked);
            }
        }

        $(#[$attribute])*
        #[diagnostic::do_not_recommend]
        impl<M: Message + ?Sized> Message for $pointer {}

        $(#[$attribute])*
        #[diagnostic::do_not_recommend]
        impl<M: AnyMessage + ?Sized> AnyMessage for $pointer {
            type Kind = M::Kind;
        }

        $(#[$attribute])*
        #[diagnostic::do_not_recommend]
        impl<M: Emit + ?Sized> Emittable for $pointer {}

        $(#[$attribute])*
        #[diagnostic::do_not_recommend]
        impl<M: Catalogued + ?Sized> Catalogued for $pointer {
            const CATALOGUE: &'static Catalogue = M::CATALOGUE;
        }
    )*};
}

pointers! {
    &mut M;
    #[cfg(feature = "alloc")]
    alloc::boxed::Box<M>;
    #[cfg(feature = "alloc")]
    alloc::rc::Rc<M>;
    #[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
    alloc::sync::Arc<M>;
}
