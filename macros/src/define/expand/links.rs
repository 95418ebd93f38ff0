//! Links from the documentation of one message to others of the same call.
//!
//! An ID is a function and a type, and so rustdoc has to be told which of them
//! `[ID]` is.

use crate::define::definition::Definition;
use crate::tokens::Tokens;
use kea_messages_catalog::documentation::{mentions, summary};
use proc_macro2::Ident;
use quote::quote;
use std::collections::HashMap;
use std::fmt::Write as _;

/// The messages of a call, each with what rustdoc calls its item, and the module that it
/// is in.
#[derive(Default)]
pub(super) struct Links<'a>(HashMap<&'a str, (&'static str, Option<&'a Ident>)>);

impl<'a> Links<'a> {
    pub(super) fn add(&mut self, definitions: &'a [Definition], module: Option<&'a Ident>) {
        self.0.extend(definitions.iter().map(|definition| {
            let message = &definition.message;
            let item = if message.is_called_by_name {
                "struct"
            } else {
                "fn"
            };
            (&*message.id, (item, module))
        }));
    }

    /// What stands behind the documentation of a message in the module `here`: the
    /// targets of its links, and a link to what replaces it. Most have none.
    pub(super) fn documentation(
        &self,
        definition: &Definition,
        here: Option<&Ident>,
    ) -> Option<Tokens> {
        let message = &definition.message;
        let mut markdown = String::new();
        let deprecation = message.deprecation.as_ref();
        if let Some(note) = deprecation.and_then(|deprecation| deprecation.note.as_deref()) {
            let is_of_id = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
            let replacements: Vec<String> = note
                .split(|letter| !is_of_id(letter))
                .filter(|word| *word != message.id)
                .filter_map(|word| Some(format!("[`{word}`]({})", self.target(word, here)?)))
                .collect();
            if !replacements.is_empty() {
                _ = write!(markdown, "\n\nReplaced by {}.", replacements.join(", "));
            }
        }
        let action = message.action.as_deref().unwrap_or("");
        let labels = mentions(&message.description).chain(mentions(action));
        for label in labels {
            if let Some(target) = self.target(label.trim_matches('`'), here) {
                _ = write!(markdown, "\n\n[{label}]: {target}");
            }
        }
        // Not to count as documentation where there is no other.
        (!markdown.is_empty()).then(|| Tokens::attribute(quote!(cfg_attr(doc, doc = #markdown))))
    }

    /// A list of all messages, by the first word of their IDs, as it stands beside
    /// these modules. Of a message that is seen less far than the list, as
    /// `is_linked` says, there is no link: rustdoc would warn.
    pub(super) fn contents(
        &self,
        definitions: &[&Definition],
        is_linked: impl Fn(&Definition) -> bool,
    ) -> String {
        let mut definitions = definitions.to_vec();
        definitions.sort_by(|a, b| a.message.id.cmp(&b.message.id));
        let mut markdown = String::new();
        let mut module = "";
        for definition in definitions {
            let id = definition.message.id.as_str();
            let word = definition.message.module();
            if word != module {
                _ = write!(markdown, "\n\n# {word}\n");
                module = word;
            }
            let summary = summary(&definition.message);
            _ = match self.0.get(id).filter(|_| is_linked(definition)) {
                Some((item, Some(module))) => {
                    write!(markdown, "\n- [`{id}`]({item}@{module}::{id}) {summary}")
                }
                Some((item, None)) => write!(markdown, "\n- [`{id}`]({item}@{id}) {summary}"),
                None => write!(markdown, "\n- `{id}` {summary}"),
            };
        }
        markdown
    }

    /// What rustdoc finds the message by.
    fn target(&self, id: &str, here: Option<&Ident>) -> Option<String> {
        let (id, (item, module)) = self.0.get_key_value(id)?;
        Some(match module {
            Some(module) if here != Some(*module) => format!("{item}@super::{module}::{id}"),
            _ => format!("{item}@{id}"),
        })
    }
}
