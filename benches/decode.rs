//! Measures decoding a log: `kea-messages decode`, compared with `grep -c` and a table of regular
//! expressions in Python for the same file, and with lnav for a shorter file.

#![forbid(unsafe_code)]

use kea_messages_benches::samples::Samples;
use kea_messages_benches::table::{Row, Table, Unit};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The number of messages in Kea 3.3.1.
const MESSAGES: usize = 2_350;
const LINES: usize = 1_000_000;
/// The number of lines for lnav, which is slow.
const FEWER_LINES: usize = 100_000;
const RUNS: usize = 3;

/// A program that decodes valid lines like `decode`.
const PYTHON: &str = r#"
import json, re, sys
table = {}
for line in open("messages.mes"):
    if line.startswith("% "):
        _, id, text = line.rstrip("\n").split(" ", 2)
        pattern = re.escape(text).replace("%1", "(.*?)").replace("%2", "(.*?)").replace("%3", "(.*)")
        table[id] = re.compile(pattern + "$")
head = re.compile(r"(\S+ \S+) (\S+)\s+\[(.*)/(\d+)\] (\S+) (.*)")
for line in open("log"):
    found = head.match(line)
    values = table[found.group(5)].match(found.group(6))
    sys.stdout.write(json.dumps([*found.groups(), *values.groups()]) + "\n")
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("kea-messages-decode-{}", std::process::id()));
    std::fs::create_dir(&folder)?;
    let result = measure(&folder);
    std::fs::remove_dir_all(&folder)?;
    println!("{}", result?);
    Ok(())
}

fn measure(folder: &Path) -> Result<String, Box<dyn Error>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let built = Command::new(cargo)
        .args(["build", "--release", "--quiet", "-p", "kea-messages-cli"])
        .current_dir(&workspace)
        .status()?;
    if !built.success() {
        return Err("the program could not be built".into());
    }
    let target = std::env::var_os("CARGO_TARGET_DIR");
    let target = target.map_or_else(|| workspace.join("target"), PathBuf::from);
    let program = target.join("release/kea-messages");
    std::fs::write(folder.join("messages.mes"), catalogue())?;
    let write_log = |name: &str, lines| {
        let log = log(lines);
        std::fs::write(folder.join(name), &log)?;
        Ok::<_, Box<dyn Error>>(log.len() / 1_000_000)
    };
    let megabytes = write_log("log", LINES)?;
    let fewer_megabytes = write_log("short.log", FEWER_LINES)?;
    std::fs::write(folder.join("table.py"), PYTHON)?;

    let decode = |arguments: &[&str]| {
        let mut decode = Command::new(&program);
        decode
            .args(["decode", "-c", "messages.mes"])
            .args(arguments);
        if !arguments.contains(&"short.log") {
            decode.arg("log");
        }
        decode
    };
    let mut grep = Command::new("grep");
    grep.args(["-c", "MESSAGE_", "log"]);
    let mut python = Command::new("python3");
    python.arg("table.py");
    let commands = vec![
        ("regular expressions, Python", python),
        ("decode --jobs 1", decode(&["--jobs", "1"])),
        ("decode, all cores", decode(&[])),
        (
            "decode --stats --jobs 1",
            decode(&["--stats", "--jobs", "1"]),
        ),
        ("decode --stats, all cores", decode(&["--stats"])),
        ("grep -c", grep),
    ];
    let mut tables = run(
        folder,
        &format!("A log of {megabytes} MB, {LINES} lines"),
        commands,
    )?;
    let Some(lnav) = lnav(folder, &workspace, &program)? else {
        tables += "\nlnav is not there, and was not measured: .ci/log-tools fetches it\n";
        return Ok(tables);
    };
    let commands = vec![
        ("lnav, the same format", lnav),
        ("decode --jobs 1", decode(&["--jobs", "1", "short.log"])),
    ];
    let title = format!("A log of {fewer_megabytes} MB, {FEWER_LINES} lines");
    tables += "\n";
    tables += &run(folder, &title, commands)?;
    Ok(tables)
}

/// Runs the commands in turn, and returns a table of their times.
fn run(
    folder: &Path,
    title: &str,
    mut commands: Vec<(&str, Command)>,
) -> Result<String, Box<dyn Error>> {
    let mut samples: Vec<Samples> = commands.iter().map(|_| Samples::default()).collect();
    for _ in 0..RUNS {
        for ((name, command), samples) in commands.iter_mut().zip(&mut samples) {
            command.current_dir(folder);
            let start = Instant::now();
            let ended = if name.starts_with("grep") {
                // Without a reader of its output, grep would stop at the first match.
                command.output().map(|output| output.status)
            } else {
                command.stdout(Stdio::null()).status()
            };
            let ended = ended.map_err(|error| format!("{name}: {error}"))?;
            if !ended.success() {
                return Err(format!("{name}: {ended}").into());
            }
            samples.push(start.elapsed().as_secs_f64());
        }
    }
    let title = format!("{title}, {MESSAGES} messages");
    let rows = commands.iter().zip(samples);
    let table = Table {
        title: &title,
        unit: Unit::Seconds,
        rows: rows
            .map(|((name, _), samples)| Row {
                name,
                samples,
                goal: None,
            })
            .collect(),
    };
    Ok(table.to_string())
}

/// Returns the command with which lnav writes the values in the shorter log as JSON, using the
/// format that `convert` creates. Returns `None` if lnav is not installed.
fn lnav(
    folder: &Path,
    workspace: &Path,
    program: &Path,
) -> Result<Option<Command>, Box<dyn Error>> {
    let fetched = workspace.join("target/log-tools/bin/lnav");
    let name = if fetched.exists() {
        fetched
    } else {
        "lnav".into()
    };
    let mut asked = Command::new(&name);
    if !asked.arg("-V").output().is_ok_and(|it| it.status.success()) {
        return Ok(None);
    }
    let formats = folder.join("formats/installed");
    std::fs::create_dir_all(&formats)?;
    let converted = Command::new(program)
        .args(["convert", "--to", "lnav", "messages.mes", "-o"])
        .arg(formats.join("kea.json"))
        .current_dir(folder)
        .status()?;
    if !converted.success() {
        return Err("the format of lnav could not be made".into());
    }
    let mut lnav = Command::new(name);
    // Without a separate home folder, lnav would read the user's formats.
    lnav.env("HOME", folder).arg("-I").arg(folder);
    lnav.args(["-n", "-c", ";SELECT * FROM kea_log"]);
    lnav.args(["-c", ":write-json-to values.json", "short.log"]);
    Ok(Some(lnav))
}

fn catalogue() -> String {
    let mut out = String::new();
    for number in 0..MESSAGES {
        // Writing to a String does not fail.
        _ = writeln!(
            out,
            "% MESSAGE_{number} %1: something happened to %2 after %3 attempts\nA description."
        );
    }
    out
}

fn log(lines: usize) -> String {
    let mut out = String::new();
    for number in 0..lines {
        // Consecutive lines have different messages, as in a real log.
        let message = number * 7_919 % MESSAGES;
        _ = writeln!(
            out,
            "2018-12-20 10:15:02.{:03} WARN  [kea-dhcp4.alloc-engine/4711] MESSAGE_{message} \
             hwaddr=08:00:2b:02:3f:{:02x}: something happened to 192.0.2.{} after {} attempts",
            number % 1_000,
            number % 256,
            number % 255,
            number % 77,
        );
    }
    out
}
