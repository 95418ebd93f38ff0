//! Tests what rustc and cargo report about catalogue files.
#![forbid(unsafe_code)]

use kea_messages_tests::Scratch;
use std::path::Path;

fn scratch(name: &str) -> Scratch {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    Scratch::new(folder, &["files", "log"])
}

/// Returns the first lines of the errors and warnings, without those of cargo.
fn titles(printed: &str) -> Vec<&str> {
    printed
        .lines()
        .filter(|line| line.starts_with("error") || line.starts_with("warning"))
        .filter(|line| !line.contains("could not compile") && !line.contains("generated"))
        .collect()
}

const PROGRAM: &str = r#"
use kea_messages::{emit, kea_messages};

kea_messages!(files = ["messages.toml", "mes/*.mes"]);

fn main() {
    emit!(A_WARNING(1, 2));
    println!("{}", A_WARNING(1, 2));
}
"#;

const TOML: &str = r#"
[A_WARNING]
severity = "warn"
text = "%1 of %2"
arguments = ["part", "whole"]
"#;

const MES: &str = "% B_UP it is up\nThis informational message is issued once.\n";

fn sample(name: &str) -> Scratch {
    let scratch = scratch(name);
    scratch.write("src/main.rs", PROGRAM);
    scratch.write("messages.toml", TOML);
    scratch.write("mes/b.mes", MES);
    scratch
}

#[test]
fn mistakes_are_shown_where_they_are() {
    let scratch = sample("files_mistakes");
    scratch.write("messages.toml", TOML.replace("severity", "severty"));
    scratch.write("mes/b.mes", "% A_OTHER %1\n% A_WARNING again\n$PREFX\n");
    let printed = scratch.check(&[]);
    let expected = [
        "error: unknown key `severty` of message `A_WARNING`: did you mean `severity`?",
        "error: `A_WARNING` is defined twice",
        "error: unknown directive `$PREFX`: did you mean `$PREFIX`?",
    ];
    // The statement that logs the invalid message does not cause another error.
    assert_eq!(titles(&printed), expected, "{printed}");
    scratch.write("messages.toml", TOML.replace("%2", "%d"));
    let printed = scratch.check(&[]);
    let expected = [
        "error: `%d` is not a placeholder: placeholders are numbered, `%1`, `%2`, ...",
        "error: `A_WARNING` is defined twice",
        "error: unknown directive `$PREFX`: did you mean `$PREFIX`?",
    ];
    assert_eq!(titles(&printed), expected, "{printed}");
    let drawn = "
        --> messages.toml:4:15
         |
       4 | text = \"%1 of %d\"
         |               ^^
 --> src/main.rs:4:24
";
    assert!(printed.contains(drawn), "{printed}");
    let drawn = "
       --> mes/b.mes:2:3
        |
      2 | % A_WARNING again
        |   ^^^^^^^^^
        |
       ::: messages.toml:2:2
        |
      2 | [A_WARNING]
        |  --------- defined here first
";
    let flat = |text: &str| -> String {
        text.lines()
            .map(|line| line.trim_start().to_owned() + "\n")
            .collect()
    };
    assert!(flat(&printed).contains(&flat(drawn)), "{printed}");
}

#[test]
fn mistakes_in_types_and_calls() {
    let scratch = sample("files_calls");
    let main = |call: &str, body: &str| {
        format!("use kea_messages::*;\nkea_messages!({call});\nfn main() {{ {body} }}\n")
    };
    let cases: [(&str, &str, &[&str]); 53] = [
        ("file = \"messages.toml\"", "", &[]),
        (
            "file = \"messages.tml\"",
            "",
            &[
                "error: `messages.tml` does not have the extension of a catalogue file: did you mean `.toml`?",
            ],
        ),
        (
            "flie = \"messages.toml\"",
            "",
            &["error: unknown option `flie` of `kea_messages!`: did you mean `file`?"],
        ),
        (
            "\"messages.toml\"",
            "",
            &["error: to read a file, write `file = \"messages.toml\"`; a definition"],
        ),
        (
            "messages.toml",
            "",
            &["error: to read a file, write `file = \"messages.toml\"`"],
        ),
        (
            "file = \"\"",
            "",
            &["error: expected the path of a catalogue file, found an empty string"],
        ),
        ("file = \"mesages.toml\"", "", &["error: cannot read `"]),
        (
            "file = \"messages.toml\", by_module = true",
            "",
            &["error: `by_module` takes no value"],
        ),
        (
            "files = [\"messages.toml\" \"open.toml\"]",
            "",
            &["error: expected a comma before this"],
        ),
        (
            "file = messages",
            "",
            &["error: `file` needs a string: `file = \"messages.toml\"`"],
        ),
        (
            "file = concat!(\"messages\", \".toml\")",
            "",
            &[
                "error: expected a string literal, found `concat!`, which is not expanded here: write `file = \"messages.toml\"`",
            ],
        ),
        (
            "files = [concat!(\"messages\", \".toml\")]",
            "",
            &[
                "error: expected a string literal, found `concat!`, which is not expanded here: write `\"messages.toml\"`",
            ],
        ),
        (
            "files = \"messages.toml\"",
            "",
            &["error: `files` needs a list of paths: `files = [\"messages.toml\", \"mes/*.mes\"]`"],
        ),
        (
            "files = []",
            "",
            &["error: missing file: `file = \"messages.toml\"`"],
        ),
        (
            "by_module",
            "",
            &["error: missing file: `file = \"messages.toml\"`"],
        ),
        (
            "file = \"messages.toml\" by_module",
            "",
            &["error: expected a comma before this"],
        ),
        (
            "file = \"messages.toml\", file = \"open.toml\"",
            "",
            &["error: duplicate option `file` of `kea_messages!`"],
        ),
        (
            "file = \"messages.toml\", lock = \"a.lock\", lock = \"b.lock\"",
            "",
            &["error: duplicate option `lock` of `kea_messages!`"],
        ),
        (
            "file = \"messages.toml\", by_module, by_module",
            "",
            &["error: duplicate option `by_module` of `kea_messages!`"],
        ),
        (
            "file = \"messages.toml\", allow(wrapped)",
            "",
            &["error: unknown code `wrapped`: did you mean `wrapped_text`?"],
        ),
        (
            "file = \"messages.toml\"; info UP() = \"up\";",
            "",
            &[
                "error: a call of `kea_messages!` either reads files or has definitions: use a second `kea_messages!`",
            ],
        ),
        (
            "file = \"messages.toml\"",
            "emit!(A_WARNING(1))",
            &["error[E0061]: this function takes 2 arguments but 1 argument was supplied"],
        ),
        (
            "file = \"messages.toml\"",
            "emit!(info, A_WARNING(1, 2))",
            &["error[E0277]: this severity contradicts the definition, which says `warn`"],
        ),
        (
            "file = \"open.toml\"",
            "emit!(OPEN())",
            &["error[E0277]: the definition of this message leaves its severity open"],
        ),
        (
            "file = \"open.toml\"",
            "emit!(OPEN_BRACES { client: 3 })",
            &["error[E0277]: the definition of this message leaves its severity open"],
        ),
        (
            "files = [\"messages.toml\", \"messages.toml\"]",
            "",
            &["error: duplicate file `messages.toml`"],
        ),
        (
            "file = \"messages.toml\", allow(wrapped_text, wrapped_text)",
            "",
            &["error: duplicate code `wrapped_text`"],
        ),
        (
            "file = \"messages.toml\"; by_module",
            "",
            &["error: expected `,` between the options, found `;`"],
        ),
        (
            "file = \"messages.toml\"; pub static CATALOGUE;",
            "",
            &["error: the catalogue comes first, before the files: `pub static CATALOGUE;`"],
        ),
        (
            "file = \"messages.toml\", pub static CATALOGUE;",
            "",
            &["error: the catalogue comes first, before the files: `pub static CATALOGUE;`"],
        ),
        (
            "file = \"messages.toml\", logger = \"x\"",
            "",
            &["error: the logger is set first, on a separate line: `logger = \"kea-dhcp4\";`"],
        ),
        (
            "file = \"messages.toml\", lock = \"messages.toml\"",
            "",
            &["error: `messages.toml` is a catalogue, not a lock file: `kea-messages lock"],
        ),
        // Using an invalid message does not cause another error.
        (
            "file = \"broken.toml\"",
            "emit!(BROKEN(1)); _ = enabled!(BROKEN); _ = BROKEN::DEFINITION;",
            &["error: `inf` is not a severity: did you mean `info`?"],
        ),
        (
            "file = \"broken.toml\", by_module",
            "emit!(broken::BROKEN(1)); emit!(broken::BROKEN { a: 1 }); _ = enabled!(broken::BROKEN);",
            &["error: `inf` is not a severity: did you mean `info`?"],
        ),
        (
            "file = \"sizes.toml\"",
            "emit!(SIZES(\"a1\"))",
            &["error: the size of `str` is not known: write `&str`"],
        ),
        (
            "file = \"types.toml\"",
            "",
            &["error: `u32<` is not a Rust type: write one, such as `u32`"],
        ),
        (
            "file = \"misspelt.toml\"",
            "emit!(MISSPELT(1))",
            &["error: `u23` is not a built-in type: did you mean `u32`?"],
        ),
        (
            "file = \"messages.toml\", promise = \"text\"",
            "",
            &["error: `promise` belongs on a message, `#[promise = \"text\"]`, or in the table"],
        ),
        (
            "file = \"messages.toml\", locked = \"a.lock\"",
            "",
            &["error: unknown option `locked` of `kea_messages!`: did you mean `lock`?"],
        ),
        (
            "file = \"messages.toml\", loger = \"x\"",
            "",
            &["error: unknown option `loger` of `kea_messages!`: the logger is set first"],
        ),
        (
            "file = \"messages.toml\", prefix = \"x\"",
            "",
            &["error: only the derive has a prefix: write each ID in full"],
        ),
        (
            "file = \"messages.toml\",, by_module",
            "",
            &["error: expected an option, found `,`"],
        ),
        (
            "file = \"messages.toml\", allow(wrapped_text = \"why\")",
            "",
            &["error: a code takes no reason here: `allow(wrapped_text)`"],
        ),
        (
            "files = [\"mes/[b.mes\"]",
            "",
            &["error: invalid pattern `mes/[b.mes`: `[` is not closed"],
        ),
        (
            "file = \"lifetime.toml\"",
            "emit!(LIFETIME(\"a1\"))",
            &["error: undeclared lifetime `'a`: leave it out, or write `'_`"],
        ),
        (
            "file = \"format.toml\"",
            "emit!(FORMAT(1.0))",
            &["error: unknown format `.2f` of `a`: write `{a:.2}`"],
        ),
        (
            "file = \"undeclared.toml\"",
            "emit!(UNDECLARED(1, 2))",
            &[
                "error: the text names `a`, which is not an argument: declare it, as in `arguments = \
               [\"a\", \"b\"]`",
            ],
        ),
        (
            "#![allow(wrapped_text)] file = \"messages.toml\"",
            "",
            &[
                "error: unexpected inner attribute: to suppress warnings of a file, write `file = \
                 \"messages.toml\", allow(wrapped_text)`",
            ],
        ),
        (
            "#[allow(wrapped_text)] file = \"messages.toml\"",
            "",
            &[
                "error: to suppress warnings of a file, write `file = \"messages.toml\", \
               allow(wrapped_text)`",
            ],
        ),
        (
            "#[deny(wrapped_text)] file = \"messages.toml\"",
            "",
            &["error: this attribute belongs on a message, or on the line `pub static CATALOGUE;`"],
        ),
        (
            "files = [\"../mes/*.mes\"]",
            "",
            &["error: no file matches `../mes/*.mes` in `"],
        ),
        (
            "file = \"removed.toml\"",
            "emit!(REMOVED(1, 2)); emit!(REMOVED_TOO()); emit!(warn, REMOVED_TOO()); \
             emit!(RENAMED(1));",
            &[
                "error[E0277]: `REMOVED` was removed and cannot be logged",
                "error[E0277]: `REMOVED_TOO` was removed and cannot be logged",
                "error[E0277]: `REMOVED_TOO` was removed and cannot be logged",
                "error[E0277]: `RENAMED` was removed and cannot be logged: it is now called `NEW`",
            ],
        ),
        (
            "file = \"removed.toml\", by_module",
            "emit!(removed::REMOVED(1, 2))",
            &["error[E0277]: `REMOVED` was removed and cannot be logged"],
        ),
    ];
    scratch.write(
        "removed.toml",
        "[REMOVED]\ntext = '%1 %2'\nremoved = '2.0'\n\
         [REMOVED_TOO]\ntext = 'up'\nremoved = '2.0'\n\
         [RENAMED]\ntext = '%1'\nremoved = '2.0'\nrenamed = 'NEW'\n",
    );
    scratch.write(
        "lifetime.toml",
        "[LIFETIME]\ntext = '%1'\narguments = [\"a: &'a str\"]\n",
    );
    scratch.write(
        "format.toml",
        "[FORMAT]\ntext = '{a:.2f}'\narguments = ['a: f64']\n",
    );
    scratch.write(
        "undeclared.toml",
        "[UNDECLARED]\ntext = '{a}: {b} of {a}'\n",
    );
    scratch.write("broken.toml", "[BROKEN]\nseverity = 'inf'\ntext = '%1'\n");
    scratch.write(
        "sizes.toml",
        "[SIZES]\ntext = '%1'\narguments = ['a: str']\n",
    );
    scratch.write(
        "open.toml",
        "[OPEN]\ntext = 'open'\n\n[OPEN_BRACES]\ntext = '{client}'\narguments = ['client']\nnamed = true\n",
    );
    scratch.write(
        "types.toml",
        "[TYPES]\ntext = '%1'\narguments = ['a: u32<']\n",
    );
    scratch.write(
        "misspelt.toml",
        "[MISSPELT]\ntext = '%1'\narguments = ['a: u23']\n",
    );
    for (call, body, expected) in cases {
        scratch.write("src/main.rs", main(call, body));
        let printed = scratch.check(&[]);
        let titles = titles(&printed);
        assert_eq!(titles.len(), expected.len(), "{call}: {body}: {printed}");
        for (title, expected) in titles.iter().zip(expected) {
            assert!(title.starts_with(expected), "{call}: {body}: {printed}");
        }
    }
}

/// Each missing file is reported at its name in the call.
#[test]
fn several_files_that_are_missing() {
    let scratch = sample("files_missing");
    scratch.write(
        "src/main.rs",
        "kea_messages::kea_messages!(\n\
         files = [\"messages.toml\",\n\"nope.mes\",\n\"no/*.mes\",\n\"tests.tml\"]\n);\n\
         fn main() {}\n",
    );
    let printed = scratch.check(&[]);
    let places: Vec<&str> = printed
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("--> "))
        .collect();
    let expected = ["src/main.rs:4:1", "src/main.rs:5:1", "src/main.rs:3:1"];
    assert_eq!(places, expected, "{printed}");
}

/// A mistake in a file is reported at the name of that file in the call.
#[test]
fn mistakes_of_several_files() {
    let scratch = sample("files_several");
    let places = |last: &str| {
        let call = format!(
            "kea_messages::kea_messages!(\n\
             files = [\"messages.toml\",\n\"mes/*.mes\",\n\"{last}\"]\n);\n\
             fn main() {{}}\n",
        );
        scratch.write("src/main.rs", call);
        let printed = scratch.check(&[]);
        let lines = printed.lines();
        let places = lines.filter_map(|line| line.trim_start().strip_prefix("--> src/main.rs:"));
        let places: Vec<String> = places.map(ToOwned::to_owned).collect();
        (places, printed)
    };
    scratch.write(
        "types.toml",
        "[TYPES]\ntext = '%1'\narguments = ['a: Hots']\n",
    );
    let (found, printed) = places("types.toml");
    assert_eq!(found, ["4:1"], "{printed}");
    scratch.write("mes/b.mes", "% A_WARNING it is up\n");
    scratch.write("back/a.toml", TOML);
    let (found, printed) = places(r"back\\a.toml");
    assert_eq!(found, ["4:1", "3:1"], "{printed}");
    let help = "folders are separated by `/`: write `back/a.toml`";
    assert!(printed.contains(help), "{printed}");
}

#[test]
fn warnings_are_shown_and_turned_off() {
    let scratch = sample("files_warnings");
    scratch.write("mes/b.mes", "% B_UP it is\nup at %1\n");
    let printed = scratch.check(&[]);
    let expected = "warning: use of deprecated constant `_::wrapped_text`: the text of `B_UP` seems to continue on a second line";
    assert_eq!(titles(&printed), [expected], "{printed}");
    scratch.write("src/main.rs", format!("#![deny(warnings)]{PROGRAM}"));
    assert!(titles(&scratch.check(&[]))[0].starts_with("error: use of deprecated"));
    let allowed = PROGRAM.replace("\"]", "\"], allow(wrapped_text)");
    scratch.write("src/main.rs", format!("#![deny(warnings)]{allowed}"));
    let printed = scratch.check(&[]);
    assert_eq!(printed, "");
    scratch.write("src/main.rs", PROGRAM);
    scratch.write("mes/b.mes", "% B_UP {client} is up\nThis is issued once.\n");
    scratch.write("mes/c.mes", "# Nothing yet\n");
    let expected = [
        "warning: use of deprecated constant `_::literal_placeholder`: the text of `B_UP` has \
         `{client}`, which is printed literally: the placeholders of a `.mes` file are numbered, `%1`",
        "warning: use of deprecated constant `_::no_messages`: `mes/c.mes` has no messages",
    ];
    let printed = scratch.check(&[]);
    assert_eq!(titles(&printed), expected, "{printed}");
}

#[test]
fn a_changed_file_is_read_again() {
    let scratch = sample("files_changed");
    assert_eq!(scratch.run(), "1 of 2\n");
    scratch.write("messages.toml", TOML.replace("%1 of %2", "%2 has %1"));
    assert_eq!(scratch.run(), "2 has 1\n");
}

/// If two calls in a module define the same message, there is one error with both places.
#[test]
fn two_calls_that_read_one_file() {
    let scratch = scratch("files_twice");
    scratch.write("messages.toml", TOML);
    let call = "kea_messages!(file = \"messages.toml\");\n";
    let program =
        format!("use kea_messages::*;\n{call}{call}fn main() {{ emit!(A_WARNING(1, 2)); }}");
    scratch.write("src/main.rs", program);
    let printed = scratch.check(&[]);
    let expected = ["error[E0428]: the name `A_WARNING` is defined multiple times"];
    assert_eq!(titles(&printed), expected, "{printed}");
    let places = [" 2 | ", " 3 | "].map(|line| printed.contains(&line[1..]));
    assert_eq!(places, [true; 2], "{printed}");
    assert!(!printed.contains("__"), "{printed}");
}

/// Cargo notices a new file that matches a pattern if the build script contains the line that the
/// README shows.
#[test]
fn a_new_file_is_found() {
    let scratch = sample("files_new");
    let build = "fn main() { println!(\"cargo::rerun-if-changed=mes\"); }\n";
    scratch.write("build.rs", build);
    assert_eq!(scratch.check(&[]), "");
    scratch.write("mes/c.mes", "% C_DOWN\n");
    assert_eq!(
        titles(&scratch.check(&[])),
        ["error: missing text of `C_DOWN`: `% C_DOWN text`"]
    );
}

/// The packaged crate contains the catalogue files, and compiles.
#[test]
fn a_packaged_crate_has_its_catalogue() {
    let scratch = sample("files_package");
    let output = scratch.cargo(&["package", "--list", "--allow-dirty", "--offline"]);
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    let packaged = self::scratch("files_packaged");
    for name in listed.lines().filter(|name| !name.starts_with("Cargo.")) {
        packaged.write(name, scratch.read(name));
    }
    assert!(listed.contains("messages.toml\n"), "{listed}");
    assert_eq!(packaged.run(), "1 of 2\n");
}

#[test]
fn without_the_feature_an_error_says_so() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("files_without");
    let scratch = Scratch::new(folder, &["log"]);
    scratch.write(
        "src/main.rs",
        "kea_messages::kea_messages!(file = \"messages.toml\");\nfn main() {}\n",
    );
    let printed = scratch.check(&[]);
    let expected = "error: reading files needs the feature `files` of kea-messages";
    assert_eq!(titles(&printed).len(), 1, "{printed}");
    assert!(titles(&printed)[0].starts_with(expected), "{printed}");
}

/// The catalogue is compared with the promises when it is compiled.
#[test]
fn promises() {
    let scratch = scratch("files_lock");
    let toml = "[A_KEPT]\nseverity = \"info\"\ntext = \"%1\"\n[A_OTHER]\nseverity = \"info\"\ntext = \"x\"\n";
    let lock = "A_KEPT = { severity = \"info\", arguments = [\"arg1\"], text = \"0\" }\n\
                A_OTHER = { severity = \"info\", arguments = [], text = \"0\" }\n\
                A_OLD = { severity = \"info\", arguments = [], text = \"0\", removed = \"1.0\" }\n";
    scratch.write("messages.toml", toml);
    scratch.write("messages.lock", lock);
    scratch.write(
        "src/main.rs",
        "use kea_messages::*;\n\
         kea_messages!(file = \"messages.toml\", lock = \"messages.lock\");\n\
         fn main() { emit!(A_KEPT(1)); }\n",
    );
    assert_eq!(titles(&scratch.check(&[])), Vec::<&str>::new());
    let cases: [(&str, &str, &[&str]); 6] = [
        ("\"x\"", "\"y\"", &[]),
        ("\"x\"", "\"x\"\nremoved = \"2.0\"", &[]),
        (
            "A_OTHER",
            "A_NEW",
            &[
                "error: `A_OTHER` is missing, but old logs still have it: keep it, with `removed = \"VERSION\"`",
            ],
        ),
        (
            "\"x\"",
            "\"%1\"",
            &["error: `A_OTHER` has 1 argument, but had 0: give the new message another ID"],
        ),
        (
            "[A_OTHER]",
            "[A_OLD]\nseverity = \"info\"\ntext = \"old\"\n[A_OTHER]",
            &[
                "error: `A_OLD` was removed in 1.0, and old logs have it with another meaning: \
               give the new message another ID",
            ],
        ),
        (
            "[A_OTHER]\nseverity = \"info\"",
            "[A_OTHER]\nseverity = \"warn\"",
            &[
                "warning: use of deprecated constant `_::locked`: the severity of `A_OTHER` is `warn`, \
               but was `info`",
            ],
        ),
    ];
    for (old, new, expected) in cases {
        scratch.write("messages.toml", toml.replacen(old, new, 1));
        assert_eq!(titles(&scratch.check(&[])), expected, "{new}");
    }
    // Both the line of the catalogue and the line of the lock file are shown.
    scratch.write("messages.toml", toml.replacen("\"x\"", "\"%1\"", 1));
    let printed = scratch.check(&[]);
    for line in ["4 | [A_OTHER]", "2 | A_OTHER = { severity"] {
        assert!(printed.contains(line), "{printed}");
    }
    scratch.write("messages.toml", toml);
    scratch.write("messages.lock", "A_KEPT = 3\n");
    let printed = scratch.check(&[]);
    assert!(
        printed.contains("a message of a lock file is a table"),
        "{printed}"
    );
    let conflict = format!("# Promises.\n<<<<<<< HEAD\n{lock}=======\n{lock}>>>>>>> pools\n");
    scratch.write("messages.lock", conflict);
    let printed = scratch.check(&[]);
    let expected = "error: an unresolved merge conflict: keep one side, and remove the lines \
                    `<<<<<<<`, `=======` and `>>>>>>>`";
    assert_eq!(titles(&printed), [expected], "{printed}");
    assert!(printed.contains("messages.lock:2:1"), "{printed}");
    std::fs::remove_file(Path::new(env!("CARGO_TARGET_TMPDIR")).join("files_lock/messages.lock"))
        .expect("it is there");
    let printed = scratch.check(&[]);
    assert!(
        printed.contains("messages.lock`: ") && printed.contains("kea-messages lock"),
        "{printed}"
    );
}

/// A text is compared with the lock file if the lock file promises it.
#[test]
fn promised_texts() {
    let scratch = scratch("files_promised_texts");
    let toml = "[A_TEXT]\nseverity = \"info\"\ntext = \"old words\"\npromise = \"text\"\n";
    let lock = "A_TEXT = { severity = \"info\", arguments = [], promise = \"text\", text = \"old words\" }\n";
    scratch.write("messages.lock", lock);
    scratch.write(
        "src/main.rs",
        "use kea_messages::*;\n\
         kea_messages!(file = \"messages.toml\", lock = \"messages.lock\");\n\
         fn main() { emit!(A_TEXT()); }\n",
    );
    let promise = "promise = \"text\"\n";
    let has_changed = "error: the text of `A_TEXT` was promised, but has changed: give the new \
                       message another ID";
    let withdrawn = "warning: use of deprecated constant `_::locked`: the text of `A_TEXT` is no \
                      longer promised";
    let reworded = |toml: &str| toml.replace("old words", "new words");
    let unpromised = toml.replace(promise, "");
    for (toml, expected) in [
        (toml.to_owned(), None),
        (reworded(&unpromised), Some(has_changed)),
        (unpromised, Some(withdrawn)),
        (reworded(toml), Some(has_changed)),
    ] {
        scratch.write("messages.toml", &toml);
        let printed = scratch.check(&[]);
        assert_eq!(titles(&printed), Vec::from_iter(expected), "{toml}");
    }
    // Both texts are shown, and how to withdraw the promise.
    let printed = scratch.check(&[]);
    for line in [
        "3 | text = \"new words\"",
        lock.trim_end(),
        "= help: to withdraw the promise, remove `promise = \"text\"`",
    ] {
        assert!(printed.contains(line), "{line}\n{printed}");
    }
}
