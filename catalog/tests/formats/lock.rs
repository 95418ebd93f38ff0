//! Tests lock files.

use super::read;
use kea_messages_catalog::formats::Format;
use kea_messages_catalog::{Catalogue, Code, Finding, Lock, Message, Source};

const TOML: &str = "[A_FAIL]\nseverity = 'warn'\ntext = '%1'\narguments = ['client: &str']\n\
                    [A_UP]\ntext = 'up'\n";

#[test]
fn a_lock_file() {
    let lock = Lock::of(read("m.toml", TOML).messages());
    assert_eq!(
        lock.to_string(),
        "# The promises of the messages. `kea-messages lock` writes this file; commit it.\n\
         A_FAIL = { severity = \"warn\", arguments = [\"client: &str\"], text = \
         \"07b4fb07b480ee43\" }\n\
         A_UP = { arguments = [], text = \"08c43a07b566d980\" }\n"
    );
}

/// Keys and types can contain characters that have a meaning in TOML.
#[test]
fn what_is_read_is_written() {
    let cases = [
        "A = { arguments = [], text = \"0\" }",
        "A = { severity = \"debug(40)\", arguments = [], text = \"0\", removed = \"2.0\" }",
        "A = { arguments = [\"a\", \"b: u8\", \"c: secret\", \"d: secret u8\"], text = \"0\" }",
        "A = { arguments = [\"a: field\", \"b: field u8\", \"c: field secret\", \"d: field secret \
         u8\", \"e: fielded\", \"f: secrets u8\"], named = true, text = \"0\" }",
        "A = { arguments = [], text = \"0\", removed = \"2.0\", renamed = \"B\" }",
        "A = { arguments = ['a: \"x\"'], text = \"0\", removed = 'a\\b' }",
        "\"a b\" = { arguments = [], text = \"0\" }",
        "A = { arguments = [], promise = \"text\", text = \"up\" }",
        "A = { arguments = [\"a\"], named = true, promise = \"text\", text = \"{a:?}, 100%\" }",
        "A = { arguments = [\"a\"], promise = \"text\", text = \"%1: {\" }",
        "A = { arguments = [], promise = \"text\", numbered_text = \"{a}\", removed = \"2.0\" }",
    ];
    for line in cases {
        let lock = Lock::read(&Source::new("l.lock", line)).unwrap();
        let written = lock.to_string();
        assert_eq!(written.lines().nth(1), Some(line));
    }
}

#[test]
fn mistakes() {
    let cases: [(&str, &str, &str); 10] = [
        (
            "A = { promise = 'txt' }",
            "1:17",
            "unknown promise `txt`: did you mean `text`?",
        ),
        (
            "A = { promise = true }",
            "1:17",
            "expected a string, found `true`: write `\"true\"`",
        ),
        (
            "A = 3",
            "1:5",
            "a message of a lock file is a table: `kea-messages lock` writes it",
        ),
        (
            "A = { sverity = 1 }",
            "1:7",
            "unknown key `sverity` of a message of a lock file: did you mean `severity`?",
        ),
        ("A = { text = 1 }", "1:14", "expected a string, found `1`"),
        (
            "A = { removed = 1 }",
            "1:17",
            "expected a string, found `1`",
        ),
        (
            "A = { arguments = 1 }",
            "1:19",
            "expected a list, found `1`",
        ),
        (
            "A = { severity = 1 }",
            "1:18",
            "expected a string, found `1`",
        ),
        (
            "A = { severity = 'wran' }",
            "1:18",
            "`wran` is not a severity: did you mean `warn`?",
        ),
        ("A = { }\nA = { }", "2:1", "`A` is defined twice"),
    ];
    for (text, place, title) in cases {
        let source = Source::new("l.lock", text);
        let findings = Lock::read(&source).unwrap_err();
        assert_eq!(findings.len(), 1, "{text}: {findings:?}");
        let (line, column) = source.position(findings[0].labels[0].range.start);
        let found = (format!("{line}:{column}"), findings[0].title.as_str());
        assert_eq!(found, (place.to_owned(), title));
        assert_eq!(findings[0].id.as_deref(), Some("A"), "{text}");
    }
    let broken = Lock::read(&Source::new("l.lock", "A = \n[B\n"));
    assert!(broken.is_err());
}

/// An older lock file does not record fields, or whether calls name the arguments.
#[test]
fn a_lock_file_from_before() {
    let old = "A_FAIL = { severity = \"warn\", arguments = [\"client: &str\"], text = \
               \"08c43a07b566d980\" }\n";
    let lock = Lock::read(&Source::new("l.lock", old)).unwrap();
    let now = "[A_FAIL]\nseverity = 'warn'\ntext = 'up'\n\
               arguments = [{ name = 'client', type = '&str', field = true }]\n";
    let findings = lock.check(&mut read("m.toml", now));
    let codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::OutdatedLock]);
}

/// Returns what is found if a catalogue is compared with the lock of another one, and the places.
fn found(old: &str, new: &str) -> Vec<String> {
    let lock = Lock::of(read("m.toml", old).messages()).to_string();
    let lock = Lock::read(&Source::new("l.lock", &lock)).unwrap();
    let mut catalogue = read("m.toml", new);
    let findings = lock.check(&mut catalogue);
    let shown = |finding: &Finding| {
        let labels = finding.labels.iter().map(|label| {
            let source = &catalogue.sources[label.source];
            let text = &source.text()[label.range.clone()];
            let (line, _) = source.position(label.range.start);
            format!("{}:{line} {text} {}\n", source.name(), label.text)
        });
        let labels: String = labels.collect();
        let id = finding.id.as_deref().unwrap_or("-");
        format!("{} {id}\n{labels}", finding.code)
    };
    findings.iter().map(shown).collect()
}

#[test]
fn promises() {
    let promised = "l.lock:2 A_FAIL promised here\n";
    let cases: [(&str, &str, &[&str]); 14] = [
        (TOML, TOML, &[]),
        (
            TOML,
            "[A_FAIL]\nseverity = 'warn'\ntext = 'failed'\n\
             arguments = [{ name = 'client', type = '&str', field = true }]\n\
             [A_UP]\ntext = 'up'\n",
            &[&format!(
                "changed_promise A_FAIL\nm.toml:4 {{ name = 'client', type = '&str', field = \
                 true }} \n{promised}"
            )],
        ),
        (
            TOML,
            &TOML.replace("[A_UP]", "named = true\n[A_UP]"),
            &[&format!(
                "changed_promise A_FAIL\nm.toml:1 A_FAIL \n{promised}"
            )],
        ),
        (
            TOML,
            "",
            &[
                "broken_promise A_FAIL\nl.lock:2 A_FAIL promised here\n",
                "broken_promise A_UP\nl.lock:3 A_UP promised here\n",
            ],
        ),
        (
            TOML,
            &TOML.replace("&str", "u8"),
            &[&format!(
                "broken_promise A_FAIL\nm.toml:4 'client: u8' \n{promised}"
            )],
        ),
        (
            TOML,
            &TOML.replace("client", "peer"),
            &[&format!(
                "changed_promise A_FAIL\nm.toml:4 'peer: &str' \n{promised}"
            )],
        ),
        (
            TOML,
            &TOML.replace("warn", "info"),
            &[&format!(
                "changed_promise A_FAIL\nm.toml:1 A_FAIL \n{promised}"
            )],
        ),
        // In this case, the lock is out of date.
        (
            TOML,
            &TOML.replace("'up'", "'down'"),
            &[
                "outdated_lock -\nm.toml:5 A_UP the lock file has a different text for this message\n",
            ],
        ),
        (
            "",
            "[A_UP]\ntext = 'up'",
            &["outdated_lock -\nm.toml:1 A_UP the lock file does not have this message\n"],
        ),
        (
            "[A_UP]\ntext = 'up'",
            &TOML.replace("'up'", "'down'"),
            &[
                "outdated_lock -\nm.toml:1 A_FAIL the lock file does not have this message\n\
                 m.toml:5 A_UP the lock file has a different text for this message\n",
            ],
        ),
        // A removed message has no promise, but its ID remains in use.
        (
            TOML,
            &format!("{TOML}removed = '2.0'"),
            &[
                "outdated_lock -\nm.toml:5 A_UP the lock file has a different version of this message\n",
            ],
        ),
        (
            "[A_UP]\ntext = 'up'\nremoved = '2.0'",
            "[A_UP]\ntext = 'up'",
            &["broken_promise A_UP\nm.toml:1 A_UP \nl.lock:2 A_UP promised here\n"],
        ),
        (
            &format!("{TOML}removed = '2.0'"),
            &format!("{TOML}removed = '2.0'\nrenamed = 'A_FAIL'"),
            &[
                "outdated_lock -\nm.toml:5 A_UP the lock file has a different version of this message\n",
            ],
        ),
        ("[A_UP]\ntext = 'up'\nremoved = '2.0'", "", &[]),
    ];
    for (old, new, expected) in cases {
        assert_eq!(found(old, new), expected, "{old}\n{new}");
    }
    // A mistake is only reported as such.
    assert_eq!(found(TOML, &TOML.replace("'up'", "1")), [""; 0]);
}

/// Changes of a promised text are reported.
#[test]
fn promised_texts() {
    let toml = |text: &str, arguments: &str, promise: &str| {
        let promise = match promise {
            "" => String::new(),
            promise => format!("promise = '{promise}'\n"),
        };
        format!("[A]\ntext = '{text}'\narguments = [{arguments}]\n{promise}")
    };
    let (text, arguments) = ("{client}: gave up {part:.1}", "'client', 'part: f64'");
    let broken =
        |text: &str| format!("broken_promise A\nm.toml:2 {text} \nl.lock:2 A promised here\n");
    let changed =
        |place: &str| format!("changed_promise A\nm.toml:{place} \nl.lock:2 A promised here\n");
    let outdated =
        "outdated_lock -\nm.toml:1 A the lock file has a different version of this message\n";
    let cases: [(&str, &str, &str, Vec<String>); 13] = [
        (text, arguments, "text", vec![]),
        (
            "{client}: failed {part:.1}",
            arguments,
            "text",
            vec![broken("{client}: failed {part:.1}")],
        ),
        (
            "{client}: gave up {part:.2}",
            arguments,
            "text",
            vec![broken("{client}: gave up {part:.2}")],
        ),
        (
            "{part:.1}: gave up {client}",
            arguments,
            "text",
            vec![broken("{part:.1}: gave up {client}")],
        ),
        // The name of an argument is not printed.
        (
            "{customer}: gave up {part:.1}",
            "'customer', 'part: f64'",
            "text",
            vec![changed("3 'customer'")],
        ),
        // The order of the arguments does not matter if the text has names.
        (
            text,
            "'part: f64', 'client'",
            "text",
            vec!["broken_promise A\nm.toml:3 'part: f64' \nl.lock:2 A promised here\n".to_owned()],
        ),
        // The promise is withdrawn, with the same text and with another one.
        (text, arguments, "", vec![changed("1 A")]),
        (text, arguments, "arguments", vec![changed("1 A")]),
        (
            "{client}: failed {part:.1}",
            arguments,
            "",
            vec![broken("{client}: failed {part:.1}")],
        ),
        // The number of arguments is one mistake, which explains the different text.
        (
            "{client}: gave up",
            "'client'",
            "text",
            vec!["broken_promise A\nm.toml:1 A \nl.lock:2 A promised here\n".to_owned()],
        ),
        // A removed message is no longer printed.
        (
            text,
            arguments,
            "text'\nremoved = '2.0",
            vec![outdated.to_owned()],
        ),
        (
            "{client}: {part}",
            arguments,
            "text'\nremoved = '2.0",
            vec![
                "outdated_lock -\nm.toml:1 A the lock file has a different text for this message\n"
                    .to_owned(),
            ],
        ),
        // A new description does not change the text.
        (text, arguments, "text'\ndescription = 'New.", vec![]),
    ];
    let before = toml(text, arguments, "text");
    for (text, arguments, promise, expected) in cases {
        let now = toml(text, arguments, promise);
        assert_eq!(found(&before, &now), expected, "{now}");
    }
    // A new promise has not been broken yet.
    let unpromised = toml(text, arguments, "");
    assert_eq!(found(&unpromised, &before), [outdated]);
    // In a text with numbers, the order of the arguments determines the order of the values.
    let numbered = |arguments: &str| toml("%1 to %2", arguments, "text");
    assert_eq!(
        found(&numbered("'a', 'b'"), &numbered("'b', 'a'")),
        [
            "changed_promise A\nm.toml:3 'b' \nl.lock:2 A promised here\n".to_owned(),
            broken("%1 to %2"),
        ]
    );
    // The text is the same with names, and a text can look like one with names.
    let named = toml("{a} to {b}", "'a', 'b'", "text");
    assert_eq!(found(&numbered("'a', 'b'"), &named), [""; 0]);
    let braces = toml("x", "", "text").replace("text = 'x'", "numbered_text = '{a}'");
    assert_eq!(found(&braces, &braces), [""; 0]);
}

/// A promise applies to all messages of a file, except for one with its own promise.
#[test]
fn promises_of_files() {
    let toml =
        "[catalogue]\npromise = 'text'\n[A]\ntext = 'a'\n[B]\ntext = 'b'\npromise = 'arguments'\n";
    let catalogue = read("m.toml", toml);
    assert_eq!(catalogue.findings, []);
    let promised: Vec<bool> = catalogue.messages().map(Message::promises_text).collect();
    assert_eq!(promised, [true, false]);
    let lock = Lock::of(catalogue.messages()).to_string();
    let lines: Vec<&str> = lock.lines().skip(1).collect();
    assert_eq!(
        lines[0],
        "A = { arguments = [], promise = \"text\", text = \"a\" }"
    );
    assert!(lines[1].starts_with("B = { arguments = [], text = \""));
    let written = Format::Toml.write(&catalogue).text;
    let again = read("m.toml", &written);
    assert!(again.messages().eq(catalogue.messages()), "{written}");
}

/// A finding says how to fix the problem, and shows the promised text.
#[test]
fn what_to_do_about_a_promised_text() {
    let toml = "[A]\ntext = 'gave up'\npromise = 'text'\n";
    let lock = Lock::of(read("m.toml", toml).messages()).to_string();
    let lock = Lock::read(&Source::new("l.lock", &lock)).unwrap();
    for (now, title, help) in [
        (
            toml.replace("gave up", "failed"),
            "the text of `A` was promised, but has changed: give the new message another ID",
            Some(
                "to withdraw the promise, remove `promise = \"text\"`, and run `kea-messages lock \
                 --force`",
            ),
        ),
        (
            "[A]\ntext = 'failed'\n".to_owned(),
            "the text of `A` was promised, but has changed: give the new message another ID",
            Some(
                "the lock file still has the promise: run `kea-messages lock --force` to withdraw \
                 it there too",
            ),
        ),
        (
            "[A]\ntext = 'gave up'\n".to_owned(),
            "the text of `A` is no longer promised",
            None,
        ),
    ] {
        let mut catalogue = read("m.toml", &now);
        let findings = lock.check(&mut catalogue);
        assert_eq!(findings.len(), 1, "{now}");
        let found = (findings[0].title.as_str(), findings[0].help.as_deref());
        assert_eq!(found, (title, help), "{now}");
        let shown = findings[0].render(&catalogue.sources);
        let line = "A = { arguments = [], promise = \"text\", text = \"gave up\" }";
        assert!(shown.contains(line), "{shown}");
    }
}

/// A message that is no longer in the catalogue remains in the lock if it was removed.
#[test]
fn removed_messages_are_kept() {
    let lock = |toml: &str| Lock::of(read("m.toml", toml).messages());
    let gone = "[A_GONE]\ntext = 'a'\nremoved = '2.0'\n";
    let old = lock(&format!("{TOML}{gone}"));
    let mut new = lock("[A_UP]\ntext = 'up'\nremoved = '3.0'");
    new.keep_removed(old);
    let lines: Vec<String> = new.to_string().lines().skip(1).map(str::to_owned).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("A_GONE = "));
    assert!(lines[1].starts_with("A_UP = ") && lines[1].ends_with("removed = \"3.0\" }"));
}

/// The catalogue has no places, and the lock was not read from a file.
#[test]
fn promises_without_places() {
    let mut catalogue = read("m.toml", TOML);
    let lock = Lock::of(catalogue.messages());
    catalogue.sources.clear();
    for entry in &mut catalogue.entries {
        entry.places = None;
        entry.message.severity = None;
    }
    let findings = lock.check(&mut catalogue);
    assert_eq!(findings.len(), 1);
    assert_eq!(
        (findings[0].code, &*findings[0].labels),
        (Code::ChangedPromise, &[][..])
    );
    assert_eq!(catalogue.sources, []);
}

#[test]
fn a_check_does_not_change_what_is_written() {
    let text = "allow = { no_action = 'why' }\n[A]\ntext = 'a'\n[B]\ntext = 'b'\n";
    let lock = Lock::read(&Source::new(
        "l.lock",
        "A = { arguments = ['x'], text = '0' }",
    ))
    .unwrap();
    let mut catalogue = Catalogue::of_sources(vec![Source::new("m.toml", text)]);
    let before = Format::Toml.write(&catalogue).text;
    let first = lock.check(&mut catalogue);
    let again = lock.check(&mut catalogue);
    assert_eq!(first, again);
    assert_eq!(catalogue.sources.len(), 2);
    assert_eq!(Format::Toml.write(&catalogue).text, before);
}

/// A catalogue that is passed as a lock file is one mistake.
#[test]
fn a_catalogue_instead_of_a_lock_file() {
    let title = "this is a catalogue, not a lock file";
    for (text, place) in [
        ("[catalogue]\ntitle = 'x'\n[A_UP]\ntext = 'up'", "catalogue"),
        ("[A_UP]\ntext = 'up'\ndescription = 'It is up.'", "A_UP"),
        (
            "[A_UP]\ntext = 'up'\ndescription = 'It is up.'\n[B]\naction = 1",
            "A_UP",
        ),
    ] {
        let findings = Lock::read(&Source::new("m.toml", text)).expect_err(text);
        let titles: Vec<&str> = findings.iter().map(|it| it.title.as_str()).collect();
        assert_eq!(titles, [title], "{text}");
        assert_eq!(&text[findings[0].labels[0].range.clone()], place, "{text}");
    }
}
