//! Checks a catalogue, and prints the findings.

mod print;

use crate::arguments::Check;
use crate::failure::Failure;
use crate::input::is_unreadable;
use crate::lock::read_lock;
use crate::output;
use kea_messages_catalog::{Allowed, Catalogue, Code, Finding, checks};

pub(crate) fn run(arguments: &Check) -> Result<(), Failure> {
    if let Some(name) = &arguments.explain {
        let code = known(name)?;
        return output::print(format!("{code}: {}\n", code.meaning()).as_bytes());
    }
    for name in arguments.allow.iter().chain(&arguments.warn) {
        known(name)?;
    }
    let catalogue = arguments.input.read_quietly()?;
    let mut findings = catalogue.findings.clone();
    let is_unreadable = is_unreadable(&catalogue);
    if !is_unreadable {
        findings.extend(checks::run(&catalogue));
    }
    if let Some(path) = &arguments.locked {
        let Some(lock) = read_lock(path)? else {
            let text = format!(
                "cannot read {}: `kea-messages lock` writes it",
                path.display()
            );
            return Err(Failure::Unusable(text));
        };
        findings.extend(lock.check(&catalogue));
    }
    if let Some(folder) = &arguments.sources {
        let found = checks::run_with_sources(&catalogue, folder);
        findings.extend(found.map_err(|error| Failure::unusable(error.title))?);
    }
    findings.retain(|finding| !is_allowed(finding, arguments, &catalogue));
    let place = |finding: &Finding| {
        let label = finding.labels.first();
        label.map(|label| (label.source, label.range.start))
    };
    findings.sort_by_key(place);
    print::print(&findings, arguments.format, &catalogue)?;
    if is_unreadable {
        return Err(Failure::Unreadable);
    }
    if findings.is_empty() {
        Ok(())
    } else {
        Err(Failure::Problems)
    }
}

fn known(name: &str) -> Result<Code, Failure> {
    name.parse().map_err(Failure::unusable)
}

/// Whether the catalogue, or the command line, suppresses a finding.
fn is_allowed(finding: &Finding, arguments: &Check, catalogue: &Catalogue) -> bool {
    if finding.is_error() {
        return false;
    }
    let name = finding.code.name();
    let is_it = |allowed: &Allowed| allowed.code == name;
    let source = finding.labels.first().map(|label| label.source);
    let mut of_files = catalogue.allowed.iter();
    let entry = finding.id.as_ref().and_then(|id| catalogue.get(id));
    let is_off = finding.code.is_opt_in() && !arguments.warn.iter().any(|code| code == name);
    is_off
        || arguments.allow.iter().any(|code| code == name)
        || of_files.any(|(file, allowed)| Some(*file) == source && is_it(allowed))
        || entry.is_some_and(|entry| entry.allowed.iter().any(is_it))
}
