//! Tests that the files of each crate do not import each other in a cycle.
//!
//! A name that a module only re-exports counts as a name of the file that defines it.
#![forbid(unsafe_code)]

use kea_messages_tests::workspace;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const CRATES: [&str; 12] = [
    "base",
    "catalog",
    "cli",
    "columns",
    "core",
    "decode",
    "macros",
    "manual",
    "opentelemetry",
    "records",
    "runtime",
    "subscriber",
];

/// The path of a module in its crate, which is empty for the root module.
type Module = Vec<String>;

/// The imports and re-exports of a file.
#[derive(Debug, Default)]
struct File {
    /// The modules that the file declares.
    parts: BTreeSet<String>,
    /// The imported paths, starting at the root of the crate.
    paths: Vec<Vec<String>>,
    /// The original path of each re-exported name.
    passed_on: BTreeMap<String, Vec<String>>,
}

#[test]
fn there_is_no_circle_between_files() {
    let mut circles = Vec::new();
    for name in CRATES {
        let files = files(&workspace().join(name).join("src"));
        let mut arrows: BTreeMap<&Module, BTreeSet<&Module>> = BTreeMap::new();
        for (module, file) in &files {
            for path in &file.paths {
                let Some(target) = resolve(path, &files) else {
                    continue;
                };
                if target != module {
                    arrows.entry(module).or_default().insert(target);
                }
            }
        }
        let circle = circle(&arrows);
        if !circle.is_empty() {
            circles.push(format!("{name}: {}", shown(&circle)));
        }
    }
    assert_eq!(circles, Vec::<String>::new());
}

fn shown(circle: &[&Module]) -> String {
    let names: Vec<String> = circle.iter().map(|module| module.join("::")).collect();
    names.join(" -> ")
}

/// Returns the modules of a crate that are files.
fn files(src: &Path) -> BTreeMap<Module, File> {
    let mut files = BTreeMap::new();
    let mut folders = vec![(src.to_owned(), Module::new())];
    while let Some((folder, module)) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path: PathBuf = entry.expect("an entry").path();
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let mut inner = module.clone();
            if !matches!(&*stem, "lib" | "main" | "mod") {
                inner.push(stem.into_owned());
            }
            if path.is_dir() {
                folders.push((path, inner));
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let source = std::fs::read_to_string(&path).expect("a file");
                let tokens: TokenStream = source.parse().expect("Rust");
                let tokens: Vec<TokenTree> = tokens.into_iter().collect();
                let mut file = File {
                    parts: parts(&tokens),
                    ..File::default()
                };
                read(&tokens, &inner, &mut file);
                files.insert(inner, file);
            }
        }
    }
    files
}

/// Finds the paths that begin with `crate`, `super` or `self`, except in tests.
fn read(tokens: &[TokenTree], module: &Module, file: &mut File) {
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at..] {
            [
                TokenTree::Ident(keyword),
                TokenTree::Ident(name),
                TokenTree::Group(_),
                ..,
            ] if keyword == "mod" && name == "tests" => {
                at += 3;
                continue;
            }
            // The code that a macro generates is not part of the file.
            [
                TokenTree::Ident(name),
                TokenTree::Punct(sign),
                TokenTree::Group(_),
                ..,
            ] if sign.as_char() == '!' && name.to_string().starts_with("quote") => {
                at += 3;
                continue;
            }
            [
                TokenTree::Ident(word),
                TokenTree::Punct(a),
                TokenTree::Punct(b),
                ..,
            ] if a.as_char() == ':' && b.as_char() == ':' => {
                let start = match word.to_string().as_str() {
                    "crate" => Some(Module::new()),
                    "self" => Some(module.clone()),
                    "super" => Some(module[..module.len().saturating_sub(1)].to_vec()),
                    // This is a module that the file declares.
                    part if file.parts.contains(part) && !is_after_path(tokens, at) => {
                        Some([module.as_slice(), &[part.to_owned()]].concat())
                    }
                    _ => None,
                };
                if let Some(start) = start {
                    let is_passed_on = is_passed_on(&tokens[..at]);
                    let rest = &tokens[at + 3..];
                    tree(rest, start, &mut |path| {
                        // A re-export is not a use of the name.
                        match path.last() {
                            Some(name) if is_passed_on => {
                                file.passed_on.insert(name.clone(), path);
                            }
                            _ => file.paths.push(path),
                        }
                    });
                }
            }
            [TokenTree::Group(group), ..] => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                read(&inner, module, file);
            }
            _ => {}
        }
        at += 1;
    }
}

/// Whether these tokens end with `pub use` or `pub(crate) use`.
fn is_passed_on(before: &[TokenTree]) -> bool {
    let is_word =
        |token: &TokenTree, word: &str| matches!(token, TokenTree::Ident(found) if found == word);
    match before {
        [.., visibility, keyword] if is_word(visibility, "pub") => is_word(keyword, "use"),
        [.., visibility, TokenTree::Group(_), keyword] if is_word(visibility, "pub") => {
            is_word(keyword, "use")
        }
        _ => false,
    }
}

/// Whether the token at `at` continues a path.
fn is_after_path(tokens: &[TokenTree], at: usize) -> bool {
    matches!(tokens.get(at.wrapping_sub(1)), Some(TokenTree::Punct(sign)) if sign.as_char() == ':')
}

/// Returns the modules that are declared here and defined in other files.
fn parts(tokens: &[TokenTree]) -> BTreeSet<String> {
    let parts = tokens.windows(3).filter_map(|window| match window {
        [
            TokenTree::Ident(keyword),
            TokenTree::Ident(name),
            TokenTree::Punct(sign),
        ] if keyword == "mod" && sign.as_char() == ';' => Some(name.to_string()),
        _ => None,
    });
    parts.collect()
}

/// Finds the paths in `a::b::{c, d::e}`.
fn tree(tokens: &[TokenTree], mut path: Vec<String>, found: &mut dyn FnMut(Vec<String>)) {
    let mut at = 0;
    loop {
        match tokens.get(at) {
            Some(TokenTree::Ident(name)) if name == "super" => _ = path.pop(),
            Some(TokenTree::Ident(name)) if name == "self" => {}
            Some(TokenTree::Ident(name)) => path.push(name.to_string()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',');
                for part in inner.split(is_comma).filter(|part| !part.is_empty()) {
                    tree(part, path.clone(), found);
                }
                return;
            }
            _ => return found(path),
        }
        let is_more = matches!(
            (tokens.get(at + 1), tokens.get(at + 2)),
            (Some(TokenTree::Punct(a)), Some(TokenTree::Punct(b)))
                if a.as_char() == ':' && b.as_char() == ':'
        );
        if !is_more {
            return found(path);
        }
        at += 3;
    }
}

/// Returns the file in which a path is defined.
fn resolve<'a>(path: &[String], files: &'a BTreeMap<Module, File>) -> Option<&'a Module> {
    let mut path = path.to_vec();
    for _ in 0..10 {
        let length = (0..=path.len())
            .rev()
            .find(|&length| files.contains_key(&path[..length]))?;
        let (module, file) = files.get_key_value(&path[..length])?;
        let next = path.get(length).and_then(|name| file.passed_on.get(name));
        match next {
            Some(from) if *from != path[..=length] => {
                path = [from.as_slice(), &path[length + 1..]].concat();
            }
            _ => return Some(module),
        }
    }
    None
}

/// Returns the modules of a cycle, or an empty list if there is none.
fn circle<'a>(arrows: &BTreeMap<&'a Module, BTreeSet<&'a Module>>) -> Vec<&'a Module> {
    let mut done: BTreeSet<&Module> = BTreeSet::new();
    for start in arrows.keys() {
        let mut way = Vec::new();
        if let Some(circle) = walk(start, arrows, &mut way, &mut done) {
            return circle;
        }
    }
    Vec::new()
}

fn walk<'a>(
    module: &'a Module,
    arrows: &BTreeMap<&'a Module, BTreeSet<&'a Module>>,
    way: &mut Vec<&'a Module>,
    done: &mut BTreeSet<&'a Module>,
) -> Option<Vec<&'a Module>> {
    if let Some(at) = way.iter().position(|other| *other == module) {
        return Some([&way[at..], &[module]].concat());
    }
    if !done.insert(module) {
        return None;
    }
    way.push(module);
    let targets = arrows.get(module).into_iter().flatten();
    let circle = targets
        .into_iter()
        .find_map(|target| walk(target, arrows, way, done));
    way.pop();
    circle
}

#[test]
fn a_circle_is_found() {
    let [a, b, c] = ["a", "b", "c"].map(|name| vec![name.to_owned()]);
    let arrows = BTreeMap::from([(&a, BTreeSet::from([&b, &c])), (&b, BTreeSet::from([&c]))]);
    assert_eq!(circle(&arrows), Vec::<&Module>::new());
    let arrows = BTreeMap::from([(&a, BTreeSet::from([&b])), (&b, BTreeSet::from([&a]))]);
    assert_eq!(shown(&circle(&arrows)), "a -> b -> a");
}
