//! Transparent variants that do not contain a message, or whose ID is already used.

use kea_messages::{Catalogued, KeaMessages, Message, emit, enabled, kea_messages};

kea_messages! {
    /// A message with an ID and no type of its own.
    pub info STARTED() = "started";
}

#[derive(Debug, KeaMessages)]
enum Number {
    #[message(transparent)]
    A(u8),
}

#[derive(Debug, KeaMessages)]
enum Borrowed<'a> {
    #[message(warn, "%1: failed")]
    A(u32),
    #[message(transparent)]
    B { name: &'a str },
}

#[derive(Debug, KeaMessages)]
#[message(transparent)]
struct Wrapper(std::io::Error);

#[derive(Debug, KeaMessages)]
enum Boxed {
    #[message(transparent)]
    A(Box<dyn std::error::Error>),
}

#[derive(KeaMessages)]
enum Optional {
    #[message(transparent)]
    A(Option<Inner>),
}

// This is a macro, because `kea-messages` would otherwise find the ID twice in this file.
macro_rules! inner {
    () => {
        #[derive(Debug, kea_messages::KeaMessages)]
        #[message(error, "inner")]
        pub struct Inner;
    };
}

mod inner {
    inner!();
}
use inner::Inner;

#[derive(Debug, KeaMessages)]
enum Outer {
    #[message(warn, id = "INNER", "own")]
    Own,
    #[message(transparent)]
    Wrapped(Inner),
}

impl std::error::Error for Number {}
impl std::error::Error for Borrowed<'_> {}

fn main() {
    emit!(Number::A(1));
    let number = Number::A(2);
    emit!(number);
    println!("{number} {}", number.definition().id());
    let name = String::new();
    emit!(Borrowed::B { name: &name });
    emit!(Wrapper(std::io::Error::other("a")));
    if enabled!(Boxed) {
        emit!(Boxed::A("a".into()));
    }
    emit!(Optional::A(None));
    emit!(Outer::Own);
    println!("{:?}", Number::CATALOGUE);
    let message: &dyn Message = &number;
    emit!(message);
    emit!(STARTED());
}
