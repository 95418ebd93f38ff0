//! Tests the sources of a catalogue: operands, options and standard input.

use crate::run::CATALOGUE;
use crate::{folder, prints, program, result, run, with_catalogue, write};
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

/// Like [`run`], with this text on standard input.
fn run_with_input(folder: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut child = program(folder, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it can be run");
    let mut stdin = child.stdin.take().expect("it is a pipe");
    // Writing fails if the program closes the pipe without reading it.
    _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    result(&child.wait_with_output().expect("it ends"))
}

/// A catalogue on standard input is read like a file, in each format.
#[test]
fn standard_input() {
    let folder = with_catalogue("catalogues-stdin");
    let json = prints(&folder, &["manual", "-f", "json"]);
    let mes = "% TOY_STARTED started\nIt is up.\n";
    write(&folder, "log", "TOY_STARTED started\n");
    for (format, text) in [("toml", CATALOGUE), ("json", &json), ("mes", mes)] {
        let file = format!("other.{format}");
        write(&folder, &file, text);
        for command in [
            "manual FILE",
            "convert --to json FILE",
            "lock -o - FILE",
            "explain toy-started -c FILE",
            "decode log -c FILE",
        ] {
            let words = |name: &str| -> Vec<String> {
                let words = command.split(' ');
                words.map(|word| word.replace("FILE", name)).collect()
            };
            let (from_file, from_stdin) = (words(&file), words("-"));
            let from_file: Vec<&str> = from_file.iter().map(String::as_str).collect();
            let mut from_stdin: Vec<&str> = from_stdin.iter().map(String::as_str).collect();
            from_stdin.extend(["--from", format]);
            let expected = run(&folder, &from_file);
            assert_eq!((expected.0, &*expected.2), (0, ""), "{command}");
            let found = run_with_input(&folder, &from_stdin, text);
            assert_eq!(found, expected, "{command} {format}");
        }
    }
    // The place of a mistake is in standard input.
    let check = ["check", "--from", "mes", "-"];
    let (code, _, stderr) = run_with_input(&folder, &check, "% A_B\n");
    assert_eq!(code, 1);
    let expected = "error[mistake]: missing text of `A_B`: `% A_B text`\n --> <stdin>:1:3\n";
    assert!(stderr.starts_with(expected), "{stderr}");
    let as_json = [&check[..], &["--format", "json"]].concat();
    let (_, stdout, _) = run_with_input(&folder, &as_json, "% A_B\n");
    assert!(stdout.contains("\"file\":\"<stdin>\""), "{stdout}");
    // Standard input can be one of several catalogues.
    let (code, toml, _) = run_with_input(
        &folder,
        &[
            "convert",
            "-t",
            "toml",
            "-",
            "--from",
            "mes",
            "messages.toml",
        ],
        "% A_B up\n",
    );
    assert_eq!(code, 0);
    assert!(
        toml.contains("[A_B]") && toml.contains("[TOY_LOGIN]"),
        "{toml}"
    );
    // A translation is converted to local texts.
    let po = "msgctxt \"A_B\"\nmsgid \"up\"\nmsgstr \"oben\"\n";
    let convert = ["convert", "--to", "mes", "-", "--from", "po"];
    assert_eq!(run_with_input(&folder, &convert, po).1, "% A_B oben\n");
}

#[test]
fn what_standard_input_cannot_be() {
    let folder = with_catalogue("catalogues-stdin-wrong");
    let twice = "standard input cannot be both the catalogue and the log: name a file for one of \
                 them";
    for (arguments, expected) in [
        (
            "manual -",
            "the format of standard input is unknown: add `--from`, such as `--from toml`",
        ),
        (
            "manual --from toml messages.toml",
            "`--from` is the format of standard input: add `-` as a catalogue",
        ),
        (
            "convert --to mes - --from toml -",
            "standard input, `-`, can only be given once",
        ),
        ("decode -c - --from toml", twice),
        ("decode -c - --from toml -", twice),
        ("explain -c - --from toml -", twice),
        (
            "check --local de.po - --from po",
            "standard input is a translation, not a catalogue: write it to a file, and use \
             `--local FILE`",
        ),
        (
            "manual - --manifest-path .",
            "the argument '[FILE]...' cannot be used with '--manifest-path <CARGO_TOML>'",
        ),
    ] {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let (code, stdout, stderr) = run_with_input(&folder, &arguments, "");
        assert_eq!((code, &*stdout), (2, ""), "{arguments:?}: {stderr}");
        let expected = format!("error: {expected}");
        assert!(stderr.starts_with(&expected), "{arguments:?}: {stderr}");
    }
}

/// Some commands accept a catalogue as an operand, and all of them as an option.
#[test]
fn every_command_takes_the_option() {
    let folder = folder("catalogues-option");
    write(&folder, "a.toml", CATALOGUE);
    write(&folder, "b.mes", "% B_ONE one\nIt is one.\n");
    for command in ["manual", "convert --to json", "lock -o -", "check -f json"] {
        let words: Vec<&str> = command.split(' ').collect();
        let operands = run(&folder, &[&words[..], &["a.toml", "b.mes"]].concat());
        for files in ["-c a.toml -c b.mes", "a.toml --catalogue b.mes"] {
            let files: Vec<&str> = files.split(' ').collect();
            let options = run(&folder, &[&words[..], &files].concat());
            assert_eq!(options, operands, "{command} {files:?}");
        }
        let wrong = [&words[..], &["-c", "a.toml", "--manifest-path", "."]].concat();
        let (code, _, stderr) = run(&folder, &wrong);
        assert_eq!(code, 2, "{command}");
        assert!(stderr.contains("cannot be used with"), "{stderr}");
    }
}

/// IDs can be written in upper or lower case, with dashes, and as patterns, wherever an ID is
/// expected.
#[test]
fn ids_of_any_form() {
    let folder = with_catalogue("catalogues-ids");
    write(&folder, "log", "TOY_STARTED started\nOTHER_THING thing\n");
    for id in [
        "TOY_STARTED",
        "toy-started",
        "Toy_Started",
        "toy-s*",
        "*-STARTED",
        "toy?started",
        "TOY_STARTED.",
        "[TOY_STARTED]",
        "12:00 INFO [toy] TOY_STARTED started",
    ] {
        let explained = prints(&folder, &["explain", id]);
        assert!(
            explained.starts_with("TOY_STARTED  info\n"),
            "{id}: {explained}"
        );
        if id.contains(['[', '.']) {
            continue;
        }
        let condition = format!("id={id}");
        for option in [["--id", id], ["--where", &condition]] {
            let lines = prints(&folder, &[&["decode", "log"], &option[..]].concat());
            assert_eq!(lines.lines().count(), 1, "{option:?}: {lines}");
            assert!(lines.contains("\"id\":\"TOY_STARTED\""), "{lines}");
        }
    }
    // Two patterns are combined with `or`, so each line matches one of them.
    let several = ["decode", "log", "--id", "toy-*", "--id", "other-thing"];
    assert_eq!(prints(&folder, &several).lines().count(), 2);
}
