//! Tests translations for gettext.

use super::{findings, read};
use kea_messages_catalog::formats::Format;
use kea_messages_catalog::formats::is_translation;
use kea_messages_catalog::{Catalogue, Message};

const HEAD: &str = "msgid \"\"\nmsgstr \"Language: de\\n\"\n\n";

#[test]
fn a_template() {
    let mut message = Message::new("A_FAIL", "%1 failed:\t\"\\\"");
    message.description = "It has failed.\nReally.".into();
    let mut catalogue = Catalogue::from_iter([message, Message::new("A_UP", "up")]);
    catalogue.header.title = Some("Toy".into());
    catalogue.header.version = Some("1.0".into());
    let converted = Format::Po.write(&catalogue);
    assert_eq!(converted.losses, [""; 0]);
    for part in [
        "\"Project-Id-Version: Toy 1.0\\n\"",
        "\"Content-Type: text/plain; charset=UTF-8\\n\"",
        "#. It has failed.\n#. Really.\n#, kde-format\nmsgctxt \"A_FAIL\"\n\
         msgid \"%1 failed:\\t\\\"\\\\\\\"\"\nmsgstr \"\"\n",
        "\n\nmsgctxt \"A_UP\"\nmsgid \"up\"\nmsgstr \"\"\n",
    ] {
        assert!(converted.text.contains(part), "{part}\n{}", converted.text);
    }
    // A template does not contain translations.
    assert_eq!(read("a.po", &converted.text).entries, []);
}

#[test]
fn a_translation() {
    let text = "msgctxt \"A_FAIL\"\nmsgid \"%1 failed\"\nmsgstr \"%1 ist gescheitert\"\n\n\
                #, fuzzy\nmsgctxt \"A_UP\"\nmsgid \"up\"\nmsgstr \"oben\"\n\n\
                msgctxt \"A_DOWN\"\nmsgid \"down\"\nmsgstr \"\"\n\n\
                msgctxt \"A_BAD\"\nmsgid \"bad\"\nmsgstr \"%d\"\n";
    let german = read("de.po", &format!("{HEAD}{text}"));
    let texts: Vec<_> = german
        .messages()
        .map(|message| (&*message.id, &*message.text))
        .collect();
    assert_eq!(texts, [("A_FAIL", "%1 ist gescheitert")]);
    assert_eq!(
        findings(&german),
        ["19:9 A_BAD: `%d` is not a placeholder: placeholders are numbered, `%1`, `%2`, ..."]
    );
    assert!(is_translation(&german));
    assert!(!is_translation(&Catalogue::default()));
    assert!(!is_translation(&read("m.mes", "")));
}

#[test]
fn ways_to_write_a_translation() {
    let entry = "msgctxt \"A\"\nmsgid \"up\"\n";
    // The rest of the file, and the texts of `A`.
    let cases: [(&str, &[&str]); 13] = [
        ("msgstr \"oben\"", &["oben"]),
        ("msgstr\t\"oben\" \r\n", &["oben"]),
        ("  msgstr \"\"\n  \"o\"\n\"ben\"\n", &["oben"]),
        ("msgstr \"\\\"a\\\\b\\\"\\t\\r\\n\"", &["\"a\\b\"\t\r\n"]),
        ("msgstr \"\"", &[]),
        (
            "msgid_plural \"ups\"\n\"!\"\nmsgstr[0] \"oben\"\nmsgstr[1] \"oben\"",
            &[],
        ),
        ("", &[]),
        ("\nmsgstr \"oben\"", &["oben"]),
        // A comment belongs to the next translation, and so does a flag.
        (
            "msgstr \"oben\"\n#, fuzzy\nmsgctxt \"A\"\nmsgid \"x\"\nmsgstr \"x\"",
            &["oben"],
        ),
        ("msgstr \"oben\"\n#, c-format\n#~ msgid \"x\"", &["oben"]),
        // Braces are allowed in a text that does not need a placeholder.
        ("msgstr \"{oben}\"", &["{oben}"]),
        ("#, c-format, fuzzy\nmsgstr \"oben\"", &[]),
        // Nothing is needed between two translations.
        ("msgctxt \"A\"\nmsgid \"x\"\nmsgstr \"x\"", &["x"]),
    ];
    for (rest, expected) in cases {
        for head in ["", HEAD] {
            let catalogue = read("de.po", &format!("{head}{entry}{rest}"));
            assert_eq!(catalogue.findings, [], "{rest}");
            let texts: Vec<_> = catalogue.messages().map(|message| &*message.text).collect();
            assert_eq!(texts, expected, "{rest}");
        }
    }
}

#[test]
fn places_in_texts() {
    let id = "msgctxt \"A\"\nmsgid \"\"\n";
    let title = "`%d` is not a placeholder: placeholders are numbered, `%1`, `%2`, ...";
    for (text, place) in [
        ("msgstr \"up %d\"", "3:12"),
        ("msgstr \"\"\n\"up %d\"", "4:5"),
        // The places in a text with several strings or with escapes are not known.
        ("msgstr \"up\"\n\" %d\"", "3:9"),
        ("msgstr \"\\t%d\"", "3:9"),
    ] {
        let found = findings(&read("de.po", &format!("{id}{text}")));
        assert_eq!(found, [format!("{place} A: {title}")], "{text}");
    }
}

/// Tests which part of a string is underlined.
#[test]
fn parts_of_strings() {
    let id = "msgctxt \"A\"\nmsgid \"\"\n";
    for (string, part) in [
        ("\"a\\üb\"", "\\ü"),
        ("\"a\"b\"", "\""),
        ("\"up", "\"up"),
        ("\"a\\\"", "\\"),
    ] {
        let text = format!("{id}msgstr {string}");
        let catalogue = read("de.po", &text);
        let range = catalogue.findings[0].labels[0].range.clone();
        assert_eq!(&text[range], part, "{string}");
    }
    let text = format!("{id}msgstr \"up\"");
    let places = read("de.po", &text).entries[0].places.clone();
    assert_eq!(places.map(|places| &text[places.id]), Some("A"));
}

#[test]
fn mistakes() {
    let string = "expected a string in quotes, on one line: `\"...\"`";
    let no_id = "missing ID of this text: add `msgctxt \"ID\"` with the ID of the message";
    let other = "expected a translation, which begins with `msgctxt \"ID\"`";
    let entry = "msgctxt \"A\"\nmsgid \"up\"\n";
    let cases = [
        // A file of another kind is one mistake.
        ("nonsense".to_owned(), format!("1:1 {other}")),
        ("# x\n\n [A]\ntext = 'up'\ndescription = 'x'".into(), format!("3:2 {other}")),
        ("\"up\"".into(), format!("1:1 {other}")),
        (format!("\"up\"\n{entry}"), "1:2 a string without a keyword: `msgid \"...\"`".into()),
        (format!("{entry}nonsense"), "3:1 A: unknown keyword `nonsense`: expected `msgctxt`, `msgid`, `msgid_plural` or `msgstr`".into()),
        ("msgid \"up\"\nmsgstr \"oben\"".into(), format!("1:8 {no_id}")),
        ("msgctxt \"a b\"\nmsgid \"up\"\nmsgstr \"oben\"".into(), format!("2:8 {no_id}")),
        (format!("{entry}msgsrt \"\""), "3:1 A: unknown keyword `msgsrt`: did you mean `msgstr`?".into()),
        (format!("{entry}msgstr"), format!("3:7 A: {string}")),
        (format!("{entry}msgstr \""), format!("3:8 A: {string}")),
        (format!("{entry}msgstr \"up"), format!("3:8 A: {string}")),
        (format!("{entry}msgstr \"up\" x"), format!("3:8 A: {string}")),
        (format!("{entry}msgstr \"up\\\""), format!("3:11 A: {string}")),
        (format!("{entry}msgstr \"ü\"p\""), "3:10 A: a quote in a string is escaped: `\\\"`".into()),
        ("msgctxt \"A\"\nmsgid \"%1 up, %2\"\nmsgstr \"{client} oben, %1\"".into(), "3:9 A: `{client}` is not a placeholder in a translation: write `%2`, as in the text above".into()),
        (format!("{entry}msgstr \"\"\n\"a\\ü\""), "4:3 A: unknown escape `\\ü`: a backslash is `\\\\`".into()),
    ];
    for (text, expected) in cases {
        let catalogue = read("de.po", &text);
        assert_eq!(findings(&catalogue), [expected], "{text}");
        assert_eq!(catalogue.entries, [], "{text}");
        assert_eq!(catalogue.is_broken("A"), text.contains("\"A\""), "{text}");
    }
}
