//! Tests which files of a folder are read, and in which context.

use super::{Folder, call, ids};
use kea_messages_catalog::Catalogue;
use std::path::PathBuf;

const MANIFEST: &str = "[package]\nname = \"a\"\n";

#[test]
fn files_of_a_folder() {
    let folder = Folder::with(
        "files",
        &[
            ("Cargo.toml", MANIFEST),
            (".gitignore", "ignored.rs\nbuilt\n"),
            ("messages.toml", "[TOML]\ntext = \"a\"\n"),
            ("other.toml", "not read"),
            ("notes.md", "kea_messages!(info NOTES() = \"text\";);"),
            ("mes/a.MES", "% MES a\n"),
            ("mes/b.mes", "% MES_TOO a\n"),
            ("mes/messages.toml/x", ""),
            ("src/b.rs", &call("B")),
            ("src/a.RS", &call("A")),
            ("src/ignored.rs", &call("IGNORED")),
            ("src/built/x.rs", &call("IGNORED_TOO")),
            ("src/.hidden/x.rs", &call("HIDDEN")),
            ("src/target/x.rs", &call("TARGET")),
            (
                "target/CACHEDIR.TAG",
                "Signature: 8a477f597d28d172789f06886806bc55",
            ),
            ("target/debug/x.rs", &call("BUILT")),
            ("tests/x.rs", &call("TEST")),
            ("tests/x.mes", "% TEST_MES a\n"),
            ("examples/x/main.rs", &call("EXAMPLE")),
            ("benches/x.rs", &call("BENCH")),
            ("src/tests/x.rs", &call("IN_SRC")),
            ("inner/Cargo.toml", MANIFEST),
            ("inner/tests/x.rs", &call("INNER_TEST")),
            ("inner/src/x.rs", &call("INNER")),
            ("plain/tests.rs", &call("PLAIN")),
        ],
    );
    let read = |path: &str, all_targets: bool| {
        let catalogue = Catalogue::read_paths(&[folder.0.join(path)], all_targets);
        assert_eq!(folder.findings(&catalogue), [""; 0], "{path}");
        ids(&catalogue).join(" ")
    };
    let program = "MES MES_TOO TOML INNER PLAIN A B TARGET IN_SRC";
    assert_eq!(read("", false), program);
    assert_eq!(
        read("", true),
        "MES MES_TOO TOML TEST_MES BENCH EXAMPLE INNER INNER_TEST PLAIN A B TARGET IN_SRC TEST"
    );
    // A folder of tests is read if it is named.
    for (path, expected) in [
        ("src", "A B TARGET IN_SRC"),
        ("tests", "TEST_MES TEST"),
        ("examples/x", "EXAMPLE"),
        ("tests/x.rs", "TEST"),
        ("benches/x.rs", "BENCH"),
        ("inner", "INNER"),
        ("target", ""),
    ] {
        if path != "target" {
            assert_eq!(read(path, false), expected, "{path}");
        }
    }
}

#[test]
fn what_is_around_a_file() {
    let folder = Folder::with(
        "around",
        &[
            (
                "lib.rs",
                "#[cfg(unix)] mod a; #[cfg(test)] mod tests; mod b { #[cfg(b)] mod inner; }
                 #[cfg_attr(c, path = \"c.rs\")] mod d; #[cfg(x)] include!(\"x.rs\");",
            ),
            ("a.rs", "#[cfg(linux)] mod deep; mod deeper;"),
            ("a/deep.rs", &call("A_DEEP")),
            (
                "a/deeper/mod.rs",
                &format!("mod deepest; {}", call("A_DEEPER")),
            ),
            ("a/deeper/deepest.rs", &call("A_DEEPEST")),
            ("b/inner.rs", &call("B_INNER")),
            ("c.rs", &call("C")),
            ("d.rs", &call("D")),
            ("lost.rs", &call("LOST")),
            ("tests.rs", &format!("mod more; {}", call("TESTS"))),
            ("tests/more.rs", &call("TESTS_MORE")),
            ("x.rs", &call("X")),
        ],
    );
    let catalogue = folder.read("");
    assert_eq!(folder.findings(&catalogue), [""; 0]);
    let expected = [
        "A_DEEP if all(unix, linux)",
        "A_DEEPEST if unix",
        "A_DEEPER if unix",
        "B_INNER if b",
        "C if c",
        "D",
        "LOST",
        "X if x",
    ];
    assert_eq!(ids(&catalogue), expected);
    let catalogue = Catalogue::read_paths(std::slice::from_ref(&folder.0), true);
    assert!(ids(&catalogue).contains(&"TESTS_MORE if test".to_owned()));
    // The context of a single file is not known, and files that it includes are not read.
    assert_eq!(ids(&folder.read("a/deep.rs")), ["A_DEEP"]);
    assert_eq!(ids(&folder.read("lib.rs")), [""; 0]);
    // Files outside the folder are not read either.
    assert_eq!(ids(&folder.read("a")), ["A_DEEP", "A_DEEPEST", "A_DEEPER"]);
}

#[test]
fn roots_that_nobody_names() {
    // The modules of `bin/tool.rs` are next to it, and those of `net.rs` in a folder. Without
    // cargo, both are possible.
    let folder = Folder::with(
        "roots",
        &[
            ("bin/tool.rs", "#[cfg(a)] mod shared; #[cfg(b)] mod own;"),
            ("bin/tool/own.rs", &call("OWN")),
            ("bin/own.rs", &call("BESIDE")),
            ("bin/shared.rs", &call("SHARED")),
            // These files include each other in a cycle.
            (
                "one.rs",
                &format!("#[path = \"two.rs\"] mod two; {}", call("ONE")),
            ),
            ("two.rs", &format!("include!(\"one.rs\"); {}", call("TWO"))),
            (
                "itself.rs",
                &format!("#[cfg(c)] include!(\"itself.rs\"); {}", call("ITSELF")),
            ),
        ],
    );
    let catalogue = folder.read("");
    assert_eq!(folder.findings(&catalogue), [""; 0]);
    let expected = ["BESIDE", "SHARED if a", "OWN if b", "ITSELF", "ONE", "TWO"];
    assert_eq!(ids(&catalogue), expected);
}

#[test]
fn paths_are_read_once() {
    let folder = Folder::with(
        "once",
        &[
            (
                "src/lib.rs",
                "kea_messages!(file = \"messages.toml\"); mod a;",
            ),
            ("src/a.rs", &call("A")),
            ("Cargo.toml", MANIFEST),
            ("messages.toml", "[TOML]\ntext = \"a\"\n"),
        ],
    );
    let paths = [
        "messages.toml",
        "src/a.rs",
        "",
        "src",
        "./src/a.rs",
        "src/../messages.toml",
    ];
    let paths: Vec<PathBuf> = paths.iter().map(|path| folder.0.join(path)).collect();
    let catalogue = Catalogue::read_paths(&paths, false);
    assert_eq!(folder.findings(&catalogue), [""; 0]);
    assert_eq!(ids(&catalogue), ["TOML", "A"]);
    // The files that a call names are read, even if they are not in the folder.
    let catalogue = folder.read("src");
    assert_eq!(ids(&catalogue), ["A", "TOML"]);
    let names = catalogue
        .sources
        .iter()
        .map(kea_messages_catalog::Source::name);
    let names: Vec<&str> = names.collect();
    assert!(names[2].ends_with("once/messages.toml"), "{names:?}");
}

#[test]
fn messages_of_tests_are_left_out_wherever_the_condition_stands() {
    let folder = Folder::with(
        "of-tests",
        &[(
            "all.rs",
            "kea_messages! { info A() = \"a\"; #[cfg(test)] info A_TEST() = \"a\"; \
             #[cfg(all(test, unix))] info BROKEN() = \"%d\"; #[cfg(not(test))] info B() = \"b\"; }
             #[derive(KeaMessages)] enum E { #[message(info, \"c\")] C, \
             #[cfg(test)] #[message(info, \"c\")] CTest }",
        )],
    );
    let read = |all_targets| {
        let catalogue = Catalogue::read_paths(&[folder.0.join("all.rs")], all_targets);
        let findings = folder.findings(&catalogue).len();
        (ids(&catalogue).join(" "), findings)
    };
    assert_eq!(read(false), ("A B if not(test) C".to_owned(), 0));
    assert_eq!(
        read(true),
        (
            "A A_TEST if test B if not(test) C C_TEST if test".to_owned(),
            1
        )
    );
}

#[test]
fn the_first_line_of_a_script_documents_nothing() {
    let folder = Folder::with(
        "script",
        &[(
            "script.rs",
            "#!/usr/bin/env é\n#[derive(KeaMessages)]\n#[message(info, \"%d\")]\n\
             struct Broken;\n/// It is up.\n#[derive(KeaMessages)]\n\
             #[message(info, \"up\")]\nstruct Up;\n",
        )],
    );
    let catalogue = folder.read("script.rs");
    let findings = folder.findings(&catalogue);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].starts_with("script.rs:3:17 "), "{findings:?}");
    assert_eq!(catalogue.entries[0].message.description, "It is up.");
    let folder = Folder::with(
        "script-first",
        &[(
            "script.rs",
            "#!/bin/sh\n#[derive(KeaMessages)]\n#[message(info, \"up\")]\nstruct Up;\n",
        )],
    );
    let catalogue = folder.read("script.rs");
    assert_eq!(folder.findings(&catalogue), [""; 0]);
    assert_eq!(catalogue.entries[0].message.description, "");
}

#[test]
fn what_cannot_be_read() {
    let folder = Folder::with(
        "unreadable",
        &[
            ("empty/notes.md", ""),
            ("open.rs", "fn f() {\n    (\n}\n"),
            ("end.rs", "fn f() {}\nfn g() {\n"),
            ("string.rs", "fn f() {}\nconst A: &str = \"a;\n"),
            ("sign.rs", "fn f() {}\n\\ é"),
            ("comment.rs", "fn f() {} /* /* */"),
            (
                "calls.rs",
                "kea_messages!(files = [\"none.toml\", \"none/*.mes\"]);",
            ),
            ("tests/broken.rs", "{"),
            ("bom.rs", &format!("\u{feff}{}", call("BOM"))),
            (
                "script.rs",
                &format!("#!/usr/bin/env \"cargo\n{}", call("SCRIPT")),
            ),
            (
                "attribute.rs",
                &format!("#!\n [cfg(a)]\n{}", call("ATTRIBUTE")),
            ),
            ("nothing.rs", ""),
        ],
    );
    folder.write(
        "latin.rs",
        b"// caf\xe9\nkea_messages!(info LATIN() = \"text\";);\n",
    );
    let not_rust = "this file is not Rust: unexpected character, or a string, comment or \
                    delimiter that is not closed";
    for (file, expected) in [
        ("open.rs", format!("open.rs:3:1 {not_rust}")),
        ("end.rs", format!("end.rs:2:8 {not_rust}")),
        ("string.rs", format!("string.rs:2:17 {not_rust}")),
        ("sign.rs", format!("sign.rs:2:1 {not_rust}")),
        ("comment.rs", format!("comment.rs:1:11 {not_rust}")),
        (
            "latin.rs",
            "latin.rs:1:7 invalid UTF-8: byte 0xe9".to_owned(),
        ),
    ] {
        let catalogue = folder.read(file);
        assert_eq!(folder.findings(&catalogue), [expected], "{file}");
        assert_eq!(ids(&catalogue), [""; 0], "{file}");
    }
    let findings = folder.findings(&folder.read("none.rs"));
    assert!(findings[0].starts_with("cannot read `"), "{findings:?}");
    let findings = folder.findings(&folder.read("calls.rs"));
    // The place is that of the name in the call.
    let [missing, unmatched] = &findings[..] else {
        panic!("{findings:?}")
    };
    assert!(
        missing.starts_with("calls.rs:1:24 cannot read `"),
        "{missing}"
    );
    assert!(missing.contains("none.toml`: "), "{missing}");
    assert!(
        unmatched.starts_with("calls.rs:1:37 no file matches `none/*.mes`"),
        "{unmatched}"
    );
    let findings = folder.findings(&folder.read("empty"));
    assert!(
        findings[0].contains("no catalogue in the folder `"),
        "{findings:?}"
    );
    for (file, expected) in [
        ("bom.rs", "BOM"),
        ("script.rs", "SCRIPT"),
        ("attribute.rs", "ATTRIBUTE if a"),
        ("nothing.rs", ""),
    ] {
        let catalogue = folder.read(file);
        assert_eq!(folder.findings(&catalogue), [""; 0], "{file}");
        assert_eq!(ids(&catalogue).join(" "), expected, "{file}");
    }
}
