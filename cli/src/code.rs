//! Parses the codes of findings on the command line.

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command};
use kea_messages_catalog::{Code, Level};
use std::ffi::OsStr;

/// Parses the codes that an option takes, in upper or lower case and with dashes or underscores.
/// `--help` lists them.
#[derive(Clone, Copy)]
pub(crate) struct Codes {
    takes: fn(Code) -> bool,
    /// The reason why the option does not take the other codes.
    reason: &'static str,
}

impl Codes {
    /// All codes.
    pub(crate) const ALL: Self = Self {
        takes: |_| true,
        reason: "",
    };

    /// The codes of findings that can be suppressed.
    pub(crate) const OF_WARNINGS: Self = Self {
        takes: |code| code.level() == Level::Warning,
        reason: "is an error, which cannot be suppressed",
    };

    /// The codes that are reported only on request.
    pub(crate) const OPT_IN: Self = Self {
        takes: Code::is_opt_in,
        reason: "is reported without this option",
    };
}

impl TypedValueParser for Codes {
    type Value = Code;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Code, clap::Error> {
        let Self { takes, reason } = *self;
        let parse = move |written: &str| {
            let name = written.to_ascii_lowercase().replace('-', "_");
            let code: Code = name.parse().map_err(|error| format!("{error}"))?;
            if takes(code) {
                Ok(code)
            } else {
                Err(format!("`{code}` {reason}"))
            }
        };
        TypedValueParser::parse_ref(&parse, command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let codes = Code::all().filter(|code| (self.takes)(*code));
        Some(Box::new(codes.map(|code| PossibleValue::new(code.name()))))
    }
}
