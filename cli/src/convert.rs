//! Converts catalogues and translations.

use crate::arguments::{CatalogueFormat, Convert};
use crate::failure::Failure;
use crate::input::{keep_sources, verdict};
use crate::output::{self, complain};
use kea_messages_catalog::Source;
use kea_messages_catalog::formats::{Format, is_translation};

pub(crate) fn run(arguments: &Convert) -> Result<(), Failure> {
    let format = Format::from(arguments.format()?);
    let catalogue = arguments.input.read()?;
    keep_sources(arguments.output.path(), &catalogue.sources)?;
    let is_po = |source: &&Source| Format::of(source) == Some(Format::Po);
    let translation = catalogue.sources.iter().find(is_po);
    let converted = if is_translation(&catalogue) {
        let text =
            "a translation can only be converted to local texts: use `--to toml` or `--to mes`";
        let texts = format.write_local_texts(&catalogue);
        texts.ok_or_else(|| Failure::unusable(text))?
    } else if let Some(translation) = translation {
        return Err(Failure::unusable(format!(
            "`{}` is a translation, and cannot be converted together with a catalogue: convert it \
             separately",
            translation.name()
        )));
    } else if let Some(url) = &arguments.published.url {
        let linked = format.write_linked(&catalogue, url);
        linked.ok_or_else(|| {
            Failure::unusable(
                "`--url` requires `--to json`, `journal` or `prometheus-rules`: other formats have \
                 no links",
            )
        })?
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
