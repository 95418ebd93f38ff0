//! Runs the shell commands in the README and in the guide.
//!
//! In a block `sh`, each line that calls the program is run. The complete output of the block is
//! compared with the following block `text` or `json`, if only empty lines are between them. The
//! exit code is 1 if the output contains an error or a warning, and 0 otherwise.

use crate::recorded::of_guide;
use crate::{folder, result, write};
use std::path::{Path, PathBuf};
use std::process::Command;

const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/program/guide");
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Returns the fenced blocks of a page, and for each whether there is text between it and the
/// previous block.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    let mut is_apart = true;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some("")) => {
                blocks.extend(open.take());
                is_apart = false;
            }
            (Some(block), _) => block.lines.push(line.to_owned()),
            (None, Some(language)) => {
                open = Some(Block {
                    language: language.to_owned(),
                    lines: Vec::new(),
                    is_apart,
                });
            }
            (None, None) => is_apart |= !line.is_empty(),
        }
    }
    assert!(open.is_none(), "a block has no end");
    blocks
}

pub(crate) struct Block {
    pub(crate) language: String,
    pub(crate) lines: Vec<String>,
    is_apart: bool,
}

impl Block {
    pub(crate) fn text(&self) -> String {
        self.lines.join("\n") + "\n"
    }
}

/// Reads a file of the repository.
fn read(path: &str) -> String {
    let path = Path::new(ROOT).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the first block in this language that contains `part`.
fn block(page: &str, language: &str, part: &str) -> String {
    let mut blocks = blocks(&read(page)).into_iter();
    let found = blocks.find(|block| block.language == language && block.text().contains(part));
    found.expect("the page has the block").text()
}

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(ROOT).join("runtime/guide");
    let pages = std::fs::read_dir(folder).expect("the guide is there");
    let mut pages: Vec<PathBuf> = pages.flatten().map(|page| page.path()).collect();
    pages.sort();
    pages
}

/// Copies the files that the guide uses into a folder.
fn prepare(folder: &Path) {
    let files = std::fs::read_dir(FILES).expect("the files are there");
    for file in files.flatten() {
        std::fs::copy(file.path(), folder.join(file.file_name())).expect("it can be copied");
    }
    write(folder, "messages.toml", &read("runtime/messages.toml"));
    write(
        folder,
        "mes/dhcp4.mes",
        &read("cli/tests/program/guide/old.mes"),
    );
    compress(&folder.join("server.log"), &folder.join("server.log.1.gz"));
    std::fs::write(folder.join("server.kmr"), of_guide()).expect("the folder is there");
    package(folder, &read("cli/tests/program/guide/main.rs"));
}

fn compress(from: &Path, to: &Path) {
    let mut encoder = flate2::read::GzEncoder::new(
        std::fs::File::open(from).expect("the log is there"),
        flate2::Compression::default(),
    );
    let mut to = std::fs::File::create(to).expect("it can be made");
    std::io::copy(&mut encoder, &mut to).expect("it can be written");
}

/// Writes a package with this program.
fn package(folder: &Path, program: &str) {
    let manifest = "[package]\nname = \"my-server\"\nedition = \"2024\"\n[workspace]\n";
    write(folder, "Cargo.toml", manifest);
    write(folder, "src/main.rs", program);
}

/// Whether a line calls the program, and does not just contain its name.
fn calls(line: &str) -> bool {
    line.split(['|', ';'])
        .any(|command| command.trim().starts_with("kea-messages "))
}

/// Runs the blocks of a page in a folder, and returns the number of lines.
fn run_page(name: &str, page: &str, folder: &Path) -> usize {
    let blocks = blocks(page);
    let mut count = 0;
    for (index, block) in blocks.iter().enumerate() {
        let can_run = |line: &&String| cfg!(feature = "columns") || !line.contains("parquet");
        let lines = block.lines.iter().filter(|line| calls(line));
        let lines = lines.filter(can_run);
        let lines: Vec<&str> = lines.map(String::as_str).collect();
        if block.language != "sh" || lines.is_empty() {
            continue;
        }
        let next = blocks.get(index + 1).filter(|next| !next.is_apart);
        let output = next.filter(|next| ["text", "json"].contains(&next.language.as_str()));
        let expected = output.map(Block::text);
        let mut printed = String::new();
        for line in &lines {
            let (code, stdout, stderr) = shell(folder, line);
            let has_problem = stderr.contains("error") || stderr.contains("warning");
            assert_eq!(
                code,
                i32::from(has_problem),
                "{name}: {line}\n{stdout}{stderr}"
            );
            assert!(
                !has_problem || expected.is_some(),
                "{name}: {line}\n{stderr}"
            );
            printed += &stderr;
            printed += &stdout;
        }
        if let Some(expected) = expected {
            let block = block.text();
            assert!(
                printed == expected,
                "{name}: {block}prints\n{printed}\nand the page shows\n{expected}"
            );
        }
        count += lines.len();
    }
    count
}

/// Runs a command in a shell, with the program on the path.
pub(crate) fn shell(folder: &Path, line: &str) -> (i32, String, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_kea-messages"));
    let mut paths = vec![program.parent().expect("it is in a folder").to_owned()];
    paths.extend(std::env::split_paths(
        &std::env::var_os("PATH").unwrap_or_default(),
    ));
    let output = Command::new("sh")
        .args(["-c", line])
        .current_dir(folder)
        // The lines of record files have local times.
        .env("TZ", "UTC")
        .env(
            "PATH",
            std::env::join_paths(paths).expect("no path has a colon"),
        )
        // Cargo builds into the folder of the package, as it does for a reader.
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("CARGO_BUILD_TARGET_DIR")
        .output();
    result(&output.expect("there is a shell"))
}

#[test]
#[cfg(unix)]
fn shell_lines_of_the_guide() {
    let mut count = 0;
    for page in pages() {
        let name = page
            .file_stem()
            .expect("a page has a name")
            .to_string_lossy();
        let folder = folder(&format!("guide_{name}"));
        prepare(&folder);
        let text = std::fs::read_to_string(&page).expect("the page is there");
        count += run_page(&name, &text, &folder);
    }
    assert!(count > 30, "{count}");
}

/// The commands of the README are run in the package of its example, with the line that it logs.
#[test]
#[cfg(unix)]
fn shell_lines_of_the_readme() {
    let folder = folder("guide_readme");
    package(&folder, &block("README.md", "rust", "fn main()"));
    write(
        &folder,
        "server.log",
        &block("README.md", "text", "WARN  [my_server]"),
    );
    assert_eq!(run_page("README", &read("README.md"), &folder), 2);
}

/// A log has only the lines of the program, also if rustc has warnings and the package is built
/// for the first time.
#[test]
#[cfg(unix)]
fn the_log_of_the_readme_is_that_of_the_program() {
    let folder = folder("guide_readme_log");
    let program = "fn main() {\n    eprintln!(\"a line\");\n}\n\nfn unused() {}\n";
    package(&folder, program);
    let block = block("README.md", "sh", "2> server.log");
    let mut warnings = String::new();
    for line in block.lines().filter(|line| !calls(line)) {
        let (code, _, stderr) = shell(&folder, line);
        assert_eq!(code, 0, "{line}\n{stderr}");
        warnings += &stderr;
    }
    assert!(warnings.contains("`unused` is never used"), "{warnings}");
    let log = std::fs::read_to_string(folder.join("server.log"));
    assert_eq!(log.expect("the block writes it"), "a line\n");
}

/// The page about the program contains all subcommands, and all formats of catalogues and manuals.
#[test]
fn the_page_of_the_program_is_complete() {
    let page = read("runtime/guide/program.md");
    let folder = folder("guide_program_help");
    let help = crate::prints(&folder, &["--help"]);
    let (_, commands) = help
        .split_once("Commands:\n")
        .expect("it lists subcommands");
    let commands = commands.lines().take_while(|line| !line.is_empty());
    let mut names: Vec<&str> = commands
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    names.retain(|name| *name != "help");
    assert!(names.len() > 5, "{help}");
    for command in ["manual", "convert"] {
        let help = crate::prints(&folder, &[command, "--help"]);
        let values = help
            .lines()
            .filter_map(|line| line.trim().strip_prefix("- "));
        let values: Vec<String> = values
            .filter_map(|value| value.split_once(':'))
            .map(|(value, _)| format!("`{value}`"))
            .collect();
        assert!(values.len() > 4, "{help}");
        for value in values {
            assert!(page.contains(&value), "{command}: {value}");
        }
    }
    for name in names {
        assert!(page.contains(&format!("\n| `{name}` |")), "{name}");
    }
}
