//! Tests programs that end, or whose file cannot be written, while records are on their way. The test
//! runs itself as these programs, because the test harness has its own `main`.

use kea_messages::records::{Records, WhenFull};
use kea_messages::{emit, kea_messages};
use kea_messages_records::{Entry, Item, Reader, Value};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio, exit};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

kea_messages! {
    info NUMBERED(number: u64) = "%1";
}

/// The number of records that a program writes before it ends.
const RECORDS: u64 = 500;

fn log() {
    (0..RECORDS).for_each(|number| emit!(NUMBERED(number)));
}

fn in_a_thread(log: impl FnOnce() + Send + 'static) {
    thread::spawn(log).join().expect("it does not panic");
}

/// Logs in a thread that has not ended when the program does.
fn log_in_a_thread_that_stays() {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        log();
        sender.send(()).expect("this thread waits for it");
        thread::park();
    });
    receiver.recv().expect("the thread sends it");
}

/// Starts a recording that is not dropped.
fn start(file: &Path) {
    let recording = Records::to(file).start().expect("the file can be written");
    std::mem::forget(recording);
}

/// The name of each end, whether the exit status is success, and the function that ends.
const ENDS: [(&str, bool, fn(&Path)); 10] = [
    ("the recording is dropped", true, |file| {
        let _recording = Records::to(file).start().expect("the file can be written");
        log();
    }),
    ("main returns", true, |file| {
        start(file);
        log();
    }),
    (
        "main returns, and another thread has logged",
        true,
        |file| {
            start(file);
            log_in_a_thread_that_stays();
        },
    ),
    ("main panics", false, |file| {
        let _recording = Records::to(file).start().expect("the file can be written");
        log();
        panic!("an end, too");
    }),
    (
        "main panics, and the recording is not dropped",
        false,
        |file| {
            start(file);
            log();
            panic!("an end, too");
        },
    ),
    ("main exits", true, |file| {
        start(file);
        log();
        exit(0);
    }),
    ("another thread exits", true, |file| {
        start(file);
        in_a_thread(|| {
            log();
            exit(0)
        });
    }),
    (
        "another thread starts the recording and ends",
        true,
        |file| {
            let file = file.to_owned();
            in_a_thread(move || start(&file));
            log();
        },
    ),
    ("another thread logs and ends", true, |file| {
        let file = file.to_owned();
        in_a_thread(move || start(&file));
        in_a_thread(log);
    }),
    (
        "a thread that has logged nothing flushes and exits",
        true,
        |file| {
            start(file);
            log_in_a_thread_that_stays();
            in_a_thread(|| {
                assert!(kea_messages::records::flush());
                exit(0)
            });
        },
    ),
];

/// Logs until it is killed, and prints how many records the file must have.
fn log_until_killed(file: &Path) {
    let recording = Records::to(file).start().expect("the file can be written");
    for number in 0.. {
        emit!(NUMBERED(number));
        if number % 1_000 == 999 {
            assert!(recording.flush());
            println!("{}", number + 1);
        }
    }
}

/// Logs to a file that cannot become as long as it should.
fn log_too_much(file: &Path) {
    let records = Records::to(file)
        .ring_size(1 << 12)
        .when_full(WhenFull::Wait);
    let recording = records.start().expect("the file can be written");
    let started = Instant::now();
    for number in 0..100_000 {
        emit!(NUMBERED(number));
    }
    assert!(!recording.flush(), "the file is too long");
    assert!(
        started.elapsed() < Duration::from_secs(20),
        "it does not wait for the disk"
    );
    let status = recording.status();
    assert!(status.is_failing && status.lost > 0, "{status:?}");
    recording.stop().expect_err("records are lost");
}

fn main() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let mut arguments = std::env::args_os().skip(1);
    if let (Some(end), Some(file)) = (arguments.next(), arguments.next()) {
        let file = Path::new(&file);
        if let Some((.., end)) = ENDS.iter().find(|(name, ..)| end == *name) {
            return end(file);
        }
        match end.to_str() {
            Some("killed") => log_until_killed(file),
            Some("full") => log_too_much(file),
            _ => record_from_environment(),
        }
        return;
    }
    let file = folder.join("end.kmr");
    for (name, is_success, _) in ENDS {
        _ = std::fs::remove_file(&file);
        let status = this_program(name, &file).stderr(Stdio::null()).status();
        check_status(name, status.expect("it can be started"), is_success);
        assert_eq!(numbers(&file), (0..RECORDS).collect::<Vec<_>>(), "{name}");
        println!("test {name} ... ok");
    }
    a_killed_program(&file);
    #[cfg(unix)]
    a_full_disk(&file);
    settings_in_the_environment(&file);
}

fn this_program(end: &str, file: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("it runs"));
    command.arg(end).arg(file);
    command
}

fn check_status(name: &str, status: ExitStatus, is_success: bool) {
    assert_eq!(status.success(), is_success, "{name}");
}

/// What was flushed is in the file, and nothing in it is damaged, except that the last frame can be
/// cut off.
fn a_killed_program(file: &Path) {
    use std::io::{BufRead as _, BufReader};

    for attempt in 0..20 {
        _ = std::fs::remove_file(file);
        let mut child = this_program("killed", file)
            .stdout(Stdio::piped())
            .spawn()
            .expect("it can be started");
        let stdout = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut lines = stdout.lines();
        for _ in 0..attempt {
            lines.next().expect("a line").expect("it can be read");
        }
        thread::sleep(Duration::from_micros(attempt * 137));
        child.kill().expect("it runs");
        child.wait().expect("it has ended");
        let flushed = lines.map_while(Result::ok).last();
        let flushed: usize = flushed.map_or(0, |flushed| flushed.parse().expect("a number"));
        // A program that was killed at once has written nothing.
        let numbers = if file.exists() { numbers(file) } else { vec![] };
        assert!(numbers.len() >= flushed, "{} of {flushed}", numbers.len());
        assert!(numbers.iter().copied().eq(0..numbers.len() as u64));
    }
    println!("test a killed program ... ok");
}

/// The limit for the size of a file is where the disk is full. The program must ignore the signal
/// that it would get.
#[cfg(unix)]
fn a_full_disk(file: &Path) {
    _ = std::fs::remove_file(file);
    let program = this_program("full", file);
    let mut shell = Command::new("sh");
    shell
        .arg("-c")
        .arg("trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\"");
    shell.arg(program.get_program()).args(program.get_args());
    let output = shell.output().expect("there is a shell");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    assert!(errors.contains("end.kmr: File too large"), "{errors}");
    assert_eq!(errors.matches("cannot write").count(), 1, "{errors}");
    let numbers = numbers(file);
    assert!(numbers.len() > 1_000, "{}", numbers.len());
    assert!(numbers.iter().copied().eq(0..numbers.len() as u64));
    println!("test a full disk ... ok");
}

/// Logs with the settings in the environment, and prints an error of them.
fn record_from_environment() {
    match Records::from_env() {
        Ok(records) => {
            let recording =
                records.map(|records| records.start().expect("the file can be written"));
            log();
            drop(recording);
        }
        Err(error) => println!("{error}"),
    }
}

fn settings_in_the_environment(file: &Path) {
    let path = file.to_str().expect("the path is UTF-8");
    let all: Vec<_> = (0..RECORDS).collect();
    for (settings, expected, output) in [
        (Some(format!("{path},level=info")), Some(all), ""),
        (Some(format!("{path},level=warn")), Some(vec![]), ""),
        (None, None, ""),
        (Some(String::new()), None, ""),
        (
            Some(format!("{path},level=high")),
            None,
            "KEA_RECORDS: `level=high`: the level is `off`, `fatal`, `error`, `warn`, `info`, \
             `debug` or `debug(N)`\n",
        ),
    ] {
        _ = std::fs::remove_file(file);
        let mut program = this_program("environment", file);
        program.env_remove(Records::ENV_VAR);
        program.envs(
            settings
                .as_ref()
                .map(|settings| (Records::ENV_VAR, settings)),
        );
        let found = program.output().expect("it can be started");
        assert_eq!(String::from_utf8_lossy(&found.stdout), output);
        assert!(found.status.success(), "{settings:?}");
        assert_eq!(
            file.exists().then(|| numbers(file)),
            expected,
            "{settings:?}"
        );
    }
    println!("test settings in the environment ... ok");
}

/// Returns the numbers in the file. Only its end can be cut off.
fn numbers(file: &Path) -> Vec<u64> {
    let mut numbers = Vec::new();
    let size = file.metadata().expect("it is there").len();
    for item in Reader::open(file).expect("the file is there") {
        match item.expect("it can be read") {
            Item::Block(block) => {
                let mut entries = block.entries();
                while let Some(entry) = entries.next() {
                    match entry {
                        Entry::Record(record) => match record.values() {
                            [Value::U64(number)] => numbers.push(*number),
                            values => panic!("{values:?}"),
                        },
                        entry => panic!("{entry:?}"),
                    }
                }
            }
            Item::Damage(damage) => assert_eq!(damage.range.end, size, "{damage}"),
            _ => {}
        }
    }
    numbers
}
