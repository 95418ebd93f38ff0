//! Determines the names under which the macros are called.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

const CALL: &str = "kea_messages";
const DERIVE: &str = "KeaMessages";

/// The names of the macros in one package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Names {
    /// The names of `kea_messages!`.
    call: BTreeSet<String>,
    /// The names of the derive.
    derive: BTreeSet<String>,
}

impl Default for Names {
    fn default() -> Self {
        Self {
            call: BTreeSet::from([CALL.to_owned()]),
            derive: BTreeSet::from([DERIVE.to_owned()]),
        }
    }
}

impl Names {
    /// Returns whether one of the names occurs in a text.
    pub(super) fn occur_in(&self, text: &str) -> bool {
        let mut names = self.call.iter().chain(&self.derive);
        names.any(|name| text.contains(name))
    }

    /// Returns whether `name!` is `kea_messages!`.
    pub(super) fn is_call(&self, name: &str) -> bool {
        self.call.contains(name)
    }

    /// Returns whether a list of derives contains `KeaMessages`: `Debug,
    /// kea_messages::KeaMessages`.
    pub(super) fn derives(&self, derives: TokenStream) -> bool {
        let mut last = String::new();
        for token in derives {
            match token {
                TokenTree::Ident(name) => last = name.to_string(),
                TokenTree::Punct(sign) if sign.as_char() == ',' => {
                    if self.derive.contains(&last) {
                        return true;
                    }
                    last.clear();
                }
                _ => {}
            }
        }
        self.derive.contains(&last)
    }

    /// Adds the new name of a macro if `from` is one of its names. Returns whether the name is new.
    fn rename(&mut self, from: &str, to: &str) -> bool {
        [&mut self.call, &mut self.derive]
            .into_iter()
            .any(|names| names.contains(from) && names.insert(to.to_owned()))
    }
}

/// The names of the macros in several packages, which are identified by their folders.
///
/// The names in a package are those under which its own files import the macros, and those under
/// which any file exports them, unless the package defines another macro with that name.
#[derive(Debug, Default)]
pub(super) struct AllNames {
    exported: Names,
    own: HashMap<PathBuf, Names>,
}

impl AllNames {
    /// Determines the names from the imports of some files, each with the folder of its package.
    pub(super) fn of<'a>(files: impl IntoIterator<Item = (&'a Path, Imports)>) -> Self {
        let mut imports: HashMap<&Path, Imports> = HashMap::new();
        for (package, of_file) in files {
            let of_package = imports.entry(package).or_default();
            of_package.renames.extend(of_file.renames);
            of_package.macros.extend(of_file.macros);
        }
        let mut exported = Names::default();
        let renames = || imports.values().flat_map(|imports| &imports.renames);
        // A renamed macro can be renamed again.
        while renames().any(|rename| rename.is_export && exported.rename(&rename.from, &rename.to))
        {
        }
        let own = imports.iter().map(|(package, imports)| {
            let mut names = exported.clone();
            for name in imports.macros.iter().filter(|name| *name != CALL) {
                names.call.remove(name);
            }
            let mut renames = imports.renames.iter();
            while renames.any(|rename| names.rename(&rename.from, &rename.to)) {
                renames = imports.renames.iter();
            }
            (package.to_path_buf(), names)
        });
        let own = own.collect();
        Self { exported, own }
    }

    /// Returns the names in the package with this folder.
    pub(super) fn in_package(&self, package: &Path) -> &Names {
        self.own.get(package).unwrap_or(&self.exported)
    }
}

/// `use path::from as to`.
#[derive(Debug, PartialEq, Eq)]
struct Rename {
    from: String,
    to: String,
    is_export: bool,
}

/// The imports and macros in files that affect the names of macros.
#[derive(Debug, Default)]
pub(super) struct Imports {
    renames: Vec<Rename>,
    /// The macros that the package defines itself.
    macros: BTreeSet<String>,
}

impl Imports {
    /// Reads the imports of a file.
    pub(super) fn of(tokens: TokenStream) -> Self {
        let mut imports = Self::default();
        imports.read(tokens);
        imports
    }

    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (index, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(word) if word == "use" => {
                    let before = index.checked_sub(1).map(|before| &tokens[before]);
                    let is_export = matches!(before, Some(TokenTree::Ident(word)) if word == "pub");
                    self.tree(&tokens[index + 1..], false, is_export);
                }
                TokenTree::Ident(word) if word == "macro_rules" => {
                    if let Some(TokenTree::Ident(name)) = tokens.get(index + 2) {
                        self.macros.insert(name.to_string());
                    }
                }
                TokenTree::Group(group) => self.read(group.stream()),
                _ => {}
            }
        }
    }

    /// Reads the tree of a `use`. `is_inside` says whether it is below a path. Otherwise, the first
    /// segment is a crate, and renaming it does not rename a macro.
    fn tree(&mut self, tokens: &[TokenTree], is_inside: bool, is_export: bool) {
        let mut is_below = is_inside;
        for (index, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(from) => {
                    if let Some([TokenTree::Ident(word), TokenTree::Ident(to)]) =
                        tokens.get(index + 1..index + 3)
                    {
                        if word == "as" && is_below {
                            self.renames.push(Rename {
                                from: from.to_string(),
                                to: to.to_string(),
                                is_export,
                            });
                        }
                    }
                }
                TokenTree::Punct(sign) => match sign.as_char() {
                    // The `::` at the beginning of a path does not follow a segment.
                    ':' if follows_name(tokens, index) => is_below = true,
                    ':' | '*' => {}
                    ',' => is_below = is_inside,
                    _ => return,
                },
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
                    self.tree(&tokens, is_below, is_export);
                }
                _ => return,
            }
        }
    }
}

/// Returns whether the token before the one at `index` is a name.
fn follows_name(tokens: &[TokenTree], index: usize) -> bool {
    let before = index.checked_sub(1).map(|before| &tokens[before]);
    matches!(before, Some(TokenTree::Ident(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the names of `kea_messages!` and of the derive in a package with this file, next to
    /// another package with the other file.
    fn names_in(file: &str, other: &str) -> (String, String) {
        let [file, other] = [file, other].map(|text| Imports::of(text.parse().expect("tokens")));
        let [here, there] = ["here", "there"].map(Path::new);
        let all = AllNames::of([(here, file), (there, other)]);
        let names = all.in_package(here);
        let line = |names: &BTreeSet<String>| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            names.join(" ")
        };
        (line(&names.call), line(&names.derive))
    }

    #[test]
    fn names_of_the_macros() {
        for (file, other, call, derive) in [
            ("", "", "", ""),
            (
                "use kea_messages::kea_messages as define;",
                "",
                "define",
                "",
            ),
            ("use ::kea_messages::KeaMessages as Msg;", "", "", "Msg"),
            (
                "use kea_messages::{emit, kea_messages as a, KeaMessages as B};",
                "",
                "a",
                "B",
            ),
            (
                "use x::{y::{kea_messages as a}, z::*, kea_messages as b};",
                "",
                "a b",
                "",
            ),
            (
                "use {x::kea_messages as a, kea_messages as kea};",
                "",
                "a",
                "",
            ),
            (
                "mod m { fn f() { use crate::kea_messages as a; } }",
                "",
                "a",
                "",
            ),
            // This renames the crate, and not the macro in it.
            ("use kea_messages as kea;", "", "", ""),
            ("use ::kea_messages as kea;", "", "", ""),
            (
                "use {kea_messages as kea, ::kea_messages as log};",
                "",
                "",
                "",
            ),
            ("extern crate kea_messages as kea;", "", "", ""),
            // This renames something else.
            ("use kea_messages::emit as log;", "", "", ""),
            ("fn f() { x::kea_messages as u32; }", "", "", ""),
            (
                "fn f() -> impl T + use<'a> + x::kea_messages as a {}",
                "",
                "",
                "",
            ),
            ("use x::kea_messages; use kea_messages as a;", "", "", ""),
            // A renamed macro can be renamed again.
            (
                "use a::b as c; use x::kea_messages as a; use x::a as b; use x::b as c;",
                "",
                "a b c",
                "",
            ),
            // This is exported by another package.
            ("", "pub use x::kea_messages as define;", "define", ""),
            (
                "use y::define as d;",
                "pub use x::{kea_messages as define};",
                "d define",
                "",
            ),
            ("", "use x::kea_messages as define;", "", ""),
            ("", "pub(crate) use x::kea_messages as define;", "", ""),
            (
                "macro_rules! define { () => {} }",
                "pub use x::kea_messages as define;",
                "",
                "",
            ),
            (
                "mod m { macro_rules! define { () => {} } } use x::kea_messages as define;",
                "",
                "define",
                "",
            ),
            ("macro_rules! kea_messages { () => {} }", "", "", ""),
        ] {
            let sorted = |own: &str, more: &str| {
                let mut names: Vec<&str> = own.split_whitespace().chain([more]).collect();
                names.sort_unstable();
                names.join(" ")
            };
            let expected = (sorted(call, CALL), sorted(derive, DERIVE));
            assert_eq!(names_in(file, other), expected, "{file} / {other}");
        }
    }

    #[test]
    fn an_unknown_package_has_what_is_exported() {
        let file = "pub use x::kea_messages as define;".parse();
        let imports = Imports::of(file.expect("tokens"));
        let all = AllNames::of([(Path::new("here"), imports)]);
        assert!(all.in_package(Path::new("there")).is_call("define"));
        let none = AllNames::default();
        assert!(!none.in_package(Path::new("there")).is_call("define"));
    }

    #[test]
    fn names_in_a_text() {
        let imports = Imports::of("use x::kea_messages as define;".parse().expect("tokens"));
        let all = AllNames::of([(Path::new("here"), imports)]);
        for (text, expected) in [
            ("kea_messages! {}", true),
            ("define! {}", true),
            ("#[derive(KeaMessages)]", true),
            ("messages! {}", false),
            ("", false),
        ] {
            let names = all.in_package(Path::new("here"));
            assert_eq!(names.occur_in(text), expected, "{text}");
        }
    }

    #[test]
    fn lists_of_derives() {
        for (list, expected) in [
            ("KeaMessages", true),
            ("Debug, KeaMessages", true),
            ("kea_messages::KeaMessages, Debug,", true),
            ("Debug", false),
            ("KeaMessages::Debug", false),
            ("Debug,, Clone", false),
            ("", false),
        ] {
            let tokens = list.parse().expect("tokens");
            assert_eq!(Names::default().derives(tokens), expected, "{list}");
        }
    }
}
