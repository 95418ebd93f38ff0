//! Tests the findings in C++ source, and the uses of IDs.

use super::super::run_with_cpp;
use super::MESSAGES;
use crate::formats::cpp::CppUses;
use crate::{Catalogue, Code, Source};

#[test]
fn whole_findings() {
    for (cpp, expected) in [
        (
            "void f() {\n    LOG_ERROR(logger, THREE)\n        .arg(a);\n}",
            "warning: `THREE` takes 3 arguments, but 1 is passed
 --> a.cc:2:5
  |
2 |     LOG_ERROR(logger, THREE)
  |     ^^^^^^^^^^^^^^^^^^^^^^^^ passes 1 argument
  |
 ::: m.mes:5:9
  |
5 | % THREE %1 %2 %3
  |         -------- takes 3 arguments
  |
  = help: add `.arg(..)` for `%2` to `%3`: Kea logs this line with `@@Excess logger placeholder '%2' still exists@@`",
        ),
        (
            "LOG_ERROR(logger, NONE)\n#ifdef X\n.arg(a).arg(b)\n#endif\n;",
            "warning: `NONE` takes no arguments, but 2 are passed under some conditions
 --> a.cc:1:1
  |
1 | LOG_ERROR(logger, NONE)
  | ^^^^^^^^^^^^^^^^^^^^^^^ passes 2 arguments
  |
 ::: m.mes:1:8
  |
1 | % NONE nothing
  |        ------- takes no arguments
  |
  = help: remove the last 2 `.arg(..)`, or add `%1` to `%2` to the text: Kea logs this line with `@@Missing logger placeholder '%1' for value '..'@@`",
        ),
        (
            "LOG_ERROR(logger, TREE);",
            "warning: there is no message `TREE` in the catalogue: did you mean `THREE`?
 --> a.cc:1:1
  |
1 | LOG_ERROR(logger, TREE);
  | ^^^^^^^^^^^^^^^^^^^^^^^",
        ),
    ] {
        let mut catalogue = Catalogue::of_sources(vec![Source::new("m.mes", MESSAGES)]);
        let uses = CppUses::of(&[Source::new("a.cc", cpp)]);
        let checked = run_with_cpp(&mut catalogue, &uses);
        let rendered: Vec<String> = checked
            .findings
            .iter()
            .map(|finding| format!("warning: {}{}", finding.title, finding.render(&catalogue.sources)))
            .collect();
        assert_eq!(rendered, [expected], "{cpp}");
    }
}

#[test]
fn severities() {
    let toml = "[POOL]\ntext = 'pool'\nseverity = 'error'\n\
                [LEASE]\ntext = 'lease'\nseverity = 'debug(40)'\n[OPEN]\ntext = 'open'\n";
    for (cpp, expected) in [
        ("LOG_ERROR(l, POOL);", None),
        ("LOG_DEBUG(l, 10, LEASE);", None),
        ("LOG_FATAL(l, OPEN);", None),
        (
            "LOG_WARN(l, POOL);",
            Some("`POOL` is defined as `error`, but logged as `warn`"),
        ),
        (
            "l.info(LEASE);",
            Some("`LEASE` is defined as `debug(40)`, but logged as `info`"),
        ),
        (
            "#define L(id) LOG_INFO(l, id)\nL(POOL);",
            Some("`POOL` is defined as `error`, but logged as `info`"),
        ),
    ] {
        let mut catalogue = Catalogue::of_sources(vec![Source::new("m.toml", toml)]);
        let uses = CppUses::of(&[Source::new("a.cc", cpp)]);
        let findings = run_with_cpp(&mut catalogue, &uses).findings;
        let found: Vec<_> = findings
            .iter()
            .map(|finding| (finding.code, &*finding.title))
            .collect();
        let expected = expected.map(|title| (Code::WrongSeverity, title));
        assert_eq!(found, Vec::from_iter(expected), "{cpp}");
    }
}

/// The definition with a mistake may take another number of arguments.
#[test]
fn a_message_with_a_mistake_is_not_compared() {
    let mes = "% TWICE %1\n% TWICE %1 %2\n";
    let mut catalogue = Catalogue::of_sources(vec![Source::new("m.mes", mes)]);
    let uses = CppUses::of(&[Source::new("a.cc", "LOG_INFO(l, TWICE).arg(a).arg(b);")]);
    let checked = run_with_cpp(&mut catalogue, &uses);
    let codes: Vec<Code> = checked
        .findings
        .iter()
        .map(|finding| finding.code)
        .collect();
    assert_eq!(codes, [Code::UncheckedStatement]);
    assert_eq!(checked.checked, 0);
}

#[test]
fn uses() {
    let generated = "extern const isc::log::MessageID DECLARED;\n\
                     extern const isc::log::MessageID DEFINED = \"DEFINED\";\n\
                     const char* values[] = { \"DEFINED\", \"text\", \"DECLARED\" };\n";
    let source = "// COMMENTED\n#if 0\nNEVER;\n#endif\n#define M LOG_INFO(l, IN_MACRO)\n\
                  void f() {\n    M; LOG_INFO(l, v6 ? LOGGED : PASSED);\n    call(PASSED, \"QUOTED\");\n\
                  \n    DB_LOG_INFO(DB_LOGGED);\n}\nmap m = { { DB_LOGGED, LOGGED } };\n";
    let uses = CppUses::of(&[Source::new("m.h", generated), Source::new("a.cc", source)]);
    for (id, is_used, places) in [
        ("DECLARED", false, &[][..]),
        ("DEFINED", false, &[]),
        ("COMMENTED", false, &[]),
        ("NEVER", false, &[]),
        ("QUOTED", false, &[]),
        ("IN_MACRO", true, &["a.cc:7"]),
        ("PASSED", true, &["a.cc:7"]),
        ("LOGGED", true, &["a.cc:7", "a.cc:10"]),
    ] {
        assert_eq!(uses.names(id), is_used, "{id}");
        assert_eq!(uses.places(id), places, "{id}");
    }
}
