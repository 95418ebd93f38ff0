//! Decodes lines that can have more than one text.

use crate::decoder::Decoder;
use crate::layout::Parts;
use crate::line::{Line, Outcome, add_new};

impl Decoder {
    /// Decodes a line that can have more than one text, because fields follow the text. Each text
    /// that fits is read, so that the logged one is among the readings.
    pub(crate) fn with_other_texts<'a>(&'a self, mut parts: Parts<'a>) -> Line<'a> {
        let others = std::mem::take(&mut parts.other_texts);
        let whole = self.of_parts(parts.clone());
        if matches!(whole.outcome, Outcome::Decoded(_)) && self.has_certain_names(&parts) {
            return whole;
        }
        let is_other_type = whole.outcome == Outcome::OtherType;
        let (mut readings, mut is_open) = whole.outcome.clone().into_readings();
        let mut best = (!readings.is_empty() || is_open).then(|| whole.clone());
        for text in others {
            let other = self.of_parts(Parts {
                text,
                has_no_text: false,
                // These arguments may be a part of the text.
                arguments: Vec::new(),
                certainty: parts.certainty.or_uncertain(parts.can_be_text),
                ..parts.clone()
            });
            let (found, is_also_open) = other.outcome.clone().into_readings();
            is_open |= is_also_open;
            if best.is_none() && !found.is_empty() {
                best = Some(other);
            }
            add_new(&mut readings, found);
        }
        let outcome = Outcome::of(readings, is_open).or_other_type(is_other_type);
        match best {
            Some(best) => Line { outcome, ..best },
            None => whole,
        }
    }

    /// Whether the line has all arguments of its message by name, in a place where there can be no
    /// text.
    fn has_certain_names(&self, parts: &Parts<'_>) -> bool {
        let patterns = parts.id.as_deref().and_then(|id| self.patterns.get(id));
        let is_certain = |name: &str| parts.certain_names.iter().any(|it| it == name);
        patterns.into_iter().flatten().any(|pattern| {
            let names = &pattern.names[..pattern.placed];
            !names.is_empty() && names.iter().all(|name| is_certain(name))
        })
    }
}
