//! The spans of records.

use super::*;

#[test]
fn spans() {
    use kea_messages::records::Spans;
    use tracing_subscriber::prelude::*;

    let place = Place::new();
    let recording = place.start();
    let subscriber = tracing_subscriber::registry().with(Spans::new());
    tracing::subscriber::with_default(subscriber, || {
        emit!(TEXT("outside"));
        let request = tracing::info_span!(
            "request",
            number = 7,
            client = "a1",
            late = tracing::field::Empty
        );
        request.in_scope(|| {
            emit!(TEXT("in a request"));
            tracing::info_span!("query", table = ?Some("leases")).in_scope(|| {
                emit!(TEXT("in a query"));
                thread::scope(|scope| {
                    scope.spawn(|| emit!(TEXT("in another thread")));
                });
            });
            request.record("late", true);
            emit!(ANY("in a request with a new field"));
        });
        emit!(TEXT("outside again"));
        for number in 0..1_000 {
            tracing::info_span!("short", number).in_scope(|| emit!(NUMBERED(1, number)));
        }
    });
    recording.stop().expect("it can be written");

    let mut found = Vec::new();
    read(&place.file(), |entry| {
        let Entry::Record(record) = entry else {
            panic!("{entry:?}")
        };
        let mut line = record.to_string();
        let mut next = record.span();
        while let Some(span) = next {
            let definition = span.definition().expect("it is defined");
            line.push_str(&format!(" < {}", definition.name));
            for (name, value) in &definition.fields {
                line.push_str(&format!(" {name}={value}"));
            }
            next = span.parent();
        }
        found.push(line);
    });
    let short = found.split_off(6);
    assert_eq!(
        found,
        [
            "outside",
            "in a request < request number=7 client=a1",
            "in a query < query table=Some(\"leases\") < request number=7 client=a1",
            "in another thread",
            "in a request with a new field < request number=7 client=a1 late=true",
            "outside again",
        ]
    );
    for (number, line) in short.iter().enumerate() {
        assert_eq!(*line, format!("1: {number} < short number={number}"));
    }
    assert_eq!(short.len(), 1_000);
}

/// A thread is in a span that gets a field in another thread.
#[test]
fn a_span_of_several_threads() {
    use kea_messages::records::Spans;
    use tracing_subscriber::prelude::*;

    let place = Place::new();
    let recording = place.start();
    let subscriber = tracing_subscriber::registry().with(Spans::new());
    tracing::subscriber::with_default(subscriber, || {
        let subscriber = tracing::dispatcher::get_default(Clone::clone);
        let span = tracing::info_span!("shared", field = tracing::field::Empty);
        let in_scope = span.clone();
        in_scope.in_scope(|| {
            thread::scope(|scope| {
                scope.spawn(|| {
                    tracing::dispatcher::with_default(&subscriber, || {
                        for number in 0..1_000 {
                            span.record("field", number);
                        }
                        span.in_scope(|| emit!(TEXT("another thread")));
                    });
                });
            });
            emit!(TEXT("inside"));
        });
        emit!(TEXT("outside"));
        span.in_scope(|| emit!(TEXT("inside again")));
    });
    recording.stop().expect("it can be written");
    let mut found = Vec::new();
    read(&place.file(), |entry| {
        let Entry::Record(record) = entry else {
            panic!("{entry:?}")
        };
        let fields = record.span().map(|span| match span.definition() {
            Some(definition) => format!("{:?}", definition.fields),
            None => "undefined".to_owned(),
        });
        found.push((record.to_string(), fields.unwrap_or_default()));
    });
    let last = r#"[("field", "999")]"#;
    let expected = [
        ("another thread", last),
        ("inside", "[]"),
        ("outside", ""),
        ("inside again", last),
    ];
    assert_eq!(
        found,
        expected.map(|(text, fields)| (text.to_owned(), fields.to_owned()))
    );
}
