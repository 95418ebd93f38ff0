//! Tests catalogues in JSON.

use super::{check, findings};
use kea_messages_catalog::formats::Format;
use kea_messages_catalog::{Argument, Catalogue, Code, Deprecation, Message, Source, checks};

fn read(text: &str) -> Catalogue {
    super::read("m.json", text)
}

#[test]
fn every_key() {
    let text = r#"{
        "title": "A title", "version": "1.0", "logger": "kea", "introduction": "All.",
        "allow": { "no_action": "a toy" },
        "modules": [{ "name": "A", "messages": [{
            "id": "A_LOGIN", "severity": "debug", "debug_level": 40,
            "text": "%1 logs in\nwith %2",
            "arguments": [{ "name": "user", "type": "&str" }, { "name": "password", "secret": true }],
            "description": "Somebody.", "action": "Look.", "alert": "any",
            "limit": "10/min per user", "promise": "text", "since": "1.2",
            "deprecated": { "since": "2.0", "note": "use B" }, "removed": "3.0", "renamed": "A_IN",
            "cfg": "feature = \"tls\"",
            "allow": { "same_text": "so" },
            "places": ["src/main.rs:1"]
        }] }]
    }"#;
    let catalogue = read(text);
    assert_eq!(catalogue.findings, []);
    let header = &catalogue.header;
    assert_eq!(header.title.as_deref(), Some("A title"));
    assert_eq!(header.version.as_deref(), Some("1.0"));
    assert_eq!(header.logger.as_deref(), Some("kea"));
    assert_eq!(header.introduction.as_deref(), Some("All."));
    let allow = &catalogue.allowed[0];
    assert_eq!(
        (allow.code.as_str(), allow.reason.as_str()),
        ("no_action", "a toy")
    );
    assert_eq!(&text[allow.label.range.clone()], "no_action");
    let mut message = Message::new("A_LOGIN", "%1 logs in\nwith %2");
    message.severity = "debug(40)".parse().ok();
    message.arguments = Some(vec![
        Argument::named("user").with_type("&str"),
        Argument::named("password").into_secret(),
    ]);
    message.description = "Somebody.".into();
    message.action = Some("Look.".into());
    message.alert = Some("any".into());
    message.limit = Some("10/min per user".into());
    message.promise = Some("text".into());
    message.since = Some("1.2".into());
    let mut deprecation = Deprecation::default();
    deprecation.since = Some("2.0".into());
    deprecation.note = Some("use B".into());
    message.deprecation = Some(deprecation);
    message.removed = Some("3.0".into());
    message.renamed = Some("A_IN".into());
    message.cfg = Some("feature = \"tls\"".into());
    let entry = &catalogue.entries[0];
    assert_eq!(entry.message, message);
    assert_eq!(entry.allowed[0].code, "same_text");
    let places = entry.places.as_ref().unwrap();
    assert_eq!(&text[places.id.clone()], "A_LOGIN");
    assert_eq!(&text[places.arguments[1].clone()], "password");
    assert_eq!(&text[places.description.clone().unwrap()], "Somebody.");
    assert_eq!(&text[places.action.clone().unwrap()], "Look.");
    // The place of a text with an escape is not known.
    assert_eq!((&places.text, places.is_text_verbatim), (&places.id, false));
}

#[test]
fn arguments_without_names_are_not_declared() {
    let cases = [
        ("[]", None),
        (r#"[{ "name": "arg1" }]"#, None),
        (r#"[{ "name": "arg2" }]"#, Some("arg2")),
        (r#"[{ "name": "arg1", "secret": true }]"#, Some("arg1")),
    ];
    for (arguments, expected) in cases {
        let text = if arguments == "[]" { "up" } else { "%1" };
        let catalogue = read(&format!(
            r#"{{ "modules": [{{ "name": "A", "messages": [
                {{ "id": "A", "text": "{text}", "arguments": {arguments} }}] }}] }}"#
        ));
        assert_eq!(catalogue.findings, [], "{arguments}");
        let arguments = catalogue.entries[0].message.arguments.as_deref();
        let name = arguments.map(|arguments| arguments[0].name.as_str());
        assert_eq!(name, expected);
    }
}

/// As in the other formats.
#[test]
fn an_empty_action_is_none() {
    for (action, expected) in [("", None), (" \\n", None), ("Look.", Some("Look."))] {
        let text = format!(
            r#"{{"modules": [{{"name": "A", "messages": [{{"id": "A", "text": "a", "severity": "warn", "action": "{action}"}}]}}]}}"#
        );
        let catalogue = read(&text);
        assert_eq!(catalogue.findings, [], "{text}");
        assert_eq!(catalogue.entries[0].message.action.as_deref(), expected);
        let codes = checks::run(&catalogue).into_iter().map(|it| it.code);
        let mut codes = codes.into_iter();
        let is_found = codes.any(|code| code == Code::NoAction);
        assert_eq!(is_found, expected.is_none(), "{text}");
    }
}

#[test]
fn mistakes_in_a_file() {
    let cases: [(&str, &[&str]); 9] = [
        (
            "",
            &[
                "1:1 empty file: expected a catalogue in JSON, as `kea-messages manual --format json` prints it",
            ],
        ),
        ("{\n  \"modules\": [\n    x\n", &["3:5 expected a value"]),
        (
            "[]",
            &["1:1 expected an object with the key `modules`, found a list"],
        ),
        ("{}", &["1:2 missing key `modules`"]),
        (
            "{ \"titel\": 1, \"modules\": [] }",
            &["1:4 unknown key `titel` of a catalogue: did you mean `title`?"],
        ),
        (
            "{ \"modules\": [{ \"name\": \"A\", \"message\": [], \"messages\": [] }] }",
            &["1:31 unknown key `message` of a module: did you mean `messages`?"],
        ),
        (
            "{ \"allow\": { \"no_action\": \" \" }, \"modules\": [] }",
            &["1:15 say why `no_action` is allowed"],
        ),
        (
            "{ \"modules\": [{ \"name\": \"A\", \"messages\": [1] }] }",
            &["1:43 expected a message: an object with the keys `id` and `text`, found `1`"],
        ),
        // The place of an ID with escapes is not known, but that of its message is.
        (
            "{ \"modules\": [{ \"name\": \"A\", \"messages\": [{ \"id\": \"\\u0041\", \
             \"text\": \"up\", \"debug_level\": 3 }] }] }",
            &["1:43 A: `debug_level` needs a severity: `\"severity\": \"debug\"`"],
        ),
    ];
    check("m.json", &cases);
    let (text, _) = cases[cases.len() - 1];
    let broken = &read(text).broken[0];
    assert_eq!((&*broken.id, &text[broken.label.range.clone()]), ("A", "{"));
}

#[test]
fn mistakes_in_a_message() {
    // The other keys of the message, and the findings. The first column is that of the key.
    let cases: [(&str, &[&str]); 18] = [
        ("\"text\": \"up\"", &[]),
        ("\"text\": 1", &["4:9 A: expected a string, found `1`"]),
        ("\"txt\": \"up\"", &["4:13 A: missing key `text`"]),
        (
            "\"text\": \"up\", \"txt\": 1",
            &["4:16 A: unknown key `txt` of message `A`: did you mean `text`?"],
        ),
        (
            "\"text\": \"up\", \"text\": \"up\"",
            &["4:20 A: duplicate field `text`"],
        ),
        (
            "\"text\": \"\"",
            &["4:10 A: the text of `A` is empty: describe what happened"],
        ),
        (
            "\"text\": \"up %d\"",
            &["4:13 A: `%d` is not a placeholder: placeholders are numbered, `%1`, `%2`, ..."],
        ),
        // The places in a text with escapes are not known.
        (
            "\"text\": \"up\\n%d\"",
            &["3:8 A: `%d` is not a placeholder: placeholders are numbered, `%1`, `%2`, ..."],
        ),
        (
            "\"text\": \"up\", \"severity\": \"warning\"",
            &["4:28 A: `warning` is not a severity: did you mean `warn`?"],
        ),
        (
            "\"text\": \"up\", \"severity\": \"debug\"",
            &["4:28 A: `debug` needs a level from 0 to 99: `debug(40)`"],
        ),
        (
            "\"text\": \"up\", \"debug_level\": 3",
            &["3:8 A: `debug_level` needs a severity: `\"severity\": \"debug\"`"],
        ),
        (
            "\"text\": \"%1\", \"arguments\": [{ \"name\": \"self\" }]",
            &["4:40 A: `self` is a keyword of Rust: give the argument another name"],
        ),
        (
            "\"text\": \"%1\", \"arguments\": [{ \"name\": \"a\", \"typ\": 1 }]",
            &["4:45 A: unknown key `typ` of an argument: did you mean `type`?"],
        ),
        (
            "\"text\": \"up\", \"alert\": \"5/min\"",
            &[
                "4:25 A: expected `>`, `>=`, `<`, `<=` or `any` in the alert, found `5/min`: write `> 5/min for 10m`, or `any`",
            ],
        ),
        (
            "\"text\": \"%1\", \"limit\": \"1/s per user\"",
            &["4:25 A: the limit names `user`, which is not an argument: expected `arg1`"],
        ),
        (
            "\"text\": \"up\", \"promise\": \"txt\"",
            &["4:27 A: unknown promise `txt`: did you mean `text`?"],
        ),
        (
            "\"text\": \"up\", \"deprecated\": { \"snce\": 1 }",
            &["4:32 A: unknown key `snce` of `deprecated`: did you mean `since`?"],
        ),
        (
            "\"text\": \"up\", \"allow\": { \"no_action\": \"\" }",
            &["4:27 A: say why `no_action` is allowed"],
        ),
    ];
    for (keys, expected) in cases {
        let text = format!(
            "{{ \"modules\": [{{ \"name\": \"A\", \"messages\": [\n\
             {{ \"id\": \"B\", \"text\": \"other\" }}, {{\n\"id\": \"A\",\n{keys} }}] }}] }}"
        );
        let catalogue = read(&text);
        assert_eq!(findings(&catalogue), expected, "{keys}");
        assert!(catalogue.get("B").is_some(), "{keys}");
        assert_eq!(catalogue.is_broken("A"), !expected.is_empty(), "{keys}");
        assert_eq!(catalogue.get("A").is_some(), expected.is_empty(), "{keys}");
    }
}

#[test]
fn a_header_in_two_files() {
    let text = "{ \"title\": \"A title\", \"modules\": [] }";
    let sources = ["m.json", "n.json"].map(|name| Source::new(name, text));
    let catalogue = Catalogue::of_sources(sources.to_vec());
    let [finding] = catalogue.findings.as_slice() else {
        panic!("{:?}", catalogue.findings);
    };
    assert_eq!(
        finding.title,
        "duplicate `title`: another file of this catalogue has one"
    );
    assert_eq!(&text[finding.labels[0].range.clone()], "A title");
    assert_eq!(finding.labels[0].source, 1);
}

#[test]
fn places_in_another_file() {
    let text = "{ \"modules\": [{ \"name\": \"A\", \"messages\": [\n\
                { \"id\": \"A\", \"text\": \"%d\" }] }] }";
    let sources = ["{ \"modules\": [] }", text].map(|text| Source::new("m.json", text));
    let catalogue = Catalogue::of_sources(sources.to_vec());
    assert_eq!(
        catalogue.findings[0].place(),
        Some((1, text.find("%d").unwrap()))
    );
}

#[test]
fn modules_are_in_order() {
    let ids = ["B_X", "A_Y", "A_X"].map(|id| Message::new(id, "x"));
    let json = Format::Json.write(&Catalogue::from_iter(ids)).text;
    let words = json
        .split('"')
        .filter(|word| word.len() == 1 || word.contains('_'));
    assert_eq!(
        words.collect::<Vec<_>>(),
        ["A", "A_X", "x", "A_Y", "x", "B", "B_X", "x"]
    );
}
