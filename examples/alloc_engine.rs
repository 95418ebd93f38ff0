//! A small DHCPv4 address allocation engine that only reports with its catalogue.
//!
//! ```sh
//! cargo run --example alloc_engine            # the bundled scenario
//! cargo run --example alloc_engine -- FILE    # another one
//! ```
//!
//! It logs to standard error through `env_logger`; `RUST_LOG=warn` shows less. It ends with 1 if the
//! scenario cannot be read or has a mistake, and with 2 for wrong usage.
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

/// Decodes a file as UTF-8.
///
/// # Errors
///
/// Returns the first line that is not UTF-8.
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
/// Returns the mistakes in the scenario, one per line.
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

/// Writes to standard error. If it is closed, the text is lost.
fn complain(text: &str) {
    _ = std::io::stderr().write_all(text.as_bytes());
}

/// Shows all messages, unless `RUST_LOG` says otherwise.
fn set_up_log() {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("trace"))
        .format(kea_messages::terminal::format)
        .init();
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::collections::BTreeMap;

    thread_local! {
        /// The IDs and texts that this thread has logged, because tests run in parallel.
        static LOGGED: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
    }

    struct Capture;

    impl log::Log for Capture {
        fn enabled(&self, _: &log::Metadata<'_>) -> bool {
            true
        }

        fn log(&self, record: &log::Record<'_>) {
            let id = record
                .key_values()
                .get(log::kv::Key::from_str("message_id"));
            let id = id.map(|id| id.to_string()).unwrap_or_default();
            LOGGED.with_borrow_mut(|logged| logged.push((id, record.args().to_string())));
        }

        fn flush(&self) {}
    }

    /// Returns the messages that a scenario logs.
    fn logged(text: &str) -> Vec<(String, String)> {
        // This fails if another test has already set the logger.
        _ = log::set_logger(&Capture);
        log::set_max_level(log::LevelFilter::Trace);
        LOGGED.take();
        assert_eq!(serve("test", text), Ok(()));
        LOGGED.take()
    }

    #[test]
    fn the_bundled_scenario_logs_every_message() {
        let mut times = BTreeMap::<_, u32>::new();
        for (id, _) in logged(BUNDLED) {
            *times.entry(id).or_default() += 1;
        }
        let expected: Vec<&str> = messages::CATALOGUE
            .iter()
            .map(|definition| definition.id())
            .collect();
        assert_eq!(expected.len(), 9);
        assert_eq!(times.keys().collect::<Vec<_>>(), expected);
        let times = |id: &str| times[id];
        assert_eq!(
            times("ALLOC_ENGINE_V4_ALLOC_FAIL"),
            2,
            "the sixth machine and the plotter"
        );
        assert_eq!(times("ALLOC_ENGINE_V4_ALLOC_ERROR"), 1);
        assert_eq!(
            times("ALLOC_ENGINE_V4_DISCOVER_HR"),
            2,
            "the printer and the plotter, whose requests are no discoveries"
        );
        assert_eq!(
            times("ALLOC_ENGINE_LEASE_RECLAIMED"),
            6,
            "all but the declined one"
        );
    }

    #[test]
    fn what_the_engine_reports() {
        let one = "pool 192.0.2.1 - 192.0.2.1\nlease-time 10\n";
        let two = "pool 192.0.2.1 - 192.0.2.2\nlease-time 10\n";
        let fail = "ALLOC_ENGINE_V4_ALLOC_FAIL";
        let reclaimed = "ALLOC_ENGINE_LEASE_RECLAIMED";
        let cases: &[(&str, &str, &str, &[&str])] = &[
            (
                "a request is not a discovery",
                "",
                "reserve a 192.0.2.1\nrequest a",
                &[],
            ),
            (
                "a lease is renewed",
                one,
                "request a\nadvance 9\nrequest a\nadvance 9\nreclaim",
                &[],
            ),
            (
                "an expired lease is held until it is reclaimed",
                one,
                "request a\nadvance 10\nrequest b",
                &[fail],
            ),
            (
                "then another has it",
                one,
                "request a\nadvance 10\nreclaim\nrequest b",
                &[reclaimed],
            ),
            (
                "a released one is free at once",
                one,
                "request a\nrelease a\nrequest b",
                &[],
            ),
            (
                "a declined one is not",
                one,
                "request a\ndecline a\nadvance 10\nreclaim\nrequest a",
                &[fail],
            ),
            (
                "an address reserved for another is not renewed",
                two,
                "request a\nreserve b 192.0.2.1\nrequest a\nrequest c\ndiscover b",
                &[fail, "ALLOC_ENGINE_V4_DISCOVER_HR"],
            ),
            (
                "no limit",
                two,
                "reclaim-limit 0\nrequest a\nrequest b\nadvance 10\nreclaim",
                &[reclaimed, reclaimed],
            ),
            (
                "a pass without a rest starts the count again",
                two,
                "reclaim-limit 1\nrequest a\nrequest b\nadvance 10\nreclaim\nreclaim\nreclaim",
                &[reclaimed, reclaimed],
            ),
            (
                "a lease that the store refuses is not given",
                two,
                "store-size 1\nrequest a\nrequest b\nadvance 10\nreclaim",
                &["ALLOC_ENGINE_V4_ALLOC_ERROR", reclaimed],
            ),
        ];
        for (why, pool, steps, expected) in cases {
            let logged = logged(&format!("{pool}{steps}"));
            let ids = logged.iter().map(|(id, _)| id.as_str());
            // Every pass ends with this message.
            let ids = ids.filter(|id| *id != "ALLOC_ENGINE_V4_LEASES_RECLAMATION_COMPLETE");
            assert_eq!(ids.collect::<Vec<_>>(), *expected, "{why}");
        }
    }

    #[test]
    fn a_line_holds_what_happened() {
        let logged = logged(
            "pool 192.0.2.1 - 192.0.2.3\nreserve p 192.0.2.2\nprobation 5\nrequest a\nrequest b\nrequest c\ndecline a\nadvance 5\nreclaim",
        );
        let text = |id| &logged.iter().find(|(logged, _)| logged == id).expect(id).1;
        assert_eq!(
            text("ALLOC_ENGINE_V4_ALLOC_FAIL"),
            "c: failed to allocate an IPv4 address after 2 attempt(s)"
        );
        assert_eq!(
            text("ALLOC_ENGINE_V4_DECLINED_RECOVERED"),
            "IPv4 address 192.0.2.1 was recovered after 5 seconds of probation-period"
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
            lines[0].starts_with("lab:2: unknown command `relcaim`"),
            "{mistakes}"
        );
        assert!(
            lines[1].starts_with("lab:3: `advance` is followed by 0"),
            "{mistakes}"
        );
    }
}
