//! Converts catalogues.

use crate::arguments::{CatalogueFormat, Convert};
use crate::failure::Failure;
use crate::input::{has_ending, verdict};
use crate::output::{self, complain};
use kea_messages_catalog::formats::{Converted, journal, mes, po, toml};
use kea_messages_manual::{Book, Format};
use std::path::PathBuf;

pub(crate) fn run(arguments: &Convert) -> Result<(), Failure> {
    let is_translation = |file: &PathBuf| has_ending(file, "po");
    let files = &arguments.input.files;
    if files.iter().any(is_translation) {
        let [file] = files.as_slice() else {
            return Err(Failure::unusable("a translation is converted by itself"));
        };
        let texts = po::read(file).map_err(Failure::unusable)?;
        let converted = match arguments.to {
            CatalogueFormat::Toml => toml::local_texts(&texts),
            CatalogueFormat::Mes => mes::local_texts(&texts),
            _ => {
                let text = "a translation becomes a local text file: `--to toml` or `--to mes`";
                return Err(Failure::unusable(text));
            }
        };
        finish(&converted.text, &converted.losses, arguments)?;
        return Ok(());
    }
    let catalogue = arguments.input.read()?;
    let Converted { text, losses, .. } = match arguments.to {
        CatalogueFormat::Toml => toml::write(&catalogue),
        CatalogueFormat::Mes => mes::write(&catalogue),
        CatalogueFormat::Po => po::write(&catalogue).map_err(Failure::unusable)?,
        CatalogueFormat::Journal => journal::write(&catalogue),
        CatalogueFormat::Json => {
            let text = Book::from(&catalogue).write(Format::Json);
            finish(&text, &[], arguments)?;
            return verdict(&catalogue);
        }
    };
    finish(&text, &losses, arguments)?;
    verdict(&catalogue)
}

/// Writes the result. What it cannot hold is a problem.
fn finish(text: &str, losses: &[String], arguments: &Convert) -> Result<(), Failure> {
    output::write(&arguments.output, text.as_bytes())?;
    for loss in losses {
        complain("warning", loss);
    }
    if losses.is_empty() {
        Ok(())
    } else {
        Err(Failure::Problems)
    }
}
