//! Tests `manual --format html-dir` with a folder that contains other files.

use crate::{folder, prints, run, write};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const CATALOGUE: &str = "[A_KEPT]\ntext = 'kept'\n[A_GONE]\ntext = 'gone'\n";
const WRITE: [&str; 6] = ["manual", "-f", "html-dir", "-o", "pages", "m.toml"];

/// Returns the name and the content of each file in the folder `pages`.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder.join("pages")).expect("it is there");
    let files = entries.map(|entry| {
        let path = entry.expect("it can be read").path();
        let name = path.file_name().expect("it has one").to_string_lossy();
        (
            name.into_owned(),
            fs::read_to_string(&path).expect("it is text"),
        )
    });
    files.collect()
}

/// If a file would be overwritten that the program did not write, no file is written.
#[test]
fn own_files_are_not_overwritten() {
    for name in ["index.html", "style.css", "A_KEPT.html"] {
        let folder = folder("html_dir_own");
        write(&folder, "m.toml", CATALOGUE);
        let own = format!("pages/{name}");
        write(&folder, &own, "<!DOCTYPE html>\n<title>mine</title>\n");
        let before = files(&folder);
        let (code, stdout, stderr) = run(&folder, &WRITE);
        let path = Path::new("pages").join(name);
        let expected = format!(
            "error: `{}` would be overwritten, but was not written by kea-messages: choose \
             another folder, or remove this file\n",
            path.display()
        );
        assert_eq!((code, &*stdout, &*stderr), (2, "", &*expected));
        assert_eq!(files(&folder), before, "{name}");
        fs::remove_file(folder.join(own)).expect("it is there");
        prints(&folder, &WRITE);
        prints(&folder, &WRITE);
    }
}

/// A page of a message that no longer exists is only removed if it was written to this folder.
#[test]
fn pages_of_another_folder_are_not_removed() {
    let folder = folder("html_dir_other");
    let old = format!("{CATALOGUE}[A_MINE]\ntext = 'mine'\n");
    write(&folder, "m.toml", &old);
    write(&folder, "other.toml", "[B_OTHER]\ntext = 'other'\n");
    prints(&folder, &WRITE);
    let other = ["manual", "-f", "html-dir", "-o", "other", "other.toml"];
    prints(&folder, &other);
    let copied = folder.join("pages/B_OTHER.html");
    fs::copy(folder.join("other/B_OTHER.html"), copied).expect("it is there");
    let copied = folder.join("pages/my_copy.html");
    fs::copy(folder.join("pages/A_GONE.html"), copied).expect("it is there");
    // This page is in the index, but it was replaced by another file.
    write(&folder, "pages/A_MINE.html", "mine");
    write(&folder, "m.toml", "[A_KEPT]\ntext = 'kept'\n");
    prints(&folder, &WRITE);
    let files = files(&folder);
    assert_eq!(
        files.keys().collect::<Vec<_>>(),
        [
            "A_KEPT.html",
            "A_MINE.html",
            "B_OTHER.html",
            "index.html",
            "my_copy.html",
            "style.css"
        ]
    );
    assert_eq!(files["A_MINE.html"], "mine");
}
