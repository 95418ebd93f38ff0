//! The messages that the crates log themselves are those that the program knows.
#![forbid(unsafe_code)]

use kea_messages::local_texts;
use kea_messages_catalog::{Message, built_in};
use kea_messages_subscriber::messages;

fn sorted(mut messages: Vec<Message>) -> Vec<Message> {
    messages.sort_by(|a, b| a.id.cmp(&b.id));
    messages
}

/// `catalog/src/built_in.toml` has what `kea-messages convert --to toml` prints for the files that
/// it names.
#[test]
fn built_in_messages_are_those_of_the_crates() {
    let compiled = messages::MESSAGES
        .iter()
        .chain(local_texts::MESSAGES.iter());
    let compiled = sorted(compiled.map(Message::from).collect());
    let known = sorted(built_in([]));
    for (known, compiled) in known.iter().zip(&compiled) {
        assert_eq!(known, compiled);
    }
    assert_eq!(known.len(), compiled.len());
    assert!(known.len() > 15);
    assert_eq!(built_in(&compiled), []);
}
