//! How a benchmark with options ends.

use std::error::Error;
use std::process::ExitCode;

/// Prints the error, if there is one, and returns the exit code.
///
/// A `main` that returns the error would print it in the form of `Debug`.
#[must_use]
pub fn exit_code(result: Result<(), Box<dyn Error>>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
