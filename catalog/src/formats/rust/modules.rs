//! Finds the Rust files to read: the roots of targets, and the files that `mod name;`
//! and `include!` name.

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

/// A Rust file that could be opened. Its tokens take many times the memory of its text, and
/// are not kept.
pub(super) struct RustFile {
    /// The index of its source.
    pub(super) source: usize,
    /// The names of macros in it.
    pub(super) imports: Imports,
    /// The context in which it is included; `None` if it is not included.
    pub(super) context: Option<Context>,
    /// The folder of its package, which the files of a call are relative to.
    pub(super) package: PathBuf,
    /// The other files that it names.
    links: Vec<Link>,
}

/// A place in a file that names another file.
struct Link {
    /// Its context in the file.
    context: Context,
    name: FileName,
}

enum FileName {
    /// That of `mod name;`.
    Module(String),
    /// A path, relative to the folder of the module.
    Path(String),
    /// A path, relative to the file.
    Include(String),
}

/// A file to read, and its context.
struct Named {
    path: PathBuf,
    context: Context,
    folder: Folder,
}

/// Which files are there to be read.
type IsThere<'a> = &'a dyn Fn(&Path) -> bool;

/// Reads files, each once.
pub(super) struct Files {
    pub(super) rust: Vec<RustFile>,
    pub(super) sources: Vec<Source>,
    pub(super) findings: Vec<Finding>,
    /// Whether tests are read too.
    pub(super) with_tests: bool,
    /// The index of each file in `rust`, `None` of one that cannot be read.
    opened: HashMap<PathBuf, Option<usize>>,
    /// The files that were skipped because they are parts of tests.
    left_out: HashSet<PathBuf>,
    /// The folder that names of files are shown relative to.
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

    /// Reads a single file, without the files of its modules.
    pub(super) fn add_file(&mut self, path: &Path, package: &Path) {
        self.add_tree(alone(path), package, &|_| false);
    }

    /// Reads some files, each with the folder of its package. If one of them includes
    /// another one, this gives the context of the latter.
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
        // Those that are left name each other in a circle.
        for (path, package) in inner {
            let file = identity(path);
            let opened = self.opened.get(&file).copied().flatten();
            let is_reached = opened.is_none_or(|index| self.rust[index].context.is_some());
            if !is_reached && !self.left_out.contains(&file) {
                self.add_tree(alone(path), package, &is_one);
            }
        }
    }

    /// Reads a file, and the existing files that it names.
    fn add_tree(&mut self, root: Named, package: &Path, is_there: IsThere) {
        let mut to_read = vec![root];
        while let Some(file) = to_read.pop() {
            let named = if file.context.is_test && !self.with_tests {
                self.leave_out(&file, is_there)
            } else {
                self.add(file, package, is_there)
            };
            // The first one is read first.
            to_read.extend(named.into_iter().rev());
        }
    }

    /// Adds a file, and returns those that it names, unless that is nothing new.
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

    /// Skips a file. If it has already been opened, returns the files that it
    /// names, which are parts of tests too.
    fn leave_out(&mut self, file: &Named, is_there: IsThere) -> Vec<Named> {
        let id = identity(&file.path);
        let opened = self.opened.get(&id).copied().flatten();
        match (self.left_out.insert(id), opened) {
            (true, Some(index)) => self.named_in(index, file, is_there),
            _ => Vec::new(),
        }
    }

    /// The files that a file names, with their contexts.
    fn named_in(&self, index: usize, file: &Named, is_there: IsThere) -> Vec<Named> {
        let links = self.rust[index].links.iter();
        let named = links.filter_map(|link| {
            let mut candidates = link.candidates(file);
            // One that is not there is rustc's to report, or under a `#[cfg]`.
            let (path, folder) = candidates.find(|(path, _)| is_there(path))?;
            Some(Named {
                path,
                context: link.context.inside(&file.context),
                folder,
            })
        });
        named.collect()
    }

    /// Opens a file, once. `None` if it cannot be read, which is a finding.
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

    /// The tokens of a file, and the index of its source.
    fn lex(&mut self, name: &str) -> Option<(usize, TokenStream)> {
        let index = self.sources.len();
        let before = self.findings.len();
        let source = Source::open(&self.here, name, index, &mut self.findings)?;
        // As rustc reads it: a line ends in `\n`.
        let source = Source::new(name, &source.text().replace("\r\n", "\n"));
        let tokens = lex(source.text());
        self.sources.push(source);
        if self.findings.len() > before {
            // It is not UTF-8.
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
    /// The files that it can mean, each with the folder of the modules in it.
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

/// The places in a file that name others.
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

/// A file that nothing names.
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

/// What a file is known by, whatever path leads to it.
pub(super) fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The tokens of a file. The places of those that were read before are forgotten: they
/// take memory for as long as the thread lives.
pub(super) fn lex(text: &str) -> Result<TokenStream, LexError> {
    proc_macro2::extra::invalidate_current_thread_spans();
    match shebang(text) {
        // The places of what follows stay as they are. As a comment the line could be one of
        // documentation: `#!/bin/sh` would begin with three slashes.
        0 => text.parse(),
        length => format!("{}{}", " ".repeat(length), &text[length..]).parse(),
    }
}

/// The length of the first line of a script, `#!/usr/bin/env ..`; 0 of a file without one.
fn shebang(text: &str) -> usize {
    match text.strip_prefix("#!") {
        // `#![attribute]` is one.
        Some(rest) if !rest.trim_start().starts_with('[') => text.find('\n').unwrap_or(text.len()),
        _ => 0,
    }
}
