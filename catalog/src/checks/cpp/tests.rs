//! Tests which arguments of C++ statements are counted.

mod findings;
mod properties;

use super::run_with_cpp;
use crate::formats::cpp::CppUses;
use crate::{Catalogue, Source};

const MESSAGES: &str = "% NONE nothing\n% ONE only %1\n% TWO %1 and %2\n% AGAIN %1, %2, %1\n\
    % THREE %1 %2 %3\n% SWAPPED %2 then %1\n";

/// Returns the findings in a C++ file, each as `line code: title`, and the numbers of statements
/// and of checked statements.
fn check(cpp: &str) -> (Vec<String>, usize, usize) {
    let mut catalogue = Catalogue::of_sources(vec![Source::new("m.mes", MESSAGES)]);
    assert_eq!(catalogue.findings, []);
    let uses = CppUses::of(&[Source::new("a.cc", cpp)]);
    let checked = run_with_cpp(&mut catalogue, &uses);
    let found = checked.findings.iter().map(|finding| {
        let label = &finding.labels[0];
        let source = &catalogue.sources[label.source];
        assert_eq!(source.name(), "a.cc");
        let (line, _) = source.position(label.range.start);
        format!("{line} {}: {}", finding.code, finding.title)
    });
    (found.collect(), checked.statements, checked.checked)
}

/// Asserts that the source has only wrong numbers of arguments, as `line ID needed passed`, and
/// that all statements are checked.
fn assert_wrong(cpp: &str, wrong: &[(usize, &str, usize, usize)]) {
    let (found, statements, checked) = check(cpp);
    let takes = |needed| match needed {
        0 => "no arguments".to_owned(),
        1 => "1 argument".to_owned(),
        _ => format!("{needed} arguments"),
    };
    let passed = |passed| match passed {
        0 => "none is passed".to_owned(),
        1 => "1 is passed".to_owned(),
        _ => format!("{passed} are passed"),
    };
    let expected: Vec<String> = wrong
        .iter()
        .map(|(line, id, needed, has)| {
            let (takes, passed) = (takes(*needed), passed(*has));
            format!("{line} wrong_arguments: `{id}` takes {takes}, but {passed}")
        })
        .collect();
    // Which of several variants differ is in another test.
    let found: Vec<&str> = found
        .iter()
        .map(|found| found.trim_end_matches(" under some conditions"))
        .collect();
    assert_eq!(found, expected, "{cpp}");
    assert_eq!((statements, statements > 0), (checked, true), "{cpp}");
}

#[test]
fn counts() {
    for (cpp, wrong) in [
        ("LOG_INFO(l, NONE);", None),
        ("LOG_INFO(l, ONE).arg(a);", None),
        ("LOG_INFO(l, ONE);", Some(("ONE", 1, 0))),
        ("LOG_WARN(l, NONE).arg(a);", Some(("NONE", 0, 1))),
        ("LOG_ERROR(l, THREE).arg(a).arg(b);", Some(("THREE", 3, 2))),
        (
            "LOG_FATAL(l, TWO).arg(a).arg(b).arg(c).arg(d);",
            Some(("TWO", 2, 4)),
        ),
        (
            "LOG_DEBUG(l, DBG_ALL, ONE).arg(a).arg(b);",
            Some(("ONE", 1, 2)),
        ),
        // A repeated placeholder is one argument, in any order.
        ("LOG_INFO(l, AGAIN).arg(a).arg(b);", None),
        (
            "LOG_INFO(l, AGAIN).arg(a).arg(b).arg(c);",
            Some(("AGAIN", 2, 3)),
        ),
        ("LOG_INFO(l, SWAPPED).arg(a).arg(b);", None),
        // Over several lines, with comments.
        (
            "LOG_INFO(l,\n         ONE) // .arg(no)\n    .arg(a) /* .arg(no) */\n    . arg ( b )\n;",
            Some(("ONE", 1, 2)),
        ),
        // Arguments with commas, parentheses, strings and other statements in them.
        (
            "LOG_INFO(l, ONE).arg(f(a, g(b)) + \").arg(\" + ')' );",
            None,
        ),
        (
            "LOG_INFO(l, ONE).arg(std::map<A, B>().size()).arg(b);",
            Some(("ONE", 1, 2)),
        ),
        (
            "LOG_INFO(l, ONE).arg(R\"x(\").arg(1)x\").arg(b);",
            Some(("ONE", 1, 2)),
        ),
        ("LOG_INFO(l, ONE).arg(QString(\"%1\").arg(7).arg(8));", None),
        (
            "LOG_INFO(l, ONE).arg([&](int x) { return f(x); }(3)).arg(1'000);",
            Some(("ONE", 1, 2)),
        ),
        (
            "LOG_INFO(l, ONE).arg(a ? b : c).arg(b);",
            Some(("ONE", 1, 2)),
        ),
        ("LOG_INFO(f(a, b), ONE);", Some(("ONE", 1, 0))),
        // Where statements can be.
        (
            "if (x) LOG_INFO(l, ONE); else LOG_INFO(l, NONE);",
            Some(("ONE", 1, 0)),
        ),
        (
            "template<class T> void f(T t) { [&] { LOG_INFO(l, ONE); }(); }",
            Some(("ONE", 1, 0)),
        ),
        (
            "EXPECT_NO_THROW(LOG_INFO(l, ONE).arg(a).arg(b));",
            Some(("ONE", 1, 2)),
        ),
        (
            "switch (x) { case 1: LOG_INFO(l, ONE); break; }",
            Some(("ONE", 1, 0)),
        ),
        // IDs.
        ("LOG_INFO(l, isc::dhcp::ONE);", Some(("ONE", 1, 0))),
        ("LOG_INFO(l, ::ONE);", Some(("ONE", 1, 0))),
        ("LOG_INFO(l, (ONE));", Some(("ONE", 1, 0))),
        ("LOG_INFO(l, \"ONE\");", Some(("ONE", 1, 0))),
        ("LOG_INFO(l, (v6 ? TWO : ONE)).arg(a);", Some(("TWO", 2, 1))),
        (
            "LOG_INFO(l, v6 ? TWO : ONE).arg(a).arg(b);",
            Some(("ONE", 1, 2)),
        ),
        (
            "LOG_INFO(l, a ? b ? ONE : TWO : ONE).arg(a);",
            Some(("TWO", 2, 1)),
        ),
        ("LOG_INFO(l, a == b::c ? ONE : ONE).arg(a);", None),
        // Classes and macros with such names.
        ("DB_LOG_ERROR(ONE).arg(a).arg(b);", Some(("ONE", 1, 2))),
        ("DB_LOG_ERROR(TWO).arg(a, b);", None),
        (
            "struct MY_LOG_INFO : Base {}; void f() { MY_LOG_INFO(TWO).arg(a); }",
            Some(("TWO", 2, 1)),
        ),
        ("DB_LOG_DEBUG(DBG_ALL, TWO).arg(a);", Some(("TWO", 2, 1))),
    ] {
        let wrong: Vec<_> = wrong
            .map(|(id, needed, has)| (1, id, needed, has))
            .into_iter()
            .collect();
        assert_wrong(cpp, &wrong);
    }
}

#[test]
fn methods() {
    for (cpp, wrong) in [
        ("logger.info(ONE);", Some(("ONE", 1, 0))),
        (
            "a::b->c(d, e)[0].logger_.error(ONE).arg(1).arg(2);",
            Some(("ONE", 1, 2)),
        ),
        ("if (x) { (logger).warn((ONE)); }", Some(("ONE", 1, 0))),
        (
            "if (x) ::a::logger.debug(30, TWO).arg(a);",
            Some(("TWO", 2, 1)),
        ),
        ("else log->fatal(TWO).arg(a).arg(b);", None),
        // Variables.
        ("{ auto f = l.info(TWO); f.arg(a); f.arg(b); }", None),
        (
            "{ Formatter<Logger> f = l.info(TWO).arg(a); f = f.arg(b).arg(c); }",
            Some(("TWO", 2, 3)),
        ),
        ("{ auto&& f = l.info(TWO); } f.arg(a);", Some(("TWO", 2, 0))),
    ] {
        let wrong: Vec<_> = wrong
            .map(|(id, needed, has)| (1, id, needed, has))
            .into_iter()
            .collect();
        assert_wrong(cpp, &wrong);
    }
}

#[test]
fn conditions() {
    for (cpp, wrong) in [
        // Each variant of a chain.
        (
            "LOG_INFO(l, ONE)\n#ifdef X\n.arg(a)\n#else\n.arg(b)\n#endif\n;",
            &[][..],
        ),
        (
            "LOG_INFO(l, ONE)\n.arg(a)\n#ifdef X\n.arg(b)\n#endif\n;",
            &[(1, "ONE", 1, 2)],
        ),
        (
            "LOG_INFO(l, ONE)\n#if defined(X)\n.arg(a)\n#elif Y > 2\n.arg(b)\n#endif\n;",
            &[(1, "ONE", 1, 0)],
        ),
        (
            "LOG_INFO(l,\n#ifdef X\nONE\n#else\nTWO\n#endif\n).arg(a);",
            &[(1, "TWO", 2, 1)],
        ),
        // The same condition twice, which is true or false both times.
        (
            "LOG_INFO(l,\n#ifdef X\nTWO\n#else\nONE\n#endif\n).arg(a)\n#if defined(X)\n.arg(b)\n#endif\n;",
            &[],
        ),
        (
            "LOG_INFO(l,\n#ifdef X\nTWO\n#else\nONE\n#endif\n).arg(a)\n#ifndef X\n#else\n.arg(b)\n#endif\n;",
            &[],
        ),
        // The statement begins under a condition.
        (
            "#ifdef X\nLOG_INFO(l, ONE)\n#else\nLOG_INFO(l, TWO)\n#endif\n.arg(a);",
            &[(4, "TWO", 2, 1)],
        ),
        // What is never compiled.
        (
            "LOG_INFO(l, NONE);\n#if 0\nLOG_INFO(l, ONE); don't\n#endif",
            &[],
        ),
        (
            "#if 1\nLOG_INFO(l, NONE);\n#else\nLOG_INFO(l, ONE);\n#endif",
            &[],
        ),
        (
            "#if 0\nLOG_INFO(l, NONE).arg(a);\n#else\nLOG_INFO(l, ONE);\n#endif",
            &[(4, "ONE", 1, 0)],
        ),
        (
            "#if 0\n#if X\nLOG_INFO(l, ONE);\n#else\nLOG_INFO(l, ONE);\n#endif\n#endif\nLOG_INFO(l, NONE);",
            &[],
        ),
        ("LOG_INFO(l, NONE)\n#if 0\n.arg(a)\n#endif\n;", &[]),
        (
            "// LOG_INFO(l, ONE); \\\n   LOG_INFO(l, ONE);\nLOG_INFO(l, NONE);",
            &[],
        ),
        (
            "/* LOG_INFO(l, ONE); */ s = \"LOG_INFO(l, ONE);\"; LOG_INFO(l, NONE);",
            &[],
        ),
        ("s = R\"(\nLOG_INFO(l, ONE);\n)\"; LOG_INFO(l, NONE);", &[]),
    ] {
        assert_wrong(cpp, wrong);
    }
}

#[test]
fn variables() {
    for (cpp, wrong) in [
        (
            "{ const MessageID& id = ONE;\nLOG_INFO(l, id); }",
            &[(2, "ONE", 1, 0)][..],
        ),
        (
            "{ isc::log::MessageID const id(ONE);\nLOG_INFO(l, id); }",
            &[(2, "ONE", 1, 0)],
        ),
        (
            "{ auto id{x ? ONE : TWO};\nLOG_INFO(l, id).arg(a); }",
            &[(2, "TWO", 2, 1)],
        ),
        // In a block around the statement, and not in one before it.
        (
            "MessageID id = ONE; { MessageID id = TWO; } if (x) {\nLOG_INFO(l, id); }",
            &[(2, "ONE", 1, 0)],
        ),
        // Several values: wrong if the number fits none of them.
        (
            "{ MessageID id = ONE; if (x) { id = ONE; }\nLOG_INFO(l, id).arg(a).arg(b); }",
            &[(2, "ONE", 1, 2)],
        ),
        (
            "{ MessageID id; if (x) id = TWO; else id = AGAIN;\nLOG_INFO(l, id).arg(a).arg(b); }",
            &[],
        ),
    ] {
        assert_wrong(cpp, wrong);
    }
}

#[test]
fn macros() {
    for (cpp, wrong) in [
        (
            "#define FAIL(id) LOG_ERROR(logger, id).arg(name())\nFAIL(ONE);\nFAIL(ONE).arg(b);",
            &[(3, "ONE", 1, 2)][..],
        ),
        (
            "#define FAIL(x, id) do { \\\n    LOG_ERROR(logger, id) \\\n        .arg(x); } while (0)\nFAIL(a, ONE);\nFAIL(f(a, b), TWO);",
            &[(5, "TWO", 2, 1)],
        ),
        (
            "#define INNER(id) LOG_INFO(l, id)\n#define OUTER(id, a) INNER(id).arg(a)\nOUTER(TWO, 1).arg(2);\nOUTER(TWO, 1);",
            &[(4, "TWO", 2, 1)],
        ),
        (
            "#define METHOD(id) logger.error(id)\nMETHOD(ONE);",
            &[(2, "ONE", 1, 0)],
        ),
        // The whole statement is in the macro.
        (
            "#define FAIL(a) { LOG_ERROR(logger, TWO).arg(a); }\nFAIL(1);",
            &[(1, "TWO", 2, 1)],
        ),
        (
            "#define FAIL(a) LOG_ERROR(logger, TWO).arg(a)\nFAIL(1);\nFAIL(1).arg(2);",
            &[(2, "TWO", 2, 1)],
        ),
        (
            "#define FAIL() LOG_ERROR(logger, TWO)\nFAIL().arg(2);",
            &[(2, "TWO", 2, 1)],
        ),
        (
            "#define FAIL LOG_ERROR(logger, TWO).arg(a)\nFAIL;\nFAIL.arg(2);",
            &[(2, "TWO", 2, 1)],
        ),
        // Kea's own definitions are not statements.
        (
            "#define LOG_INFO(LOGGER, MESSAGE) if (!(LOGGER).isInfoEnabled()) { \\\n} else \\\n(LOGGER).info((MESSAGE))\nLOG_INFO(l, ONE);",
            &[(4, "ONE", 1, 0)],
        ),
        // Two definitions that do the same.
        (
            "#ifdef X\n#define L(id) LOG_INFO(l, id)\n#else\n#define L(id) LOG_INFO(l, id)\n#endif\nL(ONE);",
            &[(6, "ONE", 1, 0)],
        ),
        // A table of IDs.
        (
            "map m = { { DB_ONE, ns::ONE }, { DB_TWO, TWO } };\nDB_LOG_INFO(DB_ONE).arg(a);\nDB_LOG_INFO(DB_TWO);",
            &[(3, "TWO", 2, 0)],
        ),
    ] {
        assert_wrong(cpp, wrong);
    }
}

/// These statements are counted, but not checked.
#[test]
fn what_cannot_be_seen() {
    let id = "its ID cannot be seen";
    let count = "the number of its arguments cannot be seen";
    let several = "its ID has several values, which take different numbers of arguments";
    for (cpp, why) in [
        (
            "void f(const MessageID& id) { LOG_INFO(l, id).arg(a); }",
            id,
        ),
        ("LOG_INFO(l, data->id);", id),
        ("LOG_INFO(l, x ? ONE : y);", id),
        ("LOG_INFO(l, \"some text\");", id),
        ("{ MessageID id = ONE; set(&id); LOG_INFO(l, id); }", id),
        ("{ MessageID id = ONE; id = other(); LOG_INFO(l, id); }", id),
        ("{ MessageID id = id; LOG_INFO(l, id); }", id),
        (
            "{ MessageID id = ONE; LOG_INFO(l, id).arg(a); id = TWO; LOG_INFO(l, NONE); }",
            several,
        ),
        ("return logger.info(ONE);", count),
        ("MY_LOG_INFO(ONE);", count),
        ("show(logger.info(ONE));", count),
        ("x ? l.info(ONE) : l.info(NONE);", count),
        ("LOG_INFO(l, ONE).arg(a).more();", count),
        ("LOG_INFO(l, ONE) REST;", count),
        (
            "LOG_INFO(l, ONE).arg(f(a).arg(b);\nLOG_INFO(l, NONE);",
            count,
        ),
        ("{ auto f = l.info(ONE); if (x) f.arg(a); }", count),
        (
            "{ auto f = l.info(ONE); for (;;) { f = f.arg(a); } }",
            count,
        ),
        ("{ auto f = l.info(ONE); add(f); }", count),
        ("f = l.info(ONE);", count),
        (
            "#define L(id, ...) LOG_INFO(l, id) __VA_ARGS__\nL(ONE, .arg(a));",
            count,
        ),
        (
            "#ifdef X\n#define L(id) LOG_INFO(l, id)\n#else\n#define L(id) LOG_INFO(l, id).arg(0)\n#endif\nL(ONE);",
            count,
        ),
        ("DB_LOG_INFO(TWO).arg(std::pair<A, B>(a, b));", count),
    ] {
        let (found, statements, checked) = check(cpp);
        let expected = format!("unchecked_statement: this log statement is not checked: {why}");
        assert!(
            found.iter().all(|found| found.ends_with(&expected)),
            "{cpp}: {found:#?}"
        );
        assert!(!found.is_empty() && checked < statements, "{cpp}");
    }
}

/// What looks similar in other programs.
#[test]
fn no_statements() {
    for cpp in [
        "syslog(LOG_INFO, \"%s\", a);",
        "LOG_INFO(\"started\");",
        "LOG_DEBUG(l, ONE);",
        "LOG_INFO(l, ONE, TWO);",
        "LOG(INFO) << ONE;",
        "CATALOG_INFO(ONE);",
        "driver.error(loc, what);",
        "error(ONE);",
        "struct DB_LOG_FATAL : DB_LOG<fatal> { DB_LOG_FATAL(DbMessageID const id) : DB_LOG(id) {} };",
        "x = LOG_INFO;",
        "LOG_INFO",
        "LOG_INFO(l, ONE",
    ] {
        assert_eq!(check(cpp), (vec![], 0, 0), "{cpp}");
    }
}
