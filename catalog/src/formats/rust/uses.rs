//! Finds the uses of messages in Rust files.

use super::context::Context;
use super::depth::{LIMIT, too_deep, too_deep_with_types};
use super::modules::lex;
use super::names::{AllNames, Imports, Names};
use super::paths::{has_ending, package_of, walk};
use super::scan::{Found, scan};
use super::stack::on_large_stack;
use super::syntax::{Meaning, MessageType};
use crate::{Code, Finding};
use kea_messages_base::severity::Severity;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::{HashMap, HashSet};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use syn::ext::IdentExt as _;

/// The uses of messages in the Rust files of a folder.
///
/// ```no_run
/// use kea_messages_catalog::formats::rust::Uses;
/// use std::path::Path;
///
/// let uses = Uses::read(Path::new("src")).map_err(|finding| finding.title)?;
/// if uses.names("ALLOC_FAIL") {
///     println!("logged in {}", uses.places("ALLOC_FAIL").join(", "));
/// }
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Default)]
pub struct Uses {
    /// The words outside definitions that can name messages.
    named: HashSet<String>,
    /// The places of each word inside an `emit!`, as the file and the line.
    emitted: HashMap<String, Vec<String>>,
    /// The `emit!`s that contain each word.
    statements: HashMap<String, Vec<Statement>>,
    /// The variant or the struct that defines each message, by ID.
    derived: HashMap<String, String>,
}

/// An `emit!` in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statement {
    /// The file that contains it.
    pub file: PathBuf,
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// The severity that it states, as in `emit!(warn, ID(..))`.
    pub severity: Option<Severity>,
}

impl Uses {
    /// Reads the Rust files in a folder and its subfolders.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Finding> {
        on_large_stack(|| Self::read_here(folder))
    }

    fn read_here(folder: &Path) -> Result<Self, Finding> {
        let unreadable = |path: &Path, error: &io::Error| {
            let title = format!("cannot read `{}`: {error}", path.display());
            Finding::new(Code::Unreadable, title)
        };
        if folder.is_file() {
            let title = format!(
                "cannot read `{}`: expected a folder with Rust or C++ files",
                folder.display()
            );
            return Err(Finding::new(Code::Unreadable, title));
        }
        // This reports an error if it does not exist.
        std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
        let mut findings = Vec::new();
        let mut paths = walk(folder, &mut findings);
        if let Some(finding) = findings.into_iter().next() {
            return Err(finding);
        }
        paths.retain(|path| has_ending(path, "rs"));
        let read = |path: &Path| {
            let source = std::fs::read_to_string(path);
            let source = source.map_err(|error| unreadable(path, &error))?;
            // If a file is not Rust, rustc reports that.
            let tokens = lex(&source).unwrap_or_default();
            Ok(if too_deep(&tokens).is_some() {
                TokenStream::new()
            } else {
                tokens
            })
        };
        let packages: Vec<PathBuf> = paths.iter().map(|path| package_of(path)).collect();
        let mut imports = Vec::new();
        for (path, package) in paths.iter().zip(&packages) {
            imports.push((package.as_path(), Imports::of(read(path)?)));
        }
        let names = AllNames::of(imports);
        let mut uses = Self::default();
        for (path, package) in paths.iter().zip(&packages) {
            let tokens = read(path)?;
            let names = names.in_package(package);
            let file = File {
                path,
                names,
                definitions: &uses.derived_in(&tokens, names),
            };
            uses.add(tokens, &file, None);
        }
        Ok(uses)
    }

    /// Returns whether a message is used: by its ID or, for a derived message, by
    /// its variant or struct.
    #[must_use]
    pub fn names(&self, id: &str) -> bool {
        let derived = self.derived.get(id);
        self.named.contains(id) || derived.is_some_and(|name| self.named.contains(name))
    }

    /// Returns the places where a message is logged by its ID.
    #[must_use]
    pub fn places(&self, id: &str) -> &[String] {
        self.emitted.get(id).map_or(&[], Vec::as_slice)
    }

    /// Returns the statements that log a message by its ID.
    #[must_use]
    pub fn statements(&self, id: &str) -> &[Statement] {
        self.statements.get(id).map_or(&[], Vec::as_slice)
    }

    /// Reads the types in a file that derive `KeaMessages`, and returns their ranges.
    fn derived_in(&mut self, tokens: &TokenStream, names: &Names) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        let context = Context::default();
        scan(tokens.clone(), &context, names, &mut |_, found| {
            let Found::Type(tokens) = found else {
                return;
            };
            let spans = tokens.clone().into_iter().map(|token| token.span());
            let ranges = spans.map(|span| span.byte_range());
            let place = ranges.reduce(|first, last| first.start..last.end);
            places.extend(place);
            if too_deep_with_types(&tokens, LIMIT).is_some() {
                return;
            }
            let Ok(read) = MessageType::parse(tokens) else {
                return;
            };
            for variant in read.variants {
                if let Meaning::Message(own) = variant.meaning {
                    let name = variant.name.as_ref().unwrap_or(&read.name);
                    let name = name.unraw().to_string();
                    self.derived.insert(own.message.id, name);
                }
            }
        });
        places
    }

    /// Adds the words of a file, or of a group in it. `emit` is the `emit!` that contains the
    /// group.
    fn add(&mut self, tokens: TokenStream, file: &File, emit: Option<&Statement>) {
        let mut before: [Option<(String, usize)>; 2] = [None, None];
        for token in tokens {
            let line = token.span().start().line;
            let word = match token {
                TokenTree::Ident(name) => {
                    let text = name.unraw().to_string();
                    if text.starts_with(|letter: char| letter.is_ascii_uppercase())
                        && !file.is_definition(name.span().byte_range().start)
                    {
                        if let Some(statement) = emit {
                            let statements = self.statements.entry(text.clone());
                            statements.or_default().push(statement.clone());
                            let place = format!("{}:{line}", file.path.display());
                            self.emitted.entry(text.clone()).or_default().push(place);
                        }
                        self.named.insert(text.clone());
                    }
                    text
                }
                TokenTree::Punct(sign) => sign.to_string(),
                TokenTree::Group(group) => {
                    let (called, begin) = match &before {
                        [Some((name, line)), Some((sign, _))] if sign == "!" => {
                            (name.as_str(), Some(*line))
                        }
                        _ => ("", None),
                    };
                    if !file.names.is_call(called) {
                        let own = begin.filter(|_| called == "emit" && emit.is_none());
                        let own = own.map(|line| Statement {
                            file: file.path.to_owned(),
                            line,
                            severity: stated_severity(group.stream()),
                        });
                        self.add(group.stream(), file, emit.or(own.as_ref()));
                    }
                    String::new()
                }
                TokenTree::Literal(_) => String::new(),
            };
            before = [before[1].take(), Some((word, line))];
        }
    }
}

/// Returns the severity that an `emit!` states, which is between its commas.
fn stated_severity(tokens: TokenStream) -> Option<Severity> {
    let mut part = String::new();
    for token in tokens {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == ',' => match part.parse() {
                Ok(severity) => return Some(severity),
                Err(_) => part.clear(),
            },
            token => part += &token.to_string(),
        }
    }
    // The part after the last comma is the message.
    None
}

/// A file whose words are added.
struct File<'a> {
    path: &'a Path,
    names: &'a Names,
    /// The ranges of types that derive `KeaMessages`, in the order of the file.
    definitions: &'a [Range<usize>],
}

impl File<'_> {
    /// Returns whether a byte is inside a type that derives `KeaMessages`.
    fn is_definition(&self, at: usize) -> bool {
        let next = self.definitions.partition_point(|place| place.start <= at);
        let before = next.checked_sub(1).map(|index| &self.definitions[index]);
        before.is_some_and(|place| at < place.end)
    }
}
