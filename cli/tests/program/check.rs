//! Tests `check`.

use crate::{folder, prints, run, write};
use std::path::Path;

/// Returns the codes and titles of the findings.
pub(crate) fn findings(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let (code, stdout, stderr) = run(folder, &[&["check", "-f", "json"], arguments].concat());
    let findings: Vec<String> = stdout
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
            let part = |name: &str| line[name].as_str().unwrap_or("").to_owned();
            format!("{}: {}", part("code"), part("title"))
        })
        .collect();
    assert_eq!(code, i32::from(!findings.is_empty()), "{stderr}");
    findings
}

/// Returns the summary of a `check` without findings, without its last part.
pub(crate) fn checks(folder: &Path, arguments: &[&str]) -> String {
    let (code, stdout, stderr) = run(folder, &[&["check"], arguments].concat());
    assert_eq!((code, stdout.as_str()), (0, ""), "{arguments:?}: {stderr}");
    let checked = stderr.strip_suffix(": no problems\n");
    let checked = checked.unwrap_or_else(|| panic!("{arguments:?}: {stderr}"));
    assert_eq!(checked.lines().count(), 1, "{stderr}");
    checked.to_owned()
}

pub(crate) const CLEAN: &str = r#"
[A_STARTED]
severity = "info"
text = "started"
description = "It is up. See [A_FAILED]."

[A_FAILED]
severity = "error"
text = "%1 failed"
arguments = ["what: &str"]
description = "It is not."
action = "Look."
"#;

#[test]
fn what_is_found() {
    let folder = folder("check-found");
    write(&folder, "m.toml", CLEAN);
    assert_eq!(findings(&folder, &["m.toml"]), Vec::<String>::new());

    // A text of the catalogue, its replacement, and the expected findings.
    let cases: [(&str, &str, &[&str]); 12] = [
        (
            "\"started\"",
            "\"INFO: started\"",
            &[
                "severity_in_text: the text of `A_STARTED` begins with `INFO`, but a log line already shows the severity",
            ],
        ),
        ("\"started\"", "\"information is there\"", &[]),
        (
            "\"started\"",
            "\"%1%2\"",
            &[
                "ambiguous_text: the text of `A_STARTED` has adjacent placeholders: their values cannot be told apart",
            ],
        ),
        (
            "\"started\"",
            "\"%1 failed\"",
            &["same_text: `A_FAILED` has the text of `A_STARTED`"],
        ),
        (
            "description = \"It is not.\"\n",
            "",
            &["no_description: `A_FAILED` has no description"],
        ),
        (
            "action = \"Look.\"",
            "",
            &["no_action: `A_FAILED` has no action"],
        ),
        (
            "[A_FAILED].",
            "[A_FALED].",
            &["unknown_link: there is no message `A_FALED`: did you mean `A_FAILED`?"],
        ),
        (
            "\"It is up.",
            "\"This error message is issued.",
            &[
                "other_severity: the description of `A_STARTED` says \"error message\", but its severity is info",
            ],
        ),
        (
            "description = \"It is up.",
            "allow = { other_severity = \"quoted\" }\ndescription = \"This error message.",
            &[],
        ),
        (
            "text = \"started\"",
            "txt = \"started\"",
            &["mistake: unknown key `txt` of message `A_STARTED`: did you mean `text`?"],
        ),
        (
            "action = \"Look.\"",
            "allow = { no_action = \"nothing helps\" }",
            &[],
        ),
        (
            "action = \"Look.\"",
            "allow = { no_acton = \"nothing helps\" }",
            &[
                "unknown_code: unknown code `no_acton`: did you mean `no_action`?",
                "no_action: `A_FAILED` has no action",
            ],
        ),
    ];
    for (old, new, expected) in cases {
        write(&folder, "m.toml", &CLEAN.replace(old, new));
        let mut found = findings(&folder, &["m.toml"]);
        let mut expected: Vec<&str> = expected.to_vec();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{new}");
    }
    write(&folder, "m.toml", &CLEAN.replace("action = \"Look.\"", ""));
    assert_eq!(
        findings(&folder, &["m.toml", "--allow", "no_action"]),
        Vec::<String>::new()
    );
    let (code, _, stderr) = run(&folder, &["check", "m.toml", "--allow", "no_acton"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("did you mean `no_action`?"), "{stderr}");
    let (code, stdout, _) = run(&folder, &["check", "--explain", "no_action"]);
    assert_eq!(code, 0);
    assert!(
        stdout.starts_with("no_action: The message is a warning or worse"),
        "{stdout}"
    );
}

/// An option only accepts the codes for which it has an effect.
#[test]
fn codes_as_options() {
    let folder = folder("check-codes");
    for (option, code, reason) in [
        ("--allow", "NO-ACTOIN", "did you mean `no_action`?"),
        (
            "--allow",
            "mistake",
            "`mistake` is an error, which cannot be suppressed",
        ),
        (
            "--warn",
            "no_action",
            "`no_action` is reported without this option",
        ),
        ("--explain", "no_acton", "did you mean `no_action`?"),
    ] {
        let (rc, _, stderr) = run(&folder, &["check", option, code]);
        assert_eq!(rc, 2);
        assert!(stderr.contains(reason), "{stderr}");
    }
    for code in ["no_action", "no-action", "NO_ACTION"] {
        let text = prints(&folder, &["check", "--explain", code]);
        assert!(text.starts_with("no_action: The message is"), "{text}");
    }
    let (_, help, _) = run(&folder, &["check", "--help"]);
    assert!(
        help.contains(
            "[possible values: several_places, untested_statement, inferred_severity, \
             sibling_severity, copied_description, unknown_id, unchecked_statement]"
        ),
        "{help}"
    );
}

#[test]
fn forms() {
    let folder = folder("check-forms");
    write(&folder, "m.toml", &CLEAN.replace("action = \"Look.\"", ""));
    let (_, stdout, text) = run(&folder, &["check", "m.toml"]);
    assert_eq!(stdout, "");
    assert!(
        text.starts_with("warning[no_action]: `A_FAILED` has no action\n --> m.toml:7:2\n"),
        "{text}"
    );
    let end = "checked 2 messages in 1 file: 1 warning\n";
    assert!(text.ends_with(end), "{text}");
    // The summary is for people, so it is not written to the file.
    let to_file = ["check", "-o", "found.txt", "m.toml"];
    let (code, stdout, stderr) = run(&folder, &to_file);
    assert_eq!((code, &*stdout, &*stderr), (1, "", end));
    let file = std::fs::read_to_string(folder.join("found.txt")).expect("it was written");
    assert_eq!(file + end, text);
    let (code, stdout, stderr) = run(&folder, &["check", "-f", "github", "m.toml"]);
    assert_eq!((code, &*stderr), (1, ""));
    assert_eq!(
        stdout,
        "::warning file=m.toml,line=7,col=2,title=no_action::`A_FAILED` has no action\n"
    );
    let allowed = ["check", "-f", "json", "--allow", "No-Action", "m.toml"];
    assert_eq!(prints(&folder, &allowed), "");
    let (_, stdout, stderr) = run(&folder, &["check", "-f", "sarif", "m.toml"]);
    assert_eq!(stderr, "");
    let sarif: serde_json::Value = serde_json::from_str(&stdout).expect("it is JSON");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "no_action");
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        (&region["startLine"], &region["startColumn"]),
        (&7.into(), &2.into())
    );
    assert_eq!(sarif["runs"][0]["columnKind"], "unicodeCodePoints");
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .expect("they are there");
    assert!(rules.iter().any(|rule| rule["id"] == "no_action"));
}

/// A finding names the message that contains the mistake, and not the previous one.
#[test]
fn ids_of_mistakes() {
    let folder = folder("check-ids");
    let json = r#"{ "modules": [{ "name": "A", "messages": [
        { "id": "A_UP", "text": "up", "description": "It is up." },
        { "id": "A_DOWN", "txt": "down" }] }] }"#;
    let files = [
        (
            "m.toml",
            "[A_UP]\ntext = 'up'\ndescription = 'It is up.'\n[A_DOWN]\ntxt = 'down'",
        ),
        ("m.mes", "% A_UP up\nIt is up.\n% A_DOWN\n"),
        ("m.json", json),
    ];
    for (name, text) in files {
        write(&folder, name, text);
        let (code, stdout, _) = run(&folder, &["check", "-f", "json", name]);
        assert_eq!(code, 1);
        let finding: serde_json::Value = serde_json::from_str(&stdout).expect("it is one line");
        assert_eq!(
            (&finding["code"], &finding["id"]),
            (&"mistake".into(), &"A_DOWN".into())
        );
        assert_eq!(finding["file"], name);
    }
}

/// A syntax error in a file is a `mistake` in every format, and not an unreadable file.
#[test]
fn syntax_errors() {
    let folder = folder("check-syntax");
    for (name, text) in [
        ("m.rs", "fn f() {\n    (\n}\n"),
        ("m.toml", "[A\n"),
        ("m.json", "{"),
        ("m.po", "msgid \"a\n"),
        ("m.mes", "%\n"),
    ] {
        write(&folder, name, text);
        let (code, stdout, _) = run(&folder, &["check", "-f", "json", name]);
        let first = stdout.lines().next().expect("something is found");
        let finding: serde_json::Value = serde_json::from_str(first).expect("it is JSON");
        assert_eq!((code, &finding["code"]), (1, &"mistake".into()), "{name}");
    }
    // After a syntax error, other messages are not reported as missing.
    write(
        &folder,
        "messages.lock",
        "A = { arguments = [], text = \"0\" }\n",
    );
    let (_, _, stderr) = run(&folder, &["check", "--locked", "m.rs"]);
    assert_eq!(stderr.matches("error[").count(), 1, "{stderr}");
    write(&folder, "m.rs", "");
    let (_, _, stderr) = run(&folder, &["check", "--locked", "m.rs"]);
    assert!(stderr.contains("`A` is missing"), "{stderr}");
}

/// A finding about a missing file has the name of that file.
#[test]
fn missing_files() {
    let folder = folder("check-missing");
    write(&folder, "empty/notes.txt", "");
    for (arguments, name) in [
        (&["no,where.toml"] as &[&str], "no,where.toml"),
        (&["nowhere.rs"], "nowhere.rs"),
        (&["empty"], "empty"),
        (&["notes.txt"], "notes.txt"),
        (&["--manifest-path", "no/Cargo.toml"], "no/Cargo.toml"),
    ] {
        let print = |format: &str| {
            let (code, stdout, _) = run(&folder, &[&["check", "-f", format], arguments].concat());
            assert_eq!(code, 2);
            stdout
        };
        let finding: serde_json::Value = serde_json::from_str(&print("json")).expect("one line");
        assert_eq!(finding["code"], "unreadable");
        assert_eq!(finding["file"], name);
        assert!(finding["line"].is_null());
        let expected = format!(
            "::error file={},title=unreadable::",
            name.replace(',', "%2C")
        );
        assert!(print("github").starts_with(&expected), "{name}");
        let sarif: serde_json::Value = serde_json::from_str(&print("sarif")).expect("JSON");
        let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        let uri = name.replace(',', "%2C");
        assert_eq!(place["artifactLocation"]["uri"], uri);
        assert!(place.get("region").is_none());
    }
}

#[test]
fn sources() {
    let folder = folder("check-sources");
    write(&folder, "m.toml", CLEAN);
    write(
        &folder,
        "src/main.rs",
        "fn main() { kea_messages::emit!(messages::A_FAILED(1)); }
         kea_messages::kea_messages! { info A_STARTED() = \"it is no use of it\"; }",
    );
    write(
        &folder,
        "src/more.rs",
        "fn more() {\n    emit!(logger: \"a\", A_FAILED(2));\n}",
    );
    assert_eq!(
        findings(
            &folder,
            &["m.toml", "--sources", "src", "--warn", "several_places"]
        ),
        [
            "unused_message: nothing in src uses `A_STARTED`",
            "several_places: `A_FAILED` is logged in several places: src/main.rs:1, src/more.rs:2",
        ]
    );
    let (_, book, _) = run(&folder, &["manual", "m.toml", "--sources", "src"]);
    assert!(
        book.contains("\nLogged by: src/main.rs:1, src/more.rs:2\n"),
        "{book}"
    );
    assert_eq!(
        findings(&folder, &["m.toml", "--sources", "src"]),
        ["unused_message: nothing in src uses `A_STARTED`"]
    );
}

/// The whole output for a folder with C++ and Rust files.
#[test]
fn cpp_sources() {
    let folder = folder("check-cpp");
    let mes = "$NAMESPACE a\n% A_FAILED cannot open %1: %2\nIt failed.\n\
               % A_STARTED started\nIt is up.\n% A_STOPPED stopped after %1\nIt is down.\n\
               % A_LOST lost\nNothing logs it.\n";
    write(&folder, "src/a.mes", mes);
    write(
        &folder,
        "src/a_messages.h",
        "extern const isc::log::MessageID A_LOST;\n",
    );
    write(
        &folder,
        "src/lib/a.cc",
        "#include \"a_messages.h\"\n\nvoid f(const MessageID& id) {\n    \
         LOG_ERROR(logger, A_FAILED)\n        .arg(file);\n    LOG_INFO(logger, id);\n    \
         logger.info(A_STOPPED)\n        .arg(seconds)\n        .arg(reason);\n}\n",
    );
    write(&folder, "src/main.rs", "fn main() { emit!(A_STARTED()); }");
    let (rc, out, stderr) = run(&folder, &["check", "src", "--sources", "src"]);
    assert_eq!((rc, out.as_str()), (1, ""));
    assert_eq!(
        stderr,
        "\
warning[unused_message]: nothing in src uses `A_LOST`
 --> src/a.mes:8:3
  |
8 | % A_LOST lost
  |   ^^^^^^
warning[wrong_arguments]: `A_FAILED` takes 2 arguments, but 1 is passed
 --> src/lib/a.cc:4:5
  |
4 |     LOG_ERROR(logger, A_FAILED)
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ passes 1 argument
  |
 ::: src/a.mes:2:12
  |
2 | % A_FAILED cannot open %1: %2
  |            ------------------ takes 2 arguments
  |
  = help: add `.arg(..)` for `%2`: Kea logs this line with `@@Excess logger placeholder '%2' still exists@@`
warning[wrong_arguments]: `A_STOPPED` takes 1 argument, but 2 are passed
 --> src/lib/a.cc:7:12
  |
7 |     logger.info(A_STOPPED)
  |            ^^^^^^^^^^^^^^^ passes 2 arguments
  |
 ::: src/a.mes:6:13
  |
6 | % A_STOPPED stopped after %1
  |             ---------------- takes 1 argument
  |
  = help: remove the last `.arg(..)`, or add `%2` to the text: Kea logs this line with `@@Missing logger placeholder '%2' for value '..'@@`
checked 4 messages in 1 file and 2 of 3 log statements: 3 warnings
"
    );
    let (_, book, _) = run(&folder, &["manual", "src", "--sources", "src"]);
    assert!(book.contains("\nLogged by: src/lib/a.cc:7\n"), "{book}");
    let sources = ["src", "--sources", "src", "--allow", "unused_message"];
    let sarif = [&["check", "--format", "sarif"], &sources[..]].concat();
    let sarif: serde_json::Value =
        serde_json::from_str(&run(&folder, &sarif).1).expect("it is JSON");
    let found = &sarif["runs"][0]["results"][0];
    let uri = |place: &serde_json::Value| {
        place["physicalLocation"]["artifactLocation"]["uri"]
            .as_str()
            .map(str::to_owned)
    };
    assert_eq!(uri(&found["locations"][0]).as_deref(), Some("src/lib/a.cc"));
    assert_eq!(
        uri(&found["relatedLocations"][0]).as_deref(),
        Some("src/a.mes")
    );

    // The catalogue can suppress the findings of a message, or of all messages of a file.
    let allow = "# allow(wrong_arguments): it is rebuilt\n";
    let unseen = "unchecked_statement: this log statement is not checked: its ID cannot be seen";
    let stopped = "wrong_arguments: `A_STOPPED` takes 1 argument, but 2 are passed";
    for (line, expected) in [
        ("It failed.\n", &[unseen, stopped][..]),
        ("% A_FAILED", &[unseen]),
    ] {
        let mes = mes.replace(line, &format!("{allow}{line}"));
        write(&folder, "src/a.mes", &mes);
        let unchecked = ["--warn", "unchecked_statement"];
        assert_eq!(
            findings(&folder, &[&sources[..], &unchecked].concat()),
            expected
        );
    }
}

#[test]
fn what_no_test_has_reached() {
    let folder = folder("check-coverage");
    write(&folder, "m.toml", CLEAN);
    let source = "fn main() {\n    emit!(\n        A_FAILED(1)\n    );\n    emit!(A_FAILED(2));\n}";
    write(&folder, "src/main.rs", source);
    write(&folder, "none", "A_STARTED info src/main.rs:9\n");
    write(&folder, "one", "A_FAILED error p/src/main.rs:2\n");
    write(&folder, "other", "A_FAILED error p/src/main.rs:5\n");
    let check = |arguments: &[&str]| {
        let sources = ["m.toml", "--allow", "unused_message"];
        findings(&folder, &[&sources, arguments].concat())
    };
    assert_eq!(
        check(&["--coverage", "none"]),
        ["untested_message: no test has reached `A_FAILED`"]
    );
    assert_eq!(
        check(&["--coverage", "none", "--sources", "src"]),
        [
            "untested_message: no test has reached `A_FAILED`; it is emitted in src/main.rs:2, src/main.rs:5"
        ]
    );
    assert_eq!(check(&["--coverage", "none", "--coverage", "one"]), [""; 0]);
    let statements = ["--sources", "src", "--warn", "untested_statement"];
    assert_eq!(
        check(&[&["--coverage", "one"][..], &statements].concat()),
        ["untested_statement: no test has reached `A_FAILED` in src/main.rs:5"]
    );
    let both = ["--coverage", "one", "--coverage", "other"];
    assert_eq!(check(&[&both[..], &statements].concat()), [""; 0]);

    // If a definition has no severity, the statement states it.
    let open =
        format!("{CLEAN}\n[A_OPEN]\ntext = 'open'\ndescription = 'Open.'\naction = 'None.'\n");
    write(&folder, "m.toml", &open);
    for (severity, is_found) in [("error", true), ("debug(40)", false)] {
        let source = format!("fn main() {{ emit!(logger: \"a, b\", {severity}, A_OPEN()); }}");
        write(&folder, "src/main.rs", &source);
        let title =
            "untested_message: no test has reached `A_OPEN`; it is emitted in src/main.rs:1";
        let found = check(&["--coverage", "one", "--sources", "src"]);
        let found: Vec<_> = found.iter().filter(|it| it.contains("A_OPEN")).collect();
        assert_eq!(
            found,
            Vec::from_iter(is_found.then_some(title)),
            "{severity}"
        );
    }

    write(&folder, "bad", "A_FAILED error src/main.rs:1\nA_FAILED\n");
    for (file, problem) in [
        ("bad", "bad:2: expected a line like "),
        ("gone", "cannot read `gone`: "),
    ] {
        let (code, _, stderr) = run(&folder, &["check", "m.toml", "--coverage", file]);
        assert_eq!(code, 2, "{stderr}");
        assert!(stderr.contains(problem), "{stderr}");
    }
}

/// A finding can have a second place, and special characters in a file name are escaped in URIs.
#[test]
fn several_places() {
    let folder = folder("check-places");
    write(&folder, "a b.toml", CLEAN);
    assert_eq!(run(&folder, &["lock", "a b.toml"]).0, 0);
    write(&folder, "a b.toml", &CLEAN.replace("\"info\"", "\"warn\""));
    let check = ["check", "a b.toml", "--locked", "--allow", "no_action"];
    let (_, _, stderr) = run(&folder, &check);
    for part in [
        "--> a b.toml:2:2\n",
        "::: messages.lock:3:1\n",
        "--------- promised here",
    ] {
        assert!(stderr.contains(part), "{part}: {stderr}");
    }
    let (_, stdout, _) = run(&folder, &[&check[..], &["-f", "sarif"]].concat());
    let sarif: serde_json::Value = serde_json::from_str(&stdout).expect("it is JSON");
    let result = &sarif["runs"][0]["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b.toml");
    let related = &result["relatedLocations"][0];
    assert_eq!(related["message"]["text"], "promised here");
    assert_eq!(related["physicalLocation"]["region"]["startLine"], 3);
    let (_, _, stderr) = run(&folder, &["lock", "a b.toml"]);
    assert!(stderr.contains("promised here"), "{stderr}");
}

/// In a `.mes` file, a finding can be allowed in a single message, or for all messages.
#[test]
fn allowed_in_mes() {
    let folder = folder("check-allowed");
    let mes = "% B_ONE one\n# allow(no_description): it says it all\n\n% B_TWO two\n";
    write(&folder, "m.mes", mes);
    let of_two = "no_description: `B_TWO` has no description";
    assert_eq!(findings(&folder, &["m.mes"]), [of_two]);
    write(
        &folder,
        "m.mes",
        &format!("# allow(no_description): a toy\n{mes}"),
    );
    write(&folder, "n.mes", "% C_ONE x\n");
    let of_other = "no_description: `C_ONE` has no description";
    assert_eq!(findings(&folder, &["m.mes", "n.mes"]), [of_other]);
    // The permission is kept when the file is converted to TOML.
    let (_, toml, _) = run(&folder, &["convert", "--to", "toml", "m.mes"]);
    write(&folder, "m.toml", &toml);
    assert_eq!(findings(&folder, &["m.toml", "n.mes"]), [of_other]);
    let (_, again, _) = run(&folder, &["convert", "--to", "toml", "m.toml"]);
    assert_eq!(again, toml);
    write(&folder, "m.mes", "# allow(no_description)\n");
    let found = findings(&folder, &["m.mes"]);
    assert!(
        found[0].starts_with("mistake: say why `no_description` is allowed"),
        "{found:?}"
    );
}

/// Rules that were written for an older catalogue can contain removed messages.
#[test]
fn rules_of_removed_messages() {
    let folder = folder("check-rules");
    let catalogue = "[A_FAIL]\nseverity = \"info\"\ntext = \"failed\"\nalert = \"any\"\n\
                     description = \"It failed.\"\n";
    write(&folder, "messages.toml", catalogue);
    let rules = ["convert", "--to", "prometheus-rules", "-o", "rules.yml"];
    prints(&folder, &rules);
    let check = ["check", "--rules", "rules.yml"];
    checks(&folder, &check[1..]);

    let removed = format!("{catalogue}removed = \"2.0\"\n");
    write(&folder, "messages.toml", &removed);
    let (code, _, stderr) = run(&folder, &check);
    assert_eq!(code, 1);
    let of_alert =
        "`A_FAIL` was removed in 2.0, so its alert never fires\n --> messages.toml:4:10\n";
    assert!(stderr.contains(of_alert), "{stderr}");
    let of_rule = "`A_FAIL` was removed in 2.0, so this rule never fires\n --> rules.yml:6:";
    assert_eq!(stderr.matches(of_rule).count(), 1, "{stderr}");

    // The message is now only in the lock file.
    prints(&folder, &["lock", "messages.toml"]);
    write(
        &folder,
        "messages.toml",
        &catalogue.replace("A_FAIL", "A_DOWN"),
    );
    prints(&folder, &["lock", "messages.toml"]);
    let (code, _, stderr) = run(&folder, &[&check[..], &["--locked"]].concat());
    assert_eq!(code, 1);
    assert!(stderr.contains(of_rule), "{stderr}");

    let (code, stdout, _) = run(&folder, &["check", "--rules", "none.yml"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
}

/// The last line states how many messages were checked, and how many problems were found.
#[test]
fn summaries() {
    let folder = folder("check-summaries");
    write(&folder, "a.toml", CLEAN);
    write(&folder, "b.mes", "% B_ONE one\nIt is one.\n");
    write(
        &folder,
        "c.toml",
        "[C]\ntext = 'on %d'\n[C_TWO]\ntxt = ''\n",
    );
    // An empty coverage file means that no message was reached.
    write(&folder, "none", "");
    for (arguments, expected) in [
        ("b.mes", "1 message in 1 file: no problems"),
        ("a.toml b.mes", "3 messages in 2 files: no problems"),
        ("c.toml", "2 messages in 1 file: 2 errors"),
        ("a.toml --coverage none", "2 messages in 1 file: 1 warning"),
        (
            "a.toml c.toml --coverage none",
            "4 messages in 2 files: 2 errors, 1 warning",
        ),
    ] {
        let words: Vec<&str> = arguments.split(' ').collect();
        let (_, stdout, stderr) = run(&folder, &[&["check"], &words[..]].concat());
        assert_eq!(stdout, "", "{arguments}");
        let last = stderr.lines().last();
        assert_eq!(last, Some(&*format!("checked {expected}")), "{arguments}");
    }
    // Files that cannot be read are not counted.
    let (code, _, stderr) = run(&folder, &["check", "a.toml", "gone.toml"]);
    assert_eq!(code, 2);
    assert!(!stderr.contains("checked"), "{stderr}");
}
