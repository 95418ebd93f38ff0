//! Tests the output of `decode`.

use super::{JSON, prints, with_log};
use crate::write;

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
fn explained() {
    let folder = with_log("explained");
    let text = prints(&folder, &["--explain", "log"]);
    let expected = "  at one\nCaused by: two\n      %1  client\n      %2  attempts: u32\n\n    The engine gave up.\n";
    assert!(text.contains(expected), "{text}");
    assert!(
        text.contains("ALLOC_GONE x\n    (the ID is not in the catalogue)\n"),
        "{text}"
    );
    assert!(text.contains("no ID at all\n{"), "{text}");
}

/// Control characters in a value are escaped, because they would control the terminal of the
/// reader.
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
        "     lines    decoded  ambiguous other text  ID
         3          2          0          1  ALLOC_FAIL
         1          0          1          0  ALLOC_PAIR
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
            r#"{"messages":[{"id":"ALLOC_FAIL","lines":3,"decoded":2,"ambiguous":0,"other_text":1,"wrong_arguments":0,"other_type":0,"not_utf8":0,"cut_off":0},"#,
            r#"{"id":"ALLOC_PAIR","lines":1,"decoded":0,"ambiguous":1,"other_text":0,"wrong_arguments":0,"other_type":0,"not_utf8":0,"cut_off":0}],"#,
            r#""unknown_ids":[{"name":"ALLOC_GONE","lines":1}],"other_unknown_ids":0,"no_id":1,"#,
            r#""layouts":[{"name":"kea","lines":5},{"name":"json","lines":1}],"#,
            r#""modules":[{"module":"ALLOC","messages":2,"seen":2},{"module":"NEVER","messages":1,"seen":0}],"#,
            r#""never_seen":["NEVER_SEEN"]}"#,
            "\n"
        )
    );
}

/// Every line is counted by its status. A status without lines has no column.
#[test]
fn stats_of_lines_that_cannot_be_read() {
    let folder = with_log("unreadable");
    let mut log = b"ALLOC_PAIR caf\xe9 to b\n".to_vec();
    log.extend(
        b"ALLOC_PAIR a to b @@Missing logger placeholder '%3' for value 'c'@@
ALLOC_FAIL a1: failed after some attempt(s)
ALLOC_PAIR c to d",
    );
    std::fs::write(folder.join("log"), log).expect("the folder is there");
    let text = prints(&folder, &["--stats", "log"]);
    let expected = "     lines wrong arguments other type  not UTF-8    cut off  ID
         3               1          0          1          1  ALLOC_PAIR
         1               0          1          0          0  ALLOC_FAIL
         0                                                   (no ID)
";
    assert!(text.starts_with(expected), "{text}");
    let json = prints(&folder, &["--stats", "--format", "json", "log"]);
    let expected = r#"{"messages":[{"id":"ALLOC_PAIR","lines":3,"decoded":0,"ambiguous":0,"other_text":0,"wrong_arguments":1,"other_type":0,"not_utf8":1,"cut_off":1},"#;
    assert!(json.starts_with(expected), "{json}");
    // If no line has an ID, the columns for outcomes are omitted.
    write(&folder, "log", "no ID at all\n");
    let text = prints(&folder, &["--stats", "log"]);
    let expected = "     lines  ID\n         1  (no ID)\n\n";
    assert!(text.starts_with(expected), "{text}");
}

/// If there are many unknown IDs, the most frequent ones are listed with their exact numbers of
/// lines, whatever the number of threads.
#[test]
fn stats_of_many_unknown_ids() {
    let folder = with_log("many-unknown");
    let mut log = String::new();
    // There are ten lines for each ID from 2,000 on, and nine for each of the others.
    for number in (0..9).flat_map(|_| 0..3_000).chain(2_000..3_000) {
        log += &format!("2018-12-20 10:15:02.123 WARN  [kea/1] GONE_{number} x\n");
    }
    write(&folder, "log", &log);
    for jobs in ["1", "4"] {
        let arguments = ["--stats", "--format", "json", "--jobs", jobs, "log"];
        let json = prints(&folder, &arguments);
        let stats: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
        let listed = stats["unknown_ids"].as_array().expect("it is a list");
        let listed = listed
            .iter()
            .map(|it| (it["name"].as_str(), it["lines"].as_u64()));
        let names: Vec<String> = (2_000..3_000).map(|it| format!("GONE_{it}")).collect();
        let expected = names.iter().map(|name| (Some(&**name), Some(10)));
        assert!(listed.eq(expected), "{jobs}: {json}");
        assert_eq!(stats["other_unknown_ids"], 18_000, "{jobs}");
    }
}
