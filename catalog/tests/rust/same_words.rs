//! Tests that the program and rustc report a mistake in a definition with the same text.

use super::Folder;
use std::path::{Path, PathBuf};

/// Returns the folder with the tests of rustc's errors.
fn ui() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui")
}

/// Returns the tests whose names satisfy `is_one`.
fn names(is_one: impl Fn(&str) -> bool) -> Vec<String> {
    let files = std::fs::read_dir(ui())
        .expect("the tests are there")
        .flatten();
    let names = files.filter_map(|file| {
        let name = file.file_name().into_string().ok()?;
        let name = name.strip_suffix(".rs")?;
        is_one(name).then(|| name.to_owned())
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn is_of_definitions(name: &str) -> bool {
    name.starts_with("define_") || name.starts_with("derive_") || name == "options_twice"
}

/// Returns the errors that the macros report in a file: `line:column title`.
fn expected(name: &str) -> Vec<String> {
    let printed = std::fs::read_to_string(ui().join(name).with_extension("stderr"));
    let printed = printed.expect("rustc has an error");
    let lines: Vec<&str> = printed.lines().collect();
    let errors = lines.windows(2).filter_map(|lines| {
        let place = lines[1].split_once(&format!("{name}.rs:"))?.1;
        // Errors with a code, and one without, are rustc's own. The reader detects two of them, and
        // reports them with its own text for a duplicate ID in a file.
        let codes = ["error[E0428]: the name ", "error[E0252]: the name "];
        let twice = codes.iter().find_map(|code| lines[0].strip_prefix(code));
        let twice = twice.and_then(|rest| rest.strip_suffix(" is defined multiple times"));
        let title = match twice {
            Some(id) => format!("{id} is defined twice"),
            None => lines[0].strip_prefix("error: ")?.to_owned(),
        };
        if title.starts_with("cannot find attribute") || title.contains(" is not supported in ") {
            return None;
        }
        // rustc only shows one place for an error of a macro, so its text also names the other
        // variant.
        let title = match title.split_once(" is defined twice: ") {
            Some((id, _)) => format!("{id} is defined twice"),
            None => title,
        };
        Some(format!("{place} {title}"))
    });
    let mut errors: Vec<String> = errors.collect();
    errors.sort();
    errors
}

#[test]
fn mistakes_in_definitions() {
    let folder = Folder(ui());
    let mut count = 0;
    for name in names(is_of_definitions) {
        let file = format!("{name}.rs");
        let catalogue = folder.read(&file);
        let findings = folder.findings(&catalogue);
        let mut found: Vec<&str> = findings
            .iter()
            .map(|finding| finding.trim_start_matches(&format!("{file}:")))
            .collect();
        found.sort_unstable();
        assert_eq!(found, expected(&name), "{file}");
        count += found.len();
    }
    assert!(count > 100, "there are many mistakes: {count}");
}

/// Mistakes in statements, types or lints are only reported by rustc.
#[test]
fn no_mistake_without_one_in_a_definition() {
    let folder = Folder(ui());
    let names = names(|name| !is_of_definitions(name));
    assert!(names.len() > 8);
    for name in names {
        let catalogue = folder.read(&format!("{name}.rs"));
        assert_eq!(folder.findings(&catalogue), [""; 0], "{name}");
        let defines_nothing = name == "by_hand";
        assert_eq!(catalogue.entries.is_empty(), defines_nothing, "{name}");
    }
}
