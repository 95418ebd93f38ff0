//! Tests which lines are shown, and which cause the program to fail.

use super::{decode, prints, with_log};
use crate::write;

#[test]
fn filters() {
    let folder = with_log("filters");
    let count = |arguments: &[&str]| {
        prints(&folder, &[arguments, &["log"]].concat())
            .lines()
            .count()
    };
    let cases: [(&[&str], usize); 17] = [
        (&["--where", "severity>=warn"], 2),
        (&["--where", "severity < warn"], 4),
        (&["--where", "severity=INFO"], 4),
        (&["--id", "ALLOC_*"], 5),
        (&["--id", "ALLOC_P*"], 1),
        (&["--id", "ALLOC_*", "--where", "severity!=info"], 2),
        (&["--id", "alloc-p*"], 1),
        (&["--where", "id=alloc-p*"], 1),
        (
            &["--where", "id=ALLOC_[A-P]*", "--where", "severity>=warn"],
            2,
        ),
        (&["--where", "status=decoded"], 2),
        (&["--where", "status!=decoded"], 4),
        (&["--where", "attempts>2"], 2),
        (&["--where", "arguments.attempts<=2"], 0),
        (&["--where", "client=a*"], 1),
        (&["--where", "time<2018-12-20 10:15:03"], 2),
        (&["--where", "logger=kea*"], 5),
        (&["--where", "text=*=*"], 0),
    ];
    for (arguments, expected) in cases {
        assert_eq!(count(arguments), expected, "{arguments:?}");
    }
    let wrong: [(&[&str], &str); 10] = [
        (
            &["--where", "level>=warn"],
            "unknown field `level` in a condition: did you mean `severity`?",
        ),
        (
            &["--where", "colour=red"],
            "unknown field `colour` in a condition: expected `time`, `severity`, `logger`, `pid`, \
             `id`, `status`, `text` or the name of an argument",
        ),
        (
            &["--where", "severity>=loud"],
            "`loud` is not a severity: expected one of fatal, error, warn, info, debug",
        ),
        (
            &["--where", "severity>=wrn"],
            "`wrn` is not a severity: did you mean `warn`?",
        ),
        (
            &["--where", "severity!=INOF"],
            "`INOF` is not a severity: did you mean `info`?",
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
        (&["--id", "["], "invalid pattern `[`: `[` is not closed"),
    ];
    for (arguments, part) in wrong {
        let (code, _, stderr) = decode(&folder, &[arguments, &["log"]].concat());
        assert_eq!(code, 2, "{arguments:?}");
        assert!(stderr.contains(part), "{arguments:?}: {stderr}");
    }
}

/// With `--fail-on`, lines with certain statuses cause the program to fail.
#[test]
fn lines_that_make_it_fail() {
    let folder = with_log("fail-on");
    let ambiguous = "error: found 1 line that can be read in more than one way\n";
    let unknown = "error: found 1 line with an ID that is not in the catalogue\n";
    // The statuses, other options, and the expected errors.
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

/// The case of an ID and its dashes do not matter, even in a pattern.
#[test]
fn ids_in_any_case() {
    let folder = with_log("any-case");
    let cases = [
        (["--id", "alloc_[fp]*"], 4),
        (["--id", "alloc-[p]*"], 1),
        (["--id", "Alloc-[!f-o]air"], 1),
        (["--id", "alloc[-_]pair"], 1),
        (["--where", "id=alloc-[p]*"], 1),
        (["--where", "id!=alloc-[p]*"], 4),
        (["--where", "id>=alloc-g"], 2),
        (["--where", "id<Alloc-G"], 3),
    ];
    for (arguments, expected) in cases {
        let shown = prints(&folder, &[&arguments[..], &["log"]].concat());
        assert_eq!(shown.lines().count(), expected, "{arguments:?}: {shown}");
    }
    let explained = crate::prints(&folder, &["explain", "-c", "m.toml", "alloc-[f]*"]);
    assert!(explained.starts_with("ALLOC_FAIL"), "{explained}");
}

/// A misspelt status or ID is reported, because no line would be shown.
#[test]
fn misspelt_values_of_conditions() {
    let folder = with_log("misspelt");
    let count = |condition| {
        prints(&folder, &["log", "--where", condition])
            .lines()
            .count()
    };
    for (condition, expected) in [
        ("status=Decoded", 2),
        ("status!=DECODED", 4),
        ("status=UNKNOWN", 1),
        ("status=*_ID", 2),
        ("status=[d]ecoded", 2),
    ] {
        assert_eq!(count(condition), expected, "{condition}");
    }
    let statuses = "decoded, ambiguous, other_text, wrong_arguments, other_type, unknown_id, \
                    not_utf8, cut_off, no_id";
    let wrong = [
        (
            "status=>decoded",
            2,
            "error: unknown operator in `status=>decoded`: did you mean `>=`?\n".to_owned(),
        ),
        (
            "status=decodd",
            2,
            "error: unknown status `decodd`: did you mean `decoded`?\n".to_owned(),
        ),
        (
            "status!=Other-Text",
            2,
            "error: unknown status `Other-Text`: did you mean `other_text`?\n".to_owned(),
        ),
        (
            "status=fine",
            2,
            format!("error: unknown status `fine`: expected one of {statuses}\n"),
        ),
        (
            "status=fine*",
            2,
            format!("error: no status matches `fine*`: expected one of {statuses}\n"),
        ),
        (
            "status=[",
            2,
            "error: invalid pattern `[`: `[` is not closed\n".to_owned(),
        ),
        (
            "id=alloc-fial",
            0,
            "warning: there is no message ALLOC_FIAL: did you mean ALLOC_FAIL?\n".to_owned(),
        ),
    ];
    for (condition, expected, error) in wrong {
        let (code, stdout, stderr) = decode(&folder, &["log", "--where", condition]);
        let found = (code, stdout.as_str(), stderr);
        assert_eq!(found, (expected, "", error), "{condition}");
    }
}

/// Texts are compared as texts, even with a number.
#[test]
fn order_of_texts() {
    let folder = with_log("order");
    let log = "2018-12-20 10:15:02.123 WARN  [kea/1] ALLOC_FAIL 12: failed after 12 attempt(s)\n";
    write(&folder, "log", log);
    let count = |condition| {
        prints(&folder, &["log", "--where", condition])
            .lines()
            .count()
    };
    for (condition, expected) in [
        ("time>2018", 1),
        ("time>2019", 0),
        ("logger>5", 1),
        ("id>5", 1),
        ("status>5", 1),
        ("text>111", 1),
        ("text>2", 0),
        // Numbers are compared as numbers.
        ("attempts>2", 1),
        ("client>2", 1),
        ("client>2 attempts", 0),
        ("pid<10", 1),
        ("attempts<inf", 1),
    ] {
        assert_eq!(count(condition), expected, "{condition}");
    }
    let (code, stdout, stderr) = decode(&folder, &["log", "--where", "attempts > NaN"]);
    let error = "error: `attempts > NaN` is never true: to compare with this value, use \
                 `attempts=NaN` or `attempts!=NaN`\n";
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (2, "", error));
}

/// Options that report at the end of a log cannot be combined with `--follow`.
#[test]
fn a_log_without_an_end() {
    let folder = with_log("no-end");
    for option in ["--stats", "--fail-on=no_id"] {
        let (code, stdout, stderr) = decode(&folder, &["--follow", option, "-", "log"]);
        assert_eq!((code, stdout.as_str()), (2, ""), "{stderr}");
        let name = option.split('=').next().unwrap_or(option);
        let part = "error: the argument '--follow' cannot be used with '";
        let expected = format!("{part}{name}");
        assert!(stderr.starts_with(&expected), "{stderr}");
    }
}
