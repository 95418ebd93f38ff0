//! The shared code of the fuzz targets.
#![forbid(unsafe_code)]

use kea_messages_catalog::{Catalogue, Fault, Source};

/// Reads a file and renders the findings.
///
/// # Panics
///
/// Panics if a message that was read has a fault. Any other panic is a bug in the reader.
pub fn read(name: &str, text: &str) {
    check(&Catalogue::of_sources(vec![Source::new(name, text)]));
}

/// Reads a Rust file and renders the findings.
///
/// # Panics
///
/// Panics if the temporary folder cannot be written to, or for the same reasons as [`read`].
pub fn read_rust(text: &str) {
    let name = format!("kea-messages-fuzz-{}.rs", std::process::id());
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, text).expect("the temporary folder can be written to");
    check(&Catalogue::read_paths(&[path], true));
}

fn check(catalogue: &Catalogue) {
    for finding in &catalogue.findings {
        _ = finding.render(&catalogue.sources);
    }
    for entry in &catalogue.entries {
        assert!(entry.message.faults().iter().all(Fault::is_gap));
    }
}
