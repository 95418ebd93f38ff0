//! Generates crates, and runs cargo on them.

use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Instant, SystemTime};
use std::{env, io};

/// The root of the workspace.
const WORKSPACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The dependency of a generated crate.
#[derive(Clone, Copy, Debug)]
pub enum Dependency {
    /// `kea-messages` with its default features.
    KeaMessages,
    /// `kea-messages` with another feature.
    KeaMessagesWith(&'static str),
    /// `log`.
    Log,
    /// `thiserror`.
    Thiserror,
    /// `tracing`, with the features that the backend enables.
    Tracing,
}

impl Dependency {
    /// Returns the line for `Cargo.toml`. The exact version of a peer comes from the `Cargo.lock`
    /// of the workspace, which is copied to the crate.
    fn line(self) -> String {
        let runtime = format!("path = '{WORKSPACE}/runtime'");
        match self {
            Self::KeaMessages => format!("kea-messages = {{ {runtime} }}"),
            Self::KeaMessagesWith(feature) => {
                format!("kea-messages = {{ {runtime}, features = ['{feature}'] }}")
            }
            Self::Log => "log = '0.4'".to_owned(),
            Self::Thiserror => "thiserror = '2'".to_owned(),
            Self::Tracing => {
                "tracing = { version = '0.1', default-features = false, features = ['std'] }"
                    .to_owned()
            }
        }
    }
}

/// The folder of the generated crates, which is removed when this is dropped.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Creates the folder.
    ///
    /// # Errors
    ///
    /// Returns the error of the file system.
    pub fn new() -> Result<Self, Box<dyn Error>> {
        let name = format!("kea-messages-benches-{}", std::process::id());
        let path = env::temp_dir().join(name);
        fs::create_dir(&path).map_err(|error| at(&path, &error))?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("warning: {} stays behind: {error}", self.0.display());
        }
    }
}

/// A crate in its own folder, whose dependencies have been downloaded.
#[derive(Debug)]
pub struct Crate {
    name: String,
    path: PathBuf,
    /// The name of the source file.
    root: &'static str,
    /// Whether the crate is compiled incrementally.
    incremental: bool,
}

impl Crate {
    /// Creates a library.
    ///
    /// # Errors
    ///
    /// Returns the error of the file system or of cargo.
    pub fn new(
        folder: &Folder,
        name: &str,
        dependency: Dependency,
        source: &str,
    ) -> Result<Self, Box<dyn Error>> {
        Self::create(folder, name, dependency, "lib.rs", source)
    }

    /// Creates a program.
    ///
    /// # Errors
    ///
    /// Returns the error of the file system or of cargo.
    pub fn program(
        folder: &Folder,
        name: &str,
        dependency: Dependency,
        source: &str,
    ) -> Result<Self, Box<dyn Error>> {
        Self::create(folder, name, dependency, "main.rs", source)
    }

    fn create(
        folder: &Folder,
        name: &str,
        dependency: Dependency,
        root: &'static str,
        source: &str,
    ) -> Result<Self, Box<dyn Error>> {
        let path = folder.0.join(name);
        let manifest = format!(
            "[package]\nname = '{name}'\nedition = '2024'\n\n[workspace]\n\n[dependencies]\n{}\n\n\
             [profile.release]\nstrip = true\n",
            dependency.line()
        );
        let lock = Path::new(WORKSPACE).join("Cargo.lock");
        create_dir(&path)?;
        create_dir(&path.join("src"))?;
        write(&path.join("Cargo.toml"), &manifest)?;
        write(&path.join("src").join(root), source)?;
        fs::copy(&lock, path.join("Cargo.lock")).map_err(|error| at(&lock, &error))?;
        let created = Self {
            name: name.to_owned(),
            path,
            root,
            incremental: false,
        };
        created.cargo(&["fetch"])?;
        Ok(created)
    }

    /// Adds a catalogue file to the crate.
    ///
    /// # Errors
    ///
    /// Returns the error of the file system.
    pub fn with_file(self, name: &str, contents: &str) -> Result<Self, Box<dyn Error>> {
        write(&self.path.join(name), contents)?;
        Ok(self)
    }

    /// Enables or disables incremental compilation.
    #[must_use]
    pub fn with_incremental_state(self, incremental: bool) -> Self {
        Self {
            incremental,
            ..self
        }
    }

    /// Returns the time in seconds that `cargo check` takes if only the source of this crate has
    /// changed.
    ///
    /// # Errors
    ///
    /// Returns an error if the crate is not compiled.
    pub fn check(&self) -> Result<f64, Box<dyn Error>> {
        self.touch()?;
        self.time(&["check", "--offline"], "Checking")
    }

    /// Returns the time in seconds that `cargo build` takes from scratch, including the
    /// dependencies.
    ///
    /// # Errors
    ///
    /// Returns an error if the crate is not compiled.
    pub fn build_cold(&self) -> Result<f64, Box<dyn Error>> {
        let target = self.target();
        if target.exists() {
            fs::remove_dir_all(&target).map_err(|error| at(&target, &error))?;
        }
        self.time(&["build", "--offline"], "Compiling")
    }

    /// Returns the size in bytes of the program without symbols, compiled with optimization.
    ///
    /// # Errors
    ///
    /// Returns an error if the crate is not compiled.
    pub fn size(&self) -> Result<u64, Box<dyn Error>> {
        self.cargo(&["build", "--release", "--offline"])?;
        let program = self.target().join("release").join(&self.name);
        let program = program.with_extension(env::consts::EXE_EXTENSION);
        let metadata = fs::metadata(&program).map_err(|error| at(&program, &error))?;
        Ok(metadata.len())
    }

    /// Measures a run of cargo. It is an error if cargo does not print `step` for the crate,
    /// because without anything to do, the time would be meaningless.
    fn time(&self, arguments: &[&str], step: &str) -> Result<f64, Box<dyn Error>> {
        let start = Instant::now();
        let output = self.cargo(arguments)?;
        let time = start.elapsed().as_secs_f64();
        let stderr = String::from_utf8_lossy(&output.stderr);
        if !stderr.contains(&format!("{step} {} ", self.name)) {
            let command = arguments.join(" ");
            return Err(format!("`cargo {command}` did not compile the crate:\n{stderr}").into());
        }
        Ok(time)
    }

    fn touch(&self) -> Result<(), String> {
        let path = self.path.join("src").join(self.root);
        let touch = || -> io::Result<()> {
            let file = File::options().append(true).open(&path)?;
            file.set_modified(SystemTime::now())
        };
        touch().map_err(|error| at(&path, &error))
    }

    fn target(&self) -> PathBuf {
        self.path.join("target")
    }

    /// Runs cargo without the settings of the environment and of configuration files that affect
    /// the compilation.
    fn cargo(&self, arguments: &[&str]) -> Result<Output, Box<dyn Error>> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(says_how_to_compile) {
                command.env_remove(name);
            }
        }
        command
            .args(arguments)
            .current_dir(&self.path)
            .env("CARGO_TARGET_DIR", self.target())
            .env(
                "CARGO_INCREMENTAL",
                if self.incremental { "1" } else { "0" },
            )
            .env("CARGO_TERM_COLOR", "never")
            // An empty value overrides a wrapper in a configuration file.
            .env("RUSTC_WRAPPER", "");
        let shown = format!("cargo {} (crate {})", arguments.join(" "), self.name);
        let output = command
            .output()
            .map_err(|error| format!("{shown} could not be run: {error}"))?;
        if !output.status.success() {
            let stderr = String::from_utf8_lossy(&output.stderr);
            return Err(format!("{shown} failed, {}:\n{stderr}", output.status).into());
        }
        Ok(output)
    }
}

/// Whether an environment variable changes what cargo builds, or how. This does not include the
/// folders of cargo, and how it connects to the registry.
fn says_how_to_compile(variable: &str) -> bool {
    const NAMES: [&str; 6] = [
        "RUSTFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
        "CARGO_INCREMENTAL",
        "RUSTC",
        "RUSTC_WORKSPACE_WRAPPER",
        "RUSTC_BOOTSTRAP",
    ];
    const PREFIXES: [&str; 5] = [
        "CARGO_BUILD_",
        "CARGO_PROFILE_",
        "CARGO_TARGET_",
        "CARGO_TERM_",
        "CARGO_UNSTABLE_",
    ];
    NAMES.contains(&variable) || PREFIXES.iter().any(|prefix| variable.starts_with(prefix))
}

fn create_dir(path: &Path) -> Result<(), String> {
    fs::create_dir(path).map_err(|error| at(path, &error))
}

fn write(path: &Path, contents: &str) -> Result<(), String> {
    fs::write(path, contents).map_err(|error| at(path, &error))
}

fn at(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}
