//! Tests catalogues in TOML.

use super::{check, read};
use kea_messages_catalog::{Argument, Catalogue, Deprecation, Message, Source};

#[test]
fn every_key_of_toml() {
    let text = r#"
        [catalogue]
        title = "A title"
        version = "1.0"
        logger = "kea-dhcp4.alloc-engine"
        introduction = "All there is."

        [LOGIN]
        severity = "debug(40)"
        text = "%1 logs in with %2 of %3"
        arguments = ["user", { name = "password", secret = true }, "host: &std::path::Path"]
        description = """
        Somebody."""
        action = "Look."
        alert = "> 5/min for 10m"
        limit = "10/min"
        promise = "text"
        since = "1.2"
        deprecated = { since = "2.0", note = "use LOGGED_IN" }
        removed = "3.0"
        renamed = "LOGGED_IN"
    "#;
    let catalogue = read("messages.toml", text);
    assert_eq!(catalogue.findings, []);
    let header = catalogue.header;
    assert_eq!(header.title.as_deref(), Some("A title"));
    assert_eq!(header.version.as_deref(), Some("1.0"));
    assert_eq!(header.logger.as_deref(), Some("kea-dhcp4.alloc-engine"));
    assert_eq!(header.introduction.as_deref(), Some("All there is."));
    let mut deprecation = Deprecation::default();
    deprecation.since = Some("2.0".into());
    deprecation.note = Some("use LOGGED_IN".into());
    let mut expected = Message::new("LOGIN", "%1 logs in with %2 of %3");
    expected.severity = Some("debug(40)".parse().unwrap());
    expected.arguments = Some(vec![
        Argument::named("user"),
        Argument::named("password").into_secret(),
        Argument::named("host").with_type("&std::path::Path"),
    ]);
    expected.description = "Somebody.".into();
    expected.action = Some("Look.".into());
    expected.alert = Some("> 5/min for 10m".into());
    expected.limit = Some("10/min".into());
    expected.promise = Some("text".into());
    expected.since = Some("1.2".into());
    expected.deprecation = Some(deprecation);
    expected.removed = Some("3.0".into());
    expected.renamed = Some("LOGGED_IN".into());
    assert_eq!(catalogue.entries[0].message, expected);
}

#[test]
fn deprecations_of_toml() {
    let cases = [
        ("true", Some(None)),
        ("false", None),
        ("'use B'", Some(Some("use B"))),
        ("{ note = 'use B' }", Some(Some("use B"))),
    ];
    for (value, expected) in cases {
        let catalogue = read("m.toml", &format!("[A]\ntext = 'up'\ndeprecated = {value}"));
        let deprecation = &catalogue.entries[0].message.deprecation;
        let note = deprecation.as_ref().map(|found| found.note.as_deref());
        assert_eq!(note, expected, "{value}");
    }
}

/// Arguments with placeholders come first, each with its own place.
#[test]
fn fields_of_toml() {
    let text = "[A]\ntext = '%1 %2'\n\
                arguments = [{ name = 'pool', field = true }, 'client', 'port']";
    let catalogue = read("m.toml", text);
    let entry = &catalogue.entries[0];
    let arguments = entry.message.named_arguments();
    let names: Vec<&str> = arguments.iter().map(|argument| &*argument.name).collect();
    assert_eq!(names, ["client", "port", "pool"]);
    let places = entry.places.as_ref().expect("it stands in a file");
    let written: Vec<&str> = (places.arguments.iter())
        .map(|place| &text[place.clone()])
        .collect();
    let expected = ["'client'", "'port'", "{ name = 'pool', field = true }"];
    assert_eq!(written, expected);
}

/// Tests the places of messages that are skipped after a mistake in another message.
#[test]
fn lost_messages() {
    let text = "[A]\ntext = '''up\n[not_one]\n[A]\n[B] # next\ntext = 1\n[C_D]\n";
    let catalogue = Catalogue::of_sources(vec![Source::new("m.toml", text)]);
    let mut lost = Vec::new();
    for broken in &catalogue.broken {
        lost.push((&*broken.id, &text[broken.label.range.clone()]));
    }
    lost.sort_unstable();
    assert_eq!(lost, [("A", "'''"), ("B", "B"), ("C_D", "C_D")]);
}

/// The level is a part of the severity, and not a key.
#[test]
fn debug_levels() {
    check(
        "m.toml",
        &[
            (
                "[A]\ntext = 'up'\nseverity = 'debug'\ndebug_level = 40",
                &[
                    "4:1 A: unknown key `debug_level` of message `A`: a debug level is part of the severity, `severity = \"debug(40)\"`",
                ],
            ),
            (
                "[A]\ntext = 'up'\nlevel = '7'\nseverity = 'debug'",
                &[
                    "3:1 A: unknown key `level` of message `A`: a debug level is part of the severity, `severity = \"debug(7)\"`",
                ],
            ),
            (
                "[A]\ntext = 'up'\nlevel = 'info'",
                &["3:1 A: unknown key `level` of message `A`: did you mean `severity`?"],
            ),
        ],
    );
}

#[test]
fn mistakes_in_toml_keys() {
    check(
        "m.toml",
        &[
            ("", &[]),
            ("[A]\ntext = 'up'", &[]),
            ("[A]", &["1:2 A: message `A` has no text: `text = \"...\"`"]),
            (
                "[A]\ntxt = 'up'",
                &["2:1 A: unknown key `txt` of message `A`: did you mean `text`?"],
            ),
            (
                "[A]\ntext = 'up'\ncolour = 3",
                &[
                    "3:1 A: unknown key `colour` of message `A`: expected `severity`, `text`, \
             `numbered_text`, `named`, `arguments`, `description`, `action`, `alert`, `limit`, `promise`, `since`, `deprecated`, `removed`, `renamed` or `allow`",
                ],
            ),
            (
                "A = 'up'",
                &["1:5 A: `A` is a message, which is written as a table: `[A]`"],
            ),
            (
                "title = 'up'",
                &["1:1 `title` belongs in the table `[catalogue]`"],
            ),
            (
                "catalogue = 1",
                &["1:13 `catalogue` is a table: `[catalogue]`"],
            ),
            (
                "[catalog]\ntitle = 'x'",
                &["1:2 unknown table `catalog`: did you mean `catalogue`?"],
            ),
            (
                "[catalogue]\ntitle = 1",
                &["2:9 expected a string, found `1`: write `\"1\"`"],
            ),
            (
                "purple = 1",
                &["1:1 `purple` is neither a message, `[ALLOC_FAIL]`, nor the table `[catalogue]`"],
            ),
            (
                "[catalogue]\nallow = { no_action = ' ' }",
                &["2:23 say why `no_action` is allowed: `allow = { no_action = \"...\" }`"],
            ),
            (
                "[A]\ntext = 'up'\nallow = 1",
                &[
                    "3:9 A: `allow` is a table of reasons: `allow = { no_action = \"nothing can be done\" }`",
                ],
            ),
            (
                "[catalogue]\ntitel = 'x'",
                &["2:1 unknown key `titel` of `[catalogue]`: did you mean `title`?"],
            ),
            (
                "[a_fail]\ntext = 'up'",
                &["1:2 a_fail: `a_fail` is not a message ID: write `A_FAIL`"],
            ),
            (
                "[A]\ntext = 1",
                &["2:8 A: expected a string, found `1`: write `\"1\"`"],
            ),
            (
                "[A]\ntext = ''",
                &["2:8 A: the text of `A` is empty: describe what happened"],
            ),
            (
                "[A]\nseverity = 'warning'\ntext = 'up'",
                &["2:12 A: `warning` is not a severity: did you mean `warn`?"],
            ),
            (
                "[A]\nseverity = 'debug'\ntext = 'up'",
                &["2:12 A: `debug` needs a level from 0 to 99: `debug(40)`"],
            ),
            (
                "[A]\nseverity = 'debug(100)'\ntext = 'up'",
                &["2:12 A: a debug level is a number from 0 to 99"],
            ),
            (
                "[A]\nseverity = 'warn(1)'\ntext = 'up'",
                &["2:12 A: only `debug` has a level: write `warn`"],
            ),
        ],
    );
}

#[test]
fn values_of_toml_without_quotes() {
    check(
        "m.toml",
        &[
            (
                "[A]\nseverity = 3\ntext = 'up'",
                &[
                    "2:12 A: `3` is not a severity: expected fatal, error, warn, info or \
                     \"debug(3)\", in quotes",
                ],
            ),
            (
                "[A]\nremoved = true\ntext = 'up'",
                &["2:11 A: expected a version: `removed = \"2.0\"`"],
            ),
            (
                "[A]\nrenamed = 'B'\ntext = 'up'",
                &["2:12 A: state the version that renamed the message: `removed = \"2.0\"`"],
            ),
            (
                "[A]\nremoved = '2.0'\nrenamed = 'A'\ntext = 'up'",
                &["3:12 A: `A` is the ID of the message itself: write the new ID"],
            ),
            (
                "[A]\nremoved = '2.0'\nrenamed = 'a-b'\ntext = 'up'",
                &["3:12 A: `a-b` is not a message ID: write `A_B`"],
            ),
            (
                "[A]\nremoved = '2.0'\nrenamed = true\ntext = 'up'",
                &["3:11 A: expected a string, found `true`: write `\"true\"`"],
            ),
            (
                "[A]\nsince = ' '\ntext = 'up'",
                &["2:9 A: expected a version: `since = \"2.0\"`"],
            ),
            (
                "[A]\nsince = 1.0\ntext = 'up'",
                &["2:9 A: expected a string, found `1.0`: write `\"1.0\"`"],
            ),
        ],
    );
}

#[test]
fn mistakes_in_toml_texts_and_arguments() {
    check(
        "m.toml",
        &[
            // A place in a text is exact if the text has no escapes.
            (
                "[A]\ntext = 'é: %d'",
                &["2:12 A: `%d` is not a placeholder: placeholders are numbered, `%1`, `%2`, ..."],
            ),
            (
                "[A]\ntext = '''\nup %0'''",
                &["3:4 A: `%0` is not a placeholder: the first argument is `%1`"],
            ),
            (
                "[A]\ntext = \"\\u0041: %0\"",
                &["2:8 A: `%0` is not a placeholder: the first argument is `%1`"],
            ),
            (
                "[A]\ntext = 'up'\narguments = ['a']",
                &["3:14 A: argument `a` has no placeholder: the text needs a `%1`"],
            ),
            (
                "[A]\ntext = '{a}: {b}'",
                &[
                    "2:9 A: the text names `a`, which is not an argument: declare it, as in `arguments = \
                     [\"a\", \"b\"]`",
                ],
            ),
            (
                "[A]\ntext = '{a:.2f}'\narguments = ['a: f64']",
                &["2:9 A: unknown format `.2f` of `a`: write `{a:.2}`"],
            ),
            (
                "[A]\ntext = '%2 %1'\narguments = ['a']",
                &["2:9 A: the text has `%2`, but only 1 argument is declared"],
            ),
            (
                "[A]\ntext = '%1'\narguments = ['message']",
                &[
                    "3:14 A: `message` is a field of every log record: give the argument another name",
                ],
            ),
            (
                "[A]\ntext = '%1'\narguments = ['self']",
                &["3:14 A: `self` is a keyword of Rust: give the argument another name"],
            ),
            (
                "[A]\ntext = '%1'\narguments = ['a b']",
                &[
                    "3:14 A: `a b` is not a valid name for an argument: expected letters, digits and underscores",
                ],
            ),
            (
                "[A]\ntext = '%1'\narguments = 'a'",
                &["3:13 A: `arguments` is a list: `arguments = [\"client\", \"attempts: u32\"]`"],
            ),
            (
                "[A]\ntext = '%1'\narguments = [1]",
                &[
                    "3:14 A: an argument is a string or a table: `\"attempts: u32\"`, `{ name = \
             \"password\", secret = true }`",
                ],
            ),
            (
                "[A]\ntext = ['%1']",
                &["2:8 A: expected a string, found a list"],
            ),
            (
                "[A]\ntext = { de = '%1' }",
                &["2:8 A: expected a string, found a table"],
            ),
            (
                "[A]\nmessage = 'up'\nlevel = 'info'",
                &[
                    "2:1 A: unknown key `message` of message `A`: did you mean `text`?",
                    "3:1 A: unknown key `level` of message `A`: did you mean `severity`?",
                ],
            ),
            (
                "[A]\ntext = '%1'\narguments = [{ nam = 'a' }]",
                &["3:16 A: unknown key `nam` of an argument: did you mean `name`?"],
            ),
            (
                "[A]\ntext = '%1'\narguments = [{ secret = true }]",
                &["3:14 A: this argument has no name: `name = \"...\"`"],
            ),
            (
                "[A]\ntext = '%1'\narguments = [{ name = 'a', secret = 'yes' }]",
                &["3:37 A: expected `true` or `false`, without quotes"],
            ),
            (
                "[A]\ntext = 'up'\ndeprecated = 3",
                &[
                    "3:14 A: `deprecated` is `true`, a note, or a table: `{ since = \"2.0\", note = \"...\" }`",
                ],
            ),
        ],
    );
}

#[test]
fn mistakes_in_promises() {
    check(
        "m.toml",
        &[
            (
                "[A]\ntext = 'up'\npromise = 'txt'",
                &["3:12 A: unknown promise `txt`: did you mean `text`?"],
            ),
            (
                "[A]\ntext = 'up'\npromise = ''",
                &["3:11 A: unknown promise ``: expected `text` or `arguments`"],
            ),
            (
                "[A]\ntext = 'up'\npromise = true",
                &["3:11 A: expected a string, found `true`: write `\"true\"`"],
            ),
            (
                "[A]\ntext = 'up'\nlock = 'text'",
                &["3:1 A: unknown key `lock` of message `A`: did you mean `promise`?"],
            ),
            // This is reported once, and not for each message.
            (
                "[catalogue]\npromise = 'messages.lock'\n[A]\ntext = 'up'\n[B]\ntext = 'up'",
                &["2:11 unknown promise `messages.lock`: expected `text` or `arguments`"],
            ),
            (
                "[catalogue]\nlock = 'text'",
                &["2:1 unknown key `lock` of `[catalogue]`: did you mean `promise`?"],
            ),
            (
                "promise = 'text'",
                &["1:1 `promise` belongs in the table `[catalogue]`"],
            ),
        ],
    );
}

#[test]
fn mistakes_in_alerts_and_limits() {
    check(
        "m.toml",
        &[
            (
                "[A]\nalert = '> 5/week'\ntext = 'up'",
                &[
                    "2:10 A: expected `s`, `min`, `h` or `day` in the alert, found `week`: write `> 5/min for 10m`, or `any`",
                ],
            ),
            (
                "[A]\nlimit = '10/week'\ntext = 'up'",
                &[
                    "2:10 A: expected `s`, `min`, `h` or `day` in the limit: write `10/min` or `10/min per client`",
                ],
            ),
            (
                "[A]\nlimit = '10/min per clent'\ntext = '%1'\narguments = ['client']",
                &[
                    "2:10 A: the limit names `clent`, which is not an argument: did you mean `client`?",
                ],
            ),
            (
                "[A]\ntext = 'up'\nalert = 5",
                &["3:9 A: expected a string, found `5`: write `\"5\"`"],
            ),
        ],
    );
}

#[test]
fn mistakes_in_several_toml_messages() {
    check(
        "m.toml",
        &[
            // The rest of the file after a mistake is read.
            (
                "[A]\ntext = 'up\n[B]\ntxt = 1\n[C]\ntext = '%'",
                &[
                    "2:11 A: invalid literal string, expected `'`",
                    "4:1 B: unknown key `txt` of message `B`: did you mean `text`?",
                    "6:9 C: `%` without a number: write `%1` for an argument, `%%` for a percent sign",
                ],
            ),
            (
                "[A]\ntext = 'up'\nallow = { no_action = true }",
                &["3:23 A: say why `no_action` is allowed: `allow = { no_action = \"...\" }`"],
            ),
            (
                "[A]\ntext = 'up'\n\n[A]\ntext = 'down'",
                &["4:2 duplicate_id: A: `A` is defined twice"],
            ),
            (
                "[A]\ntext = 'up'\ntext = 'down'",
                &["3:1 A: `text` is defined twice"],
            ),
            (
                "[A]\ntext = '%1'\ndescription = '%2 and'",
                &["3:16 wrapped_text: the text of `A` seems to continue on a second line"],
            ),
            (
                "[A]\nseverity = 'warn'\ntext = '%1'\ndescription = '''\nThis error message is bad.'''",
                &[
                    "5:6 other_severity: the description of `A` says \"error message\", but its severity \
             is warn",
                ],
            ),
            (
                "[A]\nseverity = 'debug(40)'\ntext = 'up'\ndescription = 'Logged at debug log level 50.'",
                &[
                    "4:16 other_severity: the description of `A` says \"Logged at debug log level 50\", \
             but its severity is debug(40)",
                ],
            ),
            (
                "[A]\nseverity = 'debug(40)'\ntext = 'up'\ndescription = 'This debug message.'",
                &[],
            ),
        ],
    );
}

/// There is one finding, at the mistake, and none about its consequences.
#[test]
fn what_is_not_toml() {
    let cases = [
        (
            "[A]\ntext = up",
            "2:8 A: a string needs quotes: `text = \"up\"`",
        ),
        (
            "[A]\nseverity = info # of course\ntext = 'up'",
            "2:12 A: a string needs quotes: `severity = \"info\"`",
        ),
        ("[A]\ntext 'up'", "2:1 A: a `=` is missing: `text = 'up'`"),
        (
            "[A]\ntext: up\n",
            "2:1 A: expected `=`, found `:`: `text = \"up\"`",
        ),
        (
            "[A\ntext = 'up'\nseverity = 'info'",
            "1:1 A: missing `]` after the table: `[A]`",
        ),
        (
            "[B]\ntext = 'up'\n\n[A\ntext = 'up'\nseverity = 'info'",
            "4:1 A: missing `]` after the table: `[A]`",
        ),
        (
            "A]\ntext = 'up'\nseverity = 'info'",
            "1:1 A: missing `[` before the table: `[A]`",
        ),
        (
            "[A]\ntext = 'up',\nseverity = 'info',",
            "2:12 A: unexpected `,`: a key and its value end with the line",
        ),
        (
            "[A]\ntext = 'up';\nseverity = 'info';",
            "2:12 A: unexpected `;`: a key and its value end with the line",
        ),
        (
            "A\ntext = 'up'\nseverity = 'info'",
            "1:1 A: a message is written as a table: `[A]`",
        ),
        (
            "[A]\ntext = “up”",
            "2:1 A: expected `\"`, found `“`: `text = \"up\"`",
        ),
        (
            "[A]\ntext = 'up'\ndescription = \"The server\nis up.\"",
            "3:1 A: the string is not closed: add the closing `\"`; a text of several lines needs `\"\"\"`",
        ),
        (
            "[A]\ntext = \"up\nseverity = \"info\"",
            "2:1 A: the string is not closed: add the closing `\"`; a text of several lines needs `\"\"\"`",
        ),
        (
            "[A]\ntext = \"C:\\dir\"",
            "2:12 A: unknown escape: write `\\\\` for a backslash, or use single quotes",
        ),
        (
            "[A]\ntext = 'up'\n// up",
            "3:1 A: a comment begins with `#`",
        ),
        ("[A]\n; up\ntext = 'up'", "2:1 A: a comment begins with `#`"),
        (
            "[A FAIL]\ntext = 'up'\n[B]\ntext = 'up'",
            "1:2 A_FAIL: `A FAIL` is not a message ID: write `[A_FAIL]`",
        ),
        (
            "[A.UP]\ntext = 'up'",
            "1:4 expected the ID as a single word: `[A_UP]`",
        ),
        (
            "[alloc.A]\ntext = 'up'",
            "1:8 expected the ID as a single word: `[A]`",
        ),
        (
            "text = 'up'\nseverity = 'info'",
            "1:1 `text` belongs in the table of a message: `[ALLOC_FAIL]`",
        ),
    ];
    check_not_toml(&cases);
}

#[test]
fn one_mistake_of_several_lines() {
    check_not_toml(&[
        (
            "[A]\ntext = '%1 %2'\narguments = [\"a\", \"b\"\ndescription = \"D.\"",
            "3:13 A: the list is not closed: add `]`",
        ),
        (
            "[A]\ntext = '%1 %2'\narguments = [\"a\", \"b\",\n\n[B]\ntext = 'up'\nseverity = 'info'",
            "3:13 A: the list is not closed: add `]`",
        ),
        (
            "[A]\ntext = '%1'\narguments = [{ name = \"a\", secret = true]",
            "3:14 A: the inline table is not closed: add `}`",
        ),
        (
            "[A]\ntext = '%1'\ndeprecated = { since = \"2.0\"",
            "3:14 A: the inline table is not closed: add `}`",
        ),
        (
            "[A]\ntext = \"\"\"\nup\nseverity = 'info'\n\n[B]\ntext = 'up'\n",
            "2:8 A: this string is not closed: add `\"\"\"` after it",
        ),
        (
            "[A]\ntext = 'up'\ndescription = '''\nD.\nseverity = info",
            "3:15 A: this string is not closed: add `'''` after it",
        ),
        (
            "[A]\ntext = '%1'\narguments = [\"a\", \"\"\"b]",
            "3:19 A: this string is not closed: add `\"\"\"` after it",
        ),
        (
            "[A]\ntext = '%1%2%3'\narguments = [\"a\" \"b\" \"c\"]",
            "3:18 A: missing comma between array elements, expected `,`",
        ),
        (
            "[A]\ntext = '%1'\narguments = [\"attempts u32\"]",
            "3:14 A: missing colon in `attempts u32`: `attempts: u32`",
        ),
        (
            "[A]\n<<<<<<< HEAD\ntext = 'up'\n=======\ntext = 'down'\n>>>>>>> pools",
            "2:1 an unresolved merge conflict: keep one side, and remove the lines `<<<<<<<`, \
             `=======` and `>>>>>>>`",
        ),
    ]);
}

/// Checks that each file has only this mistake.
fn check_not_toml(cases: &[(&str, &str)]) {
    for &(text, expected) in cases {
        check("m.toml", &[(text, &[expected])]);
        // The other messages are known, at least by their IDs.
        let whole = format!("{text}\n[Z]\ntext = 'up'");
        let catalogue = Catalogue::of_sources(vec![Source::new("m.toml", &whole)]);
        let is_entry = catalogue
            .entries
            .iter()
            .any(|entry| entry.message.id == "Z");
        assert!(is_entry || catalogue.is_broken("Z"), "{text}");
    }
}

#[test]
fn files_of_other_formats() {
    let other = |name: &str| {
        format!(
            "1:1 this is {name}, and a catalogue file is TOML: `[ALLOC_FAIL]`, and below it \
             `text = \"%1: failed\"`"
        )
    };
    for (text, name) in [
        ("A:\n  text: up\nB:\n  text: down", "YAML"),
        ("---\nA:\n  text: up", "YAML"),
        ("{\n  \"A\": { \"text\": \"up\" }\n}", "JSON"),
        ("% A up\nDescription.", "a `.mes` file"),
    ] {
        check("m.toml", &[(text, &[&other(name)])]);
    }
}
