//! Prints the manual of a catalogue.

use crate::arguments::{BookFormat, Manual, Output};
use crate::failure::Failure;
use crate::input::{self, read_path, unreadable};
use crate::lock::read_lock;
use crate::output::{create_folder, write};
use kea_messages_catalog::formats::cpp::CppUses;
use kea_messages_catalog::formats::rust::Uses;
use kea_messages_catalog::{Catalogue, Since};
use kea_messages_manual::Book;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub(crate) fn run(arguments: Manual) -> Result<(), Failure> {
    let format = arguments.format()?;
    let is_html = matches!(format, BookFormat::Html | BookFormat::HtmlDir);
    if arguments.since.is_some() && !is_html {
        let text = "`--since` requires `--format html` or `html-dir`";
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
        input::keep_files(
            arguments.output.path(),
            arguments.since.as_deref().into_iter(),
        )?;
    }
    let header = &mut catalogue.header;
    header.title = arguments.title.or(header.title.take());
    header.version = arguments.product_version.or(header.version.take());
    let mut book = arguments.published.link(Book::from(&catalogue));
    if let Some(folder) = &arguments.sources {
        let uses = Uses::read(folder);
        let uses = uses.map_err(|error| Failure::unusable(error.title))?;
        let cpp = CppUses::read(folder);
        let cpp = cpp.map_err(|error| Failure::unusable(error.title))?;
        book = book.with_places(|id| [uses.places(id), &cpp.places(id)].concat());
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
/// because links to them would show outdated content. Files that were not written by an earlier run
/// are kept. If one of them would be overwritten, nothing is written.
fn write_pages(book: &Book, output: &Output) -> Result<(), Failure> {
    let Some(folder) = output.path() else {
        let text = "`--format html-dir` requires a folder to write to: `--output FOLDER`";
        return Err(Failure::unusable(text));
    };
    create_folder(folder)?;
    for name in book.page_names() {
        keep_other(&folder.join(name))?;
    }
    let outdated = outdated_pages(folder, book);
    for (name, page) in book.write_pages() {
        // The index is written last. If there is an error before that, it still lists the pages
        // that the next run has to remove.
        if name == "index.html" {
            remove(&outdated)?;
        }
        let path = folder.join(name);
        write(&Output { file: Some(path) }, page.as_bytes())?;
    }
    Ok(())
}

fn remove(paths: &[PathBuf]) -> Result<(), Failure> {
    for path in paths {
        fs::remove_file(path).map_err(|error| {
            Failure::unusable(format!("cannot remove {}: {error}", path.display()))
        })?;
    }
    Ok(())
}

/// Returns an error if a file exists that was not written by an earlier run.
fn keep_other(path: &Path) -> Result<(), Failure> {
    if !path.exists() || is_page(path) {
        return Ok(());
    }
    Err(Failure::unusable(format!(
        "`{}` would be overwritten, but was not written by kea-messages: choose another folder, \
         or remove this file",
        path.display()
    )))
}

fn is_page(path: &Path) -> bool {
    path.is_file() && fs::read_to_string(path).is_ok_and(|file| Book::is_page(&file))
}

/// Returns the pages in this folder that the last run wrote, and that the book does not contain. A
/// page that was copied to the folder is not included.
fn outdated_pages(folder: &Path, book: &Book) -> Vec<PathBuf> {
    let index = fs::read_to_string(folder.join("index.html")).unwrap_or_default();
    let names: HashSet<String> = book.page_names().collect();
    let outdated = Book::pages_in_index(&index).filter(|name| !names.contains(*name));
    let outdated = outdated.map(|name| folder.join(name));
    outdated
        .filter(|path| !path.is_symlink() && is_page(path))
        .collect()
}

/// Returns the changes of the messages since a catalogue or a lock file.
fn since(old: &Path, catalogue: &Catalogue) -> Result<Since, Failure> {
    if old.extension().is_some_and(|extension| extension == "lock") {
        let missing = || unreadable(old, &io::Error::from(io::ErrorKind::NotFound));
        let help = "a catalogue has another extension, such as `.toml`";
        let lock = read_lock(old, help)?.ok_or_else(missing)?;
        return Ok(Since::locked(&lock, catalogue));
    }
    Ok(Since::between(&read_path(old)?, catalogue))
}
