//! Learns from a log how to read the lines that continue a line.

use super::lines::Lines;
use super::records::{Record, Records};
use kea_messages_decode::{Continued, Decoder, Line};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::str::from_utf8;
use std::sync::OnceLock;

/// The number of similar records that are required, because a trace can follow any line
/// once.
const FEWEST: u32 = 3;

/// The number of line beginnings that are stored for each message.
const MOST_BEGINNINGS: usize = 1_000;

/// Observations about how the records of a log continue. The log is read when they are first
/// needed.
pub(super) struct LearnedHabits {
    log: PathBuf,
    habits: OnceLock<Habits>,
}

impl LearnedHabits {
    pub(super) const fn of(log: PathBuf) -> Self {
        Self {
            log,
            habits: OnceLock::new(),
        }
    }

    /// Returns how to read the lines that continue this one.
    pub(super) fn continued(&self, line: &Line<'_>, decoder: &Decoder) -> Continued {
        let habits = self.habits.get_or_init(|| Habits::of(&self.log, decoder));
        habits.continued(line)
    }
}

/// The observations about each message, by ID.
#[derive(Debug, Default)]
struct Habits(HashMap<String, Habit>);

/// The observations about how the records of a message continue.
#[derive(Debug, Default)]
struct Habit {
    records: u32,
    /// For each beginning of a continuing line, the number of records with such a line.
    beginnings: HashMap<String, u32>,
}

impl Habits {
    /// Learns from a log, up to the first error, which is reported when the log is printed.
    fn of(log: &Path, decoder: &Decoder) -> Self {
        let mut habits = Self::default();
        let Ok(lines) = Lines::open(log, false) else {
            return habits;
        };
        let mut records = Records::new(lines, decoder);
        while let Some(Ok(record)) = records.next() {
            if let Record::Whole(record) = record
                && let Ok(record) = from_utf8(record)
            {
                habits.add(record, decoder);
            }
        }
        habits
    }

    fn add(&mut self, record: &str, decoder: &Decoder) {
        let (first, continued) = record.split_once('\n').unwrap_or((record, ""));
        let line = decoder.decode(first);
        let Some(id) = line.id.as_deref() else { return };
        let habit = self.0.entry(id.to_owned()).or_default();
        habit.records += 1;
        for beginning in beginnings(continued).collect::<HashSet<_>>() {
            if let Some(count) = habit.beginnings.get_mut(beginning) {
                *count += 1;
            } else if habit.beginnings.len() < MOST_BEGINNINGS {
                habit.beginnings.insert(beginning.to_owned(), 1);
            }
        }
    }

    /// Returns how to read the lines that continue this one. They are part of the value if the
    /// first of them begins like a line in each record of the message, and the others begin like
    /// lines in several records.
    fn continued(&self, line: &Line<'_>) -> Continued {
        let id = line.id.as_deref().unwrap_or_default();
        let Some(habit) = self.0.get(id) else {
            return Continued::Unknown;
        };
        let count = |beginning| habit.beginnings.get(beginning).copied().unwrap_or(0);
        let mut counts = beginnings(&line.continued).map(count);
        let is_first_alike = counts.next() == Some(habit.records);
        if habit.records >= FEWEST && is_first_alike && counts.all(|count| count >= FEWEST) {
            Continued::Value
        } else {
            Continued::Unknown
        }
    }
}

/// Returns the beginning of each line, which the lines of a value have in common: the spaces and
/// the first word, up to the first digit.
fn beginnings(lines: &str) -> impl Iterator<Item = &str> {
    lines.lines().map(|line| {
        let word = line.trim_start_matches([' ', '\t']);
        let is_end = |c: char| c.is_ascii_digit() || c.is_whitespace() || "=:,".contains(c);
        let length = word.find(is_end).unwrap_or(word.len());
        &line[..line.len() - word.len() + length]
    })
}

#[cfg(test)]
mod tests {
    use super::{Habits, beginnings};
    use kea_messages_catalog::Message;
    use kea_messages_decode::{Continued, Decoder};

    #[test]
    fn beginnings_of_lines() {
        let cases: [(&str, &[&str]); 5] = [
            ("", &[]),
            ("  options:\n type=1", &["  options", " type"]),
            ("msg_type=DISCOVER\n", &["msg_type"]),
            ("type53\r\n\n\tat x", &["type", "", "\tat"]),
            ("1", &[""]),
        ];
        for (lines, expected) in cases {
            let found: Vec<_> = beginnings(lines).collect();
            assert_eq!(found, expected, "{lines:?}");
        }
    }

    #[test]
    fn what_continues_a_message() {
        use Continued::{Unknown, Value};

        let decoder = Decoder::new([&Message::new("A_B", "on %1")]);
        // The records of a log, and how to read the lines that continue the last record.
        let cases: [(&[&str], Continued); 8] = [
            (&["A_B x\n a=1", "A_B y\n a=2", "A_B z\n a=3"], Value),
            (&["A_B x\n a=1", "A_B y\n a=2"], Unknown),
            (
                &["A_B x\n a=1", "A_B y", "A_B z\n a=3", "A_B z\n a=4"],
                Unknown,
            ),
            (
                &["A_B x", "A_B y\n a=2", "A_B z\n a=3", "A_B z\n a=4"],
                Unknown,
            ),
            (&["A_B x\n a=1", "A_B y\n b=2", "A_B z\n a=3"], Unknown),
            // A line that other records do not have may be a trace.
            (
                &["A_B x\n a=1", "A_B y\n a=2", "A_B z\n a=3\npanic"],
                Unknown,
            ),
            (
                &[
                    "A_B x\n a=1\n b=1",
                    "A_B y\n a=2\n b=2",
                    "A_B z\n a=3\n b=3\n b=4",
                ],
                Value,
            ),
            (&["A_B x\n a=1", "A_B y\n a=2", "A_C z\n a=3"], Unknown),
        ];
        for (records, expected) in cases {
            let mut habits = Habits::default();
            for record in records {
                habits.add(record, &decoder);
            }
            let last = decoder.decode_lines(records[records.len() - 1]);
            assert_eq!(habits.continued(&last), expected, "{records:?}");
        }
    }
}
