//! Tests arguments that are errors.

use crate::capture::{Field, capture};
use kea_messages::{KeaMessages, Message, Sources, Value, emit, kea_messages, testing};
use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Display};
use std::num::ParseIntError;
use std::rc::Rc;
use std::sync::Arc;

/// An error, followed by the chain of its sources.
#[derive(Debug)]
struct Chain(&'static str, Option<Box<Chain>>);

impl Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl Error for Chain {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.1.as_deref()?;
        Some(source)
    }
}

fn chain() -> Chain {
    let inner = Chain("inner", Some(Box::new(Chain("innermost", None))));
    Chain("outer", Some(Box::new(inner)))
}

/// An error with a lifetime and a source.
#[derive(Debug)]
struct Borrowing<'a>(&'a str, Chain);

impl Display for Borrowing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for Borrowing<'_> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.1)
    }
}

/// A type like that of `anyhow`, which is not an error itself but dereferences to one.
struct Any(Box<dyn Error + Send + Sync>);

impl Display for Any {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0, f)
    }
}

impl std::ops::Deref for Any {
    type Target = dyn Error + Send + Sync;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

trait OwnError: Error {}
impl OwnError for Chain {}

type Alias = Chain;

kea_messages! {
    error ERRORS_IMPL(error: impl Error) = "%1";
    error ERRORS_BORROWED(error: &impl Error, other) = "%1 %2";
    error ERRORS_SUBTRAIT(error: impl OwnError) = "%1";
    error ERRORS_OWN(error: Alias) = "%1";
    error ERRORS_DYN(error: &dyn Error) = "%1";
    error ERRORS_BOX(error: Box<dyn Error>) = "%1";
    error ERRORS_BOX_SEND(error: Box<dyn Error + Send + Sync + '_>) = "%1";
    error ERRORS_RC(error: Rc<dyn Error>) = "%1";
    error ERRORS_ARC(error: Arc<Chain>) = "%1";
    error ERRORS_ANY(error: &Any) = "%1";
    error ERRORS_NAMED { error: impl Error } = "{error}";
    error ERRORS_WIDE(error: impl Error) = "{error:>8}";

    error ERRORS_UNTYPED(error) = "%1";
    error ERRORS_DISPLAY(error: impl Display) = "%1";
    error ERRORS_DEBUG(error: impl fmt::Debug) = "%1";
    error ERRORS_STRING(text: String, other: Cow<'_, str>, boxed: Box<str>) = "%1 %2 %3";
    error ERRORS_SECRET(#[secret] error: Chain) = "%1";
}

#[derive(KeaMessages)]
enum Derived<'a, E: Error, D> {
    #[message(error, id = "DERIVED_OWN", "{error}")]
    Own { error: Chain },
    #[message(error, id = "DERIVED_GENERIC", "{error}")]
    Generic { error: E },
    #[message(error, id = "DERIVED_BORROWED", "{error}")]
    Borrowed { error: Borrowing<'a> },
    #[message(error, id = "DERIVED_FIELD", "failed")]
    Field {
        #[field]
        error: &'a (dyn Error + 'static),
    },
    #[message(error, id = "DERIVED_DISPLAY", "{error}")]
    Displayed { error: D },
}

type Generic<'a> = Derived<'a, &'a Chain, Chain>;

/// Returns the sources of the first argument, if it is an error.
fn sources(message: &dyn Message) -> Option<String> {
    let mut found = None;
    message.visit(&mut |occurrence| {
        let (_, value) = occurrence.arguments().next().expect("there is one");
        if let Value::Error(error) = value {
            assert_eq!(value.to_string(), error.to_string());
            let sources: Vec<String> = value.sources().map(ToString::to_string).collect();
            found = Some(sources.join(", "));
        } else {
            assert!(value.sources().next().is_none());
        }
    });
    found
}

#[test]
fn an_argument_whose_type_is_an_error_has_its_sources() {
    let (local, text) = (chain(), String::from("local"));
    let borrowing = Borrowing(&text, chain());
    let borrowed = &borrowing;
    let any = Any(Box::new(chain()));
    let boxed: Box<dyn Error + Send + Sync> = Box::new(chain());
    let both = "inner, innermost";
    let all = "outer, inner, innermost";
    let cases: [(&dyn Message, &str, &str); 20] = [
        (&ERRORS_IMPL(chain()), "outer", both),
        (&ERRORS_IMPL(&local), "outer", both),
        (&ERRORS_IMPL(&borrowing), "local", all),
        (&ERRORS_IMPL(&borrowed), "local", all),
        (&ERRORS_IMPL(&*boxed), "outer", both),
        (&ERRORS_BORROWED(&local, 1), "outer 1", both),
        (&ERRORS_SUBTRAIT(chain()), "outer", both),
        (&ERRORS_OWN(chain()), "outer", both),
        (&ERRORS_DYN(&borrowing), "local", all),
        (&ERRORS_BOX(Box::new(chain())), "outer", both),
        (
            &ERRORS_BOX_SEND(Box::new(Borrowing(&text, chain()))),
            "local",
            all,
        ),
        (&ERRORS_RC(Rc::new(chain())), "outer", both),
        (&ERRORS_ARC(Arc::new(chain())), "outer", both),
        (&ERRORS_ANY(&any), "outer", both),
        (&ERRORS_NAMED { error: &local }, "outer", both),
        (&ERRORS_WIDE(&local), "   outer", both),
        (&Generic::Own { error: chain() }, "outer", both),
        (&Generic::Generic { error: &local }, "outer", both),
        (
            &Generic::Borrowed {
                error: Borrowing(&text, chain()),
            },
            "local",
            all,
        ),
        (&Generic::Field { error: &local }, "failed", both),
    ];
    for (message, text, expected) in cases {
        assert_eq!(message.to_string(), text);
        assert_eq!(
            sources(message).as_deref(),
            Some(expected),
            "{}",
            message.definition().id()
        );
    }
}

#[test]
fn no_other_argument_is_an_error() {
    let local = chain();
    let cases: [(&dyn Message, &str); 6] = [
        (&ERRORS_UNTYPED(&local), "outer"),
        (&ERRORS_DEBUG(1), "1"),
        (&ERRORS_STRING("a".into(), "b".into(), "c".into()), "a b c"),
        (&ERRORS_SECRET(chain()), "<redacted>"),
        (&Generic::Displayed { error: chain() }, "outer"),
        (&ERRORS_DISPLAY(&local), "outer"),
    ];
    for (message, text) in cases {
        assert_eq!(message.to_string(), text);
        assert_eq!(sources(message), None, "{}", message.definition().id());
    }
}

#[test]
fn a_chain_has_an_end() {
    /// An error that is its own source.
    #[derive(Debug)]
    struct Endless;
    static ENDLESS: Endless = Endless;

    impl Display for Endless {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("endless")
        }
    }

    impl Error for Endless {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&ENDLESS)
        }
    }

    let count = |error: &dyn Error| {
        let mut sources = Value::Error(error).sources();
        (sources.by_ref().count(), sources.has_more())
    };
    let of_length = |length| {
        let add = |inner, _| Chain("x", Some(Box::new(inner)));
        (0..length).fold(Chain("x", None), add)
    };
    assert_eq!(count(&Endless), (Sources::MAX, true));
    for (length, expected) in [
        (0, (0, false)),
        (31, (31, false)),
        (32, (32, false)),
        (33, (32, true)),
    ] {
        assert_eq!(count(&of_length(length)), expected, "{length}");
    }
}

#[test]
fn a_log_record_has_its_text() {
    let records = capture(|| emit!(ERRORS_WIDE(chain())));
    let error = ("error".to_owned(), Field::Printed("outer".to_owned()));
    assert_eq!(records[0].text, "   outer");
    assert_eq!(records[0].fields.last(), Some(&error));
}

#[test]
fn a_capture_compares_the_text_of_an_error() {
    let parsed = "x".parse::<u8>();
    let error: &ParseIntError = parsed.as_ref().expect_err("it is not a number");
    let emitted = testing::capture(|| emit!(ERRORS_IMPL(error)));
    emitted.assert_message(&ERRORS_IMPL(error));
    emitted.assert_message(&ERRORS_IMPL(std::io::Error::other(error.to_string())));
    assert_eq!(
        emitted.messages()[0].to_string(),
        "error ERRORS_IMPL error=\"invalid digit found in string\""
    );
    assert_eq!(
        format!("{:?}", ERRORS_IMPL(error)),
        "ERRORS_IMPL(invalid digit found in string)"
    );
}
