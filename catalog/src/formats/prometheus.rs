//! Writes alerting rules for Prometheus.
//!
//! They cannot be read back. Each message with an `alert` becomes a rule about the counter
//! [`COUNTER`], which is exported by a program that counts its messages.

use super::Converted;
use crate::alert::{Alert, Unit};
use crate::{Catalogue, ManualUrl, Message};
use kea_messages_base::record::{COUNTER, COUNTER_ID, SEVERITY};
use std::fmt::Write as _;

/// Writes the alerts of a catalogue as a file of rules. `url` is the address of the manual.
///
/// A rule applies to each instance of a program separately. Its annotations are the `summary`,
/// which is the text, the `description`, the `action`, and the `runbook_url`, which is the address
/// of the message in the manual. A removed message has no rule. To print the rules of a program's
/// own messages, pass `Catalogue::from(&CATALOGUE)`, with the feature `compiled`.
///
/// ```
/// use kea_messages_catalog::formats::prometheus;
/// use kea_messages_catalog::{Catalogue, Message};
///
/// let mut message = Message::new("ALLOC_FAIL", "%1: no address left");
/// message.alert = Some("> 5/min for 10m".into());
/// let catalogue = Catalogue::from_iter([message]);
///
/// let url = "https://example.com/messages.html".parse()?;
/// let rules = prometheus::write(&catalogue, Some(&url)).text;
/// assert!(rules.contains("alert: ALLOC_FAIL\n"));
/// assert!(rules.contains("for: 10m\n"));
/// assert!(rules.contains(r#"runbook_url: "https://example.com/messages.html#ALLOC_FAIL""#));
/// # Ok::<(), kea_messages_catalog::InvalidManualUrl>(())
/// ```
#[must_use]
pub fn write(catalogue: &Catalogue, url: Option<&ManualUrl>) -> Converted {
    let mut rules = String::new();
    for message in catalogue.messages() {
        let alert = message
            .alert
            .as_deref()
            .filter(|_| message.removed.is_none());
        // An invalid alert was reported when it was read.
        if let Some(Ok(alert)) = alert.map(Alert::parse) {
            rule(&mut rules, message, &alert, url);
        }
    }
    if rules.is_empty() {
        // Prometheus does not accept a group without rules.
        return Converted::whole("groups: []\n".to_owned());
    }
    let name = quoted(catalogue.header.title_or_default());
    Converted::whole(format!("groups:\n  - name: {name}\n    rules:\n{rules}"))
}

fn rule(out: &mut String, message: &Message, alert: &Alert<'_>, url: Option<&ManualUrl>) {
    let id = &message.id;
    _ = writeln!(out, "      - alert: {id}");
    _ = writeln!(out, "        expr: |-");
    for line in expression(id, alert) {
        _ = writeln!(out, "          {line}");
    }
    if let Some((number, unit)) = alert.lasting {
        _ = writeln!(out, "        for: {number}{}", unit.name());
    }
    if let Some(severity) = message.severity {
        _ = writeln!(
            out,
            "        labels:\n          {SEVERITY}: {}",
            severity.name()
        );
    }
    out.push_str("        annotations:\n");
    let page = url.map(|url| url.of_message(id));
    let text = message.logged_text();
    let annotations = [
        ("summary", Some(text.as_str())),
        ("description", Some(message.description.as_str())),
        ("action", message.action.as_deref()),
        ("runbook_url", page.as_deref()),
    ];
    for (name, text) in annotations {
        let text = text.filter(|text| !text.is_empty());
        if let Some(text) = text {
            _ = writeln!(out, "          {name}: {}", quoted(&verbatim(text)));
        }
    }
}

/// Returns the condition of an alert, in lines. A message that is logged with several severities is
/// counted as one message.
///
/// If a counter first appears with the first message, Prometheus does not see it increase. So if a
/// counter did not exist before the window, its whole value is counted as well. An alert for too
/// few messages only fires for a program that has been running for the whole window.
fn expression(id: &str, alert: &Alert<'_>) -> [String; 3] {
    let (window, units) = alert.unit.window();
    let (comparison, limit) = (alert.comparison, alert.limit);
    let counter = format!("{COUNTER}{{{COUNTER_ID}=\"{id}\"}}");
    let sum = format!("sum without ({SEVERITY})");
    let condition = match units {
        1 => format!("{comparison} {limit}"),
        _ => format!("/ {units} {comparison} {limit}"),
    };
    let before = format!("{counter} offset {window}");
    let (operator, other) = if comparison.starts_with('<') {
        ("and", format!("{sum} ({before})"))
    } else {
        (
            "or",
            format!("{sum} ({counter} unless {before}) {condition}"),
        )
    };
    [
        format!("{sum} (increase({counter}[{window}])) {condition}"),
        operator.to_owned(),
        other,
    ]
}

impl Unit {
    const fn name(self) -> char {
        match self {
            Self::Second => 's',
            Self::Minute => 'm',
            Self::Hour => 'h',
            Self::Day => 'd',
        }
    }

    /// Returns the time over which messages are counted, and the number of units in it. By default,
    /// Prometheus scrapes a program every minute, and it needs several samples.
    const fn window(self) -> (&'static str, u16) {
        match self {
            Self::Second => ("5m", 300),
            Self::Minute => ("5m", 5),
            Self::Hour => ("1h", 1),
            Self::Day => ("1d", 1),
        }
    }
}

/// Escapes a text, so that Prometheus's templates print it literally.
fn verbatim(text: &str) -> String {
    text.replace("{{", "{{\"{{\"}}")
}

/// Returns a text as a quoted string in YAML, on one line.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' => out += "\\\"",
            '\\' => out += "\\\\",
            '\n' => out += "\\n",
            // The characters that YAML does not accept literally, or treats as the end
            // of a line.
            _ if is_printable(letter) => out.push(letter),
            _ => _ = write!(out, "\\u{:04X}", u32::from(letter)),
        }
    }
    out.push('"');
    out
}

fn is_printable(letter: char) -> bool {
    !letter.is_control()
        && !matches!(
            letter,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the rules of a catalogue with one message, which `change` modifies.
    fn rules(change: impl FnOnce(&mut Message)) -> String {
        let mut message = Message::new("A_FAIL", "%1 failed");
        change(&mut message);
        let mut catalogue = Catalogue::from_iter([message, Message::new("A_UP", "up")]);
        catalogue.header.title = Some("My \"server\"".into());
        let url = "https://example.com/m.html".parse();
        write(&catalogue, url.ok().as_ref()).text
    }

    #[test]
    fn a_rule() {
        let found = rules(|message| {
            message.alert = Some("> 5/min for 10m".into());
            message.severity = "debug(40)".parse().ok();
            message.arguments = Some(vec![crate::Argument::named("client")]);
            message.set_text("{client:?} failed, 100% {{{{see}}}}");
            message.description = "One.\n\n{{ $value }} \\ \"two\" \u{85}".into();
            message.action = Some("Look.".into());
        });
        let expected = r#"groups:
  - name: "My \"server\""
    rules:
      - alert: A_FAIL
        expr: |-
          sum without (severity) (increase(kea_messages_total{id="A_FAIL"}[5m])) / 5 > 5
          or
          sum without (severity) (kea_messages_total{id="A_FAIL"} unless kea_messages_total{id="A_FAIL"} offset 5m) / 5 > 5
        for: 10m
        labels:
          severity: debug
        annotations:
          summary: "{client} failed, 100% {{\"{{\"}}see}}"
          description: "One.\n\n{{\"{{\"}} $value }} \\ \"two\" \u0085"
          action: "Look."
          runbook_url: "https://example.com/m.html#A_FAIL"
"#;
        assert_eq!(found, expected);
    }

    #[test]
    fn conditions() {
        let counter = "kea_messages_total{id=\"A_FAIL\"}";
        for (alert, window, condition) in [
            ("any", "5m", "/ 5 > 0"),
            (">= 0.5/s", "5m", "/ 300 >= 0.5"),
            ("> 7/h", "1h", "> 7"),
            ("> 7/day", "1d", "> 7"),
        ] {
            let found = rules(|message| message.alert = Some(alert.into()));
            let expected = format!(
                "          sum without (severity) (increase({counter}[{window}])) {condition}\n          or\n          \
                 sum without (severity) ({counter} unless {counter} offset {window}) {condition}\n        annotations:\n"
            );
            assert!(found.contains(&expected), "{found}");
        }
        let found = rules(|message| message.alert = Some("<= 1/day".into()));
        let expected = format!(
            "          sum without (severity) (increase({counter}[1d])) <= 1\n          and\n          \
             sum without (severity) ({counter} offset 1d)\n"
        );
        assert!(found.contains(&expected), "{found}");
    }

    #[test]
    fn messages_without_a_rule() {
        for change in [(|_| {}) as fn(&mut Message), |message| {
            message.alert = Some("any".into());
            message.removed = Some("2.0".into());
        }] {
            assert_eq!(rules(change), "groups: []\n");
        }
    }
}
