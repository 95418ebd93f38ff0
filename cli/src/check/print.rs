//! Findings, as people and other programs read them.

use crate::arguments::FindingFormat;
use crate::failure::Failure;
use crate::output::{self, complain};
use kea_messages_catalog::{Catalogue, Code, Finding};
use serde_json::{Value, json};

pub(super) fn print(
    findings: &[Finding],
    format: FindingFormat,
    catalogue: &Catalogue,
) -> Result<(), Failure> {
    let mut out = String::new();
    match format {
        FindingFormat::Text => {
            for finding in findings {
                let drawn = finding.render(&catalogue.sources);
                let title = &finding.title;
                let level = format!("{}[{}]", level(finding), finding.code);
                complain(&level, &format!("{title}{drawn}"));
            }
        }
        FindingFormat::Json => {
            for finding in findings {
                let place = Place::of(finding, catalogue);
                let line = json!({
                    "code": finding.code.name(),
                    "level": level(finding),
                    "id": finding.id,
                    "title": finding.title,
                    "file": place.as_ref().map(|place| place.file),
                    "line": place.as_ref().map(|place| place.line),
                    "column": place.as_ref().map(|place| place.column),
                });
                out += &format!("{line}\n");
            }
        }
        FindingFormat::Github => {
            for finding in findings {
                let place = Place::of(finding, catalogue).map_or_else(String::new, |place| {
                    let file = escape(place.file).replace(':', "%3A").replace(',', "%2C");
                    format!("file={file},line={},col={},", place.line, place.column)
                });
                let (level, code) = (level(finding), finding.code);
                let title = escape(&finding.title);
                out += &format!("::{level} {place}title={code}::{title}\n");
            }
        }
        FindingFormat::Sarif => {
            let sarif = sarif(findings, catalogue);
            out += &format!("{sarif:#}\n");
        }
    }
    output::print(out.as_bytes())
}

fn level(finding: &Finding) -> &'static str {
    finding.level().name()
}

/// What GitHub takes for its own, in the text of a command.
fn escape(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

impl<'a> Place<'a> {
    fn of(finding: &Finding, catalogue: &'a Catalogue) -> Option<Self> {
        let label = finding.labels.first()?;
        let source = &catalogue.sources[label.source];
        let (line, column) = source.position(label.range.start);
        Some(Self {
            file: source.name(),
            line,
            column,
        })
    }
}

fn sarif(findings: &[Finding], catalogue: &Catalogue) -> Value {
    let rules: Vec<Value> = Code::all()
        .map(|code| json!({ "id": code.name(), "shortDescription": { "text": code.meaning() } }))
        .collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let place = Place::of(finding, catalogue);
            let locations: Vec<Value> = place
                .iter()
                .map(|place| {
                    json!({ "physicalLocation": {
                        "artifactLocation": { "uri": place.file.replace('\\', "/") },
                        "region": { "startLine": place.line, "startColumn": place.column },
                    } })
                })
                .collect();
            json!({
                "ruleId": finding.code.name(),
                "level": level(finding),
                "message": { "text": finding.title },
                "locations": locations,
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "kea-messages",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "results": results,
        }],
    })
}
