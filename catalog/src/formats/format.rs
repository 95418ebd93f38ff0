//! The formats of catalogue files, with their readers and writers.
//!
//! To add a format, write its module and list it here: as a [`Format`], in `READERS`, and in
//! `Format::write`.

#[cfg(feature = "convert")]
use super::converted::Converted;
#[cfg(feature = "convert")]
use super::journal;
#[cfg(feature = "json")]
use super::json;
use super::mes;
#[cfg(feature = "convert")]
use super::parsers::{grok, lnav, lognorm, syslog_ng, vrl};
#[cfg(feature = "convert")]
use super::po;
#[cfg(feature = "convert")]
use super::prometheus;
use super::purpose::Purpose;
use super::toml;
#[cfg(feature = "convert")]
use crate::ManualUrl;
use crate::{Catalogue, Source};
use std::path::Path;

/// A format of catalogues.
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
    /// Kea's message files, `.mes`.
    Mes,
    /// JSON: the messages by module, as in a manual.
    #[cfg(feature = "json")]
    Json,
    /// A gettext template for translators, or a translation. It only has texts.
    #[cfg(feature = "convert")]
    Po,
    /// A catalogue of systemd's journal, which cannot be read back.
    #[cfg(feature = "convert")]
    Journal,
    /// Alerting rules of Prometheus, which cannot be read back.
    #[cfg(feature = "convert")]
    PrometheusRules,
    /// A log format for lnav, which cannot be read back.
    #[cfg(feature = "convert")]
    Lnav,
    /// A pattern database of syslog-ng, which cannot be read back.
    #[cfg(feature = "convert")]
    SyslogNg,
    /// A rulebase of liblognorm, which cannot be read back.
    #[cfg(feature = "convert")]
    Lognorm,
    /// Grok patterns, which cannot be read back.
    #[cfg(feature = "convert")]
    Grok,
    /// A program in the Vector Remap Language, which cannot be read back.
    #[cfg(feature = "convert")]
    Vrl,
}

/// A function that reads a file into a catalogue. Findings and entries refer to the file by the
/// index.
type Read = fn(&Source, usize, Purpose, &mut Catalogue);

/// The formats that can be read, with the extensions of their files.
const READERS: &[(&str, Format, Read)] = &[
    ("toml", Format::Toml, toml::read),
    ("mes", Format::Mes, mes::read),
    #[cfg(feature = "json")]
    ("json", Format::Json, json::read),
    #[cfg(feature = "convert")]
    ("po", Format::Po, po::read),
];

impl Format {
    /// Returns the format of the file with this name, according to its extension, if
    /// files with that extension can be read.
    #[must_use]
    pub fn of_file(name: &str) -> Option<Self> {
        let ending = Path::new(name).extension()?.to_str()?;
        reader(ending).map(|(_, format, _)| *format)
    }

    /// Returns the format of a source, according to its [extension](Source::extension), if files
    /// with that extension can be read.
    #[must_use]
    pub fn of(source: &Source) -> Option<Self> {
        reader(source.extension()?).map(|(_, format, _)| *format)
    }

    /// Returns the extensions of the files that can be read.
    ///
    /// ```
    /// use kea_messages_catalog::formats::Format;
    ///
    /// assert!(Format::endings().any(|ending| ending == "toml"));
    /// ```
    pub fn endings() -> impl ExactSizeIterator<Item = &'static str> {
        READERS.iter().map(|(ending, ..)| *ending)
    }

    /// Writes a catalogue in this format.
    ///
    /// ```
    /// use kea_messages_catalog::formats::Format;
    /// use kea_messages_catalog::{Catalogue, Message};
    ///
    /// let mut message = Message::new("ALLOC_FAIL", "%1: no address left");
    /// message.action = Some("Enlarge the pool.".into());
    /// let converted = Format::Mes.write(&Catalogue::from_iter([message]));
    /// assert_eq!(converted.text, "% ALLOC_FAIL %1: no address left\n");
    /// assert_eq!(converted.losses, ["`.mes` has no place for an action"]);
    /// ```
    #[cfg(feature = "convert")]
    #[must_use]
    pub fn write(self, catalogue: &Catalogue) -> Converted {
        match self {
            Self::Toml => toml::write(catalogue).without_loggers(catalogue),
            Self::Mes => mes::write(catalogue),
            Self::Json => json::write(catalogue).without_loggers(catalogue),
            Self::Po => po::write(catalogue),
            Self::Journal => journal::write(catalogue, None),
            Self::PrometheusRules => prometheus::write(catalogue, None),
            Self::Lnav => lnav::write(catalogue),
            Self::SyslogNg => syslog_ng::write(catalogue),
            Self::Lognorm => lognorm::write(catalogue),
            Self::Grok => grok::write(catalogue),
            Self::Vrl => vrl::write(catalogue),
        }
    }

    /// Like [`write`](Self::write), with a link from each message to its entry in the manual at
    /// this address. Returns `None` if the format does not support links.
    ///
    /// ```
    /// use kea_messages_catalog::formats::Format;
    /// use kea_messages_catalog::{Catalogue, Message};
    ///
    /// let catalogue = Catalogue::from_iter([Message::new("STARTED", "server started")]);
    /// let url = "https://example.com/messages/".parse()?;
    /// let journal = Format::Journal.write_linked(&catalogue, &url).unwrap();
    /// assert!(journal.text.contains("Documentation: https://example.com/messages/STARTED.html\n"));
    /// assert!(Format::Mes.write_linked(&catalogue, &url).is_none());
    /// # Ok::<(), kea_messages_catalog::InvalidManualUrl>(())
    /// ```
    #[cfg(feature = "convert")]
    #[must_use]
    pub fn write_linked(self, catalogue: &Catalogue, url: &ManualUrl) -> Option<Converted> {
        match self {
            Self::Json => {
                let json = json::write_with(catalogue, |_| &[], Some(url));
                Some(json.without_loggers(catalogue))
            }
            Self::Journal => Some(journal::write(catalogue, Some(url))),
            Self::PrometheusRules => Some(prometheus::write(catalogue, Some(url))),
            _ => None,
        }
    }

    /// Writes the texts of a catalogue as a file of local texts, which replace those of a
    /// program while it runs. Returns `None` if such a file cannot have this format.
    ///
    /// ```
    /// use kea_messages_catalog::formats::Format;
    /// use kea_messages_catalog::{Catalogue, Message};
    ///
    /// let german = Catalogue::from_iter([Message::new("STARTED", "gestartet")]);
    /// let texts = Format::Mes.write_local_texts(&german).unwrap();
    /// assert_eq!(texts.text, "% STARTED gestartet\n");
    /// assert!(Format::Json.write_local_texts(&german).is_none());
    /// ```
    #[cfg(feature = "convert")]
    #[must_use]
    pub fn write_local_texts(self, catalogue: &Catalogue) -> Option<Converted> {
        match self {
            Self::Toml => Some(toml::write_local_texts(catalogue)),
            Self::Mes => Some(mes::write_local_texts(catalogue)),
            _ => None,
        }
    }
}

/// Reads a file into a catalogue. Findings and entries refer to the file by `index`. A file
/// with an unknown extension is read as `.mes`.
pub(crate) fn read(source: &Source, index: usize, purpose: Purpose, catalogue: &mut Catalogue) {
    let reader = source.extension().and_then(reader);
    let read = reader.map_or(mes::read as Read, |(.., read)| *read);
    read(source, index, purpose, catalogue);
}

fn reader(ending: &str) -> Option<&'static (&'static str, Format, Read)> {
    READERS
        .iter()
        .find(|(known, ..)| ending.eq_ignore_ascii_case(known))
}
