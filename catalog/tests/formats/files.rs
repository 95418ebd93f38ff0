//! Files as they are on a disk.

use super::findings;
use kea_messages_catalog::Catalogue;
use std::path::PathBuf;

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("mes/inner.mes")).unwrap();
    for (name, content) in [
        ("a.toml", b"[A]\ntext = 'a'\n".as_slice()),
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
    let cases: [(&[&str], &[&str], &[&str]); 10] = [
        (&["a.toml"], &["A"], &[]),
        (&["a.toml", "a.toml"], &["A"], &[]),
        (&["mes/[bc].*", "a.toml"], &["B", "C", "A"], &[]),
        (&["empty.mes"], &[], &[]),
        (
            &["none.toml"],
            &[],
            &["cannot read `ROOT/none.toml`: No such file"],
        ),
        (
            &["mes"],
            &[],
            &["`mes` is a directory: name the files in it, `mes/*.toml`"],
        ),
        (&["mes/*.mes"], &["B"], &["`mes/inner.mes` is a directory"]),
        (
            &["mes/*.toml"],
            &[],
            &["no file matches `mes/*.toml` in `ROOT`"],
        ),
        (
            &["a.txt"],
            &[],
            &["the ending of `a.txt` is not that of a catalogue file: expected `.toml`"],
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

#[test]
fn what_is_not_utf_8_is_shown() {
    let catalogue = Catalogue::read(&folder("not_utf_8"), &["latin.mes"]);
    assert_eq!(findings(&catalogue), ["2:5 this is not UTF-8: byte 0xfc"]);
    let drawn = catalogue.findings[0].render(&catalogue.sources);
    assert!(drawn.contains("A gr\u{fffd}\u{fffd} of %1"), "{drawn}");
}
