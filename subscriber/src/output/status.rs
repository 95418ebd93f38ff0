//! What an output has done.

use std::fmt;

/// What an output has done since it was opened: [`Loggers::status`](crate::Loggers::status)
/// returns one for each.
///
/// Its `Display` is a line for a page of a program's state:
///
/// ```text
/// kea-dhcp4.log: 1020 line(s), 98304 byte(s), 2 rotation(s); 3 missing, of which 1 lost: no storage space
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OutputStatus {
    /// The output, as its configuration names it.
    pub output: String,
    /// How many lines it was given.
    pub lines: u64,
    /// How many bytes these lines have, with their ends.
    pub bytes: u64,
    /// How many bytes of them are not yet written, with `"flush": false`.
    pub waiting: u64,
    /// How many of the lines it did not take. They went to standard error.
    pub missing: u64,
    /// How many of these standard error did not take either.
    pub lost: u64,
    /// Why the last of them was not taken.
    pub problem: Option<String>,
    /// How often the file was rotated by this program.
    pub rotations: u64,
}

impl fmt::Display for OutputStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            output,
            lines,
            bytes,
            waiting,
            missing,
            lost,
            problem,
            rotations,
        } = self;
        write!(
            f,
            "{output}: {lines} line(s), {bytes} byte(s), {rotations} rotation(s)"
        )?;
        if *waiting > 0 {
            write!(f, "; {waiting} byte(s) waiting")?;
        }
        if *missing > 0 {
            write!(f, "; {missing} missing, of which {lost} lost")?;
        }
        if let Some(problem) = problem {
            write!(f, ": {problem}")?;
        }
        Ok(())
    }
}
