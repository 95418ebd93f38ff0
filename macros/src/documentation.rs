//! Doc comments: what the user wrote, and what is added to it.

use kea_messages_catalog::{Argument, Message};
use std::fmt::Write as _;
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// A description in its sections.
#[derive(Default)]
pub(crate) struct Sections {
    pub(crate) description: String,
    pub(crate) action: Option<String>,
    pub(crate) since: Option<String>,
}

/// The Markdown of a doc comment, without the indentation that all of its lines
/// share, as rustdoc shows it.
pub(crate) fn read(attributes: &[Attribute]) -> String {
    let fragments: Vec<String> = attributes.iter().filter_map(doc_text).collect();
    let indentation = fragments
        .iter()
        .flat_map(|fragment| {
            // The first line of a block stands behind `/**`.
            let is_block = fragment.contains('\n');
            fragment.lines().skip(usize::from(is_block))
        })
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let mut text = String::new();
    for fragment in &fragments {
        let is_block = fragment.contains('\n');
        for (index, line) in fragment.split('\n').enumerate() {
            text += match line.get(indentation..) {
                _ if is_block && index == 0 => line.trim_start(),
                Some(rest) if line[..indentation].trim().is_empty() => rest,
                _ => line.trim_start(),
            };
            text.push('\n');
        }
    }
    text.trim_matches('\n').trim_end().to_owned()
}

/// The text of `#[doc = "..."]`. A text that a macro makes is not known here.
fn doc_text(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else {
        return None;
    };
    match &meta.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) if meta.path.is_ident("doc") => Some(text.value()),
        _ => None,
    }
}

/// Takes the sections `# Action` and `# Since` out of a description. A section
/// goes to the next heading of its own or a higher rank.
pub(crate) fn sections(markdown: &str) -> Sections {
    let (mut description, mut action, mut since) = (String::new(), None, None);
    let mut section_rank = usize::MAX;
    let mut in_code = false;
    let mut current = &mut description;
    for line in markdown.lines() {
        in_code ^= line.trim_start().starts_with("```");
        let rank = line.bytes().take_while(|&byte| byte == b'#').count();
        if rank > 0 && !in_code {
            match line[rank..].trim() {
                "Action" => {
                    current = action.insert(String::new());
                    section_rank = rank;
                    continue;
                }
                "Since" => {
                    current = since.insert(String::new());
                    section_rank = rank;
                    continue;
                }
                _ if rank <= section_rank => current = &mut description,
                _ => {}
            }
        }
        current.push_str(line);
        current.push('\n');
    }
    Sections {
        description: description.trim().to_owned(),
        action: action.map(|text| text.trim().to_owned()),
        since: since.map(|text| text.trim().to_owned()),
    }
}

/// What stands on a message's page before the user's own words: the text, so
/// that the module's page is an index of IDs and texts, the severity, and a
/// table of the arguments, and an empty line.
pub(crate) fn heading(message: &Message, arguments: &[Argument]) -> String {
    let mut markdown = code(&message.text);
    markdown += "\n\n";
    match message.severity {
        Some(severity) => _ = write!(markdown, "Severity: **{severity}**"),
        None => markdown += "Severity: given where the message is logged",
    }
    if !arguments.is_empty() {
        markdown += "\n\n| | argument | type |\n|---|---|---|";
        for (index, argument) in arguments.iter().enumerate() {
            let rust_type = match &argument.rust_type {
                Some(rust_type) => code(rust_type),
                None => "`impl Display`".to_owned(),
            };
            let secret = if argument.secret { ", secret" } else { "" };
            let name = code(&argument.name);
            let number = index + 1;
            _ = write!(
                markdown,
                "\n| `%{number}` | {name} | {}{secret} |",
                rust_type.replace('|', "\\|")
            );
        }
    }
    markdown.push('\n');
    markdown
}

/// A Markdown code span that shows `text`, backticks and all, on one line.
fn code(text: &str) -> String {
    if !text.contains(['`', '\n', '\r']) {
        return format!("`{text}`");
    }
    let text = text.replace('\n', "\\n").replace('\r', "\\r");
    let longest_run = text
        .split(|letter| letter != '`')
        .map(str::len)
        .max()
        .unwrap_or(0);
    let fence = "`".repeat(longest_run + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}
