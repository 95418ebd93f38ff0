//! Tests the destinations of results, and the errors if writing fails.

use crate::{prints, program, result, run, with_catalogue, write};
use std::io::Write as _;
use std::process::Command;

const LOG: &str = "2018-12-20 10:15:02.123 INFO  [toy/1] TOY_STARTED started\n";

/// A command line for each kind of output. The folder has a catalogue and a log.
const COMMANDS: [&str; 12] = [
    "manual",
    "explain toy-started",
    "convert --to toml",
    "decode log",
    "decode --explain log",
    "decode --stats log",
    "decode --learn-types log",
    "lock --release-notes messages.toml messages.toml",
    "check -f sarif",
    "schema",
    "completions fish",
    "man-page lock",
];

#[test]
fn every_command_writes_to_a_file() {
    let folder = with_catalogue("outputs-file");
    write(&folder, "log", LOG);
    for command in COMMANDS {
        let words: Vec<&str> = command.split(' ').collect();
        let printed = prints(&folder, &words);
        assert!(printed.len() > 10, "{command}: {printed}");
        let nothing = prints(&folder, &[&words[..], &["-o", "out"]].concat());
        assert_eq!(nothing, "", "{command}");
        let written = std::fs::read_to_string(folder.join("out")).expect("it was written");
        assert_eq!(written, printed, "{command}");
        let dash = prints(&folder, &[&words[..], &["-o", "-"]].concat());
        assert_eq!(dash, printed, "{command}");
        std::fs::remove_file(folder.join("out")).expect("it is there");
    }
    assert!(!folder.join("-").exists());
}

/// There is one error, with the path that the user has given, and without temporary names.
#[test]
#[cfg(unix)]
fn places_that_cannot_be_written() {
    let folder = with_catalogue("outputs-wrong");
    write(&folder, "log", LOG);
    std::fs::create_dir(folder.join("dir")).expect("it can be made");
    write(&folder, "file", "");
    for command in COMMANDS.iter().chain(&["lock"]) {
        let words: Vec<&str> = command.split(' ').collect();
        for (place, expected) in [
            ("none/out", "there is no folder `none`"),
            ("dir", "it is a folder"),
            ("file/out", "`file` is not a folder"),
        ] {
            let (code, stdout, stderr) = run(&folder, &[&words[..], &["-o", place]].concat());
            assert_eq!((code, &*stdout), (2, ""), "{command} {place}");
            // `manual` can write a folder, and says how.
            let expected = if (*command, place) == ("manual", "dir") {
                "it is a folder\nhelp: to write a page for each message into it, use `--format html-dir`"
            } else {
                expected
            };
            let expected = format!("error: cannot write `{place}`: {expected}\n");
            assert_eq!(stderr, expected, "{command}");
        }
    }
    // The old file is unchanged, and no other file is left.
    let names = std::fs::read_dir(&folder).expect("it is there").count();
    assert_eq!(names, 4);
}

/// If an input cannot be read at all, the old file is unchanged, and no new file is created.
#[test]
fn old_files_are_kept() {
    let folder = with_catalogue("outputs-kept");
    write(&folder, "log", LOG);
    std::fs::write(folder.join("broken.gz"), b"\x1f\x8b\x08\0").expect("it can be written");
    std::fs::create_dir(folder.join("dir")).expect("it can be made");
    let mut formats = vec![
        "",
        "--explain",
        "--stats",
        "--stats -f json",
        "--learn-types",
    ];
    if cfg!(feature = "columns") {
        formats.extend(["-f arrow", "-f parquet"]);
    }
    let names = || std::fs::read_dir(&folder).expect("it is there").count();
    let kept = |command: &str, expected: (i32, &str)| {
        for old in [None, Some("old")] {
            let out = folder.join("out");
            old.inspect(|old| write(&folder, "out", old));
            let before = names();
            let words = command.split_whitespace().chain(["-o", "out"]);
            let broken = std::fs::File::open(folder.join("broken.gz")).expect("it is there");
            let mut program = program(&folder, &words.collect::<Vec<_>>());
            let (code, stdout, stderr) = result(&program.stdin(broken).output().expect("it runs"));
            assert_eq!((code, &*stderr), expected, "{command}");
            assert_eq!(stdout, "", "{command}");
            assert_eq!(
                std::fs::read_to_string(&out).ok().as_deref(),
                old,
                "{command}"
            );
            assert_eq!(names(), before, "{command}");
            _ = std::fs::remove_file(out);
        }
    };
    let none = "error: cannot read `none`: No such file or directory (os error 2)\n";
    let broken = "error: cannot read `broken.gz`: unexpected end of file\n";
    let stdin = "error: cannot read standard input: unexpected end of file\n";
    let dir = "error: cannot read `dir`: it is a folder\n";
    for format in formats {
        kept(&format!("decode {format} none"), (2, none));
        kept(&format!("decode {format} log none log"), (2, none));
        kept(&format!("decode {format} broken.gz log"), (2, broken));
        kept(&format!("decode {format} log -"), (2, stdin));
        if cfg!(unix) {
            kept(&format!("decode {format} dir"), (2, dir));
        }
    }
    // All logs are opened before the first one is decoded.
    kept("decode none broken.gz", (2, &[none, broken].concat()));
    let unknown = "error: there is no message NOPE\nnote: searched `messages.toml`\n";
    kept("explain nope", (1, unknown));

    // If at least one message is explained, the file is written.
    let (code, _, stderr) = run(&folder, &["explain", "nope", "toy-started", "-o", "out"]);
    assert_eq!((code, &*stderr), (1, unknown));
    let written = std::fs::read_to_string(folder.join("out")).expect("it was written");
    assert!(written.starts_with("TOY_STARTED  info\n"), "{written}");
}

/// If a log is truncated, this is an error, but the lines before that are written to the file.
#[test]
fn a_log_that_breaks_off() {
    let folder = with_catalogue("outputs-broken");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(LOG.as_bytes()).expect("it takes it");
    let packed = gzip.finish().expect("it ends");
    let name = folder.join("log.gz");
    std::fs::write(name, &packed[..packed.len() - 6]).expect("it can be written");
    write(&folder, "log", LOG);
    write(&folder, "out", "old");
    let (code, _, stderr) = run(&folder, &["decode", "log.gz", "log", "-o", "out"]);
    let expected = "error: cannot read `log.gz`: unexpected end of file\n";
    assert_eq!((code, &*stderr), (2, expected));
    let written = std::fs::read_to_string(folder.join("out")).expect("it is there");
    let decoded = prints(&folder, &["decode", "log"]);
    assert_eq!(written, [&*decoded, &decoded].concat());
}

/// If the output is standard output, the other logs are decoded.
#[test]
fn a_log_that_cannot_be_read_and_others() {
    let folder = with_catalogue("outputs-others");
    write(&folder, "log", LOG);
    let decoded = prints(&folder, &["decode", "log"]);
    let (code, stdout, stderr) = run(&folder, &["decode", "none", "log"]);
    assert_eq!((code, stdout), (2, decoded), "{stderr}");
}

/// A full disk is detected while the temporary file is written.
#[test]
#[cfg(unix)]
fn files_that_get_too_long() {
    let folder = with_catalogue("outputs-long");
    write(&folder, "log", &LOG.repeat(2_000));
    write(&folder, "out", "old");
    let binary = env!("CARGO_BIN_EXE_kea-messages");
    let mut commands = vec![
        "manual -f html -o out",
        "decode log -o out",
        "completions bash -o out",
    ];
    if cfg!(feature = "columns") {
        commands.push("decode log -f arrow -o out");
    }
    for command in commands {
        // If the signal is ignored, writing more than the limit is an error.
        let line = format!("trap '' XFSZ; ulimit -f 1; exec '{binary}' {command}");
        let mut shell = Command::new("sh");
        shell.args(["-c", &line]).current_dir(&folder);
        let (code, stdout, stderr) = result(&shell.output().expect("there is a shell"));
        assert_eq!((code, &*stdout), (2, ""), "{command}: {stderr}");
        let is_plain = stderr.starts_with("error: cannot write `out`: ")
            && stderr.ends_with("File too large (os error 27)\n")
            && !stderr.contains(".tmp");
        assert!(is_plain, "{command}: {stderr}");
        let old = std::fs::read_to_string(folder.join("out")).expect("it is there");
        assert_eq!(old, "old", "{command}");
    }
    let names = std::fs::read_dir(&folder).expect("it is there").count();
    assert_eq!(names, 3);
}

/// Results are written directly to a device.
#[test]
#[cfg(target_os = "linux")]
fn a_full_device() {
    let folder = with_catalogue("outputs-full");
    write(&folder, "log", LOG);
    for command in ["manual", "decode log", "lock"] {
        let words: Vec<&str> = command.split(' ').collect();
        let (code, _, stderr) = run(&folder, &[&words[..], &["-o", "/dev/full"]].concat());
        let expected = "error: cannot write `/dev/full`: No space left on device (os error 28)\n";
        assert_eq!((code, &*stderr), (2, expected), "{command}");
    }
    let full = std::fs::File::create("/dev/full").expect("Linux has it");
    let output = program(&folder, &["manual"]).stdout(full).output();
    let (code, _, stderr) = result(&output.expect("it can be run"));
    let expected = "error: cannot write: No space left on device (os error 28)\n";
    assert_eq!((code, &*stderr), (2, expected));
}

/// A similar file is only suggested for a missing file, not for one that cannot be opened.
#[test]
#[cfg(unix)]
fn files_that_are_refused() {
    let folder = with_catalogue("outputs-refused");
    write(&folder, "log", LOG);
    // Root ignores the permissions of a file, but cannot follow a link to itself.
    for name in ["mesages.toml", "logs"] {
        std::os::unix::fs::symlink(name, folder.join(name)).expect("it can be made");
    }
    for arguments in [
        "manual mesages.toml",
        "manual logs",
        "explain -c mesages.toml x",
        "decode logs",
        "check --rules logs",
        "check --local logs",
        "check --coverage logs",
        "check --locked=logs",
        "lock -o logs",
        "manual --types mesages.toml",
    ] {
        let words: Vec<&str> = arguments.split(' ').collect();
        let (code, stdout, stderr) = run(&folder, &words);
        assert_eq!((code, &*stdout), (2, ""), "{arguments}: {stderr}");
        let error = ": Too many levels of symbolic links (os error 40)\n";
        assert!(stderr.ends_with(error), "{arguments}: {stderr}");
        assert_eq!(stderr.lines().count(), 1, "{arguments}: {stderr}");
    }
    for arguments in ["check --rules logg", "check --local logg", "decode logg"] {
        let words: Vec<&str> = arguments.split(' ').collect();
        let (_, _, stderr) = run(&folder, &words);
        let help = "\nhelp: a file `log` exists in that folder\n";
        assert!(stderr.ends_with(help), "{arguments}: {stderr}");
    }
}

/// Without `--format`, the extension of a file determines its format.
#[test]
fn formats_by_the_ending() {
    let folder = with_catalogue("outputs-ending");
    write(&folder, "log", LOG);
    for (name, format) in [
        ("out.html", "html"),
        ("out.md", "markdown"),
        ("out.json", "json"),
        ("out.txt", "text"),
        ("out.7", "man"),
        ("out-1.5", "text"),
    ] {
        prints(&folder, &["manual", "-o", name]);
        let written = std::fs::read_to_string(folder.join(name)).expect("it was written");
        assert_eq!(
            written,
            prints(&folder, &["manual", "-f", format]),
            "{name}"
        );
    }
    prints(&folder, &["manual", "-f", "text", "-o", "out.html"]);
    let written = std::fs::read_to_string(folder.join("out.html")).expect("it was written");
    assert_eq!(written, prints(&folder, &["manual"]));
    let rows = [
        ("out.arrow", "ARROW1"),
        ("out.feather", "ARROW1"),
        ("out.parquet", "PAR1"),
    ];
    for (name, start) in rows {
        let (code, _, stderr) = run(&folder, &["decode", "log", "-o", name]);
        if cfg!(feature = "columns") {
            assert_eq!((code, &*stderr), (0, ""), "{name}");
            let written = std::fs::read(folder.join(name)).expect("it was written");
            assert!(written.starts_with(start.as_bytes()), "{name}");
        } else {
            assert_eq!(code, 2, "{name}");
            let reason = "was built without the feature `columns`";
            assert!(stderr.contains(reason), "{name}: {stderr}");
            assert!(!folder.join(name).exists(), "{name}");
        }
        prints(&folder, &["decode", "-f", "json", "log", "-o", name]);
        let written = std::fs::read(folder.join(name)).expect("it was written");
        assert!(written.starts_with(b"{"), "{name}");
    }
    for (name, start) in [
        ("out.sarif", "{\n"),
        ("found.json", "{\""),
        ("found.txt", "warning["),
    ] {
        write(&folder, "wrong.toml", "[A_FAIL]\ntext = \"failed\"\n");
        let (code, ..) = run(&folder, &["check", "-o", name, "wrong.toml"]);
        assert_eq!(code, 1, "{name}");
        let written = std::fs::read_to_string(folder.join(name)).expect("it was written");
        assert!(written.starts_with(start), "{name}: {written}");
    }
}

/// A file of another format would have what its extension does not promise.
#[test]
fn extensions_of_other_formats() {
    let folder = with_catalogue("outputs-other-endings");
    write(&folder, "log", LOG);
    for (arguments, file, help) in [
        (
            "manual",
            "manual.pdf",
            "write HTML, `-o manual.html`, and print it to PDF from a browser",
        ),
        (
            "manual",
            "manual.toml",
            "to convert the catalogue, use `kea-messages convert --to toml`",
        ),
        ("check", "found.saref", "did you mean `.sarif`?"),
        (
            "check",
            "found.xml",
            "use one of `.json`, `.sarif`, `.txt`, `.jsonl`, `.ndjson`, `.log`, or add `--format`",
        ),
        (
            "decode log",
            "rows.csv",
            if cfg!(feature = "columns") {
                "use one of `.json`, `.jsonl`, `.ndjson`, `.txt`, `.log`, `.arrow`, `.parquet`, \
                 `.feather`, or add `--format`"
            } else {
                "use one of `.json`, `.jsonl`, `.ndjson`, `.txt`, `.log`, or add `--format`"
            },
        ),
    ] {
        let words: Vec<&str> = arguments.split(' ').collect();
        let (code, _, stderr) = run(&folder, &[&words[..], &["-o", file]].concat());
        let (_, extension) = file.split_once('.').expect("it has one");
        let expected = format!(
            "error: cannot write `{file}`: `{}` has no format with the extension \
             `.{extension}`\nhelp: {help}\n",
            words[0]
        );
        assert_eq!((code, stderr), (2, expected));
        assert!(!folder.join(file).exists(), "{file}");
    }
    // These are not lines of JSON.
    prints(&folder, &["decode", "--stats", "log", "-o", "stats.csv"]);
    prints(
        &folder,
        &["decode", "--learn-types", "log", "-o", "types.toml"],
    );
}

#[cfg(unix)]
#[test]
fn links_stay_links() {
    use std::os::unix::fs::symlink;
    let folder = with_catalogue("outputs-links");
    std::fs::create_dir_all(folder.join("real")).expect("it can be made");
    for (link, target) in [("a", "b"), ("b", "real/new"), ("loop", "loop")] {
        symlink(target, folder.join(link)).expect("it can be made");
    }
    for _ in ["the file does not exist", "it exists"] {
        prints(&folder, &["schema", "-o", "a"]);
        let target = folder.join("a").read_link().expect("it is a link");
        assert_eq!(target.to_str(), Some("b"));
        assert!(folder.join("real/new").is_file());
    }
    let (code, _, stderr) = run(&folder, &["schema", "-o", "loop"]);
    assert_eq!(
        (code, &*stderr),
        (2, "error: cannot write `loop`: it is a link to itself\n")
    );
}
