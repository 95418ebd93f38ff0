//! Tests that everything that is written in a format can be read back.

use kea_messages_catalog::formats::{Converted, Format};
use kea_messages_catalog::{Allow, Argument, Catalogue, Deprecation, Entry, Lock, Message};
use kea_messages_catalog::{Label, Source};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::collections::{BTreeMap, BTreeSet};

/// Texts that have a meaning in some format, and others.
const TOKENS: [&str; 40] = [
    "word",
    "Word",
    "größe",
    "1",
    "2.",
    "%",
    "%1",
    "$",
    "$1",
    "$PREFIX",
    "#",
    "# allow(a): b",
    "\"",
    "\"\"\"",
    "'",
    "'''",
    "\\",
    "\\n",
    "-",
    "--",
    "*",
    "_",
    "`",
    "<b>",
    "[A_B]",
    "&",
    "{x}",
    ":",
    ")",
    "https://example.com/a_b.",
    "\u{7f}",
    "\u{1}",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    " ",
    "  ",
    "a word that is too long to be on a line with others, so that it is wrapped somewhere here",
];

/// Generates texts without surrounding white space, because readers trim them.
fn words() -> impl Strategy<Value = String> {
    vec((select(&TOKENS[..]), any::<bool>()), 0..12).prop_map(|tokens| {
        let tokens = tokens.into_iter();
        let text: String = tokens
            .flat_map(|(token, has_space)| [token, if has_space { " " } else { "" }])
            .collect();
        text.trim().to_owned()
    })
}

fn some_words() -> impl Strategy<Value = String> {
    words().prop_filter("it is empty", |words| !words.is_empty())
}

fn argument() -> impl Strategy<Value = Argument> {
    let rust_type = option::of(prop_oneof![
        Just("u32"),
        Just("&'static str"),
        Just("Vec<[u8; 2]>")
    ]);
    (rust_type, any::<bool>(), any::<bool>()).prop_map(|(rust_type, secret, field)| {
        let mut argument = Argument::named("");
        argument.field = field;
        let argument = match rust_type {
            Some(rust_type) => argument.with_type(rust_type),
            None => argument,
        };
        if secret {
            argument.into_secret()
        } else {
            argument
        }
    })
}

fn deprecation() -> impl Strategy<Value = Deprecation> {
    (option::of(words()), option::of(words())).prop_map(|(since, note)| {
        let mut deprecation = Deprecation::default();
        (deprecation.since, deprecation.note) = (since, note);
        deprecation
    })
}

/// Returns a text with these names for its placeholders.
fn named_text(literals: &[String], names: &[String]) -> String {
    let mut text = String::new();
    for (number, literal) in (0..).zip(literals) {
        if let Some(name) = (number > 0).then(|| names.get(number - 1)).flatten() {
            text += &format!("{{{name}}} ");
        }
        // In a text with names, `%1` is a mistake.
        text += &literal
            .replace('%', "")
            .replace('{', "{{")
            .replace('}', "}}");
    }
    text
}

/// Returns a text with this number of placeholders.
fn text(literals: &[String], count: usize) -> String {
    let mut text = String::new();
    for (number, literal) in (0..).zip(literals) {
        if (1..=count).contains(&number) {
            text += &format!("%{number} ");
        }
        text += &literal.replace('%', "%%").replace('$', "$$");
    }
    text
}

prop_compose! {
    fn message()(
        literals in vec(some_words(), 4..5),
        arguments in option::of(vec(argument(), 0..4)),
        placeholders in 0..4_usize,
        severity in option::of(prop_oneof![Just("fatal"), Just("warn"), Just("debug(40)")]),
        description in words(),
        rest in vec(option::of(words()), 3),
        deprecation in option::of(deprecation()),
        has_named_text in any::<bool>(),
        is_called_by_name in any::<bool>(),
        alert in option::of(select(&["any", "> 5/min for 10m"][..])),
        limit in option::of(select(&["1/s", "10/5min"][..])),
        renamed in option::of(select(&["NEW_ID", "X9"][..])),
        promise in option::of(select(&["text", "arguments"][..])),
    ) -> Message {
        let count = arguments.as_ref().map_or(placeholders, Vec::len);
        let mut message = Message::new("", text(&literals, count));
        message.arguments = arguments.map(|arguments| {
            let names = ["client", "größe", "_x"];
            let mut named = Vec::new();
            for (name, argument) in names.into_iter().zip(arguments) {
                named.push(argument);
                named.last_mut().unwrap().name = name.into();
            }
            named
        });
        message.is_called_by_name = is_called_by_name;
        let arguments = message.arguments.iter_mut().flatten();
        let mut names = Vec::new();
        for argument in arguments {
            // The last arguments can be fields, but not the first one.
            argument.field &= has_named_text && !names.is_empty();
            if !argument.field {
                names.push(argument.name.clone());
            }
        }
        if let (true, Some(arguments)) = (has_named_text && count > 0, &mut message.arguments) {
            arguments.sort_by_key(|argument| argument.field);
            message.set_text(named_text(&literals, &names));
        }
        message.severity = severity.map(|severity| severity.parse().unwrap());
        message.description = description;
        let [action, since, removed] = <[_; 3]>::try_from(rest).unwrap();
        // An empty one is none.
        message.action = action.filter(|text| !text.is_empty());
        message.since = since.filter(|version| !version.is_empty());
        message.removed = removed.filter(|version| !version.is_empty());
        message.renamed = renamed.filter(|_| message.removed.is_some()).map(str::to_owned);
        message.deprecation = deprecation;
        message.alert = alert.map(str::to_owned);
        message.limit = limit.map(str::to_owned);
        message.promise = promise.map(str::to_owned);
        message
    }
}

fn reasons() -> impl Strategy<Value = BTreeMap<String, String>> {
    let codes = select(&["no_action", "a", "a b"][..]).prop_map(str::to_owned);
    btree_map(codes, some_words(), 0..3)
}

prop_compose! {
    fn catalogue()(
        ids in subsequence(&["A_C", "A_B", "B", "B9_C"][..], 0..4),
        messages in vec((message(), reasons()), 4),
        header in vec(option::of(words()), 4),
        allowed in reasons(),
    ) -> Catalogue {
        let label = || Label::new(0, 0..0);
        let allow = |(code, reason)| Allow::new(code, reason, label());
        let mut catalogue = Catalogue::default();
        let [title, version, logger, introduction] = <[_; 4]>::try_from(header).unwrap();
        (catalogue.header.title, catalogue.header.version) = (title, version);
        (catalogue.header.logger, catalogue.header.introduction) = (logger, introduction);
        catalogue.allowed = allowed.into_iter().map(allow).collect();
        for (id, (mut message, allowed)) in ids.into_iter().zip(messages) {
            id.clone_into(&mut message.id);
            let mut entry = Entry::new(message);
            entry.allowed = allowed.into_iter().map(allow).collect();
            catalogue.entries.push(entry);
        }
        catalogue
    }
}

fn read(name: &str, converted: &Converted) -> Catalogue {
    let read = Catalogue::of_sources(vec![Source::new(name, &converted.text)]);
    assert!(
        !read.has_errors(),
        "{:?}\n{}",
        read.findings,
        converted.text
    );
    read
}

fn allowed(allowed: &[Allow]) -> BTreeSet<(String, String)> {
    let allowed = allowed.iter();
    allowed
        .map(|allow| (allow.code.clone(), allow.reason.clone()))
        .collect()
}

/// The content of a catalogue, without places.
type Content = (
    Vec<(Message, BTreeSet<(String, String)>)>,
    [Option<String>; 4],
    BTreeSet<(String, String)>,
);

fn content(catalogue: &Catalogue) -> Content {
    let entries = catalogue.entries.iter();
    let entries = entries.map(|entry| (entry.message.clone(), allowed(&entry.allowed)));
    let header = catalogue.header.clone();
    let header = [
        header.title,
        header.version,
        header.logger,
        header.introduction,
    ];
    (entries.collect(), header, allowed(&catalogue.allowed))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn toml(catalogue in catalogue()) {
        let converted = Format::Toml.write(&catalogue);
        prop_assert_eq!(&converted.losses, &[""; 0]);
        let read = read("m.toml", &converted);
        prop_assert_eq!(content(&read), content(&catalogue));
    }

    #[test]
    fn json(catalogue in catalogue()) {
        let converted = Format::Json.write(&catalogue);
        prop_assert_eq!(&converted.losses, &[""; 0]);
        let read = read("m.json", &converted);
        let mut expected = catalogue;
        // An empty list of arguments is read as no list.
        for entry in &mut expected.entries {
            let arguments = entry.message.arguments.take();
            entry.message.arguments = arguments.filter(|arguments| !arguments.is_empty());
        }
        expected.entries.sort_by(|a, b| a.message.id.cmp(&b.message.id));
        prop_assert_eq!(content(&read), content(&expected));
    }

    /// Everything that is not read back was reported as lost.
    #[test]
    fn mes(catalogue in catalogue()) {
        let converted = Format::Mes.write(&catalogue);
        let read = read("m.mes", &converted);
        let is_lost = |what: &str| converted.losses.iter().any(|loss| loss.contains(what));
        let mut has_lost = [false; 2];
        for Entry { message, allowed: own, .. } in &catalogue.entries {
            let Some(entry) = read.get(&message.id) else {
                let loss = format!("`{}` is omitted", message.id);
                prop_assert!(is_lost(&loss));
                continue;
            };
            prop_assert_eq!(&entry.message.text, &message.text);
            let words = |message: &Message| -> Vec<String> {
                let plain = kea_messages_catalog::markdown::unescape(&message.description);
                plain.split_whitespace().map(str::to_owned).collect()
            };
            has_lost[0] |= words(&entry.message) != words(message);
            let reasons = |all: &[Allow]| -> Vec<String> {
                all.iter().map(|allow| allow.reason.split_whitespace().collect()).collect()
            };
            has_lost[1] |= reasons(&entry.allowed) != reasons(own);
        }
        prop_assert_eq!(has_lost[0], is_lost("a paragraph that begins"));
        prop_assert!(!has_lost[1] || is_lost("an `allow`"));
    }

    #[test]
    fn local_texts(catalogue in catalogue()) {
        for (name, format) in [("m.toml", Format::Toml), ("m.mes", Format::Mes)] {
            let converted = format.write_local_texts(&catalogue).unwrap();
            let read = Catalogue::of_local_texts(Source::new(name, &converted.text));
            prop_assert_eq!(&read.findings, &[]);
            let mut texts = read.messages().map(|message| (&message.id, message.written_text()));
            for message in catalogue.messages() {
                let loss = format!("`{}` is omitted", message.id);
                if !converted.losses.iter().any(|lost| lost.starts_with(&loss)) {
                    prop_assert_eq!(texts.next(), Some((
                        &message.id,
                        if format == Format::Toml { message.written_text() } else { &message.text },
                    )));
                }
            }
            prop_assert_eq!(texts.next(), None);
        }
    }

    #[test]
    fn lock(mut catalogue in catalogue()) {
        let lock = Lock::of(catalogue.messages());
        let written = Source::new("messages.lock", &lock.to_string());
        prop_assert_eq!(written.text().lines().count(), 1 + catalogue.entries.len());
        let read = Lock::read(&written).unwrap();
        prop_assert_eq!(read.to_string(), written.text());
        prop_assert_eq!(read.check(&mut catalogue), []);
    }
}
