//! Tests that need something which is not part of the project, and which can be absent.
//!
//! Such a test is then ignored: the runner says so, names what is needed, and does not
//! count the test as passed. libtest decides which tests are ignored when they are
//! compiled, so these tests are in targets of their own, with `harness = false`.

use crate::workspace;
use libtest_mimic::{Arguments, Trial};
use std::process::{Command, ExitCode};

/// Something that a test needs.
pub struct Need {
    what: String,
    is_met: bool,
}

impl Need {
    /// A file or a folder. The path starts at the folder of the workspace.
    #[must_use]
    pub fn path(path: &str) -> Self {
        Self {
            what: path.to_owned(),
            is_met: workspace().join(path).exists(),
        }
    }

    /// A program that can be run.
    #[must_use]
    pub fn program(name: &str) -> Self {
        Self {
            what: name.to_owned(),
            is_met: Command::new(name).arg("--version").output().is_ok(),
        }
    }

    /// What a command provides, which says why if it fails.
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

    /// A version of rustc, such as `1.95`.
    #[must_use]
    pub fn rustc(version: &str) -> Self {
        let what = format!("rustc {version}");
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let output = Command::new(rustc).arg("--version").output();
        let is_met =
            output.is_ok_and(|output| output.stdout.starts_with(format!("{what}.").as_bytes()));
        Self { what, is_met }
    }

    /// Both this and another need.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        Self {
            what: format!("{}, {}", self.what, other.what),
            is_met: self.is_met && other.is_met,
        }
    }

    /// A test that is ignored unless the need is met. It fails by a panic.
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

/// Runs tests as the command line of the process says, which is that of libtest.
#[must_use]
pub fn run(tests: Vec<Trial>) -> ExitCode {
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}

/// The `main` of a test target with `harness = false`: functions to run as tests, behind
/// what they need.
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
