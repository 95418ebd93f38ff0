//! What the program says of a command line that cannot be meant so.

use crate::{folder, prints, run, with_catalogue, write};

#[test]
fn words_that_are_meant_otherwise() {
    let folder = with_catalogue("usage");
    write(&folder, "empty.rs", "fn main() {}\n");
    write(&folder, "notes.txt", "");
    write(&folder, "messages.lock", "");
    // The arguments, the exit code, and a part of what is said.
    let cases: [(&str, i32, &str); 13] = [
        (
            "check --manifest-path Cargo.toml --locked messages.lock",
            2,
            "tip: the file of `--locked` follows an equals sign: `--locked=FILE`",
        ),
        (
            "check --locked messages.lock",
            2,
            "help: `kea-messages check --locked=messages.lock` reads it",
        ),
        (
            "explain -c messages.toml nope",
            1,
            "there is no message NOPE\nnote: searched `messages.toml`",
        ),
        ("explain nope", 1, "note: searched `messages.toml`"),
        (
            "explain messages.toml",
            1,
            "help: to name a catalogue, use `-c messages.toml`",
        ),
        (
            "explain -c nowhere toy-login",
            2,
            "error: cannot find `nowhere`",
        ),
        (
            "explain -c mesages.tom toy-login",
            2,
            "a file `messages.toml` exists in that folder",
        ),
        (
            "manual notes.txt",
            2,
            "expected a folder, or a file that ends in `.toml`, `.mes`, `.json`, `.po` or `.rs`",
        ),
        (
            "convert --to mes -o none/x.mes messages.toml",
            2,
            "cannot write none/x.mes: No such file or directory (os error 2)",
        ),
        (
            "convert --to toml -o ./messages.toml messages.toml",
            2,
            "`./messages.toml` is one of the input files",
        ),
        ("lock empty.rs", 1, "error: no message was found"),
        ("manual empty.rs", 1, "error: no message was found"),
        ("lock --release-notes messages.lock .", 2, "is a lock file"),
    ];
    for (arguments, expected, part) in cases {
        let before = std::fs::read_to_string(folder.join("messages.toml")).expect("it is there");
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let (code, stdout, stderr) = run(&folder, &arguments);
        assert_eq!(
            (code, stdout.as_str()),
            (expected, ""),
            "{arguments:?}: {stderr}"
        );
        assert!(stderr.contains(part), "{arguments:?}: {stderr}");
        let after = std::fs::read_to_string(folder.join("messages.toml")).expect("it is there");
        assert_eq!(before, after);
    }
    // A catalogue without messages has no mistake, and can be one of many that are converted.
    prints(&folder, &["check", "empty.rs"]);
    prints(&folder, &["convert", "--to", "json", "empty.rs"]);
}

/// The lock file is beside the manifest, for the command that writes it and for the one
/// that reads it.
#[test]
fn the_lock_file_of_a_package() {
    let folder = folder("usage_lock");
    let manifest =
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n";
    write(&folder, "app/Cargo.toml", manifest);
    let call = "kea_messages!(/// It is up.\ninfo UP() = \"up\";);";
    write(&folder, "app/src/lib.rs", call);
    for manifest in ["app/Cargo.toml", "app"] {
        _ = std::fs::remove_file(folder.join("app/messages.lock"));
        prints(&folder, &["lock", "--manifest-path", manifest]);
        assert!(folder.join("app/messages.lock").is_file());
        assert!(!folder.join("messages.lock").exists());
        prints(&folder, &["check", "--manifest-path", manifest, "--locked"]);
    }
    prints(&folder.join("app"), &["check", "--locked"]);
}
