//! The exceptions of the package.

use kea_messages_columns::Error;
use pyo3::PyErr;
use pyo3::create_exception;
use pyo3::exceptions::{PyOSError, PyValueError};
use std::io;

create_exception!(
    kea_messages,
    KeaMessagesError,
    PyValueError,
    "The base of the exceptions of this package."
);
create_exception!(
    kea_messages,
    CatalogueError,
    KeaMessagesError,
    "A catalogue has a mistake, or no messages. The text shows the mistake with its line."
);
create_exception!(
    kea_messages,
    LayoutError,
    KeaMessagesError,
    "An item of `layouts` is not a valid layout."
);
create_exception!(
    kea_messages,
    BatchTooLargeError,
    KeaMessagesError,
    "The strings of a record batch would exceed 2 GiB: decode fewer lines per batch."
);

/// Creates the exception for a file that cannot be read, such as `FileNotFoundError`.
pub(crate) fn unreadable(path: &str, error: &io::Error) -> PyErr {
    let reason = error.to_string();
    match error.raw_os_error() {
        // Python chooses the class by this number.
        Some(number) => {
            // Python adds the number to the text.
            let end = reason.find(" (os error").unwrap_or(reason.len());
            PyOSError::new_err((number, reason[..end].to_owned(), path.to_owned()))
        }
        None => PyOSError::new_err(format!("{path}: {reason}")),
    }
}

pub(crate) fn of_columns(error: &Error) -> PyErr {
    let text = error.to_string();
    match error {
        Error::TooLarge => BatchTooLargeError::new_err(text),
        _ => KeaMessagesError::new_err(text),
    }
}
