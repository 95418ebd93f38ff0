//! Checks a catalogue, and prints the findings.

mod place;
mod print;
mod sarif;

use crate::arguments::Check;
use crate::failure::Failure;
use crate::input::{is_unreadable, unreadable};
use crate::lock::read_lock;
use crate::output;
use kea_messages_catalog::checks::Coverage;
use kea_messages_catalog::formats::rust::Uses;
use kea_messages_catalog::{Finding, Source, checks};
use std::fs;
use std::path::PathBuf;

pub(crate) fn run(arguments: &Check) -> Result<(), Failure> {
    if let Some(code) = arguments.explain {
        return output::print(format!("{code}: {}\n", code.meaning()).as_bytes());
    }
    let mut catalogue = arguments.input.read_quietly()?;
    let mut findings = catalogue.findings.clone();
    // A mistake that is not in one message can hide others.
    let mut all = findings.iter();
    let can_lack_messages = all.any(|finding| finding.is_error() && finding.id.is_none());
    let mut promises = Vec::new();
    if !is_unreadable(&findings) {
        findings.extend(checks::run(&catalogue));
        promises.extend(catalogue.check_locks());
    }
    let mut lock = None;
    if let Some(path) = &arguments.locked {
        let path = path.clone().unwrap_or_else(|| arguments.input.lock_file());
        lock = read_lock(&path)?;
        let Some(lock) = &lock else {
            let path = path.display();
            let text = format!("`{path}` not found: create it with `kea-messages lock`");
            return Err(Failure::Unusable(text));
        };
        promises.extend(lock.check(&mut catalogue));
    }
    let is_there = |id: &String| catalogue.has(id);
    promises.retain(|finding| !can_lack_messages || finding.id.as_ref().is_none_or(is_there));
    findings.extend(promises);
    for path in &arguments.rules {
        let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
        let rules = Source::new(&path.display().to_string(), &text);
        let found = checks::run_with_rules(&mut catalogue, lock.as_ref(), rules);
        let is_known = |finding: &Finding| {
            !can_lack_messages || finding.id.as_ref().is_none_or(|id| catalogue.has(id))
        };
        findings.extend(found.into_iter().filter(is_known));
    }
    let mut uses = None;
    if let Some(folder) = &arguments.sources {
        let read = Uses::read(folder).map_err(|error| Failure::unusable(error.title))?;
        let uses = uses.insert(read);
        findings.extend(checks::run_with_sources(&catalogue, folder, uses));
    }
    if !arguments.coverage.is_empty() {
        let coverage = read_coverage(&arguments.coverage)?;
        let found = checks::run_with_coverage(&catalogue, &coverage, uses.as_ref());
        findings.extend(found);
    }
    findings.retain(|finding| is_wanted(finding, arguments) && !catalogue.is_allowed(finding));
    findings.sort_by_key(Finding::place);
    // A lock file can be named by a call and on the command line.
    findings.dedup();
    print::print(&findings, arguments.format, &catalogue.sources)?;
    if is_unreadable(&findings) {
        return Err(Failure::Unreadable);
    }
    if findings.is_empty() {
        Ok(())
    } else {
        Err(Failure::Problems)
    }
}

fn read_coverage(files: &[PathBuf]) -> Result<Coverage, Failure> {
    let mut coverage = Coverage::default();
    for path in files {
        let shown = path.display();
        let text = fs::read_to_string(path);
        let text = text.map_err(|error| Failure::unusable(format!("cannot read {shown}: {error}")));
        coverage.add(&text?).map_err(|line| {
            Failure::unusable(format!(
                "{shown}:{line}: expected a line like `ALLOC_FAIL warn src/alloc.rs:17`, as a \
                 test program writes to the file that `KEA_MESSAGES_COVERAGE` names"
            ))
        })?;
    }
    Ok(coverage)
}

/// Whether the command line enables a finding.
fn is_wanted(finding: &Finding, arguments: &Check) -> bool {
    let code = finding.code;
    let is_on = !code.is_opt_in() || arguments.warn.contains(&code);
    is_on && !arguments.allow.contains(&code)
}
