//! Prints the manual of a catalogue.

use crate::arguments::{BookFormat, Manual, Output};
use crate::failure::Failure;
use crate::input::{self, read_path, unreadable};
use crate::lock::read_lock;
use crate::output::write;
use kea_messages_catalog::formats::rust::Uses;
use kea_messages_catalog::{Catalogue, Since};
use kea_messages_manual::Book;
use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::Path;

pub(crate) fn run(arguments: Manual) -> Result<(), Failure> {
    let format = arguments.format();
    let is_html = matches!(format, BookFormat::Html | BookFormat::HtmlDir);
    if arguments.since.is_some() && !is_html {
        let text = "`--since` requires `--format html`";
        return Err(Failure::unusable(text));
    }
    let is_folder = matches!(format, BookFormat::HtmlDir);
    let url = &arguments.published.url;
    if let Some(url) = url.as_ref().filter(|url| is_folder && !url.is_folder()) {
        let text = format!(
            "`--format html-dir` writes a page for each message: the address of `--url` must end \
             with `/`, as in `{url}/`"
        );
        return Err(Failure::Unusable(text));
    }
    let mut catalogue = arguments.input.read_some()?;
    if format.of_file().is_some() {
        input::keep_sources(arguments.output.path(), &catalogue.sources)?;
    }
    let header = &mut catalogue.header;
    header.title = arguments.title.or(header.title.take());
    header.version = arguments.product_version.or(header.version.take());
    let mut book = arguments.published.link(Book::from(&catalogue));
    if let Some(folder) = &arguments.sources {
        let uses = Uses::read(folder);
        let uses = uses.map_err(|error| Failure::unusable(error.title))?;
        book = book.with_places(|id| uses.places(id).to_vec());
    }
    if let Some(old) = &arguments.since {
        book = book.with_since(since(old, &catalogue)?);
    }
    match format.of_file() {
        Some(format) => write(&arguments.output, book.write(format).as_bytes())?,
        None => write_pages(&book, &arguments.output)?,
    }
    input::verdict(&catalogue)
}

/// Writes a file for each page, and removes the pages of messages that are no longer in the book,
/// because links to them would show outdated content. Other files in the folder are kept.
fn write_pages(book: &Book, output: &Output) -> Result<(), Failure> {
    let Some(folder) = output.path() else {
        let text = "`--format html-dir` requires a folder to write to: `--output FOLDER`";
        return Err(Failure::unusable(text));
    };
    fs::create_dir_all(folder).map_err(|error| {
        Failure::unusable(format!("cannot create {}: {error}", folder.display()))
    })?;
    let mut names = HashSet::new();
    for (name, page) in book.write_pages() {
        let file = Some(folder.join(&name));
        write(&Output { file }, page.as_bytes())?;
        names.insert(OsString::from(name));
    }
    remove_other_pages(folder, &names)
        .map_err(|error| Failure::unusable(format!("cannot clear {}: {error}", folder.display())))
}

/// Removes pages of messages whose names are not among these.
fn remove_other_pages(folder: &Path, names: &HashSet<OsString>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_html = Path::new(&name).extension() == Some(OsStr::new("html"));
        if !is_html || names.contains(&name) || !entry.file_type()?.is_file() {
            continue;
        }
        // A file that cannot be read was not written by us.
        if fs::read_to_string(entry.path()).is_ok_and(|page| Book::is_page_of_message(&page)) {
            fs::remove_file(entry.path())?;
        }
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
