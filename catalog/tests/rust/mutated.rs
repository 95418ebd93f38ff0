//! Tests that the reader reports mistakes in randomly changed Rust source, and does not panic.

use super::Folder;
use std::path::{Path, PathBuf};

/// Pseudorandom numbers, which are the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let number = usize::try_from(self.0 >> 33).expect("31 bits");
        number % limit.max(1)
    }
}

/// Returns the Rust files in a folder.
fn sources(folder: &Path) -> Vec<Vec<u8>> {
    let files = std::fs::read_dir(folder)
        .expect("the folder is there")
        .flatten();
    let mut paths: Vec<PathBuf> = files.map(|file| file.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    paths.sort();
    let read = |path: &PathBuf| std::fs::read(path).expect("it can be read");
    paths.iter().map(read).collect()
}

/// Splits a text into words, signs and spaces.
fn pieces(source: &[u8]) -> Vec<&[u8]> {
    let is_same = |a: &u8, b: &u8| a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric();
    source.chunk_by(is_same).collect()
}

fn mutate(source: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut text = source.to_vec();
    for _ in 0..=numbers.below(6) {
        let by_byte = numbers.below(4) == 0;
        let mut parts: Vec<&[u8]> = if by_byte {
            text.chunks(1).collect()
        } else {
            pieces(&text)
        };
        let (one, other) = (numbers.below(parts.len()), numbers.below(parts.len()));
        let length = 1 + numbers.below(8);
        let end = (one + length).min(parts.len());
        match numbers.below(5) {
            0 => parts.swap(one, other),
            1 => _ = parts.drain(one..end),
            2 => {
                let doubled = parts[one..end].to_vec();
                _ = parts.splice(other..other, doubled);
            }
            3 => parts.truncate(one),
            _ => {
                let signs = b"\"'#!(){}[]<>&%,;:=\\/*\r\n\0\xc3\xff";
                let sign = numbers.below(signs.len());
                parts.insert(one, &signs[sign..=sign]);
            }
        }
        text = parts.concat();
        if text.is_empty() {
            break;
        }
    }
    text
}

#[test]
fn mutated_sources() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut originals = sources(&here.join("../tests/ui"));
    for folder in ["../examples", "../examples/service", "../tests/behaviour"] {
        originals.extend(sources(&here.join(folder)));
    }
    let folder = Folder::new("mutated");
    let mut numbers = Numbers(7);
    let (mut messages, mut findings) = (0, 0);
    for round in 0..400 {
        let original = &originals[round % originals.len()];
        let source = mutate(original, &mut numbers);
        folder.write("source.rs", &source);
        let catalogue = folder.read("source.rs");
        for entry in &catalogue.entries {
            assert_eq!(
                entry.message.faults(),
                [],
                "{}",
                String::from_utf8_lossy(&source)
            );
        }
        messages += catalogue.entries.len();
        findings += folder.findings(&catalogue).len();
    }
    assert!(messages > 100 && findings > 100, "{messages} {findings}");
}
