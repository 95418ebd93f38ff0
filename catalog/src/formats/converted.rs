//! The result of converting a catalogue.

#[cfg(feature = "convert")]
use crate::Catalogue;

/// A catalogue in a format, and the parts that the format cannot store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Converted {
    /// The content of the file.
    pub text: String,
    /// The parts that are lost, each as a clause, such as `` `.mes` has no place for an action ``.
    ///
    /// A template for translators and a journal catalogue only contain the parts that they need.
    /// The parts that they do not need are not listed.
    pub losses: Vec<String>,
}

impl Converted {
    /// Creates the result of a conversion without losses.
    pub(super) const fn whole(text: String) -> Self {
        Self {
            text,
            losses: Vec::new(),
        }
    }

    /// Adds the loss of the loggers, if the messages go to several.
    #[cfg(feature = "convert")]
    pub(super) fn without_loggers(mut self, catalogue: &Catalogue) -> Self {
        if !catalogue.loggers.is_empty() {
            let names = catalogue.loggers.iter().map(|name| format!("`{name}`"));
            let names = names.collect::<Vec<_>>().join(", ");
            let loss = format!("a file has one logger, but not all messages go to it: {names}");
            self.losses.push(loss);
        }
        self
    }
}

/// The parts that a format cannot store, with counts.
#[cfg(feature = "convert")]
#[derive(Debug, Default)]
pub(super) struct Losses {
    /// The messages that cannot be written.
    left_out: Vec<String>,
    counts: Vec<(&'static str, usize)>,
}

#[cfg(feature = "convert")]
impl Losses {
    /// Counts one more part of this kind, if it is lost.
    pub(super) fn count(&mut self, kind: &'static str, is_lost: bool) {
        if !is_lost {
            return;
        }
        match self.counts.iter_mut().find(|(other, _)| *other == kind) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((kind, 1)),
        }
    }

    /// Adds a message that cannot be written.
    pub(super) fn leave_out(&mut self, id: &str) {
        self.left_out.push(id.to_owned());
    }

    /// Returns the losses as clauses, with one clause for each kind.
    pub(super) fn into_clauses(self, format: &str) -> Vec<String> {
        let left_out = self.left_out.into_iter();
        let left_out =
            left_out.map(|id| format!("`{id}` is omitted: {format} cannot hold its text"));
        let counts = self.counts.into_iter();
        let counts = counts.map(|(kind, count)| match count {
            1 => format!("{format} has no place for {kind}"),
            count => format!("{format} has no place for {kind}, {count} times"),
        });
        left_out.chain(counts).collect()
    }
}

#[cfg(all(test, feature = "convert"))]
mod tests {
    use super::*;

    #[test]
    fn losses_are_counted() {
        let mut losses = Losses::default();
        for is_lost in [true, false, true] {
            losses.count("an action", is_lost);
        }
        losses.count("a version", true);
        losses.count("a removal", false);
        losses.leave_out("A");
        assert_eq!(
            losses.into_clauses("`.mes`"),
            [
                "`A` is omitted: `.mes` cannot hold its text",
                "`.mes` has no place for an action, 2 times",
                "`.mes` has no place for a version",
            ]
        );
    }
}
