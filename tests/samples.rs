//! Tests that the subscriber can read the sample configurations of Kea 2.2, from Debian's package
//! kea-doc. If they are missing, this test is ignored.
#![forbid(unsafe_code)]

use kea_messages_subscriber::Config;
use kea_messages_tests::{Need, tests, workspace};
use std::path::{Path, PathBuf};

const SAMPLES: &str = "target/log-tools/root/usr/share/doc/kea/examples";

/// The programs of the configurations. The folder also has configurations for web servers.
const PROGRAMS: [&str; 5] = ["Dhcp4", "Dhcp6", "DhcpDdns", "Control-agent", "Netconf"];

/// The number of configurations in Kea 2.2.
const LEAST: usize = 60;

tests! {
    Need::path(SAMPLES) => [the_sample_configurations_of_kea_load],
}

fn the_sample_configurations_of_kea_load() {
    let mut files = Vec::new();
    find(&workspace().join(SAMPLES), &mut files);
    let mut loaded = 0;
    for file in files {
        let text = std::fs::read_to_string(&file).expect("it can be read");
        let is_of = |program: &str| text.contains(&format!("\"{program}\":"));
        let Some(program) = PROGRAMS.into_iter().find(|program| is_of(program)) else {
            continue;
        };
        let config =
            Config::from_json(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        // Some configurations have no loggers, and a few have a trailing comma, which Kea allows.
        let default = format!("{program}.loggers: missing field: ");
        for warning in config.warnings() {
            let warning = warning.to_string();
            let is_known =
                warning.starts_with(&default) || warning.ends_with("unexpected trailing comma");
            assert!(is_known, "{}: {warning}", file.display());
        }
        loaded += 1;
    }
    assert!(loaded >= LEAST, "only {loaded} sample configurations");
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("it is a folder") {
        let path = entry.expect("it can be listed").path();
        let is_sample = |path: &Path| {
            let extension = path.extension().and_then(|it| it.to_str());
            matches!(extension, Some("json" | "conf"))
        };
        if path.is_dir() {
            find(&path, files);
        } else if is_sample(&path) {
            files.push(path);
        }
    }
}
