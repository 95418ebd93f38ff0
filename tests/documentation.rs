//! What rustdoc makes of messages.
#![forbid(unsafe_code)]

use kea_messages_tests::{Scratch, workspace};
use std::io::Write as _;
use std::path::Path;

const LIBRARY: &str = r#"
//! A library.
#![warn(missing_docs, rustdoc::all)]
#![allow(rustdoc::missing_crate_level_docs)]

kea_messages::kea_messages! {
    pub static CATALOGUE;
    /// The engine gave up. See [ALLOC_OK] and [`ALLOC_OLD`].
    ///
    /// # Action
    /// Look at [ALLOC_OK].
    pub warn ALLOC_FAIL(client: &str, attempts: u32) = "%1: failed after %2 attempt(s)";
    /// An address was found.
    pub info ALLOC_OK(client: &str) = "%1: found";
    /// Old.
    #[deprecated(since = "2.0", note = "use ALLOC_FAIL")]
    pub debug(40) ALLOC_OLD() = "old | `code`";
    /// Nobody sees it.
    #[allow(dead_code)]
    fatal STORE_PRIVATE() = "private";
}

/// Messages of files.
pub mod files {
    kea_messages::kea_messages! { pub static ALL; file = "messages.toml", by_module }
}

/// What can go wrong.
#[derive(Debug, kea_messages::KeaMessages)]
#[kea(prefix = "STORE_")]
pub enum StoreError {
    /// The disk has no room left.
    ///
    /// # Action
    /// Buy another.
    #[message(error, "no room for %1 bytes")]
    Full(u64),
}
"#;

const TOML: &str = r#"
[FIRST_MESSAGE]
severity = "info"
text = "first"
description = "See [SECOND_MESSAGE]."

[SECOND_MESSAGE]
severity = "error"
text = "second"
description = "After [FIRST_MESSAGE]."
deprecated = { since = "2.0", note = "use FIRST_MESSAGE" }
"#;

fn scratch(name: &str) -> Scratch {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    Scratch::new(folder, &["files", "log"])
}

/// Documents a crate, which is to give no warning, and returns a page.
fn document(scratch: &Scratch) {
    let output = scratch.cargo(&["doc", "--offline", "--no-deps"]);
    let printed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{printed}");
    assert!(!printed.contains("warning"), "{printed}");
}

fn page(path: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scratch_target/doc");
    let path = folder.join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn pages() {
    let scratch = scratch("documented");
    scratch.write("src/lib.rs", LIBRARY);
    scratch.write("messages.toml", TOML);
    document(&scratch);
    // A page, and what is to be on it.
    let cases: [(&str, &[&str]); 7] = [
        (
            "index.html",
            &["<strong>warn</strong> <code>%1: failed after %2 attempt(s)</code>"],
        ),
        (
            "fn.ALLOC_FAIL.html",
            &[
                "<td><code>%2</code></td><td><code>attempts</code></td><td><code>u32</code></td></tr>",
                "</table>\n</div>\n<p>The engine gave up. See <a href=\"fn.ALLOC_OK.html\"",
                "<a href=\"fn.ALLOC_OLD.html\"",
            ],
        ),
        (
            "fn.ALLOC_OLD.html",
            &[
                "Replaced by <a href=\"fn.ALLOC_FAIL.html\"",
                "<strong>debug(40)</strong>",
            ],
        ),
        (
            "static.CATALOGUE.html",
            &[
                "<a href=\"fn.ALLOC_OK.html\"",
                "<code>STORE_PRIVATE</code> <strong>fatal</strong>",
            ],
        ),
        (
            "files/first/fn.FIRST_MESSAGE.html",
            &["See <a href=\"../second/fn.SECOND_MESSAGE.html\""],
        ),
        (
            "files/static.ALL.html",
            &["<a href=\"second/fn.SECOND_MESSAGE.html\""],
        ),
        (
            "enum.StoreError.html",
            &[
                "STORE_FULL",
                "<code>Self::Full</code>",
                "no room for %1 bytes",
                "Buy another.",
            ],
        ),
    ];
    for (path, parts) in cases {
        let page = page(&format!("documented/{path}"));
        for part in parts {
            assert!(page.contains(part), "{part} is not on {path}: {page}");
        }
    }
}

/// All of Kea's catalogue, in which anything stands that could be Markdown.
#[test]
fn no_warning_of_kea() {
    let mes = workspace().join("../shared/kea-1.5.0-P1/mes");
    if !mes.exists() {
        _ = writeln!(std::io::stderr(), "skipped: there is no {}", mes.display());
        return;
    }
    let scratch = scratch("documented_kea");
    scratch.write(
        "src/lib.rs",
        "//! Kea.\n#![warn(rustdoc::all)]\n#![allow(rustdoc::missing_crate_level_docs)]\n\
         kea_messages::kea_messages! { pub static ALL; file = \"mes/*.mes\", by_module, \
         allow(wrapped_text, other_severity, placeholder_gap) }\n",
    );
    for file in std::fs::read_dir(mes).expect("it can be read").flatten() {
        let name = file.file_name();
        // An ID of it stands in that of dhcp4, too.
        if name != "dhcp6_messages.mes" {
            let text = std::fs::read(file.path()).expect("it can be read");
            scratch.write(&format!("mes/{}", name.display()), text);
        }
    }
    document(&scratch);
    assert!(page("documented_kea/alloc/index.html").contains("ALLOC_ENGINE_V4_ALLOC_FAIL"));
}
