//! `--format arrow` and `--format parquet`: writes lines as rows of a file, or of a file for each
//! message.

mod by_id;
mod file;

use crate::arguments::{Decode, DecodeFormat};
use crate::failure::Failure;
use by_id::ById;
use file::{BatchFile, FileFormat, MAX_BYTES, MAX_ROWS, cannot_make};
use kea_messages_catalog::Message;
use kea_messages_columns::{Place, Table};
use kea_messages_decode::Line;

/// Writes lines as rows.
pub(super) struct Columns(Rows);

enum Rows {
    /// The rows of one table in one file.
    One(Box<Table>, Box<BatchFile>),
    /// The rows of a table and a file for each message.
    ById(Box<ById>),
}

impl Columns {
    /// Creates the output that the arguments select. Returns `None` if it is not a file of rows.
    pub(super) fn open(arguments: &Decode, messages: &[Message]) -> Result<Option<Self>, Failure> {
        let (output, by_id) = (&arguments.output.file, &arguments.by_id);
        let (name, format) = match arguments.format() {
            None | Some(DecodeFormat::Json) if by_id.is_some() => {
                let reason = "`--by-id` requires `--format arrow` or `--format parquet`";
                return Err(Failure::unusable(reason));
            }
            None | Some(DecodeFormat::Json) => return Ok(None),
            Some(DecodeFormat::Arrow) => ("arrow", FileFormat::Arrow),
            Some(DecodeFormat::Parquet) => ("parquet", FileFormat::Parquet),
        };
        if arguments.stats {
            let reason = format!("`--stats` cannot be used with `--format {name}`");
            return Err(Failure::unusable(reason));
        }
        if arguments.follow {
            // The footer of a file is written at the end, which a followed log does not have.
            let reason = format!("`--follow` cannot be used with `--format {name}`");
            return Err(Failure::unusable(reason));
        }
        match (output, by_id) {
            (Some(path), _) => {
                let table = Table::new();
                let file = BatchFile::create(path, format, &table.schema())?;
                Ok(Some(Self(Rows::One(Box::new(table), Box::new(file)))))
            }
            (None, Some(folder)) => {
                let tables = ById::new(folder, format, messages)?;
                Ok(Some(Self(Rows::ById(Box::new(tables)))))
            }
            (None, None) => Err(Failure::unusable(format!(
                "`--format {name}` requires `--output FILE` or `--by-id FOLDER`"
            ))),
        }
    }

    pub(super) fn append(&mut self, line: &Line<'_>, place: Place<'_>) -> Result<(), Failure> {
        match &mut self.0 {
            Rows::One(table, file) => {
                table.append(line, place).map_err(cannot_make)?;
                if is_full(table) {
                    file.write(&table.finish().map_err(cannot_make)?)?;
                }
                Ok(())
            }
            Rows::ById(tables) => tables.append(line, place),
        }
    }

    /// Writes the remaining rows, and finishes the files.
    pub(super) fn finish(self) -> Result<(), Failure> {
        match self.0 {
            Rows::One(mut table, mut file) => {
                file.write(&table.finish().map_err(cannot_make)?)?;
                file.finish()
            }
            Rows::ById(tables) => tables.finish(),
        }
    }
}

/// Whether a table has enough rows for a batch.
fn is_full(table: &Table) -> bool {
    table.rows() >= MAX_ROWS || table.bytes() >= MAX_BYTES
}
