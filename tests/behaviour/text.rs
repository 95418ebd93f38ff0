//! Tests texts and their arguments.

use kea_messages::{Message, kea_messages};
use std::fmt::{self, Write as _};

kea_messages! {
    warn TEXT_PLAIN() = "up";
    warn TEXT_TWICE(a, b) = "%2 before %1, and %2 again";
    warn TEXT_PERCENT(a) = "%1%% of 100%%";
    warn TEXT_SIDE_BY_SIDE(a, b) = "%1%2";
    warn TEXT_UNICODE(a) = "naïve %1 ↦";
    warn TEXT_LINES(a) = "one\ntwo %1";
    warn TEXT_SIXTEEN = "%1%2%3%4%5%6%7%8%9%10%11%12%13%14%15%16";
    warn TEXT_RAW(a) = r#"a "quoted" %1"#;
    warn TEXT_DOLLARS(a) = "$1500 for %1";
    warn TEXT_TYPES(
        a: bool, b: char, c: i8, d: i64, e: isize, f: i128, g: u8, h: u64, i: usize, j: u128,
        k: f32, l: f64, m: &str, n: String, o: &u32, p: &&str
    ) = "%1 %2 %3 %4 %5 %6 %7 %8 %9 %10 %11 %12 %13 %14 %15 %16";
    warn TEXT_DEBUG(a: impl fmt::Debug, b: Option<u32>) = "%1 %2";
    warn TEXT_DECLARED(address: &str, port: u32) = "%1: port %2";
    warn TEXT_UNDECLARED(address, port) = "%1: port %2";
    warn TEXT_SECRET(user, #[secret] password: &str, #[secret] key) = "%1 with %2 and %3";
}

/// A type with the name of std's `Option`, but with a `Display`.
struct Option<T>(T);

impl<T: fmt::Display> fmt::Display for Option<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.0)
    }
}

#[test]
fn texts() {
    let cases: [(&dyn Message, &str); 13] = [
        (&TEXT_PLAIN(), "up"),
        (&TEXT_TWICE(1, 2), "2 before 1, and 2 again"),
        (&TEXT_TWICE("%2", "%1"), "%1 before %2, and %1 again"),
        (&TEXT_PERCENT(7), "7% of 100%"),
        (&TEXT_SIDE_BY_SIDE("", "x"), "x"),
        (&TEXT_UNICODE("é"), "naïve é ↦"),
        (&TEXT_LINES(2), "one\ntwo 2"),
        (&TEXT_RAW(1), "a \"quoted\" 1"),
        (&TEXT_DOLLARS(1), "$1500 for 1"),
        (
            &TEXT_SIXTEEN(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16),
            "12345678910111213141516",
        ),
        (
            &TEXT_TYPES(
                true,
                'é',
                -8,
                i64::MIN,
                -1,
                i128::MIN,
                8,
                u64::MAX,
                0,
                u128::MAX,
                0.1,
                0.25,
                "str",
                "String".into(),
                &4711,
                &"twice",
            ),
            "true é -8 -9223372036854775808 -1 -170141183460469231731687303715884105728 8 \
             18446744073709551615 0 340282366920938463463374607431768211455 0.1 0.25 str String \
             4711 twice",
        ),
        (&TEXT_DEBUG("a\n", Option(3)), "\"a\\n\" <3>"),
        (
            &TEXT_SECRET("u", "hunter2", 4711),
            "u with <redacted> and <redacted>",
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

#[test]
fn debug_shows_no_secret() {
    let shown = format!("{:?}", TEXT_SECRET("u", "hunter2", 4711));
    assert_eq!(shown, "TEXT_SECRET(u with <redacted> and <redacted>)");
    let mut debugged = String::new();
    TEXT_SECRET("u", "hunter2", 4711).visit(&mut |occurrence| {
        debugged = format!("{occurrence:?}");
    });
    assert!(
        !debugged.contains("hunter2") && !debugged.contains("4711"),
        "{debugged}"
    );
}

/// A writer that accepts a number of bytes and then fails.
struct Limited(String, usize);

impl fmt::Write for Limited {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.0.len() + text.len() > self.1 {
            return Err(fmt::Error);
        }
        self.0.push_str(text);
        Ok(())
    }
}

#[test]
fn an_error_of_the_writer_ends_the_text() {
    let mut out = Limited(String::new(), 5);
    assert!(write!(out, "{}", TEXT_SIDE_BY_SIDE("12345", "6")).is_err());
    assert_eq!(out.0, "12345");
}

/// A value whose `Display` fails or panics.
struct Broken {
    panics: bool,
}

impl fmt::Display for Broken {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        assert!(!self.panics, "the display panics");
        Err(fmt::Error)
    }
}

#[test]
fn a_display_that_fails_fails_the_text() {
    let mut out = String::new();
    let message = TEXT_TWICE(Broken { panics: false }, "b");
    assert!(write!(out, "{message}").is_err());
    assert_eq!(out, "b before ");
}

#[test]
fn a_display_that_panics_leaves_nothing_broken() {
    let message = TEXT_TWICE(Broken { panics: true }, "b");
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| message.to_string()));
    assert!(panicked.is_err());
    assert_eq!(TEXT_TWICE("a", "b").to_string(), "b before a, and b again");
}

#[test]
fn formatting_allocates_nothing() {
    let mut out = String::with_capacity(200);
    let allocations = allocation_counter::measure(|| {
        for number in 0..100 {
            out.clear();
            write!(out, "{}", TEXT_DECLARED("192.0.2.1", number)).unwrap();
            write!(out, "{}", TEXT_UNDECLARED("192.0.2.1", number)).unwrap();
        }
    });
    assert_eq!(allocations.count_total, 0);
    assert_eq!(out, "192.0.2.1: port 99192.0.2.1: port 99");
    // Checks that the counter works.
    let counted = allocation_counter::measure(|| drop(TEXT_PLAIN().to_string()));
    assert!(counted.count_total > 0);
}
