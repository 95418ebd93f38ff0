//! Prints the manual of a catalogue.

use crate::arguments::{BookFormat, Manual, Output};
use crate::failure::Failure;
use crate::input::{self, read_path, unreadable};
use crate::lock::read_lock;
use crate::output::write;
use kea_messages_catalog::formats::rust::Uses;
use kea_messages_catalog::{Catalogue, Since};
use kea_messages_manual::Book;
use std::fs;
use std::io;
use std::path::Path;

pub(crate) fn run(arguments: Manual) -> Result<(), Failure> {
    let is_html = matches!(arguments.format, BookFormat::Html | BookFormat::HtmlDir);
    if arguments.since.is_some() && !is_html {
        let text = "`--since` requires `--format html`";
        return Err(Failure::unusable(text));
    }
    let mut catalogue = arguments.input.read_some()?;
    let header = &mut catalogue.header;
    header.title = arguments.title.or(header.title.take());
    header.version = arguments.product_version.or(header.version.take());
    let mut book = Book::from(&catalogue);
    if let Some(folder) = &arguments.sources {
        let uses = Uses::read(folder);
        let uses = uses.map_err(|error| Failure::unusable(error.title))?;
        book = book.with_places(|id| uses.places(id).to_vec());
    }
    if let Some(old) = &arguments.since {
        book = book.with_since(since(old, &catalogue)?);
    }
    match arguments.format.of_file() {
        Some(format) => write(&arguments.output, book.write(format).as_bytes())?,
        None => write_pages(&book, &arguments.output)?,
    }
    input::verdict(&catalogue)
}

/// Writes a file for each page. Other files in the folder are kept.
fn write_pages(book: &Book, output: &Output) -> Result<(), Failure> {
    let Some(folder) = &output.file else {
        let text = "`--format html-dir` requires a folder to write to: `--output FOLDER`";
        return Err(Failure::unusable(text));
    };
    fs::create_dir_all(folder).map_err(|error| {
        Failure::unusable(format!("cannot create {}: {error}", folder.display()))
    })?;
    for (name, page) in book.write_pages() {
        let file = Some(folder.join(name));
        write(&Output { file }, page.as_bytes())?;
    }
    Ok(())
}

/// The changes of the messages since a catalogue or a lock file.
fn since(old: &Path, catalogue: &Catalogue) -> Result<Since, Failure> {
    if old.extension().is_some_and(|extension| extension == "lock") {
        let missing = || unreadable(old, &io::Error::from(io::ErrorKind::NotFound));
        let lock = read_lock(old)?.ok_or_else(missing)?;
        return Ok(Since::locked(&lock, catalogue));
    }
    Ok(Since::between(&read_path(old)?, catalogue))
}
