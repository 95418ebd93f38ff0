//! Measures how many bytes a message adds to a program, compared with the statements and errors of
//! other crates.
//!
//! Each program is generated and compiled twice, with few and with many messages. What both have,
//! such as the standard library, cancels out.

#![forbid(unsafe_code)]

mod contestants;

use contestants::{CONTESTANTS, Contestant};
use kea_messages_benches::exit::exit_code;
use kea_messages_benches::scratch::{Crate, Folder};
use std::error::Error;
use std::process::ExitCode;

/// The numbers of messages in the two programs.
const FEW: u32 = 100;
const MANY: u32 = 600;

fn main() -> ExitCode {
    exit_code(run())
}

fn run() -> Result<(), Box<dyn Error>> {
    let folder = Folder::new()?;
    println!("bytes that one more message adds to a stripped program\n");
    println!("{:<64} {:>6} {:>6}", "", "bytes", "ratio");
    let mut peer = None;
    for contestant in CONTESTANTS {
        let bytes = bytes_per_message(&folder, contestant)?;
        let peer = *peer.get_or_insert(bytes);
        println!("{:<64} {bytes:>6.0} {:>6.2}", contestant.name, bytes / peer);
    }
    Ok(())
}

fn bytes_per_message(folder: &Folder, contestant: &Contestant) -> Result<f64, Box<dyn Error>> {
    let size = |count: u32| {
        let name = format!("{}-{count}", contestant.crate_name);
        let source = (contestant.source)(count);
        Crate::program(folder, &name, contestant.dependency, &source)?.size()
    };
    let (few, many) = (size(FEW)?, size(MANY)?);
    let more = u32::try_from(many.saturating_sub(few))?;
    Ok(f64::from(more) / f64::from(MANY - FEW))
}
