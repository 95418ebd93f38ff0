//! Tests the parsing of types that derive `KeaMessages`.

use super::super::*;
use super::{check, tokens, value, written_as};

/// Returns a description of a type, with a line for each part.
fn message_type(source: &str) -> Vec<String> {
    let read = match MessageType::parse(tokens(source)) {
        Ok(read) => read,
        Err(error) => return vec![format!("no type: {error}")],
    };
    let mut head = read.name.to_string();
    if let Some(kea) = &read.kea {
        head += &format!(" crate {}", written_as(kea));
    }
    if let Some(logger) = &read.logger {
        head += &format!(" logger {}", value(logger));
    }
    if !read.is_prefix_known {
        head += " without a prefix";
    }
    let mut lines = vec![head];
    for variant in &read.variants {
        let name = variant
            .name
            .as_ref()
            .map_or_else(String::new, ToString::to_string);
        let mut line = format!("{name} = {}", written_as(&variant.path).replace(' ', ""));
        for condition in &variant.cfg {
            line += &format!(" if {condition}");
        }
        for field in &variant.fields {
            let rust_type = rust_type(&field.rust_type);
            line += &format!(
                " {}: {rust_type} {:?}",
                written_as(&field.member),
                field.role
            );
            line += if field.is_conditional { "?," } else { "," };
        }
        line += &match &variant.meaning {
            Meaning::Transparent(field) => format!(" as field {field}"),
            Meaning::Message(own) => {
                let message = &own.message;
                assert_eq!(message.severity, Some(own.severity));
                format!(" as {} {} {:?}", own.severity, message.id, message.text)
            }
        };
        lines.push(line);
    }
    lines.extend(read.broken.iter().map(|(id, _)| format!("broken {id}")));
    let mut errors = read.errors;
    errors.append(read.duplicates);
    lines.extend(
        errors
            .into_mistakes()
            .map(|error| format!("error: {error}")),
    );
    lines
}

#[test]
fn types() {
    check(
        &[
            (
                "#[message(info, \"a\")] struct UpNow;",
                &["UpNow", " = Self as info UP_NOW \"a\""],
            ),
            (
                "#[kea(prefix = \"P_\")] #[kea(crate = \"a::b\", logger = \"l\",)] enum E<T> {
                     #[message(debug(3), \"%1 %2\",)] A { #[secret] a: u8, #[cfg(x)] b: T },
                     #[cfg(y)] #[cfg(z)] #[message(\"%1\", id = \"OWN\", warn)]
                     B(#[message(debug)] u8, #[message(skip)] u8),
                     #[message(transparent)] C(#[message(skip)] u8, Inner),
                 }",
                &[
                    "E crate a :: b logger \"l\"",
                    "A = Self::A a: u8 Secret, b: T Display?, as debug(3) P_A \"%1 %2\"",
                    "B = Self::B if y if z 0: u8 Debug, 1: u8 Skip, as warn OWN \"%1\"",
                    "C = Self::C 0: u8 Skip, 1: Inner Display, as field 1",
                ],
            ),
            ("enum E {}", &["E"]),
            (
                "fn f() {}",
                &["no type: expected one of: `struct`, `enum`, `union`"],
            ),
            (
                "union U { a: u8 }",
                &[
                    "U",
                    "error: a union cannot be a message, because it does not record which of its \
                     fields is active",
                ],
            ),
            (
                "#[secret] #[message(info, \"a\")] struct S;",
                &[
                    "S without a prefix",
                    " = Self as info S \"a\"",
                    "error: `#[secret]` belongs on a field",
                ],
            ),
            (
                "enum E { #[message(info, \"a\")] A, #[message(info, id = \"A\", \"b\")] B }",
                &[
                    "E",
                    "A = Self::A as info A \"a\"",
                    "B = Self::B as info A \"b\"",
                    "error: `A` is defined twice: `A` has this ID as well",
                ],
            ),
            (
                "enum E { #[cfg(x)] #[message(info, \"a\")] A, #[message(info, id = \"A\", \"b\")] B }",
                &[
                    "E",
                    "A = Self::A if x as info A \"a\"",
                    "B = Self::B as info A \"b\"",
                ],
            ),
            (
                "enum E { #[message(info, \"%1\")] A { #[cfg(x)] a: u8 } }",
                &["E", "A = Self::A a: u8 Display?, as info A \"%1\""],
            ),
            (
                "enum E { #[message(info, \"b\")] B { #[cfg(x)] a: u8 } }",
                &["E", "B = Self::B a: u8 Display?, as info B \"b\""],
            ),
            (
                "enum E { #[message(info, \"%2\")] B { #[cfg(x)] a: u8 } }",
                &[
                    "E",
                    "broken B",
                    "error: the text has `%2`, but no argument is declared",
                ],
            ),
        ],
        message_type,
    );
}

const MISTAKES: &[(&str, &str)] = &[
    ("", "`A` has no message: `#[message(severity, \"text\")]`"),
    (
        "#[message]",
        "expected a severity and a text: `#[message(warn, \"text\")]`",
    ),
    (
        "#[message(\"a\")]",
        "`A` has no severity: put fatal, error, warn, info or debug(N) before the text, as in \
         `#[message(error, \"text\")]`",
    ),
    (
        "#[message(info)]",
        "`A` has no text: `#[message(info, \"text\")]`",
    ),
    (
        "#[message(1)]",
        "expected a severity and a text: `#[message(warn, \"text\")]`",
    ),
    (
        "#[message(info, info, \"a\")]",
        "unexpected second severity: a message has one severity",
    ),
    (
        "#[message(info, \"a\", \"b\")]",
        "unexpected second text: a message has one text; to continue it on the next line, end the \
         line with `\\`",
    ),
    ("#[message(info, \"a\", skip)]", "`skip` belongs on a field"),
    (
        "#[message(inof, \"a\")]",
        "`inof` is not a severity: did you mean `info`?",
    ),
    (
        "#[message(info, \"a\", ide = \"B\")]",
        "unknown option `ide` of `#[message]`: did you mean `id`?",
    ),
    (
        "#[message(info, \"a\", id)]",
        "`id` needs a string: `id = \"ALLOC_ENGINE_V4_ALLOC_FAIL\"`",
    ),
    (
        "#[message(info, \"a\", id = \"B\", id = \"C\")]",
        "duplicate option `id` of `#[message]`",
    ),
    (
        "#[message(info, id = \"b\", \"a\")]",
        "`b` is not a message ID: write `B`",
    ),
    ("#[message(info \"a\")]", "expected a comma before this"),
    (
        "#[message(info, \"\")]",
        "the text of `A` is empty: describe what happened",
    ),
    (
        "#[secret] #[message(info, \"a\")]",
        "`#[secret]` belongs on a field",
    ),
    (
        "#[kea(x)] #[message(info, \"a\")]",
        "`#[kea]` belongs on the type: write `#[message]`",
    ),
    (
        "#[message(transparent)]",
        "a transparent variant has one field, which is a message",
    ),
    (
        "#[message(transparent, \"a\")]",
        "a transparent variant takes its ID, severity and text from its field: write \
         `#[message(transparent)]`",
    ),
    (
        "#[message(transparent, info)]",
        "a transparent variant takes its ID, severity and text from its field: write \
         `#[message(transparent)]`",
    ),
    (
        "#[message(transparent, id = \"B\")]",
        "a transparent variant takes its ID, severity and text from its field: write \
         `#[message(transparent)]`",
    ),
];

const MISTAKES_OF_FIELDS: &[(&str, &str)] = &[
    (
        "u8, u8",
        "a transparent variant has one field, which is a message: mark the others \
         `#[message(skip)]`",
    ),
    (
        "#[message(debug)] u8",
        "the field of a transparent variant is a message, and takes no options",
    ),
    (
        "#[secret] u8",
        "the field of a transparent variant is a message, and takes no options",
    ),
    (
        "#[secret(1)] u8",
        "`#[secret]` takes no options: write `#[secret]`",
    ),
    (
        "#[kea(secret)] u8",
        "`#[kea]` belongs on the type: write `#[secret]`",
    ),
    (
        "#[kea(skip)] u8",
        "`#[kea]` belongs on the type: write `#[message(skip)]`",
    ),
    ("#[kea] u8", "`#[kea]` belongs on the type"),
    (
        "#[message(skip)] u8",
        "a transparent variant has one field, which is a message",
    ),
    (
        "#[message(secret)] u8",
        "unknown option `secret` of `#[message]` on a field: write `#[secret]`",
    ),
    (
        "#[message(field)] u8",
        "unknown option `field` of `#[message]` on a field: write `#[field]`",
    ),
    (
        "#[message(skp)] u8",
        "unknown option `skp` of `#[message]` on a field: did you mean `skip`?",
    ),
    (
        "#[message(skip, skip)] u8",
        "duplicate option `skip` of `#[message]` on a field",
    ),
    ("#[message(skip debug)] u8", "expected a comma before this"),
    (
        "#[message(skip)] #[secret] u8",
        "a field can be skipped, printed with `Debug`, or secret: choose one",
    ),
];

#[test]
fn mistakes_of_a_type() {
    for (attributes, expected) in MISTAKES {
        let lines = message_type(&format!("enum E {{ {attributes} A }}"));
        assert_eq!(
            lines.last(),
            Some(&format!("error: {expected}")),
            "{attributes}"
        );
    }
    for (field, expected) in MISTAKES_OF_FIELDS {
        let lines = message_type(&format!("enum E {{ #[message(transparent)] A({field}) }}"));
        assert_eq!(lines.last(), Some(&format!("error: {expected}")), "{field}");
    }
}

#[test]
fn what_documented_adds_is_no_description() {
    let mut message = crate::Message::new("A", "a");
    message.severity = Some(kea_messages_base::severity::Severity::Info);
    let block = crate::documentation::block(&message, "\n\n[B]: Self::B");
    let source = format!(
        "enum E {{ #[doc = {block:?}] #[doc = \" Own.\"] #[message(info, \"a\")] A,
                  #[doc = \" Own.\"] #[message(info, \"b\")] B }}"
    );
    let read = MessageType::parse(tokens(&source)).expect("an enum");
    for (variant, is_documented) in read.variants.iter().zip([true, false]) {
        let Meaning::Message(own) = &variant.meaning else {
            panic!("a message of its own");
        };
        assert_eq!(own.message.description, "Own.");
        assert_eq!(variant.is_documented, is_documented);
    }
}
