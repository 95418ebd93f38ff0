//! Converts catalogues, and translations of their texts.

use crate::arguments::{CatalogueFormat, Convert};
use crate::failure::Failure;
use crate::input::verdict;
use crate::output::{self, complain};
use kea_messages_catalog::formats::{Format, is_translation};

pub(crate) fn run(arguments: &Convert) -> Result<(), Failure> {
    let catalogue = arguments.input.read()?;
    let format = Format::from(arguments.to);
    let converted = if is_translation(&catalogue) {
        let text = "a translation becomes a file of local texts: `--to toml` or `--to mes`";
        let texts = format.write_local_texts(&catalogue);
        texts.ok_or_else(|| Failure::unusable(text))?
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
        }
    }
}
