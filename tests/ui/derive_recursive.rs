//! A transparent variant that contains its own type.

use kea_messages::{Catalogued, KeaMessages, emit};

#[derive(Debug, KeaMessages)]
enum Itself {
    #[message(warn, "own")]
    Own,
    #[message(transparent)]
    Nested(Box<Self>),
}

#[derive(Debug, KeaMessages)]
enum ByName<T: Catalogued> {
    #[message(transparent)]
    Other(T),
    #[message(transparent)]
    Nested { cause: std::sync::Arc<Box<ByName<T>>> },
}

fn main() {
    emit!(Itself::Own);
    emit!(ByName::Other(Itself::Own));
}
