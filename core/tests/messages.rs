//! Tests the definitions of messages, their values and the ways to print them.
#![forbid(unsafe_code)]

use kea_messages::{KeaMessages, kea_messages};
use kea_messages_core::{
    Catalogued, Definition, Emit, Message, MessageId, Occurrence, Severity, Value,
};
use std::cell::Cell;
use std::fmt::{self, Write as _};

kea_messages! {
    static MESSAGES;

    /// No segment has an argument.
    info MESSAGE_PLAIN() = "up";
    /// All arguments are shown by their `Display`.
    warn MESSAGE_PRINTED(name, port) = "client %1, port %2";
    /// Arguments of each form.
    debug(40) MESSAGE_MIXED(name, port: u16, hosts: impl fmt::Debug, #[secret] token: &str)
        = "%1 %2 %3 %4";
    /// A type that is printed by its `Display`.
    info MESSAGE_TYPED(level: Severity) = "%1";
    /// Every type that a value can be.
    info MESSAGE_NATIVE(
        a: bool, b: char, c: i8, d: i16, e: i32, f: i64, g: isize, h: i128, i: u8, j: u16, k: u32,
        l: u64, m: usize, n: u128, o: f32, p: f64
    ) = "%1%2%3%4%5%6%7%8%9%10%11%12%13%14%15%16";
    /// Text, by reference.
    info MESSAGE_TEXT(text: &str, number: &u32, twice: &&bool) = "%1 %2 %3";
    /// Bytes, in each type that has them.
    info MESSAGE_BYTES(
        a: &[u8], b: &'static [u8], c: [u8; 2], d: &[u8; 2], e: Vec<u8>, f: &Vec<u8>, g: &&[u8],
        h: Bytes<'_>
    ) = "%1 %2 %3 %4 %5 %6 %7 %8";
    /// Bytes in other formats than their own.
    info MESSAGE_BYTES_FORMATTED(a: &[u8], b: [u8; 2], c: Vec<u8>, d: &[u8], e: impl fmt::Debug)
        = "{a:?} {b:02x?} {c:?} {d} {e}";
    /// Bytes that are secret.
    info MESSAGE_BYTES_SECRET(#[secret] a: &[u8]) = "%1";
    /// As many segments as the smallest table has.
    info MESSAGE_4(a) = "%1-%1-%1";
    /// One more.
    info MESSAGE_5(a) = "%1-%1-%1-%1";
    /// As many as the next table has.
    info MESSAGE_16(a) = "%1-%1-%1-%1-%1-%1-%1-%1-%1-%1-%1-%1-%1-%1-%1";
    /// One more.
    info MESSAGE_17(a) = "%1-%1-%1-%1-%1-%1-%1-%1-%1-%1-%1-%1-%1-%1-%1-%1";
    /// As many as there can be.
    info MESSAGE_128(a) = "%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1\
        %1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1\
        %1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1\
        %1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1%1";
}

type Bytes<'a> = &'a [u8];

#[derive(Debug, KeaMessages)]
#[kea(prefix = "STORE_")]
enum Store {
    /// The disk has no room left.
    #[message(error, "no room for %1 bytes on %2: %3 %4")]
    Full {
        bytes: u64,
        disk: String,
        #[message(debug)]
        hosts: [u8; 1],
        #[secret]
        key: &'static str,
    },
    /// A message of another type.
    #[message(transparent)]
    Inner(Inner),
}

#[derive(Debug, KeaMessages)]
#[message(fatal, id = "STORE_GONE", "gone")]
struct Inner;

/// Returns what a visitor receives: the text, and each value with its type.
fn seen(message: &dyn Message) -> (String, String) {
    let mut seen = None;
    message.visit(&mut |occurrence: &Occurrence<'_>| {
        let values = occurrence.arguments();
        let values: Vec<String> = values
            .map(|(argument, value)| format!("{}={value:?}", argument.name()))
            .collect();
        let earlier = seen.replace((occurrence.to_string(), values.join(" ")));
        assert_eq!(earlier, None, "it is shown once");
    });
    seen.expect("it is shown")
}

fn full() -> Store {
    Store::Full {
        bytes: 3,
        disk: "sda".into(),
        hosts: [7],
        key: "hunter2",
    }
}

#[test]
fn values() {
    let numbers = MESSAGE_NATIVE(
        true, 'c', -1, -2, -3, -4, -5, -6, 1, 2, 3, 4, 5, 6, 0.5, 0.25,
    );
    let cases: [(&dyn Message, &str, &str); 8] = [
        (&MESSAGE_PLAIN(), "up", ""),
        (
            &MESSAGE_PRINTED("%2", 67),
            "client %2, port 67",
            "name=Display(%2) port=Display(67)",
        ),
        (
            &MESSAGE_MIXED('a', 67, ["h"], "hunter2"),
            "a 67 [\"h\"] <redacted>",
            "name=Display(a) port=U64(67) hosts=Debug([\"h\"]) token=Secret",
        ),
        (
            &MESSAGE_TYPED(Severity::Warn),
            "warn",
            "level=Display(warn)",
        ),
        (
            &numbers,
            "truec-1-2-3-4-5-61234560.50.25",
            "a=Bool(true) b=Char('c') c=I64(-1) d=I64(-2) e=I64(-3) f=I64(-4) g=I64(-5) h=I128(-6) \
             i=U64(1) j=U64(2) k=U64(3) l=U64(4) m=U64(5) n=U128(6) o=F32(0.5) p=F64(0.25)",
        ),
        (
            &MESSAGE_TEXT("t", &7, &&true),
            "t 7 true",
            "text=Str(\"t\") number=U64(7) twice=Bool(true)",
        ),
        (
            &full(),
            "no room for 3 bytes on sda: [7] <redacted>",
            "bytes=U64(3) disk=Display(sda) hosts=Debug([7]) key=Secret",
        ),
        (&Store::Inner(Inner), "gone", ""),
    ];
    for (message, text, values) in cases {
        assert_eq!(seen(message), (text.to_owned(), values.to_owned()));
        assert_eq!(seen(&&message), (text.to_owned(), values.to_owned()));
        assert_eq!(message.to_string(), text);
        let mut written = String::new();
        (&message)
            .write_to(&mut written)
            .expect("a string takes all");
        assert_eq!(written, text);
        message.visit(&mut |occurrence| {
            let mut written = String::new();
            occurrence
                .write_to(&mut written)
                .expect("a string takes all");
            assert_eq!(written, text);
        });
    }
}

/// Fields of bytes, one of which has a length that is a parameter.
#[derive(Debug, KeaMessages)]
#[message(
    warn,
    id = "PACKET_DROPPED",
    "{payload} {address} {option} {shown:?} {hosts} {mark}"
)]
struct Dropped<'a, const N: usize> {
    payload: &'a [u8],
    address: [u8; N],
    option: Vec<u8>,
    shown: [u8; 1],
    #[message(debug)]
    hosts: &'a [u8],
    #[message(debug)]
    mark: char,
}

#[test]
fn bytes() {
    let b = b"\x0a\xff";
    let (empty, last) = (vec![], &b[1..]);
    let dropped = Dropped {
        payload: b,
        address: [1, 2, 3],
        option: vec![],
        shown: [27],
        hosts: b,
        mark: 'c',
    };
    let cases: [(&dyn Message, &str, &str); 4] = [
        (
            &MESSAGE_BYTES(b, b, *b, b, b.into(), &empty, &last, &[]),
            "[0a ff] [0a ff] [0a ff] [0a ff] [0a ff] [] [ff] []",
            "a=Bytes([0a ff]) b=Bytes([0a ff]) c=Bytes([0a ff]) d=Bytes([0a ff]) e=Bytes([0a ff]) \
             f=Bytes([]) g=Bytes([ff]) h=Bytes([])",
        ),
        (
            &MESSAGE_BYTES_FORMATTED(b, *b, b.into(), b, b),
            "[10, 255] [0a, ff] [10, 255] [0a ff] [10, 255]",
            "a=Bytes([0a ff]) b=Bytes([0a ff]) c=Bytes([0a ff]) d=Bytes([0a ff]) e=Debug([10, 255])",
        ),
        (&MESSAGE_BYTES_SECRET(b), "<redacted>", "a=Secret"),
        (
            &dropped,
            "[0a ff] [01 02 03] [] [27] [10, 255] 'c'",
            "payload=Bytes([0a ff]) address=Bytes([01 02 03]) option=Bytes([]) shown=Bytes([1b]) \
             hosts=Debug([10, 255]) mark=Debug('c')",
        ),
    ];
    for (message, text, values) in cases {
        assert_eq!(seen(message), (text.to_owned(), values.to_owned()));
        let mut written = String::new();
        (&message)
            .write_to(&mut written)
            .expect("a string takes all");
        assert_eq!(written, text);
    }
}

/// A type is only stated for fields whose text is that of the type.
#[test]
fn types_of_fields_in_a_definition() {
    let definition = Dropped::<3>::CATALOGUE.iter().next().expect("there is one");
    let types: Vec<_> = definition
        .arguments()
        .map(|argument| argument.rust_type().unwrap_or_default())
        .collect();
    let expected = [
        "&'a [u8]",
        "[u8; N]",
        "Vec<u8>",
        "[u8; 1]",
        "impl Debug",
        "impl Debug",
    ];
    assert_eq!(types, expected);
}

#[test]
fn each_type_can_be_written_by_itself() {
    let mut written = String::new();
    MESSAGE_PLAIN().write_to(&mut written).unwrap();
    MESSAGE_PRINTED("a", 1).write_to(&mut written).unwrap();
    MESSAGE_MIXED("a", 1, 2, "x")
        .write_to(&mut written)
        .unwrap();
    full().write_to(&mut written).unwrap();
    let expected = "upclient a, port 1a 1 2 <redacted>no room for 3 bytes on sda: [7] <redacted>";
    assert_eq!(written, expected);
}

#[test]
fn texts_of_each_length() {
    let repeated = |count: usize| vec!["x"; count].join("-");
    assert_eq!(MESSAGE_4('x').to_string(), repeated(3));
    assert_eq!(MESSAGE_5('x').to_string(), repeated(4));
    assert_eq!(MESSAGE_16('x').to_string(), repeated(15));
    assert_eq!(MESSAGE_17('x').to_string(), repeated(16));
    assert_eq!(MESSAGE_128('x').to_string(), "x".repeat(127));
}

/// Returns the definition of an ID, of a message and in the table.
fn definitions<I: MessageId>(message: &impl Message) -> [Definition; 3] {
    let stated = I::DEFINITION;
    let in_table = MESSAGES.get(stated.id()).expect("it is in the table");
    [stated, message.definition(), in_table]
}

#[test]
fn a_message_has_the_definition_of_its_row() {
    let cases = [
        (
            definitions::<MESSAGE_PLAIN>(&MESSAGE_PLAIN()),
            "MESSAGE_PLAIN",
            "up",
            "info",
        ),
        (
            definitions::<MESSAGE_PRINTED>(&&MESSAGE_PRINTED(1, 2)),
            "MESSAGE_PRINTED",
            "client %1, port %2",
            "warn",
        ),
        (
            definitions::<MESSAGE_MIXED>(&MESSAGE_MIXED(1, 2, 3, "")),
            "MESSAGE_MIXED",
            "%1 %2 %3 %4",
            "debug(40)",
        ),
    ];
    for (definitions, id, text, severity) in cases {
        for definition in definitions {
            assert_eq!(definition.id(), id);
            assert_eq!(definition.text(), text);
            let stated = definition.severity().expect("it is stated");
            assert_eq!(stated.to_string(), severity);
        }
    }
    assert_eq!(full().definition().id(), "STORE_FULL");
    assert_eq!(Store::Inner(Inner).definition().id(), "STORE_GONE");
    let ids: Vec<_> = Store::CATALOGUE
        .iter()
        .map(|message| message.id())
        .collect();
    assert_eq!(ids, ["STORE_FULL", "STORE_GONE"]);
}

#[test]
fn an_occurrence_knows_its_message() {
    let mut seen = Vec::new();
    for message in [&MESSAGE_PRINTED(1, 2) as &dyn Message, &Store::Inner(Inner)] {
        message.visit(&mut |occurrence| seen.push((occurrence.id(), occurrence.severity())));
    }
    let expected = [
        ("MESSAGE_PRINTED", Some(Severity::Warn)),
        ("STORE_GONE", Some(Severity::Fatal)),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn debug_shows_the_text_and_no_secret() {
    let mixed = MESSAGE_MIXED("a", 1, "h", "hunter2");
    assert_eq!(format!("{mixed:?}"), "MESSAGE_MIXED(a 1 \"h\" <redacted>)");
    let mut debugged = String::new();
    mixed.visit(&mut |occurrence| debugged = format!("{occurrence:?}"));
    assert!(!debugged.contains("hunter2"), "{debugged}");
}

/// A writer that fails after two pieces of text.
#[derive(Default)]
struct Limited {
    text: String,
    pieces: usize,
}

impl fmt::Write for Limited {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.pieces += usize::from(!text.is_empty());
        if self.pieces > 2 {
            return Err(fmt::Error);
        }
        self.text.push_str(text);
        Ok(())
    }
}

#[test]
fn an_error_of_the_writer_is_returned() {
    let message = MESSAGE_PRINTED("a1", 67);
    let object: &dyn Message = &message;
    let write: [&dyn Fn(&mut Limited) -> fmt::Result; 4] = [
        &|out| message.write_to(out),
        &|out| (&object).write_to(out),
        &|out| write!(out, "{message}"),
        &|out| {
            let mut result = Ok(());
            message.visit(&mut |occurrence| result = occurrence.write_to(out));
            result
        },
    ];
    for write in write {
        let mut out = Limited::default();
        assert_eq!(write(&mut out), Err(fmt::Error));
        assert_eq!(out.text, "client a1");
    }
}

/// Counts how many tokens have been dropped.
struct Token<'a>(&'a Cell<u32>);

impl Drop for Token<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

kea_messages! {
    /// The secret has a type that cannot be printed.
    info MESSAGE_SECRET(#[secret] token: Token<'_>) = "%1";
}

#[test]
fn a_secret_is_not_kept() {
    let dropped = Cell::new(0);
    let message = MESSAGE_SECRET(Token(&dropped));
    assert_eq!(dropped.get(), 1, "before the message is there");
    assert_eq!(message.to_string(), "<redacted>");
    let value = &mut None;
    message.visit(&mut |occurrence| {
        let shown = occurrence.arguments().next();
        *value =
            shown.map(|(argument, shown)| (argument.is_secret(), matches!(shown, Value::Secret)));
    });
    assert_eq!(*value, Some((true, true)));
}

/// A type is `Emit` if its definitions state the severity, or if nothing is known about them.
#[test]
fn messages_can_be_emitted_generically() {
    fn id(message: &(impl Emit + ?Sized)) -> &'static str {
        message.definition().id()
    }
    let shared: &(dyn Message + Send + Sync) = &MESSAGE_PLAIN();
    let sent: &(dyn Message + Send) = &Inner;
    let object: &dyn Message = &full();
    assert_eq!(id(&MESSAGE_PRINTED(1, 2)), "MESSAGE_PRINTED");
    assert_eq!(id(&&full()), "STORE_FULL");
    assert_eq!(id(shared), "MESSAGE_PLAIN");
    assert_eq!(id(sent), "STORE_GONE");
    assert_eq!(id(object), "STORE_FULL");
}

#[cfg(feature = "local-texts")]
kea_messages! {
    /// Its text is replaced.
    info MESSAGE_LOCAL(name, port: u16) = "client %1, port %2";
}

#[cfg(feature = "local-texts")]
#[test]
fn each_way_to_print_a_message_has_the_local_text() {
    use kea_messages_core::__private::{LocalText, replace};

    let message = MESSAGE_LOCAL("a1", 67);
    let printed = || {
        let mut written = [String::new(), String::new()];
        message
            .write_to(&mut written[0])
            .expect("a string takes all");
        (&&message)
            .write_to(&mut written[1])
            .expect("a string takes all");
        let [by_itself, by_visit] = written;
        [
            by_itself,
            by_visit,
            message.to_string(),
            format!("{message:40}"),
        ]
    };
    assert_eq!(printed(), ["client a1, port 67"; 4]);
    let text = LocalText::new("Port %2: Client %1 ist da");
    replace([("MESSAGE_LOCAL".to_owned(), text)]);
    assert_eq!(printed(), ["Port 67: Client a1 ist da"; 4]);
    // Other messages keep their texts.
    assert_eq!(MESSAGE_PRINTED("a1", 67).to_string(), "client a1, port 67");
    replace([]);
    assert_eq!(printed(), ["client a1, port 67"; 4]);
}
