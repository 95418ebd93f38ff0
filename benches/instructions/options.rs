//! Parses the command line.

use lexopt::prelude::*;

pub(crate) const USAGE: &str = "\
Usage: instructions [--update]
       instructions GROUP CONTESTANT ITERATIONS

Counts instructions with Valgrind, and compares them with the baseline.

  --update          record the counts as the baseline

The second form only runs one contestant, for example in a profiler.
";

/// What to do.
#[derive(Debug)]
pub(crate) enum Action {
    Help,
    /// Count, and compare the counts with the baseline.
    Compare,
    /// Count, and record the counts as the baseline.
    Update,
    /// Run a contestant.
    Repeat {
        group: String,
        contestant: String,
        iterations: u32,
    },
}

/// Parses the command line.
pub(crate) fn parse() -> Result<Action, lexopt::Error> {
    let mut parser = lexopt::Parser::from_env();
    let mut action = Action::Compare;
    while let Some(argument) = parser.next()? {
        action = match argument {
            Long("update") => Action::Update,
            Short('h') | Long("help") => return Ok(Action::Help),
            Value(group) if matches!(action, Action::Compare) => {
                let action = Action::Repeat {
                    group: group.string()?,
                    contestant: parser.value()?.string()?,
                    iterations: parser.value()?.parse()?,
                };
                if let Some(argument) = parser.next()? {
                    return Err(argument.unexpected());
                }
                return Ok(action);
            }
            _ => return Err(argument.unexpected()),
        };
    }
    Ok(action)
}
