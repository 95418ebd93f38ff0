//! Writes results, and prints errors and warnings.

use crate::arguments::Output;
use crate::failure::Failure;
use anstyle::{AnsiColor, Style};
use kea_messages_catalog::{Finding, Source};
use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

impl Output {
    /// The file; `None` is standard output.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.file.as_deref().filter(|path| !is_stdout(path))
    }
}

/// Whether this means standard output instead of a file.
fn is_stdout(path: &Path) -> bool {
    path == Path::new("-")
}

/// Writes a result to a file, whole or not at all, or to standard output.
pub(crate) fn write(output: &Output, result: &[u8]) -> Result<(), Failure> {
    match output.path() {
        None => print(result),
        Some(path) => replace(path, result).map_err(|error| {
            Failure::unusable(format!("cannot write {}: {error}", path.display()))
        }),
    }
}

/// Writes to standard output, with colours if it is a terminal that supports
/// them. A closed pipe is not an error.
pub(crate) fn print(result: &[u8]) -> Result<(), Failure> {
    let mut stdout = anstream::stdout().lock();
    match stdout.write_all(result).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::unusable(format!("cannot write: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a new file next to the old one, and then replaces the old one.
fn replace(path: &Path, contents: &[u8]) -> io::Result<()> {
    let mut file = NewFile::create(path)?;
    file.write_all(contents)?;
    file.keep()
}

/// A file that is written next to the old one, and replaces it when it is complete.
pub(crate) enum NewFile {
    Beside(NamedTempFile, PathBuf),
    /// A special file, such as /dev/stdout, cannot be replaced.
    Itself(File),
    Stdout(io::Stdout),
}

impl NewFile {
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        if is_stdout(path) {
            return Ok(Self::Stdout(io::stdout()));
        }
        if path.exists() && !path.is_file() {
            return Ok(Self::Itself(File::create(path)?));
        }
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        // Its error would name the new file.
        folder.metadata()?;
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // As a new file has them, less what the umask takes.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = builder
            .tempfile_in(folder)
            .map_err(|error| io::Error::from(error.kind()))?;
        Ok(Self::Beside(file, path.to_owned()))
    }

    /// Replaces the old file. A file that is not kept is removed.
    pub(crate) fn keep(self) -> io::Result<()> {
        let Self::Beside(file, path) = self else {
            return Ok(());
        };
        if let Ok(old) = path.metadata() {
            file.as_file().set_permissions(old.permissions())?;
        }
        // A link stays one.
        let path = path.canonicalize().unwrap_or(path);
        file.persist(path)?;
        Ok(())
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Beside(file, _) => file.write(bytes),
            Self::Itself(file) => file.write(bytes),
            Self::Stdout(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Beside(file, _) => file.flush(),
            Self::Itself(file) => file.flush(),
            Self::Stdout(out) => out.flush(),
        }
    }
}

/// Prints an error or a warning to standard error, as rustc does. If standard error
/// is closed, the text is lost.
pub(crate) fn complain(level: &str, text: &str) {
    let colour = if level.starts_with("error") {
        AnsiColor::Red
    } else {
        AnsiColor::Yellow
    };
    let style: Style = colour.on_default().bold();
    _ = writeln!(anstream::stderr(), "{style}{level}{style:#}: {text}");
}

/// Prints a finding in one of these files to standard error.
pub(crate) fn report(finding: &Finding, sources: &[Source]) {
    report_as(finding.level().name(), finding, sources);
}

/// Prints a finding to standard error, with its code.
pub(crate) fn report_with_code(finding: &Finding, sources: &[Source]) {
    let level = format!("{}[{}]", finding.level().name(), finding.code);
    report_as(&level, finding, sources);
}

fn report_as(level: &str, finding: &Finding, sources: &[Source]) {
    let drawn = finding.render(sources);
    complain(level, &format!("{}{drawn}", finding.title));
}
