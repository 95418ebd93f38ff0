//! Tests the formats of catalogues: what is read, which findings are reported at which places, and
//! what is written.
#![cfg(feature = "convert")]
#![forbid(unsafe_code)]

mod drawing;
mod files;
mod json;
mod lock;
mod mes;
mod mutated;
mod po;
mod round_trips;
mod toml;

use kea_messages_catalog::{Catalogue, Code, Entry, Finding, Source};

fn read(name: &str, text: &str) -> Catalogue {
    Catalogue::of_sources(vec![Source::new(name, text)])
}

/// Returns `line:column title` for each finding. If it is not a mistake, its code is before the
/// title; if it is an error about a message, the ID is.
fn findings(catalogue: &Catalogue) -> Vec<String> {
    let shown = |finding: &Finding| {
        let label = &finding.labels[0];
        let source = &catalogue.sources[label.source];
        let (line, column) = source.position(label.range.start);
        let mut shown = format!("{line}:{column} ");
        if finding.code != Code::Mistake {
            shown += &format!("{}: ", finding.code);
        }
        if let Some(id) = finding.id.as_ref().filter(|_| finding.is_error()) {
            shown += &format!("{id}: ");
        }
        shown + &finding.title
    };
    catalogue.findings.iter().map(shown).collect()
}

/// Reads each text, and compares the findings.
fn check(name: &str, cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let catalogue = read(name, text);
        assert_eq!(findings(&catalogue), *expected, "{text}");
        for finding in &catalogue.findings {
            // Rendering finds the same place.
            let drawn = finding.render(&catalogue.sources);
            assert!(drawn.contains(&format!("--> {name}:")), "{drawn}");
        }
    }
}

/// Returns the only message of a file without mistakes.
fn only(name: &str, text: &str) -> Entry {
    let mut catalogue = read(name, text);
    assert_eq!(catalogue.findings, [], "{text}");
    assert_eq!(catalogue.entries.len(), 1, "{text}");
    catalogue.entries.remove(0)
}
