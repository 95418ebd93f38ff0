//! Tests that Prometheus accepts the rules, and alerts as they state.

use crate::accepted::verdict;
use crate::run::{folder, prints, write};
use std::path::{Path, PathBuf};

/// Creates a folder with this catalogue and its rules.
fn with_rules(test: &str, catalogue: &str) -> PathBuf {
    let folder = folder(test);
    write(&folder, "messages.toml", catalogue);
    let url = "https://example.com/manual.html";
    let arguments = ["convert", "--to", "prometheus-rules", "--url", url];
    prints(&folder, &[&arguments[..], &["-o", "rules.yml"]].concat());
    folder
}

/// Prometheus accepts the rules for every text, and for each form of an alert.
pub(crate) fn rules_are_accepted() {
    let mut catalogue = String::from("[catalogue]\ntitle = '{{ \"a\" }} #: \\'\n");
    let alerts = [
        "any",
        "> 5/s",
        ">= 0.25/min",
        "< 7/h",
        "<= 1/day",
        "> 5/min for 99999d",
        "any for 0s",
    ];
    for (number, alert) in alerts.into_iter().enumerate() {
        catalogue += &format!(
            "[A_{number}]\nseverity = 'debug(40)'\nalert = '{alert}'\n\
             numbered_text = \"{{{{ .x }}}} {{{{{{ %1 \\\\ \\\" ' \\t # : - \\u007f\\u0085\\u2028\\ufeff\\U0001f600\"\n\
             description = '''\n{{{{end}}}}\n\n  | `code` & <b>'''\naction = '- {{ $labels.x }}'\n"
        );
    }
    let folder = with_rules("promtool-check", &catalogue);
    let (code, stderr) = verdict(&folder, "promtool", &["check", "rules", "rules.yml"]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{}", rules(&folder));

    // A message without an alert has no rule.
    let folder = with_rules("promtool-none", "[A]\ntext = 'up'\n");
    assert_eq!(rules(&folder), "groups: []\n");
    let (code, stderr) = verdict(&folder, "promtool", &["check", "rules", "rules.yml"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
}

fn rules(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("rules.yml")).expect("it was written")
}

const CATALOGUE: &str = r"
[OFTEN]
severity = 'warn'
text = '{client}: {{no}} lease, \ {{{{ $value }}}}'
arguments = ['client']
description = '''
Two
lines with {{ $labels.id }}.'''
action = 'Look.'
alert = '> 5/min for 3m'

[EVER]
severity = 'fatal'
text = 'broken'
alert = 'any'

[HEARTBEAT]
severity = 'info'
text = 'still here'
alert = '< 2/h'
";

/// The ID and severity of each message, the values of its counter by the minute, and whether there
/// is an alert at these times.
const CASES: [(&str, &str, &str, &[(&str, bool)]); 10] = [
    // There are more than 5 messages per minute, for 3 minutes.
    ("OFTEN", "warn", "0+10x20", &[("2m", false), ("12m", true)]),
    ("OFTEN", "warn", "0+4x20", &[("12m", false), ("20m", false)]),
    (
        "OFTEN",
        "warn",
        "0+10x10 100x20",
        &[("10m", true), ("25m", false)],
    ),
    // This is the first message. The counter exists before, or is created by the message.
    (
        "EVER",
        "fatal",
        "0x10 1x20",
        &[("10m", false), ("12m", true), ("18m", false)],
    ),
    (
        "EVER",
        "fatal",
        "_x10 1x20",
        &[("9m", false), ("11m", true), ("18m", false)],
    ),
    (
        "EVER",
        "fatal",
        "_x10 3x20",
        &[("11m", true), ("18m", false)],
    ),
    // The program was restarted.
    ("EVER", "fatal", "7x10 0x20", &[("12m", false)]),
    (
        "EVER",
        "fatal",
        "7x10 1x20",
        &[("12m", true), ("18m", false)],
    ),
    // A message is missing, in a program that has been running for a long time or has just started.
    (
        "HEARTBEAT",
        "info",
        "0x100",
        &[("30m", false), ("61m", true)],
    ),
    (
        "HEARTBEAT",
        "info",
        "0+1x100",
        &[("30m", false), ("61m", false)],
    ),
];

pub(crate) fn rules_alert() {
    let folder = with_rules("promtool-test", CATALOGUE);
    let mut tests = String::from("rule_files: [rules.yml]\nevaluation_interval: 1m\ntests:\n");
    for (id, severity, values, alerts) in CASES {
        tests += &format!(
            "- interval: 1m\n  input_series:\n  - series: 'kea_messages_total{{id=\"{id}\",\
             severity=\"{severity}\",instance=\"a\"}}'\n    values: '{values}'\n  alert_rule_test:\n"
        );
        for (time, is_there) in alerts {
            tests += &format!("  - eval_time: {time}\n    alertname: {id}\n");
            if *is_there {
                tests += &format!(
                    "    exp_alerts:\n    - exp_labels: {{ id: {id}, instance: a, severity: {severity} }}\n\
                     \x20     exp_annotations:\n{}",
                    annotations(id)
                );
            }
        }
    }
    write(&folder, "tests.yml", &tests);
    let (code, stderr) = verdict(&folder, "promtool", &["test", "rules", "tests.yml"]);
    assert_eq!(
        (code, stderr.as_str()),
        (0, ""),
        "{tests}\n{}",
        rules(&folder)
    );
}

/// Returns the annotations of an alert, in YAML.
fn annotations(id: &str) -> String {
    let own = match id {
        "OFTEN" => {
            "        summary: '{client}: {no} lease, \\ {{ $value }}'\n        \
             description: \"Two\\nlines with {{ $labels.id }}.\"\n        action: Look.\n"
        }
        "EVER" => "        summary: broken\n",
        _ => "        summary: still here\n",
    };
    format!("{own}        runbook_url: https://example.com/manual.html#{id}\n")
}
