//! Tests the places and forms of calls of `kea_messages!`, and the types of arguments.

use crate::capture::texts;
use kea_messages::{Message, MessageId, emit};
use std::borrow::Cow;
use std::fmt::{Debug, Display};

// A macro call can have any of these delimiters.
kea_messages::kea_messages! { info FORMS_BRACES() = "braces"; }
kea_messages::kea_messages!(info FORMS_PARENTHESES() = "parentheses";);
kea_messages::kea_messages![info FORMS_BRACKETS() = "brackets";];
kea_messages::kea_messages! {}

use kea_messages::{emit as log_it, enabled as is_on, kea_messages as messages};

messages! {
    info FORMS_RENAMED(n) = "renamed %1";
}

#[test]
fn delimiters_and_other_names() {
    let texts = texts(|| {
        emit!(FORMS_BRACES());
        emit!(FORMS_PARENTHESES());
        emit![FORMS_BRACKETS()];
        log_it! { FORMS_RENAMED(1) }
        assert!(is_on!(FORMS_RENAMED));
    });
    assert_eq!(texts, ["braces", "parentheses", "brackets", "renamed 1"]);
}

#[test]
fn in_a_function_body() {
    struct Local(u8);
    impl Display for Local {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "local {}", self.0)
        }
    }
    let texts = texts(|| emit!(BODY_LOCAL(Local(1))));
    messages! {
        static BODY;
        info BODY_LOCAL(local: Local) = "%1";
    }
    assert_eq!(texts, ["local 1"]);
    assert_eq!(BODY.len(), 1);
}

/// A catalogue in its own module, which is used from outside.
mod messages_of_a_part {
    use kea_messages::kea_messages;

    kea_messages! {
        pub(crate) info PART_CRATE(a: Inner) = "%1";
        pub(in crate::forms) info PART_IN() = "in";
        pub(super) info PART_SUPER() = "super";
    }

    pub(crate) type Inner = super::Shared;
}

type Shared = u8;

#[test]
fn visibilities() {
    let texts = texts(|| {
        emit!(messages_of_a_part::PART_CRATE(1));
        emit!(self::messages_of_a_part::PART_IN());
        emit!(crate::forms::messages_of_a_part::PART_SUPER());
    });
    assert_eq!(texts, ["1", "in", "super"]);
}

messages! {
    info TYPES_BORROWED(a: &str, b: &Wrapper<'_>, c: Cow<str>, d: Cow<'_, str>, e: &mut Debugged)
        = "%1 %2 %3 %4 %5";
    info TYPES_MIXED(a, b: &str, c: Cow<'_, str>, d: &dyn Display, e: Box<dyn Display + Send>)
        = "%1 %2 %3 %4 %5";
    info TYPES_IMPL(a: impl Debug, b: impl Display + Copy, c: &impl Debugs, d: Pair<u8, &str>)
        = "%1 %2 %3 %4";
    info TYPES_FUNCTIONS(a, b: Function<fn(&str) -> &str>, c: Function<Box<dyn Fn(&str) -> bool>>)
        = "%1 %2 %3";
    info TYPES_LIFETIME(a: &'static str, b, c: Option1<&'static str>) = "%1 %2 %3";
    info TYPES_NAMED_ALIKE(a, b: Arg1) = "%1 %2";
    info TYPES_SECRET(a, #[secret] b, #[secret] c: Opaque, #[secret] d: &mut [Opaque]) = "%1 %2 %3 %4";
}

/// Types with names that the expansion could also use.
struct Arg1;
struct Debugged;
struct Opaque;
struct Function<F>(F);
struct Pair<A, B>(A, B);
struct Option1<T>(T);
trait Debugs: Display {}
impl Debugs for u8 {}

macro_rules! display {
    ($($type:ty: |$self:ident| $text:expr;)*) => {$(
        impl Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let $self = self;
                f.write_str(&$text)
            }
        }
    )*};
}

display! {
    Arg1: |_this| "Arg1";
    Debugged: |_this| "Debugged";
    Function<fn(&str) -> &str>: |this| (this.0)("function");
    Function<Box<dyn Fn(&str) -> bool>>: |this| (this.0)("closure").to_string();
    Pair<u8, &str>: |this| format!("{} {}", this.0, this.1);
    Option1<&str>: |this| this.0;
}

/// Arrays do not implement `Display`, but this wrapper does.
impl Display for Wrapper<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

struct Wrapper<'a>(&'a [u8]);

#[test]
fn types_of_arguments() {
    let local = String::from("local");
    let text = local.as_str();
    let mut debugged = Debugged;
    let mut opaque = [Opaque];
    let cases: [(&dyn Message, &str); 7] = [
        (
            &TYPES_BORROWED(
                text,
                &Wrapper(&[1, 2]),
                text.into(),
                text.into(),
                &mut debugged,
            ),
            "local [1, 2] local local Debugged",
        ),
        (
            &TYPES_MIXED(Wrapper(&[1]), text, text.into(), &local, Box::new(4)),
            "[1] local local local 4",
        ),
        (
            &TYPES_IMPL(Some(text), text, &3, Pair(1, text)),
            "Some(\"local\") local 3 1 local",
        ),
        (
            &TYPES_FUNCTIONS(1, Function(str::trim), Function(Box::new(str::is_empty))),
            "1 function false",
        ),
        (&TYPES_LIFETIME("s", text, Option1("t")), "s local t"),
        (&TYPES_NAMED_ALIKE(1, Arg1), "1 Arg1"),
        (
            &TYPES_SECRET(1, Opaque, Opaque, &mut opaque),
            "1 <redacted> <redacted> <redacted>",
        ),
    ];
    for (message, expected) in cases {
        assert_eq!(
            message.to_string(),
            expected,
            "{}",
            message.definition().id()
        );
    }
}

/// A message borrows its arguments only as long as it exists.
#[test]
fn a_message_can_be_returned_and_sent() {
    fn borrowed(name: &str) -> impl Message {
        TYPES_LIFETIME("s", name, Option1("t"))
    }
    fn is_send_and_static<T: Send + Sync + 'static>(message: T) -> T {
        message
    }
    assert_eq!(borrowed("b").to_string(), "s b t");
    let message = is_send_and_static(FORMS_RENAMED(String::from("sent")));
    let text = std::thread::spawn(move || message.to_string())
        .join()
        .unwrap();
    assert_eq!(text, "renamed sent");
    assert_eq!(FORMS_RENAMED::DEFINITION.text(), "renamed %1");
}
