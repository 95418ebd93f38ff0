//! The program `kea-messages`: prints manuals of message catalogues, checks, locks and
//! converts them, and decodes logs.
#![forbid(unsafe_code)]

mod arguments;
mod check;
mod code;
mod convert;
mod counted;
mod decode;
mod explain;
mod extension;
mod failure;
mod hints;
mod id_pattern;
mod input;
mod known;
mod lock;
mod man_page;
mod manual;
mod output;
mod published;
mod recorded;

use arguments::{Arguments, Command};
use clap::{CommandFactory, Parser};
use failure::Failure;
use kea_messages_manual::SCHEMA;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::try_parse().unwrap_or_else(|error| hints::hinted(error).exit());
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Problems) => ExitCode::from(1),
        Err(Failure::Unreadable) => ExitCode::from(2),
        Err(Failure::Unusable(reason)) => {
            output::complain("error", &reason);
            ExitCode::from(2)
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Failure> {
    match arguments.command {
        Command::Manual(manual) => manual::run(manual),
        Command::Explain(mut explain) => explain::run(&mut explain),
        Command::Convert(convert) => convert::run(&convert),
        Command::Decode(decode) => decode::run(&decode),
        Command::Lock(lock) => lock::run(&lock),
        Command::Check(check) => check::run(&check),
        Command::Schema(output) => output::write(&output, SCHEMA.as_bytes()),
        Command::Completions { shell, output } => {
            let mut script = Vec::new();
            clap_complete::generate(
                shell,
                &mut Arguments::command(),
                "kea-messages",
                &mut script,
            );
            output::write(&output, &script)
        }
        Command::ManPage(page) => man_page::run(&page),
    }
}
