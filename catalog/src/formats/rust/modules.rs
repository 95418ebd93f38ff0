//! The Rust files that are read: the roots of targets, and those that `mod name;` and
//! `include!` name.

use super::context::{Context, Folder};
use super::depth::{self, too_deep};
use super::names::Names;
use super::scan::{Found, scan};
use crate::{Code, Finding, Label, Source};
use proc_macro2::{LexError, TokenStream};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use syn::ext::IdentExt as _;

/// A Rust file that could be opened.
pub(super) struct RustFile {
    /// The index of its source.
    pub(super) source: usize,
    pub(super) tokens: TokenStream,
    /// What is around it where it is named; `None` where nothing leads to it.
    pub(super) context: Option<Context>,
    /// The folder of its package, which the files of a call are relative to.
    pub(super) package: PathBuf,
}

/// Reads files, each once.
pub(super) struct Files {
    pub(super) rust: Vec<RustFile>,
    pub(super) sources: Vec<Source>,
    pub(super) findings: Vec<Finding>,
    /// Whether tests are read too.
    pub(super) with_tests: bool,
    /// The index of each file in `rust`, `None` of one that cannot be read.
    opened: HashMap<PathBuf, Option<usize>>,
    /// The files that were passed over because they are parts of tests.
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
    pub(super) fn add_target(&mut self, root: &Path, package: &Path, is_test: bool) {
        let context = Context {
            is_test,
            folder: Folder::beside(root),
            ..Context::default()
        };
        self.add_tree(root, package, context, &|path| path.is_file());
    }

    /// Reads a file by itself, without the files of its modules.
    pub(super) fn add_file(&mut self, path: &Path, package: &Path) {
        self.add_tree(path, package, Context::default(), &|_| false);
    }

    /// Reads some files, each with the folder of its package. What is around one that
    /// another of them names is known from there.
    pub(super) fn add_files(&mut self, files: &[(PathBuf, PathBuf)]) {
        let all: HashSet<PathBuf> = files.iter().map(|(path, _)| identity(path)).collect();
        let is_one = |path: &Path| all.contains(&identity(path));
        let mut named: HashSet<PathBuf> = HashSet::new();
        for (path, package) in files {
            if let Some(index) = self.open(path, package) {
                let context = alone(path);
                let files = self.named_in(index, path, &context, &is_one);
                named.extend(files.iter().map(|(file, _)| identity(file)));
            }
        }
        let (inner, roots): (Vec<_>, Vec<_>) = files
            .iter()
            .partition(|(path, _)| named.contains(&identity(path)));
        for (path, package) in roots {
            self.add_tree(path, package, alone(path), &is_one);
        }
        // Those that are left name each other in a circle.
        for (path, package) in inner {
            let path_identity = identity(path);
            let opened = self.opened.get(&path_identity).copied().flatten();
            let is_reached = opened.is_none_or(|index| self.rust[index].context.is_some());
            if !is_reached && !self.left_out.contains(&path_identity) {
                self.add_tree(path, package, alone(path), &is_one);
            }
        }
    }

    /// Reads a file, and those that it names, as far as they are there.
    fn add_tree(
        &mut self,
        root: &Path,
        package: &Path,
        context: Context,
        is_there: &dyn Fn(&Path) -> bool,
    ) {
        let mut to_read = vec![(root.to_owned(), context)];
        while let Some((path, context)) = to_read.pop() {
            if context.is_test && !self.with_tests {
                to_read.extend(self.leave_out(&path, &context, is_there));
                continue;
            }
            let Some(index) = self.open(&path, package) else {
                continue;
            };
            let is_news = match &mut self.rust[index].context {
                Some(known) => known.meet(&context),
                unknown => {
                    *unknown = Some(context);
                    true
                }
            };
            if let (true, Some(context)) = (is_news, self.rust[index].context.clone()) {
                let named = self.named_in(index, &path, &context, is_there);
                // The first one is read first.
                to_read.extend(named.into_iter().rev());
            }
        }
    }

    /// Passes over a file. Of one that has been opened all the same, the files that it
    /// names are returned, which are parts of tests too.
    fn leave_out(
        &mut self,
        path: &Path,
        context: &Context,
        is_there: &dyn Fn(&Path) -> bool,
    ) -> Vec<(PathBuf, Context)> {
        let file = identity(path);
        let opened = self.opened.get(&file).copied().flatten();
        match (self.left_out.insert(file), opened) {
            (true, Some(index)) => self.named_in(index, path, context, is_there),
            _ => Vec::new(),
        }
    }

    /// The files that a file names, with what is around them.
    fn named_in(
        &self,
        index: usize,
        path: &Path,
        context: &Context,
        is_there: &dyn Fn(&Path) -> bool,
    ) -> Vec<(PathBuf, Context)> {
        let mut named: Vec<(PathBuf, Context)> = Vec::new();
        let mut add = |file: PathBuf, folder: Folder, context: &Context| {
            // One that is not there is rustc's to report, or under a `#[cfg]`.
            let is_there = is_there(&file);
            if is_there {
                let context = Context {
                    folder,
                    ..context.clone()
                };
                named.push((file, context));
            }
            is_there
        };
        let tokens = self.rust[index].tokens.clone();
        scan(
            tokens,
            context,
            &Names::default(),
            &mut |context, found| match found {
                Found::Module(_, Some(path)) => {
                    let file = context.folder.file(&path);
                    let folder = Folder::beside(&file);
                    add(file, folder, context);
                }
                Found::Module(name, None) => {
                    let name = name.unraw().to_string();
                    for folder in context.folder.of_modules() {
                        let file = folder.join(format!("{name}.rs"));
                        let inner = folder.join(&name).join("mod.rs");
                        let file_folder = Folder::named_as(&file);
                        let inner_folder = Folder::beside(&inner);
                        if add(file, file_folder, context) || add(inner, inner_folder, context) {
                            break;
                        }
                    }
                }
                Found::Macro(name, tokens) if name == "include" => {
                    if let Ok(included) = syn::parse2::<syn::LitStr>(tokens) {
                        let beside = path.parent().unwrap_or(Path::new(""));
                        let file = beside.join(included.value());
                        let folder = Folder::beside(&file);
                        add(file, folder, context);
                    }
                }
                _ => {}
            },
        );
        named
    }

    /// Opens a file, once. `None` if it cannot be read, which is a finding.
    fn open(&mut self, path: &Path, package: &Path) -> Option<usize> {
        let file = identity(path);
        if let Some(known) = self.opened.get(&file) {
            return *known;
        }
        let name = path.strip_prefix(&self.here).unwrap_or(path);
        let name = name.display().to_string();
        let tokens = self.tokens(&name);
        let index = tokens.map(|(source, tokens)| {
            self.rust.push(RustFile {
                source,
                tokens,
                context: None,
                package: package.to_owned(),
            });
            self.rust.len() - 1
        });
        self.opened.insert(file, index);
        index
    }

    /// The tokens of a file, and the index of its source.
    fn tokens(&mut self, name: &str) -> Option<(usize, TokenStream)> {
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
                Finding::new(Code::Unreadable, NOT_RUST).at(label)
            }
        };
        self.findings.push(finding);
        None
    }
}

const NOT_RUST: &str = "this file is not Rust: unexpected character, or a string, comment or \
                        delimiter that is not closed";

/// What is around a file that nothing names.
fn alone(path: &Path) -> Context {
    let is_root = path.file_name().is_some_and(|name| {
        ["lib.rs", "main.rs", "mod.rs"]
            .iter()
            .any(|root| name == *root)
    });
    let folder = if is_root {
        Folder::beside(path)
    } else {
        Folder::of_unknown(path)
    };
    Context {
        folder,
        ..Context::default()
    }
}

/// What a file is known by, whatever path leads to it.
pub(super) fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The tokens of a file.
pub(super) fn lex(text: &str) -> Result<TokenStream, LexError> {
    match shebang(text) {
        Some(rest) => format!("//{rest}").parse(),
        None => text.parse(),
    }
}

/// What follows `#!` in the first line of a script.
fn shebang(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("#!")?;
    // `#![attribute]` is one.
    (!rest.trim_start().starts_with('[')).then_some(rest)
}
