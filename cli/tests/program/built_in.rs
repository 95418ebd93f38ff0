//! The messages that the crates of kea-messages log themselves are known without a catalogue that
//! has them.

use crate::{folder, prints, run, write};
use std::path::PathBuf;

const CATALOGUE: &str = "[A_FAIL]\nseverity = \"warn\"\ntext = \"%1 failed\"\n";

const LOG: &str = "\
2018-12-20 10:15:02.123 WARN  [my-server/1] A_FAIL 7 failed
2018-12-20 10:15:03.123 WARN  [my-server/1] LOG_LIMIT_EXCEEDED_BY A_FAIL with client=a1 was suppressed 4 time(s): its limit is 1/min per client
2018-12-20 10:15:04.123 INFO  [kea-messages.local-texts/1] LOG_LOCAL_TEXTS_LOADED de.mes: 12 local text(s) loaded
";

fn with_log(test: &str) -> PathBuf {
    let folder = folder(test);
    write(&folder, "m.toml", CATALOGUE);
    write(&folder, "log", LOG);
    folder
}

#[test]
fn decode_reads_them() {
    let folder = with_log("built_in");
    let decode = |arguments: &[&str]| {
        let decode = ["decode", "-c", "m.toml", "log"];
        prints(&folder, &[&decode, arguments].concat())
    };
    let json = decode(&[]);
    for part in [
        r#""arguments":{"id":"A_FAIL","argument":"client","value":"a1","left_out":4,"limit":"1/min per client"}"#,
        r#""arguments":{"file":"de.mes","texts":12}"#,
    ] {
        assert!(json.contains(part), "{json}");
    }
    let filters: [(&[&str], usize); 4] = [
        (&["--where", "left_out>3"], 1),
        (&["--where", "left_out>4"], 0),
        (&["--id", "log-limit-*"], 1),
        (&["--where", "severity>=warn"], 2),
    ];
    for (filter, lines) in filters {
        assert_eq!(decode(filter).lines().count(), lines, "{filter:?}");
    }
    let explained = decode(&["--explain"]);
    let description = "    Texts were loaded from a file. They replace those of the program,";
    assert!(explained.contains(description), "{explained}");

    // The manual at this address does not have them.
    let linked = decode(&["--url", "https://example.com/"]);
    let links: Vec<bool> = linked
        .lines()
        .map(|line| line.contains("\"url\""))
        .collect();
    assert_eq!(links, [true, false, false], "{linked}");
}

/// Those that have no line are not listed as never seen, and no type is proposed for them.
#[test]
fn they_are_not_of_the_catalogue() {
    let folder = with_log("built_in_stats");
    let stats = prints(&folder, &["decode", "-c", "m.toml", "--stats", "log"]);
    assert_eq!(
        stats,
        "     lines    decoded  ID\n         1          1  A_FAIL\n         1          1  \
         LOG_LIMIT_EXCEEDED_BY\n         1          1  LOG_LOCAL_TEXTS_LOADED\n         \
         0             (no ID)\n\n     lines  layout\n         3  kea\n\n      seen   messages  \
         module\n         1          1  A\n"
    );
    write(&folder, "long.log", &LOG.repeat(10));
    let types = prints(
        &folder,
        &["decode", "-c", "m.toml", "--learn-types", "long.log"],
    );
    assert!(types.contains("\n[A_FAIL]\n"), "{types}");
    assert!(!types.contains("[LOG_"), "{types}");
}

#[test]
fn a_message_of_the_catalogue_comes_first() {
    let folder = with_log("built_in_defined");
    let own = "[LOG_LIMIT_EXCEEDED_BY]\ntext = \"%1 with %2 was suppressed %3\"\n";
    write(&folder, "m.toml", &[CATALOGUE, own].concat());
    let json = prints(&folder, &["decode", "-c", "m.toml", "log"]);
    let arguments = r#""arguments":{"arg1":"A_FAIL","arg2":"client=a1","arg3":"4 time(s): its"#;
    assert!(json.contains(arguments), "{json}");
    let text = prints(
        &folder,
        &["explain", "-c", "m.toml", "log-limit-exceeded-by"],
    );
    assert!(text.contains("%1 with %2 was suppressed %3"), "{text}");
}

#[test]
fn explain_knows_them() {
    let folder = with_log("built_in_explained");
    let explain = |id: &str| run(&folder, &["explain", "-c", "m.toml", id]);
    let (_, log_line) = LOG.trim_end().rsplit_once('\n').expect("it has several");
    for (id, found) in [
        ("log-rotation-failed", "LOG_ROTATION_FAILED  warn\n"),
        ("LOG_LIMIT_*", "LOG_LIMIT_EXCEEDED  warn\n"),
        (log_line, "LOG_LOCAL_TEXTS_LOADED  info\n"),
    ] {
        let (code, stdout, stderr) = explain(id);
        assert_eq!((code, stderr.as_str()), (0, ""), "{id}");
        assert!(stdout.starts_with(found), "{id}: {stdout}");
    }
    let (_, all, _) = explain("*");
    assert!(!all.contains("LOG_"), "{all}");
    let (code, _, stderr) = explain("log-rotation-faild");
    assert_eq!(code, 1);
    assert!(
        stderr.contains("did you mean LOG_ROTATION_FAILED?"),
        "{stderr}"
    );
}

/// A rule of Prometheus can count them.
#[test]
fn rules_can_have_them() {
    let folder = with_log("built_in_rules");
    let rule =
        |id: &str| format!("groups:\n- rules:\n  - expr: kea_messages_total{{id=\"{id}\"}} > 0\n");
    write(&folder, "rules.yml", &rule("LOG_LINES_MISSING"));
    let check = ["check", "--allow", "no_action", "--allow", "no_description"];
    let check = [&check, &["--rules", "rules.yml", "m.toml"][..]].concat();
    let (code, _, stderr) = run(&folder, &check);
    assert_eq!(code, 0, "{stderr}");
    write(&folder, "rules.yml", &rule("LOG_LINES_MISING"));
    let (code, _, stderr) = run(&folder, &check);
    assert_eq!(code, 1, "{stderr}");
}
