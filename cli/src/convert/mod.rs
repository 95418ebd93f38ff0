//! Converts catalogues.

mod journal;
mod mes;
mod po;
mod toml;

use crate::Failure;
use crate::arguments::{CatalogueFormat, Convert};
use crate::input::has_ending;
use crate::output::{self, complain};
use kea_messages_catalog::Message;
use kea_messages_catalog::file::Header;
use kea_messages_manual::{Book, Format};
use std::path::PathBuf;

/// A result, and what it could not hold.
#[derive(Debug, Default)]
struct Converted {
    text: String,
    losses: Vec<String>,
}

pub(crate) fn run(arguments: &Convert) -> Result<(), Failure> {
    let is_translation = |file: &PathBuf| has_ending(file, "po");
    let files = &arguments.input.files;
    if files.iter().any(is_translation) {
        let [file] = files.as_slice() else {
            return Err(Failure::unusable("a translation is converted by itself"));
        };
        let texts = po::read(file)?;
        let converted = match arguments.to {
            CatalogueFormat::Toml => toml::local_texts(&texts),
            CatalogueFormat::Mes => mes::local_texts(&texts),
            _ => {
                let text = "a translation becomes a local text file: `--to toml` or `--to mes`";
                return Err(Failure::unusable(text));
            }
        };
        return finish(&converted, arguments);
    }
    let read = arguments.input.read()?;
    let header = &read.files.header;
    let messages: Vec<&Message> = read
        .files
        .entries
        .iter()
        .map(|entry| &entry.message)
        .collect();
    let converted = match arguments.to {
        CatalogueFormat::Toml => toml::write(&read.files),
        CatalogueFormat::Mes => {
            let mut converted = mes::write(header, &messages);
            let mut entries = read.files.entries.iter();
            let is_allowed = entries.any(|entry| !entry.allowed.is_empty());
            if is_allowed || !read.files.allowed.is_empty() {
                let text = "what is allowed is left out: a line `# allow(code): why` says it";
                converted.losses.push(text.to_owned());
            }
            converted
        }
        CatalogueFormat::Po => po::write(header, &messages)?,
        CatalogueFormat::Journal => journal::write(header, &messages),
        CatalogueFormat::Json => Converted {
            text: Book::of_files(&read.files).write(Format::Json),
            losses: Vec::new(),
        },
    };
    finish(&converted, arguments)?;
    read.verdict()
}

/// Writes the result. What it cannot hold is a problem.
fn finish(converted: &Converted, arguments: &Convert) -> Result<(), Failure> {
    output::write(&arguments.output, converted.text.as_bytes())?;
    for loss in &converted.losses {
        complain("warning", loss);
    }
    if converted.losses.is_empty() {
        Ok(())
    } else {
        Err(Failure::Problems)
    }
}

/// The title of a catalogue.
fn title(header: &Header) -> &str {
    header.title.as_deref().unwrap_or("Messages")
}
