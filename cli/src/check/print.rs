//! Prints findings for people and for other programs.

use super::place::{Place, missing_file};
use super::sarif;
use crate::arguments::{FindingFormat, Output};
use crate::failure::Failure;
use crate::output::{self, drawn_with_code, report_with_code};
use crate::published::Published;
use kea_messages_catalog::{Catalogue, Finding, Source};
use serde::Serialize;
use std::fmt::{self, Display, Write as _};
use std::path::Path;

/// Prints findings to a file; or, without one, text to standard error, and other formats to
/// standard output.
pub(super) fn print(
    findings: &[Finding],
    format: FindingFormat,
    file: Option<&Path>,
    catalogue: &Catalogue,
    published: &Published,
) -> Result<(), Failure> {
    let sources = &catalogue.sources;
    let url_of = |finding: &Finding| published.of_finding(finding, catalogue);
    let mut out = String::new();
    match format {
        FindingFormat::Text if file.is_none() => {
            for finding in findings {
                report_with_code(finding, sources);
            }
        }
        FindingFormat::Text => {
            for finding in findings {
                out += &drawn_with_code(finding, sources);
            }
        }
        FindingFormat::Json => {
            for finding in findings {
                let found = JsonFinding {
                    url: url_of(finding),
                    ..JsonFinding::of(finding, sources)
                };
                out += &json(&found, serde_json::to_string);
            }
        }
        FindingFormat::Github => {
            for finding in findings {
                _ = writeln!(out, "{}", Annotation { finding, sources });
            }
        }
        FindingFormat::Sarif => {
            out = json(
                &sarif::Log::of(findings, sources, url_of),
                serde_json::to_string_pretty,
            );
        }
    }
    let file = file.map(Path::to_owned);
    output::write(&Output { file }, out.as_bytes())
}

/// Writes a value as a line of JSON.
fn json<T>(value: &T, write: fn(&T) -> serde_json::Result<String>) -> String {
    match write(value) {
        Ok(json) => json + "\n",
        Err(_) => unreachable!("strings and numbers can be written"),
    }
}

/// A finding as a JSON object.
#[derive(Serialize)]
struct JsonFinding<'a> {
    code: &'static str,
    level: &'static str,
    id: Option<&'a str>,
    title: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    /// The address of the message in the manual.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

impl<'a> JsonFinding<'a> {
    fn of(finding: &'a Finding, sources: &'a [Source]) -> Self {
        let label = finding.labels.first();
        let place = label.map(|label| Place::of(label, sources));
        Self {
            code: finding.code.name(),
            level: finding.level().name(),
            id: finding.id.as_deref(),
            title: &finding.title,
            file: place
                .as_ref()
                .map(|place| place.file)
                .or(missing_file(finding)),
            line: place.as_ref().map(|place| place.line),
            column: place.as_ref().map(|place| place.column),
            url: None,
        }
    }
}

/// A finding as a GitHub Actions workflow command.
struct Annotation<'a> {
    finding: &'a Finding,
    sources: &'a [Source],
}

impl Display for Annotation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { finding, sources } = self;
        write!(f, "::{} ", finding.level().name())?;
        if let Some(label) = finding.labels.first() {
            let Place { file, line, column } = Place::of(label, sources);
            let file = escape_property(file);
            write!(f, "file={file},line={line},col={column},")?;
        } else if let Some(file) = missing_file(finding) {
            write!(f, "file={},", escape_property(file))?;
        }
        write!(f, "title={}::{}", finding.code, escape(&finding.title))
    }
}

/// Escapes the value of a property of a workflow command.
fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}

/// Escapes the text of a workflow command.
fn escape(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}
