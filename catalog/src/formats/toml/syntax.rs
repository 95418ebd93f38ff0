//! From text to the values of TOML.

use super::keys::{Again, Keys};
use super::values::{Key, Value};
use crate::{Code, Finding, Label, Source};
use kea_messages_base::id::is_id;
use toml::de::DeTable;

/// Parses a TOML file, of which findings speak as number `index`, into its top-level
/// items in their order. What is not TOML is a finding, about the message in whose table
/// it is.
pub(in crate::formats) fn parse<'t>(
    source: &'t Source,
    index: usize,
    findings: &mut Vec<Finding>,
) -> Vec<(Key<'t>, Value<'t>)> {
    let (table, errors) = DeTable::parse_recoverable(source.text());
    if !errors.is_empty() {
        let keys = Keys::of(source.text());
        findings.extend(errors.iter().filter_map(|error| {
            let range = error.span().unwrap_or_default();
            let id = keys.top_level(range.start).filter(|key| is_id(key));
            let mut finding = match keys.again(&range) {
                Some(Again::Consequence) => return None,
                Some(Again::Key(first)) => {
                    let is_id = id.is_some() && keys.is_top_level(&range);
                    let code = if is_id {
                        Code::DuplicateId
                    } else {
                        Code::Mistake
                    };
                    let key = source.text().get(range.clone()).unwrap_or_default();
                    let first = Label::new(index, first.clone());
                    Finding::new(code, format!("`{key}` is defined twice"))
                        .at(Label::new(index, range))
                        .and(first, "defined here first")
                }
                None => Finding::mistake(error.message(), Label::new(index, range)),
            };
            finding.id = id.map(str::to_owned);
            Some(finding)
        }));
    }
    let mut items: Vec<_> = table.into_inner().into_iter().collect();
    // They come in the order of their keys.
    items.sort_by_key(|(key, _)| key.span().start);
    items
}
