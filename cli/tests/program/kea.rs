//! Kea's own message files, and its manual. They are not part of the project; where
//! they are not beside it, these tests say so and do nothing.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared")
        .join(path);
    if path.exists() {
        return Some(path);
    }
    _ = writeln!(std::io::stderr(), "skipped: there is no {}", path.display());
    None
}

fn run(arguments: &[&Path]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kea-messages"));
    let output = command.args(arguments).output().expect("it can be run");
    String::from_utf8(output.stdout).expect("it is UTF-8")
}

/// The paragraphs of a book's entries, with white space as one blank.
fn paragraphs(book: &str, from: &str) -> Vec<String> {
    let (_, entries) = book.split_once(from).expect("the chapter begins");
    entries
        .split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

/// As far as the document goes: it ends in the middle of a word.
#[test]
fn the_text_is_that_of_the_manual() {
    let (Some(mes), Some(seed)) = (
        shared("kea-1.5.0-P1/mes"),
        shared("seed/kea-messages-manual-1.5.0-P1.txt"),
    ) else {
        return;
    };
    let seed = std::fs::read_to_string(seed).expect("it can be read");
    let book = run(&[Path::new("manual"), &mes]);
    let contents = |book: &str| -> Vec<String> {
        let head = book.split("\nChapter").next().unwrap_or("");
        let lines = head.lines().filter(|line| line.ends_with(" Module"));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(contents(&book), contents(&seed));
    assert_eq!(contents(&book).len(), 22);

    // Each entry of the document stands there twice.
    let expected = paragraphs(&seed.replace("\u{a0}", " "), "Chapter 2. Kea Log Messages");
    let mut once: Vec<String> = Vec::new();
    let mut is_second = false;
    for paragraph in expected {
        let is_heading = paragraph.split(' ').next().is_some_and(|word| {
            word.contains('_')
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte == b'_' || byte.is_ascii_digit())
        });
        if is_heading || paragraph.ends_with(" Module") {
            is_second = paragraph.contains(" (1) ");
        }
        if !is_second {
            once.push(paragraph);
        }
    }
    let cut = once.pop().expect("there are entries");
    let found = paragraphs(&book, "Chapter 2. Messages");
    assert!(once.len() > 15, "{once:?}");
    assert_eq!(found[..once.len()], once);
    assert!(found[once.len()].starts_with(&cut), "{cut}");
}

/// From `.mes` to TOML and back, each file by itself: the same catalogue.
#[test]
fn nothing_is_lost_on_the_way_to_toml_and_back() {
    let Some(mes) = shared("kea-1.5.0-P1/mes") else {
        return;
    };
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let toml = temporary.join("converted.toml");
    let back = temporary.join("converted.mes");
    let to = Path::new("--to");
    let convert = |format: &str, output: &Path, input: &Path| {
        let arguments = ["convert", "--to", format, "-o"].map(Path::new);
        run(&[&arguments[..], &[output, input]].concat());
    };
    let mut count = 0;
    for file in std::fs::read_dir(mes).expect("it can be read") {
        let file = file.expect("it can be read").path();
        let original = run(&[Path::new("convert"), to, Path::new("json"), &file]);
        for (format, output, input) in [("toml", &toml, &file), ("mes", &back, &toml)] {
            convert(format, output, input);
            let json = run(&[Path::new("convert"), to, Path::new("json"), output]);
            let same = |json: &str| -> Vec<String> {
                // Lines can be broken elsewhere.
                json.replace("\\n", " ")
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect()
            };
            assert_eq!(
                same(&json),
                same(&original),
                "{} as {format}",
                file.display()
            );
        }
        count += 1;
    }
    assert_eq!(count, 24);
}
