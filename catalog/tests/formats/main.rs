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

use kea_messages_catalog::{Catalogue, Code, Entry, Finding, Source};

fn read(name: &str, text: &str) -> Catalogue {
    Catalogue::of_sources(vec![Source::new(name, text)])
}

/// `line:column title` of each finding. One that is not a mistake in what is written has its
/// code before the title, an error about a message its ID.
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
