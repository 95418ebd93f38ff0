//! Tests the examples and the table of side files in `runtime/guide/value_types.md`.
#![forbid(unsafe_code)]

use kea_messages_catalog::{Argument, Catalogue, Message, Source, Types, ValueType};
use kea_messages_decode::{Decoder, Outcome, Value};

const TYPES: &str = include_str!("../runtime/guide/value_types.md");

/// Returns the side files in the document.
fn files() -> Vec<&'static str> {
    let blocks = TYPES.split("```toml\n").skip(1);
    let block = |rest: &'static str| rest.split_once("```").expect("the block has an end").0;
    blocks.map(block).collect()
}

/// Returns a message with this number of arguments.
fn message(id: &str, arguments: usize) -> Message {
    let text: Vec<String> = (1..=arguments).map(|number| format!("%{number}")).collect();
    Message::new(id, text.join(" then "))
}

fn applied(file: &str, messages: Vec<Message>) -> Catalogue {
    let mut catalogue = Catalogue::from_iter(messages);
    let types = Types::of_sources(vec![Source::new("types.toml", file)]);
    types.apply(std::slice::from_mut(&mut catalogue));
    let findings = catalogue.findings.iter();
    let titles: Vec<&str> = findings.map(|finding| &*finding.title).collect();
    assert_eq!(titles, [] as [&str; 0], "{file}");
    catalogue
}

fn arguments(catalogue: &Catalogue, id: &str) -> Vec<Argument> {
    catalogue
        .get(id)
        .expect("it is there")
        .message
        .named_arguments()
}

/// Each example is a valid side file, and has the described effect on messages of Kea.
#[test]
fn examples() {
    let [first, precedence, added] = files()[..] else {
        panic!("there are three side files");
    };
    let messages = vec![
        message("DHCP4_PACKET_SEND", 8),
        message("DHCP4_LEASE_ADVERT", 2),
        message("DHCP4_PACKET_RECEIVED", 2),
    ];
    let catalogue = applied(first, messages);
    let send = arguments(&catalogue, "DHCP4_PACKET_SEND");
    let names: Vec<&str> = send.iter().map(|argument| &*argument.name).collect();
    let expected = [
        "client",
        "arg2",
        "message_type",
        "source",
        "source_port",
        "arg6",
        "arg7",
        "interface",
    ];
    assert_eq!(names, expected);
    assert_eq!(send[3].value_type(), ValueType::Ipv4);
    let decoder = Decoder::new(catalogue.messages());
    let line = decoder.decode(
        "DHCP4_LEASE_ADVERT [hwtype=1 00:0c:01:02:03:04], cid=[no info], tid=0x7b then 192.0.2.1",
    );
    let Outcome::Decoded(reading) = line.outcome else {
        panic!("{line:?}");
    };
    let client = "[hwtype=1 00:0c:01:02:03:04], cid=[no info], tid=0x7b";
    assert_eq!(reading.argument("client").map(Value::as_str), Some(client));

    let ids = [
        "DHCP6_LEASE_ADVERT",
        "DHCP6_LEASE_RENEW",
        "DHCP6_QUERY_LABEL",
    ];
    let catalogue = applied(precedence, ids.map(|id| message(id, 2)).into());
    let found = ids.map(|id| arguments(&catalogue, id)[1].value_type());
    assert_eq!(found, [ValueType::Ipv6, ValueType::Ip, ValueType::Text]);

    let catalogue = applied(added, vec![message("DHCP6_LEASE_DATA", 2)]);
    let found = arguments(&catalogue, "DHCP6_LEASE_DATA");
    for value in ["00:01", "(none)", "no info", "duid=[00:01], tid=0x7b]"] {
        assert!(found[0].value_type().accepts(value), "{value}");
    }
    assert!(!found[0].value_type().accepts("none"));
}

/// Returns the texts in backticks in a cell.
fn texts(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The table contains each type, with texts that are its values and texts that are not.
#[test]
fn the_table_of_types() {
    let (_, table) = TYPES
        .split_once("|---|---|---|---|\n")
        .expect("it is there");
    let rows = table.lines().take_while(|line| line.starts_with('|'));
    let mut names = Vec::new();
    for row in rows {
        let cells: Vec<&str> = row.split('|').collect();
        let ["", name, meaning, values, others, ""] = cells[..] else {
            panic!("four columns: {row}");
        };
        let name = texts(name)[0];
        let value_type = ValueType::named(name).expect("it is a type");
        assert!(
            !texts(values).is_empty() && !meaning.trim().is_empty(),
            "{row}"
        );
        for value in texts(values) {
            assert!(value_type.accepts(value), "{name} {value}");
        }
        assert_eq!(
            texts(others).is_empty(),
            value_type == ValueType::Text,
            "{row}"
        );
        for other in texts(others) {
            assert!(!value_type.accepts(other), "{name} {other}");
        }
        names.push(name);
    }
    assert_eq!(names, ValueType::names().collect::<Vec<_>>());
}

/// These forms are equivalent according to the grammar.
#[test]
fn forms() {
    for file in [
        "[A_B]\n1 = 'u16'",
        "[A_B]\n1 = ['u16']",
        "[A_B]\n1 = { type = 'u16' }",
        "[A_B]\n1.type = 'u16'",
        "[A_B.1]\ntype = 'u16'",
        "A_B = { 1 = 'u16' }",
        "[A_B]\narg1 = 'u16'",
    ] {
        let catalogue = applied(file, vec![message("A_B", 1)]);
        let found = arguments(&catalogue, "A_B")[0].value_type();
        assert_eq!(found, ValueType::Unsigned(65_535), "{file}");
    }
}
