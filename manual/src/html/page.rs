//! Prints a book as a single HTML page.

use super::article::{CHANGES, NOT_STATED, OPEN, REMOVED, article, change, severity, since};
use super::render::{Links, MODULE, PAGE, PART, Templates};
use crate::book::{Book, INTRODUCTION, Module};
use kea_messages_catalog::{ManualUrl, Message};
use kea_messages_core::severity::Severity;
use serde::Serialize;

pub(super) const STYLE: &str = include_str!("../../templates/manual.css");
/// The scripts of the page: reading log lines, comparing words, and the page itself. They are
/// inside a function, so that their names are not global.
const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("../../templates/line.js"),
    include_str!("../../templates/words.js"),
    include_str!("../../templates/manual.js"),
    "})();"
);

#[derive(Serialize)]
struct Page<'a> {
    title: &'a str,
    version: Option<&'a str>,
    /// The address of the published page.
    url: Option<&'a str>,
    /// The introduction as HTML. All fields with the suffix `_html` are HTML.
    introduction_html: String,
    style: &'static str,
    script: &'static str,
    count: usize,
    /// The severities that occur in the book, which can be selected.
    severities: Vec<PageChoice>,
    /// The changes since another version that occur in the book. It is empty without another
    /// version.
    changes: Vec<PageChoice>,
    since: String,
    modules: &'a [PageModule<'a>],
}

#[derive(Serialize)]
struct PageChoice {
    key: &'static str,
    name: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct PageModule<'a> {
    id: String,
    name: &'a str,
    title: String,
    count: usize,
}

/// Some entries of a module, which the browser renders together when they come into view.
#[derive(Serialize)]
struct PagePart {
    articles_html: Vec<String>,
}

/// The number of entries in a part.
const PART_LENGTH: usize = 25;

/// Marks the place for the modules in the page, and for the parts in a module. No text of a book
/// can contain it, because tags are escaped.
const PLACE: &str = "<!-- place -->\n";

pub(crate) fn write(book: &Book) -> String {
    write_page(book, Links::Entries, &Templates::new())
}

/// Returns the book as a single page. The entries are most of it, so they are appended in small
/// parts, and there is no second copy of them.
pub(super) fn write_page(book: &Book, links: Links, templates: &Templates<'_>) -> String {
    let chapters: Vec<_> = chapters(book).collect();
    let messages = || chapters.iter().flat_map(|chapter| chapter.messages());
    let severities = Severity::NAMES.map(|name| (name, name));
    let severities = severities.into_iter().chain([OPEN, NOT_STATED]);
    let severities = choices(severities, |key| {
        messages()
            .filter(|message| severity(message, book).0 == key)
            .count()
    });
    let changes = CHANGES.map(|name| (name, name)).into_iter();
    let changes = choices(changes, |key| {
        messages()
            .filter(|message| change(&message.id, book) == Some(key))
            .count()
    });
    let introduction = book.introduction.as_deref().unwrap_or(INTRODUCTION);
    let modules = chapters.iter().map(|chapter| PageModule {
        id: chapter.id(),
        name: chapter.name(),
        title: chapter.title(book),
        count: chapter.messages().len(),
    });
    let modules: Vec<_> = modules.collect();
    let page = Page {
        title: &book.title,
        version: book.version.as_deref(),
        url: book.url.as_ref().map(ManualUrl::as_str),
        introduction_html: links.to_html(introduction, book),
        style: STYLE,
        script: SCRIPT,
        count: book.messages().len(),
        severities,
        changes,
        since: since(book),
        modules: &modules,
    };
    let page = templates.render(PAGE, &page);
    let (start, end) = split(&page);
    let mut html = start.to_owned();
    for (module, chapter) in modules.iter().zip(&chapters) {
        let module = templates.render(MODULE, module);
        let (start, end) = split(&module);
        html += start;
        for messages in chapter.messages().chunks(PART_LENGTH) {
            let articles = messages.iter();
            let articles = articles.map(|message| article(message, book, links, templates));
            let articles_html = articles.collect();
            html += &templates.render(PART, &PagePart { articles_html });
            html.push('\n');
        }
        html += end;
        html.push('\n');
    }
    html + end
}

/// Splits a rendered template at its place for other templates.
fn split(html: &str) -> (&str, &str) {
    match html.split_once(PLACE) {
        Some(parts) => parts,
        None => unreachable!("the template is ours, and has the place"),
    }
}

/// A module of the book, or the removed messages.
#[derive(Clone, Copy)]
pub(super) enum Chapter<'a> {
    Module(Module<'a>),
    Removed(&'a [Message]),
}

impl<'a> Chapter<'a> {
    pub(super) fn messages(self) -> &'a [Message] {
        match self {
            Self::Module(Module { messages, .. }) | Self::Removed(messages) => messages,
        }
    }

    /// Returns the ID of the heading.
    pub(super) fn id(self) -> String {
        match self {
            Self::Module(module) => format!("module-{}", module.name),
            // This is in lower case, so that it differs from the IDs of messages and modules.
            Self::Removed(_) => "gone".to_owned(),
        }
    }

    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Module(module) => module.name,
            Self::Removed(_) => REMOVED,
        }
    }

    pub(super) fn title(self, book: &Book) -> String {
        match self {
            Self::Module(module) => format!("{} Module", module.name),
            Self::Removed(_) => format!("Removed since {}", since(book)),
        }
    }
}

/// The modules of the book, followed by the removed messages.
pub(super) fn chapters(book: &Book) -> impl Iterator<Item = Chapter<'_>> {
    let gone = book.since.as_ref().map_or(&[][..], |since| &since.gone);
    let gone = (!gone.is_empty()).then_some(Chapter::Removed(gone));
    book.modules().map(Chapter::Module).chain(gone)
}

/// Returns the choices for which there are messages, with their counts.
fn choices(
    all: impl Iterator<Item = (&'static str, &'static str)>,
    count: impl Fn(&str) -> usize,
) -> Vec<PageChoice> {
    let counted = all.map(|(key, name)| PageChoice {
        key,
        name,
        count: count(key),
    });
    counted.filter(|choice| choice.count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kea_messages_catalog::{Catalogue, Lock, Since, Source};

    fn catalogue(name: &str, text: &str) -> Catalogue {
        let catalogue = Catalogue::of_sources(vec![Source::new(name, text)]);
        assert!(!catalogue.has_errors(), "{:?}", catalogue.findings);
        catalogue
    }

    #[test]
    fn severities() {
        let toml = catalogue(
            "a.toml",
            "[A]\ntext = 'a'\n[B]\ntext = 'b'\nseverity = 'debug(55)'\n",
        );
        let mes = catalogue("a.mes", "% A a\n% B b\nThis warning message is logged.\n");
        let program: Catalogue = toml.messages().cloned().collect();
        for (catalogue, expected) in [
            (&toml, [("varies", "varies"), ("debug", "debug(55)")]),
            (&mes, [("not_stated", "not stated"), ("warn", "warn")]),
            (
                &program,
                [("not_stated", "not stated"), ("debug", "debug(55)")],
            ),
        ] {
            let book = Book::from(catalogue);
            let found = book
                .messages()
                .iter()
                .map(|message| severity(message, &book));
            let found: Vec<_> = found.collect();
            assert_eq!(found, expected.map(|(key, text)| (key, text.into())));
            let page = write(&book);
            for (key, _) in expected {
                let choice = format!("name=\"severity\" value=\"{key}\"");
                assert!(page.contains(&choice), "{choice} is not in {page}");
            }
            assert_eq!(page.matches("name=\"severity\"").count(), 2);
        }
    }

    /// The texts of a book are not mistaken for the places of the templates, and each entry is in
    /// its module.
    #[test]
    fn places() {
        let mut text =
            "[catalogue]\ntitle = '<!-- place -->'\nintroduction = \"<!-- place -->\\nx\"\n\
                        [B_B]\ntext = 'b'\ndescription = \"<!-- place -->\\nx\"\n"
                .to_owned();
        for number in 10..=10 + PART_LENGTH {
            text += &format!("[A_{number}]\ntext = 'a'\n");
        }
        let page = write(&Book::from(&catalogue("a.toml", &text)));
        assert!(!page.contains(PLACE), "{page}");
        let mut rest = page.as_str();
        for part in [
            "id=\"module-A\"",
            "style=\"--count: 25\"",
            "id=\"A_10\"",
            "style=\"--count: 1\"",
            "id=\"A_35\"",
            "</section>",
            "id=\"module-B\"",
            "id=\"B_B\"",
            "</section>",
            "</main>",
        ] {
            rest = match rest.split_once(part) {
                Some((_, rest)) => rest,
                None => panic!("{part} is not in {rest}"),
            };
        }
    }

    /// For a compiled catalogue, a missing severity is stated by each statement.
    #[test]
    fn open_in_a_program() {
        kea_messages::kea_messages! {
            static CATALOGUE;
            file = "src/html/open.toml"
        }
        let book = Book::from(&CATALOGUE);
        let found = book
            .messages()
            .iter()
            .map(|message| severity(message, &book).0);
        assert_eq!(found.collect::<Vec<_>>(), ["varies", "info"]);
    }

    #[test]
    fn changes() {
        let old = catalogue(
            "a.toml",
            "[A_SAME]\ntext = 'a'\n[B_CHANGED]\ntext = '<b>'\n[C_GONE]\ntext = 'c'\n",
        );
        let new = catalogue(
            "a.toml",
            "[A_SAME]\ntext = 'a'\n[B_CHANGED]\ntext = 'b'\n[D_NEW]\ntext = 'd'\n",
        );
        let of_lock = Since::locked(&Lock::of(old.messages()), &new);
        for (since, expected) in [
            (
                Some(Since::between(&old, &new)),
                [Some("changed"), Some("removed"), Some("new")],
            ),
            (
                Some(of_lock),
                [Some("changed"), Some("removed"), Some("new")],
            ),
            (None, [None, None, None]),
        ] {
            let is_compared = since.is_some();
            let book = Book::from(&new);
            let book = match since {
                Some(since) => book.with_since(since),
                None => book,
            };
            let found = ["B_CHANGED", "C_GONE", "D_NEW"].map(|id| change(id, &book));
            assert_eq!(found, expected);
            assert_eq!(change("A_SAME", &book), None);
            let page = write(&book);
            for (part, is_there) in [
                (
                    "<article id=\"B_CHANGED\" data-severity=\"varies\" data-change=\"changed\">",
                    true,
                ),
                (
                    "<article id=\"C_GONE\" data-severity=\"not_stated\" data-change=\"removed\">",
                    true,
                ),
                ("<h2>Removed since the previous version</h2>", true),
                ("<b>", false),
            ] {
                assert_eq!(
                    page.contains(part),
                    is_there && is_compared,
                    "{part} in {page}"
                );
            }
        }
    }
}
