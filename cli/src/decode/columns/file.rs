//! Writes record batches to a file.

use crate::failure::Failure;
use crate::output::{NewFile, cannot_write};
use arrow_array::RecordBatch;
use arrow_ipc::writer::FileWriter;
use arrow_schema::SchemaRef;
use arrow_select::concat::concat_batches;
use kea_messages_columns::Error;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::error;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

/// The maximum number of rows, and the approximate maximum number of bytes, of a batch.
pub(super) const MAX_ROWS: usize = 1 << 16;
pub(super) const MAX_BYTES: usize = 1 << 23;

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileFormat {
    Arrow,
    Parquet,
}

impl FileFormat {
    /// Returns the extension of files in this format.
    pub(super) const fn ending(self) -> &'static str {
        match self {
            Self::Arrow => "arrow",
            Self::Parquet => "parquet",
        }
    }
}

/// The approximate maximum number of bytes of a Parquet file that are kept before they are written.
const ROW_GROUP: usize = 1 << 26;

/// A file of record batches, which is moved to its destination when it is finished.
pub(super) struct BatchFile {
    path: PathBuf,
    writer: Writer,
}

type Target = BufWriter<NewFile>;

enum Writer {
    Arrow(Box<FileWriter<Target>>, Pending),
    Parquet(Box<ArrowWriter<Target>>),
}

/// Batches that are too small to be written separately.
#[derive(Default)]
struct Pending {
    batches: Vec<RecordBatch>,
    rows: usize,
    bytes: usize,
}

impl BatchFile {
    pub(super) fn create(
        path: &Path,
        format: FileFormat,
        schema: &SchemaRef,
    ) -> Result<Self, Failure> {
        let file = NewFile::create(path).map_err(|error| cannot_write(path, error))?;
        let file = BufWriter::with_capacity(1 << 16, file);
        let writer = match format {
            FileFormat::Arrow => {
                let writer = FileWriter::try_new(file, schema);
                let writer = writer.map_err(|error| cannot_write_batch(path, &error))?;
                Writer::Arrow(Box::new(writer), Pending::default())
            }
            FileFormat::Parquet => {
                let properties = WriterProperties::builder()
                    .set_compression(Compression::ZSTD(ZstdLevel::default()))
                    .set_max_row_group_bytes(Some(ROW_GROUP))
                    // This uses the names that the format requires for the parts of lists and maps.
                    .set_coerce_types(true)
                    .build();
                let writer = ArrowWriter::try_new(file, schema.clone(), Some(properties));
                Writer::Parquet(Box::new(
                    writer.map_err(|error| cannot_write_batch(path, &error))?,
                ))
            }
        };
        let path = path.to_owned();
        Ok(Self { path, writer })
    }

    pub(super) fn write(&mut self, batch: &RecordBatch) -> Result<(), Failure> {
        if batch.num_rows() == 0 {
            return Ok(());
        }
        match &mut self.writer {
            Writer::Arrow(writer, pending) => pending
                .add(batch)
                .and_then(|batch| batch.map_or(Ok(()), |batch| writer.write(&batch)))
                .map_err(|error| cannot_write_batch(&self.path, &error)),
            Writer::Parquet(writer) => writer
                .write(batch)
                .map_err(|error| cannot_write_batch(&self.path, &error)),
        }
    }

    /// Finishes the file, and moves it to its destination.
    pub(super) fn finish(self) -> Result<(), Failure> {
        let Self { path, writer } = self;
        let file = match writer {
            Writer::Arrow(mut writer, mut pending) => {
                let written = match pending.take() {
                    Ok(Some(batch)) => writer.write(&batch),
                    other => other.map(|_| ()),
                };
                written
                    .and_then(|()| writer.into_inner())
                    .map_err(|error| cannot_write_batch(&path, &error))?
            }
            Writer::Parquet(writer) => writer
                .into_inner()
                .map_err(|error| cannot_write_batch(&path, &error))?,
        };
        let file = file
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error);
        file.and_then(NewFile::keep)
            .map_err(|error| cannot_write(&path, error))
    }
}

type ArrowResult<T> = Result<T, arrow_schema::ArrowError>;

impl Pending {
    /// Adds a batch. Returns a batch to write when there are enough rows.
    fn add(&mut self, batch: &RecordBatch) -> ArrowResult<Option<RecordBatch>> {
        self.batches.push(batch.clone());
        self.rows += batch.num_rows();
        self.bytes += batch.get_array_memory_size();
        if self.rows >= MAX_ROWS || self.bytes >= MAX_BYTES {
            self.take()
        } else {
            Ok(None)
        }
    }

    fn take(&mut self) -> ArrowResult<Option<RecordBatch>> {
        let Self { batches, .. } = std::mem::take(self);
        match batches.as_slice() {
            [] => Ok(None),
            [batch] => Ok(Some(batch.clone())),
            [first, ..] => concat_batches(&first.schema(), &batches).map(Some),
        }
    }
}

/// Returns the error for columns that cannot be created. This does not happen, because no line is
/// as long as a batch can be.
#[expect(clippy::needless_pass_by_value, reason = "as `map_err` passes it")]
pub(super) fn cannot_make(error: Error) -> Failure {
    Failure::unusable(format!("cannot make columns: {error}"))
}

/// Like [`cannot_write`], but without the prefixes that the column formats add to an I/O error.
pub(super) fn cannot_write_batch(path: &Path, error: &(dyn error::Error + 'static)) -> Failure {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return cannot_write(path, error);
        }
        cause = error.source();
    }
    cannot_write(path, error)
}
