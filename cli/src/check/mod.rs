//! Checks a catalogue, and prints the findings.

mod explain;
mod place;
mod print;
mod sarif;
mod summary;

use crate::arguments::{Check, FindingFormat};
use crate::failure::Failure;
use crate::input::{STDIN, is_unreadable, keep_files, keep_sources, read_text, unreadable};
use crate::lock::read_lock;
use crate::output;
use kea_messages_catalog::checks::Coverage;
use kea_messages_catalog::formats::Format;
use kea_messages_catalog::formats::cpp::CppUses;
use kea_messages_catalog::formats::rust::Uses;
use kea_messages_catalog::{Catalogue, Finding, Lock, Source, checks};
use std::path::{Path, PathBuf};
use summary::Summary;

pub(crate) fn run(arguments: &Check) -> Result<(), Failure> {
    if let Some(code) = arguments.explain {
        return output::print(explain::explanation(code).as_bytes());
    }
    let format = arguments.format()?;
    let published = &arguments.published;
    if published.url.is_some() && !format.has_links() {
        let text = "`--url` requires `--format json` or `sarif`: other formats have no links";
        return Err(Failure::unusable(text));
    }
    let mut catalogue = arguments.input.read_quietly()?;
    if !arguments.local.is_empty() {
        refuse_translations(&catalogue)?;
    }
    let mut summary = Summary::of(&catalogue);
    let mut findings = catalogue.findings.clone();
    if !is_unreadable(&findings) {
        findings.extend(checks::run(&catalogue));
    }
    findings.extend(found_beside(arguments, &mut catalogue, &mut summary)?);
    let mut uses = None;
    if let Some(folder) = &arguments.sources {
        let read = Uses::read(folder).map_err(|error| Failure::unusable(error.title))?;
        let uses = uses.insert(read);
        let cpp = CppUses::read(folder).map_err(|error| Failure::unusable(error.title))?;
        findings.extend(checks::run_with_sources(&catalogue, folder, uses, &cpp));
        let found = checks::run_with_cpp(&mut catalogue, &cpp);
        summary.statements = found.statements;
        summary.checked_statements = found.checked;
        findings.extend(found.findings);
    }
    if !arguments.coverage.is_empty() {
        let coverage = read_coverage(&arguments.coverage)?;
        let found = checks::run_with_coverage(&catalogue, &coverage, uses.as_ref());
        findings.extend(found);
    }
    findings.retain(|finding| is_wanted(finding, arguments) && !catalogue.is_allowed(finding));
    findings.sort_by_key(Finding::place);
    // The same lock file can be named by a macro call and on the command line.
    findings.dedup();
    let file = arguments.output.as_deref();
    keep_sources(file, &catalogue.sources)?;
    keep_files(file, arguments.coverage.iter().map(PathBuf::as_path))?;
    print::print(&findings, format, file, &catalogue, published)?;
    if is_unreadable(&findings) {
        return Err(Failure::Unreadable);
    }
    if format == FindingFormat::Text {
        output::note(&summary.with_findings(&findings).to_string());
    }
    if findings.is_empty() {
        Ok(())
    } else {
        Err(Failure::Problems)
    }
}

/// Checks other files that name messages: lock files, rules and local texts.
fn found_beside(
    arguments: &Check,
    catalogue: &mut Catalogue,
    summary: &mut Summary,
) -> Result<Vec<Finding>, Failure> {
    // After an error that is not in a single message, other messages can be missing.
    let mut all = catalogue.findings.iter();
    let can_lack_messages = all.any(|finding| finding.is_error() && finding.id.is_none());
    let mut findings = Vec::new();
    if !is_unreadable(&catalogue.findings) {
        findings.extend(catalogue.check_locks());
    }
    let lock = locked(arguments)?;
    if let Some((path, lock)) = &lock {
        findings.extend(catalogue.check_lock_file(path, lock));
    }
    let lock = lock.map(|(_, lock)| lock);
    for path in &arguments.rules {
        let rules = read_text(path)?;
        // This word is also in the resources of the Prometheus operator.
        if !rules.text().contains("groups") {
            let path = path.display();
            let text = format!("`{path}` is not a file of Prometheus rules: `groups:` is missing");
            return Err(Failure::Unusable(text));
        }
        findings.extend(checks::run_with_rules(catalogue, lock.as_ref(), rules));
    }
    for path in local_files(&arguments.local, catalogue)? {
        let (texts, found) = checks::run_with_local_texts(catalogue, read_text(&path)?);
        summary.texts += texts;
        summary.files_of_texts += 1;
        findings.extend(found);
    }
    let is_there = |id: &String| catalogue.has(id);
    findings.retain(|finding| !can_lack_messages || finding.id.as_ref().is_none_or(is_there));
    Ok(findings)
}

/// Reads the lock file given on the command line, if any.
fn locked(arguments: &Check) -> Result<Option<(PathBuf, Lock)>, Failure> {
    let Some(path) = &arguments.locked else {
        return Ok(None);
    };
    let path = path.clone().unwrap_or_else(|| arguments.input.lock_file());
    let help = "`kea-messages lock` writes lock files";
    let Some(lock) = read_lock(&path, help)? else {
        let shown = path.display();
        let text = format!("`{shown}` not found: create it with `kea-messages lock`");
        return Err(Failure::Unusable(text));
    };
    Ok(Some((path, lock)))
}

/// Checks that no operand is a translation. In `--local de.po fr.po`, `fr.po` is an operand.
fn refuse_translations(catalogue: &Catalogue) -> Result<(), Failure> {
    let is_po = |source: &&Source| Format::of(source) == Some(Format::Po);
    match catalogue.sources.iter().find(is_po).map(Source::name) {
        Some(STDIN) => Err(Failure::unusable(
            "standard input is a translation, not a catalogue: write it to a file, and use \
             `--local FILE`",
        )),
        Some(name) => Err(Failure::unusable(format!(
            "`{name}` is a translation, not a catalogue: write `--local {name}`"
        ))),
        None => Ok(()),
    }
}

/// The extensions of files of local texts.
const LOCAL: [&str; 3] = ["mes", "toml", "po"];

/// Returns these files, and the files of local texts in these folders.
fn local_files(paths: &[PathBuf], catalogue: &Catalogue) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path.extension().is_some_and(|ending| ending == "json") {
            let file = path.display();
            let text =
                format!("`{file}` cannot be loaded: expected local texts in TOML, `.mes` or PO");
            return Err(Failure::Unusable(text));
        }
        if !path.is_dir() {
            if is_of_catalogue(path, catalogue) {
                let file = path.display();
                let text = format!("`{file}` is the catalogue, not a file of local texts");
                return Err(Failure::Unusable(text));
            }
            files.push(path.clone());
            continue;
        }
        let found = std::fs::read_dir(path).map_err(|error| unreadable(path, &error))?;
        let found = found.flatten().map(|file| file.path());
        let mut found: Vec<PathBuf> = found
            .filter(|file| has_local_ending(file) && !is_other_file(file, catalogue))
            .collect();
        if found.is_empty() {
            let folder = path.display();
            let text =
                format!("no local texts in `{folder}`: expected files `*.mes`, `*.toml` or `*.po`");
            return Err(Failure::Unusable(text));
        }
        found.sort();
        files.append(&mut found);
    }
    Ok(files)
}

fn has_local_ending(file: &Path) -> bool {
    let ending = file.extension().unwrap_or_default();
    LOCAL.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Whether a file in a folder of local texts is a manifest, or a file of the catalogue.
fn is_other_file(file: &Path, catalogue: &Catalogue) -> bool {
    file.ends_with("Cargo.toml") || is_of_catalogue(file, catalogue)
}

fn is_of_catalogue(file: &Path, catalogue: &Catalogue) -> bool {
    let is_same = |source: &Source| {
        let source = Path::new(source.name()).canonicalize().ok();
        source.is_some_and(|source| file.canonicalize().is_ok_and(|file| file == source))
    };
    catalogue.sources.iter().any(is_same)
}

fn read_coverage(files: &[PathBuf]) -> Result<Coverage, Failure> {
    let mut coverage = Coverage::default();
    for path in files {
        let shown = path.display();
        coverage.add(read_text(path)?.text()).map_err(|line| {
            Failure::unusable(format!(
                "{shown}:{line}: expected a line like `ALLOC_FAIL warn src/alloc.rs:17`, as test \
                 programs write it with `KEA_MESSAGES_COVERAGE`"
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
