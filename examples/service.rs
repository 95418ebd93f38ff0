//! A toy service that runs until it is stopped, and can be reconfigured while it runs.
//!
//! ```sh
//! cargo run --example service                  # in the folder target/service
//! cargo run --example service -- FOLDER
//! cargo run --example service -- FOLDER 100    # ends after 100 rounds
//! cargo run --example service -- --explain toy-started
//! ```
//!
//! Two files are created in the folder if they do not exist: `service.json` with the loggers, and
//! `local.mes` with texts that replace those of the program. Edit them while the program runs. In
//! the next round, the changes take effect, or the log says what is wrong with them. The log is
//! written to standard output and to `service.log` in the folder, which is rotated.
#![forbid(unsafe_code)]

#[path = "service/messages.rs"]
mod messages;
#[path = "service/pool.rs"]
mod pool;
#[path = "service/watched.rs"]
mod watched;

use kea_messages::{emit, local_texts};
use kea_messages_manual::{Book, explain};
use kea_messages_subscriber::{Config, Loggers};
use messages::{ALL, TOY_CONFIG_UNREADABLE, TOY_STARTED, TOY_STOPPED};
use pool::Pool;
use std::error::Error;
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;
use tracing_subscriber::prelude::*;
use watched::Watched;

const USAGE: &str = "usage: service [FOLDER [ROUNDS]]\n       service --explain ID";

const CONFIG: &str = include_str!("service/service.json");
const TEXTS: &str = include_str!("service/local.mes");

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (folder, rounds) = match arguments.as_slice() {
        [option, id] if option == "--explain" => return explain_message(id),
        [] => ("target/service", Ok(u64::MAX)),
        [folder] => (folder.as_str(), Ok(u64::MAX)),
        [folder, rounds] => (folder.as_str(), rounds.parse()),
        _ => return complain(USAGE, 2),
    };
    let Ok(rounds) = rounds else {
        return complain(USAGE, 2);
    };
    match run(folder.as_ref(), rounds) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => complain(&format!("{folder}: {error}"), 1),
    }
}

/// Explains a message of this service.
fn explain_message(id: &str) -> ExitCode {
    match explain(&Book::from(&ALL), id) {
        Ok(explanation) => _ = write!(std::io::stdout(), "{explanation}"),
        Err(unknown) => return complain(&unknown.to_string(), 1),
    }
    ExitCode::SUCCESS
}

fn run(folder: &Path, rounds: u64) -> Result<(), Box<dyn Error>> {
    let mut service = Service::start(folder)?;
    for _ in 0..rounds {
        service.round();
        std::thread::sleep(Duration::from_millis(200));
    }
    service.stop();
    Ok(())
}

/// Writes to standard error. If it is closed, the text is lost.
fn complain(text: &str, code: u8) -> ExitCode {
    _ = writeln!(std::io::stderr(), "{text}");
    ExitCode::from(code)
}

struct Service {
    loggers: Loggers,
    config: Watched,
    texts: Watched,
    pool: Pool,
    round: u64,
}

impl Service {
    /// Sets up the log, and starts the service.
    ///
    /// # Errors
    ///
    /// Returns an error about the folder, or the configuration in it.
    fn start(folder: &Path) -> Result<Self, Box<dyn Error>> {
        std::fs::create_dir_all(folder)?;
        // Relative paths in the configuration are relative to this folder.
        std::env::set_current_dir(folder)?;
        let config = file("service.json", CONFIG)?;
        let texts = file("local.mes", TEXTS)?;
        let json = std::fs::read_to_string(config.path())?;
        let loggers = Loggers::new("toy-dhcp", &Config::from_json(&json)?)?;
        tracing_subscriber::registry()
            .with(loggers.layer())
            .try_init()?;
        // Problems in the texts are logged.
        _ = local_texts::load(&ALL, texts.path());
        emit!(TOY_STARTED());
        Ok(Self {
            loggers,
            config,
            texts,
            pool: Pool::new(4),
            round: 0,
        })
    }

    /// Serves one client.
    fn round(&mut self) {
        if self.config.has_changed() {
            self.read_config();
        }
        if self.texts.has_changed() {
            _ = local_texts::load(&ALL, self.texts.path());
        }
        let client = format!("client {}", self.round % 7);
        self.pool.grant(&client, self.round);
        self.round += 1;
    }

    fn read_config(&self) {
        let path = self.config.path();
        match std::fs::read_to_string(path) {
            // An invalid configuration is logged, and the previous one stays in effect.
            Ok(json) => _ = self.loggers.reload_json(&json),
            Err(error) => {
                let path = path.display().to_string();
                emit!(TOY_CONFIG_UNREADABLE(&path, &error));
            }
        }
    }

    fn stop(self) {
        emit!(TOY_STOPPED(self.round));
        self.loggers.flush();
    }
}

/// Creates a file in the folder, unless it exists.
fn file(name: &str, text: &str) -> std::io::Result<Watched> {
    match std::fs::File::create_new(name) {
        Ok(mut file) => file.write_all(text.as_bytes())?,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    Ok(Watched::new(name.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the texts of the lines, after the time and the logger.
    fn lines(log: &str) -> Vec<&str> {
        let texts = log.lines().map(|line| line.split_once("] "));
        texts.map(|text| text.expect("it is a line").1).collect()
    }

    /// This is a single test, because the service uses global state.
    #[test]
    fn it_is_configured_while_it_runs() -> Result<(), Box<dyn Error>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/service-test");
        _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder)?;
        let write = |name: &str, text: &str| std::fs::write(folder.join(name), text);
        let log = || std::fs::read_to_string(folder.join("service.log"));

        let config = r#"{ "loggers": [{ "name": "toy-dhcp", "output-options": [
            { "output": "service.log", "maxsize": 0 } ] }] }"#;
        write("service.json", config)?;
        let mut service = Service::start(&folder)?;
        service.round();
        let expected = [
            "LOG_LOCAL_TEXTS_LOADED local.mes: 1 local text(s) loaded",
            "TOY_STARTED up and running",
            "ALLOC_GRANTED client 0: 192.0.2.1 for 5 round(s)",
        ];
        assert_eq!(lines(&log()?), expected);

        write(
            "local.mes",
            "% ALLOC_GRANTED %2 goes to %1 (%3)\n% TOY_STARTED %1\n",
        )?;
        write(
            "service.json",
            "{ \"loggers\": [{ \"name\": \"toy-dhcp\", \"severty\": 1 }] }",
        )?;
        service.round();
        let log_now = log()?;
        let news = &lines(&log_now)[expected.len()..];
        assert!(
            news[0].starts_with("LOG_CONFIGURATION_REFUSED "),
            "{news:?}"
        );
        assert!(news[0].contains("severty"), "{news:?}");
        assert_eq!(
            news[1..],
            [
                "LOG_LOCAL_TEXT_REJECTED local.mes:2:15: the text of TOY_STARTED was rejected: \
                 unexpected `%1`",
                "LOG_LOCAL_TEXTS_LOADED local.mes: 1 local text(s) loaded",
                "ALLOC_GRANTED 192.0.2.2 goes to client 1 (5)",
            ]
        );

        let config = r#"{ "loggers": [{ "name": "toy-dhcp", "severity": "DEBUG",
            "debuglevel": 99, "output-options": [
            { "output": "service.log", "maxsize": 2000, "maxver": 2 } ] }] }"#;
        write("service.json", config)?;
        (0..30).for_each(|_| service.round());
        service.stop();
        assert!(log()?.ends_with("TOY_STOPPED stopped after 32 round(s)\n"));
        for (rotated, is_there) in [
            ("service.log.1", true),
            ("service.log.2", true),
            ("service.log.3", false),
        ] {
            assert_eq!(folder.join(rotated).exists(), is_there, "{rotated}");
        }
        let all: String = ["service.log.2", "service.log.1", "service.log"]
            .iter()
            .map(|name| std::fs::read_to_string(folder.join(name)).expect("it is there"))
            .collect();
        for id in ["ALLOC_IN_USE", "ALLOC_EXPIRED", "ALLOC_POOL_FULL"] {
            assert!(all.contains(id), "{id} is not in {all}");
        }
        Ok(())
    }
}
