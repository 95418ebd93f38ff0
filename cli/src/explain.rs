//! Explains messages.

use crate::arguments::Explain;
use crate::failure::Failure;
use crate::id_pattern::id_pattern;
use crate::output::{complain, print};
use kea_messages_manual::{Book, Explanation, explain};
use std::collections::HashSet;
use std::io::{self, BufRead};
use std::path::Path;

pub(crate) fn run(arguments: &Explain) -> Result<(), Failure> {
    let catalogue = arguments.catalogue.read()?;
    let book = Book::from(&catalogue);
    let mut printer = Printer {
        seen: HashSet::new(),
        has_failed: false,
    };
    for id in &arguments.ids {
        if id == "-" {
            printer.log(&book)?;
            continue;
        }
        if id.contains(['*', '?', '[']) {
            printer.matching(&book, id)?;
            continue;
        }
        match explain(&book, id) {
            Ok(explanation) => printer.print(explanation)?,
            Err(unknown) => {
                let mut text = unknown.to_string();
                if Path::new(id).exists() {
                    text += &format!("\nhelp: to name a catalogue, use `-c {id}`");
                } else if unknown.similar().is_empty() {
                    text += &format!("\nnote: searched {}", arguments.catalogue.searched());
                }
                complain("error", &text);
                printer.has_failed = true;
            }
        }
    }
    if printer.has_failed {
        return Err(Failure::Problems);
    }
    Ok(())
}

struct Printer<'a> {
    /// The IDs that have been explained.
    seen: HashSet<&'a str>,
    has_failed: bool,
}

impl<'a> Printer<'a> {
    fn print(&mut self, explanation: Explanation<'a>) -> Result<(), Failure> {
        let is_first = self.seen.is_empty();
        if self.seen.insert(&explanation.message().id) {
            let space = if is_first { "" } else { "\n" };
            print(format!("{space}{}", explanation.ansi()).as_bytes())?;
        }
        Ok(())
    }

    /// Explains each message whose ID matches a pattern.
    fn matching(&mut self, book: &'a Book, pattern: &str) -> Result<(), Failure> {
        let fits = id_pattern(pattern);
        let fits = fits.map_err(|error| Failure::unusable(format!("`{pattern}`: {error}")))?;
        let mut found = book
            .messages()
            .iter()
            .filter(|it| fits.matches(&it.id))
            .peekable();
        if found.peek().is_none() {
            complain("error", &format!("no ID fits `{pattern}`"));
            self.has_failed = true;
        }
        for message in found {
            if let Ok(explanation) = explain(book, &message.id) {
                self.print(explanation)?;
            }
        }
        Ok(())
    }

    /// Explains each ID in the lines of standard input.
    fn log(&mut self, book: &'a Book) -> Result<(), Failure> {
        let mut stdin = io::stdin().lock();
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = stdin.read_until(b'\n', &mut line);
            match read {
                Ok(0) => return Ok(()),
                Ok(_) => {}
                Err(error) => return Err(Failure::unusable(format!("cannot read: {error}"))),
            }
            let text = String::from_utf8_lossy(&line);
            let is_of_id = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
            for word in text.split(|letter| !is_of_id(letter)) {
                if let Some(message) = book.get(word)
                    && let Ok(explanation) = explain(book, &message.id)
                {
                    self.print(explanation)?;
                }
            }
        }
    }
}
