//! Determines which folders contain the files of modules.

use super::context::InlineModule;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The folder of the modules of a file, by the rules of rustc.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Folder {
    /// The folder that a `#[path]` is relative to.
    path: PathBuf,
    /// The name of a file that is neither a root nor a `mod.rs`: `net` in `net.rs`, whose
    /// modules are in the folder `net`.
    stem: Option<OsString>,
    /// Whether the file can also be a root.
    can_be_root: bool,
}

impl Folder {
    /// Creates it for a file whose modules are next to it.
    pub(super) fn beside(file: &Path) -> Self {
        Self {
            path: file.parent().unwrap_or(Path::new("")).to_owned(),
            ..Self::default()
        }
    }

    /// Creates it for a file whose modules are in the folder with its name.
    pub(super) fn named_as(file: &Path) -> Self {
        Self {
            stem: file.file_stem().map(OsStr::to_owned),
            ..Self::beside(file)
        }
    }

    /// Creates it for a file that may be the root of a target.
    pub(super) fn of_unknown(file: &Path) -> Self {
        Self {
            can_be_root: true,
            ..Self::named_as(file)
        }
    }

    /// Returns the file that `#[path]` on a module names.
    pub(super) fn file(&self, path: &str) -> PathBuf {
        self.path.join(path)
    }

    /// Returns the folders that can contain the file of a module without a `#[path]`.
    pub(super) fn of_modules(&self) -> impl Iterator<Item = PathBuf> {
        let named = self.stem.as_ref().map(|stem| self.path.join(stem));
        let beside = (named.is_none() || self.can_be_root).then(|| self.path.clone());
        named.into_iter().chain(beside)
    }

    /// Returns the folder for modules inside these inline modules, from the outermost to the
    /// innermost.
    pub(super) fn inside(&self, modules: &[InlineModule]) -> Self {
        let mut folder = self.clone();
        for module in modules {
            let path = match (&module.path, &folder.stem) {
                (Some(path), _) => folder.path.join(path),
                (None, Some(stem)) => folder.path.join(stem).join(&module.name),
                (None, None) => folder.path.join(&module.name),
            };
            folder = Self {
                path,
                ..Self::default()
            };
        }
        folder
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_modules() {
        let file = Path::new("src/net.rs");
        let folders = |folder: &Folder| {
            let folders = folder.of_modules();
            folders
                .map(|path| path.display().to_string())
                .collect::<Vec<_>>()
                .join(" ")
        };
        for (folder, modules, inner, with_path) in [
            (Folder::beside(file), "src", "src/io", "src/x"),
            (Folder::named_as(file), "src/net", "src/net/io", "src/x"),
            (
                Folder::of_unknown(file),
                "src/net src",
                "src/net/io",
                "src/x",
            ),
            (Folder::default(), "", "io", "x"),
        ] {
            assert_eq!(folders(&folder), modules);
            let module = |path: Option<&str>| InlineModule {
                name: "io".to_owned(),
                path: path.map(str::to_owned),
            };
            let two = [module(None), module(Some("y"))];
            assert_eq!(folders(&folder.inside(&[])), modules);
            assert_eq!(folders(&folder.inside(&two[..1])), inner);
            assert_eq!(folders(&folder.inside(&two)), format!("{inner}/y"));
            assert_eq!(folders(&folder.inside(&[module(Some("x"))])), with_path);
            assert_eq!(folder.file("y.rs"), folder.path.join("y.rs"));
        }
    }
}
