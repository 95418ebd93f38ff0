//! Tests the errors for wrong command lines.

use crate::check::checks;
use crate::{folder, prints, run, with_catalogue, write};
use std::path::Path;

/// Asserts the exit code and a part of the error of each command line, and that the catalogue is
/// unchanged.
pub(crate) fn assert_told(folder: &Path, cases: &[(&str, i32, &str)]) {
    for (arguments, expected, part) in cases {
        let before = std::fs::read_to_string(folder.join("messages.toml")).expect("it is there");
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let (code, stdout, stderr) = run(folder, &arguments);
        assert_eq!(
            (code, stdout.as_str()),
            (*expected, ""),
            "{arguments:?}: {stderr}"
        );
        assert!(stderr.contains(part), "{arguments:?}: {stderr}");
        let after = std::fs::read_to_string(folder.join("messages.toml")).expect("it is there");
        assert_eq!(before, after);
    }
}

/// A program that was built without some options says so.
#[cfg(not(feature = "columns"))]
#[test]
fn options_of_columns() {
    let folder = with_catalogue("usage-columns");
    let tip = "\n  tip: this `kea-messages` was built without the feature `columns`, which writes \
               Arrow and Parquet\n";
    for (arguments, is_of_columns) in [
        (&["decode", "--format", "parquet"][..], true),
        (&["decode", "--format", "arrow", "-o", "x"], true),
        (&["decode", "--by-id", "x"], true),
        (&["decode", "--format", "csv"], false),
        (&["manual", "--format", "html5"], false),
    ] {
        let (code, _, stderr) = run(&folder, arguments);
        assert_eq!(code, 2, "{arguments:?}");
        assert_eq!(
            stderr.contains(tip),
            is_of_columns,
            "{arguments:?}: {stderr}"
        );
    }
}

#[test]
fn words_that_are_meant_otherwise() {
    let folder = with_catalogue("usage");
    write(&folder, "empty.rs", "fn main() {}\n");
    write(&folder, "notes.txt", "");
    write(&folder, "messages.lock", "");
    // The arguments, the exit code, and a part of the error.
    let cases: [(&str, i32, &str); 14] = [
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
            "explain notes.txt",
            1,
            "error: `notes.txt` is a file, not a message ID\nhelp: to explain the messages of a \
             log, pass it as standard input: `kea-messages explain - < notes.txt`",
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
            "cannot write `none/x.mes`: there is no folder `none`",
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
    assert_told(&folder, &cases);
    // A catalogue without messages is not an error, and can be converted.
    assert_eq!(checks(&folder, &["empty.rs"]), "checked 0 messages");
    prints(&folder, &["convert", "--to", "json", "empty.rs"]);
}

/// Tests files that are passed in place of other files, and misspelt names.
#[test]
fn files_and_names_that_are_meant_otherwise() {
    let folder = with_catalogue("usage_names");
    write(&folder, "notes.txt", "");
    write(&folder, "rules.yml", "groups: []\n");
    write(&folder, "old.toml", "[TOY_STARTED]\ntext = 'started'\n");
    let cases: [(&str, i32, &str); 19] = [
        (
            "check -f json --coverage notes.txt -o notes.txt",
            2,
            "`notes.txt` is one of the input files",
        ),
        (
            "manual --since old.toml -f html messages.toml -o old.toml",
            2,
            "`old.toml` is one of the input files",
        ),
        (
            "check --rules old.toml",
            2,
            "error: `old.toml` is not a file of Prometheus rules: `groups:` is missing",
        ),
        (
            "check --rules -",
            2,
            "error: invalid value '-' for '--rules <FILE>': standard input is only read as the \
             catalogue or the log: name a file",
        ),
        (
            "lock --release-notes old.toml -",
            2,
            "error: invalid value '-' for '--release-notes <OLD> <NEW>': standard input is only",
        ),
        (
            "lock --release-notes old.toml messages.toml --types notes.txt",
            2,
            "error: the argument '--release-notes <OLD> <NEW>' cannot be used with '--types",
        ),
        (
            "check --locked -c messages.toml --manifest-path Cargo.toml",
            2,
            "cannot be used with '--manifest-path <CARGO_TOML>'\n\nUsage",
        ),
        (
            "lock -o messages.toml",
            2,
            "`messages.toml` is one of the input files",
        ),
        (
            "manual -f text -o messages.toml",
            2,
            "`messages.toml` is one of the input files",
        ),
        (
            "check -f json --rules rules.yml -o rules.yml",
            2,
            "`rules.yml` is one of the input files",
        ),
        (
            "decode notes.txt -o notes.txt",
            2,
            "`notes.txt` is one of the input files",
        ),
        (
            "decode messages.toml notes.txt",
            2,
            "`messages.toml` is a catalogue, not a log: use `-c messages.toml`",
        ),
        (
            "decode --id toy-logn notes.txt",
            0,
            "warning: there is no message TOY_LOGN: did you mean TOY_LOGIN?",
        ),
        (
            "decode --where severty>=warn notes.txt",
            2,
            "unknown field `severty` in a condition: did you mean `severity`?",
        ),
        (
            "decode --where usr=a notes.txt",
            2,
            "unknown field `usr` in a condition: did you mean `user`?",
        ),
        (
            "explain toy-[",
            2,
            "invalid pattern `toy-[`: `[` is not closed",
        ),
        (
            "explain -c nope.toml x",
            2,
            "cannot read `nope.toml`: No such file or directory (os error 2)\n",
        ),
        ("explain .", 2, "expected a message ID, found nothing"),
        (
            "man-page chek",
            2,
            "unknown command `chek`: did you mean `check`?",
        ),
    ];
    assert_told(&folder, &cases);
}

#[test]
fn threads_and_manifests() {
    let folder = with_catalogue("usage_threads");
    write(&folder, "notes.txt", "");
    let cases: [(&str, i32, &str); 4] = [
        (
            "decode --jobs 0 notes.txt",
            2,
            "invalid value '0' for '--jobs <NUMBER>': expected a whole number from 1",
        ),
        (
            "decode --jobs two notes.txt",
            2,
            "invalid value 'two' for '--jobs <NUMBER>': expected a whole number from 1",
        ),
        (
            "check Cargo.toml",
            2,
            "`Cargo.toml` is a Cargo manifest, not a catalogue: use `--manifest-path Cargo.toml`",
        ),
        (
            "decode -c ./Cargo.toml notes.txt",
            2,
            "`./Cargo.toml` is a Cargo manifest, not a catalogue: use `--manifest-path ./Cargo.toml`",
        ),
    ];
    assert_told(&folder, &cases);
}

/// The default lock file is next to the manifest, for the command that writes it and for the one
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
        checks(&folder, &["--manifest-path", manifest, "--locked"]);
    }
    checks(&folder.join("app"), &["--locked"]);
}
