//! Writes results, and prints errors and warnings.

use crate::arguments::Output;
use crate::failure::Failure;
use anstyle::{AnsiColor, Style};
use kea_messages_catalog::{Finding, Source};
use std::fmt::Display;
use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use tempfile::NamedTempFile;

/// The reason for which a folder cannot be read or written as a file.
pub(crate) const FOLDER: &str = "it is a folder";

/// The maximum number of symbolic links that are followed, as in Linux.
const MAX_LINKS: usize = 40;

impl Output {
    /// Returns the path of the output file, or `None` for standard output.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.file.as_deref().filter(|path| !is_stdout(path))
    }

    /// Returns the extension of the output file, in lower case.
    #[cfg(feature = "columns")]
    pub(crate) fn ending(&self) -> Option<String> {
        let extension = self.file.as_deref()?.extension()?;
        Some(extension.to_str()?.to_ascii_lowercase())
    }
}

/// Returns whether a path names a folder, which need not exist.
pub(crate) fn is_folder(path: &Path) -> bool {
    let name = path.as_os_str().to_string_lossy();
    name.ends_with(['/', MAIN_SEPARATOR]) || path.is_dir()
}

/// Whether this path means standard output.
fn is_stdout(path: &Path) -> bool {
    path == Path::new("-")
}

/// Writes a result to standard output, or to a file, which is written completely or not at all.
pub(crate) fn write(output: &Output, result: &[u8]) -> Result<(), Failure> {
    match output.path() {
        // Unlike `print`, this does not remove control characters.
        None => print_to(io::stdout().lock(), result),
        Some(path) => replace(path, result).map_err(|error| cannot_write(path, error)),
    }
}

pub(crate) fn cannot_write(path: &Path, error: impl Display) -> Failure {
    Failure::unusable(format!("cannot write `{}`: {error}", path.display()))
}

/// Creates a folder for results, and those above it.
pub(crate) fn create_folder(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| cannot_write_into(folder, &error))
}

pub(crate) fn cannot_write_into(folder: &Path, error: &io::Error) -> Failure {
    let shown = folder.display();
    Failure::unusable(if folder.is_file() {
        format!("cannot write into `{shown}`: it is a file, not a folder")
    } else {
        format!("cannot write into `{shown}`: {error}")
    })
}

/// Removes the path of the temporary file, which tempfile adds to an error.
pub(crate) fn without_path(error: &io::Error) -> io::Error {
    let text = error.to_string();
    let text = text.split(" at path ").next().unwrap_or_default();
    io::Error::new(error.kind(), text)
}

/// Writes to standard output, with colours if it is a terminal that supports
/// them. A closed pipe is not an error.
pub(crate) fn print(result: &[u8]) -> Result<(), Failure> {
    print_to(anstream::stdout().lock(), result)
}

fn print_to(mut stdout: impl Write, result: &[u8]) -> Result<(), Failure> {
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
    /// A special file, such as `/dev/stdout`, which cannot be replaced.
    Itself(File),
    Stdout(io::Stdout),
}

impl NewFile {
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        if is_stdout(path) {
            return Ok(Self::Stdout(io::stdout()));
        }
        if is_folder(path) {
            return Err(io::Error::new(ErrorKind::IsADirectory, FOLDER));
        }
        if path.exists() && !path.is_file() {
            return Ok(Self::Itself(File::create(path)?));
        }
        let path = target(path)?;
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let shown = folder.display();
        match folder.metadata() {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) => {
                let reason = format!("`{shown}` is not a folder");
                return Err(io::Error::new(ErrorKind::NotADirectory, reason));
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let reason = format!("there is no folder `{shown}`");
                return Err(io::Error::new(ErrorKind::NotFound, reason));
            }
            Err(error) => return Err(error),
        }
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // The permissions of a new file, from which the umask is subtracted.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = builder
            .tempfile_in(folder)
            .map_err(|error| without_path(&error))?;
        Ok(Self::Beside(file, path))
    }

    /// Replaces the old file. If this is not called, the new file is removed.
    pub(crate) fn keep(self) -> io::Result<()> {
        let Self::Beside(file, path) = self else {
            return Ok(());
        };
        if let Ok(old) = path.metadata() {
            file.as_file().set_permissions(old.permissions())?;
        }
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    }
}

/// Follows symbolic links, so that the file is replaced and not the link. The target does not have
/// to exist.
fn target(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_owned();
    for _ in 0..MAX_LINKS {
        let Ok(next) = target.read_link() else {
            return Ok(target);
        };
        target = target.parent().unwrap_or(Path::new("")).join(next);
    }
    Err(io::Error::other("it is a link to itself"))
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            // The error of the temporary file itself would include its path.
            Self::Beside(file, _) => file.as_file_mut().write(bytes),
            Self::Itself(file) => file.write(bytes),
            Self::Stdout(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Beside(file, _) => file.as_file_mut().flush(),
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

/// Prints a finding to standard error, with the lines of the sources that it refers to.
pub(crate) fn report(finding: &Finding, sources: &[Source]) {
    report_as(finding.level().name(), finding, sources);
}

/// Prints a finding to standard error, with its code.
pub(crate) fn report_with_code(finding: &Finding, sources: &[Source]) {
    report_as(&level_with_code(finding), finding, sources);
}

/// The output of [`report_with_code`], without colours.
pub(crate) fn drawn_with_code(finding: &Finding, sources: &[Source]) -> String {
    let level = level_with_code(finding);
    format!("{level}: {}{}\n", finding.title, finding.render(sources))
}

fn level_with_code(finding: &Finding) -> String {
    format!("{}[{}]", finding.level().name(), finding.code)
}

fn report_as(level: &str, finding: &Finding, sources: &[Source]) {
    let drawn = finding.render(sources);
    complain(level, &format!("{}{drawn}", finding.title));
}

/// Prints a line to standard error that is neither an error nor a warning.
pub(crate) fn note(line: &str) {
    _ = writeln!(anstream::stderr(), "{line}");
}
