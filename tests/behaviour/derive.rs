//! Tests `#[derive(KeaMessages)]` for all supported kinds of types.

use crate::capture::capture;
use kea_messages::{Catalogued, KeaMessages, Message, emit};
use std::error::Error;
use std::fmt::{Debug, Display};

#[derive(Debug, KeaMessages)]
#[kea(prefix = "DERIVE_")]
enum Forms<'a, T, const N: usize> {
    /// A tuple.
    #[message(warn, "%2 %1")]
    Tuple(&'a str, T),
    /// Names.
    #[message(error, "%1 %2")]
    Named { first: Vec1<T>, second: usize },
    /// Nothing.
    #[message(info, "unit")]
    Unit,
    /// Fields that are not arguments.
    #[message(debug(3), "%1")]
    Skipped {
        #[message(skip)]
        #[allow(dead_code)]
        severity: [u8; N],
        #[message(debug)]
        shown: Option<u32>,
        #[message(skip)]
        #[allow(dead_code)]
        skipped: NotPrintable,
    },
    #[message(fatal, "%1 %2")]
    Secret(#[secret] NotPrintable, bool),
    #[message(warn, "%1")]
    RawNames { r#type: u32 },
}

#[derive(Debug)]
struct NotPrintable;

#[derive(Debug)]
struct Vec1<T>(T);

impl<T: Display> Display for Vec1<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "[{}]", self.0)
    }
}

impl<T: Debug + Display, const N: usize> Error for Forms<'_, T, N> {}

#[test]
fn forms() {
    let cases: [(Forms<'_, f32, 2>, &str, &str); 6] = [
        (Forms::Tuple("a", 0.5), "DERIVE_TUPLE", "0.5 a"),
        (
            Forms::Named {
                first: Vec1(1.5),
                second: 2,
            },
            "DERIVE_NAMED",
            "[1.5] 2",
        ),
        (Forms::Unit, "DERIVE_UNIT", "unit"),
        (
            Forms::Skipped {
                severity: [1, 2],
                shown: Some(3),
                skipped: NotPrintable,
            },
            "DERIVE_SKIPPED",
            "Some(3)",
        ),
        (
            Forms::Secret(NotPrintable, true),
            "DERIVE_SECRET",
            "<redacted> true",
        ),
        (Forms::RawNames { r#type: 3 }, "DERIVE_RAW_NAMES", "3"),
    ];
    for (message, id, text) in cases {
        assert_eq!(message.definition().id(), id);
        assert_eq!(message.to_string(), text);
        let records = capture(|| emit!(message));
        assert_eq!(records[0].text, text);
    }
}

#[derive(KeaMessages)]
#[message(warn, id = "STRUCT_TUPLE", "%1 of %2")]
struct Tuple<T>(T, #[message(skip)] PhantomName, u8)
where
    T: Copy;

struct PhantomName;

#[derive(KeaMessages)]
#[kea(prefix = "STRUCT_")]
#[message(warn, "unit")]
struct UnitV4;

#[derive(KeaMessages)]
#[message(warn, "%1")]
struct Borrowed<'a> {
    text: &'a dyn Display,
}

#[test]
fn structs() {
    assert_eq!(Tuple(3, PhantomName, 4).to_string(), "3 of 4");
    assert_eq!(UnitV4.definition().id(), "STRUCT_UNIT_V4");
    assert_eq!(Borrowed { text: &"t" }.to_string(), "t");
}

/// Bounds are only inferred for the fields that are printed.
#[derive(KeaMessages)]
enum Generic<D, M, S, P> {
    #[message(warn, "%1 %2 %3")]
    Fields(D, #[message(debug)] Vec<M>, #[secret] S),
    #[message(warn, "skipped")]
    Skipped(#[message(skip)] P),
    #[message(transparent)]
    Wrapped(Wrapper<D>),
}

#[derive(KeaMessages)]
#[message(info, "wrapped %1")]
struct Wrapper<D>(D);

#[test]
fn inferred_bounds() {
    let message: Generic<u8, Option<u8>, NotPrintable, NotPrintable> =
        Generic::Fields(1, vec![Some(2)], NotPrintable);
    assert_eq!(message.to_string(), "1 [Some(2)] <redacted>");
    let message: Generic<u8, u8, (), ()> = Generic::Wrapped(Wrapper(3));
    assert_eq!(message.to_string(), "wrapped 3");
    let message: Generic<u8, u8, (), ()> = Generic::Skipped(());
    assert_eq!(message.to_string(), "skipped");
}

/// The derive of thiserror uses our `Display`, and adds `source` and `From`.
#[derive(Debug, thiserror::Error, KeaMessages)]
enum Beside {
    /// The file could not be read.
    #[message(error, "cannot read %1: %2")]
    Read(String, #[source] std::io::Error),
    /// The number is none.
    #[message(error, "no number: %1")]
    Number(#[from] std::num::ParseIntError),
    #[message(transparent)]
    Nested(Nested),
}

#[derive(Debug, thiserror::Error, KeaMessages)]
#[message(warn, "nested")]
struct Nested;

#[test]
fn beside_thiserror() {
    fn parse(number: &str) -> Result<u32, Beside> {
        Ok(number.parse::<u32>()?)
    }
    let error = parse("x").unwrap_err();
    assert_eq!(
        error.to_string(),
        "no number: invalid digit found in string"
    );
    assert!(error.source().is_some());
    let error = Beside::Read("f".into(), std::io::ErrorKind::NotFound.into());
    assert_eq!(error.to_string(), "cannot read f: entity not found");
    assert_eq!(Beside::Nested(Nested).definition().id(), "NESTED");
    assert_eq!(Beside::CATALOGUE.len(), 3);
}

/// Transparent variants whose message is behind a pointer.
#[derive(Debug, KeaMessages)]
enum Pointers<'a> {
    #[message(info, "own")]
    Own,
    #[message(transparent)]
    Boxed(Box<Nested>),
    #[message(transparent)]
    Shared(std::sync::Arc<Nested>),
    #[message(transparent)]
    Borrowed(&'a Nested),
}

#[test]
fn transparent_pointers() {
    let nested = Nested;
    for (message, text) in [
        (Pointers::Own, "own"),
        (Pointers::Boxed(Box::new(Nested)), "nested"),
        (Pointers::Shared(Nested.into()), "nested"),
        (Pointers::Borrowed(&nested), "nested"),
    ] {
        assert_eq!(message.to_string(), text);
    }
    assert_eq!(Pointers::CATALOGUE.len(), 4);
}

/// The expansion does not need a prelude.
#[no_implicit_prelude]
mod without_prelude {
    #[derive(::kea_messages::KeaMessages)]
    pub(super) enum Bare<'a, T> {
        #[message(warn, "%1 of %2 %3 %4")]
        Fields {
            #[message(debug)]
            option: ::core::option::Option<u8>,
            text: &'a str,
            value: T,
            #[secret]
            password: u8,
        },
        #[message(transparent)]
        Nested(super::Nested),
    }
}

#[test]
fn no_implicit_prelude() {
    use without_prelude::Bare;
    let message = Bare::Fields {
        option: Some(1),
        text: "a",
        value: 2,
        password: 3,
    };
    assert_eq!(message.to_string(), "Some(1) of a 2 <redacted>");
    assert_eq!(Bare::<u8>::Nested(Nested).to_string(), "nested");
}

/// An enum without values.
#[derive(KeaMessages)]
enum Never {}

#[test]
fn an_enum_without_variants() {
    assert!(Never::CATALOGUE.is_empty());
    assert!(None::<Never>.is_none());
}

/// Names of fields that the expansion could also use.
#[derive(KeaMessages)]
#[message(warn, "%1 %2 %3 %4")]
struct Names {
    visitor: u8,
    value0: u8,
    f: u8,
    self_: u8,
}

mod shadows {
    #![allow(dead_code, unused_macros)]

    pub(super) struct Result;
    pub(super) struct Option;
    pub(super) struct String;
    pub(super) trait Display {}
    pub(super) trait Message {}
    macro_rules! unreachable {
        () => {
            compile_error!("a user's macro")
        };
    }
    use kea_messages::KeaMessages;

    #[derive(KeaMessages)]
    pub(super) enum Shadowed {
        #[message(warn, "%1")]
        One(u8),
    }

    kea_messages::kea_messages! {
        pub(super) warn SHADOWED(visit, values: u8, show: &str, kea) = "%1 %2 %3 %4";
    }
}

#[test]
fn names_of_the_users_own() {
    assert_eq!(
        Names {
            visitor: 1,
            value0: 2,
            f: 3,
            self_: 4
        }
        .to_string(),
        "1 2 3 4"
    );
    assert_eq!(shadows::Shadowed::One(5).to_string(), "5");
    assert_eq!(shadows::SHADOWED(1, 2, "3", 4).to_string(), "1 2 3 4");
}

/// An ID is unique in a module, but can also be in another module or a function.
mod taken {
    use kea_messages::{KeaMessages, kea_messages};

    #[derive(KeaMessages)]
    #[message(warn, "here")]
    struct Taken;

    mod inner {
        #[derive(kea_messages::KeaMessages)]
        #[message(warn, "in a module")]
        pub(super) struct Taken;
    }

    #[test]
    fn taken_elsewhere() {
        #[derive(KeaMessages)]
        #[message(warn, id = "TAKEN", "in a function")]
        struct Third;

        kea_messages! {
            warn TAKEN() = "of a function";
        }

        let texts = [
            Taken.to_string(),
            inner::Taken.to_string(),
            Third.to_string(),
            TAKEN().to_string(),
        ];
        assert_eq!(
            texts,
            ["here", "in a module", "in a function", "of a function"]
        );
    }
}
