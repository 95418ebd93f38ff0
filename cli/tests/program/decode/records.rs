//! Tests records of several lines.

use super::{prints, with_log};
use crate::program;
use std::fs::File;

/// Lines that continue a record are part of its value if the rest of the log shows this, or if the
/// user says so.
#[test]
fn lines_that_continue_others() {
    let folder = with_log("continued");
    std::fs::write(folder.join("m.mes"), "% QUERY_DATA %1\n% QUERY_OTHER %1\n")
        .expect("it is there");
    let line =
        |id: &str, rest: &str| format!("2018-12-20 10:15:02.123 INFO  [kea/1] {id} {rest}\n");
    let packets = [
        "a\n type=1\n len=1",
        "b\n type=2\n len=2",
        "c\n type=3\n len=3",
    ];
    let mut log: String = packets
        .iter()
        .map(|packet| line("QUERY_DATA", packet))
        .collect();
    log += &line("QUERY_DATA", "d\n type=4\n len=4\n{\"a\":1}");
    log += &line("QUERY_OTHER", "x\nat y");
    std::fs::write(folder.join("log"), log).expect("the folder is there");
    let values = |options: &[&str]| {
        let json = prints(&folder, &[&["-c", "m.mes", "log"], options].concat());
        let values = json.lines().map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
            line["arguments"]["arg1"].as_str().unwrap_or("?").to_owned()
        });
        values.collect::<Vec<_>>()
    };
    let unknown = ["?"; 5];
    let whole = [
        packets[0],
        packets[1],
        packets[2],
        "d\n type=4\n len=4\n{\"a\":1}",
        "x\nat y",
    ];
    let learned = [packets[0], packets[1], packets[2], "?", "?"];
    for (options, expected) in [
        (&[][..], learned),
        (&["--continued", "auto"], learned),
        (&["--continued", "unknown"], unknown),
        (&["--continued", "value"], whole),
        (&["--continued", "trace"], ["a", "b", "c", "d", "x"]),
    ] {
        assert_eq!(values(options), expected, "{options:?}");
    }
    // Standard input cannot be read twice.
    let log = File::open(folder.join("log")).expect("it is there");
    let mut command = program(&folder, &["decode", "-c", "m.mes"]);
    let output = command.stdin(log).output().expect("it can be run");
    let json = String::from_utf8_lossy(&output.stdout);
    assert_eq!(json.matches("\"ambiguous\"").count(), 5, "{json}");
}

/// Lines that containerd has split, and records of the journal with a binary value, are joined to
/// one record each, with any number of threads.
#[test]
fn what_was_split_is_joined() {
    let folder = with_log("joined");
    let mut log = Vec::new();
    for number in 0..5_000 {
        let value = format!("a{number}\n\n to b");
        let length = (b"ALLOC_PAIR ".len() + value.len()) as u64;
        let fields = "__CURSOR=s=1;i=2;b=3;m=4;t=5;x=6\n__REALTIME_TIMESTAMP=1545300902000000\n";
        log.extend_from_slice(fields.as_bytes());
        log.extend_from_slice(b"_HOSTNAME=host\nMESSAGE\n");
        log.extend_from_slice(&length.to_le_bytes());
        let rest = format!("ALLOC_PAIR {value}\n_SYSTEMD_UNIT=kea.service\n_PID=7\n\n");
        log.extend_from_slice(rest.as_bytes());
        log.extend_from_slice(
            b"2018-12-20T10:15:02.1Z stdout P ALLOC_PAIR c\n\
              2018-12-20T10:15:02.2Z stderr F ALLOC_PAIR e to f\n\
              2018-12-20T10:15:02.3Z stdout F  to ALLOC_FAIL\n",
        );
    }
    std::fs::write(folder.join("log"), log).expect("the folder is there");
    let record = r#"{"time":"1545300902000000","pid":"7","id":"ALLOC_PAIR","status":"decoded","arguments":{"from":"a3\n\n","to":"b"},"text":"a3\n\n to b"}"#;
    let one = prints(&folder, &["--jobs", "1", "log"]);
    let lines: Vec<&str> = one.lines().skip(9).take(3).collect();
    let expected = [
        record,
        r#"{"time":"2018-12-20T10:15:02.2Z","id":"ALLOC_PAIR","status":"decoded","arguments":{"from":"e","to":"f"},"text":"e to f"}"#,
        r#"{"time":"2018-12-20T10:15:02.1Z","id":"ALLOC_PAIR","status":"decoded","arguments":{"from":"c","to":"ALLOC_FAIL"},"text":"c to ALLOC_FAIL"}"#,
    ];
    assert_eq!(lines, expected);
    assert!(one == prints(&folder, &["--jobs", "4", "log"]));
    let stats = prints(&folder, &["--stats", "log"]);
    let layouts = "     lines  layout\n     10000  containerd\n      5000  journald\n";
    assert!(stats.contains(layouts), "{stats}");
}
