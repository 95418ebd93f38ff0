//! Tests messages at run time.
//!
//! A process has only one logger, so all of these tests use [`capture`].
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
