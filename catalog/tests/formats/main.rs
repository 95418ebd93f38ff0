//! The formats of catalogues: what is read, what is reported at which place, and what is
//! written.
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

use kea_messages_catalog::{Catalogue, Entry, Finding, Source};

fn read(name: &str, text: &str) -> Catalogue {
    Catalogue::of_sources(vec![Source::new(name, text)])
}

/// `line:column title` of each finding. A mistake that is about a message has its ID
/// before that, a warning its code.
fn findings(catalogue: &Catalogue) -> Vec<String> {
    let shown = |finding: &Finding| {
        let label = &finding.labels[0];
        let source = &catalogue.sources[label.source];
        let (line, column) = source.position(label.range.start);
        let name = match &finding.id {
            _ if !finding.is_error() => format!("{}: ", finding.code),
            Some(id) => format!("{id}: "),
            None => String::new(),
        };
        format!("{line}:{column} {name}{}", finding.title)
    };
    catalogue.findings.iter().map(shown).collect()
}

/// Reads each text, and compares what is found.
fn check(name: &str, cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let catalogue = read(name, text);
        assert_eq!(findings(&catalogue), *expected, "{text}");
        for finding in &catalogue.findings {
            // Drawing finds the place too.
            let drawn = finding.render(&catalogue.sources);
            assert!(drawn.contains(&format!("--> {name}:")), "{drawn}");
        }
    }
}

/// The only message of a file that has no mistake.
fn only(name: &str, text: &str) -> Entry {
    let mut catalogue = read(name, text);
    assert_eq!(catalogue.findings, [], "{text}");
    assert_eq!(catalogue.entries.len(), 1, "{text}");
    catalogue.entries.remove(0)
}
