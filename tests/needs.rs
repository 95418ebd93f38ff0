//! Runs tests that require something that is not part of the project and may be missing.
//!
//! If the requirement is missing, the test is ignored, and the test runner names the requirement
//! instead of reporting success. With libtest, ignored tests are determined at compile time, so
//! these tests are in separate targets with `harness = false`.

use crate::workspace;
use libtest_mimic::{Arguments, Trial};
use std::process::{Command, ExitCode};

/// A requirement of a test.
pub struct Need {
    what: String,
    is_met: bool,
}

impl Need {
    /// Requires a file or a folder. The path is relative to the folder of the workspace.
    #[must_use]
    pub fn path(path: &str) -> Self {
        Self {
            what: path.to_owned(),
            is_met: workspace().join(path).exists(),
        }
    }

    /// Requires a program that can be run.
    #[must_use]
    pub fn program(name: &str) -> Self {
        Self {
            what: name.to_owned(),
            is_met: Command::new(name).arg("--version").output().is_ok(),
        }
    }

    /// Requires the result of a command. If the command fails, its last line states the reason.
    #[must_use]
    pub fn command(what: &str, program: &str, arguments: &[String]) -> Self {
        let output = Command::new(program).args(arguments).output();
        let reason = match &output {
            Ok(output) => String::from_utf8_lossy(&output.stderr).trim().to_owned(),
            Err(error) => error.to_string(),
        };
        let is_met = output.is_ok_and(|output| output.status.success());
        let last = reason.lines().last().filter(|_| !is_met);
        Self {
            what: last.map_or(what.to_owned(), |reason| format!("{what} ({reason})")),
            is_met,
        }
    }

    /// Requires a version of rustc, such as `1.95`.
    #[must_use]
    pub fn rustc(version: &str) -> Self {
        let what = format!("rustc {version}");
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let output = Command::new(rustc).arg("--version").output();
        let is_met =
            output.is_ok_and(|output| output.stdout.starts_with(format!("{what}.").as_bytes()));
        Self { what, is_met }
    }

    /// Combines two requirements.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        Self {
            what: format!("{}, {}", self.what, other.what),
            is_met: self.is_met && other.is_met,
        }
    }

    /// Returns a test that is ignored if the requirement is not met. The test fails by panicking.
    #[must_use]
    pub fn test(&self, name: &str, test: fn()) -> Trial {
        let test = move || {
            test();
            Ok(())
        };
        Trial::test(name, test)
            .with_kind(format!("needs {}", self.what))
            .with_ignored_flag(!self.is_met)
    }
}

/// Runs tests with the options of libtest on the command line.
#[must_use]
pub fn run(tests: Vec<Trial>) -> ExitCode {
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}

/// The `main` function of a test target with `harness = false`: the functions that are run as
/// tests, each list after its requirement.
///
/// ```no_run
/// use kea_messages_tests::{Need, tests};
///
/// tests! {
///     Need::program("groff") => [man_pages_are_accepted],
/// }
///
/// fn man_pages_are_accepted() {}
/// ```
#[macro_export]
macro_rules! tests {
    ($($need:expr => [$($test:path),+ $(,)?]),+ $(,)?) => {
        fn main() -> ::std::process::ExitCode {
            let mut tests = ::std::vec::Vec::new();
            $(
                let need = $need;
                $(tests.push(need.test(::core::stringify!($test), $test));)+
            )+
            $crate::run(tests)
        }
    };
}

#[cfg(test)]
mod tests {
    use super::Need;

    #[test]
    fn a_test_is_ignored_unless_its_need_is_met() {
        let there = || Need::path("Cargo.toml");
        let cases = [
            (there(), "needs Cargo.toml", false),
            (Need::path("nothing"), "needs nothing", true),
            (Need::program("cargo"), "needs cargo", false),
            (
                Need::program("no-such-program"),
                "needs no-such-program",
                true,
            ),
            (
                Need::command("a shell", "sh", &["-c".into(), "true".into()]),
                "needs a shell",
                false,
            ),
            (
                Need::command(
                    "it",
                    "sh",
                    &["-c".into(), "echo a >&2; echo why >&2; exit 1".into()],
                ),
                "needs it (why)",
                true,
            ),
            (Need::rustc("1"), "needs rustc 1", false),
            (Need::rustc("1.8"), "needs rustc 1.8", true),
            (there().and(&there()), "needs Cargo.toml, Cargo.toml", false),
            (
                there().and(&Need::path("nothing")),
                "needs Cargo.toml, nothing",
                true,
            ),
            (
                Need::path("nothing").and(&there()),
                "needs nothing, Cargo.toml",
                true,
            ),
        ];
        for (need, kind, is_ignored) in cases {
            let test = need.test("name", || ());
            assert_eq!((test.name(), test.kind()), ("name", kind));
            assert_eq!(test.has_ignored_flag(), is_ignored, "{kind}");
        }
    }
}
