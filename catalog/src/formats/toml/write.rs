//! Catalogues and local texts in TOML.

use crate::formats::Converted;
use crate::{Allowed, Argument, Catalogue, Deprecation, Message};
use std::fmt::Write as _;
use toml_writer::{ToTomlKey as _, ToTomlValue as _, TomlKeyBuilder, TomlStringBuilder};

/// Writes a catalogue.
#[must_use]
pub fn write(catalogue: &Catalogue) -> Converted {
    let mut out = String::new();
    let header = &catalogue.header;
    let allowed: Vec<&Allowed> = catalogue
        .allowed
        .iter()
        .map(|(_, allowed)| allowed)
        .collect();
    let keys = [
        ("title", &header.title),
        ("version", &header.version),
        ("logger", &header.logger),
        ("introduction", &header.introduction),
    ];
    if keys.iter().any(|(_, value)| value.is_some()) || !allowed.is_empty() {
        out.push_str("[catalogue]\n");
        for (name, value) in keys {
            key(&mut out, name, value.as_deref());
        }
        allow(&mut out, allowed);
        out.push('\n');
    }
    for (index, entry) in catalogue.entries.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        message(&mut out, &entry.message);
        allow(&mut out, entry.allowed.iter().collect());
    }
    Converted::whole(out)
}

/// A file of texts that replace those of a program.
#[must_use]
pub fn local_texts(texts: &[(String, String)]) -> Converted {
    let mut out = String::new();
    for (id, text) in texts {
        let space = if out.is_empty() { "" } else { "\n" };
        _ = writeln!(out, "{space}[{id}]");
        key(&mut out, "text", Some(text));
    }
    Converted::whole(out)
}

fn message(out: &mut String, message: &Message) {
    _ = writeln!(out, "[{}]", message.id);
    let severity = message.severity.map(|severity| severity.to_string());
    key(out, "severity", severity.as_deref());
    key(out, "text", Some(&message.text));
    if let Some(arguments) = &message.arguments {
        let arguments: Vec<String> = arguments.iter().map(argument).collect();
        _ = writeln!(out, "arguments = [{}]", arguments.join(", "));
    }
    let description = Some(message.description.as_str()).filter(|text| !text.is_empty());
    key(out, "description", description);
    key(out, "action", message.action.as_deref());
    key(out, "since", message.since.as_deref());
    if let Some(deprecation) = &message.deprecation {
        _ = writeln!(out, "deprecated = {}", deprecated(deprecation));
    }
    key(out, "removed", message.removed.as_deref());
}

/// What is not to be said, and why; of a code that is there twice, the first reason.
fn allow(out: &mut String, mut allowed: Vec<&Allowed>) {
    allowed.sort_by_key(|allowed| &allowed.code);
    allowed.dedup_by_key(|allowed| &allowed.code);
    if allowed.is_empty() {
        return;
    }
    let reasons: Vec<String> = allowed
        .iter()
        .map(|Allowed { code, reason }| {
            let code = TomlKeyBuilder::new(code).as_default().to_toml_key();
            format!("{code} = {}", string(reason))
        })
        .collect();
    _ = writeln!(out, "allow = {{ {} }}", reasons.join(", "));
}

fn argument(argument: &Argument) -> String {
    let name = &argument.name;
    match (&argument.rust_type, argument.secret) {
        (None, false) => string(name),
        (Some(rust_type), false) => string(&format!("{name}: {rust_type}")),
        (rust_type, true) => {
            let rust_type = rust_type.as_ref();
            let rust_type =
                rust_type.map_or_else(String::new, |name| format!("type = {}, ", string(name)));
            format!("{{ name = {}, {rust_type}secret = true }}", string(name))
        }
    }
}

fn deprecated(deprecation: &Deprecation) -> String {
    let keys = [("since", &deprecation.since), ("note", &deprecation.note)];
    let keys: Vec<String> = keys
        .iter()
        .filter_map(|(name, value)| Some(format!("{name} = {}", string(value.as_deref()?))))
        .collect();
    if keys.is_empty() {
        return "true".to_owned();
    }
    format!("{{ {} }}", keys.join(", "))
}

/// A line for a key, or several where its value has several.
fn key(out: &mut String, name: &str, value: Option<&str>) {
    let Some(value) = value else {
        return;
    };
    let value = if value.contains('\n') {
        let text = TomlStringBuilder::new(value);
        let text = text.as_ml_basic_pretty();
        text.unwrap_or_else(|| TomlStringBuilder::new(value).as_ml_basic())
            .to_toml_value()
    } else {
        string(value)
    };
    _ = writeln!(out, "{name} = {value}");
}

fn string(value: &str) -> String {
    let text = TomlStringBuilder::new(value);
    text.as_basic_pretty()
        .unwrap_or_else(|| text.as_default())
        .to_toml_value()
}
