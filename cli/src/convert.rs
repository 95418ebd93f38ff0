//! Converts catalogues, and translations of their texts.

use crate::arguments::{CatalogueFormat, Convert};
use crate::failure::Failure;
use crate::input::verdict;
use crate::output::{self, complain};
use kea_messages_catalog::Catalogue;
use kea_messages_catalog::formats::{Format, is_translation, prometheus};
use std::path::Path;

pub(crate) fn run(arguments: &Convert) -> Result<(), Failure> {
    let catalogue = arguments.input.read()?;
    if let Some(output) = arguments.output.path()
        && is_source(output, &catalogue)
    {
        let output = output.display();
        let text = format!("`{output}` is one of the input files: choose another file");
        return Err(Failure::Unusable(text));
    }
    let format = Format::from(arguments.to);
    if arguments.url.is_some() && format != Format::PrometheusRules {
        let text = "`--url` requires `--to prometheus-rules`: other formats have no links";
        return Err(Failure::unusable(text));
    }
    let converted = if is_translation(&catalogue) {
        let text =
            "a translation can only be converted to local texts: use `--to toml` or `--to mes`";
        let texts = format.write_local_texts(&catalogue);
        texts.ok_or_else(|| Failure::unusable(text))?
    } else if format == Format::PrometheusRules {
        prometheus::write(&catalogue, arguments.url.as_deref())
    } else {
        format.write(&catalogue)
    };
    output::write(&arguments.output, converted.text.as_bytes())?;
    for loss in &converted.losses {
        complain("warning", loss);
    }
    if !converted.losses.is_empty() {
        return Err(Failure::Problems);
    }
    verdict(&catalogue)
}

/// Whether a catalogue was read from this file.
fn is_source(path: &Path, catalogue: &Catalogue) -> bool {
    path.canonicalize().is_ok_and(|path| {
        let mut sources = catalogue.sources.iter();
        sources.any(|source| Path::new(source.name()).canonicalize().ok().as_ref() == Some(&path))
    })
}

impl From<CatalogueFormat> for Format {
    fn from(format: CatalogueFormat) -> Self {
        match format {
            CatalogueFormat::Toml => Self::Toml,
            CatalogueFormat::Mes => Self::Mes,
            CatalogueFormat::Po => Self::Po,
            CatalogueFormat::Journal => Self::Journal,
            CatalogueFormat::Json => Self::Json,
            CatalogueFormat::PrometheusRules => Self::PrometheusRules,
            CatalogueFormat::Lnav => Self::Lnav,
            CatalogueFormat::SyslogNg => Self::SyslogNg,
            CatalogueFormat::Lognorm => Self::Lognorm,
            CatalogueFormat::Grok => Self::Grok,
            CatalogueFormat::Vrl => Self::Vrl,
        }
    }
}
