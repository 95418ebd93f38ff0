//! Tests `manual` and `explain`.

use crate::run::CATALOGUE;
use crate::{prints, program, result, run, with_catalogue, write};
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

#[test]
fn the_book_as_text() {
    let folder = with_catalogue("text");
    let text = prints(&folder, &["manual", "messages.toml"]);
    let (_, entries) = text
        .split_once("Chapter 2. Messages\n")
        .expect("there are chapters");
    assert_eq!(
        entries,
        "
OTHER Module

OTHER_THING thing

TOY Module

TOY_LOGIN %1 came with %2, 100%

Somebody logged in, and a password was wrong:

- a typo <here>

- an attack

Secret: %2 (password)

Action: Ask them.

Since: 0.9

Deprecated: since 1.0; use TOY_STARTED

TOY_STARTED started

It is up. See TOY_LOGIN.
"
    );
    assert!(
        text.starts_with("The messages of a toy\n\nVersion 1.0.\n"),
        "{text}"
    );
}

/// A text with named arguments is shown with the names, and without their formats.
#[test]
fn named_texts() {
    let folder = with_catalogue("named_texts");
    write(
        &folder,
        "named.toml",
        "[TOY_FULL]\ntext = '{pool}: {{100%}} of {size:#x}, {key}'\n\
         arguments = ['pool', 'size: u32', { name = 'key', secret = true }, \
         { name = 'zone', field = true }]\n",
    );
    let text = "{pool}: {100%} of {size}, {key}";
    let explained = prints(&folder, &["explain", "-c", "named.toml", "TOY_FULL"]);
    assert_eq!(
        explained,
        format!(
            "TOY_FULL\n  {text}\n\n  pool\n  size: u32\n  key (secret)\n  zone (not in the text)\n"
        )
    );
    let manual = |format: &str| prints(&folder, &["manual", "-f", format, "named.toml"]);
    for (format, expected) in [
        ("text", format!("TOY_FULL {text}\n\nSecret: key\n")),
        (
            "man",
            "\\fI{pool}\\fR: {100%} of \\fI{size}\\fR, \\fI{key}\\fR".to_owned(),
        ),
        (
            "html",
            "<var>{pool}</var>: {100%} of <var>{size}</var>, <var>{key}</var></p>".to_owned(),
        ),
        (
            "html",
            "<tr><td>zone</td><td> <em>not in the text</em></td></tr>".to_owned(),
        ),
        (
            "markdown",
            "| `{pool}` | `pool` | `impl Display` |\n| `{size}` | `size` | `u32` |".to_owned(),
        ),
    ] {
        let printed = manual(format);
        assert!(printed.contains(&expected), "{format}: {printed}");
        let entry = printed.split("TOY_FULL").last().unwrap_or_default();
        assert!(!entry.contains("%1"), "{format}: {entry}");
    }
}

/// An argument that is only a structured field is marked as such, whether or not the arguments
/// of the text have numbers.
#[test]
fn arguments_that_are_not_in_the_text() {
    let folder = with_catalogue("fields");
    write(
        &folder,
        "fields.toml",
        "[TOY_FULL]\ntext = '%1 is full'\n\
         arguments = ['pool', { name = 'zone', type = 'u8', field = true }, \
         { name = 'key', secret = true, field = true }]\n",
    );
    let explained = prints(&folder, &["explain", "-c", "fields.toml", "TOY_FULL"]);
    assert_eq!(
        explained,
        "TOY_FULL\n  %1 is full\n\n  %1  pool\n      zone: u8 (not in the text)\n      \
         key (secret, not in the text)\n"
    );
    let html = prints(&folder, &["manual", "-f", "html", "fields.toml"]);
    for part in [
        "<tr><td><var>%1</var></td><td>pool</td><td></td></tr>",
        "<td>zone</td><td>number from 0 to 255 <code>u8</code> <em>not in the text</em></td>",
        "<td>key</td><td> <strong>secret</strong> <em>not in the text</em></td>",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
}

/// Each format of the manual shows the limit and the alert of a message, and each catalogue format
/// keeps them.
#[test]
fn limits_and_alerts() {
    let folder = with_catalogue("limits");
    let toml = "[TOY_FULL]\nseverity = \"warn\"\ntext = \"%1: full\"\narguments = [\"pool\"]\n\
                description = \"No room.\"\nalert = \"> 5/min for 10m\"\n\
                limit = \"10/min per pool\"\npromise = \"text\"\n";
    write(&folder, "limited.toml", toml);
    let explained = prints(&folder, &["explain", "-c", "limited.toml", "TOY_FULL"]);
    assert_eq!(
        explained,
        "TOY_FULL  warn\n  %1: full\n\n  %1  pool\n\nLimit: 10/min per pool\n\n\
         Alert: > 5/min for 10m\n\nPromise: the text does not change\n\nNo room.\n"
    );
    for (format, expected) in [
        (
            "text",
            "\n\nNo room.\n\nLimit: 10/min per pool\n\nAlert: > 5/min for 10m\n\n\
             Promise: the text does not change\n",
        ),
        (
            "man",
            "\n.PP\nLimit: 10/min per pool\n.PP\nAlert: > 5/min for 10m\n.PP\n\
             Promise: the text does not change\n",
        ),
        (
            "html",
            "<div class=\"more\">\n<p>Limit: <code>10&#x2f;min per pool</code></p>\n\
             <p>Alert: <code>&gt; 5&#x2f;min for 10m</code></p>\n\
             <p>Promise: the text does not change</p>\n",
        ),
        (
            "markdown",
            "\n**warn** `%1: full`\n\nLimit: `10/min per pool`\n\nAlert: `> 5/min for 10m`\n\n\
             Promise: the text does not change\n",
        ),
    ] {
        let printed = prints(&folder, &["manual", "-f", format, "limited.toml"]);
        assert!(printed.contains(expected), "{format}: {printed}");
    }
    let json = prints(&folder, &["convert", "--to", "json", "limited.toml"]);
    write(&folder, "limited.json", &json);
    assert_eq!(
        prints(&folder, &["convert", "--to", "toml", "limited.json"]),
        toml
    );
    let (code, _, stderr) = run(&folder, &["convert", "--to", "mes", "limited.toml"]);
    assert_eq!(code, 1);
    for part in ["a limit", "a promise"] {
        let note = format!("`.mes` has no place for {part}");
        assert!(stderr.contains(&note), "{stderr}");
    }
}

/// An action can begin with a list, whose first item is not lost and does not become a part of the
/// title's line.
#[test]
fn actions_that_are_lists() {
    let folder = with_catalogue("lists");
    let toml = "[catalogue]\ntitle = 'The \"toy\"'\nlogger = 'toy'\n[TOY_FULL]\ntext = 'full'\n\
                action = \"\"\"\n9. Look\nat it.\n\n   Twice.\n10. Run it.\"\"\"\n";
    write(&folder, "list.toml", toml);
    let explained = prints(&folder, &["explain", "-c", "list.toml", "toy-full"]);
    assert_eq!(
        explained,
        "TOY_FULL\n  full\n\nAction\n9. Look at it.\n\n  Twice.\n\n10. Run it.\n"
    );
    for (format, expected) in [
        (
            "text",
            "\nAction:\n\n9. Look at it.\n\n  Twice.\n\n10. Run it.\n",
        ),
        (
            "markdown",
            "\n**Action:**\n\n9. Look\nat it.\n\n   Twice.\n10. Run it.\n",
        ),
        (
            "man",
            "\\fBAction:\\fR\n.IP 9. 4\nLook\nat it.\n.IP \"\" 4\nTwice.\n.IP 10. 4\nRun it.\n",
        ),
        (
            "man",
            ".TH toy 7 \"\" \"\" \"The \\(dqtoy\\(dq\"\n.SH NAME\ntoy \\- The \"toy\"\n",
        ),
    ] {
        let printed = prints(&folder, &["manual", "-f", format, "list.toml"]);
        assert!(printed.contains(expected), "{format}: {printed}");
    }
    let printed = prints(&folder, &["manual", "-f", "man"]);
    let head = ".TH \"The messages of a toy\" 7 \"\" 1.0 \"\"\n.SH NAME\nThe messages of a toy \\- messages\n";
    assert!(printed.contains(head), "{printed}");
}

#[test]
fn the_book_in_other_formats() {
    let folder = with_catalogue("formats");
    let html = prints(&folder, &["manual", "-f", "html", "."]);
    for part in [
        "<article id=\"TOY_LOGIN\" data-severity=\"warn\">",
        "<var>%1</var> came with <var>%2</var>, 100%</p>",
        "<a href=\"#TOY_LOGIN\">TOY_LOGIN</a>.",
        "a typo &lt;here&gt;",
        "<tr><td><var>%1</var></td><td>user</td><td>text <code>&amp;str</code></td></tr>",
        "<td>password</td><td> <strong>secret</strong></td>",
        "<em>password</em>",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    assert!(
        !html.contains("http://") && !html.contains("https://"),
        "it needs nothing else"
    );

    let markdown = prints(&folder, &["manual", "-f", "markdown", "."]);
    assert!(
        markdown.contains("See [TOY_LOGIN](#toy_login)."),
        "{markdown}"
    );

    let json = prints(&folder, &["manual", "-f", "json", "."]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let login = &json["modules"][1]["messages"][0];
    assert_eq!(login["id"], "TOY_LOGIN");
    assert_eq!(login["arguments"][1]["secret"], true);
    assert_eq!(json["modules"][0]["messages"][0]["debug_level"], 40);

    let man = prints(&folder, &["manual", "-f", "man", "."]);
    assert!(man.contains(".SS TOY_LOGIN"), "{man}");
}

/// The folder contains a page for each message.
#[test]
fn the_book_as_a_folder() {
    let folder = with_catalogue("html_dir");
    let arguments = ["manual", "-f", "html-dir", "-o", "a/b", "messages.toml"];
    for _ in 0..2 {
        assert_eq!(prints(&folder, &arguments), "");
        let names = std::fs::read_dir(folder.join("a/b")).expect("it is there");
        let names = names.map(|entry| entry.expect("it is there").file_name());
        let mut names: Vec<_> = names.collect();
        names.sort();
        assert_eq!(
            names,
            [
                "OTHER_THING.html",
                "TOY_LOGIN.html",
                "TOY_STARTED.html",
                "index.html",
                "style.css"
            ]
        );
    }
    let page = std::fs::read_to_string(folder.join("a/b/TOY_STARTED.html")).expect("it is there");
    assert!(
        page.contains("See <a href=\"TOY_LOGIN.html\">TOY_LOGIN</a>."),
        "{page}"
    );
    for (arguments, expected) in [
        (
            "manual -f html-dir messages.toml",
            "error: `--format html-dir` requires a folder to write to: `--output FOLDER`\n",
        ),
        (
            "manual -f html-dir -o messages.toml messages.toml",
            "error: cannot write into `messages.toml`: it is a file, not a folder\n",
        ),
    ] {
        let (code, _, stderr) = run(&folder, &arguments.split(' ').collect::<Vec<_>>());
        assert_eq!(code, 2, "{arguments}");
        assert!(stderr.starts_with(expected), "{arguments}: {stderr}");
    }
}

/// If a folder is written again, only the pages of messages that no longer exist are removed.
#[test]
fn a_folder_that_is_written_again() {
    let folder = with_catalogue("html_dir_again");
    let write_pages = |catalogue| {
        let arguments = ["manual", "-f", "html-dir", "-o", "pages", catalogue];
        prints(&folder, &arguments);
        let names = std::fs::read_dir(folder.join("pages")).expect("it is there");
        let names = names.map(|entry| entry.expect("it is there").file_name());
        let mut names: Vec<_> = names
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort();
        names.join(" ")
    };
    write(
        &folder,
        "pages/MY_OWN.html",
        "<!DOCTYPE html>\n<title>mine</title>\n",
    );
    write(&folder, "pages/notes.txt", "notes");
    write(&folder, "pages/TOY_DIR.html/index.txt", "a folder");
    assert_eq!(
        write_pages("messages.toml"),
        "MY_OWN.html OTHER_THING.html TOY_DIR.html TOY_LOGIN.html TOY_STARTED.html index.html \
         notes.txt style.css"
    );
    let renamed = "[TOY_LOGIN]\ntext = '%1 came'\nremoved = '2.0'\nrenamed = 'TOY_CAME'\n\
                   [TOY_CAME]\ntext = '%1 came'\n";
    write(&folder, "new.toml", renamed);
    assert_eq!(
        write_pages("new.toml"),
        "MY_OWN.html TOY_CAME.html TOY_DIR.html TOY_LOGIN.html index.html notes.txt style.css"
    );
    let page = std::fs::read_to_string(folder.join("pages/TOY_LOGIN.html"));
    let page = page.expect("it is there");
    assert!(page.contains("content=\"0; url=TOY_CAME.html\""), "{page}");
}

/// Each format of the manual shows the new ID of a renamed message, each catalogue format with
/// removed messages keeps it, and an unknown ID is an error.
#[test]
fn renamed_messages() {
    let folder = with_catalogue("renamed");
    let toml = "[TOY_CAME]\ntext = \"came\"\n\n\
                [TOY_LOGIN]\ntext = \"came in\"\nremoved = \"2.0\"\nrenamed = \"TOY_CAME\"\n";
    write(&folder, "m.toml", toml);
    for (format, expected) in [
        ("text", "\n\nRemoved: 2.0; renamed to TOY_CAME\n"),
        ("man", "\\fBRemoved:\\fR\n.PP\n2.0; renamed to TOY_CAME\n"),
        (
            "markdown",
            "\n\n**Removed:** 2.0; renamed to [TOY_CAME](#toy_came)\n",
        ),
        (
            "html",
            "<p>2.0; renamed to <a href=\"#TOY_CAME\">TOY_CAME</a></p>",
        ),
        (
            "json",
            "\"removed\": \"2.0\",\n          \"renamed\": \"TOY_CAME\"\n",
        ),
    ] {
        let printed = prints(&folder, &["manual", "-f", format, "m.toml"]);
        assert!(printed.contains(expected), "{format}: {printed}");
    }
    let explained = prints(&folder, &["explain", "-c", "m.toml", "TOY_LOGIN"]);
    let expected = "TOY_LOGIN\n  came in\n\nRemoved\n2.0; renamed to TOY_CAME\n";
    assert_eq!(explained, expected);
    prints(&folder, &["manual", "-f", "json", "-o", "m.json", "m.toml"]);
    let again = prints(&folder, &["convert", "--to", "toml", "m.json"]);
    assert!(again.ends_with(toml), "{again}");
    let lock = prints(&folder, &["lock", "-o", "-", "m.toml"]);
    assert!(
        lock.contains(", removed = \"2.0\", renamed = \"TOY_CAME\" }\n"),
        "{lock}"
    );

    write(
        &folder,
        "wrong.toml",
        &toml.replace("renamed = \"TOY_CAME", "renamed = \"TOY_CAM"),
    );
    for command in [
        "manual wrong.toml",
        "check wrong.toml",
        "lock -o - wrong.toml",
    ] {
        let (code, _, stderr) = run(&folder, &command.split(' ').collect::<Vec<_>>());
        assert_eq!(code, 1, "{command}: {stderr}");
        let expected = "`TOY_LOGIN` was renamed to `TOY_CAM`, which is not a message: did you mean \
                        `TOY_CAME`?\n --> wrong.toml:7:12\n";
        assert!(stderr.contains(expected), "{command}: {stderr}");
    }
}

/// Messages that are new, changed or removed since a catalogue or a lock file are marked.
#[test]
fn changes_since() {
    let folder = with_catalogue("since");
    write(
        &folder,
        "old.toml",
        "[TOY_LOGIN]\ntext = '%1'\narguments = ['user']\n[TOY_GONE]\ntext = 'gone <here>'\n",
    );
    prints(&folder, &["lock", "-o", "old.lock", "old.toml"]);
    for (old, text) in [
        ("old.toml", "<p class=\"text\">gone &lt;here&gt;</p>"),
        ("old.lock", "<em>The text is unknown"),
    ] {
        let arguments = ["manual", "-f", "html", "--since", old, "messages.toml"];
        let page = prints(&folder, &arguments);
        for part in [
            "<article id=\"TOY_STARTED\" data-severity=\"info\" data-change=\"new\">",
            "<article id=\"TOY_LOGIN\" data-severity=\"warn\" data-change=\"changed\">",
            "<p>It has 2 arguments, but had 1;",
            "<article id=\"TOY_GONE\" data-severity=\"not_stated\" data-change=\"removed\">",
            text,
        ] {
            assert!(page.contains(part), "{old}: {part} is not in {page}");
        }
    }
    for (arguments, expected) in [
        (
            "manual -f html --since none.lock messages.toml",
            "error: cannot read `none.lock`: ",
        ),
        (
            "manual -f html --since none.toml messages.toml",
            "error: cannot read `none.toml`",
        ),
        (
            "manual --since old.toml messages.toml",
            "error: `--since` requires `--format html` or `html-dir`\n",
        ),
    ] {
        let arguments: Vec<_> = arguments.split(' ').collect();
        let (code, stdout, stderr) = run(&folder, &arguments);
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(stderr.starts_with(expected), "{arguments:?}: {stderr}");
    }
}

/// The manual in JSON contains everything in the catalogue, except for allowed findings.
#[test]
fn the_manual_as_json_is_the_catalogue() {
    let folder = with_catalogue("json");
    let file = CATALOGUE.replace("version = \"1.0\"", "version = \"1.0\"\nlogger = \"toy\"");
    let file = file.replace("allow = { no_description = \"it is a thing\" }", "");
    write(&folder, "messages.toml", &file);
    let manual = prints(&folder, &["manual", "-f", "json", "messages.toml"]);
    assert!(manual.contains("\"logger\": \"toy\""), "{manual}");
    let converted = prints(&folder, &["convert", "--to", "json", "messages.toml"]);
    assert_eq!(manual, converted);
}

/// Each printed key is in the schema, and each required key of the schema is printed.
#[test]
fn the_schema_is_that_of_the_json() {
    fn check(value: &serde_json::Value, schema: &serde_json::Value, root: &serde_json::Value) {
        let schema = match schema["$ref"].as_str() {
            Some(name) => root.pointer(&name[1..]).expect("it is there"),
            None => schema,
        };
        if let Some(object) = value.as_object() {
            for (key, value) in object {
                let inner = schema["properties"].get(key);
                let others = &schema["additionalProperties"];
                let inner = inner.or_else(|| others.is_object().then_some(others));
                check(
                    value,
                    inner.unwrap_or_else(|| panic!("{key} is not in {schema}")),
                    root,
                );
            }
            for key in schema["required"].as_array().into_iter().flatten() {
                let key = key.as_str().expect("it is a string");
                assert!(object.contains_key(key), "{key} is not in {value}");
            }
        }
        for value in value.as_array().into_iter().flatten() {
            check(value, &schema["items"], root);
        }
        if let Some(values) = schema["enum"].as_array() {
            assert!(values.contains(value), "{value} is none of {values:?}");
        }
    }
    let folder = with_catalogue("schema");
    let schema = prints(&folder, &["schema"]);
    let schema = serde_json::from_str(&schema).expect("it is JSON");
    for command in ["manual -f json .", "convert --to json ."] {
        let json = prints(&folder, &command.split(' ').collect::<Vec<_>>());
        check(
            &serde_json::from_str(&json).expect("it is JSON"),
            &schema,
            &schema,
        );
    }
}

/// The manual in JSON can be read as a catalogue.
#[test]
fn a_book_is_a_catalogue() {
    let folder = with_catalogue("book");
    let arguments = ["manual", "-f", "json", "-o", "book.json", "messages.toml"];
    prints(&folder, &arguments);
    for command in [
        "manual FILE",
        "manual -f json FILE",
        "explain -c FILE toy-login",
    ] {
        let of = |file: &str| {
            let command = command.replace("FILE", file);
            prints(&folder, &command.split(' ').collect::<Vec<_>>())
        };
        assert_eq!(of("book.json"), of("messages.toml"), "{command}");
    }
}

#[test]
fn messages_are_explained() {
    let folder = with_catalogue("explain");
    let expected = "\
TOY_LOGIN  warn
  %1 came with %2, 100%

  %1  user: &str
  %2  password (secret)

Somebody logged in, and a password was wrong:

- a typo <here>

- an attack

Action
Ask them.

Since
0.9

Deprecated
since 1.0; use TOY_STARTED
";
    for id in ["TOY_LOGIN", "toy-login", "Toy_Login"] {
        assert_eq!(prints(&folder, &["explain", "-c", ".", id]), expected);
    }
    let (code, stdout, stderr) = run(
        &folder,
        &["explain", "-c", ".", "toy_strated", "other-thing"],
    );
    assert_eq!(code, 1);
    assert_eq!(stdout, "OTHER_THING  debug(40)\n  thing\n");
    assert_eq!(
        stderr,
        "error: there is no message TOY_STRATED: did you mean TOY_STARTED?\n"
    );
}

/// Runs `explain -` with a log on standard input.
fn explain_log(folder: &Path, log: &[u8], more: &[&str]) -> (i32, String, String) {
    let arguments = [&["explain", "-c", ".", "-"], more].concat();
    let child = program(folder, &arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.expect("it can be run");
    let mut stdin = child.stdin.take().expect("it is a pipe");
    stdin.write_all(log).expect("it reads");
    drop(stdin);
    result(&child.wait_with_output().expect("it ends"))
}

#[test]
fn messages_of_a_log_are_explained() {
    let folder = with_catalogue("explain-log");
    let log = b"12:00 INFO  [toy/1] TOY_STARTED started\n\xff TOY_STARTED [OTHER_THING] NONE\n";
    let expected = "TOY_STARTED  info\n  started\n\nIt is up. See TOY_LOGIN.\n\n\
                    OTHER_THING  debug(40)\n  thing\n";
    let whole = (0, expected.to_owned(), String::new());
    assert_eq!(explain_log(&folder, log, &[]), whole);
    assert_eq!(explain_log(&folder, &log[..log.len() - 1], &[]), whole);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(log).expect("it takes it");
    let packed = gzip.finish().expect("it ends");
    assert_eq!(explain_log(&folder, &packed, &[]), whole);
    let without_feed = [&b"x ".repeat(1 << 20), &log[..]].concat();
    assert_eq!(explain_log(&folder, &without_feed, &[]), whole);
    // Each message is explained only once.
    let (code, stdout, stderr) = explain_log(&folder, b"OTHER_THING x\n", &["other-thing"]);
    assert_eq!(
        (code, &*stdout, &*stderr),
        (0, "OTHER_THING  debug(40)\n  thing\n", "")
    );

    let error = "error: no message ID found in standard input\n";
    for log in ["hello\n", ""] {
        let failed = explain_log(&folder, log.as_bytes(), &[]);
        assert_eq!(failed, (1, String::new(), error.to_owned()), "{log}");
    }
    let error = "error: cannot read standard input: unexpected end of file\n";
    let failed = explain_log(&folder, &packed[..packed.len() - 1], &[]);
    assert_eq!(failed, (2, expected.to_owned(), error.to_owned()));
}

#[test]
fn mistakes_are_told() {
    let folder = with_catalogue("mistakes");
    let wrong = CATALOGUE.replace("severity = \"info\"", "severty = \"info\"");
    std::fs::write(folder.join("wrong.toml"), wrong).expect("the folder is there");
    std::fs::create_dir(folder.join("empty")).expect("the folder is there");
    std::fs::write(folder.join("old"), "old").expect("the folder is there");
    // The arguments, the exit code, and a part of the error.
    let cases: [(&[&str], i32, &str); 12] = [
        (
            &["manual", "wrong.toml"],
            1,
            "did you mean `severity`?\n --> wrong.toml:7:1",
        ),
        (
            &["manual", "none.toml"],
            2,
            "error: cannot read `none.toml`",
        ),
        (
            &["manual", "empty"],
            2,
            "no catalogue in the folder `empty`: expected `*.mes`, `messages.toml` or `*.rs`",
        ),
        (&["explain"], 2, "<ID>"),
        (
            &["manual", "-f", "pdf", "."],
            2,
            "html, html-dir, markdown, text, man, json",
        ),
        (
            &["manual", "-f", "pdf", "."],
            2,
            "\n  tip: write HTML, `-o manual.html`, and print it to PDF from a browser\n",
        ),
        (
            &["manual", "-o", "empty", "."],
            2,
            "cannot write `empty`: it is a folder\nhelp: to write a page for each message into it, \
             use `--format html-dir`\n",
        ),
        (
            &["manual", "-o", "no-such-folder/", "."],
            2,
            "cannot write `no-such-folder/`: it is a folder\n",
        ),
        (
            &["manual", "-o", "no/such/folder", "."],
            2,
            "cannot write `no/such/folder`",
        ),
        (
            &["manual", "--manifest-path", "empty"],
            2,
            "cannot find the manifest `empty/Cargo.toml`",
        ),
        (
            &["convert", "--to", "mes", "messages.toml"],
            1,
            "`.mes` has no place for an action",
        ),
        (
            &["explain", "-c", "none.mes", "X"],
            2,
            "cannot read `none.mes`",
        ),
    ];
    for (arguments, expected, part) in cases {
        let (code, stdout, stderr) = run(&folder, arguments);
        assert_eq!(code, expected, "{arguments:?}: {stdout}{stderr}");
        assert!(stderr.contains(part), "{arguments:?}: {stderr}");
        assert!(!stderr.contains("panicked"), "{arguments:?}: {stderr}");
    }
    let (code, _, stderr) = run(&folder.join("empty"), &["manual"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("neither `Cargo.toml` nor `messages.toml` found"),
        "{stderr}"
    );
    write(&folder, "package/Cargo.toml", "");
    write(&folder, "package/src/bin/main.rs", "");
    let (code, _, stderr) = run(&folder.join("package/src/bin"), &["manual"]);
    let help = "\nhelp: to read the messages of the package of a folder above, use \
                `--manifest-path ../../Cargo.toml`\n";
    assert_eq!(code, 2);
    assert!(stderr.ends_with(help), "{stderr}");
    assert_eq!(
        run(&folder, &["manual"]).1,
        run(&folder, &["manual", "messages.toml"]).1
    );
    // If a file has a mistake, the other messages are still printed.
    let (_, stdout, _) = run(&folder, &["manual", "wrong.toml"]);
    assert!(
        stdout.contains("TOY_LOGIN") && !stdout.contains("TOY_STARTED started"),
        "{stdout}"
    );
}

#[test]
fn a_file_is_written_whole() {
    let folder = with_catalogue("whole");
    let out = folder.join("out.txt");
    prints(&folder, &["manual", "-o", "out.txt", "."]);
    let text = std::fs::read_to_string(&out).expect("it is there");
    assert!(text.ends_with("It is up. See TOY_LOGIN.\n"));
    prints(&folder, &["manual", "-f", "json", "-o", "out.txt", "."]);
    assert!(
        std::fs::read_to_string(&out)
            .expect("it is there")
            .starts_with('{')
    );
    // No temporary file is left.
    let names = std::fs::read_dir(&folder).expect("it is there").count();
    assert_eq!(names, 2);
}

#[test]
fn a_pipe_that_is_closed_is_no_mistake() {
    let folder = with_catalogue("pipe");
    let many: String = (0..20_000)
        .map(|number| format!("% PIPE_{number} text of a line that is rather long\n"))
        .collect();
    std::fs::write(folder.join("many.mes"), many).expect("the folder is there");
    let mut child = program(&folder, &["manual", "many.mes"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it can be run");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    let (code, _, stderr) = result(&output);
    assert_eq!((code, stderr.as_str()), (0, ""));
}

#[test]
fn the_files_of_a_package_are_found() {
    let folder = with_catalogue("package");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("it has one")).expect("it can be made");
        std::fs::write(path, text).expect("the folder is there");
    };
    write("Cargo.toml", "[package]\nname = \"toy\"\n[workspace]\n");
    write("mes/a.mes", "% PACKAGE_A a\n");
    write("mes/b.mes", "% PACKAGE_B b\n");
    write("other.mes", "% PACKAGE_OTHER not named\n");
    write(
        "src/main.rs",
        "mod more;
         mod m { kea_messages::kea_messages! { pub static ALL; files = [\"mes/*.mes\"], by_module } }
         // kea_messages!(file = \"other.mes\")
         fn main() { let file = \"other.mes\"; }",
    );
    write(
        "src/more.rs",
        "kea_messages!(pub(crate) file = \"messages.toml\");",
    );
    write("inner/Cargo.toml", "[package]\nname = \"inner\"\n");
    write("inner/src/lib.rs", "kea_messages!(file = \"none.mes\");");
    let manifest = ["manual", "--manifest-path", "Cargo.toml"];
    let text = prints(&folder, &manifest);
    for (id, is_there) in [
        ("PACKAGE_A a", true),
        ("PACKAGE_B b", true),
        ("TOY_LOGIN", true),
        ("PACKAGE_OTHER", false),
    ] {
        assert_eq!(text.contains(id), is_there, "{id}: {text}");
    }
}

#[test]
fn completions_and_the_man_page() {
    let folder = with_catalogue("generated");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = prints(&folder, &["completions", shell]);
        assert!(script.contains("product-version"), "{shell}");
    }
    assert!(prints(&folder, &["man-page"]).contains(".TH kea-messages 1 \"\" \"kea-messages "));
    let page = prints(&folder, &["man-page", "decode"]);
    assert!(
        page.contains(".TH kea-messages-decode 1 \"\" \"kea-messages "),
        "{page}"
    );
    assert!(page.contains("\\-\\-layout"), "{page}");
    let (code, _, stderr) = run(&folder, &["man-page", "decod"]);
    assert_eq!(
        (code, &*stderr),
        (
            2,
            "error: unknown command `decod`: did you mean `decode`?\n"
        )
    );
    let pages = folder.join("pages");
    assert_eq!(prints(&folder, &["man-page", "--all", "pages"]), "");
    let program = std::fs::read_to_string(pages.join("kea-messages.1")).expect("it is there");
    // Each page that another one names exists.
    for name in program.split("kea\\-messages\\-").skip(1) {
        let Some((name, _)) = name.split_once("(1)") else {
            continue;
        };
        let file = format!("kea-messages-{}.1", name.replace('\\', ""));
        assert!(pages.join(&file).exists(), "{file}");
    }
}

/// `-` means standard output, and not a file with this name.
#[test]
fn output_to_a_dash() {
    let folder = with_catalogue("dash");
    for arguments in [
        &["manual", "messages.toml"][..],
        &["convert", "--to", "toml", "messages.toml"],
        &["lock", "messages.toml"],
        &["schema"],
        &["completions", "bash"],
        &["man-page"],
    ] {
        let printed = prints(&folder, &[arguments, &["-o", "-"]].concat());
        assert!(printed.len() > 20, "{arguments:?}: {printed}");
    }
    // A folder cannot be printed.
    let pages = ["manual", "-f", "html-dir", "-o", "-", "messages.toml"];
    let (code, stdout, stderr) = run(&folder, &pages);
    let expected = "error: `--format html-dir` requires a folder to write to: `--output FOLDER`\n";
    assert_eq!((code, &*stdout, &*stderr), (2, "", expected));
    assert!(!folder.join("-").exists());
}

#[test]
fn messages_are_explained_by_a_pattern() {
    let folder = with_catalogue("explain-pattern");
    let explain = |pattern| run(&folder, &["explain", "-c", "messages.toml", pattern]);
    let (code, all, _) = explain("toy-*");
    assert_eq!(code, 0);
    let ids = |text: &str| text.lines().filter(|line| line.starts_with("TOY_")).count();
    assert!(ids(&all) > 1, "{all}");
    let (_, one, _) = explain("TOY_LOGI?");
    assert_eq!(ids(&one), 1, "{one}");
    let (code, _, stderr) = explain("nope*");
    assert_eq!((code, &*stderr), (1, "error: no ID matches `nope*`\n"));
    assert_eq!(explain("[").0, 2);
}
