//! Determines the format of an output by the extension of its file, unless an option states it.

use crate::arguments::{
    BookFormat, CatalogueFormat, Check, Convert, Decode, FindingFormat, Manual,
};
use crate::failure::Failure;
use crate::output::{FOLDER, cannot_write, is_folder};
use clap::ValueEnum;
use kea_messages_catalog::nearest;
use std::ffi::OsStr;
use std::path::Path;

/// The extensions of `manual`.
const OF_MANUAL: [(&str, BookFormat); 7] = [
    ("html", BookFormat::Html),
    ("md", BookFormat::Markdown),
    ("json", BookFormat::Json),
    ("txt", BookFormat::Text),
    ("man", BookFormat::Man),
    ("htm", BookFormat::Html),
    ("markdown", BookFormat::Markdown),
];

/// The formats of `check`, by their extensions.
const OF_CHECK: [(&str, FindingFormat); 6] = [
    ("json", FindingFormat::Json),
    ("sarif", FindingFormat::Sarif),
    ("txt", FindingFormat::Text),
    ("jsonl", FindingFormat::Json),
    ("ndjson", FindingFormat::Json),
    ("log", FindingFormat::Text),
];

/// The extensions of `convert`. A log format for lnav ends in `.json` too, so it needs `--to`.
const OF_CONVERT: [(&str, Option<CatalogueFormat>); 10] = [
    ("toml", Some(CatalogueFormat::Toml)),
    ("mes", Some(CatalogueFormat::Mes)),
    ("po", Some(CatalogueFormat::Po)),
    ("json", Some(CatalogueFormat::Json)),
    ("catalog", Some(CatalogueFormat::Journal)),
    ("yml", Some(CatalogueFormat::PrometheusRules)),
    ("rulebase", Some(CatalogueFormat::Lognorm)),
    ("vrl", Some(CatalogueFormat::Vrl)),
    ("pot", Some(CatalogueFormat::Po)),
    ("yaml", Some(CatalogueFormat::PrometheusRules)),
];

/// The extensions of `decode`.
const OF_DECODE: [(&str, ()); 5] = [
    ("json", ()),
    ("jsonl", ()),
    ("ndjson", ()),
    ("txt", ()),
    ("log", ()),
];

/// The extensions of `decode` for files of rows.
const OF_ROWS: [(&str, ()); 3] = [("arrow", ()), ("parquet", ()), ("feather", ())];

/// How to make a PDF, which is not a format of `manual`.
pub(crate) const HOW_TO_PDF: &str =
    "write HTML, `-o manual.html`, and print it to PDF from a browser";

/// The reason for which a program does not write rows.
pub(crate) const WITHOUT_COLUMNS: &str = "this `kea-messages` was built without the feature \
    `columns`, which writes Arrow and Parquet";

impl Manual {
    /// Returns the given format, or the one for the extension of the output file.
    ///
    /// # Errors
    ///
    /// Returns an error if the extension is that of another format.
    pub(crate) fn format(&self) -> Result<BookFormat, Failure> {
        match (self.format, self.output.path()) {
            (Some(format), _) => Ok(format),
            (None, None) => Ok(BookFormat::Text),
            (None, Some(path)) if is_folder(path) => Err(Failure::unusable(format!(
                "cannot write `{}`: {FOLDER}\nhelp: to write a page for each message into it, use \
                 `--format html-dir`",
                path.display()
            ))),
            (None, Some(path)) => format_of(path, "manual", &OF_MANUAL, BookFormat::Text),
        }
    }
}

impl Check {
    /// Returns the given format, or the one for the extension of the output file.
    ///
    /// # Errors
    ///
    /// Returns an error if the extension is that of another format.
    pub(crate) fn format(&self) -> Result<FindingFormat, Failure> {
        match (self.format, self.output.as_deref()) {
            (Some(format), _) => Ok(format),
            (None, None) => Ok(FindingFormat::Text),
            (None, Some(path)) => format_of(path, "check", &OF_CHECK, FindingFormat::Text),
        }
    }
}

impl Convert {
    /// Returns the given format, or the one for the extension of the output file.
    ///
    /// # Errors
    ///
    /// Returns an error if the extension is that of no format, or if there is none.
    pub(crate) fn format(&self) -> Result<CatalogueFormat, Failure> {
        let format = match (self.to, self.output.path()) {
            (Some(format), _) => Some(format),
            (None, None) => None,
            (None, Some(path)) if is_folder(path) => return Err(cannot_write(path, FOLDER)),
            (None, Some(path)) => format_of(path, "convert", &OF_CONVERT, None)?,
        };
        format.ok_or_else(|| {
            let formats = CatalogueFormat::value_variants().iter();
            let names = formats.filter_map(ValueEnum::to_possible_value);
            let names: Vec<String> = names.map(|name| format!("`{}`", name.get_name())).collect();
            Failure::unusable(format!(
                "the format to convert to is unknown: add `--to`, or `-o` with a file such as \
                 `messages.toml`\nhelp: the formats are {}",
                names.join(", ")
            ))
        })
    }
}

/// Checks the extension of the file that `decode` writes lines to.
///
/// # Errors
///
/// Returns an error if it is that of another format.
pub(crate) fn check_decode(arguments: &Decode) -> Result<(), Failure> {
    let has_lines = !(arguments.explain || arguments.stats || arguments.learn_types);
    let Some(path) = arguments.output.path().filter(|_| has_lines) else {
        return Ok(());
    };
    if arguments.format.is_some() {
        return Ok(());
    }
    if cfg!(feature = "columns") {
        return format_of(path, "decode", &[&OF_DECODE[..], &OF_ROWS].concat(), ());
    }
    let extension = extension_of(path).unwrap_or_default();
    if OF_ROWS.iter().any(|(name, ())| *name == extension) {
        let path = path.display();
        return Err(Failure::unusable(format!(
            "cannot write `{path}`: {WITHOUT_COLUMNS}"
        )));
    }
    format_of(path, "decode", &OF_DECODE, ())
}

/// Returns the format for the extension of a file.
fn format_of<F: Copy>(
    path: &Path,
    command: &str,
    known: &[(&str, F)],
    default: F,
) -> Result<F, Failure> {
    // A device has no extension.
    let is_file = !path.exists() || path.is_file();
    let Some(extension) = extension_of(path).filter(|_| is_file) else {
        return Ok(default);
    };
    let is_number = extension.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && !extension.is_empty() {
        let is_man_page = is_section(path, &extension);
        let man = known.iter().find(|(name, _)| is_man_page && *name == "man");
        return Ok(man.map_or(default, |(_, format)| *format));
    }
    if let Some((_, format)) = known.iter().find(|(name, _)| *name == extension) {
        return Ok(*format);
    }
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let help = help(command, &extension, &names);
    Err(Failure::unusable(format!(
        "cannot write `{}`: `{command}` has no format with the extension `.{extension}`\nhelp: {help}",
        path.display(),
    )))
}

/// Returns the extension of a file, in lower case.
fn extension_of(path: &Path) -> Option<String> {
    let extension = path.extension().and_then(OsStr::to_str)?;
    Some(extension.to_ascii_lowercase())
}

/// Returns whether a number after a dot is the section of a man page, as in `messages.7`, and not a
/// part of a version, as in `manual-1.5`.
fn is_section(path: &Path, number: &str) -> bool {
    let stem = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
    number.len() == 1 && !stem.ends_with(|letter: char| letter.is_ascii_digit())
}

/// Returns what to write instead of an extension that is not known.
fn help(command: &str, extension: &str, known: &[&str]) -> String {
    match (command, extension) {
        ("manual", "pdf") => HOW_TO_PDF.to_owned(),
        ("manual", "toml" | "mes" | "po") => {
            format!("to convert the catalogue, use `kea-messages convert --to {extension}`")
        }
        ("convert", "html" | "md" | "txt" | "man") => {
            "to write the manual of the catalogue, use `kea-messages manual`".to_owned()
        }
        _ => nearest(extension, known).map_or_else(
            || {
                let names = known.iter().map(|name| format!("`.{name}`"));
                let names: Vec<String> = names.collect();
                let names = names.join(", ");
                let option = if command == "convert" { "to" } else { "format" };
                format!("use one of {names}, or add `--{option}`")
            },
            |meant| format!("did you mean `.{meant}`?"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{OF_MANUAL, format_of};
    use crate::arguments::BookFormat;
    use crate::failure::Failure;
    use std::path::Path;

    #[test]
    fn formats() {
        for (path, expected) in [
            ("manual", Ok(BookFormat::Text)),
            (".html", Ok(BookFormat::Text)),
            ("manual.HTML", Ok(BookFormat::Html)),
            ("a.b/manual.htm", Ok(BookFormat::Html)),
            ("manual.markdown", Ok(BookFormat::Markdown)),
            ("manual.txt", Ok(BookFormat::Text)),
            ("messages.7", Ok(BookFormat::Man)),
            ("messages.man", Ok(BookFormat::Man)),
            ("manual-1.5", Ok(BookFormat::Text)),
            ("manual.2018", Ok(BookFormat::Text)),
            ("/dev/null", Ok(BookFormat::Text)),
            ("manual.pdf", Err("print it to PDF from a browser")),
            ("manual.PDF", Err("print it to PDF from a browser")),
            ("manual.toml", Err("use `kea-messages convert --to toml`")),
            ("manual.hmtl", Err("did you mean `.html`?")),
            (
                "manual.docx",
                Err(
                    "use one of `.html`, `.md`, `.json`, `.txt`, `.man`, `.htm`, `.markdown`, or add `--format`",
                ),
            ),
        ] {
            match (
                format_of(Path::new(path), "manual", &OF_MANUAL, BookFormat::Text),
                expected,
            ) {
                (Ok(found), Ok(expected)) => assert_eq!(found, expected, "{path}"),
                (Err(Failure::Unusable(found)), Err(expected)) => {
                    assert!(found.ends_with(expected), "{path}: {found}");
                }
                (found, _) => panic!("{path}: {found:?}"),
            }
        }
    }
}
