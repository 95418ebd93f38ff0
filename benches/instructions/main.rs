//! Counts the instructions of the measured statements with Valgrind, and compares the counts with
//! the baseline in `instructions.toml`.
//!
//! Unlike a time, a count does not depend on what else runs on the machine.

#![forbid(unsafe_code)]

mod baseline;
mod compiler;
mod groups;
mod options;
mod valgrind;

use baseline::{Baselines, Counts};
use groups::{BUILD, Group};
use kea_messages_benches::exit::exit_code;
use options::{Action, USAGE};
use std::error::Error;
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;

/// The command that records the counts of all builds.
const UPDATE: &str = "`.ci/instructions --update`";

fn main() -> ExitCode {
    exit_code(run())
}

fn run() -> Result<(), Box<dyn Error>> {
    match options::parse()? {
        Action::Help => print!("{USAGE}"),
        Action::Repeat {
            group,
            contestant,
            iterations,
        } => repeat(group, contestant, iterations)?,
        Action::Update => {
            let mut baselines = Baselines::read()?;
            baselines.builds.insert(BUILD.name.to_owned(), count()?);
            baselines.write()?;
        }
        Action::Compare => compare(&Baselines::read()?, &count()?)?,
    }
    Ok(())
}

/// Runs a contestant in a thread that does not end before the program: what a thread has recorded is
/// written at its end, and that is not always to be counted.
fn repeat(group: String, contestant: String, iterations: u32) -> Result<(), String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let result = Group::find(&group).and_then(|group| group.repeat(&contestant, iterations));
        // The program waits for it.
        _ = sender.send(result);
        loop {
            thread::park();
        }
    });
    let result = receiver.recv();
    result.unwrap_or_else(|_| Err("the thread has panicked".to_owned()))
}

/// Counts the instructions of all contestants, and prints a table for each group.
fn count() -> Result<Counts, String> {
    let mut counts = Counts::new(compiler::version()?);
    let compiler = &counts.compiler;
    println!(
        "Instructions of each iteration, {}, {compiler}",
        BUILD.title
    );
    for group in Group::all() {
        let ratio = if group.has_peer { "  ratio" } else { "" };
        println!(
            "\n{}\n  {:<42} {:>9}{ratio}",
            group.title, group.name, "count"
        );
        let mut peer = None;
        for contestant in group.contestants() {
            let name = contestant.name();
            let count = valgrind::count(group.name, name)?;
            let peer = *peer.get_or_insert(count);
            let ratio = if group.has_peer {
                format!(" {:>6.2}", count / peer)
            } else {
                String::new()
            };
            println!("  {name:<42} {count:>9.1}{ratio}");
            counts.insert(group.name, name, count);
        }
    }
    println!();
    Ok(counts)
}

/// Compares the counts with the baseline. The counts of different compilers are not compared.
///
/// # Errors
///
/// Returns an error that lists the differences.
fn compare(baselines: &Baselines, counts: &Counts) -> Result<(), String> {
    let Some(baseline) = baselines.builds.get(BUILD.name) else {
        return Err(format!("there is no baseline: record it with {UPDATE}"));
    };
    if baseline.compiler != counts.compiler {
        println!(
            "SKIPPED: the comparison with the baseline, which was recorded with {}",
            baseline.compiler
        );
        return Ok(());
    }
    let percent = baselines.tolerance_percent;
    let differences = baseline.differences(counts, percent);
    if differences.is_empty() {
        println!("All counts are within {percent}% of the baseline");
        return Ok(());
    }
    let differences: String = differences.iter().map(|it| format!("  {it}\n")).collect();
    Err(format!(
        "these counts differ from the baseline by more than {percent}%:\n{differences}\
         if the new counts are intended, record them with {UPDATE}"
    ))
}
