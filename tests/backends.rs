//! Tests where messages go with each combination of backends.
#![forbid(unsafe_code)]

use kea_messages_tests::Scratch;
use std::path::Path;

/// A program that prints what `log` and `tracing` receive, before and after a subscriber is set,
/// and when its argument is evaluated.
const PROGRAM: &str = r#"
kea_messages::kea_messages! { info SEEN(when) = "seen %1"; }

struct Log;

impl log::Log for Log {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool { true }
    fn log(&self, record: &log::Record<'_>) {
        if record.target() == "program" { println!("log: {}", record.args()); }
    }
    fn flush(&self) {}
}

struct Trace;

impl<S: tracing::Subscriber> tracing_subscriber::Layer<S> for Trace {
    fn on_event(
        &self,
        event: &tracing::Event<'_>,
        _: tracing_subscriber::layer::Context<'_, S>,
    ) {
        println!("tracing: {}", event.metadata().name());
    }
}

fn when(word: &str) -> &str {
    println!("evaluated {word}");
    word
}

fn main() {
    log::set_logger(&Log).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    kea_messages::emit!(SEEN(when("before")));
    use tracing_subscriber::prelude::*;
    let subscriber = tracing_subscriber::registry().with(Trace);
    tracing::subscriber::set_global_default(subscriber).unwrap();
    kea_messages::emit!(SEEN(when("after")));
}
"#;

fn run(name: &str, features: &[&str], tracing: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let dependencies = format!(
        "log = \"0.4\"\ntracing = {{ version = \"0.1\", default-features = false, features = \
         [{tracing}] }}\ntracing-subscriber = {{ version = \"0.3\", default-features = false, \
         features = [\"registry\"] }}\n"
    );
    let scratch = Scratch::new(folder, features).with_dependencies(&dependencies);
    scratch.write("src/main.rs", PROGRAM.replace("program", name));
    scratch.run()
}

#[test]
fn an_event_goes_to_one_backend() {
    let to_both = "evaluated before\nlog: seen before\nevaluated after\ntracing: SEEN\n";
    let cases: [(&str, &[&str], &str, &str); 5] = [
        ("backends_none", &[], "\"std\"", ""),
        (
            "backends_log",
            &["log"],
            "\"std\"",
            "evaluated before\nlog: seen before\nevaluated after\nlog: seen after\n",
        ),
        (
            "backends_tracing",
            &["tracing"],
            "\"std\"",
            "evaluated after\ntracing: SEEN\n",
        ),
        ("backends_both", &["log", "tracing"], "\"std\"", to_both),
        // Messages that tracing itself sends to `log` are not sent again.
        (
            "backends_both_and_tracings_log",
            &["log", "tracing"],
            "\"std\", \"log\"",
            to_both,
        ),
    ];
    for (name, features, tracing, expected) in cases {
        assert_eq!(run(name, features, tracing), expected, "{name}");
    }
}
