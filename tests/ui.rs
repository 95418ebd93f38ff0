//! Every mistake that a user can make, and the whole of the error that it gives.
//!
//! The errors are part of the product: read them as a user would. After a
//! change, `TRYBUILD=overwrite cargo test -p kea-messages-tests --test ui`
//! writes them anew.
#![forbid(unsafe_code)]

use std::io::Write as _;
use std::process::Command;

/// The compiler whose words the errors are. Another one says the same in other
/// words.
const COMPILER: &str = "rustc 1.95.";

#[test]
fn errors() {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc)
        .arg("--version")
        .output()
        .expect("rustc runs");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    if version.starts_with(COMPILER) {
        trybuild::TestCases::new().compile_fail("ui/*.rs");
    } else {
        // Past the test harness, which would hide it.
        let note = format!("SKIPPED tests/ui: it is for {COMPILER}*, and this is {version}");
        std::io::stderr()
            .write_all(note.as_bytes())
            .expect("a note can be written");
    }
}
