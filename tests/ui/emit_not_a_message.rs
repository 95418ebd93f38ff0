//! Things that are not messages: an ID without parentheses, a text, a value, and a value that
//! only contains a message.

use kea_messages::{Emit, KeaMessages, Message, emit, kea_messages};
use std::error::Error;
use std::fmt::Display;

kea_messages! {
    /// The server is up.
    pub info STARTED(port: u16) = "server started on port %1";
    /// The server is down.
    pub info STOPPED() = "server stopped";
}

#[derive(KeaMessages)]
enum Refusal {
    /// The client asked too often.
    #[message(warn, "too often")]
    TooOften,
}

struct Server {
    error: String,
    errors: Vec<String>,
    refusal: Option<Refusal>,
}

impl Server {
    fn describe(&self) -> String {
        self.error.clone()
    }

    fn run(&self, result: Result<(), Refusal>) {
        // Fields, elements and methods.
        emit!(self.error);
        emit!(&self.error);
        emit!(self.errors[0]);
        emit!(self.describe());
        emit!(self.describe().len());
        emit!(self.refusal);
        emit!(self.refusal.as_ref());
        emit!(result);
        emit!(result.unwrap_err().to_string());
        emit!(Self::describe(self));
        emit!(self);
    }
}

struct Closed {
    code: u8,
}

fn is_message(_: &impl Message) {}

fn message(message: &impl Message) {
    emit!(message);
}

fn moved<M: Message>(message: M) {
    emit!(message);
}

fn error<E: Error>(error: E) {
    emit!(error);
}

fn text(text: &dyn Display) {
    emit!(text);
}

fn severity(message: &impl Emit) {
    emit!(warn, message);
}

fn boxed(error: Box<dyn Error>) {
    emit!(error);
    emit!(*error);
}

fn main() {
    let port = 67;
    emit!(STARTED);
    emit!(STOPPED);
    emit!(crate::STOPPED);
    emit!(port);
    emit!(&port);
    emit!(&&port);
    emit!(*&port);
    emit!(port as u32);
    emit!(port + 1);
    emit!(Vec::<u8>::new());
    emit!(u8::MAX);
    emit!(Closed { code: 3 });
    emit!(67u16);
    emit!((STOPPED(), STOPPED()));
    emit!([STOPPED()]);
    emit!(Some(STOPPED()));
    emit!(Ok::<_, ()>(STOPPED()));
    emit!(format!("started on {port}"));
    emit!(String::from("started"));
    emit!(Box::new("started"));
    emit!(STOPPED().to_string());
    emit!(|| STOPPED());
    emit!({ port });
    emit!(if port == 1 { "one" } else { "another" });
    emit!(is_message(&STOPPED()));
    emit!(warn, port);
    emit!(Refusal);
    emit!("server started");
    emit!("server started on port {}", port);
    emit!();
}
