//! The Python package `kea_messages`: decodes log lines into record batches of pyarrow.
#![forbid(unsafe_code)]

mod batches;
mod decoder;
mod errors;
mod lines;

/// Decodes log lines into record batches of pyarrow.
#[pyo3::pymodule]
mod kea_messages {
    #[pymodule_export]
    use crate::decoder::Decoder;
    #[pymodule_export]
    use crate::errors::{BatchTooLargeError, CatalogueError, KeaMessagesError, LayoutError};
}
