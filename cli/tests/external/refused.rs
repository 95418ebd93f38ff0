//! Tests files and folders that cannot be read. Root can open all files.

use crate::run::{folder, run, with_catalogue, write};
use std::fs::{Permissions, set_permissions};
use std::os::unix::fs::PermissionsExt as _;

/// There is one error with the name of the file or folder, and without a suggestion.
pub(crate) fn errors_name_what_is_refused() {
    let root = with_catalogue("refused");
    write(&root, "shut.toml", "[A]\ntext = \"a\"\n");
    write(&root, "shut.tml", "");
    write(&root, "shut/messages.toml", "[A]\ntext = \"a\"\n");
    write(&root, "kept/messages.toml", "[A]\ntext = \"a\"\n");
    let set = |name: &str, mode| {
        set_permissions(root.join(name), Permissions::from_mode(mode)).expect("it is ours");
    };
    set("shut.toml", 0o000);
    set("shut", 0o000);
    set("kept", 0o500);
    let denied = "Permission denied (os error 13)";
    for (arguments, expected) in [
        (
            "manual shut.toml",
            format!("cannot read `shut.toml`: {denied}"),
        ),
        (
            "explain -c shut.toml x",
            format!("cannot read `shut.toml`: {denied}"),
        ),
        (
            "check --rules shut.toml",
            format!("cannot read `shut.toml`: {denied}"),
        ),
        (
            "check --local shut.toml",
            format!("cannot read `shut.toml`: {denied}"),
        ),
        (
            "check --local shut",
            format!("cannot read `shut`: {denied}"),
        ),
        (
            "check --sources shut",
            format!("cannot read `shut`: {denied}"),
        ),
        (
            "manual shut",
            "cannot read `shut`: permission denied".to_owned(),
        ),
        (
            "manual shut/x.mes",
            format!("cannot read `shut/x.mes`: {denied}"),
        ),
        ("manual shut/x", format!("cannot read `shut/x`: {denied}")),
        (
            "manual --manifest-path shut/Cargo.toml",
            format!("cannot read the manifest `shut/Cargo.toml`: {denied}"),
        ),
        (
            "manual -o shut/x",
            format!("cannot write `shut/x`: {denied}"),
        ),
        (
            "manual -o kept/x",
            format!("cannot write `kept/x`: {denied}"),
        ),
        ("lock -o kept/x", format!("cannot write `kept/x`: {denied}")),
        (
            "decode shut.tml -f arrow --by-id kept/x",
            format!("cannot write into `kept/x`: {denied}"),
        ),
        (
            "manual -f html-dir -o kept/x",
            format!("cannot write into `kept/x`: {denied}"),
        ),
        (
            "man-page --all kept/x",
            format!("cannot write into `kept/x`: {denied}"),
        ),
    ] {
        let words: Vec<&str> = arguments.split(' ').collect();
        let (code, stdout, stderr) = run(&root, &words);
        assert_eq!((code, &*stdout), (2, ""), "{arguments}: {stderr}");
        assert!(
            stderr.ends_with(&format!("{expected}\n")),
            "{arguments}: {stderr}"
        );
        assert_eq!(stderr.lines().count(), 1, "{arguments}: {stderr}");
    }
    // The next run has to be able to remove them.
    set("shut", 0o700);
    set("kept", 0o700);
    folder("refused");
}
