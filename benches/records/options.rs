//! Parses the command line.

use lexopt::prelude::*;

pub(crate) const USAGE: &str = "\
Usage: records [OPTIONS]

Measures recorded messages, and other ways to log the same text to a file.

  --only SECTION      measure bursts, sustained or size; can be repeated
  --rounds N          rounds of bursts [default: 300]
  --records N         messages of sustained and size [default: 10000000]
  --repetitions N     rounds of sustained [default: 2]
";

/// A section of the benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Bursts,
    Sustained,
    Size,
}

/// What to measure.
#[derive(Debug)]
pub(crate) struct Options {
    only: Vec<Section>,
    pub(crate) rounds: usize,
    pub(crate) records: u32,
    pub(crate) repetitions: usize,
}

impl Options {
    /// Returns whether the section is measured.
    pub(crate) fn runs(&self, section: Section) -> bool {
        self.only.is_empty() || self.only.contains(&section)
    }
}

/// Parses the command line. Returns `None` if the help is asked for.
pub(crate) fn parse() -> Result<Option<Options>, lexopt::Error> {
    let mut options = Options {
        only: Vec::new(),
        rounds: 300,
        records: 10_000_000,
        repetitions: 2,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("only") => {
                let name = parser.value()?.string()?;
                options.only.push(match &*name {
                    "bursts" => Section::Bursts,
                    "sustained" => Section::Sustained,
                    "size" => Section::Size,
                    _ => {
                        let problem =
                            format!("unknown section `{name}`: expected bursts, sustained or size");
                        return Err(problem.into());
                    }
                });
            }
            Long("rounds") => options.rounds = parser.value()?.parse()?,
            Long("records") => options.records = parser.value()?.parse()?,
            Long("repetitions") => options.repetitions = parser.value()?.parse()?,
            Short('h') | Long("help") => return Ok(None),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Some(options))
}
