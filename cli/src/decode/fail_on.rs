//! Counts the lines that make the program fail.

use crate::arguments::Status;
use crate::counted::counted;
use crate::output::complain;
use kea_messages_decode::Outcome;

/// Counts the lines that make the program fail.
#[derive(Debug)]
pub(super) struct FailOn {
    counts: Vec<(Status, u64)>,
}

impl FailOn {
    pub(super) fn new(statuses: &[Status]) -> Self {
        let mut counts: Vec<(Status, u64)> = Vec::new();
        for status in statuses {
            if !counts.iter().any(|(other, _)| other == status) {
                counts.push((*status, 0));
            }
        }
        Self { counts }
    }

    /// Returns a copy with all counts at zero.
    pub(super) fn fresh(&self) -> Self {
        let statuses = self.counts.iter().map(|(status, _)| (*status, 0));
        Self {
            counts: statuses.collect(),
        }
    }

    /// Adds the counts of another counter.
    pub(super) fn add(&mut self, other: &Self) {
        for ((_, count), (_, others)) in self.counts.iter_mut().zip(&other.counts) {
            *count += others;
        }
    }

    pub(super) fn count(&mut self, outcome: &Outcome<'_>) {
        let Some(status) = status(outcome) else {
            return;
        };
        for (other, count) in &mut self.counts {
            *count += u64::from(*other == status);
        }
    }

    /// Reports the lines. Returns whether there were any.
    pub(super) fn complain(&self) -> bool {
        let mut is_any = false;
        for (status, count) in &self.counts {
            if *count == 0 {
                continue;
            }
            let what = match status {
                Status::Ambiguous => "that can be read in more than one way",
                Status::OtherText => "with a text that is not in the catalogue",
                Status::WrongArguments => "from a statement with too many or too few arguments",
                Status::OtherType => "with a value that does not match its type",
                Status::UnknownId => "with an ID that is not in the catalogue",
                Status::NotUtf8 => "not in UTF-8",
                Status::CutOff => "cut off",
                Status::NoId => "without an ID",
            };
            complain(
                "error",
                &format!("found {} {what}", counted(*count, "line")),
            );
            is_any = true;
        }
        is_any
    }
}

/// Returns the status for which a line is counted, or `None` if it was decoded.
const fn status(outcome: &Outcome<'_>) -> Option<Status> {
    Some(match outcome {
        Outcome::Ambiguous(_) => Status::Ambiguous,
        Outcome::OtherText => Status::OtherText,
        Outcome::WrongArguments => Status::WrongArguments,
        Outcome::OtherType => Status::OtherType,
        Outcome::UnknownId => Status::UnknownId,
        Outcome::NotUtf8(_) => Status::NotUtf8,
        Outcome::CutOff(_) => Status::CutOff,
        Outcome::NoId => Status::NoId,
        _ => return None,
    })
}
