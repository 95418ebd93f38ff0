//! What the tests share: crates that a test writes and cargo compiles, and tests that
//! need something which can be absent.
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

/// A crate in the temporary folder of the tests, which a test writes.
pub struct Scratch {
    name: String,
    folder: PathBuf,
    target: PathBuf,
}

impl Scratch {
    /// A crate that depends on the runtime with these features and no others. `folder` is
    /// below cargo's temporary folder for tests, which only a test knows; crates
    /// that are tested one after the other can share a `target`.
    ///
    /// # Panics
    ///
    /// If the files cannot be written.
    #[must_use]
    pub fn new(folder: PathBuf, features: &[&str]) -> Self {
        let runtime = workspace().join("runtime");
        // In one target folder cargo tells crates apart by their names.
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
        // What a test wrote before is gone; what cargo built is elsewhere.
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

    /// The same crate with these lines among its dependencies.
    #[must_use]
    pub fn with_dependencies(self, lines: &str) -> Self {
        let manifest = self.read("Cargo.toml");
        self.write("Cargo.toml", [&manifest, lines.as_bytes()].concat());
        self
    }

    /// The folder of the crate.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file of the crate.
    ///
    /// # Panics
    ///
    /// If that fails.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.folder.join(path);
        let folder = path.parent().expect("a file is in a folder");
        std::fs::create_dir_all(folder).expect("a folder for the file");
        std::fs::write(path, content).expect("the file is written");
    }

    /// What is in a file of the crate.
    ///
    /// # Panics
    ///
    /// If it cannot be read.
    #[must_use]
    pub fn read(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.folder.join(path)).expect("the file is there")
    }

    /// Runs cargo in the crate.
    ///
    /// # Panics
    ///
    /// If there is no cargo.
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

    /// What cargo prints on standard error when it checks the crate.
    #[must_use]
    pub fn check(&self, arguments: &[&str]) -> String {
        let arguments = [&["check", "--quiet"], arguments].concat();
        String::from_utf8_lossy(&self.cargo(&arguments).stderr).into_owned()
    }

    /// Documents the crate, without its dependencies.
    ///
    /// # Panics
    ///
    /// If rustdoc reports an error or a warning.
    pub fn document(&self) {
        let output = self.cargo(&["doc", "--offline", "--no-deps"]);
        let printed = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{printed}");
        assert!(!printed.contains("warning"), "{printed}");
    }

    /// A page of the crate's documentation.
    ///
    /// # Panics
    ///
    /// If rustdoc did not write it.
    #[must_use]
    pub fn page(&self, path: &str) -> String {
        let path = self.target.join("doc").join(&self.name).join(path);
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Whether rustdoc's search finds something by this name.
    ///
    /// # Panics
    ///
    /// If what rustdoc wrote cannot be read.
    #[must_use]
    pub fn finds(&self, name: &str) -> bool {
        // In one file, or by newer versions of rustdoc in many.
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

    /// What the program prints, when it compiles.
    ///
    /// # Panics
    ///
    /// If it does not compile, or fails.
    #[must_use]
    pub fn run(&self) -> String {
        let output = self.cargo(&["run", "--quiet"]);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// The release build of the program.
    ///
    /// # Panics
    ///
    /// If it does not compile.
    #[must_use]
    pub fn build_release(&self) -> Vec<u8> {
        let output = self.cargo(&["build", "--quiet", "--release"]);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        let program = format!("release/{}{}", self.name, std::env::consts::EXE_SUFFIX);
        std::fs::read(self.target.join(program)).expect("the program is built")
    }
}

/// The folder of the workspace.
///
/// # Panics
///
/// If the tests have been moved away from it.
#[must_use]
pub fn workspace() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the tests are in it").to_owned()
}
