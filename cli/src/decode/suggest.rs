//! Searches for types of arguments that make ambiguous lines unambiguous.

use kea_messages_catalog::{Message, ValueType};
use kea_messages_decode::{Continued, Decoder, Outcome};

/// The types that are tried, starting with those with the fewest values. Few texts have one of
/// these types by chance.
const TYPES: [&str; 9] = [
    "Ipv4Addr",
    "Ipv6Addr",
    "IpAddr",
    "SocketAddr",
    "prefix",
    "mac",
    "uuid",
    "duration",
    "u64",
];

/// The maximum number of combinations of types that are tried for a message.
const MOST_TRIALS: usize = 300;

/// Finds types for the arguments of a message, of which some may be known, so that each of these
/// records can be read in only one way. Returns `None` if none are found.
///
/// The types are a guess: other types may be correct.
pub(super) fn suggest(
    message: &Message,
    known: Vec<Option<ValueType>>,
    records: &[String],
    decoder: &dyn Fn(&Message) -> Option<Decoder>,
) -> Option<Vec<Option<&'static str>>> {
    let mut guess = Guess {
        message,
        names: vec![None; known.len()],
        types: known,
        records,
        decoder,
        trials_left: MOST_TRIALS,
    };
    guess.from(0).then_some(guess.names)
}

struct Guess<'a> {
    message: &'a Message,
    types: Vec<Option<ValueType>>,
    /// The names of the guessed types.
    names: Vec<Option<&'static str>>,
    records: &'a [String],
    decoder: &'a dyn Fn(&Message) -> Option<Decoder>,
    trials_left: usize,
}

/// The result of reading records.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Read {
    /// At least one record cannot be read.
    NotAll,
    /// Each record can be read, but at least one in several ways.
    Ambiguously,
    /// Each record can be read in only one way.
    Exactly,
}

impl Guess<'_> {
    /// Guesses the types of the arguments from this index on. Returns whether this succeeded.
    fn from(&mut self, index: usize) -> bool {
        if index == self.types.len() {
            return false;
        }
        if self.types[index].is_none() {
            for name in TYPES {
                self.types[index] = ValueType::named(name);
                self.names[index] = Some(name);
                let is_done = match self.read() {
                    Read::Exactly => true,
                    Read::Ambiguously => self.from(index + 1),
                    Read::NotAll => false,
                };
                if is_done {
                    return true;
                }
            }
            self.types[index] = None;
            self.names[index] = None;
        }
        self.from(index + 1)
    }

    fn read(&mut self) -> Read {
        let Some(left) = self.trials_left.checked_sub(1) else {
            return Read::NotAll;
        };
        self.trials_left = left;
        let mut message = self.message.clone();
        let mut arguments = message.named_arguments();
        for (argument, values) in arguments.iter_mut().zip(&self.types) {
            if values.is_some() {
                argument.values.clone_from(values);
            }
        }
        message.arguments = Some(arguments);
        let Some(decoder) = (self.decoder)(&message) else {
            return Read::NotAll;
        };
        let mut read = Read::Exactly;
        for record in self.records {
            match decoder.decode_lines_as(record, Continued::Value).outcome {
                Outcome::Decoded(_) => {}
                Outcome::Ambiguous(_) => read = Read::Ambiguously,
                _ => return Read::NotAll,
            }
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::suggest;
    use kea_messages_catalog::{Message, ValueType};
    use kea_messages_decode::Decoder;

    #[test]
    fn suggestions() {
        // The text, the type of its first argument, the texts of records, and the suggestion.
        let cases: [(&str, Option<&str>, &[&str], Option<&[&str]>); 6] = [
            (
                "%1:%2 to %3",
                None,
                &["fe80::1:546 to eth0", "2001:db8::1:2:547 to eth1"],
                Some(&["Ipv6Addr", "u64", ""]),
            ),
            (
                "%1: %2: %3",
                None,
                &["a: 1: b: c", "a b: 2: d: e"],
                Some(&["", "u64", ""]),
            ),
            ("%1: %2: %3", None, &["a: b: c: d"], None),
            ("%1:%2", None, &["a:b:1", "a:b:c:x"], None),
            // Known types are kept.
            (
                "%1:%2",
                Some("Ipv6Addr"),
                &["fe80::1:546"],
                Some(&["", "u64"]),
            ),
            ("%1:%2", Some("mac"), &["fe80::1:546"], None),
        ];
        for (text, known, texts, expected) in cases {
            let message = Message::new("A_B", text);
            let mut types = vec![None; message.arity()];
            types[0] = known.and_then(ValueType::named);
            let records: Vec<String> = texts.iter().map(|text| format!("A_B {text}")).collect();
            let decoder = |message: &Message| Some(Decoder::new([message]));
            let found = suggest(&message, types, &records, &decoder);
            let found = found.map(|found| -> Vec<&str> {
                found.into_iter().map(Option::unwrap_or_default).collect()
            });
            assert_eq!(found.as_deref(), expected, "{text} {texts:?}");
        }
    }
}
