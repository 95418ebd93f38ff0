//! Writes a lock as a lock file.

use crate::Argument;
use crate::formats::toml::strings::{key, one_line};
use crate::formats::toml::text_key;
use crate::lock::Lock;
use crate::promise::Promise;
use std::fmt;

const HEAD: &str =
    "# The promises of the messages. `kea-messages lock` writes this file; commit it.";

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEAD}")?;
        for (id, promise) in &self.promises {
            writeln!(f, "{} = {promise}", key(id))?;
        }
        Ok(())
    }
}

impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{ ")?;
        if let Some(severity) = self.severity {
            write!(f, "severity = {}, ", one_line(&severity.to_string()))?;
        }
        let arguments = self
            .arguments
            .iter()
            .map(|written| one_line(&argument(written)));
        let arguments: Vec<String> = arguments.collect();
        let arguments = arguments.join(", ");
        let named = if self.is_called_by_name {
            "named = true, "
        } else {
            ""
        };
        write!(f, "arguments = [{arguments}], {named}")?;
        match self.promised_text() {
            Some(wording) => {
                let (key, text) = (text_key(wording), one_line(wording.written_text()));
                write!(f, "promise = \"text\", {key} = {text}")?;
            }
            None => write!(f, "text = {}", one_line(&self.text))?,
        }
        if let Some(version) = &self.removed {
            write!(f, ", removed = {}", one_line(version))?;
        }
        if let Some(id) = &self.renamed {
            write!(f, ", renamed = {}", one_line(id))?;
        }
        f.write_str(" }")
    }
}

fn argument(argument: &Argument) -> String {
    let Argument {
        name,
        rust_type,
        secret,
        field,
        ..
    } = argument;
    let mut written = name.clone();
    let words = [
        field.then_some("field"),
        secret.then_some("secret"),
        rust_type.as_deref(),
    ];
    for (index, word) in words.into_iter().flatten().enumerate() {
        written += if index == 0 { ": " } else { " " };
        written += word;
    }
    written
}
