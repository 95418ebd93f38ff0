//! Configurations, right and wrong.

use kea_messages_subscriber::{Config, Loggers};

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

#[test]
fn a_mistake_names_its_field() {
    for (json, expected) in [
        (
            "{",
            "not valid JSON: EOF while parsing an object at line 1 column 1",
        ),
        ("{}", "loggers: missing field"),
        ("[]", "loggers: missing field"),
        (r#"{ "Dhcp4": {} }"#, "Dhcp4.loggers: missing field"),
        (r#"{ "valid-lifetime": 1 }"#, "loggers: missing field"),
        (r#"{ "Dhcp4": {}, "Dhcp6": {} }"#, "loggers: missing field"),
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
             `debuglevel`, `output-options`, `output_options`, `user-context`, `comment`",
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
             loggers[0].output-options[0]",
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
            "loggers[0].output-options[0]: `address` is for the output syslog",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "stdout", "layout": "rfc5424" }] }] }"#,
            "loggers[0].output-options[0]: the layout rfc5424 is for the output syslog",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "syslog", "enterprise": 1 }] }] }"#,
            "loggers[0].output-options[0]: `enterprise` is for the layout rfc5424",
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
