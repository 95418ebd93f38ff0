//! Lines that are decoded into JSON.

use crate::race::Contestant;
use kea_messages_catalog::{Argument, Message};
use kea_messages_decode::Decoder;
use std::hint::black_box;

/// A line as Kea writes it.
const KEA: &str = "2018-12-20 10:15:02.123 WARN  [kea-dhcp4.alloc-engine/4711] \
                   ALLOC_FAIL hwaddr=08:00:2b:02:3f:4e: failed to allocate an IPv4 address \
                   after 3 attempt(s)";

/// The same message, as the subscriber's layout `json` writes it.
const JSON: &str = r#"{"time":"2018-12-20T10:15:02.123Z","severity":"warn","message_id":"ALLOC_FAIL","logger":"kea-dhcp4.alloc-engine","pid":4711,"message":"hwaddr=08:00:2b:02:3f:4e: failed to allocate an IPv4 address after 3 attempt(s)","arguments":{"client":"hwaddr=08:00:2b:02:3f:4e","attempts":3}}"#;

/// A line that has two readings, because the text of the message is in it twice.
const AMBIGUOUS: &str = "2018-12-20 10:15:02.123 WARN  [kea-dhcp4.alloc-engine/4711] \
                         ALLOC_FAIL a: failed to allocate an IPv4 address after \
                         b: failed to allocate an IPv4 address after 3 attempt(s)";

/// Returns the decoding of a line of Kea, of a line in JSON, and of an ambiguous line.
#[must_use]
pub fn lines() -> [Contestant<'static>; 3] {
    [
        contestant("a line of Kea", KEA, "decoded"),
        contestant("a line in JSON", JSON, "decoded"),
        contestant("an ambiguous line", AMBIGUOUS, "ambiguous"),
    ]
}

/// Creates a contestant that decodes the line into the same buffer again and again.
///
/// # Panics
///
/// Panics if the line does not have the expected status.
fn contestant(
    name: &'static str,
    line: &'static str,
    expected_status: &str,
) -> Contestant<'static> {
    let mut message = Message::new(
        "ALLOC_FAIL",
        "%1: failed to allocate an IPv4 address after %2 attempt(s)",
    );
    message.arguments = Some(["client", "attempts"].map(Argument::named).into());
    let decoder = Decoder::new([&message]);
    let mut json = Vec::new();
    decode(&decoder, line, &mut json);
    let written = String::from_utf8_lossy(&json);
    assert!(
        written.contains(&format!(r#""status":"{expected_status}""#)),
        "{name}: {written}"
    );
    Contestant::new(name, move || {
        decode(&decoder, black_box(line), &mut json);
        black_box(&json);
    })
}

/// Decodes a line as the program does.
fn decode(decoder: &Decoder, line: &str, json: &mut Vec<u8>) {
    json.clear();
    let written = match decoder.decode_plain(line) {
        Some(plain) => plain.append_json(json),
        None => decoder.decode(line).append_json(line, json),
    };
    written.expect("a decoded line can be written as JSON");
}
