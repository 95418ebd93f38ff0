//! Configurations, right and wrong.

use kea_messages_subscriber::{Config, Loggers};
use proptest::prelude::*;

#[test]
fn what_kea_takes_is_taken() {
    for json in [
        r#"{ "loggers": [] }"#,
        r#"{ "Dhcp4": { "loggers": [{ "name": "kea-dhcp4" }] } }"#,
        "# a comment\n{ \"Logging\": { /* another */ \"loggers\": [] } } // and another",
        r#"{ "loggers": [{ "name": "a", "user-context": { "x": 1 }, "comment": "y",
            "output_options": [{ "output": "stdout", "flush": false }] }] }"#,
        r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "stdout" }] },
            { "name": "b", "output-options": [{ "output": "stdout" }] }], "valid-lifetime": 1 }"#,
        r#"{ "loggers": [{ "name": "a // b", "output-options": [{ "output": "syslog" }] }] }"#,
        r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "syslog:daemon" }] }] }"#,
        r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "syslog:authpriv",
            "address": "tcp://[2001:db8::1]", "layout": "rfc5424", "enterprise": 2495 }] }] }"#,
        r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "syslog" },
            { "output": "syslog", "address": "udp://log.example.org:5140" }] }] }"#,
    ] {
        if let Err(error) = Config::from_json(json) {
            panic!("{json}: {error}");
        }
    }
}

/// In the style of the examples that come with Kea, of its versions 1.5 to 3.x.
#[test]
fn what_kea_has_loads_and_says_what_is_left_out() {
    const INCLUDED: &str = "is not supported: the file is not read";
    const DEFAULT: &str = "missing field: `INFO` and above go to standard output";
    for (json, expected) in [
        // Before 1.6 the loggers stood beside the server, and those of all servers together.
        (
            r#"// A server.
            { "Dhcp4": { "valid-lifetime": 600 }, "Dhcp6": {}, "DhcpDdns": { "tsig-keys": [] },
              "Logging": { "loggers": [
                { "name": "kea-dhcp4", "severity": "INFO", "debuglevel": 0,
                  "output_options": [{ "output": "stdout" }] },
                { "name": "kea-dhcp6", "severity": "dflt", "output_options": [
                    { "output": "/var/log/kea-dhcp6.log", "maxver": 10, "maxsize": 1000000 }] },
                { "comment": "of the agent", "name": "*", "severity": "DEBUG", "debuglevel": 99 }
              ] } }"#,
            &[][..],
        ),
        // Since 1.6 each server has its own.
        (
            r#"{ "Control-agent": { "http-port": 8000, "loggers": [{ "name": "kea-ctrl-agent",
                "output-options": [{ "output": "syslog:local7", "flush": true }] }] },
              "Netconf": { "managed-servers": {}, "loggers": [
                { "name": "kea-netconf", "user-context": { "by": "us" } }] } }"#,
            &[],
        ),
        (
            r#"{ "Dhcp6": { "loggers": [{ "name": "kea-dhcp6", "severity": "DEBUG",
                "debuglevel": 99, "output-options": [
                  { "output": "stderr", "flush": true, "maxsize": 10240000, "maxver": 1,
                    "pattern": "%D{%Y-%m-%d %H:%M:%S.%q} %-5p [%c/%i.%t] %m\n" },
                  { "output": "syslog", "pattern": "%-5p [%c.%t] %m\n" },
                  { "output": "kea.log", "pattern": "" }] }] } }"#,
            &[],
        ),
        // Numbers as only Kea takes them.
        (
            r#"{ "Dhcp4": { "t1-percent": .5, "a":.25, "b": -.5, "c": 1., "d": +1, "e":+.5,
                "f": 007, "g": [.5,.75], "h": 5.e3, "i": -0, "j": 0.5, "k": 1E-5, "l": .5e+1,
                "loggers": [{ "name": "kea-dhcp4", "debuglevel": 00, "output-options": [
                    { "output": "kea-dhcp4.log", "maxsize": 0204800, "maxver": 01 }] }] } }"#,
            &[],
        ),
        // What looks like a comment.
        (
            "# \"\n// \"\n{ \"a\": \"# // /* <?include\", /* \" **/ \"b\\\\\": 1, /**/ /***/\n\
             \"Dhcp4\": { \"loggers\" /* # */ : [] // }\n } }",
            &[],
        ),
        // None at all.
        (
            r#"{ "DhcpDdns": { "forward-ddns": { "ddns-domains": [] } } }"#,
            &[("DhcpDdns.loggers", DEFAULT)],
        ),
        (
            r#"{ "Dhcp4": {}, "Dhcp6": {} }"#,
            &[("Dhcp4.loggers", DEFAULT)],
        ),
        // Of Kea too that is a warning.
        (
            "{ \"Dhcp4\": {\n \"loggers\": [ { \"name\": \"a\", }, # one\n ],\n } }",
            &[
                ("line 2 column 28", "a comma with nothing behind it"),
                ("line 2 column 31", "a comma with nothing behind it"),
                ("line 3 column 3", "a comma with nothing behind it"),
            ],
        ),
        // A file in each place that one can have.
        (
            r#"{ "Dhcp4": { <?include "a"?> "b": 1, <?include "b"?>, "c": <?include "c"?>, "d": [1
                <?include "d"?> 2], "e": [ <?include "e"?>, { "x": "<?include" } ],
                <?include "f"?> "loggers": [{ "name": "a" }, <?include "g"?> ] } }"#,
            &[
                ("line 1 column 14", "`<?include \"a\"?>` "),
                ("line 1 column 38", "`<?include \"b\"?>` "),
                ("line 1 column 60", "`<?include \"c\"?>` "),
                ("line 2 column 17", "`<?include \"d\"?>` "),
                ("line 2 column 44", "`<?include \"e\"?>` "),
                ("line 3 column 17", "`<?include \"f\"?>` "),
                ("line 3 column 62", "`<?include \"g\"?>` "),
                ("line 3 column 60", "a comma with nothing behind it"),
            ],
        ),
        // Written in any way that Kea takes.
        (
            "{ \"Dhcp4\": { <?include\"a\"?> \"loggers\": [], <? include\n\t\"a b\"  ?>, } }",
            &[
                ("line 1 column 14", "`<?include\"a\"?>` "),
                ("line 1 column 44", "`<? include\n\t\"a b\"  ?>` "),
                ("line 2 column 11", "a comma with nothing behind it"),
            ],
        ),
        (
            r#"{ "a": [<?include "a"?>, <?include "b"?>, 1, <?include "c"?>, <?include "d"?>, 2],
                "Dhcp4": { "loggers": [] } }"#,
            &[
                ("line 1 column 9", "`<?include \"a\"?>` "),
                ("line 1 column 26", "`<?include \"b\"?>` "),
                ("line 1 column 46", "`<?include \"c\"?>` "),
                ("line 1 column 63", "`<?include \"d\"?>` "),
            ],
        ),
        // What a pattern asks for in vain.
        (
            r#"{ "D": { "loggers": [{ "name": "a", "output-options": [{ "output": "x" },
                { "output": "y", "pattern": "%H %M %p" }] }] } }"#,
            &[
                (
                    "D.loggers[0].output-options[1].pattern",
                    "`%H` is written as `%h`: the domain of the host is not known",
                ),
                (
                    "D.loggers[0].output-options[1].pattern",
                    "`%M` is written as nothing: the name of the function is not known",
                ),
                (
                    "D.loggers[0].output-options[1].pattern",
                    "without `%m` the lines have neither an ID nor a text",
                ),
            ],
        ),
    ] {
        let config = Config::from_json(json).unwrap_or_else(|error| panic!("{json}: {error}"));
        let found: Vec<_> = config
            .warnings()
            .iter()
            .map(|it| (it.field(), it.to_string()))
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|&(field, problem)| {
                let end = if problem.starts_with("`<?") {
                    INCLUDED
                } else {
                    ""
                };
                (field, format!("{field}: {problem}{end}"))
            })
            .collect();
        assert_eq!(found, expected, "{json}");
    }
}

#[test]
fn a_number_of_kea_is_the_one_that_it_means() {
    let json = |number: &str| {
        format!(
            r#"{{ "loggers": [{{ "name": "a", "output-options": [
                {{ "output": "x", "maxsize": {number} }}] }}] }}"#
        )
    };
    let of = |number: &str| Config::from_json(&json(number));
    for (number, meant) in [
        ("0204800", "204800"),
        ("000", "0"),
        ("+7", "7"),
        ("7.", "7"),
    ] {
        assert_eq!(of(number), of(meant), "{number}");
        assert!(of(meant).is_ok());
    }
    for (number, problem) in [
        (".5", "invalid type: floating point `0.5`, expected u64"),
        ("-.5", "invalid type: floating point `-0.5`, expected u64"),
        ("-07", "invalid value: integer `-7`, expected u64"),
    ] {
        let error = of(number).expect_err(number).to_string();
        let field = "loggers[0].output-options[0].maxsize";
        assert_eq!(error, format!("{field}: {problem}"), "{number}");
    }
    for number in [".", "+", "1.2.3", "1e", "--1", "1-2", "-e5"] {
        let error = of(number).expect_err(number).to_string();
        assert!(error.starts_with("not valid JSON: "), "{error}");
    }
}

#[test]
fn loggers_of_several_objects_are_all_in_force() {
    let json = |first: &str, second: &str| {
        format!(r#"{{ "A": {{ "loggers": [{first}] }}, "B": {{ "loggers": [{second}] }} }}"#)
    };
    let one = r#"{ "name": "a", "severity": "WARN" }"#;
    let both = Config::from_json(&json(one, r#"{ "name": "b" }"#)).expect("it is right");
    assert_ne!(Config::from_json(&json(one, "")), Ok(both.clone()));
    assert_ne!(Config::from_json(&json("", r#"{ "name": "b" }"#)), Ok(both));
    let error = Config::from_json(&json(one, r#"{ "name": 7 }"#)).expect_err("a number");
    assert_eq!(error.field(), "B.loggers[0].name");
}

#[test]
fn a_mistake_names_its_field() {
    for (json, expected) in [
        (
            "{",
            "not valid JSON: EOF while parsing an object at line 1 column 1",
        ),
        ("{}", "loggers: missing field"),
        ("[]", "loggers: missing field"),
        (r#"{ "valid-lifetime": 1 }"#, "loggers: missing field"),
        (
            r#"{ "logers": [] }"#,
            "logers: unknown field `logers`: did you mean `loggers`?",
        ),
        (
            r#"{ "Dhcp4": { "Logers": [] } }"#,
            "Dhcp4.Logers: unknown field `Logers`: did you mean `loggers`?",
        ),
        (
            r#"{ "loggers": {} }"#,
            "loggers: invalid type: map, expected a sequence",
        ),
        (r#"{ "loggers": [{}] }"#, "loggers[0]: missing field `name`"),
        (
            r#"{ "loggers": [{ "name": "" }] }"#,
            "loggers[0].name: expected the name of a logger, found \"\"",
        ),
        (
            r#"{ "Dhcp4": { "loggers": [{ "name": "a" }, { "name": 7 }] } }"#,
            "Dhcp4.loggers[1].name: invalid type: integer `7`, expected a string",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "severty": "INFO" }] }"#,
            "loggers[0].severty: unknown field `severty`, expected one of `name`, `severity`, \
             `debuglevel`, `output-options`, `output_options`, `limits`, `user-context`, \
             `comment`",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "severity": "LOUD" }] }"#,
            "loggers[0].severity: `LOUD` is not a severity: expected FATAL, ERROR, WARN, INFO, \
             DEBUG, NONE or DEFAULT",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "f", "layout": "xml" }] }] }"#,
            "loggers[0].output-options[0].layout: `xml` is not a layout: expected kea, json, \
             json-flat, ecs, opentelemetry or rfc5424",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "severity": "DEBUG", "debuglevel": -1 }] }"#,
            "loggers[0].debuglevel: -1 is not a debug level: expected a number from 0 to 99",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{}] }] }"#,
            "loggers[0].output-options[0]: missing field `output`",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "" }] }] }"#,
            "loggers[0].output-options[0].output: expected stdout, stderr, syslog, syslog:FACILITY \
             or a file, found \"\"",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "x", "maxsize": -1 }] }] }"#,
            "loggers[0].output-options[0].maxsize: invalid value: integer `-1`, expected u64",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "x", "maxsize": "1M" }] }] }"#,
            "loggers[0].output-options[0].maxsize: invalid type: string \"1M\", expected u64",
        ),
        (
            r#"{ "loggers": [{ "name": "a" }, { "name": "b" }, { "name": "a" }] }"#,
            "loggers[2].name: duplicate logger `a`, first in loggers[0]",
        ),
        (
            r#"{ "D": { "loggers": [
                { "name": "a", "output-options": [{ "output": "x", "maxver": 1 }] },
                { "name": "b", "output-options": [{ "output": "x", "maxver": 2 }] } ] } }"#,
            "D.loggers[1].output-options[0]: `x` has different options in \
             D.loggers[0].output-options[0]",
        ),
        (
            r#"{ "Dhcp4": { "loggers": [{ "name": "a" }] }, "Logging": { "loggers": [{ "name": "a" }] } }"#,
            "Logging.loggers[0].name: duplicate logger `a`, first in Dhcp4.loggers[0]",
        ),
        (
            r#"{ "loggers": <?include "loggers.json"?> }"#,
            "loggers: expected a list, found null: line 1 column 14: `<?include \"loggers.json\"?>` \
             is not supported: the file is not read",
        ),
        (
            r#"{ "loggers": [,] }"#,
            "not valid JSON: expected value at line 1 column 15",
        ),
        (
            "{ \"loggers\": [] /* no end",
            "not valid JSON: EOF while parsing a string or a comment",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [], "output_options": [] }] }"#,
            "loggers[0]: duplicate field `output-options`",
        ),
        (
            r#"{ "D": { "loggers": [{ "name": "a", "output-options": [{ "output": "x", "pattern": "%m%" }] }] } }"#,
            "D.loggers[0].output-options[0].pattern: `%` at character 3 is incomplete: write `%%` \
             for a percent sign",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [
                { "output": "x", "pattern": "%m", "layout": "json" }] }] }"#,
            "loggers[0].output-options[0].layout: a line in JSON has no `pattern`",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [
                { "output": "x", "pattern": "%m", "thread": true }] }] }"#,
            "loggers[0].output-options[0].thread: beside a `pattern`, which has the thread as `%t`",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [
                { "output": "x", "pattern": "%m", "spans": true }] }] }"#,
            "loggers[0].output-options[0].spans: beside a `pattern`, which has the spans as `%x`",
        ),
    ] {
        let error = Config::from_json(json).expect_err(json);
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn a_mistake_about_syslog_names_its_field() {
    for (json, expected) in [
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "syslog:loud" }] }] }"#,
            "loggers[0].output-options[0].output: `loud` is not a syslog facility: expected \
             local0 to local7, auth, authpriv, console, cron, daemon, ftp, kern, lpr, mail, \
             news, ntp, security, syslog, user or uucp",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "syslog", "address": "log:514" }] }] }"#,
            "loggers[0].output-options[0].address: `log:514` is not an address of syslog: \
             expected udp://HOST:PORT, tcp://HOST:PORT or unix:/PATH",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "syslog", "address": "tcp://log:0" }] }] }"#,
            "loggers[0].output-options[0].address: `0` in `tcp://log:0` is not a port: expected a \
             number from 1 to 65535",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "syslog", "address": 514 }] }] }"#,
            "loggers[0].output-options[0].address: invalid type: integer `514`, expected a string",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "/tmp/f", "address": "udp://log" }] }] }"#,
            "loggers[0].output-options[0].address: only the output syslog has an `address`",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "stdout", "layout": "rfc5424" }] }] }"#,
            "loggers[0].output-options[0].layout: the layout rfc5424 is for the output syslog",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "syslog", "enterprise": 1 }] }] }"#,
            "loggers[0].output-options[0].enterprise: only the layout rfc5424 has an `enterprise`",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "syslog", "layout": "rfc5424", "enterprise": 0 }] }] }"#,
            "loggers[0].output-options[0].enterprise: invalid value: integer `0`, expected a \
             nonzero u32",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [
                { "output": "syslog:user", "address": "udp://log", "layout": "rfc5424" },
                { "output": "syslog:user", "address": "udp://log:514" }] }] }"#,
            "loggers[0].output-options[1]: `syslog:user at udp://log:514` has different options in \
             loggers[0].output-options[0]",
        ),
    ] {
        let error = Config::from_json(json).expect_err(json);
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn an_output_that_cannot_be_opened_names_its_field() {
    let json = r#"{ "loggers": [{ "name": "a" }, { "name": "b", "output-options": [
        { "output": "stdout" }, { "output": "/no such folder/log" }] }] }"#;
    let config = Config::from_json(json).expect("it is well formed");
    let error = Loggers::new("a", &config).expect_err("there is no such folder");
    assert_eq!(error.field(), "loggers[1].output-options[1].output");
    assert!(error.to_string().contains("/no such folder/log"), "{error}");
}

proptest! {
    #[test]
    fn no_text_is_too_much(text in r#"([\[\]{},:" ]|<\?include "é\?>?|\?>|"loggers":|\{"name":"|//|/\*|\*/|#|\\|é|\n|[-+.0-9e]){0,12}"#) {
        if let Err(error) = Config::from_json(&text) {
            prop_assert!(!error.to_string().is_empty());
        }
    }

    #[test]
    fn what_is_json_has_nothing_left_out(value in r#"[a-z,:<?>include"/#*\[\]{} ]{0,12}"#) {
        let value = serde_json::to_string(&value).expect("it is text");
        let json = format!(r#"{{ "x": [{value}, {value}], {value}: {{}}, "loggers": [] }}"#);
        let config = Config::from_json(&json).expect(&json);
        prop_assert!(config.warnings().is_empty(), "{json}");
    }
}
