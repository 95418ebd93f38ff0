//! Tests that readers do not fail for randomly changed files.

use super::read;
use kea_messages_catalog::formats::Format;
use kea_messages_catalog::{Fault, Lock, Source};
use proptest::prelude::*;

const TOML: &str = include_str!("../../../messages.toml");

const MES: &str = "# Messages\n$NAMESPACE isc::dhcp\n\n\
    % ALLOC_ENGINE_V4_ALLOC_FAIL %1: failed to allocate an IPv4 address after %2 attempt(s)\n\
    This warning message is issued when no address is left.\n\
    \n\
    Logged at debug log level 40.\n\
    $PREFIX ALLOC_\n\
    % UP it is \\\"up\\\"\\n at 100% of %1\n\
    and this is wrapped, see <http://example.com/a_b>.\n";

/// A change: its position, the number of bytes that are removed, and the text that is inserted.
fn change() -> impl Strategy<Value = (prop::sample::Index, usize, String)> {
    let inserted = prop_oneof![
        "[\\[\\]{}='\"#,.$%\\\\\n\t 0-9A-Za-zé]{0,6}",
        Just("[A]\n".to_owned()),
        Just("'''".to_owned()),
        Just("\r\n".to_owned()),
        Just("\u{feff}".to_owned()),
        Just("%99999999999999999999".to_owned()),
        Just("$PREFIX ".to_owned()),
    ];
    (any::<prop::sample::Index>(), 0..12usize, inserted)
}

fn mutate(text: &str, changes: Vec<(prop::sample::Index, usize, String)>) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for (at, gone, come) in changes {
        let start = at.index(letters.len() + 1);
        let end = letters.len().min(start + gone);
        letters.splice(start..end, come.chars());
    }
    letters.into_iter().collect()
}

fn read_and_draw(name: &str, text: &str) {
    let catalogue = read(name, text);
    for finding in &catalogue.findings {
        assert!(!finding.title.is_empty());
        _ = finding.render(&catalogue.sources);
    }
    for entry in &catalogue.entries {
        let faults = entry.message.faults();
        assert!(faults.iter().all(Fault::is_gap), "{faults:?}");
    }
}

fn read_lock_and_draw(text: &str) {
    let source = Source::new("m.lock", text);
    match Lock::read(&source) {
        Ok(lock) => {
            let written = lock.to_string();
            let again = Lock::read(&Source::new("m.lock", &written)).unwrap();
            assert_eq!(again.to_string(), written);
        }
        Err(findings) => {
            for finding in findings {
                _ = finding.render(std::slice::from_ref(&source));
            }
        }
    }
}

/// Returns a file of each format, without mistakes.
fn files() -> [(&'static str, String); 5] {
    let catalogue = read("m.toml", TOML);
    let lock = Lock::of(catalogue.messages()).to_string();
    [
        ("m.toml", TOML.to_owned()),
        ("m.mes", MES.to_owned()),
        ("m.json", Format::Json.write(&catalogue).text),
        (
            "m.po",
            Format::Po
                .write(&catalogue)
                .text
                .replace("msgstr \"\"\n\n", "msgstr \"x\"\n\n"),
        ),
        ("m.lock", lock),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_file_gives_a_catalogue_or_errors(
        changes in prop::collection::vec(change(), 1..20),
    ) {
        for (name, text) in files() {
            let text = mutate(&text, changes.clone());
            if name == "m.lock" {
                read_lock_and_draw(&text);
            } else {
                read_and_draw(name, &text);
            }
        }
    }

    #[test]
    fn so_does_anything(text in any::<String>()) {
        for (name, _) in files() {
            read_and_draw(name, &text);
        }
        read_lock_and_draw(&text);
    }
}
