//! Generates lines for catalogues, and compares the values that a parser finds in them with those
//! of the decoder. A parser may also find nothing.

use kea_messages_catalog::{Catalogue, Message, Source};
use kea_messages_core::text::{Piece, pieces};
use kea_messages_decode::{Decoder, Outcome};
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// Messages with difficult texts, types and names.
const HOSTILE: &str = r#"
[H_ONE]
numbered_text = "%1"
[H_ONE_END]
numbered_text = "on %1."
[H_TWO]
numbered_text = "%1: %2"
[H_TWO_END]
numbered_text = "of %1: %2 done "
[H_OVERLAP]
numbered_text = "%1 to %2 to %3"
[H_OVERLAPS]
numbered_text = "aa%1aa%2aa"
[H_SIGNS]
numbered_text = "<%1> [%2] (%3) {%4} 'a' \"b\" &c; 100%% @ $d ^e |f #g /h *i +j ?k"
[H_SIGNS_BETWEEN]
numbered_text = "%1]] > @@%2%%{%3}.*"
[H_LETTERS]
numbered_text = "größe %1 ß %2ü%3"
[H_ORDER]
numbered_text = "%3 by %1, %2"
[H_TYPES]
numbered_text = "%1 %2 %3 %4"
arguments = ["a: u32", "b: i64", "c: bool", "d: char"]
[H_TYPES_INSIDE]
numbered_text = "%1: %2 of %3, %4: %5"
arguments = ["a", "b: u64", "c", "d: i8", "e"]
[H_NUMBER]
numbered_text = "%1 attempts"
arguments = ["attempts: u128"]
[H_NUMBER_END]
numbered_text = "%1: %2"
arguments = ["client", "attempts: i32"]
[H_SIGN]
numbered_text = "%1-%2"
arguments = ["first", "second: i32"]
[H_NO_LITERAL]
numbered_text = "%1%2%3"
arguments = ["a: bool", "b: char", "c"]
[H_SECRET]
numbered_text = "%1 with %2 from %3"
arguments = ["user", { name = "password", secret = true }, "host"]
[H_FORMAT]
numbered_text = "{ratio:.2} of {pool}"
arguments = ["ratio: f64", "pool"]
[H_NAMES]
numbered_text = "%1, %2, %3, %4"
arguments = ["time", "from", "größe", "Client"]
[H_SIDE_BY_SIDE]
numbered_text = "%1%2"
[H_TWICE]
numbered_text = "%1 of %2 of %1"
[H_PLAIN]
numbered_text = "100%% up"
[H_LONG_ID]
numbered_text = "%1 in %2"
[H_LONG_ID_OF_ANOTHER]
numbered_text = "%1 in %2"
[WORD]
numbered_text = "%1"
"#;

/// A catalogue to test parsers with, and its lines.
pub(crate) struct Sample {
    /// The name of the catalogue.
    pub(crate) name: &'static str,
    /// The catalogue.
    pub(crate) catalogue: Catalogue,
    /// The lines.
    pub(crate) lines: Vec<String>,
}

/// Returns the samples. The last one is Kea's catalogue, if it exists.
pub(crate) fn samples(workspace: &Path) -> Vec<Sample> {
    // One text has named arguments.
    let hostile = HOSTILE.replace("numbered_text = \"{ratio", "text = \"{ratio");
    let mut samples = vec![
        Sample::new(
            "hostile",
            Catalogue::of_sources(vec![Source::new("a.toml", &hostile)]),
            1,
        ),
        Sample::new("example", Catalogue::read(workspace, &["messages.toml"]), 1),
    ];
    let kea = workspace.join("../shared/kea-1.5.0-P1");
    if kea.is_dir() {
        samples.push(Sample::new("kea", Catalogue::read(&kea, &["mes/*.mes"]), 6));
    } else {
        println!("Kea's catalogue is not there, and not tested");
    }
    samples
}

impl Sample {
    /// Creates lines for a catalogue. Of the hostile lines, only every `each`-th one is used.
    fn new(name: &'static str, catalogue: Catalogue, each: usize) -> Self {
        let mut lines = Vec::new();
        let messages: Vec<&Message> = catalogue.messages().collect();
        assert!(messages.len() > 8, "{name}: {:?}", catalogue.findings);
        for message in messages {
            ordinary(message, &mut lines);
            let mut others = Vec::new();
            hostile(message, &mut others);
            let at = lines.len() % each;
            lines.extend(others.into_iter().skip(at).step_by(each));
        }
        // Lines are parsed one by one.
        lines.retain(|line| !line.contains('\n'));
        Self {
            name,
            catalogue,
            lines,
        }
    }
}

const HEAD: &str = "2026-01-02 03:04:05.678 INFO  [kea-dhcp4.alloc-engine/4711.140]";

fn format(message: &Message, values: &[String]) -> String {
    let pieces = pieces(&message.text).flatten().map(|piece| match piece {
        Piece::Literal(literal) => literal,
        Piece::Placeholder(number) => values.get(number - 1).map_or("", String::as_str),
    });
    pieces.collect()
}

/// Returns a value of this type.
fn typed(rust_type: Option<&str>, is_secret: bool, number: usize) -> Option<&'static str> {
    let values: &[&str] = match rust_type? {
        _ if is_secret => &["<redacted>"],
        "u32" | "u64" | "u128" | "usize" => &["0", "7", "10", "4294967295", "999999999999999999"],
        "i8" | "i32" | "i64" => &["0", "-7", "10", "-10", "100"],
        "bool" => &["true", "false"],
        "char" => &["a", "é", "7", " ", "-", ":"],
        _ => return None,
    };
    Some(values[number % values.len()])
}

const ORDINARY: [&str; 7] = [
    "10.0.0.7",
    "eth0",
    "[hwtype=1 aa:bb:cc:dd:ee:ff], cid=[no info], tid=0x3d",
    "2001:db8::1/64",
    "größe",
    "No such file or directory",
    "3",
];

fn ordinary(message: &Message, lines: &mut Vec<String>) {
    let arguments = message.named_arguments();
    for round in 0..4 {
        let values = arguments.iter().enumerate().map(|(index, argument)| {
            let number = round * 3 + index;
            let is_secret = argument.secret;
            let rust_type = argument.rust_type.as_deref().or(is_secret.then_some(""));
            typed(rust_type, is_secret, number).unwrap_or(ORDINARY[number % ORDINARY.len()])
        });
        let values: Vec<String> = values.map(str::to_owned).collect();
        lines.push(format!(
            "{HEAD} {} {}",
            message.id,
            format(message, &values)
        ));
        if arguments.is_empty() {
            break;
        }
    }
}

/// Values that can mislead a parser, whatever the text is.
const VALUES: &[&str] = &[
    "",
    " ",
    "  ",
    "a",
    "-",
    "--1",
    "0",
    "007",
    "-0",
    "-3",
    "true",
    "truefalse",
    "ab",
    "é",
    "ü",
    "a: b",
    "x to y",
    "to x",
    " to",
    "to ",
    "aa",
    "a",
    "<redacted>",
    r"C:\new",
    r"a\",
    r"\",
    r"\\x",
    "\ta",
    "a\t",
    "\u{1b}[0m",
    "%1",
    "{x}",
    "'",
    "\"",
    "a\"b\"",
    "@",
    "@@",
    "&amp;",
    "]",
    "] x",
    "日本 ",
    "\u{2028}",
    "170141183460469231731687303715884105727",
    "1.50",
    "12345678901234567890",
    "99999999999999999999999999999999999999",
    "A_B x",
    " \\{error.sources=x}",
    "a ,b",
    ", ",
    "# a",
];

/// Creates lines with values that can mislead a parser, including parts of the text.
fn hostile(message: &Message, lines: &mut Vec<String>) {
    let id = &message.id;
    let literals: Vec<&str> = pieces(&message.text)
        .flatten()
        .filter_map(|piece| match piece {
            Piece::Literal(literal) => Some(literal),
            Piece::Placeholder(_) => None,
        })
        .collect();
    let mut values: Vec<String> = VALUES.iter().map(|it| (*it).to_owned()).collect();
    for literal in &literals {
        values.push((*literal).to_owned());
        values.push(format!("x{literal}y"));
        values.push(format!("{literal}x"));
        values.push(format!("x{literal}"));
        for (at, _) in literal.char_indices().skip(1).take(3) {
            values.push(literal[..at].to_owned());
            values.push(literal[at..].to_owned());
            values.push(format!("x{}", &literal[..at]));
            values.push(format!("{}x", &literal[at..]));
        }
    }
    let count = message.arity();
    if count > 0 {
        for (round, value) in values.iter().enumerate() {
            // The value is in one place, in all places, or next to another one.
            let place = round % count;
            let usual = |index: usize| {
                let argument = &message.named_arguments()[index];
                let rust_type = argument
                    .rust_type
                    .as_deref()
                    .or(argument.secret.then_some(""));
                let value = typed(rust_type, argument.secret, round + index);
                value
                    .unwrap_or(ORDINARY[(round + index) % ORDINARY.len()])
                    .to_owned()
            };
            let mut one: Vec<String> = (0..count).map(usual).collect();
            one[place].clone_from(value);
            lines.push(format!("{HEAD} {id} {}", format(message, &one)));
            one[(place + 1) % count].clone_from(&values[(round * 7 + 3) % values.len()]);
            lines.push(format!("{HEAD} {id} {}", format(message, &one)));
            lines.push(format!(
                "{HEAD} {id} {}",
                format(message, &vec![value.clone(); count])
            ));
        }
    }
    heads(message, lines);
}

/// Creates lines with invalid headers or endings.
fn heads(message: &Message, lines: &mut Vec<String>) {
    let id = &message.id;
    let values = vec!["5".to_owned(); message.arity()];
    let text = format(message, &values);
    for line in [
        format!("{HEAD} {id}"),
        format!("{HEAD} {id} "),
        format!("{HEAD} {id} {text}x"),
        format!("{HEAD} {id} {text} "),
        format!("{HEAD} {id} {text}\r"),
        format!("{HEAD} {id} x{text}"),
        format!("{HEAD} {id}  {text}"),
        format!("{HEAD} {id}X {text}"),
        format!("{HEAD} {id}: {text}"),
        format!("{HEAD} [{id}] {text}"),
        format!("{HEAD} {id}= {text}"),
        format!("{HEAD} X{id} {text}"),
        format!("{HEAD}  {id} {text}"),
        format!("{HEAD} {} {text}", id.to_lowercase()),
        format!("{HEAD} {{conn peer=a}} {id} {text}"),
        format!("{HEAD} x {id} {text}"),
        format!("{HEAD} ERROR {text}"),
        format!("2026-01-02 03:04:05.678901 WARN  [a]b/c/1] {id} {text}"),
        format!("2026-01-02 03:04:05.6 FATAL [a/b/1] {id} {text}"),
        format!("2026-01-02 03:04:05.678 Info [kea/1] {id} {text}"),
        format!("2026-01-02 03:04:05.678 INFO [kea] {id} {text}"),
        format!("2026-01-02 03:04:05.678 INFO\t[kea/1] {id} {text}"),
        format!("2026-01-02 03:04:05.678 INFO [/] {id} {text}"),
        format!("2026-01-02 03:04:05. INFO [kea/1] {id} {text}"),
        format!("x 2026-01-02 03:04:05.678 INFO [kea/1] {id} {text}"),
        format!("{id} {text}"),
    ] {
        lines.push(line);
    }
}

/// The parts and values that a parser finds in a line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    /// The parts of the header: `severity`, `logger`, `pid` and `id`, if they exist.
    pub(crate) parts: BTreeMap<&'static str, String>,
    /// The values of the arguments, by field name.
    pub(crate) values: BTreeMap<String, String>,
}

/// The numbers of lines and messages for which a parser finds values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// The number of lines for which the decoder finds values.
    pub(crate) decoded: usize,
    /// The number of these lines for which the parser finds values too.
    pub(crate) found: usize,
    /// The number of messages with arguments.
    pub(crate) messages: usize,
    /// The number of these messages for which the parser finds values in at least one line.
    pub(crate) found_messages: usize,
}

impl Count {
    /// Checks that a parser finds enough. `least` has the minimum numbers of lines and of messages
    /// with values for each sample.
    ///
    /// # Panics
    ///
    /// Panics if the parser finds less.
    pub(crate) fn check(self, sample: &str, least: &[(&str, usize, usize)]) {
        let least = least.iter().find(|(name, ..)| *name == sample);
        let (_, lines, messages) = least.expect("each sample is there");
        assert!(self.found >= *lines, "{sample}: {self:?}");
        assert!(self.found_messages >= *messages, "{sample}: {self:?}");
    }
}

impl Sample {
    /// Compares the values that a parser finds in each line with those of the decoder.
    ///
    /// `field` converts the name of an argument to the name of a field.
    ///
    /// # Panics
    ///
    /// Panics if the parser finds other values.
    pub(crate) fn check(&self, found: &[Option<Found>], field: impl Fn(&str) -> String) -> Count {
        assert_eq!(found.len(), self.lines.len(), "{}", self.name);
        let decoder = Decoder::new(self.catalogue.messages());
        let mut count = Count::default();
        let mut messages = HashSet::new();
        for (line, found) in self.lines.iter().zip(found) {
            let read = decoder.decode(line);
            let values: Option<BTreeMap<String, String>> = match &read.outcome {
                Outcome::Decoded(reading) => Some(
                    reading
                        .arguments()
                        .map(|(name, value)| (field(name), value.as_str().to_owned()))
                        .collect(),
                ),
                _ => None,
            };
            let has_values = values.as_ref().is_some_and(|values| !values.is_empty());
            count.decoded += usize::from(has_values);
            let Some(found) = found else { continue };
            for (part, value) in &found.parts {
                let expected = match *part {
                    "time" => &read.time,
                    "severity" => &read.severity,
                    "logger" => &read.logger,
                    "pid" => &read.pid,
                    _ => &read.id,
                };
                assert_eq!(
                    Some(&**value),
                    expected.as_deref(),
                    "{part} of {line:?}: {read:?}"
                );
            }
            if !found.values.is_empty() {
                assert_eq!(Some(&found.values), values.as_ref(), "{line:?}: {read:?}");
                count.found += 1;
                messages.extend(read.id.map(std::borrow::Cow::into_owned));
            }
        }
        let with_arguments = |message: &&Message| message.arity() > 0 && message.id.contains('_');
        count.messages = self.catalogue.messages().filter(with_arguments).count();
        count.found_messages = messages.len();
        println!("{}: {count:?} of {} lines", self.name, self.lines.len());
        count
    }
}
