//! Tests `check --local`, which checks local texts before a program loads them.

use crate::check::{checks, findings};
use crate::{folder, run, write};

const CATALOGUE: &str = "\
[ALLOC_FAIL]
text = '{client}: no address after {attempts:>3} attempt(s)'
severity = 'warn'
arguments = ['client: &str', 'attempts: u32']
description = 'It failed.'
action = 'Look.'

[STARTED]
text = 'server started'
severity = 'info'
description = 'It is up.'
";

#[test]
fn texts_of_each_format() {
    let folder = folder("local-formats");
    write(&folder, "messages.toml", CATALOGUE);
    let original = "%1: no address after %2 attempt(s)";
    let po =
        |text: &str| format!("msgctxt \"ALLOC_FAIL\"\nmsgid \"{original}\"\nmsgstr \"{text}\"\n");
    let toml = |text: &str| format!("[ALLOC_FAIL]\ntext = '{text}'\n");
    let missing =
        "rejected_local_text: the local text of `ALLOC_FAIL` is rejected: missing `%2` (attempts)";
    for (name, text, expected) in [
        (
            "de.mes",
            "% ALLOC_FAIL nach %2 Versuchen: %1\n".to_owned(),
            None,
        ),
        (
            "de.mes",
            "% ALLOC_FAIL nichts: %1\n".to_owned(),
            Some(missing),
        ),
        ("de.toml", toml("nach {attempts}: {client}"), None),
        (
            "de.toml",
            toml("nichts: {client}"),
            Some(
                "rejected_local_text: the local text of `ALLOC_FAIL` is rejected: argument \
                 `attempts` has no placeholder: the text needs a `{attempts}`",
            ),
        ),
        (
            "de.toml",
            toml("nach {attempts:>4}: {client}"),
            Some(
                "stale_local_text: `format` of `ALLOC_FAIL` differs from the catalogue, which has \
                 `{attempts:>3}`",
            ),
        ),
        ("de.po", po("nach %2: %1"), None),
        ("de.po", po("nichts: %1"), Some(missing)),
        ("de.po", po(""), None),
        (
            "de.po",
            po("nach %2: %1").replace("no address", "none"),
            Some("stale_local_text: the text of `ALLOC_FAIL` has changed since it was translated"),
        ),
        (
            "de.mes",
            "% STARTED server started\n".to_owned(),
            Some("untranslated_text: the local text of `STARTED` is the same as in the catalogue"),
        ),
        (
            "de.mes",
            "% STRATED Server gestartet\n".to_owned(),
            Some("unknown_local_text: there is no message `STRATED`: did you mean `STARTED`?"),
        ),
    ] {
        write(&folder, name, &text);
        let found = findings(&folder, &["--local", name, "messages.toml"]);
        assert_eq!(found, Vec::from_iter(expected), "{text}");
    }
}

/// A finding shows both texts, and the summary has the numbers of messages and local texts.
#[test]
fn places() {
    let folder = folder("local-places");
    write(&folder, "messages.toml", CATALOGUE);
    let german = "% STARTED gestartet\n% ALLOC_FAIL %1: keine Adresse\n";
    write(&folder, "de.mes", german);
    write(&folder, "it.toml", "[STARTED]\ntext = 'avviato'\n");
    let local = ["--local", "de.mes", "--local", "it.toml"];
    let check = [&["check", "messages.toml"], &local[..]].concat();
    let (code, stdout, stderr) = run(&folder, &check);
    assert_eq!((code, &*stdout), (1, ""));
    assert_eq!(
        stderr,
        "\
error[rejected_local_text]: the local text of `ALLOC_FAIL` is rejected: missing `%2` (attempts)
 --> de.mes:2:14
  |
2 | % ALLOC_FAIL %1: keine Adresse
  |              ^^^^^^^^^^^^^^^^^
  |
 ::: messages.toml:2:9
  |
2 | text = '{client}: no address after {attempts:>3} attempt(s)'
  |         --------------------------------------------------- the text of the catalogue
checked 2 messages in 1 file and 3 local texts in 2 files: 1 error
"
    );
    let (_, sarif, _) = run(&folder, &[&check[..], &["-f", "sarif"]].concat());
    let sarif: serde_json::Value = serde_json::from_str(&sarif).expect("it is JSON");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["level"], "error");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "de.mes");
    assert_eq!(place["region"]["startLine"], 2);
}

#[test]
fn folders_of_texts() {
    let folder = folder("local-folders");
    write(&folder, "messages.toml", CATALOGUE);
    write(&folder, "locale/de.mes", "% STARTED gestartet\n");
    let po = "msgctxt \"STARTED\"\nmsgid \"\"\nmsgstr \"avviato\"\n";
    write(&folder, "locale/it.PO", po);
    write(&folder, "locale/README", "");
    assert_eq!(
        checks(&folder, &["--local", "locale", "messages.toml"]),
        "checked 2 messages in 1 file and 2 local texts in 2 files"
    );
    // The catalogue and the manifest of its package are not local texts.
    write(&folder, "package/messages.toml", CATALOGUE);
    write(&folder, "package/Cargo.toml", "[package]\nname = \"a\"\n");
    write(&folder, "package/de.mes", "% STARTED gestartet\n");
    assert_eq!(
        checks(&folder, &["--local", "package", "package/messages.toml"]),
        "checked 2 messages in 1 file and 1 local text in 1 file"
    );
    write(&folder, "empty/README", "");
    write(&folder, "de.json", "{}");
    write(&folder, "de.po", "");
    let two = ["check", "--local", "locale/it.PO", "de.po"];
    let (code, _, stderr) = run(&folder, &two);
    let expected = "error: `de.po` is a translation, not a catalogue: write `--local de.po`\n";
    assert_eq!((code, &*stderr), (2, expected));
    for (path, expected) in [
        (
            "empty",
            "error: no local texts in `empty`: expected files `*.mes`, `*.toml` or `*.po`\n",
        ),
        (
            "de.json",
            "error: `de.json` cannot be loaded: expected local texts in TOML, `.mes` or PO\n",
        ),
        ("gone.mes", "error: cannot read `gone.mes`: "),
    ] {
        let (code, _, stderr) = run(&folder, &["check", "--local", path, "messages.toml"]);
        assert_eq!(code, 2);
        assert!(stderr.starts_with(expected), "{stderr}");
    }
}

/// If a message has a mistake, its local text is not reported as unknown.
#[test]
fn mistakes_of_the_catalogue() {
    let folder = folder("local-mistakes");
    write(
        &folder,
        "messages.toml",
        &CATALOGUE.replace("server started", "on %d"),
    );
    write(&folder, "de.mes", "% STARTED gestartet\n");
    let check = ["check", "--local", "de.mes", "messages.toml"];
    let (code, _, stderr) = run(&folder, &check);
    assert_eq!(code, 1);
    let end = "\nchecked 2 messages in 1 file and 1 local text in 1 file: 1 error\n";
    assert!(stderr.ends_with(end), "{stderr}");
    write(
        &folder,
        "messages.toml",
        &CATALOGUE.replace("[STARTED]", "[STARTED"),
    );
    let (_, _, stderr) = run(&folder, &check);
    assert!(stderr.contains("[mistake]"), "{stderr}");
    assert!(!stderr.contains("unknown_local_text"), "{stderr}");
}

#[test]
fn what_is_suppressed() {
    let folder = folder("local-allowed");
    write(&folder, "messages.toml", CATALOGUE);
    let check = ["--local", "de.mes", "messages.toml"];
    let of_text = "% STARTED server started\n# allow(untranslated_text): the same in German\n";
    let of_file = "# allow(untranslated_text): names only\n\n% STARTED server started\n";
    for text in [of_text, of_file] {
        write(&folder, "de.mes", text);
        checks(&folder, &check);
    }
    write(&folder, "de.mes", "% STARTED server started\n");
    checks(
        &folder,
        &[&check[..], &["--allow", "untranslated-text"]].concat(),
    );
    assert_eq!(findings(&folder, &check).len(), 1);
}
