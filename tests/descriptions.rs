//! A program carries the descriptions of its messages only if it asks for them.
#![forbid(unsafe_code)]

use std::path::{Path, PathBuf};
use std::process::Command;

const MANIFEST: &str = r#"
[package]
name = "carries"
version = "0.1.0"
edition = "2024"

[dependencies]
kea-messages = { path = "RUNTIME" }

[workspace]
"#;

const PROGRAM: &str = r#"
use kea_messages::{KeaMessages, MessageId, emit, kea_messages};

kea_messages! {
    /// Nobody needs this sentence of the message.
    warn LOGGED(client) = "logged %1";
}

#[derive(KeaMessages)]
enum Derived {
    /// Nobody needs this sentence of the variant.
    #[message(warn, "derived %1")]
    Logged(u32),
}

fn main() {
    emit!(LOGGED(std::env::args().count()));
    emit!(Derived::Logged(3));
    if ASKS {
        println!("{}", LOGGED::DEFINITION.description());
    }
}

const ASKS: bool = "#;

/// The release build of a program that logs, and may ask for a description.
fn build(asks: bool) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("carries_{asks}"));
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let runtime = runtime.canonicalize().expect("the runtime is there");
    let source = folder.join("src");
    std::fs::create_dir_all(&source).expect("a folder for the program");
    let manifest = MANIFEST.replace("RUNTIME", &runtime.display().to_string());
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("its manifest");
    std::fs::write(source.join("main.rs"), format!("{PROGRAM}{asks};\n")).expect("its source");
    let target = folder.with_file_name("carries_target");
    let output = Command::new(env!("CARGO"))
        .args(["build", "--release", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", &target)
        .output()
        .expect("cargo runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let program: PathBuf = target
        .join("release")
        .join(format!("carries{}", std::env::consts::EXE_SUFFIX));
    std::fs::read(program).expect("the program is built")
}

fn contains(program: &[u8], text: &str) -> bool {
    program
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[test]
fn descriptions_are_carried_on_demand() {
    let silent = build(false);
    assert!(contains(&silent, "logged "), "the text is in the program");
    assert!(contains(&silent, "derived "), "the text is in the program");
    assert!(!contains(&silent, "Nobody needs this sentence"));
    let asking = build(true);
    assert!(contains(
        &asking,
        "Nobody needs this sentence of the message"
    ));
    assert!(!contains(
        &asking,
        "Nobody needs this sentence of the variant"
    ));
}
