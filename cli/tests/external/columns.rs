//! Tests that programs and packages for tables can read the written files.

use crate::accepted::verdict;
use crate::run::{folder, prints, write};
use kea_messages_tests::{Need, workspace};
use std::path::Path;

/// The Python packages that read the files.
const READERS: [&str; 4] = ["pyarrow", "duckdb", "polars", "pandas"];

/// Returns the command that prints the path of a Python with these packages.
fn environment() -> (String, Vec<String>) {
    let script = workspace().join("python/environment");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("python");
    let folder = folder.display().to_string();
    let packages = READERS.map(str::to_owned);
    let arguments = [folder].into_iter().chain(packages).collect();
    (script.display().to_string(), arguments)
}

pub(crate) fn python() -> Need {
    if cfg!(not(feature = "columns")) {
        return Need::command("the feature `columns`", "false", &[]);
    }
    let (script, arguments) = environment();
    Need::command(
        "PyPI's pyarrow, duckdb, polars, pandas",
        &script,
        &arguments,
    )
}

const CATALOGUE: &str = r#"
[ALLOC_FAIL]
text = "%1: failed after %2 attempt(s), %3, %4"
arguments = ["client", "attempts: u32", "load: f64", "up: bool"]

[ALLOC_PAIR]
text = "%1 to %2"
arguments = ["from", "to"]
"#;

const LOG: &str = "\
2018-12-20 10:15:02.123 WARN  [kea.alloc/4711.140] ALLOC_FAIL a1: failed after 3 attempt(s), 0.5, true
2018-12-20T10:15:02.123456+01:00 INFO {conn peer=192.0.2.7} ALLOC_PAIR \u{e9} to b
2018-12-20 10:15:04.000 INFO  [kea.alloc/4711] ALLOC_PAIR a to b to c
2018-12-20 10:15:05.000 INFO  [kea/4711] no ID at all
";

/// The Python script that reads the files with each of the packages. Each assertion holds for the
/// files of both formats.
const SCRIPT: &str = r#"
import datetime as dt, duckdb, pandas as pd, polars as pl, pyarrow as pa, pyarrow.dataset as ds
import pyarrow.feather, pyarrow.parquet

utc = dt.datetime(2018, 12, 20, 9, 15, 2, 123456, dt.timezone.utc)
local = dt.datetime(2018, 12, 20, 10, 15, 2, 123000)
first = {"client": "a1", "attempts": "3", "load": "0.5", "up": "true"}
readings = [{"from": "a", "to": "b to c"}, {"from": "a to b", "to": "c"}]
spans = [{"name": "conn", "fields": [{"name": "peer", "value": "192.0.2.7"}]}]

arrow = pyarrow.feather.read_table("rows.arrow")
parquet = pyarrow.parquet.read_table("rows.parquet")
arrow.validate(full=True), parquet.validate(full=True)
assert arrow.to_pylist() == parquet.to_pylist()
rows = arrow.to_pylist()
assert dict(rows[0]["arguments"]) == first and rows[0]["local_time"] == local
assert rows[1]["time"] == utc and rows[1]["spans"] == spans
assert [dict(reading) for reading in rows[2]["readings"]] == readings
assert [row["line"] for row in rows] == [1, 2, 3, 4]

db = duckdb.connect()
db.execute("set timezone = 'UTC'")
for table in ["'rows.parquet'", "arrow"]:
    found = db.execute(f"""select status, arguments['client'], local_time, time, epoch_us(time),
        spans[1].fields[1].value, readings[2]['from'] from {table} order by line""").fetchall()
    assert [row[0] for row in found] == ["decoded", "decoded", "ambiguous", "no_id"], found
    assert found[0][1] == "a1" and found[0][2] == local, found
    assert found[1][4] == 1545297302123456 and found[1][5] == "192.0.2.7", found
    assert found[2][6] == "a to b", found

for frame in [pl.read_parquet("rows.parquet"), pl.read_ipc("rows.arrow")]:
    assert frame["status"].to_list() == ["decoded", "decoded", "ambiguous", "no_id"]
    assert frame["local_time"][0] == local and frame["time"][1] == utc
    assert frame["spans"].to_list()[1] == spans
    assert dict(frame["arguments"].to_list()[0]) == first

for frame in [pd.read_parquet("rows.parquet"), pd.read_feather("rows.arrow")]:
    assert list(frame["status"]) == ["decoded", "decoded", "ambiguous", "no_id"]
    assert dict(frame["arguments"][0]) == first
    assert frame["local_time"][0] == pd.Timestamp(local) and frame["time"][1] == pd.Timestamp(utc)

typed = [("a1", 3, 0.5, True)]
columns = ["client", "attempts", "load", "up"]
assert db.execute(f"select {', '.join(columns)} from 'parquet/ALLOC_FAIL.parquet'").fetchall() == typed
assert pl.read_parquet("parquet/ALLOC_FAIL.parquet").select(columns).rows() == typed
assert pl.read_ipc("arrow/ALLOC_FAIL.arrow").select(columns).rows() == typed
frame = pd.read_parquet("parquet/ALLOC_FAIL.parquet")[columns]
assert list(frame.itertuples(index=False, name=None)) == typed
assert [str(it) for it in frame.dtypes][1:] == ["uint32", "float64", "bool"], frame.dtypes
# All files together have the columns that they share.
assert ds.dataset("parquet").count_rows() == 4
assert db.execute("select count(*), count(client) from read_parquet('parquet/*', union_by_name = true)").fetchall() == [(4, 1)]
"#;

pub(crate) fn rows_are_read_by_python() {
    let folder = folder("columns-python");
    write(&folder, "m.toml", CATALOGUE);
    write(&folder, "log", LOG);
    write(&folder, "read.py", SCRIPT);
    for format in ["arrow", "parquet"] {
        let name = format!("rows.{format}");
        for target in [["-o", &name], ["--by-id", format]] {
            let options = ["decode", "-c", "m.toml", "log", "--format", format];
            prints(&folder, &[&options[..], &target].concat());
        }
    }
    let python = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("python/bin/python");
    let python = python.display().to_string();
    let (code, stderr) = verdict(&folder, &python, &["read.py"]);
    assert_eq!(code, 0, "{stderr}");
}
