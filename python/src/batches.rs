//! The iterator that `Decoder.decode_batches` returns.

use crate::decoder::Decoder;
use crate::errors::of_columns;
use crate::lines::arrays;
use arrow_array::RecordBatch;
use arrow_pyarrow::ToPyArrow as _;
use kea_messages_decode::Records;
use pyo3::prelude::*;
use pyo3::types::PyIterator;

/// Decodes the lines of a log in several arrays.
#[pyclass(module = "kea_messages")]
pub(crate) struct Batches {
    decoder: Py<Decoder>,
    /// The remaining arrays; `None` at the end.
    arrays: Option<Py<PyIterator>>,
    records: Records<'static>,
    file: Option<String>,
    /// The number of the next line.
    number: u64,
}

impl Batches {
    pub(crate) fn new(
        decoder: &Bound<'_, Decoder>,
        arrays: &Bound<'_, PyAny>,
        file: Option<String>,
        first_line: u64,
    ) -> PyResult<Self> {
        Ok(Self {
            arrays: Some(arrays.try_iter()?.unbind()),
            records: decoder.get().records().into_owned(),
            decoder: decoder.clone().unbind(),
            file,
            number: first_line,
        })
    }

    /// The rows of the next array, or the remaining rows at the end.
    fn next_batch(
        &mut self,
        py: Python<'_>,
        iterator: Py<PyIterator>,
    ) -> PyResult<Option<RecordBatch>> {
        let decoder = self.decoder.get();
        let (records, file) = (&mut self.records, self.file.as_deref());
        let Some(lines) = iterator.bind(py).clone().next() else {
            let rest = py.detach(|| decoder.decode_rest(records, file));
            let rest = rest.map_err(|error| of_columns(&error))?;
            return Ok(Some(rest).filter(|rest| rest.num_rows() > 0));
        };
        let arrays = arrays(&lines?)?;
        let first = self.number;
        let count: usize = arrays.iter().map(|array| array.len()).sum();
        self.number += count as u64;
        let batch = py.detach(|| decoder.decode_next(records, &arrays, file, first));
        self.arrays = Some(iterator);
        batch.map(Some).map_err(|error| of_columns(&error))
    }
}

#[pymethods]
impl Batches {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        // Like a generator, it is exhausted after an error.
        let Some(iterator) = self.arrays.take() else {
            return Ok(None);
        };
        let batch = self.next_batch(py, iterator)?;
        batch.map(|batch| batch.to_pyarrow(py)).transpose()
    }
}
