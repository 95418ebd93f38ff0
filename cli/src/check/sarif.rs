//! Prints findings in SARIF 2.1.0, which code hosts and editors read.

use super::place::{Place, missing_file};
use kea_messages_catalog::{Code, Finding, Label, Source};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use std::borrow::Cow;
use std::fmt::Write as _;

/// The characters that are escaped in the path of a URI.
const NOT_IN_PATHS: AsciiSet = NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':');

#[derive(Serialize)]
pub(super) struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    /// The unit of columns.
    column_kind: &'static str,
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message<'static>,
}

#[derive(Serialize)]
struct Message<'a> {
    text: Cow<'a, str>,
}

/// An object of the type `result` of SARIF.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'static str,
    level: &'static str,
    message: Message<'a>,
    locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
}

impl<'a> Log<'a> {
    /// Creates the log. `url_of` returns the address of the message that a finding is about.
    pub(super) fn of(
        findings: &'a [Finding],
        sources: &'a [Source],
        url_of: impl Fn(&Finding) -> Option<String>,
    ) -> Self {
        let rules = Code::all().map(|code| Rule {
            id: code.name(),
            short_description: Message {
                text: code.meaning().into(),
            },
        });
        Self {
            schema: "https://json.schemastore.org/sarif-2.1.0.json",
            version: "2.1.0",
            runs: [Run {
                tool: Tool {
                    driver: Driver {
                        name: "kea-messages",
                        version: env!("CARGO_PKG_VERSION"),
                        rules: rules.collect(),
                    },
                },
                column_kind: "unicodeCodePoints",
                results: findings
                    .iter()
                    .map(|finding| Outcome::of(finding, sources, url_of(finding)))
                    .collect(),
            }],
        }
    }
}

impl<'a> Outcome<'a> {
    fn of(finding: &'a Finding, sources: &[Source], url: Option<String>) -> Self {
        let mut text = Cow::from(&finding.title);
        if let (Some(id), Some(url)) = (&finding.id, url) {
            // The syntax of links in plain text (SARIF, section 3.11.6). The `helpUri` of a rule
            // is for the code.
            let url = url.replace('(', "%28").replace(')', "%29");
            _ = write!(text.to_mut(), "\nManual: [{id}]({url})");
        }
        let labels = finding.labels.iter();
        let mut locations = labels.map(|label| Location::of(label, sources));
        Self {
            rule_id: finding.code.name(),
            level: finding.level().name(),
            message: Message { text },
            locations: locations
                .next()
                .or_else(|| missing_file(finding).map(Location::of_file))
                .into_iter()
                .collect(),
            related_locations: locations.collect(),
        }
    }
}

impl<'a> Location<'a> {
    fn of(label: &'a Label, sources: &[Source]) -> Self {
        let place = Place::of(label, sources);
        let mut location = Self::of_file(place.file);
        location.physical_location.region = Some(Region {
            start_line: place.line,
            start_column: place.column,
        });
        let text = Some(label.text.as_str()).filter(|text| !text.is_empty());
        location.message = text.map(|text| Message { text: text.into() });
        location
    }

    fn of_file(name: &str) -> Self {
        let path = name.replace('\\', "/");
        Self {
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation {
                    uri: utf8_percent_encode(&path, &NOT_IN_PATHS).to_string(),
                },
                region: None,
            },
            message: None,
        }
    }
}
