//! Tests valid and invalid filters.

use super::*;
use proptest::prelude::*;

#[test]
fn a_filter_is_read_and_printed() {
    for (text, printed) in [
        ("", ""),
        (" , ,", ""),
        ("warn", "warn"),
        ("NONE", "off"),
        ("Off,a=None", "off,a=off"),
        ("fatal", "fatal"),
        ("debug", "debug(39)"),
        ("trace", "debug(99)"),
        ("debug(0)", "debug(0)"),
        ("DEBUG( 40 )", "debug(40)"),
        (
            "warn,kea-dhcp4.alloc-engine=debug(40),my_server::lease=info,noisy=off",
            "warn,kea-dhcp4.alloc-engine=debug(40),my_server::lease=info,noisy=off",
        ),
        ("a = error , b=fatal,", "a=error,b=fatal"),
        ("my_server::lease", "my_server::lease=debug(99)"),
        ("warn=info,é=warn", "warn=info,é=warn"),
    ] {
        let filter: Filter = text
            .parse()
            .unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(filter.to_string(), printed, "{text}");
        assert_eq!(printed.parse(), Ok(filter), "{text}");
    }
}

#[test]
fn a_mistake_says_what_and_where() {
    for (text, expected) in [
        (
            "wran",
            "`wran` at character 1 is not a severity: did you mean `warn`? To log all messages of a logger of this name, write `wran=trace`",
        ),
        (
            "é=warn, WARNING",
            "`WARNING` at character 9 is not a severity: did you mean `warn`? To log all messages of a logger of this name, write `WARNING=trace`",
        ),
        (
            "a=err",
            "`err` at character 3 is not a severity: did you mean `error`?",
        ),
        (
            "a=loud",
            "`loud` at character 3 is not a severity: expected off, fatal, error, warn, info or \
             debug(LEVEL)",
        ),
        (
            "a=7",
            "`7` at character 3 is not a severity: expected off, fatal, error, warn, info or \
             debug(LEVEL)",
        ),
        (
            "debug(100)",
            "`debug(100)` at character 1: `100` is not a debug level: expected a number from 0 \
             to 99",
        ),
        (
            "info,a=debug(all)",
            "`debug(all)` at character 8: `all` is not a debug level: expected a number from 0 \
             to 99",
        ),
        (
            "a=debug(4",
            "`debug(4` at character 3 is not a severity: did you mean `debug(40)`?",
        ),
        (
            "a=debug40",
            "`debug40` at character 3 is not a severity: did you mean `debug(40)`?",
        ),
        (
            "kea:debug",
            "unexpected ':' at character 4 in the name of a logger",
        ),
        (
            "info;kea",
            "`info;kea` at character 1 is not a severity: did you mean `info`? To log all messages of a logger of this name, write `info;kea=trace`",
        ),
        (
            "a.*=info",
            "unexpected `*` at character 3: the name of a logger also applies to the loggers below it",
        ),
        ("=info", "expected the name of a logger at character 1"),
        ("b=info,a=", "expected a severity for `a` at character 10"),
        (
            "a=b=info",
            "`b=info` at character 3 is not a severity: expected off, fatal, error, warn, info or debug(LEVEL)",
        ),
        (
            "a,my_server[span]=info",
            "unexpected `[` at character 12: a filter of spans and their fields is not supported",
        ),
        (
            "a b=info",
            "unexpected ' ' at character 2 in the name of a logger",
        ),
        (
            "a/x",
            "unexpected '/' at character 2 in the name of a logger",
        ),
        (
            "a=info, a=warn",
            "duplicate logger `a` at character 9, first at character 1",
        ),
        (
            "info,warn",
            "duplicate severity without a logger at character 6, first at character 1",
        ),
    ] {
        let error = text.parse::<Filter>().expect_err(text);
        assert_eq!(error.to_string(), expected, "{text}");
        assert_eq!(error.field(), "");
    }
}

#[test]
fn a_filter_is_completed_by_another() {
    let filter = |text: &str| text.parse::<Filter>().expect(text);
    let mut last = filter("error,b=debug(1)");
    last.complete(filter("warn,a=info,b=off"));
    assert_eq!(last, filter("error,b=debug(1),a=info"));
}

proptest! {
    #[test]
    fn no_text_is_too_much(text in r#"(warn|debug|off|[(),=\[\]/" é:.a-c0-9-]){0,8}"#) {
        if let Ok(filter) = text.parse::<Filter>() {
            let printed = filter.to_string();
            prop_assert_eq!(printed.parse(), Ok(filter), "{} {}", text, printed);
        }
    }

    #[test]
    fn a_directive_is_what_it_says(name in "[a-zé]([a-z0-9_.-]|::){0,9}", level in 0_u8..=99) {
        let filter: Filter = format!("{name}=debug({level})").parse().expect("it is right");
        let level = DebugLevel::new(level).expect("it is in the range");
        let threshold = Threshold::From(Severity::Debug(level));
        prop_assert_eq!(filter.directives(), &[Directive { name, threshold }]);
    }
}
