//! Tests deep, long and large source files.

use super::{Folder, call, ids};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

#[test]
fn nesting() {
    let folder = Folder::new("nesting");
    let nested = |begin: &str, middle: &str, end: &str, count: usize| {
        format!("{}{middle}{}", begin.repeat(count), end.repeat(count))
    };
    let in_definition = |rust_type: &str| {
        format!("kea_messages!(info A(a: {rust_type}) = \"%1\"; info B() = \"b\";);")
    };
    let title = "this is nested deeper than 256 levels";
    for count in [30, 200, 20_000] {
        for (source, is_of_definition) in [
            (nested("(", "", ")", count), false),
            (nested("{ let x = ", "1", "; }", count), false),
            (
                format!("#[cfg({})] fn f() {{}}", nested("all(", "a", ")", count)),
                false,
            ),
            (
                format!("use {};", nested("{a, ", "b as c", "}", count)),
                false,
            ),
            (in_definition(&nested("&", "u8", "", count)), true),
            (in_definition(&nested("[", "u8", "; 1]", count)), false),
            (in_definition(&nested("fn() -> ", "u8", "", count)), true),
            (
                in_definition(&nested("Box<dyn Fn(u8) -> ", "u8", ">", count / 3)),
                true,
            ),
            (
                format!(
                    "#[derive(KeaMessages)] #[message(info, \"b\")] struct B({});",
                    nested("V<", "u8", ">", count)
                ),
                true,
            ),
        ] {
            let source = format!("{source}\n{}", call("C"));
            folder.write("deep.rs", &source);
            let catalogue = folder.read("deep.rs");
            let findings = folder.findings(&catalogue);
            let is_deep = findings.iter().any(|finding| finding.ends_with(title));
            assert_eq!(
                is_deep,
                count > 256,
                "{findings:?}: {count} {}",
                &source[..50]
            );
            // The type of an argument or a field has its own limit.
            let title = "this type is nested deeper than 32 levels: give it a name, `type Name = \
                         ...;`";
            let is_deep_type = findings.iter().any(|finding| finding.ends_with(title));
            let has_type = ["kea_messages!(info A", "#[derive"]
                .iter()
                .any(|begin| source.starts_with(begin));
            assert_eq!(is_deep_type, has_type && count == 200, "{findings:?}");
            // Other definitions are still read.
            let expects_other = !is_deep || is_of_definition;
            assert_eq!(
                catalogue.has("C"),
                expects_other,
                "{count} {}",
                &source[..50]
            );
        }
    }
}

#[test]
fn long_chains_of_modules() {
    let folder = Folder::new("chain");
    folder.write(
        "Cargo.toml",
        "[package]\nname = \"chain\"\nedition = \"2024\"\n[workspace]\n",
    );
    folder.write("src/lib.rs", "#[path = \"m0.rs\"] mod m;");
    for number in 0..500 {
        let next = number + 1;
        let source = format!(
            "#[path = \"m{next}.rs\"] mod m; {}",
            call(&format!("M{number}"))
        );
        folder.write(&format!("src/m{number}.rs"), source);
    }
    assert_eq!(ids(&folder.package()).len(), 500);
    assert_eq!(ids(&folder.read("src")).len(), 500);
}

/// Finding the line of a place does not count from the start of the file each time, which would
/// take minutes here.
#[test]
fn a_generated_file() {
    let mut source = String::from("kea_messages! {\n");
    for number in 0..10_000 {
        let text = "/// It is déjà vu.\n    info MESSAGE_";
        _ = writeln!(source, "{text}{number}(client, n: u32) = \"%1: é %2\";");
    }
    source += "info BROKEN = \"%d\"; }";
    let folder = Folder::with("generated", &[("big.rs", &source)]);
    let start = Instant::now();
    let catalogue = folder.read("big.rs");
    assert_eq!(catalogue.entries.len(), 10_000);
    assert_eq!(folder.findings(&catalogue).len(), 1);
    let places = catalogue.entries[9_999]
        .places
        .as_ref()
        .expect("it is in a file");
    assert_eq!(&source[places.id.clone()], "MESSAGE_9999");
    assert_eq!(&source[places.text.clone()], "%1: é %2");
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{:?}",
        start.elapsed()
    );
}
