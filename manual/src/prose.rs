//! What is written in Markdown, in other forms.

use crate::book::Book;
use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd, html};
use roff::{Inline, Roff, bold, italic, roman};

/// The Markdown of a description, in which `[ID]` is a link to a message of the
/// book.
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

/// HTML. Tags in the Markdown are text.
pub(crate) fn to_html(markdown: &str, book: &Book) -> String {
    let link = |id: &str| book.get(id).map(|message| format!("#{}", message.id));
    let events = parse(markdown, &link).map(|event| match event {
        Event::Html(tag) | Event::InlineHtml(tag) => Event::Text(tag),
        event => event,
    });
    let mut out = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut out, events);
    out
}

/// A part of a text that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    Paragraph(String),
    Heading(String),
    /// An item of a list, with its sign, of a list inside of so many others.
    Item {
        depth: usize,
        sign: String,
        text: String,
    },
    Code(String),
}

/// Plain text, block by block.
pub(crate) fn to_blocks(markdown: &str) -> Vec<Block> {
    // A link is its text.
    let link = |_: &str| Some(String::new());
    let mut blocks = Vec::new();
    let mut text = String::new();
    // The number of the next item of each list that we are in; none has a sign.
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

/// Ends a paragraph, or an item of a list.
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

/// Adds a man page's paragraphs.
pub(crate) fn to_roff(markdown: &str, page: &mut Roff) {
    for block in to_blocks(markdown) {
        match block {
            Block::Paragraph(text) => _ = page.control("PP", []).text(lines(&text)),
            Block::Heading(text) => _ = page.control("PP", []).text([bold(text)]),
            Block::Item { depth, sign, text } => {
                let indent = (depth * 4).to_string();
                page.control("IP", [sign.as_str(), indent.as_str()])
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

/// A word that stands for another, in a man page.
pub(crate) fn variable(text: &str) -> Inline {
    italic(text)
}
