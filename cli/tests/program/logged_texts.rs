//! Tests that texts are shown as in a log, except in formats that need the source of the text.

use crate::{folder, prints, run, write};
use std::path::{Path, PathBuf};

const CATALOGUE: &str = r#"
[LIT_NAMED]
severity = "warn"
text = "{pool:?}: 100% of {{x}}"
arguments = ["pool"]
description = "Named."
action = "None."
alert = "any"

[LIT_NUMBERED]
severity = "info"
numbered_text = "%1: 100%% of {x}"
description = "Numbered."
alert = "any"
"#;

fn with_literals(test: &str) -> PathBuf {
    let folder = folder(test);
    write(&folder, "m.toml", CATALOGUE);
    let old = CATALOGUE.replace("100%", "99%").replace("{x}", "{y}");
    write(&folder, "old.toml", &old);
    write(&folder, "none.toml", "[LIT_NONE]\ntext = 'x'\n");
    let log = "LIT_NAMED \"a1\": 100% of {x}\nLIT_NUMBERED a1: 100% of {x}\n";
    write(&folder, "toy.log", log);
    folder
}

fn assert_printed(folder: &Path, command: &str, parts: [&str; 2]) -> String {
    let printed = prints(folder, &command.split(' ').collect::<Vec<_>>());
    for part in parts {
        assert!(
            printed.contains(part),
            "{command}: {part} is not in {printed}"
        );
    }
    printed
}

#[test]
fn as_logged() {
    let folder = with_literals("as_logged");
    let html = [
        "<p class=\"text\"><var>{pool}</var>: 100% of {x}</p>",
        "<p class=\"text\"><var>%1</var>: 100% of {x}</p>",
    ];
    // The command, and a part of its output for each text.
    for (command, parts) in [
        (
            "manual -f text m.toml",
            [
                "\nLIT_NAMED {pool}: 100% of {x}\n",
                "\nLIT_NUMBERED %1: 100% of {x}\n",
            ],
        ),
        ("manual -f html m.toml", html),
        (
            "manual -f html --since old.toml m.toml",
            [
                "Its text is <code>{pool}: 100% of {x}</code>, but was <code>{pool}: 99% of {y}</code>",
                "Its text is <code>%1: 100% of {x}</code>, but was <code>%1: 99% of {y}</code>",
            ],
        ),
        (
            "manual -f markdown m.toml",
            [
                "\n**warn** `{pool}: 100% of {x}`\n",
                "\n**info** `%1: 100% of {x}`\n",
            ],
        ),
        (
            "manual -f man m.toml",
            ["\\fI{pool}\\fR: 100% of {x}\n", "\\fI%1\\fR: 100% of {x}\n"],
        ),
        (
            "explain -c m.toml LIT_*",
            ["\n  {pool}: 100% of {x}\n", "\n  %1: 100% of {x}\n"],
        ),
        (
            "convert --to journal m.toml",
            [
                "\nSubject: LIT_NAMED: @POOL@: 100% of {x}\n",
                "\nSubject: LIT_NUMBERED: @ARG1@: 100% of {x}\n",
            ],
        ),
        (
            "convert --to prometheus-rules m.toml",
            [
                " summary: \"{pool}: 100% of {x}\"\n",
                " summary: \"%1: 100% of {x}\"\n",
            ],
        ),
        (
            "lock --release-notes old.toml m.toml",
            [
                ": its text is `{pool}: 100% of {x}`, but was `{pool}: 99% of {y}`\n",
                ": its text is `%1: 100% of {x}`, but was `%1: 99% of {y}`\n",
            ],
        ),
        (
            "lock --release-notes none.toml m.toml",
            [
                "- `LIT_NAMED` (`warn`): `{pool}: 100% of {x}`\n",
                "- `LIT_NUMBERED` (`info`): `%1: 100% of {x}`\n",
            ],
        ),
        (
            "decode -c m.toml toy.log",
            [
                ",\"text\":\"\\\"a1\\\": 100% of {x}\"}\n",
                ",\"text\":\"a1: 100% of {x}\"}\n",
            ],
        ),
        (
            "decode --explain -c m.toml toy.log",
            [
                "LIT_NAMED \"a1\": 100% of {x}\n",
                "LIT_NUMBERED a1: 100% of {x}\n",
            ],
        ),
    ] {
        let printed = assert_printed(&folder, command, parts);
        let (printed, _) = printed.split_once("<script>").unwrap_or((&printed, ""));
        let (_, printed) = printed.split_once("</style>").unwrap_or(("", printed));
        let printed = printed.replace("}}\n", "}\n");
        for source in ["%%", "{{", "}}", ":?}"] {
            assert!(
                !printed.contains(source),
                "{command}: {source} in {printed}"
            );
        }
    }
    prints(
        &folder,
        &["manual", "-f", "html-dir", "-o", "pages", "m.toml"],
    );
    for (id, part) in ["LIT_NAMED", "LIT_NUMBERED"].into_iter().zip(html) {
        let page = std::fs::read_to_string(folder.join(format!("pages/{id}.html")));
        assert!(page.expect("it was written").contains(part), "{id}");
    }
}

/// Formats that can be read as catalogues contain the source of the text.
#[test]
fn as_written() {
    let folder = with_literals("as_written");
    for (command, parts) in [
        (
            "convert --to toml m.toml",
            [
                "\ntext = \"{pool:?}: 100% of {{x}}\"\n",
                "\nnumbered_text = \"%1: 100%% of {x}\"\n",
            ],
        ),
        (
            "convert --to po m.toml",
            [
                "\nmsgctxt \"LIT_NAMED\"\nmsgid \"%1: 100%% of {x}\"\n",
                "\nmsgctxt \"LIT_NUMBERED\"\nmsgid \"%1: 100%% of {x}\"\n",
            ],
        ),
        (
            "manual -f json m.toml",
            [
                "\"named_text\": \"{pool:?}: 100% of {{x}}\",\n",
                "\"text\": \"%1: 100%% of {x}\",\n",
            ],
        ),
    ] {
        assert_printed(&folder, command, parts);
    }
    // Kea prints `%%` unchanged, so a percent sign is not doubled in a `.mes` file.
    let (_, mes, _) = run(&folder, &["convert", "--to", "mes", "m.toml"]);
    for line in [
        "% LIT_NAMED %1: 100% of {x}\n",
        "% LIT_NUMBERED %1: 100% of {x}\n",
    ] {
        assert!(mes.contains(line), "{mes}");
    }
}
