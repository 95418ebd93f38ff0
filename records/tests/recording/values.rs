//! The values of messages, as they are read.

use super::*;

#[test]
fn values_are_read_as_they_were() {
    let place = Place::new();
    let recording = place.start();
    let source = std::io::Error::other("no disk");
    let error = std::io::Error::other(source);
    let values = VALUES(
        true,
        'é',
        -7,
        u64::MAX,
        i128::MIN,
        u128::MAX,
        0.1,
        f64::MIN_POSITIVE,
        "a1 \u{1f600}",
        "any",
    );
    let expected = [
        values.to_string(),
        SECRET("t0ps3cret", "a1").to_string(),
        FAILED(&error).to_string(),
        NOTHING().to_string(),
        FIELD("a1", 67).to_string(),
        FORMATTED(67).to_string(),
        StoreError::Full { bytes: 1024 }.to_string(),
        StoreError::ReadOnly.to_string(),
    ];
    emit!(values);
    emit!(SECRET("t0ps3cret", "a1"));
    emit!(FAILED(&error));
    emit!(NOTHING());
    emit!(FIELD("a1", 67));
    emit!(FORMATTED(67));
    for message in [StoreError::Full { bytes: 1024 }, StoreError::ReadOnly] {
        emit!(message);
    }
    assert!(recording.flush());
    let status = recording.status();
    assert_eq!((status.recorded, status.lost), (8, 0));
    recording.stop().expect("it can be written");

    let file = fs::read(place.file()).expect("it is there");
    assert!(!file.windows(9).any(|bytes| bytes == b"t0ps3cret"));
    let (mut texts, mut severities, mut all) = (vec![], vec![], vec![]);
    read(&place.file(), |entry| {
        let Entry::Record(record) = entry else {
            panic!("{entry:?}")
        };
        texts.push(record.to_string());
        severities.push((record.id().to_owned(), record.severity()));
        let of = |(value, name): (&Value<'_>, &str)| format!("{name}={value:?}");
        let names = record
            .definition()
            .arguments
            .iter()
            .map(|argument| &*argument.name);
        all.push(
            record
                .values()
                .iter()
                .zip(names)
                .map(of)
                .collect::<Vec<_>>()
                .join(" "),
        );
        assert_eq!(record.definition().file, file!());
        assert_eq!(record.definition().module, module_path!());
    });
    assert_eq!(texts, expected);
    let expected = [
        ("VALUES", Severity::Info),
        ("SECRET", Severity::Warn),
        ("FAILED", Severity::Error),
        ("NOTHING", Severity::Fatal),
        ("FIELD", Severity::Info),
        ("FORMATTED", Severity::Info),
        ("STORE_FULL", Severity::Error),
        ("STORE_READ_ONLY", Severity::Warn),
    ];
    assert_eq!(
        severities,
        expected.map(|(id, severity)| (id.to_owned(), severity))
    );
    assert_eq!(all[1], "token=Secret user=Str(\"a1\")");
    assert!(all[2].contains("no disk"), "{}", all[2]);
    assert_eq!(all[4], "name=Str(\"a1\") port=U64(67)");
    assert_eq!(all[5], "number=U64(67)");
    assert_eq!(
        all[0],
        format!(
            "flag=Bool(true) letter=Char('é') small=I64(-7) large=U64({}) wide=I128({}) \
             wider=U128({}) short=F32(0.1) long=F64({:?}) text=Str(\"a1 \u{1f600}\") \
             any=Display(\"any\")",
            u64::MAX,
            i128::MIN,
            u128::MAX,
            f64::MIN_POSITIVE,
        )
    );
}

/// Strings of each length around those that fit into one slot, and values of all numbers of words.
#[test]
fn values_of_each_length() {
    let place = Place::new();
    let recording = place.start();
    let lengths = || (0..200).chain([1_000, 100_000, 300_000, 2_000_000]);
    let text = |length: usize| -> String {
        (0..length)
            .map(|index| char::from(b"abcdefghijk"[index % 11]))
            .collect()
    };
    for length in lengths() {
        let text = text(length);
        emit!(TEXT(&text));
        emit!(FIELD(&text, 1));
        emit!(ANY(&text));
    }
    recording.stop().expect("it can be written");
    let mut lines = place.lines().into_iter();
    for length in lengths() {
        let text = text(length);
        assert_eq!(lines.next(), Some(format!("TEXT {text}")));
        assert_eq!(lines.next(), Some(format!("FIELD client {text}")));
        assert_eq!(lines.next(), Some(format!("ANY {text}")));
    }
    assert_eq!(lines.next(), None);
}

/// Values of a generic function can have several kinds at one statement.
#[test]
fn one_statement_with_several_kinds() {
    fn log(message: &(impl kea_messages::Emit + ?Sized)) {
        emit!(message);
    }

    let place = Place::new();
    let recording = place.start();
    for number in 0..3 {
        log(&TEXT("a1"));
        log(&ANY(number));
        log(&NOTHING());
        let message: &dyn Message = &FIELD("a1", 67);
        log(message);
    }
    recording.stop().expect("it can be written");
    let expected: Vec<_> = (0..3)
        .flat_map(|number| {
            [
                "TEXT a1".to_owned(),
                format!("ANY {number}"),
                "NOTHING nothing at all".to_owned(),
                "FIELD client a1".to_owned(),
            ]
        })
        .collect();
    assert_eq!(place.lines(), expected);
}

#[test]
fn addresses() {
    let place = Place::new();
    let recording = place.start();
    let (four, six) = (
        Ipv4Addr::new(192, 0, 2, 1),
        "2001:db8::1".parse().expect("an address"),
    );
    emit!(ADDRESSES(four.into(), four, &six));
    emit!(ADDRESSES(six.into(), four, &six));
    recording.stop().expect("it can be written");
    let (mut texts, mut values) = (vec![], vec![]);
    read(&place.file(), |entry| {
        let Entry::Record(record) = entry else {
            panic!("{entry:?}")
        };
        texts.push(record.to_string());
        values.push(format!("{:?}", record.values()));
    });
    assert_eq!(
        texts,
        [
            "192.0.2.1 192.0.2.1 2001:db8::1",
            "2001:db8::1 192.0.2.1 2001:db8::1"
        ]
    );
    assert_eq!(
        values,
        [
            "[Ipv4(192.0.2.1), Ipv4(192.0.2.1), Ipv6(2001:db8::1)]",
            "[Ipv6(2001:db8::1), Ipv4(192.0.2.1), Ipv6(2001:db8::1)]",
        ]
    );
}

#[test]
fn bytes() {
    let place = Place::new();
    let recording = place.start();
    let address = [0, 12, 1, 2, 3, 255];
    let long: Vec<u8> = (0..20_000_u32)
        .map(|number| number.to_le_bytes()[0])
        .collect();
    emit!(BYTES(b"\n\xff", address, vec![], b"\n"));
    emit!(BYTES(&[], address, long.clone(), &[]));
    recording.stop().expect("it can be written");
    let (mut texts, mut values) = (vec![], vec![]);
    read(&place.file(), |entry| {
        let Entry::Record(record) = entry else {
            panic!("{entry:?}")
        };
        texts.push(record.to_string());
        let bytes = record.values().iter().map(|value| match value {
            Value::Bytes(bytes) => bytes.to_vec(),
            other => panic!("{other:?}"),
        });
        values.push(bytes.collect::<Vec<_>>());
    });
    assert_eq!(texts[0], "[0a ff] [00 0c 01 02 03 ff] [] [10]");
    let begin = "[] [00 0c 01 02 03 ff] [00 01 02 ";
    assert!(texts[1].starts_with(begin) && texts[1].ends_with(" 1e 1f] []"));
    assert_eq!(texts[1].len(), begin.len() - 9 + 3 * long.len() + 3);
    let address = address.to_vec();
    assert_eq!(
        values,
        [
            [b"\n\xff".to_vec(), address.clone(), vec![], b"\n".to_vec()],
            [vec![], address, long, vec![]],
        ]
    );
}

/// A value that panics takes nothing with it but its own record.
#[test]
fn a_value_that_panics() {
    struct Panics;

    impl std::fmt::Display for Panics {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("begun")?;
            panic!("not a text")
        }
    }

    let place = Place::new();
    let recording = place.start();
    for _ in 0..3 {
        emit!(ANY("before"));
        std::panic::catch_unwind(|| emit!(ANY(Panics))).expect_err("it panics");
        emit!(TEXT("behind"));
    }
    recording.stop().expect("it can be written");
    assert_eq!(place.lines(), ["ANY before", "TEXT behind"].repeat(3));
}

/// An `emit!` in the `Display` of an argument, and one at the end of a thread.
#[test]
fn messages_inside_of_messages() {
    struct Chatty;

    impl std::fmt::Display for Chatty {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            emit!(TEXT("inner"));
            f.write_str("outer")
        }
    }

    struct AtEnd;

    impl Drop for AtEnd {
        fn drop(&mut self) {
            emit!(TEXT("the end"));
            emit!(ANY("the very end"));
        }
    }

    thread_local!(static AT_END: AtEnd = const { AtEnd });

    let place = Place::new();
    let recording = place.start();
    emit!(ANY(Chatty));
    thread::spawn(|| {
        // It is dropped after the ring of the thread, or before it.
        AT_END.with(|_| emit!(TEXT("a thread")));
    })
    .join()
    .expect("it does not panic");
    recording.stop().expect("it can be written");
    let expected = [
        "TEXT inner",
        "ANY outer",
        "TEXT a thread",
        "TEXT the end",
        "ANY the very end",
    ];
    assert_eq!(place.lines(), expected);
}
