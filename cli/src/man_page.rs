//! Prints the man pages of the program.

use crate::arguments::{Arguments, ManPage};
use crate::failure::Failure;
use crate::output;
use clap::CommandFactory as _;
use clap_mangen::Man;
use kea_messages_catalog::Unknown;
use std::fs;

pub(crate) fn run(page: &ManPage) -> Result<(), Failure> {
    // There is no page for clap's own command `help`.
    let mut program = Arguments::command().disable_help_subcommand(true);
    // This prepends the name of the program to the names of the commands.
    program.build();
    if let Some(folder) = &page.all {
        return fs::create_dir_all(folder)
            .and_then(|()| clap_mangen::generate_to(program, folder))
            .map_err(|error| {
                Failure::unusable(format!("cannot write into {}: {error}", folder.display()))
            });
    }
    let command = match &page.command {
        None => program,
        Some(name) => {
            let names: Vec<_> = program
                .get_subcommands()
                .map(clap::Command::get_name)
                .collect();
            let unknown = || Unknown::new(format!("unknown command `{name}`"), name, &names);
            let found = program.find_subcommand(name).cloned();
            found.ok_or_else(|| Failure::unusable(unknown()))?
        }
    };
    let mut text = Vec::new();
    Man::new(command)
        .render(&mut text)
        .map_err(Failure::unusable)?;
    output::write(&page.output, &text)
}
