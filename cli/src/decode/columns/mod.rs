//! `--format arrow` and `--format parquet`: lines as rows of a file, or of a file for each
//! message.

mod by_id;
mod file;

use super::print::Stop;
use crate::arguments::{Decode, LineFormat};
use crate::failure::Failure;
use by_id::ById;
use file::BatchFile;
use kea_messages_catalog::Message;
use kea_messages_columns::{Error, Place, Table};
use kea_messages_decode::Line;

/// How many rows a batch has, and about how many bytes, at most.
const MAX_ROWS: usize = 1 << 16;
const MAX_BYTES: usize = 1 << 23;

/// Writes lines as rows.
pub(in crate::decode) enum Columns {
    /// Of one table, to one file.
    One(Box<Table>, Box<BatchFile>),
    /// Of a table for each message.
    ById(Box<ById>),
}

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::decode) enum FileFormat {
    Arrow,
    Parquet,
}

impl FileFormat {
    /// The ending of the names of such files.
    const fn ending(self) -> &'static str {
        match self {
            Self::Arrow => "arrow",
            Self::Parquet => "parquet",
        }
    }
}

impl Columns {
    /// What the arguments ask for; `None` if that is no such file.
    pub(in crate::decode) fn open(
        arguments: &Decode,
        messages: &[Message],
    ) -> Result<Option<Self>, Failure> {
        let Decode { output, by_id, .. } = arguments;
        let (name, format) = match arguments.format {
            LineFormat::Json if output.is_some() => {
                let reason = "`--output` requires `--format arrow` or `--format parquet`";
                return Err(Failure::unusable(reason));
            }
            LineFormat::Json if by_id.is_some() => {
                let reason = "`--by-id` requires `--format arrow` or `--format parquet`";
                return Err(Failure::unusable(reason));
            }
            LineFormat::Json => return Ok(None),
            LineFormat::Arrow => ("arrow", FileFormat::Arrow),
            LineFormat::Parquet => ("parquet", FileFormat::Parquet),
        };
        if arguments.follow {
            // Its footer is written at the end, and a log that is followed has none.
            let reason = format!("`--follow` cannot be used with `--format {name}`");
            return Err(Failure::unusable(reason));
        }
        match (output, by_id) {
            (Some(path), _) => {
                let table = Table::new();
                let file = BatchFile::create(path, format, &table.schema())?;
                Ok(Some(Self::One(Box::new(table), Box::new(file))))
            }
            (None, Some(folder)) => {
                let tables = ById::new(folder, format, messages)?;
                Ok(Some(Self::ById(Box::new(tables))))
            }
            (None, None) => Err(Failure::unusable(format!(
                "`--format {name}` requires `--output FILE` or `--by-id DIR`"
            ))),
        }
    }

    pub(in crate::decode) fn append(
        &mut self,
        line: &Line<'_>,
        place: Place<'_>,
    ) -> Result<(), Stop> {
        match self {
            Self::One(table, file) => {
                table.append(line, place).map_err(cannot_make)?;
                if is_full(table) {
                    file.write(&table.finish().map_err(cannot_make)?)?;
                }
                Ok(())
            }
            Self::ById(tables) => Ok(tables.append(line, place)?),
        }
    }

    /// Writes what is left, and ends the files.
    pub(in crate::decode) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::One(mut table, mut file) => {
                file.write(&table.finish().map_err(cannot_make)?)?;
                file.finish()
            }
            Self::ById(tables) => tables.finish(),
        }
    }
}

/// Whether a table has enough rows for a batch.
fn is_full(table: &Table) -> bool {
    table.rows() >= MAX_ROWS || table.bytes() >= MAX_BYTES
}

/// No line is as long as a batch can be.
#[expect(clippy::needless_pass_by_value, reason = "as `map_err` passes it")]
fn cannot_make(error: Error) -> Failure {
    Failure::unusable(format!("cannot make columns: {error}"))
}
