//! Tests the parsing of calls of `kea_messages!`.

use super::super::*;
use super::{check, tokens, value, written_as};

/// Returns a description of a call, with a line for each part.
fn call(source: &str) -> Vec<String> {
    let call = Call::parse(tokens(source));
    let mut lines: Vec<String> = Vec::new();
    if let Some(item) = &call.catalogue {
        let attributes = item.attributes.len();
        let visibility = written_as(&item.visibility);
        let line = format!("{attributes} {visibility} static {}", item.name);
        lines.push(line.replace("  ", " "));
    }
    lines.extend(
        call.logger
            .as_ref()
            .map(|logger| format!("logger {}", value(logger))),
    );
    for definition in &call.definitions {
        let visibility = written_as(&definition.visibility);
        let mut line = format!("{visibility} {}", definition.id).trim().to_owned();
        if let Some(severity) = definition.message.severity {
            line += &format!(" {severity}");
        }
        for declared in &definition.declared {
            let secret = if declared.secret { " secret" } else { "" };
            let rust_type = declared.rust_type.as_ref().map(rust_type);
            let rust_type = rust_type.map_or_else(String::new, |text| format!(": {text}"));
            line += &format!("{secret} {}{rust_type},", declared.name);
        }
        line += &format!(" {:?}", definition.message.text);
        let attributes = &definition.attributes;
        for attribute in attributes.cfg.iter().chain(&attributes.on_function) {
            line += &format!(" {}", written_as(attribute));
        }
        if attributes.is_documented {
            line += &format!(" documented {:?}", attributes.markdown);
        }
        lines.push(line);
        let errors = Errors::iter(&definition.errors).count();
        assert_eq!(errors == 0, definition.errors.is_empty());
        lines.extend((errors > 0).then(|| format!("  with {errors} mistake(s)")));
    }
    if let Some(files) = &call.file_call {
        let patterns: Vec<String> = files.patterns.iter().map(value).collect();
        let allowed: Vec<String> = files.allowed.iter().map(ToString::to_string).collect();
        lines.push(format!(
            "{} files {} {} allow {} lock {}",
            written_as(&files.visibility),
            patterns.join(" "),
            if files.by_module { "by module" } else { "flat" },
            allowed.join(" "),
            files.lock.as_ref().map_or_else(String::new, value),
        ));
    }
    lines.extend(
        call.errors
            .into_mistakes()
            .map(|error| format!("error: {error}")),
    );
    lines
}

#[test]
fn calls() {
    check(
        &[
            ("", &[]),
            (
                "#[a] #[b] pub(crate) static C; logger = \"l\"; info A() = \"a\";",
                &["2 pub (crate) static C", "logger \"l\"", "A info \"a\""],
            ),
            ("logger = \"l\"; static C;", &["0 static C", "logger \"l\""]),
            (
                "pub debug(7) A(a, #[secret] b: &'static str,) = \"%1 %2\"; B = \"b\";",
                &[
                    "pub A debug(7) a, secret b: &'static str, \"%1 %2\"",
                    "B \"b\"",
                    "  with 1 mistake(s)",
                ],
            ),
            (
                "#[cfg(x)] /// Text.\n #[allow(y)] #[cfg_attr(z, doc = \"\")] #[rustfmt::skip] \
                 #[expect(a)] #[warn(b)] #[deny(c)] #[forbid(d)] info A() = \"a\";",
                &[
                    "A info \"a\" # [cfg (x)] # [doc = \" Text.\"] # [allow (y)] \
                   # [cfg_attr (z , doc = \"\")] # [rustfmt :: skip] # [expect (a)] # [warn (b)] \
                   # [deny (c)] # [forbid (d)] documented \"Text.\"",
                ],
            ),
            (
                "#[doc = \"\"] info A() = \"a\"; #[doc(hidden)] info B() = \"b\";",
                &[
                    "A info \"a\" # [doc = \"\"] documented \"\"",
                    "B info \"b\" # [doc (hidden)] documented \"\"",
                ],
            ),
            // After a mistake, parsing continues with the next definition.
            (
                "info A(a = \"%1\"; info B() = \"b\"; ) = \"c\"; info C() = \"d\";",
                &["A info \"c\"", "  with 1 mistake(s)", "C info \"d\""],
            ),
            (
                "info A(1, 2, 3) = \"a\"; info B() = \"b\";",
                &["A info \"a\"", "  with 1 mistake(s)", "B info \"b\""],
            ),
            (
                "# info A() = \"a\"; pub(1) info B() = \"b\"; info C() = \"c\";",
                &[
                    "A info \"a\"",
                    "pub B \"\"",
                    "  with 1 mistake(s)",
                    "C info \"c\"",
                    "error: unexpected `#`: a comment begins with `//`, and an attribute with `#[`",
                ],
            ),
            (
                "info(); 1 2 OTHER_ID NEXT; info C() = \"c\";",
                &[
                    "OTHER_ID \"\"",
                    "  with 1 mistake(s)",
                    "C info \"c\"",
                    "error: missing message ID after `info`: write `info ID() = \"text\";`",
                ],
            ),
        ],
        call,
    );
}

const MISTAKES: &[(&str, &str)] = &[
    (
        "static C; static D;",
        "duplicate catalogue: a call of `kea_messages!` has at most one",
    ),
    (
        "info A() = \"a\"; static C;",
        "the catalogue comes first, before the definitions",
    ),
    (
        "static C: T;",
        "a catalogue has only a name: `pub static CATALOGUE;`",
    ),
    (
        "static C",
        "a catalogue has only a name: `pub static CATALOGUE;`",
    ),
    ("static 1;", "expected identifier"),
    ("info A()", "missing text of `A`: `= \"text\";`"),
    ("info A() =", "missing text of `A`: `= \"text\";`"),
    (
        "info A() = B",
        "the text of `A` must be a string literal: `= \"text\";`",
    ),
    ("info A() = \"a\"", "missing semicolon after this text"),
    (
        "info A(#[secret]) = \"a\";",
        "expected a name, or a name and a type: `client`, `attempts: u32`",
    ),
    ("info A(a b) = \"%1 %2\";", "missing comma before this"),
    (
        "A info = \"a\";",
        "the severity comes before the ID: `info A`",
    ),
    (
        "info pub A() = \"a\";",
        "the visibility comes before the severity: `pub info ID`",
    ),
    (
        "public info A() = \"a\";",
        "unknown visibility `public`: write `pub info`",
    ),
    (
        "info A-B() = \"a\";",
        "`A-B` is not a message ID: write `A_B`",
    ),
    (
        "info a::B() = \"a\";",
        "expected the ID as a single word: write `B`",
    ),
    (
        "debug 40 A() = \"a\";",
        "a debug level is written in parentheses: `debug(40)`",
    ),
    (
        "info A() => \"a\";",
        "expected `=` before the text, found `=>`",
    ),
    (
        "info A() = \"a\", info B() = \"b\",",
        "expected `;` after the text, found `,`: each definition ends with `;`",
    ),
    (
        "info(A) = \"a\";",
        "an ID is written without parentheses around it: write `info A()`",
    ),
    (
        "info A(String a) = \"%1\";",
        "the name comes before the type: `a: String`",
    ),
    (
        "info A(u32 a) = \"%1\";",
        "the name comes before the type: `a: u32`",
    ),
    (
        "info A(secret a) = \"%1\";",
        "mark a secret with an attribute: `#[secret] a`",
    ),
    ("info A(a: , b) = \"%1 %2\";", "missing type of `a`"),
    ("info A(a:) = \"%1\";", "missing type of `a`"),
    (
        "logger = 1;",
        "missing name of the logger: `logger = \"kea-dhcp4.alloc-engine\";`",
    ),
    (
        "logger = \"\";",
        "missing name of the logger: `logger = \"kea-dhcp4.alloc-engine\";`",
    ),
    ("logger = \"a\" info", "missing semicolon after this logger"),
    (
        "logger = \"a\"; logger = \"b\";",
        "duplicate logger: all messages of a call share one logger",
    ),
    (
        "info A() = \"a\"; logger = \"b\";",
        "the logger comes first, before the definitions",
    ),
    ("#[a]", "missing definition: `info ID() = \"text\";`"),
    ("pub", "missing definition: `info ID() = \"text\";`"),
    (
        "\"a.toml\"",
        "to read a file, write `file = \"messages.toml\"`; a definition begins with its severity: \
             `info ID() = \"text\";`",
    ),
    ("a.toml", "to read a file, write `file = \"messages.toml\"`"),
    (
        "1",
        "a definition begins with its severity: `info ID() = \"text\";`",
    ),
    (
        "pth = \"a.toml\"",
        "unknown option `pth` of `kea_messages!`: expected `file`, `files`, `by_module`, `allow` or `lock`",
    ),
    (
        "#[a] file = \"a.toml\"",
        "this attribute belongs on a message, or on the line `pub static CATALOGUE;`",
    ),
    (
        "info A() = \"a\"; file = \"a.toml\"",
        "a call of `kea_messages!` either reads files or has definitions: use a second `kea_messages!`",
    ),
    (
        "file = \"a.toml\"; info A() = \"a\";",
        "a call of `kea_messages!` either reads files or has definitions: use a second `kea_messages!`",
    ),
    (
        "file = \"a.toml\"; 1 2",
        "a call of `kea_messages!` either reads files or has definitions: use a second `kea_messages!`",
    ),
    ("by_module", "missing file: `file = \"messages.toml\"`"),
    ("files = []", "missing file: `file = \"messages.toml\"`"),
    ("file", "`file` needs a string: `file = \"messages.toml\"`"),
    (
        "file = 1",
        "`file` needs a string: `file = \"messages.toml\"`",
    ),
    (
        "file = \"a\", file = \"b\"",
        "duplicate option `file` of `kea_messages!`",
    ),
    ("file = \"a\" by_module", "expected a comma before this"),
    ("file = \"a\", by_module = 1", "`by_module` takes no value"),
    (
        "files = \"a\"",
        "`files` needs a list of paths: `files = [\"messages.toml\", \"mes/*.mes\"]`",
    ),
    (
        "files [\"a\"]",
        "`files` needs a list of paths: `files = [\"messages.toml\", \"mes/*.mes\"]`",
    ),
    ("files = [\"a\" \"b\"]", "expected a comma before this"),
    ("files = [1]", "expected string literal"),
    (
        "file = \"a\", allow = x",
        "`allow` needs a list of codes: `allow(wrapped_text)`",
    ),
    (
        "file = \"a\", lock",
        "`lock` needs a string: `lock = \"messages.lock\"`",
    ),
    (
        "file = \"a\", logger = \"b\"",
        "the logger is set first, on a separate line: `logger = \"kea-dhcp4\";`",
    ),
    (
        "file = \"a\", by_modul",
        "unknown option `by_modul` of `kea_messages!`: did you mean `by_module`?",
    ),
    ("file = \"a\", 1", "expected an option, found `1`"),
];

#[test]
fn mistakes_of_a_call() {
    for (source, expected) in MISTAKES {
        let call = Call::parse(tokens(source));
        let definitions = call.definitions.into_iter();
        let errors = definitions.map(|definition| definition.errors);
        let errors = errors.chain([call.errors]).flat_map(Errors::into_mistakes);
        let mut errors: Vec<String> = errors.map(|error| error.to_string()).collect();
        // The rest of the call can have other mistakes.
        errors.truncate(1);
        assert_eq!(errors, [*expected], "{source}");
    }
}

/// The consequences of a mistake in a definition are not reported, but other mistakes are.
#[test]
fn errors_of_a_definition() {
    for (source, count) in [
        ("A => \"up\";", 1),
        ("A == \"up\";", 1),
        ("A(b) => \"%1\";", 2),
        ("A = \"%1\";", 1),
        ("inof A = \"%d\";", 1),
    ] {
        let call = Call::parse(tokens(source));
        let definitions = call.definitions.into_iter();
        let errors = definitions.map(|definition| definition.errors);
        let errors = errors.chain([call.errors]).flat_map(Errors::into_mistakes);
        let errors: Vec<String> = errors.map(|error| error.to_string()).collect();
        assert_eq!(errors.len(), count, "{source} {errors:?}");
    }
}

#[test]
fn calls_that_name_files() {
    check(
        &[
            ("file = \"a\"", &[" files \"a\" flat allow  lock "]),
            ("file = \"a\";", &[" files \"a\" flat allow  lock "]),
            (
                "pub static C; logger = \"l\"; pub(crate) files = [\"a\", \"b\",], by_module, \
                 allow(x, y,), lock = \"c\", file = \"d\",",
                &[
                    "0 pub static C",
                    "logger \"l\"",
                    "pub (crate) files \"a\" \"b\" \"d\" by module allow x y lock \"c\"",
                ],
            ),
            (
                "by_module, file = \"a\"",
                &[" files \"a\" by module allow  lock "],
            ),
            // An unknown option is skipped.
            (
                "file = \"a\", othr, by_module",
                &[
                    " files \"a\" by module allow  lock ",
                    "error: unknown option `othr` of `kea_messages!`: expected `file`, `files`, \
                 `by_module`, `allow` or `lock`",
                ],
            ),
            // An ID can have the name of an option, unless it is in lower case.
            (
                "info FILE() = \"a\"; file LOCK() = \"b\";",
                &["FILE info \"a\"", "LOCK \"b\"", "  with 1 mistake(s)"],
            ),
        ],
        call,
    );
}
