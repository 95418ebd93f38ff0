//! Tests which messages are logged, and the counts of suppressed messages.

use super::*;
use proptest::prelude::*;
use std::sync::atomic::AtomicU64;
use std::thread;

fn rule(text: &str) -> Rule {
    Rule::new("ID", text, Limit::parse(text).expect("it is a limit"))
}

fn at(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).expect("it is a time")
}

fn excess(value: &str, left_out: u64) -> Excess {
    Excess {
        logger: "logger".to_owned(),
        value: Some(value.into()),
        left_out,
    }
}

#[test]
fn what_is_over_is_counted_by_window() {
    let rule = rule("2/s");
    // The time, whether the message is logged, and the number of messages suppressed before.
    for (time, passes, before) in [
        (0, true, None),
        (1, true, None),
        (2, false, None),
        (999, false, None),
        (1_000, true, Some(2)),
        (1_999, true, None),
        // No message was suppressed.
        (2_500, true, None),
        (2_600, true, None),
        (2_700, false, None),
        // The clock was set back.
        (1_000, true, Some(1)),
        (1_999, true, None),
        (1_999, false, None),
        (2_000, true, Some(1)),
    ] {
        let before = before.map(|left_out| excess("", left_out));
        assert_eq!(
            rule.admit("logger", "", at(time)),
            (passes, before),
            "{time}"
        );
    }
    assert_eq!(rule.take_all(), []);
}

#[test]
fn each_value_has_its_window() {
    let rule = rule("1/s per client");
    for (client, passes) in [
        ("a", true),
        ("b", true),
        ("a", false),
        ("c", true),
        ("b", false),
    ] {
        assert_eq!(
            rule.admit("logger", client, at(0)),
            (passes, None),
            "{client}"
        );
    }
    let mut ended = rule.take_ended(at(1_000));
    ended.sort_by(|a, b| a.value.cmp(&b.value));
    assert_eq!(ended, [excess("a", 1), excess("b", 1)]);
    assert_eq!(rule.take_ended(at(1_000)), []);
    assert!(rule.windows().by_value.is_empty());
}

#[test]
fn an_excess_is_said_by_the_logger_of_its_own_messages() {
    let rule = rule("0/s per client");
    for (logger, client) in [("one", "a"), ("two", "b"), ("one", "a")] {
        assert_eq!(rule.admit(logger, client, at(0)), (false, None));
    }
    let mut said = rule.take_ended(at(1_000));
    said.sort_by(|a, b| a.value.cmp(&b.value));
    let loggers: Vec<&str> = said.iter().map(|excess| &*excess.logger).collect();
    assert_eq!(loggers, ["one", "two"]);
}

#[test]
fn a_limit_of_nothing_lets_nothing_pass() {
    let rule = rule("0/min");
    assert_eq!(rule.admit("logger", "", at(0)), (false, None));
    assert_eq!(rule.take_all(), [excess("", 1)]);
    assert_eq!(rule.take_all(), []);
    // The window continues.
    assert_eq!(rule.admit("logger", "", at(1)), (false, None));
    assert_eq!(rule.take_ended(at(59_999)), []);
    assert_eq!(rule.take_ended(at(60_000)), [excess("", 1)]);
}

#[test]
fn memory_is_bounded_and_nothing_uncounted() {
    let rule = rule("1/s per client");
    let count = MAX_VALUES + 100;
    let mut logged = 0;
    for client in 0..count {
        let (passes, before) = rule.admit("logger", &client.to_string(), at(0));
        assert_eq!(before, None);
        logged += u64::from(passes);
    }
    assert_eq!(rule.windows().by_value.len(), MAX_VALUES);
    let taken = rule.take_ended(at(1_000));
    assert!(
        taken.iter().all(|excess| excess.value.is_none()),
        "{taken:?}"
    );
    let left_out: u64 = taken.iter().map(|excess| excess.left_out).sum();
    assert_eq!(logged + left_out, count as u64);
    // Windows that have ended are removed.
    for client in 0..count {
        rule.admit("logger", &client.to_string(), at(1_000));
    }
    assert_eq!(rule.admit("logger", "new", at(2_000)), (true, None));
    assert_eq!(rule.windows().by_value.len(), 1);
}

#[test]
fn a_flood_of_values_does_not_look_at_each_window() {
    let rule = rule("1/s per client");
    let admit = |client: usize, time| rule.admit("logger", &client.to_string(), at(time)).0;
    assert!(admit(0, 0));
    for client in 1..MAX_VALUES {
        assert!(admit(client, 10));
    }
    assert_eq!(rule.windows().full, None);
    for (client, time) in (MAX_VALUES..MAX_VALUES + 10).zip(20..) {
        admit(client, time);
        assert_eq!(rule.windows().full, Some(at(20)..at(1_000)));
    }
    // The first window has ended.
    assert!(admit(MAX_VALUES, 1_000));
    assert_eq!(rule.windows().full, Some(at(1_000)..at(1_010)));
    // No window with unreported messages is removed.
    for client in 1..=MAX_VALUES {
        assert!(!admit(client, 1_009));
    }
    assert!(admit(MAX_VALUES + 1, 1_020));
    assert_eq!(rule.windows().full, Some(at(1_020)..at(2_020)));
    assert!(!admit(MAX_VALUES + 2, 1_021));
    assert_eq!(rule.next_end(), Some(at(1_010)));
    let said: u64 = rule.take_all().iter().map(|excess| excess.left_out).sum();
    assert_eq!(said, MAX_VALUES as u64 + 1);
    assert_eq!(rule.next_end(), None);
    assert!(admit(MAX_VALUES + 3, 1_022));
    assert_eq!(rule.windows().by_value.len(), 2);
}

#[test]
fn a_value_without_end_takes_no_more_memory_than_others() {
    let rule = rule("1/s per client");
    let long = "é".repeat(100_000);
    for (value, passes) in [
        (long.clone(), true),
        (long.clone() + "b", false),
        (format!("a{long}"), true),
        (format!("a{long}b"), false),
    ] {
        assert_eq!(rule.admit("logger", &value, at(0)).0, passes);
    }
    let windows = rule.windows();
    let mut lengths: Vec<_> = windows.by_value.keys().map(|value| value.len()).collect();
    lengths.sort_unstable();
    assert_eq!(lengths, [999, 1_000]);
}

fn limits<const COUNT: usize>(rules: [(&str, &str); COUNT]) -> Limits {
    Limits::new(rules.map(|(id, text)| {
        let limit = Limit::parse(text).expect("it is a limit");
        Rule::new(id, text, limit)
    }))
}

fn emit(limits: &Limits, id: &str, now: Timestamp) {
    let rule = limits.rule(id).expect("it has a limit");
    if !rule.admit("logger", "", now).0 {
        limits.expect(rule);
    }
}

fn shown(taken: &[(Arc<Rule>, Excess)]) -> Vec<(&str, u64)> {
    let taken = taken.iter();
    taken
        .map(|(rule, excess)| (&*rule.id, excess.left_out))
        .collect()
}

#[test]
fn the_first_end_is_expected() {
    let first = limits([("LONG", "1/min"), ("SHORT", "1/s")]);
    assert_eq!(first.next_end(), None);
    for id in ["LONG", "SHORT", "SHORT", "LONG"] {
        emit(&first, id, at(500));
    }
    assert_eq!(first.next_end(), Some(at(1_501)));
    assert_eq!(shown(&first.take_ended(at(1_501))), [("SHORT", 1)]);
    assert_eq!(first.next_end(), Some(at(60_501)));
}

#[test]
fn another_configuration_goes_on_with_the_same_limits() {
    let first = limits([("SAME", "1/min"), ("OTHER", "1/min"), ("GONE", "1/min")]);
    for id in ["SAME", "SAME", "OTHER", "OTHER", "GONE", "GONE"] {
        emit(&first, id, at(500));
    }
    let mut second = limits([("SAME", "1/min"), ("OTHER", "2/min")]);
    second.follow(&first);
    let mut retired = second.take_retired();
    retired.sort_by_key(|(rule, _)| rule.id.clone());
    assert_eq!(shown(&retired), [("GONE", 1), ("OTHER", 1)]);
    // Messages that are counted by a thread with the previous configuration are not lost.
    emit(&first, "GONE", at(600));
    assert_eq!(shown(&second.take_retired()), [("GONE", 1)]);

    emit(&second, "SAME", at(600));
    assert_eq!(second.next_end(), Some(at(60_501)));
    assert_eq!(shown(&second.take_ended(at(60_501))), [("SAME", 2)]);
    assert_eq!(second.next_end(), None);
    // Only the second configuration still refers to the retired rules.
    drop((first, retired));
    let mut third = limits([]);
    third.follow(&second);
    let retired = third.retired.iter();
    let mut retired: Vec<_> = retired.map(|rule| (&*rule.id, &*rule.limit)).collect();
    retired.sort_unstable();
    assert_eq!(retired, [("OTHER", "2/min"), ("SAME", "1/min")]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Eight threads log, each with its own clock, which can go back.
    #[test]
    fn every_message_is_logged_or_counted(
        count in 0_u64..5,
        steps in proptest::collection::vec((-100_i64..1_000, 0_u8..4), 200),
    ) {
        let rule = rule(&format!("{count}/s per client"));
        let [logged, left_out] = [(); 2].map(|()| AtomicU64::new(0));
        let take = |excess: Excess| left_out.fetch_add(excess.left_out, Ordering::Relaxed);
        thread::scope(|scope| {
            for thread in 0..8 {
                let (rule, steps, logged, take) = (&rule, &steps, &logged, &take);
                scope.spawn(move || {
                    let mut time = 0;
                    for (index, (step, value)) in steps.iter().enumerate() {
                        time += step;
                        let (passes, before) = rule.admit("logger", &value.to_string(), at(time));
                        logged.fetch_add(u64::from(passes), Ordering::Relaxed);
                        before.map(take);
                        if index % 50 == thread {
                            rule.take_ended(at(time)).into_iter().for_each(|excess| { take(excess); });
                            rule.take_all().into_iter().for_each(|excess| { take(excess); });
                        }
                    }
                });
            }
        });
        rule.take_all().into_iter().for_each(|excess| { take(excess); });
        let total = logged.into_inner() + left_out.into_inner();
        prop_assert_eq!(total, 8 * steps.len() as u64);
    }

    /// With a single clock, no window exceeds the limit.
    #[test]
    fn no_window_has_more_than_its_limit(
        count in 0_u64..5,
        steps in proptest::collection::vec(0_i64..400, 100),
    ) {
        let rule = rule(&format!("{count}/s"));
        let mut time = 0;
        let mut logged = Vec::new();
        for step in steps {
            time += step;
            if rule.admit("logger", "", at(time)).0 {
                logged.push(time);
            }
        }
        // A window begins with a message, so at most two windows overlap with any second.
        for (index, first) in logged.iter().enumerate() {
            let within = logged[index..].iter().filter(|time| **time < first + 1_000);
            prop_assert!(within.count() as u64 <= 2 * count);
        }
    }
}
