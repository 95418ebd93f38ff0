//! What a message's page in the manual is made of: a doc comment in its
//! sections, and what is added to it.

#[cfg(feature = "catalogue")]
use crate::Header;
use crate::{Argument, Message};
use kea_messages_base::id::is_id;
use std::fmt::Write as _;

/// A description in its sections, which [`sections`] parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sections {
    /// What belongs to no other section.
    pub description: String,
    /// The section `# Action`: what the operator should do.
    pub action: Option<String>,
    /// The section `# Since`: the version that logged the message first.
    pub since: Option<String>,
}

/// The Markdown of a doc comment, whose `fragments` are its lines and blocks,
/// without the indentation that all of its lines share, as rustdoc shows it.
///
/// ```
/// use kea_messages_catalog::documentation::unindent;
///
/// let fragments = [" A lease.", "", "     # code"].map(str::to_owned);
/// assert_eq!(unindent(&fragments), "A lease.\n\n    # code");
/// ```
#[must_use]
pub fn unindent(fragments: &[String]) -> String {
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
    for fragment in fragments {
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

/// Takes the sections `# Action` and `# Since` out of a description. A section
/// goes to the next heading of its own or a higher rank.
///
/// ```
/// use kea_messages_catalog::documentation::sections;
///
/// let sections = sections("No address is left.\n\n# Action\nEnlarge the pool.");
/// assert_eq!(sections.description, "No address is left.");
/// assert_eq!(sections.action.as_deref(), Some("Enlarge the pool."));
/// ```
#[must_use]
pub fn sections(markdown: &str) -> Sections {
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

/// What stands on a message's page before the user's own words: the severity and
/// the text, so that the module's page is an index of IDs, severities and texts, a
/// table of the arguments, and an empty line.
#[must_use]
pub fn heading(message: &Message, arguments: &[Argument]) -> String {
    let mut markdown = summary(message);
    if message.severity.is_none() {
        markdown += "\n\nSeverity: given where the message is logged";
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
    // rustdoc drops the last one.
    markdown += "\n\n";
    markdown
}

/// The severity and the text, on one line.
#[must_use]
pub fn summary(message: &Message) -> String {
    let text = code(&message.text);
    match message.severity {
        Some(severity) => format!("**{severity}** {text}"),
        None => text,
    }
}

/// The IDs in brackets, `[ID]`, of which rustdoc can make links.
///
/// ```
/// use kea_messages_catalog::documentation::mentions;
///
/// let markdown = r"See [ALLOC_FAIL], [`ALLOC_OK`], [no], \[ALLOC_X] and [ALLOC_Y](http://a.b).";
/// let ids: Vec<_> = mentions(markdown).collect();
/// assert_eq!(ids, ["ALLOC_FAIL", "`ALLOC_OK`"]);
/// ```
pub fn mentions(markdown: &str) -> impl Iterator<Item = &str> {
    markdown.match_indices('[').filter_map(|(at, _)| {
        let (label, behind) = markdown[at + 1..].split_once(']')?;
        let is_escaped = markdown[..at].ends_with('\\');
        let has_target = behind.starts_with(['(', '[', ':']);
        let is_id = is_id(label.trim_matches('`'));
        (is_id && !is_escaped && !has_target).then_some(label)
    })
}

/// The page of a message that has no other: what [`heading`] says, and all that
/// the definition does.
#[must_use]
pub fn page(message: &Message, arguments: &[Argument]) -> String {
    let mut markdown = heading(message, arguments);
    let sections = [
        ("", Some(message.description.as_str())),
        ("# Action\n\n", message.action.as_deref()),
        ("# Since\n\n", message.since.as_deref()),
    ];
    for (title, text) in sections {
        let text = text.unwrap_or("");
        if !text.is_empty() {
            markdown.push('\n');
            markdown += title;
            markdown += text;
            markdown.push('\n');
        }
    }
    markdown
}

/// What is said of a catalogue as a whole: its title and version, and its
/// introduction.
#[cfg(feature = "catalogue")]
#[must_use]
pub fn introduction(header: &Header) -> String {
    let title = header
        .title
        .as_deref()
        .unwrap_or("The catalogue of these messages.");
    let mut markdown = title.to_owned();
    if let Some(version) = &header.version {
        _ = write!(markdown, "\n\nVersion {version}.");
    }
    if let Some(introduction) = &header.introduction {
        _ = write!(markdown, "\n\n{introduction}");
    }
    markdown
}

/// A Markdown code span that shows `text`, backticks and all, on one line.
pub(crate) fn code(text: &str) -> String {
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
