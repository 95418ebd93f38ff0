//! Tests the reading of definitions in Rust source.

use super::{Folder, ids};
use kea_messages_catalog::{Catalogue, Code, Entry};

/// Reads a file with this source.
fn read(name: &str, source: &str) -> (Folder, Catalogue) {
    let folder = Folder::with(name, &[("x.rs", source)]);
    let catalogue = folder.read("x.rs");
    (folder, catalogue)
}

/// Returns a message on one line: its severity, ID, arguments and text, and its other properties.
fn line(entry: &Entry) -> String {
    let message = &entry.message;
    let severity = message
        .severity
        .map_or(String::new(), |severity| format!("{severity} "));
    let arguments = message.named_arguments();
    let arguments = arguments.iter().map(|argument| {
        let secret = if argument.secret { "secret " } else { "" };
        match &argument.rust_type {
            Some(rust_type) => format!("{secret}{}: {rust_type}", argument.name),
            None => format!("{secret}{}", argument.name),
        }
    });
    let arguments = arguments.collect::<Vec<_>>().join(", ");
    let mut line = format!("{severity}{}({arguments}) = {}", message.id, message.text);
    let mut add = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            line += &format!(" | {name}: {value}");
        }
    };
    let description = Some(message.description.as_str());
    add("description", description.filter(|text| !text.is_empty()));
    add("action", message.action.as_deref());
    add("alert", message.alert.as_deref());
    add("limit", message.limit.as_deref());
    add("promise", message.promise.as_deref());
    add("since", message.since.as_deref());
    if let Some(deprecation) = &message.deprecation {
        add(
            "deprecated",
            Some(deprecation.since.as_deref().unwrap_or("")),
        );
        add("note", deprecation.note.as_deref());
    }
    add("cfg", message.cfg.as_deref());
    line
}

fn check(name: &str, cases: &[(&str, &[&str])]) {
    for (source, expected) in cases {
        let (folder, catalogue) = read(name, source);
        assert_eq!(folder.findings(&catalogue), [""; 0], "{source}");
        let lines: Vec<String> = catalogue.entries.iter().map(line).collect();
        assert_eq!(lines, *expected, "{source}");
    }
}

#[test]
fn inline_definitions() {
    check(
        "inline",
        &[
            ("kea_messages!(info A() = \"a\";);", &["info A() = a"]),
            (
                "kea_messages! { pub static C; logger = \"x\"; pub(crate) debug(40) A(b, c) = \"%1 %2\"; }",
                &["debug(40) A(b, c) = %1 %2"],
            ),
            (
                "kea_messages!(fatal A = \"%1 %2\"; error B = \"b\";);",
                &["fatal A(arg1, arg2) = %1 %2", "error B() = b"],
            ),
            (
                "kea_messages!(warn A(r#type) = \"%1\";);",
                &["warn A(type) = %1"],
            ),
            (
                "kea_messages!(info A(a: &'static [u8], b: impl Debug, #[secret] c: Option<Box<dyn Error+Send>>, \
                 d: fn(u8,u8)->u8, e: <T as X>::Y, #[secret] f) = \"%1%2%3%4%5%6\";);",
                &[
                    "info A(a: &'static [u8], b: impl Debug, secret c: Option<Box<dyn Error + Send>>, \
                   d: fn(u8, u8) -> u8, e: <T as X>::Y, secret f) = %1%2%3%4%5%6",
                ],
            ),
            (
                "kea_messages!(info A() = r#\"a \"b\" \\\"#;);",
                &["info A() = a \"b\" \\"],
            ),
            (
                "kea_messages!(info A() = \"a\\tb \\u{e9} \\\n    c\";);",
                &["info A() = a\tb é c"],
            ),
            (
                "kea_messages!(#[deprecated] info A() = \"a\"; #[deprecated = \"b\"] info B() = \"b\"; \
                 #[deprecated(since = \"1\", note = \"c\")] info C() = \"c\";);",
                &[
                    "info A() = a | deprecated: ",
                    "info B() = b | deprecated:  | note: b",
                    "info C() = c | deprecated: 1 | note: c",
                ],
            ),
            (
                "kea_messages!(#[alert = \"any\"] info A() = \"a\"; info B() = \"b\";);",
                &["info A() = a | alert: any", "info B() = b"],
            ),
            (
                "#[derive(KeaMessages)] #[message(info, \"a\", alert = \"> 5/h\")] struct A;",
                &["info A() = a | alert: > 5/h"],
            ),
            (
                "kea_messages!(#[limit = \"1/s per a\"] info A(a) = \"%1\"; info B() = \"b\";);",
                &["info A(a) = %1 | limit: 1/s per a", "info B() = b"],
            ),
            (
                "#[derive(KeaMessages)] #[message(info, \"{0}\", limit = \"1/s per arg1\")] struct A(u8);",
                &["info A(arg1: u8) = %1 | limit: 1/s per arg1"],
            ),
            (
                "kea_messages!(#[promise = \"text\"] info A() = \"a\"; info B() = \"b\";);",
                &["info A() = a | promise: text", "info B() = b"],
            ),
            (
                "#[derive(KeaMessages)] #[message(info, \"a\", promise = \"text\")] struct A;",
                &["info A() = a | promise: text"],
            ),
            (
                "#[cfg(a)] kea_messages!(#[cfg(b)] #[cfg(c)] #[allow(x)] info A() = \"a\";);",
                &["info A() = a | cfg: all(a, b, c)"],
            ),
            // Attributes that only rustc can resolve are ignored: `cfg_attr`, and the output of
            // macros.
            (
                "kea_messages!(#[cfg_attr(x, deprecated)] #[doc = concat!(\"a\")] #[rustfmt::skip] \
                 info A() = \"a\";);",
                &["info A() = a"],
            ),
            ("kea_messages!();", &[]),
        ],
    );
}

#[test]
fn documentation() {
    check(
        "documentation",
        &[
            (
                "kea_messages! {
                    /// First line,
                    /// second line.
                    ///
                    /// # Action
                    ///
                    /// Do *it*.
                    ///
                    /// # Since
                    /// 1.2
                    info A() = \"a\";
                }",
                &[
                    "info A() = a | description: First line,\nsecond line. | action: Do *it*. | since: 1.2",
                ],
            ),
            (
                "kea_messages! { /** One
                    * Two.
                    */ info A() = \"a\"; #[doc = \"b\"] #[doc = r\" c\"] info B() = \"b\"; }",
                &[
                    "info A() = a | description: One\n* Two.",
                    "info B() = b | description: b\n c",
                ],
            ),
            // rustc reads all line endings as `\n`, and so does this reader.
            (
                "kea_messages! {\r\n/// One\r\n/// two.\r\ninfo A() = \"a \\\r\n   b\";\r\n/** c\r\nd */ \
                 info B() = r\"e\r\nf\"; info C() = \"g\r\nh\"; }\r\n",
                &[
                    "info A() = a b | description: One\ntwo.",
                    "info B() = e\nf | description: c\nd",
                    "info C() = g\nh",
                ],
            ),
        ],
    );
}

#[test]
fn derived_definitions() {
    check(
        "derived",
        &[
            (
                "#[derive(Debug, KeaMessages)] #[kea(prefix = \"P_\", crate = \"a::b\", logger = \"l\")]
                 pub enum E<'a, T: Display> where T: Debug {
                     /// Text.
                     /// # Action
                     /// Do.
                     #[message(warn, \"%1 %2\")] V4AllocFail { r#type: &'a str, other: T },
                     #[message(\"%1 %2\", debug(3))] #[deprecated] Tuple(u32, #[secret] String),
                     #[message(transparent)] Other(Inner),
                     #[message(id = \"OWN\", info, \"%1\")] Named(#[message(debug)] Vec<u8>, #[message(skip)] u8),
                     #[cfg(x)] #[message(error, \"x\")] Conditional = 1 << 3,
                     r#Raw(Inner),
                 }"
                .replace("r#Raw(Inner)", "#[message(fatal, \"r\")] r#Raw")
                .leak(),
                &[
                    "warn P_V4_ALLOC_FAIL(type: &'a str, other: T) = %1 %2 | description: Text. | action: Do.",
                    "debug(3) P_TUPLE(arg1: u32, secret arg2: String) = %1 %2 | deprecated: ",
                    "info OWN(arg1: impl Debug) = %1",
                    "error P_CONDITIONAL() = x | cfg: x",
                    "fatal P_RAW() = r",
                ],
            ),
            (
                "#[cfg(a)] #[cfg_attr(b, derive(KeaMessages), message(info, \"%1\"))] /** S */ \
                 struct ServerUp<const N: usize = { 3 }>(u8);",
                &["info SERVER_UP(arg1: u8) = %1 | description: S | cfg: all(a, b)"],
            ),
            // Each variant can exist without the other.
            (
                "#[derive(KeaMessages)] enum E {
                     #[cfg(a)] #[message(info, \"a\")] A,
                     #[cfg(b)] #[message(info, id = \"A\", \"b\")] B,
                     #[cfg_attr(a, message(info, \"a\"))] #[cfg_attr(b, message(info, \"b\"))] C,
                 }",
                &["info A() = a | cfg: a", "info C() = a"],
            ),
            // The text shows whether a field with a condition is an argument.
            (
                "#[derive(KeaMessages)] enum E {
                     #[message(info, \"%1\")] A { #[cfg(a)] more: u8, b: u16 },
                     #[message(info, \"%1 %2\")] B { #[cfg(a)] more: u8, b: u16 },
                 }",
                &["info A(b: u16) = %1", "info B(more: u8, b: u16) = %1 %2"],
            ),
        ],
    );
}

#[test]
fn mistakes_leave_the_rest() {
    let (folder, catalogue) = read(
        "rest",
        "kea_messages! { /// See [BROKEN].
             info GOOD() = \"a\"; info BROKEN(a) = \"b\"; info GOOD_TOO() = \"c\"; }
         #[derive(KeaMessages)] enum E {
             #[message(info, \"%1\")] A(u8), #[message(info, \"%2\")] B(u8),
             #[message(info)] C, #[message(wran, \"d\")] D,
             #[message(wran, id = \"OWN\", \"e\")] Own, #[message(wran, transparent)] Inner(A),
             #[message(info, \"f\", id = 1)] Number,
         }
         #[derive(KeaMessages)] #[kea(prefx = \"P_\")] enum F { #[message(info, \"e\")] Unprefixed }
         #[derive(KeaMessages)] enum G { A( }",
    );
    let findings = folder.findings(&catalogue);
    assert_eq!(findings.len(), 1, "{findings:?}");
    let source = catalogue.sources[0].text().replace("enum G { A( }", "");
    let source = source.trim_end().trim_end_matches("#[derive(KeaMessages)]");
    folder.write("x.rs", source);
    let catalogue = folder.read("x.rs");
    let expected = [
        "x.rs:2:45 argument `a` has no placeholder: the text needs a `{a}`; or mark the argument `#[field]`",
        "x.rs:4:60 the text has `%2`, but only 1 argument is declared: did you mean `%1`?",
        "x.rs:5:14 `C` has no text: `#[message(info, \"text\")]`",
        "x.rs:5:44 `wran` is not a severity: did you mean `warn`?",
        "x.rs:6:24 `wran` is not a severity: did you mean `warn`?",
        "x.rs:6:63 `wran` is not a severity: did you mean `warn`?",
        "x.rs:7:35 `id` needs a string: `id = \"ALLOC_ENGINE_V4_ALLOC_FAIL\"`",
        "x.rs:9:39 unknown option `prefx` of `#[kea]`: did you mean `prefix`?",
    ];
    assert_eq!(folder.findings(&catalogue), expected);
    assert_eq!(ids(&catalogue), ["GOOD", "GOOD_TOO", "A"]);
    let broken = catalogue.broken.iter().map(|broken| broken.id.as_str());
    let broken: Vec<&str> = broken.collect();
    assert_eq!(broken, ["BROKEN", "B", "C", "D", "OWN", "NUMBER"]);
    // The consequences of a mistake are not reported.
    let codes = kea_messages_catalog::checks::run(&catalogue);
    assert!(
        codes
            .iter()
            .all(|finding| !finding.title.contains("BROKEN")),
        "{codes:?}"
    );
    assert_eq!(catalogue.findings[0].id.as_deref(), Some("BROKEN"));
}

#[test]
fn places() {
    let source = "kea_messages! { // é
        /// Text.
        info PLAIN(client, n: u32) = \"%1 é %2\"; info ESCAPED(a) = \"a\\\"%1\"; info RAW() = r#\"r\"#; }
        #[derive(KeaMessages)] enum E { #[message(info, \"%1 %2\")] Named { a: u8, b: u8 },
        #[message(info, id = \"OWN\", \"%1\")] Tuple(Vec<u8>) }";
    let (_, catalogue) = read("places", source);
    let parts = |id: &str| {
        let places = catalogue.get(id).and_then(|entry| entry.places.as_ref());
        let places = places.expect("it has places");
        let arguments = places.arguments.iter().map(|range| &source[range.clone()]);
        let description = places.description.clone().map(|range| &source[range]);
        let parts = [&source[places.id.clone()], &source[places.text.clone()]];
        let parts = parts.into_iter().chain(arguments).chain(description);
        (
            parts.collect::<Vec<_>>().join(" | "),
            places.is_text_verbatim,
        )
    };
    for (id, expected, is_verbatim) in [
        ("PLAIN", "PLAIN | %1 é %2 | client | n | /// Text.", true),
        ("ESCAPED", "ESCAPED | \"a\\\"%1\" | a", false),
        ("RAW", "RAW | r", true),
        ("NAMED", "Named | %1 %2 | a | b", true),
        ("OWN", "\"OWN\" | %1 | Vec", true),
    ] {
        assert_eq!(parts(id), (expected.to_owned(), is_verbatim), "{id}");
    }
}

/// The first definition of an ID is kept, or the first one without a condition.
#[test]
fn duplicates() {
    for (source, kept, mistakes) in [
        ("info A() = \"1\"; info A() = \"2\";", "info A() = 1", 1),
        (
            "info A() = \"1\"; info A() = \"2\"; info A() = \"3\";",
            "info A() = 1",
            2,
        ),
        (
            "#[cfg(a)] info A() = \"1\"; #[cfg(b)] info A() = \"2\";",
            "info A() = 1 | cfg: a",
            0,
        ),
        (
            "#[cfg(a)] info A() = \"1\"; #[cfg(a)] info A() = \"2\";",
            "info A() = 1 | cfg: a",
            1,
        ),
        (
            "#[cfg(a)] info A() = \"1\"; info A() = \"2\";",
            "info A() = 2",
            0,
        ),
        (
            "info A() = \"1\"; #[cfg(a)] info A() = \"2\";",
            "info A() = 1",
            0,
        ),
        (
            "#[cfg(a)] info A() = \"1\"; info A() = \"2\"; info A() = \"3\"; #[cfg(a)] info A() = \"4\";",
            "info A() = 2",
            2,
        ),
    ] {
        let (folder, catalogue) = read("duplicates", &format!("kea_messages!({source});"));
        let findings = folder.findings(&catalogue);
        assert_eq!(findings.len(), mistakes, "{source}: {findings:?}");
        assert!(
            findings
                .iter()
                .all(|finding| finding.ends_with("`A` is defined twice"))
        );
        let lines: Vec<String> = catalogue.entries.iter().map(line).collect();
        assert_eq!(lines, [kept], "{source}");
    }
}

/// A duplicate ID has the same code and text, wherever it is.
#[test]
fn the_code_of_duplicates() {
    let derived = "#[derive(KeaMessages)] enum E {
        #[message(info, \"1\")] A, #[message(info, id = \"A\", \"2\")] B }";
    for (name, text, place) in [
        ("x.rs", derived, "2:55"),
        (
            "x.rs",
            "kea_messages!(info A() = \"1\"; info A() = \"2\";);",
            "1:36",
        ),
        ("x.toml", "[A]\ntext = \"1\"\n[A]\ntext = \"2\"\n", "3:2"),
        ("x.mes", "% A 1\n% A 2\n", "2:3"),
    ] {
        let folder = Folder::with("codes", &[(name, text)]);
        let catalogue = folder.read(name);
        let expected = format!("{name}:{place} `A` is defined twice");
        assert_eq!(folder.findings(&catalogue), [expected]);
        let finding = &catalogue.findings[0];
        assert_eq!(finding.code, Code::DuplicateId, "{text}");
        assert_eq!(finding.labels[1].text, "defined here first");
        assert_eq!(ids(&catalogue), ["A"]);
    }
    let repeated_key = Folder::with("codes", &[("x.toml", "[A]\ntext = \"1\"\ntext = \"2\"\n")]);
    let catalogue = repeated_key.read("x.toml");
    assert_eq!(catalogue.findings[0].code, Code::Mistake);
}

#[test]
fn a_mistake_at_the_end_is_at_its_call() {
    let folder = Folder::new("at_the_end");
    for call in [
        "kea_messages!(pub static);",
        "kea_messages!(info);",
        "kea_messages!(info A);",
        "kea_messages!(file =);",
    ] {
        folder.write("a.rs", format!("fn f() {{}}\n{call}"));
        let findings = folder.findings(&folder.read("a.rs"));
        assert!(!findings.is_empty(), "{call}");
        for finding in findings {
            assert!(finding.starts_with("a.rs:2:"), "{call}: {finding}");
        }
    }
}

#[test]
fn what_is_not_kept_is_not_checked() {
    let folder = Folder::new("not_kept");
    let message =
        |cfg: &str| format!("{cfg}\n/// This is an error message.\ninfo A() = \"text\";\n");
    let one = format!("kea_messages! {{ {} }}", message(""));
    let twins = format!(
        "kea_messages! {{ {} {} }}",
        message("#[cfg(a)]"),
        message("")
    );
    let counts = [one, twins].map(|source| {
        folder.write("a.rs", &source);
        folder.read("a.rs").findings.len()
    });
    assert_eq!(counts, [1, 1]);
}
