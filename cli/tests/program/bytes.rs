//! Tests `decode` with arguments that are bytes, in logs and in record files.

use crate::recorded::of_bytes;
use crate::{folder, prints, write};
use std::fs;
use std::path::PathBuf;

const CATALOGUE: &str = r#"
[PACKET_DROPPED]
severity = "info"
text = "{payload} from {address}: {reason:?}"
arguments = ["payload: &[u8]", "address: [u8; 6]", "reason: Vec<u8>"]
"#;

const LOG: &str = "\
2018-12-20 10:15:02.000 INFO  [kea-dhcp4.alloc/4711.140] PACKET_DROPPED [0a 1b ff] from [00 0c 01 02 03 ff]: [1]
2018-12-20 10:15:03.000 INFO  [kea-dhcp4.alloc/4711.140] PACKET_DROPPED [] from [00 0c 01 02 03 ff]: []
";

/// Creates a folder with a log and with a record file of the same lines.
fn with_bytes(test: &str) -> PathBuf {
    let folder = folder(test);
    write(&folder, "m.toml", CATALOGUE);
    write(&folder, "x.log", LOG);
    fs::write(folder.join("x.kmr"), of_bytes()).expect("the folder is there");
    folder
}

/// Returns the value of `arguments` in each line.
fn arguments(json: &str) -> Vec<String> {
    let lines = json.lines().map(serde_json::from_str::<serde_json::Value>);
    lines
        .map(|line| line.expect("it is JSON")["arguments"].to_string())
        .collect()
}

#[test]
fn bytes_as_json() {
    let folder = with_bytes("bytes_json");
    let log = prints(&folder, &["decode", "-c", "m.toml", "-f", "json", "x.log"]);
    // A formatted value is as it is in the line.
    assert_eq!(
        arguments(&log),
        [
            r#"{"address":"000c010203ff","payload":"0a1bff","reason":"[1]"}"#,
            r#"{"address":"000c010203ff","payload":"","reason":"[]"}"#,
        ]
    );
    let records = prints(&folder, &["decode", "-f", "json", "x.kmr"]);
    assert_eq!(
        arguments(&records),
        [
            r#"{"address":"000c010203ff","payload":"0a1bff","reason":"01"}"#,
            r#"{"address":"000c010203ff","payload":"","reason":""}"#,
        ]
    );
    let lines = prints(&folder, &["decode", "x.kmr"]);
    let behind = |text: &str| -> Vec<String> {
        let texts = text
            .lines()
            .map(|line| line.split_once("] ").expect(line).1);
        texts.map(str::to_owned).collect()
    };
    assert_eq!(behind(&lines), behind(LOG));
}

/// A log can show that the values of an argument are bytes, which make its lines unambiguous.
#[test]
fn bytes_of_a_side_file() {
    let folder = folder("bytes_types");
    write(&folder, "m.mes", "% PACKET_DROPPED %1 %2\nA packet.\n");
    let mut log = String::new();
    for number in 0..10 {
        log += &format!("PACKET_DROPPED [0{number} 0a] reason\n");
    }
    write(&folder, "x.log", &log);
    write(&folder, "t.toml", "[PACKET_DROPPED]\n1 = \"bytes\"\n");
    let arguments = ["decode", "-c", "m.mes", "--types", "t.toml", "x.log"];
    let json = prints(&folder, &[&arguments[..], &["-f", "json"]].concat());
    let first = r#""status":"decoded","arguments":{"arg1":"000a","arg2":"reason"}"#;
    assert!(
        json.lines().next().is_some_and(|it| it.contains(first)),
        "{json}"
    );
    // What is in brackets is one value only if it is known to be bytes.
    let learned = prints(
        &folder,
        &["decode", "-c", "m.mes", "--learn-types", "x.log"],
    );
    assert!(
        learned.contains("can be read in more than one way"),
        "{learned}"
    );
    write(&folder, "one.mes", "% PACKET_DROPPED got %1\nA packet.\n");
    let log = log
        .replace("DROPPED ", "DROPPED got ")
        .replace(" reason", "");
    write(&folder, "one.log", &log);
    let learned = prints(
        &folder,
        &["decode", "-c", "one.mes", "--learn-types", "one.log"],
    );
    assert!(
        learned.contains("1 = \"bytes\" # 10 lines, 10 values"),
        "{learned}"
    );
    let toml = prints(
        &folder,
        &["convert", "--to", "toml", "--types", "t.toml", "m.mes"],
    );
    assert!(
        toml.contains("arguments = [\"arg1: &[u8]\", \"arg2\"]"),
        "{toml}"
    );
}

#[cfg(feature = "columns")]
mod tables {
    use super::with_bytes;
    use crate::columns::read;
    use crate::prints;
    use arrow_array::cast::AsArray as _;
    use arrow_array::{Array, RecordBatch};

    #[test]
    fn bytes_in_tables() {
        let folder = with_bytes("bytes_tables");
        for format in ["arrow", "parquet"] {
            for input in [&["-c", "m.toml", "x.log"][..], &["x.kmr"]] {
                let name = format!("{format}-{}", input.len());
                let options = ["decode", "--format", format, "--by-id", &name];
                prints(&folder, &[&options, input].concat());
                let file = format!("{name}/PACKET_DROPPED.{format}");
                let batch = read(&folder.join(file));
                let values = |name: &str| -> Vec<Vec<u8>> {
                    let column = batch.column_by_name(name).expect("it is there");
                    assert_eq!(column.null_count(), 0, "{name}");
                    let values = column.as_binary::<i32>().iter();
                    values.flatten().map(<[u8]>::to_vec).collect()
                };
                let payloads: [&[u8]; 2] = [&[0x0a, 0x1b, 0xff], &[]];
                assert_eq!(values("payload"), payloads);
                assert_eq!(values("address"), [[0, 12, 1, 2, 3, 255]; 2]);
                // A formatted value of a log is text.
                if input.len() == 1 {
                    assert_eq!(values("reason"), [&[1][..], &[]]);
                } else {
                    assert_eq!(reasons(&batch), ["[1]", "[]"]);
                }
            }
        }
    }

    fn reasons(batch: &RecordBatch) -> Vec<&str> {
        let column = batch.column_by_name("reason").expect("it is there");
        column.as_string::<i32>().iter().flatten().collect()
    }
}
