//! Tests Kea's message files.

use super::{check, findings, only, read};
use kea_messages_catalog::Entry;

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
fn namespaces() {
    for (name, is_one) in [("::_a1::b_c", true), ("a::1b", false), ("a::", false)] {
        let found = findings(&read("m.mes", &format!("$NAMESPACE {name}\n% A up")));
        let expected = format!("1:12 `{name}` is not a C++ namespace");
        assert_eq!(
            found,
            Vec::from_iter((!is_one).then_some(expected)),
            "{name}"
        );
    }
}

#[test]
fn mistakes_in_ids() {
    check(
        "m.mes",
        &[
            (
                "% 4UP up",
                &[
                    "1:3 4UP: `4UP` is not a message ID: an ID begins with an upper-case letter and contains only \
             upper-case letters, digits and underscores",
                ],
            ),
            (
                "% UP: up",
                &["1:3 UP:: `UP:` is not a message ID: write `UP`"],
            ),
            (
                "$PREFIX A\n% -UP up",
                &["2:3 A-UP: `A-UP` is not a message ID: write `A_UP`"],
            ),
        ],
    );
}

#[test]
fn mistakes_in_mes() {
    check(
        "m.mes",
        &[
            ("", &[]),
            ("# nothing\n\n$PREFIX A", &[]),
            ("nothing\n% UP up", &[]),
            (
                "# nothing\n\n at all\n",
                &["3:2 expected a message, `% ALLOC_FAIL %1: failed`"],
            ),
            ("%", &["1:1 missing message ID after this `%`"]),
            ("\n  %  \r\n", &["2:3 missing message ID after this `%`"]),
            ("% UP", &["1:3 UP: missing text of `UP`: `% UP text`"]),
            (
                "% UP up\n%1 is up",
                &["2:1 a line cannot begin with a placeholder, `%1`"],
            ),
            (
                "$PREFIX 1",
                &[
                    "1:9 `1` is not a prefix: expected letters, digits and underscores, with a letter first",
                ],
            ),
            (
                "$PREFIX a b",
                &["1:11 unexpected text after the argument of `$PREFIX`"],
            ),
            (
                "$NAMESPACE",
                &["1:1 missing argument of `$NAMESPACE`: `$NAMESPACE isc::dhcp`"],
            ),
            ("$NAMESPACE a:b", &["1:12 `a:b` is not a C++ namespace"]),
            (
                "$NAMESPACE ::\n$namespace a",
                &["2:1 duplicate `$NAMESPACE`"],
            ),
            (
                "$NAMSPACE a",
                &["1:1 unknown directive `$NAMSPACE`: did you mean `$NAMESPACE`?"],
            ),
            (
                "$1 up",
                &["1:1 unknown directive `$1`: expected `$PREFIX` or `$NAMESPACE`"],
            ),
            (
                "# allow(no_action)\n% A up\n# allow(same_text):  ",
                &[
                    "1:1 say why `no_action` is allowed: `# allow(no_action): reason`",
                    "3:1 A: say why `same_text` is allowed: `# allow(same_text): reason`",
                ],
            ),
            // The finding is about the message that contains the line.
            (
                "% A up\n$PREFX a",
                &["2:1 A: unknown directive `$PREFX`: did you mean `$PREFIX`?"],
            ),
            (
                "% A up\n% A down",
                &["2:3 duplicate_id: A: `A` is defined twice"],
            ),
            (
                "% A %17",
                &["1:5 A: `%17` is over the limit: a message has at most 16 arguments"],
            ),
            (
                "% A up to %3 of %1",
                &["1:11 placeholder_gap: the text has `%3`, but no `%2`"],
            ),
            (
                "% A the text\nis wrapped",
                &["2:1 wrapped_text: the text of `A` seems to continue on a second line"],
            ),
            (
                "% A the text of %1\nis wrapped at %2",
                &["2:1 wrapped_text: the text of `A` seems to continue on a second line"],
            ),
            ("% A the text of %1\nis whole", &[]),
            ("% A the text\n\nis whole", &[]),
            ("% A the text\nIs whole", &[]),
        ],
    );
}
