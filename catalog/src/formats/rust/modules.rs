//! Finds the Rust files to read: the roots of targets, and the files that are included by `mod
//! name;` and `include!`.

use super::context::Context;
use super::depth::{self, too_deep};
use super::folder::Folder;
use super::names::{Imports, Names};
use super::scan::{Found, scan};
use crate::{Finding, Label, Source};
use proc_macro2::{LexError, TokenStream};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use syn::ext::IdentExt as _;

/// A Rust file that could be opened. Its tokens take many times the memory of its text, so they are
/// not stored.
pub(super) struct RustFile {
    /// The index of the source of the file.
    pub(super) source: usize,
    /// The names of macros in the file.
    pub(super) imports: Imports,
    /// The context in which the file is included; `None` if it is not included.
    pub(super) context: Option<Context>,
    /// The folder of the package, which the catalogue files of a call are relative to.
    pub(super) package: PathBuf,
    /// The other files that this file includes.
    links: Vec<Link>,
}

/// A place in a file that includes another file.
struct Link {
    /// The context of the place in the file.
    context: Context,
    name: FileName,
}

enum FileName {
    /// The name in `mod name;`.
    Module(String),
    /// A path that is relative to the folder of the module.
    Path(String),
    /// A path that is relative to the file.
    Include(String),
}

/// A file to read, and its context.
struct Named {
    path: PathBuf,
    context: Context,
    folder: Folder,
}

/// A function that returns whether an included file exists and should be read.
type IsThere<'a> = &'a dyn Fn(&Path) -> bool;

/// Reads files, without duplicates.
pub(super) struct Files {
    pub(super) rust: Vec<RustFile>,
    pub(super) sources: Vec<Source>,
    pub(super) findings: Vec<Finding>,
    /// Whether tests are read too.
    pub(super) with_tests: bool,
    /// The index of each file in `rust`, or `None` if the file cannot be read.
    opened: HashMap<PathBuf, Option<usize>>,
    /// The files that were skipped because they are part of tests.
    left_out: HashSet<PathBuf>,
    /// The folder that the names of files are relative to.
    here: PathBuf,
}

impl Files {
    pub(super) fn new(with_tests: bool) -> Self {
        Self {
            rust: Vec::new(),
            sources: Vec::new(),
            findings: Vec::new(),
            with_tests,
            opened: HashMap::new(),
            left_out: HashSet::new(),
            here: std::env::current_dir().unwrap_or_default(),
        }
    }

    /// Reads the root of a target, and the files of its modules.
    pub(super) fn add_target(&mut self, root: &Path, package: &Path) {
        let root = Named {
            path: root.to_owned(),
            context: Context::default(),
            folder: Folder::beside(root),
        };
        self.add_tree(root, package, &|path| path.is_file());
    }

    /// Reads a single file, without the files that it includes.
    pub(super) fn add_file(&mut self, path: &Path, package: &Path) {
        self.add_tree(alone(path), package, &|_| false);
    }

    /// Reads some files, each with the folder of its package. If one of them includes another one,
    /// the latter gets the context of that place.
    pub(super) fn add_files(&mut self, files: &[(PathBuf, PathBuf)]) {
        let all: HashSet<PathBuf> = files.iter().map(|(path, _)| identity(path)).collect();
        let is_one = |path: &Path| all.contains(&identity(path));
        let mut named: HashSet<PathBuf> = HashSet::new();
        for (path, package) in files {
            if let Some(index) = self.open(path, package) {
                let files = self.named_in(index, &alone(path), &is_one);
                named.extend(files.iter().map(|file| identity(&file.path)));
            }
        }
        let (inner, roots): (Vec<_>, Vec<_>) = files
            .iter()
            .partition(|(path, _)| named.contains(&identity(path)));
        for (path, package) in roots {
            self.add_tree(alone(path), package, &is_one);
        }
        // The remaining files include each other in a cycle.
        for (path, package) in inner {
            let file = identity(path);
            let opened = self.opened.get(&file).copied().flatten();
            let is_reached = opened.is_none_or(|index| self.rust[index].context.is_some());
            if !is_reached && !self.left_out.contains(&file) {
                self.add_tree(alone(path), package, &is_one);
            }
        }
    }

    /// Reads a file, and the existing files that it includes.
    fn add_tree(&mut self, root: Named, package: &Path, is_there: IsThere) {
        let mut to_read = vec![root];
        while let Some(file) = to_read.pop() {
            let named = if file.context.is_test && !self.with_tests {
                self.leave_out(&file, is_there)
            } else {
                self.add(file, package, is_there)
            };
            // They are reversed, so that the first one is read first.
            to_read.extend(named.into_iter().rev());
        }
    }

    /// Adds a file, and returns the files that it includes, unless this does not change anything.
    fn add(&mut self, file: Named, package: &Path, is_there: IsThere) -> Vec<Named> {
        let Some(index) = self.open(&file.path, package) else {
            return Vec::new();
        };
        let context = match &mut self.rust[index].context {
            Some(known) => {
                if !known.meet(&file.context) {
                    return Vec::new();
                }
                known.clone()
            }
            unknown => unknown.insert(file.context).clone(),
        };
        self.named_in(index, &Named { context, ..file }, is_there)
    }

    /// Skips a file. If it was already opened, returns the files that it includes, which are also
    /// part of tests.
    fn leave_out(&mut self, file: &Named, is_there: IsThere) -> Vec<Named> {
        let id = identity(&file.path);
        let opened = self.opened.get(&id).copied().flatten();
        match (self.left_out.insert(id), opened) {
            (true, Some(index)) => self.named_in(index, file, is_there),
            _ => Vec::new(),
        }
    }

    /// Returns the files that a file includes, with their contexts.
    fn named_in(&self, index: usize, file: &Named, is_there: IsThere) -> Vec<Named> {
        let links = self.rust[index].links.iter();
        let named = links.filter_map(|link| {
            let mut candidates = link.candidates(file);
            // A missing file is reported by rustc, or is under a `#[cfg]`.
            let (path, folder) = candidates.find(|(path, _)| is_there(path))?;
            Some(Named {
                path,
                context: link.context.inside(&file.context),
                folder,
            })
        });
        named.collect()
    }

    /// Opens a file, unless it was opened before. Returns `None` if it cannot be read, which is
    /// reported as a finding.
    fn open(&mut self, path: &Path, package: &Path) -> Option<usize> {
        let file = identity(path);
        if let Some(known) = self.opened.get(&file) {
            return *known;
        }
        let name = path.strip_prefix(&self.here).unwrap_or(path);
        let name = name.display().to_string();
        let read = self.lex(&name);
        let index = read.map(|(source, tokens)| {
            self.rust.push(RustFile {
                source,
                links: links(tokens.clone()),
                imports: Imports::of(tokens),
                context: None,
                package: package.to_owned(),
            });
            self.rust.len() - 1
        });
        self.opened.insert(file, index);
        index
    }

    /// Reads a file, and returns its tokens and the index of its source.
    fn lex(&mut self, name: &str) -> Option<(usize, TokenStream)> {
        let index = self.sources.len();
        let before = self.findings.len();
        let source = Source::open(&self.here, name, index, &mut self.findings)?;
        // As in rustc, lines end with `\n`.
        let source = Source::new(name, &source.text().replace("\r\n", "\n"));
        let tokens = lex(source.text());
        self.sources.push(source);
        if self.findings.len() > before {
            // The file is not UTF-8.
            return None;
        }
        let finding = match tokens {
            Ok(tokens) => match too_deep(&tokens) {
                None => return Some((index, tokens)),
                Some(place) => {
                    let title = format!("this is nested deeper than {} levels", depth::LIMIT);
                    Finding::mistake(title, Label::new(index, place.byte_range()))
                }
            },
            Err(error) => {
                let label = Label::new(index, error.span().byte_range());
                Finding::mistake(NOT_RUST, label)
            }
        };
        self.findings.push(finding);
        None
    }
}

impl Link {
    /// Returns the possible paths of the file, each with the folder of the modules in it.
    fn candidates(&self, file: &Named) -> impl Iterator<Item = (PathBuf, Folder)> {
        let folder = file.folder.inside(&self.context.modules);
        let mut candidates = Vec::new();
        match &self.name {
            FileName::Module(name) => {
                for folder in folder.of_modules() {
                    let file = folder.join(format!("{name}.rs"));
                    let inner = folder.join(name).join("mod.rs");
                    let folders = [Folder::named_as(&file), Folder::beside(&inner)];
                    candidates.extend([file, inner].into_iter().zip(folders));
                }
            }
            FileName::Path(path) => {
                let file = folder.file(path);
                let folder = Folder::beside(&file);
                candidates.push((file, folder));
            }
            FileName::Include(path) => {
                let file = Folder::beside(&file.path).file(path);
                let folder = Folder::beside(&file);
                candidates.push((file, folder));
            }
        }
        candidates.into_iter()
    }
}

/// Returns the places in a file that include others.
fn links(tokens: TokenStream) -> Vec<Link> {
    let mut links = Vec::new();
    let around = Context::default();
    scan(tokens, &around, &Names::default(), &mut |context, found| {
        let name = match found {
            Found::Module(_, Some(path)) => FileName::Path(path),
            Found::Module(name, None) => FileName::Module(name.unraw().to_string()),
            Found::Macro(name, tokens) if name == "include" => {
                let Ok(path) = syn::parse2::<syn::LitStr>(tokens) else {
                    return;
                };
                FileName::Include(path.value())
            }
            _ => return,
        };
        let context = context.clone();
        links.push(Link { context, name });
    });
    links
}

const NOT_RUST: &str = "this file is not Rust: unexpected character, or a string, comment or \
                        delimiter that is not closed";

/// Returns a file that is not included by another one.
fn alone(path: &Path) -> Named {
    let name = path.file_name();
    let is_root = name.is_some_and(|name| {
        let mut roots = ["lib.rs", "main.rs", "mod.rs"].iter();
        roots.any(|root| name == *root)
    });
    let folder = if is_root {
        Folder::beside(path)
    } else {
        Folder::of_unknown(path)
    };
    Named {
        path: path.to_owned(),
        context: Context::default(),
        folder,
    }
}

/// Returns a path that identifies a file, whatever path is used for it.
pub(super) fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Parses the tokens of a file. The places of tokens that were parsed before are dropped, because
/// they would take memory as long as the thread lives.
pub(super) fn lex(text: &str) -> Result<TokenStream, LexError> {
    proc_macro2::extra::invalidate_current_thread_spans();
    match shebang(text) {
        // The line is replaced by spaces, so that the places after it do not change. It cannot be
        // commented out, because `#!/bin/sh` would become a doc comment with three slashes.
        0 => text.parse(),
        length => format!("{}{}", " ".repeat(length), &text[length..]).parse(),
    }
}

/// Returns the length of the first line of a script, `#!/usr/bin/env ..`, or 0 if there is none.
fn shebang(text: &str) -> usize {
    match text.strip_prefix("#!") {
        // `#![attribute]` is an attribute.
        Some(rest) if !rest.trim_start().starts_with('[') => text.find('\n').unwrap_or(text.len()),
        _ => 0,
    }
}
