//! Explains messages.

use crate::arguments::Explain;
use crate::decode::{each_line, is_catalogue};
use crate::failure::Failure;
use crate::id_pattern::id_pattern;
use crate::input::keep_sources;
use crate::known::Known;
use crate::output::{complain, print, write};
use crate::recorded::is_recorded;
use kea_messages_core::id::is_id;
use kea_messages_manual::{Book, Explanation};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

pub(crate) fn run(arguments: &mut Explain) -> Result<(), Failure> {
    // A record file has the definitions of its messages.
    let ids = std::mem::take(&mut arguments.ids).into_iter();
    let (recorded, ids) = ids.partition::<Vec<_>, _>(|id| is_recorded(Path::new(id)));
    arguments.ids = ids;
    if arguments.ids.is_empty() {
        let reason = "expected a message ID besides the record file: to explain all its messages, \
                      use `'*'`";
        return Err(Failure::unusable(reason));
    }
    let recorded = recorded.into_iter().map(PathBuf::from);
    arguments.catalogue.files.extend(recorded);
    let is_stdin_log = arguments.ids.iter().any(|id| id == "-");
    arguments.catalogue.check_log(is_stdin_log)?;
    let catalogue = arguments.catalogue.read()?;
    keep_sources(arguments.output.path(), &catalogue.sources)?;
    let known = Known::new(Book::from(&catalogue), &arguments.published);
    let mut printer = Printer {
        seen: HashSet::new(),
        has_failed: false,
        file: arguments.output.path().map(|_| String::new()),
    };
    for id in &arguments.ids {
        if id == "-" {
            printer.log(&known)?;
            continue;
        }
        if id.trim().contains(char::is_whitespace) {
            printer.line(&known, id)?;
            continue;
        }
        // The ID may be copied from a text or a link.
        let id = without_punctuation(id);
        if id.is_empty() {
            return Err(Failure::unusable("expected a message ID, found nothing"));
        }
        if id.contains(['*', '?', '[']) {
            printer.matching(&known, id)?;
            continue;
        }
        match known.explain(id) {
            Ok(explanation) => printer.print(explanation)?,
            Err(unknown) => {
                let mut text = unknown.to_string();
                let path = Path::new(id);
                // Both a catalogue and a log can be JSON.
                let is_json = path.extension().is_some_and(|ending| ending == "json");
                if path.is_file() && !is_catalogue(path) && !is_json {
                    text = format!(
                        "`{id}` is a file, not a message ID\nhelp: to explain the messages of a \
                         log, pass it as standard input: `kea-messages explain - < {id}`"
                    );
                } else if path.exists() {
                    text += &format!("\nhelp: to name a catalogue, use `-c {id}`");
                } else if id.contains(',') {
                    text = format!("`{id}` is not a message ID: IDs are separated by spaces");
                } else if unknown.similar().is_empty() {
                    text += &format!("\nnote: searched {}", arguments.catalogue.searched());
                }
                printer.complain(&text);
            }
        }
    }
    // If nothing was explained, an existing output file is kept.
    if let Some(text) = printer.file
        && !printer.seen.is_empty()
    {
        write(&arguments.output, text.as_bytes())?;
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
    /// The content of the output file, if there is one.
    file: Option<String>,
}

impl<'a> Printer<'a> {
    fn print(&mut self, explanation: Explanation<'a>) -> Result<(), Failure> {
        let is_first = self.seen.is_empty();
        if self.seen.insert(&explanation.message().id) {
            let space = if is_first { "" } else { "\n" };
            match &mut self.file {
                Some(file) => *file += &format!("{space}{explanation}"),
                None => print(format!("{space}{}", explanation.ansi()).as_bytes())?,
            }
        }
        Ok(())
    }

    /// Explains each message whose ID matches a pattern.
    fn matching(&mut self, known: &'a Known, pattern: &str) -> Result<(), Failure> {
        let fits = id_pattern(pattern)?;
        let of_catalogue = known.catalogue.messages();
        let is_any = of_catalogue.iter().any(|it| fits.matches(&it.id));
        // A pattern such as `*` is for the catalogue.
        let searched = if is_any {
            of_catalogue
        } else {
            known.built_in()
        };
        let mut found = searched.iter().filter(|it| fits.matches(&it.id)).peekable();
        if found.peek().is_none() {
            self.complain(&format!("no ID matches `{pattern}`"));
        }
        for message in found {
            if let Ok(explanation) = known.explain(&message.id) {
                self.print(explanation)?;
            }
        }
        Ok(())
    }

    /// Explains each ID in the lines of standard input.
    fn log(&mut self, known: &'a Known) -> Result<(), Failure> {
        let mut is_any = false;
        each_line(Path::new("-"), |line| {
            is_any |= self.ids(known, &String::from_utf8_lossy(line))?;
            Ok(())
        })?;
        if !is_any {
            self.complain("no message ID found in standard input");
        }
        Ok(())
    }

    fn complain(&mut self, error: &str) {
        complain("error", error);
        self.has_failed = true;
    }

    /// Explains the IDs in an operand that is a log line.
    fn line(&mut self, known: &'a Known, line: &str) -> Result<(), Failure> {
        if !self.ids(known, line)? {
            self.complain(&format!("no message ID found in `{line}`"));
        }
        Ok(())
    }

    /// Explains each ID in a text, and returns whether there is one.
    fn ids(&mut self, known: &'a Known, text: &str) -> Result<bool, Failure> {
        let is_of_id = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let mut is_any = false;
        for word in text.split(|letter| !is_of_id(letter)) {
            if let Some(message) = known.get(word)
                && let Ok(explanation) = known.explain(&message.id)
            {
                self.print(explanation)?;
                is_any = true;
            }
        }
        Ok(is_any)
    }
}

/// Removes the brackets of a link, and punctuation at the end of a sentence.
fn without_punctuation(id: &str) -> &str {
    let id = id.trim().trim_end_matches(['.', ',', ':', ';']);
    let in_brackets = id.strip_prefix('[').and_then(|id| id.strip_suffix(']'));
    // A range of letters in a pattern is not mistaken for a link, because it has no underscore.
    in_brackets
        .filter(|id| id.contains(['_', '-']) && is_id(&id.replace('-', "_").to_ascii_uppercase()))
        .unwrap_or(id)
}
