//! Messages in function bodies.

use kea::{Catalogue, kea_messages};

pub fn catalogue() -> &'static Catalogue {
    kea_messages! {
        static CATALOGUE;
        /// In a body.
        info BODY(client) = "%1: body";
    }
    &CATALOGUE
}

pub struct Deep;

impl Deep {
    pub const fn catalogue() -> &'static Catalogue {
        const {
            kea_messages!(
                static CATALOGUE;
                /// In a block in a method.
                info BODY_DEEP(client) = "%1: deep";
            );
            &CATALOGUE
        }
    }
}

macro_rules! as_it_is {
    ($($tokens:tt)*) => { $($tokens)* };
}

macro_rules! made {
    ($id:ident, $text:literal) => {
        kea::kea_messages! {
            /// It is made by a macro, and so the source does not have it.
            info $id() = $text;
        }
    };
}

made!(MADE_BY_A_MACRO, "made");

pub fn in_arguments() -> &'static Catalogue {
    as_it_is! {
        kea_messages![
            static CATALOGUE;
            /// In the arguments of another macro.
            info BODY_ARGUMENT(client) = "%1: argument";
        ];
    }
    // kea_messages! { info COMMENTED() = "in a comment"; }
    let _text = "kea_messages! { info QUOTED() = \"in a string\"; }";
    &CATALOGUE
}
