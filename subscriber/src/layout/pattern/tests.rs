//! Tests valid and invalid patterns, and their output.

use super::*;
use crate::messages::LOG_LINES_MISSING;
use kea_messages::Message;
use proptest::prelude::*;

/// Formats a message of severity `error` with a line feed in its text.
fn written(pattern: &str) -> String {
    let pattern: Pattern = pattern.parse().expect(pattern);
    let mut line = String::new();
    LOG_LINES_MISSING(2, "a\nb", "no space", 0).visit(&mut |message| {
        let mut record = Record::of_own(message);
        record.time = "2018-12-20T09:05:02.001234Z".parse().expect("a time");
        record.process = 4711;
        record.place = Some(("/src/server/main.rs", 12));
        pattern.write(&record, &mut Clock::new(), &mut line);
    });
    line
}

const MESSAGE: &str = r"LOG_LINES_MISSING 2 line(s) could not be written to a\nb: no space; they went to standard error, where 0 of them were lost";

#[test]
fn each_conversion_writes_its_own() {
    let host = hostname::get().expect("there is one");
    let host = host.to_string_lossy();
    let path = std::env::var("PATH").expect("there is one");
    for (pattern, expected) in [
        ("%d{%Y-%m-%d %H:%M:%S.%q}", "2018-12-20 09:05:02.001"),
        ("%d", "2018-12-20 09:05:02"),
        ("%d{}", "2018-12-20 09:05:02"),
        ("%d{%Q}", "001.234"),
        ("%d{%s}", "1545296702"),
        (
            "%d{%c|%x|%X|%r}",
            "Thu Dec 20 09:05:02 2018|12/20/18|09:05:02|09:05:02 AM",
        ),
        (
            "%d{%a %A %b %B %d %H %I %j}",
            "Thu Thursday Dec December 20 09 09 354",
        ),
        (
            "%d{%m %M %p %S %U %w %W %y %Y %Z %%}",
            "12 05 AM 02 50 4 51 18 2018 UTC %",
        ),
        ("%d{%e %-m %_H %^a}", "20 12  9 THU"),
        ("%p", "ERROR"),
        ("%c", "kea-messages.subscriber"),
        ("%c{1}", "subscriber"),
        ("%c{2}", "kea-messages.subscriber"),
        ("%c{9}", "kea-messages.subscriber"),
        ("%c{}", "kea-messages.subscriber"),
        ("%m", MESSAGE),
        ("%i", "4711"),
        (
            "%F %L %l %b",
            "/src/server/main.rs 12 /src/server/main.rs:12 main.rs",
        ),
        ("%h %H", &format!("{host} {host}")),
        ("%E{PATH}", &path),
        ("<%E{KEA_NO_SUCH_VARIABLE}>", "<>"),
        ("<%M>", "<>"),
        ("<%x%X%X{peer}>", "<>"),
        ("100%%", "100%"),
        ("{%i}", "{4711}"),
        ("%i{x}", "4711{x}"),
        (
            "%T",
            "layout::pattern::tests::each_conversion_writes_its_own",
        ),
        // The line feed at the end is not included.
        ("%i\n", "4711"),
        ("%i%n", "4711"),
        ("%i", "4711"),
        ("a%n%i\n\n", "a\n4711\n"),
        ("é%iü", "é4711ü"),
    ] {
        assert_eq!(written(pattern), expected, "{pattern}");
    }
}

#[test]
fn the_time_of_a_pattern_is_local_or_universal() {
    let time: Timestamp = "2018-12-20T09:05:02Z".parse().expect("a time");
    let local = jiff::ZonedDateTime::new(time, jiff::tz::TimeZone::system());
    assert_eq!(written("%D{%H %z}"), local.strftime("%H %z").to_string());
    assert_eq!(written("%d{%H %z}"), "09 +0000");
}

#[test]
fn a_width_pads_and_cuts() {
    for (pattern, expected) in [
        ("%7p|", "  ERROR|"),
        ("%-7p|", "ERROR  |"),
        ("%5p|", "ERROR|"),
        ("%.3p|", "ROR|"),
        ("%.-3p|", "ERR|"),
        ("%-7.3p|", "ROR|"),
        ("%0p|%.0p|", "ERROR||"),
        ("%30.40c|", "       kea-messages.subscriber|"),
        ("%-6.10M|", "      |"),
        ("%.5d{%Y\u{e9}\u{e9}\u{e9}%d}", "\u{e9}\u{e9}\u{e9}20"),
        ("%.-5d{%Y\u{e9}\u{e9}\u{e9}%d}", "2018\u{e9}"),
        ("%9d{%Y\u{e9}}", "    2018\u{e9}"),
    ] {
        assert_eq!(written(pattern), expected, "{pattern}");
    }
}

#[test]
fn numbers_are_there_whatever_they_are() {
    for pattern in ["%t", "%r"] {
        let text = written(pattern);
        assert!(text.parse::<u64>().is_ok(), "{pattern} {text}");
    }
}

const CONVERSIONS: &str = "%b %c %d %D %E %F %h %H %i %l %L %m %M %n %p %r %t %T %x %X %%";
const DATES: &str = "%a %A %b %B %c %C %d %D %e %F %g %G %h %H %I %j %k %l %m %M %p %P %q %Q %r %R %s \
                     %S %T %u %U %V %w %W %x %X %y %Y %z %Z %%";

#[test]
fn a_mistake_says_which_conversion_and_where() {
    for (pattern, expected) in [
        ("%m %k", "`%k` at character 4 is not a conversion: write a date specifier in braces, as in `%D{%k}`".to_owned()),
        ("%Y-%m", "`%Y` at character 1 is not a conversion: write a date specifier in braces, as in `%D{%Y}`".to_owned()),
        ("é %-5o", format!("`%-5o` at character 3 is not a conversion: expected one of {CONVERSIONS}")),
        ("%5%", format!("`%5%` at character 1 is not a conversion: expected one of {CONVERSIONS}")),
        ("%m %", "`%` at character 4 is incomplete: write `%%` for a percent sign".to_owned()),
        ("%m %-5", "`%-5` at character 4 is incomplete: write `%%` for a percent sign".to_owned()),
        ("%D{%H:%M", "`%D{` at character 1 has no `}`".to_owned()),
        ("%m %5D{%H:%N}", format!("unknown date specifier `%N` at character 11: expected one of {DATES}")),
        ("%D{%}", format!("unknown date specifier `%` at character 4: expected one of {DATES}")),
        ("%D{%-q}", format!("unknown date specifier `%-q` at character 4: expected one of {DATES}")),
        ("%E", "`%E` at character 1 names no variable: expected `%E{NAME}`".to_owned()),
        ("%E{}", "`%E{}` at character 1 names no variable: expected `%E{NAME}`".to_owned()),
        ("%c{two}", "`%c{two}` at character 1: expected a number of components in the braces, as in `%c{2}`".to_owned()),
        ("%5.c", "`%5.` at character 1: expected a number after the point".to_owned()),
        ("%1001c", "`%1001` at character 1: expected a width of at most 1000".to_owned()),
    ] {
        assert_eq!(pattern.parse::<Pattern>().expect_err(pattern), expected);
    }
}

#[test]
fn what_is_not_to_be_had_is_said() {
    let notes = |pattern: &str| pattern.parse::<Pattern>().expect(pattern).notes;
    assert_eq!(notes("%m"), [""; 0]);
    assert_eq!(
        notes("%M %m"),
        ["`%M` is empty: the name of the function is not known"]
    );
    assert_eq!(
        notes("%H %p"),
        [
            "`%H` is treated as `%h`: the domain of the host is not known",
            "without `%m`, lines have neither an ID nor a text",
        ]
    );
}

#[test]
fn components_are_those_of_loggers_and_of_modules() {
    for (name, count, expected) in [
        ("kea-dhcp4.alloc.v4", 2, "alloc.v4"),
        ("my_server::lease::v4", 2, "lease::v4"),
        ("my_server::lease::v4", 1, "v4"),
        ("a.b::c.d", 2, "c.d"),
        ("a.b::c.d", 3, "b::c.d"),
        ("a", 1, "a"),
        ("", 1, ""),
        ("a.", 1, ""),
        ("é.ü", 1, "ü"),
    ] {
        assert_eq!(last_components(name, count), expected, "{name} {count}");
    }
}

proptest! {
    #[test]
    fn nothing_panics(pattern in r"(%[-.0-9]{0,3}[a-zA-Z%]?(\{[%a-zA-Zé]{0,4}\}?)?|[%\{\} é\n]){0,6}") {
        if pattern.parse::<Pattern>().is_ok() {
            written(&pattern);
        }
    }
}
