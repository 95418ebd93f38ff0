//! Tests the examples in the README and the guide.
#![forbid(unsafe_code)]

use kea_messages::{MessageId as _, emit, kea_messages, terminal};
use kea_messages_catalog::{Catalogue, Code, Source};
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

const README: &str = include_str!("../README.md");
const FIRST_MESSAGE: &str = include_str!("../runtime/guide/first_message.md");
const DEFINITIONS: &str = include_str!("../runtime/guide/definitions.md");
const CATALOGUE_FILES: &str = include_str!("../runtime/guide/catalogue_files.md");
const COMING_FROM: &str = include_str!("../runtime/guide/coming_from.md");
const ERRORS: &str = include_str!("../runtime/guide/errors.md");
const STABILITY: &str = include_str!("../runtime/guide/stability.md");

/// Returns the blocks of a page in this language.
fn blocks(page: &'static str, language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    let blocks = page.split(&fence).skip(1);
    let block = |rest: &'static str| rest.split_once("```").expect("the block has an end").0;
    blocks.map(block).collect()
}

/// A long README would discourage readers.
#[test]
fn the_readme_is_short() {
    let lines = README.lines().count();
    assert!(lines <= 150, "{lines}");
}

#[test]
fn the_error_is_that_of_the_example() {
    let complete = "emit!(ALLOC_ENGINE_V4_ALLOC_FAIL(client, 3));";
    let wrong = "emit!(ALLOC_ENGINE_V4_ALLOC_FAIL(client));";
    let example = blocks(README, "rust")[0];
    assert!(example.contains(complete));
    assert_eq!(
        example.replace(complete, wrong),
        include_str!("ui/readme.rs")
    );
    let error = include_str!("ui/readme.stderr").replace("ui/readme.rs", "src/main.rs");
    assert!(blocks(README, "text").contains(&error.as_str()), "{error}");
}

kea_messages! {
    /// That of the README.
    pub warn ALLOC_ENGINE_V4_ALLOC_FAIL(client, attempts: u32)
        = "%1: failed to allocate an IPv4 address after %2 attempt(s)";
}

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("nobody has panicked").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn the_line_is_that_of_the_example() {
    let example = blocks(README, "rust")[0];
    assert!(example.contains(ALLOC_ENGINE_V4_ALLOC_FAIL::DEFINITION.text()));
    let shared = Shared::default();
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("info"))
        .format(terminal::format)
        .target(env_logger::Target::Pipe(Box::new(shared.clone())))
        .init();
    let client = "hwaddr=08:00:2b:02:3f:4e";
    emit!(logger: "my_server", ALLOC_ENGINE_V4_ALLOC_FAIL(client, 3));
    let written = shared.0.lock().expect("nobody has panicked").clone();
    let written = String::from_utf8(written).expect("it is UTF-8");
    // If the test runs in a terminal, the line has colours.
    let mut parts = written.split('\x1b');
    let mut line = parts.next().unwrap_or_default().to_owned();
    line.extend(parts.filter_map(|part| Some(part.split_once('m')?.1)));
    let shown = blocks(README, "text")[0];
    let time = "2018-12-20 10:15:02.123".len();
    assert_eq!(line.get(time..), shown.get(time..), "{line}");
}

#[test]
fn the_catalogue_is_one_and_its_error_is_ours() {
    let toml = blocks(CATALOGUE_FILES, "toml")
        .into_iter()
        .find(|block| block.contains("[catalogue]"));
    let toml = toml.expect("the page has a catalogue");
    assert_eq!(
        toml,
        include_str!("../runtime/messages.toml"),
        "the examples use it"
    );
    let mes = include_str!("../runtime/alloc_engine_messages.mes");
    assert_eq!(blocks(COMING_FROM, "text")[0], mes, "an example uses it");
    let read = |text: &str| Catalogue::of_sources(vec![Source::new("messages.toml", text)]);
    let catalogue = read(toml);
    assert_eq!(catalogue.findings, []);
    let message = &catalogue.entries[0].message;
    assert!(message.severity.is_some() && message.action.is_some());
    assert!(message.alert.is_some() && message.limit.is_some() && message.since.is_some());
    let catalogue = read(&toml.replacen("severity", "severty", 1));
    let finding = &catalogue.findings[0];
    let error = format!(
        "error: {}{}",
        finding.title,
        finding.render(&catalogue.sources)
    );
    let shown = blocks(CATALOGUE_FILES, "text")[0];
    for line in error.lines() {
        assert!(shown.contains(line.trim()), "{line}\n{shown}");
    }
}

/// The error for an unknown key lists all keys.
#[test]
fn every_key_of_a_file_is_listed() {
    for table in ["ALLOC_FAIL", "catalogue"] {
        let text = format!("[{table}]\nqqqqqqqqqq = 1");
        let catalogue = Catalogue::of_sources(vec![Source::new("messages.toml", &text)]);
        let title = &catalogue.findings[0].title;
        let (_, keys) = title.split_once("expected ").expect("the keys are listed");
        let keys: Vec<&str> = keys.split('`').skip(1).step_by(2).collect();
        assert!(keys.len() > 5, "{title}");
        for key in keys {
            let is_listed = |line: &str| {
                let cell = line
                    .strip_prefix('|')
                    .and_then(|line| line.split('|').next());
                cell.is_some_and(|cell| cell.contains(&format!("`{key}`")))
            };
            assert!(CATALOGUE_FILES.lines().any(is_listed), "{table}: {key}");
        }
    }
}

#[test]
fn every_code_is_listed() {
    for code in Code::all() {
        let level = code.level().name();
        let default = if code.is_opt_in() {
            ", off by default"
        } else {
            ""
        };
        let row = format!("| `{code}` | {level}{default} | {} |", code.meaning());
        assert!(
            STABILITY.lines().any(|line| line == row),
            "add this row:\n{row}"
        );
        if code.is_of_reading() {
            assert!(CATALOGUE_FILES.contains(&format!("`{code}`")), "{code}");
        }
    }
    let rows = STABILITY
        .split("| code | level | meaning |\n|---|---|---|\n")
        .nth(1);
    let rows = rows.expect("the page has the table").lines();
    assert_eq!(rows.count(), Code::all().len(), "it lists nothing else");
}

/// The README of a package is also shown by a registry, which does not have the other files.
#[test]
fn links_of_packages_are_absolute() {
    let workspace = kea_messages_tests::workspace();
    let folders = std::fs::read_dir(&workspace).expect("the workspace is there");
    let readmes = folders.map(|folder| folder.expect("a folder").path().join("README.md"));
    let mut count = 0;
    for path in readmes.filter(|path| path.is_file() && !path.ends_with("benches/README.md")) {
        let readme = std::fs::read_to_string(&path).expect("it can be read");
        for target in readme.split("](").skip(1) {
            let is_absolute = target.starts_with("https://") || target.starts_with('#');
            assert!(is_absolute, "{}: {target}", path.display());
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}

/// The crate and the repository have one example.
#[test]
fn the_readme_of_the_crate_has_the_same_example() {
    let of_crate = include_str!("../runtime/README.md");
    assert_eq!(blocks(of_crate, "rust"), blocks(README, "rust"));
    assert_eq!(blocks(of_crate, "text"), blocks(README, "text")[..1]);
}

/// As long as the crates are on no registry, a version of them is not found.
#[test]
fn dependencies_are_on_a_clone() {
    let guide = kea_messages_tests::workspace().join("runtime/guide");
    let pages = std::fs::read_dir(guide).expect("the guide is there");
    let pages = pages.map(|page| std::fs::read_to_string(page.expect("a page").path()));
    let pages = pages.map(|page| page.expect("the page can be read"));
    let mut count = 0;
    for page in pages.chain([README.to_owned()]) {
        let is_of_ours = |line: &&str| line.starts_with("kea-messages") && line.contains(" = ");
        for line in page.lines().filter(is_of_ours) {
            let (name, value) = line
                .split_once(" = { path = \"../kea-messages/")
                .expect(line);
            let folder = value.split_once('"').expect("the path has an end").0;
            let manifest = kea_messages_tests::workspace()
                .join(folder)
                .join("Cargo.toml");
            let manifest = std::fs::read_to_string(manifest).expect(line);
            assert!(manifest.contains(&format!("name = \"{name}\"")), "{line}");
            count += 1;
        }
    }
    assert!(count > 3, "{count}");
}

/// The guide describes every option of the macros.
#[test]
fn every_option_is_told() {
    let format = ".event_format(kea_messages_subscriber::Terminal)";
    let told: [(&str, &[&str]); 7] = [
        (
            ERRORS,
            &[
                "#[kea(prefix = ",
                "#[kea(logger = ",
                "#[kea(crate = ",
                "id = \"",
                "alert = \"",
                "limit = \"",
                "promise = \"",
                "#[message(transparent)]",
                "#[message(skip)]",
                "#[message(debug)]",
                "#[secret]",
                "#[field]",
            ],
        ),
        (
            CATALOGUE_FILES,
            &["file = ", "files = [", ", by_module", "allow(", "lock = "],
        ),
        (
            DEFINITIONS,
            &[
                "logger = \"",
                "pub static CATALOGUE;",
                "#[alert = ",
                "#[limit = ",
                "#[promise = ",
                "#[secret]",
                "#[field]",
            ],
        ),
        (
            FIRST_MESSAGE,
            &[
                "kea_messages::terminal::format",
                "kea-messages = { path",
                format,
            ],
        ),
        (
            README,
            &[
                "kea_messages::terminal::format",
                "kea-messages = { path",
                "kea-messages = { git",
                format,
            ],
        ),
        (COMING_FROM, &[format]),
        (include_str!("../runtime/src/lib.rs"), &[format]),
    ];
    for (page, options) in told {
        for option in options {
            assert!(page.contains(option), "{option}");
        }
    }
}
