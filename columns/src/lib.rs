//! Decoded log lines as columns of [Apache Arrow](https://arrow.apache.org).
//!
//! A [`Table`] takes the [lines](kea_messages_decode::Line) that a decoder returns, and makes
//! record batches of them. Every line is a row, whatever came of decoding it.
//!
//! | column | type | what it has |
//! |---|---|---|
//! | `time` | timestamp, µs, UTC | when the line was logged, if it says so with a zone |
//! | `local_time` | timestamp, µs, without a zone | the same as the line has it, if it has a whole date and no zone |
//! | `time_text` | string | the same, letter by letter |
//! | `severity` | string | the severity, as the line has it |
//! | `logger` | string | the logger |
//! | `process`, `thread` | string | the process ID, and the thread ID if the line has one |
//! | `id` | string | the ID of the message |
//! | `status` | string, never null | `decoded`, `ambiguous`, `other_text`, `wrong_arguments`, `other_type`, `unknown_id`, `not_utf8`, `cut_off` or `no_id` |
//! | `arguments` | map of strings to strings | the arguments by name, if the line is decoded |
//! | `readings` | list of such maps | the readings of a line that is ambiguous, not in UTF-8 or cut off |
//! | `error_sources` | list of `argument`, a string, and `sources`, a list of strings | the sources of errors that the line shows |
//! | `spans` | list of `name`, a string, and `fields`, a list of `name` and `value` | the spans that the line was logged in |
//! | `text` | string, never null | the text behind the ID, or the whole line if it has no ID |
//! | `continued` | string | the lines that continue the line |
//! | `layout` | string | the layout of the line |
//! | `file` | string | the log that has the line |
//! | `line` | 64-bit integer | its number there, from 1 |
//!
//! What a line does not have is null. In the table of one message ([`Table::of_message`]) its
//! arguments are columns in place of `arguments`, with the types that the catalogue declares, or a
//! side file of types gives:
//!
//! | declared type | column |
//! |---|---|
//! | `u8` to `u64`, `i8` to `i64` | the same integer |
//! | `usize`, `isize` | 64-bit integer |
//! | `f32`, `f64` | the same float |
//! | `bool` | boolean |
//! | `u128`, `i128`, and any other; one with a format, such as `{ratio:.2}` | string |
//!
//! No value is lost: one that its column cannot have exactly, such as 300 in a `u8` of another
//! version, is null there, and stands in the column `other_values`, a map of strings to
//! strings. An argument that has the name of another column is called `argument_` and its name.
//!
//! A time is in `time` or `local_time` if its form is known: a date of year, month and day,
//! where the month is a name or the year comes first, and a time of day; or the seconds since
//! 1970, also with a fraction, or the milli-, micro- or nanoseconds, which are told apart by
//! their 10, 13, 16 or 19 digits. What is below a microsecond is in `time_text` alone. Of the
//! names of zones `UTC` and `GMT` alone are known.
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
