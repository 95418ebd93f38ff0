//! Tests the program by running it.
#![forbid(unsafe_code)]

mod built_in;
mod bytes;
mod catalogues;
mod check;
#[cfg(feature = "columns")]
mod columns;
mod convert;
mod decode;
mod explanations;
mod guide;
mod html_dir;
mod links;
mod local_texts;
mod logged_texts;
mod manual;
mod mistakes;
mod outputs;
mod packages;
mod promises;
mod recorded;
mod run;
mod sample;
mod usage;

use run::{folder, prints, program, result, run, with_catalogue, write};
