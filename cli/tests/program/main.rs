//! The program, as a user runs it.
#![forbid(unsafe_code)]

mod check;
mod convert;
mod decode;
mod manual;
mod run;

use run::{folder, prints, program, result, run, with_catalogue, write};
