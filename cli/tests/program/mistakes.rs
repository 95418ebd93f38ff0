//! Tests the whole errors for files and values that a command cannot use.

use crate::{folder, run, with_catalogue, write};

/// Asserts that each command line fails with this error alone, and without output.
fn assert_errors(folder: &std::path::Path, cases: &[(&[&str], i32, &str)]) {
    for (arguments, expected, error) in cases {
        let (code, stdout, stderr) = run(folder, arguments);
        assert_eq!((code, stdout.as_str()), (*expected, ""), "{arguments:?}");
        assert_eq!(stderr, format!("error{error}\n"), "{arguments:?}");
    }
}

#[test]
fn folders_and_files() {
    let folder = with_catalogue("mistakes-folders");
    for name in ["dir", "empty"] {
        std::fs::create_dir(folder.join(name)).expect("it is new");
    }
    write(&folder, "dir/log", "");
    let is_folder = ": cannot write `dir`: it is a folder";
    assert_errors(
        &folder,
        &[
            (&["convert", "-o", "dir"], 2, is_folder),
            (&["convert", "--to", "json", "-o", "dir"], 2, is_folder),
            (
                &["convert", "-o", "new/"],
                2,
                ": cannot write `new/`: it is a folder",
            ),
            (&["check", "-o", "dir"], 2, is_folder),
            (&["lock", "-o", "dir"], 2, is_folder),
            (&["schema", "-o", "dir"], 2, is_folder),
            (&["decode", "dir"], 2, ": cannot read `dir`: it is a folder"),
            (
                &["check", "--coverage", "dir"],
                2,
                ": cannot read `dir`: it is a folder",
            ),
            (
                &["check", "--sources", "messages.toml"],
                2,
                ": cannot read `messages.toml`: expected a folder with Rust files",
            ),
            (
                &["check", "--local", "empty"],
                2,
                ": no local texts in `empty`: expected files `*.mes`, `*.toml` or `*.po`",
            ),
            (
                &["check", "empty"],
                2,
                "[unreadable]: no catalogue in the folder `empty`: expected `*.mes`, \
                 `messages.toml` or `*.rs`",
            ),
            (
                &["check", "--manifest-path", "messages.toml"],
                2,
                "[unreadable]: `messages.toml` is not a Cargo manifest: expected a file with the \
                 name `Cargo.toml`",
            ),
        ],
    );
}

#[test]
fn values_of_options() {
    let folder = folder("mistakes-values");
    write(&folder, "messages.toml", "[UP]\ntext = 'up'\n");
    write(&folder, "log", "");
    let no_id = ": expected a message ID or a pattern of IDs, found nothing";
    assert_errors(
        &folder,
        &[
            (&["decode", "log", "--id", ""], 2, no_id),
            (&["decode", "log", "--where", "id="], 2, no_id),
            (
                &["decode", "log", "--layout", "{tme} {id}"],
                2,
                ": invalid layout `{tme} {id}`: unknown field `tme`: expected `time`, `severity`, \
                 `logger`, `pid`, `id`, `text` or `{}`",
            ),
            (
                &["decode", "log", "--layout", ""],
                2,
                ": invalid layout ``: missing field `{id}`",
            ),
            (
                &["decode", "log", "--jobs", "-1"],
                2,
                ": invalid value '-1' for '--jobs <NUMBER>': expected a whole number from 1\n\n\
                 For more information, try '--help'.",
            ),
        ],
    );
}
