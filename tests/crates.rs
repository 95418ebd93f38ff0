//! Checks crates that cannot be members of the workspace, because they would share the features of
//! the other members.
#![forbid(unsafe_code)]

use std::path::Path;
use std::process::Command;

/// Runs `cargo check` on a crate in this folder.
fn check(name: &str, arguments: &[&str]) {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO"))
        .arg("check")
        .arg("--manifest-path")
        .arg(tests.join(name).join("Cargo.toml"))
        .arg("--target-dir")
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name))
        .args(arguments)
        .output()
        .expect("cargo runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name} {arguments:?}:\n{errors}");
}

#[test]
fn without_the_standard_library() {
    check("no_std", &[]);
    check("no_std", &["--features", "log"]);
}
