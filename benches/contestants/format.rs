//! Texts with two arguments that are written into a `String`. The work includes calling the ID,
//! which creates the message.

use crate::race::Contestant;
use kea_messages::{Message, kea_messages};
use std::fmt::{self, Write};
use std::hint::black_box;

/// The capacity of the buffer, which is larger than the text.
const CAPACITY: usize = 256;

const CLIENT: &str = "hwaddr=08:00:2b:02:3f:4e";

kea_messages! {
    /// No address; its arguments have types.
    warn TYPED(client: &str, attempts: u32)
        = "%1: failed to allocate an IPv4 address after %2 attempt(s)";
    /// No address; its arguments have no types.
    warn UNTYPED(client, attempts)
        = "%1: failed to allocate an IPv4 address after %2 attempt(s)";
}

/// Returns `write!`, and the ways in which a message is written, for a text with this number.
#[must_use]
pub fn texts(attempts: u32) -> [Contestant<'static>; 6] {
    [
        contestant("write!", attempts, |out, client, attempts| {
            write!(
                out,
                "{client}: failed to allocate an IPv4 address after {attempts} attempt(s)"
            )
        }),
        contestant("typed, write_to", attempts, |out, client, attempts| {
            TYPED(client, attempts).write_to(out)
        }),
        contestant("untyped, write_to", attempts, |out, client, attempts| {
            UNTYPED(client, attempts).write_to(out)
        }),
        contestant("typed, Display", attempts, |out, client, attempts| {
            write!(out, "{}", TYPED(client, attempts))
        }),
        contestant("untyped, Display", attempts, |out, client, attempts| {
            write!(out, "{}", UNTYPED(client, attempts))
        }),
        contestant("typed, visit", attempts, |out, client, attempts| {
            visit(&TYPED(client, attempts), out)
        }),
    ]
}

/// Creates a contestant that writes the text into the same buffer again and again.
///
/// # Panics
///
/// Panics if the text is not the expected one.
fn contestant(
    name: &'static str,
    attempts: u32,
    write: impl Fn(&mut String, &str, u32) -> fmt::Result + 'static,
) -> Contestant<'static> {
    let mut buffer = String::with_capacity(CAPACITY);
    let expected =
        format!("{CLIENT}: failed to allocate an IPv4 address after {attempts} attempt(s)");
    assert!(expected.len() <= CAPACITY);
    assert_eq!(write(&mut buffer, CLIENT, attempts), Ok(()), "{name}");
    assert_eq!(buffer, expected, "{name}");
    // The black box gets the address of the arguments, and not the arguments themselves. Otherwise
    // they would be stored again each time, and a contestant that reads both halves of a string at
    // once would wait until both stores are complete.
    let arguments = (CLIENT, attempts);
    Contestant::new(name, move || {
        buffer.clear();
        let (client, attempts) = *black_box(&arguments);
        let result = write(&mut buffer, client, attempts);
        _ = black_box(result);
        black_box(&buffer);
    })
}

/// Writes the text of a message like a sink that receives the message. A sink does not know its
/// type, and the compiler must not find it out either.
#[inline(never)]
fn visit(message: &dyn Message, out: &mut String) -> fmt::Result {
    let mut result = Ok(());
    message.visit(&mut |occurrence| result = occurrence.write_to(out));
    result
}
