//! Tests the sources of errors in a line.

use crate::lines;
use kea_messages::{emit, kea_messages};
use serde_json::{Value, json};
use std::error::Error;
use std::fmt;

kea_messages! {
    logger = "kea.errors";
    error ERRORS_ONE(file: &str, error: impl Error) = "%1: %2";
    error ERRORS_TWO(first: impl Error, second: &dyn Error) = "%1, %2";
    warn ERRORS_UNTYPED(error) = "%1";
}

/// An error whose text is the first item, and whose sources have the other items as their texts.
#[derive(Debug)]
struct Chain(&'static [&'static str], Option<Box<Chain>>);

fn chain(texts: &'static [&'static str]) -> Chain {
    let source = texts.get(1..).filter(|rest| !rest.is_empty()).map(chain);
    Chain(texts, source.map(Box::new))
}

impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0[0])?;
        // This text cannot be formatted completely.
        if self.0[0] == "failing" {
            Err(fmt::Error)
        } else {
            Ok(())
        }
    }
}

impl Error for Chain {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.1.as_deref()?;
        Some(source)
    }
}

/// Returns the part of each line after the process ID, for an output with these options.
fn with(options: &str, emit: impl FnOnce()) -> Vec<String> {
    let json = format!(
        r#"{{ "loggers": [{{ "name": "kea", "output-options": [{{ "output": "FILE", {options} }}] }}] }}"#
    );
    let lines = lines("errors", "kea", &json, emit);
    let text = |line: &String| match line.split_once("] ") {
        Some((_, text)) => text.to_owned(),
        None => line.clone(),
    };
    lines.iter().map(text).collect()
}

fn json_of(layout: &str, options: &str, emit: impl FnOnce()) -> Value {
    let lines = with(&format!(r#""layout": "{layout}"{options}"#), emit);
    serde_json::from_str(&lines[0]).expect("an object")
}

const SHOWN: &str = r#", "error-sources": true"#;

fn one() {
    emit!(ERRORS_ONE(
        "a",
        chain(&["cannot open", "no \"such\" file", "disk"])
    ));
}

fn two() {
    emit!(ERRORS_TWO(chain(&["a", "b"]), &chain(&["c", "", "e}\nf"])));
    emit!(ERRORS_TWO(chain(&["a"]), &chain(&["c"])));
}

/// Logs an event that is not a message.
fn event() {
    let error = chain(&["cannot open", "no such file"]);
    let error: &dyn Error = &error;
    tracing::error!(target: "kea.other", error, n = 1, "error.sources" = "own", "failed");
}

#[test]
fn the_sources_stand_behind_the_text() {
    let with = |emit: fn()| with(r#""error-sources": true"#, emit);
    assert_eq!(
        with(one),
        [r#"ERRORS_ONE a: cannot open \{error.sources="no ""such"" file" disk}"#]
    );
    assert_eq!(
        with(two),
        [
            r#"ERRORS_TWO a, c \{first.sources=b} \{second.sources="" "e}\nf"}"#,
            "ERRORS_TWO a, c",
        ]
    );
    assert_eq!(
        with(event),
        [r#"failed error=cannot open n=1 error.sources="own" \{error.sources="no such file"}"#]
    );
    // A value that looks like the sources of an error is not mistaken for them.
    assert_eq!(
        with(|| {
            emit!(ERRORS_ONE(
                "a",
                chain(&[r"b \{error.sources=c}", r"\{d} \{error.sources=e}"])
            ));
            emit!(ERRORS_UNTYPED(chain(&["a", "b"])));
        }),
        [
            r#"ERRORS_ONE a: b \\{error.sources=c} \{error.sources="\\{d} \\{error.sources=e}"}"#,
            "ERRORS_UNTYPED a",
        ]
    );
}

#[test]
fn sources_are_shown_on_request_alone() {
    for options in [r#""flush": true"#, r#""error-sources": false"#] {
        assert_eq!(
            with(options, one),
            ["ERRORS_ONE a: cannot open"],
            "{options}"
        );
        assert_eq!(
            with(options, event),
            [r#"failed error=cannot open n=1 error.sources="own""#]
        );
    }
    for layout in ["json", "json-flat", "ecs", "opentelemetry"] {
        let object = json_of(layout, "", one).to_string();
        assert!(!object.contains("disk"), "{object}");
        assert_eq!(object.matches("cannot open").count(), 2, "{object}");
        assert!(
            json_of(layout, "", event)
                .to_string()
                .contains(r#""error.sources":"own""#)
        );
    }
}

#[test]
fn json_has_the_sources_as_a_list() {
    let sources = json!(["no \"such\" file", "disk"]);
    for layout in ["json", "json-flat"] {
        assert_eq!(json_of(layout, SHOWN, one)["error.sources"], sources);
        let both = json_of(layout, SHOWN, two);
        assert_eq!(both["first.sources"], json!(["b"]));
        assert_eq!(both["second.sources"], json!(["", "e}\nf"]));
    }
    let ecs = json_of("ecs", SHOWN, one);
    assert_eq!(ecs["kea"]["error.sources"], sources);
    assert_eq!(ecs["error.message"], "cannot open");
    assert_eq!(json_of("ecs", SHOWN, two)["error.message"], "a");
    let otel = json_of("opentelemetry", SHOWN, one);
    assert_eq!(otel["Attributes"]["error.sources"], sources);
    assert_eq!(otel["Attributes"]["exception.message"], "cannot open");
    assert_eq!(otel["Attributes"]["error"], "cannot open");
}

#[test]
fn an_event_has_the_sources_of_its_fields() {
    let sources = json!(["no such file"]);
    let nested = json_of("json", SHOWN, event);
    assert_eq!(nested["error.sources"], sources);
    assert_eq!(nested["arguments"]["error.sources"], "own");
    let flat = json_of("json-flat", SHOWN, event);
    assert_eq!(flat["error.sources"], sources);
    assert_eq!(flat["arguments.error.sources"], "own");
    let otel = json_of("opentelemetry", SHOWN, || {
        tracing::error!(target: "kea", n = 1, "exception.message" = "own", "failed");
    });
    assert_eq!(otel["Attributes"]["arguments.exception.message"], "own");
    assert_eq!(otel["Attributes"].get("exception.message"), None);
}

#[test]
fn a_pattern_has_the_sources_behind_the_text() {
    let options = |pattern: &str| format!(r#""pattern": "{pattern}", "error-sources": true"#);
    assert_eq!(
        with(&options("%c %m|%p"), one),
        [r#"kea.errors ERRORS_ONE a: cannot open \{error.sources="no ""such"" file" disk}|ERROR"#]
    );
    assert_eq!(
        with(r#""pattern": "%c %m|%p""#, one),
        ["kea.errors ERRORS_ONE a: cannot open|ERROR"]
    );
}

#[test]
fn a_long_chain_is_cut_and_says_so() {
    const TEXTS: [&str; 40] = ["x"; 40];
    for (count, is_cut) in [(33, false), (34, true), (40, true)] {
        let sources = json_of("json", SHOWN, || {
            emit!(ERRORS_ONE("a", chain(&TEXTS[..count])));
        });
        let sources = &sources["error.sources"];
        let last = if is_cut {
            "(more than 32 sources)"
        } else {
            "x"
        };
        assert_eq!(sources[31], "x");
        assert_eq!(sources[if is_cut { 32 } else { 31 }], last, "{count}");
        assert_eq!(
            sources.as_array().map(Vec::len),
            Some(32 + usize::from(is_cut))
        );
    }
}

#[test]
fn a_source_that_cannot_be_shown_does_no_harm() {
    let sources = |emit: fn()| json_of("json", SHOWN, emit)["error.sources"].clone();
    let message = || emit!(ERRORS_ONE("a", chain(&["b", "failing", "c"])));
    assert_eq!(sources(message), json!(["failing", "c"]));
    let event = || {
        let error = chain(&["b", "failing", "c"]);
        let error: &dyn Error = &error;
        tracing::error!(target: "kea", error);
    };
    assert_eq!(sources(event), json!(["failing", "c"]));
}
