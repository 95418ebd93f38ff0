//! What messages do at run time.
//!
//! One process has one logger, so that all of these tests share [`capture`].
#![forbid(unsafe_code)]

mod capture;
mod definitions;
mod derive;
mod errors;
mod files;
mod forms;
mod laziness;
mod log_records;
mod loggers;
mod named;
mod text;
