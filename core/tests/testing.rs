//! Tests the capturing of messages.
#![forbid(unsafe_code)]

use kea_messages::{KeaMessages, emit, enabled, kea_messages};
use kea_messages_core::testing::{
    Captured, CapturedMessage, Scope, capture, capture_all_threads, capture_async,
};
use kea_messages_core::{Message, Severity};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::thread;
use tracing_subscriber::prelude::*;

kea_messages! {
    logger = "testing.server";

    /// A client was served.
    info SERVED(client: &str, requests: u64) = "%1: served %2 request(s)";
    /// The server is up.
    debug(99) STARTED() = "server started";
    /// A user logged in.
    warn LOGIN(user: &str, #[secret] password: &str) = "%1 came with %2";
    /// Something.
    info SOMETHING(what) = "%1";
}

#[derive(KeaMessages)]
#[kea(prefix = "STORE_")]
enum Store {
    /// The disk has no room left.
    #[message(error, "no room for %1 bytes")]
    Full(u64),
    /// The disk is nearly full.
    #[message(debug(10), "nearly full")]
    NearlyFull,
}

#[test]
fn a_statement_says_the_severity_too() {
    let emitted = capture(|| {
        emit!(info, SOMETHING("a call"));
        let message = SOMETHING("a value");
        emit!(info, message);
    });
    assert_eq!(emitted.messages().len(), 2);
    emitted.assert_message(&SOMETHING("a call"));
    emitted.assert_message(&SOMETHING("a value"));
}

#[test]
fn a_future_in_a_scope_says_what_it_is() {
    let future = Scope::current().future(async {});
    assert_eq!(format!("{future:?}"), "InScope { .. }");
}

#[test]
fn all_that_is_emitted_is_captured() {
    let emitted = capture(|| {
        emit!(STARTED());
        emit!(SERVED("a1", 3));
        emit!(logger: "testing.other", LOGIN("ann", "hunter2"));
        emit!(SOMETHING(7));
        emit!(Store::Full(3));
        emit!(Store::NearlyFull);
        emit!(&Store::Full(4) as &dyn Message);
        enabled!(STARTED)
    });
    assert!(emitted.returned());
    let seen: Vec<_> = emitted
        .messages()
        .iter()
        .map(|message| format!("{} {message}: {}", message.logger(), message.text()))
        .collect();
    assert_eq!(
        seen,
        [
            "testing.server debug(99) STARTED: server started",
            "testing.server info SERVED client=a1 requests=3: a1: served 3 request(s)",
            "testing.other warn LOGIN user=ann password=<redacted>: ann came with <redacted>",
            "testing.server info SOMETHING what=7: 7",
            "testing error STORE_FULL arg1=3: no room for 3 bytes",
            "testing debug(10) STORE_NEARLY_FULL: nearly full",
            "testing error STORE_FULL arg1=4: no room for 4 bytes",
        ]
    );
    let served = &emitted.messages()[1];
    assert_eq!(served.severity(), Severity::Info);
    assert_eq!(served.argument("client"), Some("a1"));
    assert_eq!(served.argument("server"), None);
    assert_eq!(
        served.arguments().collect::<Vec<_>>(),
        [("client", "a1"), ("requests", "3")]
    );

    emitted.assert_message(&SERVED("a1", 3));
    emitted.assert_message(&Store::Full(4));
    emitted.assert_no_message(&SERVED("a1", 4));
    emitted.assert_id("STARTED");
    emitted.assert_no_id("STORE_GONE");
}

/// Returns the panic message of an assertion that fails.
fn failure(emitted: &Captured, assertion: impl FnOnce(&Captured)) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| assertion(emitted))).expect_err("it fails");
    let panic = panic.downcast::<String>().expect("it says why");
    *panic
}

#[test]
fn an_assertion_that_fails_says_what_was_emitted() {
    let emitted = capture(|| {
        emit!(SERVED("a 1\n", 3));
        emit!(SERVED("", 3));
    });
    let instead =
        "\n  info SERVED client=\"a 1\\n\" requests=3\n  info SERVED client=\"\" requests=3";
    let cases: [(&dyn Fn(&Captured), &str); 6] = [
        (
            &|emitted| emitted.assert_message(&SERVED("a1", 3)),
            "SERVED client=a1 requests=3 was not emitted; emitted messages:",
        ),
        (
            &|emitted| emitted.assert_no_message(&SERVED("", 3)),
            "SERVED client=\"\" requests=3 was emitted; emitted messages:",
        ),
        (
            &|emitted| emitted.assert_id("STARTED"),
            "STARTED was not emitted; emitted messages:",
        ),
        (
            &|emitted| emitted.assert_no_id("SERVED"),
            "SERVED was emitted; emitted messages:",
        ),
        (
            &|emitted| emitted.assert_messages(&[&STARTED(), &SERVED("", 3)]),
            "expected these 2 messages and no others:\n  STARTED\n  SERVED client=\"\" \
             requests=3\nemitted messages:",
        ),
        (
            &|emitted| emitted.assert_messages(&[]),
            "expected no message; emitted messages:",
        ),
    ];
    for (assertion, expected) in cases {
        let found = failure(&emitted, assertion);
        assert_eq!(found, format!("{expected}{instead}"));
    }
    let found = failure(&capture(|| ()), |emitted| emitted.assert_id("STARTED"));
    assert_eq!(found, "STARTED was not emitted; no message was emitted");
}

#[test]
fn captures_can_be_nested_and_end_with_a_panic() {
    let outer = capture(|| {
        emit!(STARTED());
        let inner = capture(|| emit!(SERVED("a1", 1)));
        inner.assert_messages(&[&SERVED("a1", 1)]);
        catch_unwind(|| {
            _ = capture(|| {
                emit!(SERVED("a1", 2));
                panic!("the closure fails");
            });
        })
        .expect_err("it panics");
        std::thread::spawn(|| emit!(SERVED("a1", 9)))
            .join()
            .expect("it ends");
        emit!(SERVED("a1", 3));
    });
    outer.assert_messages(&[
        &STARTED(),
        &SERVED("a1", 1),
        &SERVED("a1", 2),
        &SERVED("a1", 3),
    ]);
    assert!(!enabled!(STARTED), "nobody captures any more");
    capture(|| ()).assert_messages(&[]);
}

/// An argument that emits a message when it is printed.
struct Talkative;

impl std::fmt::Display for Talkative {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        emit!(STARTED());
        f.write_str("talkative")
    }
}

#[test]
fn an_argument_can_emit_messages_itself() {
    let emitted = capture(|| emit!(SOMETHING(Talkative)));
    emitted.assert_id("STARTED");
    emitted.assert_id("SOMETHING");
}

/// While messages are captured, a subscriber receives the same messages as always.
#[test]
fn a_subscriber_gets_what_it_always_gets() {
    struct Collect(Arc<Mutex<Vec<&'static str>>>);
    impl<S: tracing::Subscriber> tracing_subscriber::Layer<S> for Collect {
        fn on_event(
            &self,
            event: &tracing::Event<'_>,
            _: tracing_subscriber::layer::Context<'_, S>,
        ) {
            self.0
                .lock()
                .expect("no test has failed")
                .push(event.metadata().name());
        }
    }
    let seen = Arc::new(Mutex::new(Vec::new()));
    let subscriber = tracing_subscriber::registry()
        .with(Collect(Arc::clone(&seen)))
        .with(tracing::level_filters::LevelFilter::INFO);
    let emitted = tracing::subscriber::with_default(subscriber, || {
        capture(|| {
            emit!(STARTED());
            emit!(SERVED("a1", 3));
            emit!(Store::NearlyFull);
            emit!(Store::Full(1));
        })
    });
    assert_eq!(emitted.messages().len(), 4);
    assert_eq!(
        *seen.lock().expect("no test has failed"),
        ["SERVED", "STORE_FULL"]
    );
}

/// Polls a future until it is ready.
fn block_on<R>(future: impl Future<Output = R>) -> R {
    let mut future = pin!(future);
    loop {
        let mut context = Context::from_waker(Waker::noop());
        if let Poll::Ready(ready) = future.as_mut().poll(&mut context) {
            return ready;
        }
    }
}

/// A future that is pending once.
async fn pause() {
    let mut is_ready = false;
    std::future::poll_fn(|_| {
        let poll = if is_ready {
            Poll::Ready(())
        } else {
            Poll::Pending
        };
        is_ready = true;
        poll
    })
    .await;
}

fn texts<R>(emitted: &Captured<R>) -> Vec<&str> {
    let messages = emitted.messages().iter();
    messages.map(CapturedMessage::text).collect()
}

#[test]
fn a_scope_is_carried_into_threads() {
    let emitted = capture(|| {
        let scope = Scope::current();
        thread::scope(|threads| {
            threads.spawn(|| scope.run(|| emit!(SOMETHING("carried"))));
            threads.spawn(|| emit!(SOMETHING("not carried")));
        });
        // This is in the same capture twice, and the message is in it once.
        scope.run(|| emit!(SOMETHING("here")));
    });
    assert_eq!(texts(&emitted), ["carried", "here"]);
    // Outside of a capture, the scope is empty.
    Scope::current().run(|| emit!(SOMETHING("nowhere")));
}

#[test]
fn nested_captures_are_carried_together() {
    let outer = capture(|| {
        capture(|| {
            let scope = Scope::current();
            let thread = thread::spawn(move || scope.run(|| emit!(SOMETHING("both"))));
            thread.join().expect("no panic");
        })
    });
    assert_eq!(texts(&outer), ["both"]);
    assert_eq!(texts(outer.returned()), ["both"]);
}

#[test]
fn a_future_is_captured_wherever_it_is_polled() {
    let emitted = block_on(capture_async(async {
        emit!(SOMETHING("first"));
        pause().await;
        let scope = Scope::current();
        // A runtime does the same with a task: another thread polls it.
        let task = scope.future(async {
            pause().await;
            emit!(SOMETHING("second"));
        });
        thread::spawn(|| block_on(task)).join().expect("no panic");
        emit!(SOMETHING("third"));
    }));
    assert_eq!(texts(&emitted), ["first", "second", "third"]);

    // Between two polls, the thread is not in the capture.
    let mut future = pin!(capture_async(async {
        pause().await;
        emit!(SOMETHING("inside"));
    }));
    let mut context = Context::from_waker(Waker::noop());
    assert!(future.as_mut().poll(&mut context).is_pending());
    emit!(SOMETHING("outside"));
    let Poll::Ready(emitted) = future.as_mut().poll(&mut context) else {
        panic!("it was pending once")
    };
    assert_eq!(texts(&emitted), ["inside"]);
}

#[test]
fn all_threads_can_be_captured() {
    let emitted = capture_all_threads(|| {
        let inner = capture(|| emit!(SERVED("of all", 1)));
        assert_eq!(inner.messages().len(), 1);
        let thread = thread::spawn(|| emit!(SERVED("of all", 2)));
        thread.join().expect("no panic");
    });
    // Other tests run at the same time.
    emitted.assert_message(&SERVED("of all", 1));
    emitted.assert_message(&SERVED("of all", 2));
    let calls = emitted.messages().iter();
    let mine = calls.filter(|message| message.argument("client") == Some("of all"));
    assert_eq!(mine.count(), 2);
}
