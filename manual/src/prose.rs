//! Converts Markdown to other formats.

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd, html};
use roff::{Inline, Roff, bold, italic, roman};
use std::ops::Range;

/// Parses the Markdown of a description, in which `[ID]` is a link to a message of the book.
fn parse<'a>(
    markdown: &'a str,
    link: &'a dyn Fn(&str) -> Option<String>,
) -> impl Iterator<Item = Event<'a>> {
    let resolve = move |broken: BrokenLink<'a>| {
        let id = broken.reference.trim_matches('`');
        let target = link(id)?;
        Some((CowStr::from(target), CowStr::Borrowed("")))
    };
    Parser::new_with_broken_link_callback(markdown, Options::ENABLE_TABLES, Some(resolve))
}

/// The schemes that are allowed in links.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// Whether the target of a link is a page, a position in a page, or a mail address. A `javascript:`
/// link would run in the page that contains it.
fn is_address(url: &str) -> bool {
    // Browsers ignore these characters.
    let is_seen = |letter: &char| !letter.is_ascii_whitespace() && !letter.is_control();
    let url: String = url.chars().filter(is_seen).collect();
    match url.split_once([':', '/', '?', '#']) {
        Some((scheme, _)) if url[scheme.len()..].starts_with(':') => SCHEMES
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known)),
        _ => true,
    }
}

/// Replaces each link that is not an [address](is_address) with its text.
pub(crate) fn without_scripts(markdown: &str) -> String {
    let mut markdown = markdown.to_owned();
    loop {
        let links = scripts(&markdown);
        if links.is_empty() {
            return markdown;
        }
        // If a link contains an image, the image is replaced in the next iteration.
        for (link, inside) in links.into_iter().rev() {
            let inside = markdown[inside].to_owned();
            markdown.replace_range(link, &inside);
        }
    }
}

/// Returns the outermost links and images that are not addresses, each with the range of its
/// content.
fn scripts(markdown: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let mut links: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut end = 0;
    for (event, place) in Parser::new_ext(markdown, Options::ENABLE_TABLES).into_offset_iter() {
        if place.start < end {
            if let (Some((_, inside)), false) = (links.last_mut(), matches!(event, Event::End(_))) {
                *inside = inside.start.min(place.start)..inside.end.max(place.end);
            }
            continue;
        }
        if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event {
            if !is_address(&dest_url) {
                end = place.end;
                links.push((place.clone(), place.end..place.start));
            }
        }
    }
    for (link, inside) in &mut links {
        if inside.start > inside.end {
            // The link has no text.
            *inside = link.start..link.start;
        }
    }
    links
}

/// Converts Markdown to HTML, in which `[ID]` is a link to the target that `link` returns. HTML
/// tags are escaped, and links that are not addresses are replaced by their text.
pub(crate) fn to_html(markdown: &str, link: &dyn Fn(&str) -> Option<String>) -> String {
    // For each open link and image, whether it is an address.
    let mut are_links = Vec::new();
    let events = parse(markdown, link).filter_map(|event| match event {
        Event::Html(tag) | Event::InlineHtml(tag) => Some(Event::Text(tag)),
        Event::Start(Tag::Link { ref dest_url, .. } | Tag::Image { ref dest_url, .. }) => {
            are_links.push(is_address(dest_url));
            is_address(dest_url).then_some(event)
        }
        Event::End(TagEnd::Link | TagEnd::Image) => {
            are_links.pop().unwrap_or(true).then_some(event)
        }
        event => Some(event),
    });
    let mut out = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut out, events);
    out
}

/// Returns whether the Markdown begins with a paragraph, and not with a list or a block of code.
pub(crate) fn begins_with_paragraph(markdown: &str) -> bool {
    let first = Parser::new_ext(markdown, Options::ENABLE_TABLES).next();
    first.is_none_or(|first| first == Event::Start(Tag::Paragraph))
}

/// A block of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    Paragraph(String),
    Heading(String),
    /// An item of a list, with its bullet or number. `depth` counts the nested lists.
    Item {
        depth: usize,
        sign: String,
        text: String,
    },
    Code(String),
}

/// Converts Markdown to blocks of plain text.
pub(crate) fn to_blocks(markdown: &str) -> Vec<Block> {
    // A link is replaced by its text.
    let link = |_: &str| Some(String::new());
    let mut blocks = Vec::new();
    let mut text = String::new();
    // The number of the next item of each open list, or `None` for a list with bullets.
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut is_item = false;
    for event in parse(markdown, &link) {
        match event {
            Event::Text(words)
            | Event::Code(words)
            | Event::Html(words)
            | Event::InlineHtml(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::Start(Tag::List(first)) => {
                push(&mut blocks, &mut text, &mut lists, &mut is_item);
                lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
            }
            Event::Start(Tag::Item) => is_item = true,
            Event::End(TagEnd::TableCell) => text.push_str("  "),
            Event::End(TagEnd::Heading(_)) => {
                blocks.push(Block::Heading(std::mem::take(&mut text)));
            }
            Event::End(TagEnd::CodeBlock) => {
                let code = std::mem::take(&mut text);
                blocks.push(Block::Code(code.trim_end().to_owned()));
            }
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::HtmlBlock,
            ) => push(&mut blocks, &mut text, &mut lists, &mut is_item),
            _ => {}
        }
    }
    push(&mut blocks, &mut text, &mut lists, &mut is_item);
    blocks
}

/// Ends a paragraph or a list item.
fn push(blocks: &mut Vec<Block>, text: &mut String, lists: &mut [Option<u64>], is_item: &mut bool) {
    let text = std::mem::take(text);
    let text = text.trim_end();
    if text.is_empty() {
        return;
    }
    let depth = lists.len();
    blocks.push(match lists.last_mut() {
        Some(number) => {
            let sign = match number {
                _ if !std::mem::take(is_item) => String::new(),
                Some(number) => {
                    *number += 1;
                    format!("{}.", *number - 1)
                }
                None => "-".to_owned(),
            };
            Block::Item {
                depth,
                sign,
                text: text.to_owned(),
            }
        }
        None => Block::Paragraph(text.to_owned()),
    });
}

/// Appends the text to a man page.
pub(crate) fn to_roff(markdown: &str, page: &mut Roff) {
    for block in to_blocks(markdown) {
        match block {
            Block::Paragraph(text) => _ = page.control("PP", []).text(lines(&text)),
            Block::Heading(text) => _ = page.control("PP", []).text([bold(text)]),
            Block::Item { depth, sign, text } => {
                let indent = (depth * 4).to_string();
                page.control("IP", [argument(&sign).as_str(), indent.as_str()])
                    .text(lines(&text));
            }
            Block::Code(text) => {
                page.control("PP", []).control("nf", []);
                page.text(lines(&text));
                page.control("fi", []);
            }
        }
    }
}

fn lines(text: &str) -> Vec<Inline> {
    vec![roman(text)]
}

/// An empty argument of a request, which would be missing without the quotes.
pub(crate) const EMPTY: &str = "\"\"";

/// Escapes an argument of a request in a man page. [`Roff`] puts it in quotes if it has a space.
pub(crate) fn argument(text: &str) -> String {
    if text.is_empty() {
        return EMPTY.to_owned();
    }
    let text = text.replace('\\', "\\e").replace('"', "\\(dq");
    text.replace(['\n', '\r'], " ")
}

/// Formats a placeholder in a man page.
pub(crate) fn variable(text: &str) -> Inline {
    italic(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_are_addresses() {
        for (url, expected) in [
            ("https://example.com/a:b", true),
            ("HTTP://example.com", true),
            ("mailto:a@example.com", true),
            ("#A_B", true),
            ("a/b.html", true),
            ("../a:b", true),
            ("?a:b", true),
            ("", true),
            ("javascript:alert(1)", false),
            ("JavaScript:alert(1)", false),
            (" java\tscript:alert(1)", false),
            ("\u{1}javascript:alert(1)", false),
            ("data:text/html,x", false),
            ("vbscript:x", false),
            ("x:y", false),
            (":x", false),
        ] {
            assert_eq!(is_address(url), expected, "{url:?}");
        }
    }

    #[test]
    fn scripts_are_text() {
        let cases = [
            (
                "a [b *c*](javascript:x) [d](https://e.f)",
                "<p>a b <em>c</em> <a href=\"https://e.f\">d</a></p>\n",
                "a b *c* [d](https://e.f)",
            ),
            ("![b](javascript:x)", "<p>b</p>\n", "b"),
            ("[](javascript:x)c", "<p>c</p>\n", "c"),
            ("<javascript:x>", "<p>javascript:x</p>\n", "javascript:x"),
            (
                "[b][c]\n\n[c]: java&#115;cript:x",
                "<p>b</p>\n",
                "b\n\n[c]: java&#115;cript:x",
            ),
            ("[![b](javascript:x)](javascript:y)", "<p>b</p>\n", "b"),
            (
                "[![b](javascript:x)](https://e.f)",
                "<p><a href=\"https://e.f\">b</a></p>\n",
                "[b](https://e.f)",
            ),
            (
                "`[b](javascript:x)`",
                "<p><code>[b](javascript:x)</code></p>\n",
                "`[b](javascript:x)`",
            ),
        ];
        for (markdown, html, safe) in cases {
            assert_eq!(to_html(markdown, &|_| None), html, "{markdown}");
            assert_eq!(without_scripts(markdown), safe, "{markdown}");
        }
    }
}
