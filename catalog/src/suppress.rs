//! Decides which findings a catalogue suppresses.

#[cfg(feature = "json")]
use crate::{Allow, Entry};
use crate::{Catalogue, Finding};

impl Catalogue {
    /// Returns whether a finding is suppressed by its file or its message. Errors cannot
    /// be suppressed.
    ///
    /// ```
    /// # #[cfg(feature = "files")] {
    /// use kea_messages_catalog::{Catalogue, Source, checks};
    ///
    /// let file = "[STARTED]\ntext = 'started'\nallow = { no_description = 'it says it all' }";
    /// let catalogue = Catalogue::of_sources(vec![Source::new("messages.toml", file)]);
    /// let findings = checks::run(&catalogue);
    /// assert_eq!(findings.len(), 1);
    /// assert!(catalogue.is_allowed(&findings[0]));
    /// # }
    /// ```
    #[must_use]
    pub fn is_allowed(&self, finding: &Finding) -> bool {
        let source = finding.labels.first().map(|label| label.source);
        let entry = finding.id.as_ref().and_then(|id| self.get(id));
        // The finding can be at a statement that logs the message.
        let places = entry.and_then(|entry| entry.places.as_ref());
        let sources = [source, source.and(places.map(|places| places.source))];
        let of_file = self.allowed.iter();
        let mut of_file = of_file.filter(|allow| sources.contains(&Some(allow.label.source)));
        let mut of_message = entry.into_iter().flat_map(|entry| &entry.allowed);
        of_file.any(|allow| allow.suppresses(finding))
            || of_message.any(|allow| allow.suppresses(finding))
    }

    /// Returns the suppressed codes, for a format that writes all messages to one file.
    #[cfg(feature = "json")]
    pub(crate) fn suppressed(&self) -> Suppressed<'_> {
        // The sources also contain a lock file, if it was checked.
        let places = self
            .entries
            .iter()
            .filter_map(|entry| entry.places.as_ref());
        let allowed = self.allowed.iter().map(|allow| allow.label.source);
        let mut sources = allowed.chain(places.map(|places| places.source));
        let first = sources.next();
        let is_one_file = sources.all(|source| Some(source) == first);
        let everywhere = if is_one_file { self.allowed.len() } else { 0 };
        let (everywhere, of_files) = self.allowed.split_at(everywhere);
        Suppressed {
            everywhere,
            of_files,
        }
    }
}

/// The codes that a catalogue suppresses.
#[cfg(feature = "json")]
pub(crate) struct Suppressed<'a> {
    /// The codes for all messages, if all of them are in one file.
    pub(crate) everywhere: &'a [Allow],
    /// The codes for the messages of one of several files.
    of_files: &'a [Allow],
}

#[cfg(feature = "json")]
impl<'a> Suppressed<'a> {
    /// The codes that are suppressed for a message, in addition to those for all
    /// messages.
    pub(crate) fn of(&self, entry: &'a Entry) -> impl Iterator<Item = &'a Allow> + use<'a> {
        let source = entry.places.as_ref().map(|places| places.source);
        let of_file = self.of_files.iter();
        let of_file = of_file.filter(move |allow| Some(allow.label.source) == source);
        entry.allowed.iter().chain(of_file)
    }
}

#[cfg(all(test, feature = "files"))]
mod tests {
    use crate::{Catalogue, Code, Finding, Label, Source};

    #[test]
    fn what_is_suppressed() {
        let files = [
            "[catalogue]\nallow = { no_action = 'why' }\n[A]\ntext = 'a'",
            "[B]\ntext = 'b'\nallow = { same_text = 'why', mistake = 'why' }",
        ];
        let files = files.map(|text| Source::new("m.toml", text)).to_vec();
        let catalogue = Catalogue::of_sources(files);
        // The code, the message, the file, and whether it is suppressed.
        let cases = [
            (Code::NoAction, "A", Some(0), true),
            (Code::NoAction, "A", None, false),
            (Code::NoAction, "A", Some(2), true),
            (Code::NoAction, "B", Some(2), false),
            (Code::NoDescription, "A", Some(0), false),
            (Code::NoAction, "B", Some(1), false),
            (Code::SameText, "B", Some(1), true),
            (Code::SameText, "B", None, true),
            (Code::SameText, "A", Some(0), false),
            (Code::Mistake, "B", Some(1), false),
        ];
        for (code, id, source, expected) in cases {
            let mut finding = Finding::new(code, "x").of(id);
            finding
                .labels
                .extend(source.map(|source| Label::new(source, 0..0)));
            assert_eq!(catalogue.is_allowed(&finding), expected, "{code} {id}");
        }
    }
}
