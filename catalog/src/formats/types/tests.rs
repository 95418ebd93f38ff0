//! Tests how side files are read and applied.

use super::Types;
use crate::{Argument, Catalogue, Message, Source};

const MES: &str = "\
% A_ONE %1 came to %2\nIt is.\n\n\
% A_TWO %2 came\nIt has no %1.\n\n\
% A_ONE_MORE %1\nIt is.\n\n\
% B_ONE nothing\nIt is.\n";

const TOML: &str = "[C_ONE]\ntext = '%1 and %2'\narguments = ['client', 'nr: u8', \
                    { name = 'pool', field = true }, { name = 'key', secret = true, field = true }]\n";

/// Applies side files to a catalogue, and returns it with the findings: `title` at `place`.
fn applied(files: &[&str]) -> (Catalogue, Vec<String>) {
    let sources = vec![Source::new("m.mes", MES), Source::new("m.toml", TOML)];
    let mut catalogue = Catalogue::of_sources(sources);
    // One of the texts of Kea has a gap, which is reported.
    catalogue.findings.clear();
    let sources = files.iter().map(|text| Source::new("types.toml", text));
    Types::of_sources(sources.collect()).apply(std::slice::from_mut(&mut catalogue));
    let found = catalogue.findings.iter().map(|finding| {
        let label = &finding.labels[0];
        let place = &catalogue.sources[label.source].text()[label.range.clone()];
        format!("{}: {} at {place}", finding.code, finding.title)
    });
    let found = found.collect();
    (catalogue, found)
}

/// Returns the arguments of a message, each as `name: type`.
fn arguments(catalogue: &Catalogue, id: &str) -> String {
    let message = &catalogue.get(id).expect("it is there").message;
    let arguments = message.named_arguments();
    let shown = arguments
        .iter()
        .map(|argument| format!("{}: {:?}", argument.name, argument.value_type()));
    shown.collect::<Vec<_>>().join(", ")
}

/// Checks the findings in each file.
fn check(cases: &[(&str, &str)]) {
    for (file, expected) in cases {
        let (_, found) = applied(&[file]);
        assert_eq!(found.join("; "), *expected, "{file}");
    }
}

#[test]
fn a_catalogue_instead_of_types() {
    let title = "mistake: this is a catalogue, not a file with the types of arguments";
    check(&[
        (
            "[catalogue]\ntitle = 'x'\n[A_ON]\ntext = 'x'\nx = 1",
            &format!("{title} at catalogue"),
        ),
        (
            "[A_ON]\nseverity = 'warn'\ntext = 'x'\ndescription = 'x'",
            &format!("{title} at A_ON"),
        ),
        (
            "[C_ONE]\ndescription = 'u8'",
            "mistake: `C_ONE` has no argument `description`: expected `client`, `nr`, `pool` or \
             `key` at description",
        ),
    ]);
}

#[test]
fn sections_and_arguments_that_are_not_there() {
    check(&[
        (
            "[A_ON]\n1 = 'u8'",
            "unused_type: the catalogue has no message `A_ON`: did you mean `A_ONE`? at A_ON",
        ),
        (
            "[ZZZZZZZZ]\n1 = 'u8'",
            "unused_type: the catalogue has no message `ZZZZZZZZ` at ZZZZZZZZ",
        ),
        (
            "['Z_*']\n1 = 'u8'",
            "unused_type: no message has an ID that matches `Z_*` at 'Z_*'",
        ),
        (
            "['A_*']\n3 = 'u8'\nx = 'u8'",
            "unused_type: no message of `A_*` has an argument 3 at 3; unused_type: no message of \
             `A_*` has an argument `x` at x",
        ),
        (
            "[A_ONE]\n3 = 'u8'",
            "mistake: `A_ONE` has no argument 3: its text has 2 placeholders and no `%3` at 3",
        ),
        (
            "[A_TWO]\n1 = 'u8'",
            "mistake: `A_TWO` has no argument 1: its text has one placeholder and no `%1` at 1",
        ),
        (
            "[B_ONE]\nx = 'u8'",
            "mistake: `B_ONE` has no argument `x` at x",
        ),
        (
            "[C_ONE]\nclint = 'u8'",
            "mistake: `C_ONE` has no argument `clint`: did you mean `client`? at clint",
        ),
        (
            "[A_ONE]\n1 = { name = 'x' }\n2 = { name = 'x' }",
            "mistake: `A_ONE` has two arguments with the name `x` at 'x'",
        ),
        (
            "[A_ONE]\n1 = { name = 'arg2' }",
            "mistake: `A_ONE` has two arguments with the name `arg2` at 'arg2'",
        ),
        (
            "[C_ONE]\n1 = { name = 'other' }",
            "mistake: argument 1 of `C_ONE` is called `client` in the catalogue at 'other'",
        ),
    ]);
}

#[test]
fn what_is_wrong_in_a_file() {
    check(&[
        (
            "[A_ONE]\n1 = 'u23'",
            "mistake: unknown type `u23`: did you mean `u32`? at 'u23'",
        ),
        (
            "[A_ONE]\n1 = 'ipv6'",
            "mistake: unknown type `ipv6`: did you mean `Ipv6Addr`? at 'ipv6'",
        ),
        (
            "[A_ONE]\n1 = 'interface'",
            "mistake: unknown type `interface`: expected `u32`, `i64`, `bool`, `IpAddr`, `prefix`, \
             `mac`, `duration` or `text`. The name of an argument is written `{ name = \
             \"interface\" }` at 'interface'",
        ),
        (
            "[A_ONE]\n1 = 7",
            "mistake: expected a type, `\"u32\"`, a list of types, or a table: `{ type = \"u32\" }` \
             at 7",
        ),
        (
            "[A_ONE]\n1 = []",
            "mistake: expected at least one type at []",
        ),
        (
            "[A_ONE]\n1 = { nme = 'x' }",
            "mistake: unknown key `nme` of an argument: did you mean `name`? at nme",
        ),
        (
            "[A_ONE]\n1 = {}",
            "mistake: expected a name, a type or a pattern for this argument: `{ name = \
             \"client\", type = \"mac\" }` at \
             {}",
        ),
        (
            "[A_ONE]\n1 = { name = '4x' }",
            "mistake: `4x` is not a valid name for an argument: expected letters, digits and underscores \
             at '4x'",
        ),
        (
            "[A_ONE]\n1 = { pattern = '(' }",
            "mistake: invalid regular expression: unclosed group at '('",
        ),
        (
            "[A_ONE]\n1 = { words = [] }\n2 = { words = ['a', 'a'] }",
            "mistake: expected at least one word at []; mistake: `a` is in this list twice at 'a'",
        ),
        (
            "[A_ONE]\n1 = { words = 'a' }",
            "mistake: `words` is a list: `words = [\"yes\", \"no\"]` at 'a'",
        ),
        (
            "[A_ONE]\n0 = 'u8'",
            "mistake: arguments are counted from 1 at 0",
        ),
        (
            "[A_ONE]\n01 = 'u8'",
            "mistake: `01` is not the number of an argument at 01",
        ),
        (
            "[A_ONE]\n1 = 'u8'\n1 = 'u16'",
            "mistake: `1` is defined twice at 1",
        ),
        (
            "[A_ONE]\n[A_ONE]",
            "duplicate_id: `A_ONE` is defined twice at A_ONE",
        ),
        (
            "[a_one]\n1 = 'u8'",
            "mistake: `a_one` is neither the ID of a message, `[ALLOC_FAIL]`, nor a pattern of IDs, \
             `[\"ALLOC_*\"]` at a_one",
        ),
        (
            "A_ONE = 'u8'",
            "mistake: `A_ONE` is a table of arguments: `[A_ONE]` at 'u8'",
        ),
        ("[A_ONE]\n2.name = 'x'\n1.type = ['u8', 'mac']", ""),
        ("['A_**']\n1 = 'u8'", ""),
        ("", ""),
    ]);
}

/// A declaration with a mistake is omitted, and all others apply.
#[test]
fn a_mistake_is_left_out() {
    let file =
        "[A_ONE]\n1 = { name = 'client', type = 'u23' }\n2 = { type = 'mac', pattern = '(' }";
    let (catalogue, found) = applied(&[file]);
    assert_eq!(found.len(), 2);
    assert_eq!(arguments(&catalogue, "A_ONE"), "client: Text, arg2: Text");
}

#[test]
fn which_section_decides() {
    // The files, the message, and its arguments.
    let cases: [(&[&str], &str, &str); 11] = [
        (&["[A_ONE]\n2 = 'mac'"], "A_ONE", "arg1: Text, arg2: Mac"),
        (&["[A_ONE]\n2 = 'mac'"], "A_ONE_MORE", "arg1: Text"),
        (&["['A_?NE']\n1 = 'mac'"], "A_ONE", "arg1: Mac, arg2: Text"),
        (&["['A_?NE']\n1 = 'mac'"], "A_ONE_MORE", "arg1: Text"),
        // An ID takes precedence over a pattern, wherever they are.
        (
            &[
                "[A_ONE]\n1 = 'mac'",
                "['A_*']\n1 = { name = 'x', type = 'uuid' }",
            ],
            "A_ONE",
            "x: Mac, arg2: Text",
        ),
        // More letters take precedence over fewer, and a later pattern over an earlier one.
        (
            &["['*_ONE']\n1 = 'mac'\n['A_*']\n1 = 'uuid'"],
            "A_ONE",
            "arg1: Mac, arg2: Text",
        ),
        (
            &["['A_*']\n1 = 'mac'\n['*NE']\n1 = 'uuid'"],
            "A_ONE",
            "arg1: Uuid, arg2: Text",
        ),
        (
            &["['*NE']\n1 = 'mac'", "['A_*']\n1 = 'text'"],
            "A_ONE",
            "arg1: Text, arg2: Text",
        ),
        // A number takes precedence over a name.
        (
            &["[A_ONE]\nclient = 'mac'\n1 = { name = 'client', type = 'uuid' }\narg2 = 'hex'"],
            "A_ONE",
            "client: Uuid, arg2: Hex",
        ),
        // The name was declared in another section.
        (
            &["['*']\nclient = 'mac'\n[A_ONE]\narg2 = { name = 'client' }"],
            "A_ONE",
            "arg1: Text, client: Mac",
        ),
        (
            &["['*']\n1 = { name = 'other', type = 'uuid' }\npool = 'prefix'\nkey = 'mac'"],
            "C_ONE",
            "client: Uuid, nr: Unsigned(255), pool: Prefix, key: Secret",
        ),
    ];
    for (files, id, expected) in cases {
        let (catalogue, found) = applied(files);
        assert_eq!(found, [] as [&str; 0], "{files:?}");
        assert_eq!(arguments(&catalogue, id), expected, "{files:?} {id}");
    }
}

/// It is enough if one version has the argument.
#[test]
fn versions() {
    let version = |text| Catalogue::from_iter([Message::new("A_B", text)]);
    let mut versions = [version("%1"), version("%1 %2")];
    let file = Source::new("types.toml", "[A_B]\n2 = 'u16'\n3 = 'u8'");
    Types::of_sources(vec![file]).apply(&mut versions);
    let titles: Vec<&str> = versions[0]
        .findings
        .iter()
        .map(|finding| &*finding.title)
        .collect();
    let expected = "`A_B` has no argument 3: its text has 2 placeholders and no `%3`";
    assert_eq!(titles, [expected]);
    let arguments = |catalogue: &Catalogue| catalogue.entries[0].message.arguments.clone();
    assert_eq!(arguments(&versions[0]), None);
    let mut typed = Argument::unnamed(2).with_type("u16");
    typed.values = crate::ValueType::named("u16");
    assert_eq!(
        arguments(&versions[1]),
        Some(vec![Argument::unnamed(1), typed])
    );
}
