//! Learns the types of arguments from a log.

use super::suggest::suggest;
use crate::counted::counted;
use kea_messages_catalog::{Expression, Message, ValueType};
use kea_messages_decode::{Decoder, Line, Outcome, Reading};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};

/// The minimum number of lines with a value of an argument.
const FEWEST_LINES: u64 = 5;

/// The maximum number of different values that are stored.
const MOST_VALUES: usize = 1_000;

/// Limits for arguments whose values are words: the maximum number of different words, the minimum
/// average number of lines for each, and the maximum length of a word.
const MOST_WORDS: usize = 16;
const LINES_PER_WORD: u64 = 20;
const LONGEST_WORD: usize = 32;

/// The maximum number and length of the ambiguous records that are stored for each message. They
/// are used to search for types that make them unambiguous.
const MOST_RECORDS: usize = 50;
const LONGEST_RECORD: usize = 4_096;

/// The number of readings from which an ambiguous line may have others that are not listed.
const MOST_READINGS: usize = 4;

/// The types that are tried, as they are written in a side file. A type comes before types that
/// include its values. Only `u64` and `i64` are tried for integers, because a log does not show how
/// large a value can become.
const TYPES: [&str; 16] = [
    "bool",
    "u64",
    "i64",
    "f64",
    "Ipv4Addr",
    "Ipv6Addr",
    "IpAddr",
    "SocketAddrV4",
    "SocketAddrV6",
    "SocketAddr",
    "prefix",
    "mac",
    "uuid",
    "hex",
    "bytes",
    "duration",
];

/// A pattern for numbers in the form of C, which have no type.
const HEXADECIMAL: &str = "0x[0-9a-f]+";

/// The observations about the messages of a log.
pub(super) struct LearnedTypes<'a> {
    types: Vec<(String, ValueType)>,
    messages: BTreeMap<String, Seen>,
    /// Creates a decoder for a message.
    decoder: Box<dyn Fn(&Message) -> Option<Decoder> + Send + 'a>,
}

/// The observations about a message.
#[derive(Default)]
struct Seen {
    arguments: Vec<Values>,
    ambiguous: u64,
    /// Some of the ambiguous records.
    records: Vec<String>,
}

/// The observations about the values of an argument.
struct Values {
    name: String,
    lines: u64,
    /// The hashes of the values, unless there are too many.
    different: HashSet<u64>,
    /// The different values, if all of them are words.
    words: Option<BTreeSet<String>>,
    /// For each of the types, whether all values have it.
    are_of: Vec<bool>,
}

impl<'a> LearnedTypes<'a> {
    /// Creates an empty set of observations. `decoder` creates a decoder for a message.
    pub(super) fn new(decoder: impl Fn(&Message) -> Option<Decoder> + Send + 'a) -> Self {
        let named = TYPES.iter().filter_map(|name| {
            let text = format!("\"{name}\"");
            Some((text, ValueType::named(name)?))
        });
        let mut types: Vec<_> = named.collect();
        if let Ok(expression) = Expression::new(HEXADECIMAL) {
            let text = format!("{{ pattern = \"{HEXADECIMAL}\" }}");
            types.push((text, ValueType::Matching(expression)));
        }
        Self {
            types,
            messages: BTreeMap::new(),
            decoder: Box::new(decoder),
        }
    }

    /// Learns from a line. Only an unambiguous line provides values. Other lines can only exclude
    /// types.
    pub(super) fn add(&mut self, line: &Line<'_>, record: &str) {
        let (Some(id), Outcome::Decoded(_) | Outcome::Ambiguous(_)) = (&line.id, &line.outcome)
        else {
            return;
        };
        let seen = match self.messages.get_mut(&**id) {
            Some(seen) => seen,
            None => self.messages.entry(id.to_string()).or_default(),
        };
        match &line.outcome {
            Outcome::Decoded(reading) => seen.add(reading, &self.types),
            Outcome::Ambiguous(readings) => {
                seen.ambiguous += 1;
                if seen.records.len() < MOST_RECORDS && record.len() <= LONGEST_RECORD {
                    seen.records.push(record.to_owned());
                }
                for reading in readings {
                    seen.add_arguments(reading, self.types.len());
                }
                if readings.len() < MOST_READINGS {
                    seen.narrow(readings, &self.types);
                }
            }
            _ => {}
        }
    }

    /// Writes a side file. `message` returns the message with an ID.
    pub(super) fn write<'m>(
        &self,
        message: impl Fn(&str) -> Option<&'m Message>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        writeln!(
            out,
            "# Types that fit the values of a log, for `--types`. A type restricts all future values,\n\
             # not only those of this log: review each one before you keep it. An argument that is\n\
             # only listed in a comment is text, or occurred too rarely."
        )?;
        for (id, seen) in &self.messages {
            let found = seen.arguments.iter().map(|it| it.found(&self.types));
            let found: Vec<Option<(String, ValueType)>> = found.collect();
            if found.iter().all(Option::is_none) && seen.ambiguous == 0 {
                continue;
            }
            let mut guess = None;
            writeln!(out, "\n[{id}]")?;
            if seen.ambiguous > 0 {
                let lines = counted(seen.ambiguous, "line");
                writeln!(out, "# {lines} can be read in more than one way")?;
                let known = found.iter().map(|found| Some(found.as_ref()?.1.clone()));
                guess = message(id).and_then(|message| {
                    suggest(message, known.collect(), &seen.records, &self.decoder)
                });
            }
            for (index, (values, found)) in seen.arguments.iter().zip(found).enumerate() {
                let number = index + 1;
                let comment = values.comment(number);
                let guess = guess.as_ref().and_then(|guess| *guess.get(index)?);
                match (found, guess) {
                    (Some((text, _)), _) => writeln!(out, "{number} = {text} # {comment}")?,
                    (None, Some(name)) => {
                        writeln!(
                            out,
                            "# {number} = \"{name}\" # a guess that removes the ambiguity"
                        )?;
                    }
                    (None, None) => writeln!(out, "# {number}: {comment}")?,
                }
            }
        }
        Ok(())
    }
}

impl Seen {
    fn add(&mut self, reading: &Reading<'_>, types: &[(String, ValueType)]) {
        self.add_arguments(reading, types.len());
        for (values, (_, value)) in self.arguments.iter_mut().zip(reading.arguments()) {
            values.add(value.as_str(), types);
        }
    }

    fn add_arguments(&mut self, reading: &Reading<'_>, types: usize) {
        let others = reading.arguments().skip(self.arguments.len());
        let others = others.map(|(name, _)| Values::new(name, types));
        self.arguments.extend(others);
    }

    /// Excludes the types that an argument has in none of the readings, because one of them is
    /// correct.
    fn narrow(&mut self, readings: &[Reading<'_>], types: &[(String, ValueType)]) {
        for (index, values) in self.arguments.iter_mut().enumerate() {
            for (is_of, (_, value_type)) in values.are_of.iter_mut().zip(types) {
                let mut others = readings.iter().filter_map(|it| it.arguments().nth(index));
                *is_of &= others.any(|(_, value)| value_type.accepts(value.as_str()));
            }
        }
    }
}

impl Values {
    fn new(name: &str, types: usize) -> Self {
        Self {
            name: name.to_owned(),
            lines: 0,
            different: HashSet::new(),
            words: Some(BTreeSet::new()),
            are_of: vec![true; types],
        }
    }

    fn add(&mut self, value: &str, types: &[(String, ValueType)]) {
        self.lines += 1;
        if self.different.len() <= MOST_VALUES {
            let mut hasher = DefaultHasher::new();
            value.hash(&mut hasher);
            if !self.different.insert(hasher.finish()) {
                // The value has already been checked.
                return;
            }
        }
        for (is_of, (_, value_type)) in self.are_of.iter_mut().zip(types) {
            *is_of = *is_of && value_type.accepts(value) && !is_chance(value_type, value);
        }
        if let Some(words) = &mut self.words {
            if is_word(value) && words.len() < MOST_WORDS {
                words.insert(value.to_owned());
            } else {
                self.words = None;
            }
        }
    }

    /// Returns the type, and how it is written in a side file.
    fn found(&self, types: &[(String, ValueType)]) -> Option<(String, ValueType)> {
        if self.lines < FEWEST_LINES {
            return None;
        }
        let mut fitting = self.are_of.iter().zip(types).filter(|(is_of, _)| **is_of);
        if let Some((_, found)) = fitting.next() {
            return Some(found.clone());
        }
        let words = self.words.as_ref()?;
        if words.len() < 2 || self.lines < LINES_PER_WORD * words.len() as u64 {
            return None;
        }
        let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        let text = format!("{{ words = [{}] }}", quoted.join(", "));
        Some((text, ValueType::Words(words.iter().cloned().collect())))
    }

    /// Describes the observations in a comment.
    fn comment(&self, number: usize) -> String {
        let lines = counted(self.lines, "line");
        let values = match self.different.len() {
            count if count > MOST_VALUES => format!("more than {MOST_VALUES} values"),
            count => counted(count, "value"),
        };
        let name = if self.name == format!("arg{number}") {
            String::new()
        } else {
            format!("{}, ", self.name)
        };
        format!("{name}{lines}, {values}")
    }
}

/// Whether a value has a type only by chance.
fn is_chance(value_type: &ValueType, value: &str) -> bool {
    // Two letters can be hexadecimal digits by chance, also in brackets. `inf` and `nan` can be texts.
    match value_type {
        ValueType::Hex => !value.contains(':'),
        ValueType::Bytes => !value.contains(' '),
        ValueType::Float => !value.contains(|letter: char| letter.is_ascii_digit()),
        _ => false,
    }
}

/// Whether this is a word, such as the name of a state.
fn is_word(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    text.len() <= LONGEST_WORD
        && text.bytes().all(is_part)
        && text
            .bytes()
            .next()
            .is_some_and(|first| first.is_ascii_alphabetic())
}
