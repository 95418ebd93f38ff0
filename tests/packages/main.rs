//! Tests a package with messages in all possible places. The messages that are read from its source
//! have to be the same as the compiled ones.
#![forbid(unsafe_code)]

use kea_messages_catalog::formats::rust::Packages;
use kea_messages_catalog::{Catalogue, Message};
use kea_messages_tests::{Scratch, workspace};
use std::collections::BTreeMap;
use std::path::Path;

/// The source files of the package.
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/packages/sample");

/// Messages whose condition is false, and which are not compiled.
const NOT_COMPILED: [(&str, &str); 6] = [
    ("CONDITION_CALL", "feature = \"never\""),
    ("CONDITION_FAILS", "feature = \"never\""),
    ("CONDITION_FUNCTION", "feature = \"never\""),
    ("CONDITION_NEVER", "feature = \"never\""),
    ("NO_TLS", "not(feature = \"tls\")"),
    ("OS_OTHER", "any()"),
];

/// A message with two definitions. The reader of the source uses the first one, and the compiler
/// the second one.
const OTHER_CONDITION: [&str; 1] = ["CONDITION_CHOSEN"];

/// Messages whose condition is true.
const COMPILED: [(&str, &str); 8] = [
    ("CONDITION_DERIVE", "feature = \"tls\""),
    (
        "CONDITION_EITHER",
        "all(feature = \"tls\", not(feature = \"never\"))",
    ),
    ("CONDITION_HOLDS", "feature = \"tls\""),
    ("CONDITION_SELECTED", "feature = \"tls\""),
    ("CONDITION_SOMETIMES", "feature = \"tls\""),
    ("OS_NAME", "all()"),
    ("TLS", "feature = \"tls\""),
    ("TLS_UNIX", "all(feature = \"tls\", unix)"),
];

/// Writes the package, and another member of its workspace.
fn sample() -> Scratch {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages");
    let scratch = Scratch::new(folder, &[]);
    copy(Path::new(SAMPLE), "", &scratch);
    let path = |folder: &str| format!("{:?}", workspace().join(folder).display().to_string());
    let (runtime, catalog) = (path("runtime"), path("catalog"));
    scratch.write(
        "Cargo.toml",
        format!(
            "[package]\nname = \"sample\"\nversion = \"0.3.0\"\nedition = \"2024\"\n\
             [features]\ndefault = [\"tls\"]\ntls = []\nnever = []\n\
             [dependencies]\n\
             kea = {{ package = \"kea-messages\", path = {runtime}, features = [\"files\"] }}\n\
             kea-messages-catalog = {{ path = {catalog}, default-features = false, features = [\"compiled\", \"types\"] }}\n\
             neighbour = {{ path = \"neighbour\" }}\n\
             [workspace]\nmembers = [\"neighbour\"]\n"
        ),
    );
    scratch.write(
        "neighbour/Cargo.toml",
        format!(
            "[package]\nname = \"neighbour\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
             [dependencies]\nkea-messages = {{ path = {runtime} }}\n"
        ),
    );
    scratch
}

/// Copies the files in a folder and in its subfolders.
fn copy(from: &Path, to: &str, scratch: &Scratch) {
    for entry in std::fs::read_dir(from)
        .expect("the folder is there")
        .flatten()
    {
        let name = format!("{to}{}", entry.file_name().display());
        if entry.path().is_dir() {
            copy(&entry.path(), &format!("{name}/"), scratch);
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).expect("the file can be read");
        let text = match name.as_str() {
            "src/crlf.rs" => text.replace('\n', "\r\n"),
            _ => text,
        };
        scratch.write(&name, text);
    }
}

/// Returns the messages by ID, without conditions and with names for their arguments, as in the
/// compiled catalogue.
fn by_id(catalogue: &Catalogue) -> BTreeMap<String, String> {
    let messages = catalogue.messages().map(|message| {
        let mut message = message.clone();
        message.arguments = Some(message.named_arguments());
        message.cfg = None;
        (message.id.clone(), format!("{message:?}"))
    });
    messages.collect()
}

/// Returns the IDs and conditions of the messages with a condition.
fn conditions(catalogue: &Catalogue) -> Vec<(&str, &str)> {
    let with_condition = |message: &Message| message.cfg.is_some();
    let messages = catalogue
        .messages()
        .filter(|message| with_condition(message));
    let conditions = messages.map(|message| {
        let condition = message.cfg.as_deref().unwrap_or_default();
        (message.id.as_str(), condition)
    });
    conditions.collect()
}

#[test]
fn what_is_read_is_what_was_compiled() {
    let scratch = sample();
    let printed = scratch.run();
    let id = |line: &str| {
        let id = line.split('"').nth(1).expect("a message has an ID");
        id.to_owned()
    };
    let mut compiled: BTreeMap<String, String> = printed
        .lines()
        .map(|line| (id(line), line.to_owned()))
        .collect();

    let catalogue = Packages::of(scratch.folder()).read();
    assert_eq!(catalogue.findings, []);
    let mut read = by_id(&catalogue);
    assert_eq!(
        read.len(),
        catalogue.entries.len(),
        "each message is there once"
    );

    // The source has more messages, which cannot be compiled.
    assert!(read.remove("TOML_REMOVED").is_some());
    for (id, _) in NOT_COMPILED {
        assert!(read.remove(id).is_some(), "{id}");
    }
    for id in OTHER_CONDITION {
        assert_ne!(read.remove(id), compiled.remove(id), "{id}");
    }
    for (id, message) in &compiled {
        assert_eq!(read.get(id), Some(message), "{id}");
    }
    let more = read.keys().filter(|id| !compiled.contains_key(*id));
    assert_eq!(more.collect::<Vec<_>>(), [""; 0]);
    assert!(read.len() > 50, "{}", read.len());

    let mut found = conditions(&catalogue);
    found.sort_unstable();
    let mut expected = [&NOT_COMPILED[..], &COMPILED].concat();
    expected.push(("CONDITION_CHOSEN", "feature = \"never\""));
    expected.sort_unstable();
    assert_eq!(found, expected);
    assert!(catalogue.get("MADE_BY_A_MACRO").is_none());
}
