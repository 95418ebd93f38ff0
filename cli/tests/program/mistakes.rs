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
                ": cannot read `messages.toml`: expected a folder with Rust or C++ files",
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
                &["decode", "log", "--where", " >3"],
                2,
                ": ` >3` is not a condition: expected one like `severity>=warn`",
            ),
            (
                &["explain", "up,down"],
                1,
                ": `up,down` is not a message ID: IDs are separated by spaces",
            ),
            (
                &["lock", "--locked"],
                2,
                ": unexpected argument '--locked' found\n\n  tip: `kea-messages check --locked` \
                 compares the messages with the lock file\n\nFor more information, try '--help'.",
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

/// A file of another kind is one mistake.
#[test]
fn files_of_other_kinds() {
    let folder = with_catalogue("mistakes-kinds");
    write(&folder, "empty.json", "");
    write(&folder, "list.json", "[]");
    write(&folder, "notes", "hello\n");
    write(&folder, "toml.mes", "[A_B]\ntext = 'up'\n");
    write(
        &folder,
        "de.po",
        "msgctxt \"A_B\"\nmsgid \"up\"\nmsgstr \"oben\"\n",
    );
    let no_types = ": this is a catalogue, not a file with the types of arguments\n \
                    --> messages.toml:2:2\n  |\n2 | [catalogue]\n  |  ^^^^^^^^^";
    assert_errors(
        &folder,
        &[
            (
                &["manual", "empty.json"],
                1,
                ": empty file: expected a catalogue in JSON, as `kea-messages manual --format \
                 json` prints it\n --> empty.json:1:1\n  |\n1 |\n  | ^",
            ),
            (
                &["manual", "list.json"],
                1,
                ": expected an object with the key `modules`, found a list\n --> \
                 list.json:1:1\n  |\n1 | []\n  | ^",
            ),
            (
                &["lock", "toml.mes"],
                1,
                ": this is a TOML catalogue, and a `.mes` file has messages like `% ALLOC_FAIL \
                 %1: failed`\n --> toml.mes:1:1\n  |\n1 | [A_B]\n  | ^^^^^",
            ),
            (
                &["check", "--local", "./messages.toml"],
                2,
                ": `./messages.toml` is the catalogue, not a file of local texts",
            ),
            (
                &["check", "--locked=messages.toml"],
                2,
                ": this is a catalogue, not a lock file\n --> messages.toml:2:2\n  |\n2 | \
                 [catalogue]\n  |  ^^^^^^^^^\n  |\n  = help: `kea-messages lock` writes lock files",
            ),
            (
                &["lock", "-o", "notes"],
                2,
                ": key with no value, expected `=`\n --> notes:1:6\n  |\n1 | hello\n  |      \
                 ^\n  |\n  = help: this file would be replaced, but it is not a lock file: choose \
                 another file",
            ),
            (&["lock", "--types", "messages.toml"], 1, no_types),
            (
                &["manual", "*.toml"],
                2,
                ": cannot read `*.toml`: No such file or directory (os error 2)\n  = help: a \
                 pattern is not expanded here: name the files, or their folder",
            ),
            (
                &["convert", "--to", "json", "de.po", "messages.toml"],
                2,
                ": `de.po` is a translation, and cannot be converted together with a catalogue: \
                 convert it separately",
            ),
        ],
    );
    for name in ["latin.mes", "latin.lock"] {
        std::fs::write(folder.join(name), b"% A_B f\xfcr").expect("it can be written");
    }
    let not_utf_8 = ": cannot read `latin.mes`: it is not UTF-8\nhelp: convert it to UTF-8";
    let no_lock = ": cannot read `latin.lock`: it is not UTF-8\nhelp: convert it to UTF-8";
    assert_errors(
        &folder,
        &[
            (&["check", "--local", "latin.mes"], 2, not_utf_8),
            (&["check", "--locked=latin.lock"], 2, no_lock),
        ],
    );
    write(&folder, "empty.po", "");
    let (code, _, stderr) = run(&folder, &["check", "empty.po"]);
    assert_eq!(code, 1);
    let warning = "warning[no_messages]: `empty.po` has no messages\n";
    assert!(stderr.starts_with(warning), "{stderr}");
}
