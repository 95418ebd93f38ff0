//! What the README shows is so.
#![forbid(unsafe_code)]

use kea_messages_catalog::{Catalogue, Source};

const README: &str = include_str!("../README.md");

/// The blocks of the README in this language.
fn blocks(language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    let blocks = README.split(&fence).skip(1);
    let block = |rest: &'static str| rest.split_once("```").expect("the block has an end").0;
    blocks.map(block).collect()
}

#[test]
fn the_error_is_that_of_the_example() {
    let complete = "emit!(ALLOC_ENGINE_V4_ALLOC_FAIL(client, 3));";
    let wrong = "emit!(ALLOC_ENGINE_V4_ALLOC_FAIL(client));";
    let example = blocks("rust")[0];
    assert!(example.contains(complete));
    assert_eq!(
        example.replace(complete, wrong),
        include_str!("ui/readme.rs")
    );
    let error = include_str!("ui/readme.stderr").replace("ui/readme.rs", "src/main.rs");
    assert_eq!(blocks("text")[0], error);
}

#[test]
fn the_catalogue_is_one_and_its_error_is_ours() {
    let toml = blocks("toml")
        .into_iter()
        .find(|block| block.contains("[catalogue]"));
    let toml = toml.expect("the README has a catalogue");
    let read = |text: &str| Catalogue::of_sources(vec![Source::new("messages.toml", text)]);
    let catalogue = read(toml);
    assert_eq!(catalogue.findings, []);
    let message = &catalogue.entries[0].message;
    assert!(message.severity.is_some() && message.action.is_some());
    assert!(message.since.is_some() && message.deprecation.is_some());
    let catalogue = read(&toml.replace("severity", "severty"));
    let finding = &catalogue.findings[0];
    let error = format!(
        "error: {}{}",
        finding.title,
        finding.render(&catalogue.sources)
    );
    let shown = blocks("text")[1];
    for line in error.lines() {
        assert!(shown.contains(line.trim()), "{line}\n{shown}");
    }
}

/// Whatever the macros take can be learned from the README.
#[test]
fn every_option_is_told() {
    for option in [
        "#[kea(prefix = ",
        "#[kea(logger = ",
        "#[kea(crate = ",
        "id = \"",
        "alert = \"",
        "limit = \"",
        "#[message(transparent)]",
        "#[message(skip)]",
        "#[message(debug)]",
        "#[secret]",
        "file = ",
        "files = [",
        ", by_module",
        "allow(",
        "lock = ",
        "logger = \"",
        "pub static CATALOGUE;",
        "env_logger::init();",
        "kea-messages = \"0.1\"",
    ] {
        assert!(README.contains(option), "{option}");
    }
}
