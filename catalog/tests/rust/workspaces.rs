//! Tests which packages of a workspace are read.

use super::packages::{ALONE, package};
use super::{Folder, call, ids};
use kea_messages_catalog::formats::rust::Packages;
use kea_messages_catalog::{Catalogue, Header};

/// Returns a workspace with a root package, members that share names, and a package outside.
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
    // The header of one file does not apply to all packages.
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

/// For a symbolic link to a package, only that package is read, and not the workspace.
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
        (
            "names/src/lib.rs",
            "lib.rs` is not a Cargo manifest: expected a file with the name `Cargo.toml`",
        ),
        ("no_targets", "no targets specified in the manifest"),
    ] {
        let title = title(Packages::of(folder.0.join(path)).read());
        assert!(title.contains(expected), "{path}: {title}");
    }
    // Dependencies are not looked up in a registry.
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
