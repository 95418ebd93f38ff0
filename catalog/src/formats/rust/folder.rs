//! Finds the files of modules.

use super::context::InlineModule;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// Where the files of modules are, as rustc looks for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Folder {
    /// The folder that a `#[path]` is relative to.
    path: PathBuf,
    /// The name of a file that is neither a root nor a `mod.rs`: `net` in `net.rs`, whose
    /// modules are in the folder `net`.
    stem: Option<OsString>,
    /// Whether the file can be a root all the same.
    can_be_root: bool,
}

impl Folder {
    /// For a file whose modules are next to it.
    pub(super) fn beside(file: &Path) -> Self {
        Self {
            path: file.parent().unwrap_or(Path::new("")).to_owned(),
            ..Self::default()
        }
    }

    /// For a file whose modules are in the folder with its name.
    pub(super) fn named_as(file: &Path) -> Self {
        Self {
            stem: file.file_stem().map(OsStr::to_owned),
            ..Self::beside(file)
        }
    }

    /// For a file that may be the root of a target.
    pub(super) fn of_unknown(file: &Path) -> Self {
        Self {
            can_be_root: true,
            ..Self::named_as(file)
        }
    }

    /// The file that `#[path]` on a module names.
    pub(super) fn file(&self, path: &str) -> PathBuf {
        self.path.join(path)
    }

    /// The folders that a module without a `#[path]` can have its file in.
    pub(super) fn of_modules(&self) -> impl Iterator<Item = PathBuf> {
        let named = self.stem.as_ref().map(|stem| self.path.join(stem));
        let beside = (named.is_none() || self.can_be_root).then(|| self.path.clone());
        named.into_iter().chain(beside)
    }

    /// The folder of a module inside of these inline ones, the outermost first.
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
