//! Tests the rendering of findings.

use super::read;
use kea_messages_catalog::{Catalogue, Code, Finding, Source};

#[test]
fn a_report_is_drawn_as_rustc_does() {
    let sources = vec![
        Source::new("a.mes", "% UP it is up\n"),
        Source::new("b.mes", "\n% UP it is down\n"),
    ];
    let catalogue = Catalogue::of_sources(sources);
    let expected = "
 --> b.mes:2:3
  |
2 | % UP it is down
  |   ^^
  |
 ::: a.mes:1:3
  |
1 | % UP it is up
  |   -- defined here first";
    assert_eq!(catalogue.findings[0].render(&catalogue.sources), expected);
    assert_eq!(catalogue.entries.len(), 1);
}

#[test]
fn a_line_of_two_megabytes() {
    let line = "x".repeat(2 << 20);
    let cases = [
        (
            "m.mes",
            format!("% UP {line}"),
            "the text is 2097152 bytes long: the limit is 1048576",
        ),
        (
            "m.mes",
            format!("% {line} up"),
            "the ID is 2097152 bytes long: the limit is 1024",
        ),
        (
            "m.toml",
            format!("[UP]\ntext = '{line}'"),
            "the text is 2097152 bytes long",
        ),
        ("m.toml", line, "key with no value"),
    ];
    for (name, text, expected) in cases {
        let catalogue = read(name, &text);
        assert_eq!(catalogue.findings.len(), 1);
        let finding = &catalogue.findings[0];
        assert!(finding.title.contains(expected), "{:.200}", finding.title);
        let drawn = finding.render(&catalogue.sources);
        assert!(
            drawn.contains(&format!("--> {name}:")) && drawn.len() < 200,
            "{drawn:.300}"
        );
    }
}

#[test]
fn a_line_that_can_just_be_read() {
    for (length, is_drawn) in [(2_000, true), (2_001, false)] {
        let text = format!("% {} up", "x".repeat(length - "%  up".len()));
        let catalogue = read("m.mes", &text);
        let drawn = catalogue.findings[0].render(&catalogue.sources);
        assert_eq!(drawn.contains("^^^"), is_drawn, "{length}");
    }
}

#[test]
fn help_is_drawn() {
    let finding = Finding::new(Code::NoAction, "x").help("write it");
    assert_eq!(finding.render(&[]), "\n  = help: write it");
    assert_eq!(Finding::new(Code::NoAction, "x").render(&[]), "");
}
