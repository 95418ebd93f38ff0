//! Helpers for tests: crates that a test writes and cargo compiles, and tests with requirements
//! that may be missing.
#![forbid(unsafe_code)]

mod needs;

/// The example of the README, as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

pub use self::needs::{Need, run};

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A crate that a test writes to the temporary folder of the tests.
pub struct Scratch {
    name: String,
    folder: PathBuf,
    target: PathBuf,
}

impl Scratch {
    /// Creates a crate that depends on the runtime with exactly these features. `folder` is below
    /// cargo's temporary folder for tests, whose path is only known to a test. Crates that are
    /// tested one after the other can share a `target`.
    ///
    /// # Panics
    ///
    /// Panics if the files cannot be written.
    #[must_use]
    pub fn new(folder: PathBuf, features: &[&str]) -> Self {
        let runtime = workspace().join("runtime");
        // In a shared target folder, cargo distinguishes crates by their names.
        let name = folder.file_name().unwrap_or_default().display().to_string();
        let mut manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\
             description = \"x\"\nlicense = \"MIT\"\n\n[workspace]\n\n[dependencies]\n",
        );
        _ = writeln!(
            manifest,
            "kea-messages = {{ path = {:?}, version = \"*\", default-features = false, \
             features = {features:?} }}",
            runtime.display().to_string(),
        );
        // The files of an earlier run are removed, but not what cargo has built.
        _ = std::fs::remove_dir_all(&folder);
        let scratch = Self {
            target: folder.with_file_name("scratch_target"),
            name,
            folder,
        };
        scratch.write("Cargo.toml", &manifest);
        let lock = std::fs::read_to_string(workspace().join("Cargo.lock"));
        if let Ok(lock) = lock {
            scratch.write("Cargo.lock", &lock);
        }
        scratch
    }

    /// Adds these lines to the dependencies of the crate.
    #[must_use]
    pub fn with_dependencies(self, lines: &str) -> Self {
        let manifest = self.read("Cargo.toml");
        self.write("Cargo.toml", [&manifest, lines.as_bytes()].concat());
        self
    }

    /// Returns the folder of the crate.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file of the crate.
    ///
    /// # Panics
    ///
    /// Panics if the file cannot be written.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.folder.join(path);
        let folder = path.parent().expect("a file is in a folder");
        std::fs::create_dir_all(folder).expect("a folder for the file");
        std::fs::write(path, content).expect("the file is written");
    }

    /// Reads a file of the crate.
    ///
    /// # Panics
    ///
    /// Panics if the file cannot be read.
    #[must_use]
    pub fn read(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.folder.join(path)).expect("the file is there")
    }

    /// Runs cargo in the crate.
    ///
    /// # Panics
    ///
    /// Panics if cargo cannot be run.
    #[must_use]
    pub fn cargo(&self, arguments: &[&str]) -> Output {
        Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_TERM_COLOR", "never")
            .env_remove("RUSTFLAGS")
            .output()
            .expect("cargo runs")
    }

    /// Checks the crate, and returns the standard error of cargo.
    #[must_use]
    pub fn check(&self, arguments: &[&str]) -> String {
        let arguments = [&["check", "--quiet"], arguments].concat();
        String::from_utf8_lossy(&self.cargo(&arguments).stderr).into_owned()
    }

    /// Documents the crate, without its dependencies.
    ///
    /// # Panics
    ///
    /// Panics if rustdoc reports an error or a warning.
    pub fn document(&self) {
        let output = self.cargo(&["doc", "--offline", "--no-deps"]);
        let printed = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{printed}");
        assert!(!printed.contains("warning"), "{printed}");
    }

    /// Returns a page of the crate's documentation.
    ///
    /// # Panics
    ///
    /// Panics if the page does not exist.
    #[must_use]
    pub fn page(&self, path: &str) -> String {
        let path = self.target.join("doc").join(&self.name).join(path);
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Whether rustdoc's search finds this name.
    ///
    /// # Panics
    ///
    /// Panics if the documentation cannot be read.
    #[must_use]
    pub fn finds(&self, name: &str) -> bool {
        // The index is a single file, or several files in newer versions of rustdoc.
        let doc = self.target.join("doc");
        let folders = [doc.join("search.index/name"), doc];
        let files = folders
            .iter()
            .filter_map(|folder| std::fs::read_dir(folder).ok());
        let mut files = files.flatten().map(|file| file.expect("a file").path());
        files.any(|file| {
            let is_index = file.display().to_string().contains("search");
            let is_index = is_index && file.extension().is_some_and(|it| it == "js");
            is_index && std::fs::read_to_string(&file).is_ok_and(|names| names.contains(name))
        })
    }

    /// Runs the program, and returns its standard output.
    ///
    /// # Panics
    ///
    /// Panics if the program does not compile, or fails.
    #[must_use]
    pub fn run(&self) -> String {
        let output = self.cargo(&["run", "--quiet"]);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Returns the release build of the program.
    ///
    /// # Panics
    ///
    /// Panics if the program does not compile.
    #[must_use]
    pub fn build_release(&self) -> Vec<u8> {
        let output = self.cargo(&["build", "--quiet", "--release"]);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        let program = format!("release/{}{}", self.name, std::env::consts::EXE_SUFFIX);
        std::fs::read(self.target.join(program)).expect("the program is built")
    }
}

/// Returns the folder of the workspace.
///
/// # Panics
///
/// Panics if the tests have been moved out of the workspace.
#[must_use]
pub fn workspace() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the tests are in it").to_owned()
}
