//! Links from the documentation of one message to others of the same call.
//!
//! An ID is both a function and a type, so rustdoc has to be told which of them
//! `[ID]` refers to.

use crate::define::definition::Definition;
use crate::targets::targets;
use crate::tokens::Tokens;
use kea_messages_catalog::documentation::summary;
use kea_messages_catalog::row_order;
use proc_macro2::Ident;
use quote::quote;
use std::fmt::Write as _;

/// The messages of a call, sorted by ID and without duplicates, each with the module that contains
/// it.
pub(super) struct Links<'a>(Vec<Linked<'a>>);

type Linked<'a> = (&'a Definition, Option<&'a Ident>);

impl<'a> Links<'a> {
    pub(super) fn to(definitions: &[Linked<'a>]) -> Self {
        let mut ids = Vec::with_capacity(definitions.len());
        for (definition, _) in definitions {
            ids.push(definition.message.id.as_str());
        }
        let mut linked = Vec::with_capacity(definitions.len());
        for index in row_order(&ids) {
            linked.push(definitions[index]);
        }
        Self(linked)
    }

    /// Returns the text after the documentation of a message in the module `here`: the targets of
    /// its links, and a link to its replacement. Most messages have none.
    pub(super) fn documentation(
        &self,
        definition: &Definition,
        here: Option<&Ident>,
    ) -> Option<Tokens> {
        let markdown = targets(&definition.message, &|id| self.target(id, here));
        // This must not count as documentation if there is no other.
        (!markdown.is_empty()).then(|| Tokens::attribute(quote!(cfg_attr(doc, doc = #markdown))))
    }

    /// Returns a list of all messages, grouped by the first word of their IDs, for documentation
    /// next to these modules. A message is only linked if `is_linked` returns `true`, because
    /// rustdoc warns about links to items that are less visible than the list.
    pub(super) fn contents(&self, is_linked: impl Fn(&Definition) -> bool) -> String {
        let mut markdown = String::new();
        let mut module = "";
        for &(definition, name) in &self.0 {
            let id = definition.message.id.as_str();
            let word = definition.message.module();
            if word != module {
                _ = write!(markdown, "\n\n# {word}\n");
                module = word;
            }
            let summary = summary(&definition.message);
            let item = item(definition);
            _ = match name {
                _ if !is_linked(definition) => write!(markdown, "\n- `{id}` {summary}"),
                Some(name) => write!(markdown, "\n- [`{id}`]({item}@{name}::{id}) {summary}"),
                None => write!(markdown, "\n- [`{id}`]({item}@{id}) {summary}"),
            };
        }
        markdown
    }

    /// Returns the link target for the message with this ID, seen from the module `here`.
    fn target(&self, id: &str, here: Option<&Ident>) -> Option<String> {
        let found = self
            .0
            .binary_search_by(|(definition, _)| definition.message.id.as_str().cmp(id));
        let (definition, module) = self.0[found.ok()?];
        let item = item(definition);
        Some(match module {
            Some(module) if here != Some(module) => format!("{item}@super::{module}::{id}"),
            _ => format!("{item}@{id}"),
        })
    }
}

/// Returns the keyword by which rustdoc links to the item of a definition.
fn item(definition: &Definition) -> &'static str {
    if definition.message.is_called_by_name {
        "struct"
    } else {
        "fn"
    }
}
