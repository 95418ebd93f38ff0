//! Which targets, members and files of a package are read.

use super::{Folder, call, ids};
use kea_messages_catalog::formats::rust::Packages;
use kea_messages_catalog::{Catalogue, Header, checks};

/// A package of one file, with these lines in its manifest.
fn package(name: &str, lines: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"1.2.0\"\nedition = \"2024\"\n{lines}")
}

const ALONE: &str = "[workspace]\n";

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
        "b.toml:4:1 message `TOML` has no key `txt`: did you mean `text`?",
    ];
    assert_eq!(folder.findings(&catalogue), expected);
    assert_eq!(ids(&catalogue), ["MES_A", "MES_B", "OTHER"]);
    assert!(catalogue.is_broken("TOML"));
    assert_eq!(catalogue.header.title.as_deref(), Some("Mine"));
}

/// A place in a file that a call names stays in that file, when the files are joined.
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

/// What rustc rejects in a call that names files is found, in the words of the macro.
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
            &["types.toml:3:23 `Vec<` is not a type of Rust: write one, such as `u32`"],
        ),
        (
            "files = [\"title.toml\", \"title2.toml\"]",
            &["title2.toml:2:1 another file of this catalogue has a `title` already"],
        ),
        (
            "files = [\"m.toml\", \"none/*.mes\"]",
            &["src/lib.rs:1:34 no file matches `none/*.mes` in `.`"],
        ),
        (
            "file = \"wrapped.mes\"",
            &["wrapped.mes:2:1 the text of `W` looks wrapped: this reads like the rest of it"],
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

/// The logger of a catalogue is that of all its messages, or of none.
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

/// The lock file of a call is for the messages of that call.
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
    let arity = "b.toml:1:2 `B` has 1 argument, and had 0: give the new message another ID";
    assert_eq!(found(&folder), [arity]);
    // A message with its promise elsewhere is not kept here.
    folder.write("b.lock", lock);
    let gone = "b.lock:1:1 `A` is gone, but old logs still have it: keep it, with \
                `removed = \"VERSION\"`";
    assert_eq!(found(&folder), [gone]);
    folder.write("b.lock", "A = { txt = 1 }");
    let malformed = "b.lock:1:7 a message of a lock file has no key `txt`: did you mean `text`?";
    assert_eq!(found(&folder), [malformed]);
    std::fs::remove_file(folder.0.join("b.lock")).expect("it is there");
    let missing = found(&folder);
    assert_eq!(missing.len(), 1);
    assert!(
        missing[0].starts_with("src/lib.rs:2:68 cannot read"),
        "{missing:?}"
    );
}

/// A workspace with a root package, members that share names, and one outside.
fn workspace(name: &str) -> Folder {
    Folder::with(
        name,
        &[
            (
                "Cargo.toml",
                &package("root", "[workspace]\nmembers = [\"one\", \"two\"]\n"),
            ),
            ("src/lib.rs", &call("ROOT")),
            (
                "one/Cargo.toml",
                &package(
                    "one",
                    "[dependencies]\nkea = { package = \"kea-messages\", version = \"9\" }\n",
                ),
            ),
            (
                "one/src/lib.rs",
                &format!(
                    "pub use kea::kea_messages as define; kea::{} define!(info ONE_B() = \"b\";);",
                    call("ONE_A"),
                ),
            ),
            ("two/Cargo.toml", &package("two", "")),
            (
                "two/src/main.rs",
                "use kea_messages::kea_messages as own; own!(info TWO_A() = \"a\";);
                 one::define!(info TWO_B() = \"b\";); kea_messages!(file = \"a.mes\");",
            ),
            ("two/a.mes", "% TWO_MES a\n"),
            ("outside/Cargo.toml", &package("outside", ALONE)),
            ("outside/src/lib.rs", "own!(this is another macro);"),
        ],
    )
}

#[test]
fn members_of_a_workspace() {
    let folder = workspace("workspace");
    let read = |manifest: &str, names: &[&str]| {
        let catalogue = Packages::of(folder.0.join(manifest))
            .named(names.iter().copied())
            .read();
        assert_eq!(folder.findings(&catalogue), [""; 0], "{manifest} {names:?}");
        ids(&catalogue).join(" ")
    };
    let all = "ONE_A ONE_B TWO_A TWO_B ROOT TWO_MES";
    for (manifest, names, expected) in [
        ("", &[] as &[&str], all),
        ("Cargo.toml", &[], all),
        ("", &["root"], "ROOT"),
        ("", &["two", "root"], "TWO_A ROOT TWO_MES"),
        ("", &["one", "two"], "ONE_A ONE_B TWO_A TWO_B TWO_MES"),
        ("one", &[], "ONE_A ONE_B"),
        ("one/Cargo.toml", &[], "ONE_A ONE_B"),
        ("one", &["root"], "ROOT"),
        ("outside", &[], ""),
    ] {
        assert_eq!(read(manifest, names), expected, "{manifest} {names:?}");
    }
    // One file does not speak for all packages.
    folder.write(
        "two/a.toml",
        "[catalogue]\ntitle = \"Two\"\nlogger = \"two\"\n",
    );
    folder.write(
        "two/src/main.rs",
        "kea_messages::kea_messages!(file = \"a.toml\");",
    );
    let packages = Packages::of(&folder.0);
    assert_eq!(packages.read().header, Header::default());
    let two = packages.named(["two"]).read().header;
    assert_eq!(two.title.as_deref(), Some("Two"));
}

/// A package behind a symbolic link is that package, and not the workspace.
#[cfg(unix)]
#[test]
fn links_to_a_workspace() {
    let folder = workspace("linked");
    let link = folder.0.join("link");
    std::os::unix::fs::symlink(&folder.0, &link).expect("a link can be made");
    let read = |path: &str| ids(&Packages::of(link.join(path)).read()).join(" ");
    assert_eq!(read("one"), "ONE_A ONE_B");
    assert_eq!(read("Cargo.toml"), "ONE_A ONE_B TWO_A TWO_B ROOT TWO_MES");
}

#[test]
fn a_workspace_without_a_package() {
    let folder = workspace("virtual");
    folder.write(
        "Cargo.toml",
        "[workspace]\nmembers = [\"one\"]\nresolver = \"3\"\n",
    );
    assert_eq!(ids(&folder.package()), ["ONE_A", "ONE_B"]);
    folder.write("Cargo.toml", "[workspace]\nresolver = \"3\"\n");
    assert_eq!(ids(&folder.package()), [""; 0]);
}

#[test]
fn two_packages_with_one_id() {
    let folder = workspace("one_id");
    folder.write("one/src/lib.rs", call("SAME"));
    folder.write("two/src/main.rs", call("SAME"));
    let catalogue = folder.package();
    let [finding] = catalogue.findings.as_slice() else {
        panic!("{:?}", folder.findings(&catalogue));
    };
    assert_eq!(
        folder.finding(&catalogue, finding),
        "two/src/main.rs:1:20 `SAME` is defined twice"
    );
    assert_eq!(finding.labels[1].text, "defined here first");
    let first = &catalogue.sources[finding.labels[1].source];
    assert!(first.name().ends_with("one/src/lib.rs"), "{}", first.name());
    assert_eq!(ids(&catalogue), ["SAME", "ROOT"]);
}

#[test]
fn what_is_not_a_package() {
    let folder = Folder::with(
        "no_package",
        &[
            ("empty/notes.md", ""),
            ("broken/Cargo.toml", "[package\n"),
            ("broken/src/lib.rs", ""),
            ("no_targets/Cargo.toml", &package("none", ALONE)),
            (
                "lost/Cargo.toml",
                &package(
                    "lost",
                    "[dependencies]\nx-that-is-nowhere = \"9\"\n[workspace]\n",
                ),
            ),
            ("lost/src/lib.rs", &call("LOST")),
            ("names/Cargo.toml", &package("my-server", ALONE)),
            ("names/src/lib.rs", ""),
        ],
    );
    let title = |catalogue: Catalogue| {
        let [finding] = catalogue.findings.as_slice() else {
            panic!("{:?}", folder.findings(&catalogue));
        };
        assert_eq!(finding.code, kea_messages_catalog::Code::Unreadable);
        assert_eq!(ids(&catalogue), [""; 0]);
        finding.title.clone()
    };
    for (path, expected) in [
        ("empty", "cannot find the manifest `"),
        ("empty", "empty/Cargo.toml`"),
        ("nowhere/Cargo.toml", "nowhere/Cargo.toml`"),
        ("broken", "cannot read the package `"),
        ("broken", "broken/Cargo.toml`: unclosed table"),
        ("no_targets", "no targets specified in the manifest"),
    ] {
        let title = title(Packages::of(folder.0.join(path)).read());
        assert!(title.contains(expected), "{path}: {title}");
    }
    // A registry is not asked for dependencies.
    assert_eq!(ids(&Packages::of(folder.0.join("lost")).read()), ["LOST"]);
    for (name, expected) in [
        (
            "my-sever",
            "unknown package `my-sever`: did you mean `my-server`?",
        ),
        ("other", "unknown package `other`: expected `my-server`"),
    ] {
        let packages = Packages::of(folder.0.join("names")).named([name]);
        assert_eq!(title(packages.read()), expected);
    }
}
