//! Measures reading and checking a catalogue with the size of Kea's. Run it without `--release`,
//! because macros are compiled without optimization.

#![forbid(unsafe_code)]

use kea_messages_benches::samples::Samples;
use kea_messages_benches::table::{Row, Table, Unit};
use kea_messages_catalog::{Catalogue, Source};
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

/// The number of messages in Kea 3.3.1.
const MESSAGES: u32 = 2_350;
const RUNS: u32 = 20;

/// A description with the average length of Kea's descriptions.
const DESCRIPTION: &str = "\
This warning message is issued when the engine gave up looking for an address
for this client: every address of every pool that the client may be served from
was tried, and each of them is in use, reserved or declined. The arguments are
the client, with its hardware address and identifier, and the number of tries.
";

fn main() {
    let mes = Source::new("messages.mes", &written(mes_message));
    let toml = Source::new("messages.toml", &written(toml_message));
    let title = format!(
        "reading {MESSAGES} messages, .mes ({} KB)",
        mes.text().len() / 1000
    );
    let lines = measure(|| black_box(mes.text().lines().map(str::trim).count()));
    let whole = measure(|| read(&mes));
    show(
        &title,
        "its lines, trimmed",
        lines,
        "read and checked",
        whole,
    );
    let title = format!(
        "reading {MESSAGES} messages, TOML ({} KB)",
        toml.text().len() / 1000
    );
    let parsed = measure(|| toml::de::DeTable::parse(toml.text()).map_or(0, |_| 0));
    let whole = measure(|| read(&toml));
    show(
        &title,
        "parsed by `toml`",
        parsed,
        "read and checked",
        whole,
    );
}

fn show(title: &str, peer: &str, peer_samples: Samples, name: &str, samples: Samples) {
    let row = |name, samples| Row {
        name,
        samples,
        goal: None,
    };
    let rows = vec![row(peer, peer_samples), row(name, samples)];
    let unit = Unit::Milliseconds;
    println!("{}", Table { title, unit, rows });
}

fn read(source: &Source) -> usize {
    let catalogue = Catalogue::of_sources(vec![source.clone()]);
    assert!(catalogue.findings.is_empty(), "{:?}", catalogue.findings[0]);
    catalogue.entries.len()
}

fn measure(work: impl Fn() -> usize) -> Samples {
    let mut samples = Samples::default();
    for _ in 0..RUNS {
        let start = Instant::now();
        black_box(work());
        samples.push(start.elapsed().as_secs_f64());
    }
    samples
}

fn written(message: fn(&mut String, u32)) -> String {
    let mut text = String::new();
    (0..MESSAGES).for_each(|number| message(&mut text, number));
    text
}

// Writing to a String does not fail.

fn mes_message(text: &mut String, number: u32) {
    _ = writeln!(
        text,
        "% ALLOC_ENGINE_V4_ALLOC_FAIL_{number} %1: failed to allocate an address after %2 \
         attempt(s)\n{DESCRIPTION}"
    );
}

fn toml_message(text: &mut String, number: u32) {
    _ = writeln!(
        text,
        "[ALLOC_ENGINE_V4_ALLOC_FAIL_{number}]\nseverity = \"warn\"\ntext = \"%1: failed to \
         allocate an address after %2 attempt(s)\"\narguments = [\"client\", \"attempts: u32\"]\n\
         description = \"\"\"\n{DESCRIPTION}\"\"\"\n"
    );
}
