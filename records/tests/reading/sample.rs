//! Writes files with any content, and says what has to be read from them.

use super::random::Random;
use super::shown::{Shown, show_lost, show_record};
use kea_messages_base::severity::Severity;
use kea_messages_records::format::block::{BlockWriter, Shape};
use kea_messages_records::format::definition::{
    ArgumentDefinition, MessageDefinition, SpanDefinition, ThreadDefinition,
};
use kea_messages_records::format::frame::{Compression, Kind, REPEATED, put_frame};
use kea_messages_records::format::header::Header;
use kea_messages_records::format::index::Index;
use kea_messages_records::format::value::ValueKind;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

/// A file, and what is in it.
#[derive(Clone, Default)]
pub(crate) struct Sample {
    pub(crate) bytes: Vec<u8>,
    pub(crate) frames: Vec<Frame>,
    pub(crate) headers: Vec<Header>,
}

/// A frame of a file.
#[derive(Clone)]
pub(crate) struct Frame {
    pub(crate) range: Range<usize>,
    pub(crate) kind: Kind,
    pub(crate) section: usize,
    /// The entries of a block, as [`Shown`] shows them.
    pub(crate) entries: Vec<Shown>,
    /// The numbers of the messages that the frame defines.
    pub(crate) defines: Vec<u64>,
}

/// How a file is written.
#[derive(Clone, Copy)]
pub(crate) struct Options {
    pub(crate) sections: usize,
    pub(crate) blocks: usize,
    pub(crate) records: usize,
    /// Whether each section has an index and an end.
    pub(crate) ends: bool,
    pub(crate) compressions: &'static [Compression],
}

pub(crate) const PLAIN: Options = Options {
    sections: 3,
    blocks: 9,
    records: 20,
    ends: true,
    compressions: &[Compression::None],
};

pub(crate) const ANY: Options = Options {
    compressions: &[
        Compression::None,
        #[cfg(feature = "zstd")]
        Compression::Zstd,
        #[cfg(feature = "lz4")]
        Compression::Lz4,
    ],
    ..PLAIN
};

/// The time at which the first section begins.
pub(crate) const START: u64 = 1_767_225_600_000_000_000;

const WORDS: [&str; 8] = [
    "",
    "client",
    "é",
    "%",
    "\n",
    "a longer string of several words",
    "$1",
    "☃",
];

impl Sample {
    pub(crate) fn new(seed: u64, options: Options) -> Self {
        let mut sample = Self::default();
        let mut random = Random::new(seed);
        for section in 0..options.sections {
            SectionWriter::new(&mut sample, &mut random, section).write(options);
        }
        sample
    }

    /// Returns all entries of the file.
    pub(crate) fn entries(&self) -> Vec<&Shown> {
        self.frames
            .iter()
            .flat_map(|frame| &frame.entries)
            .collect()
    }
}

struct SectionWriter<'a> {
    sample: &'a mut Sample,
    random: &'a mut Random,
    section: usize,
    number: u32,
    start: usize,
    header: Header,
    messages: Vec<MessageDefinition<'static>>,
    threads: Vec<ThreadDefinition<'static>>,
    spans: Vec<SpanDefinition<'static>>,
    /// How many messages, threads and spans have been defined.
    defined: [usize; 3],
    index: Index,
    time: u64,
}

impl<'a> SectionWriter<'a> {
    fn new(sample: &'a mut Sample, random: &'a mut Random, section: usize) -> Self {
        let header = Header {
            program: random.pick(&WORDS).to_owned(),
            process: random.number(),
            started: START + section as u64 * 1_000_000_000_000,
            clock: "monotonic".to_owned(),
            window: random.number(),
            catalogues: (0..random.below(3))
                .map(|_| (random.pick(&WORDS).to_owned(), random.number()))
                .collect(),
        };
        let start = sample.bytes.len();
        let messages = (1..=2 + random.below(8))
            .map(|number| message(random, number))
            .collect();
        let threads = (1..=1 + random.below(4))
            .map(|number| ThreadDefinition {
                number: number as u64,
                name: random.pick(&WORDS).into(),
                id: random.number(),
            })
            .collect();
        let spans = (1..=random.below(5))
            .map(|number| SpanDefinition {
                number: number as u64,
                parent: random.below(number) as u64,
                name: random.pick(&WORDS).into(),
                target: random.pick(&WORDS).into(),
                fields: vec![("field".into(), random.pick(&WORDS).into())],
            })
            .collect();
        Self {
            sample,
            random,
            section,
            number: 0,
            start,
            header,
            messages,
            threads,
            spans,
            defined: [0; 3],
            index: Index::default(),
            time: 0,
        }
    }

    fn frame(&mut self, kind: Kind, before: usize) -> &mut Frame {
        let frame = Frame {
            range: before..self.sample.bytes.len(),
            kind,
            section: self.section,
            entries: Vec::new(),
            defines: Vec::new(),
        };
        self.sample.frames.push(frame);
        self.sample.frames.last_mut().expect("it was added")
    }

    fn write(mut self, options: Options) {
        self.put_header(false);
        let mut writer = BlockWriter::new();
        for block in 0..options.blocks {
            // What is used is defined before.
            let lengths = [self.messages.len(), self.threads.len(), self.spans.len()];
            let ends = lengths.map(|length| length * (block + 2) / (options.blocks + 1));
            let ends = [ends[0].max(1), ends[1].max(1), ends[2]];
            let begins = self.defined;
            self.put_definitions(begins, ends, false);
            self.defined = ends;
            self.put_block(&mut writer, options);
            if block == 0 {
                self.put_header(true);
            }
            self.put_definitions(begins, ends, true);
            if block % 4 == 3 {
                // What is repeated often is only the messages and the threads.
                self.put_definitions([0, 0, ends[2]], ends, true);
            }
        }
        if options.ends {
            let before = self.sample.bytes.len();
            let size = (before - self.start) as u64;
            self.index
                .put_frames(&mut self.sample.bytes, self.number, size);
            self.frame(Kind::End, before);
        }
        self.sample.headers.push(self.header);
    }

    fn put_header(&mut self, repeated: bool) {
        let before = self.sample.bytes.len();
        self.number = self.header.put_frame(&mut self.sample.bytes, repeated);
        self.frame(Kind::Header, before);
    }

    fn put_definitions(&mut self, begins: [usize; 3], ends: [usize; 3], repeated: bool) {
        if begins == ends {
            return;
        }
        let mut payload = Vec::new();
        self.messages[begins[0]..ends[0]]
            .iter()
            .for_each(|it| it.put(&mut payload));
        self.threads[begins[1]..ends[1]]
            .iter()
            .for_each(|it| it.put(&mut payload));
        self.spans[begins[2]..ends[2]]
            .iter()
            .for_each(|it| it.put(&mut payload));
        let before = self.sample.bytes.len();
        let flags = if repeated { REPEATED } else { 0 };
        put_frame(
            &mut self.sample.bytes,
            Kind::Definitions,
            0,
            flags,
            self.number,
            &[&payload],
        );
        if !repeated {
            self.index.add_definitions((before - self.start) as u64);
        }
        self.frame(Kind::Definitions, before).defines =
            (begins[0] as u64 + 1..=ends[0] as u64).collect();
    }

    fn put_block(&mut self, writer: &mut BlockWriter, options: Options) {
        self.time += self.random.number() % 1_000_000;
        // The real-time clock is set now and then.
        let base = self.header.started + self.time + self.random.number() % 1_000;
        let begin = self.time;
        writer.begin(base, begin);
        let mut entries = Vec::new();
        for _ in 0..=self.random.below(options.records) {
            self.time += 1 + self.random.number() % 1_000;
            let unix = base + (self.time - begin);
            let thread = self.random.below(self.defined[1]);
            let thread = &self.threads[thread];
            let expected = if self.random.chance(20) {
                let count = self.random.number();
                writer.put_lost(thread.number, self.time, count);
                show_lost(unix, thread, count)
            } else {
                let span = match self.defined[2] {
                    0 => None,
                    spans => self
                        .random
                        .chance(2)
                        .then(|| self.random.below(spans) as u64 + 1),
                };
                let message = &self.messages[self.random.below(self.defined[0])];
                writer.start_record(&Shape::of(message), thread.number, self.time, span);
                let arguments = message.arguments.iter();
                let values: Vec<_> = arguments
                    .map(|argument| put_value(writer, self.random, argument))
                    .collect();
                show_record(message, &values, unix, self.time, thread, span, &self.spans)
            };
            entries.push(expected);
        }
        let before = self.sample.bytes.len();
        let compression = self.random.pick(options.compressions);
        let head = writer
            .finish_into(&mut self.sample.bytes, compression, self.number)
            .expect("it has entries");
        let offset = (before - self.start) as u64;
        self.index
            .add_block(offset, head.entries.into(), head.earliest, head.latest);
        self.frame(Kind::Block, before).entries = entries;
    }
}

/// Returns a message with any text and arguments.
fn message(random: &mut Random, number: usize) -> MessageDefinition<'static> {
    let arguments: Vec<_> = (0..random.below(6))
        .map(|index| ArgumentDefinition {
            kind: random.pick(&ValueKind::ALL),
            formatted: random.chance(4),
            is_field: random.chance(5),
            name: format!("a{index}").into(),
            rust_type: random.pick(&["", "u32"]).into(),
        })
        .collect();
    let mut text = String::new();
    for (index, argument) in arguments.iter().enumerate() {
        text += random.pick(&["", " ", "client ", " 100%% ", "$$1 ", "\n"]);
        if !argument.is_field {
            text += &format!("%{}", index + 1);
        }
    }
    text += random.pick(&["", " end", "%%"]);
    MessageDefinition {
        number: number as u64,
        id: format!("MESSAGE_{number}").into(),
        severity: Severity::from_rank(random.below(Severity::COUNT) as u8).expect("it is one"),
        text: text.into(),
        logger: random.pick(&WORDS).into(),
        module: random.pick(&WORDS).into(),
        file: random.pick(&WORDS).into(),
        line: random.number(),
        description: random.pick(&WORDS).into(),
        action: random.pick(&WORDS).into(),
        arguments,
    }
}

/// Writes a value of an argument. Returns its `Debug` output, and its text.
fn put_value(
    writer: &mut BlockWriter,
    random: &mut Random,
    argument: &ArgumentDefinition<'_>,
) -> (String, String) {
    let format = argument.formatted.then(|| format!("<{}>", random.number()));
    if let Some(text) = &format {
        writer.put_formatted(text);
    }
    let number = random.number();
    let word = random.pick(&WORDS);
    macro_rules! value {
        ($put:ident, $name:literal, $value:expr) => {{
            let value = $value;
            writer.$put(value);
            (format!(concat!($name, "({:?})"), value), value.to_string())
        }};
    }
    let signed = number as i64;
    let wide = u128::from(number) << random.below(65);
    let (debug, text) = match argument.kind {
        ValueKind::Secret => ("Secret".to_owned(), "<redacted>".to_owned()),
        ValueKind::Bool => value!(put_bool, "Bool", number % 2 == 0),
        ValueKind::Char => value!(
            put_char,
            "Char",
            random.pick(&['a', 'é', '\0', '\u{10ffff}'])
        ),
        ValueKind::I64 => value!(put_i64, "I64", signed),
        ValueKind::U64 => value!(put_u64, "U64", number),
        ValueKind::I128 => value!(put_i128, "I128", i128::from(signed) << random.below(64)),
        ValueKind::U128 => value!(put_u128, "U128", wide),
        ValueKind::F32 => value!(put_f32, "F32", signed as f32 / 8.0),
        ValueKind::F64 => value!(put_f64, "F64", signed as f64 / 8.0),
        ValueKind::Str => value!(put_str, "Str", word),
        ValueKind::Display => value!(put_str, "Display", word),
        ValueKind::Debug => value!(put_str, "Debug", word),
        ValueKind::Error => {
            let sources = vec![word; random.below(3)];
            writer.put_error(word, &sources);
            (format!("Error({word:?}, {sources:?})"), word.to_owned())
        }
        ValueKind::Ipv4 => value!(put_ipv4, "Ipv4", Ipv4Addr::from(number as u32)),
        ValueKind::Ipv6 => value!(put_ipv6, "Ipv6", Ipv6Addr::from(wide)),
        ValueKind::Bytes => {
            let bytes = &number.to_le_bytes()[..random.below(8)];
            writer.put_bytes(bytes);
            let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            (
                format!("Bytes({bytes:?})"),
                format!("[{}]", pairs.join(" ")),
            )
        }
        kind => unreachable!("{kind:?}"),
    };
    match format {
        Some(text) => (debug, text),
        None => (debug, text),
    }
}
