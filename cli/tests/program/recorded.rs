//! Tests `decode` and `explain` with record files.

use crate::{folder, program, result, run, write};
use kea_messages_core::severity::{DebugLevel, Severity};
use kea_messages_records::format::block::{BlockWriter, Shape};
use kea_messages_records::format::definition::{
    ArgumentDefinition, MessageDefinition, SpanDefinition, ThreadDefinition,
};
use kea_messages_records::format::frame::{Compression, Kind, REPEATED, put_frame};
use kea_messages_records::format::header::Header;
use kea_messages_records::format::index::Index;
use kea_messages_records::format::value::ValueKind;
use std::fs::{self, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Output, Stdio};

/// 2018-12-20 10:15:02.
const START: u64 = 1_545_300_902_000_000_000;
const SECOND: u64 = 1_000_000_000;

fn argument(
    name: &'static str,
    kind: ValueKind,
    rust_type: &'static str,
) -> ArgumentDefinition<'static> {
    ArgumentDefinition {
        kind,
        formatted: false,
        is_field: false,
        name: name.into(),
        rust_type: rust_type.into(),
    }
}

fn message(
    number: u64,
    id: &'static str,
    severity: Severity,
    text: &'static str,
    arguments: Vec<ArgumentDefinition<'static>>,
) -> MessageDefinition<'static> {
    MessageDefinition {
        number,
        id: id.into(),
        severity,
        text: text.into(),
        logger: "kea-dhcp4.alloc".into(),
        module: "server::alloc".into(),
        file: "src/alloc.rs".into(),
        line: 7,
        description: "All pools are *full*.".into(),
        action: "Add a pool.".into(),
        arguments,
    }
}

fn messages() -> [MessageDefinition<'static>; 3] {
    let formatted = ArgumentDefinition {
        formatted: true,
        ..argument("ratio", ValueKind::F64, "f64")
    };
    [
        message(
            1,
            "ALLOC_FAIL",
            Severity::Warn,
            "%1: failed after %2 attempt(s)",
            vec![
                argument("client", ValueKind::Str, "&str"),
                argument("attempts", ValueKind::U64, "u32"),
            ],
        ),
        message(
            2,
            "DISK_FULL",
            Severity::Error,
            "cannot write: %1",
            vec![argument("error", ValueKind::Error, "impl Error")],
        ),
        message(
            3,
            "LOAD",
            Severity::Debug(DebugLevel::MAX),
            "load %1",
            vec![formatted],
        ),
    ]
}

fn header() -> Header {
    Header {
        program: "kea-dhcp4".to_owned(),
        process: 4711,
        started: START,
        clock: "monotonic".to_owned(),
        ..Header::default()
    }
}

/// Returns the payload of a frame with all definitions.
fn definitions() -> Vec<u8> {
    let mut payload = Vec::new();
    for message in messages() {
        message.put(&mut payload);
    }
    let thread = ThreadDefinition {
        number: 1,
        name: "worker".into(),
        id: 140,
    };
    thread.put(&mut payload);
    for (number, name) in [(1, "conn"), (2, "request")] {
        let span = SpanDefinition {
            number,
            parent: number - 1,
            name: name.into(),
            target: "server".into(),
            fields: vec![("peer".into(), "192.0.2.7".into())],
        };
        span.put(&mut payload);
    }
    payload
}

/// Writes a file with blocks of 4 records, one each second.
struct Writer {
    file: Vec<u8>,
    section: u32,
    block: BlockWriter,
    index: Index,
    count: u64,
}

impl Writer {
    /// Writes the first block.
    fn new() -> Self {
        let mut writer = Self::empty();
        writer.block();
        writer.repeat();
        writer
    }

    /// Writes what precedes the first block.
    fn empty() -> Self {
        let mut file = Vec::new();
        let section = header().put_frame(&mut file, false);
        let mut index = Index::default();
        index.add_definitions(file.len() as u64);
        put_frame(
            &mut file,
            Kind::Definitions,
            0,
            0,
            section,
            &[&definitions()],
        );
        Self {
            file,
            section,
            block: BlockWriter::new(),
            index,
            count: 0,
        }
    }

    /// Writes what follows the first block.
    fn repeat(&mut self) {
        let (file, section) = (&mut self.file, self.section);
        header().put_frame(file, true);
        put_frame(
            file,
            Kind::Definitions,
            0,
            REPEATED,
            section,
            &[&definitions()],
        );
    }

    fn time(&mut self) -> u64 {
        self.count += 1;
        (self.count - 1) * SECOND
    }

    fn block(&mut self) {
        let [fail, full, load] = messages();
        self.block.begin(START, 0);
        let time = self.time();
        self.block.start_record(&Shape::of(&fail), 1, time, None);
        self.block.put_str("a1\nb");
        self.block.put_u64(time / SECOND);
        let time = self.time() + 250_000_000;
        self.block.start_record(&Shape::of(&full), 1, time, Some(2));
        self.block.put_error("no space", &["quota", "disk of 1 TB"]);
        let time = self.time();
        self.block.start_record(&Shape::of(&load), 2, time, Some(1));
        self.block.put_formatted("0.50");
        self.block.put_f64(0.5);
        let time = self.time();
        self.block.start_record(&Shape::of(&fail), 1, time, None);
        self.block.put_str("é");
        self.block.put_u64(3);
        self.finish();
    }

    fn lost(&mut self) {
        let time = self.time();
        self.block.begin(START, 0);
        self.block.put_lost(1, time, 12);
        self.finish();
    }

    fn finish(&mut self) {
        let offset = self.file.len() as u64;
        let block = &mut self.block;
        let head = block.finish_into(&mut self.file, Compression::Zstd, self.section);
        let head = head.expect("it has entries");
        self.index
            .add_block(offset, head.entries.into(), head.earliest, head.latest);
    }

    fn end(mut self) -> Vec<u8> {
        let size = self.file.len() as u64;
        self.index.put_frames(&mut self.file, self.section, size);
        self.file
    }
}

fn sample(blocks: usize) -> Vec<u8> {
    let mut writer = Writer::new();
    (1..blocks).for_each(|_| writer.block());
    writer.end()
}

/// Returns the record file of the guide.
pub(crate) fn of_guide() -> Vec<u8> {
    let mut writer = Writer::empty();
    let [fail, full, _] = messages();
    writer.block.begin(START, 0);
    for attempts in [3, 5] {
        let time = writer.time() + 123_000_000;
        writer.block.start_record(&Shape::of(&fail), 1, time, None);
        writer.block.put_str("a1");
        writer.block.put_u64(attempts);
    }
    let time = writer.time() + 4_000_000;
    writer.block.start_record(&Shape::of(&full), 1, time, None);
    writer.block.put_error("no space left on device", &[]);
    writer.finish();
    writer.repeat();
    writer.end()
}

/// Returns a record file with messages whose arguments are bytes.
pub(crate) fn of_bytes() -> Vec<u8> {
    let reason = ArgumentDefinition {
        formatted: true,
        ..argument("reason", ValueKind::Bytes, "Vec<u8>")
    };
    let dropped = message(
        1,
        "PACKET_DROPPED",
        Severity::Info,
        "%1 from %2: %3",
        vec![
            argument("payload", ValueKind::Bytes, "&[u8]"),
            argument("address", ValueKind::Bytes, "[u8; 6]"),
            reason,
        ],
    );
    let mut file = Vec::new();
    let section = header().put_frame(&mut file, false);
    let mut payload = Vec::new();
    dropped.put(&mut payload);
    put_frame(&mut file, Kind::Definitions, 0, 0, section, &[&payload]);
    let mut block = BlockWriter::new();
    block.begin(START, 0);
    let packets: [(u64, &[u8], &str, &[u8]); 2] =
        [(0, &[10, 27, 255], "[1]", &[1]), (SECOND, &[], "[]", &[])];
    for (time, payload, text, reason) in packets {
        block.start_record(&Shape::of(&dropped), 1, time, None);
        block.put_bytes(payload);
        block.put_bytes(&[0, 12, 1, 2, 3, 255]);
        block.put_formatted(text);
        block.put_bytes(reason);
    }
    block.finish_into(&mut file, Compression::Zstd, section);
    file
}

/// Creates a folder with a record file of 2 blocks.
fn with_records(test: &str) -> std::path::PathBuf {
    let folder = folder(test);
    fs::write(folder.join("x.kmr"), sample(2)).expect("the folder is there");
    folder
}

/// Runs the program in the time zone of the records.
fn in_utc(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = program(folder, arguments).env("TZ", "UTC").output();
    result(&output.expect("it can be run"))
}

fn prints(folder: &Path, arguments: &[&str]) -> String {
    let (code, stdout, stderr) = in_utc(folder, arguments);
    assert_eq!((code, stderr.as_str()), (0, ""), "{arguments:?}: {stdout}");
    stdout
}

/// Runs the program with this input.
fn with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = program(folder, arguments);
    command.env("TZ", "UTC").stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it can be run");
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(input).expect("it is read");
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

const LINES: &str = "\
2018-12-20 10:15:02.000 WARN  [kea-dhcp4.alloc/4711.140] ALLOC_FAIL a1\\nb: failed after 0 attempt(s)
2018-12-20 10:15:03.250 ERROR [kea-dhcp4.alloc/4711.140] {conn peer=192.0.2.7} {request peer=192.0.2.7} DISK_FULL cannot write: no space \\{error.sources=quota \"disk of 1 TB\"}
2018-12-20 10:15:04.000 DEBUG [kea-dhcp4.alloc/4711.2] {conn peer=192.0.2.7} LOAD load 0.50
2018-12-20 10:15:05.000 WARN  [kea-dhcp4.alloc/4711.140] ALLOC_FAIL é: failed after 3 attempt(s)
2018-12-20 10:15:06.000 WARN  [kea-dhcp4.alloc/4711.140] ALLOC_FAIL a1\\nb: failed after 4 attempt(s)
2018-12-20 10:15:07.250 ERROR [kea-dhcp4.alloc/4711.140] {conn peer=192.0.2.7} {request peer=192.0.2.7} DISK_FULL cannot write: no space \\{error.sources=quota \"disk of 1 TB\"}
2018-12-20 10:15:08.000 DEBUG [kea-dhcp4.alloc/4711.2] {conn peer=192.0.2.7} LOAD load 0.50
2018-12-20 10:15:09.000 WARN  [kea-dhcp4.alloc/4711.140] ALLOC_FAIL é: failed after 3 attempt(s)
";

#[test]
fn records_are_lines() {
    let folder = with_records("recorded_lines");
    assert_eq!(prints(&folder, &["decode", "x.kmr"]), LINES);
}

/// The lines are those of a log, which is read without the record file.
#[test]
fn the_lines_can_be_decoded() {
    let folder = with_records("recorded_decoded");
    write(&folder, "x.log", LINES);
    let records = prints(&folder, &["decode", "--format", "json", "x.kmr"]);
    let lines = prints(
        &folder,
        &["decode", "-c", "x.kmr", "--escapes", "escape", "x.log"],
    );
    let parse = |text: &str| -> Vec<serde_json::Value> {
        let lines = text.lines().map(serde_json::from_str);
        lines.collect::<Result<_, _>>().expect("it is JSON")
    };
    let (records, lines) = (parse(&records), parse(&lines));
    assert_eq!((records.len(), lines.len()), (8, 8));
    for (record, line) in records.iter().zip(&lines) {
        for field in [
            "severity",
            "logger",
            "pid",
            "id",
            "status",
            "error_sources",
            "spans",
        ] {
            assert_eq!(record[field], line[field], "{field}");
        }
        if record["id"] != "LOAD" {
            assert_eq!(record["arguments"], line["arguments"]);
        }
    }
}

#[test]
fn records_as_json() {
    let folder = with_records("recorded_json");
    let json = prints(&folder, &["decode", "-f", "json", "x.kmr"]);
    let mut lines = json.lines();
    assert_eq!(
        lines.next(),
        Some(
            "{\"time\":\"2018-12-20T10:15:02.000000000Z\",\"severity\":\"WARN\",\
             \"logger\":\"kea-dhcp4.alloc\",\"pid\":\"4711.140\",\"id\":\"ALLOC_FAIL\",\
             \"status\":\"decoded\",\"arguments\":{\"client\":\"a1\\nb\",\"attempts\":0},\
             \"text\":\"a1\\nb: failed after 0 attempt(s)\"}"
        )
    );
    let load = lines.nth(1).expect("there are more");
    assert!(
        load.contains("\"arguments\":{\"ratio\":0.5},\"text\":\"load 0.50\""),
        "{load}"
    );
    prints(&folder, &["decode", "-o", "x.jsonl", "x.kmr"]);
    let file = fs::read_to_string(folder.join("x.jsonl")).expect("it was written");
    assert_eq!(file, json);
}

#[test]
fn records_from_standard_input_and_compressed() {
    let folder = folder("recorded_input");
    let file = sample(2);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&file).expect("it is in memory");
    let gzip = gzip.finish().expect("it is in memory");
    let inputs = [
        file.clone(),
        gzip.clone(),
        zstd::encode_all(&*file, 1).expect("it is in memory"),
    ];
    for input in inputs {
        for arguments in [&["decode"][..], &["decode", "-"]] {
            let (code, stdout, stderr) = result(&with_input(&folder, arguments, &input));
            assert_eq!((code, &*stdout, &*stderr), (0, LINES, ""));
        }
        fs::write(folder.join("x.compressed"), &input).expect("the folder is there");
        assert_eq!(prints(&folder, &["decode", "x.compressed"]), LINES);
    }
    // The first block of zstd is larger than the buffer of standard input.
    let large = zstd::encode_all(&*sample(3_000), 1).expect("it is in memory");
    assert!(large.len() > 50_000, "{}", large.len());
    let (code, stdout, stderr) = result(&with_input(&folder, &["decode"], &large));
    assert_eq!((code, stdout.lines().count(), &*stderr), (0, 12_000, ""));
    // The end of a compressed file is missing.
    let cut = &gzip[..gzip.len() / 2];
    let (code, stdout, stderr) = result(&with_input(&folder, &["decode"], cut));
    assert_eq!(code, 2, "{stderr}");
    assert!(LINES.starts_with(&stdout), "{stdout}");
    assert!(stderr.contains("cannot read standard input: "), "{stderr}");
}

#[test]
fn records_are_filtered() {
    let folder = with_records("recorded_filter");
    let cases: [(&[&str], usize); 10] = [
        (&["--where", "attempts>3"], 1),
        (&["--where", "severity>=error"], 2),
        (&["--id", "ALLOC_*"], 4),
        (&["--where", "client=é"], 2),
        (&["--since", "2018-12-20 10:15:05"], 5),
        (
            &[
                "--since",
                "2018-12-20T11:15:05+01:00",
                "--until",
                "2018-12-20T10:15:07Z",
            ],
            2,
        ),
        (&["--until", "2018-12-20 10:15:02"], 0),
        (&["--until", "2018-12-20"], 0),
        (&["--since", "2018-12-20"], 8),
        (&["--since", "2019-01-01"], 0),
    ];
    for (arguments, expected) in cases {
        let shown = prints(&folder, &[&["decode", "x.kmr"], arguments].concat());
        assert_eq!(shown.lines().count(), expected, "{arguments:?}: {shown}");
    }
    write(&folder, "x.log", LINES);
    let wrong: [(&[&str], &str); 5] = [
        (
            &["--since", "noon", "x.kmr"],
            "expected a time like `2026-01-01 12:00`, or `2026-01-01T12:00Z` in UTC",
        ),
        (
            &["--since", "2019-01-01", "x.kmr", "x.log"],
            "`--since` and `--until` require record files, and `x.log` is not one: use `--where \
             'time>=...'`",
        ),
        (
            &["--where", "client2=a", "x.kmr"],
            "unknown field `client2` in a condition: did you mean `client`?",
        ),
        (
            &["--learn-types", "x.kmr"],
            "`--learn-types` is for logs of text: the values in `x.kmr` have types",
        ),
        (&["x.kmr", "missing.kmr"], "no catalogue given"),
    ];
    for (arguments, error) in wrong {
        let (code, stdout, stderr) = in_utc(&folder, &[&["decode"], arguments].concat());
        assert_eq!((code, &*stdout), (2, ""), "{arguments:?}");
        assert!(stderr.contains(error), "{arguments:?}: {stderr}");
    }
}

#[test]
fn records_are_counted_and_explained() {
    let folder = with_records("recorded_stats");
    let stats = prints(&folder, &["decode", "--stats", "x.kmr"]);
    for row in [
        "         4          4  ALLOC_FAIL\n",
        "         2          2  LOAD\n",
        "         8  records\n",
    ] {
        assert!(stats.contains(row), "{stats}");
    }
    let explained = prints(&folder, &["decode", "--explain", "--id", "LOAD", "x.kmr"]);
    assert!(
        explained.contains("LOAD load 0.50\n      %1  ratio: f64\n\n    All pools are full.\n"),
        "{explained}"
    );
}

#[test]
fn damage_and_lost_records_are_reported() {
    let folder = folder("recorded_damage");
    let mut writer = Writer::new();
    let damaged = writer.file.len();
    writer.block();
    writer.block();
    writer.lost();
    let mut file = writer.end();
    file[damaged + 30] ^= 1;
    file.truncate(file.len() - 3);
    fs::write(folder.join("x.kmr"), &file).expect("the folder is there");
    let (code, stdout, stderr) = in_utc(&folder, &["decode", "x.kmr"]);
    assert_eq!((code, stdout.lines().count()), (1, 8), "{stdout}");
    let [checksum, lost, end] = &stderr.lines().collect::<Vec<_>>()[..] else {
        panic!("{stderr}");
    };
    let place = format!("error: `x.kmr`: bytes {damaged} to ");
    assert!(
        checksum.starts_with(&place) && checksum.ends_with("the checksum is wrong"),
        "{checksum}"
    );
    assert_eq!(
        *lost,
        "error: `x.kmr`: 2018-12-20 10:15:14.000: 12 records of thread `worker` were lost"
    );
    let place = format!("to {}: the file was cut off here", file.len() - 1);
    assert!(end.ends_with(&place), "{end}");
}

#[test]
fn differences_from_a_catalogue_are_reported() {
    let folder = with_records("recorded_differences");
    write(
        &folder,
        "messages.toml",
        "[ALLOC_FAIL]\nseverity = \"error\"\ntext = \"%1: failed\"\narguments = [\"client: &str\"]\n\
         [LOAD]\nseverity = \"debug(99)\"\ntext = \"load %1\"\narguments = [\"ratio: f64\"]\n",
    );
    // The catalogue in the folder is not meant.
    assert_eq!(prints(&folder, &["decode", "x.kmr"]), LINES);
    let (code, stdout, stderr) = in_utc(&folder, &["decode", "-c", "messages.toml", "x.kmr"]);
    assert_eq!((code, &*stdout), (0, LINES), "{stderr}");
    let differences: Vec<_> = stderr
        .lines()
        .filter(|line| line.contains("x.kmr"))
        .collect();
    assert_eq!(
        differences,
        [
            "warning: `x.kmr`: the text of `ALLOC_FAIL` is \"%1: failed after %2 attempt(s)\", but \
             \"%1: failed\" in the catalogue",
            "warning: `x.kmr`: the severity of `ALLOC_FAIL` is warn, but error in the catalogue",
            "warning: `x.kmr`: the arguments of `ALLOC_FAIL` are `client: &str, attempts: u32`, \
             but `client: &str` in the catalogue",
            "warning: `x.kmr`: `DISK_FULL` is not in the catalogue",
        ]
    );
}

#[test]
fn a_record_file_is_a_catalogue() {
    let folder = with_records("recorded_catalogue");
    let explained = prints(&folder, &["explain", "alloc-fail", "x.kmr"]);
    for part in [
        "ALLOC_FAIL",
        "failed after",
        "All pools are full.",
        "Add a pool.",
    ] {
        assert!(explained.contains(part), "{part}: {explained}");
    }
    assert_eq!(
        prints(&folder, &["explain", "-c", "x.kmr", "ALLOC_FAIL"]),
        explained
    );
    let all = prints(&folder, &["explain", "*", "x.kmr"]);
    assert!(all.contains("DISK_FULL") && all.contains("LOAD"), "{all}");
    let (code, _, stderr) = run(&folder, &["explain", "x.kmr"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("expected a message ID besides the record file"),
        "{stderr}"
    );
}

#[test]
fn a_growing_file_is_followed() {
    let folder = folder("recorded_follow");
    let mut writer = Writer::new();
    let path = folder.join("x.kmr");
    fs::write(&path, &writer.file).expect("the folder is there");
    let mut command = program(&folder, &["decode", "--follow", "x.kmr"]);
    command
        .env("TZ", "UTC")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("it can be run");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    let mut next = |count: usize| -> Vec<String> {
        let lines = lines.by_ref().take(count);
        lines.collect::<Result<_, _>>().expect("it is text")
    };
    let expected: Vec<_> = LINES.lines().collect();
    assert_eq!(next(4), expected[..4]);

    // A block comes in two parts.
    let before = writer.file.len();
    writer.block();
    let mut file = OpenOptions::new()
        .append(true)
        .open(&path)
        .expect("it is there");
    for part in [before..before + 50, before + 50..writer.file.len()] {
        file.write_all(&writer.file[part])
            .expect("it can be written");
        std::thread::sleep(std::time::Duration::from_millis(300));
    }
    assert_eq!(next(4), expected[4..]);

    // The file is rotated.
    fs::rename(&path, folder.join("x.kmr.1")).expect("it is there");
    fs::write(&path, sample(1)).expect("the folder is there");
    assert_eq!(next(4), expected[..4]);
    child.kill().expect("it runs");
    child.wait().expect("it was killed");
}

#[cfg(feature = "columns")]
#[test]
fn records_are_rows() {
    use arrow_array::cast::AsArray as _;
    use arrow_array::types::{TimestampMicrosecondType, UInt32Type};

    let folder = with_records("recorded_rows");
    let read = |path: &str| {
        let file = fs::File::open(folder.join(path)).expect("it was written");
        let reader = arrow_ipc::reader::FileReader::try_new(file, None).expect("it is Arrow");
        reader
            .map(|batch| batch.expect("it is whole"))
            .next()
            .expect("it has rows")
    };
    prints(&folder, &["decode", "-o", "x.arrow", "x.kmr"]);
    let batch = read("x.arrow");
    assert_eq!(batch.num_rows(), 8);
    let column = |name: &str| batch.column_by_name(name).expect("it has this column");
    let times = column("time").as_primitive::<TimestampMicrosecondType>();
    assert_eq!(times.value(1), (START / 1_000 + 1_250_000).cast_signed());
    assert_eq!(column("thread").as_string::<i32>().value(0), "140");
    assert_eq!(column("layout").as_string::<i32>().value(0), "records");

    prints(
        &folder,
        &["decode", "-f", "arrow", "--by-id", "rows", "x.kmr"],
    );
    let batch = read("rows/ALLOC_FAIL.arrow");
    let attempts = batch
        .column_by_name("attempts")
        .expect("it has this column");
    assert_eq!(
        attempts.as_primitive::<UInt32Type>().values(),
        &[0, 3, 4, 3]
    );
}
