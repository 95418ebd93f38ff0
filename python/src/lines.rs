//! Reads the lines in arrays of Python.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, make_array};
use arrow_data::ArrayData;
use arrow_pyarrow::FromPyArrow as _;
use arrow_schema::DataType;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

/// Returns the arrays in a Python object, which is an array or has chunks.
pub(crate) fn arrays(lines: &Bound<'_, PyAny>) -> PyResult<Vec<ArrayRef>> {
    let arrays: Vec<ArrayRef> = match lines.getattr_opt("chunks")? {
        Some(chunks) => chunks
            .try_iter()?
            .map(|chunk| array(&chunk?))
            .collect::<PyResult<_>>()?,
        None => vec![array(lines)?],
    };
    for array in &arrays {
        if !is_of_lines(array.data_type()) {
            let found = array.data_type();
            let reason = format!("expected an array of strings or of bytes, found one of {found}");
            return Err(PyTypeError::new_err(reason));
        }
    }
    Ok(arrays)
}

fn array(lines: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    match ArrayData::from_pyarrow_bound(lines) {
        Ok(data) => Ok(make_array(data)),
        Err(error) if error.is_instance_of::<PyTypeError>(lines.py()) => {
            let found = lines.get_type().name()?;
            let reason = format!("expected a pyarrow array of strings, found `{found}`");
            Err(PyTypeError::new_err(reason))
        }
        Err(error) => Err(error),
    }
}

/// Whether [`values`] supports the type.
const fn is_of_lines(data_type: &DataType) -> bool {
    matches!(
        data_type,
        DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View
            | DataType::Binary
            | DataType::LargeBinary
            | DataType::BinaryView
            | DataType::Null
    )
}

/// The lines of an array, without their line feeds.
pub(crate) fn values<'a>(array: &'a ArrayRef) -> Box<dyn Iterator<Item = Option<&'a [u8]>> + 'a> {
    let text = |line: Option<&'a str>| line.map(str::as_bytes);
    let lines: Box<dyn Iterator<Item = Option<&'a [u8]>>> = match array.data_type() {
        DataType::Utf8 => Box::new(array.as_string::<i32>().iter().map(text)),
        DataType::LargeUtf8 => Box::new(array.as_string::<i64>().iter().map(text)),
        DataType::Utf8View => Box::new(array.as_string_view().iter().map(text)),
        DataType::Binary => Box::new(array.as_binary::<i32>().iter()),
        DataType::LargeBinary => Box::new(array.as_binary::<i64>().iter()),
        DataType::BinaryView => Box::new(array.as_binary_view().iter()),
        _ => Box::new(std::iter::repeat_n(None, array.len())),
    };
    Box::new(lines.map(|line| line.map(|line| line.strip_suffix(b"\n").unwrap_or(line))))
}
