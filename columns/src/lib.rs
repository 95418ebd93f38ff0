//! Decoded log lines as columns of [Apache Arrow](https://arrow.apache.org).
//!
//! A [`Table`] takes the [lines](kea_messages_decode::Line) that a decoder returns, and
//! builds record batches of them. Every line is a row, whatever the outcome of decoding it.
//!
//! | column | type | content |
//! |---|---|---|
//! | `time` | timestamp, µs, UTC | the time of the line, if it has a time zone |
//! | `local_time` | timestamp, µs, without a zone | the time of the line, if it has a full date and no time zone |
//! | `time_text` | string | the time, as written in the line |
//! | `severity` | string | the severity, as written in the line |
//! | `logger` | string | the logger |
//! | `process`, `thread` | string | the process ID, and the thread ID if the line has one |
//! | `id` | string | the ID of the message |
//! | `status` | string, never null | `decoded`, `ambiguous`, `other_text`, `wrong_arguments`, `other_type`, `unknown_id`, `not_utf8`, `cut_off` or `no_id` |
//! | `arguments` | map of strings to strings | the arguments by name, if the line is decoded |
//! | `readings` | list of such maps | the readings of a line that is ambiguous, not valid UTF-8 or cut off |
//! | `error_sources` | list of `argument`, a string, and `sources`, a list of strings | the sources of errors that the line shows |
//! | `spans` | list of `name`, a string, and `fields`, a list of `name` and `value` | the spans that the line was logged in |
//! | `text` | string, never null | the text after the ID, or the whole line if it has no ID |
//! | `continued` | string | the lines that continue the line |
//! | `layout` | string | the layout of the line |
//! | `file` | string | the log that contains the line |
//! | `line` | 64-bit integer | its line number there, from 1 |
//!
//! Values that a line does not have are null. In the table of a single message
//! ([`Table::of_message`]), each argument is a column, instead of `arguments`, with the type
//! that the catalogue, or a side file of types, declares:
//!
//! | declared type | column |
//! |---|---|
//! | `u8` to `u64`, `i8` to `i64` | the same integer |
//! | `usize`, `isize` | 64-bit integer |
//! | `f32`, `f64` | the same float |
//! | `bool` | boolean |
//! | `&[u8]`, `[u8; N]`, `Vec<u8>` | binary |
//! | `u128`, `i128`, and any other; one with a format, such as `{ratio:.2}` | string |
//!
//! No value is lost. A value that its column cannot represent exactly, such as 300 in a column of
//! `u8`, is null there and is stored in the column `other_values`, a map of strings to strings. An
//! argument with the name of another column gets the prefix `argument_`.
//!
//! A time is in `time` or `local_time` if its format is known: a date of year, month and day,
//! where the month is a name or the year comes first, and a time of day; or the seconds since
//! 1970, optionally with a fraction, or the milli-, micro- or nanoseconds, which are
//! distinguished by their 10, 13, 16 or 19 digits. Digits below a microsecond are only in
//! `time_text`. The only names of time zones that are recognised are `UTC` and `GMT`.
//!
//! ```
//! use arrow_array::cast::AsArray;
//! use kea_messages_catalog::Message;
//! use kea_messages_columns::{Place, Table};
//! use kea_messages_decode::Decoder;
//!
//! let message = Message::new("A_B", "on %1");
//! let decoder = Decoder::new([&message]);
//! let mut table = Table::new();
//! for (number, line) in (1..).zip(["A_B on disk", "A_B off", "A_C on disk"]) {
//!     let place = Place { line: Some(number), ..Place::default() };
//!     table.append(&decoder.decode(line), place)?;
//! }
//! let batch = table.finish()?;
//! assert_eq!(batch.num_rows(), 3);
//! let status = batch.column_by_name("status").unwrap().as_string::<i32>();
//! let status: Vec<_> = status.iter().flatten().collect();
//! assert_eq!(status, ["decoded", "other_text", "unknown_id"]);
//! # Ok::<(), kea_messages_columns::Error>(())
//! ```
#![forbid(unsafe_code)]

mod arguments;
mod nested;
mod own;
mod table;
mod time;
mod typed;

pub use self::own::Place;
pub use self::table::{Error, Table};
