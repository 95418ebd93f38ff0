//! Compares the texts of a file with the messages of the program.

use super::problem::{Place, Problem};
use crate::{Catalogue, Definition};
use kea_messages_catalog::{
    Argument, Catalogue as File, Deprecation, LocalFinding, LocalProblem, LocalTexts, Message,
    Source,
};
use std::borrow::ToOwned as _;
use std::collections::HashMap;
use std::path::Path;
use std::string::{String, ToString};
use std::vec::Vec;

/// Returns the problem with a PO file, which translators use. Whether it could be read would depend
/// on the features that other crates enable, so it never is.
pub(super) fn unknown_format(name: &str) -> Option<Problem> {
    let extension = Path::new(name).extension()?;
    extension.eq_ignore_ascii_case("po").then(|| {
        let reason = "this is a PO file, but programs load TOML and `.mes`: convert it with \
                      `kea-messages convert --to toml`";
        let (file, reason) = (name.to_owned(), reason.to_owned());
        Problem::Malformed {
            place: Place {
                file,
                line: 1,
                column: 1,
            },
            reason,
        }
    })
}

/// Returns the texts by the IDs of their messages, and the problems.
pub(super) fn check(
    catalogue: &Catalogue,
    mut file: File,
) -> (HashMap<String, String>, Vec<Problem>) {
    let sources = core::mem::take(&mut file.sources);
    let ids: Vec<&'static str> = catalogue.iter().map(|known| known.id()).collect();
    let checked = LocalTexts::of(file, |id| catalogue.get(id).map(message), &ids);
    let texts = checked.texts.into_iter();
    let texts = texts.map(|(id, local)| (id, local.text)).collect();
    let findings = checked.findings.into_iter();
    let problems = findings.map(|finding| problem(finding, &sources[0]));
    (texts, problems.collect())
}

/// Converts a definition to the message that a text is compared with.
fn message(definition: Definition) -> Message {
    let mut message = Message::new(definition.id(), definition.text());
    message.named_text = definition.named_text().map(ToString::to_string);
    message.severity = definition.severity();
    message.since = definition.since().map(ToString::to_string);
    message.deprecation = definition.deprecation().map(|_| Deprecation::default());
    let arguments = definition.arguments().map(|argument| {
        let mut named = Argument::named(argument.name());
        named.field = argument.is_field();
        named
    });
    message.arguments = Some(arguments.collect());
    message
}

fn problem(finding: LocalFinding<'static>, source: &Source) -> Problem {
    let (line, column) = source.position(finding.label.range.start);
    let file = source.name().to_string();
    let place = Place { file, line, column };
    let id = finding.id.unwrap_or_default();
    match finding.problem {
        LocalProblem::Malformed(finding) => Problem::Malformed {
            place,
            reason: finding.title,
        },
        LocalProblem::UnknownId { similar } => match similar {
            Some(meant) => Problem::MisspeltId { place, id, meant },
            None => Problem::UnknownId { place, id },
        },
        LocalProblem::Duplicate { earlier } => {
            let (earlier, _) = source.position(earlier.range.start);
            Problem::Duplicate { place, id, earlier }
        }
        LocalProblem::Rejected { reason } => Problem::Rejected { place, id, reason },
        LocalProblem::StaleKey { key, compiled } => Problem::StaleKey {
            place,
            key,
            id,
            compiled: compiled.unwrap_or_else(|| "none".to_string()),
        },
    }
}
