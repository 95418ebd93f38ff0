//! Tests reading logs: compressed, followed, long and damaged ones.

use super::{JSON, decode, prints, with_log};
use crate::sample::LOG;
use crate::{program, result, write};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::time::Duration;

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

    // A compressed log does not grow, so it is read once even with `--follow`.
    for log in ["log.gz", "log.zst"] {
        assert_eq!(prints(&folder, &["--follow", log]), JSON);
    }

    let mut command = program(&folder, &["decode", "-c", "m.toml"]);
    let log = File::open(folder.join("log")).expect("it is there");
    let output = command.stdin(log).output().expect("it can be run");
    assert_eq!(String::from_utf8_lossy(&output.stdout), JSON);

    // A damaged log is an error, and the lines that could be read are printed.
    let whole = std::fs::read(folder.join("log.gz")).expect("it is there");
    std::fs::write(folder.join("cut.gz"), &whole[..whole.len() - 9]).expect("it is there");
    let (code, _, stderr) = decode(&folder, &["cut.gz", "none", "log"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("cannot read `cut.gz`") && stderr.contains("cannot read `none`"),
        "{stderr}"
    );
}

/// A damaged compressed log without readable lines is an error, and not an empty log.
#[test]
fn compressed_logs_that_are_broken() {
    let folder = with_log("broken");
    let cases: [(&str, &[u8], &str); 4] = [
        (
            "bad.gz",
            b"\x1f\x8b\x09\0\0\0\0\0\0\x03garbage",
            "invalid gzip header",
        ),
        ("cut.gz", b"\x1f\x8b\x08\0", "unexpected end of file"),
        (
            "header.gz",
            b"\x1f\x8b\x08\0\0\0\0\0\0\x03",
            "incomplete deflate stream",
        ),
        (
            "garbage.gz",
            b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xff\xff\xff\xff garbage",
            "corrupt deflate stream",
        ),
    ];
    for (name, bytes, expected) in cases {
        std::fs::write(folder.join(name), bytes).expect("the folder is there");
        let error = |log: &str| format!("error: cannot read {log}: {expected}\n");
        let of_file = error(&format!("`{name}`"));
        for options in [
            &[][..],
            &["--follow"],
            &["--fail-on", "no_id"],
            &["--stats"],
        ] {
            let (code, _, stderr) = decode(&folder, &[options, &[name]].concat());
            assert_eq!((code, &stderr), (2, &of_file), "{name} {options:?}");
        }
        let mut command = program(&folder, &["decode", "-c", "m.toml"]);
        let log = File::open(folder.join(name)).expect("it is there");
        let output = command.stdin(log).output().expect("it can be run");
        let (code, stdout, stderr) = result(&output);
        assert_eq!(
            (code, &*stdout, stderr),
            (2, "", error("standard input")),
            "{name}"
        );
    }
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
    let log = "<1> kea: ALLOC_FAIL: no luck for a1\nkea ALLOC_PAIR a to b\n";
    std::fs::write(folder.join("log"), log).expect("it is there");
    // The first layout that matches is used.
    let layouts = ["<{pid}> {logger}: {id}: {text}", "{logger} {id} {text}"];
    let layouts = layouts.map(|layout| ["--layout", layout]).concat();
    let json = prints(&folder, &[&["-c", "old.mes", "log"], &layouts[..]].concat());
    assert_eq!(
        json,
        r#"{"logger":"kea","pid":"1","id":"ALLOC_FAIL","status":"decoded","arguments":{"arg1":"a1"},"text":"no luck for a1"}
{"logger":"kea","id":"ALLOC_PAIR","status":"decoded","arguments":{"from":"a","to":"b"},"text":"a to b"}
"#
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

/// A byte order mark is not part of the first line. A carriage return is not part of a value if all
/// lines end with one.
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

/// The detection of line endings does not depend on how many lines are read at once.
#[test]
fn logs_of_windows_in_pieces() {
    let folder = with_log("windows-pieces");
    let lines = ["ALLOC_PAIR a to b\r\n", "ALLOC_PAIR c to d\r\n"];
    std::fs::write(folder.join("log"), lines.concat()).expect("the folder is there");
    let expected = prints(&folder, &["log"]);
    assert_eq!(expected.matches("\"decoded\"").count(), 2, "{expected}");

    let gzip = |text: &str| {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(text.as_bytes()).expect("it takes it");
        gzip.finish().expect("it ends")
    };
    let members = lines.map(gzip).concat();
    std::fs::write(folder.join("log.gz"), members).expect("the folder is there");
    assert_eq!(prints(&folder, &["log.gz"]), expected);

    let mut command = program(&folder, &["decode", "-c", "m.toml"]);
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = piped.expect("it can be run");
    let mut stdin = child.stdin.take().expect("it is a pipe");
    for line in lines {
        stdin.write_all(line.as_bytes()).expect("it reads");
        // If the previous line is not read yet, it is read together with the next one.
        std::thread::sleep(Duration::from_millis(200));
    }
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
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

/// Several threads print the lines in the order of the log, and count the same as one thread.
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
    // If the reader of standard output closes it, the program ends.
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
