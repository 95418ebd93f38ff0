//! Tests the joining of lines into records.

use kea_messages_decode::{Completeness, Decoder, Records};
use proptest::prelude::*;

const HEAD: &str = "2018-12-20 10:15:02.123 INFO  [kea/1] A_B";
const CONTAINER: &str = "2018-12-20T10:15:02.1Z stdout";
const SYSLOG: &str = "Dec 20 10:15:02 host kea[7]:";

/// The maximum size of a record of several lines, in bytes.
const MAX_RECORD: usize = 1 << 20;

/// A call of a method of [`Records`].
#[derive(Clone, Debug)]
enum Step {
    Take(String),
    TakePart(String),
    TakeRecord(String),
    EndIn(String),
    Flush,
    End,
}
use Step::{End, EndIn, Flush, Take, TakePart, TakeRecord};

fn run(records: &mut Records<'_>, step: &Step, number: u64) {
    let number = Some(number);
    match step {
        Take(line) => records.take(line.as_bytes(), number),
        TakePart(part) => records.take_part(part.as_bytes(), number),
        TakeRecord(lines) => records.take_record(lines.as_bytes(), number),
        EndIn(line) => records.end_in(line.as_bytes(), number),
        Flush => records.flush(),
        End => records.end(),
    }
}

/// Returns the records that are ready, as `number mark lines`.
fn found(records: &mut Records<'_>) -> Vec<String> {
    let mut found = Vec::new();
    while let Some(record) = records.next() {
        let number = record.number.expect("each has one");
        let mark = match record.completeness {
            Completeness::Whole => "",
            Completeness::CutOff => " cut off",
            Completeness::Part => " part",
        };
        let lines = String::from_utf8_lossy(record.lines);
        found.push(format!("{number}{mark}: {lines}"));
    }
    found
}

fn taken<'l>(lines: impl IntoIterator<Item = &'l str>) -> Vec<Step> {
    lines
        .into_iter()
        .map(|line| Take(line.to_owned()))
        .collect()
}

#[test]
fn lines_are_joined() {
    let half = "x".repeat(MAX_RECORD / 2);
    let entry = |text: &str| format!("{SYSLOG} {HEAD} {text}");
    let end_in = |line: &str| EndIn(line.to_owned());
    let part = |part: &str| TakePart(part.to_owned());
    let record = |lines: &str| TakeRecord(lines.to_owned());
    let cases: Vec<(Vec<Step>, Vec<&str>)> = vec![
        (vec![], vec![]),
        (taken([""]), vec!["1: "]),
        (
            taken(["A_B one", " x", "\ty", "A_B two"]),
            vec!["1: A_B one\n x\n\ty", "4: A_B two"],
        ),
        // A line that is not indented only continues a line with a time.
        (taken(["A_B one", "x"]), vec!["1: A_B one", "2: x"]),
        // The last line has no line feed.
        (vec![end_in("A_B one")], vec!["1 cut off: A_B one"]),
        (
            [taken(["A_B one"]), vec![end_in(" x")]].concat(),
            vec!["1 cut off: A_B one\n x"],
        ),
        (
            [taken(["A_B one"]), vec![end_in("A_B")]].concat(),
            vec!["1: A_B one", "2 cut off: A_B"],
        ),
        // The line after a line that is cut off does not continue the record before it.
        (
            [taken([HEAD]), vec![end_in(HEAD)], taken(["x", "y"])].concat(),
            vec!["1: HEAD", "2 cut off: HEAD", "3: x", "4: y"],
        ),
        // A record cannot continue in another log.
        (
            [taken([HEAD]), vec![End], taken(["x"])].concat(),
            vec!["1: HEAD", "3: x"],
        ),
        (
            [taken([HEAD]), vec![Flush], taken(["x"])].concat(),
            vec!["1: HEAD", "3: x"],
        ),
        // A part of a line ends the record before it, which it may continue.
        (
            [taken(["A_B"]), vec![part("A_C"), part("x")], taken([" x"])].concat(),
            vec!["1: A_B", "2 part: A_C", "3 part: x", "4:  x"],
        ),
        (
            [taken(["A_B"]), vec![part(" x")]].concat(),
            vec!["1 cut off: A_B", "2 part:  x"],
        ),
        (
            [taken([HEAD]), vec![record("x\ny")], taken(["z"])].concat(),
            vec!["1: HEAD", "2: x\ny", "3: z"],
        ),
        // Entries of syslog are kept until a part comes.
        (
            [taken([&*entry("x"), "y"]), vec![part("x")]].concat(),
            vec!["1 cut off: SYSLOG HEAD x\ny", "3 part: x"],
        ),
    ];
    let decoder = Decoder::new([]);
    for (steps, expected) in cases {
        let mut records = decoder.records();
        for (step, number) in steps.iter().zip(1..) {
            run(&mut records, step, number);
        }
        records.end();
        let expected = expected.iter().map(|it| {
            let line = it.replace("SYSLOG", SYSLOG);
            line.replace("HEAD", HEAD)
        });
        let expected: Vec<String> = expected.collect();
        assert_eq!(found(&mut records), expected, "{steps:?}");
    }
    // These lines are too long for one record.
    let mut records = decoder.records();
    for (line, number) in [HEAD, &half, &half, "y", HEAD].into_iter().zip(1..) {
        records.take(line.as_bytes(), Some(number));
    }
    let found = found(&mut records);
    let expected = [
        format!("1 cut off: {HEAD}\n{half}"),
        format!("3: {half}"),
        "4: y".to_owned(),
    ];
    assert!(found == expected, "{found:.100?}");
}

/// Lines have user-defined layouts, and records outlive their decoder.
#[test]
fn layouts_of_the_user() {
    let layout = "<{severity}> {id} {text}".parse().expect("it is a layout");
    let mut records = Decoder::new([]).with_layout(layout).records().into_owned();
    let part = format!("{CONTAINER} P x");
    let lines = ["<I> A_B x", HEAD, &part, "<I> A_B y"];
    for (line, number) in lines.into_iter().zip(1..) {
        records.take(line.as_bytes(), Some(number));
    }
    assert_eq!(
        found(&mut records),
        [format!("1: <I> A_B x\n{HEAD}\n{part}")]
    );
}

/// Returns a line in a form that programs, or systems that store their logs, write.
fn line() -> impl Strategy<Value = String> {
    let text = prop::sample::select(vec![HEAD, "A_B x", "  at x", "\tat y", "x", "", "é\r"]);
    let form = prop::sample::select(vec![
        "{}",
        "{}",
        "{}",
        "2018-12-20T10:15:02.1Z stdout P {}",
        "2018-12-20T10:15:02.1Z stdout F {}",
        "2018-12-20T10:15:02.1Z stderr F {}",
        "Dec 20 10:15:02 host kea[7]: {}",
        "Dec 20 10:15:02 host kea[8]: {}",
        r#"{"log":"{}","stream":"stdout","time":"T"}"#,
        r#"{"log":"{}\n","stream":"stdout","time":"T"}"#,
        r#"{"__REALTIME_TIMESTAMP":"7","_PID":"7","MESSAGE":"{}"}"#,
        "__CURSOR=s=1",
        "__REALTIME_TIMESTAMP=7",
        "MESSAGE={}",
    ]);
    (form, text).prop_map(|(form, text)| form.replace("{}", text))
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => line().prop_map(Take),
        1 => line().prop_map(TakePart),
        1 => line().prop_map(|line| TakeRecord(line + "\nx")),
        1 => line().prop_map(EndIn),
        1 => Just(Flush),
        1 => Just(End),
    ]
}

proptest! {
    /// The records do not depend on when they are requested: after each line, or after several
    /// lines.
    #[test]
    fn chunks_of_lines(
        steps in prop::collection::vec((step(), any::<bool>()), 0..24),
    ) {
        let decoder = Decoder::new([]);
        let (mut one_by_one, mut in_chunks) = (decoder.records(), decoder.records());
        let mut at_once = decoder.records();
        let (mut expected, mut chunks) = (Vec::new(), Vec::new());
        for ((step, is_end), number) in steps.iter().zip(1..) {
            for records in [&mut one_by_one, &mut in_chunks, &mut at_once] {
                run(records, step, number);
            }
            expected.extend(found(&mut one_by_one));
            if *is_end {
                chunks.extend(found(&mut in_chunks));
            }
        }
        for records in [&mut one_by_one, &mut in_chunks, &mut at_once] {
            records.end();
        }
        expected.extend(found(&mut one_by_one));
        chunks.extend(found(&mut in_chunks));
        prop_assert_eq!(&chunks, &expected);
        prop_assert_eq!(found(&mut at_once), expected);
    }

    /// If nothing has split the lines, none of them is lost.
    #[test]
    fn no_line_is_lost(
        lines in prop::collection::vec(
            prop::sample::select(vec![HEAD, "A_B x", "  at x", "\tat y", "x", "", "é\r"]), 0..24,
        ),
    ) {
        let decoder = Decoder::new([]);
        let mut records = decoder.records();
        let mut all = Vec::new();
        for line in &lines {
            records.take(line.as_bytes(), None);
        }
        records.end();
        while let Some(record) = records.next() {
            all.extend_from_slice(record.lines);
            all.push(b'\n');
            prop_assert_eq!(record.completeness, Completeness::Whole);
        }
        let expected: String = lines.iter().map(|line| format!("{line}\n")).collect();
        prop_assert_eq!(String::from_utf8_lossy(&all), expected);
    }
}
