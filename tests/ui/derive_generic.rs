//! Generic types of messages, for arguments that cannot be printed.

use kea_messages::{KeaMessages, emit};
use std::fmt::Debug;

#[derive(Debug, KeaMessages)]
enum Failure<T, U: Debug> {
    #[message(info, "%1")]
    Shown(T),
    #[message(warn, "%1")]
    Debugged {
        #[message(debug)]
        value: U,
    },
}

#[derive(KeaMessages)]
#[message(info, "%1")]
struct One<T>(T);

#[derive(KeaMessages)]
#[message(info, "%1")]
struct Bounded<T: std::fmt::Display>(T);

#[derive(KeaMessages)]
enum Wrapper<T> {
    #[message(transparent)]
    Wrapped(T),
}

#[derive(Debug)]
struct Opaque;

struct NoDebug;

fn main() {
    emit!(Failure::<Opaque, u8>::Shown(Opaque));
    emit!(One(Opaque));
    let one = One(NoDebug);
    emit!(one);
    emit!(&one);
    println!("{}", One(Opaque));
    // If the field is in the call, rustc reports the field and the message separately.
    emit!(Wrapper::Wrapped(Opaque));
    let wrapper = Wrapper::Wrapped(Opaque);
    emit!(wrapper);
}
