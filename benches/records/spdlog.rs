//! spdlog, a library for C++, in a program that is compiled for the benchmark.

use crate::threads::Sustained;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

/// The compiled program.
pub(crate) struct Spdlog(PathBuf);

impl Spdlog {
    /// Compiles the program. Returns the reason if that is not possible.
    pub(crate) fn compile(folder: &Path) -> Result<Self, String> {
        let program = folder.join("spdlog-bench");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/records/spdlog.cpp");
        // The library is used as its package configures it.
        let output = Command::new("sh")
            .args(["-c", r#"g++ -std=c++17 -O3 -DNDEBUG "$0" -o "$1" $(pkg-config --cflags --libs spdlog) -pthread"#])
            .args([Path::new(source), &program])
            .output()
            .map_err(|error| format!("sh: {error}"))?;
        if output.status.success() {
            return Ok(Self(program));
        }
        let problem = String::from_utf8_lossy(&output.stderr);
        let problem = problem
            .lines()
            .find(|line| line.contains("rror"))
            .unwrap_or(&problem);
        Err(format!(
            "it needs g++, pkg-config and Debian's package libspdlog-dev: {}",
            problem.trim()
        ))
    }

    /// Starts the program, which logs to this file.
    pub(crate) fn start(&self, path: &Path) -> io::Result<Running> {
        let mut child = Command::new(&self.0)
            .arg(path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (Some(commands), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("there is no pipe"));
        };
        Ok(Running {
            child,
            commands: Some(commands),
            answers: BufReader::new(answers),
        })
    }
}

/// The running program.
pub(crate) struct Running {
    child: Child,
    commands: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Running {
    /// Measures a burst, as [`burst`](crate::threads::burst) does.
    pub(crate) fn burst(&mut self, threads: u32, count: u32) -> io::Result<Duration> {
        let [time] = self.ask("burst", threads, count)?;
        Ok(time)
    }

    /// Measures messages without a pause, as [`sustained`](crate::threads::sustained) does.
    pub(crate) fn sustained(mut self, threads: u32, count: u32) -> io::Result<Sustained> {
        let [logged, written] = self.ask("sustained", threads, count)?;
        Ok(Sustained { logged, written })
    }

    fn ask<const N: usize>(
        &mut self,
        command: &str,
        threads: u32,
        count: u32,
    ) -> io::Result<[Duration; N]> {
        if let Some(commands) = &mut self.commands {
            writeln!(commands, "{command} {threads} {count}")?;
        }
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let times: Vec<_> = line
            .split_whitespace()
            .filter_map(|time| time.parse().ok().map(Duration::from_nanos))
            .collect();
        <[Duration; N]>::try_from(times)
            .map_err(|_| io::Error::other(format!("unexpected answer of spdlog: `{line}`")))
    }
}

/// Without commands, the program ends.
impl Drop for Running {
    fn drop(&mut self) {
        self.commands = None;
        _ = self.child.wait();
    }
}
