//! What rustdoc makes of messages.
#![forbid(unsafe_code)]

use kea_messages_tests::Scratch;
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

#[test]
fn pages() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documented");
    let scratch = Scratch::new(folder, &["files", "log"]);
    scratch.write("src/lib.rs", LIBRARY);
    scratch.write("messages.toml", TOML);
    scratch.document();
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
        let page = scratch.page(path);
        for part in parts {
            assert!(page.contains(part), "{part} is not on {path}: {page}");
        }
    }
}
