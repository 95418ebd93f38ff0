//! Tests that Grok and, with the feature `vrl`, the Vector Remap Language find the same values in
//! each line as the decoder, or none.
#![forbid(unsafe_code)]
#![cfg(test)]

mod check;
#[cfg(feature = "vrl")]
mod vrl_test;

use check::{Found, Sample, samples};
use grok::Grok;
use kea_messages_catalog::formats::Format;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Tests a parser with each sample. `run` gets the converted catalogue, and the sample. `least` has
/// the minimum numbers of lines and of messages with values for each sample.
fn test(
    format: Format,
    field: impl Fn(&str) -> String + Copy,
    least: &[(&str, usize, usize)],
    run: impl Fn(&str, &Sample) -> Vec<Option<Found>>,
) {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for sample in samples(&workspace) {
        let text = format.write(&sample.catalogue).text;
        let count = sample.check(&run(&text, &sample), field);
        count.check(sample.name, least);
    }
}

/// The names of the fields for the parts of a line.
const PARTS: [&str; 5] = ["time", "severity", "logger", "pid", "id"];

#[test]
fn grok_finds_what_the_decoder_finds() {
    let field = |name: &str| match name {
        "time" => "time_".to_owned(),
        "größe" => "arg3".to_owned(),
        name => name.to_owned(),
    };
    let least = [
        ("hostile", 2_000, 20),
        ("example", 1_000, 9),
        ("kea", 30_000, 870),
    ];
    test(Format::Grok, field, &least, |text, sample| {
        let mut grok = Grok::with_default_patterns();
        let patterns = text.lines().filter(|line| !line.starts_with('#'));
        let patterns: Vec<_> = patterns.filter_map(|line| line.split_once(' ')).collect();
        for (name, pattern) in &patterns {
            grok.add_pattern(*name, *pattern);
        }
        let compiled = |name: &str| {
            let pattern = grok.compile(&format!("%{{{name}}}"), true);
            pattern.unwrap_or_else(|error| panic!("{name}: {error}"))
        };
        let names = patterns.iter().map(|(name, _)| *name);
        let of_messages = names.filter(|name| !matches!(*name, "MESSAGE_HEAD" | "MESSAGE_LINE"));
        let of_messages: HashMap<_, _> = of_messages.map(|name| (name, compiled(name))).collect();
        let any = compiled("MESSAGE_LINE");
        let found = |line: &String| {
            let line = line.as_str();
            let found = any.match_against(line)?;
            let fields: BTreeMap<&str, &str> = found.iter().collect();
            let id = fields.get("id").copied().unwrap_or_default();
            let own = of_messages.get(format!("MESSAGE_{id}").as_str());
            let own = own.and_then(|own| own.match_against(line));
            let fields = own.as_ref().map_or(fields, |own| own.iter().collect());
            let parts = PARTS
                .iter()
                .filter_map(|part| Some((*part, (*fields.get(part)?).to_owned())));
            let is_value = |name: &str| !PARTS.contains(&name) && name != "text";
            Some(Found {
                parts: parts.collect(),
                values: fields
                    .iter()
                    .filter(|(name, _)| is_value(name))
                    .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                    .collect(),
            })
        };
        sample.lines.iter().map(found).collect()
    });
}
