//! The files of a target: its root, and those that `mod name;` and `include!` name.

use super::scan::{Context, Found, Names, scan};
use crate::{Code, Finding, Label, Source};
use proc_macro2::TokenStream;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// A Rust file, with what is around it where it is named.
pub(super) struct RustFile {
    /// The index of its source.
    pub(super) source: usize,
    pub(super) tokens: TokenStream,
    pub(super) context: Context,
    /// The folder of its package, which the files of a call are relative to.
    pub(super) package: PathBuf,
}

/// Reads files, each once.
pub(super) struct Files {
    pub(super) rust: Vec<RustFile>,
    pub(super) sources: Vec<Source>,
    pub(super) findings: Vec<Finding>,
    /// All files that have been read, catalogue files too.
    pub(super) seen: HashSet<PathBuf>,
    /// The folder that names of files are shown relative to.
    here: PathBuf,
}

impl Files {
    pub(super) fn new() -> Self {
        Self {
            rust: Vec::new(),
            sources: Vec::new(),
            findings: Vec::new(),
            seen: HashSet::new(),
            here: std::env::current_dir().unwrap_or_default(),
        }
    }

    /// Reads the root of a target, and the files of its modules.
    pub(super) fn add_target(&mut self, root: &Path, package: &Path, is_test: bool) {
        let context = Context {
            is_test,
            ..Context::default()
        };
        let folder = root.parent().unwrap_or(Path::new(""));
        self.add_tree(root, folder, package, context);
    }

    /// Reads a file, and the files of its modules, which are in `folder`.
    fn add_tree(&mut self, path: &Path, folder: &Path, package: &Path, context: Context) {
        let Some(index) = self.add(path, package, context) else {
            return;
        };
        let (tokens, context) = {
            let file = &self.rust[index];
            (file.tokens.clone(), file.context.clone())
        };
        let beside = path.parent().unwrap_or(Path::new(""));
        let mut named: Vec<(PathBuf, PathBuf, Context)> = Vec::new();
        scan(
            tokens,
            &context,
            &Names::default(),
            &mut |context, found| {
                let inner: PathBuf = context.modules.iter().collect();
                // The modules of another file begin anew.
                let outer = Context {
                    modules: Vec::new(),
                    ..context.clone()
                };
                match found {
                    Found::Module(_, Some(path)) => {
                        let path = if context.modules.is_empty() {
                            beside.join(path)
                        } else {
                            folder.join(inner).join(path)
                        };
                        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
                        named.push((path, folder, outer));
                    }
                    Found::Module(name, None) => {
                        let name = name.to_string();
                        let name = name.strip_prefix("r#").unwrap_or(&name);
                        let folder = folder.join(inner).join(name);
                        let file = folder.with_extension("rs");
                        let file = if file.is_file() {
                            file
                        } else {
                            folder.join("mod.rs")
                        };
                        // One that is not there is rustc's to report, or under a `#[cfg]`.
                        if file.is_file() {
                            named.push((file, folder, outer));
                        }
                    }
                    Found::Macro(name, tokens) if name == "include" => {
                        if let Ok(path) = syn::parse2::<syn::LitStr>(tokens) {
                            let path = beside.join(path.value());
                            if path.is_file() {
                                let folder = path.parent().unwrap_or(Path::new("")).to_owned();
                                named.push((path, folder, outer));
                            }
                        }
                    }
                    _ => {}
                }
            },
        );
        for (path, folder, context) in named {
            self.add_tree(&path, &folder, package, context);
        }
    }

    /// Reads a file by itself. `None` if it has been read before, or cannot be read,
    /// which is a finding.
    pub(super) fn add(&mut self, path: &Path, package: &Path, context: Context) -> Option<usize> {
        let identity = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if !self.seen.insert(identity) {
            return None;
        }
        let name = path.strip_prefix(&self.here).unwrap_or(path);
        let name = name.display().to_string();
        let source = Source::open(&self.here, &name, self.sources.len(), &mut self.findings)?;
        let index = self.sources.len();
        let tokens = source.text().parse::<TokenStream>();
        self.sources.push(source);
        match tokens {
            Ok(tokens) => {
                self.rust.push(RustFile {
                    source: index,
                    tokens,
                    context,
                    package: package.to_owned(),
                });
                Some(self.rust.len() - 1)
            }
            Err(error) => {
                let label = Label::new(index, error.span().byte_range());
                let title = "this is not Rust: a string or a delimiter is not closed here";
                self.findings
                    .push(Finding::new(Code::Unreadable, title).at(label));
                None
            }
        }
    }
}
