//! Tests which targets, members and files of a package are read.

use super::{Folder, call, ids};
use kea_messages_catalog::checks;
use kea_messages_catalog::formats::rust::Packages;

/// Returns the manifest of a package with one file, with these additional lines.
pub(super) fn package(name: &str, lines: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"1.2.0\"\nedition = \"2024\"\n{lines}")
}

pub(super) const ALONE: &str = "[workspace]\n";

#[test]
fn targets() {
    let folder = Folder::with(
        "targets",
        &[
            (
                "Cargo.toml",
                &package(
                    "targets",
                    "[[bin]]\nname = \"odd\"\npath = \"odd/x.rs\"\n[workspace]\n",
                ),
            ),
            (
                "src/lib.rs",
                &format!(
                    "mod shared; #[cfg(test)] mod tests; other!(\"nobody.rs\"); {}",
                    call("LIB")
                ),
            ),
            (
                "src/main.rs",
                &format!("mod shared; mod only_here; {}", call("MAIN")),
            ),
            ("src/shared.rs", &call("SHARED")),
            ("src/only_here.rs", &call("ONLY_HERE")),
            ("src/nobody.rs", &call("NOBODY")),
            ("src/tests.rs", "this is not \" Rust"),
            ("src/bin/tool.rs", &call("TOOL")),
            (
                "src/bin/more/main.rs",
                &format!("mod part; {}", call("MORE")),
            ),
            ("src/bin/more/part.rs", &call("PART")),
            ("odd/x.rs", &call("ODD")),
            ("build.rs", &call("BUILD")),
            ("examples/example.rs", &call("EXAMPLE")),
            ("tests/test.rs", &format!("mod common; {}", call("TEST"))),
            ("tests/common/mod.rs", &call("COMMON")),
            ("benches/bench.rs", &call("BENCH")),
            ("messages.toml", "[NOT_NAMED]\ntext = \"a\"\n"),
        ],
    );
    let catalogue = folder.package();
    assert_eq!(folder.findings(&catalogue), [""; 0]);
    let mut found = ids(&catalogue);
    found.sort();
    let program = [
        "LIB",
        "MAIN",
        "MORE",
        "ODD",
        "ONLY_HERE",
        "PART",
        "SHARED",
        "TOOL",
    ];
    assert_eq!(found, program);
    let header = &catalogue.header;
    assert_eq!(header.title.as_deref(), Some("targets"));
    assert_eq!(header.version.as_deref(), Some("1.2.0"));

    folder.write("src/tests.rs", call("TESTS"));
    let catalogue = Packages::of(folder.0.join("Cargo.toml"))
        .all_targets(true)
        .read();
    assert_eq!(folder.findings(&catalogue), [""; 0]);
    let mut found = ids(&catalogue);
    found.retain(|id| !program.contains(&id.as_str()));
    found.sort();
    assert_eq!(
        found,
        [
            "BENCH",
            "BUILD",
            "COMMON",
            "EXAMPLE",
            "TEST",
            "TESTS if test"
        ]
    );
}

#[test]
fn files_that_are_named_in_several_places() {
    let folder = Folder::with(
        "several",
        &[
            ("Cargo.toml", &package("several", ALONE)),
            (
                "src/lib.rs",
                "#[cfg(test)] #[path = \"both.rs\"] mod of_tests; mod both;
                 #[cfg(a)] mod sometimes;
                 #[cfg(all(unix))] #[path = \"os.rs\"] mod unix;
                 #[cfg(windows)] #[path = \"os.rs\"] mod windows;
                 mod missing; #[cfg(a)] #[path = \"gone.rs\"] mod gone; include!(\"gone.rs\");
                 include!(concat!(env!(\"OUT_DIR\"), \"/x.rs\"));",
            ),
            (
                "src/main.rs",
                "#[cfg(b)] #[cfg(a)] mod sometimes; #[cfg(c)] mod both;",
            ),
            ("src/both.rs", &format!("mod below; {}", call("BOTH"))),
            ("src/both/below.rs", &call("BELOW")),
            ("src/sometimes.rs", &call("SOMETIMES")),
            ("src/os.rs", &format!("#[cfg(x)] {}", call("OS"))),
        ],
    );
    let catalogue = folder.package();
    assert_eq!(folder.findings(&catalogue), [""; 0]);
    let mut found = ids(&catalogue);
    found.sort();
    assert_eq!(found, ["BELOW", "BOTH", "OS if x", "SOMETIMES if a"]);
}

#[test]
fn files_that_a_call_names() {
    let folder = Folder::with(
        "calls",
        &[
            ("Cargo.toml", &package("calls", ALONE)),
            (
                "src/main.rs",
                "kea_messages!(pub(crate) file = \"mes/a.mes\", by_module);
                 mod m { kea_messages! { pub static C; files = [\"mes/*.mes\", \"b.toml\"], \
                 allow(wrapped_text), lock = \"messages.lock\" } }
                 #[cfg(test)] kea_messages!(file = \"none.toml\");
                 kea_messages!(file = \"b.toml\");",
            ),
            ("mes/a.mes", "% MES_A a\n"),
            ("mes/b.mes", "% MES_B %2\n"),
            (
                "b.toml",
                "[catalogue]\ntitle = \"Mine\"\n[TOML]\ntxt = \"a\"\n[OTHER]\ntext = \"a\"\n",
            ),
        ],
    );
    let catalogue = folder.package();
    let expected = [
        "mes/b.mes:1:9 the text has `%2`, but no `%1`",
        "b.toml:4:1 unknown key `txt` of message `TOML`: did you mean `text`?",
    ];
    assert_eq!(folder.findings(&catalogue), expected);
    assert_eq!(ids(&catalogue), ["MES_A", "MES_B", "OTHER"]);
    assert!(catalogue.is_broken("TOML"));
    assert_eq!(catalogue.header.title.as_deref(), Some("Mine"));
}

/// The place of a message in a file that a call names is in that file, even after files are merged.
#[test]
fn places_in_files_that_a_call_names() {
    let folder = Folder::with(
        "places",
        &[
            ("Cargo.toml", &package("places", ALONE)),
            ("src/lib.rs", "kea_messages!(file = \"m.toml\");"),
            (
                "m.toml",
                "[catalogue]\nallow = { purple = \"x\" }\n\
                 [A]\ntext = \"a\"\ndescription = \"A.\"\nallow = { green = \"x\" }\n",
            ),
        ],
    );
    let catalogue = folder.package();
    let places: Vec<String> = checks::run(&catalogue)
        .iter()
        .map(|finding| folder.finding(&catalogue, finding))
        .map(|found| found.split(": ").next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(
        places,
        [
            "m.toml:2:11 unknown code `purple`",
            "m.toml:6:11 unknown code `green`",
        ]
    );
}

/// Mistakes in a call that names files are reported with the same text as by the macro.
#[test]
fn mistakes_in_a_call_of_files() {
    let folder = Folder::with(
        "call_mistakes",
        &[
            ("Cargo.toml", &package("call_mistakes", ALONE)),
            ("m.toml", "[A]\ntext = \"a\"\n"),
            ("title.toml", "[catalogue]\ntitle = \"a\"\n"),
            ("title2.toml", "[catalogue]\ntitle = \"b\"\n"),
            (
                "types.toml",
                "[T]\ntext = \"%1 %2\"\narguments = [\"a: u8\", \"client: Vec<\"]\n",
            ),
            ("wrapped.mes", "% W it is\nup at one\n"),
        ],
    );
    let cases: [(&str, &[&str]); 6] = [
        (
            "file = \"m.toml\", allow(wraped_text)",
            &["src/lib.rs:1:38 unknown code `wraped_text`: did you mean `wrapped_text`?"],
        ),
        (
            "file = \"types.toml\"",
            &["types.toml:3:23 `Vec<` is not a Rust type: write one, such as `u32`"],
        ),
        (
            "files = [\"title.toml\", \"title2.toml\"]",
            &["title2.toml:2:1 duplicate `title`: another file of this catalogue has one"],
        ),
        (
            "files = [\"m.toml\", \"none/*.mes\"]",
            &["src/lib.rs:1:34 no file matches `none/*.mes` in `.`"],
        ),
        (
            "file = \"wrapped.mes\"",
            &["wrapped.mes:2:1 the text of `W` seems to continue on a second line"],
        ),
        ("file = \"wrapped.mes\", allow(wrapped_text)", &[]),
    ];
    for (call, expected) in cases {
        folder.write("src/lib.rs", format!("kea_messages!({call});"));
        let here = format!("in `{}`", folder.0.display());
        let found = folder.findings(&folder.package());
        let found: Vec<String> = found
            .iter()
            .map(|found| found.replace(&here, "in `.`"))
            .collect();
        assert_eq!(found, expected, "{call}");
    }
}

/// A catalogue has a logger if it is that of all its messages.
#[test]
fn loggers() {
    let folder = Folder::with(
        "loggers",
        &[
            ("Cargo.toml", &package("loggers", ALONE)),
            ("m.toml", "[catalogue]\nlogger = \"a\"\n[T]\ntext = \"t\"\n"),
        ],
    );
    let file = "kea_messages!(file = \"m.toml\");";
    let derived = "#[derive(KeaMessages)] #[kea(logger = \"a\")] #[message(info, \"d\")] struct D;";
    for (source, logger) in [
        (file.to_owned(), Some("a")),
        (
            "kea_messages!(logger = \"b\"; file = \"m.toml\");".to_owned(),
            Some("b"),
        ),
        (format!("{file} {derived}"), Some("a")),
        (
            format!("{file} kea_messages!(logger = \"a\"; info I() = \"i\";);"),
            Some("a"),
        ),
        (
            format!("{file} kea_messages!(logger = \"b\"; info I() = \"i\";);"),
            None,
        ),
        (format!("{file} {}", call("I")), None),
        (
            format!("{file} {}", derived.replace("\"a\"", "\"b\"")),
            None,
        ),
        (derived.to_owned(), Some("a")),
    ] {
        folder.write("src/lib.rs", &source);
        let catalogue = folder.package();
        assert_eq!(folder.findings(&catalogue), [""; 0], "{source}");
        assert_eq!(catalogue.header.logger.as_deref(), logger, "{source}");
    }
}

/// A lock file that a call names is only for the messages of that call.
#[test]
fn locks_that_calls_name() {
    let lock = "A = { arguments = [], text = \"0\" }\n";
    let folder = Folder::with(
        "call_locks",
        &[
            ("Cargo.toml", &package("call_locks", ALONE)),
            (
                "src/lib.rs",
                "kea_messages!(file = \"a.toml\", lock = \"a.lock\");
                 mod b { kea_messages!(files = [\"b*.toml\"], lock = \"b.lock\"); }",
            ),
            ("a.toml", "[A]\ntext = \"a\"\n"),
            ("b.toml", "[B]\ntext = \"b %1\"\n"),
            ("a.lock", lock),
            ("b.lock", &lock.replace('A', "B")),
        ],
    );
    let found = |folder: &Folder| -> Vec<String> {
        let mut catalogue = folder.package();
        assert_eq!(folder.findings(&catalogue), [""; 0]);
        let found = catalogue.check_locks();
        let found = found
            .iter()
            .map(|finding| folder.finding(&catalogue, finding))
            .map(|found| found.replace(&format!("{}/", folder.0.display()), ""));
        found.collect()
    };
    let arity = "b.toml:1:2 `B` has 1 argument, but had 0: give the new message another ID";
    assert_eq!(found(&folder), [arity]);
    // A message whose promise is in another lock file is not kept in this one.
    folder.write("b.lock", lock);
    let gone = "b.lock:1:1 `A` is missing, but old logs still have it: keep it, with `removed = \"VERSION\"`";
    assert_eq!(found(&folder), [gone]);
    folder.write("b.lock", "A = { txt = 1 }");
    let malformed =
        "b.lock:1:7 unknown key `txt` of a message of a lock file: did you mean `text`?";
    assert_eq!(found(&folder), [malformed]);
    std::fs::remove_file(folder.0.join("b.lock")).expect("it is there");
    let missing = found(&folder);
    assert_eq!(missing.len(), 1);
    assert!(
        missing[0].starts_with("src/lib.rs:2:68 cannot read"),
        "{missing:?}"
    );
}
