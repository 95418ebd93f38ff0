//! The file `tests/server.kmr`, which the examples in the documentation read. It also shows that
//! files of this version of the format can still be read.

use kea_messages_base::severity::Severity;
use kea_messages_records::format::block::{BlockWriter, Shape};
use kea_messages_records::format::definition::{
    ArgumentDefinition, MessageDefinition, SpanDefinition, ThreadDefinition,
};
use kea_messages_records::format::frame::{Compression, Kind, REPEATED, put_frame};
use kea_messages_records::format::header::Header;
use kea_messages_records::format::index::Index;
use kea_messages_records::format::value::ValueKind;

/// 2026-01-01 00:00:00.
const START: u64 = 1_767_225_600_000_000_000;
const SECOND: u64 = 1_000_000_000;

fn message(
    number: u64,
    id: &'static str,
    severity: Severity,
    text: &'static str,
    arguments: &[(&'static str, ValueKind, &'static str)],
) -> MessageDefinition<'static> {
    let arguments = arguments.iter();
    let arguments = arguments.map(|&(name, kind, rust_type)| ArgumentDefinition {
        kind,
        formatted: false,
        is_field: false,
        name: name.into(),
        rust_type: rust_type.into(),
    });
    MessageDefinition {
        number,
        id: id.into(),
        severity,
        text: text.into(),
        logger: "my-server".into(),
        module: "my_server::clients".into(),
        file: "src/clients.rs".into(),
        line: 7,
        description: "".into(),
        action: "".into(),
        arguments: arguments.collect(),
    }
}

fn file() -> Vec<u8> {
    let header = Header {
        program: "my-server".to_owned(),
        process: 4711,
        started: START,
        clock: "monotonic".to_owned(),
        window: 10_000_000,
        catalogues: vec![("my-server".to_owned(), 0x1234_5678_9abc_def0)],
    };
    let client = message(
        1,
        "CLIENT_CONNECTED",
        Severity::Info,
        "client %1, port %2",
        &[
            ("name", ValueKind::Str, "&str"),
            ("port", ValueKind::U64, "u16"),
        ],
    );
    let unreadable = message(
        2,
        "LEASES_UNREADABLE",
        Severity::Error,
        "cannot open the lease file: %1",
        &[("error", ValueKind::Error, "impl Error")],
    );
    let mut definitions = Vec::new();
    client.put(&mut definitions);
    unreadable.put(&mut definitions);
    let thread = ThreadDefinition {
        number: 1,
        name: "worker".into(),
        id: 4712,
    };
    thread.put(&mut definitions);
    for (number, name) in [(1, "conn"), (2, "request")] {
        let span = SpanDefinition {
            number,
            parent: number - 1,
            name: name.into(),
            target: "my_server".into(),
            fields: vec![("peer".into(), "192.0.2.7".into())],
        };
        span.put(&mut definitions);
    }

    let mut file = Vec::new();
    let mut index = Index::default();
    let section = header.put_frame(&mut file, false);
    index.add_definitions(file.len() as u64);
    put_frame(&mut file, Kind::Definitions, 0, 0, section, &[&definitions]);
    let mut block = BlockWriter::new();
    for number in 0..2 {
        let time = 10 * SECOND * number;
        block.begin(START + time, time);
        block.start_record(&Shape::of(&client), 1, time + 250_000_000, Some(2));
        block.put_str("a1");
        block.put_u64(67 + number);
        if number == 0 {
            block.start_record(&Shape::of(&unreadable), 1, time + SECOND, None);
            block.put_error("cannot read", &["no disk"]);
        } else {
            block.put_lost(1, time + SECOND, 12);
        }
        let offset = file.len() as u64;
        let head = block.finish_into(&mut file, Compression::None, section);
        let head = head.expect("it has entries");
        index.add_block(offset, head.entries.into(), head.earliest, head.latest);
        if number == 0 {
            header.put_frame(&mut file, true);
            put_frame(
                &mut file,
                Kind::Definitions,
                0,
                REPEATED,
                section,
                &[&definitions],
            );
        }
    }
    let size = file.len() as u64;
    index.put_frames(&mut file, section, size);
    file
}

/// `KEA_MESSAGES_WRITE_SAMPLE=1 cargo test` writes the file, if the format has changed.
#[test]
fn the_file_is_that_of_this_version() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/server.kmr");
    if std::env::var_os("KEA_MESSAGES_WRITE_SAMPLE").is_some() {
        std::fs::write(path, file()).expect("the folder is there");
    }
    let found = std::fs::read(path).expect("the file is there");
    assert!(found == file(), "{path}");
}
