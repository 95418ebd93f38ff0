//! Tests valid and invalid configurations.

use kea_messages_subscriber::{Config, Loggers};
use proptest::prelude::*;

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
            "loggers: expected a list, found an object",
        ),
        (r#"{ "loggers": [{}] }"#, "loggers[0]: missing field `name`"),
        (
            r#"{ "loggers": [{ "name": "" }] }"#,
            "loggers[0].name: expected the name of a logger, found \"\"",
        ),
        (
            r#"{ "Dhcp4": { "loggers": [{ "name": "a" }, { "name": 7 }] } }"#,
            "Dhcp4.loggers[1].name: expected a string, found 7",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "severty": "INFO" }] }"#,
            "loggers[0].severty: unknown field `severty`: did you mean `severity`?",
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
            r#"{ "loggers": [{ "name": "a", "severity": "INOF" }] }"#,
            "loggers[0].severity: `INOF` is not a severity: did you mean `INFO`?",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "f", "layout": "jsn" }] }] }"#,
            "loggers[0].output-options[0].layout: `jsn` is not a layout: did you mean `json`?",
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
            "loggers[0].output-options[0].maxsize: expected a whole number from 0, found -1",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "x", "maxsize": "1M" }] }] }"#,
            "loggers[0].output-options[0].maxsize: expected a whole number from 0, found \"1M\"",
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
            "loggers[0].output-options[0].layout: a JSON line cannot have a `pattern`",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [
                { "output": "x", "pattern": "%m", "thread": true }] }] }"#,
            "loggers[0].output-options[0].thread: cannot be combined with a `pattern`: write `%t` in the pattern instead",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [
                { "output": "x", "pattern": "%m", "spans": true }] }] }"#,
            "loggers[0].output-options[0].spans: cannot be combined with a `pattern`: write `%x` in the pattern instead",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [
                { "output": "x", "pattern": "%c", "error-sources": true }] }] }"#,
            "loggers[0].output-options[0].error-sources: cannot be combined with a `pattern` \
             without `%m`, because the sources follow `%m`",
        ),
    ] {
        let error = Config::from_json(json).expect_err(json);
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn what_is_there_twice_or_has_another_form_names_its_field() {
    for (json, expected) in [
        (
            r#"{ "loggers": [{ "name": "a", "x": "INFO" }] }"#,
            "loggers[0].x: unknown field `x`: expected name, severity, debuglevel, \
             output-options, output_options, limits, user-context or comment",
        ),
        (
            r#"{ "loggers": ["kea"] }"#,
            "loggers[0]: expected an object, found \"kea\"",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": ["stdout"] }] }"#,
            "loggers[0].output-options[0]: expected an object, found \"stdout\"",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "f", "maxver": -1 }] }] }"#,
            "loggers[0].output-options[0].maxver: expected a whole number from 0, found -1",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "severity": "DEBUG", "debuglevel": "40" }] }"#,
            "loggers[0].debuglevel: \"40\" is not a debug level: expected a number from 0 to 99",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "severity": "INFO", "severity": "DEBUG" }] }"#,
            "loggers[0].severity: duplicate field",
        ),
        (
            r#"{ "Dhcp4": { "a": 1, "a": 2, "loggers": [{ "name": "a", "output-options": [
                { "output": "f" }, { "output": "g", "flush": true, "flush": false }] }] } }"#,
            "Dhcp4.loggers[0].output-options[1].flush: duplicate field",
        ),
        (
            r#"{ "loggers": [], "loggers": [] }"#,
            "loggers: duplicate field",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "limits": { "A": "1/s", "A": "1/min" } }] }"#,
            "loggers[0].limits.A: duplicate field",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "limits": { "A": "1/s", "B": "1/s" } },
                { "name": "b", "limits": { "A": "1/s", "B": "none" } }] }"#,
            "loggers[1].limits.B: `none`, but loggers[0].limits has `1/s`: a message has one limit for all loggers",
        ),
    ] {
        let error = Config::from_json(json).expect_err(json);
        assert_eq!(error.to_string(), expected);
    }
}

/// Tests outputs that are probably misspelt. A file can still have such a name.
#[test]
fn a_misspelt_output_is_not_a_file() {
    for (output, meant) in [
        ("stdot", "stdout"),
        ("Stderr", "stderr"),
        ("sylog:user", "syslog:user"),
    ] {
        let json = format!(
            r#"{{ "loggers": [{{ "name": "a", "output-options": [{{ "output": "{output}" }}] }}] }}"#
        );
        let error = Config::from_json(&json).expect_err(output);
        assert_eq!(error.field(), "loggers[0].output-options[0].output");
        let expected = format!(
            "`{output}` is not an output: did you mean `{meant}`? A file with this name is \
             `./{output}`"
        );
        assert!(error.to_string().ends_with(&expected), "{error}");
        let file = json.replace(output, &format!("./{output}"));
        assert!(Config::from_json(&file).is_ok(), "{file}");
    }
}

#[test]
fn a_mistake_about_syslog_names_its_field() {
    for (json, expected) in [
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "syslog", "address": "log:514" }] }] }"#,
            "loggers[0].output-options[0].address: `log:514` is not a syslog address: \
             expected udp://HOST:PORT, tcp://HOST:PORT or unix:/PATH",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "syslog", "address": "tcp://log:0" }] }] }"#,
            "loggers[0].output-options[0].address: `0` in `tcp://log:0` is not a port: expected a \
             number from 1 to 65535",
        ),
        (
            r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "syslog", "address": 514 }] }] }"#,
            "loggers[0].output-options[0].address: expected a string, found 514",
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
            "loggers[0].output-options[0].enterprise: expected a whole number from 1 to \
             4294967295, found 0",
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
