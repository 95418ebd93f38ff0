//! Looks for what is wrong in a catalogue, or looks so.

mod finding;
mod print;
mod rules;
mod sources;

use crate::Failure;
use crate::arguments::Check;
use crate::input::is_unreadable;
use crate::lock::read_lock;
use crate::output;
use finding::{CODES, Code, Finding};
use kea_messages_catalog::file::{Allowed, Catalogue};
use kea_messages_catalog::nearest;

pub(crate) fn run(arguments: &Check) -> Result<(), Failure> {
    if let Some(code) = &arguments.explain {
        let code = known(code)?;
        return output::print(format!("{}: {}\n", code.name, code.meaning).as_bytes());
    }
    for code in arguments.allow.iter().chain(&arguments.warn) {
        known(code)?;
    }
    let catalogue = arguments.input.read_quietly()?;
    let mut findings = rules::of_reports(&catalogue);
    let is_unreadable = is_unreadable(&catalogue);
    if !is_unreadable {
        rules::of_messages(&catalogue, &mut findings);
        rules::of_allowed(&catalogue, &mut findings);
    }
    if let Some(path) = &arguments.locked {
        let Some(lock) = read_lock(path)? else {
            let text = format!(
                "cannot read {}: `kea-messages lock` writes it",
                path.display()
            );
            return Err(Failure::Unusable(text));
        };
        rules::of_lock(&lock, &catalogue, &mut findings);
    }
    if let Some(folder) = &arguments.sources {
        sources::check(folder, &catalogue, &mut findings)?;
    }
    findings.retain(|finding| !is_allowed(finding, arguments, &catalogue));
    findings.sort_by_key(|finding| finding.place);
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

fn known(name: &str) -> Result<&'static Code, Failure> {
    if let Some(code) = CODES.iter().find(|code| code.name == name) {
        return Ok(code);
    }
    let names: Vec<&str> = CODES.iter().map(|code| code.name).collect();
    let text = match nearest(name, &names) {
        Some(meant) => format!("there is no code `{name}`: did you mean `{meant}`?"),
        None => format!("there is no code `{name}`: there are {}", names.join(", ")),
    };
    Err(Failure::Unusable(text))
}

/// Whether the catalogue, or the command line, says that this is to be.
fn is_allowed(finding: &Finding, arguments: &Check, catalogue: &Catalogue) -> bool {
    if finding.code.is_error {
        return false;
    }
    let name = finding.code.name;
    let is_it = |allowed: &Allowed| allowed.code == name;
    let source = finding.place.map(|(source, _)| source);
    let mut of_files = catalogue.allowed.iter();
    let entry = finding.id.as_ref().and_then(|id| {
        let mut entries = catalogue.entries.iter();
        entries.find(|entry| entry.message.id == *id)
    });
    let is_off = finding.code.is_off && !arguments.warn.iter().any(|code| code == name);
    is_off
        || arguments.allow.iter().any(|code| code == name)
        || of_files.any(|(file, allowed)| Some(*file) == source && is_it(allowed))
        || entry.is_some_and(|entry| entry.allowed.iter().any(is_it))
}
