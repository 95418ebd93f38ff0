//! Tests decoding logs into Arrow and Parquet files.

use crate::sample::LOG;
use crate::{folder, prints, program, result, run, write};
use arrow_array::cast::AsArray as _;
use arrow_array::types::{Float64Type, Int64Type, UInt8Type, UInt64Type};
use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_ipc::reader::FileReader;
use arrow_schema::DataType;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::{Map, Value, json};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

const CATALOGUE: &str = r#"
[ALLOC_FAIL]
severity = "warn"
text = "%1: failed after %2 attempt(s)"
arguments = ["client", "attempts: u8"]

[ALLOC_PAIR]
severity = "info"
text = "%1 to %2"
arguments = ["from", "to"]

[LOAD_MEASURED]
severity = "info"
text = "load %1, %2 of %3, up: %4"
arguments = ["load: f64", "time: u64", "all: u128", "up: bool"]

[TOY_STARTED]
severity = "info"
text = "started"
"#;

/// Lines after the log of the other tests, so that every outcome and every part of a line occurs.
const MORE: &[u8] = b"\
2018-12-20T10:15:06.000000001+01:00 INFO ALLOC_PAIR caf\xe9 to b
2018-12-20 10:15:07.000 INFO  [kea/4711] {conn peer=192.0.2.7 n=1} {request} ALLOC_PAIR a to b
2018-12-20 10:15:07.100 INFO  [kea/4711] {conn peer=1 peer=2} ALLOC_PAIR a to b \\{to.sources=\"no such file\" disk}
2018-12-20 10:15:07.200 INFO  [kea/4711] LOAD_MEASURED load 0.5, 18446744073709551615 of 340282366920938463463374607431768211455, up: true
2018-12-20 10:15:07.300 INFO  [kea/4711.140] LOAD_MEASURED load 0.25, 7 of 0, up: false
2018-12-20 10:15:07.400 INFO  [kea/4711] LOAD_MEASURED load NaN, 0 of 0, up: false
2018-12-20 10:15:07.500 WARN  [kea/4711] ALLOC_FAIL : failed after 200 attempt(s)
{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"1545300902123456789\",\"eventName\":\"ALLOC_PAIR\",\"body\":{\"stringValue\":\"a to b\"}},{\"eventName\":\"TOY_STARTED\",\"body\":{\"stringValue\":\"started\"}}]}]}]}
2018-12-20 10:15:08.000 INFO  [kea/4711] TOY_STARTED started
2018-12-20 10:15:09.000 INFO  [kea/4711] ALLOC_PAIR a to b";

/// The largest integer of an argument.
const LARGEST: &str = "340282366920938463463374607431768211455";

/// The line numbers at which the records begin.
const LINES: [i64; 17] = [1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 16, 17, 18];

/// Returns the complete log.
fn log() -> Vec<u8> {
    [LOG.as_bytes(), MORE].concat()
}

/// Creates a folder with the catalogue and the log.
fn with_log(test: &str) -> std::path::PathBuf {
    let folder = folder(&format!("columns-{test}"));
    write(&folder, "m.toml", CATALOGUE);
    fs::write(folder.join("log"), log()).expect("it can be written");
    folder
}

/// Reads a file into a single batch.
pub(crate) fn read(path: &Path) -> RecordBatch {
    let file = File::open(path).expect("it was written");
    let batches: Vec<RecordBatch> = if path.extension().is_some_and(|it| it == "parquet") {
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("it is Parquet");
        let reader = reader.build().expect("it is Parquet");
        reader.map(|batch| batch.expect("it is whole")).collect()
    } else {
        let reader = FileReader::try_new(file, None).expect("it is Arrow");
        reader.map(|batch| batch.expect("it is whole")).collect()
    };
    let [batch] = batches.try_into().expect("it has one batch");
    batch
}

/// Returns the value of a column in a row, or `None` for null.
fn value(column: &ArrayRef, row: usize) -> Option<Value> {
    if column.is_null(row) {
        return None;
    }
    Some(match column.data_type() {
        DataType::Utf8 => json!(column.as_string::<i32>().value(row)),
        DataType::UInt8 => json!(column.as_primitive::<UInt8Type>().value(row)),
        DataType::UInt64 => json!(column.as_primitive::<UInt64Type>().value(row)),
        DataType::Int64 => json!(column.as_primitive::<Int64Type>().value(row)),
        DataType::Float64 => json!(column.as_primitive::<Float64Type>().value(row).to_string()),
        DataType::Boolean => json!(column.as_boolean().value(row)),
        DataType::Timestamp(..) => {
            let times = arrow_array::cast::as_primitive_array::<
                arrow_array::types::TimestampMicrosecondType,
            >(column);
            json!(times.value(row))
        }
        DataType::Struct(_) => {
            let parts: &StructArray = column.as_struct();
            let names = parts.column_names().into_iter();
            let parts = names.zip(parts.columns());
            parts
                .map(|(name, part)| (name.to_owned(), value(part, row).unwrap_or_default()))
                .collect()
        }
        DataType::List(_) => {
            let items = column.as_list::<i32>().value(row);
            (0..items.len()).map(|item| value(&items, item)).collect()
        }
        DataType::Map(..) => {
            let entries = column.as_map().value(row);
            let [keys, values] = entries.columns() else {
                panic!("it is a map")
            };
            let text = |column, row| match value(column, row) {
                Some(Value::String(text)) => text,
                other => panic!("{other:?}"),
            };
            (0..entries.len())
                .map(|entry| (text(keys, entry), json!(text(values, entry))))
                .collect()
        }
        other => panic!("{other}"),
    })
}

/// Converts a row to the JSON that the program prints for the line.
fn row(batch: &RecordBatch, row: usize) -> Map<String, Value> {
    let column = |name: &str| value(batch.column_by_name(name).expect("it is there"), row);
    let text = |value: Value| value.as_str().expect("it is a string").to_owned();
    // Converts a list of objects with names to a single object.
    let object = |list: Value, name: &str, other: &str| -> Value {
        let Value::Array(items) = list else { panic!() };
        let items = items.into_iter();
        items
            .map(|mut item| (text(item[name].take()), item[other].take()))
            .collect()
    };
    let mut json = Map::new();
    let mut insert = |name: &str, value: Option<Value>| {
        json.extend(value.map(|value| (name.to_owned(), value)));
    };
    insert("time", column("time_text"));
    for name in [
        "severity",
        "logger",
        "id",
        "status",
        "arguments",
        "readings",
    ] {
        insert(name, column(name));
    }
    let pid = column("process").map(|process| match column("thread") {
        Some(thread) => json!(format!("{}.{}", text(process), text(thread))),
        None => process,
    });
    insert("pid", pid);
    let sources = column("error_sources");
    insert(
        "error_sources",
        sources.map(|it| object(it, "argument", "sources")),
    );
    let spans = column("spans").map(|mut spans| {
        for span in spans.as_array_mut().expect("it is a list") {
            span["fields"] = object(span["fields"].take(), "name", "value");
        }
        spans
    });
    insert("spans", spans);
    insert("text", column("text"));
    insert("continued", column("continued"));
    json
}

/// Converts the numbers in the arguments to strings.
fn as_texts(mut line: Map<String, Value>) -> Map<String, Value> {
    fn walk(value: &mut Value) {
        match value {
            Value::Object(object) => object.values_mut().for_each(walk),
            Value::Array(array) => array.iter_mut().for_each(walk),
            Value::String(_) => {}
            other => *other = json!(other.to_string()),
        }
    }
    line.values_mut().for_each(walk);
    line
}

fn decode(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    run(folder, &[&["decode", "-c", "m.toml"], arguments].concat())
}

#[test]
fn the_rows_are_the_lines_of_json() {
    let folder = with_log("json");
    for escapes in ["unknown", "escape"] {
        let options = ["decode", "-c", "m.toml", "--escapes", escapes, "log"];
        // `Value` cannot represent this number.
        let lines =
            prints(&folder, &options).replace(&format!(":{LARGEST}"), &format!(":\"{LARGEST}\""));
        let lines: Vec<Map<String, Value>> = lines
            .lines()
            .map(|line| as_texts(serde_json::from_str(line).expect("it is JSON")))
            .collect();
        for format in ["arrow", "parquet"] {
            let name = format!("rows.{format}");
            let stdout = prints(
                &folder,
                &[&options[..], &["--format", format, "-o", &name]].concat(),
            );
            assert_eq!(stdout, "");
            let batch = read(&folder.join(name));
            let rows: Vec<_> = (0..batch.num_rows()).map(|at| row(&batch, at)).collect();
            assert_eq!(rows, lines, "{format} {escapes}");
        }
    }
}

#[test]
fn times_and_places() {
    let folder = with_log("places");
    let arguments = ["log", "log", "--format", "parquet", "-o", "x.parquet"];
    prints(
        &folder,
        &[&["decode", "-c", "m.toml"], &arguments[..]].concat(),
    );
    let batch = read(&folder.join("x.parquet"));
    let column = |name: &str| -> Vec<Option<Value>> {
        let column = batch.column_by_name(name).expect("it is there");
        (0..LINES.len()).map(|row| value(column, row)).collect()
    };
    assert_eq!(batch.num_rows(), 2 * LINES.len());
    assert_eq!(column("line"), LINES.map(|line| Some(json!(line))));
    assert_eq!(column("file"), vec![Some(json!("log")); LINES.len()]);
    let (utc, local) = (column("time"), column("local_time"));
    assert_eq!(local[0], Some(json!(1_545_300_902_123_000_i64)));
    assert_eq!(utc[0], None);
    // The time is an hour earlier, because the line states its time zone.
    assert_eq!(utc[6], Some(json!(1_545_297_306_000_000_i64)));
    assert_eq!(local[6], None);
    assert_eq!((&utc[5], &local[5]), (&None, &None));
    assert_eq!(utc[13], Some(json!(1_545_300_902_123_456_i64)));
    let layouts = column("layout");
    assert_eq!(layouts[0], Some(json!("kea")));
    assert_eq!(layouts[13], Some(json!("otlp")));
}

#[test]
fn a_file_for_each_message() {
    for format in ["arrow", "parquet"] {
        let folder = with_log(&format!("by-id-{format}"));
        let line = "LOAD_MEASURED load 0.1000000000000000055, 0 of 0, up: false\n";
        write(&folder, "more", line);
        let options = ["--format", format, "--by-id", "out/rows"];
        prints(
            &folder,
            &[&["decode", "-c", "m.toml", "log", "more"], &options[..]].concat(),
        );
        let out = folder.join("out/rows");
        let mut names: Vec<String> = fs::read_dir(&out)
            .expect("it was made")
            .map(|entry| entry.expect("it is there").file_name().into_string())
            .map(|name| name.expect("it is UTF-8"))
            .collect();
        names.sort();
        let expected = [
            "ALLOC_FAIL",
            "ALLOC_PAIR",
            "LOAD_MEASURED",
            "TOY_STARTED",
            "other-lines",
        ];
        assert_eq!(names, expected.map(|name| format!("{name}.{format}")));

        let rows = |name: &str, columns: &[&str]| -> Vec<Vec<Value>> {
            let batch = read(&out.join(format!("{name}.{format}")));
            let column = |name: &&str| batch.column_by_name(name).expect("it is there").clone();
            let columns: Vec<ArrayRef> = columns.iter().map(column).collect();
            let of = |row| {
                columns
                    .iter()
                    .map(move |it| value(it, row).unwrap_or_default())
            };
            (0..batch.num_rows()).map(|row| of(row).collect()).collect()
        };
        let expected = json!([
            [1, "decoded", "a1", 3, null],
            [5, "other_text", null, null, null],
            [8, "decoded", "\"q\"\n", 4, null],
            [15, "decoded", "", 200, null],
        ]);
        let columns = ["line", "status", "client", "attempts", "other_values"];
        assert_eq!(json!(rows("ALLOC_FAIL", &columns)), expected);

        let lost = json!({"load": "0.1000000000000000055"});
        let expected = json!([
            ["0.5", u64::MAX, LARGEST, true, null],
            ["0.25", 7, "0", false, null],
            ["NaN", 0, "0", false, null],
            [null, 0, "0", false, lost],
        ]);
        let columns = ["load", "argument_time", "all", "up", "other_values"];
        assert_eq!(json!(rows("LOAD_MEASURED", &columns)), expected);

        let expected = json!([[6, "unknown_id"], [7, "no_id"]]);
        assert_eq!(json!(rows("other-lines", &["line", "status"])), expected);
        // A second run could leave outdated files of the first one.
        let (code, _, stderr) = decode(&folder, &[&["log"], &options[..]].concat());
        assert_eq!(
            (code, stderr.as_str()),
            (
                2,
                "error: cannot write `out/rows`: the folder is not empty\n"
            )
        );
    }
}

#[test]
fn filters_and_exit_codes() {
    let folder = with_log("filters");
    let file = folder.join("x.parquet");
    let to_file = ["--format", "parquet", "-o", "x.parquet"];
    let (code, _, stderr) = decode(
        &folder,
        &[
            &[
                "log",
                "--where",
                "severity>=warn",
                "--fail-on",
                "other_text",
            ],
            &to_file[..],
        ]
        .concat(),
    );
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(read(&file).num_rows(), 3);
    let (code, _, stderr) = decode(
        &folder,
        &[
            &["log", "--id", "ALLOC_FAIL", "--fail-on", "other_text"],
            &to_file[..],
        ]
        .concat(),
    );
    let expected = "error: found 1 line with a text that is not in the catalogue\n";
    assert_eq!((code, stderr.as_str()), (1, expected));
    assert_eq!(read(&file).num_rows(), 4);

    // If a log is truncated, the rows before that are in a complete file.
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&log()).expect("it can be written");
    let compressed = encoder.finish().expect("it can be written");
    fs::write(folder.join("log.gz"), &compressed[..compressed.len() - 6])
        .expect("it can be written");
    let (code, _, stderr) = decode(&folder, &[&["log", "log.gz"], &to_file[..]].concat());
    assert_eq!(code, 2);
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(read(&file).num_rows() > LINES.len(), "{stderr}");
    fs::remove_file(&file).expect("it is there");

    // If a log cannot be read at all, no file or folder is created.
    for place in ["-o", "--by-id"] {
        let options = ["log", "none", "--format", "parquet", place, "x.parquet"];
        let (code, _, stderr) = decode(&folder, &options);
        let expected = "error: cannot read `none`: No such file or directory (os error 2)\n";
        assert_eq!((code, stderr.as_str()), (2, expected), "{place}");
        assert!(!file.exists(), "{place}");
    }

    // A log without lines results in a file without rows.
    write(&folder, "empty", "");
    for format in ["arrow", "parquet"] {
        let name = format!("empty.{format}");
        prints(
            &folder,
            &[
                "decode", "-c", "m.toml", "empty", "--format", format, "-o", &name,
            ],
        );
        assert!(
            fs::metadata(folder.join(name))
                .expect("it was written")
                .len()
                > 0
        );
    }
}

/// A log that cannot be read leaves no folder, and a log without lines leaves one without files.
#[test]
fn no_folder_without_a_log() {
    let folder = with_log("by-id-broken");
    std::fs::write(folder.join("broken.gz"), b"\x1f\x8b\x08\0").expect("it can be written");
    write(&folder, "empty", "");
    std::fs::create_dir(folder.join("there")).expect("it can be made");
    let decode = |place: &str, log: &str| {
        let options = ["--format", "parquet", "--by-id", place, "-"];
        let mut command = program(
            &folder,
            &[&["decode", "-c", "m.toml"], &options[..]].concat(),
        );
        let log = File::open(folder.join(log)).expect("it is there");
        result(&command.stdin(log).output().expect("it can be run"))
    };
    for place in ["rows", "out/of/rows"] {
        let (code, _, stderr) = decode(place, "broken.gz");
        let broken = "error: cannot read standard input: unexpected end of file\n";
        assert_eq!((code, stderr.as_str()), (2, broken));
        assert!(!folder.join("rows").exists() && !folder.join("out").exists());
    }
    let (code, ..) = decode("there", "broken.gz");
    assert_eq!(code, 2);
    assert!(folder.join("there").is_dir());
    let (code, ..) = decode("out/of/rows", "empty");
    assert_eq!(code, 0);
    assert!(folder.join("out/of/rows").is_dir());
}

/// Errors do not contain the temporary name of a file.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disc() {
    let folder = with_log("full");
    for format in ["arrow", "parquet"] {
        let options = ["log", "--format", format, "-o", "/dev/full"];
        let (code, _, stderr) = decode(&folder, &options);
        let expected = "error: cannot write `/dev/full`: No space left on device (os error 28)\n";
        assert_eq!((code, stderr.as_str()), (2, expected), "{format}");
    }
}

#[test]
fn what_cannot_be_asked_for() {
    let folder = with_log("wrong");
    let cases: [(&[&str], &str); 12] = [
        (
            &["--format", "arrow"],
            "error: `--format arrow` requires `--output FILE` or `--by-id FOLDER`\n",
        ),
        (
            &["-o", "x", "--follow"],
            "error: `--output` cannot be used with `--follow`: redirect standard output",
        ),
        (
            &["--by-id", "x"],
            "error: `--by-id` requires `--format arrow` or `--format parquet`\n",
        ),
        (
            &["--format", "parquet", "-o", "x", "--follow"],
            "error: `--follow` cannot be used with `--format parquet`\n",
        ),
        (
            &["--format", "parquet", "-o", "none/x"],
            "error: cannot write `none/x`: there is no folder `none`\n",
        ),
        (
            &["--format", "parquet", "--by-id", "log"],
            "error: cannot write into `log`: it is a file, not a folder\n",
        ),
        (
            &["--format", "parquet", "-o", "x", "--by-id", "y"],
            "error: the argument '--output <FILE>' cannot be used with '--by-id <FOLDER>'\n",
        ),
        (
            &["--format", "parquet", "-o", "x", "--stats"],
            "error: `--stats` cannot be used with `--format parquet`\n",
        ),
        (
            &["--format", "parquet", "-o", "x", "--explain"],
            "error: the argument '--format <FORMAT>' cannot be used with '--explain'\n",
        ),
        // No file or folder is created before all arguments have been checked.
        (
            &["--format", "parquet", "--by-id", "x", "--where", "nonsense"],
            "error: `nonsense` is not a condition: expected one like `severity>=warn`\n",
        ),
        (
            &["--format", "parquet", "--by-id", "x", "--id", "["],
            "error: invalid pattern `[`: `[` is not closed\n",
        ),
        (
            &["--format", "arrow", "--by-id", "x", "--layout", "nonsense"],
            "error: invalid layout `nonsense`: missing field `{id}`\n",
        ),
    ];
    for (arguments, expected) in cases {
        let (code, stdout, stderr) = decode(&folder, &[&["log"], arguments].concat());
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(stderr.starts_with(expected), "{arguments:?}: {stderr}");
        assert!(!folder.join("x").exists(), "{arguments:?}");
    }
}
