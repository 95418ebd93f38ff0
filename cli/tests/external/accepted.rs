//! Tests that other programs accept the formats that are written for them.

use crate::run::{prints, result, with_catalogue, write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Creates a folder with the catalogue, and runs the program in it with these arguments.
fn written(test: &str, arguments: &[&str]) -> PathBuf {
    let folder = with_catalogue(test);
    prints(&folder, arguments);
    folder
}

/// Returns the exit code of another program, and its standard error.
pub(crate) fn verdict(folder: &Path, program: &str, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(program);
    command.current_dir(folder).args(arguments);
    let (code, _, stderr) = result(&command.output().expect("it can be run"));
    (code, stderr)
}

pub(crate) fn by_groff() {
    let folder = written("groff", &["manual", "-f", "man", "-o", "toy.7"]);
    let arguments = ["-man", "-ww", "-Tutf8", "-z", "toy.7"];
    assert_eq!(verdict(&folder, "groff", &arguments), (0, String::new()));
}

pub(crate) fn by_journalctl() {
    let folder = written(
        "journalctl",
        &[
            "convert",
            "--to",
            "journal",
            "--url",
            "https://example.com/messages/",
            "-o",
            "toy.catalog",
        ],
    );
    let text = std::fs::read_to_string(folder.join("toy.catalog")).expect("it was written");
    write(&folder, "usr/lib/systemd/catalog/toy.catalog", &text);
    let catalog = folder.join("var/lib/systemd/catalog");
    std::fs::create_dir_all(&catalog).expect("it can be made");
    let root = format!("--root={}", folder.display());
    let (code, stderr) = verdict(&folder, "journalctl", &["--update-catalog", &root]);
    assert_eq!(code, 0, "{stderr}");
    assert!(!stderr.contains("toy.catalog"), "{stderr}");
    assert!(catalog.join("database").is_file());
}

/// msgfmt accepts a translation, and rejects one in which a placeholder is missing.
pub(crate) fn by_msgfmt() {
    let folder = written("msgfmt", &["convert", "--to", "po", "-o", "toy.pot"]);
    let template = std::fs::read_to_string(folder.join("toy.pot")).expect("it was written");
    for (translation, is_accepted) in [("mit %2 kam %1", true), ("nur %1 kam", false)] {
        let untranslated = "100%%\"\nmsgstr \"\"";
        assert!(template.contains(untranslated), "{template}");
        let translated = format!("100%%\"\nmsgstr \"{translation}\"");
        write(
            &folder,
            "de.po",
            &template.replace(untranslated, &translated),
        );
        let (code, stderr) = verdict(&folder, "msgfmt", &["--check", "-o", "de.mo", "de.po"]);
        assert_eq!(code == 0, is_accepted, "{translation}: {stderr}");
    }
}
