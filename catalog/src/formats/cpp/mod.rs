//! Finds the log statements in C++ source that logs like Kea.
//!
//! In Kea, a message is logged with a macro and a call of `.arg` for each argument:
//!
//! ```cpp
//! LOG_ERROR(dhcp4_logger, DHCP4_OPEN_SOCKET_FAIL).arg(interface).arg(error);
//! ```
//!
//! The compiler does not compare the number of these calls with the placeholders of the text.
//! [`checks::run_with_cpp`](crate::checks::run_with_cpp) does.
//!
//! The reader works on tokens. A syntax tree would not be more exact, because C++ cannot be parsed
//! without expanding its macros: a parser that recovers from errors does not know where a
//! statement ends that has a `#ifdef` inside, or an unknown macro before it.
//!
//! # What is read
//!
//! - The macros `LOG_FATAL`, `LOG_ERROR`, `LOG_WARN`, `LOG_INFO` and `LOG_DEBUG`, and classes whose
//!   names end like these, such as `DB_LOG_ERROR(ID)`.
//! - The methods of a logger, as in `logger.error(ID).arg(file)`. Their result can be stored in a
//!   variable: `auto line = logger.error(ID); line.arg(file);`.
//! - Macros that contain such a statement and get its ID as a parameter.
//! - The ID can be a path, a `condition ? A : B`, or a variable of the same block.
//! - If a `#if` is inside a statement, all its variants are read. Comments, strings, and what
//!   `#if 0` excludes are not read.
//! - A table such as `{ DB_OPEN_FAIL, MYSQL_OPEN_FAIL }` translates an ID into another one.
//!
//! If the ID or the number of arguments cannot be seen, for example because the ID is a parameter
//! of a function, the statement is not checked.

mod arguments;
mod conditions;
mod context;
mod cursor;
mod ids;
mod lex;
mod macros;
mod statement;
mod wrapper;

pub(crate) use self::ids::Ids;
pub(crate) use self::statement::Logged;

use self::lex::{Code, Kind, Token, lex};
use self::macros::Body;
use self::statement::Reader;
use self::wrapper::Wrappers;
use super::rust::{files_in, has_ending};
use crate::{Code as FindingCode, Finding, Source};
use kea_messages_base::id::is_id;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

/// The extensions of C++ files.
const ENDINGS: [&str; 13] = [
    "cc", "cpp", "cxx", "c++", "h", "hh", "hpp", "hxx", "h++", "inl", "ipp", "tcc", "tpp",
];

/// The log statements in the C++ files of a folder.
///
/// ```no_run
/// use kea_messages_catalog::formats::cpp::CppUses;
/// use std::path::Path;
///
/// let uses = CppUses::read(Path::new("src")).map_err(|finding| finding.title)?;
/// if uses.names("ALLOC_FAIL") {
///     println!("logged in {}", uses.places("ALLOC_FAIL").join(", "));
/// }
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Default)]
pub struct CppUses {
    /// The files that have log statements.
    pub(crate) files: Vec<Source>,
    pub(crate) statements: Vec<CppStatement>,
    /// The words that can name messages.
    named: HashSet<String>,
    /// The IDs that tables translate a word into.
    pub(crate) translated: HashMap<String, BTreeSet<String>>,
}

/// A log statement in C++.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CppStatement {
    /// The index of its file.
    pub(crate) file: usize,
    /// The bytes of the call that begins it.
    pub(crate) call: Range<usize>,
    /// What it logs, for each variant of the source.
    pub(crate) variants: Vec<Logged>,
}

impl CppUses {
    /// Reads the C++ files in a folder and its subfolders.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Finding> {
        let mut findings = Vec::new();
        let is_cpp = |path: &Path| ENDINGS.iter().any(|ending| has_ending(path, ending));
        let paths = files_in(folder, &mut findings, is_cpp);
        if let Some(finding) = findings.into_iter().next() {
            return Err(finding);
        }
        // The text of a large project is not kept in memory.
        let read = |path: &Path| {
            let bytes = std::fs::read(path).map_err(|error| {
                let title = format!("cannot read `{}`: {error}", path.display());
                Finding::new(FindingCode::Unreadable, title)
            })?;
            // Comments in old files are often in Latin-1.
            let text = String::from_utf8_lossy(&bytes);
            Ok(Source::new(&path.display().to_string(), &text))
        };
        let mut uses = Self::default();
        let mut bodies = Vec::new();
        let mut classes = HashSet::new();
        for path in &paths {
            let source = read(path)?;
            uses.add_words(source.text(), &mut bodies, &mut classes);
        }
        let wrappers = Wrappers::in_macros(&bodies, classes);
        for path in &paths {
            uses.add_statements(read(path)?, &wrappers);
        }
        Ok(uses)
    }

    /// Reads files that were already opened.
    #[cfg(test)]
    pub(crate) fn of(sources: &[Source]) -> Self {
        let mut uses = Self::default();
        let mut bodies = Vec::new();
        let mut classes = HashSet::new();
        for source in sources {
            uses.add_words(source.text(), &mut bodies, &mut classes);
        }
        let wrappers = Wrappers::in_macros(&bodies, classes);
        for source in sources {
            uses.add_statements(source.clone(), &wrappers);
        }
        uses
    }

    /// Returns whether a message is used by its ID. Its declaration is not a use.
    #[must_use]
    pub fn names(&self, id: &str) -> bool {
        self.named.contains(id)
    }

    /// Returns the places of the statements that log a message, each as the file and the line.
    #[must_use]
    pub fn places(&self, id: &str) -> Vec<String> {
        let logs = |statement: &&CppStatement| {
            let mut ids = statement
                .variants
                .iter()
                .flat_map(|logged| logged.ids.known());
            ids.any(|logged| {
                let translated = self.translated.get(logged);
                logged == id || translated.is_some_and(|ids| ids.contains(id))
            })
        };
        let place = |statement: &CppStatement| {
            let file = &self.files[statement.file];
            let (line, _) = file.position(statement.call.start);
            format!("{}:{line}", file.name())
        };
        self.statements.iter().filter(logs).map(place).collect()
    }

    /// Adds the words, the macros and the classes of a file.
    fn add_words(&mut self, text: &str, bodies: &mut Vec<Body>, classes: &mut HashSet<String>) {
        let (code, defines) = lex(text);
        for pair in code.tokens.windows(2) {
            let [keyword, name] = [&pair[0], &pair[1]].map(|token| &text[token.range()]);
            if matches!(keyword, "struct" | "class") && statement::severity_of_macro(name).is_some()
            {
                classes.insert(name.to_owned());
            }
        }
        self.add_words_of(text, &code.tokens);
        for define in &defines {
            self.add_words_of(text, &define.body.tokens);
            bodies.extend(Body::of(define, text));
        }
    }

    fn add_words_of(&mut self, text: &str, tokens: &[Token]) {
        let word = |token: &Token| &text[token.range()];
        for (at, token) in tokens.iter().enumerate() {
            if token.kind != Kind::Name || !is_id(word(token)) {
                continue;
            }
            let before = at.checked_sub(1).map(|before| &tokens[before]);
            let after = tokens.get(at + 1);
            // `extern const isc::log::MessageID ID;` is in the files that Kea's compiler generates.
            let is_declared = before.is_some_and(|before| word(before) == "MessageID")
                && after.is_some_and(|after| after.is(b';') || after.is(b'='));
            if !is_declared && !self.named.contains(word(token)) {
                self.named.insert(word(token).to_owned());
            }
            let rest = &tokens[at + 1..];
            if before.is_some_and(|before| before.is(b'{')) {
                if let Some(id) = translation(rest).map(word).filter(|id| is_id(id)) {
                    let ids = self.translated.entry(word(token).to_owned()).or_default();
                    ids.insert(id.to_owned());
                }
            }
        }
    }

    /// Adds the statements of a file, and keeps it if it has some.
    fn add_statements(&mut self, source: Source, wrappers: &Wrappers) {
        let text = source.text();
        let (code, defines) = lex(text);
        let file = self.files.len();
        let before = self.statements.len();
        let mut add = |code: &Code, of_macro: Option<&[&str]>| {
            let reader = Reader {
                text,
                code,
                wrappers,
                parameters: of_macro.unwrap_or_default(),
            };
            for start in 0..code.tokens.len() {
                let mut variants = reader.statement(start);
                if of_macro.is_some() {
                    // These are checked where the macro is used.
                    let is_here = |logged: &Logged| {
                        !logged.is_open && !matches!(logged.ids, Ids::Parameter(_))
                    };
                    variants.retain(is_here);
                }
                if let Some(first) = variants.first() {
                    self.statements.push(CppStatement {
                        file,
                        call: first.call.clone(),
                        variants,
                    });
                }
            }
        };
        add(&code, None);
        for define in &defines {
            let name = &text[define.name.clone()];
            if !statement::is_of_kea(name) {
                let parameters = define.parameters.iter().flatten();
                let parameters: Vec<&str> = parameters.map(|name| &text[name.clone()]).collect();
                add(&define.body, Some(&parameters));
            }
        }
        if self.statements.len() > before {
            self.files.push(source);
        }
    }
}

/// Returns the second name in `{ A, B }`, from the comma on.
fn translation(tokens: &[Token]) -> Option<&Token> {
    let (comma, rest) = tokens.split_first()?;
    let close = rest.iter().take(12).position(|token| token.is(b'}'))?;
    let path = &rest[..close];
    let is_path = |token: &Token| matches!(token.kind, Kind::Name | Kind::Scope);
    let last = path.last().filter(|last| last.kind == Kind::Name)?;
    Some(last).filter(|_| comma.is(b',') && path.iter().all(is_path))
}
