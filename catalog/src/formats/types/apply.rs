//! Adds the names and types in side files to the arguments of catalogues.

use super::section::{Ids, Item, Key, Section};
use crate::{Argument, Catalogue, Code, Finding, Label, Message, Source, Unknown, nearest};
use std::collections::HashSet;

/// The names and types that side files declare for the arguments of a catalogue that does not
/// declare them itself.
///
/// The [guide][guide] describes the format of a side file, and which table is used if
/// several match an argument.
///
/// [guide]: https://docs.rs/kea-messages/latest/kea_messages/guide/value_types/
///
/// ```
/// use kea_messages_catalog::{Catalogue, Message, Source, Types, ValueType};
///
/// let file = "[A_B]\n1 = { name = 'client', type = 'mac' }\n\n['A_*']\n2 = 'u16'\n";
/// let mut types = Types::of_sources(vec![Source::new("types.toml", file)]);
/// let mut catalogue = Catalogue::from_iter([Message::new("A_B", "%1 came to %2")]);
/// types.apply(std::slice::from_mut(&mut catalogue));
/// assert_eq!(catalogue.findings, []);
/// let arguments = catalogue.entries[0].message.arguments.as_deref().unwrap();
/// assert_eq!(arguments[0].name, "client");
/// assert_eq!(arguments[1].value_type(), ValueType::Unsigned(65_535));
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Types {
    /// The files.
    pub sources: Vec<Source>,
    /// The mistakes in the files.
    pub findings: Vec<Finding>,
    pub(super) sections: Vec<Section>,
}

/// The precision of a declaration, for comparing it with another one about the same argument: the
/// precision of its section, the index of the section, and whether it gives the number of the
/// argument.
type Precision = (usize, usize, bool);

impl Types {
    /// Adds the names and types to the arguments of catalogues, which are versions of
    /// the same catalogue.
    ///
    /// Problems are added to the findings of the first catalogue, and the files to its sources. A
    /// problem is an ID, a pattern or an argument that no version has, or a name that a message has
    /// twice.
    pub fn apply(mut self, catalogues: &mut [Catalogue]) {
        let mut used = Used::default();
        for catalogue in &mut *catalogues {
            for entry in &mut catalogue.entries {
                self.apply_to(&mut entry.message, &mut used);
            }
        }
        self.findings.append(&mut used.findings);
        self.add_unused(catalogues, &used);
        self.findings.sort_by_key(Finding::place);
        let Some(first) = catalogues.first_mut() else {
            return;
        };
        let before = first.sources.len();
        first.sources.append(&mut self.sources);
        for mut finding in self.findings {
            for label in &mut finding.labels {
                label.source += before;
            }
            first.findings.push(finding);
        }
    }

    fn apply_to(&self, message: &mut Message, used: &mut Used) {
        let sections = self.sections.iter().enumerate();
        let sections: Vec<(usize, &Section)> = sections
            .filter(|(_, section)| section.ids.has(&message.id))
            .collect();
        if sections.is_empty() {
            return;
        }
        let mut arguments = message.named_arguments();
        let written: Vec<String> = arguments
            .iter()
            .map(|argument| argument.name.clone())
            .collect();
        // An argument that is not in the text has no values.
        let placeholders: HashSet<usize> = message.placeholders().collect();
        let is_there = |index: usize, argument: &Argument| {
            argument.field || placeholders.contains(&(index + 1))
        };
        name(message, &sections, &mut arguments, is_there, used);
        for (index, argument) in arguments.iter_mut().enumerate() {
            if !is_there(index, argument) {
                continue;
            }
            let names = [written[index].as_str(), &argument.name];
            let about = statements(&sections, index, &names, used);
            let typed =
                about.filter_map(|(precision, _, item)| Some((precision, item.values.as_ref()?)));
            if let Some((_, values)) = typed.max_by_key(|(precision, _)| *precision) {
                if argument.rust_type.is_none() {
                    argument.rust_type = values.rust_type().map(str::to_owned);
                }
                argument.values = Some(values.clone());
            }
        }
        let unnamed = (1..=arguments.len()).map(Argument::unnamed);
        if message.arguments.is_some() || arguments.iter().cloned().ne(unnamed) {
            message.arguments = Some(arguments);
        }
    }

    /// Reports the sections and items that do not apply to anything in these catalogues.
    fn add_unused(&mut self, catalogues: &[Catalogue], used: &Used) {
        let messages = || catalogues.iter().flat_map(Catalogue::messages);
        for (number, section) in self.sections.iter().enumerate() {
            let of_section = messages().filter(|message| section.ids.has(&message.id));
            let Some(message) = of_section.max_by_key(|message| message.arity()) else {
                let finding = no_message(&section.ids, catalogues);
                self.findings
                    .extend(finding.map(|finding| finding.at(section.label.clone())));
                continue;
            };
            for (index, item) in section.items.iter().enumerate() {
                if used.items.contains(&(number, index)) {
                    continue;
                }
                let finding = match &section.ids {
                    Ids::One(id) => Finding::new(Code::Mistake, no_argument(message, item)).of(id),
                    Ids::Matching(pattern) => {
                        let argument = match &item.argument {
                            Key::Number(number) => number.to_string(),
                            Key::Name(name) => format!("`{name}`"),
                        };
                        let title = format!("no message of `{pattern}` has an argument {argument}");
                        Finding::new(Code::UnusedType, title)
                    }
                };
                self.findings.push(finding.at(item.label.clone()));
            }
        }
    }
}

/// Sets the names of a message's arguments.
fn name(
    message: &Message,
    sections: &[(usize, &Section)],
    arguments: &mut [Argument],
    is_there: impl Fn(usize, &Argument) -> bool,
    used: &mut Used,
) {
    let id = &message.id;
    for index in 0..arguments.len() {
        let written = arguments[index].name.clone();
        if !is_there(index, &arguments[index]) {
            continue;
        }
        // This uses the names in the catalogue, and not those that were set in the loop.
        let unnamed = Argument::unnamed(index + 1).name;
        let known = if message.arguments.is_some() {
            &written
        } else {
            &unnamed
        };
        let about = statements(sections, index, &[known], used);
        let named = about.filter_map(|(precision, section, item)| {
            Some((precision, section, item.name.as_ref()?))
        });
        let Some((_, section, (name, label))) = named.max_by_key(|(precision, ..)| *precision)
        else {
            continue;
        };
        if message.arguments.is_some() {
            if matches!(section.ids, Ids::One(_)) && *name != written {
                let number = index + 1;
                let title =
                    format!("argument {number} of `{id}` is called `{written}` in the catalogue");
                used.report(title, label, id);
            }
            continue;
        }
        let others = arguments.iter().enumerate();
        let mut others = others.filter(|(other, _)| *other != index);
        if others.any(|(_, argument)| argument.name == *name) {
            let title = format!("`{id}` has two arguments with the name `{name}`");
            used.report(title, label, id);
            continue;
        }
        arguments[index].name.clone_from(name);
    }
}

/// The sections and items that were used, and the findings about them.
#[derive(Default)]
struct Used {
    /// The indices of the sections and items that apply to an argument.
    items: HashSet<(usize, usize)>,
    findings: Vec<Finding>,
}

impl Used {
    /// Reports a mistake, once for each place.
    fn report(&mut self, title: String, label: &Label, id: &str) {
        if !self
            .findings
            .iter()
            .any(|other| other.labels.contains(label))
        {
            self.findings
                .push(Finding::mistake(title, label.clone()).of(id));
        }
    }
}

/// Returns the declarations for the argument with this index and these names.
fn statements<'s>(
    sections: &[(usize, &'s Section)],
    index: usize,
    names: &[&str],
    used: &mut Used,
) -> impl Iterator<Item = (Precision, &'s Section, &'s Item)> + use<'s> {
    let mut found = Vec::new();
    for (number, section) in sections {
        for (place, item) in section.items.iter().enumerate() {
            let is_number = item.argument == Key::Number(index + 1);
            let is_about = match &item.argument {
                Key::Number(_) => is_number,
                Key::Name(name) => names.contains(&name.as_str()),
            };
            if is_about {
                used.items.insert((*number, place));
                let precision = (section.ids.precision(), *number, is_number);
                found.push((precision, *section, item));
            }
        }
    }
    found.into_iter()
}

/// Returns the finding that no message has one of these IDs, unless the message has a mistake.
fn no_message(ids: &Ids, catalogues: &[Catalogue]) -> Option<Finding> {
    let id = match ids {
        Ids::One(id) => id,
        Ids::Matching(pattern) => {
            let title = format!("no message has an ID that matches `{pattern}`");
            return Some(Finding::new(Code::UnusedType, title));
        }
    };
    if catalogues.iter().any(|catalogue| catalogue.is_broken(id)) {
        return None;
    }
    let messages = catalogues.iter().flat_map(Catalogue::messages);
    let known: Vec<&str> = messages.map(|message| &*message.id).collect();
    let title = format!("the catalogue has no message `{id}`");
    // If no ID is similar, the error would list all IDs.
    let title = match nearest(id, &known) {
        Some(_) => Unknown::new(title, id, &known).to_string(),
        None => title,
    };
    Some(Finding::new(Code::UnusedType, title).of(id))
}

/// Returns the error for an argument that a message does not have.
fn no_argument(message: &Message, item: &Item) -> String {
    let id = &message.id;
    match &item.argument {
        Key::Number(number) => {
            let count = message.placeholders().collect::<HashSet<_>>().len();
            let has = match count {
                0 => "no placeholder".to_owned(),
                1 => "one placeholder".to_owned(),
                count => format!("{count} placeholders"),
            };
            format!("`{id}` has no argument {number}: its text has {has} and no `%{number}`")
        }
        Key::Name(name) => {
            let arguments = message.named_arguments();
            let names: Vec<&str> = arguments.iter().map(|argument| &*argument.name).collect();
            let title = format!("`{id}` has no argument `{name}`");
            if names.is_empty() {
                title
            } else {
                Unknown::new(title, name, &names).to_string()
            }
        }
    }
}
