//! Tests that a program only contains the descriptions of its messages if it uses them.
#![forbid(unsafe_code)]

use kea_messages_tests::Scratch;
use std::path::Path;

const PROGRAM: &str = r#"
use kea_messages::{KeaMessages, MessageId, emit, kea_messages};

kea_messages! {
    /// Nobody needs this sentence of the message.
    warn LOGGED(client) = "logged %1";
}

#[derive(KeaMessages)]
enum Derived {
    /// Nobody needs this sentence of the variant.
    #[message(warn, "derived %1")]
    Logged(u32),
}

fn main() {
    emit!(LOGGED(std::env::args().count()));
    emit!(Derived::Logged(3));
    if ASKS {
        println!("{}", LOGGED::DEFINITION.description());
    }
}

const ASKS: bool = "#;

/// Returns the release build of a program that logs, and optionally uses a description.
fn build(asks: bool) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("descriptions");
    let scratch = Scratch::new(folder, &["log"]);
    scratch.write("src/main.rs", format!("{PROGRAM}{asks};\n"));
    scratch.build_release()
}

fn contains(program: &[u8], text: &str) -> bool {
    program
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[test]
fn descriptions_are_carried_on_demand() {
    let silent = build(false);
    assert!(contains(&silent, "logged "), "the text is in the program");
    assert!(contains(&silent, "derived "), "the text is in the program");
    assert!(!contains(&silent, "Nobody needs this sentence"));
    let asking = build(true);
    assert!(contains(
        &asking,
        "Nobody needs this sentence of the message"
    ));
    assert!(!contains(
        &asking,
        "Nobody needs this sentence of the variant"
    ));
}
