//! The parts of a message's page in the manual: the doc comment, split into sections, and the text
//! that is added to it.

#[cfg(feature = "catalogue")]
use crate::Header;
use crate::{Argument, Message};
use kea_messages_base::id::is_id;
use std::fmt::Write as _;

/// The sections of a description, as [`sections`] splits it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sections {
    /// The text outside the other sections.
    pub description: String,
    /// The section `# Action`: what the operator should do.
    pub action: Option<String>,
    /// The section `# Since`: the version that introduced the message.
    pub since: Option<String>,
}

/// Joins the lines and blocks of a doc comment, `fragments`, to Markdown, and removes the common
/// indentation of all lines, as rustdoc does.
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
            // The first line of a block follows `/**`, so its indentation does not count.
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

/// Extracts the sections `# Action` and `# Since` from a description. A section ends at
/// the next heading of the same or a higher level; two sections with the same name are
/// joined. Headings in fenced code blocks are ignored.
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
    let mut code: Option<Fence> = None;
    let mut current = &mut description;
    for line in markdown.lines() {
        code = match (code, Fence::of(line)) {
            (None, fence) => fence,
            (Some(open), Some(fence)) if fence.closes(open) => None,
            (open, _) => open,
        };
        let rank = line.bytes().take_while(|&byte| byte == b'#').count();
        if rank > 0 && code.is_none() {
            match line[rank..].trim() {
                "Action" => {
                    current = continued(action.get_or_insert_default());
                    section_rank = rank;
                    continue;
                }
                "Since" => {
                    current = continued(since.get_or_insert_default());
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
    let content = |section: Option<String>| {
        let content = section?.trim().to_owned();
        (!content.is_empty()).then_some(content)
    };
    Sections {
        description: description.trim().to_owned(),
        action: content(action),
        since: content(since),
    }
}

/// Starts a new paragraph of a section, if it is not empty.
fn continued(section: &mut String) -> &mut String {
    section.truncate(section.trim_end().len());
    if !section.is_empty() {
        section.push_str("\n\n");
    }
    section
}

/// A line that begins or ends a fenced code block.
#[derive(Clone, Copy)]
struct Fence {
    sign: u8,
    length: usize,
    /// Whether text follows the signs, as at the beginning of a block: `rust`.
    has_info: bool,
}

impl Fence {
    fn of(line: &str) -> Option<Self> {
        let line = line.trim_start();
        let sign = line.bytes().next().filter(|sign| b"`~".contains(sign))?;
        let length = line.bytes().take_while(|&byte| byte == sign).count();
        let info = line[length..].trim();
        // ```` ```x``` ```` is a code span in a paragraph.
        let is_fence = length >= 3 && (sign == b'~' || !info.contains('`'));
        is_fence.then_some(Self {
            sign,
            length,
            has_info: !info.is_empty(),
        })
    }

    const fn closes(self, open: Self) -> bool {
        self.sign == open.sign && self.length >= open.length && !self.has_info
    }
}

/// The line on a message's page that says that the text is promised.
pub const PROMISE: &str = "Promise: the text does not change";

/// Returns the block that is inserted before the user's description on a message's
/// page: the severity and the text, so that the module's page is an index of IDs,
/// severities and texts; the limit, the alert and the promise; a table of the
/// arguments; and an empty line.
#[must_use]
pub fn heading(message: &Message, arguments: &[Argument]) -> String {
    let mut markdown = summary(message);
    if message.severity.is_none() {
        markdown += "\n\nSeverity: given where the message is logged";
    }
    for (title, rate) in [("Limit", &message.limit), ("Alert", &message.alert)] {
        if let Some(rate) = rate {
            _ = write!(markdown, "\n\n{title}: {}", code(rate));
        }
    }
    if message.promises_text() {
        markdown += "\n\n";
        markdown += PROMISE;
    }
    if !arguments.is_empty() {
        markdown += "\n\n| | argument | type |\n|---|---|---|";
        for (index, argument) in arguments.iter().enumerate() {
            let rust_type = match &argument.rust_type {
                Some(rust_type) => code(rust_type),
                None if argument.secret => "any".to_owned(),
                None => "`impl Display`".to_owned(),
            };
            let secret = if argument.secret { ", secret" } else { "" };
            let name = code(&argument.name);
            let rust_type = rust_type.replace('|', "\\|");
            let (placeholder, field) = if argument.field {
                (String::new(), ", not in the text")
            } else if message.named_text.is_some() {
                (format!(" `{{{}}}`", argument.name), "")
            } else {
                (format!(" `%{}`", index + 1), "")
            };
            _ = write!(
                markdown,
                "\n|{placeholder} | {name} | {rust_type}{secret}{field} |"
            );
        }
    }
    // rustdoc drops the last line feed.
    markdown += "\n\n";
    markdown
}

/// The end of a [`block`], which is invisible on the page.
const END_OF_BLOCK: &str = "<!-- kea-messages -->\n\n";

/// Returns the block that is inserted before the user's description if the page is not only
/// for the message: its ID, its [`heading`] and the targets of links. A program that reads
/// the page can tell this block from the description.
#[must_use]
pub fn block(message: &Message, targets: &str) -> String {
    let heading = heading(message, &message.named_arguments());
    format!("`{}` {heading}{targets}\n\n{END_OF_BLOCK}", message.id)
}

/// Returns the replacement for a [`block`] for a variant that wraps the messages of
/// another type.
#[must_use]
pub fn block_of_wrapper(rust_type: &str) -> String {
    format!("The messages of {}.\n\n{END_OF_BLOCK}", code(rust_type))
}

/// Returns whether a part of a doc comment is a [`block`], or code that contains one.
#[must_use]
pub fn has_block(text: &str) -> bool {
    text.contains(END_OF_BLOCK.trim_end())
}

/// Returns the severity and the text of a message, on one line.
#[must_use]
pub fn summary(message: &Message) -> String {
    let text = code(&message.logged_text());
    match message.severity {
        Some(severity) => format!("**{severity}** {text}"),
        None => text,
    }
}

/// Returns the IDs in brackets, `[ID]`, which rustdoc can turn into links.
///
/// ```
/// use kea_messages_catalog::documentation::mentions;
///
/// let markdown = r"See [ALLOC_FAIL], [`ALLOC_OK`], [no], \[ALLOC_X] and [ALLOC_Y](http://a.b).";
/// let ids: Vec<_> = mentions(markdown).collect();
/// assert_eq!(ids, ["ALLOC_FAIL", "`ALLOC_OK`"]);
///
/// // Code is ignored.
/// assert_eq!(mentions("`[ALLOC_FAIL]`").next(), None);
/// ```
pub fn mentions(markdown: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += markdown[at..].find(['[', '`', '\\'])?;
            let rest = &markdown[at..];
            match rest.as_bytes()[0] {
                b'[' => {
                    at += 1;
                    let (label, behind) = rest[1..].split_once(']')?;
                    let has_target = behind.starts_with(['(', '[', ':']);
                    if is_id(label.trim_matches('`')) {
                        at += label.len();
                        if !has_target {
                            return Some(label);
                        }
                    }
                }
                b'`' => at += code_length(rest),
                _ => {
                    let escaped = rest[1..].chars().next();
                    at += 1 + escaped.map_or(0, char::len_utf8);
                }
            }
        }
    })
}

/// Returns the length of the code span at the start of this text, or of its backticks if the span
/// is not closed.
fn code_length(text: &str) -> usize {
    let ticks = |text: &str| text.bytes().take_while(|&byte| byte == b'`').count();
    let count = ticks(text);
    // A code block can contain empty lines, but a code span ends with its paragraph.
    let end = match text.find("\n\n") {
        Some(end) if count < 3 => end,
        _ => text.len(),
    };
    let mut at = count;
    while let Some(found) = text[at..end].find('`') {
        at += found;
        let length = ticks(&text[at..]);
        at += length;
        if length == count {
            return at;
        }
    }
    count
}

/// Returns the full page of a message: its [`heading`], and everything that the
/// definition states.
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

/// Returns the introduction of a catalogue: its title, its version, and its
/// introductory text.
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

/// Returns a Markdown code span that shows `text` on one line, including any backticks.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doc_comments_without_their_indentation() {
        // The lines and blocks of a comment, and the resulting Markdown.
        let cases: [(&[&str], &str); 8] = [
            (&[" a", " b"], "a\nb"),
            (&[" a", "", "     b"], "a\n\n    b"),
            (&["a", " b"], "a\n b"),
            (
                &[" A block.\n     code\n ", " b"],
                "A block.\n    code\n\nb",
            ),
            (&["A block.\n b\n"], "A block.\nb"),
            (&["  a", " b"], " a\nb"),
            (&["", " a", ""], "a"),
            (&[], ""),
        ];
        for (fragments, expected) in cases {
            let fragments: Vec<String> = fragments.iter().map(|&line| line.to_owned()).collect();
            assert_eq!(unindent(&fragments), expected, "{fragments:?}");
        }
    }

    #[test]
    fn headings() {
        let mut message = Message::new("A_B", "%1: %2 `x`");
        let arguments = [
            Argument::named("client"),
            Argument::named("key").with_type("A|B").into_secret(),
            Argument::named("token").into_secret(),
            Argument::named("pool").into_field(),
        ];
        assert_eq!(summary(&message), "`` %1: %2 `x` ``");
        assert_eq!(
            heading(&message, &[]),
            "`` %1: %2 `x` ``\n\nSeverity: given where the message is logged\n\n"
        );
        message.severity = Some(kea_messages_base::severity::Severity::Warn);
        assert_eq!(summary(&message), "**warn** `` %1: %2 `x` ``");
        assert_eq!(
            heading(&message, &arguments),
            "**warn** `` %1: %2 `x` ``\n\n| | argument | type |\n|---|---|---|\n\
             | `%1` | `client` | `impl Display` |\n\
             | `%2` | `key` | `A\\|B`, secret |\n\
             | `%3` | `token` | any, secret |\n\
             | | `pool` | `impl Display`, not in the text |\n\n"
        );
        message.text = "%%1: 100%%\n".to_owned();
        assert_eq!(summary(&message), r"**warn** `%1: 100%\n`");
        message.arguments = Some(arguments.to_vec());
        message.set_text("{{{client:?}}} 100%");
        assert_eq!(summary(&message), "**warn** `{{client}} 100%`");
        message.set_text("{client}");
        assert_eq!(heading(&message, &[]), "**warn** `{client}`\n\n");
        message.limit = Some("1/s per _client_".to_owned());
        assert_eq!(
            heading(&message, &[]),
            "**warn** `{client}`\n\nLimit: `1/s per _client_`\n\n"
        );
        message.alert = Some("> 5/min".to_owned());
        assert_eq!(
            heading(&message, &[]),
            "**warn** `{client}`\n\nLimit: `1/s per _client_`\n\nAlert: `> 5/min`\n\n"
        );
        let rows = heading(&message, &arguments[..1]);
        assert!(rows.contains("\n| `{client}` | `client` |"), "{rows}");
    }

    #[test]
    fn pages() {
        let mut message = Message::new("A_B", "up");
        assert_eq!(page(&message, &[]), heading(&message, &[]));
        message.description = "It is up.".to_owned();
        message.action = Some("Rest.".to_owned());
        message.since = Some("1.0".to_owned());
        assert_eq!(
            page(&message, &[]),
            heading(&message, &[]) + "\nIt is up.\n\n# Action\n\nRest.\n\n# Since\n\n1.0\n"
        );
    }

    #[test]
    fn blocks() {
        let message = Message::new("A_B", "up");
        let block = block(&message, "\n\n[C_D]: Self::D");
        assert!(block.starts_with("`A_B` `up`\n\nSeverity:"), "{block}");
        assert!(block.contains("\n\n[C_D]: Self::D\n\n"), "{block}");
        let wrapper = block_of_wrapper("Box<`>");
        assert!(
            wrapper.starts_with("The messages of ``Box<`>``."),
            "{wrapper}"
        );
        assert!(has_block(&block) && has_block(&wrapper));
        assert!(!has_block("`A_B` `up`"));
    }

    #[test]
    fn mentions_outside_of_code() {
        for (markdown, expected) in [
            ("[A_B] and [C_D]", &["A_B", "C_D"] as &[&str]),
            ("`[A_B]` [C_D]", &["C_D"]),
            ("``[A_B] ` [E_F]`` [C_D]", &["C_D"]),
            ("` [A_B]", &["A_B"]),
            ("` [A_B]\n\n`", &["A_B"]),
            ("```\n[A_B]\n\n[A_B]\n```\n[C_D]", &["C_D"]),
            ("[`A_B`] `x` [C_D]", &["`A_B`", "C_D"]),
            (r"\[A_B] \` [C_D] `", &["C_D"]),
            (r"\é[A_B] \", &["A_B"]),
            ("[no [A_B]", &["A_B"]),
            ("[A_B", &[]),
        ] {
            let found: Vec<&str> = mentions(markdown).collect();
            assert_eq!(found, expected, "{markdown}");
        }
    }

    #[test]
    fn sections_of_descriptions() {
        // The Markdown, and the description, the action and the version in it.
        let cases = [
            ("a", "a", None, None),
            ("# Action\nb\n# Since\n1.0", "", Some("b"), Some("1.0")),
            (
                "a\n## Action\nb\n### c\nd\n# e",
                "a\n# e",
                Some("b\n### c\nd"),
                None,
            ),
            ("# Action\nb\n# c\n# Action\nd", "# c", Some("b\n\nd"), None),
            ("# Action\n# Action\nd", "", Some("d"), None),
            ("# Action", "", None, None),
            // A heading in a code block does not begin a section.
            ("```\n# Action\n```\nb", "```\n# Action\n```\nb", None, None),
            (
                "~~~ text\n# Action\n~~~",
                "~~~ text\n# Action\n~~~",
                None,
                None,
            ),
            ("````\n```\n# Action", "````\n```\n# Action", None, None),
            ("```\n~~~\n# Action", "```\n~~~\n# Action", None, None),
            (
                "```\n```rust\n# Action",
                "```\n```rust\n# Action",
                None,
                None,
            ),
            ("```\nx\n````\n# Action\nb", "```\nx\n````", Some("b"), None),
            ("```x```\n# Action\nb", "```x```", Some("b"), None),
            ("``\n# Action\nb", "``", Some("b"), None),
        ];
        for (markdown, description, action, since) in cases {
            let expected = Sections {
                description: description.into(),
                action: action.map(str::to_owned),
                since: since.map(str::to_owned),
            };
            assert_eq!(sections(markdown), expected, "{markdown:?}");
        }
    }
}
