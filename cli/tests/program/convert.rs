//! Catalogues in other formats, and what other programs say of them.

use crate::manual::with_catalogue;
use crate::{folder, prints, result, run, write};
use std::io::Write as _;
use std::process::Command;

#[test]
fn catalogues_are_converted() {
    let folder = with_catalogue("convert");
    // To TOML and back: the same.
    let toml = prints(&folder, &["convert", "--to", "toml", "messages.toml"]);
    std::fs::write(folder.join("again.toml"), &toml).expect("the folder is there");
    assert_eq!(
        prints(&folder, &["convert", "--to", "toml", "again.toml"]),
        toml
    );
    let json = ["convert", "--to", "json"];
    assert_eq!(
        prints(&folder, &[&json[..], &["messages.toml"]].concat()),
        prints(&folder, &[&json[..], &["again.toml"]].concat())
    );

    prints(
        &folder,
        &["convert", "--to", "json", "-o", "m.json", "messages.toml"],
    );
    let again = prints(&folder, &["convert", "--to", "toml", "m.json"]);
    assert!(
        again.contains("allow = { no_description = \"it is a thing\" }"),
        "{again}"
    );

    let po = prints(&folder, &["convert", "--to", "po", "messages.toml"]);
    assert!(
        po.contains("#, kde-format\nmsgctxt \"TOY_LOGIN\"\nmsgid \"%1 came with %2, 100%%\"\n")
    );
    let german = po
        .replace(
            "100%%\"\nmsgstr \"\"",
            "100%%\"\nmsgstr \"mit %2 kam %1, 100%%\"",
        )
        .replace(
            "msgid \"thing\"\nmsgstr \"\"",
            "msgid \"thing\"\nmsgstr \"Ding\"",
        );
    std::fs::write(folder.join("de.po"), german).expect("the folder is there");
    assert_eq!(
        prints(&folder, &["convert", "--to", "mes", "de.po"]),
        "% TOY_LOGIN mit %2 kam %1, 100%\n% OTHER_THING Ding\n"
    );
    assert_eq!(
        prints(&folder, &["convert", "--to", "toml", "de.po"]),
        "[TOY_LOGIN]\ntext = \"mit %2 kam %1, 100%%\"\n\n[OTHER_THING]\ntext = \"Ding\"\n"
    );

    let journal = prints(&folder, &["convert", "--to", "journal", "messages.toml"]);
    assert!(
        journal.contains("\nSubject: TOY_LOGIN: @USER@ came with @PASSWORD@, 100%\n"),
        "{journal}"
    );
}

/// A translation has texts, and nothing that other formats are for.
#[test]
fn translations_with_problems() {
    let folder = folder("translations");
    let text = "msgctxt \"A_UP\"\nmsgid \"up\"\nmsgstr \"oben\"\n";
    write(&folder, "de.po", text);
    let (code, stdout, stderr) = run(&folder, &["convert", "--to", "json", "de.po"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    let expected = "a translation becomes a file of local texts: `--to toml` or `--to mes`";
    assert_eq!(stderr, format!("error: {expected}\n"));

    // The text that is right is converted.
    let wrong = format!("{text}\nmsgctxt \"A_DOWN\"\nmsgid \"down\"\nmsgstr \"%d\"\n");
    write(&folder, "de.po", &wrong);
    let (code, stdout, stderr) = run(&folder, &["convert", "--to", "mes", "de.po"]);
    assert_eq!((code, stdout.as_str()), (1, "% A_UP oben\n"));
    assert!(stderr.contains("\n --> de.po:7:9\n"), "{stderr}");
}

/// What other programs say of what we write for them. Where they are not there,
/// that is said.
#[test]
fn other_programs_accept_it() {
    let folder = with_catalogue("others");
    let is_there = |name: &str| {
        let found = Command::new(name).arg("--version").output().is_ok();
        if !found {
            _ = writeln!(std::io::stderr(), "skipped: there is no {name}");
        }
        found
    };
    if is_there("msgfmt") {
        prints(
            &folder,
            &["convert", "--to", "po", "-o", "toy.po", "messages.toml"],
        );
        let check = |text: &str| {
            let po = std::fs::read_to_string(folder.join("toy.po")).expect("it is there");
            let po = po.replace(
                "100%%\"\nmsgstr \"\"",
                &format!("100%%\"\nmsgstr \"{text}\""),
            );
            std::fs::write(folder.join("de.po"), po).expect("the folder is there");
            let mut msgfmt = Command::new("msgfmt");
            msgfmt
                .args(["--check", "-o", "de.mo", "de.po"])
                .current_dir(&folder);
            msgfmt.output().expect("it can be run").status.success()
        };
        assert!(check("mit %2 kam %1"));
        assert!(!check("nur %1 kam"), "a placeholder is missing");
    }
    if is_there("journalctl") {
        let catalog = "usr/lib/systemd/catalog";
        std::fs::create_dir_all(folder.join(catalog)).expect("it can be made");
        std::fs::create_dir_all(folder.join("var/lib/systemd/catalog")).expect("it can be made");
        let file = format!("{catalog}/toy.catalog");
        prints(
            &folder,
            &["convert", "--to", "journal", "-o", &file, "messages.toml"],
        );
        let mut journalctl = Command::new("journalctl");
        journalctl
            .arg("--update-catalog")
            .arg(format!("--root={}", folder.display()));
        let output = journalctl.output().expect("it can be run");
        let (code, _, stderr) = result(&output);
        assert_eq!(
            (code, stderr.contains("toy.catalog")),
            (0, false),
            "{stderr}"
        );
        let database = folder.join("var/lib/systemd/catalog/database");
        assert!(database.is_file());
    }
    if is_there("groff") {
        prints(
            &folder,
            &["manual", "-f", "man", "-o", "toy.7", "messages.toml"],
        );
        let mut groff = Command::new("groff");
        groff
            .args(["-man", "-ww", "-Tutf8", "-z", "toy.7"])
            .current_dir(&folder);
        let (code, _, stderr) = result(&groff.output().expect("it can be run"));
        assert_eq!((code, stderr.as_str()), (0, ""));
    }
}
