//! Tests replacing the configuration, and the end of a thread.

use super::*;
use kea_messages::Message as _;
use std::fs;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt as _};

fn config(path: &Path) -> Config {
    let json = format!(
        r#"{{ "loggers": [{{ "name": "root",
            "output-options": [{{ "output": {path:?}, "flush": false }}] }}] }}"#
    );
    Config::from_json(&json).expect("it is well formed")
}

#[test]
fn no_line_waits_in_an_output_that_is_no_longer_named() {
    let folder = tempfile::tempdir().expect("there are temporary folders");
    let [one, two] = ["one", "two"].map(|name| folder.path().join(name));
    let text = |path| fs::read_to_string(path).expect("it is open");
    let loggers = Loggers::new("root", &config(&one)).expect("the folder is there");
    // A thread that is about to write still has this configuration.
    let previous = loggers.0.state.load_full();
    let write = |state: &State, line| {
        let output = &state.targets_of("")[0].output;
        output.write(line, Severity::Info, std::process::id())
    };
    assert!(write(&previous, "first\n"));
    assert_eq!(text(&one), "");

    loggers.reload(&config(&two)).expect("the folder is there");
    assert_eq!(text(&one), "first\n");
    assert!(!write(&previous, "second\n"));
    assert_eq!(text(&one), "first\nsecond\n");

    // The same output is used again, with the options of the new configuration.
    loggers.reload(&config(&one)).expect("the folder is there");
    let current = loggers.0.state.load_full();
    assert!(Arc::ptr_eq(
        &previous.targets_of("")[0].output,
        &current.targets_of("")[0].output
    ));
    assert!(write(&previous, "third\n"));
}

/// A layer that loads the default configuration as soon as another one is refused.
struct Reloading(Loggers);

impl<S: tracing::Subscriber> Layer<S> for Reloading {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        if event.metadata().name() == "LOG_CONFIGURATION_REFUSED" {
            self.0.reload(&Config::default()).expect("it has no file");
        }
    }
}

#[test]
fn another_layer_can_load_a_configuration_when_one_is_refused() {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let folder = tempfile::tempdir().expect("there are temporary folders");
        let file = folder.path().join("log");
        let loggers = Loggers::new("root", &config(&file)).expect("the folder is there");
        let subscriber = tracing_subscriber::registry().with(Reloading(loggers.clone()));
        let refused = tracing::subscriber::with_default(subscriber, || {
            loggers.reload(&config(&folder.path().join("missing").join("log")))
        });
        let is_default = loggers.0.state.load().config == Config::default();
        _ = sender.send((refused.is_err(), is_default));
    });
    let result = receiver.recv_timeout(Duration::from_secs(10));
    assert_eq!(result, Ok((true, true)));
}

#[test]
fn a_thread_can_end_while_another_one_cannot_write() {
    let folder = tempfile::tempdir().expect("there are temporary folders");
    let file = folder.path().join("log");
    let json = format!(
        r#"{{ "loggers": [{{ "name": "kea-messages", "output-options": [{{ "output": {file:?} }}],
            "limits": {{ "LOG_CONFIGURATION_LOADED": "0/day" }} }}] }}"#
    );
    let config = Config::from_json(&json).expect("it is well formed");
    let loggers = Loggers::new("root", &config).expect("the folder is there");
    LOG_CONFIGURATION_LOADED(1).visit(&mut |message| {
        loggers.write(&Record::of_own(message), &mut Draft::new());
    });
    let text = || fs::read_to_string(&file).expect("it is open");
    assert_eq!(text(), "");
    let end = |loggers: Loggers| {
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            loggers.0.flush(true);
            _ = sender.send(());
        });
        receiver.recv_timeout(Duration::from_secs(10))
    };
    let state = loggers.0.state.load_full();
    let output = &state.targets_of("kea-messages")[0].output;
    assert_eq!(output.while_busy(|| end(loggers.clone())), Ok(()));
    assert_eq!(text(), "");
    assert_eq!(end(loggers), Ok(()));
    assert!(text().contains(" LOG_LIMIT_EXCEEDED "), "{}", text());
}

#[test]
fn an_output_that_is_stuck_holds_back_no_other() {
    let folder = tempfile::tempdir().expect("there are temporary folders");
    let [stuck, free] = ["stuck", "free"].map(|name| folder.path().join(name));
    // The logger with the longest name comes first.
    let json = |stuck: &str| {
        format!(
            r#"{{ "loggers": [{{ "name": "longer" {stuck} }}, {{ "name": "root",
                "output-options": [{{ "output": {free:?}, "flush": false }}] }}] }}"#
        )
    };
    let with_stuck = json(&format!(
        r#", "output-options": [{{ "output": {stuck:?} }}]"#
    ));
    let config = |json: &str| Config::from_json(json).expect("it is well formed");
    let loggers = Loggers::new("root", &config(&with_stuck)).expect("the folder is there");
    let in_a_thread = |act: fn(Loggers)| {
        let (sender, receiver) = mpsc::channel();
        let loggers = loggers.clone();
        thread::spawn(move || {
            act(loggers);
            _ = sender.send(());
        });
        receiver
    };
    let text = || fs::read_to_string(&free).expect("it is open");
    let log = |loggers: &Loggers, number| {
        LOG_CONFIGURATION_LOADED(number).visit(&mut |message| {
            loggers.write(&Record::of_own(message).by("root"), &mut Draft::new());
        });
    };
    let soon = |is_so: &dyn Fn() -> bool| {
        (0..1_000).any(|_| {
            thread::sleep(Duration::from_millis(10));
            is_so()
        })
    };
    let state = loggers.0.state.load_full();
    let output = Arc::clone(&state.targets_of("longer")[0].output);
    let flushing = output.while_busy(|| {
        log(&loggers, 1);
        let flushing = in_a_thread(|loggers| loggers.flush());
        assert!(soon(&|| text().contains("of 1 logger")), "{}", text());
        log(&loggers, 2);
        let ended = in_a_thread(|loggers| drop(loggers.flush_guard()));
        assert_eq!(ended.recv_timeout(Duration::from_secs(10)), Ok(()));
        assert!(text().contains("of 2 logger"), "{}", text());
        // The new configuration can omit the blocked output, or keep it.
        for json in [json(""), with_stuck] {
            let config = config(&json);
            let (sender, receiver) = mpsc::channel();
            let loggers = loggers.clone();
            thread::spawn(move || sender.send(loggers.reload(&config)));
            assert_eq!(receiver.recv_timeout(Duration::from_secs(20)), Ok(Ok(())));
        }
        assert!(
            flushing.try_recv().is_err(),
            "it waits for the one that is stuck"
        );
        flushing
    });
    assert_eq!(flushing.recv_timeout(Duration::from_secs(10)), Ok(()));
    let now = loggers.0.state.load_full();
    assert!(Arc::ptr_eq(&now.targets_of("longer")[0].output, &output));
}

/// Returns a configuration that limits `LOG_CONFIGURATION_LOADED`.
fn with_limit(file: &Path, limit: &str) -> Config {
    let json = format!(
        r#"{{ "loggers": [{{ "name": "kea-messages", "output-options": [{{ "output": {file:?} }}],
            "limits": {{ "LOG_CONFIGURATION_LOADED": "{limit}" }} }}] }}"#
    );
    Config::from_json(&json).expect("it is well formed")
}

#[test]
fn what_a_stuck_output_is_to_be_told_holds_back_no_other_configuration() {
    let folder = tempfile::tempdir().expect("there are temporary folders");
    let file = folder.path().join("log");
    let config = |limit| with_limit(&file, limit);
    let loggers = Loggers::new("root", &config("0/day")).expect("the folder is there");
    LOG_CONFIGURATION_LOADED(1).visit(&mut |message| {
        loggers.write(&Record::of_own(message), &mut Draft::new());
    });
    let reload = |config: Config| {
        let (sender, receiver) = mpsc::channel();
        let loggers = loggers.clone();
        thread::spawn(move || sender.send(loggers.reload(&config)));
        receiver
    };
    let state = loggers.0.state.load_full();
    let output = &state.targets_of("kea-messages")[0].output;
    let first = output.while_busy(|| {
        // The reload has to report a suppressed message.
        let first = reload(config("1/day"));
        assert!(first.recv_timeout(Duration::from_secs(3)).is_err());
        let second = reload(Config::default());
        assert_eq!(second.recv_timeout(Duration::from_secs(10)), Ok(Ok(())));
        first
    });
    assert_eq!(first.recv_timeout(Duration::from_secs(10)), Ok(Ok(())));
    let text = fs::read_to_string(&file).expect("it is open");
    assert_eq!(text.matches(" LOG_LIMIT_EXCEEDED ").count(), 1, "{text}");
}

#[test]
fn what_is_left_out_during_a_reload_is_said() {
    let folder = tempfile::tempdir().expect("there are temporary folders");
    let file = folder.path().join("log");
    let config = |limit| with_limit(&file, limit);
    // The limit stays, changes, or is removed.
    for limit in ["0/min", "1/h", "none"] {
        let loggers = Loggers::new("root", &config("0/min")).expect("the folder is there");
        // A thread has loaded this configuration just before it is replaced.
        let old = loggers.0.state.load_full();
        loggers.reload(&config(limit)).expect("it is open");
        LOG_CONFIGURATION_LOADED(1).visit(&mut |message| {
            assert!(!loggers.is_within_limits(&old, &Record::of_own(message)));
        });
        drop(old);
        let current = loggers.0.state.load_full();
        let end = current.limits.next_end().expect(limit);
        let said = current.limits.take_ended(end);
        let said: Vec<_> = said.iter().map(|(_, excess)| excess.left_out).collect();
        assert_eq!(said, [1], "{limit}");
    }
}
