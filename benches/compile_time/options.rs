//! Parses the command line.

use crate::sections::Section;
use lexopt::prelude::*;

pub(crate) const USAGE: &str = "\
Usage: compile-time [--messages N] [--runs R] [--only SECTION]...

  --messages N      messages in each crate of `check` and `incremental` (2000);
                    as many statements in `calls`;
                    `linear` takes 1.25, 2.5 and 5 times as many, `files` 2350
  --runs R          how often each crate is compiled (5)
  --only SECTION    check, incremental, linear, calls, files or cold; all of them if it is
                    not given
";

/// What to measure.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) messages: u32,
    pub(crate) runs: u32,
    only: Vec<Section>,
}

impl Options {
    /// Parses the command line. Returns `None` if it asks for help.
    pub(crate) fn parse() -> Result<Option<Self>, lexopt::Error> {
        let mut options = Self {
            messages: 2_000,
            runs: 5,
            only: Vec::new(),
        };
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("messages") => options.messages = parser.value()?.parse_with(positive)?,
                Long("runs") => options.runs = parser.value()?.parse_with(positive)?,
                Long("only") => options.only.push(parser.value()?.parse_with(section)?),
                Short('h') | Long("help") => return Ok(None),
                _ => return Err(argument.unexpected()),
            }
        }
        Ok(Some(options))
    }

    /// Returns the sections to measure, in the order of the output.
    pub(crate) fn sections(&self) -> impl Iterator<Item = Section> {
        let is_wanted = |section: &Section| self.only.is_empty() || self.only.contains(section);
        Section::ALL.into_iter().filter(is_wanted)
    }
}

fn positive(number: &str) -> Result<u32, String> {
    match number.parse() {
        Ok(0) => Err("it is to be at least 1".to_owned()),
        Ok(number) => Ok(number),
        Err(error) => Err(error.to_string()),
    }
}

fn section(name: &str) -> Result<Section, String> {
    let known = Section::ALL.into_iter().find(|known| known.name() == name);
    known.ok_or_else(|| {
        let names = Section::ALL.map(Section::name).join(", ");
        format!("unknown section: expected {names}")
    })
}
