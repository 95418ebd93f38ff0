//! The formats that catalogues are written in. Each is a module, which has its reader
//! and its writer.

#[cfg(feature = "convert")]
pub mod journal;
#[cfg(feature = "files")]
pub mod mes;
#[cfg(feature = "convert")]
pub mod po;
#[cfg(feature = "rust")]
pub mod rust;
#[cfg(feature = "files")]
pub mod toml;

#[cfg(feature = "files")]
use crate::{Catalogue, Source};
use std::path::Path;

/// A format of catalogue files.
///
/// ```
/// use kea_messages_catalog::formats::Format;
///
/// assert_eq!(Format::of_file("mes/dhcp4.mes"), Some(Format::Mes));
/// assert_eq!(Format::of_file("notes.txt"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// TOML: a table for each message.
    Toml,
    /// Kea's message files.
    Mes,
}

impl Format {
    /// The format of the file with this name, which its ending tells.
    #[must_use]
    pub fn of_file(name: &str) -> Option<Self> {
        let ending = Path::new(name).extension()?.to_str()?;
        match ending.to_ascii_lowercase().as_str() {
            "toml" => Some(Self::Toml),
            "mes" => Some(Self::Mes),
            _ => None,
        }
    }
}

/// A catalogue in another format, and what that has no place for.
#[cfg(feature = "convert")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Converted {
    /// The file.
    pub text: String,
    /// What is lost, a sentence each.
    pub losses: Vec<String>,
}

#[cfg(feature = "convert")]
impl Converted {
    pub(crate) const fn whole(text: String) -> Self {
        Self {
            text,
            losses: Vec::new(),
        }
    }
}

/// Reads a file, of which findings and entries speak as number `index`. One whose
/// format is not known is read as `.mes`.
#[cfg(feature = "files")]
pub(crate) fn read(source: &Source, index: usize, catalogue: &mut Catalogue) {
    match Format::of_file(source.name()) {
        Some(Format::Toml) => toml::read(source, index, catalogue),
        Some(Format::Mes) | None => mes::read(source, index, mes::Escapes::OfC, catalogue),
    }
}

/// Reads a file of local texts.
#[cfg(feature = "files")]
pub(crate) fn read_local_texts(source: &Source, catalogue: &mut Catalogue) {
    match Format::of_file(source.name()) {
        Some(Format::Toml) => toml::read(source, 0, catalogue),
        Some(Format::Mes) | None => mes::read(source, 0, mes::Escapes::None, catalogue),
    }
}
