//! Tests that lnav, syslog-ng and liblognorm accept the formats that are written for them, and find
//! the same values as the decoder, or none. `.ci/log-tools` downloads these programs.

use crate::check::{Found, Sample, samples};
use crate::run::folder;
use kea_messages_catalog::formats::Format;
use kea_messages_tests::workspace;
use serde_json::Value;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Returns the path of a downloaded program, or its name if it was not downloaded.
pub(crate) fn program(name: &str) -> String {
    let fetched = workspace().join("target/log-tools/bin").join(name);
    if fetched.exists() {
        fetched.display().to_string()
    } else {
        name.to_owned()
    }
}

/// Tests a program with each sample. `run` gets the folder with the written file, and the sample.
/// `least` has the minimum numbers of lines and of messages with values for each sample.
fn test(
    format: Format,
    file: &str,
    field: impl Fn(&str) -> String + Copy,
    least: &[(&str, usize, usize)],
    run: impl Fn(&Path, &Sample) -> Vec<Option<Found>>,
) {
    for sample in samples(&workspace()) {
        let folder = folder(&format!("parsers-{format:?}-{}", sample.name));
        let text = format.write(&sample.catalogue).text;
        write_file(&folder.join(file), &text);
        let count = sample.check(&run(&folder, &sample), field);
        count.check(sample.name, least);
    }
}

fn write_file(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("it has one")).expect("it can be made");
    std::fs::write(path, text).expect("the folder is there");
}

/// Returns the output of a program for this standard input.
fn printed(command: &mut Command, input: &str) -> String {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it can be run");
    let mut stdin = child.stdin.take().expect("it is piped");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("it ends");
    _ = writer.join();
    // pdbtool exits with 1 if its last line does not match.
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.code().is_some_and(|code| code < 2),
        "{errors}"
    );
    String::from_utf8(output.stdout).expect("it is UTF-8")
}

fn lines(sample: &Sample) -> String {
    sample.lines.join("\n") + "\n"
}

/// Returns the text of a value, unless it is null.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// Returns the parts and the values of a JSON line. `parts` has the names of the parts.
fn found(object: &Value, parts: &[(&'static str, &str)], is_value: impl Fn(&str) -> bool) -> Found {
    let fields = object.as_object().expect("it is an object");
    let part = |(part, name): &(&'static str, &str)| Some((*part, text(fields.get(*name)?)?));
    let values = fields.iter().filter(|(name, _)| is_value(name));
    Found {
        parts: parts.iter().filter_map(part).collect(),
        values: values
            .filter_map(|(name, value)| Some((name.clone(), text(value)?)))
            .collect(),
    }
}

/// Renames arguments with the names of other columns or fields, or with invalid names.
fn field(name: &str) -> String {
    match name {
        "time" => "time_".to_owned(),
        "größe" => "arg3".to_owned(),
        name => name.to_owned(),
    }
}

pub(crate) fn lnav_finds_what_the_decoder_finds() {
    let lower = |name: &str| match name {
        // This is a keyword of SQL.
        "from" => "from_".to_owned(),
        name => field(name).to_ascii_lowercase(),
    };
    let least = [
        ("hostile", 400, 20),
        ("example", 300, 9),
        ("kea", 4_000, 870),
    ];
    test(
        Format::Lnav,
        "formats/installed/kea.json",
        lower,
        &least,
        |folder, sample| {
            let log = folder.join("kea.log");
            write_file(&log, &lines(sample));
            let mut command = Command::new(program("lnav"));
            command
                .current_dir(folder)
                .env("HOME", folder)
                .arg("-I")
                .arg(folder)
                .arg("-n");
            let query = ";SELECT * FROM kea_log";
            let out = folder.join("out.json");
            let write = format!(":write-json-to {}", out.display());
            command.args(["-c", query, "-c", &write]).arg(&log);
            printed(&mut command, "");
            let rows = std::fs::read(&out).expect("it is written");
            let rows: Vec<Value> = serde_json::from_slice(&rows).expect("it is JSON");
            let mut all = vec![None; sample.lines.len()];
            let parts = [
                ("severity", "severity"),
                ("logger", "logger"),
                ("pid", "pid"),
                ("id", "id"),
            ];
            let is_value = |name: &str| {
                !name.starts_with("log_") && parts.iter().all(|(_, other)| *other != name)
            };
            for row in rows {
                let line = row["log_line"].as_u64().expect("it is a number");
                let line = usize::try_from(line).expect("there are not so many");
                // lnav removes escape sequences from a line before it parses the line.
                if !sample.lines[line].contains('\u{1b}') {
                    all[line] = Some(found(&row, &parts, is_value));
                }
            }
            all
        },
    );
}

/// The header of a syslog record, which precedes Kea's line.
const SYSLOG: &str = "<134>Jan  2 03:04:05 host kea: ";

pub(crate) fn syslog_ng_finds_what_the_decoder_finds() {
    let name = |name: &str| match name {
        "größe" => "arg3".to_owned(),
        name => name.to_owned(),
    };
    let least = [
        ("hostile", 2_000, 20),
        ("example", 1_000, 9),
        ("kea", 30_000, 870),
    ];
    test(
        Format::SyslogNg,
        "kea.xml",
        name,
        &least,
        |folder, sample| {
            let log = folder.join("kea.log");
            let numbered = sample.lines.iter().map(|line| format!("{SYSLOG}{line}\n"));
            write_file(&log, &numbered.collect::<String>());
            let mut command = Command::new(program("pdbtool"));
            command.args(["match", "-p"]).arg(folder.join("kea.xml"));
            let printed = printed(command.arg("-f").arg(&log), "");
            let mut all = Vec::new();
            for record in printed.split("\n\n").filter(|record| !record.is_empty()) {
                let mut found = Found::default();
                for field in record.lines() {
                    let Some((name, value)) = field.split_once('=') else {
                        continue;
                    };
                    let value = value.to_owned();
                    match name.strip_prefix("kea.") {
                        Some("time") => _ = found.parts.insert("time", value),
                        Some("severity") => _ = found.parts.insert("severity", value),
                        Some("logger") => _ = found.parts.insert("logger", value),
                        Some("pid") => _ = found.parts.insert("pid", value),
                        Some("id") => _ = found.parts.insert("id", value),
                        Some(other) => {
                            if let Some(name) = other.strip_prefix("arguments.") {
                                found.values.insert(name.to_owned(), value);
                            }
                        }
                        None => {}
                    }
                }
                // syslog-ng treats a carriage return as a part of the line ending.
                let line = sample.lines.get(all.len());
                let is_whole = line.is_some_and(|line| !line.ends_with('\r'));
                all.push(is_whole.then_some(found));
            }
            all
        },
    );
}

pub(crate) fn liblognorm_finds_what_the_decoder_finds() {
    let least = [
        ("hostile", 500, 10),
        // Four of the messages in this sample have typed arguments.
        ("example", 500, 5),
        ("kea", 20_000, 850),
    ];
    let lognorm_field = |name: &str| field(name);
    test(
        Format::Lognorm,
        "kea.rulebase",
        lognorm_field,
        &least,
        |folder, sample| {
            let mut command = Command::new(program("lognormalizer"));
            command.arg("-r").arg(folder.join("kea.rulebase"));
            let printed = printed(command.args(["-e", "json"]), &lines(sample));
            let parts = [
                ("severity", "severity"),
                ("logger", "logger"),
                ("pid", "pid"),
                ("id", "id"),
            ];
            let others = [
                "date",
                "time",
                "fraction",
                "text",
                "originalmsg",
                "unparsed-data",
            ];
            let is_value = |name: &str| {
                !others.contains(&name) && parts.iter().all(|(_, other)| *other != name)
            };
            let lines = sample.lines.iter().zip(printed.lines());
            let found = lines.map(|(line, printed)| {
                let object = serde_json::from_str(printed).expect("it is JSON");
                // lognormalizer treats a carriage return as a part of the line ending.
                (!line.ends_with('\r')).then(|| found(&object, &parts, is_value))
            });
            found.collect()
        },
    );
}
