//! What is recorded, and in which files.

use super::*;

#[test]
fn levels_and_loggers() {
    let place = Place::new();
    let records = place
        .records()
        .level(Severity::Warn)
        .logger("server", Severity::Info);
    let recording = records.start().expect("the file can be written");
    assert!(enabled!(SECRET) && enabled!(other::LEASE));
    assert!(!enabled!(TEXT) && !enabled!(NUMBERED));
    emit!(TEXT("not wanted"));
    emit!(NOTHING());
    emit!(other::LEASE("192.0.2.1"));
    emit!(logger: "server.x", TEXT("wanted"));
    emit!(logger: "servers", TEXT("not wanted"));
    let messages: [&dyn Message; 2] = [&NOTHING(), &TEXT("not wanted")];
    for message in messages {
        emit!(message);
    }
    recording.stop().expect("it can be written");
    let expected = [
        "NOTHING nothing at all",
        "LEASE lease 192.0.2.1",
        "TEXT wanted",
    ];
    assert_eq!(place.lines(), [&expected[..], &expected[..1]].concat());
    assert!(!enabled!(NOTHING), "it has ended");
    emit!(NOTHING());

    let records = place.records().level(debug(40)).logger("server", None);
    let recording = records.start().expect("the file can be written");
    emit!(other::LEASE("192.0.2.1"));
    emit!(NUMBERED(1, 2));
    recording.stop().expect("it can be written");
    assert_eq!(
        place.lines().last().map(String::as_str),
        Some("NUMBERED 1: 2")
    );
}

#[test]
fn a_file_is_continued() {
    let place = Place::new();
    for text in ["one", "two"] {
        let recording = place.start();
        emit!(TEXT(text));
        recording.stop().expect("it can be written");
    }
    assert_eq!(place.lines(), ["TEXT one", "TEXT two"]);
}

#[test]
fn one_recording_at_a_time() {
    let place = Place::new();
    let recording = place.start();
    let second = place.records().start().expect_err("there is one");
    assert_eq!(
        second.to_string(),
        "this process already records its messages: stop that recording first"
    );
    drop(recording);
    drop(place.start());
}

#[test]
fn a_file_that_cannot_be_opened() {
    let place = Place::new();
    let missing = place.folder.path().join("missing").join("test.kmr");
    Records::to(missing)
        .start()
        .expect_err("the folder is missing");
    Records::to(place.folder.path())
        .start()
        .expect_err("a folder");
    drop(place.start());
}

#[test]
fn rotation() {
    let place = Place::new();
    let records = place
        .records()
        .rotate(50_000, 3)
        .interval(Duration::from_millis(1));
    let recording = records.start().expect("the file can be written");
    for number in 0..40_000 {
        emit!(NUMBERED(1, number));
        if number % 500 == 0 {
            recording.flush();
        }
    }
    recording.stop().expect("it can be written");
    let name = |number: u32| {
        let mut name = place.file().into_os_string();
        if number > 0 {
            name.push(format!(".{number}"));
        }
        std::path::PathBuf::from(name)
    };
    assert!(!name(4).exists());
    let mut numbers = Vec::new();
    for file in (0..=3).rev().map(name) {
        assert!(file.metadata().expect("it is there").len() < 150_000);
        read(&file, |entry| match entry {
            Entry::Record(record) => numbers.push(record.to_string()),
            entry => panic!("{entry:?}"),
        });
    }
    // The oldest files have been removed.
    let first = 40_000 - numbers.len();
    let expected: Vec<_> = (first..40_000)
        .map(|number| format!("1: {number}"))
        .collect();
    assert_eq!(numbers, expected);
    assert!(numbers.len() > 5_000);
}

#[test]
fn a_rotation_without_records() {
    let place = Place::new();
    let records = place.records().interval(Duration::from_millis(1));
    let recording = records.rotate(0, 9).start().expect("it can be written");
    thread::sleep(Duration::from_millis(50));
    emit!(NOTHING());
    assert!(recording.flush());
    thread::sleep(Duration::from_millis(50));
    recording.stop().expect("it can be written");
    let names = fs::read_dir(place.folder.path()).expect("it is there");
    assert_eq!(names.count(), 2);
}

/// Another program has moved the file, or has put something in the way.
#[test]
fn a_rotation_that_fails() {
    let place = Place::new();
    let recording = place.records().rotate(1_000, 1).start();
    let recording = recording.expect("it can be written");
    let size = |name: &str| {
        let file = place.folder.path().join(name);
        file.metadata().map_or(0, |metadata| metadata.len())
    };
    let log = |bytes: usize| {
        emit!(TEXT(&"x".repeat(bytes)));
        assert!(recording.flush());
    };
    let obstacle = place.folder.path().join("test.kmr.1");
    fs::create_dir(&obstacle).expect("it can be created");
    fs::write(obstacle.join("x"), "").expect("it can be written");
    log(2_000);
    assert!(size("test.kmr") > 2_000, "it is continued");
    fs::remove_dir_all(&obstacle).expect("it can be removed");
    log(1_000);
    assert!(size("test.kmr") > 3_000, "it is only tried again later");
    log(3_000);
    assert!(size("test.kmr") < 1_000 && size("test.kmr.1") > 6_000);
    log(1_000);
    assert!(
        size("test.kmr") < 1_000 && size("test.kmr.1") < 3_000,
        "the limit is the first one"
    );
    fs::remove_file(place.file()).expect("it can be removed");
    log(1_000);
    log(0);
    assert!(size("test.kmr") > 0, "there is a new file");
    recording.stop().expect("it can be written");
    assert_eq!(place.lines(), ["TEXT "]);
}

/// Both copies of a definition are damaged. The definitions are repeated further behind.
#[test]
fn definitions_are_repeated() {
    const RECORDS: usize = 400;

    let place = Place::new();
    let recording = place.start();
    let text = "x".repeat(100_000);
    for _ in 0..RECORDS {
        emit!(TEXT(&text));
    }
    recording.stop().expect("it can be written");
    let mut bytes = fs::read(place.file()).expect("it is there");
    bytes[..200_000].fill(0);
    let mut texts = 0;
    for item in Reader::new(&*bytes) {
        if let Item::Block(block) = item.expect("it can be read") {
            let mut entries = block.entries();
            while let Some(entry) = entries.next() {
                let Entry::Record(record) = entry else {
                    panic!("{entry:?}")
                };
                assert_eq!(
                    record.thread().name(),
                    thread::current().name().unwrap_or_default()
                );
                texts += 1;
            }
        }
    }
    assert!((RECORDS - 10..RECORDS).contains(&texts), "{texts}");
}
