//! Prints the man pages of the program.

use crate::arguments::{Arguments, ManPage};
use crate::failure::Failure;
use crate::output;
use clap::CommandFactory as _;
use clap_mangen::Man;
use kea_messages_catalog::Unknown;

pub(crate) fn run(page: &ManPage) -> Result<(), Failure> {
    // There is no page for clap's own command `help`.
    let mut program = Arguments::command().disable_help_subcommand(true);
    // This prepends the name of the program to the names of the commands.
    program.build();
    if let Some(folder) = &page.all {
        output::create_folder(folder)?;
        let commands = program.get_subcommands().cloned();
        for page in commands.chain([program.clone()]).map(page_of) {
            page.generate_to(folder)
                .map_err(|error| output::cannot_write_into(folder, &error))?;
        }
        return Ok(());
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
    page_of(command)
        .render(&mut text)
        .map_err(Failure::unusable)?;
    output::write(&page.output, &text)
}

/// Returns the page of a command, which has the version of the program. The empty date is in quotes,
/// because the version would otherwise take its place.
fn page_of(command: clap::Command) -> Man {
    Man::new(command)
        .date("\"\"")
        .source(concat!("kea-messages ", env!("CARGO_PKG_VERSION")))
}
