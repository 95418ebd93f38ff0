//! Tests where Rust files name messages.

use super::Folder;
use kea_messages_catalog::formats::rust::Uses;

#[test]
fn what_names_a_message() {
    let folder = Folder::with(
        "uses",
        &[
            ("Cargo.toml", "[package]\nname = \"uses\"\n"),
            (
                "src/messages.rs",
                "use kea_messages::{kea_messages as define, KeaMessages as Messages};
                 define! { /// See [LINKED].
                     info DEFINED() = \"IN_TEXT\"; }
                 kea_messages::kea_messages!(info DEFINED_TOO() = \"a\";);
                 #[derive(Messages)] #[kea(prefix = \"E_\")] enum E {
                     #[message(info, \"a\")] Logged, #[message(info, \"b\")] Forgotten,
                     #[message(info, id = \"OWN\", \"c\")] r#Try,
                 }
                 #[derive(Messages)] #[message(info, \"d\")] struct ServerUp;
                 #[derive(Debug)] enum Plain { IN_ENUM }",
            ),
            (
                "src/main.rs",
                "fn main() {
                     emit!(LOGGED_TWICE(1));
                     kea::emit!(warn, messages::LOGGED_TWICE(2)); emit!(E::Logged);
                     if enabled!(ASKED) { f(PASSED(1)); }
                     log(&[ServerUp], E::r#Try); // COMMENTED
                     \"IN_STRING\"; lower_case;
                 }",
            ),
            ("src/upper.RS", "fn f() { IN_UPPER; }"),
            ("src/broken.rs", "IN_BROKEN ("),
            (
                "src/deep.rs",
                &format!("DEEP {}{}", "(".repeat(5000), ")".repeat(5000)),
            ),
            ("tests/x.rs", "fn f() { IN_TEST; }"),
            ("notes.md", "IN_NOTES"),
        ],
    );
    let uses = Uses::read(&folder.0).expect("it can be read");
    for (id, is_named) in [
        ("LOGGED_TWICE", true),
        ("ASKED", true),
        ("PASSED", true),
        ("E_LOGGED", true),
        ("OWN", true),
        ("SERVER_UP", true),
        ("IN_TEST", true),
        ("IN_UPPER", true),
        ("IN_ENUM", true),
        ("DEFINED", false),
        ("DEFINED_TOO", false),
        ("E_FORGOTTEN", false),
        ("LINKED", false),
        ("IN_TEXT", false),
        ("COMMENTED", false),
        ("IN_STRING", false),
        ("lower_case", false),
        ("IN_BROKEN", false),
        ("DEEP", false),
        ("IN_NOTES", false),
    ] {
        assert_eq!(uses.names(id), is_named, "{id}");
    }
    let main = folder.0.join("src/main.rs");
    let main = main.display();
    assert_eq!(
        uses.places("LOGGED_TWICE"),
        [format!("{main}:2"), format!("{main}:3")]
    );
    assert_eq!(uses.places("ASKED"), [""; 0]);
    assert_eq!(uses.places("PASSED"), [""; 0]);
}

#[test]
fn what_cannot_be_read() {
    let folder = Folder::new("uses_unreadable");
    folder.write("a.rs", b"// caf\xe9");
    for (path, expected) in [
        (folder.0.clone(), "a.rs`: "),
        (folder.0.join("none"), "none`: "),
        (folder.0.join("a.rs"), "a.rs`: "),
    ] {
        let finding = Uses::read(&path).expect_err("it cannot be read");
        assert!(finding.title.contains(expected), "{}", finding.title);
    }
}
