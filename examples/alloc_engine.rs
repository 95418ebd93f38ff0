//! A small DHCPv4 address allocation engine that reports by its catalogue alone.
//!
//! ```sh
//! cargo run --example alloc_engine            # the bundled scenario
//! cargo run --example alloc_engine -- FILE    # another one
//! ```
//!
//! It logs to standard error, in the layout of Kea's log files, through
//! `env_logger`; `RUST_LOG=warn` and the like show less. It ends with 1 if the
//! scenario cannot be read or has a mistake, and with 2 if it is called wrongly.
#![forbid(unsafe_code)]

#[path = "alloc_engine/engine.rs"]
mod engine;
#[path = "alloc_engine/messages.rs"]
mod messages;
#[path = "alloc_engine/scenario.rs"]
mod scenario;
#[path = "alloc_engine/store.rs"]
mod store;

use std::ffi::OsString;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use engine::Engine;
use jiff::ZonedDateTime;
use log::kv::Key;

/// The name of the bundled scenario in errors.
const BUNDLED_NAME: &str = "the bundled scenario";
const BUNDLED: &str = include_str!("alloc_engine/lab.scenario");

fn main() -> ExitCode {
    set_up_log();
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let served = match arguments.as_slice() {
        [] => serve(BUNDLED_NAME, BUNDLED),
        [file] => {
            let name = Path::new(file).display().to_string();
            match std::fs::read(file) {
                Ok(bytes) => decode(&name, &bytes).and_then(|text| serve(&name, text)),
                Err(error) => Err(format!("{name}: {error}\n")),
            }
        }
        _ => {
            complain("usage: alloc_engine [FILE]\n");
            return ExitCode::from(2);
        }
    };
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(mistakes) => {
            complain(&mistakes);
            ExitCode::FAILURE
        }
    }
}

/// # Errors
///
/// The line that is not UTF-8.
fn decode<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, String> {
    std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let line = before.split(|&byte| byte == b'\n').count();
        format!(
            "{name}:{line}: expected UTF-8, found byte {:#04x}\n",
            bytes[before.len()]
        )
    })
}

/// Serves the clients of a scenario.
///
/// # Errors
///
/// What is wrong with the scenario, a line for each mistake.
fn serve(name: &str, text: &str) -> Result<(), String> {
    let steps = scenario::parse(text).map_err(|mistakes| {
        let lines = mistakes.iter();
        lines
            .map(|mistake| format!("{name}:{}: {mistake}\n", mistake.line))
            .collect::<String>()
    })?;
    let mut engine = Engine::default();
    for step in &steps {
        engine.take(step);
    }
    Ok(())
}

/// Writes to standard error. If that is gone, nobody is left to tell.
fn complain(text: &str) {
    _ = std::io::stderr().write_all(text.as_bytes());
}

/// Kea's layout: date and time, severity, logger and process, ID, text.
fn set_up_log() {
    let filter = env_logger::Env::default().default_filter_or("trace");
    let mut builder = env_logger::Builder::from_env(filter);
    builder.format(|line, record| {
        let fields = record.key_values();
        let field = |name: &str| {
            fields
                .get(Key::from_str(name))
                .map(|value| value.to_string())
        };
        let severity = field("severity").unwrap_or_else(|| record.level().to_string());
        writeln!(
            line,
            "{} {:<5} [{}/{}] {} {}",
            ZonedDateTime::now().strftime("%Y-%m-%d %H:%M:%S%.3f"),
            severity.to_uppercase(),
            record.target(),
            std::process::id(),
            field("message_id").unwrap_or_default(),
            record.args(),
        )
    });
    builder.init();
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use std::sync::Mutex;

    /// Counts the messages that are logged, by ID.
    struct Counter(Mutex<BTreeMap<String, u32>>);

    static COUNTER: Counter = Counter(Mutex::new(BTreeMap::new()));

    impl log::Log for Counter {
        fn enabled(&self, _: &log::Metadata<'_>) -> bool {
            true
        }

        fn log(&self, record: &log::Record<'_>) {
            let id = record
                .key_values()
                .get(Key::from_str("message_id"))
                .unwrap();
            *self.0.lock().unwrap().entry(id.to_string()).or_default() += 1;
        }

        fn flush(&self) {}
    }

    #[test]
    fn the_bundled_scenario_logs_every_message() {
        log::set_logger(&COUNTER).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
        assert_eq!(serve(BUNDLED_NAME, BUNDLED), Ok(()));
        let logged = COUNTER.0.lock().unwrap();
        let expected: Vec<&str> = messages::CATALOGUE
            .iter()
            .map(|definition| definition.id())
            .collect();
        assert_eq!(expected.len(), 9);
        assert_eq!(logged.keys().collect::<Vec<_>>(), expected);
        let times = |id: &str| logged[id];
        assert_eq!(
            times("ALLOC_ENGINE_V4_ALLOC_FAIL"),
            2,
            "the sixth machine and the plotter"
        );
        assert_eq!(times("ALLOC_ENGINE_V4_ALLOC_ERROR"), 1);
        assert_eq!(
            times("ALLOC_ENGINE_LEASE_RECLAIMED"),
            6,
            "all but the declined one"
        );
    }

    #[test]
    fn a_scenario_is_utf_8() {
        assert_eq!(decode("lab", b"reclaim"), Ok("reclaim"));
        let mistake = decode("lab", b"reclaim\nrec\xfflaim").unwrap_err();
        assert_eq!(mistake, "lab:2: expected UTF-8, found byte 0xff\n");
    }

    #[test]
    fn a_bad_scenario_is_told_by_its_lines() {
        let mistakes = serve("lab", "reclaim\nrelcaim\nadvance").unwrap_err();
        let lines: Vec<&str> = mistakes.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(
            lines[0].starts_with("lab:2: there is no command `relcaim`"),
            "{mistakes}"
        );
        assert!(
            lines[1].starts_with("lab:3: `advance` is followed by 0"),
            "{mistakes}"
        );
    }
}
