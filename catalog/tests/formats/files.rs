//! Tests the reading of files on a disk.

use super::findings;
use kea_messages_catalog::{Catalogue, Finding};
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("mes/inner.mes")).unwrap();
    for (name, content) in [
        ("a.toml", b"[A]\ntext = 'a'\n".as_slice()),
        ("Cargo.toml", b"[package]\nname = 'a'\n"),
        ("empty.mes", b""),
        ("latin.mes", b"% UP up\nA gr\xfc\xdf of %1\n"),
        ("mes/b.mes", b"% B b"),
        ("mes/c.MES", b"% C c"),
        ("mes/notes.txt", b"no catalogue"),
    ] {
        std::fs::write(folder.join(name), content).unwrap();
    }
    folder
}

#[test]
fn files_and_patterns() {
    let root = folder("files_and_patterns");
    let cases: [(&[&str], &[&str], &[&str]); 13] = [
        (&["a.toml"], &["A"], &[]),
        (&["a.toml", "a.toml"], &["A"], &[]),
        (&["./a.toml", "mes/../a.toml", "a.toml"], &["A"], &[]),
        (&["a.toml", "*.toml"], &["A"], &[]),
        (&["./mes/b.mes", "mes/b*.mes"], &["B"], &[]),
        (&["mes/[bc].*", "a.toml"], &["B", "C", "A"], &[]),
        (&["empty.mes"], &[], &["`empty.mes` has no messages"]),
        (
            &["none.toml"],
            &[],
            &["cannot read `ROOT/none.toml`: No such file"],
        ),
        (
            &["mes"],
            &[],
            &["`mes` is a folder: name the files in it, `mes/*.toml`"],
        ),
        (&["mes/*.mes"], &["B"], &["`mes/inner.mes` is a folder"]),
        (
            &["mes/*.toml"],
            &[],
            &["no file matches `mes/*.toml` in `ROOT`"],
        ),
        (
            &["a.txt"],
            &[],
            &["`a.txt` does not have the extension of a catalogue file: expected `.toml`"],
        ),
        (&["***"], &[], &["invalid pattern `***`"]),
    ];
    for (patterns, ids, findings) in cases {
        let catalogue = Catalogue::read(&root, patterns);
        let found: Vec<_> = catalogue
            .entries
            .iter()
            .map(|entry| &entry.message.id)
            .collect();
        assert_eq!(found, ids, "{patterns:?}");
        assert_eq!(
            catalogue.findings.len(),
            findings.len(),
            "{:?}",
            catalogue.findings
        );
        for (finding, expected) in catalogue.findings.iter().zip(findings) {
            let expected = expected.replace("ROOT", &root.display().to_string());
            assert!(finding.title.contains(&expected), "{}", finding.title);
        }
    }
}

/// Names are not treated as patterns.
#[test]
fn names() {
    let root = folder("names");
    std::fs::write(root.join("[a].toml"), "[X]\ntext = 'x'\n").unwrap();
    let ids = |names: &[&str]| {
        let catalogue = Catalogue::read_files(&root, names);
        let ids = catalogue.messages().map(|message| message.id.clone());
        (ids.collect::<Vec<_>>().join(" "), catalogue.findings.len())
    };
    assert_eq!(
        ids(&["[a].toml", "a.toml", "a.toml"]),
        ("X A".to_owned(), 0)
    );
    assert_eq!(ids(&["*.toml", ""]), (String::new(), 2));
}

#[test]
fn a_similar_name_is_told() {
    let root = folder("similar");
    let help = |root: &Path, name: &str| {
        let catalogue = Catalogue::read_files(root, &[name]);
        catalogue.findings[0].help.clone()
    };
    let expected = Some("a file `latin.mes` exists in that folder".to_owned());
    assert_eq!(help(&root, "latim.mes"), expected);
    assert_eq!(help(&root, "purple.mes"), None);
    assert_eq!(help(&root, "none/latin.mes"), None);
    // Paths from the folder of the source, from the root of the disk, and as in `include_str!`.
    std::fs::create_dir(root.join("src")).unwrap();
    std::fs::write(root.join("src/inner.mes"), "").unwrap();
    let meant = |name: &str| {
        let root = root.display();
        Some(format!("paths are relative to `{root}`: write `{name}`"))
    };
    assert_eq!(help(&root, "../../latin.mes"), meant("latin.mes"));
    assert_eq!(help(&root, "/latin.mes"), meant("latin.mes"));
    assert_eq!(help(&root, "inner.mes"), meant("src/inner.mes"));
    assert_eq!(help(Path::new(""), "../src/lib.rs"), None);
    std::fs::create_dir_all(root.join("src/net/dhcp")).unwrap();
    std::fs::write(root.join("src/net/dhcp/deep.mes"), "").unwrap();
    assert_eq!(help(&root, "deep.mes"), meant("src/net/dhcp/deep.mes"));
    assert_eq!(
        help(&root, "./dhcp/deep.mes"),
        meant("src/net/dhcp/deep.mes")
    );
    // Patterns also get this help.
    let help_of_pattern = |pattern: &str| {
        let catalogue = Catalogue::read(&root, &[pattern]);
        catalogue.findings[0].help.clone()
    };
    assert_eq!(help_of_pattern("../lati*.mes"), meant("lati*.mes"));
    assert_eq!(help_of_pattern("inn*.mes"), meant("src/inn*.mes"));
    assert_eq!(help_of_pattern("dee?.mes"), meant("src/net/dhcp/dee?.mes"));
    assert_eq!(help_of_pattern("none*.mes"), None);
    let slashes = "folders are separated by `/`: write `src/inn*.mes`";
    assert_eq!(help_of_pattern("src\\inn*.mes").as_deref(), Some(slashes));
    // The current folder is that of the package.
    let expected = Some("a file `Cargo.toml` exists in that folder".to_owned());
    assert_eq!(help(Path::new(""), "Crago.toml"), expected);
}

/// Findings are sorted by their places, with those without a place first.
#[test]
fn findings_are_sorted() {
    let root = folder("sorted");
    std::fs::write(
        root.join("b.toml"),
        "[A]\ntext = 'a'\n[B]\nb = 1\n[C]\nc = 1",
    )
    .unwrap();
    std::fs::write(root.join("c.mes"), "% B\n").unwrap();
    let catalogue = Catalogue::read_files(&root, &["a.toml", "b.toml", "c.mes", "no.toml"]);
    let places: Vec<_> = catalogue.findings.iter().map(Finding::place).collect();
    let place = |source, start| Some((source, start));
    assert_eq!(
        places,
        [None, place(1, 1), place(1, 19), place(1, 29), place(2, 2)]
    );
}

#[test]
fn what_is_not_utf_8_is_shown() {
    let catalogue = Catalogue::read(&folder("not_utf_8"), &["latin.mes"]);
    assert_eq!(findings(&catalogue), ["2:5 invalid UTF-8: byte 0xfc"]);
    let drawn = catalogue.findings[0].render(&catalogue.sources);
    assert!(drawn.contains("A gr\u{fffd}\u{fffd} of %1"), "{drawn}");

    // A line that is not UTF-8 has no other mistake, but the other lines have.
    let root = folder("not_utf_8_at_all");
    std::fs::write(root.join("a.toml"), b"\xff\x00[\xfe\n= \xff").unwrap();
    std::fs::write(root.join("b.mes"), b"% A \xff %d\n% B\n").unwrap();
    let catalogue = Catalogue::read_files(&root, &["a.toml", "b.mes"]);
    assert_eq!(
        findings(&catalogue),
        [
            "1:1 invalid UTF-8: byte 0xff",
            "1:5 invalid UTF-8: byte 0xff",
            "2:3 B: missing text of `B`: `% B text`",
        ]
    );

    // UTF-16 is one mistake, in either order of the bytes.
    let root = folder("not_utf_8_but_16");
    let text = "\u{feff}[A]\ntext = 'up'\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    std::fs::write(root.join("little.toml"), little).unwrap();
    std::fs::write(root.join("big.mes"), big).unwrap();
    let catalogue = Catalogue::read_files(&root, &["little.toml", "big.mes"]);
    let titles: Vec<_> = (catalogue.findings.iter())
        .map(|finding| finding.title.replace(&root.display().to_string(), ""))
        .collect();
    assert_eq!(
        titles,
        [
            "`/little.toml` is in UTF-16: convert it to UTF-8",
            "`/big.mes` is in UTF-16: convert it to UTF-8",
        ]
    );

    // A byte order mark is not counted as part of the line.
    let root = folder("not_utf_8_marked");
    std::fs::write(root.join("marked.mes"), b"\xef\xbb\xbf% UP \xfc\n").unwrap();
    let catalogue = Catalogue::read(&root, &["marked.mes"]);
    assert_eq!(findings(&catalogue), ["1:6 invalid UTF-8: byte 0xfc"]);
    assert_eq!(catalogue.findings[0].labels[0].range, 5..8);
}
