//! Runs the examples that `check --explain` prints.
//!
//! The blocks before the remedy are files, and a command that reports the code. With the files of
//! the remedy, its commands no longer report the code.

use crate::guide::{Block, blocks, shell};
use crate::{folder, prints, write};
use std::path::Path;

/// Writes the files in these blocks.
fn write_files(folder: &Path, blocks: &[Block]) {
    for block in blocks {
        if let Some((_, name)) = block.language.split_once(' ') {
            write(folder, name, &block.text());
        }
    }
}

/// Runs the commands in these blocks, and returns the standard error of the last one.
fn run(folder: &Path, blocks: &[Block]) -> Option<String> {
    let commands = blocks.iter().filter(|block| block.language == "sh");
    let lines = commands.flat_map(|block| &block.lines);
    let printed: Vec<String> = lines.map(|line| shell(folder, line).2).collect();
    printed.into_iter().next_back()
}

#[test]
#[cfg(unix)]
fn every_example_has_its_code() {
    let root = folder("explanations");
    let help = prints(&root, &["check", "--help"]);
    let (_, help) = help.split_once("--explain <CODE>").expect("it is listed");
    let (_, codes) = help.split_once("[possible values: ").expect("it has codes");
    let (codes, _) = codes.split_once(']').expect("the list ends");
    let codes: Vec<&str> = codes.split(',').map(str::trim).collect();
    assert!(codes.len() > 30, "{codes:?}");
    for code in codes {
        let text = prints(&root, &["check", "--explain", code]);
        let (example, remedy) = text.split_once("\nRemedy: ").expect("it has a remedy");
        let (example, remedy) = (blocks(example), blocks(remedy));
        let folder = folder(&format!("explanations/{code}"));
        let of_file = || shell(&folder, "kea-messages check messages.toml").2;

        write_files(&folder, &example);
        let printed = run(&folder, &example).unwrap_or_else(of_file);
        let finding = format!("[{code}]: ");
        assert!(printed.contains(&finding), "{code}: {printed}");
        write_files(&folder, &remedy);
        let printed = run(&folder, &remedy).or_else(|| run(&folder, &example));
        let printed = printed.unwrap_or_else(of_file);
        assert!(!printed.contains(&finding), "{code}: {printed}");
        assert!(printed.contains("checked "), "{code}: {printed}");
    }
}
