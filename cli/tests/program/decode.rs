//! Logs that are read back, as a user does it.

use crate::{folder, program, run, write};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

const CATALOGUE: &str = r#"
[ALLOC_FAIL]
severity = "warn"
text = "%1: failed after %2 attempt(s)"
arguments = ["client", "attempts: u32"]
description = "The engine gave up."

[ALLOC_PAIR]
severity = "info"
text = "%1 to %2"
arguments = ["from", "to"]

[NEVER_SEEN]
severity = "info"
text = "never"
"#;

const LOG: &str = "\
2018-12-20 10:15:02.123 WARN  [kea.alloc/4711] ALLOC_FAIL a1: failed after 3 attempt(s)
  at one
Caused by: two
2018-12-20 10:15:03.000 INFO  [kea.alloc/4711] ALLOC_PAIR a to b to c
2018-12-20 10:15:04.000 INFO  [kea.alloc/4711] ALLOC_FAIL another text
2018-12-20 10:15:05.000 INFO  [kea.alloc/4711] ALLOC_GONE x
2018-12-20 10:15:06.000 INFO  [kea/4711] no ID at all
{\"time\":\"10:15:07\",\"level\":\"WARN\",\"message_id\":\"ALLOC_FAIL\",\"message\":\"\\\"q\\\"\\n: failed after 4 attempt(s)\"}
";

const JSON: &str = r#"{"time":"2018-12-20 10:15:02.123","severity":"WARN","logger":"kea.alloc","pid":"4711","id":"ALLOC_FAIL","status":"decoded","arguments":{"client":"a1","attempts":3},"text":"a1: failed after 3 attempt(s)","continued":"  at one\nCaused by: two"}
{"time":"2018-12-20 10:15:03.000","severity":"INFO","logger":"kea.alloc","pid":"4711","id":"ALLOC_PAIR","status":"ambiguous","readings":[{"from":"a","to":"b to c"},{"from":"a to b","to":"c"}],"text":"a to b to c"}
{"time":"2018-12-20 10:15:04.000","severity":"INFO","logger":"kea.alloc","pid":"4711","id":"ALLOC_FAIL","status":"other_text","text":"another text"}
{"time":"2018-12-20 10:15:05.000","severity":"INFO","logger":"kea.alloc","pid":"4711","id":"ALLOC_GONE","status":"unknown_id","text":"x"}
{"time":"2018-12-20 10:15:06.000","severity":"INFO","logger":"kea","pid":"4711","status":"no_id","text":"no ID at all"}
{"time":"10:15:07","severity":"WARN","id":"ALLOC_FAIL","status":"decoded","arguments":{"client":"\"q\"\n","attempts":4},"text":"\"q\"\n: failed after 4 attempt(s)"}
"#;

/// A new folder for a test, with the catalogue and the log in it.
fn with_log(test: &str) -> PathBuf {
    let folder = folder(&format!("decode-{test}"));
    write(&folder, "m.toml", CATALOGUE);
    write(&folder, "log", LOG);
    folder
}

fn decode(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    run(folder, &[&["decode", "-c", "m.toml"], arguments].concat())
}

fn prints(folder: &Path, arguments: &[&str]) -> String {
    crate::prints(folder, &[&["decode", "-c", "m.toml"], arguments].concat())
}

#[test]
fn json() {
    let folder = with_log("json");
    let json = prints(&folder, &["log"]);
    assert_eq!(json, JSON);
    for line in json.lines() {
        serde_json::from_str::<serde_json::Value>(line).expect("it is JSON");
    }
}

#[test]
fn filters() {
    let folder = with_log("filters");
    let count = |arguments: &[&str]| {
        prints(&folder, &[arguments, &["log"]].concat())
            .lines()
            .count()
    };
    let cases: [(&[&str], usize); 6] = [
        (&["--where", "severity>=warn"], 2),
        (&["--where", "severity < warn"], 4),
        (&["--where", "severity=INFO"], 4),
        (&["--id", "ALLOC_*"], 5),
        (&["--id", "ALLOC_P*"], 1),
        (&["--id", "ALLOC_*", "--where", "severity!=info"], 2),
    ];
    for (arguments, expected) in cases {
        assert_eq!(count(arguments), expected, "{arguments:?}");
    }
    let wrong: [(&[&str], &str); 7] = [
        (
            &["--where", "level>=warn"],
            "unknown field `level` in a condition: expected `severity`",
        ),
        (
            &["--where", "severity>=loud"],
            "`loud` is not a severity: expected one of fatal, error, warn, info, debug",
        ),
        (
            &["--where", "severity"],
            "`severity` is not a condition: expected one like `severity>=warn`",
        ),
        (&["--layout", "{id}"], "expected `{text}` at the end"),
        (
            &["--layout", "{txt}"],
            "unknown field `txt`: expected `time`, `severity`, `logger`, `pid`, `id`, `text` or \
             `{}`",
        ),
        (
            &["--follow", "log"],
            "`--follow` requires exactly one log, which is not standard input",
        ),
        (&["--id", "["], "--id: "),
    ];
    for (arguments, part) in wrong {
        let (code, _, stderr) = decode(&folder, &[arguments, &["log"]].concat());
        assert_eq!(code, 2, "{arguments:?}");
        assert!(stderr.contains(part), "{arguments:?}: {stderr}");
    }
}

#[test]
fn explained() {
    let folder = with_log("explained");
    let text = prints(&folder, &["--explain", "log"]);
    let expected = "  at one\nCaused by: two\n      %1  client\n      %2  attempts: u32\n\n    The engine gave up.\n";
    assert!(text.contains(expected), "{text}");
    assert!(
        text.contains("ALLOC_GONE x\n    (the catalogue has no such ID)\n"),
        "{text}"
    );
    assert!(text.contains("no ID at all\n{"), "{text}");
}

/// A value must not drive the terminal of whoever reads the explanation.
#[test]
fn explained_on_a_terminal() {
    let folder = with_log("terminal");
    let log = "ALLOC_FAIL a\u{1b}[2J\u{202e}\\\tb: no address after 3 attempt(s)\n  \u{7}at one\n";
    std::fs::write(folder.join("log"), log).expect("the folder is there");
    let text = prints(&folder, &["--explain", "log"]);
    assert!(
        text.starts_with("ALLOC_FAIL a\\u{1b}[2J\\u{202e}\\\tb: "),
        "{text}"
    );
    assert!(text.contains("\n  \\u{7}at one\n"), "{text}");
}

#[test]
fn stats() {
    let folder = with_log("stats");
    assert_eq!(
        prints(&folder, &["--stats", "log"]),
        "     lines  ambiguous other text other type  ID
         3          0          1          0  ALLOC_FAIL
         1          1          0          0  ALLOC_PAIR
         1                                   ALLOC_GONE (unknown)
         1                                   (no ID)

     lines  layout
         5  kea
         1  json

      seen   messages  module
         2          2  ALLOC
         0          1  NEVER

never seen:
  NEVER_SEEN
"
    );
    assert_eq!(
        prints(&folder, &["--stats", "--format", "json", "log"]),
        concat!(
            r#"{"messages":[{"id":"ALLOC_FAIL","lines":3,"ambiguous":0,"other_text":1,"other_type":0,"wrong_arguments":0},"#,
            r#"{"id":"ALLOC_PAIR","lines":1,"ambiguous":1,"other_text":0,"other_type":0,"wrong_arguments":0}],"#,
            r#""unknown_ids":[{"name":"ALLOC_GONE","lines":1}],"other_unknown_ids":0,"no_id":1,"#,
            r#""layouts":[{"name":"kea","lines":5},{"name":"json","lines":1}],"#,
            r#""modules":[{"module":"ALLOC","messages":2,"seen":2},{"module":"NEVER","messages":1,"seen":0}],"#,
            r#""never_seen":["NEVER_SEEN"]}"#,
            "\n"
        )
    );
}

#[test]
fn compressed_logs_and_standard_input() {
    let folder = with_log("compressed");
    let gzip = File::create(folder.join("log.gz")).expect("it can be made");
    let mut gzip = flate2::write::GzEncoder::new(gzip, flate2::Compression::fast());
    gzip.write_all(LOG.as_bytes()).expect("it takes it");
    gzip.finish().expect("it ends");
    let zstd = zstd::encode_all(LOG.as_bytes(), 1).expect("it can be packed");
    std::fs::write(folder.join("log.zst"), zstd).expect("the folder is there");
    assert_eq!(prints(&folder, &["log.gz"]), JSON);
    assert_eq!(prints(&folder, &["log.zst"]), JSON);
    assert_eq!(prints(&folder, &["log", "log.gz"]), [JSON, JSON].concat());

    let mut command = program(&folder, &["decode", "-c", "m.toml"]);
    let log = File::open(folder.join("log")).expect("it is there");
    let output = command.stdin(log).output().expect("it can be run");
    assert_eq!(String::from_utf8_lossy(&output.stdout), JSON);

    // One that is broken is told, and what could be read is printed.
    let whole = std::fs::read(folder.join("log.gz")).expect("it is there");
    std::fs::write(folder.join("cut.gz"), &whole[..whole.len() - 9]).expect("it is there");
    let (code, _, stderr) = decode(&folder, &["cut.gz", "none", "log"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("cannot read cut.gz") && stderr.contains("cannot read none"),
        "{stderr}"
    );
}

#[test]
fn strange_lines() {
    let folder = with_log("strange");
    let mut log = b"\xff\xfe ALLOC_FAIL\n\n\r\n".to_vec();
    log.extend_from_slice(b"ALLOC_PAIR a to b\r\n");
    log.extend(std::iter::repeat_n(b'x', 5 << 20));
    log.extend_from_slice(b"\nALLOC_PAIR c to d");
    std::fs::write(folder.join("log"), log).expect("the folder is there");
    let json = prints(&folder, &["log", "--escapes", "escape"]);
    let values: Vec<serde_json::Value> = json
        .lines()
        .map(|line| serde_json::from_str(line).expect("it is JSON"))
        .collect();
    assert_eq!(values[0]["status"], "no_id");
    let decoded: Vec<_> = values
        .iter()
        .filter(|value| value["status"] == "decoded")
        .collect();
    assert_eq!(decoded.len(), 1);
    assert_eq!(decoded[0]["arguments"]["to"], "b");
    let last = &values[values.len() - 1];
    assert_eq!(last["status"], "cut_off");
    assert_eq!(last["readings"][0]["to"], "d");
    let length: usize = values
        .iter()
        .filter_map(|value| value["text"].as_str())
        .filter(|text| text.starts_with('x'))
        .map(str::len)
        .sum();
    assert_eq!(length, 5 << 20);
}

#[test]
fn versions_and_layouts() {
    let folder = with_log("versions");
    std::fs::write(folder.join("old.mes"), "% ALLOC_FAIL no luck for %1\n").expect("it is there");
    std::fs::write(folder.join("log"), "<1> kea: ALLOC_FAIL: no luck for a1\n")
        .expect("it is there");
    let layout = "<{pid}> {logger}: {id}: {text}";
    let json = prints(&folder, &["-c", "old.mes", "--layout", layout, "log"]);
    assert_eq!(
        json,
        "{\"logger\":\"kea\",\"pid\":\"1\",\"id\":\"ALLOC_FAIL\",\"status\":\"decoded\",\
         \"arguments\":{\"arg1\":\"a1\"},\"text\":\"no luck for a1\"}\n"
    );
}

#[test]
fn a_log_is_followed_through_its_rotation() {
    let folder = with_log("follow");
    let log = folder.join("log");
    std::fs::write(&log, "ALLOC_PAIR a to b\nALLOC_PAIR c t").expect("the folder is there");
    let mut child = program(&folder, &["decode", "-c", "m.toml", "--follow", "log"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("it can be run");
    let stdout = child.stdout.take().expect("it is a pipe");
    let (sender, lines) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            _ = sender.send(line);
        }
    });
    let next = |what: &str| {
        let line = lines.recv_timeout(Duration::from_secs(20));
        let line = line.unwrap_or_else(|error| panic!("{what}: {error}"));
        assert!(line.contains(what), "{line}");
    };
    next(r#"{"from":"a","to":"b"}"#);
    let mut file = OpenOptions::new()
        .append(true)
        .open(&log)
        .expect("it is there");
    file.write_all(b"o d\n").expect("it takes it");
    next(r#"{"from":"c","to":"d"}"#);
    std::fs::rename(&log, folder.join("log.1")).expect("it is there");
    std::fs::write(&log, "ALLOC_PAIR e to f\n").expect("the folder is there");
    next(r#"{"from":"e","to":"f"}"#);
    child.kill().expect("it runs");
    child.wait().expect("it ends");
}

/// Lines that continue others are part of the value where the log shows it, or where the user
/// says so.
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
}

/// A byte order mark is no part of the first line, and a carriage return no part of values
/// where all lines have one.
#[test]
fn logs_of_windows() {
    let folder = with_log("windows");
    let log = "\u{feff}ALLOC_PAIR a to b\r\nALLOC_PAIR c to d\r\n";
    std::fs::write(folder.join("log"), log).expect("the folder is there");
    let json = prints(&folder, &["log"]);
    assert_eq!(
        json,
        r#"{"id":"ALLOC_PAIR","status":"decoded","arguments":{"from":"a","to":"b"},"text":"a to b"}
{"id":"ALLOC_PAIR","status":"decoded","arguments":{"from":"c","to":"d"},"text":"c to d"}
"#
    );
}

/// The ID of a line that is not UTF-8 is found.
#[test]
fn a_line_that_is_not_utf_8() {
    let folder = with_log("not_utf8");
    std::fs::write(folder.join("log"), b"ALLOC_PAIR caf\xe9 to b\n").expect("the folder is there");
    assert_eq!(
        prints(&folder, &["log"]),
        r#"{"id":"ALLOC_PAIR","status":"not_utf8","readings":[{"from":"caf\\xe9","to":"b"}],"text":"caf\\xe9 to b"}
"#
    );
}

/// Lines that are not as they should be make the program fail where the user asks for it.
#[test]
fn lines_that_make_it_fail() {
    let folder = with_log("fail-on");
    let ambiguous = "error: 1 line that can be read in more than one way\n";
    let unknown = "error: 1 line with an ID that the catalogue does not have\n";
    // The statuses, other options, and what is said.
    let cases = [
        ("ambiguous", "--stats", ambiguous.to_owned()),
        (
            "unknown,ambiguous",
            "--stats",
            format!("{unknown}{ambiguous}"),
        ),
        ("unknown_id", "--explain", unknown.to_owned()),
        ("not_utf8,cut_off", "--stats", String::new()),
        ("unknown", "--id=ALLOC_PAIR", String::new()),
    ];
    for (statuses, option, expected) in cases {
        let (code, _, stderr) = decode(&folder, &["log", "--fail-on", statuses, option]);
        assert_eq!(
            (code, &stderr),
            (i32::from(!expected.is_empty()), &expected),
            "{statuses}"
        );
    }
}

/// What several threads print is in the order of the log, and counted as one does.
#[test]
fn several_threads() {
    let folder = with_log("threads");
    let mut log = String::new();
    for number in 0..20_000 {
        log += &format!(
            "2018-12-20 10:15:02.123 WARN  [kea/1] ALLOC_FAIL a{number}: failed after 3 attempt(s)\n"
        );
        if number % 1_000 == 0 {
            log += LOG;
        }
    }
    log += "2018-12-20 10:15:02.123 WARN  [kea/1] ALLOC_FAIL a: failed";
    write(&folder, "long", &log);
    let same: [&[&str]; 4] = [
        &[],
        &["--stats"],
        &["--explain"],
        &["--fail-on", "ambiguous,cut_off", "--id", "*_PAIR"],
    ];
    for arguments in same {
        let run = |jobs| {
            decode(
                &folder,
                &[arguments, &["--jobs", jobs, "long", "log"]].concat(),
            )
        };
        let (one, several) = (run("1"), run("4"));
        assert!(one.1.len() > 100, "{arguments:?}: {one:?}");
        assert!(one == several, "{arguments:?}: {} and {}", one.2, several.2);
    }
    // Who reads the first line alone ends the program.
    let mut command = program(&folder, &["decode", "-c", "m.toml", "--jobs", "4", "long"]);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .expect("it can be run");
    let mut first = String::new();
    let mut stdout = BufReader::new(child.stdout.take().expect("it has one"));
    stdout.read_line(&mut first).expect("there is a line");
    assert!(first.contains("ALLOC_FAIL"), "{first}");
    drop(stdout);
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

const MES: &str = "\
% NET_RECEIVED from %1:%2 to %3
A packet came.

% NET_LEASE %1: lease %2 of kind %3
A lease was given.
";

const NET_LOG: &str = "\
2018-12-20 10:15:02.123 DEBUG [kea.net/4711] NET_RECEIVED from fe80::1:546 to eth0
2018-12-20 10:15:02.124 DEBUG [kea.net/4711] NET_RECEIVED from 2001:db8::1:2:547 to eth1
2018-12-20 10:15:02.125 DEBUG [kea.net/4711] NET_RECEIVED from here:there to eth1
2018-12-20 10:15:02.126 DEBUG [kea.net/4711] NET_LEASE a: lease 192.0.2.1 of kind V4
";

const TYPES: &str = "\
[NET_RECEIVED]
1 = { name = \"source\", type = \"Ipv6Addr\" }
2 = { name = \"port\", type = \"u16\" }

[\"NET_*\"]
3 = { pattern = \"[a-z]+[0-9]\" }
";

fn with_types(test: &str) -> PathBuf {
    let folder = with_log(test);
    write(&folder, "net.mes", MES);
    write(&folder, "net.log", NET_LOG);
    write(&folder, "types.toml", TYPES);
    folder
}

#[test]
fn types_of_a_side_file() {
    let folder = with_types("types");
    let decode = ["decode", "-c", "net.mes"];
    let run = |arguments: &[&str]| run(&folder, &[&decode, arguments].concat());
    let statuses = |json: &str| -> Vec<String> {
        let lines = json.lines().map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
            let status = line["status"].as_str().expect("it has one");
            format!("{status} {}", line["arguments"])
        });
        lines.collect()
    };
    let (code, json, _) = run(&["net.log"]);
    assert_eq!(code, 0);
    assert_eq!(statuses(&json)[0], "ambiguous null");
    let (code, json, stderr) = run(&["--types", "types.toml", "net.log"]);
    assert_eq!((code, &*stderr), (0, ""));
    let expected = [
        r#"decoded {"arg3":"eth0","port":546,"source":"fe80::1"}"#,
        r#"decoded {"arg3":"eth1","port":547,"source":"2001:db8::1:2"}"#,
        "other_type null",
        "other_type null",
    ];
    assert_eq!(statuses(&json), expected);
    write(
        &folder,
        "more.toml",
        "[NET_LEASE]\n3 = { words = [\"V4\", \"V6\"] }\n",
    );
    let both = ["--types", "types.toml", "--types", "more.toml"];
    let (_, json, _) = run(&[&both[..], &["net.log"]].concat());
    let lease = r#"decoded {"arg1":"a","arg2":"192.0.2.1","arg3":"V4"}"#;
    assert_eq!(statuses(&json)[3], lease);
    let (_, text, _) = run(&["--types", "types.toml", "--explain", "net.log"]);
    assert!(
        text.contains("    (a value is not of its type)\n"),
        "{text}"
    );
    let fail = [
        "--fail-on",
        "other_type",
        "--types",
        "types.toml",
        "net.log",
    ];
    let (code, _, stderr) = run(&fail);
    assert_eq!(
        (code, &*stderr),
        (1, "error: 2 lines with a value that is not of its type\n")
    );
    write(
        &folder,
        "wrong.toml",
        "[NET_LEASE]\n2 = \"ip\"\n1 = \"text\"\n[NET_LEAS]\n1 = \"u8\"\n",
    );
    let (code, json, stderr) = run(&["--types", "wrong.toml", "net.log"]);
    assert_eq!((code, json.lines().count()), (1, 4));
    assert!(
        stderr.contains("unknown type `ip`: did you mean `IpAddr`?\n --> wrong.toml:2:5"),
        "{stderr}"
    );
    assert!(
        stderr.contains("no message `NET_LEAS`: did you mean `NET_LEASE`?"),
        "{stderr}"
    );
    let (code, _, stderr) = run(&["--types", "none.toml", "net.log"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("cannot read `none.toml`"), "{stderr}");
}

/// What is learned is a side file, and fits what it was learned from.
#[test]
fn types_are_learned() {
    let folder = with_types("learn");
    let mut log = String::new();
    for number in 0..50 {
        let kind = ["V4", "V6"][number % 2];
        let client = ["a", "00:0c:01"][number % 2];
        log += &format!(
            "2018-12-20 10:15:02.123 INFO  [kea/1] NET_LEASE {client}: lease 192.0.2.{number} of \
             kind {kind}\n2018-12-20 10:15:02.124 INFO  [kea/1] NET_RECEIVED from fe80::1:{number} \
             to {number}\n"
        );
    }
    write(&folder, "lease.log", &log);
    let learned = crate::prints(
        &folder,
        &["decode", "-c", "net.mes", "--learn-types", "lease.log"],
    );
    let (_, sections) = learned.split_once("\n\n").expect("it has some");
    assert_eq!(
        sections,
        "\
[NET_LEASE]
# 1: 50 lines, 2 values
2 = \"Ipv4Addr\" # 50 lines, 50 values
3 = { words = [\"V4\", \"V6\"] } # 50 lines, 2 values

[NET_RECEIVED]
# 50 lines can be read in more than one way
# 1 = \"Ipv6Addr\" # a guess, with which they cannot
# 2: 0 lines, 0 values
# 3: 0 lines, 0 values
"
    );
    write(&folder, "learned.toml", &learned);
    let arguments = [
        "decode",
        "-c",
        "net.mes",
        "--types",
        "learned.toml",
        "--stats",
        "lease.log",
    ];
    let stats = crate::prints(&folder, &arguments);
    assert!(
        stats.contains("        50          0          0          0  NET_LEASE\n"),
        "{stats}"
    );
}

#[test]
fn types_make_a_catalogue_in_toml() {
    let folder = with_types("convert");
    write(
        &folder,
        "rust.toml",
        "[NET_RECEIVED]\n1 = { name = \"source\", type = \"Ipv6Addr\" }\n2 = \"u16\"\n",
    );
    let arguments = ["convert", "--to", "toml", "--types", "rust.toml", "net.mes"];
    let toml = crate::prints(&folder, &arguments);
    let expected = "arguments = [\"source: std::net::Ipv6Addr\", \"arg2: u16\", \"arg3\"]\n";
    assert!(toml.contains(expected), "{toml}");
    // Its types are the same.
    write(&folder, "net.toml", &toml);
    let line = |arguments: &[&str]| {
        let arguments = [&["decode"], arguments, &["net.log"]].concat();
        let (_, json, _) = run(&folder, &arguments);
        json.lines().next().map(str::to_owned)
    };
    assert_eq!(
        line(&["-c", "net.toml"]),
        line(&["-c", "net.mes", "--types", "rust.toml"])
    );
    let arguments = [
        "convert",
        "--to",
        "toml",
        "--types",
        "types.toml",
        "net.mes",
    ];
    let (code, _, stderr) = run(&folder, &arguments);
    assert_eq!(code, 1);
    assert!(
        stderr.contains("warning: TOML has no place for a type that Rust does not have, 2 times"),
        "{stderr}"
    );
}
