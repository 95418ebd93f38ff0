//! Tests Kea's own catalogue and log statements. They are not part of the project. If they are
//! missing, these tests are ignored.
#![forbid(unsafe_code)]

use kea_messages_catalog::formats::cpp::CppUses;
use kea_messages_catalog::{Catalogue, Code, Finding, checks};
use kea_messages_tests::{Need, Scratch, tests, workspace};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The version for which the tests have exact expectations. Other versions are tested too if they
/// exist.
const KEA: &str = "../shared/kea-1.5.0-P1";

tests! {
    Need::path(KEA) => [
        all_files_are_one_catalogue_but_for_the_duplicate,
        rustc_finds_every_wrong_log_statement_of_kea_and_nothing_else,
        check_finds_every_wrong_log_statement_in_cpp_and_nothing_else,
        rustdoc_warns_of_nothing,
    ],
}

/// The log statements of version 1.5.0-P1 with a wrong number of arguments: the place, the ID, and
/// the number of arguments.
const WRONG_IN_1_5_0: [(&str, &str, usize); 10] = [
    (
        "bin/d2/d2_queue_mgr.cc:76",
        "DHCP_DDNS_QUEUE_MGR_UNEXPECTED_STOP",
        1,
    ),
    ("bin/dhcp4/dhcp4_srv.cc:2900", "DHCP4_HOOK_DECLINE_SKIP", 2),
    (
        "bin/dhcp4/dhcp4to6_ipc.cc:66",
        "DHCP4_DHCP4O6_PACKET_RECEIVED",
        4,
    ),
    ("bin/dhcp6/dhcp6_srv.cc:943", "DHCP6_PACK_FAIL", 1),
    ("lib/asiodns/io_fetch.cc:373", "ASIODNS_UNKNOWN_RESULT", 2),
    ("lib/config/command_mgr.cc:367", "COMMAND_RESPONSE_ERROR", 0),
    (
        "lib/database/database_connection.cc:178",
        "DATABASE_TO_JSON_ERROR",
        3,
    ),
    (
        "lib/database/database_connection.cc:190",
        "DATABASE_TO_JSON_ERROR",
        3,
    ),
    (
        "lib/database/database_connection.cc:202",
        "DATABASE_TO_JSON_ERROR",
        3,
    ),
    (
        "lib/dhcp_ddns/ncr_io.cc:132",
        "DHCP_DDNS_NCR_RECV_NEXT_ERROR",
        1,
    ),
];

/// The message files and log statements of a version of Kea.
struct Kea {
    folder: PathBuf,
    files: Vec<String>,
}

/// Returns the available versions.
fn versions() -> Vec<Kea> {
    let shared = workspace().join("../shared");
    let folders = std::fs::read_dir(&shared).into_iter().flatten().flatten();
    let mut versions: Vec<Kea> = folders
        .map(|entry| entry.path())
        .filter(|folder| folder.join("mes").is_dir())
        .map(|folder| {
            let folder = folder.canonicalize().expect("it is there");
            let files = std::fs::read_dir(folder.join("mes")).expect("a folder");
            let mut files: Vec<String> = files
                .map(|file| file.expect("a file").path())
                .filter(|file| file.extension().is_some_and(|ending| ending == "mes"))
                .map(|file| file.display().to_string())
                .collect();
            files.sort();
            Kea { folder, files }
        })
        .collect();
    versions.sort_by(|a, b| a.folder.cmp(&b.folder));
    assert!(
        versions.iter().any(is_1_5_0),
        "no {KEA} beside the workspace"
    );
    versions
}

fn is_1_5_0(kea: &Kea) -> bool {
    kea.folder.ends_with("kea-1.5.0-P1")
}

fn scratch(name: &str) -> Scratch {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    Scratch::new(folder, &["files"])
}

fn all_files_are_one_catalogue_but_for_the_duplicate() {
    for kea in versions() {
        let scratch = scratch("kea_catalogue");
        let call = "kea_messages::kea_messages!(FILES, by_module);\nfn main() {}\n";
        let pattern = kea.folder.join("mes/*.mes").display().to_string();
        scratch.write(
            "src/main.rs",
            call.replace("FILES", &format!("file = {pattern:?}")),
        );
        let printed = scratch.check(&[]);
        let errors: Vec<&str> = printed
            .lines()
            .filter(|line| line.starts_with("error"))
            .collect();
        let duplicates = Catalogue::read(&kea.folder, &["mes/*.mes"]).findings;
        let duplicates = duplicates
            .iter()
            .filter(|finding| finding.is_error())
            .count();
        // The last error is cargo's own.
        assert_eq!(
            errors.len(),
            duplicates + usize::from(duplicates > 0),
            "{printed}"
        );
        if is_1_5_0(&kea) {
            let id = "DHCP6_DHCP4O6_PACKET_RECEIVED";
            assert_eq!(
                errors[0],
                format!("error: `{id}` is defined twice"),
                "{printed}"
            );
            assert!(printed.contains("dhcp6_messages.mes:248:3"), "{printed}");
            assert!(printed.contains("dhcp4_messages.mes:783:3"), "{printed}");
            assert_eq!(
                printed.matches("warning: use of deprecated").count(),
                1,
                "{printed}"
            );
            assert!(printed.contains(
                "`DHCP_DDNS_QUEUE_MGR_UNEXPECTED_STOP` seems to continue on a second line"
            ));
        }
    }
}

/// Descriptions in a large catalogue contain all kinds of text that could be Markdown.
fn rustdoc_warns_of_nothing() {
    let scratch = scratch("documented_kea");
    scratch.write(
        "src/lib.rs",
        "//! Kea.\n#![warn(rustdoc::all)]\n#![allow(rustdoc::missing_crate_level_docs)]\n\
         kea_messages::kea_messages! { pub static ALL; file = \"mes/*.mes\", by_module, \
         allow(wrapped_text, other_severity, placeholder_gap) }\n",
    );
    let mes = workspace().join(KEA).join("mes");
    for file in std::fs::read_dir(mes).expect("it can be read").flatten() {
        let name = file.file_name();
        // This file has an ID that is also in the file of dhcp4.
        if name != "dhcp6_messages.mes" {
            let text = std::fs::read(file.path()).expect("it can be read");
            scratch.write(&format!("mes/{}", name.display()), text);
        }
    }
    scratch.document();
    let page = scratch.page("alloc/index.html");
    assert!(page.contains("ALLOC_ENGINE_V4_ALLOC_FAIL"));
}

/// A crate with Kea's log statements, which have the same numbers of arguments.
fn rustc_finds_every_wrong_log_statement_of_kea_and_nothing_else() {
    for kea in versions() {
        let scratch = scratch("kea_statements");
        let sites =
            std::fs::read_to_string(kea.folder.join("call-sites.tsv")).expect("it is there");
        let (source, sites) = program(&kea, &sites);
        scratch.write("src/main.rs", source);
        let printed = scratch.check(&["--message-format=short"]);
        let errors = printed.lines().filter(|line| line.contains(": error"));
        let mut found = Vec::new();
        for error in errors {
            assert!(error.contains("error[E0061]"), "{error}");
            let line: usize = error
                .split(':')
                .nth(1)
                .and_then(|n| n.parse().ok())
                .expect("a line");
            let site = &sites[&line];
            found.push((site.place.as_str(), site.id.as_str(), site.arguments));
        }
        let mut expected: Vec<_> = sites
            .values()
            .filter(|site| site.arity != site.arguments)
            .map(|site| (site.place.as_str(), site.id.as_str(), site.arguments))
            .collect();
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected, "{printed}");
        if is_1_5_0(&kea) {
            assert_eq!(sites.len(), 994);
            assert_eq!(found, WRONG_IN_1_5_0);
        }
        // Unused messages are not reported, because some messages are not logged.
        let unused = printed.lines().filter(|line| line.contains("never used"));
        assert_eq!(unused.count(), 0, "{printed}");
    }
}

/// The same statements in C++, as Kea writes them.
fn check_finds_every_wrong_log_statement_in_cpp_and_nothing_else() {
    for kea in versions() {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("kea_cpp");
        std::fs::create_dir_all(&folder).expect("it can be made");
        let sites = std::fs::read_to_string(kea.folder.join("call-sites.tsv"));
        let sites = sites.expect("it is there");
        let sites: Vec<Vec<&str>> = sites
            .lines()
            .skip(1)
            .map(|site| site.split('\t').collect())
            .collect();
        let mut source = String::new();
        for site in &sites {
            let [_, severity, level, id, arguments] = site[..] else {
                panic!("five columns: {site:?}");
            };
            let level = match level {
                "" => String::new(),
                level => format!(", {level}"),
            };
            let arguments: usize = arguments.parse().expect("a number");
            let arguments = ".arg(value(\"a\", 1))".repeat(arguments);
            _ = writeln!(source, "LOG_{severity}(logger{level}, {id}){arguments};");
        }
        std::fs::write(folder.join("all.cc"), source).expect("it can be written");
        let mut catalogue = Catalogue::read(&kea.folder, &["mes/*.mes"]);
        let uses = CppUses::read(&folder).expect("it can be read");
        let checked = checks::run_with_cpp(&mut catalogue, &uses);
        assert_eq!(checked.statements, sites.len());
        let of_line = |finding: &Finding| {
            let label = &finding.labels[0];
            let (line, _) = catalogue.sources[label.source].position(label.range.start);
            let site = &sites[line - 1];
            let arguments: usize = site[4].parse().expect("a number");
            (site[0], site[3], arguments)
        };
        let findings = checked.findings.iter();
        let (wrong, others): (Vec<_>, Vec<_>) =
            findings.partition(|finding| finding.code == Code::WrongArguments);
        let mut wrong: Vec<_> = wrong.into_iter().map(of_line).collect();
        wrong.sort_unstable();
        if is_1_5_0(&kea) {
            assert_eq!(wrong, WRONG_IN_1_5_0);
            // This ID has two definitions.
            let others: Vec<_> = others
                .into_iter()
                .map(|finding| of_line(finding).1)
                .collect();
            assert_eq!(others, ["DHCP6_DHCP4O6_PACKET_RECEIVED"]);
            assert_eq!(checked.checked, 993);
        }
    }
}

struct Site {
    place: String,
    id: String,
    arguments: usize,
    arity: usize,
}

/// Returns the program, and its log statements by line number.
///
/// Each file is a separate catalogue, because the same ID can be in two files. A statement logs the
/// message of its own program or library.
fn program(kea: &Kea, sites: &str) -> (String, HashMap<usize, Site>) {
    let mut source = String::from("#![deny(warnings)]\n");
    // For each ID, the files that define it, and its number of arguments.
    let mut defined: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
    for (index, file) in kea.files.iter().enumerate() {
        _ = writeln!(
            source,
            "mod file{index} {{ kea_messages::kea_messages!(file = {file:?}, allow(wrapped_text, \
             placeholder_gap)); }}"
        );
        let catalogue = Catalogue::read(Path::new("/"), &[file]);
        for entry in &catalogue.entries {
            let places = defined.entry(entry.message.id.clone()).or_default();
            places.push((index, entry.message.arity()));
        }
    }
    source.push_str("fn main() {\n");
    let mut lines = HashMap::new();
    for site in sites.lines().skip(1) {
        let columns: Vec<&str> = site.split('\t').collect();
        let [place, severity, level, id, arguments] = columns[..] else {
            panic!("five columns: {site}");
        };
        let folder = place.split('/').nth(1).unwrap_or_default();
        let files = &defined[id];
        let own = files
            .iter()
            .find(|(file, _)| kea.files[*file].contains(folder));
        let &(file, arity) = own.unwrap_or(&files[0]);
        let severity = match severity.to_lowercase() {
            debug if debug == "debug" => format!("debug({level})"),
            severity => severity,
        };
        let arguments: usize = arguments.parse().expect("a number");
        let values = vec!["0"; arguments].join(", ");
        _ = writeln!(
            source,
            "kea_messages::emit!({severity}, file{file}::{id}({values}));"
        );
        let site = Site {
            place: place.to_owned(),
            id: id.to_owned(),
            arguments,
            arity,
        };
        lines.insert(source.lines().count(), site);
    }
    source.push_str("}\n");
    (source, lines)
}
