//! Tests the documentation that rustdoc generates for messages.
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
    #[alert = "> 5/min for 10m"]
    #[limit = "10/min per client"]
    #[promise = "text"]
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

/// What can go wrong with a disk.
#[kea_messages::documented]
#[derive(Debug, kea_messages::KeaMessages)]
#[kea(prefix = "DISK_")]
pub enum DiskError {
    /// The disk is broken. Look at [DISK_NOISE] before.
    ///
    /// # Action
    /// Buy another.
    #[message(error, "broken: %1", alert = "any")]
    Broken(u64),
    /// It was heard.
    #[message(debug(40), "{what} was heard by {who}")]
    #[deprecated(since = "2.0", note = "use DISK_BROKEN")]
    Noise {
        /// A sound.
        what: &'static str,
        #[secret]
        #[allow(missing_docs)]
        who: u8,
    },
    /// The name is the ID, which rustdoc takes for no alias.
    #[message(info, id = "ID", "an ID")]
    ID,
    #[message(transparent)]
    Store(StoreError),
}

/// A struct.
#[kea_messages::documented]
#[derive(Debug, kea_messages::KeaMessages)]
#[message(warn, id = "DISK_SLOW", "slow")]
pub struct Slow;
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
    // A page, and texts that it has to contain.
    let cases: [(&str, &[&str]); 9] = [
        (
            "index.html",
            &["<strong>warn</strong> <code>%1: failed after %2 attempt(s)</code>"],
        ),
        (
            "fn.ALLOC_FAIL.html",
            &[
                "Event&lt;ALLOC_FAIL, impl Values&gt;",
                "<p>Limit: <code>10/min per client</code></p>",
                "<p>Promise: the text does not change</p>",
                "<p>Alert: <code>&gt; 5/min for 10m</code></p>",
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
        (
            "enum.DiskError.html",
            &[
                "<p><code>DISK_BROKEN</code> <strong>error</strong> <code>broken: %1</code></p>",
                "<p>Alert: <code>any</code></p>",
                "<td><code>%1</code></td><td><code>arg1</code></td><td><code>u64</code></td></tr>",
                "The disk is broken. Look at <a href=\"enum.DiskError.html#variant.Noise\"",
                "<code>DISK_NOISE</code> <strong>debug(40)</strong> \
                 <code>{what} was heard by {who}</code>",
                "<td><code>who</code></td><td><code>u8</code>, secret</td>",
                "Replaced by <a href=\"enum.DiskError.html#variant.Broken\"",
                "<code>ID</code> <strong>info</strong>",
                "<p>The messages of <code>StoreError</code>.</p>",
            ],
        ),
        (
            "struct.Slow.html",
            &["<code>DISK_SLOW</code> <strong>warn</strong> <code>slow</code></p>"],
        ),
    ];
    for (path, parts) in cases {
        let page = scratch.page(path);
        for part in parts {
            assert!(page.contains(part), "{part} is not on {path}: {page}");
        }
    } // The text of a variant is not repeated after the variants.
    let page = scratch.page("enum.DiskError.html");
    assert_eq!(page.matches("broken: %1").count(), 1, "{page}");
    // Implementations that are only for `emit!` are hidden.
    for inside in ["impl-AnyMessage", "impl-SealedMessage", "impl-Kind"] {
        assert!(!page.contains(inside), "{inside} is on the page");
    }
    for id in ["DISK_BROKEN", "DISK_NOISE", "DISK_SLOW"] {
        assert!(scratch.finds(id), "rustdoc's search does not find {id}");
    }
    assert!(!scratch.finds("STORE_FULL"), "a derive has no aliases");
}

/// If the code is compiled, the attribute has no effect.
#[test]
fn code() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documented_code");
    let scratch = Scratch::new(folder, &["log"]);
    let library = |attribute: &str| {
        let source = LIBRARY.replace("#[kea_messages::documented]", attribute);
        let (before, from_file) = source.split_once("/// Messages of files.").unwrap();
        let (_, after) = from_file.split_once("\n}\n").unwrap();
        scratch.write("src/lib.rs", format!("{before}{after}"));
        scratch.check(&[])
    };
    let with = library("#[kea_messages::documented]");
    // The attribute does not satisfy `missing_docs` in place of the user.
    assert!(
        with.contains("missing documentation for a variant"),
        "{with}"
    );
    assert_eq!(with, library("#[rustfmt::skip]"));
}
