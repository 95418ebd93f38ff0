//! What the fuzz targets share.
#![forbid(unsafe_code)]

use kea_messages_catalog::Fault;
use kea_messages_catalog::{Catalogue, Source};

/// Reads a file and draws what is reported.
///
/// # Panics
///
/// If a message that was read has a mistake; anything else that panics is one
/// of the readers'.
pub fn read(name: &str, text: &str) {
    let catalogue = Catalogue::of_sources(vec![Source::new(name, text)]);
    for finding in &catalogue.findings {
        _ = finding.render(&catalogue.sources);
    }
    for entry in &catalogue.entries {
        assert!(entry.message.faults().iter().all(Fault::is_gap));
    }
}
