//! Tables of decoded lines.

use crate::arguments::Arguments;
use crate::own::{self, Own, Place};
use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, Schema, SchemaRef};
use kea_messages_catalog::Message;
use kea_messages_decode::{Line, Outcome, Reading};
use std::fmt;
use std::sync::Arc;
use thiserror::Error;

/// The maximum size of the strings in a batch, because the offsets of a column are signed 32-bit
/// integers.
const MAX_BYTES: usize = i32::MAX as usize;

/// The approximate size of a row in bytes, without its strings.
const ROW: usize = 128;

/// The error for a line that cannot be appended to a table.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// With this line, the strings of the batch would exceed 2 GiB. The line can be appended
    /// after [`Table::finish`].
    #[error("the strings of a record batch have more than 2 GiB: make smaller batches")]
    TooLarge,
    /// A bug in this crate or in arrow.
    #[error(transparent)]
    Arrow(#[from] ArrowError),
}

/// Builds record batches from decoded lines.
///
/// See the [documentation of the crate](crate) for the columns and an example.
pub struct Table {
    schema: SchemaRef,
    own: Own,
    arguments: Arguments,
    rows: usize,
    bytes: usize,
}

impl Table {
    /// Creates a table for the lines of any messages, with their arguments in one
    /// column.
    #[must_use]
    pub fn new() -> Self {
        Self::of(Arguments::mapped())
    }

    /// Creates a table for the lines of one message, with a column for each argument. Pass
    /// all versions of the message, from one or several catalogues.
    ///
    /// ```
    /// use arrow_array::cast::AsArray;
    /// use arrow_array::types::UInt32Type;
    /// use kea_messages_catalog::{Argument, Message};
    /// use kea_messages_columns::{Place, Table};
    /// use kea_messages_decode::Decoder;
    ///
    /// let mut message = Message::new("ALLOC_FAIL", "%1: no address after %2 attempt(s)");
    /// let attempts = Argument::named("attempts").with_type("u32");
    /// message.arguments = Some(vec![Argument::named("client"), attempts]);
    /// let decoder = Decoder::new([&message]);
    /// let mut table = Table::of_message(&[&message]);
    /// let line = decoder.decode("ALLOC_FAIL a1: no address after 3 attempt(s)");
    /// table.append(&line, Place::default())?;
    /// let batch = table.finish()?;
    /// let attempts = batch.column_by_name("attempts").unwrap();
    /// assert_eq!(attempts.as_primitive::<UInt32Type>().value(0), 3);
    /// # Ok::<(), kea_messages_columns::Error>(())
    /// ```
    #[must_use]
    pub fn of_message(versions: &[&Message]) -> Self {
        let (before, after) = own::fields();
        let own = before.iter().chain(&after);
        let own: Vec<&str> = own.map(|field| field.name().as_str()).collect();
        Self::of(Arguments::typed(versions, &own))
    }

    fn of(arguments: Arguments) -> Self {
        let (mut fields, after) = own::fields();
        fields.extend(arguments.fields());
        fields.extend(after);
        Self {
            schema: Arc::new(Schema::new(fields)),
            own: Own::new(),
            arguments,
            rows: 0,
            bytes: 0,
        }
    }

    /// Returns the schema of the table.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// Returns the number of lines that have been appended since the last batch.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// Returns the approximate size of these lines, in bytes.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Appends a line from this place.
    ///
    /// # Errors
    ///
    /// Returns [`Error::TooLarge`] if the batch is full.
    pub fn append(&mut self, line: &Line<'_>, place: Place<'_>) -> Result<(), Error> {
        let bytes = self.bytes + bytes(line, place);
        if bytes > MAX_BYTES {
            return Err(Error::TooLarge);
        }
        let reading = match &line.outcome {
            Outcome::Decoded(reading) => Some(reading),
            _ => None,
        };
        self.own.append(line, place)?;
        self.arguments.append(reading)?;
        self.rows += 1;
        self.bytes = bytes;
        Ok(())
    }

    /// Returns the lines that have been appended as a batch, and begins the next batch.
    ///
    /// # Errors
    ///
    /// Returns an error only for a bug in this crate or in arrow.
    pub fn finish(&mut self) -> Result<RecordBatch, Error> {
        let (mut columns, after) = self.own.finish()?;
        columns.extend(self.arguments.finish());
        columns.extend(after);
        self.rows = 0;
        self.bytes = 0;
        Ok(RecordBatch::try_new(self.schema(), columns)?)
    }
}

impl Default for Table {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = f.debug_struct("Table");
        table
            .field("schema", &self.schema)
            .field("rows", &self.rows);
        table.finish_non_exhaustive()
    }
}

/// Returns an upper bound of the size of the strings of a line, in bytes.
fn bytes(line: &Line<'_>, place: Place<'_>) -> usize {
    let of_reading = |reading: &Reading<'_>| -> usize {
        // The name of a column can be longer than that of its argument.
        let arguments = own::entries(reading);
        arguments
            .map(|(name, value)| name.len() + value.len() + 16)
            .sum()
    };
    let readings: usize = match &line.outcome {
        Outcome::Decoded(reading) => of_reading(reading),
        Outcome::Ambiguous(readings) | Outcome::NotUtf8(readings) | Outcome::CutOff(readings) => {
            readings.iter().map(of_reading).sum()
        }
        _ => 0,
    };
    let spans = line.spans.iter().map(|span| {
        let fields = span.fields.iter();
        let fields = fields.map(|(name, value)| name.len() + value.as_str().len() + 16);
        span.name.len() + fields.sum::<usize>() + 16
    });
    let sources = line.error_sources.iter().map(|it| {
        let sources = it.sources.iter().map(|source| source.len() + 8);
        it.argument.len() + sources.sum::<usize>() + 16
    });
    let parts = [
        &line.time,
        &line.severity,
        &line.logger,
        &line.pid,
        &line.id,
    ];
    let parts = parts.into_iter().flatten().map(|part| part.len());
    ROW + readings
        + spans.sum::<usize>()
        + sources.sum::<usize>()
        + parts.sum::<usize>()
        + line.text.len()
        + line.continued.len()
        + line.layout.len()
        + place.file.map_or(0, str::len)
}
