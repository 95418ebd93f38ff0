//! The class `Decoder`.

use crate::batches::Batches;
use crate::errors::{CatalogueError, LayoutError, of_columns, unreadable};
use crate::lines::{arrays, values};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_pyarrow::ToPyArrow as _;
use kea_messages_catalog::{Catalogue, Level, Source, built_in};
use kea_messages_columns::{Error, Place, Table};
use kea_messages_decode::{Completeness, Continued, Escapes, Record, Records, escape_bytes};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyType};
use std::path::PathBuf;
use std::str::from_utf8;

/// Decodes log lines, using a catalogue of messages.
///
/// A catalogue is read from its file: TOML, `.mes` or JSON, according to the extension. Several
/// files are versions of the same catalogue: lines with the text of any version are decoded. The
/// other arguments are the options `--layout`, `--escapes` and `--continued` of `kea-messages
/// decode`. Raises `OSError` for a file that cannot be read, `CatalogueError` and `LayoutError`.
///
/// A decoder can be pickled, including the text of the catalogue, so the workers of a cluster do
/// not need the files. Several threads can use one decoder, and decode at the same time.
#[pyclass(module = "kea_messages", frozen)]
pub(crate) struct Decoder {
    inner: kea_messages_decode::Decoder,
    continued: Continued,
    /// The arguments of the decoder, which are pickled because the workers of a cluster may not
    /// have the files.
    texts: Vec<(String, String)>,
    layouts: Vec<String>,
    escapes_name: String,
    continued_name: String,
}

/// One path, or several.
#[derive(FromPyObject)]
enum Paths {
    One(PathBuf),
    Several(Vec<PathBuf>),
}

#[pymethods]
impl Decoder {
    #[new]
    #[pyo3(signature = (catalogue, *, layouts = Vec::new(), escapes = "unknown", continued = "unknown"))]
    fn new(
        catalogue: Paths,
        layouts: Vec<String>,
        escapes: &str,
        continued: &str,
    ) -> PyResult<Self> {
        let paths = match catalogue {
            Paths::One(path) => vec![path],
            Paths::Several(paths) => paths,
        };
        let texts = paths.iter().map(|path| {
            let name = path.display().to_string();
            match std::fs::read_to_string(path) {
                Ok(text) => Ok((name, text)),
                Err(error) => Err(unreadable(&name, &error)),
            }
        });
        Self::of_texts(texts.collect::<PyResult<_>>()?, layouts, escapes, continued)
    }

    /// Read a catalogue from the text of each file, by its name.
    #[classmethod]
    #[pyo3(signature = (texts, layouts = Vec::new(), escapes = "unknown", continued = "unknown"))]
    fn from_texts(
        _class: &Bound<'_, PyType>,
        texts: &Bound<'_, PyDict>,
        layouts: Vec<String>,
        escapes: &str,
        continued: &str,
    ) -> PyResult<Self> {
        let texts = texts
            .iter()
            .map(|(name, text)| Ok((name.extract()?, text.extract()?)));
        Self::of_texts(texts.collect::<PyResult<_>>()?, layouts, escapes, continued)
    }

    /// The schema of the batches that `decode_batch` returns.
    #[getter]
    fn schema<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Table::new().schema().to_pyarrow(slf.py())
    }

    /// Decode the lines of a log: an array of strings, or of bytes that may not be valid UTF-8.
    ///
    /// Lines that continue another one, and lines that were split, become one row. A string with
    /// several lines is a whole record; with `join=False`, every string is a whole record. Nulls
    /// are skipped, and an OpenTelemetry line can have several records. The column `line` counts
    /// the strings from `first_line`, and `file` is the same in all rows.
    ///
    /// Raises `BatchTooLargeError`, and `TypeError` for any other argument.
    #[pyo3(signature = (lines, *, file = None, first_line = 1, join = true))]
    fn decode_batch<'py>(
        &self,
        py: Python<'py>,
        lines: &Bound<'py, PyAny>,
        file: Option<&str>,
        first_line: u64,
        join: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let arrays = arrays(lines)?;
        let batch = py.detach(|| self.decode_all(&arrays, file, first_line, join));
        batch.map_err(|error| of_columns(&error))?.to_pyarrow(py)
    }

    /// Decode the lines of a log in several arrays, like `decode_batch`.
    ///
    /// There is one batch for each array, and one for the remaining lines at the end. A row is in
    /// the batch of the array in which its end is detected.
    #[pyo3(signature = (batches, *, file = None, first_line = 1))]
    fn decode_batches(
        slf: &Bound<'_, Self>,
        batches: &Bound<'_, PyAny>,
        file: Option<String>,
        first_line: u64,
    ) -> PyResult<Batches> {
        Batches::new(slf, batches, file, first_line)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Parts<'py>)> {
        let decoder = slf.get();
        let texts = PyDict::new(slf.py());
        for (name, text) in &decoder.texts {
            texts.set_item(name, text)?;
        }
        let parts = (
            texts,
            decoder.layouts.clone(),
            decoder.escapes_name.clone(),
            decoder.continued_name.clone(),
        );
        Ok((slf.get_type().getattr("from_texts")?, parts))
    }
}

/// The arguments of `from_texts`.
type Parts<'py> = (Bound<'py, PyDict>, Vec<String>, String, String);

impl Decoder {
    fn of_texts(
        texts: Vec<(String, String)>,
        layouts: Vec<String>,
        escapes: &str,
        continued: &str,
    ) -> PyResult<Self> {
        let mut messages = Vec::new();
        for (name, text) in &texts {
            let catalogue = Catalogue::of_sources(vec![Source::new(name, text)]);
            if catalogue.has_errors() {
                return Err(CatalogueError::new_err(mistakes(&catalogue)));
            }
            let entries = catalogue.entries.into_iter();
            messages.extend(entries.map(|entry| entry.message));
        }
        if messages.is_empty() {
            return Err(CatalogueError::new_err("no message was found"));
        }
        let built_in = built_in(&messages);
        messages.extend(built_in);
        let mut inner =
            kea_messages_decode::Decoder::new(&messages).with_escapes(escapes_of(escapes)?);
        for layout in &layouts {
            let described = layout.parse();
            inner = inner.with_layout(
                described.map_err(|error| LayoutError::new_err(format!("`{layout}`: {error}")))?,
            );
        }
        Ok(Self {
            inner,
            continued: continued_of(continued)?,
            texts,
            layouts,
            escapes_name: escapes.to_owned(),
            continued_name: continued.to_owned(),
        })
    }

    /// Creates the object that joins the lines of a log.
    pub(crate) fn records(&self) -> Records<'_> {
        self.inner.records()
    }

    /// Decodes all lines of a log, or strings that are whole records.
    fn decode_all(
        &self,
        arrays: &[ArrayRef],
        file: Option<&str>,
        first_line: u64,
        is_joined: bool,
    ) -> Result<RecordBatch, Error> {
        let mut records = self.records();
        let mut table = Table::new();
        for (number, line) in numbered(arrays, first_line) {
            if is_joined {
                take(&mut records, line, number);
            } else {
                records.take_record(line, Some(number));
            }
            self.append_all(&mut table, &mut records, file)?;
        }
        records.end();
        self.append_all(&mut table, &mut records, file)?;
        table.finish()
    }

    /// Decodes more lines of a log.
    pub(crate) fn decode_next(
        &self,
        records: &mut Records<'_>,
        arrays: &[ArrayRef],
        file: Option<&str>,
        first_line: u64,
    ) -> Result<RecordBatch, Error> {
        let mut table = Table::new();
        for (number, line) in numbered(arrays, first_line) {
            take(records, line, number);
            self.append_all(&mut table, records, file)?;
        }
        table.finish()
    }

    /// Decodes the remaining lines at the end of a log.
    pub(crate) fn decode_rest(
        &self,
        records: &mut Records<'_>,
        file: Option<&str>,
    ) -> Result<RecordBatch, Error> {
        let mut table = Table::new();
        records.end();
        self.append_all(&mut table, records, file)?;
        table.finish()
    }

    /// Appends the rows of the complete records.
    fn append_all(
        &self,
        table: &mut Table,
        records: &mut Records<'_>,
        file: Option<&str>,
    ) -> Result<(), Error> {
        while let Some(record) = records.next() {
            self.append(table, record, file)?;
        }
        Ok(())
    }

    fn append(
        &self,
        table: &mut Table,
        record: Record<'_>,
        file: Option<&str>,
    ) -> Result<(), Error> {
        let place = Place {
            file,
            line: record.number,
        };
        let Ok(text) = from_utf8(record.lines) else {
            let text = escape_bytes(record.lines);
            return table.append(&self.inner.decode_escaped_bytes(&text), place);
        };
        let mut appended = Ok(());
        self.inner.decode_each(text, self.continued, |line| {
            if appended.is_ok() {
                appended = match record.completeness {
                    Completeness::Whole => table.append(&line, place),
                    Completeness::CutOff | Completeness::Part => {
                        table.append(&line.cut_off(), place)
                    }
                };
            }
        });
        appended
    }
}

/// Adds a line of a log. A string with several lines is a separate record.
fn take(records: &mut Records<'_>, line: &[u8], number: u64) {
    if line.contains(&b'\n') {
        records.take_record(line, Some(number));
    } else {
        records.take(line, Some(number));
    }
}

/// Returns the lines of the arrays with their numbers, without nulls.
fn numbered(arrays: &[ArrayRef], first_line: u64) -> impl Iterator<Item = (u64, &[u8])> {
    let lines = (first_line..).zip(arrays.iter().flat_map(values));
    lines.filter_map(|(number, line)| Some((number, line?)))
}

/// Formats the errors of a catalogue with their lines.
fn mistakes(catalogue: &Catalogue) -> String {
    let errors = catalogue.findings.iter();
    let errors = errors.filter(|finding| finding.level() == Level::Error);
    let drawn = errors.map(|error| format!("{}{}", error.title, error.render(&catalogue.sources)));
    drawn.collect::<Vec<_>>().join("\n")
}

fn escapes_of(name: &str) -> PyResult<Escapes> {
    Ok(match name {
        "unknown" => Escapes::Unknown,
        "escape" => Escapes::OneLine,
        "itself" => Escapes::None,
        _ => return Err(unknown("escapes", name, "`unknown`, `escape` or `itself`")),
    })
}

fn continued_of(name: &str) -> PyResult<Continued> {
    Ok(match name {
        "unknown" => Continued::Unknown,
        "value" => Continued::Value,
        "trace" => Continued::Trace,
        _ => return Err(unknown("continued", name, "`unknown`, `value` or `trace`")),
    })
}

fn unknown(argument: &str, name: &str, expected: &str) -> PyErr {
    PyValueError::new_err(format!(
        "unknown `{argument}` `{name}`: expected {expected}"
    ))
}
