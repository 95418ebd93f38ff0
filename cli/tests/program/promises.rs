//! Tests `check --locked` and `lock`.

use crate::check::{CLEAN, findings};
use crate::{folder, run, write};

#[test]
fn promises() {
    let folder = folder("check-promises");
    write(&folder, "m.toml", CLEAN);
    let lock = ["lock", "m.toml"];
    assert_eq!(run(&folder, &lock).0, 0);
    let first = std::fs::read_to_string(folder.join("messages.lock")).expect("it is there");
    let lines: Vec<&str> = first.lines().collect();
    assert!(lines[0].starts_with('#'));
    assert!(
        lines[1].starts_with(
            "A_FAILED = { severity = \"error\", arguments = [\"what: &str\"], text = \""
        ),
        "{first}"
    );
    assert!(
        lines[2].starts_with("A_STARTED = { severity = \"info\", arguments = [], text = \""),
        "{first}"
    );
    let check = ["--locked", "m.toml"];
    assert_eq!(findings(&folder, &check), Vec::<String>::new());

    let cases: [(&str, &str, &[&str]); 7] = [
        (
            "\"started\"",
            "\"up\"",
            &["outdated_lock: the lock file is out of date: `kea-messages lock` updates it"],
        ),
        (
            "\"info\"",
            "\"debug(1)\"",
            &["changed_promise: the severity of `A_STARTED` is `debug(1)`, but was `info`"],
        ),
        (
            "what: &str",
            "who: &str",
            &["changed_promise: argument `who` of `A_FAILED` was called `what`"],
        ),
        (
            "what: &str",
            "what: u32",
            &[
                "broken_promise: argument `what` of `A_FAILED` is `u32`, but was `&str`: give the new message another ID",
            ],
        ),
        (
            "\"started\"",
            "\"started %1\"",
            &[
                "broken_promise: `A_STARTED` has 1 argument, but had 0: give the new message another ID",
            ],
        ),
        (
            "A_STARTED",
            "A_BEGUN",
            &[
                "broken_promise: `A_STARTED` is missing, but old logs still have it: keep it, with `removed = \"VERSION\"`",
            ],
        ),
        (
            "text = \"started\"",
            "text = \"started\"\nremoved = \"2.0\"",
            &["outdated_lock: the lock file is out of date: `kea-messages lock` updates it"],
        ),
    ];
    for (old, new, expected) in cases {
        write(&folder, "m.toml", &CLEAN.replace(old, new));
        assert_eq!(findings(&folder, &check), expected, "{new}");
        let is_broken = expected.iter().any(|finding| finding.starts_with("broken"));
        // The lock file is not overwritten if a promise is broken.
        write(&folder, "messages.lock", &first);
        assert_eq!(run(&folder, &lock).0, i32::from(is_broken), "{new}");
        let now = std::fs::read_to_string(folder.join("messages.lock")).expect("it is there");
        assert_eq!(now == first, is_broken, "{new}");
        write(&folder, "messages.lock", &first);
    }
}

/// A promised text cannot be changed without an error, and the promise can be withdrawn.
#[test]
fn promised_texts() {
    let folder = folder("check-promised-texts");
    let lock = ["lock", "m.toml"];
    let check = ["--locked", "m.toml"];
    let read = || std::fs::read_to_string(folder.join("messages.lock")).expect("it is there");
    let promised = CLEAN.replace(
        "text = \"started\"",
        "text = \"started\"\npromise = \"text\"",
    );
    let reworded = |toml: &str| toml.replace("\"started\"", "\"up\"");
    let broken = "broken_promise: the text of `A_STARTED` was promised, but has changed: give the \
                  new message another ID";
    // At first, the text is not promised.
    write(&folder, "m.toml", CLEAN);
    assert_eq!(run(&folder, &lock).0, 0);
    write(&folder, "m.toml", &promised);
    assert_eq!(
        findings(&folder, &check),
        ["outdated_lock: the lock file is out of date: `kea-messages lock` updates it"]
    );
    assert_eq!(run(&folder, &lock).0, 0);
    let first = read();
    assert!(
        first.contains("promise = \"text\", text = \"started\" }"),
        "{first}"
    );
    // The text is changed, with and without the promise.
    for toml in [reworded(&promised), reworded(CLEAN)] {
        write(&folder, "m.toml", &toml);
        assert_eq!(findings(&folder, &check), [broken]);
        let (code, _, stderr) = run(&folder, &lock);
        assert_eq!(code, 1);
        for part in [
            "the lock file was not changed; use `--force` to overwrite it",
            "text = \"up\"",
            "text = \"started\" }",
            "kea-messages lock --force",
        ] {
            assert!(stderr.contains(part), "{part}: {stderr}");
        }
        assert_eq!(read(), first);
        assert_eq!(run(&folder, &["lock", "--force", "m.toml"]).0, 0);
        assert_eq!(findings(&folder, &check), Vec::<String>::new());
        write(&folder, "messages.lock", &first);
    }
    // The promise is removed before the text is changed.
    write(&folder, "m.toml", CLEAN);
    assert_eq!(
        findings(&folder, &check),
        ["changed_promise: the text of `A_STARTED` is no longer promised"]
    );
    assert_eq!(run(&folder, &lock).0, 0);
    write(&folder, "m.toml", &reworded(CLEAN));
    assert_eq!(run(&folder, &lock).0, 0);
}

/// A removed message is in the lock file even if the catalogue no longer contains it.
#[test]
fn tombstones() {
    let folder = folder("check-tombstones");
    let lock = ["lock", "m.toml"];
    let check = ["m.toml", "--locked"];
    write(&folder, "m.toml", CLEAN);
    assert_eq!(run(&folder, &lock).0, 0);
    write(
        &folder,
        "m.toml",
        &CLEAN.replace(
            "text = \"started\"",
            "text = \"started\"\nremoved = \"2.0\"",
        ),
    );
    assert_eq!(run(&folder, &lock).0, 0);
    let (_, failed) = CLEAN.split_once("\n[A_FAILED]").expect("it is there");
    write(&folder, "m.toml", &format!("[A_FAILED]{failed}"));
    assert_eq!(findings(&folder, &check), Vec::<String>::new());
    assert_eq!(run(&folder, &lock).0, 0);
    write(&folder, "m.toml", CLEAN);
    assert_eq!(
        findings(&folder, &check),
        [
            "broken_promise: `A_STARTED` was removed in 2.0, and old logs have it with another meaning: give the new message another ID"
        ]
    );

    write(
        &folder,
        "messages.lock",
        "A_STARTED = 3\nA = { sverity = 1 }\nB = \n",
    );
    let (code, _, stderr) = run(&folder, &lock);
    assert_eq!(code, 2);
    for part in [
        "messages.lock:1:13",
        "unknown key `sverity`",
        "messages.lock:3:",
    ] {
        assert!(stderr.contains(part), "{part}: {stderr}");
    }
}

#[test]
fn release_notes() {
    let folder = folder("check-notes");
    write(&folder, "old.toml", CLEAN);
    let new = CLEAN
        .replace(
            "text = \"started\"",
            "text = \"started\"\nremoved = \"2.0\"",
        )
        .replace("\"error\"", "\"warn\"")
        .replace("%1 failed", "%1 has failed");
    write(
        &folder,
        "new.toml",
        &format!("{new}\n[A_NEW]\nseverity = \"info\"\ntext = \"new\"\n"),
    );
    let (code, stdout, stderr) = run(
        &folder,
        &["lock", "--release-notes", "old.toml", "new.toml"],
    );
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(
        stdout,
        "## Added

- `A_NEW` (`info`): `new`

## Changed

- `A_FAILED`: its severity is `warn`, but was `error`; its text is `%1 has failed`, but was `%1 failed`

## Removed

- `A_STARTED`
"
    );
}
