//! Tests `decode`.

mod choice;
mod output;
mod reading;
mod records;
mod types;

use crate::sample::LOG;
use crate::{folder, run, write};
use std::path::{Path, PathBuf};

const CATALOGUE: &str = r#"
[ALLOC_FAIL]
severity = "warn"
text = "%1: failed after %2 attempt(s)"
arguments = ["client", "attempts: u32"]
description = "The engine gave up."

[ALLOC_PAIR]
severity = "info"
text = "%1 to %2"
arguments = ["from", "to"]

[NEVER_SEEN]
severity = "info"
text = "never"
"#;

const JSON: &str = r#"{"time":"2018-12-20 10:15:02.123","severity":"WARN","logger":"kea.alloc","pid":"4711","id":"ALLOC_FAIL","status":"decoded","arguments":{"client":"a1","attempts":3},"text":"a1: failed after 3 attempt(s)","continued":"  at one\nCaused by: two"}
{"time":"2018-12-20 10:15:03.000","severity":"INFO","logger":"kea.alloc","pid":"4711","id":"ALLOC_PAIR","status":"ambiguous","readings":[{"from":"a","to":"b to c"},{"from":"a to b","to":"c"}],"text":"a to b to c"}
{"time":"2018-12-20 10:15:04.000","severity":"INFO","logger":"kea.alloc","pid":"4711","id":"ALLOC_FAIL","status":"other_text","text":"another text"}
{"time":"2018-12-20 10:15:05.000","severity":"INFO","logger":"kea.alloc","pid":"4711","id":"ALLOC_GONE","status":"unknown_id","text":"x"}
{"time":"2018-12-20 10:15:06.000","severity":"INFO","logger":"kea","pid":"4711","status":"no_id","text":"no ID at all"}
{"time":"10:15:07","severity":"WARN","id":"ALLOC_FAIL","status":"decoded","arguments":{"client":"\"q\"\n","attempts":4},"text":"\"q\"\n: failed after 4 attempt(s)"}
"#;

/// Creates a folder with the catalogue and the log.
fn with_log(test: &str) -> PathBuf {
    let folder = folder(&format!("decode-{test}"));
    write(&folder, "m.toml", CATALOGUE);
    write(&folder, "log", LOG);
    folder
}

fn decode(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    run(folder, &[&["decode", "-c", "m.toml"], arguments].concat())
}

fn prints(folder: &Path, arguments: &[&str]) -> String {
    crate::prints(folder, &[&["decode", "-c", "m.toml"], arguments].concat())
}
