//! Tests definitions as data.

use kea_messages::{
    Catalogue, Catalogued, Definition, KeaMessages, Message, MessageId, Severity, kea_messages,
};

kea_messages! {
    pub static CATALOGUE;

    /// The second paragraph
    /// of two lines.
    ///
    /// - a list
    ///
    /// # Action
    /// Enlarge the pool.
    ///
    /// ## How
    /// With care.
    ///
    /// # Since
    /// 1.2
    ///
    /// # Background
    /// Part of the description.
    #[allow(dead_code)]
    #[deprecated(since = "2.0.0", note = "log DATA_PLAIN")]
    #[limit = "10/min per client"]
    warn DATA_FULL(client, attempts: Table<std::vec::Vec<u32>>, #[secret] key: &'static str)
        = "%1 %2 %3";

    info DATA_PLAIN() = "plain";

    #[cfg(any())]
    info DATA_NEVER() = "never";

    #[cfg(all())]
    debug(7) DATA_ALWAYS = "always %1";

    /** A block
     of lines. */
    #[allow(dead_code)]
    #[deprecated]
    fatal DATA_BLOCK() = "block";
}

#[allow(dead_code)]
struct Table<T>(T);

impl<T> std::fmt::Display for Table<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("table")
    }
}

#[test]
fn everything_that_is_stated_is_there() {
    let full = DATA_FULL::DEFINITION;
    assert_eq!(full.id(), "DATA_FULL");
    assert_eq!(full.severity(), Some(Severity::Warn));
    assert_eq!(full.text(), "%1 %2 %3");
    assert_eq!(
        full.description(),
        "The second paragraph\nof two lines.\n\n- a list\n\n# Background\nPart of the description."
    );
    assert_eq!(
        full.action(),
        Some("Enlarge the pool.\n\n## How\nWith care.")
    );
    assert_eq!(full.since(), Some("1.2"));
    let deprecation = full.deprecation().unwrap();
    assert_eq!(deprecation.since(), Some("2.0.0"));
    assert_eq!(deprecation.note(), Some("log DATA_PLAIN"));
    assert_eq!(full.limit(), Some("10/min per client"));
    let arguments: Vec<_> = full
        .arguments()
        .map(|argument| (argument.name(), argument.rust_type(), argument.is_secret()))
        .collect();
    assert_eq!(
        arguments,
        [
            ("client", None, false),
            ("attempts", Some("Table<std::vec::Vec<u32>>"), false),
            ("key", Some("&'static str"), true),
        ]
    );
}

#[test]
fn what_is_not_stated_is_not() {
    let plain = DATA_PLAIN::DEFINITION;
    assert_eq!(plain.description(), "");
    assert_eq!(plain.action(), None);
    assert_eq!(plain.since(), None);
    assert_eq!(plain.deprecation(), None);
    assert_eq!(plain.limit(), None);
    assert_eq!(plain.arguments().count(), 0);

    let always = DATA_ALWAYS::DEFINITION;
    assert_eq!(always.severity().unwrap().to_string(), "debug(7)");
    assert_eq!(always.arguments().next().unwrap().name(), "arg1");

    let block = DATA_BLOCK::DEFINITION;
    assert_eq!(block.description(), "A block\nof lines.");
    assert_eq!(block.deprecation().unwrap().note(), None);
}

#[test]
fn a_value_leads_to_its_definition() {
    assert_eq!(DATA_PLAIN().definition(), DATA_PLAIN::DEFINITION);
    assert_eq!(DATA_ALWAYS(3).definition().id(), "DATA_ALWAYS");
    let shown = format!("{:?}", DATA_PLAIN::DEFINITION);
    assert!(
        shown.contains("id: \"DATA_PLAIN\"") && shown.contains("Info"),
        "{shown}"
    );
}

fn ids(catalogue: &Catalogue) -> Vec<&'static str> {
    catalogue.iter().map(|definition| definition.id()).collect()
}

#[test]
fn a_catalogue_has_all_of_a_call() {
    let mut all = ids(&CATALOGUE);
    all.sort_unstable();
    assert_eq!(
        all,
        ["DATA_ALWAYS", "DATA_BLOCK", "DATA_FULL", "DATA_PLAIN"]
    );
    assert_eq!(CATALOGUE.len(), 4);
    for id in all {
        assert_eq!(
            CATALOGUE.get(id).map(|definition| definition.id()),
            Some(id)
        );
    }
    for id in ["DATA_NEVER", "DATA", "DATA_PLAINS", "", "data_plain", "ZZZ"] {
        assert_eq!(CATALOGUE.get(id), None, "{id:?}");
    }
}

mod other {
    kea_messages::kea_messages! {
        pub(super) static OTHER;
        #[allow(dead_code)]
        info OTHER_ONE() = "one";
        #[allow(dead_code)]
        info OTHER_TWO() = "two";
    }
}

mod clashing {
    kea_messages::kea_messages! {
        pub(super) static CLASHING;
        #[allow(dead_code)]
        info DATA_PLAIN() = "another text";
    }
}

mod empty {
    kea_messages::kea_messages! {
        pub(super) static EMPTY;
    }
}

static BOTH: Catalogue = match Catalogue::combine(&[&CATALOGUE, &other::OTHER, &empty::EMPTY]) {
    Ok(both) => both,
    Err(_) => panic!("no ID stands in two"),
};

#[test]
fn catalogues_are_combined() {
    assert_eq!(BOTH.len(), 6);
    assert_eq!(BOTH.iter().count(), 6);
    assert_eq!(BOTH.get("OTHER_TWO").unwrap().text(), "two");
    assert_eq!(BOTH.get("DATA_PLAIN").unwrap().text(), "plain");
    assert_eq!(BOTH.get("OTHER"), None);
    assert!(empty::EMPTY.is_empty() && !BOTH.is_empty());
}

#[test]
fn an_id_in_two_catalogues_is_found() {
    static NESTED: Catalogue = match Catalogue::combine(&[&clashing::CLASHING]) {
        Ok(nested) => nested,
        Err(_) => panic!(),
    };
    static CASES: [&[&Catalogue]; 3] = [
        &[&BOTH, &clashing::CLASHING],
        &[&NESTED, &BOTH],
        &[&other::OTHER, &CATALOGUE, &NESTED],
    ];
    for parts in CASES {
        let duplicate = Catalogue::combine(parts).unwrap_err();
        assert_eq!(duplicate.id(), "DATA_PLAIN");
        assert_eq!(
            duplicate.to_string(),
            "two catalogues have the ID DATA_PLAIN"
        );
    }
}

#[derive(KeaMessages)]
#[kea(prefix = "ENUM_")]
enum Outer {
    /// The last of the alphabet.
    #[message(warn, "z")]
    Zulu,
    #[message(error, id = "A_FIRST", "a")]
    Alpha,
    #[message(transparent)]
    Wrapped(Inner),
    #[message(transparent)]
    WrappedAgain { inner: Inner },
}

#[derive(KeaMessages)]
#[message(info, "inner %1")]
struct Inner(u32);

#[test]
fn a_type_has_a_catalogue() {
    assert_eq!(ids(Inner::CATALOGUE), ["INNER"]);
    assert_eq!(
        ids(Outer::CATALOGUE),
        ["A_FIRST", "ENUM_ZULU", "INNER", "INNER"]
    );
    let zulu: Definition = Outer::CATALOGUE.get("ENUM_ZULU").unwrap();
    assert_eq!(zulu.description(), "The last of the alphabet.");
    assert_eq!(Outer::Zulu.definition(), zulu);
    assert_eq!(Outer::Alpha.definition().id(), "A_FIRST");
    assert_eq!(Outer::Wrapped(Inner(3)).definition().id(), "INNER");
    assert_eq!(
        Outer::WrappedAgain { inner: Inner(3) }.to_string(),
        "inner 3"
    );
}
