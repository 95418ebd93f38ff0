//! Tests types from a side file.

use super::with_log;
use crate::{run, write};
use std::path::PathBuf;

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
        text.contains("    (a value does not match its type)\n"),
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
        (
            1,
            "error: found 2 lines with a value that does not match its type\n"
        )
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

/// Learned types are a side file that matches the log from which they were learned.
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
# 1 = \"Ipv6Addr\" # a guess that removes the ambiguity
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
        stats.contains("        50         50          0  NET_LEASE\n"),
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
    // The converted catalogue contains the types of the side file.
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
