//! Tests packages, folders and files of Rust as catalogues. `tests/packages` compares the same
//! package with the compiled one; here nothing is compiled.

use crate::check::checks;
use crate::{folder, prints, program, result, run, write};
use serde_json::Value;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// The source files of the package.
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/packages/sample");

const PACKAGE: [&str; 2] = ["--manifest-path", "Cargo.toml"];

/// Creates a folder with the package, and with another member of its workspace.
fn sample(test: &str) -> PathBuf {
    let folder = folder(test);
    copy(Path::new(SAMPLE), &folder);
    let manifest = "[package]\nname = \"sample\"\nversion = \"0.3.0\"\nedition = \"2024\"\n\
                    [workspace]\nmembers = [\"neighbour\"]\n";
    write(&folder, "Cargo.toml", manifest);
    let manifest = manifest.replace("sample", "neighbour");
    let manifest = manifest.split("[workspace]").next().expect("a package");
    write(&folder, "neighbour/Cargo.toml", manifest);
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder can be made");
    for entry in std::fs::read_dir(from)
        .expect("the folder is there")
        .flatten()
    {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).expect("the file can be copied");
        }
    }
}

/// Returns the messages in the output of `manual --format json`.
fn messages(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let manual = [&["manual", "--format", "json"], arguments].concat();
    let book: Value = serde_json::from_str(&prints(folder, &manual)).expect("it is JSON");
    let modules = book["modules"].as_array().expect("a list of modules");
    let messages = modules.iter().map(|module| module["messages"].as_array());
    messages.flatten().flatten().cloned().collect()
}

fn ids(messages: &[Value]) -> Vec<&str> {
    let mut ids: Vec<&str> = messages
        .iter()
        .filter_map(|message| message["id"].as_str())
        .collect();
    ids.sort_unstable();
    ids
}

#[test]
fn each_message_is_listed_once() {
    let folder = sample("packages_manual");
    let all = messages(&folder, &PACKAGE);
    let listed = ids(&all);
    let mut once = listed.clone();
    once.dedup();
    assert_eq!(listed, once);
    for id in [
        "BODY_DEEP",
        "CONDITION_CALL",
        "CRLF_VARIANT",
        "FACADE",
        "MES_FIRST",
        "NEIGHBOUR",
        "NESTED_MOVED",
        "ONLY_HERE",
        "RENAMED_VARIANT",
        "TOML_FULL",
        "TREE_LEAF",
    ] {
        assert!(listed.contains(&id), "{id}: {listed:?}");
    }
    let find = |id: &str| {
        all.iter()
            .find(|message| message["id"] == id)
            .expect("it is listed")
    };
    let derived = find("DERIVED_TUPLE");
    assert_eq!(derived["severity"], "debug");
    assert_eq!(derived["arguments"][0]["type"], "Box<dyn Error + Send>");
    assert_eq!(derived["arguments"][1]["secret"], true);
    assert_eq!(find("DOCS_SECTIONS")["action"], "1. This\n2. That");

    let more = messages(&folder, &[&PACKAGE[..], &["--all-targets"]].concat());
    let mut more = ids(&more);
    more.retain(|id| !listed.contains(id));
    assert_eq!(more, ["EXAMPLE", "TEST", "UNIT_TEST", "UNIT_TEST_BODY"]);
}

#[test]
fn which_sources_are_read() {
    let folder = sample("packages_which");
    for (arguments, has, has_not) in [
        (&["-p", "neighbour"] as &[&str], "NEIGHBOUR", "ONLY_HERE"),
        (&["-p", "sample"], "ONLY_HERE", "NEIGHBOUR"),
        (&["--manifest-path", "neighbour"], "NEIGHBOUR", "ONLY_HERE"),
        (&["src"], "TREE_LEAF", "NEIGHBOUR"),
        (&["src", "--all-targets"], "UNIT_TEST", "EXAMPLE"),
        (&["."], "NEIGHBOUR", "EXAMPLE"),
        (&[".", "--all-targets"], "EXAMPLE", "MADE_BY_A_MACRO"),
        (&["examples"], "EXAMPLE", "TEST"),
        (&["src/tree/mod.rs", "mes"], "TREE", "TREE_LEAF"),
        (&["src/tree/mod.rs", "mes"], "MES_FIRST", "TOML_FULL"),
        (&["src/files.rs"], "TOML_FULL", "TREE"),
        // Without operands, the package is read, and not the catalogue file.
        (&[], "TREE", "EXAMPLE"),
    ] {
        let listed = messages(&folder, arguments);
        let listed = ids(&listed);
        assert!(listed.contains(&has), "{arguments:?}: {listed:?}");
        assert!(!listed.contains(&has_not), "{arguments:?}: {listed:?}");
    }
    let listed = messages(&folder.join("neighbour"), &[]);
    assert_eq!(ids(&listed), ["NEIGHBOUR"]);
    let file = "[ONLY_FILE]\ntext = \"a\"\n";
    write(&folder, "file/messages.toml", file);
    let listed = messages(&folder.join("file"), &[]);
    assert_eq!(ids(&listed), ["ONLY_FILE"]);
    for (arguments, expected) in [
        (
            &["-p", "neighbor"] as &[&str],
            "unknown package `neighbor`: did you mean `neighbour`?",
        ),
        (&["-p", "sample", "src"], "cannot be used with"),
        (
            &["--manifest-path", "src"],
            "cannot find the manifest `src/Cargo.toml`",
        ),
    ] {
        let (code, stdout, stderr) = run(&folder, &[&["manual"], arguments].concat());
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(stderr.contains(expected), "{arguments:?}: {stderr}");
    }
}

#[test]
fn every_command_takes_a_package() {
    let folder = sample("packages_commands");
    let with = |arguments: &[&str]| -> Vec<String> {
        let arguments = arguments.iter().chain(&PACKAGE);
        arguments.map(ToString::to_string).collect()
    };
    let prints = |arguments: &[&str]| {
        let arguments = with(arguments);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        prints(&folder, &arguments)
    };

    let explained = prints(&["explain", "derived-named-fields", "TOML_FULL", "NEIGHBOUR"]);
    for part in [
        "Look at DERIVED_TUPLE.",
        "Enlarge the pool.",
        "In another package.",
    ] {
        assert!(explained.contains(part), "{part}: {explained}");
    }

    // TOML cannot represent conditional messages.
    let convert = ["convert", "--to", "toml", PACKAGE[0], PACKAGE[1]];
    let (code, converted, losses) = run(&folder, &convert);
    assert_eq!(code, 1);
    assert!(losses.contains("no place for a condition"), "{losses}");
    let loggers = "warning: a file has one logger, but not all messages go to it: `sample.derived`, \
                   `sample.docs`\n";
    assert!(losses.contains(loggers), "{losses}");
    for id in ids(&messages(&folder, &PACKAGE)) {
        assert!(converted.contains(&format!("[{id}]\n")), "{id}");
    }

    let allowed = ["no_action", "no_description", "several_lines"];
    let allowed = allowed.map(|code| ["--allow", code]).concat();
    let check = [&allowed[..], &PACKAGE[..]].concat();
    checks(&folder, &check);
    prints(&["lock"]);
    checks(&folder, &[&["--locked"], &check[..]].concat());

    let mut decode = program(&folder, &["decode", PACKAGE[0], PACKAGE[1]])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it can be run");
    let log = "2018-12-20 10:15:02.123 ERROR [sample/1] DERIVED_NAMED_FIELDS a1 2 a1 [3]\n\
               2018-12-20 10:15:02.123 WARN  [sample/1] TOML_FULL a1: failed after 3, <redacted>\n";
    let mut stdin = decode.stdin.take().expect("it reads");
    stdin.write_all(log.as_bytes()).expect("it reads all");
    drop(stdin);
    let (code, stdout, stderr) = result(&decode.wait_with_output().expect("it ends"));
    assert_eq!((code, stderr.as_str()), (0, ""));
    let lines = stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("it is JSON"));
    let [derived, toml] = lines.collect::<Vec<Value>>().try_into().expect("two lines");
    assert_eq!(derived["arguments"]["client"], "a1");
    assert_eq!(toml["arguments"]["attempts"], 3);
}

#[test]
fn findings_have_places_in_the_sources() {
    let folder = sample("packages_findings");
    prints(&folder, &["lock", PACKAGE[0], PACKAGE[1]]);
    let change = |file: &str, from: &str, to: &str| {
        let text = std::fs::read_to_string(folder.join(file)).expect("it is there");
        assert!(text.contains(from), "{file}");
        write(&folder, file, &text.replace(from, to));
    };
    change("src/shared.rs", "count: u32", "count: u64");
    change("neighbour/src/lib.rs", "\"%1: neighbour\"", "\"%1: %s\"");
    change("src/renamed.rs", "#[message(info,", "#[message(inof,");
    let (code, _, stderr) = run(&folder, &["check", "--locked", PACKAGE[0], PACKAGE[1]]);
    assert_eq!(code, 1);
    for part in [
        "error[mistake]: `%s` is not a placeholder: placeholders are numbered, `%1`, `%2`, ...\n  --> neighbour/src/lib.rs:10:34\n",
        "error[mistake]: `inof` is not a severity: did you mean `info`?\n  --> src/renamed.rs:16:15\n",
        " --> src/shared.rs:6:21\n",
    ] {
        assert!(stderr.contains(part), "{part}: {stderr}");
    }
    // A message with a mistake is not reported as missing.
    assert!(!stderr.contains("is gone"), "{stderr}");
}

/// `check` compares the messages of a macro call with its lock file, as rustc does. Naming the same
/// file on the command line does not repeat the findings.
#[test]
fn the_lock_file_of_a_call() {
    let folder = folder("packages_locks");
    let manifest =
        "[package]\nname = \"locks\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n";
    write(&folder, "Cargo.toml", manifest);
    let call = "kea_messages!(file = \"m.toml\", lock = \"messages.lock\");";
    write(&folder, "src/lib.rs", call);
    let toml =
        "[A]\nseverity = \"info\"\ntext = \"%1\"\narguments = [\"a: u8\"]\ndescription = \"A.\"\n";
    write(&folder, "m.toml", toml);
    prints(&folder, &["lock", "m.toml"]);
    let check = [&["check"], &PACKAGE[..]].concat();
    checks(&folder, &PACKAGE);

    write(&folder, "m.toml", &toml.replace("u8", "u16"));
    for arguments in [check.clone(), [&check[..], &["--locked"]].concat()] {
        let (code, _, stderr) = run(&folder, &arguments);
        assert_eq!(code, 1);
        assert_eq!(stderr.matches("[broken_promise]").count(), 1, "{stderr}");
        assert!(stderr.contains("promised here"), "{stderr}");
    }
    // Other commands do not read the lock file.
    prints(&folder, &[&["manual"], &PACKAGE[..]].concat());

    // The lock file of the call is not for the other messages of the package.
    write(&folder, "m.toml", toml);
    let others = format!("{call}\nkea_messages! {{ info B() = \"b\"; }}\n");
    write(&folder, "src/lib.rs", &others);
    let (code, _, stderr) = run(&folder, &[&check[..], &["--locked"]].concat());
    assert!(code == 1 && !stderr.contains("lock"), "{stderr}");
    let (code, _, stderr) = run(&folder, &[&["lock"], &PACKAGE[..]].concat());
    assert_eq!(code, 2);
    assert_eq!(
        stderr,
        "error: `messages.lock` is the lock file of a `kea_messages!` that reads `m.toml`, but the \
         package has other messages\nhelp: to update it, run `kea-messages lock -o messages.lock \
         m.toml`\nhelp: to record all messages, name another file: `kea-messages lock -o FILE`\n"
    );
    prints(&folder, &["lock", "m.toml"]);

    write(&folder, "src/lib.rs", call);
    std::fs::remove_file(folder.join("messages.lock")).expect("it is there");
    let (code, _, stderr) = run(&folder, &check);
    assert_eq!(code, 2);
    let expected = "error[unreadable]: cannot read `messages.lock`: ";
    assert!(stderr.starts_with(expected), "{stderr}");
    assert!(stderr.contains(" --> src/lib.rs:1:39\n"), "{stderr}");
    assert!(
        stderr.contains("help: `kea-messages lock -o messages.lock m.toml` creates it"),
        "{stderr}"
    );
}
