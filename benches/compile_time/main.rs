//! Measures the compile time of messages, compared with errors of thiserror.
//!
//! The compiled crates are generated in a temporary folder. They depend on the runtime by its path,
//! and on thiserror from crates.io in the version of the workspace's `Cargo.lock`.

#![forbid(unsafe_code)]

mod options;
mod sections;
mod source;

use kea_messages_benches::exit::exit_code;
use kea_messages_benches::scratch::Folder;
use options::{Options, USAGE};
use std::error::Error;
use std::process::ExitCode;

fn main() -> ExitCode {
    exit_code(run())
}

fn run() -> Result<(), Box<dyn Error>> {
    let Some(options) = Options::parse()? else {
        print!("{USAGE}");
        return Ok(());
    };
    let folder = Folder::new()?;
    for section in options.sections() {
        println!("{}", section.measure(&folder, &options)?);
    }
    Ok(())
}
