//! Tests when arguments are evaluated, and which expressions they can contain.

use crate::capture::{capture, capture_at, texts};
use kea_messages::{Emit, KeaMessages, Message, emit, enabled, kea_messages};
use log::LevelFilter;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

kea_messages! {
    info LAZY_INFO(a) = "%1";
    debug(39) LAZY_DEBUG(a) = "%1";
    debug(40) LAZY_TRACE(a) = "%1";
}

#[derive(KeaMessages)]
enum Several {
    #[message(warn, "warn %1")]
    Warn(u32),
    #[message(debug(40), "trace %1")]
    Trace(u32),
}

/// Counts how often it is evaluated.
struct Counter(Cell<u32>);

impl Counter {
    fn next(&self) -> u32 {
        self.0.set(self.0.get() + 1);
        self.0.get()
    }
}

#[test]
fn a_disabled_message_evaluates_nothing() {
    let counter = Counter(Cell::new(0));
    let cases: [(LevelFilter, u32, &str); 4] = [
        (LevelFilter::Off, 0, "nothing is enabled"),
        (LevelFilter::Info, 1, "LAZY_INFO is"),
        (LevelFilter::Debug, 2, "LAZY_DEBUG too"),
        (LevelFilter::Trace, 3, "all are"),
    ];
    for (level, expected, why) in cases {
        counter.0.set(0);
        let records = capture_at(level, || {
            emit!(LAZY_INFO(counter.next()));
            emit!(LAZY_DEBUG(counter.next()));
            emit!(&LAZY_TRACE(counter.next()));
        });
        assert_eq!(counter.0.get(), expected, "{why}");
        assert_eq!(records.len(), counter.0.get() as usize, "{why}");
    }
}

/// If a type has several severities, the arguments are evaluated if the most severe one is enabled.
/// A message is logged if its own severity is enabled.
#[test]
fn a_type_of_several_severities() {
    let counter = Counter(Cell::new(0));
    let cases: [(LevelFilter, u32, &[&str], &str); 3] = [
        (LevelFilter::Error, 0, &[], "all of them are disabled"),
        (LevelFilter::Warn, 2, &["warn 1"], "one is enabled"),
        (LevelFilter::Trace, 2, &["warn 1", "trace 2"], "both are"),
    ];
    for (level, evaluations, expected, why) in cases {
        counter.0.set(0);
        let records = capture_at(level, || {
            emit!(Several::Warn(counter.next()));
            emit!(Several::Trace(counter.next()));
        });
        assert_eq!(counter.0.get(), evaluations, "{why}");
        let texts: Vec<_> = records.iter().map(|record| record.text.as_str()).collect();
        assert_eq!(texts, expected, "{why}");
    }
}

#[test]
fn enabled_agrees_with_emit() {
    let cases = [
        (LevelFilter::Off, [false, false, false, false]),
        (LevelFilter::Warn, [false, false, false, true]),
        (LevelFilter::Info, [true, false, false, true]),
        (LevelFilter::Debug, [true, true, false, true]),
        (LevelFilter::Trace, [true, true, true, true]),
    ];
    for (level, expected) in cases {
        let mut answers = [false; 4];
        capture_at(level, || {
            answers = [
                enabled!(LAZY_INFO),
                enabled!(self::LAZY_DEBUG),
                enabled!(debug(40), LAZY_TRACE),
                enabled!(Several),
            ];
        });
        assert_eq!(answers, expected, "{level}");
    }
}

fn generic<M: Emit>(message: M) {
    emit!(message);
    emit!(&message);
}

#[test]
fn a_message_is_taken_by_reference() {
    fn fails() -> Result<(), Several> {
        let error = Several::Warn(3);
        emit!(error);
        Err(error)
    }
    let texts = texts(|| {
        let error = fails().unwrap_err();
        let boxed: Box<dyn Message> = Box::new(error);
        emit!(*boxed);
        emit!(boxed.as_ref());
        let sent: Box<dyn Message + Send> = Box::new(LAZY_INFO(4));
        emit!(*sent);
        let shared: Box<dyn Message + Send + Sync> = Box::new(LAZY_INFO(5));
        emit!(*shared);
        generic(LAZY_INFO(6));
    });
    assert_eq!(texts, ["warn 3", "warn 3", "warn 3", "4", "5", "6", "6"]);
}

#[test]
fn a_message_behind_a_pointer_is_a_message() {
    fn boxed() -> Box<dyn Message + Send + Sync> {
        Box::new(LAZY_INFO(9))
    }
    let texts = texts(|| {
        let object: Box<dyn Message> = Box::new(LAZY_INFO(1));
        emit!(object);
        emit!(&object);
        emit!(Box::new(LAZY_INFO(2)));
        emit!(Arc::new(LAZY_INFO(3)));
        let shared: Rc<dyn Message> = Rc::new(LAZY_INFO(4));
        emit!(shared.clone());
        emit!(*shared);
        let mut message = LAZY_INFO(5);
        let message = &mut message;
        emit!(message);
        emit!(&mut *message);
        emit!(debug(40), Box::new(LAZY_TRACE(6)));
        generic(Arc::new(Several::Warn(7)));
        let messages = [boxed()];
        emit!(messages[0]);
        emit!(boxed());
    });
    let expected = [
        "1", "1", "2", "3", "4", "4", "5", "5", "6", "warn 7", "warn 7", "9", "9",
    ];
    assert_eq!(texts, expected);
}

/// `emit!` only moves the message if it is a call.
#[test]
fn places_stay_where_they_are() {
    struct Server {
        refusal: Several,
        refusals: Vec<Several>,
    }
    let server = Server {
        refusal: Several::Warn(1),
        refusals: vec![Several::Warn(2)],
    };
    let own = || &server.refusal;
    let texts = texts(|| {
        let server = &server;
        emit!(server.refusal);
        emit!(&server.refusal);
        emit!(server.refusals[0]);
        let refusals = &server.refusals;
        emit!(refusals[0]);
        emit!(*own());
        emit!(own());
        emit!((server.refusal),);
        let refusal = own();
        emit!(refusal,);
        emit!(self::LAZY_INFO(0),);
        emit!(if refusals.is_empty() {
            &server.refusal
        } else {
            &refusals[0]
        });
        emit!(match refusals.len() {
            1 => LAZY_INFO(3),
            _ => LAZY_INFO(4),
        });
        emit!(opaque());
        emit!(&LAZY_INFO(5) as &dyn Message);
        emit!(Several::Warn(6));
        emit!({ LAZY_INFO(7) });
        emit!(crate::laziness::LAZY_INFO(8));
        emit!(debug(40), self::LAZY_TRACE(9));
    });
    let expected = [
        "warn 1", "warn 1", "warn 2", "warn 2", "warn 1", "warn 1", "warn 1", "warn 1", "0",
        "warn 2", "3", "10", "5", "warn 6", "7", "8", "9",
    ];
    assert_eq!(texts, expected);
}

fn opaque() -> impl Emit {
    LAZY_INFO(10)
}

#[test]
fn the_question_mark_and_other_ways_out() {
    fn parsed(number: &str) -> Result<u32, std::num::ParseIntError> {
        emit!(LAZY_INFO(number.parse::<u32>()?));
        Ok(1)
    }
    fn early(level: LevelFilter) -> u32 {
        let mut left = 0;
        capture_at(level, || {
            for number in 0..3 {
                left = number;
                emit!(LAZY_DEBUG(if number == 1 { break } else { number }));
            }
        });
        left
    }
    assert_eq!(texts(|| assert_eq!(parsed("7"), Ok(1))), ["7"]);
    assert!(texts(|| assert!(parsed("x").is_err())).is_empty());
    assert_eq!(early(LevelFilter::Trace), 1, "the argument breaks the loop");
    assert_eq!(early(LevelFilter::Info), 2, "the argument is not evaluated");
}

#[test]
fn await_inside_an_argument_in_a_future_that_is_send() {
    async fn number() -> u32 {
        std::future::ready(7).await
    }
    async fn emits(name: String) {
        emit!(LAZY_INFO(number().await));
        emit!(Several::Warn(number().await));
        emit!(LAZY_INFO(format!("{name} {}", number().await)));
    }
    fn is_send<T: Send>(future: T) -> T {
        future
    }
    let texts = texts(|| {
        let future = std::pin::pin!(is_send(emits("n".into())));
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(future.poll(&mut context).is_ready());
    });
    assert_eq!(texts, ["7", "warn 7", "n 7"]);
}

#[test]
fn emit_is_an_expression() {
    let emits = |number: u32| match number {
        0 => (),
        1 => emit!(LAZY_INFO(number)),
        _ => emit!(debug(40), LAZY_TRACE(number)),
    };
    assert_eq!(capture(|| (0..3).for_each(emits)).len(), 2);
}
