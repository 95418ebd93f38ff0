//! Catalogue files: what is read, and what is reported at which place.
#![cfg(feature = "files")]
#![forbid(unsafe_code)]

use kea_messages_catalog::{Argument, Deprecation, Message};
use kea_messages_catalog::{Catalogue, Entry, Finding, Source};

fn read(name: &str, text: &str) -> Catalogue {
    Catalogue::of_sources(vec![Source::new(name, text)])
}

/// `line:column title` of each report; a warning has its lint before the title.
fn findings(catalogue: &Catalogue) -> Vec<String> {
    let shown = |finding: &Finding| {
        let label = &finding.labels[0];
        let source = &catalogue.sources[label.source];
        let (line, column) = source.position(label.range.start);
        let name = (!finding.is_error()).then(|| format!("{}: ", finding.code));
        format!(
            "{line}:{column} {}{}",
            name.unwrap_or_default(),
            finding.title
        )
    };
    catalogue.findings.iter().map(shown).collect()
}

fn check(name: &str, cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let catalogue = read(name, text);
        assert_eq!(findings(&catalogue), *expected, "{text}");
        for finding in &catalogue.findings {
            // Drawing finds the place too.
            let drawn = finding.render(&catalogue.sources);
            assert!(drawn.contains(&format!("--> {name}:")), "{drawn}");
        }
    }
}

/// The only message of a file that has no mistake.
fn only(name: &str, text: &str) -> Entry {
    let mut catalogue = read(name, text);
    assert_eq!(catalogue.findings, [], "{text}");
    assert_eq!(catalogue.entries.len(), 1, "{text}");
    catalogue.entries.remove(0)
}

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
        since = "1.2"
        deprecated = { since = "2.0", note = "use LOGGED_IN" }
        removed = "3.0"
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
    expected.since = Some("1.2".into());
    expected.deprecation = Some(deprecation);
    expected.removed = Some("3.0".into());
    assert_eq!(catalogue.entries[0].message, expected);
}

#[test]
fn mistakes_in_toml_keys() {
    check(
        "m.toml",
        &[
            ("", &[]),
            ("[A]\ntext = 'up'", &[]),
            ("[A]", &["1:2 message `A` has no text: `text = \"...\"`"]),
            (
                "[A]\ntxt = 'up'",
                &["2:1 message `A` has no key `txt`: did you mean `text`?"],
            ),
            (
                "[A]\ntext = 'up'\nlevel = 3",
                &[
                    "3:1 message `A` has no key `level`: expected `severity`, `text`, `arguments`, \
             `description`, `action`, `since`, `deprecated`, `removed` or `allow`",
                ],
            ),
            ("A = 'up'", &["1:5 `A` is a message, and so a table: `[A]`"]),
            (
                "title = 'up'",
                &["1:1 `title` belongs in the table `[catalogue]`"],
            ),
            (
                "catalogue = 1",
                &["1:13 `catalogue` is a table: `[catalogue]`"],
            ),
            (
                "[catalogue]\ntitel = 'x'",
                &["2:1 `[catalogue]` has no key `titel`: did you mean `title`?"],
            ),
            (
                "[a_fail]\ntext = 'up'",
                &["1:2 `a_fail` is not a message ID: write `A_FAIL`"],
            ),
            (
                "[A]\ntext = 1",
                &["2:8 invalid type: integer `1`, expected a string"],
            ),
            (
                "[A]\ntext = ''",
                &["2:8 the text of `A` is empty: say what happened"],
            ),
            (
                "[A]\nseverity = 'warning'\ntext = 'up'",
                &["2:12 `warning` is not a severity: did you mean `warn`?"],
            ),
            (
                "[A]\nseverity = 'debug'\ntext = 'up'",
                &["2:12 `debug` needs a level from 0 to 99: `debug(40)`"],
            ),
            (
                "[A]\nseverity = 'debug(100)'\ntext = 'up'",
                &["2:12 a debug level is a number from 0 to 99"],
            ),
            (
                "[A]\nseverity = 'warn(1)'\ntext = 'up'",
                &["2:12 only `debug` has a level: write `warn` alone"],
            ),
        ],
    );
}

#[test]
fn mistakes_in_toml_texts_and_arguments() {
    check(
        "m.toml",
        &[
            // A place in a text is exact, where the text has no escapes.
            (
                "[A]\ntext = 'é: %d'",
                &["2:12 `%d` is not a placeholder: placeholders are numbered, `%1`, `%2`, ..."],
            ),
            (
                "[A]\ntext = '''\nup %0'''",
                &["3:4 `%0` is not a placeholder: the first argument is `%1`"],
            ),
            (
                "[A]\ntext = \"\\u0041: %0\"",
                &["2:8 `%0` is not a placeholder: the first argument is `%1`"],
            ),
            (
                "[A]\ntext = 'up'\narguments = ['a']",
                &["3:14 argument `a` has no placeholder: the text needs a `%1`"],
            ),
            (
                "[A]\ntext = '%2 %1'\narguments = ['a']",
                &["2:9 the text has `%2`, but only 1 argument is declared"],
            ),
            (
                "[A]\ntext = '%1'\narguments = ['message']",
                &["3:14 `message` is a field of every log record: give the argument another name"],
            ),
            (
                "[A]\ntext = '%1'\narguments = ['type']",
                &["3:14 `type` is a keyword of Rust: give the argument another name"],
            ),
            (
                "[A]\ntext = '%1'\narguments = ['a b']",
                &[
                    "3:14 `a b` is not a name for an argument: a name is letters, digits and underscores",
                ],
            ),
            (
                "[A]\ntext = '%1'\narguments = 'a'",
                &["3:13 `arguments` is a list: `arguments = [\"client\", \"attempts: u32\"]`"],
            ),
            (
                "[A]\ntext = '%1'\narguments = [1]",
                &[
                    "3:14 an argument is a string or a table: `\"attempts: u32\"`, `{ name = \
             \"password\", secret = true }`",
                ],
            ),
            (
                "[A]\ntext = '%1'\narguments = [{ nam = 'a' }]",
                &["3:16 an argument has no key `nam`: did you mean `name`?"],
            ),
            (
                "[A]\ntext = '%1'\narguments = [{ secret = true }]",
                &["3:14 this argument has no name: `name = \"...\"`"],
            ),
            (
                "[A]\ntext = '%1'\narguments = [{ name = 'a', secret = 'yes' }]",
                &["3:37 invalid type: string \"yes\", expected a boolean"],
            ),
            (
                "[A]\ntext = 'up'\ndeprecated = 3",
                &[
                    "3:14 `deprecated` is `true`, a note, or a table: `{ since = \"2.0\", note = \"...\" }`",
                ],
            ),
        ],
    );
}

#[test]
fn mistakes_in_several_toml_messages() {
    check(
        "m.toml",
        &[
            // What follows a mistake is read.
            (
                "[A]\ntext = 'up\n[B]\ntxt = 1\n[C]\ntext = '%'",
                &[
                    "2:11 invalid literal string, expected `'`",
                    "4:1 message `B` has no key `txt`: did you mean `text`?",
                    "6:9 `%` stands alone: write `%1` for an argument, `%%` for a percent sign",
                ],
            ),
            (
                "[A]\ntext = 'up'\n\n[A]\ntext = 'down'",
                &["4:2 `A` is defined twice"],
            ),
            (
                "[A]\ntext = 'up'\ntext = 'down'",
                &["3:1 `text` is defined twice"],
            ),
            (
                "[A]\ntext = '%1'\ndescription = '%2 and'",
                &[
                    "3:16 wrapped_text: the text of `A` looks wrapped: this reads like the rest of it",
                ],
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

#[test]
fn a_mes_file() {
    let text = "# a comment\n\
        $NAMESPACE isc::dhcp\n\
        ignored\n\
        $prefix alloc_\n\
        \t%  fail \t%1 has \\\"none\\\" after\\t%2\\\\n: 100% $1  \n\
        This is a <debug> message.\n\
        # no part of it\n\
        Of two lines.\n\
        \n\
        \n\
        A paragraph.\n";
    let Entry { message, .. } = only("a.mes", text);
    assert_eq!(message.id, "ALLOC_FAIL");
    assert_eq!(message.text, "%1 has \"none\" after\t%2\\n: 100%% $$1");
    assert_eq!(message.arity(), 2);
    assert_eq!(message.severity, None);
    let description = "This is a \\<debug> message.\nOf two lines.\n\nA paragraph.";
    assert_eq!(message.description, description);
}

#[test]
fn ways_to_write_a_mes_message() {
    let cases = [
        ("% UP it is up", "UP", "it is up"),
        ("%UP it is up", "UP", "it is up"),
        ("%\tUP\tit is up", "UP", "it is up"),
        ("% up it is up\r\n", "UP", "it is up"),
        ("\u{feff}% UP it is up", "UP", "it is up"),
        ("$PREFIX X\n$PREFIX\n% UP it is up", "UP", "it is up"),
        ("$PREFIX x_\r\n% UP it is up", "X_UP", "it is up"),
        ("% UP it%", "UP", "it%%"),
        ("% UP a\\nb", "UP", "a\nb"),
        ("% UP a\\x", "UP", "a\\x"),
        ("% UP a\\", "UP", "a\\"),
    ];
    for (text, id, expected) in cases {
        let Entry { message, .. } = only("a.mes", text);
        assert_eq!(
            (message.id.as_str(), message.text.as_str()),
            (id, expected),
            "{text:?}"
        );
    }
}

#[test]
fn severities_of_mes_messages() {
    let cases = [
        (
            "This warning message is new.",
            Some(("warn", "warning message")),
        ),
        (
            "It is up.\n\nLogged at debug\nlog level 40.",
            Some(("debug(40)", "Logged at debug\nlog level 40")),
        ),
        ("It is up.", None),
    ];
    for (description, expected) in cases {
        let entry = only("a.mes", &format!("% UP it is up\n{description}"));
        let severity = entry.message.severity.map(|severity| severity.to_string());
        assert_eq!(severity.as_deref(), expected.map(|(severity, _)| severity));
        let words = entry.inferred.map(|inferred| inferred.words);
        assert_eq!(words.as_deref(), expected.map(|(_, words)| words));
    }
}

#[test]
fn mistakes_in_mes() {
    check(
        "m.mes",
        &[
            ("", &[]),
            ("# nothing\n\nat all", &[]),
            ("%", &["1:1 a message ID is missing behind this `%`"]),
            (
                "\n  %  \r\n",
                &["2:3 a message ID is missing behind this `%`"],
            ),
            ("% UP", &["1:3 the text of `UP` is missing"]),
            (
                "% 4UP up",
                &[
                    "1:3 `4UP` is not a message ID: an ID begins with an upper-case letter, and has \
             upper-case letters, digits and underscores",
                ],
            ),
            (
                "$PREFIX A\n% -UP up",
                &[
                    "2:3 `A-UP` is not a message ID: an ID begins with an upper-case letter, and has \
             upper-case letters, digits and underscores",
                ],
            ),
            (
                "% UP up\n%1 is up",
                &["2:1 a line cannot begin with a placeholder, `%1`"],
            ),
            (
                "$PREFIX 1",
                &[
                    "1:9 `1` is not a prefix: it is letters, digits and underscores, with a \
            letter first",
                ],
            ),
            (
                "$PREFIX a b",
                &["1:11 `$PREFIX` has one argument: nothing can follow it"],
            ),
            (
                "$NAMESPACE",
                &["1:1 `$NAMESPACE` has an argument: `$NAMESPACE isc::dhcp`"],
            ),
            ("$NAMESPACE a:b", &["1:12 `a:b` is not a C++ namespace"]),
            (
                "$NAMESPACE ::\n$namespace a",
                &["2:1 there is a `$NAMESPACE` already"],
            ),
            (
                "$NAMSPACE a",
                &["1:1 unknown directive `$NAMSPACE`: did you mean `$NAMESPACE`?"],
            ),
            (
                "$1 up",
                &["1:1 unknown directive `$1`: expected `$PREFIX` or `$NAMESPACE`"],
            ),
            ("% A up\n% A down", &["2:3 `A` is defined twice"]),
            (
                "% A %17",
                &["1:5 `%17` is over the limit: a message has at most 16 arguments"],
            ),
            (
                "% A up to %3 of %1",
                &["1:11 placeholder_gap: the text has `%3`, but no `%2`"],
            ),
            (
                "% A the text\nis wrapped",
                &[
                    "2:1 wrapped_text: the text of `A` looks wrapped: this reads like the rest of it",
                ],
            ),
            (
                "% A the text of %1\nis wrapped at %2",
                &[
                    "2:1 wrapped_text: the text of `A` looks wrapped: this reads like the rest of it",
                ],
            ),
            ("% A the text of %1\nis whole", &[]),
            ("% A the text\n\nis whole", &[]),
            ("% A the text\nIs whole", &[]),
        ],
    );
}

#[test]
fn a_report_is_drawn_as_rustc_does() {
    let sources = vec![
        Source::new("a.mes", "% UP it is up\n"),
        Source::new("b.mes", "\n% UP it is down\n"),
    ];
    let catalogue = Catalogue::of_sources(sources);
    let expected = "
 --> b.mes:2:3
  |
2 | % UP it is down
  |   ^^
  |
 ::: a.mes:1:3
  |
1 | % UP it is up
  |   -- defined here first";
    assert_eq!(catalogue.findings[0].render(&catalogue.sources), expected);
    assert_eq!(catalogue.entries.len(), 1);
}

#[test]
fn a_line_of_ten_megabytes() {
    let line = "x".repeat(10 << 20);
    let cases = [
        (
            "m.mes",
            format!("% UP {line}"),
            "the text is 10485760 bytes long: it can have 1048576",
        ),
        (
            "m.mes",
            format!("% {line} up"),
            "the ID is 10485760 bytes long: it can have 1024",
        ),
        (
            "m.toml",
            format!("[UP]\ntext = '{line}'"),
            "the text is 10485760 bytes long",
        ),
        ("m.toml", line, "key with no value"),
    ];
    for (name, text, expected) in cases {
        let catalogue = read(name, &text);
        assert_eq!(catalogue.findings.len(), 1);
        let finding = &catalogue.findings[0];
        assert!(finding.title.contains(expected), "{:.200}", finding.title);
        let drawn = finding.render(&catalogue.sources);
        assert!(
            drawn.contains(&format!("--> {name}:")) && drawn.len() < 200,
            "{drawn:.300}"
        );
    }
}

/// Files as they are on a disk.
mod on_disk {
    use super::*;
    use std::path::PathBuf;

    fn folder(name: &str) -> PathBuf {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("mes/inner.mes")).unwrap();
        for (name, content) in [
            ("a.toml", b"[A]\ntext = 'a'\n".as_slice()),
            ("empty.mes", b""),
            ("latin.mes", b"% UP up\nA gr\xfc\xdf of %1\n"),
            ("mes/b.mes", b"% B b"),
            ("mes/c.MES", b"% C c"),
            ("mes/notes.txt", b"no catalogue"),
        ] {
            std::fs::write(folder.join(name), content).unwrap();
        }
        folder
    }

    #[test]
    fn files_and_patterns() {
        let root = folder("files_and_patterns");
        let cases: [(&[&str], &[&str], &[&str]); 10] = [
            (&["a.toml"], &["A"], &[]),
            (&["a.toml", "a.toml"], &["A"], &[]),
            (&["mes/[bc].*", "a.toml"], &["B", "C", "A"], &[]),
            (&["empty.mes"], &[], &[]),
            (
                &["none.toml"],
                &[],
                &["cannot read `ROOT/none.toml`: No such file"],
            ),
            (
                &["mes"],
                &[],
                &["`mes` is a directory: name the files in it, `mes/*.toml`"],
            ),
            (&["mes/*.mes"], &["B"], &["`mes/inner.mes` is a directory"]),
            (
                &["mes/*.toml"],
                &[],
                &["no file matches `mes/*.toml` in `ROOT`"],
            ),
            (
                &["a.txt"],
                &[],
                &["the ending of `a.txt` is not that of a catalogue file: expected `.toml`"],
            ),
            (&["***"], &[], &["`***` is not a pattern"]),
        ];
        for (patterns, ids, findings) in cases {
            let catalogue = Catalogue::read(&root, patterns);
            let found: Vec<_> = catalogue
                .entries
                .iter()
                .map(|entry| &entry.message.id)
                .collect();
            assert_eq!(found, ids, "{patterns:?}");
            assert_eq!(
                catalogue.findings.len(),
                findings.len(),
                "{:?}",
                catalogue.findings
            );
            for (finding, expected) in catalogue.findings.iter().zip(findings) {
                let expected = expected.replace("ROOT", &root.display().to_string());
                assert!(finding.title.contains(&expected), "{}", finding.title);
            }
        }
    }

    #[test]
    fn what_is_not_utf_8_is_shown() {
        let catalogue = Catalogue::read(&folder("not_utf_8"), &["latin.mes"]);
        assert_eq!(
            super::findings(&catalogue),
            ["2:5 this is not UTF-8: byte 0xfc"]
        );
        let drawn = catalogue.findings[0].render(&catalogue.sources);
        assert!(drawn.contains("A gr\u{fffd}\u{fffd} of %1"), "{drawn}");
    }
}

/// Files that nobody would write.
mod mutated {
    use super::*;
    use proptest::prelude::*;

    const TOML: &str = include_str!("../../messages.toml");

    const MES: &str = "# Messages\n$NAMESPACE isc::dhcp\n\n\
        % ALLOC_ENGINE_V4_ALLOC_FAIL %1: failed to allocate an IPv4 address after %2 attempt(s)\n\
        This warning message is issued when no address is left.\n\
        \n\
        Logged at debug log level 40.\n\
        $PREFIX ALLOC_\n\
        % UP it is \\\"up\\\"\\n at 100% of %1\n\
        and this is wrapped, see <http://example.com/a_b>.\n";

    /// A change: where, how much goes, and what comes.
    fn change() -> impl Strategy<Value = (prop::sample::Index, usize, String)> {
        let inserted = prop_oneof![
            "[\\[\\]{}='\"#,.$%\\\\\n\t 0-9A-Za-zé]{0,6}",
            Just("[A]\n".to_owned()),
            Just("'''".to_owned()),
            Just("\r\n".to_owned()),
            Just("\u{feff}".to_owned()),
            Just("%99999999999999999999".to_owned()),
            Just("$PREFIX ".to_owned()),
        ];
        (any::<prop::sample::Index>(), 0..12usize, inserted)
    }

    fn mutate(text: &str, changes: Vec<(prop::sample::Index, usize, String)>) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        for (at, gone, come) in changes {
            let start = at.index(letters.len() + 1);
            let end = letters.len().min(start + gone);
            letters.splice(start..end, come.chars());
        }
        letters.into_iter().collect()
    }

    fn read_and_draw(name: &str, text: &str) {
        let catalogue = read(name, text);
        for finding in &catalogue.findings {
            assert!(!finding.title.is_empty());
            _ = finding.render(&catalogue.sources);
        }
        for entry in &catalogue.entries {
            let faults = entry.message.faults();
            assert!(
                faults.iter().all(kea_messages_catalog::Fault::is_gap),
                "{faults:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_file_gives_a_catalogue_or_errors(
            changes in prop::collection::vec(change(), 1..20),
            is_toml: bool,
        ) {
            let (name, text) = if is_toml { ("m.toml", TOML) } else { ("m.mes", MES) };
            read_and_draw(name, &mutate(text, changes));
        }

        #[test]
        fn so_does_anything(text in any::<String>(), is_toml: bool) {
            read_and_draw(if is_toml { "m.toml" } else { "m.mes" }, &text);
        }
    }
}
