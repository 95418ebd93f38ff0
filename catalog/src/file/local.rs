//! Local files, whose texts replace those of a program while it runs.

use super::mes::{self, Escapes};
use super::{Catalogue, Source, files, toml};
use std::vec;

impl Catalogue {
    /// Reads a file of local texts, as Kea calls them: it has the form of a
    /// catalogue, but that in a `.mes` text a backslash is a backslash.
    ///
    /// Nothing is checked but that it can be read. What is wrong with a text is
    /// known to who knows the message that it is for, and so
    /// [`entries`](Self::entries) are all there, in the order of the file, those
    /// of one ID included.
    ///
    /// ```
    /// use kea_messages_catalog::file::{Catalogue, Source};
    ///
    /// let file = Catalogue::of_local_texts(Source::new("local.mes", r"% STARTED gestartet\n"));
    /// assert_eq!(file.entries[0].message.text, r"gestartet\n");
    /// ```
    #[must_use]
    pub fn of_local_texts(source: Source) -> Self {
        let mut file = Self::default();
        if files::has_ending(source.name(), "toml") {
            toml::read(&source, 0, &mut file);
        } else {
            mes::read(&source, 0, Escapes::None, &mut file);
        }
        file.sources = vec![source];
        file
    }
}
