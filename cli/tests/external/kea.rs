//! Tests Kea's own message files and its manual.

use crate::run::{program, result};
use kea_messages_tests::workspace;
use std::path::{Path, PathBuf};

/// The folders of the message files, and of the manual of the same version.
pub(crate) const KEA: &str = "../shared/kea-1.5.0-P1";
pub(crate) const SEED: &str = "../shared/seed";

fn mes() -> PathBuf {
    workspace().join(KEA).join("mes")
}

fn run(arguments: &[&Path]) -> String {
    let mut command = program(Path::new("."), &[]);
    let output = command.args(arguments).output().expect("it can be run");
    let (_, stdout, _) = result(&output);
    stdout
}

/// Returns the paragraphs of a book after `from`, with single spaces between words.
fn paragraphs(book: &str, from: &str) -> Vec<String> {
    let (_, entries) = book.split_once(from).expect("the chapter begins");
    entries
        .split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

/// Compares the text of the manual with the document, which ends in the middle of a word.
pub(crate) fn the_text_is_that_of_the_manual() {
    let seed = workspace()
        .join(SEED)
        .join("kea-messages-manual-1.5.0-P1.txt");
    let seed = std::fs::read_to_string(seed).expect("it can be read");
    let book = run(&[Path::new("manual"), &mes()]);
    let contents = |book: &str| -> Vec<String> {
        let head = book.split("\nChapter").next().unwrap_or("");
        let lines = head.lines().filter(|line| line.ends_with(" Module"));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(contents(&book), contents(&seed));
    assert_eq!(contents(&book).len(), 22);

    // The document contains each entry twice.
    let expected = paragraphs(&seed.replace("\u{a0}", " "), "Chapter 2. Kea Log Messages");
    let mut once: Vec<String> = Vec::new();
    let mut is_second = false;
    for paragraph in expected {
        let is_heading = paragraph.split(' ').next().is_some_and(|word| {
            word.contains('_')
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte == b'_' || byte.is_ascii_digit())
        });
        if is_heading || paragraph.ends_with(" Module") {
            is_second = paragraph.contains(" (1) ");
        }
        if !is_second {
            once.push(paragraph);
        }
    }
    let cut = once.pop().expect("there are entries");
    let found = paragraphs(&book, "Chapter 2. Messages");
    assert!(once.len() > 15, "{once:?}");
    assert_eq!(found[..once.len()], once);
    assert!(found[once.len()].starts_with(&cut), "{cut}");
}

/// Converting each file from `.mes` to TOML and back results in the same catalogue.
pub(crate) fn nothing_is_lost_on_the_way_to_toml_and_back() {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let toml = temporary.join("converted.toml");
    let back = temporary.join("converted.mes");
    let to = Path::new("--to");
    let convert = |format: &str, output: &Path, input: &Path| {
        let arguments = ["convert", "--to", format, "-o"].map(Path::new);
        run(&[&arguments[..], &[output, input]].concat());
    };
    let mut count = 0;
    for file in std::fs::read_dir(mes()).expect("it can be read") {
        let file = file.expect("it can be read").path();
        let original = run(&[Path::new("convert"), to, Path::new("json"), &file]);
        for (format, output, input) in [("toml", &toml, &file), ("mes", &back, &toml)] {
            convert(format, output, input);
            let json = run(&[Path::new("convert"), to, Path::new("json"), output]);
            let same = |json: &str| -> Vec<String> {
                // Lines can be wrapped differently.
                json.replace("\\n", " ")
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect()
            };
            assert_eq!(
                same(&json),
                same(&original),
                "{} as {format}",
                file.display()
            );
        }
        count += 1;
    }
    assert_eq!(count, 24);
}

/// Lines as Kea writes them, with the arguments of each. Without types, each of them is ambiguous.
const AMBIGUOUS: [(&str, &str); 4] = [
    (
        "DHCP6_BUFFER_RECEIVED received buffer from fe80::1:2:546 to ff02::1:2:547 over interface \
         eth0",
        r#"{"destination":"ff02::1:2","destination_port":547,"interface":"eth0","source":"fe80::1:2","source_port":546}"#,
    ),
    (
        "DHCP6_LEASE_DATA duid=[00:01:02], tid=0x7b: detailed lease information for iaid=1: Type: \
         IA_NA(0)\nAddress: 2001:db8::100",
        r#"{"client":"duid=[00:01:02], tid=0x7b","iaid":1,"lease":"Type: IA_NA(0)\nAddress: 2001:db8::100"}"#,
    ),
    (
        "DHCP6_ADD_STATUS_CODE_FOR_IA duid=[00:01], tid=0x1: adding Status Code to IA with iaid=5: \
         NoAddrsAvail: none is left",
        r#"{"arg3":"NoAddrsAvail: none is left","client":"duid=[00:01], tid=0x1","iaid":5}"#,
    ),
    (
        "CTRL_AGENT_HTTP_SERVICE_STARTED HTTP service bound to address 2001:db8::1:8000",
        r#"{"address":"2001:db8::1","port":8000}"#,
    ),
];

/// Decodes these lines with and without the types that `tests/real_kea/run` uses for real logs.
pub(crate) fn types_tell_values_apart() {
    const HEAD: &str = "2018-12-20 10:15:02.123 DEBUG [kea-dhcp6.packets/4711]";
    let folder = crate::run::folder("kea-types");
    // Each line is repeated, because the log shows whether the lines of a message always continue
    // in the same way.
    let mut log = String::new();
    for (line, _) in AMBIGUOUS {
        log += &format!("{HEAD} {line}\n").repeat(3);
    }
    std::fs::write(folder.join("log"), log).expect("the folder is there");
    let file = workspace().join("tests/real_kea/types.toml");
    let decode = |types: &[&Path]| -> Vec<serde_json::Value> {
        let mut command = program(&folder, &["decode", "log", "-c"]);
        let output = command.arg(mes()).args(types).output();
        let (_, stdout, _) = result(&output.expect("it can be run"));
        let lines = stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).expect("it is JSON"))
            .collect()
    };
    let untyped = decode(&[]);
    let typed = decode(&[Path::new("--types"), &file]);
    assert_eq!(
        (untyped.len(), typed.len()),
        (3 * AMBIGUOUS.len(), 3 * AMBIGUOUS.len())
    );
    for (index, (line, expected)) in AMBIGUOUS.iter().enumerate() {
        for copy in 0..3 {
            assert_eq!(untyped[3 * index + copy]["status"], "ambiguous", "{line}");
            assert_eq!(typed[3 * index + copy]["status"], "decoded", "{line}");
            assert_eq!(
                typed[3 * index + copy]["arguments"].to_string(),
                *expected,
                "{line}"
            );
        }
    }
}
