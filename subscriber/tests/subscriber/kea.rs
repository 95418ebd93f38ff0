//! Tests the configurations of various versions of Kea.

use kea_messages_subscriber::Config;

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

const INCLUDED: &str = "is not supported: the file is not read";
const DEFAULT: &str = "missing field: `INFO` and above go to standard output";

/// Configurations like the examples of Kea 1.5 to 3.x, each with the fields and the texts of its
/// warnings.
const CONFIGURATIONS: &[(&str, &[(&str, &str)])] = &[
    // Before Kea 1.6, the loggers of all servers were together in a separate object.
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
        &[],
    ),
    // Since Kea 1.6, each server has its own loggers.
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
    // These numbers are valid for Kea, but not in JSON.
    (
        r#"{ "Dhcp4": { "t1-percent": .5, "a":.25, "b": -.5, "c": 1., "d": +1, "e":+.5,
                "f": 007, "g": [.5,.75], "h": 5.e3, "i": -0, "j": 0.5, "k": 1E-5, "l": .5e+1,
                "loggers": [{ "name": "kea-dhcp4", "debuglevel": 00, "output-options": [
                    { "output": "kea-dhcp4.log", "maxsize": 0204800, "maxver": 01 }] }] } }"#,
        &[],
    ),
    // Some strings look like comments.
    (
        "# \"\n// \"\n{ \"a\": \"# // /* <?include\", /* \" **/ \"b\\\\\": 1, /**/ /***/\n\
             \"Dhcp4\": { \"loggers\" /* # */ : [] // }\n } }",
        &[],
    ),
    // There are no loggers.
    (
        r#"{ "DhcpDdns": { "forward-ddns": { "ddns-domains": [] } } }"#,
        &[("DhcpDdns.loggers", DEFAULT)],
    ),
    (
        r#"{ "Dhcp4": {}, "Dhcp6": {} }"#,
        &[("Dhcp4.loggers", DEFAULT)],
    ),
    // Kea also warns about trailing commas.
    (
        "{ \"Dhcp4\": {\n \"loggers\": [ { \"name\": \"a\", }, # one\n ],\n } }",
        &[
            ("line 2 column 28", "unexpected trailing comma"),
            ("line 2 column 31", "unexpected trailing comma"),
            ("line 3 column 3", "unexpected trailing comma"),
        ],
    ),
    // A file can be included in any of these places.
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
            ("line 3 column 60", "unexpected trailing comma"),
        ],
    ),
    // The statement can be written in any of these ways.
    (
        "{ \"Dhcp4\": { <?include\"a\"?> \"loggers\": [], <? include\n\t\"a b\"  ?>, } }",
        &[
            ("line 1 column 14", "`<?include\"a\"?>` "),
            ("line 1 column 44", "`<? include\n\t\"a b\"  ?>` "),
            ("line 2 column 11", "unexpected trailing comma"),
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
    // Kea's guide calls this a name, but it is a facility.
    (
        r#"{ "D": { "loggers": [{ "name": "a", "output-options": [
                { "output": "syslog:LOCAL1" }, { "output": "syslog:kea-dhcp4" }] }] } }"#,
        &[(
            "D.loggers[0].output-options[1].output",
            "the lines go to the facility user, because `kea-dhcp4` is not a syslog facility: \
                 expected local0 to local7, auth, authpriv, console, cron, daemon, ftp, kern, \
                 lpr, mail, news, ntp, security, syslog, user or uucp",
        )],
    ),
    (
        r#"{ "loggers": [{ "name": "a", "output-options": [{ "output": "syslog:deamon" }] }] }"#,
        &[(
            "loggers[0].output-options[0].output",
            "the lines go to the facility user, because `deamon` is not a syslog facility: did \
                 you mean `daemon`?",
        )],
    ),
    // These parts of a pattern are not supported.
    (
        r#"{ "D": { "loggers": [{ "name": "a", "output-options": [{ "output": "x" },
                { "output": "y", "pattern": "%H %M %p" }] }] } }"#,
        &[
            (
                "D.loggers[0].output-options[1].pattern",
                "`%H` is treated as `%h`: the domain of the host is not known",
            ),
            (
                "D.loggers[0].output-options[1].pattern",
                "`%M` is empty: the name of the function is not known",
            ),
            (
                "D.loggers[0].output-options[1].pattern",
                "without `%m`, lines have neither an ID nor a text",
            ),
        ],
    ),
];

#[test]
fn what_kea_has_loads_and_says_what_is_left_out() {
    for (json, expected) in CONFIGURATIONS {
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
        (".5", "expected a whole number from 0, found 0.5"),
        ("-.5", "expected a whole number from 0, found -0.5"),
        ("-07", "expected a whole number from 0, found -7"),
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
